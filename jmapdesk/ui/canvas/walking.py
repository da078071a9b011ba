"""Where the arrow keys lead: from card to card and cell to cell in reading order. Pure, no Qt."""

from __future__ import annotations

from typing import Literal, TypeAlias

from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref

Way: TypeAlias = Literal["up", "down", "left", "right", "next", "back", "first", "last"]
"""``next`` and ``back`` go along the lane in reading direction (Tab), ``first`` and ``last`` to its ends."""


def walk(layout: MapLayout, start: Ref | None, way: Way) -> Ref | None:
    """The thing that lies that way; None where nothing does."""
    if way in ("left", "right"):
        way = "next" if (way == "right") != layout.columns.rtl else "back"
    if start is None:
        return _first(layout)
    match start.kind:
        case "card" | "cell":
            return _from_cell(layout, start, way)
        case "connection":
            return _from_connection(layout, start, way)
        case "stage":
            return _from_stage(layout, start, way)
        case "step":
            return _from_step(layout, start, way)
        case "lane":
            return _from_lane(layout, start, way)
        case "about" | "persona" if way == "down" and layout.stages:
            return Ref("stage", layout.stages[0].element)
    return None


def leap(layout: MapLayout, start: Ref | None, way: Literal["up", "down", "left", "right"]) -> Ref | None:
    """The same place in the next lane (up, down) or at the first step of the next stage (left, right)."""
    if start is None:
        return _first(layout)
    if start.kind not in ("card", "cell"):
        return walk(layout, start, way)
    found = _place(layout, start)
    if found is None:
        return _first(layout)
    index, place = found
    if way in ("up", "down"):
        step = 1 if way == "down" else -1
        others = range(index + step, len(layout.lanes) if step > 0 else -1, step)
        other = next((one for one in others if _walkable(layout, one)), None)
        return None if other is None else _enter(layout, other, place, from_above=True)
    onwards = (way == "right") != layout.columns.rtl
    firsts = [box.first for box in layout.columns.stages]
    beside = [first for first in firsts if (first > place if onwards else first < place)]
    return _enter(layout, index, beside[0 if onwards else -1], from_above=True) if beside else None


def _first(layout: MapLayout) -> Ref | None:
    first = _open_place(layout, 0, 1)
    for index in range(len(layout.lanes)):
        if _walkable(layout, index) and first is not None:
            return _enter(layout, index, first, from_above=True)
    return Ref("stage", layout.stages[0].element) if layout.stages else None


def _walkable(layout: MapLayout, index: int) -> bool:
    box = layout.lanes[index]
    return card_kind_of(box.lane.kind) is not None and not box.folded


def _open_place(layout: MapLayout, start: int, step: int) -> int | None:
    """The first place from ``start`` on whose stage is not collapsed; None where there is none that way."""
    boxes = layout.columns.boxes
    while 0 <= start < len(boxes) and boxes[start].folded:
        start += step
    return start if 0 <= start < len(boxes) else None


def _place(layout: MapLayout, ref: Ref) -> tuple[int, int] | None:
    """Lane index and place of a card or cell."""
    if ref.kind == "cell":
        index, place = layout.lane_index(ref.id), layout.columns.place_of.get(ref.step)
    else:
        card = layout.journey.cards.get(ref.id)
        if card is None:
            return None
        index, place = layout.lane_index(card.lane or ""), layout.columns.place(card)
    return None if index is None or place is None else (index, place)


def _enter(layout: MapLayout, index: int, place: int, *, from_above: bool, near: float | None = None) -> Ref:
    """The first or last card of a cell, or the one nearest to a y of the lane; the cell itself where it is empty."""
    box = layout.lanes[index]
    cards = sorted(box.cells[place], key=lambda one: (one.y, one.card.id))
    if not cards:
        return cell_ref(box.lane.id, layout.columns.boxes[place].step.id)
    if near is not None:
        return card_ref(min(cards, key=lambda one: abs(one.y + one.h / 2 - near)).card.id)
    return card_ref((cards[0] if from_above else cards[-1]).card.id)


def _from_cell(layout: MapLayout, start: Ref, way: Way) -> Ref | None:
    found = _place(layout, start)
    if found is None:
        return _first(layout)
    index, place = found
    box = layout.lanes[index]
    cards = sorted(box.cells[place], key=lambda one: (one.y, one.card.id))
    at = next((i for i, one in enumerate(cards) if one.card.id == start.id), None)
    if way in ("up", "down"):
        step = 1 if way == "down" else -1
        if at is not None and 0 <= at + step < len(cards):
            return card_ref(cards[at + step].card.id)
        other = index + step
        while 0 <= other < len(layout.lanes):
            if _walkable(layout, other):
                return _enter(layout, other, place, from_above=step > 0)
            other += step
        if step < 0:
            column = layout.columns.boxes[place]
            return Ref("step", column.step.id)
        return None
    last = len(layout.columns.boxes) - 1
    if way in ("first", "last"):
        end = _open_place(layout, 0, 1) if way == "first" else _open_place(layout, last, -1)
        return None if end is None else _enter(layout, index, end, from_above=True)
    ahead = 1 if way == "next" else -1
    target = _open_place(layout, place + ahead, ahead)
    if target is None:
        return Ref("lane", box.lane.id) if ahead < 0 else None
    near = cards[at].y + cards[at].h / 2 if at is not None else 0.0
    return _enter(layout, index, target, from_above=True, near=near)


def _from_connection(layout: MapLayout, start: Ref, way: Way) -> Ref | None:
    """To the card an arrow comes from, or onwards to the one it leads to."""
    arrow = layout.journey.connections.get(start.id)
    if arrow is None:
        return _first(layout)
    return card_ref(arrow.end if way in ("next", "down", "last") else arrow.start)


def _from_stage(layout: MapLayout, start: Ref, way: Way) -> Ref | None:
    ids = [box.stage.id for box in layout.columns.stages]
    if start.id not in ids:
        return None
    at = ids.index(start.id)
    if way == "up":
        return ABOUT
    if way == "down":
        first = layout.columns.stages[at].first
        if layout.columns.boxes[first].folded:
            return None
        return Ref("step", layout.columns.boxes[first].step.id)
    return _along("stage", ids, at, way)


def _from_step(layout: MapLayout, start: Ref, way: Way) -> Ref | None:
    place = layout.columns.place_of.get(start.id)
    if place is None:
        return None
    if way == "up":
        return Ref("stage", layout.columns.boxes[place].stage.id)
    if way == "down":
        return _top_cell(layout, place)
    ids = [box.step.id for box in layout.columns.boxes if not box.folded]
    return _along("step", ids, ids.index(start.id), way) if start.id in ids else None


def _top_cell(layout: MapLayout, place: int) -> Ref | None:
    for index in range(len(layout.lanes)):
        if _walkable(layout, index):
            return _enter(layout, index, place, from_above=True)
    return None


def _along(kind: Literal["stage", "step"], ids: list[str], at: int, way: Way) -> Ref | None:
    if way in ("first", "last"):
        return Ref(kind, ids[0 if way == "first" else -1])
    target = at + (1 if way == "next" else -1)
    return Ref(kind, ids[target]) if 0 <= target < len(ids) else None


def _from_lane(layout: MapLayout, start: Ref, way: Way) -> Ref | None:
    index = layout.lane_index(start.id)
    if index is None:
        return None
    if way in ("up", "down"):
        other = index + (1 if way == "down" else -1)
        return Ref("lane", layout.lanes[other].lane.id) if 0 <= other < len(layout.lanes) else None
    if way in ("next", "last") and _walkable(layout, index):
        last = len(layout.columns.boxes) - 1
        end = _open_place(layout, 0, 1) if way == "next" else _open_place(layout, last, -1)
        return None if end is None else _enter(layout, index, end, from_above=True)
    return None
