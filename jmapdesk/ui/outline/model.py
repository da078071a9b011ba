"""The outline as a tree that Qt can show: filled where it is opened, brought up to date where an edit touched it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QIcon

from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.insight.outline import ASIDE, LANES, ROOT, Line, Outline
from jmapdesk.layout.theme import Theme
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.model.records import Lane
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, ref_to
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.naming import card_words, kind_name
from jmapdesk.ui.look import Tokens
from jmapdesk.util.one_line import one_line

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def _tr(text: str) -> str:
    return QCoreApplication.translate("outline", text)


class _Node:
    """A line where it stands in the tree; ``children`` is None until somebody looks under it."""

    __slots__ = ("children", "key", "line", "parent")

    def __init__(self, key: int, line: Line, parent: _Node | None) -> None:
        self.key, self.line, self.parent = key, line, parent
        self.children: list[_Node] | None = None


class OutlineTree(QAbstractItemModel):
    """Stages, steps, cards, lanes as a tree. Indexes carry numbers, never pointers to what may be gone."""

    def __init__(
        self, document: Document, icons: IconSet, tokens: Tokens, lane_named: Callable[[Lane], str],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._lane_named = lane_named
        self._document, self._icons, self._tokens = document, icons, tokens
        self._theme = Theme()
        self._outline = Outline(document.journey, lane_named)
        self._wanted: Filter = NOTHING_WANTED
        self._words = ""
        self._keys = count(1)
        self._nodes: dict[int, _Node] = {}
        self._of: dict[Line, _Node] = {}
        self._root = self._rooted()

    def _rooted(self) -> _Node:
        root = self._new(ROOT, None)
        root.children = [self._new(line, root) for line in self._outline.under(ROOT, self._words)]
        return root

    def _new(self, line: Line, parent: _Node | None) -> _Node:
        node = _Node(next(self._keys), line, parent)
        self._nodes[node.key] = self._of[line] = node
        return node

    def _forget(self, node: _Node) -> None:
        for child in node.children or ():
            self._forget(child)
        self._nodes.pop(node.key, None)
        if self._of.get(node.line) is node:
            del self._of[node.line]

    # what shows ---------------------------------------------------------------------------------------------------

    def renew(self) -> None:
        """Look at the whole map again."""
        self._outline = Outline(self._document.journey, self._lane_named)
        self._begin_anew()

    def look_for(self, words: str) -> None:
        """Leave the lines that hold every one of some words, and those that lead to them."""
        self._words = words
        self._begin_anew()

    def show_wanted(self, wanted: Filter) -> None:
        """Grey the cards that do not pass."""
        self._wanted = wanted
        for node in list(self._nodes.values()):
            if node.children and node.children[0].line.kind == "card":
                first, last = node.children[0], node.children[-1]
                self.dataChanged.emit(self._index(first), self._index(last))

    def _begin_anew(self) -> None:
        self.beginResetModel()
        self._nodes.clear()
        self._of.clear()
        self._root = self._rooted()
        self.endResetModel()

    def follow(self, difference: Delta) -> None:
        """Take over what changed."""
        touched = self._outline.follow(difference, self._document.journey)
        if LANES in touched:  # cards stand in the order of lanes
            touched += [line for line in self._of if line.kind == "step"]
        for line in dict.fromkeys(touched):
            node = self._of.get(line)
            if node is not None and node.children is not None:
                self._match(node)
        for change in difference.changes:
            kind = {"cards": "card", "stages": "stage", "lanes": "lane"}.get(change.collection)
            named = [Line(kind, change.id)] if kind else []
            if change.collection == "stages" and change.after is not None:
                named += [Line("step", step.id) for step in change.after.steps]
            if change.collection == "about":  # what lanes are called hangs on the map's language
                named = [line for line in self._of if line.kind == "lane"]
            for line in named:
                if line in self._of:
                    index = self._index(self._of[line])
                    self.dataChanged.emit(index, index)

    def _match(self, node: _Node) -> None:
        """Have exactly the lines under a node that the outline has there, moving as few as can be."""
        children = node.children
        assert children is not None
        wanted = self._outline.under(node.line, self._words)
        there = set(wanted)
        parent = self._index(node)
        for row in range(len(children) - 1, -1, -1):
            if children[row].line not in there:
                self.beginRemoveRows(parent, row, row)
                self._forget(children.pop(row))
                self.endRemoveRows()
        for row, line in enumerate(wanted):
            if row < len(children) and children[row].line == line:
                continue
            old = next((i for i in range(row + 1, len(children)) if children[i].line == line), None)
            if old is not None:
                self.beginMoveRows(parent, old, old, parent, row)
                children.insert(row, children.pop(old))
                self.endMoveRows()
            else:
                self.beginInsertRows(parent, row, row)
                children.insert(row, self._new(line, node))
                self.endInsertRows()

    # going about --------------------------------------------------------------------------------------------------

    def ref_at(self, index: _Index) -> Ref | None:
        """What a line stands for on the map; None for a group."""
        node = self._node(index)
        if node.line.kind in ("root", "group"):
            return None
        return ref_to(node.line.kind, node.line.id)

    def index_of(self, ref: Ref) -> QModelIndex:
        """The line of a thing, filling what leads there; none where it has none."""
        line = self._path_to(ref)
        for one in line:
            node = self._of.get(one)
            if node is None:
                return QModelIndex()
            if one != line[-1] and node.children is None:
                self._fill(node)
        return self._index(self._of[line[-1]]) if line else QModelIndex()

    def _path_to(self, ref: Ref) -> list[Line]:
        journey = self._document.journey
        match ref.kind:
            case "stage":
                return [ROOT, Line("stage", ref.id)]
            case "lane":
                return [ROOT, LANES, Line("lane", ref.id)]
            case "card" if ref.id in journey.cards:
                card = journey.cards[ref.id]
                if card.step is None or card.lane is None:
                    return [ROOT, ASIDE, Line("card", ref.id)]
                return [*self._path_to(Ref("step", card.step)), Line("card", ref.id)]
            case "step" | "cell":
                step = ref.step or ref.id
                stage = queries.stage_of_step(journey, step)
                return [ROOT, Line("stage", stage.id), Line("step", step)] if stage is not None else []
        return []

    def all_open(self) -> Iterator[QModelIndex]:
        """Every line with something under it, filled on the way."""
        pending = deque([self._root])
        while pending:
            node = pending.popleft()
            if node.children is None:
                self._fill(node)
            if node is not self._root:
                yield self._index(node)
            pending += (child for child in node.children or () if self._outline.has_any(child.line))

    def _fill(self, node: _Node) -> None:
        wanted = self._outline.under(node.line, self._words)
        if not wanted:
            node.children = []
            return
        self.beginInsertRows(self._index(node), 0, len(wanted) - 1)
        node.children = [self._new(line, node) for line in wanted]
        self.endInsertRows()

    # what Qt asks -------------------------------------------------------------------------------------------------

    def _node(self, index: _Index) -> _Node:
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index(self, node: _Node) -> QModelIndex:
        if node.parent is None or node.parent.children is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node.key)

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """A line under another."""
        children = self._node(parent).children or []
        return self.createIndex(row, column, children[row].key) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override] # a QObject's own parent has another form
        """The line over another."""
        above = self._node(index).parent
        return self._index(above) if above is not None else QModelIndex()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many lines stand under one, as far as anybody looked."""
        return len(self._node(parent).children or ())

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: _Index = _NOWHERE) -> bool:
        """Whether a line can be opened."""
        node = self._node(parent)
        return bool(node.children) if node.children is not None else self._outline.has_any(node.line)

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether nobody has looked under a line yet."""
        node = self._node(parent)
        return node.children is None and self._outline.has_any(node.line)

    def fetchMore(self, parent: _Index) -> None:
        """Look under a line."""
        node = self._node(parent)
        if node.children is None:
            self._fill(node)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line's words, icon and weight."""
        if not index.isValid():
            return None
        line = self._node(index).line
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._said(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._said(line)}, {self._what(line)}"
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(line)
            case Qt.ItemDataRole.FontRole if line.kind in ("stage", "group"):
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if line.kind == "card":
                card = self._document.journey.cards.get(line.id)
                passes = card is None or self._wanted.passes(card)
                return None if passes else QColor(self._tokens.muted)
        return None

    def _said(self, line: Line) -> str:
        journey = self._document.journey
        match line.kind:
            case "stage" if line.id in journey.stages:
                return one_line(journey.stages[line.id].name) or _tr("Stage without a name")
            case "step":
                stage = queries.stage_of_step(journey, line.id)
                steps = queries.steps(stage) if stage is not None else []
                for number, step in enumerate(steps, 1):
                    if step.id == line.id:
                        return one_line(step.name) or _tr("Step {n}").replace("{n}", str(number))
            case "card" if line.id in journey.cards:
                return card_words(journey.cards[line.id])
            case "lane" if line.id in journey.lanes:
                return self._lane_named(journey.lanes[line.id])
            case "group":
                return _tr("Lanes") if line == LANES else _tr("Parked")
        return ""

    def _what(self, line: Line) -> str:
        """What a line is, for those who cannot see its icon."""
        journey = self._document.journey
        if line.kind == "card" and line.id in journey.cards:
            card = journey.cards[line.id]
            lane = journey.lanes.get(card.lane or "")
            return f"{kind_name(card.kind)}, {self._lane_named(lane)}" if lane is not None else kind_name(card.kind)
        return {"stage": _tr("stage"), "step": _tr("step"), "lane": _tr("lane")}.get(line.kind, _tr("group"))

    def _icon(self, line: Line) -> QIcon | None:
        journey = self._document.journey
        if line.kind == "card" and line.id in journey.cards:
            known = CARD_KINDS.get(journey.cards[line.id].kind)
            ink = self._theme.kind(journey.cards[line.id].kind).ink
            return self._icons.icon(known.icon if known else "type", ink)
        if line.kind == "lane" and line.id in journey.lanes:
            lane = LANE_KINDS.get(journey.lanes[line.id].kind)
            return self._icons.icon(lane.icon if lane else "rows-3", "muted")
        return None
