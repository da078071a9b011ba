"""Which line of a lane of feelings is whose, where there are several: along the top of the lane."""

from __future__ import annotations

from collections.abc import Sequence

from jmapdesk.layout import curve
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Line, Part, ShapePart, TextPart, shifted
from jmapdesk.util.geometry import Rect, line_path

_TOP, _HEIGHT = 7.0, 14.0
_LINE, _GAP = 18.0, 18.0


def curve_legend(series: Sequence[curve.Series], columns: Columns, context: Context) -> list[Part]:
    """A short line and a name for each curve; long names are cut, not the last curves."""
    style, ink = context.styles.small, context.theme.colours.muted
    x, room = _room(columns, context)
    parts: list[Part] = []
    at = 0.0
    for one, (tag, width) in zip(series, _widths(series, room, context), strict=True):
        dash = (4.0, 3.0) if one.dashed else ()
        line = Line(one.colour or ink, 2.4, "butt" if dash else "round", dash=dash)
        parts.append(ShapePart(line_path(at, _TOP + 7, at + _LINE, _TOP + 7), line=line))
        at += _LINE
        if one.tag:
            parts += curve.tag_parts(one, at, _TOP, context)
        at += tag
        halo = Line(context.theme.colours.paper, 5, "round", "round")
        parts.append(TextPart(at, _TOP, width, one.name, style, ink, "start", 1, halo))
        at += width + _GAP
    return list(shifted(context.turned(parts, room), x, 0))


def legend_rect(series: Sequence[curve.Series], columns: Columns, context: Context) -> Rect | None:
    """What that covers: x of the map, y of the lane; None where there is one curve or none."""
    if len(series) < 2:
        return None
    x, room = _room(columns, context)
    wide = sum(tag + width + _LINE + _GAP for tag, width in _widths(series, room, context)) - _GAP
    return Rect(x + room - wide if context.rtl else x, _TOP, wide, _HEIGHT)


def _room(columns: Columns, context: Context) -> tuple[float, float]:
    body = columns.body
    room = min(body.w - 20, 1200.0)
    return (body.right - 10 - room if context.rtl else body.x + 10), room


def _widths(series: Sequence[curve.Series], room: float, context: Context) -> list[tuple[float, float]]:
    """The width of each curve's tag and of its name."""
    style = context.styles.small
    tags = [curve.tag_width(one, context) + 6 if one.tag else 6.0 for one in series]
    share = max(20.0, (room + _GAP - sum(tags)) / len(series) - _LINE - _GAP)
    names = [context.shaper.measure(one.name, style, max_lines=1).width + 2 for one in series]
    if sum(names) + sum(tags) + len(names) * (_LINE + _GAP) - _GAP > room:
        names = [min(name, share) for name in names]
    return list(zip(tags, names, strict=True))
