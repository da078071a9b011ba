"""The page of a connection: its kind, its label, and the cards at both ends."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from jmapdesk.edit import connections
from jmapdesk.model.delta import Delta
from jmapdesk.model.records import Connection
from jmapdesk.session.document import Edit
from jmapdesk.ui.inspector.choice_fields import ChoiceField
from jmapdesk.ui.inspector.connections import connection_choices
from jmapdesk.ui.inspector.naming import card_colours, card_icon, card_words
from jmapdesk.ui.inspector.page import Desk, Page, Part
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.text_fields import LineField
from jmapdesk.ui.inspector.tiles import Tile, plain_label


class EndPart(Part):
    """The card at one end of a connection; a press on it goes there."""

    def __init__(self, page: ConnectionPage, words: str, at_end: bool) -> None:
        super().__init__()
        self._page, self._at_end = page, at_end
        self.tile = Tile(page.desk.icons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(words, "fieldLabel"))
        column.addWidget(self.tile)
        self.tile.pressed.connect(lambda: page.desk.jump.emit(self._card()))

    def _card(self) -> str:
        arrow = self._page.record()
        return "" if arrow is None else arrow.end if self._at_end else arrow.start

    def refresh(self, difference: Delta | None) -> None:
        desk = self._page.desk
        card = desk.journey.cards.get(self._card())
        if card is not None:
            self.tile.show_text(card_words(card), "", card_icon(card), card_colours(desk, card))


class ConnectionPage(Page):
    """A connection."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heading(said("Connection"), "arrow-right")
        form = self.form()
        kind = ChoiceField()
        self.bind(form, said("Kind"), kind, "kind")
        self.bind(form, said("Label"), LineField(said("What the arrow says")), "label")
        self.before(lambda: kind.offer(connection_choices(True)))
        self.rule()
        self.ends = (EndPart(self, said("From"), False), EndPart(self, said("To"), True))
        for end in self.ends:
            self.part(end)
        self.turn = QPushButton(said("Turn it round"))
        self.turn.setObjectName("add")
        self.turn.clicked.connect(self._turn)
        self.column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def record(self) -> Connection | None:
        return self.desk.journey.connections.get(self.key)

    def change(self, fields: dict[str, Any]) -> Edit:
        key = self.key
        return lambda journey: connections.set_connection_fields(journey, key, **fields)

    def _turn(self) -> None:
        arrow = self.record()
        if arrow is not None:
            self.run("Turn connection round", lambda m: connections.reconnect(m, arrow.id, arrow.end, arrow.start))
