"""Which column of a list of cards holds what, told by the titles over them.

A column is known by the title it has in a table of the program's own, or by a word for stages, steps, lanes, kinds
and the like in one of the languages of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from jmapdesk.exchange import card_table as table
from jmapdesk.exchange.cells import Cell, Grid
from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.feelings import felt
from jmapdesk.exchange.tables import shown
from jmapdesk.exchange.vocabulary import (
    CARD_WORDS,
    KIND_WORDS,
    LANE_TITLES,
    PERSONA_WORDS,
    SCORE_WORDS,
    STAGE_WORDS,
    STEP_WORDS,
    TIME_WORDS,
    TITLE_WORDS,
    is_word,
    lane_word,
)

TEXT: Final = "Text"
NOTE: Final = "Note"
SCORE: Final = "Score"
WORD: Final = "Word"

_NOT_READ: Final = frozenset(
    (table.STAGE_NUMBER, table.COLUMN, table.UNTIL, table.ROW, table.EVIDENCE, table.ANSWERS)
)  # fmt: skip
"""Columns of the program's own table that count or repeat what stands elsewhere."""
_PLACES: Final = {
    table.STAGE: "the stages", table.STEP: "the steps", table.LANE: "the lanes", TEXT: "the words of the cards",
    table.KIND: "the kinds of cards", table.TIME: "the times of the steps",
}  # fmt: skip
NEAR: Final = 40
"""Columns in which those of a list are looked for."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A list that has columns for stages and lanes, but none for the words of its cards."""

    stage: str
    lane: str
    untold: bool
    """Whether a column is left of which nothing is known."""

    @property
    def reason(self) -> str:
        """What is lacking, as half a sentence."""
        return (
            f"it has a column for stages (“{shown(self.stage)}”) and one for lanes (“{shown(self.lane)}”), but none "
            "for the words of the cards"
        )


@dataclass(slots=True)
class ListColumns:
    """The columns of a list, by the titles of the program's own table; ``guessed`` says what was not plain."""

    at: dict[str, int] = field(default_factory=dict)
    guessed: list[tuple[Cell, str]] = field(default_factory=list)

    def tell(self, grid: Grid, notes: Notes) -> None:
        """Note which columns were used for what, and which were left out."""
        header = grid.row(0)
        place = next((cell.place for cell in header if cell.items), "")
        names = {role: f"“{shown(header[column].text)}”" for role, column in self.at.items()}
        used = [f"{names[role]} for {what}" for role, what in _PLACES.items() if role in names]
        others = [name for role, name in names.items() if role not in _PLACES]
        notes.recognised(place, "A list of cards, one row a card.")
        more = f"; also {', '.join(others)}" if others else ""
        notes.recognised(place, f"Of its columns {', '.join(used)}{more} were used.")
        for cell, message in self.guessed:
            notes.guessed(cell.place or place, message)
        for column in range(grid.columns):
            if column in self.at.values() or not any(cell.items for cell in grid.column(column)[1:]):
                continue
            title = header[column]
            if title.items:
                notes.ignored(title.place, f"The column “{shown(title.text)}” was left out.")
            else:
                first = next(cell.place for cell in grid.column(column) if cell.items)
                notes.ignored(first, "A column without a title was left out.")


def list_columns(grid: Grid) -> ListColumns | Lacking | None:
    """The columns of a list whose titles stand in the first row; None where the table is another kind of table."""
    if grid.columns < 2 or not any(is_lane_title(cell) for cell in grid.row(0)[:NEAR]):
        return None
    finder = _Finder(grid)
    finder.find()
    found = finder.found
    if table.LANE not in found.at or table.STAGE not in found.at:
        return None
    if TEXT in found.at:
        return found
    header = grid.row(0)
    rest = [cell for column, cell in enumerate(header) if column not in found.at.values()]
    if any(_is_strong(cell) for cell in rest):
        return None  # lanes that lie across, beside such columns, are no list's
    return Lacking(header[found.at[table.STAGE]].text, header[found.at[table.LANE]].text, any(c.items for c in rest))


def is_lane_title(cell: Cell) -> bool:
    """Whether a cell may be the title of a column of lanes, without which there is no list."""
    return _says(cell, LANE_TITLES)


class _Finder:
    """Gives each role the fullest of the columns whose titles fit it, and each column one role."""

    def __init__(self, grid: Grid) -> None:
        self.found = ListColumns()
        self._grid = grid
        titles = enumerate(grid.row(0)[:NEAR])
        self._titles = {column: cell for column, cell in titles if cell.items and not _is_twice(grid, column)}

    def find(self) -> None:
        """Look for every role, those by the program's own titles first."""
        for title in table.TITLES:
            if title not in _NOT_READ:
                self._claim_title(title)
        for role, words in (
            (table.LANE, LANE_TITLES),
            (table.STAGE, STAGE_WORDS),
            (table.STEP, STEP_WORDS),
            (table.TIME, TIME_WORDS),
            (table.KIND, KIND_WORDS),
            (TEXT, CARD_WORDS),
            (TEXT, TITLE_WORDS),
            (table.PERSONA, PERSONA_WORDS),
        ):
            self._claim_word(role, words)
        self._claim(SCORE, lambda cell: _says(cell, SCORE_WORDS), self._numbers())
        self._claim(NOTE, _is_remark)
        self._make_do()

    def _make_do(self) -> None:
        """Steps where no column names stages, and remarks where none holds words."""
        at = self.found.at
        if table.STAGE not in at and table.STEP in at:
            at[table.STAGE] = at.pop(table.STEP)
            title = self._grid.at(0, at[table.STAGE])
            self.found.guessed.append((title, f"No column names stages: “{shown(title.text)}” was taken for them."))
        if TEXT not in at and NOTE in at:
            at[TEXT] = at.pop(NOTE)
            title = self._grid.at(0, at[TEXT])
            message = f"No column is called “Text”: “{shown(title.text)}” was taken for the words of the cards."
            self.found.guessed.append((title, message))
            self._claim(NOTE, _is_remark)

    def _claim_title(self, title: str) -> None:
        self._claim(title, lambda cell: _key(cell.text) == _key(title))

    def _claim_word(self, role: str, words: str) -> None:
        self._claim(role, lambda cell: _says(cell, words))

    def _claim(self, role: str, fits: Callable[[Cell], bool], among: Iterable[int] | None = None) -> None:
        if role in self.found.at:
            return
        free = self._titles.keys() - self.found.at.values()
        columns = [c for c in sorted(free if among is None else free & set(among)) if fits(self._titles[c])]
        if columns:
            self.found.at[role] = max(columns, key=lambda column: (self._filled(column), -column))

    def _filled(self, column: int) -> int:
        return sum(1 for cell in self._grid.column(column)[1:] if cell.items)

    def _numbers(self) -> list[int]:
        """The columns that hold nothing but numbers, with words or without."""
        return [
            column
            for column, title in self._titles.items()
            if _says(title, SCORE_WORDS)
            and all(felt(cell.text).number is not None for cell in self._grid.column(column)[1:] if cell.items)
        ]


def _key(title: str) -> str:
    """A title as it is looked up: "Sources" and "source" are one; "words" are those of a card, not of a feeling."""
    key = " ".join(title.split()).casefold().rstrip(" :")
    return key if key == "words" else key.removesuffix("s")


def _says(cell: Cell, words: str) -> bool:
    """Whether a title is one of the words; with a number it is one of several stages or lanes that lie across."""
    return is_word(cell.text, words) and not cell.text.strip()[-1:].isdigit()


def _is_remark(cell: Cell) -> bool:
    word = lane_word(cell.text)
    return word is not None and word.exact and word.kind == "text"


def _is_strong(cell: Cell) -> bool:
    word = lane_word(cell.text)
    return word is not None and word.exact and word.kind not in {"text", "images"}


def _is_twice(grid: Grid, column: int) -> bool:
    """Whether a title spans from the column before."""
    return column > 0 and grid.at(0, column) is grid.at(0, column - 1)
