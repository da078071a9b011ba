"""A map handed out in packs, as tests do it: without files."""

from __future__ import annotations

from jmapdesk.exchange.packs import make_packs, pack_of
from jmapdesk.insight.homecoming import Homecoming, Pack, bring_home
from jmapdesk.insight.parts import groups
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import counting_ids


def handed_out(journey: JourneyMap, by: str = "stage", number: int | None = None) -> list[JourneyMap]:
    """The packs' maps, as they open on another laptop."""
    made = make_packs(journey, by, groups(journey, by, number), counting_ids("pack"))
    return [load_bytes(dump(one.journey), one.file).journey for one in made]


def came_back(home: JourneyMap, *packs: JourneyMap) -> list[Pack]:
    """The packs as they come out of their files."""
    return [pack_of(load_bytes(dump(one), "x").journey, f"{one.id}.jmap", home) for one in packs]


def brought(home: JourneyMap, *packs: JourneyMap) -> Homecoming:
    """The map with packs brought home."""
    return bring_home(home, came_back(home, *packs))
