"""One line that finds everything: actions, cards, stages, steps, lanes, personas, sources, recent maps."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from jmapdesk.insight.find import Entry, Index, entry, fold, lane_words, search
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, ref_to
from jmapdesk.ui.actions import MENUS, SPECS, said
from jmapdesk.ui.card_palette import KINDS
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.naming import kind_name
from jmapdesk.ui.look import Tokens
from jmapdesk.util.file_names import folders_apart

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_ROW = 38
_WIDTH = 560
_MOST_ROWS = 10
_MOST_FOUND = 60
_BESIDE = Qt.ItemDataRole.UserRole
"""Where a thing stands, and the keys that do it."""
_ICONS = {"stage": "columns-3", "step": "columns-3", "persona": "user", "source": "book-open", "recent": "file-text"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("palette", text)


class Found(QAbstractListModel):
    """What was found, best first."""

    def __init__(self, palette: CommandPalette) -> None:
        super().__init__(palette)
        self._palette = palette
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Show other things."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a thing."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A thing's words, icon, place and keys."""
        if not 0 <= index.row() < len(self.entries):
            return None
        one = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one.words
            case Qt.ItemDataRole.DecorationRole:
                return self._palette.icon_of(one)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (one.words, *self._palette.beside(one)) if part)
        return " · ".join(part for part in self._palette.beside(one) if part) if role == _BESIDE else None


class _Rows(QStyledItemDelegate):
    """A row: icon, words, and at the end where it stands and the keys that do it."""

    def __init__(self, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are alike."""
        return QSize(10, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Icon, words, place or keys."""
        rect: QRect = getattr(option, "rect")  # noqa: B009 - the stubs do not know the option's fields
        state = getattr(option, "state")  # noqa: B009
        tokens = self._tokens
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_tint))
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(rect.x() + 12, rect.y() + (_ROW - 18) // 2, 18, 18))
        more = index.data(_BESIDE) or ""
        metrics = painter.fontMetrics()
        inner = rect.adjusted(42, 0, -14, 0)
        wide = min(metrics.horizontalAdvance(more) + 2, inner.width() // 2) if more else 0
        side = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.ink))
        words = metrics.elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inner.width() - wide - (18 if wide else 0)
        )
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignLeading, words)
        painter.setPen(QColor(tokens.muted))
        cut = metrics.elidedText(more, Qt.TextElideMode.ElideMiddle, wide)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignTrailing, cut)
        painter.restore()


class CommandPalette(QFrame):
    """The line and its list, over the top of the window. ``jumped`` tells a thing to go to, ``opened`` a map."""

    jumped = Signal(object)
    """A ``Ref``: something on the map."""
    opened = Signal(object)
    """A recent map's path."""
    kind_wanted = Signal(str)
    """A kind of card that is to be made."""

    def __init__(
        self,
        window: QWidget,
        home: QWidget,
        document: Document,
        actions: Mapping[str, QAction],
        recent: Callable[[], Iterable[Path]],
        icons: IconSet,
        tokens: Tokens,
    ) -> None:
        super().__init__(window)
        self.setObjectName("commandPalette")
        self._window, self._home = window, home
        self._document, self._actions, self._recent = document, actions, recent
        self._icons, self._tokens = icons, tokens
        self._came_from: QWidget | None = None
        self._index: Index | None = None
        self._missed: list[Delta] = []
        self._others: list[Entry] = []
        self._in_menus: list[Entry] = []
        self._columns: dict[str, str] = {}
        self.line = QLineEdit()
        self.line.setPlaceholderText(_tr("Find a card, a stage, an action…"))
        self.line.setAccessibleName(_tr("Find anything"))
        self.line.textEdited.connect(self._find)
        self.line.installEventFilter(self)
        self.found = Found(self)
        self.list = QListView()
        self.list.setModel(self.found)
        self.list.setItemDelegate(_Rows(tokens, self))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_tr("What was found"))
        self.list.clicked.connect(self._take)
        self.nothing = QLabel(_tr("Nothing found"))
        self.nothing.setObjectName("nothingFound")
        self.nothing.setContentsMargins(12, 4, 12, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.hide()
        document.changed.connect(self._changed)

    def _changed(self, difference: Delta) -> None:
        if self._index is not None:
            self._missed.append(difference)

    def open(self) -> None:
        """Show it, empty, with the keyboard in it."""
        self._came_from = QApplication.focusWidget()
        self._catch_up()
        actions = self._action_entries()
        self._others = [*actions, *self._recent_entries(), *_kind_entries()]
        self._in_menus = [entry("action", one.id, one.words, more=_menu_of(one.id)) for one in actions]
        self.line.clear()
        self._find("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _catch_up(self) -> None:
        journey = self._document.journey
        if self._index is None:
            self._index = Index(journey)
        for difference in self._missed:
            self._index.follow(difference)
        self._missed.clear()
        self._columns = {
            column.step.id: " › ".join(name for name in (column.stage.name, column.step.name) if name)
            for column in queries.columns(journey)
        }

    def _action_entries(self) -> list[Entry]:
        return [
            entry("action", spec.name, self._actions[spec.name].text().replace("&", ""), more=said(spec.tip))
            for spec in SPECS
            if spec.menu and self._actions[spec.name].isEnabled()
        ]

    def _recent_entries(self) -> list[Entry]:
        here = self._document.path
        return [entry("recent", str(path), path.stem, 5) for path in self._recent() if path != here]

    # finding ------------------------------------------------------------------------------------------------------

    def _find(self, query: str) -> None:
        if query.strip() and self._index is not None:
            actions = search(self._others, query, _MOST_FOUND)
            things = search(self._index, query, _MOST_FOUND)
            # an action whose name begins so is most likely meant: actions have the first rank
            found = search([*actions, *things], query, _MOST_FOUND)
            self.found.show([*found, *self._by_menu(query, {one.id for one in found if one.kind == "action"})])
        else:
            self.found.show([one for one in self._others if one.kind == "action"][:_MOST_FOUND])
        self.list.setCurrentIndex(self.found.index(0))
        self._place()

    def _by_menu(self, query: str, there: Container[str]) -> list[Entry]:
        """The actions that have some of the words only in the menu they stand in; whole beginnings of words count."""
        begun = [f" {word}" for word in fold(query).split()]
        found = [one for one in search(self._in_menus, query, _MOST_FOUND) if one.id not in there]
        return [one for one in found if all(word in one.folded for word in begun)]

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 40)
        rows = min(_MOST_ROWS, len(self.found.entries))
        self.list.setFixedHeight(rows * _ROW)
        self.list.setVisible(rows > 0)
        self.nothing.setVisible(not rows)
        self.line.setAccessibleDescription("" if rows else self.nothing.text())
        high = self.line.sizeHint().height() + 16 + 6 + (rows * _ROW or self.nothing.sizeHint().height())
        self.setGeometry((window.width() - width) // 2, 64, width, high)

    # what rows show -----------------------------------------------------------------------------------------------

    def icon_of(self, one: Entry) -> QIcon:
        """The icon of a thing's kind."""
        journey, name = self._document.journey, _ICONS.get(one.kind, "")
        if one.kind == "action":
            return self._actions[one.id].icon()
        if one.kind == "new":
            name = CARD_KINDS[one.id].icon
        elif one.kind == "card" and one.id in journey.cards:
            known = CARD_KINDS.get(journey.cards[one.id].kind)
            name = known.icon if known else "type"
        elif one.kind == "lane" and one.id in journey.lanes:
            lane = LANE_KINDS.get(journey.lanes[one.id].kind)
            name = lane.icon if lane else "rows-3"
        return self._icons.icon(name or "type", "muted")

    def where(self, one: Entry) -> str:
        """Where a thing stands on the map, or what it is."""
        journey = self._document.journey
        match one.kind:
            case "action":
                return _menu_of(one.id)
            case "card":
                card = journey.cards.get(one.id)
                if card is None or card.lane is None or card.step is None:
                    return _tr("parked")
                lane = journey.lanes.get(card.lane)
                place = self._columns.get(card.step, "")
                return " · ".join(part for part in (place, lane_words(lane) if lane else "") if part)
            case "step":
                return self._columns.get(one.id, "").partition(" › ")[0]
            case "recent":
                folder = folders_apart([Path(one.id), *self._recent()])[Path(one.id)]
                return f"{_tr('recent map')} · {folder}" if folder else _tr("recent map")
            case "stage" | "lane" | "persona" | "source":
                return {"stage": _tr("stage"), "lane": _tr("lane"), "persona": _tr("persona"),
                        "source": _tr("source")}[one.kind]  # fmt: skip
        return ""

    def keys_of(self, one: Entry) -> str:
        """The keys of an action."""
        if one.kind != "action":
            return ""
        return self._actions[one.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def beside(self, one: Entry) -> tuple[str, str]:
        """What stands at the end of a thing's row: its place, and its keys."""
        return self.where(one), self.keys_of(one)

    # taking -------------------------------------------------------------------------------------------------------

    def _take(self, index: _Index) -> None:
        if not 0 <= index.row() < len(self.found.entries):
            return
        one = self.found.entries[index.row()]
        self.close_up()
        # what is done may take a while: until then nobody must see the list stand open as if it hung
        self._window.repaint(self.geometry())
        match one.kind:
            case "action":
                self._actions[one.id].trigger()
            case "recent":
                self.opened.emit(Path(one.id))
            case "new":
                self.kind_wanted.emit(one.id)
            case "source":
                citing = next((c.id for c in self._document.journey.cards.values() if one.id in c.sources), None)
                self.jumped.emit(Ref("card", citing) if citing else Ref("about"))
            case _:
                self.jumped.emit(ref_to(one.kind, one.id))

    def close_up(self) -> None:
        """Hide it; the keyboard goes back to where it was, or to the map where that is gone."""
        before, self._came_from = self._came_from, None
        self.hide()
        there = before is not None and isValid(before) and before.isVisible()
        (before if before is not None and there else self._home).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk the list while the keyboard stays in the line."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        row, last = self.list.currentIndex().row(), len(self.found.entries) - 1
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self.list.setCurrentIndex(self.found.index(row + 1 if row < last else 0))
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self.list.setCurrentIndex(self.found.index(row - 1 if row > 0 else last))
            case Qt.Key.Key_PageDown:
                self.list.setCurrentIndex(self.found.index(min(last, row + _MOST_ROWS)))
            case Qt.Key.Key_PageUp:
                self.list.setCurrentIndex(self.found.index(max(0, row - _MOST_ROWS)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.list.currentIndex())
            case Qt.Key.Key_Escape:
                self.close_up()
            case _:
                return False
        return True


def _menu_of(name: str) -> str:
    """The menu an action stands in, and the one inside it."""
    spec = next(spec for spec in SPECS if spec.name == name)
    words = QCoreApplication.translate("window", dict(MENUS)[spec.menu])
    return " › ".join(part for part in (words, said(spec.under)) if part).replace("&", "")


def _kind_entries() -> list[Entry]:
    """A new card of each kind, found by the kind's name; what is on the map already comes before."""
    words = _tr("New card: {kind}")
    return [entry("new", kind, words.replace("{kind}", kind_name(kind)), 6) for kind in KINDS]
