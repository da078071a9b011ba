"""How the map is dressed: one of its themes by a small picture of each, and colours of its own."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QColorDialog, QGridLayout, QHBoxLayout

from jmapdesk.layout.theme import Theme
from jmapdesk.layout.themes import THEMES
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.colour_field import HexField, Swatch
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.tiles import icon_button
from jmapdesk.ui.look import Tokens

_ACROSS = 3
_HIGH, _PICTURE = 66, 44
THEME_NAMES = {
    "calm": "Calm", "bold": "Bold", "colour_blind": "Colour-blind", "grey": "Saves ink", "projector": "Projector",
}  # fmt: skip
_WORDS = {
    "calm": "Quiet colours on white",
    "bold": "Strong colours that carry across a room",
    "colour_blind": "Colours that stay apart for those who see fewer of them",
    "grey": "Greys, for a printer without colour or to save ink",
    "projector": "Dark words and lines for a weak projector",
}


def theme_said(name: str) -> str:
    """What a theme of the map is called."""
    return said(THEME_NAMES[name])


class ThemePicture(QAbstractButton):
    """A theme as a tiny map: stages, cards and the curve in its colours, its name below."""

    def __init__(self, theme: Theme, tokens: Tokens) -> None:
        super().__init__()
        self.theme = theme
        self._tokens = tokens
        self.setText(theme_said(theme.name))
        self.setToolTip(said(_WORDS[theme.name]))
        self.setAccessibleDescription(self.toolTip())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(QSize(80, _HIGH))

    def sizeHint(self) -> QSize:
        """The picture over the name."""
        return QSize(84, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture and name; a ring where it is chosen, the accent's where the keyboard is."""
        tokens, painter = self._tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(2.5, 2.5, self.width() - 5, _PICTURE)
        strong = self.isChecked() or self.hasFocus()
        edge = tokens.accent if strong else tokens.edge if self.underMouse() else tokens.hairline
        painter.setPen(QPen(QColor(edge), 2 if strong else 1))
        painter.setBrush(QColor(self.theme.colours.paper))
        painter.drawRoundedRect(room, 5, 5)
        paint_theme(painter, room.adjusted(5, 5, -5, -5), self.theme)
        font = painter.font()
        font.setPixelSize(11)
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink if strong else tokens.muted))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        below = QRectF(0, _PICTURE + 5, self.width(), _HIGH - _PICTURE - 5)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


def paint_theme(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """Two stages, three cards and a curve in the colours of a theme."""
    colours, half = theme.colours, room.width() / 2
    for place in (0, 1):
        left = room.left() + place * half
        painter.setPen(QPen(QColor(colours.stage_edge), 1) if colours.stage_edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.stage_hues[place]))
        painter.drawRect(QRectF(left, room.top(), half - 2, 8))
    third = room.width() / 3
    for place, kind in enumerate(("touchpoint", "pain_point", "opportunity")):
        dress = theme.kind(kind)
        painter.setPen(QPen(QColor(dress.border), 1))
        painter.setBrush(QColor(dress.fill))
        painter.drawRoundedRect(QRectF(room.left() + place * third + 0.5, room.top() + 11.5, third - 3, 9), 2, 2)
        painter.setPen(QPen(QColor(dress.ink), 1.5))
        y = room.top() + 16
        painter.drawLine(QPointF(room.left() + place * third + 4, y), QPointF(room.left() + (place + 0.6) * third, y))
    curve = ((0, 5), (0.33, 1), (0.66, 9), (1, 4))
    points = [QPointF(room.left() + x * room.width(), room.top() + 24 + y) for x, y in curve]
    for start, end, ink in zip(points, points[1:], (colours.good, colours.mixed, colours.bad), strict=False):
        painter.setPen(QPen(QColor(ink), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF([start, end]))


class ThemeField(Field):
    """The themes as pictures; the arrows walk them, as they do buttons of which one is chosen."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        self.pictures: dict[str, ThemePicture] = {}
        self._group = QButtonGroup(self)
        for place, theme in enumerate(THEMES.values()):
            picture = self.pictures[theme.name] = ThemePicture(theme, tokens)
            picture.clicked.connect(partial(self._pick, theme.name))
            self._group.addButton(picture)
            grid.addWidget(picture, place // _ACROSS, place % _ACROSS)
        self._value: Any = None
        self.setFocusProxy(self.pictures["calm"])

    def load(self, value: Any, fresh: bool = False) -> None:
        """Show which one the map wears; none of them where a later version named another."""
        self._value = value
        self._group.setExclusive(False)
        for name, picture in self.pictures.items():
            picture.setChecked(name == value)
        self._group.setExclusive(True)
        self.setFocusProxy(self.pictures.get(value, self.pictures["calm"]))

    def name(self, words: str) -> None:
        """Tell screen readers what the field is."""
        for picture in self.pictures.values():
            picture.setAccessibleName(f"{words}: {picture.text()}")

    def _pick(self, name: str, _checked: bool = False) -> None:
        if name != self._value:
            self._value = name
            self.edited.emit(name)


class OwnColourField(Field):
    """A colour of the map's own in place of one of its theme's, which shows while there is none (empty text)."""

    continuous = True

    def __init__(self, icons: IconSet, tokens: Tokens) -> None:
        super().__init__()
        self._value, self._theirs = "", ""
        self.swatch = Swatch("", tokens)
        self.swatch.setCheckable(False)
        self.swatch.setToolTip(said("Any colour…"))
        self.swatch.clicked.connect(self._ask)
        self.hex = HexField("", 40)
        self.hex.edited.connect(self._give)
        self.hex.problem.connect(self.problem)
        self.hex.left.connect(self.left)
        self.back = icon_button(icons, "undo-2", said("The theme’s own"), 13)
        self.back.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.swatch)
        row.addWidget(self.hex, 1)
        row.addWidget(self.back)
        self.setFocusProxy(self.hex.line)

    def offer(self, theirs: str) -> None:
        """Show the theme's colour where there is no own one."""
        self._theirs = theirs
        self.hex.line.setPlaceholderText(theirs)
        self._show()

    def load(self, value: Any, fresh: bool = False) -> None:
        """Show the own colour."""
        self._value = str(value)
        self._show()
        self.hex.load(self._value, fresh)

    def name(self, words: str) -> None:
        """Tell screen readers what the field is."""
        self.hex.name(words)
        self.swatch.setAccessibleName(f"{words}: {self.swatch.toolTip()}")
        self.back.setAccessibleName(filled("{field}: the theme’s own", field=words))

    def _show(self) -> None:
        self.swatch.colour = self._value or self._theirs
        self.swatch.update()
        self.back.setEnabled(bool(self._value))

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._value or self._theirs), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self._set(colour.name().upper()))
        dialog.setModal(False)
        dialog.show()

    def _take_back(self) -> None:
        self._set("")
        self.hex.line.setFocus()

    def _set(self, value: str) -> None:
        self.left.emit()
        self._give(value)
        self.hex.load(value, fresh=True)
        self.left.emit()

    def _give(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.edited.emit(value)
