"""The one painter of a map on screen: any rectangle of the sheet at any zoom, straight from the layout.

It serves the first frame, the tiles and the patches of tiles alike, and is what tests hold tiles against. The
painter it is given stands in sheet coordinates (map units), scaled by the zoom.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from jmapdesk.layout.hit import boxes_over, ink
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.sheet import Block
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Group
from jmapdesk.render.map_drawing import Drawer, asset_reader
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.qt_painter import FLAT_BELOW, Placed, QtPainter, smooth
from jmapdesk.ui.canvas.overview import paint_overview
from jmapdesk.ui.look import Tokens
from jmapdesk.util.colour import mix
from jmapdesk.util.geometry import Rect

NOTHING_HIDDEN: Final[frozenset[str]] = frozenset()
_PEN_ROOM: Final = 4.0
"""How far a line may reach over the edge of what it belongs to, map units."""


class _Assets:
    """Gives the pictures of the map that is painted. Were this a method of the painter, the painter would hold itself,
    and all it drew would wait for the garbage collector."""

    def __init__(self) -> None:
        self.journey: JourneyMap | None = None

    def __call__(self, asset: str) -> bytes | None:
        return asset_reader(self.journey)(asset) if self.journey is not None else None


class MapPainter:
    """Paints maps; keeps what it drew, so that painting the same again costs little more than the pixels."""

    def __init__(self, icons: IconPaths) -> None:
        self.drawer = Drawer(icons)
        self.tokens = Tokens()
        """The window's colours, for what lies round the sheet."""
        self._assets = _Assets()
        self._qt = QtPainter(self._assets)

    def group(self, painter: QPainter, group: Group, layout: MapLayout) -> None:
        """Paint one group where the painter's origin is."""
        self._see(layout)
        self._qt.paint(painter, group)

    def _see(self, layout: MapLayout) -> None:
        before, self._assets.journey = self._assets.journey, layout.journey
        if before is not None and before.assets is not layout.journey.assets:
            self._qt.forget()

    def paint(
        self,
        painter: QPainter,
        layout: MapLayout,
        area: Rect,
        zoom: float,
        hidden: Collection[str] = NOTHING_HIDDEN,
    ) -> None:
        """Paint everything that touches ``area``, with the surround where it reaches over the sheet.

        Cards in ``hidden`` are left out: somebody shows them live.
        """
        self._see(layout)
        self._sheet(painter, layout, area, zoom)
        smooth(painter)
        near = area.grown(_PEN_ROOM)
        places = layout.columns.between(near.x, near.right)
        under = list(self._blocks((layout.title, *layout.personas, layout.footer), layout, near))
        if not layout.table.overlaps(near):
            self._qt.add_all(painter, under, near)
            return
        under.append((0.0, 0.0, self.drawer.frame(layout, on_paper=True)))
        under += self._header(layout, near, places)
        flat = zoom < FLAT_BELOW
        if flat and places:
            self._qt.add_all(painter, under, near)
            paint_overview(painter, layout, near, places, zoom, hidden)
            smooth(painter)
            under = []
        under += self._lanes(layout, near, range(0) if flat else places)
        # connections run over all grounds and under all cards
        wires = list(layout.wires.touching(near)) if places else []
        under += [(0.0, 0.0, self.drawer.wire(wire, layout)) for wire in wires]
        self._qt.add_all(painter, under, near)
        if flat or not places:
            return
        over = list(self._cards(layout, near, places, hidden))
        said = (self.drawer.wire_label(wire, layout) for wire in wires)
        over += [(0.0, 0.0, words) for words in said if words is not None]
        self._qt.add_all(painter, over)

    def _sheet(self, painter: QPainter, layout: MapLayout, area: Rect, zoom: float) -> None:
        # its edges are whole pixels, whatever the painter did before: rings of half pixels would show beside others
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colours = layout.context.theme.colours
        sheet = Rect(0, 0, layout.width, layout.height)
        paper = QColor(colours.paper)
        if sheet.holds(area):
            painter.fillRect(QRectF(*area), paper)
            return
        pixel = 1 / zoom
        core = sheet.grown(-pixel)  # at an edge between pixels the paper lies on what is round it
        surround = QColor(self.tokens.surround)
        for beside in _beside(area.grown(pixel), core):
            painter.fillRect(QRectF(*beside), surround)
        for far, tint in ((3, 0.025), (2, 0.05), (1, 0.10)):
            ring = sheet.grown((far - 0.5) * pixel)._replace(y=-(far - 1) * pixel, h=layout.height + (2 * far) * pixel)
            colour = QColor(mix(self.tokens.surround, self.tokens.shade, tint))
            for beside in _beside(ring, core):
                painter.fillRect(QRectF(*beside), colour)
        painter.fillRect(QRectF(*sheet), paper)

    def _blocks(self, blocks: Iterable[Block], layout: MapLayout, near: Rect) -> Iterator[Placed]:
        for block in blocks:
            if block.rect.grown(_PEN_ROOM).overlaps(near) and block.parts:
                yield block.rect.x, block.rect.y, self.drawer.block(block, layout.context)

    def _header(self, layout: MapLayout, near: Rect, places: range) -> Iterator[Placed]:
        if near.y >= layout.step_row.bottom or not places:
            return
        yield 0.0, 0.0, self.drawer.step_dividers(layout, places)
        shown = {layout.columns.boxes[place].stage.id for place in places}
        yield from self._blocks((block for block in layout.stages if block.element in shown), layout, near)
        if near.bottom > layout.step_row.y and layout.steps:
            left, wide = layout.columns.span(places[0], places[-1])
            steps = (block for block in layout.steps if left - 1 < block.rect.cx < left + wide + 1)
            yield from self._blocks(steps, layout, near)

    def _lanes(self, layout: MapLayout, near: Rect, places: range) -> Iterator[Placed]:
        """The labels of lanes, and what lies under their cards in some columns."""
        label, drawer = layout.columns.label, self.drawer
        for index in layout.lanes_between(near.y, near.bottom):
            top = layout.tops[index]
            if label.x < near.right and near.x < label.right:
                yield 0.0, top, drawer.lane_corner(layout, index)
                yield label.x, top, drawer.lane_label(layout.lanes[index], layout.context)
            if not places:
                continue
            is_curve = layout.lanes[index].is_curve
            groups = drawer.curve_fills(layout, index, places) if is_curve else []
            groups.append(drawer.lane_ground(layout, index, places))
            groups += drawer.curve_parts(layout, index, places) if is_curve else []
            yield from ((0.0, top, group) for group in groups)

    def _cards(self, layout: MapLayout, near: Rect, places: range, hidden: Collection[str]) -> Iterator[Placed]:
        """The cards of all lanes, and what stands in their place where they are folded."""
        area = near.grown(-_PEN_ROOM)  # lines reach over what they belong to, the ink of cards is known
        left, right, card = area.x, area.right, self.drawer.card
        for index in layout.lanes_between(near.y, near.bottom):
            top, cells = layout.tops[index], layout.lanes[index].cells
            high, low = area.y - top, area.bottom - top
            for place in places:
                for one in boxes_over(layout, index, place) if place == places[0] else cells[place]:
                    if one.card.id in hidden:
                        continue
                    x, y = one.x, one.y
                    shows = x < right and left < x + one.w and y < low and high < y + one.h
                    if shows or ink(layout, one).overlaps(area.moved(0, -top)):
                        yield x, y + top, card(one, layout)
            for group, rect in self.drawer.summaries(layout, index, places):
                if rect.grown(_PEN_ROOM).overlaps(near.moved(0, -top)):
                    yield rect.x, rect.y + top, group


def _beside(outer: Rect, inner: Rect) -> list[Rect]:
    """What of a rectangle lies over, under, left and right of another, corners twice; all where they do not overlap."""
    if not outer.overlaps(inner):
        return [outer]
    hole = outer.shared(inner)
    return [
        Rect(outer.x, outer.y, outer.w, hole.y - outer.y),
        Rect(outer.x, hole.bottom, outer.w, outer.bottom - hole.bottom),
        Rect(outer.x, outer.y, hole.x - outer.x, outer.h),
        Rect(hole.right, outer.y, outer.right - hole.right, outer.h),
    ]
