"""A table of cards that jmapdesk wrote, read back: each card in its place with the fields the table holds.

Rows may have been sorted, changed, added or taken away since. What has no number is found by its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jmapdesk.exchange import card_table as table
from jmapdesk.exchange.draft import Draft, DraftCard, DraftLane, DraftStep, Notes
from jmapdesk.exchange.maker import CARD_LIMIT, Maker, Place
from jmapdesk.exchange.read_csv import records, unguarded
from jmapdesk.exchange.tables import shown
from jmapdesk.model.kinds import BETTER, LANE_KINDS, MOMENTS, SERIES, STATUSES
from jmapdesk.model.records import Link, Reading
from jmapdesk.util.addresses import as_web
from jmapdesk.util.errors import JmapError

STEP_LIMIT: Final = 4_000
"""Steps a table may number; numbers beyond are taken as an order only."""
_VALUE_LIMIT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its line, and its values by title."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, title: str) -> str:
        return self.values.get(title.casefold(), "")

    def name(self, title: str) -> str:
        """A value on one line."""
        return " ".join(self[title].split())

    def number(self, title: str) -> int | None:
        """A number from 1 on; None where there is none."""
        text = self[title].strip().removesuffix(".0")
        return int(text) if text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) <= 9 else None


def card_rows(text: str, delimiter: str | None) -> list[Row] | None:
    """The rows of a table of cards; None where the text is another table."""
    first = 1
    head, _, rest = text.partition("\n")
    if head.strip('" ').lower().startswith("sep=") and len(head.strip('" ')) == 5:
        delimiter, text, first = head.strip('" ')[4], rest, 2
        head = text.partition("\n")[0]
    for mark in (delimiter,) if delimiter else (",", ";", "\t", "|"):
        titles = next((row for _line, row in records(head, mark, 1)), [])
        if not table.is_card_table(titles):
            continue
        names = [title.strip().casefold() for title in titles]
        found = records(text, mark, CARD_LIMIT + 2, _VALUE_LIMIT)[1:]
        return [
            Row(line + first - 1, {name: unguarded(value) for name, value in zip(names, row, strict=False)})
            for line, row in found
            if any(value.strip() for value in row)
        ]
    return None


def draft_of_cards(rows: Sequence[Row], name: str, stem: str, notes: Notes) -> Draft:
    """The map that rows describe. Raises JmapError where they hold no card that stands anywhere."""
    if len(rows) > CARD_LIMIT:
        notes.ignored(f"line {rows[CARD_LIMIT].line}", f"Cards beyond the first {CARD_LIMIT:,} were left out.")
        rows = rows[:CARD_LIMIT]
    maker = Maker(notes, exact=True)
    grid = _Grid(maker)
    placed = [row for row in rows if row[table.LANE] or row[table.LANE_KIND] or row.number(table.ROW)]
    if not placed:
        raise JmapError("import.no_cards", f"“{name}” is a table of cards without a card that stands on a map.")
    grid.lay_columns(placed)
    grid.lay_lanes(placed)
    notes.recognised("", "A table of cards, one row a card, as jmapdesk writes them.")
    for row in rows:
        grid.put(row)
    maker.title_from(stem)
    return maker.finish(name)


@dataclass(slots=True)
class _Grid:
    """The map in the making: which column and which lane a row belongs to."""

    maker: Maker
    _places: dict[int, Place] = field(default_factory=dict)
    _named: dict[tuple[str, str], Place] = field(default_factory=dict)
    _lanes: dict[int, int] = field(default_factory=dict)
    _lane_names: dict[tuple[str, str], int] = field(default_factory=dict)
    _felt: set[tuple[int, Place, tuple[str, ...], str]] = field(default_factory=set)

    def lay_columns(self, rows: Sequence[Row]) -> None:
        """Stages and steps: the numbered ones in their order, with a nameless step where a number is missing."""
        numbered: dict[int, Row] = {}
        for row in rows:
            if (number := row.number(table.COLUMN)) is not None:
                numbered.setdefault(number, row)
        if max(numbered, default=0) > STEP_LIMIT:
            numbered = dict(enumerate((numbered[n] for n in sorted(numbered)), 1))
        before: tuple[int | None, str] | None = None
        stage, last = -1, 0
        for number in sorted(numbered):
            row = numbered[number]
            here = row.number(table.STAGE_NUMBER), row.name(table.STAGE)
            if before is None and number > 1 and here[0] != 1:
                self.maker.stages.append(("", []))
                stage = 0
            self._fill(stage, last + 1, number)
            if before is None or here != before:
                self.maker.stages.append((here[1], []))
                stage = len(self.maker.stages) - 1
                if before is None and here[0] == 1:
                    self._fill(stage, 1, number)
                before = here
            place = self._step(stage, DraftStep(row.name(table.STEP), row.name(table.TIME)))
            self._places[number], last = place, number
            self._named.setdefault((here[1], row.name(table.STEP)), place)
        furthest = max((row.number(table.UNTIL) or 0 for row in rows), default=0)
        if furthest <= STEP_LIMIT:
            self._fill(stage, last + 1, furthest + 1)

    def _fill(self, stage: int, first: int, end: int) -> None:
        """Steps without a name for the columns before ``end`` that no card begins in."""
        for number in range(first, end) if stage >= 0 else ():
            self._places[number] = self._step(stage, DraftStep())
            self.maker.notes.guessed("", f"No card begins in column {number}: it became a step without a name.")

    def _step(self, stage: int, step: DraftStep) -> Place:
        steps = self.maker.stages[stage][1]
        steps.append(step)
        return Place(stage, len(steps) - 1)

    def lay_lanes(self, rows: Sequence[Row]) -> None:
        """The lanes: the numbered ones in their order."""
        numbered: dict[int, Row] = {}
        for row in rows:
            if (number := row.number(table.ROW)) is not None:
                numbered.setdefault(number, row)
        for number in sorted(numbered):
            self._lanes[number] = self._lane(numbered[number])

    def _lane(self, row: Row) -> int:
        kind, name = table.lane_kind_named(row[table.LANE_KIND]), row.name(table.LANE)
        at = len(self.maker.lanes)
        known = LANE_KINDS.get(kind)
        self.maker.lanes.append(DraftLane(kind, "" if known and name == known.name else name))
        self._lane_names.setdefault((kind, name), at)
        return at

    def put(self, row: Row) -> None:
        """A row's card, in its cell or aside."""
        place = f"line {row.line}"
        card = card_of(row, self.maker, place)
        at, lane = self._at(row), self._lane_of(row)
        if at is None or lane is None:
            self.maker.parked.append(card)
            return
        if card.kind == "feeling":
            point = lane, at, card.personas, str(card.fields.get("series", ""))
            if point in self._felt:
                message = "Another feeling stands at the same point of a curve: it was put aside."
                self.maker.notes.guessed(place, message)
                self.maker.parked.append(card)
                return
            self._felt.add(point)
        end = self._places.get(row.number(table.UNTIL) or 0)
        self.maker.put(lane, at, card, end if end is not None and end > at else None)

    def _at(self, row: Row) -> Place | None:
        number, name = row.number(table.COLUMN), (row.name(table.STAGE), row.name(table.STEP))
        if number in self._places:
            return self._places[number]
        if not any(name) or not (row[table.LANE] or row[table.LANE_KIND]):
            return None
        if name not in self._named:
            stage = next((i for i, (known, _) in enumerate(self.maker.stages) if known == name[0]), None)
            if stage is None:
                self.maker.stages.append((name[0], []))
                stage = len(self.maker.stages) - 1
            self._named[name] = self._step(stage, DraftStep(name[1], row.name(table.TIME)))
            self.maker.notes.guessed(f"line {row.line}", f"“{shown(' › '.join(n for n in name if n))}” is a new step.")
        return self._named[name]

    def _lane_of(self, row: Row) -> int | None:
        number = row.number(table.ROW)
        if number in self._lanes:
            return self._lanes[number]
        if not (row[table.LANE] or row[table.LANE_KIND]):
            return None
        name = table.lane_kind_named(row[table.LANE_KIND]), row.name(table.LANE)
        if name not in self._lane_names:
            self._lane(row)
        return self._lane_names[name]


def card_of(row: Row, maker: Maker, place: str) -> DraftCard:
    """The card of a row with its fields; what does not fit a field is left open and said."""
    kind = table.kind_named(row[table.KIND])
    fields: dict[str, Any] = {}
    for column in table.FIELDS:
        if text := row[column.title]:
            value = _value(text, column.form)
            if value is None:
                maker.notes.ignored(place, f"“{shown(text)}” does not fit the column {column.title}.")
            else:
                fields[column.name] = _known(column.name, value)
    value = _value(row[table.VALUE], "number")
    if value is not None:
        fields["readings"] = (Reading(value=value, as_of=row[table.AS_OF].strip()),)
    targets = [line.strip() for line in row[table.LINKS].split("\n") if line.strip()]
    if targets:
        fields["links"] = tuple(Link(kind="web" if as_web(one) else "file", target=one) for one in targets)
    people = tuple(dict.fromkeys(maker.persona(one) for one in _lines(row[table.PERSONA])))
    if kind == "feeling":
        people = people[:1]
    sources = tuple(dict.fromkeys(_lines(row[table.SOURCES])))
    return DraftCard(
        0, 0, kind, fields.pop("text", ""), note=fields.pop("note", ""), tags=fields.pop("tags", ()),
        score=fields.pop("score", None), word=fields.pop("word", ""), personas=people, sources=sources, place=place,
        fields=fields,
    )  # fmt: skip


SETS: Final = {"moment": MOMENTS, "status": STATUSES, "series": SERIES, "better": BETTER}
"""The fields of a card that say one of few things."""


def _known(name: str, value: Any) -> Any:
    """A value of a closed set however it was written; what is none of it stays as it is."""
    key = value.strip().casefold().replace(" ", "_") if name in SETS else value
    return key if name not in SETS or key in SETS[name] else value


def _lines(text: str) -> list[str]:
    return [line for one in text.split("\n") if (line := " ".join(one.split()))]


_RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "number": (-1.8e308, 1.8e308), "whole": (1, 3), "share": (0, 1), "tenth": (-2, 2),
}  # fmt: skip


def _value(text: str, form: str) -> Any:
    """A value as its field keeps it; None where it does not fit."""
    if form == "text":
        return text
    if form == "lines":
        return tuple(_lines(text))
    plain = text.strip().replace("−", "-")
    if form == "flag":
        return plain.casefold() not in {"no", "0", "false", "-"}
    try:
        number = float(plain if "." in plain else plain.replace(",", "."))
    except ValueError:
        return None
    least, most = _RANGES[form]
    if not least <= number <= most:
        return None
    if form == "whole":
        return int(number) if number == int(number) else None
    return round(number, 1) + 0.0 if form == "tenth" else number


