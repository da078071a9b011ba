"""Icons for the window, tinted from the same files the map draws with."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from jmapdesk.util.errors import JmapError
from jmapdesk.util.resources import icon as icon_file

_SIZES = (20, 40)
"""Pixels an icon is drawn at: as bars show it, and twice that; Qt scales between, and greys for what is disabled."""


class IconSet:
    """Makes icons in a colour and keeps them."""

    def __init__(self, ink: str) -> None:
        self._ink = ink
        self._icons: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, colour: str = "") -> QIcon:
        """The icon in a colour, the set's own where none is given; an empty one for an unknown name."""
        key = (name, colour or self._ink)
        if key not in self._icons:
            result = QIcon()
            renderer = _renderer(name, key[1])
            for size in _SIZES:
                result.addPixmap(_drawn(renderer, size))
            self._icons[key] = result
        return self._icons[key]


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """One icon as a square picture of that many pixels; an empty one for an unknown name."""
    return _drawn(_renderer(name, colour), size)


def app_icon() -> QIcon:
    """The program's own icon at the sizes desktops ask for."""
    result = QIcon()
    renderer = _renderer("jmapdesk", "#3F5BD8")
    for size in (16, 32, 64, 256):
        result.addPixmap(_drawn(renderer, size))
    return result


def _renderer(name: str, colour: str) -> QSvgRenderer | None:
    """QSvgRenderer knows no ``currentColor``: it is replaced."""
    try:
        svg = icon_file(name).read_text("utf-8").replace("currentColor", colour)
    except (JmapError, OSError):
        return None
    return QSvgRenderer(QByteArray(svg.encode("utf-8")))


def _drawn(renderer: QSvgRenderer | None, size: int) -> QPixmap:
    result = QPixmap(QSize(size, size))
    result.fill(Qt.GlobalColor.transparent)
    if renderer is not None:
        painter = QPainter(result)
        renderer.render(painter)
        painter.end()
    return result
