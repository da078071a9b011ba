"""Font files, coloured glyphs and decoded pictures from Qt. An object of it belongs to one thread."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QGlyphRun, QImage, QPainter, QRawFont

from jmapdesk.render.qt_images import decode
from jmapdesk.render.sources import GlyphPicture, Pixels
from jmapdesk.text.font_files import face_bytes
from jmapdesk.text.qt_fonts import RawFonts
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Rect

_COLOUR_TABLES: Final = ("CBDT", "COLR", "sbix", "SVG ")
_EM: Final = 160
"""Pixels per em that coloured glyphs are painted at: sharp on paper at usual sizes, small in the file."""


class QtSources:
    """Keeps the Sources protocol with Qt; needs a QGuiApplication and the bundled fonts loaded."""

    def __init__(self) -> None:
        self._fonts = RawFonts()
        self._data: dict[FaceKey, bytes] = {}
        self._coloured: dict[FaceKey, bool] = {}
        self._pictures: dict[tuple[FaceKey, int], GlyphPicture | None] = {}

    def face_data(self, face: FaceKey) -> bytes:
        """The very face that Qt draws with, as a font file."""
        data = self._data.get(face)
        if data is None:
            data = self._data[face] = face_bytes(self._fonts(face, 64.0))
        return data

    def glyph_picture(self, face: FaceKey, glyph: int) -> GlyphPicture | None:
        """The glyph as Qt paints it, where its face is a colour font."""
        coloured = self._coloured.get(face)
        if coloured is None:
            font = self._fonts(face, 64.0)
            coloured = self._coloured[face] = any(not font.fontTable(tag).isEmpty() for tag in _COLOUR_TABLES)
        if not coloured:
            return None
        key = (face, glyph)
        if key not in self._pictures:
            self._pictures[key] = _painted(self._fonts(face, float(_EM)), glyph)
        return self._pictures[key]

    def pixels(self, data: bytes) -> Pixels | None:
        """The picture's pixels."""
        image = decode(data)
        return None if image is None else _pixels(image)


def _painted(font: QRawFont, glyph: int) -> GlyphPicture:
    image = QImage(_EM * 3, _EM * 3, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes([glyph])
    run.setPositions([QPointF(0, 0)])
    painter = QPainter(image)
    painter.drawGlyphRun(QPointF(_EM, 2 * _EM), run)
    painter.end()
    pixels = _pixels(image)
    left, top, right, bottom = _ink(pixels)
    box = Rect((left - _EM) / _EM, (top - 2 * _EM) / _EM, (right - left) / _EM, (bottom - top) / _EM)
    return GlyphPicture(_pixels(image.copy(QRect(left, top, max(1, right - left), max(1, bottom - top)))), box)


def _ink(pixels: Pixels) -> tuple[int, int, int, int]:
    """The edges of everything that is not wholly transparent: left, top, right, bottom."""
    if pixels.alpha is None:
        return 0, 0, pixels.width, pixels.height
    rows = [pixels.alpha[i : i + pixels.width] for i in range(0, len(pixels.alpha), pixels.width)]
    inked = [y for y, row in enumerate(rows) if any(row)]
    if not inked:
        return 0, 0, 0, 0
    left = min(len(row) - len(row.lstrip(b"\0")) for row in (rows[y] for y in inked))
    right = max(len(row.rstrip(b"\0")) for row in (rows[y] for y in inked))
    return left, inked[0], right, inked[-1] + 1


def _pixels(image: QImage) -> Pixels:
    alpha = _rows(image.convertToFormat(QImage.Format.Format_Alpha8), 1) if image.hasAlphaChannel() else None
    if alpha is not None and alpha.count(b"\xff") == len(alpha):
        alpha = None
    # Straight, not premultiplied, colours: what documents expect beside a mask.
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888) if alpha is not None else image
    opaque = straight.convertToFormat(QImage.Format.Format_RGBX8888) if alpha is None else straight
    rgbx = _rows(opaque, 4)
    rgb = bytearray(3 * image.width() * image.height())
    rgb[0::3], rgb[1::3], rgb[2::3] = rgbx[0::4], rgbx[1::4], rgbx[2::4]
    return Pixels(image.width(), image.height(), bytes(rgb), alpha)


def _rows(image: QImage, channels: int) -> bytes:
    data, step, wide = image.constBits(), image.bytesPerLine(), image.width() * channels
    return b"".join(bytes(data[i : i + wide]) for i in range(0, step * image.height(), step))
