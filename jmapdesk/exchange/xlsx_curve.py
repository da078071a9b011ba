"""Feelings in a workbook: scores as numbers on a colour scale, and a native line chart over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.curves import Curve
from jmapdesk.exchange.xlsx_cells import held
from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import face_colour

CHART_ROWS = 9
"""Rows of the sheet that the chart covers."""
CHART_ROW_POINTS = 17.0


def add_curves(
    sheet: Worksheet, context: Context, curves: Sequence[tuple[int, Curve]], first: int, last: int, at: int
) -> None:
    """A colour scale on the scores, whose row stands before each curve, and a line chart from row ``at`` on.

    Gaps stay gaps, and lines run straight from score to score: a smoothed one would pass beyond them.
    """
    several = len(curves) > 1
    chart = LineChart()
    chart.style = 2
    # the plot takes the chart's whole width, so that each point stands under its step
    room = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0, y=0.05, w=1, h=0.8 if several else 0.9)
    chart.layout = Layout(room)
    chart.legend = Legend() if several else None
    if chart.legend:
        chart.legend.position = "b"
    chart.display_blanks = "gap"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = -2, 2, 1
    chart.y_axis.delete = chart.x_axis.delete = True
    chart.y_axis.majorGridlines = ChartLines(_line(context.theme.colours.hairline, 9_525))
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    letters = get_column_letter(first), get_column_letter(last)
    for row, curve in curves:
        _colour_scores(sheet, context, f"{letters[0]}{row}:{letters[1]}{row}")
        chart.series.append(_series(sheet, context, curve, row, (first, last)))
    # tied to cells at both corners: widths in centimetres differ from one spreadsheet program to the next
    start, end = AnchorMarker(col=first - 1, row=at - 1), AnchorMarker(col=last, row=at - 1 + CHART_ROWS)
    chart.anchor = TwoCellAnchor("twoCell", start, end)  # type: ignore[assignment]  # the stubs know text only
    sheet.add_chart(chart)


def _series(sheet: Worksheet, context: Context, curve: Curve, row: int, columns: tuple[int, int]) -> Series:
    series: Series = SeriesFactory(Reference(sheet, min_col=columns[0], max_col=columns[1], min_row=row, max_row=row))
    series.smooth = False
    hue = curve.colour or context.theme.colours.faint
    series.graphicalProperties = _line(hue, 28_000, dashed=curve.dashed)
    series.marker = _marker(hue)
    if curve.name:
        series.tx = SeriesLabel(v=held(curve.name))
    if curve.colour is None:
        series.dPt = list(_coloured(context, curve))
    return series


def _coloured(context: Context, curve: Curve) -> Iterator[DataPoint]:
    """The points of an only curve, each and the line to it as good, mixed or bad as it is."""
    for place, card in enumerate(curve.cards):
        if card and card.score is not None:
            hue = face_colour(card.score, context)
            yield DataPoint(idx=place, marker=_marker(hue), spPr=_line(hue, 28_000, dashed=curve.dashed))


def _marker(hue: str) -> Marker:
    look = GraphicalProperties(solidFill=hue.lstrip("#"), ln=LineProperties(solidFill="FFFFFF", w=9_525))
    return Marker(symbol="circle", size=9, spPr=look)


def _line(hue: str, width: int, *, dashed: bool = False) -> GraphicalProperties:
    return GraphicalProperties(
        ln=LineProperties(solidFill=hue.lstrip("#"), w=width, prstDash="dash" if dashed else None)
    )


def _colour_scores(sheet: Worksheet, context: Context, area: str) -> None:
    colours = context.theme.colours
    rule = ColorScaleRule(
        start_type="num", start_value=-2, start_color=colours.bad.lstrip("#"),
        mid_type="num", mid_value=0, mid_color="FFF3D6",
        end_type="num", end_value=2, end_color=colours.good.lstrip("#"),
    )  # fmt: skip
    sheet.conditional_formatting.add(area, rule)
