"""The map's pictures for Qt: decoded once, scaled smoothly once for each size they are seen at."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QTransform

from jmapdesk.render.drawing import ImageOp

MOST_PIXELS: Final = 100_000_000
"""A picture with more is not decoded: a file of some kilobytes can claim a thousand million of them."""

_READY_PIXELS: Final = 4_000_000
_MEMORY: Final = 192 * 1024 * 1024
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied


def decode(data: bytes) -> QImage | None:
    """The picture upright, as its camera meant it; None where it cannot be read or is too large."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    # SVG among them could read other files and fetch fonts; a picture is pixels.
    if bytes(reader.format().data()) in (b"svg", b"svgz", b"pdf"):
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    image = reader.read()
    return None if image.isNull() else image


class QtImages:
    """Paints image operations, keeping decoded and ready-scaled pictures up to a limit of memory."""

    def __init__(self, asset_data: Callable[[str], bytes | None]) -> None:
        self._asset_data = asset_data
        self._decoded: dict[str, QImage | None] = {}
        self._ready: OrderedDict[tuple[int, int, int, int, int], tuple[ImageOp, QImage]] = OrderedDict()
        self._ready_bytes = 0

    def forget(self) -> None:
        """Drop all pictures kept."""
        self._decoded.clear()
        self._ready.clear()
        self._ready_bytes = 0

    def paint(self, painter: QPainter, op: ImageOp, clip: QPainterPath | None) -> None:
        """Paint the picture; nothing where it cannot be had."""
        image = self._image(op.asset)
        if image is None or op.rect.w <= 0 or op.rect.h <= 0 or op.source.w <= 0 or op.source.h <= 0:
            return
        target = QRectF(*op.rect)
        seen = target if clip is None else target.intersected(clip.boundingRect())
        device = painter.deviceTransform()
        on_device = device.mapRect(seen)
        plain = device.m12() == device.m21() == 0 and device.m11() > 0 and device.m22() > 0
        if plain and 0 < on_device.width() * on_device.height() <= _READY_PIXELS:
            self._paint_ready(painter, op, clip, image, device, on_device)
            return
        painter.save()
        if clip is not None:
            painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.drawImage(target, image, _source(op, image))
        painter.restore()

    def _paint_ready(
        self,
        painter: QPainter,
        op: ImageOp,
        clip: QPainterPath | None,
        image: QImage,
        device: QTransform,
        on_device: QRectF,
    ) -> None:
        """Blit the picture as it looks at this size; made with its cut when first seen there, so edges are smooth."""
        left, top = math.floor(on_device.left()), math.floor(on_device.top())
        # Where between two pixels it begins, in eighths, is part of how it looks.
        phase_x, phase_y = round((device.dx() % 1) * 8), round((device.dy() % 1) * 8)
        key = (id(op), round(device.m11() * 4096), round(device.m22() * 4096), phase_x, phase_y)
        found = self._ready.get(key)
        if found is None:
            right, bottom = math.ceil(on_device.right()), math.ceil(on_device.bottom())
            ready = QImage(max(1, right - left), max(1, bottom - top), _FORMAT)
            ready.fill(Qt.GlobalColor.transparent)
            self._draw(ready, op, clip, image, device * QTransform.fromTranslate(-left, -top))
            self._keep(key, op, ready)
        else:
            ready = found[1]
            self._ready.move_to_end(key)
        ratio = device.m11() / painter.worldTransform().m11() if painter.worldTransform().m11() else 1.0
        painter.save()
        painter.resetTransform()
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(QPointF(left, top), ready)
        painter.restore()

    @staticmethod
    def _draw(ready: QImage, op: ImageOp, clip: QPainterPath | None, image: QImage, device: QTransform) -> None:
        source = _source(op, image)
        wanted = device.mapRect(QRectF(*op.rect)).size()
        painter = QPainter(ready)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(device)
        if wanted.width() < source.width() and wanted.height() < source.height():
            # Drawing to a much smaller size would look at every third or tenth pixel only.
            whole = source.toAlignedRect().intersected(QRect(0, 0, image.width(), image.height()))
            part = image if whole == image.rect() else image.copy(whole)
            shrink_x, shrink_y = wanted.width() / source.width(), wanted.height() / source.height()
            size = QSize(max(1, round(part.width() * shrink_x)), max(1, round(part.height() * shrink_y)))
            small = part.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            kx, ky = small.width() / part.width(), small.height() / part.height()
            inner = QRectF(
                (source.x() - whole.x()) * kx, (source.y() - whole.y()) * ky, source.width() * kx, source.height() * ky
            )
            painter.drawImage(QRectF(*op.rect), small, inner)
        else:
            painter.drawImage(QRectF(*op.rect), image, source)
        painter.end()
        if clip is not None:
            mask = QImage(ready.size(), _FORMAT)
            mask.fill(Qt.GlobalColor.transparent)
            painter = QPainter(mask)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setTransform(device)
            painter.fillPath(clip, Qt.GlobalColor.black)
            painter.end()
            painter = QPainter(ready)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.drawImage(0, 0, mask)
            painter.end()

    def _keep(self, key: tuple[int, int, int, int, int], op: ImageOp, ready: QImage) -> None:
        self._ready[key] = (op, ready)
        self._ready_bytes += ready.sizeInBytes()
        while self._ready_bytes > _MEMORY // 2 and len(self._ready) > 1:
            _, (_, dropped) = self._ready.popitem(last=False)
            self._ready_bytes -= dropped.sizeInBytes()

    def _image(self, asset: str) -> QImage | None:
        if asset in self._decoded:
            return self._decoded[asset]
        data = self._asset_data(asset)
        image = None if not data else decode(data)
        if image is not None:
            image = image.convertToFormat(_FORMAT)
            while self._decoded and self._used() + image.sizeInBytes() > _MEMORY:
                self._decoded.pop(next(iter(self._decoded)))
        self._decoded[asset] = image
        return image

    def _used(self) -> int:
        return sum(image.sizeInBytes() for image in self._decoded.values() if image is not None)


def _source(op: ImageOp, image: QImage) -> QRectF:
    width, height = image.width(), image.height()
    return QRectF(op.source.x * width, op.source.y * height, op.source.w * width, op.source.h * height)
