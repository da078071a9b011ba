"""The small workbook inside a chart: what opens when a person says “Edit data”."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from jmapdesk.exchange.slides.package import OFFICE, Package, Relations
from jmapdesk.exchange.slides.xml_text import safe

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET: Final = "Sheet1"

Value = str | float | None


def letter(column: int) -> str:
    """A column by its letters, from 0."""
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return name


def area(column: int, rows: int) -> str:
    """The cells of a column under its header, as a formula."""
    return f"{SHEET}!${letter(column)}$2:${letter(column)}${rows + 1}"


def header(column: int) -> str:
    """The first cell of a column, as a formula."""
    return f"{SHEET}!${letter(column)}$1"


def workbook(rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook of one sheet; no value in it is a formula, whatever it begins with."""
    package = Package()
    top, book = Relations(), Relations()
    sheet = "".join(
        f'<row r="{r}">{"".join(_cell(f"{letter(c)}{r}", value) for c, value in enumerate(row))}</row>'
        for r, row in enumerate(rows, 1)
    )
    package.add(
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        f"{_TYPE}worksheet+xml",
    )
    package.add("xl/styles.xml", _STYLES, f"{_TYPE}styles+xml")
    key = book.to("worksheet", "worksheets/sheet1.xml")
    book.to("styles", "styles.xml")
    package.add(
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE.rstrip("/")}">'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="{key}"/></sheets></workbook>',
        f"{_TYPE}sheet.main+xml",
        book,
    )
    top.to("officeDocument", "xl/workbook.xml")
    package.relate("", top)
    stream = io.BytesIO()
    package.write(stream, lambda _share: None)
    return stream.getvalue()


def _cell(place: str, value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{safe(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value:g}</v></c>'


_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
