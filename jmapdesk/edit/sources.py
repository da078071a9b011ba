"""The sources of evidence, and which cards rest on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jmapdesk.edit.base import changed, made, need, need_all
from jmapdesk.edit.references import changed_cards, without, without_targets
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Source
from jmapdesk.util.ids import NewId


def add_source(journey: JourneyMap, new_id: NewId, **fields: Any) -> JourneyMap:
    """Add a source of evidence. Raises JmapError for values that do not fit."""
    return with_record(journey, "sources", made(Source, {"id": new_id()}, **fields))


def set_source_fields(journey: JourneyMap, source_id: str, **fields: Any) -> JourneyMap:
    """Change a source. Raises JmapError for unknown ids and values that do not fit."""
    source = need(journey.sources, source_id, "source")
    return with_record(journey, "sources", changed(source, **fields))


def delete_sources(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take sources out; the cards that rested on them alone are assumptions then. Walks all cards."""
    gone = set(ids)
    need_all(journey.sources, gone, "source")
    if not gone:
        return journey

    def let_go(card: Card) -> Card:
        if gone.isdisjoint(card.sources) and not any(r.source in gone for r in card.readings):
            return card
        readings = tuple(replace(r, source=None) if r.source in gone else r for r in card.readings)
        return replace(card, sources=without(card.sources, gone), readings=readings)

    personas: dict[str, Record | None] = {
        key: replace(persona, sources=without(persona.sources, gone)) for key, persona in journey.personas.items()
    }
    result = with_records(journey, "sources", dict.fromkeys(gone))
    result = with_records(changed_cards(result, let_go), "personas", personas)
    return without_targets(result, gone)


def cite(journey: JourneyMap, cards: Iterable[str], source_id: str) -> JourneyMap:
    """Have cards rest on a source, besides those they rest on already. Raises JmapError for unknown ids."""
    need(journey.sources, source_id, "source")
    found = [need(journey.cards, key, "card") for key in cards]
    return with_records(
        journey,
        "cards",
        {card.id: replace(card, sources=(*card.sources, source_id)) for card in found if source_id not in card.sources},
    )


def uncite(journey: JourneyMap, cards: Iterable[str], source_id: str) -> JourneyMap:
    """Have cards rest on a source no longer. Raises JmapError for unknown ids."""
    need(journey.sources, source_id, "source")
    found = [need(journey.cards, key, "card") for key in cards]
    return with_records(
        journey,
        "cards",
        {card.id: replace(card, sources=without(card.sources, (source_id,))) for card in found},
    )
