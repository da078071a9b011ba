"""The pages of a stage, with its steps, and of a step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton

from jmapdesk.edit import stages, steps
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.layout.words import is_rtl
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.records import Stage, Step
from jmapdesk.session.document import Edit, added_steps
from jmapdesk.session.selection import Ref
from jmapdesk.ui.holding import leading
from jmapdesk.ui.inspector.choice_fields import SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import Desk, ListPart, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.text_fields import BoxField, LineField, NumberField, TitleField
from jmapdesk.ui.inspector.tiles import icon_button, plain_label


def step_fields() -> dict[str, Field]:
    """The fields of a step."""
    return {
        "name": LineField(said("Name of the step")),
        "time": LineField(said("Day 3, 09:30…"), 200),
        "width": NumberField(0.5, 6, required=True, placeholder="1"),
    }


STEP_NAMES = {"name": "Name", "time": "Time", "width": "Width"}
"""What the fields of a step are called."""


def set_step(step_id: str, name: str, value: Any) -> Edit:
    """The edit that changes a field of a step."""
    fitting = float(value) if name == "width" else value
    return lambda journey: steps.set_step_fields(journey, step_id, **{name: fitting})


class StepRow(QFrame):
    """A step in the list of its stage: name, time, width, its place among the others."""

    edited = Signal(str, object, bool)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("group")
        self.step_id = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 4, 8)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        self.fields = step_fields()
        self._icons = desk.icons
        self.earlier = icon_button(desk.icons, "arrow-left", said("Earlier"), 13)
        self.later = icon_button(desk.icons, "arrow-right", said("Later"), 13)
        self.remove = icon_button(desk.icons, "x", said("Remove this step and its cards"), 13)
        grid.addWidget(self.fields["name"], 0, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.earlier, self.later, self.remove):
            buttons.addWidget(button)
        grid.addLayout(buttons, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["time"], 1, 0)
        width = QHBoxLayout()
        width.setSpacing(4)
        words = plain_label(said("Width"), "quiet", wrap=False)
        width.addWidget(words)
        width.addWidget(self.fields["width"])
        grid.addLayout(width, 1, 1, 1, 2)
        self._note: QLabel = plain_label("", "problem")
        self._note.hide()
        grid.addWidget(self._note, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        self.fields["width"].setFixedWidth(56)
        for name, field in self.fields.items():
            field.name(filled("{field} of the step", field=said(STEP_NAMES[name])))
            field.edited.connect(lambda value, name=name, field=field: self.edited.emit(name, value, field.continuous))
            field.problem.connect(self._say)
            field.left.connect(desk.document_left)
        self.earlier.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def load(self, step: Step, fresh: bool, backwards: bool) -> None:
        """Show a step. ``backwards``: the map runs from right to left, and so do its arrows."""
        ways = ("arrow-right", "arrow-left") if backwards else ("arrow-left", "arrow-right")
        for button, way in zip((self.earlier, self.later), ways, strict=True):
            button.setIcon(self._icons.icon(way))
        fresh = fresh or step.id != self.step_id
        self.step_id = step.id
        for name, field in self.fields.items():
            field.load(getattr(step, name), fresh)


class StepsPart(ListPart):
    """The steps of a stage, in order."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, said("Add step"), said("Steps"))

    def add(self) -> None:
        """One more step at the end of the stage."""
        stage, new_id = self._page.key, self._desk.document.new_id
        if added_steps(self._page.run("Add step", lambda m: steps.add_step(m, stage, new_id))):
            self.rows.rows[-1].fields["name"].setFocus()

    def refresh(self, difference: Delta | None) -> None:
        stage = self._page.record()
        found = queries.steps(stage) if stage is not None else []
        self.rows.resize_to(len(found), self._row)
        about = self._desk.journey.about
        backwards = is_rtl(about.direction, about.language)
        for place, (row, step) in enumerate(zip(self.rows.rows, found, strict=True)):
            row.load(step, difference is None, backwards)
            row.earlier.setEnabled(place > 0)
            row.later.setEnabled(place < len(found) - 1)
            row.remove.setEnabled(len(found) > 1)

    def _row(self, place: int) -> StepRow:
        row = StepRow(self._desk)
        row.edited.connect(lambda name, value, steady: self._edit(row.step_id, name, value, steady))
        row.moved.connect(lambda by: self._move(place, by))
        row.removed.connect(lambda: self._page.run("Delete step", lambda m: steps.delete_step(m, row.step_id)))
        return row

    def _edit(self, step_id: str, name: str, value: Any, steady: bool) -> None:
        self._desk.do(said("Change step"), set_step(step_id, name, value), f"{step_id}.{name}" if steady else None)

    def _move(self, place: int, by: int) -> None:
        row = self.rows.rows[place]
        key, stage = row.step_id, self._page.key
        self._page.run("Move step", lambda m: steps.move_step(m, key, stage, place + by))
        if 0 <= place + by < len(self.rows.rows):
            landed = self.rows.rows[place + by]
            (landed.earlier if by < 0 else landed.later).setFocus()


class StagePage(Page):
    """A stage."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heading(said("Stage"), "columns-3")
        form = self.form()
        self.bind(form, "", TitleField(said("Name of the stage")), "name", label=said("Name"))
        self.bind(form, said("Customer’s goal"), BoxField(said("What they want from it")), "goal")
        self.bind(form, said("Colour"), ColourField(STAGE_HUES, desk.tokens, said("The theme’s next colour")), "colour")
        self.bind(form, said("Collapsed"), SwitchField(desk.tokens), "collapsed", top=4)
        self.rule()
        self.part(StepsPart(self))
        self.column.addStretch(1)

    def record(self) -> Stage | None:
        return self.desk.journey.stages.get(self.key)

    def change(self, fields: dict[str, Any]) -> Edit:
        key = self.key
        return lambda journey: stages.set_stage_fields(journey, key, **fields)


class StepPage(Page):
    """A step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heading(said("Step"), "rows-3")
        form = self.form()
        for name, field in step_fields().items():
            self.bind(form, said(STEP_NAMES[name]), field, name)
        self._stage = ""
        go = self.stage_button = leading(QPushButton(said("Show its stage")))
        go.setObjectName("add")
        go.clicked.connect(lambda: self.desk.selection.select(Ref("stage", self._stage)))
        self.column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def record(self) -> Step | None:
        stage = queries.stage_of_step(self.desk.journey, self.key)
        if stage is None:
            return None
        self._stage = stage.id
        return next(step for step in stage.steps if step.id == self.key)

    def change(self, fields: dict[str, Any]) -> Edit:
        ((name, value),) = fields.items()
        return set_step(self.key, name, value)
