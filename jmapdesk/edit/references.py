"""Taking records out together with everything that points to them, so that nothing dangles."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from jmapdesk.model.journey import JourneyMap, with_parts, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Connection


def without(values: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    """The ids that stay; the same tuple where all do."""
    return tuple(v for v in values if v not in gone) if any(v in gone for v in values) else values


def changed_cards(journey: JourneyMap, change: Callable[[Card], Card | None]) -> JourneyMap:
    """The map with a change made to every card it concerns (None takes the card out). Walks all cards."""
    cards: dict[str, Record | None] = {}
    for key, card in journey.cards.items():
        result = change(card)
        if result is not card:
            cards[key] = result
    gone = {key for key, card in cards.items() if card is None}
    result_map = with_records(journey, "cards", cards)
    return without_cards_targets(result_map, gone) if gone else result_map


def without_cards(journey: JourneyMap, gone: Collection[str]) -> JourneyMap:
    """The map without these cards, and without anything that points to them. Walks all cards."""
    ids = set(gone)
    return changed_cards(journey, lambda card: None if card.id in ids else card) if ids else journey


def without_cards_targets(journey: JourneyMap, gone: set[str]) -> JourneyMap:
    """Whatever points to cards that are gone lets go of them."""
    cards: dict[str, Record | None] = {
        key: replace(card, pains=without(card.pains, gone))
        for key, card in journey.cards.items()
        if card.pains and not gone.isdisjoint(card.pains)
    }
    journey = with_records(journey, "cards", cards)
    journey = _each(journey, "connections", lambda c: None if c.start in gone or c.end in gone else c)
    journey = _each(
        journey,
        "vote_rounds",
        lambda r: (
            r
            if all(b.card not in gone for b in r.ballots)
            else replace(r, ballots=tuple(b for b in r.ballots if b.card not in gone))
        ),
    )
    journey = _each(
        journey,
        "reviews",
        lambda r: (
            r
            if all(d.card not in gone for d in r.dismissed)
            else replace(
                r,
                dismissed=tuple(replace(d, card=None) if d.card in gone else d for d in r.dismissed),
            )
        ),
    )
    return without_targets(journey, gone)


def redirected(journey: JourneyMap, gone: Collection[str], to: str) -> JourneyMap:
    """The map where all that points to cards that are about to go points to another one. Walks all cards."""
    lost = frozenset(gone)

    def at(key: str) -> str:
        return to if key in lost else key

    def pains(card: Card) -> Card:
        if lost.isdisjoint(card.pains):
            return card
        return replace(card, pains=tuple(dict.fromkeys(at(key) for key in card.pains)))

    def arrow(one: Connection) -> Connection | None:
        if one.start not in lost and one.end not in lost:
            return one
        start, end = at(one.start), at(one.end)
        # what led from one to the other leads nowhere now
        return replace(one, start=start, end=end) if start != end else None

    journey = changed_cards(journey, pains)
    journey = _each(journey, "connections", arrow)
    journey = _without_doubles(journey, to)
    journey = _each(
        journey,
        "vote_rounds",
        lambda r: (
            r
            if all(b.card not in lost for b in r.ballots)
            else replace(r, ballots=tuple(replace(b, card=at(b.card)) for b in r.ballots))
        ),
    )
    journey = _each(
        journey,
        "reviews",
        lambda r: (
            r
            if all(d.card not in lost for d in r.dismissed)
            else replace(r, dismissed=tuple(replace(d, card=at(d.card)) if d.card else d for d in r.dismissed))
        ),
    )
    return _each(journey, "comments", lambda c: replace(c, target=to) if c.target in lost else c)


def _without_doubles(journey: JourneyMap, card: str) -> JourneyMap:
    """The map without connections of a card that say what another one says."""
    seen: set[tuple[str, str, str, str]] = set()

    def once(one: Connection) -> Connection | None:
        key = (one.start, one.end, one.kind, one.label)
        if card not in (one.start, one.end) or key not in seen:
            seen.add(key)
            return one
        return None

    return _each(journey, "connections", once)


def without_targets(journey: JourneyMap, gone: Collection[str]) -> JourneyMap:
    """Comments on what is gone become comments on the whole map."""
    return _each(journey, "comments", lambda c: replace(c, target=None) if c.target in gone else c)


def retargeted(journey: JourneyMap, gone: str, kept: str) -> JourneyMap:
    """Comments on what is gone become comments on what took its place."""
    return _each(journey, "comments", lambda c: replace(c, target=kept) if c.target == gone else c)


def without_stages(journey: JourneyMap, gone: Collection[str]) -> JourneyMap:
    """Views and comments let go of stages that are gone."""
    journey = _each(journey, "views", lambda v: replace(v, hidden_stages=without(v.hidden_stages, gone)))
    return without_targets(journey, gone)


def without_lanes(journey: JourneyMap, gone: Collection[str]) -> JourneyMap:
    """Views, the workshop's agenda and comments let go of lanes that are gone."""
    journey = _each(journey, "views", lambda v: replace(v, hidden_lanes=without(v.hidden_lanes, gone)))
    agenda = tuple(replace(item, lanes=without(item.lanes, gone)) for item in journey.workshop.agenda)
    journey = with_parts(journey, workshop=replace(journey.workshop, agenda=agenda))
    return without_targets(journey, gone)


def _each(journey: JourneyMap, collection: str, change: Callable[[Any], Any]) -> JourneyMap:
    records: dict[str, Record | None] = {}
    for key, record in getattr(journey, collection).items():
        result = change(record)
        if result is not record:
            records[key] = result
    return with_records(journey, collection, records)
