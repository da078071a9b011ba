"""Icons for the window, tinted from the same files the map draws with."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from jmapdesk.util.errors import JmapError
from jmapdesk.util.resources import icon as icon_file


class IconSet:
    """Makes icons in a colour and keeps them. The disabled state is paler."""

    def __init__(self, ink: str, pale: str = "#A3ACB8") -> None:
        self._ink = ink
        self._pale = pale
        self._icons: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, colour: str = "") -> QIcon:
        """The icon in a colour, the set's own where none is given; an empty one for an unknown name."""
        key = (name, colour or self._ink)
        if key not in self._icons:
            result = QIcon()
            for size in (16, 20, 24, 32, 40, 48):
                result.addPixmap(pixmap(name, key[1], size))
                result.addPixmap(pixmap(name, self._pale, size), QIcon.Mode.Disabled)
            self._icons[key] = result
        return self._icons[key]


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """One icon as a square picture of that many pixels. QSvgRenderer knows no ``currentColor``: it is replaced."""
    result = QPixmap(QSize(size, size))
    result.fill(Qt.GlobalColor.transparent)
    try:
        svg = icon_file(name).read_text("utf-8").replace("currentColor", colour)
    except (JmapError, OSError):
        return result
    painter = QPainter(result)
    QSvgRenderer(QByteArray(svg.encode("utf-8"))).render(painter)
    painter.end()
    return result


def app_icon() -> QIcon:
    """The program's own icon at the sizes desktops ask for."""
    result = QIcon()
    if QGuiApplication.instance() is None:
        return result
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(pixmap("jmapdesk", "#3F5BD8", size))
    return result
