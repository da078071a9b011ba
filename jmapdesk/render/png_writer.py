"""A picture as a PNG file, painted in strips: an A0 sheet at 300 dpi needs well under 250 MB."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.page import Page, page_of, sized
from jmapdesk.render.png_file import header, write_rows
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.render.target import Target, opened
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect
from jmapdesk.util.progress import Progress

_UNITS_PER_INCH: Final = 96.0
_MM_PER_INCH: Final = 25.4

_STRIP_BYTES: Final = 12 * 1024 * 1024
_MOST_SIDE: Final = 200_000
_MOST_PIXELS: Final = 2_000_000_000


def png_size(page: Page, dpi: float) -> tuple[int, int]:
    """Width and height at a number of dots per inch, to the nearest pixel: A0 at 300 is 9,933 × 14,043."""
    scale = dpi / _MM_PER_INCH
    return max(1, math.floor(page.width_mm * scale + 0.5)), max(1, math.floor(page.height_mm * scale + 0.5))


def write_png(
    picture: Picture,
    target: Target,
    dpi: float = 192.0,
    progress: Progress | None = None,
    page: Page | None = None,
    transparent: bool = False,
) -> None:
    """Write the picture at ``dpi`` dots per inch of paper, on a page or at its own size, on its paper or on none.

    The target changes only when the whole file is ready. Raises JmapError where it would be too large or cannot
    be written, and whatever ``progress`` raises.
    """
    sheet = page or page_of(picture)
    width, height = png_size(sheet, dpi)
    if max(width, height) > _MOST_SIDE or width * height > _MOST_PIXELS:
        raise JmapError(
            "export.too_large",
            f"At {dpi:g} dpi this map would be {width:,} × {height:,} pixels, which is too many; choose a lower dpi.",
        )
    texts = (("Title", picture.title), ("Author", picture.author), ("Software", "jmapdesk"))
    with opened(target) as stream:
        stream.write(header(width, height, round(dpi / 0.0254), texts, 6 if transparent else 2))
        root, _ = sized(picture.root, sheet)
        ground = QColor(Qt.GlobalColor.transparent) if transparent else QColor(picture.paper)
        scale = dpi / _UNITS_PER_INCH * sheet.scale
        write_rows(stream, _strips(picture, root, width, height, scale, ground, progress))
        if progress is not None:
            progress(1.0)


def _strips(
    picture: Picture, root: Group, width: int, height: int, scale: float, ground: QColor, progress: Progress | None
) -> Iterator[bytes]:
    rows = max(16, min(height, _STRIP_BYTES // (4 * width)))
    painter = QtPainter(picture.asset_data, exact=True)
    # Alpha keeps Qt from colouring the edges of letters for one kind of screen.
    image = QImage(width, rows, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise JmapError("export.memory", "There is not enough memory for this picture; choose a lower dpi.")
    for top in range(0, height, rows):
        if progress is not None:
            progress(top / height)
        count = min(rows, height - top)
        image.fill(ground)
        qt = QPainter(image)
        try:
            qt.translate(0, -top)
            qt.scale(scale, scale)
            painter.paint(qt, root, Rect(0, top / scale, width / scale, count / scale))
        finally:
            qt.end()
        yield _packed(image, width, count, ground.alpha() == 0)


def _packed(image: QImage, width: int, count: int, alpha: bool) -> bytes:
    """The first rows as PNG has them: a filter byte, then RGB, with alpha where it is asked for."""
    form = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    plain = image.convertToFormat(form, Qt.ImageConversionFlag.NoOpaqueDetection)
    data, step, length = plain.constBits(), plain.bytesPerLine(), (4 if alpha else 3) * width
    return b"".join(b"\x00" + data[i : i + length] for i in range(0, count * step, step))
