"""The page of several cards: what they share, changed for all of them in one undo step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from jmapdesk.edit import cards
from jmapdesk.edit.moves import park
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Edit
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField, PersonaField, SegmentField, SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.kind_fields import severity_choices
from jmapdesk.ui.inspector.naming import kind_name, moment_choices, status_choices
from jmapdesk.ui.inspector.page import Desk
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.shared import SharedPage, still_there
from jmapdesk.ui.inspector.tag_field import TagField
from jmapdesk.ui.inspector.text_fields import LineField
from jmapdesk.ui.inspector.tiles import plain_label


class MixedChoice(ChoiceField):
    """A choice that may differ from card to card (None)."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        super().__init__(choices, unknown=said("Several"))


class BulkPage(SharedPage):
    """Several cards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._title = self.heading("", "layers")
        self._kinds = plain_label("", "quiet")
        self.column.addWidget(self._kinds)
        form = self._form = self.form()
        self._severity = SegmentField(severity_choices(), desk.tokens, none=True)
        self._status = MixedChoice(status_choices())
        self._owner = LineField()
        self._personas = PersonaField(desk.tokens)
        self.shared(form, said("Severity"), self._severity, "severity", wide=True)
        self.shared(form, said("Status"), self._status, "status")
        self.shared(form, said("Moment of truth"), MixedChoice(moment_choices()), "moment", top=3)
        self.shared(form, said("Needs checking"), SwitchField(desk.tokens), "check", top=4)
        self.shared(form, said("Owner"), self._owner, "owner", empty="")
        tags = TagField(desk.icons, said("Add a tag to all"))
        self.bind(form, said("Tags of all"), tags, "tags", top=4, read=self._common_tags, write=self._with_tags)
        self.shared(form, said("Personas"), self._personas, "personas", top=4, empty=())
        self.shared(form, said("Colour"), ColourField(STAGE_HUES, desk.tokens), "colour")
        self.rule()
        self.for_all(said("Park"), "Park cards", park)
        self.for_all(said("Delete these cards"), "Delete cards", cards.delete_cards).setObjectName("danger")
        self.column.addStretch(1)

    def first_field(self) -> Any:
        return self._owner

    def before_loading(self, difference: Delta | None) -> None:
        super().before_loading(difference)
        found = self.record() or ()
        kinds = Counter(card.kind for card in found)
        self._title.setText(filled("{n} cards", n=len(found)))
        self._kinds.setText(" · ".join(f"{n} × {kind_name(kind)}" for kind, n in kinds.most_common()))
        self._form.show_row(self._severity, set(kinds) == {"pain_point"})
        self._form.show_row(self._status, set(kinds) == {"opportunity"})
        self._personas.offer(queries.personas(self.desk.journey))
        self._form.show_row(self._personas, bool(self.desk.journey.personas))

    def _common_tags(self) -> tuple[str, ...]:
        found = self.record() or ()
        if not found:
            return ()
        shared = set(found[0].tags).intersection(*(card.tags for card in found[1:]))
        return tuple(tag for tag in found[0].tags if tag in shared)

    def _with_tags(self, value: tuple[str, ...]) -> Edit:
        """Adds to every card what came new among the shared tags, and takes from every card what went."""
        before = self._common_tags()
        new = tuple(tag for tag in value if tag not in before)
        gone = {tag for tag in before if tag not in value}
        refs = self.refs

        def edit(journey: JourneyMap) -> JourneyMap:
            alike: dict[tuple[str, ...], list[str]] = {}
            for key in (ref.id for ref in still_there(journey, refs)):
                tags = journey.cards[key].tags
                wanted = tuple(dict.fromkeys((*(tag for tag in tags if tag not in gone), *new)))
                if wanted != tags:
                    alike.setdefault(wanted, []).append(key)
            for tags, keys in alike.items():
                journey = cards.set_fields_of(journey, keys, tags=tags)
            return journey

        return edit
