"""Adding, changing, moving and deleting lanes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jmapdesk.edit.base import changed, index_at, keys_at, made, moved_to, need, need_all
from jmapdesk.edit.references import changed_cards, without_lanes
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Lane
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


def add_lane(
    journey: JourneyMap,
    kind: str,
    new_id: NewId,
    *,
    before: str | None = None,
    after: str | None = None,
    **fields: Any,
) -> JourneyMap:
    """Put a new lane above or below another, else at the bottom. A divider is one of interaction by itself.

    Raises JmapError for unknown ids and kinds and for values that do not fit.
    """
    if kind not in LANE_KINDS:
        raise JmapError("edit.unknown_kind", "There is no such kind of lane.")
    lanes = queries.lanes(journey)
    keys, moved = keys_at(lanes, index_at(lanes, before, after, "lane"))
    if kind == "divider":
        fields.setdefault("divider", "interaction")
    lane = made(Lane, {"id": new_id(), "order": keys[0], "kind": kind}, **fields)
    return _with_orders(journey, moved, lane)


def rename_lane(journey: JourneyMap, lane_id: str, name: str) -> JourneyMap:
    """Give a lane another name; empty text gives it its kind's own."""
    return set_lane_fields(journey, lane_id, name=name)


def set_lane_fields(journey: JourneyMap, lane_id: str, **fields: Any) -> JourneyMap:
    """Change anything of a lane but its kind. Raises JmapError for unknown ids and values that do not fit."""
    lane = need(journey.lanes, lane_id, "lane")
    return with_record(journey, "lanes", changed(lane, ("id", "order", "kind"), **fields))


def move_lane(journey: JourneyMap, lane_id: str, index: int) -> JourneyMap:
    """Bring a lane to a place among all the others, hidden ones counted (0: top)."""
    need(journey.lanes, lane_id, "lane")
    return _with_orders(journey, moved_to(queries.lanes(journey), lane_id, index))


def delete_lanes(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take lanes out with all their cards. Raises JmapError for unknown ids."""
    gone = set(ids)
    need_all(journey.lanes, gone, "lane")
    if not gone:
        return journey
    result = with_records(journey, "lanes", dict.fromkeys(gone))
    result = changed_cards(result, lambda card: None if card.lane in gone else card)
    return without_lanes(result, gone)


def delete_lane(journey: JourneyMap, lane_id: str) -> JourneyMap:
    """Take one lane out, as ``delete_lanes`` does."""
    return delete_lanes(journey, (lane_id,))


def _with_orders(journey: JourneyMap, orders: dict[str, str], *new: Lane) -> JourneyMap:
    records: dict[str, Record | None] = {key: replace(journey.lanes[key], order=order) for key, order in orders.items()}
    return with_records(journey, "lanes", records | {lane.id: lane for lane in new})
