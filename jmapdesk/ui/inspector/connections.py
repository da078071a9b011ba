"""The arrows from and to a card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from jmapdesk.edit import connections
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import CONNECTION_KINDS
from jmapdesk.model.records import Connection
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField
from jmapdesk.ui.inspector.naming import card_colours, card_icon, card_items, card_words
from jmapdesk.ui.inspector.page import Desk, ListPart, Page
from jmapdesk.ui.inspector.picker import Picker
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.text_fields import LineField
from jmapdesk.ui.inspector.tiles import Tile


def connection_choices(outwards: bool) -> list[Choice]:
    """The kinds of arrows in words, as seen from this card: out of it or into it."""
    out = {
        "leads_to": said("Leads to"),
        "causes": said("Causes"),
        "needs": said("Needs"),
        "hands_off": said("Hands off to"),
    }
    into = {
        "leads_to": said("Comes from"),
        "causes": said("Caused by"),
        "needs": said("Needed by"),
        "hands_off": said("Handed off by"),
    }
    words = out if outwards else into
    return [Choice(kind, words[kind]) for kind in CONNECTION_KINDS]


class ConnectionRow(QFrame):
    """One arrow: its kind, its label, the card at its other end."""

    kind_edited = Signal(object)
    label_edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("group")
        self.arrow: Connection | None = None
        self.other = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        self.kind = ChoiceField()
        self.kind.name(said("Kind of connection"))
        self.label = LineField(said("Label"))
        self.label.name(said("Label of the connection"))
        column.addWidget(self.kind)
        self.tile = Tile(desk.icons, said("Remove this connection"))
        column.addWidget(self.tile)
        column.addWidget(self.label)
        self.kind.edited.connect(self.kind_edited)
        self.label.edited.connect(self.label_edited)
        self.label.left.connect(desk.document_left)

    def load(self, desk: Desk, arrow: Connection, key: str, fresh: bool) -> None:
        """Show an arrow as seen from the card ``key``."""
        fresh = fresh or self.arrow is None or self.arrow.id != arrow.id
        outwards = arrow.start == key
        self.arrow = arrow
        self.other = arrow.end if outwards else arrow.start
        self.kind.offer(connection_choices(outwards))
        self.kind.load(arrow.kind, fresh)
        self.label.load(arrow.label, fresh)
        card = desk.journey.cards.get(self.other)
        if card is not None:
            self.tile.show_text(card_words(card), "", card_icon(card), card_colours(desk, card))


class ConnectionsPart(ListPart):
    """All arrows of a card and the way to draw one more."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, said("Connect to a card"))
        self.picker: Picker | None = None
        self._arrows: list[str] = []

    def add(self) -> None:
        """Let the person choose the card this one leads to."""
        if self.picker is None:
            self.picker = Picker(
                self, lambda: card_items(self._desk, lambda c: c.id != self._page.key), said("Find a card")
            )
            self.picker.picked.connect(self.connect_to)
        self.picker.open_under(self.button)

    def connect_to(self, other: str) -> None:
        """Draw an arrow to another card."""
        key, new_id = self._page.key, self._desk.document.new_id
        self._page.run("Connect cards", lambda m: connections.connect(m, key, other, new_id))

    def refresh(self, difference: Delta | None) -> None:
        key, journey = self._page.key, self._desk.journey
        if difference is None or difference.touched("connections"):
            self._arrows = [c.id for c in journey.connections.values() if key in (c.start, c.end)]
        found = [journey.connections[arrow] for arrow in self._arrows]
        self.rows.resize_to(len(found), self._row)
        for row, arrow in zip(self.rows.rows, found, strict=True):
            row.load(self._desk, arrow, key, difference is None)

    def _row(self, place: int) -> ConnectionRow:
        row = ConnectionRow(self._desk)
        row.kind_edited.connect(lambda kind: self._edit(row, "kind", kind))
        row.label_edited.connect(lambda words: self._edit(row, "label", words))
        row.tile.pressed.connect(lambda: self._desk.jump.emit(row.other))
        row.tile.removed.connect(lambda: self._remove(row))
        return row

    def _edit(self, row: ConnectionRow, name: str, value: str) -> None:
        if row.arrow is None:
            return
        key = row.arrow.id
        merge = f"{key}.{name}" if name == "label" else None
        label = said("Change connection")
        self._desk.do(label, lambda m: connections.set_connection_fields(m, key, **{name: value}), merge)

    def _remove(self, row: ConnectionRow) -> None:
        if row.arrow is not None:
            key = row.arrow.id
            self._page.run("Remove connection", lambda m: connections.delete_connections(m, (key,)))
