"""The cards of a document as rows: follows the document by deltas, so that an edit costs the rows it touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon

from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.insight.find import fold
from jmapdesk.insight.people import owners
from jmapdesk.layout.theme import Theme
from jmapdesk.model.delta import Change, Delta
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.records import Card, Lane
from jmapdesk.session.document import Document
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.naming import kind_name
from jmapdesk.ui.table.columns import Column, Names, columns, reading_order
from jmapdesk.util.errors import JmapError
from jmapdesk.util.one_line import one_line

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_MOST_RUNS = 20
"""Cards that go in more places than this at once have the table filled anew."""
_NAMING = ("about", "stages", "lanes", "personas")
"""Parts of a map whose change may change what many rows say."""


class CardTable(QAbstractTableModel):
    """A row a card. ``refused`` tells why a value could not be taken.

    Rows stay where they are while cards change, so that nothing runs away from under a hand; new cards come last.
    """

    refused = Signal(str)

    def __init__(
        self, document: Document, icons: IconSet, lane_named: Callable[[Lane], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane_named = lane_named
        self._document, self._icons = document, icons
        self._theme = Theme()
        self.columns: list[Column] = columns()
        self.names = Names(document.journey, lane_named)
        self.ids: list[str] = []
        self._row_of: dict[str, int] = {}
        self._words = ""
        self._wanted: Filter = NOTHING_WANTED
        self._folded: dict[str, tuple[Card, str]] = {}
        self._sorted: tuple[int, bool] | None = None

    # which rows ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at all cards again: which pass, in which order."""
        self.beginResetModel()
        self.names = Names(self._document.journey, self._lane_named)
        self.ids = [card.id for card in self._in_order(c for c in self._cards() if self._passes(c))]
        self._number()
        self.endResetModel()

    def show_only(self, wanted: Filter) -> None:
        """Leave out the cards that do not pass."""
        self._wanted = wanted
        self.refresh()

    def look_for(self, words: str) -> None:
        """Leave out the cards that do not hold every one of some words."""
        self._words = words
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, whatever has no value there last; −1 for the order of the map."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.refresh()

    def owners(self) -> list[str]:
        """The names that the map knows as owners."""
        return owners(self._document.journey)

    def _cards(self) -> Iterable[Card]:
        return self._document.journey.cards.values()

    def _in_order(self, found: Iterable[Card]) -> list[Card]:
        names = self.names
        result = sorted(found, key=lambda card: reading_order(card, names))
        if self._sorted is None:
            return result
        column, backwards = self._sorted
        order = self.columns[column].order
        keyed = [(order(card, names), card) for card in result]
        valued = [pair for pair in keyed if pair[0] is not None]
        valued.sort(key=lambda pair: pair[0], reverse=backwards)
        return [card for _, card in valued] + [card for key, card in keyed if key is None]

    def _passes(self, card: Card) -> bool:
        if not self._wanted.passes(card):
            return False
        return not self._words or all(word in self._all_words(card) for word in fold(self._words).split())

    def _all_words(self, card: Card) -> str:
        kept = self._folded.get(card.id)
        if kept is None or kept[0] is not card:
            names, step, lane = self.names, card.step or "", card.lane or ""
            places = (names.stages.get(step, ""), names.steps.get(step, ""), names.lanes.get(lane, ""))
            own = (card.text, card.word, card.alt, card.note, card.who, card.owner, *card.tags)
            kept = card, fold(" ".join((*own, *places, kind_name(card.kind), names.people(card))))
            self._folded[card.id] = kept
        return kept[1]

    def _number(self) -> None:
        self._row_of = {key: row for row, key in enumerate(self.ids)}

    # following ----------------------------------------------------------------------------------------------------

    def follow(self, difference: Delta) -> None:
        """Take over what changed."""
        renamed = any(change.collection in _NAMING for change in difference.changes)
        if renamed:
            self._folded.clear()
            self.names = Names(self._document.journey, self._lane_named)
        else:
            self.names.journey = self._document.journey
        touched = difference.touched("cards")
        self._remove([change.id for change in touched if change.after is None])
        for change in touched:
            row = self._row_of.get(change.id)
            if change.after is not None and row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self._append([c for c in touched if c.after is not None and c.id not in self._row_of and self._passes(c.after)])
        if renamed and self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def _remove(self, gone: Iterable[str]) -> None:
        rows = sorted((self._row_of[key] for key in gone if key in self._row_of), reverse=True)
        if not rows:
            return
        for row in rows:
            self._folded.pop(self.ids[row], None)
        runs = list(_runs(rows))
        if len(runs) > _MOST_RUNS:
            self.refresh()
            return
        for first, last in runs:
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.ids[first : last + 1]
            self._number()
            self.endRemoveRows()

    def _append(self, came: list[Change]) -> None:
        if not came:
            return
        first = len(self.ids)
        self.beginInsertRows(QModelIndex(), first, first + len(came) - 1)
        self.ids += [change.id for change in came]
        self._row_of |= {change.id: first + n for n, change in enumerate(came)}
        self.endInsertRows()

    # what Qt asks -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a card."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As many as there are columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return None

    def card_at(self, row: int) -> Card | None:
        """The card of a row."""
        return self._document.journey.cards.get(self.ids[row]) if 0 <= row < len(self.ids) else None

    def row_of(self, card_id: str) -> int | None:
        """The row of a card; None where it is left out."""
        return self._row_of.get(card_id)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A card's words in a column, its value for editing, its kind's icon."""
        card = self.card_at(index.row())
        if card is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return None if column.ticked else one_line(column.words(card, self.names), 200)
            case Qt.ItemDataRole.EditRole:
                return column.value(card) if column.value is not None else column.words(card, self.names)
            case Qt.ItemDataRole.CheckStateRole if column.ticked:
                return Qt.CheckState.Checked if column.value is not None and column.value(card) else _UNTICKED
            case Qt.ItemDataRole.DecorationRole if column.key == "kind":
                return self._icon(card)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {one_line(column.words(card, self.names))}"
        return None

    def _icon(self, card: Card) -> QIcon:
        known = CARD_KINDS.get(card.kind)
        return self._icons.icon(known.icon if known else "type", self._theme.kind(card.kind).ink)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What can be done with a value."""
        card = self.card_at(index.row())
        if card is None:
            return Qt.ItemFlag.NoItemFlags
        column, found = self.columns[index.column()], Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if column.change is None or not column.applies(card) or self._document.is_read_only:
            return found
        return found | (Qt.ItemFlag.ItemIsUserCheckable if column.ticked else Qt.ItemFlag.ItemIsEditable)

    def refuse(self) -> bool:
        """Tell who is about to edit a map that is open to read only; whether it is."""
        return self._document.refuse()

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a new value, as one step; tells why where it cannot be taken."""
        card, column = self.card_at(index.row()), self.columns[index.column()]
        if card is None or column.change is None or not column.applies(card):
            return False
        if column.ticked:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        if value == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        try:
            self._document.do(column.label, column.change(card, value))
        except JmapError as error:
            self.refused.emit(error.message)
            return False
        return True


_UNTICKED = Qt.CheckState.Unchecked


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Rows from the last to the first as stretches that lie together."""
    first = last = -1
    for row in rows:
        if row == first - 1:
            first = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last
