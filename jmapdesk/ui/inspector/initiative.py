"""Initiatives: all that one says, in a fold; and the list of those a map has, used or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from jmapdesk.edit import initiatives
from jmapdesk.layout.words import words_for
from jmapdesk.model.delta import Delta
from jmapdesk.model.record import replace
from jmapdesk.model.records import Initiative, Milestone
from jmapdesk.session.document import added
from jmapdesk.ui.inspector.choice_fields import ChoiceField, SwitchField
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.naming import status_choices
from jmapdesk.ui.inspector.page import Desk, Fold, Form, ListPart, Page, Part, show_note
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.tag_field import TagField
from jmapdesk.ui.inspector.text_fields import BoxField, LineField, NameField
from jmapdesk.ui.inspector.tiles import Rows, Tile, add_button, icon_button, plain_label
from jmapdesk.util.one_line import one_line


def initiative_fields(desk: Desk) -> dict[str, tuple[str, Field]]:
    """What is said of an initiative, milestones apart: each field with its words, by the record's name for it."""
    return {
        "title": (said("Title"), LineField(said("What is undertaken"))),
        "status": (said("Status"), ChoiceField(status_choices())),
        "owner": (said("Owner"), NameField(desk.owners)),
        "departments": (said("Departments"), TagField(desk.icons, said("Add a department"))),
        "start": (said("Start"), DayField(desk)),
        "due": (said("Due"), DayField(desk)),
        "budget": (said("Budget"), LineField()),
        "outcome_expected": (said("Expected"), BoxField(said("What we expect to see"))),
        "outcome_measured": (said("Measured"), BoxField(said("What came of it"))),
    }


class MilestoneRow(QFrame):
    """A milestone: its name, its day, whether it is reached."""

    edited = Signal(str, object, bool)
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("group")
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 4, 8)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        self.fields: dict[str, Field] = {
            "name": LineField(said("Milestone")),
            "due": DayField(desk),
            "done": SwitchField(desk.tokens),
        }
        remove = icon_button(desk.icons, "x", said("Remove this milestone"), 13)
        note = plain_label("", "problem")
        note.hide()
        grid.addWidget(self.fields["name"], 0, 0)
        grid.addWidget(remove, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["due"], 1, 0, 1, 2)
        grid.addWidget(note, 2, 0, 1, 2)
        done = QHBoxLayout()
        done.addWidget(plain_label(said("Done"), "quiet", wrap=False))
        done.addWidget(self.fields["done"], 1)
        grid.addLayout(done, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        words = {"name": said("Milestone"), "due": said("Day of the milestone"), "done": said("Milestone reached")}
        for name, field in self.fields.items():
            field.name(words[name])
            field.edited.connect(lambda value, name=name, field=field: self.edited.emit(name, value, field.continuous))
            field.problem.connect(partial(show_note, note, field))
            field.left.connect(desk.document_left)
        remove.clicked.connect(self.removed)

    def load(self, milestone: Milestone, fresh: bool) -> None:
        """Show a milestone."""
        for name, field in self.fields.items():
            field.load(getattr(milestone, name), fresh)


class InitiativePart(Part):
    """All fields of one initiative, and the button that deletes it; nothing where there is none.

    ``which`` gives its id; where it is not given, it is the one that the page's card belongs to.
    """

    def __init__(self, page: Page, which: Callable[[], str | None] | None = None) -> None:
        super().__init__()
        self._page, self._desk = page, page.desk
        self._which = which or (lambda: getattr(page.record(), "initiative", None))
        self._key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.fold = Fold(self._desk, said("Initiative"))
        column.addWidget(self.fold)
        form = Form()
        self.fold.column.addWidget(form)
        self.fields: dict[str, Field] = {}
        for name, (words, field) in initiative_fields(self._desk).items():
            note = form.add(words, field, top=4 if name == "departments" else 7)
            field.name(filled("{field} of the initiative", field=words))
            field.problem.connect(partial(show_note, note, field))
            field.edited.connect(partial(self._edit, name))
            field.left.connect(self._desk.document_left)
            self.fields[name] = field
        self.fold.column.addWidget(plain_label(said("Milestones"), "heading"))
        self.rows = Rows()
        self.fold.column.addWidget(self.rows)
        self.button = add_button(self._desk.icons, said("Add milestone"))
        self.button.clicked.connect(self.add)
        self.fold.column.addWidget(self.button)
        self.delete = QPushButton(said("Delete initiative"))
        self.delete.setObjectName("danger")
        self.delete.clicked.connect(self._delete)
        self.fold.column.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)

    def initiative(self) -> Initiative | None:
        """The initiative that shows."""
        return self._desk.journey.initiatives.get(self._which() or "")

    def add(self) -> None:
        """One more milestone, to be named."""
        initiative = self.initiative()
        if initiative is not None:
            self._set("Add milestone", milestones=(*initiative.milestones, Milestone()))
            self.rows.rows[-1].fields["name"].setFocus()

    def leave(self) -> None:
        for field in self.fields.values():
            field.finish()

    def name_it(self) -> None:
        """Bring the keyboard to the title of an initiative that was just made, ready to be written over."""
        self.fold.open()
        title = self.fields["title"]
        assert isinstance(title, LineField)
        title.line.setFocus()
        title.line.selectAll()

    def refresh(self, difference: Delta | None) -> None:
        initiative = self.initiative()
        self.setVisible(initiative is not None)
        if initiative is None:
            self._key = ""
            return
        fresh = difference is None or initiative.id != self._key
        self._key = initiative.id
        title = one_line(initiative.title, 40)
        self.fold.button.setText(filled("Initiative: {title}", title=title) if title else said("Initiative"))
        for name, field in self.fields.items():
            field.load(getattr(initiative, name), fresh)
        self.rows.resize_to(len(initiative.milestones), self._row)
        for row, milestone in zip(self.rows.rows, initiative.milestones, strict=True):
            row.load(milestone, fresh)

    def _row(self, place: int) -> MilestoneRow:
        row = MilestoneRow(self._desk)
        row.edited.connect(partial(self._edit_milestone, place))
        row.removed.connect(partial(self._remove, place))
        return row

    def _edit(self, name: str, value: Any) -> None:
        field = self.fields[name]
        self._set("Change initiative", f"{self._key}.{name}" if field.continuous else None, **{name: value})

    def _edit_milestone(self, place: int, name: str, value: Any, steady: bool) -> None:
        initiative = self.initiative()
        if initiative is not None:
            found = list(initiative.milestones)
            found[place] = replace(found[place], **{name: value})
            merge = f"{self._key}.milestones.{place}.{name}" if steady else None
            self._set("Change milestone", merge, milestones=tuple(found))

    def _remove(self, place: int) -> None:
        initiative = self.initiative()
        if initiative is not None:
            rest = initiative.milestones[:place] + initiative.milestones[place + 1 :]
            self._set("Remove milestone", milestones=rest)

    def _delete(self) -> None:
        key = self._key
        self._page.run("Delete initiative", lambda journey: initiatives.delete_initiative(journey, key))

    def _set(self, label: str, merge: str | None = None, **fields: Any) -> None:
        key = self._key
        self._page.run(label, lambda journey: initiatives.set_initiative_fields(journey, key, **fields), merge)


class InitiativesPart(ListPart):
    """The map's initiatives, whether an opportunity uses them or not: press one to see all it says."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, said("Add initiative"), said("Initiatives"))
        self._shown: list[str] = []
        self._open: str | None = None
        self.whole = InitiativePart(page, lambda: self._open)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.button), self.whole)

    def add(self) -> None:
        """One more initiative, to be named."""
        new_id = self._desk.document.new_id
        made = self._page.run(
            "Add initiative", lambda m: initiatives.add_initiative(m, new_id, title=said("New initiative"))
        )
        for key in added(made, "initiatives"):
            self._show(key)
            self.whole.name_it()

    def leave(self) -> None:
        self.whole.leave()

    def refresh(self, difference: Delta | None) -> None:
        found = sorted(self._desk.journey.initiatives.values(), key=lambda one: (one.title.casefold(), one.id))
        self._shown = [one.id for one in found]
        if difference is None or self._open not in self._shown:
            self._open = None
        self.rows.resize_to(len(found), self._row)
        words = {choice.value: choice.words for choice in status_choices()}
        for tile, one in zip(self.rows.rows, found, strict=True):
            due = filled("due {day}", day=words_for("en").day(one.due)) if one.due else ""
            line = " · ".join(part for part in (words.get(one.status, one.status), one.owner, due) if part)
            tile.show_text(one_line(one.title) or said("No title"), line, "flag")
        self.whole.refresh(difference)

    def _row(self, place: int) -> Tile:
        tile = Tile(self._desk.icons)
        tile.pressed.connect(lambda: self._press(self._shown[place]))
        return tile

    def _press(self, key: str) -> None:
        self.whole.leave()
        self._show(None if key == self._open else key)

    def _show(self, key: str | None) -> None:
        self._open = key
        self.whole.refresh(None)
        self._page.hold()
        self.whole.fold.open(key is not None)
