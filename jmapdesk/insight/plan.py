"""What is to be done: opportunities in order of priority, and the work that carries them out."""

from __future__ import annotations

from jmapdesk.edit.moves import reading_order
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card


def opportunities(journey: JourneyMap) -> list[Card]:
    """The opportunities, those first that do much for little effort; what is not rated counts as middling.

    Those of one priority stand by the day they are due, then as on the map.
    """
    found = [card for card in reading_order(journey, journey.cards) if card.kind == "opportunity"]
    return sorted(found, key=_priority)


def _priority(card: Card) -> tuple[float, str]:
    effort = 0.5 if card.effort is None else card.effort
    impact = 0.5 if card.impact is None else card.impact
    return effort - impact, card.due or "9999"
