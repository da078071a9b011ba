"""Short ways to write down the records of a sample map by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from jmapdesk.model.journey import COLLECTIONS, JourneyMap
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import About, Card, Stage, Step
from jmapdesk.util.order_keys import keys_between

R = TypeVar("R", bound=Record)


def ordered(records: Iterable[R]) -> tuple[R, ...]:
    """The records with order keys that keep them as they stand."""
    given = tuple(records)
    keys = keys_between(None, None, len(given))
    return tuple(replace(record, order=key) for record, key in zip(given, keys, strict=True))


def stage(key: str, name: str, goal: str, steps: Iterable[Step], colour: str = "") -> Stage:
    """A stage with its steps in order."""
    return Stage(id=key, name=name, goal=goal, colour=colour, steps=ordered(steps))


def row(lane: str, kind: str, cards: Iterable[tuple[Any, ...]]) -> list[Card]:
    """The cards of a lane: ``(id, step, text)`` or ``(id, step, text, {more fields})``."""
    made = []
    for key, step, text, *more in cards:
        fields: Mapping[str, Any] = more[0] if more else {}
        made.append(Card(id=key, lane=lane, step=step, kind=kind, text=text, **fields))
    return made


def by_lane(cards: Iterable[Card]) -> list[Card]:
    """The cards with order keys: within a lane they stand as they were given."""
    lanes: dict[str | None, list[Card]] = {}
    for card in cards:
        lanes.setdefault(card.lane, []).append(card)
    return [card for lane in lanes.values() for card in ordered(lane)]


def journey(key: str, about: About, **parts: Any) -> JourneyMap:
    """A map: collections are given as lists, whatever exists once as it is."""
    placed: dict[str, Any] = {}
    for name, value in parts.items():
        if name in ("personas", "stages", "lanes"):
            value = ordered(value)
        elif name == "cards":
            value = by_lane(value)
        placed[name] = {record.id: record for record in value} if name in COLLECTIONS else value
    return JourneyMap(id=key, about=about, **placed)
