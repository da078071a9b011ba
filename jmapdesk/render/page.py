"""Where a picture stands on a page: the page's size, how large the picture is drawn, where its corner lies."""

from __future__ import annotations

from dataclasses import dataclass

from jmapdesk.render.drawing import Group, Picture
from jmapdesk.util.geometry import Rect

UNITS_PER_MM = 96 / 25.4
"""Map units in a millimetre at 100 %."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page in millimetres; ``scale`` 1 draws a map unit as 1/96 inch, (dx, dy) is the picture's top left."""

    width_mm: float
    height_mm: float
    scale: float = 1.0
    dx_mm: float = 0.0
    dy_mm: float = 0.0
    clip_mm: Rect | None = None
    """The part of the page in which the picture shows; None for all of it."""
    trim_mm: Rect | None = None
    """What is left of the page when it is cut after printing; None where it is not cut."""
    bleed_mm: float = 0.0
    """How far the print goes on beyond where the page is cut."""

    @property
    def ground_mm(self) -> Rect:
        """The part of the page that has the paper's colour: all of it, or what is left of it and the bleed round it."""
        whole = Rect(0, 0, self.width_mm, self.height_mm)
        return whole if self.trim_mm is None else self.trim_mm.grown(self.bleed_mm)


def page_of(picture: Picture) -> Page:
    """A page of the picture's own size at 100 %."""
    return Page(picture.width / UNITS_PER_MM, picture.height / UNITS_PER_MM)


def trimmed(page: Page) -> Page:
    """The page as it is when it has been cut; the same page where it is not."""
    cut = page.trim_mm
    if cut is None:
        return page
    clip = None if page.clip_mm is None or page.clip_mm == page.ground_mm else page.clip_mm.moved(-cut.x, -cut.y)
    return Page(cut.w, cut.h, page.scale, page.dx_mm - cut.x, page.dy_mm - cut.y, clip)


def clip_of(page: Page) -> Rect | None:
    """The part of the page that shows its picture, in picture units from the page's corner; None for all of it."""
    if page.clip_mm is None:
        return None
    unit, clip = UNITS_PER_MM / page.scale, page.clip_mm
    return Rect(clip.x * unit, clip.y * unit, clip.w * unit, clip.h * unit)


def sized(group: Group, page: Page) -> tuple[Group, Rect]:
    """The group moved to its place on the page, in picture units, with the page's rectangle in those units.

    Painters that know only a scale paint the result at ``page.scale`` and get the page.
    """
    unit = UNITS_PER_MM / page.scale
    placed = Group(
        group.element, group.role, group.children, group.bounds,
        group.dx + page.dx_mm * unit, group.dy + page.dy_mm * unit, group.title, group.flat, group.link,
    )  # fmt: skip
    return placed, Rect(0, 0, page.width_mm * unit, page.height_mm * unit)
