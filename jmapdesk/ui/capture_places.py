"""Where the capture bar's cards will stand, on the sheet and in words."""

from __future__ import annotations

from collections.abc import Sequence

from jmapdesk.layout.curve import y_of
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card
from jmapdesk.session.capture import Captured, Spot
from jmapdesk.util.geometry import Rect

_HEIGHT = 34.0
"""How high the landing place shows, map units."""
_THIN = 8.0
"""How high it shows at least where the lane has no room left: the room that every lane keeps under its cards."""
SQUEEZED = 20.0
"""What is no higher shows as a line between the cards: no card could stand in so little."""
_LEAST = 20.0
"""Pixels that it is high and wide at least on the screen."""
_NARROW = 28.0
"""How wide a step shows that will be added, and a point of the curve."""


def landing_rect(layout: MapLayout, spot: Spot, found: Captured) -> Rect | None:
    """Where the card will stand: under the last one of its cell, or at its height on the curve.

    A step that will be added shows at the edge where it will open.
    """
    index, place = layout.lane_index(spot.lane.id), layout.columns.place_of.get(spot.step)
    if index is None or place is None:
        return None
    column, box, top = layout.columns.boxes[place], layout.lanes[index], layout.tops[index]
    measures = layout.context.measures
    if spot.beyond:
        edge = column.x if layout.columns.rtl else column.right
        return Rect(edge - _NARROW / 2, top + measures.cell_padding, _NARROW, box.height - 2 * measures.cell_padding)
    if box.is_curve:
        return Rect(column.cx - 14, top + y_of(found.score or 0, box.height) - 14, _NARROW, _NARROW)
    last = max((one.y + one.h for one in box.cells[place]), default=0.0)
    y = last + measures.card_gap if last else measures.cell_padding
    pad = measures.cell_padding
    # the lane grows only with the card: until then the place must not cover what stands in the next one
    end = box.height - 1
    height = max(_THIN, min(_HEIGHT, end - y))
    return Rect(column.x + pad, top + min(y, end - height), column.w - 2 * pad, height)


def seen_from_afar(layout: MapLayout, rect: Rect, zoom: float) -> Rect:
    """The landing place, so large that it is seen at any zoom, and no further than its lane."""
    least = _LEAST if rect.h > _THIN else _THIN
    grown = rect.grown(max(0.0, (least / zoom - min(rect.w, rect.h)) / 2))
    found = layout.lanes_between(rect.cy, rect.cy)
    if not found:
        return grown
    top = layout.tops[found[0]]
    bottom = top + layout.lanes[found[0]].height - 1
    height = min(grown.h, bottom - top)
    return Rect(grown.x, max(top, min(grown.y, bottom - height)), grown.w, height)


def cards_at(layout: MapLayout, lane: str, step: str) -> Sequence[Card]:
    """The cards of a cell, from where they stand: no walk over all cards at each key, where the cell shows."""
    index, place = layout.lane_index(lane), layout.columns.place_of.get(step)
    if index is None or place is None or layout.columns.boxes[place].folded:
        return queries.cell_cards(layout.journey, lane, step)
    return layout.lanes[index].members[place]


def step_words(journey: JourneyMap, step_id: str) -> str:
    """A step by its stage and its name, or its number where it has none."""
    stage = queries.stage_of_step(journey, step_id)
    if stage is None:
        return ""
    steps = queries.steps(stage)
    place = next(i for i, step in enumerate(steps, 1) if step.id == step_id)
    name = steps[place - 1].name
    return stage.name if len(steps) == 1 and not name else f"{stage.name} › {name or place}"
