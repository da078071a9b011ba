"""The way a connection takes from card to card: along the gutters between steps and the gaps between lanes.

A way is found from where its two cards stand and from the spans that bar a gutter, never from other ways; so moving a
card gives new ways to its own connections alone. ``wires`` then sets those that share a gutter or a gap apart.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import span_end
from jmapdesk.layout.parts import TextPart
from jmapdesk.model.records import Card, Connection
from jmapdesk.util.geometry import Rect

_BEND = 10.0
"""What a corner costs, as map units of way."""
_PORT = 16.0
"""How far below a card's top its connections begin, so that cards in a row meet in a straight line."""
_THROUGH = 5000.0
"""What it costs to run through another feeling: it is done only where there is no other way."""
_CORNER, _STEP = 8.0, 2.5
"""How near to a card's corner connections begin, and how far from the middle of a marker."""
_CLEAR = 3.0
"""How far a way keeps from the markers and labels of other feelings."""
_UNDER = 4.5
"""How far below a span the way along it runs: in the middle of the gap to the next card."""


class Leg(NamedTuple):
    """A stretch in one channel: a gutter (``v``, ``at`` its index from the left) or a level (``h``).

    A level is the gap over lane ``at`` (the last one lies under all lanes) or, with ``under``, runs so far down in it.
    """

    way: str
    at: int
    under: float = 0.0


class Port(NamedTuple):
    """Where a way leaves a card: the side (−1 left, 1 right), then points to the gutter, sheet coordinates."""

    side: int
    gutter: int
    points: tuple[tuple[float, float], ...]
    cost: float = 0.0
    up: float = 0.0
    down: float = 0.0
    """How far it may step aside to leave room for others at that side."""

    @property
    def y(self) -> float:
        """The y at which the gutter is reached."""
        return self.points[-1][1]


@dataclass(frozen=True, slots=True)
class Route:
    """A way: legs from gutter to gutter between two ports, and the lanes it lies in."""

    connection: Connection
    start: Port
    end: Port
    legs: tuple[Leg, ...]
    lanes: tuple[int, int]


class Place(NamedTuple):
    """A card where it stands: its box, the index of its lane, the places of its first and last column."""

    box: CardBox
    lane: int
    first: int
    last: int


class _Bar(NamedTuple):
    """A span that bars the gutters inside it, sheet coordinates."""

    left: int
    right: int
    top: float
    bottom: float


class Router:
    """Finds ways over one layout; keeps what it looked up about lanes with spans."""

    def __init__(self, columns: Columns, lanes: Sequence[LaneBox], tops: Sequence[float], context: Context) -> None:
        self.columns = columns
        self.lanes = lanes
        self.context = context
        foot = tops[-1] + lanes[-1].height if lanes else 0.0
        self.levels = (*tops, foot)
        self.gutters = (*columns.edges, columns.body.right)
        self._index = {box.lane.id: i for i, box in enumerate(lanes)}
        self._bars: dict[int, tuple[_Bar, ...]] = {}

    def place(self, card: Card) -> Place | None:
        """Where a card stands; None where it is parked, hidden or only counted."""
        index, place = self._index.get(card.lane or ""), self.columns.place(card)
        if index is None or place is None:
            return None
        for box in self.lanes[index].cells[place]:
            if box.card.id == card.id:
                return Place(box, index, place, span_end(box.card, place, self.columns))
        return None

    def x(self, leg: Leg) -> float:
        """The x of a gutter."""
        return self.gutters[leg.at]

    def y(self, leg: Leg) -> float:
        """The y of a level."""
        return self.levels[leg.at] + leg.under

    def route(self, connection: Connection, start: Place, end: Place) -> Route:
        """The shortest free way from one card to another."""
        ways = sorted(self._ways(connection, start, end), key=lambda way: way[0])
        for _, a, b, legs in ways:
            if self._free(a.y, b.y, legs):
                break
        else:
            _, a, b, legs = self._round_about(start, end) or ways[0]
        ys = [a.y, b.y, *(self.y(leg) for leg in legs if leg.way == "h")]
        low, high = min(ys), max(ys)
        touched = [i for i in range(len(self.lanes)) if self.levels[i] <= high and low <= self.levels[i + 1]]
        return Route(connection, a, b, tuple(legs), (touched[0], touched[-1]))

    # --- ways -----------------------------------------------------------------------------------------------------

    def _ways(
        self, connection: Connection, start: Place, end: Place
    ) -> Iterator[tuple[float, Port, Port, tuple[Leg, ...]]]:
        """Ways with one gutter, or two and a gap between them, with what each costs."""
        gaps = sorted({start.lane, start.lane + 1, end.lane, end.lane + 1})
        room = bool(connection.label) and start.lane == end.lane
        for a in self.ports(start):
            for b in self.ports(end):
                reach = abs(self.gutters[a.gutter] - self.gutters[b.gutter]) + a.cost + b.cost
                first, last = Leg("v", a.gutter), Leg("v", b.gutter)
                if a.gutter == b.gutter:
                    # words find no room in a gutter: with a label the way is led round through a gap
                    yield reach + abs(a.y - b.y) + (600 if room else 0), a, b, (first,)
                    continue
                for gap in gaps:
                    y = self.levels[gap]
                    # of two equally long ways the one nearer to where it comes from
                    cost = reach + abs(y - a.y) * 1.001 + abs(y - b.y) + 2 * _BEND
                    yield cost, a, b, (first, Leg("h", gap), last)

    def _free(self, y0: float, y1: float, legs: Sequence[Leg]) -> bool:
        """Whether no span bars the gutters of a way."""
        y = y0
        for i, leg in enumerate(legs):
            if leg.way == "v":
                to = self.y(legs[i + 1]) if i + 1 < len(legs) else y1
                if self._barred(leg.at, y, to):
                    return False
                y = to
        return True

    def _barred(self, gutter: int, y0: float, y1: float) -> bool:
        low, high = min(y0, y1), max(y0, y1)
        for i, box in enumerate(self.lanes):
            if (box.has_spans or box.summaries) and self.levels[i] < high and low < self.levels[i + 1]:
                for bar in self._bars_of(i):
                    if bar.left < gutter < bar.right and bar.top < high and low < bar.bottom:
                        return True
        return False

    def _bars_of(self, index: int) -> tuple[_Bar, ...]:
        found = self._bars.get(index)
        if found is None:
            top = self.levels[index]
            box = self.lanes[index]
            found = tuple(
                _Bar(*self._edges(place, last), top + one.y, top + one.y + one.h)
                for place, cell in enumerate(box.cells)
                for one in cell
                if one.card.to_step and (last := span_end(one.card, place, self.columns)) > place
            )
            found += tuple(
                _Bar(over[0] - 1, over[-1] + 1, top + one.rect.y, top + one.rect.bottom)
                for one in box.summaries
                if one is not None and (over := self._gutters_over(one.rect))
            )
            self._bars[index] = found
        return found

    def _gutters_over(self, rect: Rect) -> range:
        """The gutters that a rectangle covers, or nearly so."""
        return range(bisect_left(self.gutters, rect.x - _UNDER), bisect_right(self.gutters, rect.right + _UNDER))

    def _edges(self, first: int, last: int) -> tuple[int, int]:
        """The gutters at the left and right of columns, by the places of the first and the last."""
        n = len(self.columns.boxes)
        return (n - 1 - last, n - first) if self.columns.rtl else (first, last + 1)

    # --- round about ------------------------------------------------------------------------------------------------

    def _round_about(self, start: Place, end: Place) -> tuple[float, Port, Port, tuple[Leg, ...]] | None:
        """The shortest way round the spans that bar every plain one: along gaps, and along the foot of spans."""
        levels = self._stops(start, end)
        found = [
            (cost + a.cost + b.cost, a, b, legs)
            for a in self.ports(start)
            for b in self.ports(end)
            if (way := self._search(a, b, levels)) is not None
            for cost, legs in (way,)
        ]
        return min(found, key=lambda way: way[0], default=None)

    def _stops(self, start: Place, end: Place) -> list[tuple[float, Leg, int, int]]:
        """The levels a way may turn at, from top to bottom: y, leg, the gutters it reaches from and to."""
        first, last = min(start.lane, end.lane), max(start.lane, end.lane)
        whole = len(self.gutters) - 1
        stops = [(self.levels[i], Leg("h", i), 0, whole) for i in range(first, last + 2)]
        for i in range(first, last + 1):
            if self.lanes[i].has_spans or self.lanes[i].summaries:
                for bar in self._bars_of(i):
                    y = bar.bottom + _UNDER
                    stops.append((y, Leg("h", i, y - self.levels[i]), bar.left, bar.right))
        return sorted(stops, key=lambda stop: stop[0])

    def _search(
        self, a: Port, b: Port, stops: Sequence[tuple[float, Leg, int, int]]
    ) -> tuple[float, tuple[Leg, ...]] | None:
        """The cheapest way by Dijkstra over gutters and levels; a node is (gutter, index of level or −1 for ``a``)."""
        goal = (b.gutter, len(stops))
        begin = (a.gutter, -1)
        heap: list[tuple[float, tuple[int, int], tuple[int, int]]] = [(0.0, begin, begin)]
        came: dict[tuple[int, int], tuple[int, int]] = {}
        while heap:
            cost, node, before = heapq.heappop(heap)
            if node in came:
                continue
            came[node] = before
            if node == goal:
                return cost, _legs(came, begin, goal, stops)
            for after, more in self._beside(node, b, stops, a.y):
                if after not in came:
                    turn = _BEND if (node[0] == after[0]) != (node[0] == before[0]) else 0.0
                    heapq.heappush(heap, (cost + more + turn, after, node))
        return None

    def _beside(
        self, node: tuple[int, int], b: Port, stops: Sequence[tuple[float, Leg, int, int]], y0: float
    ) -> Iterator[tuple[tuple[int, int], float]]:
        gutter, at = node
        y = y0 if at < 0 else stops[at][0]
        if gutter == b.gutter and not self._barred(gutter, y, b.y):
            yield (gutter, len(stops)), abs(y - b.y)
        for i, (level, _, left, right) in enumerate(stops):
            if i != at and left <= gutter <= right and not self._barred(gutter, y, level):
                yield (gutter, i), abs(level - y)
        if at >= 0:
            for other in (gutter - 1, gutter + 1):
                if stops[at][2] <= other <= stops[at][3]:
                    yield (other, at), abs(self.gutters[other] - self.gutters[gutter])

    # --- ports ----------------------------------------------------------------------------------------------------

    def ports(self, place: Place) -> tuple[Port, ...]:
        """Where ways may leave a card: at its left and at its right."""
        left, right = self._edges(place.first, place.last)
        if self.lanes[place.lane].is_curve:
            return self._feeling_ports(place, left, right)
        box = place.box
        down = min(box.h / 2, _PORT)
        y = self.levels[place.lane] + box.y + down
        room = max(0.0, down - _CORNER), max(0.0, box.h - down - _CORNER)
        return Port(-1, left, ((box.x, y),), 0.0, *room), Port(1, right, ((box.x + box.w, y),), 0.0, *room)

    def _feeling_ports(self, place: Place, left: int, right: int) -> tuple[Port, ...]:
        """Beside a marker where the way is free there, else over or under what stands beside it."""
        top, box = self.levels[place.lane], place.box
        cell = self.lanes[place.lane].cells[place.first]
        others = [rect.grown(_CLEAR) for one in cell if one is not box for rect in taken(one, self.context)]
        own = taken(box, self.context)[1:]
        height = self.lanes[place.lane].height
        ports: list[Port] = []
        for side, gutter in ((-1, left), (1, right)):
            cost, points = _way_out(box.rect, side, self.gutters[gutter], others, own, height)
            room = _STEP if len(points) == 1 else 0.0
            ports.append(Port(side, gutter, tuple((x, y + top) for x, y in points), cost, room, room))
        return tuple(ports)


def _way_out(
    box: Rect, side: int, x: float, others: Sequence[Rect], own: Sequence[Rect], height: float
) -> tuple[float, tuple[tuple[float, float], ...]]:
    """The points from a marker's edge to a gutter at x, with what they cost: straight where that is free, else round
    what stands beside, else round that too."""
    edge = box.x if side < 0 else box.right
    straight = (edge, box.cy)
    best = _price([_between(edge, box.cy, x, box.cy)], others, own), (straight,)
    if not best[0]:
        return best
    ys = sorted({y for rect in others for y in (rect.y - 0.5, rect.bottom + 0.5) if 1 < y < height - 1})
    outs = [(box.cx, box.y if y < box.cy else box.bottom, y) for y in ys if not box.y <= y <= box.bottom]
    ways: list[tuple[float, tuple[tuple[float, float], ...]]] = [best]
    for cx, out, y in outs:
        pieces = [_between(cx, out, cx, y), _between(cx, y, x, y)]
        ways.append((_price(pieces, others, own) + abs(y - box.cy) + _BEND, ((cx, out), (cx, y))))
    if min(ways)[0] < _THROUGH:
        return min(ways)
    xs = sorted({at for rect in others for at in (rect.x - 0.5, rect.right + 0.5) if (x - at) * side > 2})
    for cx, out, y in outs:
        begin = [_between(cx, out, cx, y)]
        for at in xs:
            for to in ys:
                pieces = [*begin, _between(cx, y, at, y), _between(at, y, at, to), _between(at, to, x, to)]
                way = abs(y - box.cy) + abs(cx - at) + abs(to - y) + 3 * _BEND
                ways.append((_price(pieces, others, own) + way, ((cx, out), (cx, y), (at, y), (at, to))))
    return min(ways)


def taken(one: CardBox, context: Context) -> list[Rect]:
    """What a feeling covers, the lane's own y: its marker, then its words."""
    rects = [one.rect]
    for part in one.plan.parts:
        if isinstance(part, TextPart):
            size = context.shaper.measure(part.text, part.style, part.w, part.max_lines)
            rects.append(Rect(one.x + part.x, one.y + part.y, part.w, size.height))
    return rects


def _between(x0: float, y0: float, x1: float, y1: float) -> Rect:
    return Rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


def _meets(piece: Rect, rect: Rect) -> bool:
    beside = piece.x >= rect.right or rect.x >= piece.right + 1e-9
    return not beside and piece.y < rect.bottom and rect.y < piece.bottom + 1e-9


def _price(pieces: Iterable[Rect], others: Iterable[Rect], own: Iterable[Rect]) -> float:
    """What lies in the way: other feelings make it next to impossible, the feeling's own words only poor."""
    others, own = list(others), list(own)
    cost = 0.0
    for piece in pieces:
        cost += _THROUGH * sum(_meets(piece, rect) for rect in others) + 40.0 * sum(_meets(piece, rect) for rect in own)
    return cost


def _legs(
    came: dict[tuple[int, int], tuple[int, int]],
    begin: tuple[int, int],
    goal: tuple[int, int],
    stops: Sequence[tuple[float, Leg, int, int]],
) -> tuple[Leg, ...]:
    """The legs along a chain of nodes, gutters and levels in turn."""
    chain = [goal]
    while chain[-1] != begin:
        chain.append(came[chain[-1]])
    chain.reverse()
    legs: list[Leg] = [Leg("v", begin[0])]
    for before, after in pairwise(chain):
        leg = Leg("v", after[0]) if before[0] == after[0] else stops[after[1]][1]
        if leg.way == "v" and legs[-1].way == "v":
            continue
        if leg != legs[-1]:
            legs.append(leg)
    if legs[-1].way == "h":
        legs.append(Leg("v", goal[0]))
    return tuple(legs)
