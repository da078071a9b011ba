"""The ink of a curve of feelings: a segment's line in flat stretches coloured by height, and the tints under it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final, TypeAlias

from jmapdesk.layout import curve
from jmapdesk.layout.context import Context
from jmapdesk.render.drawing import Op, PathOp, Stroke
from jmapdesk.util.colour import mix
from jmapdesk.util.geometry import Path, Rect

_Weights: TypeAlias = tuple[float, float, float, float]

_Joint: TypeAlias = tuple[float, float, float, float]
"""A place on the line, x and y, and a third of its slope there over one part."""

_STRETCHES: Final = 12
"""In how many stretches a segment is looked at for its colours; neighbours of one colour are one. Where a line rises so
steeply that each has its own, they are too short for their edges to show."""
_PLACES: Final = 2 * _STRETCHES
"""In how many parts a segment is cut: a wish shows the first half of each stretch."""
_EXACT: Final = 1e-6
"""How near to a height the line has to be to cross it, map units."""


def _place(t: float) -> _Weights:
    """What the four points of a cubic weigh in its point at t (Bernstein)."""
    u = 1 - t
    return u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t


def _reach(t: float) -> _Weights:
    """What they weigh in how far the control point of a part lies from its end at t: a third of the slope."""
    u, whole = 1 - t, 1 / _PLACES
    return -u * u * whole, (u * u - 2 * u * t) * whole, (2 * u * t - t * t) * whole, t * t * whole


_ENDS: Final = tuple((_place(i / _PLACES), _reach(i / _PLACES)) for i in range(_PLACES + 1))
_MIDDLES: Final = tuple(_place((i + 0.5) / _STRETCHES) for i in range(_STRETCHES))
_OF_HALVES: Final = tuple(_place((i + 0.25) / _STRETCHES) for i in range(_STRETCHES))
"""The middles of what a wish shows of its stretches."""


def bounds(piece: curve.Segment, neutral: float) -> Rect:
    """A rectangle that holds the line of a segment and all between it and a height."""
    xs, ys = piece[0::2], (*piece[1::2], neutral)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(4)


def line(piece: curve.Segment, scores: tuple[float, float], series: curve.Series, context: Context) -> tuple[Op, ...]:
    """The line of a segment: in the series' colour, or in flat stretches coloured by height."""
    if series.colour is not None:
        dash = (7.0, 5.0) if series.dashed else ()
        stroke = Stroke(series.colour, 3.0, "butt" if dash else "round", "round", dash)
        return (PathOp(_bezier(piece), None, stroke),)
    stretches: list[tuple[int, int, int]] = []
    if series.dashed:
        # half of every stretch is a gap: a wish is told from what is even where it stands alone
        stretches += [(shade, 2 * i, 2 * i + 1) for i, shade in enumerate(_shades(piece, scores, _OF_HALVES))]
    else:
        for shade, some in groupby(_shades(piece, scores, _MIDDLES)):
            start = stretches[-1][2] if stretches else 0
            stretches.append((shade, start, start + 2 * len(list(some))))
    cap = "butt" if series.dashed else "round"
    ops: list[Op] = []
    at: tuple[int, _Joint] | None = None
    for shade, start, end in stretches:
        begin = at[1] if at is not None and at[0] == start else _joint(piece, start)
        at = end, _joint(piece, end)
        stroke = _pen(curve.colour_at(shade, context), cap)
        ops.append(PathOp(_stretch(begin, at[1], end - start), None, stroke))
    return tuple(ops)


def _shades(piece: curve.Segment, scores: tuple[float, float], middles: Sequence[_Weights]) -> list[int]:
    """The shade of each stretch, by the height of its middle between the scores at the ends."""
    y0, y1, y2, y3 = piece[1::2]
    first, last = scores
    if abs(y3 - y0) < 0.01:
        return [curve.shade_of(first)] * _STRETCHES
    slope = (last - first) / (y3 - y0)
    heights = [a * y0 + b * y1 + c * y2 + d * y3 - y0 for a, b, c, d in middles]
    return curve.shades_of([first + slope * height for height in heights])


@lru_cache(maxsize=256)  # a line has 21 colours, and hundreds of stretches
def _pen(colour: str, cap: str) -> Stroke:
    return Stroke(colour, 3.2, cap, "round")


def _joint(piece: curve.Segment, i: int) -> _Joint:
    """Where a stretch of a segment begins or ends, and how far the control points of one part lie from there."""
    x0, y0, x1, y1, x2, y2, x3, y3 = piece
    (a, b, c, d), (p, q, r, s) = _ENDS[i]
    return (
        a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3,
        p * x0 + q * x1 + r * x2 + s * x3, p * y0 + q * y1 + r * y2 + s * y3,
    )  # fmt: skip


def _stretch(begin: _Joint, end: _Joint, n: int) -> Path:
    """``n`` parts of a segment as a cubic of their own, from its ends and its slopes there."""
    left, top, run, rise = begin
    right, foot, last_run, last_rise = end
    return (
        ("M", left, top),
        ("C", left + n * run, top + n * rise, right - n * last_run, foot - n * last_rise, right, foot),
    )


def _bezier(piece: curve.Segment) -> Path:
    return (
        ("M", piece.x0, piece.y0), ("C", piece.x1, piece.y1, piece.x2, piece.y2, piece.x3, piece.y3)
    )  # fmt: skip


def fills(piece: curve.Segment, neutral: float, context: Context) -> tuple[Op, ...]:
    """Flat tints of good and bad between the line and the neutral line, cut where the line crosses it."""
    colours = context.theme.colours
    crossing = _crossing(piece, neutral)
    ops: list[Op] = []
    for start, end in pairwise((0.0, *crossing, 1.0)):
        middle = piece.at((start + end) / 2)[1]
        if abs(middle - neutral) < 1.5:
            continue
        good = middle < neutral
        tint = mix(colours.paper, colours.good if good else colours.bad, 0.10 if good else 0.11)
        part = piece.part(start, end) if crossing else piece
        # the tint reaches half a unit into its neighbour, or a pale seam shows where two segments meet
        over = part.x3 + (0.5 if part.x3 >= part.x0 else -0.5)
        path: Path = (*_bezier(part), ("L", over, part.y3), ("L", over, neutral), ("L", part.x0, neutral), ("Z",))
        ops.append(PathOp(path, tint))
    return tuple(ops)


def _crossing(piece: curve.Segment, y: float) -> tuple[float, ...]:
    """Where a monotone segment crosses a height: no or one t, by Newton's steps, by halves where one goes astray."""
    if (piece.y0 - y) * (piece.y3 - y) >= 0:
        return ()
    y0, y1, y2, y3 = piece[1::2]
    a, b, c = y3 - y0 + 3 * (y1 - y2), 3 * (y0 - 2 * y1 + y2), 3 * (y1 - y0)
    falls = y0 > y
    low, high, t = 0.0, 1.0, 0.5
    for _ in range(40):
        over = ((a * t + b) * t + c) * t + y0 - y
        if abs(over) < _EXACT:
            break
        if (over > 0) == falls:
            low = t
        else:
            high = t
        slope = (3 * a * t + 2 * b) * t + c
        t = t - over / slope if slope else low
        if not low < t < high:
            t = (low + high) / 2
    return (t,)
