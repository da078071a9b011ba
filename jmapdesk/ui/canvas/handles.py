"""Where a round plus appears under the pointer to add a stage, a step or a lane. Pure: sizes in pixels on screen,
places in map units."""

from __future__ import annotations

from typing import Final, NamedTuple

from jmapdesk.layout.hit import Insertion, lane_insertion, stage_insertion, step_insertion
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.util.geometry import Rect

_NEAR: Final = 12.0
_BEYOND: Final = 40.0


class Handle(NamedTuple):
    """A plus at a point of the sheet, and what it inserts."""

    insertion: Insertion
    x: float
    y: float


def handle_at(layout: MapLayout, x: float, y: float, zoom: float) -> Handle | None:
    """The plus to show for a pointer at a point of the sheet; None where there is none."""
    near, beyond = _NEAR / zoom, _BEYOND / zoom
    return (
        _stage_at_end(layout, x, y, near, beyond)
        or _stage_between(layout, x, y, near)
        or _step(layout, x, y, near)
        or _lane(layout, x, y, near, beyond)
    )


def _end(layout: MapLayout) -> tuple[float, float]:
    """The x of the table's far edge, and the direction that leads away from it."""
    return (layout.table.x, -1.0) if layout.columns.rtl else (layout.table.right, 1.0)


def _stage_at_end(layout: MapLayout, x: float, y: float, near: float, beyond: float) -> Handle | None:
    end, away = _end(layout)
    header = layout.header
    if not (header.y - near <= y < layout.step_row.bottom + near and -near / 2 <= (x - end) * away <= beyond):
        return None
    stages = layout.columns.stages
    line = Rect(end, layout.table.y, 0, layout.table.h)
    insertion = Insertion("stage", stages[-1].stage.id if stages else None, None, line)
    return Handle(insertion, end + away * min(near * 1.4, 30.0), header.cy)


def _stage_between(layout: MapLayout, x: float, y: float, near: float) -> Handle | None:
    header = layout.header
    found = stage_insertion(layout, x)
    if found is None or found.before is None or abs(x - found.line.x) > near:
        return None
    if not header.y - near <= y <= header.y + near / 2:
        return None
    return Handle(found, found.line.x, header.y)


def _step(layout: MapLayout, x: float, y: float, near: float) -> Handle | None:
    found = step_insertion(layout, x)
    edge = layout.header.bottom
    if found is None or abs(x - found.line.x) > near or abs(y - edge) > near * 0.75:
        return None
    return Handle(found, found.line.x, edge)


def _lane(layout: MapLayout, x: float, y: float, near: float, beyond: float) -> Handle | None:
    table, label = layout.table, layout.columns.label
    outer = label.right if layout.columns.rtl else label.x
    found = lane_insertion(layout, y)
    if found is None:
        if label.x <= x < label.right and 0 <= y - table.bottom <= beyond:
            line = Rect(table.x, table.bottom, table.w, 0)
            return Handle(Insertion("lane", None, None, line), label.cx, table.bottom + near * 1.3)
        return None
    if found.before is None and label.x <= x < label.right and near / 2 <= y - table.bottom <= beyond:
        return Handle(found, label.cx, table.bottom + near * 1.3)
    if abs(x - outer) <= near and abs(y - found.line.y) <= near:
        return Handle(found, outer, found.line.y)
    return None
