"""What a slide is made of, before it is written: shapes in points, left to right; ``mirrored`` turns a slide round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from jmapdesk.util.geometry import Path, Rect, union

WIDTH: Final = 960.0
"""Points of a slide's width: 13 1/3 inches, as every 16:9 slide has."""
HEIGHT: Final = 540.0
BULLET: Final = 1.0
"""How far a bullet's text stands in, in ems."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. ``link`` is a page or mailbox it leads to; a ``sign`` is of no language."""

    text: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some runs. ``align`` is ``start``, ``centre`` or ``end``; ``before`` is the air over it in points."""

    runs: tuple[Run, ...]
    align: str = "start"
    bullet: bool = False
    before: float = 0.0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Edge:
    """A line: its colour, its width in points, and whether it is dashed."""

    colour: str
    width: float = 0.75
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A shape that may hold text.

    ``form`` is ``rect``, ``round``, ``ellipse``, ``first`` (an arrow flat at its start) or ``arrow`` (notched);
    ``bend`` is its corner radius or the depth of its tip. ``inset`` is the air from its edges to its words: start, top,
    end, bottom. ``says`` are the words
    for those who cannot see it: a shape without any, and without text, is decoration. ``place`` makes it a
    placeholder of the slide's layout (``title``, ``subTitle``).
    """

    rect: Rect
    paragraphs: tuple[Paragraph, ...] = ()
    fill: str | None = None
    edge: Edge | None = None
    form: str = "rect"
    bend: float = 0.0
    anchor: str = "top"
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    name: str = ""
    says: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, decoration."""

    x1: float
    y1: float
    x2: float
    y2: float
    edge: Edge


@dataclass(frozen=True, slots=True)
class Drawn:
    """An icon: paths on a grid of 24, stroked; decoration."""

    rect: Rect
    paths: tuple[Path, ...]
    edge: Edge


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the map. ``part`` is the share of it that shows; ``form`` as for a box."""

    rect: Rect
    asset: str
    part: Rect
    form: str = "rect"
    bend: float = 0.0
    name: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A series of a chart: a value for each category or none. ``hues`` colours each point where it is not empty.

    ``spread`` holds for each category the lowest and highest value heard.
    """

    name: str
    values: tuple[float | None, ...]
    hue: str
    hues: tuple[str | None, ...] = ()
    dashed: bool = False
    spread: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A native line chart of feelings from −2 to +2."""

    rect: Rect
    categories: tuple[str, ...]
    curves: tuple[Curve, ...]
    grid: str
    """The colour of its lines."""
    ink: str
    line: float
    """Points of a curve's line; markers are three times as large."""
    name: str = ""
    says: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table."""

    paragraphs: tuple[Paragraph, ...]
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A native table: the widths of its columns, its rows with their heights; the first row is its header."""

    rect: Rect
    widths: tuple[float, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    heights: tuple[float, ...]
    edge: Edge
    name: str = ""
    says: str = ""
    rtl: bool = False


Simple: TypeAlias = Box | Rule | Drawn | Photo
"""What can be part of a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together and move together. With nothing to say it is decoration."""

    children: tuple[Simple, ...]
    name: str = ""
    says: str = ""


Shape: TypeAlias = Simple | Chart | Table | Group


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its shapes in reading order, the first of them its title, and what its notes say."""

    title: str
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()
    opening: bool = False
    """Whether it opens the deck: it has the layout of a title slide."""


def bounds(shape: Shape) -> Rect:
    """The rectangle a shape covers."""
    match shape:
        case Rule():
            x, y = min(shape.x1, shape.x2), min(shape.y1, shape.y2)
            return Rect(x, y, abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1))
        case Group():
            return union(bounds(one) for one in shape.children)
        case _:
            return shape.rect


def mirrored(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """The shapes of a slide turned round, for maps that run right to left. Pictures and icons are not turned."""
    return tuple(_mirrored(one) for one in shapes)


def _mirrored(shape: Shape) -> Shape:
    match shape:
        case Group():
            return replace(shape, children=tuple(_simple(one) for one in shape.children))
        case Chart() | Table():
            return replace(shape, rect=_turned(shape.rect), rtl=True)
        case _:
            return _simple(shape)


def _simple(shape: Simple) -> Simple:
    if isinstance(shape, Rule):
        return replace(shape, x1=WIDTH - shape.x1, x2=WIDTH - shape.x2)
    return replace(shape, rect=_turned(shape.rect))


def _turned(rect: Rect) -> Rect:
    return rect._replace(x=WIDTH - rect.right)


def plain(text: str, size: float, colour: str, *, bold: bool = False, align: str = "start") -> tuple[Paragraph, ...]:
    """A text in one look, a paragraph for each of its lines."""
    return tuple(Paragraph((Run(line, size, colour, bold),), align) for line in text.split("\n"))


def joined(shapes: Sequence[Simple], name: str, says: str = "") -> Simple | Group:
    """Shapes as one group; a single shape stays by itself."""
    return shapes[0] if len(shapes) == 1 else Group(tuple(shapes), name, says)
