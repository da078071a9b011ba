"""Adding, changing, moving and deleting steps; splitting a stage in two and joining two to one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from jmapdesk.edit.base import changed, index_at, keys_at, made, moved_to, need, need_column
from jmapdesk.edit.references import without_stages, without_targets
from jmapdesk.edit.spans import cards_without_steps, straightened
from jmapdesk.edit.stages import delete_stages
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import Stage, Step
from jmapdesk.util.ids import NewId


def fresh_step(stage_id: str) -> Step:
    """A step without a name for a stage that lost all of its own; the same for the same stage."""
    return Step(id=hashlib.sha256(f"the step of {stage_id}".encode("utf-8", "replace")).hexdigest()[:12], order="V")


def add_step(
    journey: JourneyMap,
    stage_id: str,
    new_id: NewId,
    *,
    before: str | None = None,
    after: str | None = None,
    **fields: Any,
) -> JourneyMap:
    """Put a new step into a stage, before or after another of its steps, else at its end.

    Cards that stretch over the place now stretch over the new step too. Raises JmapError for unknown ids and for
    values that do not fit.
    """
    stage = need(journey.stages, stage_id, "stage")
    ordered = queries.steps(stage)
    keys, moved = keys_at(ordered, index_at(ordered, before, after, "step"))
    step = made(Step, {"id": new_id(), "order": keys[0]}, **fields)
    return _with_stages(journey, _with_steps(stage, [*_reordered(ordered, moved), step]))


def rename_step(journey: JourneyMap, step_id: str, name: str) -> JourneyMap:
    """Give a step another name."""
    return set_step_fields(journey, step_id, name=name)


def set_step_fields(journey: JourneyMap, step_id: str, **fields: Any) -> JourneyMap:
    """Change name, time label or width of a step. Raises JmapError for unknown ids and values that do not fit."""
    stage = need_column(journey, step_id).stage
    steps = tuple(changed(s, **fields) if s.id == step_id else s for s in stage.steps)
    return _with_stages(journey, replace(stage, steps=steps))


def move_step(journey: JourneyMap, step_id: str, stage_id: str, index: int) -> JourneyMap:
    """Bring a step to a place among the other steps of its stage or of another one (0: first).

    Spans that end up backwards are turned round. The same map where its stage would be left without steps. Raises
    JmapError for unknown ids.
    """
    column = need_column(journey, step_id)
    target = need(journey.stages, stage_id, "stage")
    ordered = queries.steps(target)
    if target.id == column.stage.id:
        orders = moved_to(ordered, step_id, index)
        if not orders:
            return journey
        return straightened(_with_stages(journey, _with_steps(target, _reordered(ordered, orders))))
    if len(column.stage.steps) == 1:
        return journey
    keys, orders = keys_at(ordered, index)
    left = [step for step in column.stage.steps if step.id != step_id]
    moved = replace(column.step, order=keys[0])
    return straightened(
        _with_stages(
            journey,
            _with_steps(column.stage, left),
            _with_steps(target, [*_reordered(ordered, orders), moved]),
        )
    )


def delete_steps(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take steps out, with the cards that stand in them only; a stage left without steps goes too.

    A span that began or ended in one gets shorter. Raises JmapError for unknown ids.
    """
    gone = {step_id: need_column(journey, step_id).stage.id for step_id in ids}
    if not gone:
        return journey
    before = list(queries.step_indexes(journey))
    touched = [journey.stages[key] for key in set(gone.values())]
    empty = [stage.id for stage in touched if all(step.id in gone for step in stage.steps)]
    rest = [
        _with_steps(stage, [step for step in stage.steps if step.id not in gone])
        for stage in touched
        if stage.id not in empty
    ]
    result = without_targets(cards_without_steps(_with_stages(journey, *rest), before, gone), gone)
    return delete_stages(result, empty)


def delete_step(journey: JourneyMap, step_id: str) -> JourneyMap:
    """Take one step out, as ``delete_steps`` does."""
    return delete_steps(journey, (step_id,))


def split_stage(journey: JourneyMap, step_id: str, new_id: NewId, **fields: Any) -> JourneyMap:
    """Begin a new stage with this step; it takes the rest of the stage's steps.

    The same map for a stage's first step. Raises JmapError for unknown ids and values that do not fit.
    """
    stage = need_column(journey, step_id).stage
    ordered = queries.steps(stage)
    place = [step.id for step in ordered].index(step_id)
    if place == 0:
        return journey
    stages = queries.stages(journey)
    keys, moved = keys_at(stages, index_at(stages, None, stage.id, "stage"))
    kept = replace(_with_steps(stage, ordered[:place]), order=moved.pop(stage.id, stage.order))
    new = made(Stage, {"id": new_id(), "order": keys[0], "steps": tuple(ordered[place:])}, **fields)
    others = [replace(journey.stages[key], order=order) for key, order in moved.items()]
    return _with_stages(journey, *others, kept, new)


def join_stage(journey: JourneyMap, stage_id: str) -> JourneyMap:
    """Take the steps of the next stage into this one, at its end; the next stage is gone then.

    The same map for the last stage. Raises JmapError for unknown ids.
    """
    stage = need(journey.stages, stage_id, "stage")
    stages = queries.stages(journey)
    place = [s.id for s in stages].index(stage_id) + 1
    if place == len(stages):
        return journey
    other = stages[place]
    ordered, coming = queries.steps(stage), queries.steps(other)
    keys, moved = keys_at(ordered, len(ordered), len(coming))
    taken = [replace(step, order=key) for step, key in zip(coming, keys, strict=True)]
    whole = _with_steps(stage, [*_reordered(ordered, moved), *taken])
    result = with_records(journey, "stages", {stage.id: whole, other.id: None})
    return without_stages(result, {other.id})


def _reordered(steps: Iterable[Step], orders: dict[str, str]) -> list[Step]:
    return [replace(step, order=orders[step.id]) if step.id in orders else step for step in steps]


def _with_steps(stage: Stage, steps: Iterable[Step]) -> Stage:
    """The stage with these steps, in the order of their keys."""
    return replace(stage, steps=tuple(queries.in_order(steps)))


def _with_stages(journey: JourneyMap, *stages: Stage) -> JourneyMap:
    return with_records(journey, "stages", {stage.id: stage for stage in stages})
