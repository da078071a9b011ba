"""The fields of an opportunity: what it brings and costs, who does it by when, and the initiative that carries it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from jmapdesk.edit import cards, initiatives
from jmapdesk.ui.inspector.answers import AnswersPains
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.initiative import InitiativePart
from jmapdesk.ui.inspector.naming import status_choices
from jmapdesk.ui.inspector.number_fields import ThirdField
from jmapdesk.ui.inspector.page import Desk, Form, Page
from jmapdesk.ui.inspector.picker import Item, Picker
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.tag_field import TagField
from jmapdesk.ui.inspector.text_fields import BoxField, LineField, NameField
from jmapdesk.ui.inspector.tiles import icon_button
from jmapdesk.util.one_line import one_line


class InitiativeField(ChoiceField):
    """The initiative that carries an opportunity out: one of the map's, or a new one by its title."""

    unnamed = Signal()
    """A new one was made that still wants a title."""

    def __init__(self, page: Page) -> None:
        super().__init__(unknown=said("None"))
        self._page = page
        self.button = icon_button(page.desk.icons, "plus", said("New initiative"))
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.addWidget(self.button)
        self.picker: Picker | None = None
        self.button.clicked.connect(self._ask)

    def make(self, title: str) -> None:
        """Make a new initiative and have it carry this opportunity."""
        key, new = self._page.key, self._page.desk.document.new_id()
        name = title or said("New initiative")
        self._page.run(
            "Add initiative",
            lambda m: cards.set_fields(initiatives.add_initiative(m, lambda: new, title=name), key, initiative=new),
        )
        if not title:
            self.unnamed.emit()

    def _ask(self) -> None:
        if self.picker is None:
            self.picker = Picker(self, self._items, said("Title of the initiative"), said("New initiative"))
            self.picker.picked.connect(self._pick)
            self.picker.made.connect(self.make)
        self.picker.open_under(self.button)

    def _items(self) -> list[Item]:
        return [Item(choice.value, choice.words) for choice in initiative_choices(self._page.desk) if choice.value]

    def _pick(self, key: str) -> None:
        self.load(key)
        self.edited.emit(key)


def initiative_choices(desk: Desk) -> list[Choice]:
    """The map's initiatives, and none."""
    known = sorted(desk.journey.initiatives.values(), key=lambda i: (i.title.casefold(), i.id))
    return [Choice(None, said("None")), *(Choice(i.id, one_line(i.title, 60) or said("No title")) for i in known)]


def opportunity_fields(page: Page, form: Form) -> None:
    """Add the fields to a page."""
    icons = page.desk.icons
    page.bind(form, said("Impact"), ThirdField(icons), "impact", top=3)
    page.bind(form, said("Effort"), ThirdField(icons), "effort", top=3)
    page.bind(form, said("Status"), ChoiceField(status_choices()), "status")
    page.bind(form, said("Owner"), NameField(page.desk.owners), "owner")
    page.bind(form, said("Due"), DayField(page.desk), "due")
    page.bind(form, said("Departments"), TagField(icons, said("Add a department")), "departments", top=4)
    page.bind(form, said("Budget"), LineField(), "budget")
    page.bind(form, said("Outcome"), BoxField(said("What we expect to see")), "expected")
    initiative = InitiativeField(page)
    page.bind(form, said("Initiative"), initiative, "initiative")
    page.before(lambda: initiative.offer(initiative_choices(page.desk)))
    whole = InitiativePart(page)
    page.part(whole)
    initiative.unnamed.connect(whole.name_it)
    page.later(AnswersPains(page))
