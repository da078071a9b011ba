"""Copying what is selected, or the whole map, to the clipboard as a picture."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from jmapdesk.layout.extent import AROUND, extent
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.render.cropping import cropped
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.session.selection import Ref

_SCALE: Final = 2.0
"""Pixels to a map unit: sharp on a slide, whatever screen shows it."""
_LONGEST: Final = 6000
"""The longest side in pixels; a larger map is drawn smaller."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("copy_picture", text)


def names_of(refs: Iterable[Ref]) -> tuple[str, ...]:
    """The names of selected things, as ``layout.extent`` takes them."""
    return tuple(":".join(part for part in ref if part) for ref in refs)


def picture_of(layout: MapLayout, icons: IconPaths, refs: Iterable[Ref]) -> QImage | None:
    """What is selected as it shows on the map, the whole map for nothing; None where nothing selected shows."""
    names = names_of(refs)
    area = extent(layout, names) if names else None
    if names and area is None:
        return None
    drawn = picture(layout, icons)
    if area is not None:
        drawn = cropped(drawn, area, AROUND)
    scale = min(_SCALE, _LONGEST / max(drawn.width, drawn.height))
    image = QImage(math.ceil(drawn.width * scale), math.ceil(drawn.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(drawn.paper))
    image.setDevicePixelRatio(1.0)
    qt = QPainter(image)
    try:
        qt.scale(scale, scale)
        QtPainter(drawn.asset_data, exact=True).paint(qt, drawn.root)
    finally:
        qt.end()
    return image


def copy_picture(layout: MapLayout, icons: IconPaths, refs: Iterable[Ref]) -> str:
    """Put the picture on the clipboard; what to tell the person."""
    refs = tuple(refs)
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        image = picture_of(layout, icons, refs)
    finally:
        QGuiApplication.restoreOverrideCursor()
    if image is None:
        return _tr("Nothing that is selected shows on the map, so nothing was copied.")
    QGuiApplication.clipboard().setImage(image)
    said = _tr("Copied what is selected as a picture.") if refs else _tr("Copied the whole map as a picture.")
    return f"{said} {image.width():,} × {image.height():,}"
