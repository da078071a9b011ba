"""The way a connection takes from card to card: along the gutters between steps and the gaps between lanes.

A way is found from where its two cards stand and from the spans that bar a gutter, never from other ways; so moving a
card gives new ways to its own connections alone. ``wires`` then sets those that share a gutter or a gap apart.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import line_beside
from jmapdesk.layout.curve_legend import legend_rect
from jmapdesk.layout.folded_ends import End, Summary
from jmapdesk.layout.lanes import span_end
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.summary import HEIGHT, SummaryBox
from jmapdesk.model.records import Card, Connection
from jmapdesk.util.geometry import Rect

_FAR = 0.01
"""What each lane costs that lies between a card and the gap a way takes: it decides between equally long ways."""
_BEND = 10.0
"""What a corner costs, as map units of way."""
_PORT = 16.0
"""How far below a card's top its connections begin, so that cards in a row meet in a straight line."""
_THROUGH = 5000.0
"""What it costs to run through another feeling: it is done only where there is no other way."""
_CORNER, _STEP, _SUMMARY = 8.0, 2.5, 3.0
"""How near to a card's corner connections begin, how far from the middle of a marker, how near to a summary's edge."""
_CLEAR = 3.0
"""How far a way keeps from the markers and labels of other feelings."""
_ASIDE = 6.0
"""How far from the edges of its column connections of a summary of curves end."""
_ASIDE_OF_LINE = 6.0
"""How far from a marker's middle ways leave it, over or under, where its line runs beside it."""
_UNDER = 4.5
"""How far below a span the way along it runs: in the middle of the gap to the next card."""

_WORDS_REACH = 3.0
"""How far words may stand from the line between two lanes, with the room they keep."""


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

    def moved(self, by: float) -> Port:
        """The same port so much further down."""
        return self._replace(points=tuple((x, y + by) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Route:
    """A way: legs from gutter to gutter between two ports, and the lanes it lies in."""

    connection: Connection
    start: Port
    end: Port
    legs: tuple[Leg, ...]
    lanes: tuple[int, int]
    ends: tuple[int, int]
    """The lanes of its two cards."""
    at: tuple[End, End]
    """What it leads from and to: cards, or summaries that count them."""
    count: int = 1
    """How many connections it stands for."""
    tops: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Where its first lane and those of its two cards began when its ports were found."""

    def standing(self, levels: Sequence[float]) -> Route:
        """The same way where lanes begin at these ``levels`` now: each card has moved with its lane."""
        tops = self.tops_at(levels)
        if tops == self.tops:
            return self
        start, end = (now - was for was, now in zip(self.tops[1:], tops[1:], strict=True))
        return replace(self, start=self.start.moved(start), end=self.end.moved(end), tops=tops)

    def tops_at(self, levels: Sequence[float]) -> tuple[float, float, float]:
        """Where its first lane and those of its two cards begin at these levels."""
        return levels[self.lanes[0]], levels[self.ends[0]], levels[self.ends[1]]

    @property
    def words(self) -> str:
        """What is written on it: its label, or how many it stands for."""
        return self.connection.label.strip() if self.count == 1 else f"{self.count}×"

    @property
    def is_labelled_aside(self) -> bool:
        """Whether its words stand where it crosses a gap, for want of a gap it runs along."""
        return bool(self.words) and len(self.legs) == 1

    def stays(self, resized: Mapping[int, float]) -> bool:
        """Whether it is still the best way where these lanes have grown by so much, its cards standing as they did.

        Every plain way crosses what lies between its two cards once, so it costs all of them the same; only a way
        under the lower card's lane crosses the rest of that lane as well.
        """
        if len(self.legs) > 3:
            return not any(self.lanes[0] <= lane <= self.lanes[1] for lane in resized)
        lower = max(self.ends)
        by = resized.get(lower, 0.0)
        under = any(leg.way == "h" and leg.at > lower for leg in self.legs)
        return not by or (by < 0 if under else by > 0)

    def passes(self, lane: int, columns: Collection[int]) -> bool:
        """Whether it runs beside one of these columns, counted from the left, in a lane, or along the lane's edge."""
        if not self.lanes[0] <= lane <= self.lanes[1]:
            return False
        for i, leg in enumerate(self.legs):
            if leg.way == "v":
                if leg.at in columns or leg.at - 1 in columns:
                    return True
            elif leg.at in (lane, lane + 1):
                first, last = sorted((self.legs[i - 1].at, self.legs[i + 1].at))
                if any(first <= column < last for column in columns):
                    return True
        return False


class Place(NamedTuple):
    """A card where it stands, or the summary that counts it: the index of its lane, what it covers there, the places
    of its first and last column; a card's box."""

    at: End
    lane: int
    rect: Rect
    first: int
    last: int
    box: CardBox | None = None


class Covered(NamedTuple):
    """What the feelings in a cell cover, the lane's own y, and the highest and lowest of it; for a block of cells the
    highest and lowest alone."""

    cell: tuple[CardBox, ...] | tuple[tuple[CardBox, ...], ...]
    rects: list[Rect]
    top: float
    bottom: float


Taken: TypeAlias = dict[tuple[int, int], Covered]
"""What the feelings of a lane cover in a column, by both, with the cell it was measured from; −1 − n stands for the
block of columns that begins with n."""
_BLOCK: Final = 16
"""How many columns make a block."""


class _Bars:
    """What bars the gutters of one lane."""

    def __init__(self) -> None:
        self.inside: dict[int, list[tuple[float, float]]] = {}
        """By gutter, from where to where it is barred; sheet coordinates."""
        self.feet: dict[int, set[float]] = {}
        """By gutter, how far down in the lane ways run along the foot of a span there."""
        self.columns: dict[float, set[int]] = {}
        """By that depth, the columns they run through."""

    def add(self, edges: tuple[int, int], top: float, bottom: float, level: float) -> None:
        """Something that lies between two gutters; the lane's own y, and where the lane begins."""
        first, last = edges
        under = bottom + _UNDER
        for gutter in range(first, last + 1):
            self.feet.setdefault(gutter, set()).add(under)
            if first < gutter < last:
                self.inside.setdefault(gutter, []).append((level + top, level + bottom))
        self.columns.setdefault(under, set()).update(range(first, last))


class Router:
    """Finds ways over one layout; keeps what it looked up about lanes with spans."""

    def __init__(
        self, columns: Columns, lanes: Sequence[LaneBox], tops: Sequence[float], context: Context, known: Taken
    ) -> None:
        self.columns = columns
        self.lanes = lanes
        self.context = context
        foot = tops[-1] + lanes[-1].height if lanes else 0.0
        self.levels = (*tops, foot)
        self.gutters = (*columns.edges, columns.body.right)
        self._index = {box.lane.id: i for i, box in enumerate(lanes)}
        self._bars: dict[int, _Bars] = {}
        self._taken = known
        self._in_the_way: dict[int, list[tuple[float, float, int]]] = {}

    def place(self, card: Card) -> Place | None:
        """Where a card stands; None where it is parked, hidden or only counted (see ``summary``)."""
        index, place = self._index.get(card.lane or ""), self.columns.place(card)
        if index is None or place is None:
            return None
        for box in self.lanes[index].cells[place]:
            if box.card.id == card.id:
                return Place(card.id, index, box.rect, place, span_end(box.card, place, self.columns), box)
        return None

    def summary(self, at: Summary) -> Place | None:
        """Where a summary stands; that of curves has the faces in its middle."""
        lane, stage = at
        box, columns = self.lanes[lane], self.columns.stages[stage]
        found = box.summaries[stage] if box.summaries else None
        if found is None:
            return None
        return Place(at, lane, _covered(box, found), columns.first, columns.last)

    def x(self, leg: Leg) -> float:
        """The x of a gutter."""
        return self.gutters[leg.at]

    def y(self, leg: Leg) -> float:
        """The y of a level."""
        return self.levels[leg.at] + leg.under

    def route(self, connection: Connection, start: Place, end: Place, count: int = 1) -> Route:
        """The shortest free way from one card to another; it may stand for several connections."""
        labelled = bool(connection.label) if count == 1 else True
        ways = sorted(self._ways(labelled, start, end), key=lambda way: way[0])
        for _, a, b, legs in ways:
            if self._free(a.y, b.y, legs):
                break
        else:
            _, a, b, legs = self._round_about(start, end) or ways[0]
        ys = [a.y, b.y, *(self.y(leg) for leg in legs if leg.way == "h")]
        low, high = min(ys), max(ys)
        touched = [i for i in range(len(self.lanes)) if self.levels[i] <= high and low <= self.levels[i + 1]]
        lanes, ends = (touched[0], touched[-1]), (start.lane, end.lane)
        tops = self.levels[lanes[0]], self.levels[start.lane], self.levels[end.lane]
        return Route(connection, a, b, tuple(legs), lanes, ends, (start.at, end.at), count, tops)

    def taken(self, lane: int, column: int) -> list[Rect]:
        """What the feelings of a lane cover in a column, counted from the left; the lane's own y."""
        return self._covered(lane, column).rects

    def taken_between(self, lane: int, columns: range) -> tuple[float, float]:
        """The highest and the lowest of what the feelings of a lane cover in some columns; the lane's own y."""
        covered: list[Covered] = []
        at = columns.start
        while at < columns.stop:
            many = at % _BLOCK == 0 and at + _BLOCK <= columns.stop
            covered.append(self._covered_together(lane, at) if many else self._covered(lane, at))
            at += _BLOCK if many else 1
        tops, bottoms = [one.top for one in covered], [one.bottom for one in covered]
        return min(tops, default=math.inf), max(bottoms, default=-math.inf)

    def _covered(self, lane: int, column: int) -> Covered:
        cell = self.lanes[lane].cells[len(self.columns.boxes) - 1 - column if self.columns.rtl else column]
        found = self._taken.get((lane, column))
        if found is None or found.cell is not cell:
            rects = [rect for one in cell for rect in taken(one, self.context)]
            top = min((rect.y for rect in rects), default=math.inf)
            bottom = max((rect.bottom for rect in rects), default=-math.inf)
            found = self._taken[lane, column] = Covered(cell, rects, top, bottom)
        return found

    def _covered_together(self, lane: int, first: int) -> Covered:
        """As ``_covered`` for a block of columns: a way runs along a thousand of them, of which an edit changes one."""
        boxes, place = self.lanes[lane].cells, first
        if self.columns.rtl:
            place = len(self.columns.boxes) - first - _BLOCK
        cells = boxes[place : place + _BLOCK]
        found = self._taken.get((lane, -1 - first))
        if found is None or found.cell != cells:
            each = [self._covered(lane, first + i) for i in range(_BLOCK)]
            top, bottom = min(one.top for one in each), max(one.bottom for one in each)
            found = self._taken[lane, -1 - first] = Covered(cells, [], top, bottom)
        return found

    def in_the_way(self, gap: int) -> list[tuple[float, float, int]]:
        """Where words on the line between two lanes would touch others: from x to x, over (−1) or under (1) the line.

        Those are the words of feelings near that line, the legend of curves under it, and badges of cards.
        """
        found = self._in_the_way.get(gap)
        if found is None:
            reach, columns = self.context.styles.small.line_height / 2 + _WORDS_REACH, range(len(self.columns.boxes))
            over: list[Rect] = []
            under: list[Rect] = []
            if gap and self.lanes[gap - 1].is_curve:
                foot = self.lanes[gap - 1].height - reach
                over = [rect for at in columns for rect in self.taken(gap - 1, at) if rect.bottom > foot]
            if gap < len(self.lanes) and self.lanes[gap].is_curve:
                legend = legend_rect(self.lanes[gap].series, self.columns, self.context)
                under = [rect for at in columns for rect in self.taken(gap, at) if rect.y < reach]
                under += [legend] if legend is not None and legend.y < reach else []
            elif gap < len(self.lanes):
                cards = (one for cell in self.lanes[gap].cells for one in cell if one.y - one.plan.reach < reach)
                under = [rect.moved(one.x, one.y) for one in cards for rect in one.plan.badges()]
            sides = ((-1, over), (1, under))
            found = self._in_the_way[gap] = [(r.x, r.right, side) for side, rects in sides for r in rects]
        return found

    # --- ways -----------------------------------------------------------------------------------------------------

    def _ways(
        self, labelled: bool, start: Place, end: Place
    ) -> Iterator[tuple[float, Port, Port, tuple[Leg, ...]]]:
        """Ways with one gutter, or two and a gap between them, with what each costs."""
        gaps = sorted({start.lane, start.lane + 1, end.lane, end.lane + 1})
        room = labelled and start.lane == end.lane
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
                    far = abs(gap - start.lane) if gap <= start.lane else gap - start.lane - 1
                    cost = reach + abs(y - a.y) + abs(y - b.y) + 2 * _BEND + far * _FAR
                    yield cost, a, b, (first, Leg("h", gap), last)

    def _free(self, y0: float, y1: float, legs: Sequence[Leg]) -> bool:
        """Whether no span bars the gutters of a way."""
        y = y0
        for i, leg in enumerate(legs):
            if leg.way == "v":
                to = self.y(legs[i + 1]) if i + 1 < len(legs) else y1
                if self.barred(leg.at, y, to):
                    return False
                y = to
        return True

    def barred(self, gutter: int, y0: float, y1: float) -> bool:
        """Whether a span lies across a gutter between two heights."""
        low, high = min(y0, y1), max(y0, y1)
        for i in range(max(0, bisect_right(self.levels, low) - 1), len(self.lanes)):
            if self.levels[i] >= high:
                break
            if any(top < high and low < bottom for top, bottom in self._lane_bars(i).inside.get(gutter, ())):
                return True
        return False

    def _lane_bars(self, index: int) -> _Bars:
        """The spans of a lane, and the summaries in a collapsed one, by the gutters they bar."""
        found = self._bars.get(index)
        if found is None:
            box, found = self.lanes[index], _Bars()
            self._bars[index] = found
            if box.has_spans:
                for place, cell in enumerate(box.cells):
                    for one in cell:
                        last = span_end(one.card, place, self.columns) if one.card.to_step else place
                        if last > place:
                            found.add(self._edges(place, last), one.y, one.y + one.h, self.levels[index])
            for summary in box.summaries:
                rect = _covered(box, summary) if summary is not None else None
                if rect is not None and (over := self._gutters_over(rect)):
                    found.add((over[0] - 1, over[-1] + 1), rect.y, rect.bottom, self.levels[index])
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
        lanes = range(min(start.lane, end.lane), max(start.lane, end.lane) + 1)
        return _Search(self, self.ports(start), self.ports(end), lanes).run()

    def stops(self, gutter: int, lanes: range) -> list[tuple[float, int, float]]:
        """Where a way may turn in a gutter, from top to bottom: y, and the level by lane and depth in it."""
        found = [(self.levels[i], i, 0.0) for i in (*lanes, lanes.stop)]
        for i in lanes:
            found += [(self.levels[i] + under, i, under) for under in self._lane_bars(i).feet.get(gutter, ())]
        return sorted(found)

    def runs_on(self, lane: int, under: float, column: int) -> bool:
        """Whether a level goes on through a column, counted from the left."""
        return not under or column in self._lane_bars(lane).columns.get(under, ())

    # --- ports ----------------------------------------------------------------------------------------------------

    def ports(self, place: Place) -> tuple[Port, ...]:
        """Where ways may leave a card: at its left and at its right."""
        left, right = self._edges(place.first, place.last)
        rect, corner = place.rect, _CORNER
        if place.box is None:
            # a summary may stand in the middle of several columns: the next gutter will do
            left, right = bisect_right(self.gutters, rect.x) - 1, bisect_left(self.gutters, rect.right)
            corner = _SUMMARY
        elif self.lanes[place.lane].is_curve:
            return self._feeling_ports(place, place.box, left, right)
        down = min(rect.h / 2, _PORT)
        y = self.levels[place.lane] + rect.y + down
        room = max(0.0, down - corner), max(0.0, rect.h - down - corner)
        return Port(-1, left, ((rect.x, y),), 0.0, *room), Port(1, right, ((rect.right, y),), 0.0, *room)

    def _feeling_ports(self, place: Place, box: CardBox, left: int, right: int) -> tuple[Port, ...]:
        """Beside a marker where the way is free there, else over or under what stands beside it."""
        top = self.levels[place.lane]
        cell = self.lanes[place.lane].cells[place.first]
        others = [rect.grown(_CLEAR) for one in cell if one is not box for rect in taken(one, self.context)]
        own = taken(box, self.context)[1:]
        height = self.lanes[place.lane].height
        ports: list[Port] = []
        for side, gutter in ((-1, left), (1, right)):
            aside = -_ASIDE_OF_LINE * line_beside(self.lanes[place.lane].series, place.first, box.card.id, side)
            cost, points = _way_out(box.rect, side, self.gutters[gutter], others, own, height, aside)
            room = _STEP if len(points) == 1 else 0.0
            ports.append(Port(side, gutter, tuple((x, y + top) for x, y in points), cost, room, room))
        return tuple(ports)


def _covered(box: LaneBox, summary: SummaryBox) -> Rect:
    """What a summary covers; of the column that one of curves has to itself the middle, where the faces are."""
    rect = summary.rect
    return Rect(rect.x + _ASIDE, rect.cy - HEIGHT / 2, rect.w - 2 * _ASIDE, HEIGHT) if box.is_curve else rect


def _way_out(
    box: Rect, side: int, x: float, others: Sequence[Rect], own: Sequence[Rect], height: float, aside: float
) -> tuple[float, tuple[tuple[float, float], ...]]:
    """The points from a marker's edge to a gutter at x, with what they cost: straight where that is free, else round
    what stands beside, else round that too. ``aside``: how far under the middle the straight way leaves."""
    edge, level = box.cx + side * math.sqrt(max(0.0, box.w * box.w / 4 - aside * aside)), box.cy + aside
    straight = (edge, level)
    best = _price([_between(edge, level, x, level)], others, own), (straight,)
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
        for at in xs:
            begin = [_between(cx, out, cx, y), _between(cx, y, at, y)]
            if _price(begin, others, ()) >= _THROUGH:
                continue
            for to in ys:
                pieces = [*begin, _between(at, y, at, to), _between(at, to, x, to)]
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


class _Node(NamedTuple):
    """A place in a search: a gutter and a level (lane −1: a port of the start, −2: one of the end), and whether it
    was come to along the level."""

    gutter: int
    lane: int
    under: float
    along: bool


class _Search:
    """The cheapest way by A* over gutters and levels, from any port of one card to any of another."""

    def __init__(self, router: Router, starts: Sequence[Port], ends: Sequence[Port], lanes: range) -> None:
        self._router, self._starts, self._ends, self._lanes = router, starts, ends, lanes
        self._stops: dict[int, list[tuple[float, int, float]]] = {}

    def run(self) -> tuple[float, Port, Port, tuple[Leg, ...]] | None:
        """The way with its cost; None where there is none."""
        heap: list[tuple[float, float, _Node, _Node]] = []
        for i, port in enumerate(self._starts):
            node = _Node(port.gutter, -1, i, False)
            heap.append((port.cost + self._least(node), port.cost, node, node))
        heapq.heapify(heap)
        came: dict[_Node, _Node] = {}
        while heap:
            _, cost, node, before = heapq.heappop(heap)
            if node in came:
                continue
            came[node] = before
            if node.lane == -2:
                return self._way(cost, node, came)
            for after, more in self._beside(node):
                if after not in came:
                    spent = cost + more + (_BEND if after.along != node.along else 0.0)
                    heapq.heappush(heap, (spent + self._least(after), spent, after, node))
        return None

    def _y(self, node: _Node) -> float:
        if node.lane < 0:
            return (self._starts if node.lane == -1 else self._ends)[int(node.under)].y
        return self._router.levels[node.lane] + node.under

    def _least(self, node: _Node) -> float:
        """What the rest of the way costs at least."""
        x, y, gutters = self._router.gutters[node.gutter], self._y(node), self._router.gutters
        return min(abs(gutters[end.gutter] - x) + abs(end.y - y) for end in self._ends)

    def _beside(self, node: _Node) -> Iterator[tuple[_Node, float]]:
        router, gutter, y = self._router, node.gutter, self._y(node)
        for i, end in enumerate(self._ends):
            if end.gutter == gutter and not router.barred(gutter, y, end.y):
                yield _Node(gutter, -2, i, False), abs(y - end.y) + end.cost
        stops = self._stops.get(gutter)
        if stops is None:
            stops = self._stops[gutter] = router.stops(gutter, self._lanes)
        here = (y, node.lane, node.under)
        # the next one up and the next one down: further ones are come to by way of them
        for at in (bisect_left(stops, here) - 1, bisect_right(stops, here)):
            if 0 <= at < len(stops) and not router.barred(gutter, y, stops[at][0]):
                yield _Node(gutter, stops[at][1], stops[at][2], False), abs(stops[at][0] - y)
        if node.lane >= 0:
            for other in (gutter - 1, gutter + 1):
                inside = 0 <= other < len(router.gutters)
                if inside and router.runs_on(node.lane, node.under, min(gutter, other)):
                    far = abs(router.gutters[other] - router.gutters[gutter])
                    yield _Node(other, node.lane, node.under, True), far

    def _way(self, cost: float, goal: _Node, came: dict[_Node, _Node]) -> tuple[float, Port, Port, tuple[Leg, ...]]:
        """The legs along the chain of nodes that led to the goal, gutters and levels in turn."""
        chain = [goal]
        while came[chain[-1]] != chain[-1]:
            chain.append(came[chain[-1]])
        chain.reverse()
        legs: list[Leg] = [Leg("v", chain[0].gutter)]
        for node in chain[1:]:
            leg = Leg("h", node.lane, node.under) if node.along else Leg("v", node.gutter)
            if leg != legs[-1]:
                legs.append(leg)
        return cost, self._starts[int(chain[0].under)], self._ends[int(goal.under)], tuple(legs)
