"""Bringing parked cards back to the map: into a cell, or where its lane is not for them into the nearest that is."""

from __future__ import annotations

from collections.abc import Iterable

from jmapdesk.edit.base import need
from jmapdesk.edit.cells import Place, landing_kind
from jmapdesk.edit.housing import house, landing
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.ids import NewId


def unpark(journey: JourneyMap, ids: Iterable[str], lane: str, step: str, new_id: NewId) -> JourneyMap:
    """The map with cards at the end of a cell, one below another; a card of words takes the kind of its lane.

    What the lane does not take goes to the nearest lane of that step that does, or to a new one. A feeling whose
    step has one stays where it is. Raises JmapError for unknown ids.
    """
    for key in ids:
        kind = need(journey.cards, key, "card").kind
        into = lane if landing_kind(kind, need(journey.lanes, lane, "lane").kind) is not None else None
        nearest = landing(journey, lane, kind) if into is None else None
        made, place = journey, Place(into or (nearest.id if nearest is not None else ""), step)
        if not place.lane:
            made, place = house(journey, kind, new_id, step, lane)
        placed = move_into_cell(made, (key,), place)
        journey = placed if placed is not made else journey
    return journey
