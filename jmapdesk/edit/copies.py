"""Lanes, stages and steps once more, with all that stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jmapdesk.edit.base import index_at, keys_at, need, need_column
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Origin
from jmapdesk.util.ids import NewId


def duplicate_lane(journey: JourneyMap, lane_id: str, new_id: NewId) -> JourneyMap:
    """A copy of a lane right below it. Raises JmapError for an unknown id. Walks all cards."""
    lane = need(journey.lanes, lane_id, "lane")
    lanes = queries.lanes(journey)
    keys, moved = keys_at(lanes, index_at(lanes, None, lane_id, "lane"))
    copy = replace(lane, id=new_id(), order=keys[0])
    records: dict[str, Record | None] = {k: replace(journey.lanes[k], order=order) for k, order in moved.items()}
    result = with_records(journey, "lanes", {**records, copy.id: copy})
    inside = [card for card in journey.cards.values() if card.lane == lane_id]
    return _with_copies(result, inside, {lane_id: copy.id}, {}, new_id)


def duplicate_stage(journey: JourneyMap, stage_id: str, new_id: NewId) -> JourneyMap:
    """A copy of a stage right after it; a card that reaches beyond the stage ends with the copy.

    Raises JmapError for an unknown id. Walks all cards.
    """
    stage = need(journey.stages, stage_id, "stage")
    stages = queries.stages(journey)
    keys, moved = keys_at(stages, index_at(stages, None, stage_id, "stage"))
    steps = {step.id: new_id() for step in queries.steps(stage)}
    copied = tuple(replace(step, id=steps[step.id]) for step in stage.steps)
    copy = replace(stage, id=new_id(), order=keys[0], steps=copied)
    records: dict[str, Record | None] = {k: replace(journey.stages[k], order=order) for k, order in moved.items()}
    result = with_records(journey, "stages", {**records, copy.id: copy})
    inside = [card for card in journey.cards.values() if card.step in steps]
    return _with_copies(result, inside, {}, steps, new_id)


def duplicate_step(journey: JourneyMap, step_id: str, new_id: NewId) -> JourneyMap:
    """A copy of a step right after it, in its stage. Raises JmapError for an unknown id. Walks all cards."""
    stage = need_column(journey, step_id).stage
    ordered = queries.steps(stage)
    keys, moved = keys_at(ordered, index_at(ordered, None, step_id, "step"))
    copy = replace(next(step for step in ordered if step.id == step_id), id=new_id(), order=keys[0])
    kept = [replace(step, order=moved[step.id]) if step.id in moved else step for step in ordered]
    changed = replace(stage, steps=tuple(queries.in_order([*kept, copy])))
    result = with_records(journey, "stages", {stage.id: changed})
    inside = [card for card in journey.cards.values() if card.step == step_id]
    return _with_copies(result, inside, {}, {step_id: copy.id}, new_id)


def _with_copies(
    journey: JourneyMap, cards: Iterable[Card], lanes: Mapping[str, str], steps: Mapping[str, str], new_id: NewId
) -> JourneyMap:
    """The map with copies of the cards in other lanes or steps, and of the arrows between them."""
    originals = [card for card in cards if card.lane is not None]
    ids = {card.id: new_id() for card in originals}
    last = queries.step_indexes(journey)
    made: dict[str, Record | None] = {}
    for card in originals:
        end = card.to_step
        if end is not None and steps:
            end = steps.get(end) or max(steps.values(), key=lambda step: last[step])
        step = steps.get(card.step or "", card.step)
        copy = replace(
            card,
            id=ids[card.id],
            lane=lanes.get(card.lane or "", card.lane),
            step=step,
            to_step=end if end != step else None,
            pains=tuple(ids.get(key, key) for key in card.pains),
            from_step=steps.get(card.from_step or "", card.from_step),
            origin=replace(card.origin or Origin(), card=card.id),
        )
        made[copy.id] = copy
    result = with_records(journey, "cards", made)
    arrows = [
        replace(arrow, id=new_id(), start=ids[arrow.start], end=ids[arrow.end])
        for arrow in journey.connections.values()
        if arrow.start in ids and arrow.end in ids
    ]
    return with_records(result, "connections", {arrow.id: arrow for arrow in arrows})
