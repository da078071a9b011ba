"""The map itself: its records in dicts by id."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from jmapdesk.model.record import Record
from jmapdesk.model.records import (
    About,
    Asset,
    Backdrop,
    Base,
    Card,
    Comment,
    Conflict,
    Connection,
    Initiative,
    Lane,
    Look,
    Persona,
    Preset,
    Review,
    Source,
    Stage,
    View,
    VoteRound,
    Workshop,
)

COLLECTIONS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "personas": Persona,
        "stages": Stage,
        "lanes": Lane,
        "cards": Card,
        "connections": Connection,
        "sources": Source,
        "vote_rounds": VoteRound,
        "initiatives": Initiative,
        "reviews": Review,
        "comments": Comment,
        "views": View,
        "presets": Preset,
        "backdrops": Backdrop,
        "conflicts": Conflict,
        "assets": Asset,
    }
)
"""The collections of a map and the record each holds."""

SINGLES: Mapping[str, type[Record]] = MappingProxyType(
    {"base": Base, "about": About, "look": Look, "workshop": Workshop}
)
"""The parts of a map that exist once."""


@dataclass(frozen=True, slots=True, eq=False)
class JourneyMap:
    """A journey map, as a value. Never change the dicts: every edit makes a new map that shares what it kept.

    Compare two maps with ``jmapdesk.model.delta.same`` (or look at their delta): identity is what tells edits
    apart, and comparing 10,000 records field by field has no place in a hot path.
    """

    id: str
    base: Base | None = None
    about: About = field(default_factory=About)
    look: Look = field(default_factory=Look)
    personas: Mapping[str, Persona] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    connections: Mapping[str, Connection] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    vote_rounds: Mapping[str, VoteRound] = field(default_factory=dict)
    initiatives: Mapping[str, Initiative] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    presets: Mapping[str, Preset] = field(default_factory=dict)
    workshop: Workshop = field(default_factory=Workshop)
    backdrops: Mapping[str, Backdrop] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Top-level fields of the file that this version does not know."""


def with_parts(journey: JourneyMap, **parts: Any) -> JourneyMap:
    """The map with some of its parts (``about``, ``cards`` …) replaced; the very same map if none differs."""
    if all(getattr(journey, name) is value for name, value in parts.items()):
        return journey
    return dataclasses.replace(journey, **parts)


def with_record(journey: JourneyMap, collection: str, record: Record) -> JourneyMap:
    """The map with one record put in, new or in place of the one with its id."""
    records: Mapping[str, Record] = getattr(journey, collection)
    key: str = getattr(record, "id")  # noqa: B009 - every collection's record has an id; Record itself has none
    if records.get(key) is record:
        return journey
    return with_parts(journey, **{collection: {**records, key: record}})


def with_records(journey: JourneyMap, collection: str, changed: Mapping[str, Record | None]) -> JourneyMap:
    """The map with several records put in or, where the value is None, taken out."""
    records: Mapping[str, Record] = getattr(journey, collection)
    if all(records.get(key) is value for key, value in changed.items()):
        return journey
    result = dict(records)
    for key, value in changed.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return with_parts(journey, **{collection: result})
