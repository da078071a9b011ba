"""What the sheet of the map is written with: the map, its columns, the look of labels and of lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.xlsx_cells import Looks, Remarks, edges, fill, font, held, put_text, wrapped
from jmapdesk.exchange.xlsx_measure import text_height
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name, lane_subtitle
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Lane

FIRST_COLUMN = 2
"""The first step's column; lane names stand in column A."""
LABEL_WIDTH = 24.0
_STEP_WIDTH = 24.0
TEXT_COLUMNS = 8
"""Columns that lines of text over and under the map reach across."""


@dataclass(slots=True)
class Written:
    """What the sheet of the map says and what each cell of it stands for, so that edits of it can be told."""

    cells: list[list[Any]] = field(default_factory=list)
    """Row, column, part of the map, id, field, the text, and what stands before the field's own words."""
    rows: list[list[Any]] = field(default_factory=list)
    """The rows of lanes: row, lane, ``cards``, ``scores`` or ``words``, and of a curve the persona and which it is."""

    def cell(self, row: int, column: int, part: str, key: str, name: str, text: str, before: str = "") -> None:
        """Note that a cell shows a field of a record."""
        self.cells.append([row, column, part, key, name, held(text), before])

    def row(self, row: int, lane: str, role: str, *curve: str | None) -> None:
        """Note what a row of a lane is for."""
        self.rows.append([row, lane, role, *curve])

    def as_json(self, book: Book) -> dict[str, Any]:
        """All of it as plain values, with the steps by column."""
        steps = [[FIRST_COLUMN + column.place, column.step.id] for column in book.columns]
        return {"cells": self.cells, "rows": self.rows, "steps": steps}


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheet is written with. ``start`` is the side that texts begin at."""

    journey: JourneyMap
    context: Context
    columns: list[queries.Column]
    cells: Mapping[tuple[str, str], list[Card]]
    remarks: Remarks
    looks: Looks
    written: Written = field(default_factory=Written)

    @property
    def start(self) -> str:
        """The side that texts begin at."""
        return "right" if self.context.rtl else "left"

    @property
    def last(self) -> int:
        """The last column of the sheet."""
        return FIRST_COLUMN + max(1, len(self.columns)) - 1

    def width(self, first: int, last: int | None = None) -> float:
        """The width of some steps by place, together."""
        return sum(
            _STEP_WIDTH * column.step.width for column in self.columns[first : (first if last is None else last) + 1]
        )


def set_widths(sheet: Worksheet, book: Book) -> None:
    """Give the labels' and the steps' columns their widths."""
    sheet.column_dimensions["A"].width = LABEL_WIDTH
    for column in book.columns:
        sheet.column_dimensions[get_column_letter(FIRST_COLUMN + column.place)].width = book.width(column.place)


def row_height(sheet: Worksheet, row: int) -> float:
    """The height of a row in points."""
    return sheet.row_dimensions[row].height or 13.2


def text_line(
    sheet: Worksheet, row: int, text: str, book: Book, *,
    size: float = 10, bold: bool = False, colour: str = "#1B2430", field: str = "",
) -> None:  # fmt: skip
    """A line of text across the sheet, over or under the map; as high as it needs to be.

    ``field`` is the one of the map's title block that it shows; a line of several is nobody's.
    """
    book.written.cell(row, 1, "about" if field else "", "", field, text)
    last = min(book.last, TEXT_COLUMNS)
    cell = sheet.cell(row, 1)
    put_text(cell, text, book.remarks)
    cell.font = font(colour, size, bold=bold)
    cell.alignment = wrapped(book.start, "center")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    width = LABEL_WIDTH + book.width(0, last - FIRST_COLUMN)
    sheet.row_dimensions[row].height = text_height(text, width, size, bold=bold) + 5


def put_label(sheet: Worksheet, book: Book, lane: Lane, row: int, rows: int, said: str | None = None) -> None:
    """A lane's name beside its rows, with its subtitle or what is ``said``; the rows grow where it needs the room."""
    cell = sheet.cell(row, 1)
    name = lane_name(lane, book.context)
    put_text(cell, name, book.remarks)
    book.written.cell(row, 1, "lanes", lane.id, "name", name)
    more = lane_subtitle(lane, book.context) if said is None else said
    after = f" — {more}" if more else ""
    book.looks.show(cell, "", after)
    cell.fill = fill(book.context.theme.colours.label_ground)
    cell.border = edges(book.context.theme.colours.hairline)
    cell.font = font(book.context.theme.lane_ink(lane.kind, lane.colour), bold=True)
    cell.alignment = wrapped(book.start, "center", 1)
    if rows > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row + rows - 1, end_column=1)
    lacking = text_height(name + after, LABEL_WIDTH, bold=True) + 6
    lacking -= sum(row_height(sheet, r) for r in range(row, row + rows))
    if lacking > 0:
        for r in range(row, row + rows):
            sheet.row_dimensions[r].height = row_height(sheet, r) + lacking / rows
