"""Where things of a picture stand on the pages of a PDF: for going there, and to say on which page they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from jmapdesk.render.drawing import Picture
from jmapdesk.render.numbers import short
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.util.geometry import Rect

PT_PER_MM: Final = 72 / 25.4


class Layer(NamedTuple):
    """A picture and where it stands on a page."""

    picture: Picture
    page: Page

    @property
    def clip(self) -> Rect:
        """The part of the page in which the picture shows, in millimetres."""
        return self.page.clip_mm or Rect(0, 0, self.page.width_mm, self.page.height_mm)

    def on_page(self, rect: Rect) -> Rect:
        """A rectangle of the picture in millimetres on the page, y down."""
        page, mm = self.page, self.page.scale / UNITS_PER_MM
        return Rect(rect.x * mm + page.dx_mm, rect.y * mm + page.dy_mm, rect.w * mm, rect.h * mm)

    def shows(self, rect: Rect) -> float:
        """How much of a rectangle of the picture shows, in square millimetres of paper."""
        placed, clip = self.on_page(rect), self.clip
        wide = min(placed.right, clip.right) - max(placed.x, clip.x)
        high = min(placed.bottom, clip.bottom) - max(placed.y, clip.y)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A page of the file: its reference, what stands on it, how many points one of its units is, what it is called."""

    reference: str
    layers: tuple[Layer, ...]
    unit: float
    name: str = ""

    @property
    def per_mm(self) -> float:
        """Units of the page in a millimetre."""
        return PT_PER_MM / self.unit

    @property
    def height(self) -> float:
        """The page's height in its units."""
        return self.layers[0].page.height_mm * self.per_mm

    @property
    def is_cut(self) -> bool:
        """Whether the page is cut after printing."""
        return self.layers[0].page.trim_mm is not None

    def corners(self, rect: Rect, digits: int = 2) -> str:
        """A rectangle in millimetres, y down, as a page has it: left, bottom, right, top."""
        per_mm, height = self.per_mm, self.height
        sides = (rect.x, height / per_mm - rect.bottom, rect.right, height / per_mm - rect.y)
        return " ".join(short(side * per_mm, digits) for side in sides)


class Spot(NamedTuple):
    """A rectangle on a page, in millimetres, y down."""

    leaf: Leaf
    rect: Rect

    @property
    def goal(self) -> str:
        """Where a jump to it leads: there, as large as the window lets it be."""
        return f"[{self.leaf.reference}/FitR {self.leaf.corners(self.rect)}]"


class Places:
    """The pages of a file, and where a picture's rectangles show best."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = tuple(leaves)

    @cached_property
    def _by_picture(self) -> dict[int, list[tuple[Leaf, Layer]]]:
        found: dict[int, list[tuple[Leaf, Layer]]] = {}
        for leaf in self.leaves:
            for layer in leaf.layers:
                found.setdefault(id(layer.picture), []).append((leaf, layer))
        return found

    def all_of(self, picture: Picture) -> list[tuple[Leaf, Layer]]:
        """Every place where a picture stands, page by page."""
        return self._by_picture.get(id(picture), [])

    def best(self, picture: Picture, rect: Rect) -> tuple[Leaf, Layer] | None:
        """Where most of a rectangle of a picture shows, the first of several; None where nothing of it does."""
        places = self.all_of(picture)
        if len(places) == 1:
            return places[0] if places[0][1].shows(rect) else None
        found, most = None, 0.0
        for place in places:
            shown = place[1].shows(rect)
            if shown > most:
                found, most = place, shown
        return found

    def spot(self, picture: Picture, rect: Rect, round_it: float = 0.0) -> Spot | None:
        """A rectangle of a picture where it shows best, with so many millimetres of paper round it."""
        found = self.best(picture, rect)
        if found is None:
            return None
        leaf, layer = found
        placed = layer.on_page(rect).grown(round_it)
        paper = Rect(0, 0, layer.page.width_mm, layer.page.height_mm)
        return Spot(leaf, placed.shared(paper))
