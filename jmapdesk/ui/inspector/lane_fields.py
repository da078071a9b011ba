"""The pages of a lane and of a cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from jmapdesk.edit import cards, lanes
from jmapdesk.edit.cells import place_at
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import DIVIDER_NAMES, DIVIDERS, LANE_KINDS, card_kind_of
from jmapdesk.model.records import Lane
from jmapdesk.session.document import Edit, added
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField, SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.icon_field import IconField
from jmapdesk.ui.inspector.naming import kind_name, lane_kind_name, lane_name, step_names
from jmapdesk.ui.inspector.page import Desk, Page
from jmapdesk.ui.inspector.said import filled, kind_said, said
from jmapdesk.ui.inspector.text_fields import LineField, ListField, NumberField, TitleField
from jmapdesk.ui.inspector.tiles import add_button, plain_label


class LanePage(Page):
    """A lane of one kind."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        known = LANE_KINDS.get(kind)
        self.heading(lane_kind_name(kind), known.icon if known else "rows-3", desk.theme.lane_ink(kind))
        form = self.form()
        self._name = TitleField(lane_kind_name(kind))
        self.bind(form, "", self._name, "name", label=said("Name"))
        if kind == "divider":
            lines = [Choice(key, kind_said(DIVIDER_NAMES[key])) for key in DIVIDERS]
            self.bind(form, said("Line"), ChoiceField(lines), "divider")
        else:
            self.bind(form, said("Subtitle"), LineField(kind_said(known.subtitle) if known else ""), "subtitle")
        if kind == "feelings":
            self.bind(form, said("Scale"), ListField(said("Best first, one per line"), least=2), "scale")
        self.bind(form, said("Colour"), ColourField(STAGE_HUES, desk.tokens, said("The kind’s own colour")), "colour")
        if kind != "divider":
            self.bind(form, said("Icon"), IconField(desk.icons), "icon")
            height = NumberField(24, 2000, placeholder=said("As the cards need"))
            self.bind(form, said("Least height"), height, "height")
            if card_kind_of(kind) is not None:
                self.bind(form, said("Collapsed"), SwitchField(desk.tokens), "collapsed", top=4)
        self.bind(form, said("Hidden"), SwitchField(desk.tokens), "hidden", top=4)
        self.column.addStretch(1)

    def record(self) -> Lane | None:
        return self.desk.journey.lanes.get(self.key)

    def change(self, fields: dict[str, Any]) -> Edit:
        key = self.key
        height = fields.get("height")
        if height is not None:
            fields = {**fields, "height": float(height)}
        return lambda journey: lanes.set_lane_fields(journey, key, **fields)


class CellPage(Page):
    """A place on the map: what typing there does, and a card to add. Its key is lane and step, parted by a space."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._heading = self.heading("", "sticky-note")
        self._where = plain_label("", "quiet")
        self.column.addWidget(self._where)
        self._hint = plain_label("", "quiet")
        self.column.addWidget(self._hint)
        self._note = plain_label("", "problem")
        self._note.hide()
        self.column.addWidget(self._note)
        self.button = add_button(desk.icons, said("Add card"))
        self.button.clicked.connect(self.add)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def record(self) -> Lane | None:
        return self.desk.journey.lanes.get(self.key.partition(" ")[0])

    def change(self, fields: dict[str, Any]) -> Edit:
        raise NotImplementedError  # a place has no fields

    def first_field(self) -> Any:
        return self.button

    def before_loading(self, difference: Delta | None) -> None:
        lane = self.record()
        if lane is None:
            return
        kind = card_kind_of(lane.kind)
        self._heading.setText(lane_name(lane))
        self._where.setText(step_names(self.desk.journey).get(self.key.partition(" ")[2], ""))
        self.button.setVisible(kind is not None)
        self._hint.setVisible(kind is None or not self.desk.document.is_read_only)
        if kind is None:
            self._hint.setText(said("No cards stand in this lane."))
        elif kind == "feeling":
            self._hint.setText(said("Drag the curve, or type to name the feeling here."))
        else:
            self._hint.setText(filled("Type to add a card here: {kind}.", kind=kind_name(kind)))
        if difference is None:
            self._note.hide()

    def add(self) -> None:
        """Put a new card at the end of the cell and select it."""
        lane, _, step = self.key.partition(" ")
        new_id = self.desk.document.new_id
        difference = self.run("Add card", lambda m: cards.add_card(m, place_at(m, lane, step), new_id))
        made = added(difference, "cards")
        self._note.setVisible(not made)
        self._note.setText(said("There is a feeling here already: select it on the curve."))
        for key in made:
            self.desk.selection.select(card_ref(key))
