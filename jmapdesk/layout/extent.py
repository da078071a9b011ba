"""Where things of a map stand on its sheet, so that a part of it can be shown by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from jmapdesk.layout.hit import cell_of, ink
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.util.geometry import Rect, union

AROUND: Final = 10.0
"""Map units left free round what is shown by itself."""


def extent(layout: MapLayout, things: Iterable[str]) -> Rect | None:
    """The rectangle that holds things by names such as ``card:ID``, ``stage:ID``, ``cell:LANE:STEP``.

    A stage or step stands for its whole column, a lane for its whole row. None where none of them shows.
    """
    rects = [rect for name in things if (rect := _rect(layout, *name.split(":"))) is not None]
    return union(rects).grown(AROUND) if rects else None


def _rect(layout: MapLayout, kind: str, key: str = "", step: str = "") -> Rect | None:
    foot = layout.table.bottom
    match kind:
        case "card":
            return _card(layout, key)
        case "stage":
            box = next((one for one in layout.columns.stages if one.stage.id == key), None)
            return Rect(box.x, layout.header.y, box.w, foot - layout.header.y) if box is not None else None
        case "step":
            place = layout.columns.place_of.get(key)
            column = layout.columns.boxes[place] if place is not None else None
            return Rect(column.x, layout.step_row.y, column.w, foot - layout.step_row.y) if column is not None else None
        case "lane":
            index = layout.lane_index(key)
            if index is None:
                return None
            return Rect(layout.table.x, layout.tops[index], layout.table.w, layout.lanes[index].height)
        case "cell":
            return cell_of(layout, key, step)
        case "connection":
            wire = layout.wires.get(key)
            return wire.bounds if wire is not None else None
        case "persona":
            return next((block.rect for block in layout.personas if block.element == key), None)
        case "about":
            return layout.title.rect
    return None


def _card(layout: MapLayout, key: str) -> Rect | None:
    """All that a card paints; where it is only counted, what counts it."""
    card = layout.journey.cards.get(key)
    index = layout.lane_index(card.lane or "") if card is not None else None
    place = layout.columns.place(card) if card is not None else None
    if index is None or place is None:
        return None
    for one in layout.lanes[index].cells[place]:
        if one.card.id == key:
            return ink(layout, one).moved(0, layout.tops[index])
    return layout.summary_rect(key)
