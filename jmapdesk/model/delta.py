"""What differs between two maps: computed by identity, never announced by hand.

One mechanism for undo, redraw, recovery, comparing and merging.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, islice
from operator import is_not
from typing import Any, NamedTuple

from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap, with_parts
from jmapdesk.model.record import Record


class Change(NamedTuple):
    """One record before and after; None before means added, None after removed.

    ``collection`` names the part of the map; ``id`` is empty for a part that exists once (``about``, ``look`` …)
    and for ``extra``, where ``before`` and ``after`` are mappings.
    """

    collection: str
    id: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Delta:
    """All changes between two maps, in the order of the file's parts."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def touched(self, collection: str) -> tuple[Change, ...]:
        """The changes in one part of the map."""
        return tuple(change for change in self.changes if change.collection == collection)

    def inverted(self) -> Delta:
        """The way back."""
        return Delta(tuple(Change(c.collection, c.id, c.after, c.before) for c in self.changes))


def delta(old: JourneyMap, new: JourneyMap) -> Delta:
    """What must change in ``old`` to make ``new``. Costs one identity check a record in parts that differ."""
    changes: list[Change] = []
    for name in (*SINGLES, "extra"):
        before, after = getattr(old, name), getattr(new, name)
        if before is not after:
            changes.append(Change(name, "", before, after))
    for name in COLLECTIONS:
        before, after = getattr(old, name), getattr(new, name)
        if before is after:
            continue
        changes.extend(_changes(name, before, after))
    return Delta(tuple(changes))


def _changes(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """The changes in one collection.

    An edit keeps the other records in their places and appends new ones, so that most often both can be walked side
    by side, several times faster than looking every record up.
    """
    # after an edit the keys are the very same objects, which is told sooner than that they are equal
    if len(before) <= len(after) and (
        not any(map(is_not, before, after)) or list(before) == list(islice(after, len(before)))
    ):
        for key in compress(before, map(is_not, before.values(), after.values())):
            yield Change(name, key, before[key], after[key])
        for key in islice(after, len(before), None):
            yield Change(name, key, None, after[key])
        return
    get_after = after.get
    for key, record in before.items():
        if get_after(key) is not record:
            yield Change(name, key, record, get_after(key))
    for key in after.keys() - before.keys():
        yield Change(name, key, None, after[key])


def apply(journey: JourneyMap, difference: Delta) -> JourneyMap:
    """The map with the changes made, whatever it held in those places before."""
    parts: dict[str, Any] = {}
    for change in difference.changes:
        if change.collection not in COLLECTIONS:
            parts[change.collection] = change.after
            continue
        if change.collection not in parts:
            parts[change.collection] = dict(getattr(journey, change.collection))
        if change.after is None:
            parts[change.collection].pop(change.id, None)
        else:
            parts[change.collection][change.id] = change.after
    return with_parts(journey, **parts) if parts else journey


def same(one: JourneyMap, other: JourneyMap) -> bool:
    """Whether two maps hold equal content, record by record (ids included)."""
    if one.id != other.id:
        return False
    for change in delta(one, other).changes:
        before, after = change.before, change.after
        if isinstance(before, Record) and isinstance(after, Record) and before == after:
            continue
        if before == after:
            continue
        return False
    return True
