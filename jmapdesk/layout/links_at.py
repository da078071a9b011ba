"""What a point of a card leads to: its mark for links, or an address in its words."""

from __future__ import annotations

from itertools import pairwise

from jmapdesk.insight.targets import Target, target_in, targets
from jmapdesk.layout.boxes import CardBox
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import TextPart


def targets_at(one: CardBox, x: float, y: float, context: Context) -> list[Target]:
    """What a point (from the card's top left) leads to: all that the card points to where its mark is, the one address
    under the point in its words, else nothing."""
    if one.plan.link is not None and one.plan.link.contains(x, y):
        return targets(one.card)
    for part in one.plan.parts:
        if isinstance(part, TextPart) and part.text == one.card.text:
            at = character_at(part, x, y, context)
            found = None if at is None else target_in(part.text, at)
            return [] if found is None else [found]
    return []


def character_at(part: TextPart, x: float, y: float, context: Context) -> int | None:
    """The index of the character of a text under a point; None beside its lines."""
    shaped = context.shaper.shape(part.text, part.style, part.w, part.max_lines)
    row = int((y - part.y) // shaped.line_height)
    if y < part.y or row >= len(shaped.lines):
        return None
    start = 0
    for above, below in pairwise(shaped.lines[: row + 1]):
        start = max(start, part.text.find(above.text, start)) + len(above.text)
        start = max(start, part.text.find(below.text, start))
    line = shaped.lines[row]
    at = x - part.start_of(line)
    if not 0 <= at <= line.width:
        return None
    best: tuple[float, int] | None = None
    for run in line.runs:
        first = line.text.find(run.text)
        for place, cluster in zip(run.xs, run.clusters, strict=True):
            if place <= at and (best is None or place >= best[0]):
                best = place, first + cluster
    return None if best is None else start + best[1]
