"""Whether people can read what is printed: how large the text comes out, and from how far it can be read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.paper import Paper, family_of
from jmapdesk.exchange.placement import LEAST_ROOM_MM, page_for
from jmapdesk.render.drawing import GlyphsOp, Picture, walk
from jmapdesk.render.page import UNITS_PER_MM, Page

POINTS_PER_METRE: Final = 20.0
"""Points of text that each metre of distance asks for."""
CARD_TEXT_POINTS: Final = 9.0
"""The size of card text at 100 %: 12 map units."""
READABLE_POINTS: Final = 6.0
"""Below this, card text is hard to read even in the hand."""
_POINTS_PER_UNIT: Final = 0.75
_LEAST_WORD: Final = 4
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


BACK_ROW: Final = 38 / 1080
"""The share of a screen's height that text needs to be read from a back row: 38 pixels of 1080 where the screen is
1.2 m high and the row 6 m away."""


class Note(str):
    """A remark on an export that only tells something: nothing is wrong."""

    __slots__ = ()


class Shown(NamedTuple):
    """How a picture can be read that fills a screen: the smallest words, and what the back row needs, in pixels."""

    pixels: float
    needed: float


def on_screen(page: Page, dpi: float, smallest: float) -> Shown:
    """How a picture of a page reads on a projector whose screen it fills; ``smallest`` as ``smallest_text`` says."""
    return Shown(smallest * page.scale * dpi / 72, page.height_mm / 25.4 * dpi * BACK_ROW)


class Reading(NamedTuple):
    """How a printed page can be read, and what would make it readable from further away."""

    points: float
    """The size of the smallest words."""
    target: float
    """The next distance worth having, in metres."""
    paper: str
    """The smallest paper of the family on which they are readable from there; empty where none is that large."""
    lever: str
    """What makes a map larger on the same paper: ``stages`` where its width fills the page, ``lanes`` where its height
    does; ``scale`` where its size is given."""
    scale: float
    """The scale at which the smallest words are readable from the target."""

    @property
    def metres(self) -> float:
        """From how far the smallest words can be read."""
        return reading_distance(self.points)


TARGETS: Final = (0.4, 0.7, 1.0, 2.0, 3.0, 5.0)
"""Distances in metres: in the hand, at a table, at a wall, across a room."""


def reading(drawn: Picture, page: Page, options: ExportOptions, smallest: float) -> Reading:
    """How a page with a picture can be read whose ``smallest_text`` is known; ``points`` is zero without words."""
    points = smallest * page.scale
    target = next((one for one in TARGETS if one > reading_distance(points) * 1.05), TARGETS[-1])
    wanted = target * POINTS_PER_METRE / smallest if smallest else 0.0
    if options.scale.factor is not None or options.paper.as_map:
        return Reading(points, target, "", "scale", wanted)
    fits = (name for name, scale in _scales(drawn, options) if scale >= wanted)
    spare = page.width_mm - drawn.width / UNITS_PER_MM * page.scale
    is_wide = spare <= page.height_mm - drawn.height / UNITS_PER_MM * page.scale + 0.01
    return Reading(points, target, next(fits, ""), "stages" if is_wide else "lanes", wanted)


def _scales(drawn: Picture, options: ExportOptions) -> Iterator[tuple[str, float]]:
    """The papers of the family from small to large, each with the scale of a picture on it."""
    margin = options.margin
    for name, size in family_of(options.paper).items():
        if min(size) - 2 * (margin or 0.0) >= LEAST_ROOM_MM:
            page = page_for(drawn.width, drawn.height, Paper(name, size), options.orientation, options.scale, margin)
            yield name, page.scale


def reading_remark(drawn: Picture, page: Page, options: ExportOptions) -> list[str]:
    """From how far the smallest words can be read: on this paper, or from the back row where pixels are given."""
    smallest = smallest_text(drawn)
    if not smallest:
        return []
    if options.pixels is not None:
        shown = on_screen(page, options.pixels[0] / page.width_mm * 25.4, smallest)
        enough = "" if shown.pixels >= shown.needed else ": fewer stages or “titles” make them larger"
        return [
            Note(
                f"The smallest words are {shown.pixels:.0f} pixels high; from a back row at 6 m, on a screen 1.2 m "
                f"high, {shown.needed:.0f} can be read{enough}."
            )
        ]
    points = smallest * page.scale
    # never further than it is
    metres = math.floor(reading_distance(points) * 10 + 1e-6) / 10
    return [Note(f"The smallest words are {points:.1f} pt: readable up to {metres:.1f} m away.")]


def small_text_remark(drawn: Picture, page: Page, options: ExportOptions) -> list[str]:
    """A word where the text of cards comes out too small to read, with the paper or scale that would help."""
    paper, scale = options.paper, options.scale
    points = page.scale * CARD_TEXT_POINTS
    if points >= READABLE_POINTS or (paper.as_map and scale.factor is None):
        return []
    said = f"Card text is {points:.1f} pt on {'the page' if paper.as_map else paper.name}, hard to read"
    if scale.factor is not None:
        return [f"{said}; at {math.ceil(READABLE_POINTS / CARD_TEXT_POINTS * 100)} % it would be readable."]
    for name, larger in _scales(drawn, options):
        if larger * CARD_TEXT_POINTS >= READABLE_POINTS:
            return [f"{said}; on {name} it would be {larger * CARD_TEXT_POINTS:.1f} pt."]
    return [f"{said}; use a larger paper or fit."]
