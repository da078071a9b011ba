"""Writing cells of a workbook safely: text stays text, whatever it begins with and however long it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from datetime import date
from typing import Any, NamedTuple, Protocol, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.xlsx_measure import text_height, width_of
from jmapdesk.exchange.xlsx_paper import A4, set_page

LONGEST = 32_767
"""Characters a cell can hold, those beyond the first 65,536 of Unicode counted twice."""

FAMILY = "Arial"
"""The workbook's one font: every system has it or one of the same widths, so that lines break alike everywhere."""
_SHOWN_WITH = 200
"""Different number formats a workbook gets: spreadsheet programs set limits not far above."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheet programs would read as the code of a character."""


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
    clean = held(text)
    if clean.endswith(_CUT) and len(clean) < len(text):
        remarks.cut += 1
    put_plain(cell, clean)


_CUT = "…"


def held(text: str) -> str:
    """A text as a cell holds it: without controls, cut where it is too long."""
    clean = _CONTROL.sub("", text)
    if len(clean) > LONGEST // 2 and len(clean.encode("utf-16-le")) > 2 * LONGEST:
        clean = clean.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + _CUT
    return clean


def put_plain(cell: Cell | MergedCell, clean: str) -> None:
    """Write a text that a cell can hold as it is."""
    if isinstance(cell, MergedCell):
        return
    cell.value = _ESCAPE_LIKE.sub("_x005F_", clean) if "_x" in clean else clean
    cell.data_type = "s"  # after the value: openpyxl would make "=…" a formula
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook in its one font, and its first sheet."""
    workbook = Workbook()
    plain = Font(name=FAMILY, size=10)
    # what empty cells are written in is what column widths are counted in
    inner = cast("_Fonts", workbook)
    inner._fonts = IndexedList([plain])
    inner._named_styles["Normal"].font = plain
    sheet = workbook.active
    if not isinstance(sheet, Worksheet):
        sheet = workbook.create_sheet()
    sheet.title = title
    return workbook, sheet


class _Fonts(Protocol):
    """The lists a workbook keeps its fonts and named styles in."""

    _fonts: Any
    _named_styles: Any


def fill(colour: str) -> PatternFill:
    """A plain ground."""
    return PatternFill("solid", fgColor=colour.lstrip("#"))


def font(colour: str = "#1B2430", size: float = 10, *, bold: bool = False, italic: bool = False) -> Font:
    """A font of the workbook's one family."""
    return Font(name=FAMILY, size=size, bold=bold, italic=italic, color=colour.lstrip("#"))


def edges(colour: str) -> Border:
    """Thin lines all round."""
    side = Side("thin", color=colour.lstrip("#"))
    return Border(side, side, side, side)


def wrapped(horizontal: str | None = None, vertical: str = "top", indent: int = 0) -> Alignment:
    """Text on as many lines as it needs."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True, indent=indent)


class _Styled(Protocol):
    """What a cell keeps of its look: the numbers of its font, ground, border … in the workbook's lists."""

    _style: Any


class Looks:
    """The looks of one workbook's cells, each worked out for the first cell that has it and copied to the others.

    Whenever a font, ground or border is given to a cell, openpyxl compares it field by field with those it has.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._shown: set[str] = set()

    def give(self, cell: Cell | MergedCell, look: Hashable, dress: Callable[[Cell | MergedCell], None]) -> None:
        """Give a cell the look of that name; ``dress`` puts it on the first time. To be done before its value."""
        styled = cast("_Styled", cell)
        if look not in self._known:
            dress(cell)
            self._known[look] = copy(styled._style)
        else:
            styled._style = copy(self._known[look])

    def show(self, cell: Cell | MergedCell, before: str, after: str) -> None:
        """Show words round a text which are no part of the cell's value. A workbook has room for some 200 such pairs:
        after those a cell shows its text alone."""
        code = _code(before, after)
        if len(self._shown) >= _SHOWN_WITH and code not in self._shown:
            code = "@"
        self._shown.add(code)
        cell.number_format = code


def _code(before: str, after: str) -> str:
    """The number format that shows a text with words round it; it may have 255 characters."""

    def quoted(words: str, most: int) -> str:
        clean = held(words)
        short = clean if len(clean) <= most else clean[: most - 1] + "…"
        return f'"{short.replace(chr(34), "”")}"' if words else ""

    return f"{quoted(before, 20)}@{quoted(after, 220)}"


class Column(NamedTuple):
    """A column of a table: its title, the most digits it is wide, and whether it holds numbers."""

    title: str
    most: float = 12
    number: bool = False
    always: bool = False
    """Whether it stays where nothing is in it."""
    hidden: bool = False


def add_table(
    sheet: Worksheet, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], remarks: Remarks
) -> None:
    """A sheet that is one real table: header, rows, filters, first row frozen. Texts are wrapped."""
    looks = Looks()
    widths = [_fitted(column, {row[i] for row in rows}) for i, column in enumerate(columns)]
    for place, (column, width) in enumerate(zip(columns, widths, strict=True), 1):
        cell = sheet.cell(1, place)
        put_text(cell, column.title, remarks)
        cell.font = font(bold=True)
        cell.alignment = _title(column)
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.column_dimensions[get_column_letter(place)].hidden = column.hidden
    sheet.row_dimensions[1].height = 20
    for row, values in enumerate(rows, 2):
        height = 13.0
        for place, (column, width, value) in enumerate(zip(columns, widths, values, strict=True), 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(row, place)
            looks.give(cell, column.number, _plain if not column.number else _number)
            if isinstance(value, str):
                put_text(cell, value, remarks)
                height = height if column.hidden else max(height, text_height(value[:LONGEST], width))
            else:
                cell.value = value
                if isinstance(value, int | float) and value >= 10_000 and value == int(value):
                    cell.number_format = "#,##0"
        sheet.row_dimensions[row].height = height + 5
    sheet.freeze_panes = "A2"
    if rows:
        table = Table(displayName=name, ref=f"A1:{get_column_letter(len(columns))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)
    set_page(sheet, A4, "1:1")


def _fitted(column: Column, values: Iterable[Any]) -> float:
    """As wide as the longest text and the title, whose end the filter's button covers; no wider than the most."""
    width = width_of(column.title) * 1.1 + 3.5
    for value in values:
        if width >= column.most:
            break
        if isinstance(value, str):
            width = max(width, width_of(value[:200]))
        elif isinstance(value, date):
            width = max(width, width_of("2000-00-00"))
    return max(width_of(column.title) * 1.1 + 3.5, min(width, column.most))


def _title(column: Column) -> Alignment:
    """A title stands as its values do: numbers stand at the end, clear of the filter's button over them."""
    return wrapped("right", "center", 2) if column.number else wrapped("left", "center", 1)


def _plain(cell: Cell | MergedCell) -> None:
    cell.alignment = wrapped("left", indent=1)
    cell.font = font()


def _number(cell: Cell | MergedCell) -> None:
    cell.alignment = Alignment(horizontal="right", vertical="top", indent=2)
    cell.font = font()
