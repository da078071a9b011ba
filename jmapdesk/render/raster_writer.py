"""A picture as a JPEG or WebP file: painted in one piece, so the number of pixels is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageWriter, QPainter

from jmapdesk.render.drawing import Picture
from jmapdesk.render.page import Page, sized
from jmapdesk.render.png_writer import png_size
from jmapdesk.render.portions import portions
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.render.target import Target, opened
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect
from jmapdesk.util.progress import Progress

_UNITS_PER_INCH: Final = 96.0
_MOST_PIXELS: Final = 160_000_000
"""More would hold over 640 MB while it is painted; PNG has no such bound."""


class Kind(NamedTuple):
    """A file format of Qt's: its name there and for people, its quality, the longest side it can have."""

    key: str
    name: str
    quality: int
    longest: int
    has_alpha: bool


JPEG: Final = Kind("jpeg", "JPEG", 93, 65_500, False)
WEBP: Final = Kind("webp", "WebP", 92, 16_383, True)


def write_raster(
    picture: Picture, target: Target, kind: Kind, dpi: float, progress: Progress | None, page: Page,
    transparent: bool = False,
) -> None:  # fmt: skip
    """Write a page with a picture at ``dpi`` dots per inch, its colours marked as sRGB and its size in the file.

    The target changes only when the whole file is ready. Raises JmapError where it would be too large, where this Qt
    cannot write the format or the file cannot be written, and whatever ``progress`` raises.
    """
    if kind.key not in {bytes(name.data()).decode() for name in QImageWriter.supportedImageFormats()}:
        raise JmapError("export.format", f"{kind.name} pictures cannot be written on this computer; choose PNG.")
    width, height = png_size(page, dpi)
    if max(width, height) > kind.longest or width * height > _MOST_PIXELS:
        raise JmapError(
            "export.too_large",
            f"At {dpi:g} dpi this map would be {width:,} × {height:,} pixels, too many for {kind.name}; choose a lower "
            "dpi, or PNG.",
        )
    shape = QImage.Format.Format_ARGB32_Premultiplied if kind.has_alpha else QImage.Format.Format_RGB32
    image = QImage(width, height, shape)
    if image.isNull():
        raise JmapError("export.memory", "There is not enough memory for this picture; choose a lower dpi.")
    image.fill(QColor(Qt.GlobalColor.transparent) if transparent and kind.has_alpha else QColor(picture.paper))
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    root, _ = sized(picture.root, page)
    scale = dpi / _UNITS_PER_INCH * page.scale
    painter = QtPainter(picture.asset_data, exact=True)
    with _painting(image) as qt:
        qt.scale(scale, scale)
        parts = list(portions(root, Rect(0, 0, width / scale, height / scale)))
        for n, (group, dx, dy) in enumerate(parts):
            if progress is not None:
                progress(0.85 * n / len(parts))
            qt.translate(dx, dy)
            painter.paint(qt, group)
            qt.translate(-dx, -dy)
    data = _encoded(image, kind)
    with opened(target) as stream:
        stream.write(data)
        if progress is not None:
            progress(1.0)


@contextmanager
def _painting(image: QImage) -> Iterator[QPainter]:
    qt = QPainter(image)
    try:
        yield qt
    finally:
        qt.end()


def _encoded(image: QImage, kind: Kind) -> bytes:
    packed = QByteArray()
    buffer = QBuffer(packed)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.key.encode())
    writer.setQuality(kind.quality)
    if not writer.write(image):
        raise JmapError("export.memory", f"The picture could not be made as {kind.name}; choose a lower dpi, or PNG.")
    return bytes(packed.data())
