"""The page of a card: its words, the fields of its kind, and what every card has."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from jmapdesk.edit import cards
from jmapdesk.edit.moves import park
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.records import Card
from jmapdesk.session.document import Edit, added
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField, PersonaField, SegmentField, SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.connections import ConnectionsPart
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.icon_field import IconField
from jmapdesk.ui.inspector.kind_fields import KIND_FIELDS
from jmapdesk.ui.inspector.links import LinksPart
from jmapdesk.ui.inspector.naming import card_words, kind_name, moment_choices
from jmapdesk.ui.inspector.page import Desk, Form, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.sources import CardSources, SourcesPart
from jmapdesk.ui.inspector.tag_field import TagField
from jmapdesk.ui.inspector.text_fields import BoxField, NameField
from jmapdesk.ui.inspector.tiles import icon_button, plain_label
from jmapdesk.ui.popups import hang_menu


class CardPage(Page):
    """A card of one kind."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self.kind = kind
        self.by_word = False
        """Whether the words at the top are a feeling's word and not its text."""
        self._head()
        top = self.form()
        text = BoxField(said("How does it feel?") if kind == "feeling" else said("What does it say?"), least=2)
        text.setObjectName("headline")
        if kind == "feeling":
            self.bind(top, "", text, "text", label=said("Text"), read=self._felt, write=self._feel)
        else:
            self.bind(top, "", text, "text", label=said("Text"))
        build = KIND_FIELDS.get(kind)
        if build is not None:
            build(self, self.form())
        self._evidence()
        marks = self.form()
        self.bind(marks, said("Moment of truth"), ChoiceField(moment_choices()), "moment", top=3)
        self.bind(marks, said("Needs checking"), SwitchField(desk.tokens), "check", top=4)
        self.place_later()
        self.rule()
        self._common(self.form())
        self.rule()
        self.related = self.add_fold(said("Links and connections"))
        self.part(ConnectionsPart(self), self.related)
        self.part(LinksPart(self), self.related)
        self.more = self.add_fold(said("More"))
        self._rest(self.form(self.more))
        self.column.addStretch(1)

    def record(self) -> Card | None:
        return self.desk.journey.cards.get(self.key)

    def change(self, fields: dict[str, Any]) -> Edit:
        key = self.key
        return lambda journey: cards.set_fields(journey, key, **fields)

    def _felt(self) -> str:
        """What the map shows beside a feeling: its text, or its word where it has only that."""
        card = self.record()
        return getattr(card, "word" if self.by_word else "text") if card is not None else ""

    def _feel(self, value: str) -> Edit:
        return self.change({"word" if self.by_word else "text": value})

    def first_field(self) -> QWidget | None:
        return self.bindings["text"].field

    def before_loading(self, difference: Delta | None) -> None:
        card = self.record()
        if card is None:
            return
        if difference is None or card.text:  # the field stays with what it began with while somebody types
            self.by_word = bool(card.word) and not card.text
        asked = queries.asks_evidence(card)
        self._evidence_form.setVisible(asked)
        self._personas.offer(queries.personas(self.desk.journey))
        self._common_form.show_row(self._personas, bool(self.desk.journey.personas) and card.kind != "feeling")
        origin = card.origin
        told = [part for part in ((origin.author, origin.captured_on) if origin else ()) if part]
        if origin is not None and origin.card:
            source = self.desk.journey.cards.get(origin.card)
            told.append(filled("copied from “{card}”", card=card_words(source)) if source else said("a copy"))
        self._origin.setText(" · ".join(told))
        self._rest_form.show_row(self._origin, bool(told))
        if difference is None:
            self.more.open(bool(card.colour or card.icon or card.hidden_until))
            self.related.open(bool(card.links) or self._has_connections())

    def _has_connections(self) -> bool:
        return any(self.key in (c.start, c.end) for c in self.desk.journey.connections.values())

    # building -----------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        known = CARD_KINDS.get(self.kind)
        ink = self.desk.theme.kind(self.kind).ink
        row = self.head_row(known.icon if known else "type", ink)
        self.kind_button = QToolButton()
        self.kind_button.setObjectName("headButton")
        self.kind_button.setText(kind_name(self.kind))
        self.kind_button.setToolTip(said("Turn into another kind of card"))
        self.kind_button.setAccessibleName(filled("{kind}: turn into another kind", kind=kind_name(self.kind)))
        self.kind_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.kinds = QMenu(self.kind_button)
        self.kinds.aboutToShow.connect(self._fill_kinds)
        hang_menu(self.kind_button, self.kinds)
        row.addWidget(self.kind_button)
        row.addStretch(1)
        other = icon_button(self.desk.icons, "ellipsis", said("More about this card"), 18)
        menu = QMenu(other)
        menu.addAction(said("Duplicate"), self._duplicate)
        self._park_action = menu.addAction(said("Park"), self._park)
        menu.addSeparator()
        menu.addAction(said("Delete"), self._delete)
        menu.aboutToShow.connect(self._enable_park)
        hang_menu(other, menu)
        row.addWidget(other)
        self.column.addLayout(row)

    def _evidence(self) -> None:
        form = self._evidence_form = self.form()
        choices = [Choice("assumed", said("Assumed")), Choice("evidence", said("Evidence"))]
        known = SegmentField(choices, self.desk.tokens)
        self._known = known
        self._sources = SourcesPart(self, CardSources(self))

        # Derived, not stored: this is no field of the card, only the way to its sources.
        note = form.add(said("Known from"), known)
        known.name(said("Known from"))
        known.edited.connect(lambda value: self._known_chosen(value, note))
        self.part(self._sources)

    def _known_chosen(self, value: str, note: QLabel) -> None:
        card = self.record()
        if card is None:
            return
        stands = "evidence" if queries.is_sourced(card) else "assumed"
        self._known.load(stands)
        note.setVisible(value == "assumed" and stands == "evidence")
        note.setText(said("Remove its sources, and it is an assumption."))
        if value == "evidence" and stands == "assumed":
            self._sources.ask()

    def refresh(self, difference: Delta | None) -> None:
        super().refresh(difference)
        card = self.record()
        if card is not None:
            self._known.load("evidence" if queries.is_sourced(card) else "assumed")
            if difference is None or not queries.is_sourced(card):
                self._evidence_form.hide_note(self._known)

    def _common(self, form: Form) -> None:
        self._common_form = form
        self.bind(form, said("Tags"), TagField(self.desk.icons, said("Add a tag")), "tags", top=4)
        self.bind(form, said("Note"), BoxField(said("Anything the room should remember…"), least=2), "note")
        if "owner" not in self.bindings:  # an opportunity has it beside the day it is due
            self.bind(form, said("Owner"), NameField(self.desk.owners), "owner")
        self._personas = PersonaField(self.desk.tokens)
        self.bind(form, said("Personas"), self._personas, "personas", top=4)

    def _rest(self, form: Form) -> None:
        self._rest_form = form
        self.bind(form, said("Colour"), ColourField(STAGE_HUES, self.desk.tokens), "colour")
        self.bind(form, said("Icon"), IconField(self.desk.icons), "icon")
        self.bind(form, said("Hidden until"), DayField(self.desk), "hidden_until")
        self._origin = plain_label("", "quiet")
        self._origin.setContentsMargins(0, 7, 0, 0)
        form.add(said("Comes from"), self._origin)

    # doing --------------------------------------------------------------------------------------------------------

    def _fill_kinds(self) -> None:
        self.kinds.clear()
        card = self.record()
        if card is None:
            return
        for kind in cards.kinds_for(self.desk.journey, (card.id,)):
            icon = self.desk.icons.icon(CARD_KINDS[kind].icon, self.desk.theme.kind(kind).ink)
            action = self.kinds.addAction(icon, kind_name(kind))
            action.setEnabled(kind != card.kind)
            action.triggered.connect(lambda _checked=False, kind=kind: self.convert(kind))

    def convert(self, kind: str) -> None:
        """Turn the card into another kind."""
        key = self.key
        self.run("Change kind", lambda journey: cards.convert_kind(journey, (key,), kind))

    def _enable_park(self) -> None:
        card = self.record()
        self._park_action.setEnabled(card is not None and card.lane is not None and card.step is not None)

    def _duplicate(self) -> None:
        key, document = self.key, self.desk.document
        difference = self.run("Duplicate", lambda journey: cards.duplicate_cards(journey, (key,), document.new_id))
        for copy in added(difference, "cards"):
            self.desk.selection.select(card_ref(copy))

    def _park(self) -> None:
        key = self.key
        self.run("Park card", lambda journey: park(journey, (key,)))

    def _delete(self) -> None:
        key = self.key
        self.run("Delete card", lambda journey: cards.delete_cards(journey, (key,)))
