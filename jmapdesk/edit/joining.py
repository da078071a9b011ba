"""Splitting a step in two and joining two to one, with the cards that stand in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from jmapdesk.edit.base import changed, keys_at, need_all, need_column
from jmapdesk.edit.parking import parked
from jmapdesk.edit.references import changed_cards, retargeted
from jmapdesk.edit.steps import add_step
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


def split_step(
    journey: JourneyMap, step_id: str, new_id: NewId, moving: Collection[str] = (), **fields: Any
) -> JourneyMap:
    """Put a step right after this one, as wide, and these cards of it into the new one; the others stay.

    A card that stretched to the end of the step stretches to the end of the new one. Walks all cards. Raises JmapError
    for unknown ids and for values that do not fit.
    """
    column = need_column(journey, step_id)
    need_all(journey.cards, moving, "card")
    wanted = set(moving)
    before = {step.id for step in column.stage.steps}
    result = add_step(
        journey, column.stage.id, new_id, after=step_id, **{"width": column.step.width, **fields}
    )
    new = next(step.id for step in result.stages[column.stage.id].steps if step.id not in before)

    def placed(card: Card) -> Card:
        step = new if card.id in wanted and card.step == step_id else card.step
        end = new if card.to_step == step_id else card.to_step
        if (step, end) == (card.step, card.to_step):
            return card
        return replace(card, step=step, to_step=None if end == step else end)

    return changed_cards(result, placed)


def join_steps(journey: JourneyMap, step_id: str) -> JourneyMap:
    """Take the next step of the stage into this one: its cards stand below those that are there; it is gone then.

    Two emotions at one point of a curve become one whose range holds both scores and whose words are those of both;
    the second one is parked. A step without a name takes the other's. Walks all cards. Raises JmapError for unknown ids
    and for the last step of a stage.
    """
    column = need_column(journey, step_id)
    steps = queries.steps(column.stage)
    place = [step.id for step in steps].index(step_id) + 1
    if place == len(steps):
        raise JmapError("edit.last_step", "This is the last step of its stage: there is none after it to join.")
    gone = steps[place]
    kept = changed(
        column.step, name=column.step.name or gone.name, time=column.step.time or gone.time,
        width=max(column.step.width, gone.width),
    )  # fmt: skip
    whole = tuple(kept if step.id == step_id else step for step in column.stage.steps if step.id != gone.id)
    stages: dict[str, Record | None] = {column.stage.id: replace(column.stage, steps=whole)}
    joined = _emotions_joined(journey, step_id, gone.id)
    orders = _orders_below(joined, step_id, gone.id)

    def taken(card: Card) -> Card:
        if gone.id not in (card.step, card.to_step, card.from_step) and card.id not in orders:
            return card
        step = step_id if card.step == gone.id else card.step
        end = step_id if card.to_step == gone.id else card.to_step
        return replace(
            card, step=step, to_step=None if end == step else end, order=orders.get(card.id, card.order),
            from_step=step_id if card.from_step == gone.id else card.from_step,
        )  # fmt: skip

    return retargeted(changed_cards(with_records(joined, "stages", stages), taken), gone.id, step_id)


def _emotions_joined(journey: JourneyMap, first: str, second: str) -> JourneyMap:
    """Where a curve has a point in both steps, the first point tells of both and the second is parked."""
    there = {_point(card): card for card in journey.cards.values() if card.kind == "feeling" and card.step == first}
    told: dict[str, Record | None] = {}
    aside = []
    for card in journey.cards.values():
        if card.kind != "feeling" or card.step != second or (one := there.get(_point(card))) is None:
            continue
        aside.append(card)
        told[one.id] = _both(one, card)
    return parked(with_records(journey, "cards", told), aside)


def _point(card: Card) -> tuple[str | None, str | None, str]:
    return card.lane, card.persona, card.series


def _both(one: Card, other: Card) -> Card:
    """A point of the curve that tells of two."""
    heard = [score for card in (one, other) for score in (card.score, card.low, card.high) if score is not None]
    apart = len(set(heard)) > 1
    words = dict.fromkeys(said for card in (one, other) if (said := card.text or card.word))
    notes = dict.fromkeys(note for card in (one, other) if (note := card.note))
    return replace(
        one,
        score=one.score if one.score is not None else other.score,
        low=min(heard) if apart else one.low,
        high=max(heard) if apart else one.high,
        text=" / ".join(words) if len(words) > 1 else one.text or other.text,
        note="\n".join(notes),
        tags=tuple(dict.fromkeys((*one.tags, *other.tags))),
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
        moment=one.moment if one.moment != "none" else other.moment,
    )


def _orders_below(journey: JourneyMap, first: str, second: str) -> dict[str, str]:
    """Order keys, by card id, that bring the cards of the second step below those of the first in each lane."""
    orders: dict[str, str] = {}
    cells: dict[str | None, tuple[list[Card], list[Card]]] = {}
    for card in journey.cards.values():
        if card.step in (first, second):
            cells.setdefault(card.lane, ([], []))[card.step == second].append(card)
    for pair in cells.values():
        above, below = (queries.in_order(cards) for cards in pair)
        if above and below:
            keys, moved = keys_at(above, len(above), len(below))
            orders |= moved
            orders |= {card.id: key for card, key in zip(below, keys, strict=True)}
    return orders
