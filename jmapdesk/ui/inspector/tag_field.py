"""Tags as chips, with a line to type the next one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.field import Field, PlainLine
from jmapdesk.ui.inspector.flow import Flow
from jmapdesk.ui.inspector.said import filled
from jmapdesk.util.one_line import one_line


class Chip(QFrame):
    """A short text with a button that takes it away."""

    removed = Signal()

    def __init__(self, text: str, icons: IconSet) -> None:
        super().__init__()
        self.setObjectName("chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 2, 3, 2)
        row.setSpacing(1)
        label = QLabel(one_line(text, 28))
        label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(label)
        self.button = QToolButton()
        self.button.setObjectName("chipButton")
        self.button.setIcon(icons.icon("x"))
        self.button.setIconSize(QSize(11, 11))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(filled("Remove {what}", what=text))
        self.button.clicked.connect(self.removed)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class TagField(Field):
    """Several short texts; Enter or a comma ends one, Backspace in the empty line takes the last one back."""

    def __init__(self, icons: IconSet, placeholder: str) -> None:
        super().__init__()
        self._icons = icons
        self._value: tuple[str, ...] = ()
        self._flow = Flow(self, stretch_last=True)
        self.chips: list[Chip] = []
        self.line = PlainLine()
        self.line.setObjectName("tagLine")
        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(200)
        self.line.setMinimumWidth(70)
        self.line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.line.returnPressed.connect(self.take)
        self.line.left.connect(self.take)
        self.line.textEdited.connect(self._typed)
        self.line.escaped.connect(self.line.clear)
        self.line.erased.connect(lambda: self._give(self._value[:-1]))

    def load(self, value: Any, fresh: bool = False) -> None:
        if fresh:
            self.line.clear()
        if tuple(value) != self._value:
            self._value = tuple(value)
            self._show()

    def finish(self) -> None:
        self.take()

    def take(self) -> None:
        """Make what stands in the line a tag."""
        words = [" ".join(part.split()) for part in self.line.text().split(",")]
        self.line.clear()
        self._give(tuple(dict.fromkeys((*self._value, *filter(None, words)))))

    def _typed(self, text: str) -> None:
        if "," in text:
            self.take()

    def _give(self, value: tuple[str, ...]) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.edited.emit(value)

    def _show(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for place, text in enumerate(self._value):
            chip = Chip(text, self._icons)
            chip.removed.connect(lambda place=place: self._remove(place))
            self._flow.insert_widget(place, chip)
            chip.show()
            self.chips.append(chip)
        self.updateGeometry()

    def _remove(self, place: int) -> None:
        self.line.setFocus()
        self._give(self._value[:place] + self._value[place + 1 :])
