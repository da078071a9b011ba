"""Turning placed parts into operations: texts become glyphs, icons become paths. Nothing moves any more."""

from __future__ import annotations

import math
import threading
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, Protocol, TypeAlias

from jmapdesk.layout.parts import IconPart, Line, Part, ShapePart, TextPart
from jmapdesk.render.drawing import GlyphsOp, ImageOp, Op, PathOp, Stroke
from jmapdesk.text.shaped import GlyphRun, ShapedLine, Shaper
from jmapdesk.util.geometry import Path, Rect, joined, moved_path, path_bounds
from jmapdesk.util.identity import ByIdentity

_Edges: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_MOST_KEPT: Final = 4096
"""How many shapes are kept, and how many icons."""
_TEXT_ROOM: Final = 4.0
"""How far letters and their halos may reach over the box of their lines, map units."""
_made = tuple.__new__
"""Makes a named tuple, without going through the function of Python that is its own way in: glyphs are many."""


class IconPaths(Hashable, Protocol):
    """Gives an icon as paths on a grid of 24."""

    def paths(self, name: str) -> tuple[Path, ...]:
        """The strokes of the icon; some plain shape for a name that is not known."""
        ...


@lru_cache(maxsize=4096)
def stroke_of(line: Line) -> Stroke:
    """A line of the layout as a stroke of the drawing; the same one for lines that are alike."""
    return Stroke(line.colour, line.width, line.cap, line.join, line.dash)


def shape_op(part: ShapePart) -> PathOp:
    """The operation that shows a shape."""
    return PathOp(part.path, part.fill, stroke_of(part.line) if part.line else None)


class _Shapes(threading.local):
    """What shapes became lately, a thread's own: all cards of all maps share a few sheets, dots and discs."""

    def __init__(self) -> None:
        self.drawn: ByIdentity[ShapePart, tuple[PathOp, _Edges]] = ByIdentity(_MOST_KEPT)


_SHAPES: Final = _Shapes()


def inked(parts: Iterable[Part], shaper: Shaper, icons: IconPaths) -> tuple[tuple[Op, ...], Rect]:
    """The operations that show the parts, in their order, and a rectangle that holds their ink, pens included."""
    ops: list[Op] = []
    texts, shapes = 0, _SHAPES.drawn
    x, y, right, bottom = math.inf, math.inf, -math.inf, -math.inf
    for part in parts:
        if isinstance(part, ShapePart):
            op, around = shapes.get(part) or shapes.put(part, (shape_op(part), _edges(part)))
            ops.append(op)
        elif isinstance(part, TextPart):
            around = _add_text(ops, part, shaper, texts)
            texts += 1
        elif isinstance(part, IconPart):
            op, around = _icon(part, icons)
            ops.append(op)
        else:
            around = _edges(part)
            ops.append(ImageOp(part.asset, part.rect, part.clip, part.source))
        # compared one by one, which is quicker than asking for the least of all: parts are few
        if around[0] < x:
            x = around[0]
        if around[1] < y:
            y = around[1]
        if around[2] > right:
            right = around[2]
        if around[3] > bottom:
            bottom = around[3]
    return tuple(ops), Rect(x, y, right - x, bottom - y) if x <= right else Rect(0.0, 0.0, 0.0, 0.0)


@lru_cache(maxsize=_MOST_KEPT)  # most cards of a kind have the same icon in the same place
def _icon(part: IconPart, icons: IconPaths) -> tuple[PathOp, _Edges]:
    scale = part.size / 24
    placed = joined(moved_path(path, part.x, part.y, scale) for path in icons.paths(part.name))
    return PathOp(placed, None, Stroke(part.colour, part.line * scale, "round", "round")), _edges(part)


def _add_text(ops: list[Op], part: TextPart, shaper: Shaper, number: int) -> _Edges:
    """The glyphs of a text; gives the edges of what holds all its lines, also those it was broken into."""
    shaped = shaper.shape(part.text, part.style, part.w, part.max_lines)
    halo = stroke_of(part.halo) if part.halo else None
    baseline, colour = part.y + shaped.ascent, part.colour
    for line, ends in zip(shaped.lines, shaped.ends, strict=True):
        x = part.start_of(line)
        runs = _as_read(line) if line.rtl else line.runs
        if len(runs) > 1:
            ops += [_made(GlyphsOp, (x, baseline, run, colour, halo, number, False)) for run in runs[:-1]]
        if runs:
            ops.append(_made(GlyphsOp, (x, baseline, runs[-1], colour, halo, number, ends)))
        baseline += shaped.line_height
    x, y, w, box = part.x, part.y, part.w, shaped.box
    over = max(0.0, box.width - w) + _TEXT_ROOM
    return x - over, y - _TEXT_ROOM, x + w + over, y + box.height + _TEXT_ROOM


def _as_read(line: ShapedLine) -> Sequence[GlyphRun]:
    """The runs of a line from the right in the order they are read, those from the left in it as they stand."""
    found: list[GlyphRun] = []
    for from_the_right, some in groupby(reversed(line.runs), key=lambda run: run.rtl):
        runs = list(some)
        found += runs if from_the_right else runs[::-1]
    return found


def bounds_of(parts: Iterable[Part]) -> Rect:
    """A rectangle that holds the ink of the parts, pen widths included; no line of a text counts as broken."""
    return _within([_edges(part) for part in parts])


def _edges(part: Part) -> _Edges:
    """The edges of a rectangle that holds the ink of a part."""
    if isinstance(part, TextPart):
        x, y = part.x, part.y
        height = (part.text.count("\n") + 1) * part.style.line_height
        return x - _TEXT_ROOM, y - _TEXT_ROOM, x + part.w + _TEXT_ROOM, y + height + _TEXT_ROOM
    if isinstance(part, IconPart):
        x, y, size = part.x, part.y, part.size
        return x - 1, y - 1, x + size + 1, y + size + 1
    if isinstance(part, ShapePart):
        rect = path_bounds(part.path).grown(part.line.width / 2 + 0.5 if part.line else 0.5)
    else:
        rect = part.rect
    return rect.x, rect.y, rect.right, rect.bottom


def _within(edges: Sequence[_Edges]) -> Rect:
    """The smallest rectangle with all these edges in it; empty at the origin for none."""
    lefts, tops, rights, bottoms = zip(*edges, strict=True) if edges else ((0.0,),) * 4
    x, y = min(lefts), min(tops)
    return Rect(x, y, max(rights) - x, max(bottoms) - y)
