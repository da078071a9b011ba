"""Feelings in a workbook: scores as numbers on a colour scale, and a native line chart over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.chart import LineChart, Reference
from openpyxl.chart import Series as ChartSeries
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.layout.context import Context
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import Column
from jmapdesk.model.records import Card

CHART_ROWS = 9
"""Rows of the sheet that the chart covers."""
CHART_ROW_POINTS = 16.0

def feelings_rows(
    cells: Sequence[Sequence[Card]], journey: JourneyMap, context: Context
) -> Iterator[tuple[tuple[str | None, str], str, list[Card | None]]]:
    """For each curve its key, its name where there are several, and its feeling in each step."""
    keys = dict.fromkeys(
        (card.persona, card.series) for cards in cells for card in cards if card.kind == "feeling"
    ) or {(None, "as_is"): None}
    for persona, series in sorted(keys, key=lambda key: (key[1], key[0] or "")):
        found: list[Card | None] = [
            next((c for c in cards if c.kind == "feeling" and (c.persona, c.series) == (persona, series)), None)
            for cards in cells
        ]
        person = next((p.name for p in queries.personas(journey) if p.id == persona), "")
        said = context.words("curve.as_is" if series == "as_is" else "curve.to_be")
        name = " · ".join(s for s in (person, said) if s) if len(keys) > 1 else ""
        yield (persona, series), name, found


def add_curve(
    sheet: Worksheet, columns: Sequence[Column], context: Context, first: int, rows: tuple[int, int], at: int
) -> None:
    """A colour scale on the scores and a smooth line chart under them; gaps stay gaps."""
    if not columns:
        return
    top, bottom = rows
    last = first + len(columns) - 1
    chart = LineChart()
    chart.style = 2
    # the plot takes the chart's whole width, so that each point stands under its step
    chart.layout = Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0, y=0.04, w=1, h=0.92))
    chart.legend = None
    chart.display_blanks = "gap"
    chart.y_axis.scaling.min = -2
    chart.y_axis.scaling.max = 2
    chart.y_axis.majorUnit = 1
    chart.y_axis.delete = True
    chart.x_axis.delete = True
    hues = (context.theme.colours.mixed, *context.theme.stage_hues)
    for i, row in enumerate(range(top, bottom, 2)):
        letters = get_column_letter(first), get_column_letter(last)
        colours = context.theme.colours
        rule = ColorScaleRule(
            start_type="num", start_value=-2, start_color=colours.bad.lstrip("#"),
            mid_type="num", mid_value=0, mid_color="FFF3D6",
            end_type="num", end_value=2, end_color=colours.good.lstrip("#"),
        )  # fmt: skip
        sheet.conditional_formatting.add(f"{letters[0]}{row}:{letters[1]}{row}", rule)
        series = ChartSeries(Reference(sheet, min_col=first, max_col=last, min_row=row, max_row=row))
        series.smooth = True
        hue = hues[i % len(hues)].lstrip("#")
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=hue, w=28_000))
        series.marker = Marker(symbol="circle", size=8)
        series.marker.graphicalProperties = GraphicalProperties(solidFill=hue)
        chart.series.append(series)
    # tied to cells at both corners: widths in centimetres differ from one spreadsheet program to the next
    start, end = AnchorMarker(col=first - 1, row=at - 1), AnchorMarker(col=last, row=at - 1 + CHART_ROWS)
    chart.anchor = TwoCellAnchor("twoCell", start, end)  # type: ignore[assignment] # the stubs know text only
    sheet.add_chart(chart)
