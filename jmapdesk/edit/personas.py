"""Adding, changing, ordering and deleting personas."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.base import changed, index_at, keys_at, made, moved_to, need, need_all
from jmapdesk.edit.cells import feelings_fit
from jmapdesk.edit.parking import parked
from jmapdesk.edit.references import changed_cards, without, without_targets
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Persona
from jmapdesk.util.ids import NewId


def add_persona(
    journey: JourneyMap, new_id: NewId, *, before: str | None = None, after: str | None = None, **fields: Any
) -> JourneyMap:
    """Put a new persona before or after another, else last. Raises JmapError for unknown ids and bad values."""
    _check(journey, fields)
    ordered = queries.personas(journey)
    keys, moved = keys_at(ordered, index_at(ordered, before, after, "persona"))
    persona = made(Persona, {"id": new_id(), "order": keys[0]}, **fields)
    return _with_orders(journey, moved, persona)


def set_persona_fields(journey: JourneyMap, persona_id: str, **fields: Any) -> JourneyMap:
    """Change anything of a persona. Raises JmapError for unknown ids and values that do not fit."""
    persona = need(journey.personas, persona_id, "persona")
    _check(journey, fields)
    return with_record(journey, "personas", changed(persona, **fields))


def move_persona(journey: JourneyMap, persona_id: str, index: int) -> JourneyMap:
    """Bring a persona to a place among the others; the first is the map's main one."""
    need(journey.personas, persona_id, "persona")
    return _with_orders(journey, moved_to(queries.personas(journey), persona_id, index))


def delete_persona(journey: JourneyMap, persona_id: str) -> JourneyMap:
    """Take a persona out; cards that were theirs are everybody's then.

    A feeling of theirs becomes nobody's in particular, or is parked where such a one stands in its place already.
    """
    need(journey.personas, persona_id, "persona")

    def let_go(card: Card) -> Card:
        persona = None if card.persona == persona_id else card.persona
        return replace(card, persona=persona, personas=without(card.personas, (persona_id,)))

    mine = [key for key, card in journey.cards.items() if card.persona == persona_id]
    result = with_records(journey, "personas", {persona_id: None})
    result = changed_cards(result, let_go)
    result = parked(result, [result.cards[key] for key in mine if not feelings_fit(result, (result.cards[key],))])
    return without_targets(result, (persona_id,))


def _check(journey: JourneyMap, fields: dict[str, Any]) -> None:
    need_all(journey.sources, fields.get("sources", ()), "source")
    if fields.get("portrait") is not None:
        need(journey.assets, fields["portrait"], "image")


def _with_orders(journey: JourneyMap, orders: dict[str, str], *new: Persona) -> JourneyMap:
    records: dict[str, Record | None] = {
        key: replace(journey.personas[key], order=order) for key, order in orders.items()
    }
    return with_records(journey, "personas", records | {persona.id: persona for persona in new})
