"""What every field of the inspector is: a widget that shows a value and tells when a person changed it."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QWidget

from jmapdesk.text.cleaning import is_rtl

_TRAVEL_KEYS = (Qt.Key.Key_Z, Qt.Key.Key_Y)


def is_undo(event: QKeyEvent) -> bool:
    """Whether the keys mean undo."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return event.matches(QKeySequence.StandardKey.Undo) or (control and event.key() == Qt.Key.Key_Z)


def is_redo(event: QKeyEvent) -> bool:
    """Whether the keys mean redo."""
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return (
        event.matches(QKeySequence.StandardKey.Redo)
        or (event.modifiers() == shift and event.key() == Qt.Key.Key_Z)
        or (event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Y)
    )


def is_travel(event: QKeyEvent) -> bool:
    """Whether the keys mean undo or redo: the document's, never a field's own."""
    return event.key() in _TRAVEL_KEYS and (is_undo(event) or is_redo(event))


def _claims(event: QEvent, read_only: bool) -> bool | None:
    """Whether a field wants keys that are a shortcut of the window too; None leaves that to Qt."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
        if is_travel(event):
            event.ignore()
            return False
        if read_only and _is_of_text(event):
            event.accept()  # Qt would leave them to the map
            return True
    return None


def _is_of_text(event: QKeyEvent) -> bool:
    """Whether the keys do something with words that are only read."""
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll)


class Field(QWidget):
    """A widget that shows one value of the map. ``load`` never tells ``edited``.

    ``continuous`` fields (typing, sliding) change in many small steps that make one undo step until ``left``.
    """

    edited = Signal(object)
    """The new value, after a person gave it."""
    left = Signal()
    """The person is done with the field."""
    problem = Signal(str)
    """Why what stands in the field is not applied; empty when all is well."""

    continuous = False

    def __init__(self) -> None:
        super().__init__()
        self.is_given = False
        """Whether the person gave a value since coming to the field."""
        self.edited.connect(lambda _value: self._mark(True))
        self.left.connect(lambda: self._mark(False))

    def _mark(self, given: bool) -> None:
        self.is_given = given

    def give_up(self) -> None:
        """Esc: what was typed and is no value goes."""

    def load(self, value: Any, fresh: bool = False) -> None:
        """Show a value; nothing where it shows already, so that the cursor stays and half-typed text survives.

        ``fresh``: it belongs to another thing now, so whatever stands in the field goes.
        """
        raise NotImplementedError

    def tell_mixed(self, differ: bool) -> None:
        """Say that several things differ: an empty field must not look as if none of them had a value."""

    def finish(self) -> None:
        """Give what is typed and waits for a key that ends it: the person goes elsewhere."""

    @property
    def half(self) -> str:
        """What was typed and is no value yet, such as half a day; it waits for the person to come back."""
        return ""

    def resume(self, text: str) -> None:
        """Show again what was half typed."""

    def name(self, words: str) -> None:
        """Tell screen readers what the field is."""
        target = self.focusProxy() or self
        target.setAccessibleName(words)

    def holding(self, inner: QWidget) -> None:
        """Be no more than this widget."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(inner, 1)
        self.setFocusProxy(inner)


class PlainLine(QLineEdit):
    """A line of text whose undo is the document's; it begins at the side where its script does."""

    left = Signal()
    escaped = Signal()
    erased = Signal()
    """Backspace was pressed with nothing to erase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._turn)

    def _turn(self, text: str) -> None:
        if text:
            way = Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight
            if self.layoutDirection() != way or not self.testAttribute(Qt.WidgetAttribute.WA_SetLayoutDirection):
                self.setLayoutDirection(way)
        elif self.testAttribute(Qt.WidgetAttribute.WA_SetLayoutDirection):
            self.unsetLayoutDirection()

    def event(self, event: QEvent) -> bool:
        claimed = _claims(event, self.isReadOnly())
        return super().event(event) if claimed is None else claimed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_travel(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.ignore()
        elif event.key() == Qt.Key.Key_Backspace and not self.text() and not self.isReadOnly():
            self.erased.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:  # back from there, typing goes on
                self.setCursorPosition(0)  # what is read again begins with its beginning
            self.left.emit()

    def contextMenuEvent(self, event: Any) -> None:
        menu = self.createStandardContextMenu()
        _without_undo(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class PlainBox(QPlainTextEdit):
    """Several lines of plain text, as high as they need; its undo is the document's. Tab goes on."""

    left = Signal()

    def __init__(self, least: int = 1, most: int = 14, lines: bool = True) -> None:
        super().__init__()
        self._lines = lines
        self._least, self._most = least, most
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._turn)
        self.textChanged.connect(self._grow)
        self._grow()

    def _turn(self) -> None:
        """Text of a script that runs from the right begins there, as it does on the map."""
        wanted = Qt.AlignmentFlag.AlignRight if is_rtl(self.document().toRawText()) else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)

    def _grow(self) -> None:
        """Become as high as the text, up to the most lines; more than those scroll."""
        wanted, high, block = 0, 0.0, self.document().begin()
        while block.isValid() and wanted <= self._most:
            self.blockBoundingRect(block)  # lays the block out: Qt does so only for what it has shown
            lines = [block.layout().lineAt(i).height() for i in range(block.layout().lineCount())]
            # letters of some scripts need more than a line of the field's own font
            high += sum(lines[: self._most - wanted])
            wanted += max(1, len(lines))
            block = block.next()
        wanted = max(wanted, self._hint_lines())
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != scrolls:
            self.setVerticalScrollBarPolicy(scrolls)
        around = self.height() - self.contentsRect().height() if self.isVisible() else 14
        plain = max(self._least, min(self._most, wanted)) * self.fontMetrics().lineSpacing()
        height = max(plain, math.ceil(high)) + around
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _hint_lines(self) -> int:
        """How many lines the placeholder takes while it shows."""
        words = self.placeholderText()
        if not words or not self.document().isEmpty() or not self.isVisible():
            return 1
        metrics = self.fontMetrics()
        room = QRect(0, 0, self.viewport().width(), 10_000)
        return round(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height() / metrics.lineSpacing())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._grow()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def event(self, event: QEvent) -> bool:
        claimed = _claims(event, self.isReadOnly())
        return super().event(event) if claimed is None else claimed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_travel(event) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif not self._lines and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the panel scrolls, not the box the pointer happens to pass

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def _without_undo(menu: QMenu) -> None:
    for action in menu.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)


class NoWheel(QObject):
    """Keeps the wheel from changing the fields it passes over: they scroll the panel instead."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
