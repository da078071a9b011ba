"""A value of the table chosen from a list that is open as long as the cell is edited: it is taken, or all stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from jmapdesk.ui.inspector.choice_fields import Choice

End: TypeAlias = Literal["", "stay", "next", "previous"]
"""How choosing ends: as it was, or with what is chosen, staying there or going on to a neighbour."""


class ChoiceBox(QComboBox):
    """The editor of a choice. ``ended`` is called once, when its list has closed, whichever way.

    Arrows and letters walk the list and choose nothing; Enter, Tab or a click take the line in hand; Esc and a click
    elsewhere leave the value as it is.
    """

    def __init__(self, parent: QWidget, choices: Iterable[Choice], ended: Callable[[End], object]) -> None:
        super().__init__(parent)
        self._ended = ended
        self._end: End = ""
        self._opened = self._over = False
        for choice in choices:
            self.addItem(choice.words, choice.value)
        self.setMaxVisibleItems(14)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that wears the style sheet
        self.activated.connect(lambda _row: self._take("stay"))
        # open at once: in the open list arrows walk, in a closed one they would choose
        QTimer.singleShot(0, self, self._open)

    def put(self, value: object) -> None:
        """Begin with a value; nothing is in hand where it is none of the choices."""
        self.setCurrentIndex(next((i for i in range(self.count()) if self.itemData(i) == value), -1))

    def _open(self) -> None:
        if not self._opened:
            self._opened = True
            lines = self.view()  # only now: a style sheet that comes to the box makes it a new one
            lines.setMinimumWidth(min(lines.sizeHintForColumn(0) + 34, 320))
            for watched in (lines, lines.window()):
                watched.installEventFilter(self)
            self.showPopup()

    def _take(self, end: End) -> None:
        self._end = end
        if end != "stay":  # Enter and a click have set the line already
            self.setCurrentIndex(self.view().currentIndex().row())
        self.hidePopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter looks for the line that begins with it; it chooses nothing yet."""
        if event.text().isprintable() and event.text().strip():
            self._open()
            self.view().keyboardSearch(event.text())
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab takes the line in hand; a list that has closed ends the choosing."""
        if self._over:
            return super().eventFilter(watched, event)
        if watched is self.view() and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._take("next" if event.key() == Qt.Key.Key_Tab else "previous")
                return True
        elif event.type() == QEvent.Type.Hide and watched is self.view().window():
            # what was chosen is told only after its list has gone
            QTimer.singleShot(0, self, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        if not self._over:
            self._over = True
            self._ended(self._end)
