"""The panel of undo steps: every state the map has been in, in words; a click brings any of them back."""

from __future__ import annotations

from textwrap import fill
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.session.document import Document
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.look import Tokens
from jmapdesk.ui.panels import close_button
from jmapdesk.ui.tips import plain_tip

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_WIDTH = 220
_TIP = 60
"""Letters in a line of a tip."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


class Timeline(QAbstractListModel):
    """The document's states as lines, the oldest first; those that were undone are faint."""

    def __init__(self, document: Document, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tokens = tokens
        self._moments = document.timeline

    def refresh(self) -> None:
        """Look at the document again."""
        self.beginResetModel()
        self._moments = self._document.timeline
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a state."""
        return 0 if parent.isValid() else len(self._moments)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a step, whether the file holds it, and how it looks."""
        row = index.row()
        if not 0 <= row < len(self._moments):
            return None
        moment, here = self._moments[row], row == self._document.position
        match role:
            case Qt.ItemDataRole.DisplayRole:
                words = moment.label or _tr("At the beginning")
                if moment.subject:
                    words = _tr("{step}: {words}").replace("{step}", words).replace("{words}", moment.subject)
                return _tr("{step} · saved").replace("{step}", words) if moment.is_saved else words
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(fill(str(self.data(index)), _TIP))  # in lines of a length that is read
            case Qt.ItemDataRole.ForegroundRole if row > self._document.position:
                return QColor(self._tokens.muted)
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(here)
                font.setItalic(row > self._document.position)
                return font
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                if here:
                    return _tr("the map as it is now")
                return _tr("undone") if row > self._document.position else ""
        return None


class _Rows(QStyledItemDelegate):
    """Lines as wide as the list: what is longer ends in an ellipsis."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(1, super().sizeHint(option, index).height())


class HistoryPanel(QFrame):
    """The list of states, the present one marked. Follows the document only while it shows."""

    closed = Signal()
    wanted = Signal(int)
    """A state to go to, by its place in the document's timeline."""

    def __init__(self, document: Document, icons: IconSet, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setFixedWidth(_WIDTH)
        self._document = document
        self._model = Timeline(document, tokens, self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_tr("Undo history"))
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.clicked.connect(self._ask)
        self.list.activated.connect(self._ask)
        title = QLabel(_tr("Undo history"))
        title.setObjectName("panelTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 6, 6)
        head, close = QHBoxLayout(), close_button(icons)
        close.clicked.connect(self.closed)
        head.addWidget(title, 1)
        head.addWidget(close)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def follow(self) -> None:
        """The document's steps have changed."""
        if not self.isVisible():
            return
        self._model.refresh()
        here = self._model.index(self._document.position)
        self.list.setCurrentIndex(here)
        self.list.scrollTo(here)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        self.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, index: QModelIndex) -> None:
        if index.row() != self._document.position:
            self.wanted.emit(index.row())
