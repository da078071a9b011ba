"""The page of a persona."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from jmapdesk.edit import personas
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.records import Persona
from jmapdesk.session.document import Edit
from jmapdesk.ui.holding import leading
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.image_fields import PictureField
from jmapdesk.ui.inspector.page import Desk, Page
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.sources import PersonaSources, SourcesPart
from jmapdesk.ui.inspector.text_fields import BoxField, ListField, TitleField
from jmapdesk.ui.inspector.tiles import plain_label


class PersonaPage(Page):
    """A persona."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heading(said("Persona"), "user")
        form = self.form()
        self.bind(form, "", TitleField(said("Name")), "name", label=said("Name"))
        self.bind(form, said("Role"), BoxField(said("Operations lead")), "role")
        self.bind(form, said("Quote"), BoxField(said("What they would say")), "quote")
        portrait = PictureField(desk, lambda: desk.portrait.emit(self.key), lambda: desk.crop.emit("persona", self.key))
        self.bind(form, said("Portrait"), portrait, "portrait")
        self.bind(form, said("Colour"), ColourField(STAGE_HUES, desk.tokens), "colour")
        self.rule()
        form = self.form()
        self.bind(form, said("Background"), BoxField(), "background")
        self.bind(form, said("Demographics"), BoxField(), "demographics")
        one_per_line = said("One per line")
        for name, words in (
            ("goals", said("Goals")),
            ("motivations", said("Motivations")),
            ("expectations", said("Expectations")),
            ("frustrations", said("Frustrations")),
            ("channels", said("Channels")),
        ):
            self.bind(form, words, ListField(one_per_line), name)
        self.rule()
        self.column.addWidget(plain_label(said("Known from"), "heading"))
        self.part(SourcesPart(self, PersonaSources(self)))
        self.rule()
        page = leading(QPushButton(said("Show the page")))
        page.clicked.connect(lambda: desk.persona_page.emit(self.key))
        self.column.addWidget(page, 0, Qt.AlignmentFlag.AlignLeft)
        self.main = QPushButton(said("Make this the main persona"))
        self.main.clicked.connect(self._make_main)
        self.column.addWidget(self.main, 0, Qt.AlignmentFlag.AlignLeft)
        delete = QPushButton(said("Delete persona"))
        delete.setObjectName("danger")
        delete.clicked.connect(self._delete)
        self.column.addWidget(delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def record(self) -> Persona | None:
        return self.desk.journey.personas.get(self.key)

    def change(self, fields: dict[str, Any]) -> Edit:
        key = self.key
        return lambda journey: personas.set_persona_fields(journey, key, **fields)

    def before_loading(self, difference: Delta | None) -> None:
        ordered = queries.personas(self.desk.journey)
        self.main.setVisible(bool(ordered) and ordered[0].id != self.key)

    def _make_main(self) -> None:
        key = self.key
        self.run("Make main persona", lambda m: personas.move_persona(m, key, 0))

    def _delete(self) -> None:
        key = self.key
        self.run("Delete persona", lambda m: personas.delete_persona(m, key))
