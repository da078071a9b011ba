"""CSV and its relatives: commas, semicolons, tabs or bars, quoted line ends, Excel's habits."""

from __future__ import annotations

import csv
import io
import re

from jmapdesk.exchange.cells import (
    CELL_LIMIT,
    GRID_CELLS,
    GRID_COLUMNS,
    GRID_ROWS,
    Cell,
    Grid,
    grid_of,
    items_of,
    parted_by_lines,
)
from jmapdesk.exchange.draft import Notes
from jmapdesk.util.errors import JmapError

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
"""What an apostrophe was put before; one that stood there already got another."""


def read_csv(text: str, notes: Notes, delimiter: str | None = None, most: int = GRID_ROWS) -> Grid:
    """The table of a text; what parts its cells is found out where ``delimiter`` does not say.

    ``most``: the rows that are read.

    Raises JmapError where nothing parts the lines into cells.
    """
    first = 1
    head, _, rest = text.partition("\n")
    if head.strip('" ').lower().startswith("sep=") and len(head.strip('" ')) == 5:
        delimiter, text, first = head.strip('" ')[4], rest, 2
    if delimiter:
        rows = records(text, delimiter, most + 1)
    else:
        found = {mark: records(text, mark, most + 1) for mark in _DELIMITERS if mark in text}
        delimiter = max(found, key=lambda mark: _quality(found[mark]), default="")
        rows = found.get(delimiter, [])
        if _quality(rows) <= 1:
            raise JmapError("import.no_table", "The text has no cells: no commas, semicolons or tabs part its lines.")
        if delimiter != ",":
            notes.guessed("", f"The cells are parted by {_DELIMITERS[delimiter]}.")
    if len(rows) > most:
        notes.ignored(f"line {rows[most][0] + first - 1}", f"Rows beyond the first {most:,} were left out.")
    table: list[list[Cell]] = []
    cells = 0
    for line, row in rows[:most]:
        cells += len(row)
        if cells > GRID_CELLS:
            notes.ignored(f"line {line + first - 1}", f"Cells beyond the first {GRID_CELLS:,} were left out.")
            break
        place = f"line {line + first - 1}, column"
        texts = enumerate(map(unguarded, row), 1)
        table.append([Cell(items_of(text), f"{place} {i}", loose=parted_by_lines(text)) for i, text in texts])
    return grid_of(table, most=most)


def records(
    text: str, delimiter: str, most: int = GRID_ROWS + 1, longest: int = CELL_LIMIT
) -> list[tuple[int, list[str]]]:
    """The first records with the line each begins at, their values cut at a length."""
    rows: list[tuple[int, list[str]]] = []
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
        line = 1
        try:
            for row in reader:
                rows.append((line, [value[:longest] for value in row[: GRID_COLUMNS + 1]]))
                line = reader.line_num + 1
                if len(rows) >= most:
                    break
        except csv.Error:
            continue  # a quote that never ends: the quotes are part of the text
        else:
            if quoting == csv.QUOTE_MINIMAL and _runs_away(text, rows):
                continue
            return rows
    return []


def _runs_away(text: str, rows: list[tuple[int, list[str]]]) -> bool:
    """Whether a quote that is never closed has swallowed the rest of the file."""
    return text.count('"') % 2 == 1 and bool(rows) and any("\n" in value for value in rows[-1][1])


def _quality(rows: list[tuple[int, list[str]]]) -> float:
    """How much like a table the records look: a usual width, and how many records keep to it."""
    widths = [len(row) for _line, row in rows[:200] if any(value.strip() for value in row)]
    if not widths:
        return 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    if usual < 2:
        return 1
    return 1 + usual * (widths.count(usual) / len(widths)) ** 2


def unguarded(value: str) -> str:
    """A value without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return value[1:] if _GUARDED.match(value) else value
