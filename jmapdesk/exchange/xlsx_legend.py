"""The last sheet that shows: what signs and colours mean, and what comes back when the workbook is brought back."""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.said import MARKS
from jmapdesk.exchange.xlsx_book import Book
from jmapdesk.exchange.xlsx_cells import edges, fill, font, put_text, wrapped
from jmapdesk.exchange.xlsx_measure import text_height
from jmapdesk.exchange.xlsx_names import Names
from jmapdesk.exchange.xlsx_paper import A4, set_page
from jmapdesk.model.kinds import CARD_KINDS

SHEET: Final = "Legend"
_SIGN, _WORDS = 18.0, 74.0
"""Widths of the two columns."""

_HOW: Final = (
    ("Edit", "Change texts, owners, days, places and values in the tables, or words right on the sheet Map. "
             "Columns with a list offer the map’s own stages, steps, lanes and names."),
    ("Add", "A new row at the end of a table is a new card, persona or source; a text in an empty cell of the sheet "
            "Map is a new card."),
    ("Move", "Choose another stage, step or lane in the table, or cut a card on the sheet Map and paste it elsewhere."),
    ("Delete", "Delete a row of a table, or clear a card’s cell on the sheet Map."),
    ("Bring back", "Import this file into the map in jmapdesk: what was edited here and what was edited there "
                   "meanwhile are joined, as one step to undo. Leave the hidden column of ids in place."),
)  # fmt: skip


def add_legend(workbook: Workbook, book: Book, names: Names) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(SHEET)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = book.context.rtl
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _SIGN, _WORDS
    row = 1
    for name, sign in MARKS.items():
        row = _line(sheet, row, sign, book.context.words(f"legend.{name}"), book)
    row += 1
    used = {card.kind for card in book.journey.cards.values()}
    for kind in CARD_KINDS:
        if kind in used:
            look = book.context.theme.kind(kind, "")
            cell = sheet.cell(row, 1)
            cell.fill, cell.border = fill(look.fill), edges(look.border)
            row = _line(sheet, row, "", names.name("kinds", kind), book)
    row += 1
    for title, text in _HOW:
        row = _line(sheet, row, title, text, book)
    set_page(sheet, A4, "")
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1


def _line(sheet: Worksheet, row: int, sign: str, words: str, book: Book) -> int:
    """A line of the sheet; returns the row under it."""
    left, right = sheet.cell(row, 1), sheet.cell(row, 2)
    if sign:
        put_text(left, sign, book.remarks)
    left.font, left.alignment = font(bold=True), wrapped("center" if len(sign) == 1 else book.start)
    put_text(right, words, book.remarks)
    right.font, right.alignment = font(), wrapped(book.start)
    sheet.row_dimensions[row].height = text_height(words, _WORDS) + 6
    return row + 1
