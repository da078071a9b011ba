"""Whether people can read what is printed: how large the text comes out, and from how far it can be read."""

from __future__ import annotations

import math
from typing import Final

from jmapdesk.exchange.paper import Paper, Scale, family_of
from jmapdesk.exchange.placement import LEAST_ROOM_MM, page_for
from jmapdesk.render.drawing import GlyphsOp, Picture, walk
from jmapdesk.render.page import Page

POINTS_PER_METRE: Final = 20.0
"""Points of text that each metre of distance asks for."""
CARD_TEXT_POINTS: Final = 9.0
"""The size of card text at 100 %: 12 map units."""
READABLE_POINTS: Final = 6.0
"""Below this, card text is hard to read even in the hand."""
_POINTS_PER_UNIT: Final = 0.75
_LEAST_WORD: Final = 3
"""Characters from which a text is words; fewer are initials and counts in a mark."""


def smallest_text(drawn: Picture) -> float:
    """The size in points, at 100 %, of the smallest words in a picture; zero where it has none."""
    sizes = (
        op.run.size for op, _, _, _ in walk(drawn.root)
        if isinstance(op, GlyphsOp) and len(op.run.text.strip()) >= _LEAST_WORD
    )  # fmt: skip
    return min(sizes, default=0.0) * _POINTS_PER_UNIT


def reading_distance(points: float) -> float:
    """From how many metres text of that size can be read."""
    return points / POINTS_PER_METRE


def small_text_remark(
    drawn: Picture, page: Page, paper: Paper, orientation: str, scale: Scale, margin: float | None
) -> list[str]:
    """A word where the text of cards comes out too small to read, with the paper or scale that would help."""
    points = page.scale * CARD_TEXT_POINTS
    if points >= READABLE_POINTS or (paper.as_map and scale.factor is None):
        return []
    said = f"Card text is {points:.1f} pt on {'the page' if paper.as_map else paper.name}, hard to read"
    if scale.factor is not None:
        return [f"{said}; at {math.ceil(READABLE_POINTS / CARD_TEXT_POINTS * 100)} % it would be readable."]
    for name, size in family_of(paper).items():
        if min(size) - 2 * (margin or 0.0) < LEAST_ROOM_MM:
            continue
        larger = page_for(drawn.width, drawn.height, Paper(name, size), orientation, scale, margin)
        if larger.scale * CARD_TEXT_POINTS >= READABLE_POINTS:
            return [f"{said}; on {name} it would be {larger.scale * CARD_TEXT_POINTS:.1f} pt."]
    return [f"{said}; use a larger paper or fit."]
