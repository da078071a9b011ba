"""Where words stand on the sheet: from places in a text to rectangles over its lines, in any script and direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from jmapdesk.layout.parts import TextPart
from jmapdesk.text.shaped import GlyphRun, ShapedLine, Shaper
from jmapdesk.util.geometry import Rect

Spans: TypeAlias = Callable[[str], Sequence[tuple[int, int]]]
"""Tells start and end of each place in a text where what is looked for stands."""

_HIGH = 1.3
"""How high a mark over words is, in sizes of their type."""


def words_at(part: TextPart, spans: Spans, shaper: Shaper) -> list[Rect]:
    """Where the words stand that ``spans`` finds in a text, in the part's own coordinates; they may run over lines."""
    if not spans(part.text.replace("\n", " ")):
        return []  # sooner told than by shaping
    shaped = shaper.shape(part.text, part.style, part.w, part.max_lines)
    starts: list[int] = []
    whole = ""
    for line in shaped.lines:
        starts.append(len(whole))
        whole += line.text.rstrip() + " "
    found: list[Rect] = []
    for start, end in spans(whole):
        for row, (begins, line) in enumerate(zip(starts, shaped.lines, strict=True)):
            for left, right in stretches(line, start - begins, end - begins):
                y = part.y + row * shaped.line_height + (shaped.line_height - part.style.size * _HIGH) / 2
                found.append(Rect(part.start_of(line) + left, y, right - left, part.style.size * _HIGH))
    return found


def stretches(line: ShapedLine, start: int, end: int) -> list[tuple[float, float]]:
    """Left and right edge of some characters of a line, from its left end: one stretch for each of its runs."""
    found: list[tuple[float, float]] = []
    ends = [min(run.xs, default=line.width) for run in line.runs[1:]] + [line.width]
    for run, begins, right in zip(line.runs, _begins(line), ends, strict=True):
        first, last = max(0, start - begins), min(len(run.text), end - begins)
        shown = [i for i in range(len(run.glyphs)) if _covers(run, i, first, last)] if first < last else []
        if shown:
            after = shown[-1] + 1
            found.append((run.xs[shown[0]], run.xs[after] if after < len(run.xs) else right))
    return found


def _covers(run: GlyphRun, glyph: int, first: int, last: int) -> bool:
    """Whether a glyph stands for any of some characters; a ligature stands for all of its own."""
    begins = run.clusters[glyph]
    ends = min((other for other in run.clusters if other > begins), default=len(run.text))
    return begins < last and ends > first


def _begins(line: ShapedLine) -> list[int]:
    """Where in the line's text each run begins; runs stand as they are seen, which may be the other way round."""
    for order in (range(len(line.runs)), range(len(line.runs) - 1, -1, -1)):
        places = dict.fromkeys(order, 0)
        at = 0
        for i in order:
            places[i] = at
            at += len(line.runs[i].text)
        if all(line.text.startswith(line.runs[i].text, place) for i, place in places.items()):
            return [places[i] for i in range(len(line.runs))]
    taken: set[int] = set()
    mixed: list[int] = []
    for run in line.runs:
        at = line.text.find(run.text)
        while at in taken:
            at = line.text.find(run.text, at + 1)
        taken.add(at)
        mixed.append(at)
    return mixed
