"""Which records refer to which others, and what becomes of a reference that points at nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.naming import NOUNS
from jmapdesk.model.record import Record, replace


class Dangling(NamedTuple):
    """A reference to something the map does not hold: the record, its field, the id looked for.

    ``field`` of a nested record is written ``readings.source``; ``id`` is empty for a part that exists once.
    """

    collection: str
    id: str
    field: str
    missing: str


REFERENCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "personas": {"portrait": "assets", "sources": "sources"},
        "cards": {
            "lane": "lanes",
            "step": "steps",
            "to_step": "steps",
            "sources": "sources",
            "personas": "personas",
            "persona": "personas",
            "pains": "cards",
            "initiative": "initiatives",
            "from_step": "steps",
            "asset": "assets",
            "readings.source": "sources",
        },
        "connections": {"start": "cards", "end": "cards"},
        "vote_rounds": {"ballots.card": "cards"},
        "reviews": {"dismissed.card": "cards"},
        "comments": {"target": "records"},
        "views": {"hidden_stages": "stages", "hidden_lanes": "lanes"},
        "workshop": {"agenda.lanes": "lanes"},
        "backdrops": {"asset": "assets"},
    }
)
"""The fields that hold ids, and the collection the id is looked up in (``records`` means any of them)."""

PLACE = "place"
"""The field of a conflict about where a card or a step stands; its sides name all that makes a place."""

PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"cards": ("lane", "step", "to_step", "order"), "steps": ("stage", "order")}
)
"""What makes the place of a record: the ids of what it stands in, and its key in the order there."""

_NEEDED = frozenset({("connections", "start"), ("connections", "end"), ("backdrops", "asset"), ("ballots", "card")})
"""References without which the record means nothing: it goes when they dangle."""


def dangling(journey: JourneyMap) -> list[Dangling]:
    """Every reference of the map that points at nothing, in the order of ``REFERENCES``."""
    ids = all_ids(journey)
    found: list[Dangling] = []
    for collection, table in REFERENCES.items():
        for record in records_of(journey, collection):
            found.extend(
                Dangling(collection, record.__dict__.get("id", ""), name, missing)
                for name, target in table.items()
                for missing in named(record, name)
                if missing not in ids[target]
            )
    return found


class _Everything(Collection[str]):
    """All ids of a map; gathered when first asked for, because few maps have comments."""

    def __init__(self, journey: JourneyMap, steps: Collection[str]) -> None:
        self._journey, self._steps = journey, steps
        self._ids: set[str] | None = None

    def _all(self) -> set[str]:
        if self._ids is None:
            self._ids = {key for name in COLLECTIONS for key in getattr(self._journey, name)} | set(self._steps)
        return self._ids

    def __contains__(self, key: object) -> bool:
        return key in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def all_ids(journey: JourneyMap) -> dict[str, Collection[str]]:
    """The ids of each collection, of ``steps``, and of all ``records`` together."""
    ids: dict[str, Collection[str]] = {name: getattr(journey, name).keys() for name in COLLECTIONS}
    ids["steps"] = queries.step_indexes(journey)
    ids["records"] = _Everything(journey, ids["steps"])
    return ids


def records_of(journey: JourneyMap, collection: str) -> Iterable[Record]:
    """The records of a collection; of a part that exists once, that one."""
    part = getattr(journey, collection)
    return (part,) if collection in SINGLES else part.values()


def named(record: Record, name: str) -> tuple[str, ...]:
    """The ids that a field of ``REFERENCES`` holds; ``readings.source`` looks into each reading."""
    outer, _, inner = name.partition(".")
    value = record.__dict__[outer]
    if inner:
        return tuple(key for nested in value for key in named(nested, inner))
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def mend(collection: str, record: Record, ids: Mapping[str, Collection[str]], lost: list[str]) -> Record | None:
    """The record without the references that point at nothing, or None where it means nothing without them.

    ``lost`` collects the collections something was missing from.
    """
    changes: dict[str, Any] = {}
    for name, target in REFERENCES[collection].items():
        missing = [key for key in named(record, name) if key not in ids[target]]
        if not missing:
            continue
        lost.extend(target for _ in missing)
        if (collection, name) in _NEEDED:
            return None
        outer, _, inner = name.partition(".")
        value = changes.get(outer, record.__dict__[outer])
        if not inner:
            changes[outer] = _kept(value, ids[target])
        elif (outer, inner) in _NEEDED:
            changes[outer] = tuple(nested for nested in value if nested.__dict__[inner] in ids[target])
        else:
            changes[outer] = tuple(
                replace(nested, **{inner: _kept(nested.__dict__[inner], ids[target])}) for nested in value
            )
    return replace(record, **changes) if changes else record


def _kept(value: Any, ids: Collection[str]) -> Any:
    if value is None or isinstance(value, str):
        return value if value in ids else None
    return tuple(key for key in value if key in ids)


def missing_words(lost: Sequence[str]) -> str:
    """``a source``, ``2 sources``, ``a source and a persona``: what references looked for and did not find."""
    parts = []
    for target in dict.fromkeys(lost):
        noun, count = NOUNS[target], lost.count(target)
        article = "an" if noun[0] in "aeiou" else "a"
        parts.append(f"{article} {noun}" if count == 1 else f"{count} {noun}s")
    return " and ".join(parts)
