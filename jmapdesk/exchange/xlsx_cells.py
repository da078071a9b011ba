"""Writing cells of a workbook safely: text stays text, whatever it begins with and however long it is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from typing import Any, Protocol, cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""Characters a cell can hold."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@")


class Remarks:
    """What was shortened or left out while writing, for people."""

    def __init__(self) -> None:
        self.cut = 0

    def lines(self) -> list[str]:
        """The remarks as sentences."""
        if not self.cut:
            return []
        cells = "One text was" if self.cut == 1 else f"{self.cut} texts were"
        return [f"{cells} longer than the {LONGEST:,} characters an Excel cell can hold and were cut there."]


def put_text(cell: Cell | MergedCell, text: str, remarks: Remarks) -> None:
    """Write a text that no spreadsheet takes for a formula, without characters a workbook cannot hold."""
    if isinstance(cell, MergedCell):
        return  # the cell it is part of holds the text
    clean = _CONTROL.sub("", text)
    if len(clean) > LONGEST:
        remarks.cut += 1
        clean = clean[: LONGEST - 1] + "…"
    cell.value = clean
    cell.data_type = "s"  # after the value: openpyxl would make "=…" a formula
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True


def fill(colour: str) -> PatternFill:
    """A plain ground."""
    return PatternFill("solid", fgColor=colour.lstrip("#"))


def font(colour: str = "#1B2430", size: float = 10, *, bold: bool = False, italic: bool = False) -> Font:
    """A font of the workbook's one family."""
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=colour.lstrip("#"))


def edges(colour: str) -> Border:
    """Thin lines all round."""
    side = Side("thin", color=colour.lstrip("#"))
    return Border(side, side, side, side)


def wrapped(horizontal: str | None = None, vertical: str = "top") -> Alignment:
    """Text on as many lines as it needs."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)


class _Styled(Protocol):
    """What a cell keeps of its look: the numbers of its font, ground, border … in the workbook's lists."""

    _style: Any


class Looks:
    """The looks of one workbook's cells, each worked out for the first cell that has it and copied to the others.

    Whenever a font, ground or border is given to a cell, openpyxl compares it field by field with those it has.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def give(self, cell: Cell | MergedCell, look: Hashable, dress: Callable[[Cell | MergedCell], None]) -> None:
        """Give a cell the look of that name; ``dress`` puts it on the first time. To be done before its value."""
        styled = cast("_Styled", cell)
        if look not in self._known:
            dress(cell)
            self._known[look] = copy(styled._style)
        else:
            styled._style = copy(self._known[look])


def shown_with(before: str, after: str) -> str:
    """A number format that shows a text with words round it which are no part of its value."""

    def quoted(words: str) -> str:
        return f'"{words.replace(chr(34), "”")}"' if words else ""

    return f"{quoted(before)}@{quoted(after)}" if before or after else "@"


def add_table(
    sheet: Worksheet, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float],
    remarks: Remarks,
) -> None:  # fmt: skip
    """A sheet that is one real table: header, rows, filters, first row frozen. Texts are wrapped."""
    looks = Looks()
    for column, title in enumerate(header, 1):
        cell = sheet.cell(1, column)
        put_text(cell, title, remarks)
        cell.font = font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(row, column)
            looks.give(cell, "plain", _plain)
            if isinstance(value, str):
                put_text(cell, value, remarks)
            else:
                cell.value = value
        lines = (math.ceil(len(str(value or "")) / width) for value, width in zip(values, widths, strict=True))
        sheet.row_dimensions[row].height = 13.5 * min(30, max(1, *lines)) + 3
    sheet.freeze_panes = "A2"
    if rows:
        table = Table(displayName=name, ref=f"A1:{get_column_letter(len(header))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _plain(cell: Cell | MergedCell) -> None:
    cell.alignment = wrapped()
    cell.font = font()
