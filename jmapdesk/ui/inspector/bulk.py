"""The page of several cards: what they share, changed for all of them in one undo step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from jmapdesk.edit import cards
from jmapdesk.edit.moves import park
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.session.document import Edit
from jmapdesk.ui.actions import tip_of
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField, PersonaField, SegmentField, SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.kind_fields import channel_field, severity_choices
from jmapdesk.ui.inspector.naming import kind_name, moment_choices, status_choices
from jmapdesk.ui.inspector.number_fields import ThirdField
from jmapdesk.ui.inspector.opportunity import initiative_choices
from jmapdesk.ui.inspector.page import Desk
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.shared import SharedPage, still_there
from jmapdesk.ui.inspector.sources import SharedSources, SourcesPart
from jmapdesk.ui.inspector.tag_field import TagField
from jmapdesk.ui.inspector.text_fields import LineField, NameField
from jmapdesk.ui.inspector.tiles import plain_label

_MIXED = "\0"
"""Stands for different values where a card may have none at all (None)."""


class MixedChoice(ChoiceField):
    """A choice that may differ from card to card: a value that is no choice."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        super().__init__(choices, unknown=said("Several"))


class BulkPage(SharedPage):
    """Several cards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._title = self.heading("", "layers")
        self._kinds = plain_label("", "quiet")
        self.column.addWidget(self._kinds)
        together = QPushButton(said("Connect"))
        together.setToolTip(tip_of("connect"))
        together.clicked.connect(desk.connecting)
        self.column.addWidget(together, 0, Qt.AlignmentFlag.AlignLeft)
        form = self._form = self.form()
        self._of_kinds: list[tuple[str, Field]] = []
        self._of_kind(said("Severity"), SegmentField(severity_choices(), desk.tokens, none=True), "severity", wide=True)
        self._of_kind(said("Impact"), ThirdField(desk.icons), "impact", top=3)
        self._of_kind(said("Effort"), ThirdField(desk.icons), "effort", top=3)
        self._of_kind(said("Status"), MixedChoice(status_choices()), "status")
        self._of_kind(said("Due"), DayField(desk), "due", empty="")
        self._list(said("Departments of all"), said("Add a department to all"), "departments")
        self._of_kind(said("Budget"), LineField(), "budget", empty="")
        self._initiative = MixedChoice(())
        self._of_kind(said("Initiative"), self._initiative, "initiative", empty=_MIXED)
        self._of_kind(said("Channel"), channel_field(desk), "channel", empty="")
        self._of_kind(said("Said by"), LineField(said("Who said it")), "who", empty="")
        self._owner = NameField(desk.owners)
        self.shared(form, said("Owner"), self._owner, "owner", empty="")
        self._list(said("Tags of all"), said("Add a tag to all"), "tags")
        self._personas = PersonaField(desk.tokens)
        self.shared(form, said("Personas"), self._personas, "personas", top=4, empty=())
        self.rule()
        self.column.addWidget(plain_label(said("Sources of all"), "heading"))
        self.part(SourcesPart(self, SharedSources(self, self._ids)))
        form = self.form()
        self.shared(form, said("Moment of truth"), MixedChoice(moment_choices()), "moment", top=3)
        self.shared(form, said("Needs checking"), SwitchField(desk.tokens), "check", top=4)
        self.rule()
        form = self.form()
        self.shared(form, said("Colour"), ColourField(STAGE_HUES, desk.tokens), "colour")
        self.shared(form, said("Hidden until"), DayField(desk), "hidden_until", empty="")
        self.rule()
        self.for_all(said("Park"), "Park cards", park)
        self.for_all(said("Delete these cards"), "Delete cards", cards.delete_cards).setObjectName("danger")
        self.column.addStretch(1)

    def _of_kind(self, words: str, field: Field, name: str, **how: Any) -> None:
        """A field that shows where all the cards are of kinds that use it."""
        self.shared(self._form, words, field, name, **how)
        self._of_kinds.append((name, field))

    def _list(self, words: str, add: str, name: str) -> None:
        """Short texts, such as tags: those that all cards have."""
        field = TagField(self.desk.icons, add)
        read, write = partial(self._common, name), partial(self._with_list, name)
        self.bind(self._form, words, field, name, top=4, read=read, write=write)
        if name != "tags":
            self._of_kinds.append((name, field))

    def _ids(self, journey: JourneyMap) -> list[str]:
        """The cards that are still there."""
        return [ref.id for ref in still_there(journey, self.refs)]

    def first_field(self) -> Any:
        return self._owner

    def before_loading(self, difference: Delta | None) -> None:
        super().before_loading(difference)
        found = self.record() or ()
        kinds = Counter(card.kind for card in found)
        self._title.setText(filled("{n} cards", n=len(found)))
        self._kinds.setText(" · ".join(f"{n} × {kind_name(kind)}" for kind, n in kinds.most_common()))
        used = [CARD_KINDS[kind].fields if kind in CARD_KINDS else () for kind in kinds]
        for name, field in self._of_kinds:
            self._form.show_row(field, all(name in fields for fields in used))
        self._initiative.offer(initiative_choices(self.desk))
        self._personas.offer(queries.personas(self.desk.journey))
        self._form.show_row(self._personas, bool(self.desk.journey.personas) and "feeling" not in kinds)

    def _common(self, name: str) -> tuple[str, ...]:
        found = [getattr(card, name) for card in self.record() or ()]
        if not found:
            return ()
        shared = set(found[0]).intersection(*found[1:])
        return tuple(text for text in found[0] if text in shared)

    def _with_list(self, name: str, value: tuple[str, ...]) -> Edit:
        """Adds to every card what came new among the shared texts, and takes from every card what went."""
        before = self._common(name)
        new = tuple(text for text in value if text not in before)
        gone = {text for text in before if text not in value}

        def edit(journey: JourneyMap) -> JourneyMap:
            alike: dict[tuple[str, ...], list[str]] = {}
            for key in self._ids(journey):
                texts = getattr(journey.cards[key], name)
                wanted = tuple(dict.fromkeys((*(text for text in texts if text not in gone), *new)))
                if wanted != texts:
                    alike.setdefault(wanted, []).append(key)
            for texts, keys in alike.items():
                journey = cards.set_fields_of(journey, keys, **{name: texts})
            return journey

        return edit
