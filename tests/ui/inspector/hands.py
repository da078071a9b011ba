"""A map with every kind of card, and hands to work an inspector with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.records import Card, Lane, Source
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, Selection, card_ref
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import Page
from jmapdesk.ui.inspector.panel import InspectorPanel
from tests.builders import small_map


def rich_map() -> JourneyMap:
    """The small map with a pain point ``pa``, opportunities ``op`` (answers it) and ``op2``, a metric ``me``,
    an image ``im``, a quote ``qu``, and a second source ``log``.
    """
    journey = small_map()
    lanes = {
        key: Lane(id=key, order=order, kind=kind)
        for key, order, kind in (("opps", "v", "opportunities"), ("mets", "w", "metrics"), ("notes", "x", "text"))
    }
    cards = (
        Card(id="pa", lane="pain", step="p1", order="a1", kind="pain_point", text="Too slow"),
        Card(id="pb", lane="pain", step="p2", order="a1", kind="pain_point", text="Too dear", tags=("price", "old")),
        Card(id="op", lane="opps", step="p1", order="a1", kind="opportunity", text="Be quick", pains=("pa",)),
        Card(id="op2", lane="opps", step="p2", order="a1", kind="opportunity", text="Be cheap"),
        Card(id="me", lane="mets", step="p1", order="a1", kind="metric", text="Sales"),
        Card(id="im", lane="notes", step="p1", order="a1", kind="image"),
        Card(id="qu", lane="notes", step="p2", order="a1", kind="quote", text="Well well"),
        Card(id="f1b", lane="feel", step="p1", order="b1", kind="feeling", score=0.5, persona="ada"),
    )
    journey = with_records(journey, "lanes", lanes)
    journey = with_records(journey, "cards", {card.id: card for card in cards})
    return with_records(journey, "sources", {"log": Source(id="log", kind="analytics", title="Web log")})


@dataclass
class Desk:
    """The panel under test and hands to work it with."""

    panel: InspectorPanel
    document: Document
    selection: Selection

    @property
    def journey(self) -> JourneyMap:
        return self.document.journey

    @property
    def page(self) -> Page:
        assert self.panel.page is not None
        return self.panel.page

    def card(self, key: str) -> Card:
        return self.document.journey.cards[key]

    def select(self, *keys: str) -> None:
        """Select cards."""
        self.selection.set(card_ref(key) for key in keys)

    def show(self, kind: Any, key: str, step: str = "") -> None:
        """Select one other thing."""
        self.selection.select(Ref(kind, key, step))

    def field(self, name: str) -> Any:
        """The field of the page that edits ``name``."""
        return self.page.bindings[name].field

    def steps(self) -> int:
        """How many undo steps there are."""
        return len(self.document.undo_labels)


MakeDesk = Callable[..., Desk]


def target(field: QWidget) -> QWidget:
    """The widget that takes the keys of a field."""
    return field.focusProxy() or field


def type_over(field: Field, text: str) -> None:
    """Replace what stands in a field by typing, as a person does; the keyboard stays there."""
    widget = target(field)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        QTest.keyClicks(widget, text)
    else:
        QTest.keyClick(widget, Qt.Key.Key_Delete)


def press(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def undo_keys(field: Field) -> None:
    """Ctrl+Z while the keyboard is in the field."""
    QTest.keyClick(target(field), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def notes(desk: Desk) -> str:
    """What the page says against what stands in its fields."""
    return " ".join(label.text() for label in desk.page.findChildren(QLabel, "problem") if label.isVisible())
