"""A list of cards as researchers keep it: one row a card, under titles for stages or steps, lanes and words.

Stages, steps and lanes stand in the order they are first named. Nothing is invented: a card without a place is put
aside, a feeling has a score only where the list gives a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jmapdesk.exchange import card_table as table
from jmapdesk.exchange.cells import GRID_COLUMNS, GRID_ROWS, Cell, Grid
from jmapdesk.exchange.draft import DraftCard, DraftLane, Notes, counted
from jmapdesk.exchange.feelings import OWN, WORD_LIMIT, Scale, felt, scale_of
from jmapdesk.exchange.list_columns import (
    NEAR,
    NOTE,
    SCORE,
    TEXT,
    WORD,
    Lacking,
    ListColumns,
    is_lane_title,
    list_columns,
)
from jmapdesk.exchange.maker import CARD_LIMIT, TEXT_LIMIT, Maker, Place, split_text
from jmapdesk.exchange.read_cards import SETS, Row, card_of
from jmapdesk.exchange.tables import below_remarks, is_short, shown
from jmapdesk.exchange.vocabulary import TO_BE_WORDS, divider_word, has_word, lane_word
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS, card_kind_of, lane_kind_for
from jmapdesk.util.errors import JmapError

LANE_LIMIT: Final = 500
"""Lanes of one map; cards of further ones are put aside."""
_ABOVE: Final = 12
"""Rows in which the titles are looked for: titles of the whole and remarks may stand above them."""
_LINES: Final = 12
"""Lines that are named one by one in a remark."""


@dataclass(frozen=True, slots=True)
class CardList:
    """A table that lists cards, its titles in the first row of the grid."""

    grid: Grid
    columns: ListColumns
    notes: Notes
    title: str
    personas: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """Where the list begins."""
        return next((cell.place for cell in self.grid.row(0) if cell.items), "")

    @property
    def strength(self) -> int:
        """How much speaks for a journey map: the kinds of lanes it names."""
        names = {cell.text for cell in self.grid.column(self.columns.at[table.LANE])[1:]}
        return max(1, len({word.kind for name in names if (word := lane_word(name))}))


def read_card_list(grid: Grid) -> CardList | Lacking | None:
    """The list that a table is; ``Lacking`` where no column holds its words, None where it is another table."""
    notes = Notes()
    grid = grid.compact()
    if not any(is_lane_title(cell) for row in range(min(_ABOVE, grid.rows)) for cell in grid.row(row)[:NEAR]):
        return None
    grid, title, personas = below_remarks(grid, notes)
    columns = list_columns(grid)
    if columns is None or isinstance(columns, Lacking):
        return columns
    return CardList(grid, columns, notes, grid.caption or title, personas)


def lay_list(listed: CardList, maker: Maker, name: str) -> None:
    """Make the stages, steps and lanes that a list names, and put its cards there.

    Raises JmapError where no row of it stands anywhere.
    """
    maker.notes.extend(listed.notes)
    for persona, place in listed.personas:
        maker.persona(persona, place)
    listed.columns.tell(listed.grid, maker.notes)
    if listed.grid.cut:
        maker.notes.ignored("", f"Of the list {GRID_ROWS:,} rows and {GRID_COLUMNS} columns were read; it goes on.")
    rows = _carried_down(_rows(listed, maker.notes), maker.notes)
    laying = _Laying(maker, listed.columns, listed.grid)
    laying.lay(rows)
    if not maker.stages or not maker.lanes:
        raise JmapError("import.no_cards", f"“{name}” is a list of cards without a card that stands on a map.")
    for row in rows:
        laying.put(row)
    laying.tell()


@dataclass(frozen=True, slots=True)
class _Entry(Row):
    """A row of the list and where its words stand in the file."""

    place: str = ""

    @property
    def words(self) -> str:
        return self[TEXT]

    @property
    def stage(self) -> str:
        return self.name(table.STAGE)

    @property
    def step(self) -> str:
        return self.name(table.STEP)

    @property
    def lane(self) -> str:
        return self.name(table.LANE).rstrip(" :：")

    @property
    def spot(self) -> tuple[str, str]:
        """Stage and step, however they are written."""
        return self.stage.casefold(), self.step.casefold()


def _rows(listed: CardList, notes: Notes) -> list[_Entry]:
    """The rows under the titles that hold anything; lines across the table and the rest of merged words are none."""
    at, grid = listed.columns.at, listed.grid
    found: list[_Entry] = []
    before: Cell | None = None
    spot: tuple[str, str] = "", ""
    for number in range(1, grid.rows):
        cells = grid.row(number)
        stage, lane, words = (cells[at[role]] for role in (table.STAGE, table.LANE, TEXT))
        place = next((cell.place for cell in (words, *cells) if cell.items), "")
        if lane.items and (lane is stage or lane is words):
            notes.ignored(place, f"“{shown(lane.text)}” goes across the list: a heading, no card.")
            continue
        merged = words.items and words is before and (stage.text, lane.text) == spot
        before, spot = words, (stage.text, lane.text)
        if merged:
            continue
        values = {
            role.casefold(): "\n".join(cells[column].items)
            for role, column in at.items()
            if role == TEXT or cells[column] is not words
        }
        if any(values.values()):
            found.append(_Entry(number, values, place))
    if len(found) > CARD_LIMIT:
        notes.ignored(found[CARD_LIMIT].place, f"Cards beyond the first {CARD_LIMIT:,} were left out.")
    return found[:CARD_LIMIT]


def _carried_down(rows: list[_Entry], notes: Notes) -> list[_Entry]:
    """Stages, and steps with them, written once over several rows, as merged cells leave them.

    So they are where each name stands once and at least as many rows go without one.
    """
    named = [row.stage.casefold() for row in rows if row.stage]
    bare = [row for row in rows if not row.stage and row.lane and row.words]
    if len(named) < 2 or len(set(named)) < len(named) or len(bare) < len(named) or not rows[0].stage:
        return rows
    filled: list[_Entry] = []
    stage = step = ""
    for row in rows:
        if row.stage:
            stage, step = row.stage, row.step
        else:
            step = row.step or step
            values = {**row.values, table.STAGE.casefold(): stage, table.STEP.casefold(): step}
            row = replace(row, values=values)
        filled.append(row)
    notes.guessed(
        bare[0].place,
        f"Each stage stands over several rows, as merged cells do: those without one belong to the stage above "
        f"({_lines(bare)}).",
    )
    return filled


@dataclass(slots=True, eq=False)
class _Lane:
    """A lane of the list in the making."""

    name: str
    first: _Entry
    rows: list[_Entry] = field(default_factory=list)
    kind: str = "text"
    number: int = -1
    series: str = "as_is"
    scale: Scale | None = None


class _Laying:
    """The map in the making: which step and which lane a row belongs to."""

    def __init__(self, maker: Maker, columns: ListColumns, grid: Grid) -> None:
        self._maker = maker
        self._notes = maker.notes
        self._score_title = grid.at(0, columns.at[SCORE]).text if SCORE in columns.at else ""
        self._scale: Scale | None = None
        self._places: dict[tuple[str, str], Place | None] = {}
        self._lanes: dict[str, _Lane] = {}
        self._felt: set[tuple[int, Place, tuple[str, ...], str]] = set()
        self._told: dict[str, list[_Entry]] = {}

    def lay(self, rows: Sequence[_Entry]) -> None:
        """Stages, steps and lanes, in the order they are first named."""
        self._lay_places(rows)
        for row in rows:
            if row.lane:
                self._lanes.setdefault(row.lane.casefold(), _Lane(row.lane, row)).rows.append(row)
        languages: Counter[str] = Counter()
        for lane in self._lanes.values():
            if len(self._maker.lanes) >= LANE_LIMIT:
                self._notes.ignored(lane.first.place, f"Lanes beyond the first {LANE_LIMIT} were left out.")
                break
            self._lay_lane(lane)
            if (word := lane_word(lane.name)) and word.language:
                languages[word.language] += 1
        if languages:
            self._maker.language = self._maker.language or languages.most_common(1)[0][0]
        self._find_scales(rows)

    def _lay_places(self, rows: Sequence[_Entry]) -> None:
        stages: dict[str, dict[str, tuple[_Entry, str]]] = {}
        alone: dict[str, _Entry] = {}
        latest = ""
        for row in rows:
            if not row.stage and (row.words or not row.step):
                continue  # the card will be put aside
            stage, step = row.spot
            if not stage:
                stage = latest
                self._tell("Steps without a stage, added to the stage above", row)
            latest = stage
            steps = stages.setdefault(stage, {})
            if row.words and not row.step and not row.lane:
                alone.setdefault(stage, row)  # a card that is put aside makes no step beside others
                continue
            first, time = steps.get(step, (row, ""))
            steps[step] = first, time or row.name(table.TIME)
        for stage, row in alone.items():
            stages[stage] = stages[stage] or {"": (row, row.name(table.TIME))}
        for spots in stages.values():
            first = next(iter(spots.values()))[0]
            number = self._maker.stage(first.stage, first.place)
            if first.stage:
                self._notes.recognised(first.place, f"The stage “{shown(first.stage)}”.")
            for step, (row, time) in spots.items():
                self._places[first.spot[0], step] = self._maker.step(number, row.step, time, row.place)

    def _lay_lane(self, lane: _Lane) -> None:
        lane.kind, divider = self._kind_of(lane), divider_word(lane.name) or ""
        lane.series = "to_be" if lane.kind == "feelings" and has_word(lane.name, TO_BE_WORDS) else "as_is"
        divider = divider if lane.kind == "divider" else ""
        lane.number = self._maker.lane(DraftLane(lane.kind, lane.name, series=lane.series, divider=divider))

    def _kind_of(self, lane: _Lane) -> str:
        """The kind that a column or its name says, else that of its cards, else text."""
        place, called = lane.first.place, f"“{shown(lane.name)}”"
        stated = next((row.name(table.LANE_KIND) for row in lane.rows if row[table.LANE_KIND]), "")
        kind = table.lane_kind_named(stated) if stated else ""
        word = lane_word(lane.name)
        if divider_word(lane.name):
            kind = "divider"
        elif kind not in LANE_KINDS:
            kind = word.kind if word and word.kind != "experience" else ""
        if kind:
            self._notes.recognised(place, f"The lane {called} ({kind.replace('_', ' ')}).")
            return kind
        kinds = Counter(kind for row in lane.rows if row.words and (kind := _kind_named(row)))
        if kinds:
            kind = lane_kind_for(kinds.most_common(1)[0][0])
            said = f"{called} was taken as a lane of {kind.replace('_', ' ')}, as its cards are."
        elif word:
            kind = "feelings" if all(is_short(Cell((row.words,))) for row in lane.rows) else "thoughts"
            said = f"{called} was taken as a lane of {kind}."
        else:
            kind, said = "text", f"{called} is no lane known by name: its cards are plain text."
        self._notes.guessed(place, said)
        return kind

    def _find_scales(self, rows: Sequence[_Entry]) -> None:
        """The scale of the column of scores, and that of each lane whose feelings hold their numbers themselves."""
        felt_in = {lane: [r for r in lane.rows if _kind_in(r, lane) == "feeling"] for lane in self._lanes.values()}
        for lane, feelings in felt_in.items():
            # where some have a score in its column, numbers in the words of others are no scores
            scored = any(felt(_score_said(row)).number is not None for row in feelings)
            own = [] if scored else [row for row in feelings if not _score_said(row) and not row[WORD]]
            lane.scale = self._scale_of(f"“{shown(lane.name)}”", [row.words for row in own], own, lane.name)
        given = [row for row in rows if _score_said(row) and _kind_in(row, self._lane_of(row)) == "feeling"]
        what = f"the column “{shown(self._score_title or table.VALUE)}”"
        self._scale = self._scale_of(what, [_score_said(row) for row in given], given, self._score_title)

    def _scale_of(self, what: str, texts: Sequence[str], rows: Sequence[_Entry], label: str) -> Scale | None:
        numbers = [number for text in texts if (number := felt(text).number) is not None]
        if not numbers:
            return None
        place = next(row.place for row, text in zip(rows, texts, strict=True) if felt(text).number is not None)
        scale = scale_of(numbers, texts, label)
        ours = label.strip().casefold() == SCORE.casefold() and all(OWN.holds(number) for number in numbers)
        if ours and not (scale is not None and scale.stated):
            scale = replace(OWN, stated=any(number <= 0 for number in numbers))
        if scale is None:
            self._notes.guessed(place, f"The numbers of {what} are on no usual scale: they are kept as words.")
        elif scale.stated:
            self._notes.recognised(place, f"The scores of {what} go from {scale.name}.")
        else:
            self._notes.guessed(place, f"The scores of {what} were taken to go from {scale.name}.")
        return scale

    def put(self, row: _Entry) -> None:
        """A row's card, in its cell or aside; a row without words has none."""
        lane = self._lane_of(row)
        kind = _kind_in(row, lane)
        if not row.words and not (kind == "feeling" and (_score_said(row) or row[WORD])):
            if any(row[role] for role in row.values if role not in _STRUCTURE):
                self._tell("Without words, so that no card was made and what else stands there was left out", row)
            return
        if row[table.KIND] and not _kind_named(row):
            self._tell("Kinds that no card has, so that those of the lanes were taken", row)
        card = self._card(row, kind, lane)
        at = self._places.get(row.spot) if row.stage else None
        why = _why_aside(row, lane, at)
        if why or lane is None or at is None:
            self._tell(why, row)
            self._maker.parked.append(card)
            return
        if kind == "feeling":
            point = lane.number, at, card.personas, str(card.fields.get("series", lane.series))
            if point in self._felt:
                self._tell("Put aside, as another feeling stands at the same point of the curve", row)
                self._maker.parked.append(card)
                return
            self._felt.add(point)
        self._maker.put(lane.number, at, card)

    def _lane_of(self, row: _Entry) -> _Lane | None:
        return self._lanes.get(row.lane.casefold())

    def _card(self, row: _Entry, kind: str, lane: _Lane | None) -> DraftCard:
        values = {**row.values, table.KIND.casefold(): kind}
        if kind == "feeling":
            values |= self._feeling(row, lane)
        elif values.pop(SCORE.casefold(), ""):
            self._tell("Scores of cards that are no feelings, which were left out", row)
        tags = values.get("tags", "")
        if "\n" not in tags:
            values["tags"] = "\n".join(re.split(r"[,;]", tags))
        text, rest = split_text(values[TEXT.casefold()], TEXT_LIMIT)
        if rest:
            values |= {TEXT.casefold(): text, NOTE.casefold(): _joined(rest, row[NOTE])}
            size = f"{len(row.words):,}"
            message = f"A text of {size} characters is too long for a card: the rest is in its note."
            self._notes.guessed(row.place, message)
        card = card_of(Row(row.line, values), self._maker, row.place)
        fields = dict(card.fields)
        for name, known in SETS.items():
            if name in fields and fields[name] not in known:
                self._notes.ignored(row.place, f"“{shown(fields.pop(name))}” is no {_SET_NAMES[name]}.")
        return replace(card, fields=fields)

    def _feeling(self, row: _Entry, lane: _Lane | None) -> dict[str, str]:
        """What a feeling is made of: a score where the row gives a number, else its words."""
        said = _score_said(row)
        if row[WORD] and not said:
            return {}
        found, scale = felt(said or row.words), self._scale if said else lane.scale if lane is not None else None
        score, word = "", row.words
        if found.number is not None and scale is not None:
            score = f"{scale.score(found.number):g}"
            word = (row.words or found.word) if said else found.word
        elif said:
            word = f"{row.words} ({said})" if row.words else said
        values = {SCORE.casefold(): score, table.VALUE.casefold(): ""}
        if row[WORD]:
            return values
        word, rest = split_text(" ".join(word.split()), WORD_LIMIT)
        values |= {TEXT.casefold(): "", WORD.casefold(): word}
        if rest:
            self._tell("Long feelings, whose first words stand at the curve, and all of them in the note", row)
            values[NOTE.casefold()] = _joined(f"{word} {rest}", row[NOTE])
        return values

    def _tell(self, message: str, row: _Entry) -> None:
        self._told.setdefault(message, []).append(row)

    def tell(self) -> None:
        """Note what was done with rows of one sort, all of them in one sentence."""
        for message, rows in self._told.items():
            note = self._notes.ignored if "left out" in message else self._notes.guessed
            several = f" ({_lines(rows)})" if len(rows) > 1 else ""
            note(rows[0].place, f"{message}: {counted(len(rows), 'rows')}{several}.")


_STRUCTURE: Final = frozenset(
    role.casefold() for role in (table.STAGE, table.STEP, table.TIME, table.LANE, table.LANE_KIND, table.KIND)
)
_SET_NAMES: Final = {
    "moment": "moment of truth", "status": "status", "series": "curve", "better": "better side",
}  # fmt: skip


def _score_said(row: _Entry) -> str:
    """What stands where a feeling's score belongs."""
    return row.name(SCORE) or row.name(table.VALUE)


def _kind_named(row: _Entry) -> str:
    """The kind of card that the column of kinds names, in whatever language; empty where it names none."""
    said = row.name(table.KIND)
    kind = table.kind_named(said) if said else ""
    if kind in CARD_KINDS:
        return kind
    word = lane_word(said)
    return (card_kind_of(word.kind) or "") if word and word.exact and word.kind != "experience" else ""


def _kind_in(row: _Entry, lane: _Lane | None) -> str:
    """The kind of a row's card: the one that it names, else that of its lane."""
    return _kind_named(row) or (card_kind_of(lane.kind) if lane is not None else None) or "text"


def _why_aside(row: _Entry, lane: _Lane | None, at: Place | None) -> str:
    """Why a card stands nowhere; empty where it does not have to."""
    if not row.stage:
        return "Put aside, as no stage is named"
    if lane is None:
        return "Put aside, as no lane is named"
    if lane.number < 0 or at is None:
        return "Put aside, as the map holds no more steps or lanes"
    if lane.kind in LANE_KINDS and card_kind_of(lane.kind) is None:
        return "Put aside, as their lane holds no cards"
    return ""


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _lines(rows: Iterable[_Entry]) -> str:
    """Where rows stand: "lines 4, 7, 9"."""
    places = [row.place for row in rows]
    numbers = [found.group(1) for place in places if (found := re.match(r"line (\d+)", place))]
    named = numbers if len(numbers) == len(places) else places
    more = f" and {len(named) - _LINES:,} more" if len(named) > _LINES else ""
    return f"{'lines' if named is numbers else 'at'} {', '.join(named[:_LINES])}{more}"
