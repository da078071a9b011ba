"""Turning placed parts into operations: texts become glyphs, icons become paths. Nothing moves any more."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from jmapdesk.layout.parts import IconPart, Line, Part, PicturePart, ShapePart, TextPart
from jmapdesk.render.drawing import GlyphsOp, ImageOp, Op, PathOp, Stroke
from jmapdesk.text.shaped import GlyphRun, ShapedLine, Shaper
from jmapdesk.util.geometry import Path, Rect, moved_path, path_bounds, union


class IconPaths(Protocol):
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


def ops_of(parts: Iterable[Part], shaper: Shaper, icons: IconPaths) -> tuple[Op, ...]:
    """The operations that show the parts, in their order."""
    ops: list[Op] = []
    texts = 0
    for part in parts:
        match part:
            case ShapePart():
                ops.append(shape_op(part))
            case TextPart():
                ops.extend(_text(part, shaper, texts))
                texts += 1
            case IconPart():
                ops.extend(_icon(part, icons.paths(part.name)))
            case PicturePart():
                ops.append(ImageOp(part.asset, part.rect, part.clip, part.source))
    return tuple(ops)


@lru_cache(maxsize=2048)  # most cards of a kind have the same icon in the same place
def _icon(part: IconPart, paths: tuple[Path, ...]) -> tuple[Op, ...]:
    scale = part.size / 24
    stroke = Stroke(part.colour, part.line * scale, "round", "round")
    return tuple(PathOp(moved_path(path, part.x, part.y, scale), None, stroke) for path in paths)


def _text(part: TextPart, shaper: Shaper, number: int) -> list[Op]:
    shaped = shaper.shape(part.text, part.style, part.w, part.max_lines)
    halo = stroke_of(part.halo) if part.halo else None
    ops: list[Op] = []
    baseline = part.y + shaped.ascent
    after = 0
    for line in shaped.lines:
        after = max(after, part.text.find(line.text, after) + len(line.text))
        x = part.start_of(line)
        last = len(line.runs) - 1
        ends = line is shaped.lines[-1] or line.text[-1:].isspace() or part.text[after : after + 1].isspace()
        ops.extend(
            GlyphsOp(x, baseline, run, part.colour, halo, number, ends and i == last)
            for i, run in enumerate(_as_read(line))
        )
        baseline += shaped.line_height
    return ops


def _as_read(line: ShapedLine) -> list[GlyphRun]:
    """The runs of a line in the order they are read: from the right in one that runs so, what runs to the right in it
    as it stands."""
    if not line.rtl:
        return list(line.runs)
    found: list[GlyphRun] = []
    for from_the_right, some in groupby(reversed(line.runs), key=lambda run: run.rtl):
        runs = list(some)
        found += runs if from_the_right else runs[::-1]
    return found


def bounds_of(parts: Iterable[Part]) -> Rect:
    """A rectangle that holds the ink of the parts, pen widths included."""
    rects: list[Rect] = []
    for part in parts:
        match part:
            case ShapePart():
                rects.append(path_bounds(part.path).grown(part.line.width / 2 + 0.5 if part.line else 0.5))
            case TextPart():
                lines = max(1, part.text.count("\n") + 1)
                rects.append(Rect(part.x, part.y, part.w, lines * part.style.line_height).grown(4))
            case IconPart():
                rects.append(Rect(part.x, part.y, part.size, part.size).grown(1))
            case PicturePart():
                rects.append(part.rect)
    return union(rects)
