"""What bars over a map share that come and go by themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame


class PassingBar(QFrame):
    """A bar that gives the keyboard away as it goes: ``freed`` tells that somebody should take it.

    Left to itself, the keyboard would go on to whatever button comes next, and what is typed would be lost there.
    """

    freed = Signal()

    def has_keyboard(self) -> bool:
        """Whether what is typed in this window goes to the bar."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Free the keyboard, unless it is the whole window that goes."""
        super().hideEvent(event)
        if self.isHidden() and self.has_keyboard():
            self.freed.emit()
