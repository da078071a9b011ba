"""The choice of a paper: a list that opens where one clicks, and a line to type a size of one's own into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QWidget


class PaperBox(QComboBox):
    """A click opens the list, as with every other choice; a click while the keyboard is in the line sets the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fresh = self._opening = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        if line is not None:
            line.installEventFilter(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus comes here before the click that brought it comes to the line, whose focus this box keeps."""
        self._fresh = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the list at the first click on the line: when the button is let go, for a list that is open by then
        takes that as the choice of what happens to lie under the pointer."""
        if watched is self.lineEdit():
            if event.type() == QEvent.Type.MouseButtonPress and self._fresh:
                self._fresh, self._opening = False, True
                return True
            if event.type() == QEvent.Type.MouseButtonRelease and self._opening:
                self._opening = False
                self.showPopup()
                return True
        return super().eventFilter(watched, event)
