"""Adding, changing, moving and deleting stages. Their steps stand in ``steps``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jmapdesk.edit.base import changed, index_at, keys_at, made, moved_to, need
from jmapdesk.edit.references import without_stages
from jmapdesk.edit.spans import cards_without_steps, straightened
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Stage, Step
from jmapdesk.util.ids import NewId
from jmapdesk.util.order_keys import keys_between


def add_stage(
    journey: JourneyMap,
    new_id: NewId,
    *,
    before: str | None = None,
    after: str | None = None,
    steps: int = 1,
    **fields: Any,
) -> JourneyMap:
    """Put a new stage before or after another, else at the end, with so many steps that have no name yet.

    The first new id is the stage's, the next ones its steps'. Raises JmapError for unknown ids and values that do
    not fit.
    """
    stages = queries.stages(journey)
    keys, moved = keys_at(stages, index_at(stages, before, after, "stage"))
    stage_id = new_id()
    columns = tuple(Step(id=new_id(), order=key) for key in keys_between(None, None, max(1, steps)))
    stage = made(Stage, {"id": stage_id, "order": keys[0], "steps": columns}, **fields)
    return _with_orders(journey, moved, stage)


def rename_stage(journey: JourneyMap, stage_id: str, name: str) -> JourneyMap:
    """Give a stage another name."""
    return set_stage_fields(journey, stage_id, name=name)


def recolour_stage(journey: JourneyMap, stage_id: str, colour: str) -> JourneyMap:
    """Give a stage a colour of its own (``#rrggbb``), or with empty text the theme's."""
    return set_stage_fields(journey, stage_id, colour=colour)


def set_stage_fields(journey: JourneyMap, stage_id: str, **fields: Any) -> JourneyMap:
    """Change name, goal, colour or whether it is collapsed. Raises JmapError for unknown ids and bad values."""
    stage = need(journey.stages, stage_id, "stage")
    fixed = ("id", "order", "steps")
    return with_records(journey, "stages", {stage_id: changed(stage, fixed, **fields)})


def move_stage(journey: JourneyMap, stage_id: str, index: int) -> JourneyMap:
    """Bring a stage to a place among the others (0: first). Spans that end up backwards are turned round."""
    need(journey.stages, stage_id, "stage")
    orders = moved_to(queries.stages(journey), stage_id, index)
    return straightened(_with_orders(journey, orders)) if orders else journey


def delete_stages(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take stages out with their steps and the cards that stand in those only; longer spans get shorter."""
    gone = {key: need(journey.stages, key, "stage") for key in ids}
    if not gone:
        return journey
    before = list(queries.step_indexes(journey))
    steps = {step.id for stage in gone.values() for step in stage.steps}
    result = with_records(journey, "stages", dict.fromkeys(gone))
    result = cards_without_steps(result, before, steps)
    return without_stages(result, {*gone, *steps})


def delete_stage(journey: JourneyMap, stage_id: str) -> JourneyMap:
    """Take one stage out, as ``delete_stages`` does."""
    return delete_stages(journey, (stage_id,))


def _with_orders(journey: JourneyMap, orders: dict[str, str], *new: Stage) -> JourneyMap:
    records: dict[str, Record | None] = {
        key: replace(journey.stages[key], order=order) for key, order in orders.items()
    }
    return with_records(journey, "stages", records | {stage.id: stage for stage in new})
