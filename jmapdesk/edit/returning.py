"""Bringing back what was made once and dropped: cards stand where they stood, as far as the map still has that."""

from __future__ import annotations

from jmapdesk.edit.cells import Place, feelings_fit, landing_kind, place_keys
from jmapdesk.edit.parking import parked_keys
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card


def put_back(journey: JourneyMap, before: JourneyMap, after: JourneyMap) -> JourneyMap:
    """The map with the cards and connections that ``after`` has and ``before``, the map it was made of, has not.

    A card whose lane or step is gone, or whose place another feeling took, is parked; a connection comes back where
    both its cards are there. Walks all cards.
    """
    if journey is before:
        return after
    for key, card in after.cards.items():
        if key not in before.cards and key not in journey.cards:
            journey = _with_card(journey, card, after)
    for key, arrow in after.connections.items():
        ends = arrow.start in journey.cards and arrow.end in journey.cards
        if ends and key not in before.connections and key not in journey.connections:
            journey = with_record(journey, "connections", arrow)
    return journey


def _with_card(journey: JourneyMap, card: Card, stood: JourneyMap) -> JourneyMap:
    aside = replace(card, lane=None, step=None, to_step=None, order=parked_keys(journey, 1)[0])
    lane = journey.lanes.get(card.lane or "")
    if lane is None or card.step is None or queries.stage_of_step(journey, card.step) is None:
        return with_record(journey, "cards", aside)
    if landing_kind(card.kind, lane.kind, convert=False) is None or not feelings_fit(journey, (card,)):
        return with_record(journey, "cards", aside)
    there = [one.id for one in queries.cell_cards(journey, lane.id, card.step)]
    stood_there = [one.id for one in queries.cell_cards(stood, lane.id, card.step)]
    above = {*stood_there[: stood_there.index(card.id)]}
    # right below the last card that it stood below, else on top
    at = max((i for i, key in enumerate(there, 1) if key in above), default=0)
    place = Place(lane.id, card.step, there[at - 1] if at else None, there[at] if at < len(there) else None)
    keys, moved = place_keys(journey, place, count=1)
    return with_records(journey, "cards", {**moved, card.id: replace(card, order=keys[0])})
