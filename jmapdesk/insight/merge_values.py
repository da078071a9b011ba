"""Values of two sides joined over what both began with: single ones, lists, named values. Pure, and blind to sides:
exchanging the two gives the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from jmapdesk.model.record import Record

ABSENT: Final = type("Absent", (), {"__repr__": lambda self: "ABSENT"})()
"""What an unknown field is where a record does not have it."""

_WHOLE: Final = frozenset({"scale", "corners", "sides"})
"""Lists that mean something only as a whole."""

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "ballots": ("id",),
    "readings": ("as_of", "source"),
    "milestones": ("name",),
    "links": ("kind", "target", "card"),
    "dismissed": ("finding", "card"),
    "agenda": ("prompt",),
}
"""What tells one entry of a list of records from another."""


class Clash(NamedTuple):
    """A field that both sides changed, each in its own way; what each made of it, as plain values."""

    field: str
    sides: tuple[Any, Any]


class Joined(NamedTuple):
    """A value that holds what both sides did, and the fields where that was not possible."""

    value: Any
    clashes: tuple[Clash, ...] = ()


def plain(value: Any) -> Any:
    """A value as JSON has it: records without what equals its default, lists for tuples, null for what is absent."""
    if isinstance(value, Record):
        fields = type(value).model_fields
        shown = {
            name: plain(inner)
            for name, inner in value.__dict__.items()
            if name in fields and inner != fields[name].get_default(call_default_factory=True)
        }
        return shown | {name: plain(inner) for name, inner in sorted((value.__pydantic_extra__ or {}).items())}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return None if value is ABSENT else value


def text_of(value: Any) -> str:
    """A value as one text: equal texts for equal values, and only for those."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same in a file; ``True`` is not ``1`` there."""
    if one is other:
        return True
    if one is ABSENT or other is ABSENT:
        return False
    if type(one) is type(other) and isinstance(one, str | int | None):
        return bool(one == other)
    return text_of(one) == text_of(other)


def by_content(sides: Sequence[Any]) -> list[Any]:
    """Values in an order of their own, the fullest first: whose they are does not matter.

    One that says null comes before one that is absent: as text they are the same.
    """
    return sorted(sides, key=lambda side: (side is ABSENT, -len(text_of(side)), text_of(side)))


def joined(name: str, base: Any, ours: Any, theirs: Any) -> Joined:
    """One field of both sides; where they cannot be joined, the fuller value stands and the clash is told."""
    if equal(ours, theirs) or equal(theirs, base):
        return Joined(ours)
    if equal(ours, base):
        return Joined(theirs)
    if isinstance(ours, tuple) and isinstance(theirs, tuple) and name not in _WHOLE:
        held = _lists(name, base if isinstance(base, tuple) else (), ours, theirs)
        if held is not None:
            return Joined(held)
    return clash(name, ours, theirs)


def clash(name: str, ours: Any, theirs: Any) -> Joined:
    """Both sides' values of a field that cannot be joined."""
    first, second = by_content((ours, theirs))
    return Joined(first, (Clash(name, (plain(first), plain(second))),))


def joined_names(name: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Joined:
    """Named values of both sides, name by name; a clash is told as ``colours.ink``."""
    result: dict[str, Any] = {}
    clashes: list[Clash] = []
    for key in sorted({*ours, *theirs}):
        one = joined(
            f"{name}.{key}" if name else key, base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT)
        )
        clashes.extend(one.clashes)
        if one.value is not ABSENT:
            result[key] = one.value
    return Joined(result, tuple(clashes))


# Lists


def _lists(name: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...] | None:
    """Both lists as one, entry by entry; None where their entries or their orders contradict each other."""
    keyed = [_keyed(name, entries) for entries in (base, ours, theirs)]
    if any(one is None for one in keyed):
        return None
    before, mine, other = (one or {} for one in keyed)
    held: dict[Hashable, Any] = {}
    for key in {**mine, **other}:
        b, o, t = before.get(key, ABSENT), mine.get(key, ABSENT), other.get(key, ABSENT)
        if equal(o, t) or equal(t, b):
            value = o
        elif equal(o, b):
            value = t
        else:
            return None
        if value is not ABSENT:
            held[key] = value
    if _replaced_twice(before, mine, other):
        return None
    order = _order([*before], [key for key in mine if key in held], [key for key in other if key in held])
    return None if order is None else tuple(held[key] for key in order)


def _keyed(name: str, entries: Sequence[Any]) -> dict[Hashable, Any] | None:
    """The entries by what tells them apart; None where that does not."""
    fields = _KEYS.get(name)
    keys: list[Hashable] = [
        entry if isinstance(entry, str) else tuple(getattr(entry, f) for f in fields) if fields else text_of(entry)
        for entry in entries
    ]
    return dict(zip(keys, entries, strict=True)) if len({*keys}) == len(keys) else None


def _replaced_twice(base: Mapping[Hashable, Any], ours: Mapping[Hashable, Any], theirs: Mapping[Hashable, Any]) -> bool:
    """Whether both sides put something else in the place of the same entry."""
    gone = base.keys() - ours.keys() - theirs.keys()
    return bool(gone and ours.keys() - base.keys() - theirs.keys() and theirs.keys() - base.keys() - ours.keys())


def _order(base: list[Hashable], ours: list[Hashable], theirs: list[Hashable]) -> list[Hashable] | None:
    """The keys of both in one order; None where both changed it, each in its own way.

    What both have in one order stays in it, with the additions of each between what they stood between. Else it is the
    order of the side that changed it, with the other's additions after what they stood after.
    """
    common = {*base} & {*ours} & {*theirs}
    before, mine, other = ([key for key in keys if key in common] for keys in (base, ours, theirs))
    if mine == other:
        both = {*ours} & {*theirs}
        if [key for key in ours if key in both] == [key for key in theirs if key in both]:
            return _interleaved(ours, theirs, both)
        lead, follow = sorted((ours, theirs), key=lambda keys: [str(key) for key in keys])
    elif mine == before:
        lead, follow = theirs, ours
    elif other == before:
        lead, follow = ours, theirs
    else:
        return None
    order = list(lead)
    for place, key in enumerate(follow):
        if key not in order:
            after = follow[place - 1] if place else None
            order.insert(order.index(after) + 1 if after is not None else 0, key)
    return order


def _interleaved(ours: list[Hashable], theirs: list[Hashable], both: Collection[Hashable]) -> list[Hashable]:
    """Two lists as one, by what both have in the same order; between that always the smaller of the two next keys.

    So three lists give the same one whichever two of them are joined first.
    """
    result: list[Hashable] = []
    mine, other = list(reversed(ours)), list(reversed(theirs))
    while mine or other:
        if mine and other and mine[-1] in both and other[-1] in both:
            other.pop()
            result.append(mine.pop())
        elif not other or other[-1] in both or (mine and mine[-1] not in both and str(mine[-1]) < str(other[-1])):
            result.append(mine.pop())
        else:
            result.append(other.pop())
    return result
