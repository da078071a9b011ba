"""The fields of a metric and its readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout

from jmapdesk.edit import cards
from jmapdesk.model.delta import Delta
from jmapdesk.model.record import replace
from jmapdesk.model.records import Reading
from jmapdesk.session.document import Edit
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField, SegmentField
from jmapdesk.ui.inspector.day_field import DayField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.naming import step_names
from jmapdesk.ui.inspector.page import Desk, Form, ListPart, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.sources import source_title
from jmapdesk.ui.inspector.text_fields import LineField, NumberField
from jmapdesk.ui.inspector.tiles import icon_button, plain_label
from jmapdesk.util.errors import JmapError


class ReadingRow(QFrame):
    """One reading: as of, value, n, source."""

    edited = Signal(str, object, bool)
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("group")
        self._desk = desk
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 4, 8)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        self.fields: dict[str, Field] = {
            "as_of": DayField(desk),
            "value": NumberField(required=True, placeholder=said("Value")),
            "n": NumberField(0, whole=True, placeholder=said("cases")),
            "source": ChoiceField(unknown=said("No source")),
        }
        names = {"as_of": said("As of"), "value": said("Value"), "n": said("Number of cases"), "source": said("Source")}
        note = plain_label("", "problem")
        note.hide()
        self._notes: dict[str, str] = {}
        self._note = note
        grid.addWidget(self.fields["as_of"], 0, 0, 1, 2)
        remove = icon_button(desk.icons, "x", said("Remove this reading"), 13)
        remove.clicked.connect(self.removed)
        grid.addWidget(remove, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["value"], 1, 0)
        cases = QHBoxLayout()
        cases.setSpacing(4)
        cases.addWidget(plain_label(said("n ="), "quiet", wrap=False))
        cases.addWidget(self.fields["n"], 1)
        grid.addLayout(cases, 1, 1)
        grid.addWidget(self.fields["source"], 2, 0, 1, 2)
        grid.addWidget(note, 3, 0, 1, 3)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for name, field in self.fields.items():
            field.name(names[name])
            field.edited.connect(lambda value, name=name, field=field: self.edited.emit(name, value, field.continuous))
            field.problem.connect(lambda words, name=name: self._say(name, words))
            field.left.connect(desk.document_left)

    def load(self, values: dict[str, Any], fresh: bool) -> None:
        """Show a reading; one that is not in the map yet has no value."""
        source = self.fields["source"]
        assert isinstance(source, ChoiceField)
        known = sorted(self._desk.journey.sources, key=lambda key: source_title(self._desk, key).casefold())
        source.offer([Choice(None, said("No source")), *(Choice(key, source_title(self._desk, key)) for key in known)])
        for name, field in self.fields.items():
            field.load(values.get(name), fresh)
        if values.get("value") is None and fresh:
            self._say("value", "")  # nothing has been typed yet

    def _say(self, name: str, words: str) -> None:
        self._notes[name] = words
        text = next(filter(None, self._notes.values()), "")
        self._note.setText(text)
        self._note.setVisible(bool(text))


_EMPTY: dict[str, Any] = {"as_of": "", "value": None, "n": None, "source": None}


class ReadingsPart(ListPart):
    """The readings of a metric. A new one joins the map as soon as it has a value: no number is made up."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, said("Add reading"), said("Readings"))
        self._drafts: dict[str, dict[str, Any]] = {}

    @property
    def _draft(self) -> dict[str, Any] | None:
        """The reading of this metric that has no value yet; it waits for it while the person is elsewhere."""
        return self._drafts.get(self._page.key)

    def add(self) -> None:
        """An empty row to fill in."""
        draft = self._drafts[self._page.key] = dict(_EMPTY)
        self._show(fresh=False)
        self.rows.rows[-1].load(draft, True)
        self.rows.rows[-1].fields["as_of"].setFocus()

    def refresh(self, difference: Delta | None) -> None:
        self._show(difference is None)

    def _show(self, fresh: bool) -> None:
        shown = [{name: getattr(reading, name) for name in _EMPTY} for reading in self._readings()]
        draft = self._draft
        if draft is not None:
            shown.append(draft)
        self.rows.resize_to(len(shown), self._row)
        for row, values in zip(self.rows.rows, shown, strict=True):
            row.load(values, fresh)
        self.button.setEnabled(draft is None)

    def _readings(self) -> tuple[Reading, ...]:
        record = self._page.record()
        return record.readings if record is not None else ()

    def _row(self, place: int) -> ReadingRow:
        row = ReadingRow(self._desk)
        row.edited.connect(lambda name, value, steady: self._edit(place, name, value, steady))
        row.removed.connect(lambda: self._remove(place))
        return row

    def _edit(self, place: int, name: str, value: Any, steady: bool) -> None:
        readings = self._readings()
        merge = f"{self._page.key}.readings.{place}.{name}" if steady else None
        if place < len(readings):
            changed = list(readings)
            changed[place] = replace(changed[place], **{name: _number(name, value)})
            self._set("Change reading", tuple(changed), merge)
        elif (draft := self._draft) is not None:
            draft[name] = value
            if draft["value"] is not None:
                new = Reading(**{key: _number(key, kept) for key, kept in draft.items()})
                del self._drafts[self._page.key]
                self._set("Add reading", (*readings, new), merge)

    def _remove(self, place: int) -> None:
        readings = self._readings()
        if place < len(readings):
            self._set("Remove reading", readings[:place] + readings[place + 1 :])
        else:
            self._drafts.pop(self._page.key, None)
            self._show(fresh=False)

    def _set(self, label: str, readings: tuple[Reading, ...], merge: str | None = None) -> None:
        key = self._page.key
        self._desk.do(filled(label), lambda m: cards.set_fields(m, key, readings=readings), merge)


def _number(name: str, value: Any) -> Any:
    return float(value) if name == "value" and value is not None else value


def latest(readings: Sequence[Reading]) -> Reading | None:
    """The reading that the card shows: the latest, of several of that day the first."""
    return max(readings, key=lambda reading: reading.as_of, default=None)


def with_value(readings: tuple[Reading, ...], value: float | None) -> tuple[Reading, ...]:
    """The readings with another latest value; a first one where there is none.

    Without a value, one that says nothing else goes. Raises JmapError for one that has a day, a source or a number
    of cases.
    """
    shown = latest(readings)
    if shown is None:
        return readings if value is None else (Reading(value=float(value)),)
    place = readings.index(shown)
    if value is None and (shown.as_of or shown.n is not None or shown.source):
        raise JmapError("edit.bad_value", said("This reading says more than a value: remove it below."))
    fresh = (replace(shown, value=float(value)),) if value is not None else ()
    return readings[:place] + fresh + readings[place + 1 :]


def _bind_value(page: Page, form: Form) -> None:
    """The value that the card shows: its latest reading's, which is no second truth."""

    def read() -> float | None:
        record = page.record()
        shown = latest(record.readings) if record is not None else None
        return shown.value if shown is not None else None

    def write(value: Any) -> Edit:
        key = page.key
        return lambda m: cards.set_fields(m, key, readings=with_value(m.cards[key].readings, value))

    page.bind(form, said("Value"), NumberField(), "value", read=read, write=write)


def metric_fields(page: Page, form: Form) -> None:
    """Add the fields to a page."""
    _bind_value(page, form)
    page.bind(form, said("Unit"), LineField(said("%, days, €…"), 40), "unit")
    page.bind(form, said("Target"), NumberField(), "target")
    page.bind(form, said("Baseline"), NumberField(), "baseline")
    better = [Choice("higher", said("Higher")), Choice("lower", said("Lower"))]
    page.bind(form, said("Better when"), SegmentField(better, page.desk.tokens), "better")
    start = ChoiceField(unknown=said("No step"))
    page.bind(form, said("From step"), start, "from_step")
    page.before(lambda: start.offer(_step_choices(page.desk)))
    page.later(ReadingsPart(page))


def _step_choices(desk: Desk) -> list[Choice]:
    return [Choice(None, said("No step")), *(Choice(key, name) for key, name in step_names(desk.journey).items())]
