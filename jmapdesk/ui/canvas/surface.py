"""What the view's background shows: the layout that is laid out at the moment, painted directly or from tiles.

After an edit it finds the rectangles that look different, repaints those in the tiles and asks the viewport for them.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Collection, Iterable
from typing import Final, Protocol

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter

from jmapdesk.insight.filters import Filter
from jmapdesk.layout import map_layout
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.qt_painter import FLAT_BELOW
from jmapdesk.text.shaped import Shaper
from jmapdesk.ui.canvas.dirty import Shift, below, dirty, ink_of, merged
from jmapdesk.ui.canvas.paint import NOTHING_HIDDEN, MapPainter
from jmapdesk.ui.canvas.tiles import SIZE, TileKey, Tiles, blit, device_area, keys_in, plain_blits, stretch, tile_rect
from jmapdesk.util.geometry import Rect

_SLICE: Final = 0.006
"""Seconds of tile making at a time, so that the mouse never waits."""
_PAUSE: Final = 4
"""Milliseconds between a frame and the next slice: what the mouse does meanwhile comes first."""
_SETTLE: Final = 60
"""Milliseconds after the last zoom step until crisp tiles are made."""
_SPARE: Final = 40_000
"""Device pixels that are sooner painted for nothing than gone round with a second rectangle."""
_AT_ONCE: Final = 2
"""So many missing tiles are made while painting; for more, what is missing is painted directly first."""


class Window(Protocol):
    """What a surface asks of the view: where it looks, and to show a part of the sheet anew."""

    def zoom(self) -> float:
        """The zoom; 1.0 is 100 %."""
        ...

    def pixel_ratio(self) -> float:
        """Device pixels to a pixel of the view."""
        ...

    def origin(self) -> QPoint:
        """What the view's top left corner shows, in its pixels from the sheet's corner."""
        ...

    def extent(self) -> QSize:
        """The viewport's size in its pixels."""
        ...

    def repaint_sheet(self, rect: Rect | None) -> None:
        """Ask for a rectangle of the sheet to be shown anew; None for everything."""
        ...


class Surface(QObject):
    """Keeps the layout true to the map, and paints it."""

    def __init__(
        self, window: Window, journey: JourneyMap, shaper: Shaper, icons: IconPaths, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.painter = MapPainter(icons)
        self.tiled = True
        """False paints everything directly: slower, and what tests hold the tiles against."""
        self._window = window
        self._free = map_layout.lay_out(journey, shaper)
        self._held: MapLayout | None = None
        self.layout = self._free
        self.hidden: frozenset[str] = NOTHING_HIDDEN
        self.live: Callable[[MapLayout, MapLayout], frozenset[str]] | None = None
        """Told the layouts before and after a change; gives the cards that live items show from now on."""
        self._tiles = Tiles(self._paint_area)
        self._zooming = False
        self._drawn = False
        self._rough = False
        self._last: QPoint | None = None
        self._way = QPoint(1, 0)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._settled)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._work)

    # --- the layout ---------------------------------------------------------------------------------------------

    def follow(self, difference: Delta, journey: JourneyMap) -> MapLayout:
        """Lay out what a change touched and repaint it; gives the layout as it was before."""
        before = self.layout
        self._free = map_layout.changed(self._free, journey, difference)
        self._show(before)
        return before

    def filter_by(self, wanted: Filter) -> None:
        """Fade the cards that do not pass; nothing moves."""
        before = self.layout
        self._free = map_layout.filtered(self._free, wanted)
        self._show(before)

    def show_only(self, shown: Visibility) -> MapLayout:
        """Show this of the map; gives the layout as it was before."""
        before = self.layout
        self._free = map_layout.lay_out(before.journey, before.context.shaper, self._free, shown=shown)
        self._show(before)
        return before

    def hold(self, base: MapLayout | None) -> None:
        """While something is dragged no lane gets lower than in ``base``; None lets go."""
        before, self._held = self.layout, base
        self._show(before)

    def _show(self, before: MapLayout) -> None:
        self.layout = self._free if self._held is None else map_layout.held(self._free, self._held)
        if self.layout is before:
            return
        shown_otherwise: list[Rect] = []
        if self.live is not None:
            wanted = self.live(before, self.layout)
            shown_otherwise = self._inks(wanted ^ self.hidden)
            self.hidden = wanted
        damage = dirty(before, self.layout, self._reach())
        if damage is None:
            self.repaint(None)
            return
        rects = [*damage.rects, *shown_otherwise]
        if damage.shift is not None:
            rects += self._shifted(damage.shift)
        self.repaint(rects)

    def _shifted(self, shift: Shift) -> list[Rect]:
        """Move what stands in tiles already; gives what is left to paint anew."""
        zoom, ratio = self._window.zoom(), self._window.pixel_ratio()
        scale = zoom * ratio
        by = round(shift.by * scale)
        if self.is_settled() and abs(by - shift.by * scale) < 1e-6:
            seen = list(keys_in(scale, self._device(self._seen(), ratio)))
            left = self._tiles.shift(seen, math.ceil(shift.top * scale), by)
            if left is not None:
                self._window.repaint_sheet(below(shift, self.layout))
                return [Rect(r.x() / scale, r.y() / scale, r.width() / scale, r.height() / scale) for r in left]
        return [below(shift, self.layout)]

    def hide(self, cards: Collection[str]) -> None:
        """Leave cards out of the painting, because live items show them; all others are shown again."""
        wanted = frozenset(cards)
        changed = wanted ^ self.hidden
        self.hidden = wanted
        self.repaint(self._inks(changed))

    def _inks(self, cards: Collection[str]) -> list[Rect]:
        rects = (ink_of(self.layout, card) for card in cards)
        return [rect for rect in rects if rect is not None]

    def repaint(self, rects: Iterable[Rect] | None) -> None:
        """Paint rectangles of the sheet anew; None for everything."""
        if rects is None:
            self._tiles.clear()
            self._drawn = False
            self._window.repaint_sheet(None)
            return
        zoom = self._window.zoom()
        scale = zoom * self._window.pixel_ratio()
        seen = self._seen()
        room = seen.width() * seen.height() * 0.3
        grown = [rect.grown(1.5 / zoom) for rect in rects]
        ground = self._device(seen, self._window.pixel_ratio())
        self._tiles.drop(grown, scale, ground)
        wide = _aligned(ground, scale)
        # what headers show stands left of and over what is seen
        now = QRect(QPoint(*_corner(ground)), ground.bottomRight())
        for rect in merged((rect.shared(wide) for rect in grown if rect.overlaps(wide)), _SPARE / (scale * scale)):
            shown = device_area(rect, zoom).intersected(seen)
            if shown.width() * shown.height() > room:
                self._tiles.drop([rect])
            elif len(self._tiles):
                self._tiles.patch(rect, scale, zoom, now)
            if not shown.isEmpty():
                self._window.repaint_sheet(rect)

    def _reach(self) -> Rect:
        """What is seen or kept of the sheet: what differs elsewhere shows nowhere."""
        ratio = self._window.pixel_ratio()
        seen, scale = self._device(self._seen(), ratio), self._window.zoom() * ratio
        shown = Rect(seen.x() / scale, seen.y() / scale, seen.width() / scale, seen.height() / scale)
        return shown.united(self._tiles.reach()) if len(self._tiles) else shown

    def _seen(self) -> QRect:
        return QRect(self._window.origin(), self._window.extent())

    # --- painting -----------------------------------------------------------------------------------------------

    def _paint_area(self, painter: QPainter, area: Rect, zoom: float) -> None:
        _hold_the_collector()
        self.painter.paint(painter, self.layout, area, zoom, self.hidden)

    def zoomed(self) -> None:
        """The zoom has changed: what is there is stretched until the gesture rests."""
        if not self.tiled:
            return
        self._zooming = bool(len(self._tiles))
        self._settle.start(_SETTLE)

    def resized(self) -> None:
        """The viewport has another size or is on another screen."""
        ratio = self._window.pixel_ratio()
        size = self._window.extent()
        self._tiles.fit(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint a rectangle of the viewport (its pixels); the painter stands in sheet coordinates."""
        origin, ratio, zoom = self._window.origin(), self._window.pixel_ratio(), self._window.zoom()
        left, top = origin.x() * ratio, origin.y() * ratio
        whole = left == int(left) and top == int(top)
        if not (self.tiled and whole and self._drawn):
            self._direct(painter, rect, origin, zoom)
            self._drawn = self._rough = True
        else:
            self._from_tiles(painter, rect, int(left), int(top), ratio, zoom)
        if self.tiled and whole:
            if self._last is not None and self._last != origin:
                self._way = origin - self._last
            self._last = QPoint(origin)
            if not self._settle.isActive() and not self._idle.isActive():
                self._idle.start(_PAUSE)

    def _direct(self, painter: QPainter, rect: QRect, origin: QPoint, zoom: float) -> None:
        area = Rect(
            (rect.x() + origin.x()) / zoom, (rect.y() + origin.y()) / zoom, rect.width() / zoom, rect.height() / zoom
        )
        painter.save()
        painter.setClipRect(QRectF(*area))
        self._paint_area(painter, area, zoom)
        painter.restore()

    def paint_beside(self, painter: QPainter, rect: QRect, origin: QPoint) -> None:
        """Paint a part of the sheet that lies beside the viewport: ``rect`` in the painter's own pixels, of which the
        first shows ``origin``. What stands in tiles is taken from there; the painter keeps its state."""
        ratio, zoom = self._window.pixel_ratio(), self._window.zoom()
        left, top = origin.x() * ratio, origin.y() * ratio
        if self.tiled and left == int(left) and top == int(top) and not self._zooming:
            area = self._device(rect.translated(origin), ratio)
            if all(key in self._tiles for key in keys_in(zoom * ratio, area)):
                self._from_tiles(painter, rect, int(left), int(top), ratio, zoom)
                return
        painter.save()
        painter.translate(-origin)
        painter.scale(zoom, zoom)
        self._direct(painter, rect, origin, zoom)
        painter.restore()

    def _from_tiles(
        self, painter: QPainter, rect: QRect, left: int, top: int, ratio: float, zoom: float
    ) -> None:
        scale = zoom * ratio
        x, y = math.floor(rect.x() * ratio), math.floor(rect.y() * ratio)
        right = math.ceil((rect.x() + rect.width()) * ratio)
        bottom = math.ceil((rect.y() + rect.height()) * ratio)
        area = QRect(x + left, y + top, right - x, bottom - y)
        wanted = list(keys_in(scale, area))
        missing = [key for key in wanted if key not in self._tiles]
        if missing and not self._zooming and len(missing) > _AT_ONCE:
            self._direct(painter, rect, QPoint(round(left / ratio), round(top / ratio)), zoom)
            self._rough = True
            return
        painter.save()
        painter.resetTransform()
        painter.setClipRect(rect)
        painter.scale(1 / ratio, 1 / ratio)
        if missing and self._zooming:
            self._stretched(painter, area, scale, zoom, ratio, left, top)
        self._tiles.pay(area, scale)
        plain_blits(painter)
        for key in wanted:
            tile = self._tiles.get(key)
            if tile is None and not self._zooming:
                tile = self._tiles.make(key, zoom)
            if tile is not None:
                blit(painter, tile, key, area, left, top)
        painter.restore()

    def _stretched(
        self, painter: QPainter, area: QRect, scale: float, zoom: float, ratio: float, left: int, top: int
    ) -> None:
        """The tiles of another scale in place of those that are not made yet; plain shapes where there are none."""
        covered = 0.0
        shown: list[TileKey] = []
        for other in sorted(self._tiles.scales() - {scale}):
            k = other / scale
            wide = QRect(
                math.floor(area.x() * k), math.floor(area.y() * k),
                math.ceil(area.width() * k) + 1, math.ceil(area.height() * k) + 1,
            )  # fmt: skip
            for key in keys_in(other, wide):
                if key in self._tiles:
                    shared = tile_rect(key).intersected(wide)
                    covered += shared.width() * shared.height() / (k * k)
                    shown.append(key)
        if covered < area.width() * area.height() * 0.999:
            painter.save()
            painter.translate(-left, -top)
            painter.scale(scale, scale)
            flat = Rect(area.x() / scale, area.y() / scale, area.width() / scale, area.height() / scale)
            self._paint_area(painter, flat, min(zoom, FLAT_BELOW * 0.99))
            painter.restore()
        plain_blits(painter)
        for key in shown:
            tile = self._tiles.get(key)
            if tile is not None:
                stretch(painter, tile, key, scale, left, top)

    # --- making tiles between events ----------------------------------------------------------------------------

    def _settled(self) -> None:
        if not self._idle.isActive():
            self._idle.start(_PAUSE)

    def _work(self) -> None:
        """Make tiles that are missing, for a few milliseconds; then one in the direction of the last pan."""
        if self._settle.isActive() or not self.tiled:
            return
        zoom, ratio = self._window.zoom(), self._window.pixel_ratio()
        scale = zoom * ratio
        area = self._device(self._seen(), ratio)
        spent = 0.0
        for key in keys_in(scale, area):
            if key in self._tiles:
                continue
            start = time.perf_counter()
            self._tiles.make(key, zoom)
            spent += time.perf_counter() - start
            if self._zooming:
                rect = tile_rect(key)
                self._window.repaint_sheet(
                    Rect(rect.x() / scale, rect.y() / scale, rect.width() / scale, rect.height() / scale)
                )
            if spent > _SLICE:
                self._idle.start(_PAUSE)
                return
        if self._rough:
            # glyphs cut by the viewport's edge come out a little wrong, and scrolling would take them along
            self._rough = False
            self._window.repaint_sheet(None)
        if self._zooming:
            self._zooming = False
            self._tiles.keep_only({scale})
        if self._tiles.pay_one():
            self._idle.start(_PAUSE)
            return
        ahead = area.translated(_sign(self._way.x()) * 256, _sign(self._way.y()) * 256)
        for key in keys_in(scale, ahead):
            if key not in self._tiles and self._shows_map(key):
                self._tiles.make(key, zoom)
                self._idle.start(_PAUSE)
                return

    def is_settled(self) -> bool:
        """Whether all that is seen stands in tiles of the zoom that shows."""
        if self._zooming or not self._drawn:
            return False
        ratio = self._window.pixel_ratio()
        wanted = keys_in(self._window.zoom() * ratio, self._device(self._seen(), ratio))
        return not self._rough and all(key in self._tiles for key in wanted)

    @staticmethod
    def _device(area: QRect, ratio: float) -> QRect:
        return QRect(
            math.floor(area.x() * ratio), math.floor(area.y() * ratio),
            math.ceil(area.width() * ratio), math.ceil(area.height() * ratio),
        )  # fmt: skip

    def _shows_map(self, key: TileKey) -> bool:
        sheet = Rect(0, 0, self.layout.width, self.layout.height)
        return device_area(sheet, key.scale).intersects(tile_rect(key))


def _hold_the_collector() -> None:
    """Have no garbage looked for until the frame is on the screen: what is drawn stays, and a look through it would
    only hold the frame up. The timer is nobody's, so that it comes though the window may be gone by then."""
    if gc.isenabled():
        gc.disable()
        QTimer.singleShot(0, gc.enable)


def _corner(area: QRect) -> tuple[int, int]:
    """Where the first tile begins that touches an area of device pixels."""
    return area.left() // SIZE * SIZE, area.top() // SIZE * SIZE


def _aligned(area: QRect, scale: float) -> Rect:
    """The tiles that touch an area of device pixels, as a rectangle of the sheet."""
    left, top = _corner(area)
    right, bottom = (area.right() // SIZE + 1) * SIZE, (area.bottom() // SIZE + 1) * SIZE
    return Rect(left / scale, top / scale, (right - left) / scale, (bottom - top) / scale)


def _sign(n: int) -> int:
    return (n > 0) - (n < 0)
