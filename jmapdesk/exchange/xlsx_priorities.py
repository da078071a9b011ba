"""The opportunities as a native chart: impact upwards, effort to the right, a number on each point.

The chart reads the table, so a value changed there moves its point at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.chart import Reference, ScatterChart
from openpyxl.chart.axis import ChartLines, NumericAxis, TextAxis
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.xlsx_cells import FAMILY, Looks, Remarks, font, put_text, wrapped
from jmapdesk.exchange.xlsx_measure import text_height
from jmapdesk.exchange.xlsx_paper import A4, set_page
from jmapdesk.layout.context import Context

SHEET: Final = "Priorities"
_MOST: Final = 60
"""Points that get a number of their own; a chart with more would be a cloud."""
_ROWS, _COLUMNS, _KEY = 30, 8, 10
"""Rows and columns that the chart covers, and the column of the list beside it."""
_KEY_WIDTH: Final = 46.0


class _Point(NamedTuple):
    """An opportunity with both values: its row in the table, its number, its words and where it lies."""

    row: int
    number: int
    words: str
    place: tuple[int, int]


def add_priorities(workbook: Workbook, context: Context) -> None:
    """Add the chart before the table it reads, where an opportunity has both an impact and an effort."""
    if "Opportunities" not in workbook.sheetnames:
        return
    table = workbook["Opportunities"]
    titles = {str(cell.value): cell.column for cell in table[1] if cell.value is not None}
    points = _points(table, titles)
    if not points:
        return
    sheet = workbook.create_sheet(SHEET, workbook.sheetnames.index("Opportunities"))
    sheet.sheet_view.showGridLines = False
    remarks = Remarks()  # the texts are the table's, and were remarked on there
    _line(sheet, 1, "Impact and effort of the opportunities", remarks, bold=True, size=14)
    _line(sheet, 2, "Upper left: much for little effort. The numbers are those of the list beside the chart.", remarks)
    _key(sheet, points, remarks)
    chart = _chart(table, titles, points, context)
    start, end = AnchorMarker(col=0, row=2), AnchorMarker(col=_COLUMNS, row=2 + _ROWS)
    chart.anchor = TwoCellAnchor("twoCell", start, end)  # type: ignore[assignment]  # the stubs know text only
    sheet.add_chart(chart)
    set_page(sheet, A4, "1:1")


def _points(table: Worksheet, titles: dict[str, Any]) -> list[_Point]:
    found: list[_Point] = []
    for row in range(2, table.max_row + 1):
        impact, effort = (table.cell(row, titles[name]).value for name in ("Impact", "Effort"))
        if isinstance(impact, int | float) and isinstance(effort, int | float):
            words = str(table.cell(row, titles["Opportunity"]).value or "")
            found.append(_Point(row, len(found) + 1, words, (round(effort * 50), round(impact * 50))))
    return found


def _line(
    sheet: Worksheet, row: int, text: str, remarks: Remarks, *, bold: bool = False, size: float = 10
) -> None:  # fmt: skip
    cell = sheet.cell(row, 1)
    put_text(cell, text, remarks)
    cell.font = font("#1B2430" if bold else "#5B6676", size, bold=bold)
    sheet.row_dimensions[row].height = 24 if bold else 16


def _key(sheet: Worksheet, points: Sequence[_Point], remarks: Remarks) -> None:
    """Which number is which opportunity."""
    sheet.column_dimensions["I"].width = 3
    sheet.column_dimensions["J"].width = 5
    sheet.column_dimensions["K"].width = _KEY_WIDTH
    looks = Looks()
    for row, point in enumerate(points, 3):
        number, words = sheet.cell(row, _KEY), sheet.cell(row, _KEY + 1)
        looks.give(number, "number", _numbered)
        looks.give(words, "words", _worded)
        number.value = point.number
        put_text(words, point.words, remarks)
        sheet.row_dimensions[row].height = text_height(point.words, _KEY_WIDTH) + 4


def _numbered(cell: Cell | MergedCell) -> None:
    cell.font, cell.alignment = font(bold=True), wrapped("right")


def _worded(cell: Cell | MergedCell) -> None:
    cell.font, cell.alignment = font(), wrapped("left")


def _chart(
    table: Worksheet, titles: dict[str, Any], points: Sequence[_Point], context: Context
) -> ScatterChart:  # fmt: skip
    chart = ScatterChart()
    chart.style, chart.legend, chart.scatterStyle = 2, None, "lineMarker"
    for axis, name in ((chart.x_axis, "Effort"), (chart.y_axis, "Impact")):
        _axis(axis, name, context.theme.colours.hairline)
    colour = context.theme.kind("opportunity", "").ink.lstrip("#")
    together: dict[tuple[int, int], list[int]] = {}
    for point in points:
        together.setdefault(point.place, []).append(point.number)
    for point in points[:_MOST]:
        numbers = together[point.place]
        # points that lie on one another share the label of the first
        label = ", ".join(map(str, numbers)) if numbers[0] == point.number else ""
        chart.series.append(_series(table, titles, (point.row, point.row), label, colour))
    if points[_MOST:]:
        rows = points[_MOST].row, points[-1].row
        chart.series.append(_series(table, titles, rows, "", colour))
    return chart


def _axis(axis: NumericAxis | TextAxis, name: str, line: str) -> None:
    """From nothing to all, a line through the middle."""
    axis.scaling.min, axis.scaling.max = 0, 1
    if isinstance(axis, NumericAxis):
        axis.majorUnit = 0.5
    axis.number_format, axis.delete, axis.tickLblPos = "0 %", False, "low"
    axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=line.lstrip("#"), w=9_525)))
    run = RegularTextRun(rPr=_letters("5B6676"), t=name)
    words = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters("5B6676")), r=[run])])
    axis.title = Title(tx=Text(rich=words), overlay=False)


def _series(
    table: Worksheet, titles: dict[str, Any], rows: tuple[int, int], label: str, colour: str
) -> XYSeries:  # fmt: skip
    across, up = (
        Reference(table, min_col=titles[name], min_row=rows[0], max_row=rows[1]) for name in ("Effort", "Impact")
    )
    series: XYSeries = SeriesFactory(up, across)
    series.tx = SeriesLabel(v=label or " ")
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    look = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill="FFFFFF", w=9_525))
    series.marker = Marker(symbol="circle", size=9, spPr=look)
    if label:
        letters = _letters("1B2430", bold=True)
        words = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])
        series.dLbls = DataLabelList(
            showSerName=True, showVal=False, showCatName=False, showLegendKey=False, showPercent=False, dLblPos="r",
            txPr=words,
        )  # fmt: skip
    return series


def _letters(colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=1_000, b=bold, solidFill=colour, latin=Font(typeface=FAMILY))
