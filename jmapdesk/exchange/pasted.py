"""What a clipboard holds for a map: a block of cells from a spreadsheet or a page, or lines of a list, as a grid."""

from __future__ import annotations

import re
from dataclasses import replace

from jmapdesk.exchange.blocks import Block, Table
from jmapdesk.exchange.cells import Cell, Grid, grid_of, items_of, without_markup
from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.read_csv import read_csv
from jmapdesk.exchange.read_html import read_html
from jmapdesk.exchange.read_markdown import read_markdown

ROWS, COLUMNS = 500, 120
"""What is taken of one block."""
_LONGEST = 4_000_000
"""Characters that are looked at."""
_LIST = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|#{1,6}\s)")


def read_pasted(text: str, page: str = "") -> Grid | None:
    """The block that a text, and the same as HTML where there is that, holds; None where there are no words."""
    found = _largest(read_html(page[:_LONGEST])) if "<table" in page.lower() else None
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    if found is None and "\t" in text.strip("\n"):
        found = read_csv(text, Notes(), "\t")
    elif found is None and text.lstrip().startswith("|"):
        found = _largest(read_markdown(text, own=False))
    grid = _trimmed(found) if found is not None else None
    return grid or _lines(text)


def is_plain(grid: Grid) -> bool:
    """Whether there is nothing to ask: one cell of one line."""
    return grid.rows == grid.columns == 1 and len(grid.at(0, 0).items) == 1


def _largest(blocks: list[Block]) -> Grid | None:
    grids = [block.grid for block in blocks if isinstance(block, Table)]
    return max(grids, key=lambda grid: grid.rows * grid.columns, default=None)


def _trimmed(grid: Grid) -> Grid | None:
    """The grid without empty rows and columns at its far edges: those inside it have their meaning."""
    filled = [place for place, cell in grid.cells.items() if cell.items and place[0] < ROWS and place[1] < COLUMNS]
    if not filled:
        return None
    rows, columns = 1 + max(row for row, _ in filled), 1 + max(column for _, column in filled)
    cells = {place: cell for place, cell in grid.cells.items() if place[0] < rows and place[1] < columns}
    return replace(grid, cells=cells, rows=rows, columns=columns)


def _lines(text: str) -> Grid | None:
    """A line a row; what marks the items of a list is taken off."""
    lines = [line for line in text.split("\n") if line.strip()]
    listed = sum(bool(_LIST.match(line)) for line in lines) * 2 > len(lines)
    rows: list[list[Cell]] = []
    for line in lines[:ROWS]:
        words = without_markup(re.sub(r"^\s*#{1,6}\s+", "", line)) if listed else line
        items = items_of(words) if listed else (" ".join(words.split()),)
        if any(items):
            rows.append([Cell((" ".join(items),))])
    return grid_of(rows) if rows else None
