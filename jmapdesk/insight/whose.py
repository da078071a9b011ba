"""Whose each side of a conflict is: the map remembers by marks which group brought which value; the rest is compared.

A mark is made of a place and the value there, as a conflict keeps its sides. Marks do not hang on the order in which
packs come home, so that the map does not either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from jmapdesk.edit.conflicts import is_open, shown_value
from jmapdesk.insight.differences import differences, values_of
from jmapdesk.insight.merge_values import ABSENT, equal, plain, text_of
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Conflict
from jmapdesk.model.references import PLACE, REFERENCES, named

YOURS: Final = "yours"
_LONGEST: Final = 60
"""Letters of a group's name that are told."""


class Other(NamedTuple):
    """The other side of a merge: what its file or its person is called, and its map."""

    name: str
    journey: JourneyMap


def with_group(by_group: Sequence[str], name: str, given: JourneyMap, theirs: JourneyMap) -> tuple[str, ...]:
    """The marks with those of what a group made of what it was given."""
    return tuple(sorted({*by_group, *(f"{mark} {name}" for mark in _marks(given, theirs))}))


def by_groups(by_group: Sequence[str], conflict: Conflict) -> tuple[str, ...]:
    """The groups that brought each side, in the order of the sides; empty where none did, as for what was there."""
    place = (conflict.collection, conflict.record, conflict.field)
    names: list[str] = []
    for side in conflict.sides if by_group else ():
        mark = f"{_mark(*place, side)} "
        found = {" ".join(one.removeprefix(mark).split())[:_LONGEST] for one in by_group if one.startswith(mark)}
        names.append(", ".join(sorted(found)))
    return _rest_yours(conflict, names)


def by_comparing(before: JourneyMap, other: Other, conflict: Conflict) -> tuple[str, ...]:
    """Whose each side is after a merge of the map ``before`` with another one; empty where that cannot be told."""
    names: list[str] = []
    for side in conflict.sides:
        has = [_has(journey, conflict, side) for journey in (before, other.journey)]
        names.append(YOURS if has == [True, False] else other.name if has == [False, True] else "")
    return tuple(names)


def _rest_yours(conflict: Conflict, names: list[str]) -> tuple[str, ...]:
    """What no group brought was in the map; but that a group's deletion met need not be anybody's change."""
    if any(names) and names.count("") == 1 and conflict.field:
        names = [name or YOURS for name in names]
    return tuple(names)


def _has(journey: JourneyMap, conflict: Conflict, side: Any) -> bool:
    if not conflict.field and conflict.collection != "base":
        return is_open(journey, conflict) == (side is not None)
    if not is_open(journey, conflict):
        return False
    value = shown_value(journey, conflict)
    return equal(plain(None if value is ABSENT else value), plain(side))


def _mark(collection: str, record: str, field: str, side: Any) -> str:
    said = text_of([collection, record, field, side])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def _marks(given: JourneyMap, theirs: JourneyMap) -> Iterator[str]:
    for one in differences(given, theirs):
        if one.collection in ("workshop", "conflicts"):
            continue
        if one.after is None:
            yield _mark(one.collection, one.id, "", None)
            continue
        new = values_of(one.collection, one.after)
        for field in one.fields:
            yield _mark(one.collection, one.id, field, new.get(field))
        if one.id:
            yield _mark(one.collection, one.id, "", {"id": one.id})
        if one.collection == "steps":
            yield _mark("stages", new[PLACE]["stage"], "", {"id": new[PLACE]["stage"]})
        for field, target in REFERENCES.get(one.collection, {}).items():
            yield from (_mark(target, key, "", {"id": key}) for key in named(one.after, field))
