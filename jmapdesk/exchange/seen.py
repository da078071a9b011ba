"""The map as a view shows it, for formats that hold records and not a drawing."""

from __future__ import annotations

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.edit.stages import delete_stages
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.journey import JourneyMap


def as_seen(journey: JourneyMap, shown: Visibility) -> JourneyMap:
    """The map without what is not shown: its stages, its cards; hidden lanes are hidden by the map itself then."""
    if shown.detail != "all":
        left_out = [
            card.id for card in journey.cards.values() if shown.detail == "titles" or not shown.shows_card(card)
        ]
        journey = delete_cards(journey, left_out)
    journey = delete_stages(journey, [key for key in shown.stages if key in journey.stages])
    for key in shown.lanes:
        if key in journey.lanes:
            journey = set_lane_fields(journey, key, hidden=True)
    return journey
