"""What panels over the map share that show a change before it is made: a gesture that Enter keeps and Esc drops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QWidget

from jmapdesk.model.delta import Delta
from jmapdesk.session.document import Gesture
from jmapdesk.ui.canvas.view import MapView

GAP = 12
"""Pixels between such a panel and what it speaks of."""


class Offer(QFrame):
    """A small panel over the map while a gesture of its own runs. Whatever else is done to the map ends both.

    Its keys come before the window's shortcuts: Enter keeps, Esc and undo refuse, ``take`` has the rest.
    """

    def __init__(self, view: MapView, name: str) -> None:
        super().__init__(view)
        self.setObjectName("offer")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view, self._document = view, view.document
        self._gesture: Gesture | None = None
        self._before: QWidget | None = None
        self.hide()
        self._document.changed.connect(self._changed)

    def begin(self, label: str) -> Gesture:
        """Begin the gesture; whatever has the keyboard now gets it back at the end."""
        self.refuse()
        focus = self.window().focusWidget()
        self._before = focus if focus is not None and not self.isAncestorOf(focus) else None
        gesture = self._document.begin(label)
        self._gesture = gesture if gesture.is_running else None
        return gesture

    def keep(self) -> None:
        """Keep what shows, as one undo step."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.commit()
            self.leave()

    def refuse(self) -> None:
        """Leave the map as it was."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
            self.leave()

    def leave(self) -> None:
        """Go, and give the keyboard back."""
        self.hide()
        before, self._before = self._before, None
        (before if before is not None and before.isVisible() else self._view).setFocus()

    def take(self, key: int) -> bool:
        """Do what a key without modifiers asks for; whether it asked for anything."""
        return False

    def _changed(self, _difference: Delta) -> None:
        """Another edit ends the gesture, and the panel with it."""
        if self._gesture is not None and not self._gesture.is_running:
            self._gesture = None
            self.leave()

    def event(self, event: QEvent) -> bool:
        """The keys of the panel come before the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain or event.matches(QKeySequence.StandardKey.Undo):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc and undo refuse."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo) or key == Qt.Key.Key_Escape:
            self.refuse()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif not self.take(key):
            super().keyPressEvent(event)
