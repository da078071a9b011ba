"""The curves of a lane of feelings as inline SVG: a piece in each step's cell, and the whole of it for narrow pages.

The pieces stretch with their columns while lines keep their width, so that they meet whatever the page's width is.
The way between points is that of the sheet (``layout.curve``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jmapdesk.exchange.curves import Curve
from jmapdesk.layout.curve import CurvePoint, Segment, segment
from jmapdesk.model.records import Card

HEIGHT: Final = 200.0
"""The height of the graph in pixels at the page's usual text size."""
_TOP = _BOTTOM = 50.0
_NEAR: Final = 26.0
"""Pixels between two points of one step under which their faces stand beside each other."""
_ASIDE: Final = 0.22
"""How far apart they stand then, as a share of the cell's width."""
UNIT: Final = 100.0
"""The width of a step of width 1 in the units of the drawings."""


@dataclass(frozen=True, slots=True)
class Point:
    """A feeling on a curve: its card, its column, and where it stands in its cell, as shares of width and height."""

    card: Card
    place: int
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve with its points and the pieces of its line in each column, as cubics in units across and pixels down."""

    curve: Curve
    points: tuple[Point, ...]
    pieces: tuple[tuple[Segment, ...], ...]


def y_of(score: float) -> float:
    """Where a score stands in the graph, pixels from its top."""
    return _TOP + (2 - score) / 4 * (HEIGHT - _TOP - _BOTTOM)


def starts_of(widths: Sequence[float]) -> list[float]:
    """Where each column begins, and where the last one ends."""
    starts = [0.0]
    for width in widths:
        starts.append(starts[-1] + width * UNIT)
    return starts


def draw(curves: Sequence[Curve], widths: Sequence[float]) -> list[Drawn]:
    """Lay the curves of a lane over columns of these widths."""
    across: dict[str, float] = {}
    for place in range(len(widths)):
        felt = [card for curve in curves if curve.cards and (card := curve.cards[place]) is not None]
        across |= _spread([(card.id, y_of(card.score)) for card in felt if card.score is not None])
    return [_drawn(curve, widths, across) for curve in curves]


def _spread(found: Sequence[tuple[str, float]]) -> dict[str, float]:
    """How far across its cell each point of one column stands, so that faces do not cover each other."""
    groups: list[list[tuple[str, float]]] = []
    for key, y in sorted(found, key=lambda pair: (pair[1], pair[0])):
        if groups and y - groups[-1][-1][1] < _NEAR:
            groups[-1].append((key, y))
        else:
            groups.append([(key, y)])
    return {key: 0.5 + (i - (len(of) - 1) / 2) * _ASIDE for of in groups for i, (key, _) in enumerate(of)}


def _drawn(curve: Curve, widths: Sequence[float], across: Mapping[str, float]) -> Drawn:
    starts = starts_of(widths)
    found = [
        CurvePoint(
            place, starts[place] + widths[place] * UNIT * across[card.id], y_of(card.score), card.score, card
        )
        for place, card in enumerate(curve.cards)
        if card is not None and card.score is not None
    ]  # fmt: skip
    pieces: list[list[Segment]] = [[] for _ in widths]
    for i, point in enumerate(found):
        way = segment(found, i)
        if way is None:
            continue
        at = _crossing(way, starts[point.place + 1])
        pieces[point.place].append(way.part(0, at))
        pieces[point.place + 1].append(way.part(at, 1))
    points = tuple(Point(one.card, one.place, across[one.card.id], one.y / HEIGHT) for one in found)
    return Drawn(curve, points, tuple(tuple(of) for of in pieces))


def _crossing(way: Segment, x: float) -> float:
    """How far along a way its x is reached; x grows all the way."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if way.at(middle)[0] < x else (low, middle)
    return (low + high) / 2


def cell(drawn: Sequence[Drawn], place: int, widths: Sequence[float], rtl: bool) -> str:
    """The piece of all curves in one column; empty where none runs through it."""
    start, width = starts_of(widths)[place], widths[place] * UNIT
    ways = [(one, _moved(way, start, width, rtl)) for one in drawn for way in one.pieces[place]]
    return _svg(_layers(ways, width, len(drawn) == 1), width, "g")


def whole(drawn: Sequence[Drawn], widths: Sequence[float], rtl: bool, said: str) -> str:
    """All curves in one drawing, with a dot for each feeling; ``said`` (escaped) is what it shows in words."""
    starts = starts_of(widths)
    total = starts[-1]
    ways = [(one, _moved(way, 0, total, rtl)) for one in drawn for of in one.pieces for way in of]
    out = [_layers(ways, total, len(drawn) == 1)]
    for one in drawn:
        for point in one.points:
            x = starts[point.place] + widths[point.place] * UNIT * point.across
            x = total - x if rtl else x
            y = point.down * HEIGHT
            out.append(f'<path class="p{_hue(one)}" d="M{x:.1f} {y:.1f}h.01"/>')
    return _svg("".join(out), total, "g all", f'role="img" aria-label="{said}"')


def _layers(ways: Sequence[tuple[Drawn, Segment]], width: float, alone: bool) -> str:
    """The areas between an only curve and the middle, the line of the middle, then the curves."""
    middle = y_of(0)
    lines = [
        f"M{way.x0:.1f} {way.y0:.1f}C{way.x1:.1f} {way.y1:.1f} {way.x2:.1f} {way.y2:.1f} {way.x3:.1f} {way.y3:.1f}"
        for _, way in ways
    ]
    out = [
        f'<path class="a" d="{line}V{middle:g}H{way.x0:.1f}Z"/>' for line, (_, way) in zip(lines, ways, strict=True)
    ]
    out = [*(out if alone else ()), f'<path class="n" d="M0 {middle:g}H{width:g}"/>']
    for line, (one, _) in zip(lines, ways, strict=True):
        dashed = " dash" if one.curve.dashed else ""
        out.append(f'<path class="l{_hue(one)}{dashed}" d="{line}"/>')
    return "".join(out)


def _hue(one: Drawn) -> str:
    """The class of a curve's own colour, where there are several."""
    return f" h{one.curve.colour.lstrip('#').lower()}" if one.curve.colour else ""


def _moved(way: Segment, start: float, width: float, rtl: bool) -> Segment:
    """A way in the units of a drawing that begins at ``start``; mirrored where the map runs right to left."""
    xs = [x - start for x in (way.x0, way.x1, way.x2, way.x3)]
    if rtl:
        xs = [width - x for x in xs]
    return Segment(xs[0], way.y0, xs[1], way.y1, xs[2], way.y2, xs[3], way.y3)


def _svg(inside: str, width: float, name: str, role: str = 'aria-hidden="true"') -> str:
    return (
        f'<svg class="{name}" viewBox="0 0 {width:g} {HEIGHT:g}" preserveAspectRatio="none" focusable="false" {role}>'
        f"{inside}</svg>"
    )
