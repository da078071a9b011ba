"""Icons for the window, drawn from the same files as the map's, in the window's colours as they are at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from jmapdesk.util.colour import readable
from jmapdesk.util.errors import JmapError
from jmapdesk.util.resources import icon as icon_file

if TYPE_CHECKING:
    from jmapdesk.ui.look import Tokens

def beside_words(side: int, room: int = 8) -> QSize:
    """How large the icon of a button with words is: wider than it shows, so that there is room between both."""
    return QSize(side + room, side)


class IconSet:
    """Makes icons that are drawn when they show: in the colour a token has then, sharp at any size and scaling."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._icons: dict[tuple[str, str, str], QIcon] = {}

    def icon(self, name: str, colour: str = "ink", ground: str = "chrome") -> QIcon:
        """The icon in the colour of a token; empty for an unknown name.

        A fixed colour such as ``#3366CC`` is changed just enough to be seen on its ground, a token or fixed as well.
        """
        key = (name, colour, ground)
        if key not in self._icons:
            self._icons[key] = QIcon(_Engine(self._tokens, *key))
        return self._icons[key]


_HELD: list[QIconEngine] = []
"""Python's side of every engine: the collector does not see that Qt holds one, and would take it from under an icon."""


class _Engine(QIconEngine):
    """Draws one icon. Qt deletes it with the last icon that uses it."""

    def __init__(self, tokens: Tokens, name: str, colour: str, ground: str) -> None:
        super().__init__()
        self._tokens, self._what = tokens, (name, colour, ground)
        _HELD.append(self)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into a rectangle."""
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        side = min(rect.width(), rect.height())
        picture = self.scaledPixmap(QSize(side, side), mode, state, ratio)
        corner = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        painter.drawPixmap(corner, picture, QRectF(picture.rect()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as so many pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The icon as so many pixels, each ``scale`` device pixels wide."""
        name, colour, ground = self._what
        ink = self._now("disabled" if mode == QIcon.Mode.Disabled else colour)
        if ink == colour:
            ink = readable(colour, self._now(ground))
        size = QSize(round(size.width() * scale), round(size.height() * scale))
        key = f"jmapdesk {name} {ink} {size.width()} {size.height()}"
        found = QPixmap()
        if not QPixmapCache.find(key, found):
            found = _drawn(_renderer(name, ink), size)
            QPixmapCache.insert(key, found)
        return found

    def _now(self, colour: str) -> str:
        return colour if colour.startswith("#") else str(getattr(self._tokens, colour))

    def clone(self) -> QIconEngine:
        """Another engine that draws the same."""
        return _Engine(self._tokens, *self._what)


class IconLabel(QWidget):
    """An icon that stands by itself, as many pixels wide and high as it says."""

    def __init__(self, icons: IconSet, size: int, name: str = "", colour: str = "muted") -> None:
        super().__init__()
        self._icons = icons
        self._what = (name, colour, "chrome")
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, colour: str = "muted", ground: str = "chrome") -> None:
        """Show another icon; none where the name is empty."""
        if (name, colour, ground) != self._what:
            self._what = (name, colour, ground)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon."""
        if self._what[0]:
            painter = QPainter(self)
            self._icons.icon(*self._what).paint(painter, self.rect())
            painter.end()


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """One icon as a square picture of that many pixels; an empty one for an unknown name."""
    return _drawn(_renderer(name, colour), QSize(size, size))


def app_icon() -> QIcon:
    """The program's own icon at the sizes desktops ask for."""
    result = QIcon()
    renderer = _renderer("jmapdesk", "#3F5BD8")
    for size in (16, 32, 64, 256):
        result.addPixmap(_drawn(renderer, QSize(size, size)))
    return result


def _renderer(name: str, colour: str) -> QSvgRenderer | None:
    """QSvgRenderer knows no ``currentColor``: it is replaced."""
    try:
        svg = icon_file(name).read_text("utf-8").replace("currentColor", colour)
    except (JmapError, OSError):
        return None
    return QSvgRenderer(QByteArray(svg.encode("utf-8")))


def _drawn(renderer: QSvgRenderer | None, size: QSize) -> QPixmap:
    result = QPixmap(size)
    result.fill(Qt.GlobalColor.transparent)
    if renderer is not None and not size.isEmpty():
        painter, side = QPainter(result), min(size.width(), size.height())
        corner = QPointF((size.width() - side) / 2, (size.height() - side) / 2)
        renderer.render(painter, QRectF(corner, QSizeF(side, side)))
        painter.end()
    return result
