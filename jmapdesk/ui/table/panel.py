"""The table of all cards under the map: sorted, narrowed down, edited in place; one selection with the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.edit import fragment
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model.delta import Delta
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.look import Tokens
from jmapdesk.ui.table.editing import CellEditor
from jmapdesk.ui.table.model import CardTable
from jmapdesk.ui.table.pinned import PinnedTable

_ROW = 28
_PAUSE = 80
"""Milliseconds after a key in the line until the table is narrowed down."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("table", text)


class TableView(PinnedTable):
    """The rows, with their text always in sight.

    ``jumped`` tells a card that is to be shown on the map, ``left`` that the person goes back to it.
    """

    jumped = Signal(str)
    left = Signal()

    def __init__(self, table: CardTable, copy: Callable[[], None], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._table, self._copy = table, copy
        self.setModel(table)
        self.pinned = next(place for place, column in enumerate(table.columns) if column.key == "text")
        self.setItemDelegate(CellEditor(table, tokens, self))
        self.setAccessibleName(_tr("All cards"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setHighlightSections(False)
        heading.setSectionsMovable(True)
        heading.setSortIndicatorClearable(True)
        for place, column in enumerate(table.columns):
            self.setColumnWidth(place, column.width)
        self.doubleClicked.connect(self._double_clicked)

    def _double_clicked(self, index: QModelIndex) -> None:
        """What cannot be edited leads to its card; the rest is edited where it stands."""
        if not index.flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable):
            self._jump(index.row())

    def _jump(self, row: int) -> None:
        card = self._table.card_at(row)
        if card is not None:
            self.jumped.emit(card.id)

    def event(self, event: QEvent) -> bool:
        """Copying and selecting all are done here and not by the map."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
            if any(event.matches(key) for key in mine) or event.key() == Qt.Key.Key_F2:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the card on the map, Esc goes back to it."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what an editor leaves over
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _begins(event) and self._table.refuse():
            pass  # it was said why
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class TablePanel(QFrame):
    """The table with a line to narrow it down. It follows the map only while it shows."""

    def __init__(self, view: MapView, icons: IconSet, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self._view, self._document, self._selection = view, view.document, view.selection
        self._syncing = False
        self.model = CardTable(self._document, icons, lambda lane: lane_name(lane, view.layout_now.context), self)
        self.model.refused.connect(view.failed)
        self.rows = TableView(self.model, self.copy, tokens, self)
        self.jumped = self.rows.jumped
        self.line = QLineEdit()
        self.line.setPlaceholderText(_tr("Narrow down: words, a tag, an owner, a stage…"))
        self.line.setAccessibleName(_tr("Narrow down"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(380)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._narrow)
        self.line.textChanged.connect(lambda: self._soon.start())
        self.count = QLabel()
        self.count.setObjectName("tableCount")
        title = QLabel(_tr("All cards"))
        title.setObjectName("panelTitle")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(title)
        top.addWidget(self.line, 1)
        top.addWidget(self.count)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 6, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self.rows.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.rows.left.connect(view.setFocus)
        self.model.modelReset.connect(self._after_reset)
        for told in (self.model.rowsInserted, self.model.rowsRemoved):
            told.connect(self._say_count)
        self.rows.selectionModel().selectionChanged.connect(self._selected_here)
        self._selection.changed.connect(self._selected_there)
        self._document.changed.connect(self._changed)
        view.filter_changed.connect(self._filtered)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        self.model.show_only(self._view.wanted)

    def _changed(self, difference: Delta) -> None:
        if self.isVisible():
            self._syncing = True  # rows that come and go change what is selected in the table, not on the map
            self.model.follow(difference)
            self._syncing = False

    def _filtered(self) -> None:
        if self.isVisible():
            self.model.show_only(self._view.wanted)

    def _narrow(self) -> None:
        self.model.look_for(self.line.text())

    def _after_reset(self) -> None:
        self._say_count()
        self._selected_there(self._selection.refs)

    def _say_count(self) -> None:
        shown, all_cards = len(self.model.ids), len(self._document.journey.cards)
        words = _tr("{n} cards") if shown == all_cards else _tr("{n} of {all} cards")
        self.count.setText(words.replace("{n}", f"{shown:,}").replace("{all}", f"{all_cards:,}"))

    # one selection with the map -----------------------------------------------------------------------------------

    def selected(self) -> list[str]:
        """The cards selected in the table, from top to bottom."""
        return [self.model.ids[row] for row in sorted({i.row() for i in self.rows.selectionModel().selectedRows()})]

    def _selected_here(self) -> None:
        if self._syncing:
            return
        ids = self.selected()
        current = self.model.card_at(self.rows.currentIndex().row())
        # the row with the keyboard is the one in hand, so that the inspector shows it
        if current is not None and current.id in ids:
            ids = [key for key in ids if key != current.id] + [current.id]
        self._syncing = True
        self._selection.set([card_ref(key) for key in ids])
        self._syncing = False

    def _selected_there(self, refs: Iterable[Ref]) -> None:
        if self._syncing or not self.isVisible():
            return
        rows = [row for ref in refs if ref.kind == "card" and (row := self.model.row_of(ref.id)) is not None]
        last = len(self.model.columns) - 1
        wanted = QItemSelection()
        for first, end in _stretches(sorted(rows)):
            wanted.select(self.model.index(first, 0), self.model.index(end, last))
        self._syncing = True
        chosen = self.rows.selectionModel()
        if rows:
            place = self.model.index(rows[-1], max(0, self.rows.currentIndex().column()))
            chosen.setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.rows.scrollTo(self.model.index(rows[-1], self.rows.currentIndex().column()))
        chosen.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._syncing = False

    # copying ------------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the selected rows on the clipboard: as a table for a spreadsheet, and as cards for a map."""
        ids = self.selected()
        if not ids:
            return
        journey, names = self._document.journey, self.model.names
        heading = self.rows.horizontalHeader()
        shown = sorted(range(len(self.model.columns)), key=heading.visualIndex)
        columns = [self.model.columns[place] for place in shown]
        lines = [[column.heading for column in columns]]
        lines += [[column.words(journey.cards[key], names) for column in columns] for key in ids]
        data = QMimeData()
        data.setData(fragment.MEDIA_TYPE, fragment.copy_cards(journey, ids).encode("utf-8"))
        data.setText("\n".join("\t".join(map(_cell, line)) for line in lines))
        QGuiApplication.clipboard().setMimeData(data)


def _begins(event: QKeyEvent) -> bool:
    """Whether a key begins to edit what it is pressed on."""
    return event.key() == Qt.Key.Key_F2 or bool(event.text() and event.text().isprintable())


def _cell(text: str) -> str:
    """A value as spreadsheets read it from the clipboard: quoted where it has lines, never a formula."""
    if text[:1] in ("=", "@", "+", "-") and not _is_number(text):
        text = f"'{text}"
    if any(mark in text for mark in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _stretches(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Rows in order as stretches that lie together."""
    first = last = -2
    for row in rows:
        if row == last + 1:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last
