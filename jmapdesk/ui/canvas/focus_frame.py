"""A frame round the map that says the keyboard is there while nothing is selected that could say so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_WIDE = 2
BY_KEYS = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
"""Ways of coming to the map after which a person looks for where the keyboard is."""


class FocusFrame(QWidget):
    """Lies over its parent's edges only, so that the map under it scrolls as fast as ever."""

    def __init__(self, colour: Callable[[], str], parent: QAbstractScrollArea) -> None:
        super().__init__(parent)
        self._round = parent
        self._colour = colour
        self.setObjectName("map-focus")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def follow(self, shown: bool) -> None:
        """Show the frame round what the parent shows now, its scroll bars left out, or hide it."""
        if shown:
            right, below = self._round.verticalScrollBar().width(), self._round.horizontalScrollBar().height()
            area = self._round.rect().adjusted(0, 0, -right, -below)
            self.setGeometry(area)
            self.setMask(QRegion(area).subtracted(QRegion(area.adjusted(_WIDE, _WIDE, -_WIDE, -_WIDE))))
            self.raise_()
        self.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line along the edges."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._colour()), _WIDE * 2))
        painter.drawRect(self.rect())
        painter.end()
