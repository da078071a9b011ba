"""Where connections are set apart: gutters, gaps between lanes, sides of cards, room for words.

The tracks in a channel depend on the ways that lie in it alone, so an edit sorts only the channels it touched.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from jmapdesk.layout.routes import Leg, Port, Route, Router

_TRACKS = 4.0
"""How far apart ways in one channel are where there is room."""
_PORTS = 7.0
"""How far apart connections at one side of a card are where there is room."""
_SLACK = 6.0
"""Ways in one channel that come so near to each other's ends take two tracks."""
_BESIDE, _OVER, _BELOW_SPAN = 4.5, 6.0, 1.5
"""How far from the middle of a gutter, of a gap between lanes and of the gap under a span tracks may lie."""
_AWAY = 1.0
"""How far tracks keep from the words of feelings, which may reach into a gutter or a gap."""
WORDS_WIDE = -1
"""Stands for a seat in what ``spread`` gives: how wide the words of a way are, which have none."""
_CUTS = (120.0, 84.0, 60.0, 42.0, 28.0)
"""How wide words are at most in a gap that has too little room for them all, the first of these that helps."""
_BESIDE_WORDS, _TOUCH = 3.0, 1e-6
"""The room words keep at either side, and what numbers lose when they are added."""

Channel: TypeAlias = tuple[str, str | int, float]
"""What it is (``v`` gutter, ``h`` level, ``port`` side of a card, ``label`` room for words), which, and its side."""


class Seat(NamedTuple):
    """What one way asks of one channel: a stretch of it, and what decides the order of tracks."""

    channel: Channel
    low: float = 0.0
    high: float = 0.0
    lean: float = 0.0
    runs: int = 0
    """Which way it crosses from one side of the channel to the other."""
    before: float = 0.0
    after: float = 0.0
    """How far its track may lie from the middle of the channel: left or up, right or down."""

    @property
    def tie(self) -> tuple[float, float]:
        """The order among ways of equal lean: those that turn back nest, those that cross over do not meet.

        It hangs on which end lies over which, not on how long a way is: so a lane that grows changes no order.
        """
        low, high = round(self.low, 3), round(self.high, 3)
        if self.lean:
            return (-low, high) if self.lean < 0 else (low, -high)
        return self.runs * low, 0.0

    def moved(self, by: float) -> Seat:
        """The same seat where all its way is so much further down."""
        if self.channel[0] == "v":
            return self._replace(low=self.low + by, high=self.high + by)
        return self._replace(lean=self.lean + by) if self.channel[0] == "port" else self


class Spots(NamedTuple):
    """Where the words of a way may stand: middles from best to worst, the line they stand on, how wide they are.

    Where others stand at all of them, the nearest free place between ``low`` and ``high`` is taken.
    """

    leg: int
    y: float
    xs: tuple[float, ...]
    width: float
    gap: int
    low: float
    high: float


def seats_of(route: Route, router: Router) -> tuple[Seat, ...]:
    """The seats of a way: its two ports, its legs in order, then its label where it has one."""
    seats = [_port_seat(route, router, False), _port_seat(route, router, True)]
    seats += [_leg_seat(route, i, router) for i in range(len(route.legs))]
    spots = label_spots(route, router)
    if spots is not None:
        seats.append(Seat(("label", spots.gap, 0.0)))
    return tuple(seats)


def spread(
    channel: Channel, keys: Iterable[str], seats: Mapping[str, Sequence[Seat]], router: Router,
    routes: Mapping[str, Route],
) -> Iterator[tuple[tuple[str, int], float]]:  # fmt: skip
    """How far each way in a channel steps aside, by way and seat; for words the middle they stand at and their width.

    Words that find no room at all have no width.
    """
    inside = [(key, i, seat) for key in keys for i, seat in enumerate(seats[key]) if seat.channel == channel]
    if channel[0] == "label":
        yield from _labels(int(channel[1]), inside, router, routes)
    elif channel[0] == "port":
        yield from _ports(inside)
    else:
        for group in _groups(inside):
            yield from _tracks(group)


# --- seats --------------------------------------------------------------------------------------------------------


def _port_seat(route: Route, router: Router, at_end: bool) -> Seat:
    port, other = (route.end, route.start) if at_end else (route.start, route.end)
    end = route.at[1] if at_end else route.at[0]
    legs = route.legs[::-1] if at_end else route.legs
    to = router.y(legs[1]) if len(legs) > 1 else other.y
    name = end if isinstance(end, str) else "summary {} {}".format(*end)
    return Seat(("port", name, float(port.side)), port.up, port.down, lean=to)


def _leg_seat(route: Route, i: int, router: Router) -> Seat:
    legs, leg = route.legs, route.legs[i]
    if leg.way == "v":
        here = router.x(leg)
        came = _turn(route.start, legs[i - 2] if i > 1 else None, here, router)
        goes = _turn(route.end, legs[i + 2] if i + 2 < len(legs) else None, here, router)
        a = router.y(legs[i - 1]) if i else route.start.y
        b = router.y(legs[i + 1]) if i + 1 < len(legs) else route.end.y
        lanes = range(route.lanes[0], route.lanes[1] + 1)
        crossed = [n for n in lanes if router.levels[n] < max(a, b) and min(a, b) < router.levels[n + 1]]
        return _seat(("v", leg.at, 0.0), (a, b), (came, goes), _beside(leg.at, crossed, router))
    here = router.y(leg)
    a, b = router.x(legs[i - 1]), router.x(legs[i + 1])
    above = router.y(legs[i - 2]) if i > 1 else route.start.y
    below = router.y(legs[i + 2]) if i + 2 < len(legs) else route.end.y
    room = (_BELOW_SPAN, _BELOW_SPAN) if leg.under else _over(leg.at, sorted((legs[i - 1].at, legs[i + 1].at)), router)
    return _seat(("h", leg.at, leg.under), (a, b), (_sign(above - here), _sign(below - here)), room)


def _beside(gutter: int, lanes: Iterable[int], router: Router) -> tuple[float, float]:
    """The room left and right of the middle of a gutter, along these lanes."""
    x, last = router.gutters[gutter], len(router.gutters) - 1
    left = _BESIDE if gutter else -2.0
    right = _BESIDE if gutter < last else -2.0
    for n in lanes:
        if router.lanes[n].is_curve:
            if gutter:
                left = min([left, *(x - rect.right - _AWAY for rect in router.taken(n, gutter - 1))])
            if gutter < last:
                right = min([right, *(rect.x - x - _AWAY for rect in router.taken(n, gutter))])
    return left, right


def _over(gap: int, gutters: Sequence[int], router: Router) -> tuple[float, float]:
    """The room over and under the line between two lanes, from one gutter to another."""
    lanes, columns = router.lanes, range(gutters[0], gutters[1])
    up, down = (_OVER if gap else 0.0), (_OVER if gap < len(lanes) else 0.0)
    if gap and lanes[gap - 1].is_curve:
        up = min(up, lanes[gap - 1].height - router.taken_between(gap - 1, columns)[1] - _AWAY)
    if gap < len(lanes) and lanes[gap].is_curve:
        down = min(down, router.taken_between(gap, columns)[0] - _AWAY)
    return max(up, 0.0), max(down, 0.0)


def _turn(port: Port, leg: Leg | None, here: float, router: Router) -> int:
    """To which side of a gutter a way goes on: that of its card, or of the next gutter."""
    return -port.side if leg is None else _sign(router.x(leg) - here)


def _seat(channel: Channel, ends: tuple[float, float], turns: tuple[int, int], room: tuple[float, float]) -> Seat:
    """A stretch from a to b."""
    a, b = ends
    low = min(ends)
    first = a if turns[0] < 0 else b  # the end on the low side of the channel
    return Seat(channel, low, max(ends), sum(turns) / 2, -1 if first == low else 1, *room)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


# --- tracks -------------------------------------------------------------------------------------------------------


def _groups(inside: Sequence[tuple[str, int, Seat]]) -> Iterator[list[tuple[str, int, Seat]]]:
    """The ways of a channel in groups that pass each other."""
    group: list[tuple[str, int, Seat]] = []
    reach = 0.0
    for one in sorted(inside, key=lambda item: (round(item[2].low, 3), round(item[2].high, 3), item[0], item[1])):
        if group and one[2].low > reach + _SLACK:
            yield group
            group = []
        reach = max(reach, one[2].high) if group else one[2].high
        group.append(one)
    if group:
        yield group


def _tracks(group: Sequence[tuple[str, int, Seat]]) -> Iterator[tuple[tuple[str, int], float]]:
    """Give each way of a group the first track that is free along it, and each track its place."""
    taken: list[list[Seat]] = []
    track_of: list[tuple[tuple[str, int], int]] = []
    for key, i, seat in sorted(group, key=lambda item: (item[2].lean, item[2].tie, item[0], item[1])):
        track = 0
        for n, others in enumerate(taken):
            if any(seat.low <= other.high + _SLACK and other.low <= seat.high + _SLACK for other in others):
                track = n + 1
        if track == len(taken):
            taken.append([])
        taken[track].append(seat)
        track_of.append(((key, i), track))
    low, high = -min(seat.before for _, _, seat in group), min(seat.after for _, _, seat in group)
    if high < low:
        low = high = (low + high) / 2
    n = len(taken) - 1
    apart = min(_TRACKS, (high - low) / n) if n else 0.0
    first = min(max(-apart * n / 2, low), high - apart * n)
    for seat_of, track in track_of:
        yield seat_of, first + apart * track


def _ports(inside: Sequence[tuple[str, int, Seat]]) -> Iterator[tuple[tuple[str, int], float]]:
    """Connections at one side of a card, from top to bottom in the order of where they go."""
    ranked = sorted(inside, key=lambda one: (round(one[2].lean, 3), one[0], one[1]))
    above, below, n = ranked[0][2].low, ranked[0][2].high, len(ranked) - 1
    apart = min(_PORTS, (above + below) / n) if n else 0.0
    first = min(max(-apart * n / 2, -above), below - apart * n)
    for rank, (key, i, _) in enumerate(ranked):
        yield (key, i), first + apart * rank


# --- words --------------------------------------------------------------------------------------------------------


def label_spots(route: Route, router: Router) -> Spots | None:
    """Where the words of a way may stand: along a gap over the middle of a step, else where it crosses a gap."""
    words, style = route.words, router.context.styles.small
    if not words:
        return None
    levels = [i for i, leg in enumerate(route.legs) if leg.way == "h"]
    plain = [i for i in levels if not route.legs[i].under]
    for i in plain or levels:
        leg = route.legs[i]
        a, b = sorted((router.x(route.legs[i - 1]), router.x(route.legs[i + 1])))
        middle = (a + b) / 2
        steps = [box for box in router.columns.boxes if a < box.cx < b]
        xs = sorted((box.cx for box in steps), key=lambda x: (abs(x - middle), x))
        xs += sorted((box.cx + box.w * k for box in steps for k in (-0.3, 0.3)), key=lambda x: (abs(x - middle), x))
        width = router.context.shaper.measure(words, style, b - a - 12, 1).width + 4
        return Spots(i, router.y(leg), tuple(xs), min(width, b - a - 8), leg.at, a + 4, b - 4)
    leg, y0, y1 = route.legs[0], route.start.y, route.end.y
    crossed = [i for i, y in enumerate(router.levels) if min(y0, y1) < y < max(y0, y1)]
    if not crossed:
        return None
    width = router.context.shaper.measure(words, style, 150, 1).width + 4
    x = min(max(router.x(leg), router.gutters[0] + width / 2), router.gutters[-1] - width / 2)
    low, high = x - width / 2, x + width / 2
    # in the middle of the way, but rather where no others stand
    gap = min(crossed, key=lambda i: (
        any(a < high and low < b for a, b, _ in router.in_the_way(i)), abs(router.levels[i] - (y0 + y1) / 2), i,
    ))  # fmt: skip
    # beside the way, for further off nobody would see whose they are
    low, high = (router.gutters[max(0, min(len(router.gutters) - 1, leg.at + by))] for by in (-1, 1))
    return Spots(0, router.levels[gap], (x,), min(width, 154, high - low), gap, low, high)


def _labels(
    gap: int, inside: Sequence[tuple[str, int, Seat]], router: Router, routes: Mapping[str, Route]
) -> Iterator[tuple[tuple[str, int], float]]:
    """The words in one gap, each at its best place that nothing else has taken.

    Where there is too little room all are cut, no more than need be; where that does not help they may lie over what
    is fixed, and as a last resort some are left out: nobody could read words that lie over each other.
    """
    wanted = [(spots, key, i) for key, i, _ in inside if (spots := label_spots(routes[key], router)) is not None]
    # who has least room to go elsewhere comes first
    wanted.sort(key=lambda one: (one[0].high - one[0].low, one[1]))
    fixed = [(a, b) for a, b, _ in router.in_the_way(gap)]
    tries = [(most, things) for things in (fixed, ()) for most in (math.inf, *_CUTS)]
    best: list[tuple[float, float]] = []
    for most, things in tries:
        found = _placed([spots for spots, _, _ in wanted], things, most)
        left_out = sum(not width for _, width in found)
        if not best or left_out < sum(not width for _, width in best):
            best = found
        if not left_out:
            break
    for (_, key, i), (x, width) in zip(wanted, best, strict=True):
        yield (key, i), x
        yield (key, WORDS_WIDE), width


def _placed(
    wanted: Sequence[Spots], fixed: Sequence[tuple[float, float]], most: float
) -> list[tuple[float, float]]:
    """Where words stand that are no wider than ``most``, and how wide they are: cut where there is less room."""
    taken, found = list(fixed), list[tuple[float, float]]()
    for spots in wanted:
        width = min(spots.width, most)
        x = _free_spot(spots, width / 2 + _BESIDE_WORDS, taken)
        if x is None:
            a, b = _widest(spots, taken)
            x, width = (a + b) / 2, min(width, b - a - 2 * _BESIDE_WORDS)
            width = width if width >= _CUTS[-1] else 0.0
        if width:
            taken.append((x - width / 2 - _BESIDE_WORDS, x + width / 2 + _BESIDE_WORDS))
        found.append((x, width))
    return found


def _free_spot(spots: Spots, half: float, taken: Sequence[tuple[float, float]]) -> float | None:
    """The best place that is free, else the free one nearest to the best."""
    best = spots.xs[0]
    beside = [x for a, b in taken for x in (a - half, b + half) if spots.low <= x - half and x + half <= spots.high]
    for x in (*spots.xs, *sorted(beside, key=lambda x: (abs(x - best), x))):
        if not any(x - half < b - _TOUCH and a + _TOUCH < x + half for a, b in taken):
            return x
    return None


def _widest(spots: Spots, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The widest stretch that nothing has taken; of equal ones the first."""
    best, at = (spots.low, spots.low), spots.low
    for a, b in (*sorted(taken), (spots.high, spots.high)):
        end = min(a, spots.high)
        if end - at > best[1] - best[0] + _TOUCH:
            best = (at, end)
        at = max(at, b)
    return best
