"""The columns of a pasted block whose first row or two say that they are stages and steps: found by name, or made."""

from __future__ import annotations

from collections.abc import Sequence

from jmapdesk.edit.stages import add_stage
from jmapdesk.edit.steps import add_step, rename_step
from jmapdesk.exchange.cells import Cell
from jmapdesk.exchange.vocabulary import normalised
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Stage
from jmapdesk.util.ids import NewId

_LONGEST = 200
"""Characters of a name."""


def headed_steps(
    journey: JourneyMap, stages: Sequence[Cell], steps: Sequence[Cell], at: str, new_id: NewId
) -> tuple[JourneyMap, list[str]]:
    """The map with a step for each column, and these steps; ``stages`` and ``steps`` are the names over the columns.

    A stage without a name goes on with the one before it; without any, all goes to the stage of the step ``at``. What
    the map has by name is taken, each step once; what it does not have comes after what stands before it.
    """
    found: list[str] = []
    before = at
    label, stage = "", queries.stage_of_step(journey, at)
    for outer, inner in zip(stages, steps, strict=True):
        made = ""
        if outer.items and outer.text != label:
            label, known = outer.text, _stage_named(journey, outer.text)
            if known is None:
                journey, known, made = _added_stage(journey, label, inner.text, before, new_id)
            stage = known
        stage = journey.stages[stage.id] if stage is not None else None
        if stage is None:
            journey, stage, made = _added_stage(journey, "", inner.text, before, new_id)
        if not made:
            own = [one for one in queries.steps(stage) if one.id not in found]
            others = [column.step for column in queries.columns(journey) if not label and column.step.id not in found]
            made = next((one.id for one in (*own, *others) if _alike(one.name, inner.text)), "")
            if not made and own and not inner.items:
                made = own[0].id
        if not made:
            journey, made = _added_step(journey, stage, before, inner.text, new_id)
        found.append(made)
        before, stage = made, queries.stage_of_step(journey, made)
    return journey, found


def _alike(one: str, other: str) -> bool:
    return bool(one) and normalised(one) == normalised(other)


def _stage_named(journey: JourneyMap, name: str) -> Stage | None:
    return next((stage for stage in queries.stages(journey) if _alike(stage.name, name)), None)


def _added_step(journey: JourneyMap, stage: Stage, after: str, name: str, new_id: NewId) -> tuple[JourneyMap, str]:
    """The map with one more step: after another where that is of its stage, else at the stage's end."""
    key, own = new_id(), {step.id for step in stage.steps}
    journey = add_step(journey, stage.id, lambda: key, after=after if after in own else None, name=name[:_LONGEST])
    return journey, key


def _added_stage(journey: JourneyMap, name: str, step: str, after: str, new_id: NewId) -> tuple[JourneyMap, Stage, str]:
    """The map with one more stage after that of a step, the stage, and its only step."""
    key, beside = new_id(), queries.stage_of_step(journey, after)
    ids = iter((key, new_id()))
    journey = add_stage(
        journey, lambda: next(ids), after=beside.id if beside is not None else None, name=name[:_LONGEST]
    )
    made = journey.stages[key].steps[0].id
    if step:
        journey = rename_step(journey, made, step[:_LONGEST])
    return journey, journey.stages[key], made
