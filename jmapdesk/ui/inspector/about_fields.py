"""The page of the map itself: its title block, its personas, the lanes that are hidden."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jmapdesk.edit import lanes, personas
from jmapdesk.edit.about import set_about, set_colour, set_theme
from jmapdesk.layout.themes import OWN_TOKENS, theme_named
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import DIRECTIONS, MAP_KINDS, MAP_STATUSES
from jmapdesk.model.records import About
from jmapdesk.session.document import Edit, added
from jmapdesk.session.selection import Ref
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.initiative import InitiativesPart
from jmapdesk.ui.inspector.naming import lane_name
from jmapdesk.ui.inspector.page import Desk, ListPart, Page, Part
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.text_fields import BoxField, LanguageField, LineField, NameField, NumberField, TitleField
from jmapdesk.ui.inspector.theme_field import OwnColourField, ThemeField
from jmapdesk.ui.inspector.tiles import Rows, Tile, plain_label
from jmapdesk.util.one_line import one_line


class PersonasPart(ListPart):
    """The map's personas: press one to select it, or add one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, said("Add persona"), said("Personas"))
        self._shown: list[str] = []

    def add(self) -> None:
        """One more persona, selected."""
        new_id = self._desk.document.new_id
        difference = self._page.run("Add persona", lambda m: personas.add_persona(m, new_id, name=said("New persona")))
        for key in added(difference, "personas"):
            self._desk.selection.select(Ref("persona", key))
            self._desk.naming.emit()

    def refresh(self, difference: Delta | None) -> None:
        found = queries.personas(self._desk.journey)
        self._shown = [persona.id for persona in found]
        self.rows.resize_to(len(found), self._row)
        for tile, persona in zip(self.rows.rows, found, strict=True):
            tile.show_text(one_line(persona.name) or said("No name"), persona.role, "user")

    def _row(self, place: int) -> Tile:
        tile = Tile(self._desk.icons)
        tile.pressed.connect(lambda: self._desk.selection.select(Ref("persona", self._shown[place])))
        return tile


class HiddenLane(QWidget):
    """A lane that is hidden, and a button that shows it again."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.label = plain_label("", "quiet")
        self.button = QPushButton(said("Show"))
        row.addWidget(self.label, 1)
        row.addWidget(self.button)


class HiddenLanesPart(Part):
    """The hidden lanes, so that they can come back."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._desk = page, page.desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        column.addWidget(plain_label(said("Hidden lanes"), "heading"))
        self.rows = Rows()
        column.addWidget(self.rows)
        self._shown: list[str] = []

    def refresh(self, difference: Delta | None) -> None:
        found = [lane for lane in queries.lanes(self._desk.journey) if lane.hidden]
        self._shown = [lane.id for lane in found]
        self.setVisible(bool(found))
        self.rows.resize_to(len(found), self._row)
        for row, lane in zip(self.rows.rows, found, strict=True):
            row.label.setText(lane_name(lane))
            row.button.setAccessibleName(filled("Show {lane}", lane=lane_name(lane)))

    def _row(self, place: int) -> HiddenLane:
        row = HiddenLane()
        row.button.clicked.connect(lambda: self._reveal(place))
        return row

    def _reveal(self, place: int) -> None:
        key = self._shown[place]
        self._page.run("Show lane", lambda m: lanes.set_lane_fields(m, key, hidden=False))


class AboutPage(Page):
    """The map's own details; shown as well when nothing is selected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heading(said("Map details"), "file-text")
        form = self.form()
        self.bind(form, "", TitleField(said("Title of the map")), "title", label=said("Title"))
        kinds = {
            "current_state": said("Current state"),
            "future_state": said("Future state"),
            "day_in_the_life": said("Day in the life"),
            "service_blueprint": said("Service blueprint"),
        }
        self.bind(form, said("Kind"), ChoiceField([Choice(kind, kinds[kind]) for kind in MAP_KINDS]), "kind")
        self.bind(form, said("Purpose"), BoxField(said("Why, and for whom")), "purpose")
        self.bind(form, said("Goal"), BoxField(said("One that can be measured")), "goal")
        self.bind(form, said("Success measure"), BoxField(), "success_measure", top=3)
        self.bind(form, said("Scope"), BoxField(said("Where it begins and ends")), "scope")
        self.rule()
        self.part(PersonasPart(self))
        self.rule()
        self.part(InitiativesPart(self))
        self.rule()
        form = self.form()
        statuses = {"draft": said("Draft"), "in_review": said("In review"), "final": said("Final")}
        self.bind(form, said("Status"), ChoiceField([Choice(s, statuses[s]) for s in MAP_STATUSES]), "status")
        self.bind(form, said("Owner"), NameField(desk.owners), "owner")
        self.bind(form, said("Team"), LineField(), "team")
        self.bind(form, said("Version"), LineField("1.0", 200), "version_label")
        self.bind(form, said("Reviewed on"), DayField(desk), "reviewed_on")
        months = NumberField(1, 1200, whole=True, unit=lambda n: said("month") if n == 1 else said("months"))
        self.bind(form, said("Review every"), months, "review_every")
        self.bind(form, said("Note"), BoxField(), "note")
        self.rule()
        form = self.form()
        self.bind(form, said("Language"), LanguageField("en, de, ar…", 40), "language")
        directions = {"auto": said("By language"), "ltr": said("Left to right"), "rtl": said("Right to left")}
        self.bind(form, said("Direction"), ChoiceField([Choice(d, directions[d]) for d in DIRECTIONS]), "direction")
        self.rule()
        self._bind_look()
        self.part(HiddenLanesPart(self))
        self.column.addStretch(1)

    def _bind_look(self) -> None:
        """The theme and the colours over it."""
        self.bind(
            self.form(), said("Theme"), ThemeField(self.desk.tokens), "theme", wide=True,
            read=lambda: self.desk.journey.look.theme, write=lambda name: lambda journey: set_theme(journey, name),
        )  # fmt: skip
        fold = self.add_fold(said("Own colours"))
        form = self.form(fold)
        words = {
            "accent": said("Accent"), "good": said("Good"), "mixed": said("Mixed"), "bad": said("Bad"),
            "ink": said("Words"), "paper": said("Paper"),
        }  # fmt: skip
        self._own: dict[str, OwnColourField] = {}
        for token in OWN_TOKENS:
            field = self._own[token] = OwnColourField(self.desk.icons, self.desk.tokens)
            read, write = partial(self._own_colour, token), partial(_give_colour, token)
            self.bind(form, words[token], field, f"colour {token}", read=read, write=write)

    def _own_colour(self, token: str) -> str:
        return self.desk.journey.look.colours.get(token, "")

    def before_loading(self, difference: Delta | None) -> None:
        theme = theme_named(self.desk.journey.look.theme)
        for token, field in self._own.items():
            field.offer(getattr(theme.colours, token))

    def record(self) -> About:
        return self.desk.journey.about

    def change(self, fields: dict[str, Any]) -> Edit:
        return lambda journey: set_about(journey, **fields)


def _give_colour(token: str, value: str) -> Edit:
    return lambda journey: set_colour(journey, token, value or None)
