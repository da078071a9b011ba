"""Work that carries opportunities out: adding, changing and deleting initiatives."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.base import changed, made, need
from jmapdesk.edit.references import changed_cards, without_targets
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Initiative
from jmapdesk.util.ids import NewId


def add_initiative(journey: JourneyMap, new_id: NewId, **fields: Any) -> JourneyMap:
    """Add an initiative. Raises JmapError for values that do not fit."""
    return with_record(journey, "initiatives", made(Initiative, {"id": new_id()}, **fields))


def set_initiative_fields(journey: JourneyMap, initiative_id: str, **fields: Any) -> JourneyMap:
    """Change an initiative. Raises JmapError for unknown ids and values that do not fit."""
    initiative = need(journey.initiatives, initiative_id, "initiative")
    return with_record(journey, "initiatives", changed(initiative, **fields))


def delete_initiative(journey: JourneyMap, initiative_id: str) -> JourneyMap:
    """Take an initiative out; opportunities it carried stay and belong to none. Walks all cards."""
    need(journey.initiatives, initiative_id, "initiative")

    def let_go(card: Card) -> Card:
        return replace(card, initiative=None) if card.initiative == initiative_id else card

    result = with_records(journey, "initiatives", {initiative_id: None})
    return without_targets(changed_cards(result, let_go), (initiative_id,))
