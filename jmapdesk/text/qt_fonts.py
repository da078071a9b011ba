"""Bundled fonts made known to Qt, and Qt's fonts from the names that a drawing carries."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from jmapdesk.text.faces import BUNDLED, IN_WIDGETS, SANS, bundled_face, font_file
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.errors import JmapError

_UNWANTED = ("liga", "clig", "calt", "dlig")
"""Features that would show other characters than were typed, or make copied text unclean."""


def load_bundled_fonts() -> None:
    """Make the bundled fonts known to Qt, once per program; needs a QGuiApplication. Raises JmapError."""
    # Qt tells the terminal about every font that lacks some script; what a map lacks is reported by the shaper.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for face in BUNDLED:
        if QFontDatabase.addApplicationFont(str(font_file(face))) < 0:
            raise JmapError(
                "install.font",
                f"jmapdesk cannot use its font {face.file}. Please install jmapdesk again.",
            )


def face_font(face: FaceKey, pixel_size: float, tracking: float = 0.0) -> QFont:
    """The QFont of a face, unhinted; bundled faces never mix with others. ``tracking`` is in pixels."""
    font = QFont(_unsized(face))
    font.setPixelSize(max(1, round(pixel_size)))
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking)
    return font


@lru_cache(maxsize=256)  # a copy is made in a tenth of the time; as none is ever used itself, threads can share them
def _unsized(face: FaceKey) -> QFont:
    font = QFont(face.family)
    font.setWeight(QFont.Weight(face.weight))
    font.setItalic(face.italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # desktops set up for LCD screens would draw coloured fringes, which tiles and pictures would keep
    strategy = QFont.StyleStrategy.NoSubpixelAntialias
    font.setStyleStrategy(strategy | QFont.StyleStrategy.NoFontMerging if bundled_face(face) else strategy)
    if face.family == SANS:
        for tag in _UNWANTED:
            font.setFeature(QFont.Tag(tag), 0)
    return font


def interface_font(pixel_size: float, weight: int = 400, italic: bool = False, tracking: float = 0.0) -> QFont:
    """A font for words that Qt itself sets: the main family, then every bundled script, then the system's fonts."""
    font = face_font(FaceKey(SANS, weight, italic), pixel_size, tracking)
    font.setFamilies(list(IN_WIDGETS))
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font


def raw_font(face: FaceKey, pixel_size: float) -> QRawFont:
    """The very font whose glyph ids a run of that face holds, at a size in pixels (fractions allowed)."""
    raw = QRawFont.fromFont(face_font(face, pixel_size))
    raw.setPixelSize(pixel_size)
    return raw


class RawFonts:
    """Raw fonts already made, for one thread: Qt's font objects belong to a thread."""

    def __init__(self, limit: int = 256) -> None:
        self._limit = limit
        self._fonts: dict[tuple[FaceKey, float], QRawFont] = {}

    def __call__(self, face: FaceKey, pixel_size: float) -> QRawFont:
        """The raw font of a face at a size in pixels."""
        key = (face, pixel_size)
        font = self._fonts.get(key)
        if font is None:
            if len(self._fonts) >= self._limit:
                self._fonts.pop(next(iter(self._fonts)))
            font = self._fonts[key] = raw_font(face, pixel_size)
        return font


class _OfThread(threading.local):
    def __init__(self) -> None:
        self.raw = RawFonts()


FONTS: Final = _OfThread()
"""The fonts all painters of this thread share: each keeps the pixels of the letters it has shown, for all maps."""
