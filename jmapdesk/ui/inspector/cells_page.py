"""The page of several cells: where they are, what stands in them, and a card for each."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton

from jmapdesk.edit import cards
from jmapdesk.edit.cells import place_at
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.document import Edit, added
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.holding import leading
from jmapdesk.ui.inspector.naming import lane_name, step_names
from jmapdesk.ui.inspector.page import Desk, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.shared import key_of, still_there
from jmapdesk.ui.inspector.tiles import add_button, counted, plain_label

_NAMED = 8
"""So many cells are named, the others counted."""


class CellsPage(Page):
    """Several cells. The key only tells one selection from the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.refs: tuple[Ref, ...] = ()
        self._title = self.heading("", "layers")
        self.where = plain_label("", "quiet")
        self.inside = plain_label("", "quiet")
        self.column.addWidget(self.where)
        self.column.addWidget(self.inside)
        self.select = leading(QPushButton(said("Select their cards")))
        self.select.clicked.connect(self._select)
        self.button = add_button(desk.icons, said("Add a card to each"))
        self.button.clicked.connect(self.add)
        for button in (self.select, self.button):
            self.column.addWidget(button)
        self.column.addStretch(1)

    def show_refs(self, refs: tuple[Ref, ...]) -> None:
        """Show these cells."""
        self.refs = refs
        self.show_thing(key_of(refs))

    def record(self) -> tuple[Ref, ...] | None:
        """The cells that are still there; None for none."""
        return tuple(still_there(self.desk.journey, self.refs)) or None

    def change(self, fields: dict[str, Any]) -> Edit:
        raise NotImplementedError  # places have no fields

    def first_field(self) -> Any:
        return self.button if self.select.isHidden() else self.select

    def before_loading(self, difference: Delta | None) -> None:
        journey, here = self.desk.journey, self.record() or ()
        steps = step_names(journey)
        self._title.setText(filled("{n} cells", n=len(here)))
        named = [f"{lane_name(journey.lanes[ref.id])} · {steps.get(ref.step, '')}" for ref in here[:_NAMED]]
        if len(here) > _NAMED:
            named.append(filled("{n} more", n=len(here) - _NAMED))
        self.where.setText("\n".join(named))
        found = self._cards()
        told = counted(len(found), "{n} card stands there", "{n} cards stand there")
        self.inside.setText(told if found else said("Nothing stands there yet"))
        self.select.setVisible(bool(found))
        self.button.setVisible(bool(self._taking(journey)))

    def _cards(self) -> list[str]:
        by_cell = queries.cards_by_cell(self.desk.journey)
        return [card.id for ref in self.record() or () for card in by_cell.get((ref.id, ref.step), ())]

    def _taking(self, journey: JourneyMap) -> list[Ref]:
        """The cells that words can be put into; a feeling stands by itself in its step."""
        return [
            ref
            for ref in still_there(journey, self.refs)
            if card_kind_of(journey.lanes[ref.id].kind) not in (None, "feeling", "image")
        ]

    def _select(self) -> None:
        self.desk.selection.set(card_ref(key) for key in self._cards())

    def add(self) -> None:
        """Put a new card at the end of each cell and select them."""
        new_id = self.desk.document.new_id

        def edit(journey: JourneyMap) -> JourneyMap:
            for ref in self._taking(journey):
                journey = cards.add_card(journey, place_at(journey, ref.id, ref.step), new_id)
            return journey

        made = added(self.run("Add cards", edit), "cards")
        if made:
            self.desk.selection.set(card_ref(key) for key in made)
