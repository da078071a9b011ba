"""A bar over the map that says something and offers what can be done; it never asks for the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from jmapdesk.ui.icon_set import IconLabel, IconSet
from jmapdesk.ui.passing_bar import PassingBar

_FEWEST_WORDS: Final = 300
"""Pixels the words have beside the buttons; with fewer the buttons stand under them."""


class Choice(NamedTuple):
    """A button: its words, what it does, what its tip says."""

    words: str
    run: Callable[[], object]
    tip: str = ""
    primary: bool = False


class Notice(PassingBar):
    """Hidden until it has something to say."""

    def __init__(self, icons: IconSet, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovered")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(IconLabel(icons, 18, icon, "accent"))
        said.addWidget(self.words, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(14, 8, 12, 8)
        self._whole.setSpacing(10)
        self._whole.addLayout(said, 1)
        self._whole.addLayout(self._row)
        self.hide()

    def say(self, words: str, choices: Sequence[Choice]) -> None:
        """Show the bar with these words and buttons."""
        self.words.setText(words)
        if self.has_keyboard():
            self.freed.emit()  # its button goes
        for button in self.buttons:
            button.hide()
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(one) for one in choices]
        for button in self.buttons:
            self._row.addWidget(button)
        self._arrange(self.width())
        self.show()

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.words)
        button.setProperty("primary", choice.primary)
        button.setToolTip(choice.tip)
        # the button may go with what it does
        button.clicked.connect(lambda _checked=False: choice.run(), Qt.ConnectionType.QueuedConnection)
        return button

    def minimumSizeHint(self) -> QSize:
        """Narrow: a window with a bar may be as small as one without."""
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons stand beside the words or under them."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        taken = sum(button.sizeHint().width() + 8 for button in self.buttons)
        wide = width - taken - 60 >= _FEWEST_WORDS
        self._whole.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
