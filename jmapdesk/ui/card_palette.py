"""The palette: a tile for each kind of card, dragged into a cell or clicked to add to the selected one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from jmapdesk.layout.theme import KindColours, Theme
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.ui.canvas import CARD_KIND_MIME
from jmapdesk.ui.icon_set import pixmap
from jmapdesk.ui.inspector.naming import kind_name
from jmapdesk.ui.look import Tokens

KINDS = (
    "touchpoint", "action", "thought", "feeling", "pain_point", "opportunity", "metric", "quote", "image",
    "front_stage", "back_stage", "support", "job", "stakeholder", "channel", "text",
)  # fmt: skip
"""Kinds in the order of how often a map needs them."""


class KindTile(QWidget):
    """One kind: its icon on its colour, its name below."""

    chosen = Signal(str)

    def __init__(self, kind: str, theme: Theme, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._theme = theme
        self._tokens = tokens
        self._press: QPoint | None = None
        self._name = kind_name(kind)
        self.setAccessibleName(self._name)
        self.setToolTip(
            QCoreApplication.translate("palette", "{kind}: drag into a cell, or press Enter to add it").replace(
                "{kind}", self._name
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedSize(QSize(92, 57))

    @property
    def _colours(self) -> KindColours:
        return self._theme.kind(self.kind)

    def wear(self, theme: Theme) -> None:
        """Show the kind as it looks in another theme of maps."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - 44) // 2
        painter.setBrush(QColor(self._colours.fill))
        painter.setPen(QPen(QColor(self._colours.border), 1))
        painter.drawRoundedRect(left, 2, 44, 36, 8, 8)
        if self.hasFocus() or self.underMouse():
            accent = QColor(self._tokens.accent if self.hasFocus() else self._colours.ink)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(left, 2, 44, 36, 8, 8)
        ratio = self.devicePixelRatioF()
        icon = pixmap(CARD_KINDS[self.kind].icon, self._colours.ink, round(18 * ratio))
        icon.setDevicePixelRatio(ratio)
        painter.drawPixmap(left + 13, 11, icon)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.muted))
        painter.drawText(0, 39, self.width(), 16, Qt.AlignmentFlag.AlignCenter, self._name)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is not None and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.kind)
        self._press = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        if (event.position().toPoint() - self._press).manhattanLength() < QApplication.startDragDistance():
            return
        self._press = None
        drag = QDrag(self)
        data = QMimeData()
        data.setData(CARD_KIND_MIME, self.kind.encode("ascii"))
        drag.setMimeData(data)
        drag.setPixmap(self._ghost())
        drag.setHotSpot(QPoint(22, 18))
        drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.kind)
        else:
            super().keyPressEvent(event)

    def _ghost(self) -> QPixmap:
        """What hangs at the pointer while dragging."""
        result = QPixmap(46, 40)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._colours.fill))
        painter.setPen(QPen(QColor(self._colours.border), 1))
        painter.drawRoundedRect(1, 1, 44, 36, 8, 8)
        painter.drawPixmap(14, 10, pixmap(CARD_KINDS[self.kind].icon, self._colours.ink, 18))
        painter.end()
        return result


class CardPalette(QScrollArea):
    """All tiles in a column at the window's start."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(100)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(2)
        self.tiles = [KindTile(kind, theme, tokens) for kind in KINDS]
        for tile in self.tiles:
            tile.chosen.connect(self.chosen)
            column.addWidget(tile, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(inner)

    def wear(self, theme: Theme) -> None:
        """Show all kinds as they look in another theme of maps."""
        for tile in self.tiles:
            tile.wear(theme)
