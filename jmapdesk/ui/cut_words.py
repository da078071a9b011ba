"""Words that are cut with dots where there is no room for all of them, and told whole in the tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from jmapdesk.ui.tips import plain_tip

_LEAST = 40
"""Pixels that a button is wide at least: some letters can be told."""


class ShortLabel(QLabel):
    """A line that is cut with dots where there is no room for all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as there is room for."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        style = self.style()
        style.drawItemText(painter, self.rect(), flags, self.palette(), True, words, QPalette.ColorRole.WindowText)
        painter.end()


class CutButton(QToolButton):
    """A button whose words are cut in their middle, since where they begin and where they end both tell.

    ``text()`` stays whole for those who listen.
    """

    def __init__(self, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tip = tip
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)

    def say(self, words: str) -> None:
        """Show words, a name for instance."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self._tell()

    @property
    def shown(self) -> str:
        """The words as there is room for them."""
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._words)
        middle = Qt.TextElideMode.ElideMiddle
        # a hint is rounded up, and so may hide a pixel of what is there
        room = self.width() - around + 1
        return self.fontMetrics().elidedText(self._words, middle, room)

    def minimumSizeHint(self) -> QSize:
        """It gives way to what stands beside it."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words may be cut now."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's own button, with the words that there is room for."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = self.shown.replace("&", "&&")
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()

    def _tell(self) -> None:
        cut = self.shown != self._words
        self.setToolTip(plain_tip(f"{self._words}\n{self._tip}") if cut else self._tip)


def fit(room: int, one: CutButton, other: CutButton, beside: QLabel) -> None:
    """Share some room between two names and words beside them: what needs less leaves it to the others.

    The words are sure of a third; the names take the rest, each half of it at least.
    """
    names = room - min(beside.sizeHint().width(), room // 3)
    first, second = one.sizeHint().width(), other.sizeHint().width()
    first = max(_LEAST, min(first, max(names // 2, names - second)))
    second = max(_LEAST, min(second, names - first))
    one.setMaximumWidth(first)
    other.setMaximumWidth(second)
    beside.setMaximumWidth(max(1, room - first - second))
