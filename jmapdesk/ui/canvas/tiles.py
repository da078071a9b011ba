"""Squares of the map already painted, at the zoom that shows: panning then costs a few blits.

Everything here counts in device pixels from the sheet's top left corner; a tile's key is (scale, column, row), the
scale being device pixels to a map unit.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from jmapdesk.util.geometry import Rect, union

SIZE: Final = 512
"""The side of a tile in device pixels."""
GUTTER: Final = 32
"""Room round every tile while it is painted: glyphs that a pixmap's own edge cuts come out a little wrong."""

MOST_OWED: Final = 8
"""So many rectangles wait to be painted apart from each other."""

PaintArea: TypeAlias = Callable[[QPainter, Rect, float], None]
"""Paints an area of the sheet (map units) at a zoom; the painter stands in sheet coordinates."""


class TileKey(NamedTuple):
    """Which tile: device pixels to a map unit, column, row."""

    scale: float
    column: int
    row: int


def tile_rect(key: TileKey) -> QRect:
    """Where a tile lies, in device pixels."""
    return QRect(key.column * SIZE, key.row * SIZE, SIZE, SIZE)


def keys_in(scale: float, area: QRect) -> Iterator[TileKey]:
    """The tiles that touch an area of device pixels, row by row."""
    if area.isEmpty():
        return
    for row in range(area.top() // SIZE, area.bottom() // SIZE + 1):
        for column in range(area.left() // SIZE, area.right() // SIZE + 1):
            yield TileKey(scale, column, row)


def device_area(rect: Rect, scale: float) -> QRect:
    """The whole device pixels that a rectangle of the sheet touches."""
    left, top = math.floor(rect.x * scale), math.floor(rect.y * scale)
    return QRect(left, top, math.ceil(rect.right * scale) - left, math.ceil(rect.bottom * scale) - top)


class Debt(NamedTuple):
    """Device pixels that still show what was there before."""

    area: QRect
    scale: float
    zoom: float


class Owed:
    """What tiles still have to paint, where nobody sees it."""

    def __init__(self) -> None:
        self._debts: list[Debt] = []

    def add(self, area: QRect, scale: float, zoom: float) -> None:
        """Note an area; many become one that holds them all."""
        debts = [one for one in self._debts if one.scale == scale]
        if len(debts) >= MOST_OWED:
            for one in debts:
                area = area.united(one.area)
            self._debts = [one for one in self._debts if one.scale != scale]
        self._debts.append(Debt(area, scale, zoom))

    def taken(self, area: QRect, scale: float) -> list[Debt]:
        """The debts that touch an area, no longer owed from now on."""
        debts = [one for one in self._debts if one.scale == scale and one.area.intersects(area)]
        if debts:
            self._debts = [one for one in self._debts if one not in debts]
        return debts

    def first(self) -> Debt | None:
        """The debt that is owed longest, no longer owed from now on; None where there is none."""
        return self._debts.pop(0) if self._debts else None

    def shift(self, top: int, by: int, scale: float) -> None:
        """Pixels below ``top`` have moved down ``by``, and what is owed of them with them."""
        self._debts = [
            one._replace(area=_shifted(one.area, top, by)) if one.scale == scale else one for one in self._debts
        ]

    def keep_only(self, scales: set[float]) -> None:
        """Forget what is owed at other scales."""
        self._debts = [one for one in self._debts if one.scale in scales]


def _outside(area: QRect, hole: QRect) -> Iterator[QRect]:
    """The parts of an area over, under, left and right of a hole in it; all of it where the hole is elsewhere."""
    inner = area.intersected(hole)
    if inner.isEmpty():
        yield area
        return
    corners = (
        (area.topLeft(), QPoint(area.right(), inner.top() - 1)),
        (QPoint(area.left(), inner.bottom() + 1), area.bottomRight()),
        (QPoint(area.left(), inner.top()), QPoint(inner.left() - 1, inner.bottom())),
        (QPoint(inner.right() + 1, inner.top()), QPoint(area.right(), inner.bottom())),
    )
    yield from (rest for first, last in corners if not (rest := QRect(first, last)).isEmpty())


def _shifted(area: QRect, top: int, by: int) -> QRect:
    if area.bottom() < top:
        return area
    if area.top() >= top:
        return area.translated(0, by)
    return area.united(area.translated(0, by))


class Tiles:
    """Keeps the tiles used last, as many as the viewport needs and some more."""

    def __init__(self, paint: PaintArea) -> None:
        self._paint = paint
        self._tiles: OrderedDict[TileKey, QPixmap] = OrderedDict()
        self._spare: list[QPixmap] = []
        """Pixmaps for the next tiles: with those in use never more than the capacity."""
        self._scratch = QPixmap(SIZE + 2 * GUTTER, SIZE + 2 * GUTTER)
        self._capacity = 24
        self._owed = Owed()

    def __len__(self) -> int:
        return len(self._tiles)

    def __contains__(self, key: TileKey) -> bool:
        return key in self._tiles

    def fit(self, width: int, height: int) -> None:
        """Make room for a viewport of that many device pixels."""
        self._capacity = math.ceil(1.6 * (width // SIZE + 2) * (height // SIZE + 2))
        del self._spare[max(0, self._capacity - len(self._tiles)) :]

    def get(self, key: TileKey) -> QPixmap | None:
        """A tile if it is there."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def make(self, key: TileKey, zoom: float) -> QPixmap:
        """Paint a tile and keep it, in place of the one used longest ago where there is no room."""
        tile = self._tiles.get(key)
        if tile is None:
            if len(self._tiles) >= self._capacity:
                self._spare.append(self._tiles.popitem(last=False)[1])
            tile = self._spare.pop() if self._spare else QPixmap(SIZE, SIZE)
            self._tiles[key] = tile
        self._paint_into((key,), tile_rect(key), zoom)
        return tile

    def scales(self) -> set[float]:
        """The scales that tiles are kept of."""
        return {key.scale for key in self._tiles}

    def reach(self) -> Rect:
        """A rectangle of the sheet that holds everything the tiles show."""
        grounds: dict[float, QRect] = {}
        for key in self._tiles:
            grounds[key.scale] = grounds.get(key.scale, QRect()).united(tile_rect(key))
        return union(
            Rect(ground.x() / scale, ground.y() / scale, ground.width() / scale, ground.height() / scale)
            for scale, ground in grounds.items()
        )

    def patch(self, rect: Rect, scale: float, zoom: float, now: QRect | None = None) -> None:
        """Paint a rectangle of the sheet anew in the tiles of one scale, in one go for all that it touches.

        With ``now``, in device pixels, only what lies in it; the rest is owed until ``pay``, or until it is moved.
        """
        area = device_area(rect, scale)
        self._patch(area if now is None else area.intersected(now), scale, zoom)
        if now is not None:
            for rest in _outside(area, now):
                self._owed.add(rest, scale, zoom)

    def _patch(self, area: QRect, scale: float, zoom: float) -> None:
        keys = [key for key in keys_in(scale, area) if key in self._tiles]
        if keys:
            ground = tile_rect(keys[0])
            for key in keys[1:]:
                ground = ground.united(tile_rect(key))
            self._paint_into(keys, ground.intersected(area), zoom)

    def pay(self, area: QRect, scale: float) -> bool:
        """Paint what is owed where it touches an area that is about to show; whether anything was."""
        debts = self._owed.taken(area, scale)
        for one in debts:
            self._patch(one.area, one.scale, one.zoom)
        return bool(debts)

    def pay_one(self) -> bool:
        """Paint one rectangle that is owed, between other things; whether there was one."""
        one = self._owed.first()
        if one is not None:
            self._patch(one.area, one.scale, one.zoom)
        return one is not None

    def shift(self, keys: list[TileKey], top: int, by: int) -> list[QRect] | None:
        """Move everything below ``top`` down ``by`` device pixels, in tiles that stand beside and over each other.

        Gives the areas that nothing was moved into, to be patched; None where a tile is missing. Other tiles that
        reach below ``top`` are forgotten.
        """
        if not keys or any(key not in self._tiles for key in keys):
            return None
        scale = keys[0].scale
        self._owed.shift(top, by, scale)
        whole = tile_rect(keys[0]).united(tile_rect(keys[-1]))
        start = min(top, top + by)
        for key in list(self._tiles):
            if key not in keys and tile_rect(key).bottom() >= start * key.scale / scale - 1:
                self._drop(key)
        if abs(by) >= SIZE:
            return [whole.intersected(QRect(whole.x(), start, whole.width(), whole.bottom() + 1 - start))]
        # from the side it moves to: so every tile still finds in its neighbour what comes over from there
        for key in sorted(keys, key=lambda one: one.row, reverse=by > 0):
            self._scroll(key, top, by)
        if by < 0:
            return [QRect(whole.x(), whole.bottom() + 1 + by, whole.width(), -by)]
        # what was pushed apart is the caller's to paint; only what came in from over the tiles is not known
        return [] if top >= whole.y() else [QRect(whole.x(), whole.y(), whole.width(), by)]

    def _scroll(self, key: TileKey, top: int, by: int) -> None:
        """Move the part of a tile below ``top``, and bring in what comes over from the tile it moves away from."""
        tile, area = self._tiles[key], tile_rect(key)
        first = max(top + min(by, 0), area.y())
        if first > area.bottom():
            return
        rows = QRect(0, first - area.y(), SIZE, area.bottom() + 1 - first)
        if rows.height() > abs(by):
            tile.scroll(0, by, rows)
        other = self._tiles.get(key._replace(row=key.row + (1 if by < 0 else -1)))
        if other is None:
            return
        beyond = area.bottom() + 1 if by < 0 else area.y() - by
        source = QRect(area.x(), max(beyond, top), SIZE, beyond + abs(by) - max(beyond, top))
        if source.height() > 0:
            y = area.y() - (SIZE if by > 0 else -SIZE)
            painter = QPainter(tile)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawPixmap(
                0, source.y() + by - area.y(), other, 0, source.y() - y, SIZE, source.height()
            )
            painter.end()

    def drop(self, rects: Iterable[Rect], scale: float = 0.0, but: QRect | None = None) -> None:
        """Forget every tile that rectangles of the sheet touch, but those of one scale that lie in ``but``.

        ``but`` is in device pixels: what is seen and will be patched. To patch all others could be for nothing.
        """
        rects = list(rects)
        for key in list(self._tiles):
            own = tile_rect(key)
            stays = but is not None and key.scale == scale and own.intersects(but)
            if not stays and any(own.intersects(device_area(rect, key.scale)) for rect in rects):
                self._drop(key)

    def keep_only(self, scales: set[float]) -> None:
        """Forget the tiles of other scales."""
        for key in list(self._tiles):
            if key.scale not in scales:
                self._drop(key)
        self._owed.keep_only(scales)

    def clear(self) -> None:
        """Forget all tiles."""
        self._owed.keep_only(set())
        for key in list(self._tiles):
            self._drop(key)

    def _drop(self, key: TileKey) -> None:
        tile = self._tiles.pop(key)
        if len(self._tiles) + len(self._spare) < self._capacity:
            self._spare.append(tile)

    def _paint_into(self, keys: Iterable[TileKey], area: QRect, zoom: float) -> None:
        """Paint an area of device pixels into the tiles it touches, by way of a scratch pixmap with a gutter."""
        keys = list(keys)
        scratch, scale = self._scratch_for(area.size()), keys[0].scale
        painter = QPainter(scratch)
        painter.setClipRect(GUTTER, GUTTER, area.width(), area.height())
        painter.translate(GUTTER - area.x(), GUTTER - area.y())
        painter.scale(scale, scale)
        shown = Rect(area.x() / scale, area.y() / scale, area.width() / scale, area.height() / scale)
        self._paint(painter, shown, zoom)
        painter.end()
        for key in keys:
            own = tile_rect(key)
            part = own.intersected(area)
            painter = QPainter(self._tiles[key])
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            from_x, from_y = GUTTER + part.x() - area.x(), GUTTER + part.y() - area.y()
            painter.drawPixmap(
                part.x() - own.x(), part.y() - own.y(), scratch, from_x, from_y, part.width(), part.height()
            )
            painter.end()

    def _scratch_for(self, size: QSize) -> QPixmap:
        """The scratch pixmap, made larger where an area with its gutter finds no room in it."""
        wide, high = size.width() + 2 * GUTTER, size.height() + 2 * GUTTER
        if self._scratch.width() < wide or self._scratch.height() < high:
            self._scratch = QPixmap(max(wide, self._scratch.width()), max(high, self._scratch.height()))
        return self._scratch


def blit(painter: QPainter, tile: QPixmap, key: TileKey, area: QRect, left: int, top: int) -> None:
    """Show the part of a tile that lies in ``area``; (left, top) is the painter's origin. All in device pixels."""
    shared = tile_rect(key).intersected(area)
    if not shared.isEmpty():
        x, y = key.column * SIZE, key.row * SIZE
        painter.drawPixmap(
            shared.x() - left, shared.y() - top, tile,
            shared.x() - x, shared.y() - y, shared.width(), shared.height(),
        )  # fmt: skip


def stretch(painter: QPainter, tile: QPixmap, key: TileKey, scale: float, left: int, top: int) -> None:
    """Show a tile of another scale, its edges rounded so that neighbours share them."""
    k = scale / key.scale * SIZE
    x, y = round(key.column * k) - left, round(key.row * k) - top
    right, bottom = round((key.column + 1) * k) - left, round((key.row + 1) * k) - top
    painter.drawPixmap(QRect(x, y, right - x, bottom - y), tile, QRect(0, 0, SIZE, SIZE))


def plain_blits(painter: QPainter) -> None:
    """Set a painter up for copying pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
