"""What painters of documents need besides the drawing: font files, pictures of coloured glyphs, pixels.

They are handed a Sources, so that they themselves know no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Rect


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture decoded: rows of RGB from the top, and a byte of alpha for each pixel where not all are opaque."""

    width: int
    height: int
    rgb: bytes
    alpha: bytes | None = None


@dataclass(frozen=True, slots=True)
class GlyphPicture:
    """A coloured glyph and the box it fills, in ems from the glyph's origin, y down."""

    pixels: Pixels
    box: Rect


class Sources(Protocol):
    """Where painters get what a drawing only names."""

    def face_data(self, face: FaceKey) -> bytes:
        """The face as a font file (TrueType or OpenType); empty where it cannot be had."""
        ...

    def glyph_picture(self, face: FaceKey, glyph: int) -> GlyphPicture | None:
        """How a glyph of a colour font looks; None where the face has outlines only."""
        ...

    def pixels(self, data: bytes) -> Pixels | None:
        """An encoded picture decoded and upright; None where it cannot be read."""
        ...


def qt_sources() -> Sources:
    """Fonts and pictures as Qt has them, for the thread that asks; needs a QGuiApplication and the bundled fonts."""
    # Only here, so that painters can be used and tested where there is no Qt.
    from jmapdesk.render.qt_sources import QtSources

    return QtSources()
