"""Where a large print is cut into sheets, one direction at a time: no card is cut where that can be had.

Everything counts in millimetres along one side of the poster. Sheets overlap; what is printed twice can be trimmed off
one of the two, so a card is whole where one sheet shows all of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

_HAIR: Final = 0.01
"""Millimetres within which two places are the same."""
_EASE: Final = 1.5
"""Millimetres shown before something that the sheet before it cuts, so that it can be trimmed beside it."""
_LEAST_STEP: Final = 0.25
"""The least share of a sheet that each further one must show for the first time."""


class Span(NamedTuple):
    """From where to where something reaches."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Strip:
    """What one sheet shows along one direction, and where it is trimmed to meet its neighbours."""

    start: float
    end: float
    trim_start: float
    trim_end: float


class Blocks:
    """What should not be cut, along one direction: many things at the same place count once."""

    def __init__(self, spans: Iterable[Span]) -> None:
        known = sorted({Span(round(one.start, 3), round(one.end, 3)) for one in spans if one.end - one.start > _HAIR})
        self.spans: tuple[Span, ...] = tuple(known)
        self._starts = [one.start for one in known]
        self._ends = sorted(one.end for one in known)
        self._reach = list(accumulate((one.end for one in known), max))

    def no_longer_than(self, length: float) -> Blocks:
        """Those that fit on a sheet; the others are cut whatever is done."""
        return Blocks(one for one in self.spans if one.end - one.start <= length + _HAIR)

    def first_across(self, place: float) -> float | None:
        """Where the first of those begins that lie across a place; None where none does."""
        at = bisect_right(self._reach, place + _HAIR)
        if at < len(self._starts) and self._starts[at] < place - _HAIR:
            return self._starts[at]
        return None

    def across(self, place: float) -> int:
        """How many lie across a place."""
        begun = bisect_left(self._starts, place - _HAIR)
        ended = bisect_right(self._ends, place + _HAIR)
        return max(0, begun - ended)

    def edges(self, low: float, high: float) -> list[float]:
        """The places between two where something begins or ends."""
        found = self._starts[bisect_right(self._starts, low) : bisect_right(self._starts, high)]
        return sorted({*found, *self._ends[bisect_right(self._ends, low) : bisect_right(self._ends, high)]})


def plain_strips(length: float, room: float, overlap: float, head: float = 0.0) -> list[Strip]:
    """Strips of even size over a length, whatever they cut; ``head`` is what all but the first have less room."""
    count, reach = 1, room
    while reach < length - _HAIR:
        reach += room - head - overlap
        count += 1
    if count == 1:
        return [Strip(0.0, length, 0.0, length)]
    spare = (reach - length) / count
    strips: list[Strip] = []
    start = 0.0
    for i in range(count):
        end = start + (room if i == 0 else room - head) - spare
        strips.append(Strip(start, min(end, length), start, min(end, length)))
        start = end - overlap
    strips[-1] = replace(strips[-1], end=length, trim_end=length)
    return strips


def careful_strips(length: float, room: float, overlap: float, blocks: Blocks, head: float = 0.0) -> list[Strip]:
    """As few strips as show every block whole, ended where least is cut twice, of as even a size as that allows."""
    most = room - head
    held = blocks.no_longer_than(most - _EASE)
    strips = _walk(length, room, overlap, held, head)
    low, high = max(overlap * 2 + head, room / 3), room
    for _ in range(12):
        middle = (low + high) / 2
        if held.spans and max(one.end - one.start for one in held.spans) > middle - head - _EASE:
            low = middle
            continue
        tried = _walk(length, middle, overlap, held, head)
        if len(tried) <= len(strips):
            strips, high = tried, middle
        else:
            low = middle
    return strips


def trimmed(strips: Sequence[Strip], blocks: Blocks) -> list[Strip]:
    """The strips with the places where each is trimmed: in what two share, where least is cut, near its middle."""
    result = list(strips)
    for i, (one, other) in enumerate(pairwise(strips)):
        low, high = other.start, one.end
        middle = (low + high) / 2
        edges = blocks.edges(low, high)
        gaps = [(a + b) / 2 for a, b in zip([low, *edges], [*edges, high], strict=True)]
        place = min([middle, *gaps], key=lambda at: (blocks.across(at), abs(at - middle)))
        result[i] = replace(result[i], trim_end=place)
        result[i + 1] = replace(result[i + 1], trim_start=place)
    return result


def is_whole(span: Span, strips: Iterable[Strip]) -> bool:
    """Whether one of the strips shows all of a span."""
    return any(one.start <= span.start + _HAIR and span.end <= one.end + _HAIR for one in strips)


def _walk(length: float, room: float, overlap: float, blocks: Blocks, head: float) -> list[Strip]:
    """Strips from the start on, each ended where the next can begin furthest on."""
    strips: list[Strip] = []
    start, here = 0.0, room
    while True:
        if start + here >= length - _HAIR:
            strips.append(Strip(start, length, start, length))
            return strips
        end, following = _furthest(start, here, overlap, blocks)
        if following < start + here * _LEAST_STEP:
            # something is so long, or things interlock so, that a cut is better than a sheet for nothing
            end, following = start + here, start + here - overlap
        strips.append(Strip(start, end, start, end))
        start, here = following, room - head


def _furthest(start: float, room: float, overlap: float, blocks: Blocks) -> tuple[float, float]:
    """Where a strip ends, and where the next begins so that both together cut nothing."""
    last = start + room
    best = (last, start)
    for end in (last, *reversed(blocks.edges(start, last))):
        if end - overlap <= best[1] + _HAIR:
            break
        first = blocks.first_across(end)
        following = end - overlap if first is None else min(end - overlap, first - _EASE)
        if following > best[1] + _HAIR:
            best = (end, following)
    return best
