"""Maps to measure with, made once for each size."""

from __future__ import annotations

from functools import cache

from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.writing import dump
from tests.builders import big_map


@cache
def map_of(cards: int) -> JourneyMap:
    """The map with that many cards."""
    return big_map(cards)


@cache
def bytes_of(cards: int) -> bytes:
    """Its file."""
    return dump(map_of(cards))
