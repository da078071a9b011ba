"""Values of the table edited in place: a line, several lines, or one of a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from jmapdesk.ui.completing import NameCompleter
from jmapdesk.ui.look import Tokens
from jmapdesk.ui.table.choosing import ChoiceBox, End
from jmapdesk.ui.table.model import CardTable

_Index = QModelIndex | QPersistentModelIndex
_LINES_HIGH = 84


class CellEditor(QStyledItemDelegate):
    """Makes the editor of a value, and gives the model what was typed or chosen."""

    def __init__(self, table: CardTable, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._tokens = table, tokens

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A list where there are choices, several lines where the text may have them, else a line."""
        column = self._table.columns[index.column()]
        card = self._table.card_at(index.row())
        if column.choices is not None and card is not None:
            editor: QWidget = ChoiceBox(
                parent, column.choices(card, self._table.names), lambda end: self._chosen(editor, end)
            )
        elif column.long:
            editor = QPlainTextEdit(parent)
        else:
            editor = line = QLineEdit(parent)
            if column.key == "owner":
                NameCompleter(line, self._table.owners)
        editor.setAccessibleName(column.heading)
        return editor

    def _keep_soon(self, editor: QWidget) -> None:
        """Take the value once the event that asks for it is over: the editor goes, and must not hear the rest of it."""

        def keep() -> None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

        QTimer.singleShot(0, editor, keep)

    def _chosen(self, editor: QWidget, end: End) -> None:
        hints = QStyledItemDelegate.EndEditHint
        if end:
            self.commitData.emit(editor)
        hint = {"next": hints.EditNextItem, "previous": hints.EditPreviousItem, "": hints.RevertModelCache}
        self.closeEditor.emit(editor, hint.get(end, hints.NoHint))

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the value as it stands."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, ChoiceBox):
            editor.put(value)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(value or ""))
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(str(value or ""))

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        """Give the model the value."""
        if isinstance(editor, ChoiceBox):
            if editor.currentIndex() >= 0:
                self._table.setData(index, editor.currentData())
        elif isinstance(editor, QPlainTextEdit):
            self._table.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            self._table.setData(index, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The value, framed where the keyboard is."""
        super().paint(painter, option, index)
        state = getattr(option, "state")  # noqa: B009 - the stubs do not know the option's fields
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(QColor(self._tokens.accent), 2))
            rect: QRect = getattr(option, "rect")  # noqa: B009
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Several lines get room for them."""
        rect: QRect = getattr(option, "rect")  # noqa: B009 - the stubs do not know the option's fields
        if isinstance(editor, QPlainTextEdit):
            parent = editor.parentWidget()
            low = parent.height() if parent is not None else rect.bottom()
            high = max(rect.height(), _LINES_HIGH)
            rect = QRect(rect.x(), max(0, min(rect.y(), low - high)), max(rect.width(), 260), high)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps several lines as it keeps one; Shift+Enter makes another."""
        if isinstance(editor, QPlainTextEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._keep_soon(editor)
                return True
        return super().eventFilter(editor, event)
