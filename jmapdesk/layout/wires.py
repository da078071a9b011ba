"""Connections as they are drawn: ways set apart where they share a gutter, a gap or a card's side, and their labels.

Ways that lie in one channel and pass each other take tracks beside each other; how far apart depends on the room
there. After an edit only the channels that gained, lost or changed a way are sorted again. A connection is kept in the
coordinates of the first lane its way lies in, as what stands in lanes is: where lanes move as a whole, nothing is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from jmapdesk.layout.arrows import Point, arrow
from jmapdesk.layout.boxes import LaneBox
from jmapdesk.layout.channels import WORDS_WIDE, Channel, Seat, label_spots, seats_of, spread
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import neighbours
from jmapdesk.layout.curve_legend import legend_rect
from jmapdesk.layout.folded_ends import NONE_FOLDED, Folded, folded_ends
from jmapdesk.layout.parts import Part, ShapePart, TextPart
from jmapdesk.layout.routes import Place, Route, Router, Taken
from jmapdesk.layout.theme import Colours
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Connection
from jmapdesk.util.geometry import Rect, round_rect_path, union

_SAME = 1e-6
"""Lanes that moved by nearly the same have moved together."""
REACH = 4.0
"""How far a connection's ink reaches beside its line."""
_BESIDE_WORDS = 3.0
"""How far lines end before words that stand on them."""
_ASIDE = 2.0
"""How far from the line between lanes words may stand: more of it, and they would touch cards."""


@dataclass(frozen=True, slots=True, eq=False)
class Wire:
    """One connection as it is drawn; sheet coordinates, or those of a lane where it is kept."""

    connection: Connection
    points: tuple[Point, ...]
    label: TextPart | None
    label_rect: Rect | None
    bounds: Rect

    def shapes(self, colours: Colours) -> tuple[ShapePart, ...]:
        """Its line, its foot and its head; made when it is drawn, so that lines out of sight cost nothing."""
        return arrow(self.points, self.connection.kind, colours)

    def words(self, context: Context) -> tuple[Part, ...]:
        """Its words, on a piece of paper as wide as they are: round letters alone, lines would show between words."""
        label = self.label
        if label is None:
            return ()
        wide = context.shaper.measure(label.text, label.style, label.w, label.max_lines).width + 2 * _BESIDE_WORDS
        ground = Rect(label.x + (label.w - wide) / 2, label.y + 1, wide, label.style.line_height - 2)
        return ShapePart(round_rect_path(ground, 3), fill=context.theme.colours.paper), label

    def segments(self) -> Iterator[tuple[Point, Point]]:
        """The straight stretches, start to end."""
        return pairwise(self.points)

    def middle(self) -> Point:
        """The middle of its longest stretch."""
        a, b = max(self.segments(), key=lambda pair: abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]))
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2

    def inks(self) -> list[Rect]:
        """Rectangles that hold all it paints."""
        rects = [box.grown(REACH) for box in self.stretches()]
        return [*rects, self.label_rect.grown(3)] if self.label_rect else rects

    def stretches(self) -> list[Rect]:
        """Its straight stretches as rectangles without width or height."""
        return _boxes(self.points)

    def moved(self, by: float) -> Wire:
        """The same connection so much further down."""
        return Wire(
            self.connection, tuple((x, y + by) for x, y in self.points),
            replace(self.label, y=self.label.y + by) if self.label else None,
            self.label_rect.moved(0, by) if self.label_rect else None,
            self.bounds.moved(0, by),
        )  # fmt: skip

    def looks_like(self, other: Wire) -> bool:
        """Whether it is drawn the same, but for what numbers lose when they are added."""
        return (
            self.connection == other.connection
            and len(self.points) == len(other.points)
            and all(
                abs(a[0] - b[0]) < _SAME and abs(a[1] - b[1]) < _SAME
                for a, b in zip(self.points, other.points, strict=True)
            )
            and _alike(self.label, other.label)
        )


def _alike(a: TextPart | None, b: TextPart | None) -> bool:
    if a is None or b is None:
        return a is b
    return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.w - b.w)) < _SAME and replace(b, x=a.x, y=a.y, w=a.w) == a


class Later:
    """A connection that a lane made longer or shorter: its line is drawn up when it is first asked for."""

    __slots__ = ("_make", "_wire", "bounds", "connection")

    def __init__(self, connection: Connection, bounds: Rect, make: Callable[[], Wire]) -> None:
        self.connection = connection
        self.bounds = bounds
        """A rectangle that its ink lies in, the lane's own coordinates; maybe larger than need be."""
        self._make: Callable[[], Wire] | None = make
        self._wire: Wire | None = None

    def wire(self) -> Wire:
        """The connection in the coordinates of its lane."""
        if self._wire is None:
            assert self._make is not None
            self._wire, self._make = self._make(), None
            self.bounds = self._wire.bounds
        return self._wire


@dataclass(frozen=True, slots=True, eq=False)
class Wires:
    """All connections that show, with what setting them apart again after an edit needs."""

    kept: Mapping[str, Wire | Later] = field(default_factory=dict)
    """By id, in the coordinates of the first lane of the way."""
    routes: Mapping[str, Route] = field(default_factory=dict)
    """The ways; where one was found before its lanes moved, it stands where they were (``Route.tops``)."""
    of_card: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The connections of each card that has any, by id."""
    seats: Mapping[str, tuple[Seat, ...]] = field(default_factory=dict)
    members: Mapping[Channel, frozenset[str]] = field(default_factory=dict)
    offsets: Mapping[tuple[str, int], float] = field(default_factory=dict)
    grown: frozenset[str] = frozenset()
    """Those that lanes have made longer or shorter since their seats were found; who sits over whom is as it was."""
    kinds: frozenset[str] = frozenset()
    """The kinds of those that show."""
    tops: Sequence[float] = ()
    """Where each lane begins now."""
    seen: dict[str, tuple[Wire | Later, float, Wire]] = field(default_factory=dict)
    """Those asked for in sheet coordinates, with what they were made from: the same answer is the same object."""

    spans: list[tuple[float, float, str]] = field(default_factory=list)
    """From where to where each reaches along the map, found when first asked for: most are far from what is seen."""
    taken: Taken = field(default_factory=dict)
    """What feelings cover, measured once."""
    folded: Folded = NONE_FOLDED
    """Those that end at summaries of what is collapsed."""

    def __len__(self) -> int:
        return len(self.kept)

    def top(self, key: str) -> float:
        """Where the lane begins in whose coordinates a connection is kept."""
        return self.tops[self.routes[key].lanes[0]]

    def get(self, key: str) -> Wire | None:
        """A connection in sheet coordinates; None where it does not show."""
        kept = self.kept.get(key)
        if kept is None:
            return None
        top = self.top(key)
        known = self.seen.get(key)
        if known is None or known[0] is not kept or known[1] != top:
            wire = kept.wire() if isinstance(kept, Later) else kept
            known = self.seen[key] = (kept, top, wire.moved(top))
        return known[2]

    def __getitem__(self, key: str) -> Wire:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def all(self) -> Iterator[Wire]:
        """All connections in sheet coordinates, by id."""
        return (self[key] for key in self.kept)

    def reaches(self, key: str, area: Rect) -> bool:
        """Whether a connection shows and its ink may touch an area of the sheet."""
        kept = self.kept.get(key)
        return kept is not None and kept.bounds.overlaps(area.moved(0, -self.top(key)))

    def between(self, left: float, right: float) -> list[str]:
        """The connections that reach into a stretch along the map, by id."""
        if not self.spans and self.kept:
            self.spans.extend((wire.bounds.x, wire.bounds.right, key) for key, wire in self.kept.items())
        return [key for start, end, key in self.spans if start <= right and left <= end]

    def touching(self, area: Rect) -> Iterator[Wire]:
        """The connections whose ink may touch an area of the sheet."""
        return (self[key] for key in self.between(area.x, area.right) if self.reaches(key, area))


NO_WIRES = Wires()


class Carried(NamedTuple):
    """Connections that keep their way though lanes have moved."""

    moved: set[str]
    grown: set[str]
    """Those of them that sit over and under the same others as before in every channel."""
    by: float = 0.0
    """How far at most lanes have moved apart."""


NOT_CARRIED = Carried(set(), set())


def lay_wires(
    journey: JourneyMap, columns: Columns, lanes: Sequence[LaneBox], tops: Sequence[float], context: Context
) -> Wires:
    """Lay all connections of a map."""
    if not journey.connections or not lanes or not columns.boxes:
        return NO_WIRES
    of_card = _of_card(journey)
    wires = Wires(of_card=of_card, tops=tuple(tops), folded=folded_ends(journey, columns, lanes))
    router = Router(columns, lanes, tops, context, wires.taken)
    return _settled(wires, journey, set(journey.connections), router)


def changed_wires(
    wires: Wires,
    journey: JourneyMap,
    columns: Columns,
    before: tuple[Sequence[LaneBox], Sequence[float]],
    after: tuple[Sequence[LaneBox], Sequence[float]],
    connections: Iterable[str],
    context: Context,
) -> Wires:
    """The connections after an edit: new ways for those named, those of cards that moved, and those that lie in lanes
    of which some moved or whose spans changed. All others are kept as they are, with the lanes they lie in."""
    named = set(connections)
    if not named and not wires.of_card:
        return wires
    if wires is NO_WIRES:
        return lay_wires(journey, columns, after[0], after[1], context)
    of_card = _of_card(journey) if named else wires.of_card
    (old_lanes, old_tops), (lanes, tops) = before, after
    folded = folded_ends(journey, columns, lanes)
    stale = named | folded.changed(wires.folded)
    moved = [i for i, pair in enumerate(zip(old_tops, tops, strict=True)) if pair[0] != pair[1]]
    resized = [i for i, (a, b) in enumerate(zip(old_lanes, lanes, strict=True)) if a.height != b.height]
    first = min([*moved[:1], *resized[:1]], default=len(lanes))
    barred: set[int] = set()
    for i, (a, b) in enumerate(zip(old_lanes, lanes, strict=True)):
        if a is b:
            continue
        if a.summaries is not b.summaries:
            barred.add(i)
        changes = [(was, now) for was, now in zip(a.cells, b.cells, strict=True) if was is not now]
        for was, now in changes:
            same = {id(one) for one in was} & {id(one) for one in now}
            for one in (*was, *now):
                if id(one) not in same:
                    stale.update(of_card.get(one.card.id, ()))
                    if one.card.to_step:
                        barred.add(i)
        badged = [
            place for place, (was, now) in enumerate(zip(a.cells, b.cells, strict=True))
            if was is not now and any(one.plan.reach for one in (*was, *now))
        ]
        if badged and not b.is_curve:  # words keep clear of badges
            turned = {len(columns.boxes) - 1 - place if columns.rtl else place for place in badged}
            stale.update(
                key for key, route in wires.routes.items()
                if route.passes(i, turned) and route.words
            )
        if b.is_curve:
            places = [place for place, (was, now) in enumerate(zip(a.cells, b.cells, strict=True)) if was is not now]
            # a way from one feeling goes round the others of its step and leaves it beside the line to the next ones,
            # and those that pass keep away from their words
            for place in places:
                for one in (*a.cells[place], *b.cells[place]):
                    stale.update(of_card.get(one.card.id, ()))
                for point in neighbours((*a.series, *b.series), place):
                    stale.update(of_card.get(point.card.id, ()))
            if legend_rect(a.series, columns, context) != legend_rect(b.series, columns, context):
                # words keep clear of it, and may choose another gap for that
                stale.update(wires.members.get(("label", i, 0.0), ()))
                stale.update(
                    key for key, route in wires.routes.items()
                    if route.is_labelled_aside and route.lanes[0] < i <= route.lanes[1]
                )
            turned = {len(columns.boxes) - 1 - place if columns.rtl else place for place in places}
            stale.update(key for key, route in wires.routes.items() if route.passes(i, turned))
    if barred:
        stale.update(
            key for key, route in wires.routes.items() if any(route.lanes[0] <= i <= route.lanes[1] for i in barred)
        )
    carried = _carried(wires, before, after, first, stale) if first < len(lanes) else NOT_CARRIED
    if not stale and not carried.moved and not carried.grown:
        return replace(wires, tops=tuple(tops)) if moved else wires
    if not lanes or not columns.boxes:
        return NO_WIRES
    router = Router(columns, lanes, tops, context, wires.taken)
    wires = replace(wires, of_card=of_card, tops=tuple(tops), folded=folded)
    return _settled(wires, journey, stale, router, carried)


def _carried(
    wires: Wires,
    before: tuple[Sequence[LaneBox], Sequence[float]],
    after: tuple[Sequence[LaneBox], Sequence[float]],
    first: int,
    stale: set[str],
) -> Carried:
    """The connections to draw again, on the way they have, where lanes from ``first`` on have moved. Where another way
    may be better now they become stale; where all of the way moved with its lanes there is nothing to do."""
    (old_lanes, old_tops), (lanes, tops) = before, after
    old_levels, levels = (*old_tops, old_tops[-1] + old_lanes[-1].height), (*tops, tops[-1] + lanes[-1].height)
    moves = [b - a for a, b in zip(old_levels, levels, strict=True)]
    together: dict[tuple[int, int], bool] = {}
    grown = [b.height - a.height for a, b in zip(old_lanes, lanes, strict=True)]
    resized = {i: by for i, by in enumerate(grown) if by}
    curves = {i for i in resized if lanes[i].is_curve}
    carried = Carried(set(), set(), sum(map(abs, grown)))
    for key, route in wires.routes.items():
        lanes_of = route.lanes
        if lanes_of[1] < first:
            continue
        stays = together.get(lanes_of)
        if stays is None:
            stays = together[lanes_of] = _together(moves, lanes_of)
        if stays or key in stale:
            continue
        if curves.isdisjoint(route.ends) and route.stays(resized):
            as_was = not curves and not route.is_labelled_aside
            (carried.grown if as_was else carried.moved).add(key)
        else:
            stale.add(key)
    return carried


def _together(moves: Sequence[float], lanes: tuple[int, int]) -> bool:
    """Whether these lanes, and what lies under the last, have moved by the same."""
    own = moves[lanes[0] : lanes[1] + 2]
    return max(own) - min(own) < _SAME


def _of_card(journey: JourneyMap) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, one in journey.connections.items():
        found[one.start].append(key)
        found[one.end].append(key)
    return {card: tuple(keys) for card, keys in found.items()}


def _settled(
    wires: Wires, journey: JourneyMap, stale: set[str], router: Router,
    carried: Carried = NOT_CARRIED,
) -> Wires:
    """Find ways for ``stale``, give those ``carried`` theirs, then set every channel apart whose order may differ."""
    moved, grown = carried.moved, set(wires.grown | carried.grown)
    routes, seats, members = dict(wires.routes), dict(wires.seats), dict(wires.members)
    kept, offsets = dict(wires.kept), dict(wires.offsets)
    touched: dict[Channel, None] = {}
    gone: dict[Channel, set[str]] = defaultdict(set)
    come: dict[Channel, set[str]] = defaultdict(set)
    for key in (*stale, *moved):
        grown.discard(key)
        for seat in seats.pop(key, ()):
            touched[seat.channel] = None
            gone[seat.channel].add(key)
        was = routes.pop(key, None)
        if was is not None and key in moved:
            route: Route | None = was.standing(router.levels)
        else:
            route = _route(journey, key, router, wires.folded)
        if route is None:
            kept.pop(key, None)
            continue
        routes[key] = route
        seats[key] = seats_of(route, router)
        for seat in seats[key]:
            touched[seat.channel] = None
            come[seat.channel].add(key)
    fresh = {*stale, *moved}
    for channel in touched:
        inside = (members.get(channel, frozenset()) - gone[channel]) | come[channel]
        if not inside:
            members.pop(channel, None)
            continue
        members[channel] = inside
        for key in inside:
            _bring_up(key, routes, seats, grown, router)
        for seat_of, offset in spread(channel, inside, seats, router, routes):
            if abs(offsets.get(seat_of, 0.0) - offset) > _SAME:
                offsets[seat_of] = offset
                fresh.add(seat_of[0])
    for key in fresh & routes.keys():
        old = wires.kept.get(key)
        kept[key] = _wire(routes[key], len(seats[key]), offsets, router, old if isinstance(old, Wire) else None)
    for key in carried.grown - fresh:
        make = partial(_wire, routes[key], len(seats[key]), offsets, router)
        kept[key] = Later(routes[key].connection, kept[key].bounds.grown(carried.by), make)
    ordered = kept if kept.keys() == wires.kept.keys() else {key: kept[key] for key in sorted(kept)}
    same = ordered is kept and all(kept[key].connection is wires.kept[key].connection for key in fresh & kept.keys())
    kinds = wires.kinds if same else frozenset(wire.connection.kind for wire in ordered.values())
    return replace(
        wires, kept=ordered, routes=routes, seats=seats, members=members, offsets=offsets, kinds=kinds,
        grown=frozenset(grown), spans=[],
    )  # fmt: skip


def _bring_up(
    key: str, routes: dict[str, Route], seats: dict[str, tuple[Seat, ...]], grown: set[str], router: Router
) -> None:
    """Let a way that moved with its lanes say where it is now, and where it sits."""
    was = routes[key]
    route = routes[key] = was.standing(router.levels)
    by = route.tops[0] - was.tops[0]
    if key in grown:
        grown.discard(key)
        seats[key] = seats_of(route, router)
    elif by:
        seats[key] = tuple(seat.moved(by) for seat in seats[key])


def _route(journey: JourneyMap, key: str, router: Router, folded: Folded) -> Route | None:
    """A new way for a connection; None where a card of it neither shows nor is counted, or another stands for it."""
    connection = journey.connections.get(key)
    if connection is None or folded.hides(key):
        return None
    places: list[Place] = []
    ends = folded.pairs.get(key, (connection.start, connection.end))
    for end in ends[:2]:
        card = journey.cards.get(end) if isinstance(end, str) else None
        place = router.summary(end) if not isinstance(end, str) else router.place(card) if card is not None else None
        if place is None:
            return None
        places.append(place)
    if connection.start == connection.end:
        return None
    return router.route(connection, places[0], places[1], folded.stands_for.get(key, 1))


def _wire(
    route: Route, seats: int, offsets: Mapping[tuple[str, int], float], router: Router, old: Wire | None = None
) -> Wire:
    """A way with its tracks as a line with an arrowhead, in its first lane's coordinates; the old object where nothing
    differs."""
    route = route.standing(router.levels)
    connection = route.connection
    shift = [offsets.get((connection.id, i), 0.0) for i in range(seats)]
    points = tuple(_points(route, shift, router))
    label, label_rect = _label(route, shift, offsets.get((connection.id, WORDS_WIDE)), router)
    bounds = union(_boxes(points)).grown(REACH)
    bounds = bounds.united(label_rect.grown(3)) if label_rect else bounds
    fresh = Wire(connection, points, label, label_rect, bounds).moved(-route.tops[0])
    return old if old is not None and old.looks_like(fresh) else fresh


def _boxes(points: Sequence[Point]) -> list[Rect]:
    return [
        Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))
        for a, b in pairwise(points)
    ]


def _points(route: Route, shift: Sequence[float], router: Router) -> list[Point]:
    """The corners of a way, from card to card: ports, then where its legs cross, each moved to its track."""
    start = _port(route.start.points, shift[0])
    end = _port(route.end.points, shift[1])
    tracks = [
        (router.x(leg) if leg.way == "v" else router.y(leg)) + by
        for leg, by in zip(route.legs, shift[2:], strict=False)
    ]
    points = [*start, (tracks[0], start[-1][1])]
    for i in range(1, len(route.legs)):
        here, before = tracks[i], tracks[i - 1]
        points.append((before, here) if route.legs[i].way == "h" else (here, before))
    points += [(tracks[len(route.legs) - 1], end[-1][1]), *reversed(end)]
    return _plain(points)


def _port(points: Sequence[Point], by: float) -> list[Point]:
    return [(x, y + by) for x, y in points]


def _plain(points: Sequence[Point]) -> list[Point]:
    """The corners without those that lie on a straight line or on each other."""
    result: list[Point] = []
    for x, y in points:
        if result and abs(result[-1][0] - x) < 0.01 and abs(result[-1][1] - y) < 0.01:
            continue
        while len(result) > 1 and (
            abs(result[-2][0] - result[-1][0]) < 0.01 > abs(result[-1][0] - x)
            or abs(result[-2][1] - result[-1][1]) < 0.01 > abs(result[-1][1] - y)
        ):
            result.pop()
        result.append((x, y))
    return result


def _label(
    route: Route, shift: Sequence[float], width: float | None, router: Router
) -> tuple[TextPart | None, Rect | None]:
    """The words of a connection, in a gap between lanes, with what they cover; none where there is no room."""
    spots = label_spots(route, router)
    if spots is None or not width:
        return None, None
    context = router.context
    style, colours = context.styles.small, context.theme.colours
    by = shift[2 + spots.leg] if route.legs[spots.leg].way == "h" else 0.0
    x, w = shift[-1], width
    sides = {side for a, b, side in router.in_the_way(spots.gap) if a < x + w / 2 and x - w / 2 < b}
    if len(sides) == 1:
        by = -_ASIDE * sides.pop()  # away from what stands close to the line on one side
    y = spots.y + min(max(by, -_ASIDE), _ASIDE)
    rect = Rect(x - w / 2, y - style.line_height / 2, w, style.line_height)
    return TextPart(rect.x, rect.y, rect.w, route.words, style, colours.ink, "centre", 1), rect
