"""Writing in place: a text field over the card or name that is edited, dressed like it, growing with its words."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShowEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from jmapdesk.layout.context import Context
from jmapdesk.text.qt_fonts import interface_font
from jmapdesk.ui.canvas.subjects import Subject
from jmapdesk.util.colour import contrast, mix, readable
from jmapdesk.util.geometry import Rect

_BORDER: Final = 2
_LEAST_ZOOM: Final = 0.8
"""The editor never gets smaller than this, however far away the map is."""

_TOLD: Final = 3.0
"""How far a frame stands out from what is within it, as a contrast."""

_WIDE_ENOUGH: Final = 300.0
"""Pixels that are enough to write in, at whatever zoom."""

ToView = Callable[[Rect], QRectF]
"""Turns a rectangle of the sheet into one of the viewport."""


class InPlaceEditor(QTextEdit):
    """A child of the viewport. Says ``committed`` with what ended it (``""``, ``"enter"``, ``"next"``, ``"back"``) or
    ``cancelled``; then it is of no more use."""

    committed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget, subject: Subject, to_view: ToView, zoom: float, context: Context) -> None:
        super().__init__(parent)
        self.subject = subject
        self._room = parent
        self._rtl = context.rtl
        self._to_view = to_view
        self._zoom = zoom
        self._done = False
        self.setObjectName("in-place-editor")
        self.setAccessibleName(subject.label)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setPlaceholderText(subject.hint)
        self.document().setDocumentMargin(0)
        self._scale = max(zoom, _LEAST_ZOOM)
        style = subject.style
        font = interface_font(style.size * self._scale, style.weight, style.italic, style.tracking)
        self.setFont(font)
        self.document().setDefaultFont(font)
        option = self.document().defaultTextOption()
        if subject.centred:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if context.rtl:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        self.document().setDefaultTextOption(option)
        # what the words are measured with too, or they would not fit
        left, right, down = self._around = tuple(max(0, round(n * self._scale) - _BORDER) for n in subject.pad)
        theme = context.theme
        # on a stage of much the same colour neither a frame nor marked words would show
        told = contrast(theme.colours.focus, subject.fill) >= _TOLD
        ring = theme.colours.focus if told else subject.ink
        faint = readable(mix(subject.ink, subject.fill, 0.35), subject.fill)
        self.setStyleSheet(
            "#in-place-editor {"
            f" background: {subject.fill}; color: {subject.ink}; border: {_BORDER}px solid {ring};"
            f" border-radius: {round(min(8.0, 8 * self._scale))}px;"
            f" padding: {down}px {right}px {down}px {left}px;"
            f" placeholder-text-color: {faint};"
            f" selection-background-color: {ring}; selection-color: {theme.on(ring)}; }}"
        )
        # Qt dresses a widget when it is first shown; the size must be right before
        self.ensurePolished()
        self.setPlainText(subject.text)
        self.textChanged.connect(self.place)
        self.place()

    @property
    def text(self) -> str:
        """What is written, without blanks at its ends."""
        return self.toPlainText().strip()

    def place(self) -> None:
        """Stand over the subject, as high as the words need."""
        rect = self._to_view(self.subject.rect)
        grown = self._scale / self._zoom
        # what is wide enough to write in stays as wide as it is, and so where it is
        least, enough = (70.0, 0.0) if self.subject.keeps_width else (90.0, _WIDE_ENOUGH)
        width = max(rect.width(), min(rect.width() * grown, enough), least)
        left, right, down = self._around
        self.document().setTextWidth(max(20, math.ceil(width) - left - right - 2 * _BORDER))
        words = self.document().size().height() + 2 * (down + _BORDER)
        height = max(rect.height() * grown, words)
        # it grows away from where the words begin
        x = rect.x() - (width - rect.width()) * (0.5 if self.subject.centred else 1.0 if self._rtl else 0.0)
        y = rect.y() - (rect.height() * (grown - 1) / 2 if self.subject.keeps_width else 0.0)
        room = self._room.size()
        # where the field is larger than what it stands for, it stays in sight as far as that does
        x = max(min(x, max(rect.right(), room.width()) - width), min(rect.x(), 0))
        y = max(min(y, max(rect.bottom(), room.height()) - height), min(rect.y(), 0))
        low = max(60.0, room.height() - max(0.0, y))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if height > low else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setGeometry(math.floor(x), math.floor(y), math.ceil(width), math.ceil(min(height, low)))
        if height > low:
            self.ensureCursorVisible()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what shows is laid out as it will be: before, words count as fitting a line that is a little short."""
        super().showEvent(event)
        self.place()

    def halves(self) -> tuple[str, str]:
        """What stands before the cursor and what behind it; marked words go with what is behind."""
        before, after = self.textCursor(), self.textCursor()
        before.setPosition(self.textCursor().selectionStart())
        before.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
        after.setPosition(self.textCursor().selectionStart())
        after.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        first, rest = (one.selection().toPlainText().strip() for one in (before, after))
        return first, rest

    def commit(self, go: str = "") -> None:
        """Say that the words are to be kept; only the first of commit and cancel counts."""
        if not self._done:
            self._done = True
            self.committed.emit(go)

    def cancel(self) -> None:
        """Say that the words are to be dropped."""
        if not self._done:
            self._done = True
            self.cancelled.emit()

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the map's where the words have nothing of their own to take back or do again."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            words, keys = self.document(), QKeySequence.StandardKey
            undoes, redoes = event.matches(keys.Undo), event.matches(keys.Redo)
            if (undoes and not words.isUndoAvailable()) or (redoes and not words.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits, Esc cancels, Tab commits and goes on; the rest writes."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shift and self.subject.lines:
                self.insertPlainText("\n")
            elif not shift:
                self.commit("enter")
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        elif key == Qt.Key.Key_Tab:
            self.commit("next")
        elif key == Qt.Key.Key_Backtab:
            self.commit("back")
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is the editor's own."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere keeps the words; a menu that pops up does not count."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.commit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasting brings plain words; in a name they stay on one line."""
        text = source.text()
        self.insertPlainText(text if self.subject.lines else " ".join(text.split()))
