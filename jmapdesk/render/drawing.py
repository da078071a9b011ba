"""The drawing: a display list that every painter shows alike.

Few kinds of operation, resolved colours, explicit caps, joins and dashes; no blur, no blending, no gradients other
than flat stretches. Places are map units, y down. Painters decide nothing: they neither measure nor wrap nor round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from jmapdesk.layout.cut_texts import CutText
from jmapdesk.render.story import Story
from jmapdesk.text.shaped import GlyphRun
from jmapdesk.util.geometry import Path, Rect

REGISTRATION: Final = "registration"
"""The role of marks beside a page that every ink prints."""
COLOUR_BAR: Final = "colour_bar"
"""The role of patches beside a page that show its inks."""


class Stroke(NamedTuple):
    """How a line is drawn; dashes in map units."""

    colour: str
    width: float
    cap: str = "butt"
    """``butt``, ``round`` or ``square``."""
    join: str = "miter"
    """``miter`` (limit 4), ``round`` or ``bevel``."""
    dash: tuple[float, ...] = ()


class PathOp(NamedTuple):
    """A path, filled (non-zero winding), stroked, or both (the stroke on top)."""

    path: Path
    fill: str | None = None
    stroke: Stroke | None = None


class GlyphsOp(NamedTuple):
    """A run of glyphs whose baseline starts at (x, y); a halo is a stroke round the glyphs, drawn under them.

    ``part`` says which of its group's texts it is of, from 0. ``ends`` says that a word ends with it: at the end of
    its text, or where a line was broken between words.
    """

    x: float
    y: float
    run: GlyphRun
    colour: str
    halo: Stroke | None = None
    part: int = 0
    ends: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ImageOp:
    """An asset of the map scaled into a rectangle, cut to a path where one is given.

    ``source`` is the part of the picture shown, as shares (0 … 1) of its width and height.
    """

    asset: str
    rect: Rect
    clip: Path | None = None
    source: Rect = Rect(0, 0, 1, 1)


Op: TypeAlias = PathOp | GlyphsOp | ImageOp


class Group(NamedTuple):
    """Operations that belong to one thing of the map.

    ``element`` is its id, ``role`` what it is (``map``, ``title``, ``persona``, ``stage``, ``step``, ``lane``,
    ``card``, ``feeling``, ``curve``, ``grid``, ``legend``, ``footer`` …), ``title`` the words that stand for it where
    it cannot be seen. Children are placed relative to (dx, dy). ``bounds`` holds all ink, before (dx, dy) is applied.
    ``flat`` is the one colour that stands for the group when it is drawn very small. ``link`` is an address the whole
    group points to, if any.
    """

    element: str
    role: str
    children: tuple[Op | Group, ...]
    bounds: Rect
    dx: float = 0.0
    dy: float = 0.0
    title: str = ""
    flat: str | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A whole drawing: its size, the paper's colour, and everything on it.

    ``asset_data`` gives the encoded bytes (PNG, JPEG …) of an asset, or None where they cannot be had.
    ``missing`` lists characters that no font could show, ``short`` the texts that end in “…” for want of room.
    """

    width: float
    height: float
    paper: str
    root: Group
    title: str = ""
    language: str = ""
    author: str = ""
    subject: str = ""
    asset_data: Callable[[str], bytes | None] = field(default=lambda _asset: None)
    missing: tuple[str, ...] = ()
    short: tuple[CutText, ...] = ()
    keywords: tuple[str, ...] = ()
    story: Callable[[], Story] | None = None
    """Gives what the drawing says in the order it is read; made when it is asked for."""


def elements(group: Group) -> frozenset[str]:
    """The ids of everything that a group shows."""
    inside = (elements(child) for child in group.children if isinstance(child, Group))
    return frozenset((group.element,)).union(*inside)


def walk(group: Group, dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple[Op, float, float, Group]]:
    """Every operation in painting order with the offset it is drawn at and the group it belongs to."""
    dx, dy = dx + group.dx, dy + group.dy
    for child in group.children:
        if isinstance(child, Group):
            yield from walk(child, dx, dy)
        else:
            yield child, dx, dy, group
