"""Cards put aside: in no lane and no step, in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence

from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card
from jmapdesk.util.order_keys import is_key, keys_between


def parked_keys(journey: JourneyMap, count: int) -> list[str]:
    """Order keys after all parked cards. Walks all cards."""
    parked = (card.order for card in journey.cards.values() if card.lane is None or card.step is None)
    return keys_between(max(filter(is_key, parked), default=None), None, count)


def parked(journey: JourneyMap, cards: Sequence[Card]) -> JourneyMap:
    """The map with these cards put aside, in this order after those parked already; they keep all but their place."""
    moving = [card for card in cards if card.lane is not None]
    if not moving:
        return journey
    aside: dict[str, Record | None] = {
        card.id: replace(card, lane=None, step=None, to_step=None, order=key)
        for card, key in zip(moving, parked_keys(journey, len(moving)), strict=True)
    }
    return with_records(journey, "cards", aside)
