"""The order of the cards of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import replace


def arranged(journey: JourneyMap, lane: str, step: str, ids: Sequence[str]) -> JourneyMap:
    """The cards named stand in this order at the places they have now; others of the cell keep theirs.

    Ids of cards that are not in the cell count for nothing. Walks all cards.
    """
    there = {card.id: card for card in queries.cell_cards(journey, lane, step)}
    wanted = [there[key] for key in dict.fromkeys(ids) if key in there]
    orders = [card.order for card in queries.in_order(wanted)]
    changed = {
        card.id: replace(card, order=order) for card, order in zip(wanted, orders, strict=True) if card.order != order
    }
    return with_records(journey, "cards", changed)
