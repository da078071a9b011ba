"""The sheets behind the map: all cards, opportunities, metrics, personas and sources as tables that can be edited.

Each table ends in a hidden column of ids, by which a row is known again wherever it was sorted to; columns with
choices offer them from a hidden sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.edit.moves import reading_order
from jmapdesk.exchange.xlsx_cells import Column, Remarks, add_table, held, put_plain
from jmapdesk.exchange.xlsx_fields import CARDS, METRICS, OPPORTUNITIES, PERSONAS, SOURCES, Field, said
from jmapdesk.exchange.xlsx_names import Names
from jmapdesk.exchange.xlsx_paper import A3
from jmapdesk.insight.plan import opportunities
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap

ID: Final = "ID"
"""The title of the hidden column."""
LISTS: Final = "Lists"
"""The hidden sheet that choices are offered from."""
TABLES: Final[Mapping[str, tuple[str, Sequence[Field]]]] = {
    "Cards": ("cards", CARDS),
    "Opportunities": ("cards", OPPORTUNITIES),
    "Metrics": ("cards", METRICS),
    "Personas": ("personas", PERSONAS),
    "Sources": ("sources", SOURCES),
}
"""Each table: its part of the map and its columns."""

_ROOM: Final = 500
"""Rows under a table that offer choices too, for what is added there."""
_WIDE: Final = frozenset({"Cards", "Personas"})
"""Tables that would be too small to read on A4."""
_FORMATS: Final = {"share": "0 %", "day": "yyyy-mm-dd"}

Shown = dict[str, Any]
"""What a table says: its columns' titles, and each record's values as they are read back, by id."""


def add_tables(workbook: Workbook, journey: JourneyMap, names: Names, remarks: Remarks) -> dict[str, Shown]:
    """Add a sheet for each table that holds anything (cards always); returns what they say, by sheet.

    A column that would be empty is left out, unless people are likely to write in it.
    """
    lists = _Lists(names)
    shown: dict[str, Shown] = {}
    for name, (_part, fields) in TABLES.items():
        records = _records(name, journey)
        if records or name == "Cards":
            shown[name] = _add(workbook.create_sheet(name), name, fields, records, names, lists, remarks)
    lists.put(workbook)
    return shown


def _records(name: str, journey: JourneyMap) -> list[Any]:
    match name:
        case "Opportunities":
            return opportunities(journey)
        case "Metrics":
            return [card for card in reading_order(journey, journey.cards) if card.kind == "metric"]
        case "Personas":
            return queries.personas(journey)
        case "Sources":
            return list(journey.sources.values())
    return reading_order(journey, journey.cards)


def _add(
    sheet: Worksheet, name: str, fields: Sequence[Field], records: Sequence[Any], names: Names, lists: _Lists,
    remarks: Remarks,
) -> Shown:  # fmt: skip
    rows = [[field.show(record, names) for field in fields] for record in records]
    kept = [i for i, field in enumerate(fields) if field.always or any(row[i] not in (None, "") for row in rows)]
    columns = [_column(fields[i]) for i in kept]
    table = [[*(row[i] for i in kept), record.id] for row, record in zip(rows, records, strict=True)]
    add_table(sheet, name, [*columns, Column(ID, hidden=True)], table, remarks)
    if name in _WIDE:
        sheet.page_setup.paperSize = A3
    for place, i in enumerate(kept, 1):
        _dress(sheet, place, fields[i], len(rows), lists)
    values = {
        record.id: [said(held(v) if isinstance(v, str) else v, fields[i].form) for i in kept for v in (row[i],)]
        for record, row in zip(records, rows, strict=True)
    }
    return {"columns": [fields[i].title for i in kept], "rows": values}


def _column(field: Field) -> Column:
    return Column(field.title, field.most, field.form in ("number", "share"), field.always)


def _dress(sheet: Worksheet, place: int, field: Field, rows: int, lists: _Lists) -> None:
    """The number format and the choices of a column."""
    letter = get_column_letter(place)
    code = _FORMATS.get(field.form)
    if code:
        for row in range(2, rows + 2):
            cell = sheet.cell(row, place)
            if not isinstance(cell.value, str):
                cell.number_format = code
    if field.choices:
        choice = DataValidation(type="list", formula1=lists.range_of(field.choices), allow_blank=True)
        choice.showErrorMessage = not field.free
        choice.errorTitle, choice.error = "jmapdesk", "Please choose one of the list."
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{rows + 1 + _ROOM}")


class _Lists:
    """The lists that columns offer, each a column of a hidden sheet."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._columns: dict[str, int] = {}

    def range_of(self, kind: str) -> str:
        """Where a list stands, as a formula."""
        column = self._columns.setdefault(kind, len(self._columns) + 1)
        letter = get_column_letter(column)
        return f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${1 + max(1, len(self._names.all(kind)))}"

    def put(self, workbook: Workbook) -> None:
        """Write the lists that were asked for."""
        sheet = workbook.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for kind, column in self._columns.items():
            _put_down(sheet, column, (kind, *self._names.all(kind).values()))


def _put_down(sheet: Worksheet, column: int, texts: Iterable[str]) -> None:
    for row, text in enumerate(texts, 1):
        put_plain(sheet.cell(row, column), text)
