"""The edits of a workbook's tables: rows known again by their hidden ids, changed, new and deleted ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from jmapdesk.edit import cards, moves, personas, sources, spans
from jmapdesk.edit.cells import Place
from jmapdesk.exchange.read_xlsx import Values
from jmapdesk.exchange.said import context_of
from jmapdesk.exchange.xlsx_fields import Field, Unread, differ, last_reading
from jmapdesk.exchange.xlsx_names import Names
from jmapdesk.exchange.xlsx_tables import ID, TABLES
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.naming import short
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Persona, Reading, Source
from jmapdesk.util.errors import JmapError

_HEADERS: Final = 30
"""Rows in which the titles are looked for: people put lines over a table."""
_KINDS: Final = {"Opportunities": "opportunity", "Metrics": "metric"}
"""The kind of a new card in a table of one kind."""


class Row(NamedTuple):
    """A row of a sheet: its number there, its id, and its texts by title."""

    number: int
    id: str
    texts: Mapping[str, str]


def edited_rows(
    journey: JourneyMap, title: str, shown: Mapping[str, Any], values: Values, remarks: list[str]
) -> JourneyMap:  # fmt: skip
    """The map with what was edited in one table; what could not be taken in is remarked on.

    ``shown`` is what the table said when it was written.
    """
    titles, rows = _rows(values)
    if not titles:
        remarks.append(f"The sheet {title} has lost its titles or its hidden column of ids and was not read.")
        return journey
    gone = [column for column in shown["columns"] if column not in titles]
    if gone:
        remarks.append(f"{title}: the column {', '.join(gone)} is gone; nothing was changed for that.")
    known = {
        key: {column: text for column, text in zip(shown["columns"], texts, strict=True) if column in titles}
        for key, texts in shown["rows"].items()
    }
    kept, new = _told_apart(rows, known)
    if known and not kept:
        remarks.append(f"The sheet {title} is empty; nothing was deleted for that.")
        kept = {key: Row(0, key, texts) for key, texts in known.items()}
    table = _Table(journey, title, remarks)
    for key, row in kept.items():
        table.change(row, known[key])
    table.delete(key for key in known if key not in kept)
    table.add(new)
    return table.journey


def _rows(values: Values) -> tuple[set[str], list[Row]]:
    """The titles and the rows under them; nothing where there are no titles, or no ids."""
    lines: dict[int, dict[int, str]] = {}
    for (row, column), text in values.items():
        lines.setdefault(row, {})[column] = text
    for number in sorted(lines):
        if number > _HEADERS:
            return set(), []
        titles = {column: text.strip() for column, text in lines[number].items()}
        if ID in titles.values() and len(titles) > 1:
            break
    else:
        return set(), []
    found: list[Row] = []
    for row in sorted(row for row in lines if row > number):
        texts = {titles[column]: text for column, text in lines[row].items() if column in titles and text.strip()}
        key = texts.pop(ID, "")
        if texts or key:
            found.append(Row(row, key, texts))
    return {*titles.values()}, found


def _told_apart(
    rows: Sequence[Row], known: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, Row], list[Row]]:  # fmt: skip
    """The row of each record that is still there, and the new rows. Of copies the one that differs least is the old.

    A row that was cleared is gone, though its hidden id be left.
    """
    found: dict[str, list[Row]] = {}
    new: list[Row] = []
    for row in rows:
        if not row.texts and any(text.strip() for text in known.get(row.id, {"": "?"}).values()):
            continue
        if row.id in known:
            found.setdefault(row.id, []).append(row)
        else:
            new.append(row)
    kept: dict[str, Row] = {}
    for key, several in found.items():
        was = known[key]
        kept[key] = min(several, key=lambda row: sum(differ(was[name], row.texts.get(name, "")) for name in was))
        new.extend(row for row in several if row is not kept[key])
    return kept, sorted(new)


class _Table:
    """One table's edits on their way into the map."""

    def __init__(self, journey: JourneyMap, title: str, remarks: list[str]) -> None:
        self.journey = journey
        self._title, self._remarks = title, remarks
        self._part, fields = TABLES[title]
        self._fields: dict[str, Field] = {field.title: field for field in fields}
        self._names = Names(journey, context_of(journey))
        self._made: set[str] = set()

    def _remark(self, row: Row, title: str, words: str) -> None:
        where = ", ".join(part for part in (f"{self._title}, row {row.number}", title) if part)
        self._remarks.append(f"{where}: {words}.")

    def _read(self, row: Row, record: Any, now: Mapping[str, str]) -> dict[str, Any]:
        """The fields that values mean; what cannot be read is remarked on."""
        changes: dict[str, Any] = {}
        for title, text in now.items():
            field = self._fields.get(title)
            if field is None:
                continue
            if field.read is None:
                self._remark(row, title, "is worked out by the program, so the change was left out")
                continue
            try:
                changes |= field.read(record, text, self._names)
            except Unread as error:
                self._remark(row, title, f"“{short(text)}” {error}, so it was left as it was")
        return changes

    def change(self, row: Row, was: Mapping[str, str]) -> None:
        """Apply the differences of a row to its record."""
        now = {title: row.texts.get(title, "") for title in was if title in self._fields}
        now = {title: text for title, text in now.items() if differ(was[title], text)}
        record = getattr(self.journey, self._part).get(row.id)
        if not now or record is None:
            return
        changes = self._read(row, record, now)
        try:
            self._apply(row, record, changes)
        except JmapError as error:
            self._remark(row, "", error.message.rstrip("."))

    def _apply(self, row: Row, record: Any, changes: Mapping[str, Any]) -> None:
        if isinstance(record, Persona):
            self.journey = personas.set_persona_fields(self.journey, record.id, **changes)
        elif isinstance(record, Source):
            self.journey = sources.set_source_fields(self.journey, record.id, **changes)
        else:
            self._change_card(row, record, changes)

    def delete(self, keys: Iterable[str]) -> None:
        """Delete the records whose rows are gone."""
        gone = [key for key in keys if key in getattr(self.journey, self._part)]
        if self._part == "cards":
            self.journey = cards.delete_cards(self.journey, gone)
        elif self._part == "sources":
            self.journey = sources.delete_sources(self.journey, gone)
        else:
            for key in gone:
                self.journey = personas.delete_persona(self.journey, key)

    def add(self, rows: Iterable[Row]) -> None:
        """Make a record of each new row."""
        for row in rows:
            key = self._new_id(row)

            def new_id(key: str = key) -> str:
                return key

            blank: Any = {"personas": Persona, "sources": Source}.get(self._part, Card)(id=key)
            if self._title in _KINDS:
                blank = replace(blank, kind=_KINDS[self._title])
            now = {title: text for title, text in row.texts.items() if self._reads(title)}
            changes = self._read(row, blank, now)
            try:
                if self._part == "personas":
                    self.journey = personas.add_persona(self.journey, new_id, **changes)
                elif self._part == "sources":
                    self.journey = sources.add_source(self.journey, new_id, **changes)
                else:
                    self._add_card(row, blank, changes)
            except JmapError as error:
                self._remark(row, "", error.message.rstrip("."))

    def _reads(self, title: str) -> bool:
        field = self._fields.get(title)
        return field is not None and field.read is not None

    def _new_id(self, row: Row) -> str:
        """An id that the same new row gets each time it is brought back, so that nothing comes twice."""
        seed = "\n".join(
            (self.journey.id, self._title, *(f"{name}={text}" for name, text in sorted(row.texts.items())))
        )
        number = 0
        while True:
            key = hashlib.sha256(f"{seed}\n{number}".encode("utf-8", "replace")).hexdigest()[:12]
            if key not in self._made:
                self._made.add(key)
                return key
            number += 1

    # Cards

    def _change_card(self, row: Row, card: Card, changes: Mapping[str, Any]) -> None:
        fields = {name: value for name, value in changes.items() if not name.startswith("@")}
        apart = {name: fields.pop(name) for name in ("persona", "series") if name in fields}
        if {"@value", "@day", "@n"} & changes.keys():
            fields["readings"] = _readings(card, changes)
        if fields:
            self.journey = cards.set_fields(self.journey, card.id, **fields)
        if apart:
            self._tried(row, cards.set_fields(self.journey, card.id, **apart), "another feeling stands there already")
        if changes.get("@kind") is not None and not {"@lane", "@step", "@stage"} & changes.keys():
            made = cards.convert_kind(self.journey, [card.id], changes["@kind"])
            self._tried(row, made, "its lane takes no such card, so its kind was left as it was")
        self._place_card(row, self.journey.cards[card.id], changes)

    def _place_card(self, row: Row, card: Card, changes: Mapping[str, Any]) -> None:
        if {"@lane", "@step", "@stage"} & changes.keys():
            lane, step = changes.get("@lane", card.lane), self._step(card.step, changes)
            if lane is None or step is None:
                self.journey = moves.park(self.journey, [card.id])
            elif (lane, step) != (card.lane, card.step):
                made = moves.move_into_cell(self.journey, [card.id], Place(lane, step))
                self._tried(row, made, "this card cannot stand there, so it stayed where it was")
            if changes.get("@kind") is not None:
                made = cards.convert_kind(self.journey, [card.id], changes["@kind"])
                self._tried(row, made, "its lane takes no such card, so its kind was left as it is", same_is_fine=True)
        if "@until" in changes:
            now = self.journey.cards[card.id]
            if now.step is not None:
                self.journey = spans.set_span(self.journey, card.id, now.step, changes["@until"] or now.step)

    def _step(self, here: str | None, changes: Mapping[str, Any]) -> str | None:
        """The step that a row names: by itself, or the first of its stage."""
        if changes.get("@step") is not None:
            step: str = changes["@step"]
            return step
        if "@stage" not in changes:
            return None if "@step" in changes else here
        stage = self.journey.stages.get(changes["@stage"] or "")
        if stage is None:
            return None
        if here in {step.id for step in stage.steps} and "@step" not in changes:
            return here
        return queries.steps(stage)[0].id

    def _tried(self, row: Row, made: JourneyMap, words: str, *, same_is_fine: bool = False) -> None:
        if made is self.journey and not same_is_fine:
            self._remark(row, "", words)
        self.journey = made

    def _add_card(self, row: Row, blank: Card, changes: Mapping[str, Any]) -> None:
        fields = {name: value for name, value in changes.items() if not name.startswith("@")}
        step = self._step(None, changes)
        lane = changes.get("@lane")
        kind = changes.get("@kind") or (blank.kind if self._title in _KINDS else None)
        if lane is None and kind is not None and step is not None:
            lane = next((one.id for one in queries.lanes(self.journey) if card_kind_of(one.kind) == kind), None)
        if kind is None:
            held = self.journey.lanes.get(lane or "")
            kind = (card_kind_of(held.kind) if held is not None else None) or "text"
        if "@value" in changes:
            fields["readings"] = _readings(blank, changes)

        def key() -> str:
            return blank.id

        if lane is not None and step is not None:
            made = cards.add_card(self.journey, Place(lane, step), key, kind, **fields)
            if made is not self.journey:
                self.journey = made
                if changes.get("@until") is not None:
                    self.journey = spans.set_span(made, blank.id, step, changes["@until"])
                return
            self._remark(row, "", "a card of this kind cannot stand there, so it was put aside")
        self.journey = cards.add_parked_card(self.journey, key, kind, **fields)


def _readings(card: Card, changes: Mapping[str, Any]) -> tuple[Reading, ...]:
    """The readings after the last one was changed; with another day it is a new one beside it."""
    last = last_reading(card)
    value = changes.get("@value", last.value if last else None)
    if value is None:
        return tuple(one for one in card.readings if one is not last)
    if last is None or ("@day" in changes and changes["@day"] != last.as_of):
        fresh = Reading(as_of=changes.get("@day", ""), value=value, n=changes.get("@n"))
        return (*card.readings, fresh)
    made = replace(last, value=value, n=changes.get("@n", last.n))
    return tuple(made if one is last else one for one in card.readings)
