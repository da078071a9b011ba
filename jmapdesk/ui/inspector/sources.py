"""What a card or persona rests on: its sources as small cards, edited in place, taken away, added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jmapdesk.edit import personas, sources
from jmapdesk.edit.references import without
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import SOURCE_KINDS
from jmapdesk.model.records import Source
from jmapdesk.session.document import Edit
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import Desk, Form, Page, Part, show_note
from jmapdesk.ui.inspector.picker import Item, Picker
from jmapdesk.ui.inspector.said import filled, kind_said, said
from jmapdesk.ui.inspector.text_fields import BoxField, LineField, NumberField, TypedField
from jmapdesk.ui.inspector.tiles import Rows, Tile, add_button, plain_label
from jmapdesk.util.ids import NewId
from jmapdesk.util.one_line import one_line

SOURCE_ICONS = {
    "interview": "mic",
    "survey": "clipboard-check",
    "analytics": "chart-line",
    "support": "headphones",
    "observation": "eye",
    "document": "file-text",
    "workshop": "users",
}
"""The icon of each kind of source; any other has a paper clip."""


def source_kind_name(kind: str) -> str:
    """What a kind of source is called."""
    return kind_said(kind.replace("_", " ").capitalize())


def source_words(source: Source) -> str:
    """A source in a line: its title and what it says."""
    words = source.title.strip() or source_kind_name(source.kind)
    quote = source.quote.strip()
    if quote and quote[0] not in "“\"«„‘'":
        quote = f"“{quote}”"
    return f"{words} · {quote}" if quote else words


def source_items(desk: Desk, leave_out: Sequence[str] = ()) -> list[Item]:
    """The map's sources to pick from."""
    return [
        Item(
            source.id,
            source_words(source),
            "",
            desk.icons.icon(SOURCE_ICONS.get(source.kind, "paperclip"), "muted"),
        )
        for source in sorted(desk.journey.sources.values(), key=lambda s: (s.title.casefold(), s.id))
        if source.id not in leave_out
    ]


class Citing(Protocol):
    """A thing that rests on sources."""

    def cited(self) -> tuple[str, ...]:
        """The ids of its sources."""
        ...

    def cite(self, source_id: str) -> Edit:
        """The edit that adds one."""
        ...

    def uncite(self, source_id: str) -> Edit:
        """The edit that takes one away; the source itself stays in the map."""
        ...


class CardSources:
    """The sources of the card a page shows."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def cited(self) -> tuple[str, ...]:
        """The ids of its sources."""
        record = self._page.record()
        return record.sources if record is not None else ()

    def cite(self, source_id: str) -> Edit:
        """The edit that adds one."""
        key = self._page.key
        return lambda journey: sources.cite(journey, (key,), source_id)

    def uncite(self, source_id: str) -> Edit:
        """The edit that takes one away."""
        key = self._page.key
        return lambda journey: sources.uncite(journey, (key,), source_id)


class PersonaSources(CardSources):
    """The sources of the persona a page shows."""

    def cite(self, source_id: str) -> Edit:
        key = self._page.key
        return lambda journey: personas.set_persona_fields(
            journey, key, sources=tuple(dict.fromkeys((*journey.personas[key].sources, source_id)))
        )

    def uncite(self, source_id: str) -> Edit:
        key = self._page.key
        return lambda journey: personas.set_persona_fields(
            journey, key, sources=without(journey.personas[key].sources, (source_id,))
        )


class SharedSources(CardSources):
    """The sources that all cards of a page rest on; another one is given to all of them at once."""

    def __init__(self, page: Page, cards: Callable[[JourneyMap], list[str]]) -> None:
        super().__init__(page)
        self._cards = cards

    def cited(self) -> tuple[str, ...]:
        found = self._page.record() or ()
        shared = set(found[0].sources).intersection(*(card.sources for card in found)) if found else set()
        return tuple(key for key in found[0].sources if key in shared) if found else ()

    def cite(self, source_id: str) -> Edit:
        return lambda journey: sources.cite(journey, self._cards(journey), source_id)

    def uncite(self, source_id: str) -> Edit:
        return lambda journey: sources.uncite(journey, self._cards(journey), source_id)


class SourceForm(QWidget):
    """The fields of a source; tells ``edited`` with a field's name and value."""

    edited = Signal(str, object, bool)
    """The field's name, its new value, and whether it changes in many small steps."""
    ended = Signal()
    """Enter was pressed in one of its lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        form = Form(label_width=76)  # inside a frame there is less room, and a day must be seen whole
        column.addWidget(form)
        kinds = [Choice(kind, source_kind_name(kind)) for kind in SOURCE_KINDS]
        self.fields: dict[str, Field] = {
            "kind": ChoiceField(kinds),
            "title": LineField(said("Interview 4")),
            "quote": BoxField(said("What was said or seen"), least=2),
            "observed_on": DayField(desk),
            "sample_size": NumberField(0, whole=True, placeholder=said("How many")),
            "link": LineField("https://", 4000),
        }
        words = (said("Kind"), said("Title"), said("Quote"), said("Observed on"), said("Sample size"), said("Link"))
        for (name, field), label in zip(self.fields.items(), words, strict=True):
            note = form.add(label, field)
            field.name(label)
            field.problem.connect(partial(show_note, note, field))
            field.edited.connect(lambda value, name=name, field=field: self.edited.emit(name, value, field.continuous))
            field.left.connect(desk.document_left)
            if isinstance(field, TypedField):
                field.line.returnPressed.connect(self.ended)

    def load(self, source: Source, fresh: bool = False) -> None:
        """Show a source."""
        for name, field in self.fields.items():
            field.load(getattr(source, name), fresh)


class SourceRow(QWidget):
    """A source as a small card; pressing it opens its fields below."""

    removed = Signal()
    opened = Signal()
    """Its fields show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.source_id = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.tile = Tile(desk.icons, said("Remove this source"))
        self.tile.setToolTip(said("Edit this source"))
        column.addWidget(self.tile)
        self._frame = QFrame()
        self._frame.setObjectName("group")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(8, 8, 8, 4)
        column.addWidget(self._frame)
        self._frame.hide()
        self.form: SourceForm | None = None
        self.tile.pressed.connect(self.toggle)
        self.tile.removed.connect(self.removed)

    def load(self, source: Source) -> None:
        """Show a source; the fields of another one close."""
        fresh = source.id != self.source_id
        self.source_id = source.id
        self.tile.show_text("", source_words(source), SOURCE_ICONS.get(source.kind, "paperclip"))
        if fresh:
            self._frame.hide()
        if self.form is not None and not self._frame.isHidden():
            self.form.load(source, fresh)

    def toggle(self) -> None:
        """Show or hide the source's fields."""
        source = self._desk.journey.sources.get(self.source_id)
        if source is None:
            return
        if self.form is None:
            self.form = SourceForm(self._desk)
            self.form.edited.connect(self._edit)
            self.form.ended.connect(self._end)
            inside = self._frame.layout()
            assert inside is not None
            inside.addWidget(self.form)
        self._frame.setVisible(self._frame.isHidden())
        self.form.load(source, True)
        self.opened.emit()

    def _end(self) -> None:
        """Enter: the source is as it should be."""
        self._frame.hide()
        self.tile.setFocus()

    def _edit(self, name: str, value: object, continuous: bool) -> None:
        key = self.source_id
        label = filled("Change source")
        merge = f"{key}.{name}" if continuous else None
        self._desk.do(label, lambda journey: sources.set_source_fields(journey, key, **{name: value}), merge)


class Draft(QFrame):
    """A source that is being written and is not in the map yet."""

    finished = Signal(object)
    """Its fields, or None where it was given up."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("group")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 10)
        self.form = SourceForm(desk)
        column.addWidget(self.form)
        self._note = plain_label("", "problem")
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel, self.add = QPushButton(said("Cancel")), QPushButton(said("Add source"))
        self.add.setProperty("primary", True)
        row.addWidget(cancel)
        row.addWidget(self.add)
        column.addLayout(row)
        self.values: dict[str, Any] = {}
        self.form.edited.connect(self._keep)
        self.form.ended.connect(self.finish)
        cancel.clicked.connect(lambda: self.finished.emit(None))
        self.add.clicked.connect(self.finish)

    def start(self, title: str) -> None:
        """Begin anew."""
        self.values = {"kind": "interview", "title": title}
        self.form.load(Source(id="", **self.values), True)
        self._note.hide()
        self.show()
        self.form.fields["title"].setFocus()

    @property
    def is_begun(self) -> bool:
        """Whether anything has been written, a kind alone not counted."""
        return any(name != "kind" and value not in (None, "") for name, value in self.values.items())

    def finish(self) -> None:
        """Hand the source over, unless nothing stands in it."""
        if any(str(self.values.get(name, "")).strip() for name in ("title", "quote", "link")):
            self.finished.emit(self.values)
        else:
            self._note.setText(said("Give it a title or a quote."))
            self._note.show()

    def _keep(self, name: str, value: object, _continuous: bool) -> None:
        self.values[name] = value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up a draft in which nothing stands."""
        if event.key() == Qt.Key.Key_Escape and not self.is_begun:
            self.finished.emit(None)
        else:
            super().keyPressEvent(event)


class SourcesPart(Part):
    """The sources of a thing and the way to add one."""

    def __init__(self, page: Page, citing: Citing) -> None:
        super().__init__()
        self._page, self._citing, self._desk = page, citing, page.desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.rows = Rows()
        column.addWidget(self.rows)
        self.draft: Draft | None = None
        self.button = add_button(self._desk.icons, said("Add source"))
        column.addWidget(self.button)
        self.picker: Picker | None = None
        self.button.clicked.connect(self.ask)

    def ask(self) -> None:
        """Let the person pick one of the map's sources or make a new one."""
        items = source_items(self._desk, self._citing.cited())
        if not items:
            self.write()
            return
        if self.picker is None:
            self.picker = Picker(
                self, lambda: source_items(self._desk, self._citing.cited()), said("Find a source"), said("New source")
            )
            self.picker.picked.connect(self.pick)
            self.picker.made.connect(self.write)
        self.picker.open_under(self.button)

    def pick(self, source_id: str) -> None:
        """Rest on a source of the map."""
        self._page.run("Add source", self._citing.cite(source_id))

    def write(self, title: str = "") -> None:
        """Open the fields of a new source."""
        if self.draft is None:
            self.draft = Draft(self._desk)
            self.draft.finished.connect(self._written)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(1, self.draft)
        self.button.hide()
        # what is written belongs to the thing it was begun for, whatever shows by the time it is done
        self._desk.document.break_merge()  # Esc in the draft takes back no step made before
        self._draft_key = self._desk.document.new_id()
        self._draft_cite = self._citing.cite(self._draft_key)
        self.draft.start(title)

    def leave(self) -> None:
        """Keep a source that is half written: a click elsewhere must not cost what was typed."""
        if self.draft is not None and not self.draft.isHidden():
            values = self.draft.values if self.draft.is_begun else None
            self._close_draft()
            if values is not None:
                self._add(values)

    def _written(self, values: dict[str, Any] | None) -> None:
        self._close_draft()
        if values is not None:
            self._add(values)
        self.button.setFocus()

    def _add(self, values: dict[str, Any]) -> None:
        key, cite = self._draft_key, self._draft_cite
        made = self._page.run("Add source", lambda m: cite(sources.add_source(m, _fixed(key), **values)))
        if not made:  # the thing it was for is gone: the source itself still is worth keeping
            self._page.run("Add source", lambda m: sources.add_source(m, _fixed(key), **values))

    def _close_draft(self) -> None:
        if self.draft is not None:
            self.draft.hide()
        self.button.show()

    def refresh(self, difference: Delta | None) -> None:
        if difference is None:
            self._close_draft()
        known = self._desk.journey.sources
        found = [known[key] for key in self._citing.cited() if key in known]
        self.rows.resize_to(len(found), self._row)
        for row, source in zip(self.rows.rows, found, strict=True):
            row.load(source)

    def _row(self, place: int) -> SourceRow:
        row = SourceRow(self._desk)
        row.removed.connect(lambda: self._remove(row))
        row.opened.connect(self._page.hold)
        return row

    def _remove(self, row: SourceRow) -> None:
        self._page.run("Remove source", self._citing.uncite(row.source_id))


def _fixed(key: str) -> NewId:
    return lambda: key


def source_title(desk: Desk, source_id: str | None) -> str:
    """A source's title in a line; empty for none."""
    source = desk.journey.sources.get(source_id) if source_id is not None else None
    return one_line(source.title.strip() or source_kind_name(source.kind), 60) if source else ""
