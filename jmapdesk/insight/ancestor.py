"""Which earlier state of a map another state of it came from, so that the two can be merged over it.

A sync program or a colleague does not say what their side began with. A state of ours is in theirs as far as what we
changed up to it is there: where a record of theirs still is as it was before that change, they did not have it. Too
old a state is safe, since what both sides have is then just what both did; too new a one would take what the other
side never had for what it took back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap


def latest_common(earlier: Sequence[JourneyMap], theirs: JourneyMap, *, sure: bool = True) -> JourneyMap:
    """The latest of our earlier states, the oldest first, that theirs came from. A map without anything where none is
    known, over which a merge loses nothing and asks about all that differs.

    With ``sure`` no state is taken for it unless some step of ours shows on which side of it theirs stands. Without,
    theirs is known to lie where our last state lay: so it came from that one, unless a step shows otherwise. Walks all
    records of all states.
    """
    base, shown = (earlier[0] if earlier else None), not sure
    for before, state in pairwise(earlier):
        had = {_has(old, new, other) for old, new, other in _changed(before, state, theirs)}
        shown = shown or True in had or False in had
        if False in had or (sure and had == {None}):
            break
        base = state
    return base if base is not None and shown else JourneyMap(id=theirs.id)


def _has(before: Any, after: Any, other: Any) -> bool | None:
    """Whether the other side has a change of ours; None where it has neither state of the record."""
    if other == after:
        return True
    return False if other == before else None


def _changed(before: JourneyMap, after: JourneyMap, theirs: JourneyMap) -> Iterator[tuple[Any, Any, Any]]:
    for name in (*SINGLES, "extra"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield old, new, getattr(theirs, name)
    for name in COLLECTIONS:
        was: Mapping[str, Any] = getattr(before, name)
        now: Mapping[str, Any] = getattr(after, name)
        other: Mapping[str, Any] = getattr(theirs, name)
        for key in {**was, **now}:
            if was.get(key) != now.get(key):
                yield was.get(key), now.get(key), other.get(key)
