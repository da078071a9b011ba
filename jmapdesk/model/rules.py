"""What must hold between the records of a map, and how a map that breaks it is put right.

Each record is sound by itself (its class sees to that). Here: references point at something, a card stands in a whole
cell or nowhere, spans run forwards, no two feelings share a point of one curve, step ids are unique over all stages,
order keys leave room for others. ``repair`` loses no content: what cannot stay where it is becomes parked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from jmapdesk.model import queries
from jmapdesk.model.journey import SINGLES, JourneyMap, with_parts, with_records
from jmapdesk.model.naming import NOUNS, called
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Stage
from jmapdesk.model.references import REFERENCES, all_ids, mend, missing_words, records_of
from jmapdesk.util.ids import NewId
from jmapdesk.util.order_keys import is_key, keys_between


class Repair(NamedTuple):
    """Something put right: a code for programs, the record in words, and what was done."""

    code: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def repair(journey: JourneyMap, new_id: NewId) -> tuple[JourneyMap, list[Repair]]:
    """The map with every rule holding, and what that took; the very same map where nothing was wrong.

    Running it again changes nothing. ``new_id`` is asked for ids of steps that share theirs with another.
    """
    done: list[Repair] = []
    journey = _unique_steps(journey, new_id, done)
    journey = _ordered(journey, done)
    journey = _without_broken(journey, done)
    journey = _sound_cards(journey, done)
    journey = _mended(journey, done)
    return journey, done


# Steps and order


def _unique_steps(journey: JourneyMap, new_id: NewId, done: list[Repair]) -> JourneyMap:
    seen: set[str] = set()
    changed: dict[str, Record | None] = {}
    for stage in journey.stages.values():
        steps = list(stage.steps)
        for place, step in enumerate(steps):
            if step.id in seen or not step.id:
                steps[place] = replace(step, id=new_id())
                code, fault = ("id.doubled", "another step has its id; it got a new one") if step.id else _NO_ID
                done.append(Repair(code, called("steps", step.__dict__), fault))
            seen.add(steps[place].id)
        if any(one is not other for one, other in zip(steps, stage.steps, strict=True)):
            changed[stage.id] = replace(stage, steps=tuple(steps))
    return with_records(journey, "stages", changed)


_NO_ID = ("id.missing", "it had no id and got one")


class _HasOrder(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def order(self) -> str: ...


def _new_keys(records: Sequence[_HasOrder]) -> dict[str, str]:
    """Keys, by id, for the records that have no usable one, so that all keep their order.

    Records without any key follow the others in the order given.
    """
    if all(is_key(record.order) for record in records):
        return {}
    present = queries.in_order(record for record in records if record.order)
    present += [record for record in records if not record.order]
    keys: dict[str, str] = {}
    before: str | None = None
    waiting: list[str] = []
    for record in present:
        if not is_key(record.order):
            waiting.append(record.id)
            continue
        keys.update(zip(waiting, keys_between(before, record.order, len(waiting)), strict=True))
        waiting = []
        before = record.order
    keys.update(zip(waiting, keys_between(before, None, len(waiting)), strict=True))
    return keys


def _ordered(journey: JourneyMap, done: list[Repair]) -> JourneyMap:
    """Usable order keys everywhere, and the steps of a stage standing in their order."""
    for collection in ("personas", "stages", "lanes"):
        records = getattr(journey, collection)
        keys = _new_keys(list(records.values()))
        journey = _with_keys(journey, collection, keys, done)
    stages: dict[str, Record | None] = {}
    for stage in journey.stages.values():
        ordered = _ordered_steps(stage, done)
        if ordered is not stage:
            stages[stage.id] = ordered
    journey = with_records(journey, "stages", stages)
    if all(map(is_key, {card.order for card in journey.cards.values()})):
        return journey
    cells: dict[tuple[str | None, str | None], list[Card]] = {}
    for card in journey.cards.values():
        cells.setdefault((card.lane, card.step), []).append(card)
    keys = {}
    for cards in cells.values():
        keys.update(_new_keys(cards))
    return _with_keys(journey, "cards", keys, done)


def _with_keys(journey: JourneyMap, collection: str, keys: Mapping[str, str], done: list[Repair]) -> JourneyMap:
    if not keys:
        return journey
    records = getattr(journey, collection)
    done.append(Repair("order.new", collection, _lost_places(NOUNS[collection], len(keys))))
    return with_records(journey, collection, {key: replace(records[key], order=new) for key, new in keys.items()})


def _lost_places(noun: str, count: int) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''} had no usable place in the order and got one"


def _ordered_steps(stage: Stage, done: list[Repair]) -> Stage:
    keys = _new_keys(stage.steps)
    if keys:
        done.append(Repair("order.new", called("stages", stage.__dict__), _lost_places("step", len(keys))))
    steps = [replace(step, order=keys[step.id]) if step.id in keys else step for step in stage.steps]
    steps = queries.in_order(steps)
    if all(one is other for one, other in zip(steps, stage.steps, strict=True)):
        return stage
    return replace(stage, steps=tuple(steps))


# References


def _without_broken(journey: JourneyMap, done: list[Repair]) -> JourneyMap:
    """Connections and backdrops whose ends are gone are removed, before anything asks whether they exist."""
    ids = all_ids(journey)
    for collection in ("connections", "backdrops"):
        changed: dict[str, Record | None] = {}
        for key, record in getattr(journey, collection).items():
            lost: list[str] = []
            if mend(collection, record, ids, lost) is None:
                changed[key] = None
                message = f"it needs {missing_words(lost)} that the map does not hold, and was removed"
                done.append(Repair(f"{NOUNS[collection]}.removed", called(collection, record.__dict__), message))
        journey = with_records(journey, collection, changed)
    return journey


def _mended(journey: JourneyMap, done: list[Repair]) -> JourneyMap:
    """Every other reference that points at nothing is dropped. Cards are seen to by ``_sound_cards``."""
    ids = all_ids(journey)
    for collection in REFERENCES:
        if collection == "cards":
            continue
        changed: dict[str, Record | None] = {}
        for record in records_of(journey, collection):
            lost: list[str] = []
            mended = mend(collection, record, ids, lost)
            if mended is not record:
                changed[record.__dict__.get("id", "")] = mended
                message = f"it referred to {missing_words(lost)} that the map does not hold; the reference was dropped"
                done.append(Repair("reference.dropped", called(collection, record.__dict__), message))
        if not changed:
            continue
        if collection in SINGLES:
            journey = with_parts(journey, **{collection: changed[""]})
        else:
            journey = with_records(journey, collection, changed)
    return journey


# Cards


def _sound_cards(journey: JourneyMap, done: list[Repair]) -> JourneyMap:
    changed: dict[str, Record | None] = {}
    if not _all_sound(journey):
        ids = all_ids(journey)
        places = queries.step_indexes(journey)
        for key, card in journey.cards.items():
            mended = _sound_card(card, places, ids, done)
            if mended is not card:
                changed[key] = mended
    journey = with_records(journey, "cards", changed)
    return with_records(journey, "cards", _doubled_feelings(journey.cards.values(), done))


def _all_sound(journey: JourneyMap) -> bool:
    """Whether every card is sound by itself: asked of all values at once, because maps are large and mostly sound."""
    cards = [card.__dict__ for card in journey.cards.values()]
    places = queries.step_indexes(journey)
    none = {None}
    lists: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("sources", journey.sources),
        ("personas", journey.personas),
        ("pains", journey.cards),
    )
    singles: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("lane", journey.lanes),
        ("step", places),
        ("persona", journey.personas),
        ("initiative", journey.initiatives),
        ("from_step", places),
        ("asset", journey.assets),
    )
    return (
        all({card[name] for card in cards} - none <= known.keys() for name, known in singles)
        and all({key for card in cards if card[name] for key in card[name]} <= known.keys() for name, known in lists)
        and not any((card["lane"] is None) is not (card["step"] is None) for card in cards)
        and all(_is_span(card["step"], card["to_step"], places) for card in cards if card["to_step"] is not None)
        and {read.source for card in cards if card["readings"] for read in card["readings"]} - none
        <= journey.sources.keys()
        and all(round(score, 1) == score for name in _SCORES for score in {card[name] for card in cards} - none)
    )


_SCORES = ("score", "low", "high")


def _is_span(step: str | None, to_step: str | None, places: Mapping[str, int]) -> bool:
    """Whether a card that starts at ``step`` may end at ``to_step``: a step of the map, not before the first."""
    if step not in places or to_step not in places or step is None or to_step is None:
        return to_step is None
    return places[to_step] >= places[step]


def _sound_card(card: Card, places: Mapping[str, int], ids: Mapping[str, Collection[str]], done: list[Repair]) -> Card:
    """The card with its own faults put right; the very same card where it has none."""
    where = called("cards", card.__dict__)
    changes: dict[str, Any] = {}
    if (card.lane is None) != (card.step is None):
        changes = dict(_PARKED)
        done.append(Repair("card.parked", where, "it stood in half a cell, and was parked"))
    elif card.lane is not None and (card.lane not in ids["lanes"] or card.step not in places):
        changes = dict(_PARKED)
        lost = "lane" if card.lane not in ids["lanes"] else "step"
        done.append(Repair("card.parked", where, f"the {lost} it stood in is not in the map, and it was parked"))
    elif not _is_span(card.step, card.to_step, places):
        changes = {"to_step": None}
        done.append(Repair("span.dropped", where, "it did not end at a step after its first; it now has one step"))
    for name in _SCORES:
        value = getattr(card, name)
        if value is not None and round(value, 1) != value:
            changes[name] = round(value, 1)
            done.append(Repair("score.rounded", where, f"its {name} was {value:g} and is now {round(value, 1):g}"))
    placed = replace(card, **changes) if changes else card
    lost_ones: list[str] = []
    mended = mend("cards", placed, ids, lost_ones)
    if not isinstance(mended, Card) or mended is placed:
        return placed
    message = f"it referred to {missing_words(lost_ones)} that the map does not hold; the reference was dropped"
    done.append(Repair("reference.dropped", where, message))
    return mended


_PARKED: Mapping[str, None] = MappingProxyType({"lane": None, "step": None, "to_step": None})


def _doubled_feelings(cards: Iterable[Card], done: list[Repair]) -> dict[str, Card]:
    """All but the first feeling of a point of a curve, parked; by id."""
    points: dict[tuple[str | None, str | None, str | None, str], list[Card]] = {}
    for card in cards:
        if card.kind != "feeling" or card.lane is None:
            continue
        points.setdefault((card.lane, card.step, card.persona, card.series), []).append(card)
    parked: dict[str, Card] = {}
    for sharing in points.values():
        for card in queries.in_order(sharing)[1:] if len(sharing) > 1 else ():
            parked[card.id] = replace(card, **_PARKED)
            message = "another feeling stands at the same point of the curve; this one was parked"
            done.append(Repair("feeling.doubled", called("cards", card.__dict__), message))
    return parked
