"""A searchable list that pops up under a button; it is filled when it opens and forgotten when it closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jmapdesk.ui.inspector.field import PlainLine
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.tips import plain_tip
from jmapdesk.util.one_line import one_line

MOST_SHOWN = 100
"""More than these are found by typing."""
_LEAST_WIDE, _MOST_WIDE = 300, 560
_LEAST_HIGH, _MOST_HIGH = 96, 340
_AROUND = 34
"""Pixels of margins and a scroll bar."""


class Item(NamedTuple):
    """Something to pick: its id, its words, where it stands, its icon."""

    id: str
    words: str
    where: str = ""
    icon: QIcon | None = None


Offer = Callable[[], Sequence[Item]]
"""Makes the items, at the moment the list opens."""


class Picker(QFrame):
    """The list itself. ``picked`` tells the id; ``made`` tells the text typed, where something new is offered."""

    picked = Signal(str)
    made = Signal(str)

    def __init__(self, parent: QWidget, offer: Offer, placeholder: str, new: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("picker")
        self._offer = offer
        self._new = new
        self._items: list[tuple[str, Item]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.line = PlainLine()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.list = QListWidget()
        self.list.setObjectName("pickerList")
        self.list.setIconSize(QSize(15, 15))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = QLabel()
        self.more.setObjectName("quiet")
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.more)
        self.line.textEdited.connect(self._filter)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._take)

    def open_under(self, widget: QWidget) -> None:
        """Fill the list and show it under a widget."""
        self._items = [(f"{item.words} {item.where}".casefold(), item) for item in self._offer()]
        self.line.clear()
        self._filter("")
        window = widget.screen().availableGeometry()
        self.ensurePolished()
        size = self._size_needed(window.size())
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        if corner.y() + size.height() > window.bottom():
            corner.setY(max(window.top(), widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2))
        corner.setX(max(window.left(), min(corner.x(), window.right() - size.width())))
        self.resize(size)
        self.move(corner)
        self.show()
        self.line.setFocus()

    def _size_needed(self, room: QSize) -> QSize:
        """As large as what is offered needs, within bounds; it stays so while one types."""
        wide = self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth() + _AROUND
        high = max(1, self.list.count()) * max(self.list.sizeHintForRow(0), 24)
        high += self.line.sizeHint().height() + _AROUND
        if not self.more.isHidden():
            high += self.more.sizeHint().height() + 6
        wide, high = max(_LEAST_WIDE, min(wide, _MOST_WIDE)), max(_LEAST_HIGH, min(high, _MOST_HIGH))
        return QSize(min(wide, room.width()), min(high, room.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row, rows = self.list.currentRow(), self.list.count()
            match event.key():
                case Qt.Key.Key_Down:
                    self.list.setCurrentRow(min(rows - 1, row + 1))
                    return True
                case Qt.Key.Key_Up:
                    self.list.setCurrentRow(max(0, row - 1))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if (item := self.list.currentItem()) is not None:
                        self._take(item)
                    return True
                case Qt.Key.Key_Escape:
                    self.close()
                    return True
        return False

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        found = [item for key, item in self._items if all(word in key for word in words)]
        self.list.clear()
        for item in found[:MOST_SHOWN]:
            row = QListWidgetItem(one_line(item.words if not item.where else f"{item.words} · {item.where}", 120))
            row.setData(Qt.ItemDataRole.UserRole, item.id)
            row.setToolTip(plain_tip(row.text()))
            if item.icon is not None:
                row.setIcon(item.icon)
            self.list.addItem(row)
        if self._new:
            typed = text.strip()
            row = QListWidgetItem(f"{self._new} “{one_line(typed, 60)}”" if typed else f"{self._new} …")
            row.setData(Qt.ItemDataRole.UserRole, None)
            self.list.insertItem(self.list.count() if typed else 0, row)
        self.list.setCurrentRow(0)
        rest = len(found) - MOST_SHOWN
        self.more.setVisible(rest > 0 or not self.list.count())
        self.more.setText(filled("{n} more: type to find them", n=rest) if rest > 0 else said("Nothing found"))

    def _take(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        typed = self.line.text().strip()
        self.close()
        if key is None:
            self.made.emit(typed)
        else:
            self.picked.emit(key)
