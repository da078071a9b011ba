"""Where a map stands on its paper, and what to say where the paper does not hold it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jmapdesk.exchange.paper import FIT, ORIENTATIONS, PAPERS, WIDTH, Paper, Scale, family_of
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.util.errors import JmapError

MARGIN_MM: Final = 8.0
"""Printers leave 3–5 mm unprintable; the map's own margin adds to this."""
_FITTED: Final = Scale()
LEAST_ROOM_MM: Final = 10.0
"""Millimetres that margins must leave between them."""
_HAIR: Final = 0.005
"""Millimetres by which a rounded size may seem to be over."""


def page_for(
    width: float,
    height: float,
    paper: Paper,
    orientation: str = "auto",
    scale: Scale = _FITTED,
    margin: float | None = None,
    rtl: bool = False,
) -> Page:
    """The page for a picture of that size in map units, at a scale, inside a margin in millimetres.

    What fits is centred; what does not begins at the top, on the side where reading begins (``rtl``: the right), and
    is cut by the paper's edge. ``auto`` turns the paper the way that cuts least and shows the picture largest; a size
    given by hand is never turned. A paper as large as the map has no margin unless one is given. Raises JmapError for
    an orientation that is not known and a margin that leaves no room.
    """
    if orientation not in ORIENTATIONS:
        raise JmapError("export.orientation", "Orientation is auto, portrait or landscape.")
    wide, high = width / UNITS_PER_MM, height / UNITS_PER_MM
    if paper.as_map:
        factor, edge = scale.factor or 1.0, margin or 0.0
        return Page(wide * factor + 2 * edge, high * factor + 2 * edge, factor, edge, edge)
    pages = [
        _placed(wide, high, sides, scale, _margin(sides, margin), rtl)
        for sides in _ways(paper, orientation)
    ]  # fmt: skip
    return max(pages, key=lambda page: (round(_share(wide, high, page), 6), page.scale))


def _ways(paper: Paper, orientation: str) -> Iterator[tuple[float | None, float | None]]:
    """The page's width and height, for each way the paper may lie; None is as long as it takes."""
    if paper.size_mm is None:
        upright: tuple[float | None, float | None] = paper.roll_mm, None
    elif orientation == "auto" and paper.name not in PAPERS:
        yield paper.size_mm
        return
    else:
        upright = min(paper.size_mm), max(paper.size_mm)
    if orientation in ("auto", "landscape"):
        yield upright[1], upright[0]
    if orientation in ("auto", "portrait"):
        yield upright


def _margin(sides: tuple[float | None, float | None], margin: float | None) -> float:
    least = min(side for side in sides if side is not None)
    if margin is None:
        return min(MARGIN_MM, least / 20)
    if least - 2 * margin < LEAST_ROOM_MM:
        raise JmapError("export.margin", f"A margin of {margin:g} mm leaves no room on this paper; make it smaller.")
    return margin


def _placed(
    wide: float, high: float, sides: tuple[float | None, float | None], scale: Scale, margin: float, rtl: bool
) -> Page:
    across, down = ((side - 2 * margin) / length if side is not None else None
                    for side, length in zip(sides, (wide, high), strict=True))  # fmt: skip
    factor = scale.factor
    if factor is None and scale.name == WIDTH and across is not None:
        factor = across
    if factor is None:
        factor = min(room for room in (across, down) if room is not None)
    page_w = sides[0] if sides[0] is not None else wide * factor + 2 * margin
    page_h = sides[1] if sides[1] is not None else high * factor + 2 * margin
    spare_w, spare_h = page_w - wide * factor, page_h - high * factor
    start = spare_w - margin if rtl else margin
    dx = spare_w / 2 if spare_w > -_HAIR else start
    return Page(page_w, page_h, factor, dx, spare_h / 2 if spare_h > -_HAIR else margin)


def _share(wide: float, high: float, page: Page) -> float:
    """How much of the picture the page shows, 0 … 1."""
    shown = 1.0
    for length, start, room in ((wide, page.dx_mm, page.width_mm), (high, page.dy_mm, page.height_mm)):
        drawn = length * page.scale
        shown *= max(0.0, min(start + drawn, room) - max(start, 0.0)) / drawn
    return shown


def is_cut(width: float, height: float, page: Page) -> bool:
    """Whether the page's edge cuts a picture of that size in map units."""
    right = page.dx_mm + width / UNITS_PER_MM * page.scale
    bottom = page.dy_mm + height / UNITS_PER_MM * page.scale
    beyond = (-page.dx_mm, -page.dy_mm, right - page.width_mm, bottom - page.height_mm)
    return max(beyond) > _HAIR


def cut_remark(
    width: float, height: float, page: Page, paper: Paper, orientation: str, margin: float | None
) -> list[str]:
    """A sentence where the page's edge cuts the map: how large it is, and what would show all of it."""
    if not is_cut(width, height, page):
        return []
    wide, high = width / UNITS_PER_MM * page.scale, height / UNITS_PER_MM * page.scale
    fitted = page_for(width, height, paper, orientation, _FITTED, margin)
    whole = f"at {fitted.scale * 100:.0f} % (scale “{FIT}”) all of it is on {paper.name}"
    larger = holding(width, height, Scale("", page.scale), orientation, margin, paper)
    helps = f"{larger} holds it, and {whole}" if larger else f"no paper of this kind holds it, but {whole}"
    return [
        f"At {page.scale * 100:.0f} % the map is {wide:,.0f} × {high:,.0f} mm, larger than {paper.name} "
        f"({page.width_mm:,.0f} × {page.height_mm:,.0f} mm): what lies beyond the edge is cut off; {helps}."
    ]


def holding(
    width: float, height: float, scale: Scale, orientation: str, margin: float | None, like: Paper
) -> str | None:
    """The name of the smallest paper of the same family that holds a picture at a scale; None where none does."""
    for name, size in family_of(like).items():
        if min(size) - 2 * (margin or 0.0) < LEAST_ROOM_MM:
            continue
        if not is_cut(width, height, page_for(width, height, Paper(name, size), orientation, scale, margin)):
            return name
    return None


LONGEST_MM: Final = 14_400 / 72 * 25.4
"""The longest side that every PDF program knows: 14,400 points, 5.08 m."""


def long_remark(page: Page) -> list[str]:
    """A sentence where a page is longer than some PDF programs know."""
    longest = max(page.width_mm, page.height_mm)
    if longest <= LONGEST_MM + _HAIR:
        return []
    return [
        f"The page is {longest / 1000:.2f} m long. Its size is written as PDF allows beyond 5.08 m, but some programs "
        "pass over that and show it smaller: measure the first print."
    ]
