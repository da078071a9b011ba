"""What a layout places: texts not yet turned into glyphs, icons by name, plain shapes, pictures.

Parts stand in a box of known width, left to right; ``mirrored`` turns a box round for maps that run right to left.
The drawing turns parts into operations; nothing about place or size is decided after this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from jmapdesk.text.shaped import ShapedLine, TextStyle
from jmapdesk.util.geometry import Path, Rect


class Line(NamedTuple):
    """How an outline is drawn; see ``render.drawing.Stroke``, which it becomes."""

    colour: str
    width: float
    cap: str = "butt"
    join: str = "miter"
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text in a box: its top left corner, the width it wraps and aligns in, and its colour.

    ``align`` is ``start``, ``centre`` or ``end``; with ``by_paragraph`` a paragraph that runs against the map's
    direction starts at its own side.
    """

    x: float
    y: float
    w: float
    text: str
    style: TextStyle
    colour: str
    align: str = "start"
    max_lines: int | None = None
    halo: Line | None = None
    by_paragraph: bool = False

    def start_of(self, line: ShapedLine) -> float:
        """Where the left end of one of its lines stands."""
        align = self.align
        if self.by_paragraph and align != "centre":
            own = "end" if line.rtl else "start"
            if own != align and any(c.isalpha() for c in line.text):
                align = own
        spare = self.w - line.width
        return self.x + (spare if align == "end" else spare / 2 if align == "centre" else 0.0)


@dataclass(frozen=True, slots=True)
class IconPart:
    """An icon by name, in a square of ``size`` map units; ``line`` is the stroke's width on the icon's 24 grid."""

    x: float
    y: float
    size: float
    name: str
    colour: str
    line: float = 2.0


@dataclass(frozen=True, slots=True)
class ShapePart:
    """A path with a fill, an outline, or both; ``mark`` says what it is a mark of, where that is asked for."""

    path: Path
    fill: str | None = None
    line: Line | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """An asset in a rectangle, cut to a path if one is given; ``source`` is the share of the picture shown."""

    rect: Rect
    asset: str
    clip: Path | None = None
    source: Rect = Rect(0, 0, 1, 1)


Part: TypeAlias = TextPart | IconPart | ShapePart | PicturePart

_FLIPPED = {"start": "end", "end": "start", "centre": "centre"}


def mirror_path(path: Path, width: float) -> Path:
    """The path turned round in a box of that width."""
    return tuple(
        (name, *(n if i % 2 else width - n for i, n in enumerate(numbers))) for name, *numbers in path
    )


def mirrored(parts: Iterable[Part], width: float) -> tuple[Part, ...]:
    """The parts turned round in a box of that width. Icons and pictures move but are not themselves turned."""
    result: list[Part] = []
    for part in parts:
        match part:
            case TextPart():
                result.append(replace(part, x=width - part.x - part.w, align=_FLIPPED[part.align]))
            case IconPart():
                result.append(replace(part, x=width - part.x - part.size))
            case PicturePart():
                rect = part.rect._replace(x=width - part.rect.right)
                clip = None if part.clip is None else mirror_path(part.clip, width)
                result.append(replace(part, rect=rect, clip=clip))
            case ShapePart():
                result.append(_mirrored_shape(part, width))
    return tuple(result)


@lru_cache(maxsize=4096)  # what cards share they share in maps that run from the right, too
def _mirrored_shape(part: ShapePart, width: float) -> ShapePart:
    return replace(part, path=mirror_path(part.path, width))


def shifted(parts: Iterable[Part], dx: float, dy: float) -> tuple[Part, ...]:
    """The parts moved."""
    result: list[Part] = []
    for part in parts:
        match part:
            case TextPart() | IconPart():
                result.append(replace(part, x=part.x + dx, y=part.y + dy))
            case PicturePart():
                clip = None if part.clip is None else _moved(part.clip, dx, dy)
                result.append(replace(part, rect=part.rect.moved(dx, dy), clip=clip))
            case ShapePart():
                result.append(replace(part, path=_moved(part.path, dx, dy)))
    return tuple(result)


def _moved(path: Path, dx: float, dy: float) -> Path:
    return tuple((name, *(n + (dy if i % 2 else dx) for i, n in enumerate(ns))) for name, *ns in path)
