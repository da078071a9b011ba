"""Collapsing stages and lanes to summaries, and opening them. Nothing in them changes."""

from __future__ import annotations

from collections.abc import Collection

from jmapdesk.edit.base import need_all
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.record import Record, replace


def fold(
    journey: JourneyMap, collapsed: bool, *, stages: Collection[str] = (), lanes: Collection[str] = ()
) -> JourneyMap:
    """Collapse stages and lanes, or open them. Lanes that hold no cards have nothing to collapse and stay as they are.

    Raises JmapError for unknown ids.
    """
    need_all(journey.stages, stages, "stage")
    need_all(journey.lanes, lanes, "lane")
    turned: dict[str, Record | None] = {key: replace(journey.stages[key], collapsed=collapsed) for key in stages}
    rows: dict[str, Record | None] = {
        key: replace(journey.lanes[key], collapsed=collapsed)
        for key in lanes
        if card_kind_of(journey.lanes[key].kind) is not None
    }
    return with_records(with_records(journey, "stages", turned), "lanes", rows)


def toggled(journey: JourneyMap, *, stages: Collection[str] = (), lanes: Collection[str] = ()) -> JourneyMap:
    """Collapse these stages and lanes if any of them is open, else open them all. Raises JmapError for unknown ids."""
    need_all(journey.stages, stages, "stage")
    need_all(journey.lanes, lanes, "lane")
    rows = [key for key in lanes if card_kind_of(journey.lanes[key].kind) is not None]
    shut = all(journey.stages[key].collapsed for key in stages) and all(journey.lanes[key].collapsed for key in rows)
    return fold(journey, not shut, stages=stages, lanes=rows)


def open_all(journey: JourneyMap) -> JourneyMap:
    """Open every stage and lane that is collapsed."""
    return fold(
        journey, False,
        stages=[stage.id for stage in journey.stages.values() if stage.collapsed],
        lanes=[lane.id for lane in journey.lanes.values() if lane.collapsed],
    )  # fmt: skip
