"""One card made two, several made one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jmapdesk.edit.cells import Place, place_keys
from jmapdesk.edit.moves import reading_order
from jmapdesk.edit.references import redirected
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card
from jmapdesk.util.ids import NewId

_WHOLE = ("feeling", "metric", "image")
"""Kinds that are more than their words: they are neither parted nor joined."""
_UNITED = ("tags", "sources", "links", "pains", "departments")
_FIRST = (
    "channel", "who", "colour", "icon", "impact", "effort", "due", "budget", "expected", "initiative", "hidden_until",
)  # fmt: skip


def split_card(journey: JourneyMap, card_id: str, first: str, rest: str, new_id: NewId) -> JourneyMap:
    """The first words stay on the card, the rest go on a new one right below it, with the same tags and evidence.

    The same map where either has no words, or the card is a feeling, a metric, an image, or parked. Raises JmapError
    for an unknown id.
    """
    (card,) = reading_order(journey, (card_id,))
    first, rest = first.strip(), rest.strip()
    if not first or not rest or card.kind in _WHOLE or card.lane is None or card.step is None:
        return journey
    keys, moved = place_keys(journey, _below(journey, card), count=1)
    new = replace(card, id=new_id(), order=keys[0], text=rest, note="", links=(), moment="none", origin=None)
    kept = replace(moved.get(card.id) or card, text=first)
    return with_records(journey, "cards", {**moved, card.id: kept, new.id: new})


def _below(journey: JourneyMap, card: Card) -> Place:
    assert card.lane is not None
    assert card.step is not None
    under = [
        one
        for one in journey.cards.values()
        if one.lane == card.lane and one.step == card.step and (one.order, one.id) > (card.order, card.id)
    ]
    following = min(under, key=lambda one: (one.order, one.id), default=None)
    return Place(card.lane, card.step, card.id, following.id if following is not None else None)


def can_join(journey: JourneyMap, ids: Iterable[str]) -> bool:
    """Whether these are several cards of words in one cell, or several parked ones."""
    cards = [journey.cards[key] for key in dict.fromkeys(ids) if key in journey.cards]
    return len(cards) > 1 and len({(c.lane, c.step) for c in cards}) == 1 and not any(c.kind in _WHOLE for c in cards)


def join_cards(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Several cards of a cell become the first of them: their texts its lines, all they carry united.

    Connections, votes, comments and mentions of the others are the first one's then. The same map where they cannot
    be joined (see ``can_join``). Raises JmapError for unknown ids. Walks all cards.
    """
    cards = reading_order(journey, ids)
    if not can_join(journey, [card.id for card in cards]):
        return journey
    first, others = cards[0], cards[1:]
    gone = {card.id for card in others}
    fields: dict[str, Any] = {name: _united(cards, name) for name in _UNITED}
    fields |= {name: next((v for card in cards if (v := getattr(card, name))), getattr(first, name)) for name in _FIRST}
    fields["pains"] = tuple(key for key in fields["pains"] if key not in gone and key != first.id)
    fields["text"] = "\n".join(card.text for card in cards if card.text)
    fields["note"] = "\n\n".join(card.note for card in cards if card.note)
    fields["owner"] = ", ".join(dict.fromkeys(card.owner for card in cards if card.owner))
    fields["check"] = any(card.check for card in cards)
    fields["moment"] = next((card.moment for card in cards if card.moment != "none"), "none")
    fields["severity"] = max((card.severity for card in cards if card.severity is not None), default=None)
    # nobody named means everybody
    fields["personas"] = _united(cards, "personas") if all(card.personas for card in cards) else ()
    records: dict[str, Record | None] = dict.fromkeys(gone)
    result = redirected(journey, gone, first.id)
    kept = replace(result.cards[first.id], **fields)
    return with_records(result, "cards", {**records, first.id: kept})


def _united(cards: Iterable[Card], name: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for card in cards:
        found += [value for value in getattr(card, name) if value not in found]
    return tuple(found)
