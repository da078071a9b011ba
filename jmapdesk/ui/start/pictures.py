"""Small pictures of whole maps, painted by what paints the canvas."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from jmapdesk.exchange.options import Workshop
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.recents import look_at
from jmapdesk.ui.canvas.paint import MapPainter
from jmapdesk.ui.qt_classes import make_all
from jmapdesk.util.geometry import Rect

SMALL = QSize(84, 54)
"""A map among the recent ones."""
LARGE = QSize(232, 146)
"""A template."""
_MOST_CARDS = 3000
"""Larger maps are not laid out for a picture of a thumb's size."""
_MARGIN = 0.03
_STRETCH = 1.3
"""A wide map may be made so much higher than it is: at a thumb's size nobody sees it, and it fills its picture."""
_LEAST_HIGH, _LEAST_WIDE = 0.6, 0.9
"""How much of the picture's height and width a map takes at least."""


def map_picture(journey: JourneyMap, workshop: Workshop, size: QSize, ratio: float = 1.0) -> QImage:
    """The table of a map, its labels left out, whole and in the middle; ``ratio`` device pixels a pixel.

    One that would be a thin strip or column is shown larger from its beginning, as far as there is room.
    """
    layout = lay_out(journey, workshop.make_shaper())
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(QColor(layout.context.theme.colours.paper))
    body = layout.columns.body
    if body.w <= 0:
        return image
    margin = size.width() * _MARGIN
    room_x, room_y = size.width() - 2 * margin, size.height() - 2 * margin
    top, high = layout.header.y, max(layout.table.bottom - layout.header.y, 1.0)
    fit_x, fit_y = room_x / body.w, room_y / high
    zoom = max(min(fit_x, fit_y), fit_y * _LEAST_HIGH, fit_x * _LEAST_WIDE)
    tall = min(max(fit_y, zoom), zoom * _STRETCH)
    wide, high = min(body.w, room_x / zoom), min(high, room_y / tall)
    left = body.right - wide if layout.columns.rtl else body.x
    painter = QPainter(image)
    painter.scale(ratio, ratio)
    painter.translate(margin + (room_x - wide * zoom) / 2, margin + (room_y - high * tall) / 2)
    painter.scale(zoom, tall)
    painter.translate(-left, -top)
    area = Rect(left, top, wide, high)
    painter.setClipRect(QRectF(*area))
    MapPainter(workshop.icons).paint(painter, layout, area, zoom)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class RecentLoader(QObject):
    """Reads the maps worked on lately, one after another, in a thread of its own; signals arrive in the window's."""

    seen = Signal(object, object)
    """A ``RecentMap`` and its picture (None where there is none)."""

    def __init__(self, paths: Sequence[Path], make: Callable[[], Workshop], ratio: float, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(tuple(paths), make, ratio), name="recents", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        make_all()
        self._thread.start()

    def stop(self) -> None:
        """Look at no further map, and wait for the one being read: a thread must not outlive what it tells."""
        self._stop.set()
        self._thread.join(5)

    def _run(self, paths: Sequence[Path], make: Callable[[], Workshop], ratio: float) -> None:
        workshop: Workshop | None = None
        for path in paths:
            if self._stop.is_set():
                return
            found = look_at(path, date.today())
            picture = None
            if found.journey is not None and len(found.journey.cards) <= _MOST_CARDS:
                workshop = workshop or make()
                picture = map_picture(found.journey, workshop, SMALL, ratio)
            if not self._stop.is_set():
                self.seen.emit(found, picture)
