"""The one painter of a map on screen: any rectangle of the sheet at any zoom, straight from the layout.

It serves the first frame, the tiles and the patches of tiles alike, and is what tests hold tiles against. The
painter it is given stands in sheet coordinates (map units), scaled by the zoom.
"""

from __future__ import annotations

from collections.abc import Collection
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
from jmapdesk.render.qt_painter import FLAT_BELOW, QtPainter, smooth
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
        for block in (layout.title, *layout.personas, layout.footer):
            self._block(painter, block, layout, near)
        if not layout.table.overlaps(near):
            return
        drawer, context = self.drawer, layout.context
        self._qt.add(painter, drawer.frame(layout, on_paper=True), near)
        places = layout.columns.between(near.x, near.right)
        self._header(painter, layout, near, places)
        flat = zoom < FLAT_BELOW
        label = layout.columns.label
        labels_show = label.x < near.right and near.x < label.right
        if flat and places:
            paint_overview(painter, layout, near, places, zoom, hidden)
            smooth(painter)
        for index in layout.lanes_between(near.y, near.bottom):
            top = layout.tops[index]
            painter.translate(0, top)
            if labels_show:
                self._qt.add(painter, drawer.lane_corner(layout, index))
                painter.translate(label.x, 0)
                self._qt.add(painter, drawer.lane_label(layout.lanes[index], context))
                painter.translate(-label.x, 0)
            if places and not flat:
                self._ground(painter, layout, index, places, near.moved(0, -top))
            painter.translate(0, -top)
        if not places:
            return
        # connections run over all grounds and under all cards
        wires = list(layout.wires.touching(near))
        for wire in wires:
            self._qt.add(painter, drawer.wire(wire, layout))
        if flat:
            return
        for index in layout.lanes_between(near.y, near.bottom):
            top = layout.tops[index]
            painter.translate(0, top)
            self._cards(painter, layout, index, places, near.moved(0, -top), hidden)
            painter.translate(0, -top)
        for wire in wires:
            words = drawer.wire_label(wire, layout)
            if words is not None:
                self._qt.add(painter, words)

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

    def _block(self, painter: QPainter, block: Block, layout: MapLayout, near: Rect) -> None:
        if block.rect.grown(_PEN_ROOM).overlaps(near) and block.parts:
            x, y = block.rect.x, block.rect.y
            painter.translate(x, y)
            # a title's words stand at one end of a wide map
            self._qt.add(painter, self.drawer.block(block, layout.context), near.moved(-x, -y))
            painter.translate(-x, -y)

    def _header(self, painter: QPainter, layout: MapLayout, near: Rect, places: range) -> None:
        if near.y >= layout.step_row.bottom or not places:
            return
        self._qt.add(painter, self.drawer.step_dividers(layout, places), near)
        shown = {layout.columns.boxes[place].stage.id for place in places}
        for block in layout.stages:
            if block.element in shown:
                self._block(painter, block, layout, near)
        if near.bottom > layout.step_row.y and layout.steps:
            left, right = layout.columns.span(places[0], places[-1])
            for block in layout.steps:
                if left - 1 < block.rect.cx < left + right + 1:
                    self._block(painter, block, layout, near)

    def _ground(self, painter: QPainter, layout: MapLayout, index: int, places: range, near: Rect) -> None:
        """What lies under the cards of a lane; the painter and ``near`` stand in the lane's own coordinates."""
        box, drawer, qt = layout.lanes[index], self.drawer, self._qt
        if box.is_curve:
            for group in drawer.curve_fills(layout, index, places):
                qt.add(painter, group, near)
        qt.add(painter, drawer.lane_ground(layout, index, places), near)
        if box.is_curve:
            for group in drawer.curve_parts(layout, index, places):
                qt.add(painter, group, near)

    def _cards(
        self, painter: QPainter, layout: MapLayout, index: int, places: range, near: Rect, hidden: Collection[str]
    ) -> None:
        """The cards of a lane; the painter and ``near`` stand in the lane's own coordinates."""
        area = near.grown(-_PEN_ROOM)  # lines reach over what they belong to, the ink of cards is known
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        box, drawer, qt = layout.lanes[index], self.drawer, self._qt
        # from the same place to each: to go there and back rounds, and a letter may end up beside where a tile has it
        here, begin_at, translate = painter.worldTransform(), painter.setWorldTransform, painter.translate
        for place in places:
            first = place == places[0]
            for one in boxes_over(layout, index, place) if first else box.cells[place]:
                if one.card.id in hidden:
                    continue
                x, y = one.x, one.y
                seen = x < right and left < x + one.w and y < bottom and top < y + one.h
                if not seen and not ink(layout, one).overlaps(area):
                    continue
                begin_at(here)
                translate(x, y)
                qt.add(painter, drawer.card(one, layout))
        begin_at(here)
        for group, rect in drawer.summaries(layout, index, places):
            if rect.grown(_PEN_ROOM).overlaps(near):
                painter.translate(rect.x, rect.y)
                qt.add(painter, group)
                painter.translate(-rect.x, -rect.y)


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
