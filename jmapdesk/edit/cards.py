"""Adding, changing, converting, copying and deleting cards. Moving them stands in ``moves``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from jmapdesk.edit.base import changed, keys_at, made, need, need_all, need_column
from jmapdesk.edit.cells import Place, check_place, feelings_fit, landing_kind, place_keys
from jmapdesk.edit.parking import parked_keys
from jmapdesk.edit.references import without_cards
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.kinds import CARD_KINDS, card_kind_of
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Origin
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId

STRUCTURE = ("id", "lane", "step", "to_step", "order", "kind")
"""Fields of a card that have edits of their own."""


def add_card(
    journey: JourneyMap, place: Place, new_id: NewId, kind: str | None = None, text: str = "", **fields: Any
) -> JourneyMap:
    """Put a new card at a place; without a kind it takes the lane's own.

    The same map where the lane takes no such card or the feeling's place is taken. Raises JmapError for unknown
    ids and for values that do not fit.
    """
    check_place(journey, place)
    lane_kind = journey.lanes[place.lane].kind
    kind = card_kind_of(lane_kind) if kind is None else kind
    if kind is None or landing_kind(kind, lane_kind, convert=False) is None:
        return journey
    keys, moved = place_keys(journey, place, count=1)
    where = {"lane": place.lane, "step": place.step, "to_step": None, "order": keys[0]}
    card = _new_card(journey, {"id": new_id(), "kind": kind, "text": text} | where, fields)
    if not feelings_fit(journey, (card,)):
        return journey
    return with_records(journey, "cards", {**moved, card.id: card})


def add_parked_card(
    journey: JourneyMap, new_id: NewId, kind: str = "text", text: str = "", **fields: Any
) -> JourneyMap:
    """Put a new card after the parked ones. Raises JmapError for unknown ids and for values that do not fit."""
    where = {"lane": None, "step": None, "to_step": None, "order": parked_keys(journey, 1)[0]}
    card = _new_card(journey, {"id": new_id(), "kind": kind, "text": text} | where, fields)
    return with_record(journey, "cards", card)


def set_text(journey: JourneyMap, card_id: str, text: str) -> JourneyMap:
    """Change the words on a card."""
    return set_fields(journey, card_id, text=text)


def set_fields(journey: JourneyMap, card_id: str, **fields: Any) -> JourneyMap:
    """Change fields of a card: all but its kind and where it stands, which have edits of their own.

    Scores are rounded to tenths and kept within −2 … +2. The same map where a feeling would get a persona or series
    that has one in this cell already. Raises JmapError for unknown ids and for values that do not fit.
    """
    return set_fields_of(journey, (card_id,), **fields)


def set_fields_of(journey: JourneyMap, ids: Iterable[str], **fields: Any) -> JourneyMap:
    """Change the same fields of several cards, as ``set_fields`` does."""
    fields = _tidy(journey, fields)
    cards = {key: changed(need(journey.cards, key, "card"), STRUCTURE, **fields) for key in ids}
    if ("persona" in fields or "series" in fields) and not feelings_fit(journey, cards.values()):
        return journey
    return with_records(journey, "cards", cards)


def kinds_for(journey: JourneyMap, ids: Iterable[str]) -> list[str]:
    """The kinds that all of these cards can be turned into where they stand. Raises JmapError for unknown ids."""
    places = {need(journey.cards, key, "card").lane for key in ids}
    lanes = [journey.lanes[lane].kind for lane in places if lane is not None]
    return [kind for kind in CARD_KINDS if all(landing_kind(kind, lane, convert=False) for lane in lanes)]


def convert_kind(journey: JourneyMap, ids: Iterable[str], kind: str) -> JourneyMap:
    """Turn cards into another kind; fields that the new kind does not use are kept for the way back.

    Cards whose lane takes no such kind stay what they are. Raises JmapError for unknown ids and kinds.
    """
    if kind not in CARD_KINDS:
        raise JmapError("edit.unknown_kind", "There is no such kind of card.")
    cards: dict[str, Record | None] = {}
    for key in ids:
        card = need(journey.cards, key, "card")
        lane = journey.lanes[card.lane].kind if card.lane is not None else None
        if lane is None or landing_kind(kind, lane, convert=False) is not None:
            cards[key] = replace(card, kind=kind)
    return with_records(journey, "cards", cards)


def delete_cards(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take cards out, with their connections and ballots and every mention of them. Walks all cards once."""
    gone = set(ids)
    need_all(journey.cards, gone, "card")
    return without_cards(journey, gone)


def duplicate_cards(journey: JourneyMap, ids: Iterable[str], new_id: NewId) -> JourneyMap:
    """Copy cards, each cell's copies right below the last of its originals. Walks all cards.

    A copy remembers the card it came from. Feelings on the map are left out: their place is taken.
    """
    wanted = dict.fromkeys(ids)
    need_all(journey.cards, wanted, "card")
    cells: dict[tuple[str | None, str | None], list[Card]] = {}
    for card in queries.in_order(journey.cards[key] for key in wanted):
        if card.kind != "feeling" or card.lane is None:
            cells.setdefault((card.lane, card.step), []).append(card)
    result: dict[str, Record | None] = {}
    for (lane, step), originals in cells.items():
        cell = queries.cell_cards(journey, lane, step)
        last = max(index for index, card in enumerate(cell) if card.id in wanted)
        keys, moved = keys_at(cell, last + 1, len(originals))
        result |= {key: replace(journey.cards[key], order=order) for key, order in moved.items()}
        for card, order in zip(originals, keys, strict=True):
            origin = replace(card.origin or Origin(), card=card.id)
            copy = replace(card, id=new_id(), order=order, origin=origin)
            result[copy.id] = copy
    return with_records(journey, "cards", result)


def tenth(score: float | None) -> float | None:
    """A score in tenths, within −2 … +2."""
    return None if score is None else max(-2.0, min(2.0, round(score * 10) / 10)) + 0.0


def _new_card(journey: JourneyMap, given: Mapping[str, Any], fields: Mapping[str, Any]) -> Card:
    return made(Card, given, **_tidy(journey, fields))


def _tidy(journey: JourneyMap, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with scores in tenths. Raises JmapError where they name something the map does not have."""
    result = dict(fields)
    for name in ("score", "low", "high"):
        value = result.get(name)
        if isinstance(value, int | float) and math.isfinite(value):
            result[name] = tenth(value)
    for name, (collection, what) in _POINTS_TO.items():
        value = result.get(name)
        if value is not None:
            need_all(getattr(journey, collection), (value,) if isinstance(value, str) else value, what)
    if result.get("from_step") is not None:
        need_column(journey, result["from_step"])
    named = [reading.source for reading in result.get("readings", ()) if reading.source is not None]
    need_all(journey.sources, named, "source")
    return result


_POINTS_TO: Mapping[str, tuple[str, str]] = {
    "sources": ("sources", "source"),
    "personas": ("personas", "persona"),
    "persona": ("personas", "persona"),
    "pains": ("cards", "card"),
    "initiative": ("initiatives", "initiative"),
    "asset": ("assets", "image"),
}
"""Fields of a card that name other records: the part of the map they stand in, and the word for people."""
