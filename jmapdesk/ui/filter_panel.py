"""The filter: what the cards of a map carry, listed with counts; what is ticked stays, all other cards fade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.insight.filters import counts, passing
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS
from jmapdesk.model.records import Card
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.kind_fields import severity_choices
from jmapdesk.ui.inspector.naming import kind_name, moment_choices
from jmapdesk.ui.inspector.said import kind_said
from jmapdesk.ui.panels import close_button
from jmapdesk.ui.tips import plain_tip
from jmapdesk.util.one_line import one_line

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_WIDTH = 236
_VALUE = Qt.ItemDataRole.UserRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("filter", text)


def shown_cards(layout: MapLayout) -> list[Card]:
    """The cards that stand on the sheet: neither put aside nor in a hidden lane or stage."""
    hidden = {None, *layout.shown.hidden_ids(layout.journey)}
    return [card for card in layout.journey.cards.values() if card.lane not in hidden and card.step not in hidden]


def passing_words(view: MapView) -> str:
    """How many cards are not faded, of how many; empty where none is."""
    if not view.wanted:
        return ""
    cards = shown_cards(view.layout_now)
    words = _tr("{n} of {all} cards")
    return words.replace("{n}", f"{passing(view.wanted, cards):,}").replace("{all}", f"{len(cards):,}")


def facet_names() -> dict[str, str]:
    """What cards are filtered by, in words."""
    return {
        "kind": _tr("Kind"), "tag": _tr("Tag"), "persona": _tr("Persona"), "channel": _tr("Channel"),
        "evidence": _tr("Known from"), "owner": _tr("Owner"), "severity": _tr("Severity"),
        "moment": _tr("Moment of truth"), "check": _tr("Doubt"),
    }  # fmt: skip


def value_words(journey: JourneyMap, facet: str, value: str) -> str:
    """One value of a facet in words; what people typed is shown as they typed it."""
    match facet:
        case "kind":
            return kind_name(value)
        case "persona":
            persona = journey.personas.get(value)
            return (one_line(persona.name, 40) or _tr("No name")) if persona is not None else _tr("Everybody")
        case "channel":
            return kind_said(CHANNELS[value][0]) if value in CHANNELS else one_line(value, 40)
        case "owner" if not value:
            return _tr("Opportunity, no owner")
        case "severity":
            return {str(choice.value): choice.words for choice in severity_choices()}.get(value, value)
        case "moment":
            return {str(choice.value): choice.words for choice in moment_choices()}.get(value, value)
        case "evidence" | "check":
            return {"evidence": _tr("Evidence"), "assumption": _tr("Assumption"), "check": _tr("Needs checking")}[value]
    return one_line(value, 40)


def _hint() -> str:
    return _tr("Tick what you want to see. All other cards fade.")


class FilterPanel(QFrame):
    """The list of what can be ticked. It looks at the map only while it shows."""

    def __init__(self, view: MapView, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter")
        self.setFixedWidth(_WIDTH)
        self._view, self._document = view, view.document
        self._listed: Mapping[str, Mapping[str, int]] = {}
        self._filling = False
        title = QLabel(_tr("Filter"))
        title.setObjectName("panelTitle")
        self.clear_button = QPushButton(_tr("Show all"))
        self.clear_button.setToolTip(_tr("Show all cards (Esc)"))
        self.clear_button.clicked.connect(view.unfilter)
        self.count = QLabel()
        self.count.setObjectName("filterCount")
        self.count.setWordWrap(True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.list = _List()
        self.list.setAccessibleName(_tr("What to show"))
        self.list.itemChanged.connect(self._ticked)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.clear_button)
        close = close_button(icons)
        self.closed = close.clicked
        top.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 6, 6)
        column.addLayout(top)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self._soon = QTimer(self, singleShot=True, interval=200)
        self._soon.timeout.connect(self.refresh)
        self._document.changed.connect(self._changed)
        view.filter_changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        # as high as its longest words, so that the list stays where it is when they get shorter
        self.count.setText(_hint())
        self.count.setMinimumHeight(self.count.heightForWidth(_WIDTH - 18))
        self.refresh()

    def _changed(self, _difference: Delta) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Count the values of the map, list them, tick what is wanted."""
        if not self.isVisible():
            return
        found = _listed(self._view.layout_now)
        self._filling = True
        if found != self._listed:
            self._fill(found)
        for value in self.list.values():
            facet, key = value.data(0, _VALUE)
            on = key in self._view.wanted.wanted.get(facet, ())
            value.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False
        self.clear_button.setEnabled(bool(self._view.wanted))
        self.count.setText(passing_words(self._view) or _hint())

    def _fill(self, found: Mapping[str, Mapping[str, int]]) -> None:
        journey, names = self._document.journey, facet_names()
        current = self.list.currentItem()
        kept = current.data(0, _VALUE) if current is not None else None
        at = self.list.verticalScrollBar().value()
        self.list.clear()
        self._listed = found
        for facet, values in found.items():
            heading = QTreeWidgetItem([names[facet]])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            bold = QFont(self.list.font())
            bold.setBold(True)
            heading.setFont(0, bold)
            self.list.addTopLevelItem(heading)
            heading.setFirstColumnSpanned(True)
            for value, count in values.items():
                words = value_words(journey, facet, value)
                item = QTreeWidgetItem(heading, [words, f"{count:,}"])
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setData(0, _VALUE, (facet, value))
                item.setCheckState(0, Qt.CheckState.Unchecked)
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(0, "" if len(words) < 24 else plain_tip(words))
                if (facet, value) == kept:
                    self.list.setCurrentItem(item)
            heading.setExpanded(True)
        self.list.verticalScrollBar().setValue(at)

    def _ticked(self, item: QTreeWidgetItem) -> None:
        value = item.data(0, _VALUE)
        if self._filling or value is None:
            return
        on = item.checkState(0) == Qt.CheckState.Checked
        facet, key = value
        self._view.filter_by(self._view.wanted.with_value(facet, key, on))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows all cards again, then leaves for the map."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._view.wanted:
            self._view.unfilter()
        else:
            self._view.setFocus()


class _Ticking(QStyledItemDelegate):
    """Ticks a value wherever in its line somebody clicks; Qt itself takes clicks on the small box only."""

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A click ticks; keys are Qt's."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        line = index.sibling(index.row(), 0)
        let_go = event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
        if not let_go or line.data(_VALUE) is None:
            return False
        on = Qt.CheckState(line.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        after = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(line, after, Qt.ItemDataRole.CheckStateRole)


class _List(QTreeWidget):
    """Headings with values to tick under them; a click anywhere on a value ticks it."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(2)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemsExpandable(False)
        self.setItemDelegate(_Ticking(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def values(self) -> list[QTreeWidgetItem]:
        """All lines that can be ticked."""
        headings = (self.topLevelItem(i) for i in range(self.topLevelItemCount()))
        return [value for top in headings if top is not None for i in range(top.childCount())
                if (value := top.child(i)) is not None]  # fmt: skip


def _listed(layout: MapLayout) -> dict[str, dict[str, int]]:
    """The values of each facet with their counts, the most common first; what is wanted stays listed with none."""
    found, wanted = counts(shown_cards(layout)), layout.wanted.wanted
    result: dict[str, dict[str, int]] = {}
    for facet, counter in found.items():
        for value in wanted.get(facet, ()):
            counter.setdefault(value, 0)
        if counter and (facet != "persona" or counter.keys() != {""}):
            result[facet] = dict(sorted(counter.items(), key=lambda pair: _order(facet, *pair)))
    return result


_FIXED = {"kind": tuple(CARD_KINDS), "severity": ("3", "2", "1"), "evidence": ("evidence", "assumption")}
"""Facets whose values stand in an order of their own."""


def _order(facet: str, value: str, count: int) -> tuple[bool, int, int, str]:
    """Names before what has none, however common that is."""
    order = _FIXED.get(facet, ())
    return (not value, order.index(value) if value in order else len(order), -count, value)
