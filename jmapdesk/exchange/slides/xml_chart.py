"""A native line chart: its part, and the rows of the workbook inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from jmapdesk.exchange.slides.chart_book import Value, area, header
from jmapdesk.exchange.slides.package import OFFICE
from jmapdesk.exchange.slides.scene import Chart, Curve
from jmapdesk.exchange.slides.xml_text import Dress, emu, safe

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
LEGEND: Final = 15.0
"""Points of the legend under a chart of several curves."""
AIR: Final = 0.06
"""The share of a chart's height over the best and under the worst score, so that markers are whole."""


def plot_share(chart: Chart) -> float:
    """The share of the chart's height that the plot takes, from ``AIR`` on."""
    legend = LEGEND / chart.rect.h if len(chart.curves) > 1 and chart.rect.h else 0.0
    return max(0.2, 1 - 2 * AIR - legend)


def rows_of(chart: Chart) -> list[list[Value]]:
    """The workbook's rows: the curves' names, then a category a row; after the curves how far answers went apart."""
    spread = [curve for curve in chart.curves if any(curve.spread)]
    rows: list[list[Value]] = [["", *(curve.name for curve in chart.curves)]]
    for curve in spread:
        rows[0] += [f"{curve.name} +", f"{curve.name} −"]
    for i, category in enumerate(chart.categories):
        row: list[Value] = [category, *(curve.values[i] for curve in chart.curves)]
        for curve in spread:
            row += list(_reach(curve, i))
        rows.append(row)
    return rows


def _reach(curve: Curve, i: int) -> tuple[float | None, float | None]:
    """How far what was heard goes above and below a value."""
    value, heard = curve.values[i], curve.spread[i] if curve.spread else None
    if value is None or heard is None:
        return None, None
    return max(0.0, round(heard[1] - value, 1)), max(0.0, round(value - heard[0], 1))


def chart_xml(chart: Chart, dress: Dress, book: str) -> str:
    """The part of a chart; ``book`` is the relationship id of its workbook. Gaps stay gaps."""
    several = len(chart.curves) > 1
    after = len(chart.curves) + 1
    series: list[str] = []
    for i, curve in enumerate(chart.curves):
        series.append(_series(chart, curve, i, after, dress))
        after += 2 if any(curve.spread) else 0
    layout = _layout(0, AIR, 1, plot_share(chart), inner=True)
    text = _text(chart.ink, 8.0, dress)
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text}</c:legend>' if several else ""
    return (
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{OFFICE.rstrip("/")}">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f'<c:plotArea>{layout}<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(series)}'
        '<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>'
        f"{_categories(chart, dress)}{_values(chart, dress)}"
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}"
        f'<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _layout(x: float, y: float, w: float, h: float, *, inner: bool) -> str:
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    places = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in (("x", x), ("y", y), ("w", w), ("h", h)))
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>{places}'
        "</c:manualLayout></c:layout>"
    )


def _text(ink: str, size: float, dress: Dress) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}">{dress.fill(ink)}</a:defRPr>'
        '</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def _categories(chart: Chart, dress: Dress) -> str:
    """The axis of steps: the neutral line at nought, without words; the steps' names stand over the lanes."""
    way = "maxMin" if chart.rtl else "minMax"
    return (
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{way}"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/>{_line(chart.ink, 0.75, dress, dashed=True)}'
        '<c:crossAx val="222"/><c:crossesAt val="0"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _values(chart: Chart, dress: Dress) -> str:
    """The axis of scores, unseen, with a faint line at the best, the worst and between."""
    return (
        '<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:max val="2"/><c:min val="-2"/>'
        '</c:scaling><c:delete val="1"/><c:axPos val="l"/>'
        f"<c:majorGridlines>{_line(chart.grid, 0.5, dress)}</c:majorGridlines>"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="none"/><c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        '<c:majorUnit val="1"/></c:valAx>'
    )


def _line(colour: str, width: float, dress: Dress, *, dashed: bool = False) -> str:
    return f"<c:spPr>{_stroke(colour, width, dress, dashed=dashed)}</c:spPr>"


def _stroke(colour: str, width: float, dress: Dress, *, dashed: bool = False) -> str:
    dash = '<a:prstDash val="sysDash"/>' if dashed else ""
    return f'<a:ln w="{emu(width)}" cap="rnd">{dress.fill(colour)}{dash}<a:round/></a:ln>'


def _series(chart: Chart, curve: Curve, i: int, after: int, dress: Dress) -> str:
    rows = len(chart.categories)
    points = "".join(
        f'<c:dPt><c:idx val="{place}"/>{_marker(hue, chart, dress)}<c:bubble3D val="0"/>'
        f"{_line(hue, chart.line, dress, dashed=curve.dashed)}</c:dPt>"
        for place, hue in enumerate(curve.hues)
        if hue is not None
    )
    return (
        f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>'
        f"<c:tx><c:strRef><c:f>{header(i + 1)}</c:f>{_strings([curve.name])}</c:strRef></c:tx>"
        f"{_line(curve.hue, chart.line, dress, dashed=curve.dashed)}{_marker(curve.hue, chart, dress)}{points}"
        f"{_bars(chart, curve, after, dress)}"
        f"<c:cat><c:strRef><c:f>{area(0, rows)}</c:f>{_strings(chart.categories)}</c:strRef></c:cat>"
        f"<c:val>{_numbers(area(i + 1, rows), curve.values)}</c:val>"
        '<c:smooth val="0"/></c:ser>'
    )


def _bars(chart: Chart, curve: Curve, after: int, dress: Dress) -> str:
    """Bars from the lowest to the highest score heard."""
    if not any(curve.spread):
        return ""
    rows = len(chart.categories)
    reach = [_reach(curve, place) for place in range(rows)]
    plus = _numbers(area(after, rows), [one[0] for one in reach])
    minus = _numbers(area(after + 1, rows), [one[1] for one in reach])
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>{_line(curve.hue, 1.0, dress)}</c:errBars>"
    )


def _marker(hue: str, chart: Chart, dress: Dress) -> str:
    size = max(2, min(72, round(chart.line * 3.4)))
    ring = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{dress.fill(hue)}'
        f'<a:ln w="{emu(1)}">{ring}</a:ln></c:spPr></c:marker>'
    )


def _strings(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{safe(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(formula: str, values: Iterable[float | None]) -> str:
    """Numbers by reference, with what they were when they were written; a gap has none."""
    found = list(values)
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value:g}</c:v></c:pt>' for i, value in enumerate(found) if value is not None
    )
    return (
        f"<c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(found)}"/>{points}</c:numCache></c:numRef>'
    )
