"""What a table says, read as a journey map: which way round it lies, its stages, steps and lanes.

A table lies either way: lanes down and stages across, or stages (or steps) down and lanes across. The words at its
edges decide; the second kind is turned before anything else is looked at. Nothing is put on a map here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jmapdesk.exchange.cells import Cell, Grid, distinct
from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.feelings import WORD_LIMIT, felt
from jmapdesk.exchange.vocabulary import (
    COUNT_WORDS,
    JOURNEY_WORDS,
    NUMBER_WORDS,
    PERSONA_WORDS,
    STAGE_NAMES,
    STAGE_WORDS,
    STEP_WORDS,
    TIME_WORDS,
    TITLE_WORDS,
    WEAK_LANES,
    LaneWord,
    divider_word,
    is_word,
    lane_word,
    normalised,
    without_number,
)

SPECIFIC = frozenset({"touchpoints", "feelings", "thoughts", "quotes", "pain_points", "front_stage", "back_stage"})
"""Kinds whose words hardly stand in a table that is no journey."""

_HEADS = " | ".join((STEP_WORDS, TIME_WORDS, NUMBER_WORDS))
_LABELS = 120
_TIME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A step of the table: the stage it belongs to, and whether that stage begins here."""

    stage: str
    goal: str
    starts: bool
    step: str
    time_label: str
    place: str


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane of the table and its cell in every column; one cell object over several columns is a span."""

    kind: str
    name: str
    subtitle: str
    place: str
    cells: tuple[Cell, ...]
    divider: str = ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table understood, with stages across. ``strength`` says how much speaks for a journey map.

    ``turned``: the file has stages or steps down. ``steps_named``: the names are plainly steps, not stages.
    """

    columns: tuple[Column, ...]
    rows: tuple[LaneRow, ...]
    notes: Notes
    title: str
    personas: tuple[tuple[str, str], ...]
    language: str
    place: str
    turned: bool
    strength: int

    @property
    def single(self) -> bool:
        """Whether this is a list of aspects of one thing: two columns, a lane and what it holds."""
        return len(self.columns) == 1 and not self.turned

    @property
    def labels(self) -> frozenset[str]:
        """The lanes by name: tables of one family have the same ones."""
        return frozenset(normalised(row.name) for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Hits:
    index: int
    words: tuple[LaneWord, ...]

    @property
    def strength(self) -> int:
        exact = {word.kind for word in self.words if word.exact and word.kind not in WEAK_LANES}
        loose = {word.kind for word in self.words if word.kind not in WEAK_LANES} - exact
        return 2 * len(exact) + len(loose)

    @property
    def rank(self) -> tuple[int, int]:
        return self.strength, len(self.words)


def read_table(grid: Grid, *, context: bool = False, alone: bool = False) -> TableReading | str:
    """The table as a journey map, or the reason, as half a sentence, why it is none.

    ``context``: the document speaks of a journey, so that less is asked of its tables. ``alone``: it is all there is,
    so that one lane is enough where everything else is named as well.
    """
    notes = Notes()
    grid = grid.compact()
    if grid.rows < 2 or grid.columns < 2:
        return "it has fewer than two rows or columns"
    grid, title, personas = below_remarks(grid, notes)
    if grid.rows < 2 or grid.columns < 2:
        return "it has fewer than two rows or columns"
    down = _best(grid.column(i) for i in range(min(3, grid.columns)))
    across = _best(grid.row(i) for i in range(min(5, grid.rows)))
    turned = _is_turned(grid, down, across)
    hits = across if turned else down
    if turned:
        grid = grid.transposed()
    if reason := _no_map(grid, hits, context, alone):
        return reason
    for cell in distinct(cell for column in range(hits.index) for cell in grid.column(column)[:_LABELS]):
        notes.ignored(cell.place, f"“{_shown(cell.text)}” stands outside the table of stages and lanes.")
    grid = grid.beside(hits.index)
    first_lane = next((i for i, cell in enumerate(grid.column(0)) if _is_lane(cell)), grid.rows)
    names = [cell.text for cell in distinct(grid.column(0))]
    if len(names) > 12 and len(set(names)) * 3 < len(names):
        return "it lists things one a row, and its columns are not those of a list of cards"
    columns, used = _columns(grid, first_lane, notes)
    if not columns:
        return "it has no column for a stage or a step"
    rows = _lanes(grid, [number for number, _column in columns], used, notes)
    if not rows:
        return "it has no lanes"
    languages = Counter(word.language for word in hits.words if word.language and word.kind not in WEAK_LANES)
    return TableReading(
        columns=tuple(column for _number, column in columns),
        rows=rows,
        notes=notes,
        title=grid.caption or title,
        personas=personas,
        language=languages.most_common(1)[0][0] if languages else "",
        place=grid.place,
        turned=turned,
        strength=hits.strength,
    )


def below_remarks(grid: Grid, notes: Notes) -> tuple[Grid, str, tuple[tuple[str, str], ...]]:
    """The table without the title and remarks above it; the title, and personas named there with their place."""
    title = ""
    personas: list[tuple[str, str]] = []
    while grid.rows > 2:
        cells = list(distinct(grid.row(0)))
        filled = [column for column in range(grid.columns) if grid.at(0, column).items]
        if len(cells) == 1 and _is_remark(grid, filled[0]):
            key, value = _key_value(cells[0].text)
        elif len(cells) == 2 and filled == [0, 1] and grid.columns >= 3:
            key, value = cells[0].text, cells[1].text
            known = is_word(key, PERSONA_WORDS) or is_word(key, TITLE_WORDS)
            edge = lane_word(key) or is_word(key, STAGE_WORDS) or is_word(key, STEP_WORDS)
            if not known and (edge or grid.columns == 3):
                break
        else:
            break
        place = cells[0].place
        if value and is_word(key, PERSONA_WORDS):
            personas.append((value, place))
            notes.recognised(place, f"The persona “{_shown(value)}”.")
        elif not title and (not value or is_word(key, TITLE_WORDS)):
            title = value or cells[0].text
            notes.recognised(place, f"The title “{_shown(title)}”.")
        else:
            notes.ignored(place, f"“{_shown(' '.join(cell.text for cell in cells))}” stands above the table.")
        grid = grid.below(1).compact()
    return grid, title, tuple(personas)


def _is_remark(grid: Grid, column: int) -> bool:
    """Whether the only cell of the first row is a title or remark, not a stage over its steps."""
    if column == 0:
        return True
    following = next((c for c in range(grid.columns) if grid.at(1, c).items), grid.columns)
    return following < column and grid.at(0, column).columns == 1


def _key_value(text: str) -> tuple[str, str]:
    for colon in (":", "："):
        key, found, value = text.partition(colon)
        if found and (is_word(key, PERSONA_WORDS) or is_word(key, TITLE_WORDS)):
            return key, value.strip()
    return text, ""


def _best(lines: Iterable[Sequence[Cell]]) -> _Hits:
    """The row or column with most lane names at the table's edge, the outermost if several have as many."""
    found = [
        _Hits(i, tuple(word for cell in list(distinct(line))[:_LABELS] if (word := _word(cell))))
        for i, line in enumerate(lines)
    ]
    return max(found, key=lambda hits: (hits.rank, -hits.index))


def _word(cell: Cell) -> LaneWord | None:
    if divider_word(cell.text):
        return None
    return lane_word(cell.name_and_rest()[0])


def _is_lane(cell: Cell) -> bool:
    name = cell.name_and_rest()[0]
    return bool(divider_word(name)) or (
        lane_word(name) is not None and not is_word(name, STAGE_WORDS) and not is_word(name, STEP_WORDS)
    )


def _stage_names(cells: Iterable[Cell]) -> int:
    return len({cell.text for cell in list(distinct(cells))[:_LABELS] if is_word(cell.text, STAGE_NAMES)})


def _is_turned(grid: Grid, down: _Hits, across: _Hits) -> bool:
    """Whether the lanes lie across, so that stages or steps go down."""
    if down.rank != across.rank and (down.strength or across.strength):
        return across.rank > down.rank
    in_row, in_column = _stage_names(grid.row(0)), _stage_names(grid.column(0))
    if in_row != in_column:
        return in_column > in_row
    if (down.rank, -down.index) != (across.rank, -across.index):
        return (across.rank, -across.index) > (down.rank, -down.index)
    return grid.rows > grid.columns


def _no_map(grid: Grid, hits: _Hits, context: bool, alone: bool) -> str:
    """Why a table, lanes down already, is no journey map; empty if it is one."""
    corner = grid.at(0, hits.index).name_and_rest()[0]
    # a table whose very first label is a lane has no names for its columns, or is a list of something else
    named = not any(_word(grid.at(0, column)) for column in range(hits.index + 1))
    stages = _stage_names(grid.row(0))
    if is_word(corner, JOURNEY_WORDS) and not is_word(corner, STEP_WORDS):
        return ""
    hinted = context or stages >= 2 or is_word(corner, STAGE_WORDS) or is_word(corner, STEP_WORDS)
    specific = any(word.kind in SPECIFIC for word in hits.words)
    strength = hits.strength
    if strength >= 6 or (stages >= 3 and hits.words):
        return ""
    if named and ((strength >= 4 and (specific or hinted)) or (strength >= 2 and specific and hinted)):
        return ""
    if alone and strength >= 2 and is_word(corner, STAGE_WORDS) and _only_lanes(grid, hits.index):
        return ""
    return "neither its rows nor its columns are named like the lanes of a journey"


def _only_lanes(grid: Grid, column: int) -> bool:
    """Whether every row under the first is a lane by its name, or one of steps, times or numbers."""
    labels = [cell for cell in grid.column(column)[1:] if cell.items]
    return all(_is_lane(cell) or is_word(cell.text, _HEADS) for cell in labels)


def _columns(grid: Grid, first_lane: int, notes: Notes) -> tuple[list[tuple[int, Column]], set[int]]:
    """The steps with their column in the grid, and the rows that were used up as headers."""
    headers = _header_rows(grid, first_lane, notes)
    used = set(headers.values()) | ({0} if first_lane > 0 else set())
    stage_row, step_row, time_row = headers.get("stage"), headers.get("step"), headers.get("time")
    if "number" in headers:
        used.add(headers["number"])
    if stage_row is None:
        stage_row, step_row = (step_row, None) if step_row is not None else (_naming_row(grid, notes), None)
    columns: list[tuple[int, Column]] = []
    previous: Cell | None = None
    name = goal = ""
    for number in range(1, grid.columns):
        head = grid.at(stage_row, number) if stage_row is not None else Cell(())
        step = grid.at(step_row, number) if step_row is not None else Cell(())
        time_label = grid.at(time_row, number).text if time_row is not None else ""
        label, rest = head.name_and_rest()
        label = without_number(label) if label else ""
        starts = not columns
        if head.items and head is not previous and label != name:
            starts, name, goal, previous = True, label, rest, head
        elif not head.items and not step.items and columns and stage_row is not None:
            notes.guessed(
                _place_in(grid, number), f"A column without a name was taken as a further step of “{_shown(name)}”."
            )
        place = (head if starts and head.items else step).place or head.place or _place_in(grid, number)
        columns.append((number, Column(name, goal if starts else "", starts, step.text, time_label, place)))
    return columns, used


def _header_rows(grid: Grid, first_lane: int, notes: Notes) -> dict[str, int]:
    """Which of the rows above the lanes name stages, steps and times."""
    found: dict[str, int] = {}
    for row in range(min(grid.rows, first_lane + 12)):
        cell = grid.at(row, 0)
        label = cell.name_and_rest()[0]
        above = row < first_lane
        short = all(len(item.text) <= _TIME_LIMIT for item in distinct(grid.row(row)[1:]))
        repeated = row > 0 and cell.items and cell is grid.at(row - 1, 0)
        if is_word(label, TIME_WORDS) and short and "time" not in found and row > 0:
            found["time"] = row
            notes.recognised(cell.place, "A row of times.")
        elif not above:
            continue
        elif is_word(label, NUMBER_WORDS) and short:
            found.setdefault("number", row)
            notes.ignored(cell.place, "A row of numbers.")
        elif is_word(label, STEP_WORDS) and "step" not in found and _one_each(grid, row):
            found["step"] = row
        elif row == 0 or ("stage" not in found and ("step" not in found or is_word(label, STAGE_WORDS))):
            found["stage"] = row
        elif (not label or repeated) and "step" not in found and _one_each(grid, row):
            found["step"] = row
            notes.guessed(_row_place(grid, row), "The second row was taken as the names of the steps.")
    return found


def _one_each(grid: Grid, row: int) -> bool:
    return all(len(cell.items) == 1 or cell.lead for cell in distinct(grid.row(row)[1:]))


def _naming_row(grid: Grid, notes: Notes) -> int | None:
    """Where nothing names the columns: a row of actions, one short piece each, names them too."""
    for row in range(grid.rows):
        word = _word(grid.at(row, 0))
        cells = list(distinct(grid.row(row)[1:]))
        if word and word.kind in {"actions", "front_stage"} and len(cells) == grid.columns - 1 > 1:
            if all(len(cell.items) == 1 and len(cell.text) <= 80 for cell in cells):
                notes.guessed(grid.at(row, 0).place, "No row names the stages: the actions name them.")
                return row
            return None
    return None


def _lanes(grid: Grid, columns: Sequence[int], used: set[int], notes: Notes) -> tuple[LaneRow, ...]:
    rows: list[LaneRow] = []
    curves: list[tuple[Cell, str]] = []
    for row in range(grid.rows):
        if row in used:
            continue
        cell = grid.at(row, 0)
        cells = tuple(grid.at(row, column) for column in columns)
        filled = [item for item in distinct(cells) if item is not cell]
        name, subtitle = cell.name_and_rest()
        if divider := divider_word(name):
            rows.append(LaneRow("divider", name, subtitle, cell.place, (), divider))
            notes.recognised(cell.place, f"The line “{_shown(name)}”.")
            continue
        if not name:
            if rows and rows[-1].kind != "divider" and filled:
                last = rows[-1]
                rows.append(LaneRow(last.kind, last.name, last.subtitle, last.place, cells))
                notes.guessed(_row_place(grid, row), f"A row without a name was added to “{_shown(last.name)}”.")
            elif filled:
                notes.ignored(_row_place(grid, row), "A row without a name before the first lane.")
            continue
        word = lane_word(name)
        if is_word(name, COUNT_WORDS) and filled and all(item.text.isdecimal() for item in filled):
            rows.append(LaneRow("card_counts", name, subtitle, cell.place, ()))
            notes.recognised(cell.place, f"“{_shown(name)}” counts cards: the numbers are counted anew.")
            continue
        if not filled and (word is None or any(item is cell for item in cells)):
            notes.ignored(cell.place, f"“{_shown(name)}” is a heading over rows.")
            continue
        kind = word.kind if word else "text"
        if kind == "experience":
            kind = "feelings" if all(is_short(item) for item in filled) else "thoughts"
            notes.guessed(cell.place, f"“{_shown(name)}” was taken as a lane of {kind}.")
        elif word is None:
            notes.guessed(cell.place, f"“{_shown(name)}” is no lane known by name: its cards are plain text.")
        else:
            notes.recognised(cell.place, f"The lane “{_shown(name)}” ({kind.replace('_', ' ')}).")
        if kind == "feelings":
            known = next((called for curve, called in curves if curve is cell), None)
            if known is not None:
                name = known  # a name over several rows: all of them are this curve's
            elif any(row.name == name and row.cells for row in rows):
                name = f"{name} ({sum(1 for curve, _ in curves if curve.name_and_rest()[0] == name) + 1})"
                notes.guessed(cell.place, f"A second curve of that name was called “{_shown(name)}”.")
            if known is None:
                curves.append((cell, name))
        rows.append(LaneRow(kind, name, subtitle, cell.place, cells))
    return tuple(rows)


def is_short(cell: Cell) -> bool:
    """Whether a cell says no more than a feeling's word."""
    return len(cell.text) <= WORD_LIMIT and len(felt(cell.text).word.split()) <= 4


def _place_in(grid: Grid, column: int) -> str:
    return next((cell.place for cell in grid.column(column) if cell.items), "")


def _row_place(grid: Grid, row: int) -> str:
    return next((cell.place for cell in grid.row(row) if cell.items), "")


def _shown(text: str) -> str:
    """A text short enough for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


shown = _shown
