"""The panel of parked cards: those without a place on the map, to be placed, dragged there or deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.cells import landing_kind
from jmapdesk.edit.housing import landing
from jmapdesk.edit.unparking import unpark
from jmapdesk.layout.hit import cell_of
from jmapdesk.layout.theme import Theme
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card
from jmapdesk.session.capture import Captured, Spot
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.overlays import MarkItem
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.capture_places import landing_rect, seen_from_afar, step_words
from jmapdesk.ui.commands import spot_of
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.naming import kind_name, lane_name
from jmapdesk.ui.panels import close_button
from jmapdesk.ui.parked_rows import ParkedRows
from jmapdesk.ui.tips import plain_tip
from jmapdesk.ui.tools.dropping import cards_data
from jmapdesk.util.one_line import one_line

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_WIDTH = 236


def _tr(text: str) -> str:
    return QCoreApplication.translate("parked", text)


def parked_cards(journey: JourneyMap) -> list[Card]:
    """The cards without a place, in their order. Walks all cards."""
    return queries.in_order(card for card in journey.cards.values() if _is_parked(card))


def _is_parked(card: Card) -> bool:
    return card.lane is None or card.step is None


class ParkedList(QAbstractListModel):
    """A row for each parked card."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards."""
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a card."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The card itself for the painter; its kind and words."""
        if not 0 <= index.row() < len(self.cards):
            return None
        card = self.cards[index.row()]
        words = card.text or card.word or card.alt
        match role:
            case Qt.ItemDataRole.UserRole:
                return card
            case Qt.ItemDataRole.DisplayRole:
                return words or kind_name(card.kind)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                said = f"{kind_name(card.kind)}: {words}" if words else kind_name(card.kind)
                return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows are selected and dragged."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged cards, by id."""
        rows = sorted({index.row() for index in indexes})
        return cards_data([self.cards[row].id for row in rows])


class _View(QListView):
    """The list. Its keys come before the window's shortcuts."""

    pressed_key = Signal(object)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_own(event):
            self.pressed_key.emit(event)
        else:
            super().keyPressEvent(event)


_ALONE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


def _is_own(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == Qt.KeyboardModifier.AltModifier:
        return event.key() in _ARROWS
    return not held and event.key() in _ALONE


class ParkedPanel(QFrame):
    """The list with the place its cards go to. One selection with the map; the place is the cell that was chosen last.

    ``counted`` tells how many cards are parked; ``said`` what a person should know.
    """

    counted = Signal(int)
    said = Signal(str)

    def __init__(self, view: MapView, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("parked")
        self.setFixedWidth(_WIDTH)
        self._view, self._document, self._selection = view, view.document, view.selection
        self._lane = self._step = ""
        self._syncing = False
        self._mark = MarkItem(5)
        view.items_scene.addItem(self._mark)
        self.count = -1
        self.model = ParkedList(self)
        self.list = _View()
        self.list.setModel(self.model)
        self.rows = ParkedRows(icons, self.list)
        self.rows.theme = view.layout_now.context.theme
        self.list.setItemDelegate(self.rows)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(_tr("Parked cards"))
        self.list.pressed_key.connect(self._key)
        self.list.doubleClicked.connect(lambda _index: self.place())
        self.list.selectionModel().selectionChanged.connect(self._selected_here)
        title = QLabel(_tr("Parked cards"))
        title.setObjectName("panelTitle")
        close = close_button(icons)
        self.closed = close.clicked
        self.where = QLabel()
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setWordWrap(True)
        self.where.setObjectName("pasteSaid")
        self.place_button = QPushButton(_tr("Place here"))
        self.place_button.setToolTip(_tr("Put the chosen cards into this cell (Enter). Alt and an arrow: another cell"))
        self.place_button.clicked.connect(self.place)
        self.delete_button = QPushButton(_tr("Delete"))
        self.delete_button.setToolTip(_tr("Delete the chosen cards (Del)"))
        self.delete_button.clicked.connect(self.delete)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        foot.addWidget(self.place_button, 1)
        foot.addWidget(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.where)
        column.addLayout(foot)
        self.setFocusProxy(self.list)
        self._parked = {card.id for card in parked_cards(self._document.journey)}
        self._document.changed.connect(self._changed)
        self._selection.changed.connect(self._selected_there)
        self._refill()

    # what is in it ------------------------------------------------------------------------------------------------

    def _changed(self, difference: Delta) -> None:
        touched = difference.touched("cards")
        gone: list[Card] = []
        for change in touched:
            if change.after is not None and _is_parked(change.after):
                self._parked.add(change.id)
                if change.before is not None and not _is_parked(change.before):
                    gone.append(change.after)
            else:
                self._parked.discard(change.id)
        if any(change.id in self._parked or self._row_of(change.id) is not None for change in touched):
            self._refill()
        else:
            self._selected_there(self._selection.refs)
        if gone and self._document.gesture is None:
            self._tell(gone)

    def _tell(self, gone: Sequence[Card]) -> None:
        """Say where cards went that stood on the map, and the way back."""
        if len(gone) == 1:
            words = one_line(gone[0].text or gone[0].word, 30) or kind_name(gone[0].kind)
            said = _tr("“{card}” is parked: “Parked” in this bar has it. Undo puts it back.").replace("{card}", words)
        else:
            said = _tr("{n} cards are parked: “Parked” in this bar has them. Undo puts them back.")
        self.said.emit(said.replace("{n}", str(len(gone))))

    def _row_of(self, key: str) -> int | None:
        return next((row for row, card in enumerate(self.model.cards) if card.id == key), None)

    def _refill(self) -> None:
        cards = self._document.journey.cards
        self._syncing = True
        self.model.show(queries.in_order(cards[key] for key in self._parked if key in cards))
        self._syncing = False
        self._selected_there(self._selection.refs)
        if self.count != len(self._parked):
            self.count = len(self._parked)
            self.counted.emit(self.count)

    def holds(self, ref: Ref) -> bool:
        """Whether something is a parked card."""
        return ref.kind == "card" and ref.id in self._parked

    def wear(self, theme: Theme) -> None:
        """Show the cards as they look in another theme of maps."""
        self.rows.theme = theme
        self.list.viewport().update()

    def chosen(self) -> list[str]:
        """The cards that are chosen in the list, top to bottom."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.cards[row].id for row in rows]

    def open(self) -> None:
        """Bring the keyboard to the list, on its first card where none is chosen."""
        if not self.chosen() and self.model.cards:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_place()

    def _selected_here(self, *_changed: QItemSelection) -> None:
        if not self._syncing:
            self._syncing = True
            self._selection.set([card_ref(key) for key in self.chosen()])
            self._syncing = False
        self._show_place()

    def _selected_there(self, refs: Iterable[Ref]) -> None:
        spot = spot_of(self._document.journey, self._selection.primary)
        if spot.lane or spot.step:
            self._lane, self._step = spot.lane or self._lane, spot.step or self._step
        if not self._syncing:
            self._syncing = True
            wanted = QItemSelection()
            rows = [row for ref in refs if ref.kind == "card" and (row := self._row_of(ref.id)) is not None]
            for row in rows:
                wanted.select(self.model.index(row), self.model.index(row))
            chosen = self.list.selectionModel()
            chosen.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if rows:
                chosen.setCurrentIndex(self.model.index(rows[-1]), QItemSelectionModel.SelectionFlag.NoUpdate)
                self.list.scrollTo(self.model.index(rows[-1]))
            self._syncing = False
        self._show_place()

    # where it goes ------------------------------------------------------------------------------------------------

    def _lanes(self) -> list[str]:
        return [box.lane.id for box in self._view.layout_now.lanes if not box.is_divider]

    def _steps(self) -> list[str]:
        shown = self._view.layout_now.columns.place_of
        return [column.step.id for column in queries.columns(self._document.journey) if column.step.id in shown]

    def go(self, lanes: int = 0, steps: int = 0) -> None:
        """Choose the cell so many lanes lower and so many steps on; at the edges it stays."""
        self._settle()
        rows, columns = self._lanes(), self._steps()
        if self._lane in rows and self._step in columns:
            self._lane = rows[max(0, min(len(rows) - 1, rows.index(self._lane) + lanes))]
            self._step = columns[max(0, min(len(columns) - 1, columns.index(self._step) + steps))]
        self._show_place(look=True)

    def _settle(self) -> None:
        """The place is one that shows."""
        lanes, steps = self._lanes(), self._steps()
        if self._lane not in lanes:
            self._lane = lanes[0] if lanes else ""
        if self._step not in steps:
            self._step = steps[0] if steps else ""

    def _show_place(self, look: bool = False) -> None:
        """Say where the chosen cards would go, and show it on the map."""
        self._mark.clear()
        if self.isHidden():
            return
        self._settle()
        journey, layout = self._document.journey, self._view.layout_now
        lane, chosen = journey.lanes.get(self._lane), self.chosen()
        able = bool(chosen) and lane is not None and bool(self._step)
        self.place_button.setEnabled(able)
        self.delete_button.setEnabled(bool(chosen))
        if lane is None or not self._step:
            self.where.setText(_tr("Add a stage and a lane first; the cards go there."))
            return
        kind = journey.cards[chosen[0]].kind if chosen else "text"
        takes = landing_kind(kind, lane.kind) is not None
        into = lane if takes else landing(journey, lane.id, kind)
        place = _tr("{lane}, {step}").replace("{lane}", lane_name(into) if into is not None else _tr("a new lane"))
        self.where.setText(place.replace("{step}", step_words(journey, self._step)))
        spot = Spot(into or lane, self._step)
        rect = landing_rect(layout, spot, Captured()) or cell_of(layout, spot.lane.id, self._step)
        if able and rect is not None:
            if look:
                self._view.camera.reveal(rect)
            self._mark.mark("slot", [seen_from_afar(layout, rect, self._view.zoom())], layout, self._view.zoom())

    # what it does -------------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Put the chosen cards into the cell, as one step; the next one in the list is chosen then."""
        ids, row = self.chosen(), self.list.currentIndex().row()
        if not ids or not self._lane or not self._step:
            return
        lane, step, new_id = self._lane, self._step, self._document.new_id
        label = _tr("Place card") if len(ids) == 1 else _tr("Place cards")
        self._view.attempt(label, lambda m: unpark(m, ids, lane, step, new_id))
        left = [key for key in ids if key in self._parked]
        if left:
            self.said.emit(_tr("The step has an emotion already: choose another cell with Alt and an arrow."))
        self._go_on(row, [key for key in ids if key not in self._parked])

    def delete(self) -> None:
        """Delete the chosen cards, as one step."""
        ids, row = self.chosen(), self.list.currentIndex().row()
        if ids:
            label = _tr("Delete card") if len(ids) == 1 else _tr("Delete cards")
            self._view.attempt(label, lambda m: delete_cards(m, ids))
            self._go_on(row, [])

    def _go_on(self, row: int, placed: Sequence[str]) -> None:
        """Choose the next card in the list; where none is left, what was placed is selected on the map."""
        if self.model.cards:
            if not self.chosen():
                self.list.setCurrentIndex(self.model.index(min(row, len(self.model.cards) - 1)))
            return
        if placed:
            self._selection.set([card_ref(key) for key in placed])
        self._view.setFocus()

    def _key(self, event: QKeyEvent) -> None:
        rtl = -1 if self._view.layout_now.context.rtl else 1
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.place()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.delete()
            case Qt.Key.Key_Escape:
                self._view.setFocus()
            case Qt.Key.Key_Up:
                self.go(lanes=-1)
            case Qt.Key.Key_Down:
                self.go(lanes=1)
            case Qt.Key.Key_Left:
                self.go(steps=-rtl)
            case Qt.Key.Key_Right:
                self.go(steps=rtl)

    def showEvent(self, event: object) -> None:
        """The place shows on the map while the panel does."""
        self._show_place()

    def hideEvent(self, event: object) -> None:
        """The map is itself again."""
        self._mark.clear()
