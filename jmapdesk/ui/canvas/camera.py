"""Where the view looks: zoom at a point, pan, fit. Scroll values are whole pixels from the sheet's corner, so that
what was painted can be shifted and tiles lie on the pixel grid."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from jmapdesk.util.geometry import Rect

LEAST: Final = 0.05
MOST: Final = 8.0
_STEPS: Final = (0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
_ROOM: Final = 90
"""Pixels of surround beside a sheet that is larger than the view."""
_EDGE: Final = 24
"""Pixels of surround round a sheet that fits."""
_HAIR: Final = 1e-6
"""A sheet made to fit is not longer than the view for being counted in floats."""
_GRAIN: Final = {1.25: 4, 1.5: 2, 1.75: 4}
"""By how many pixels to scroll at fractional scalings, so that these are whole device pixels."""


class Camera:
    """Keeps a graphics view on a sheet of a known size."""

    def __init__(self, view: QGraphicsView, changed: Callable[[], None]) -> None:
        self._view = view
        self._changed = changed
        self._width, self._height = 1.0, 1.0
        self.zoom = 1.0
        """The zoom; 1.0 is 100 %."""
        self.zooming = False
        """Whether zoom and scroll values do not fit together yet."""

    @property
    def sheet(self) -> tuple[float, float]:
        """The sheet's width and height, map units."""
        return self._width, self._height

    def set_sheet(self, width: float, height: float) -> None:
        """The sheet has another size (map units); what is seen stays where it is."""
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self.arrange(stay=True)

    def arrange(self, corner: QPointF | None = None, stay: bool = False) -> None:
        """Give the scene its extent after the view, the sheet or the zoom changed.

        It reaches as far as what is seen (or will be, with the view's corner at ``corner``), so that nothing jumps. A
        sheet that fits is centred, unless it is to ``stay`` because it only grew under somebody's hands.
        """
        view = self._view.viewport().size()
        corner = QPointF(self.origin()) if corner is None else corner
        x, w = _extent(self._width * self.zoom, view.width(), corner.x(), stay)
        y, h = _extent(self._height * self.zoom, view.height(), corner.y(), stay)
        rect = QRectF(x / self.zoom, y / self.zoom, w / self.zoom, h / self.zoom)
        if rect != self._view.sceneRect():
            self._view.setSceneRect(rect)

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Set the zoom, kept within 5 % … 800 %; what lies under ``anchor`` (viewport pixels) stays there."""
        zoom = max(LEAST, min(MOST, zoom))
        if abs(zoom - self.zoom) < 1e-9:
            return
        viewport = self._view.viewport()
        if anchor is None:
            anchor = QPointF(viewport.width() / 2, viewport.height() / 2)
        x, y = self.at(anchor)
        mode = self._view.viewportUpdateMode()
        self._view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.zoom, self.zooming = zoom, True
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        corner = QPointF(x * zoom, y * zoom) - anchor
        self.arrange(corner)
        self.scroll_to(corner.x(), corner.y())
        self.zooming = False
        self._view.setViewportUpdateMode(mode)
        self._changed()
        viewport.update()

    def step(self, inwards: bool, anchor: QPointF | None = None) -> None:
        """Go to the next round zoom in or out."""
        if inwards:
            self.zoom_to(next((z for z in _STEPS if z > self.zoom * 1.01), MOST), anchor)
        else:
            self.zoom_to(next((z for z in reversed(_STEPS) if z < self.zoom / 1.01), LEAST), anchor)

    def fit(self, rect: Rect | None = None, most: float = 1.0, from_right: bool = False) -> None:
        """Show the whole sheet or a part of it, as large as it goes and no larger than ``most``.

        Of what is too long for the least zoom its beginning shows, which is on the right where so asked.
        """
        rect = rect or Rect(0, 0, self._width, self._height)
        view = self._view.viewport().size()
        room_x, room_y = max(50, view.width() - 2 * _EDGE), max(50, view.height() - 2 * _EDGE)
        self.zoom_to(min(most, room_x / max(1.0, rect.w), room_y / max(1.0, rect.h)))
        # at the zoom it has already the sheet may still stand where it grew or shrank
        spare = max(0.0, rect.w - room_x / self.zoom) / 2
        x = rect.cx + (spare if from_right else -spare)
        self.arrange(QPointF(x * self.zoom - view.width() / 2, rect.cy * self.zoom - view.height() / 2))
        self.centre(x, rect.cy)

    def fit_width(self, most: float) -> None:
        """Show the sheet's whole width, no larger than ``most``, from the height where the view is."""
        view = self._view.viewport().size()
        top = max(0.0, self.at(QPointF(0, 0))[1])
        self.zoom_to(min(most, max(50, view.width() - 2 * _EDGE) / max(1.0, self._width)))
        corner = QPointF(self._width * self.zoom / 2 - view.width() / 2, top * self.zoom - (_EDGE if top == 0 else 0))
        self.arrange(corner)
        self.scroll_to(corner.x(), corner.y())

    def centre(self, x: float, y: float) -> None:
        """Bring a point of the sheet to the middle of the view."""
        view = self._view.viewport().size()
        self.scroll_to(x * self.zoom - view.width() / 2, y * self.zoom - view.height() / 2)

    def reveal(self, rect: Rect, room: float = 24) -> None:
        """Scroll just so far that a rectangle of the sheet is seen, its top left corner at least."""
        view, zoom, origin = self._view.viewport().size(), self.zoom, self.origin()
        x, y = float(origin.x()), float(origin.y())
        left, right = rect.x * zoom - room, rect.right * zoom + room
        top, bottom = rect.y * zoom - room, rect.bottom * zoom + room
        x = max(x, right - view.width())
        x = min(x, left)
        y = max(y, bottom - view.height())
        y = min(y, top)
        self.scroll_to(x, y)

    def pan(self, dx: float, dy: float) -> None:
        """Move the sheet by so many pixels of the view."""
        horizontal, vertical = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        if dx:
            horizontal.setValue(self._snapped(horizontal.value() - dx))
        if dy:
            vertical.setValue(self._snapped(vertical.value() - dy))

    def scroll_to(self, x: float, y: float) -> None:
        """Have the view's corner show a point, in the view's pixels from the sheet's corner."""
        self._view.horizontalScrollBar().setValue(self._snapped(x))
        self._view.verticalScrollBar().setValue(self._snapped(y))

    def _snapped(self, value: float) -> int:
        grain = _GRAIN.get(round(self._view.devicePixelRatioF(), 2), 1)
        return round(value / grain) * grain

    def origin(self) -> QPoint:
        """What the view's top left corner shows, in its pixels from the sheet's corner."""
        corner = self._view.viewportTransform().map(QPointF(0, 0))
        return QPoint(-round(corner.x()), -round(corner.y()))

    def at(self, point: QPointF) -> tuple[float, float]:
        """The point of the sheet under a point of the viewport."""
        origin = self.origin()
        return (point.x() + origin.x()) / self.zoom, (point.y() + origin.y()) / self.zoom

    def to_view(self, rect: Rect) -> QRectF:
        """A rectangle of the sheet in the viewport's pixels."""
        origin, zoom = self.origin(), self.zoom
        return QRectF(rect.x * zoom - origin.x(), rect.y * zoom - origin.y(), rect.w * zoom, rect.h * zoom)


def _extent(length: float, view: int, seen: float, stay: bool) -> tuple[float, float]:
    """Start and length of the scene in pixels: the view's own where the sheet fits in it, centred; else with room."""
    length = math.ceil(length - _HAIR)
    if length + 2 * _EDGE <= view:
        return _whole(math.floor(seen) if stay else -((view - length) // 2)), view
    start = min(-_ROOM, math.floor(seen))
    end = max(length + _ROOM, math.ceil(seen) + view)
    return _whole(start), end - start


def _whole(start: int) -> float:
    """Qt cuts the scene's start to whole pixels: a hair's breadth keeps it from landing one pixel short."""
    return start + (0.001 if start > 0 else -0.001)
