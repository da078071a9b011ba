"""Which rectangles of the sheet look different after an edit, found by identity: what an edit left alone is the very
same object. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmapdesk.layout import curve
from jmapdesk.layout.hit import ink
from jmapdesk.layout.lanes import CardBox, LaneBox
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.sheet import Block
from jmapdesk.model.records import Card
from jmapdesk.util.geometry import Rect

_BEYOND = 8.0
"""Room for pens, the sheet's edge and rounding, map units."""
_NOTE_HEIGHT = 26.0
_NOTE_WIDTH = 1230.0


def dirty(old: MapLayout, new: MapLayout) -> list[Rect] | None:
    """The rectangles to paint anew, in sheet coordinates; None where everything may look different."""
    if old is new:
        return []
    if old.columns is not new.columns or old.context is not new.context or old.width != new.width:
        return None
    if len(old.lanes) != len(new.lanes) or old.header != new.header or old.step_row != new.step_row:
        return None
    rects = [
        rect
        for a, b in ((old.title, new.title), (old.footer, new.footer), *zip(old.personas, new.personas, strict=False))
        for rect in _block(a, b)
    ]
    for gone in (*old.personas[len(new.personas) :], *new.personas[len(old.personas) :]):
        rects.append(gone.rect.grown(_BEYOND))
    for index, (before, after) in enumerate(zip(old.lanes, new.lanes, strict=True)):
        if before.lane is not after.lane:
            return None
        if before is not after:
            rects += [rect.moved(0, new.tops[index]) for rect in _lane(old, new, index)]
        if before.height != after.height:
            rects.append(_below(old, new, index))
            break
    return rects


def _block(a: Block, b: Block) -> list[Rect]:
    if a is b or (a.rect == b.rect and a.parts == b.parts):
        return []
    return [a.rect.united(b.rect).grown(_BEYOND)]


def _below(old: MapLayout, new: MapLayout, index: int) -> Rect:
    """Everything from the lower end of a lane whose height changed; the whole lane where it holds curves."""
    before, after = old.lanes[index], new.lanes[index]
    low = 0.0 if after.is_curve or after.is_divider else min(before.height, after.height)
    low = min(low, after.height - 1)
    top = new.tops[index] + low - 2
    # a label that is centred or a count moves with the height
    if after.counts:
        top = new.tops[index]
    return Rect(-_BEYOND, top, new.width + 2 * _BEYOND, max(old.height, new.height) + 2 * _BEYOND - top)


def _lane(old: MapLayout, new: MapLayout, index: int) -> Iterator[Rect]:
    """What differs inside a lane, in the lane's own coordinates."""
    before, after = old.lanes[index], new.lanes[index]
    if before.label is not after.label and before.label != after.label:
        label = new.columns.label
        yield Rect(label.x, 0, label.w, after.height)
    if before.counts != after.counts:
        for place in range(len(after.cells)):
            if before.counts[place : place + 1] != after.counts[place : place + 1]:
                column = new.columns.boxes[place]
                yield Rect(column.x, 0, column.w, after.height)
    for place, (was, now) in enumerate(zip(before.cells, after.cells, strict=True)):
        if was is not now:
            yield from _cell(old, new, was, now)
            if after.is_curve and before.members[place] is not after.members[place]:
                yield _bend(before, after, place, new)
                if _tells_otherwise(before.members[place], after.members[place]):
                    body = new.columns.body
                    width = min(_NOTE_WIDTH, body.w)
                    x = body.right - width if new.columns.rtl else body.x
                    yield Rect(x, after.height - _NOTE_HEIGHT, width, _NOTE_HEIGHT)
    if after.is_curve and [one.name for one in before.series] != [one.name for one in after.series]:
        yield Rect(new.columns.body.x, 0, new.columns.body.w, after.height)


def _cell(
    old: MapLayout, new: MapLayout, was: Sequence[CardBox], now: Sequence[CardBox]
) -> Iterator[Rect]:
    same = {id(one) for one in was} & {id(one) for one in now}
    for layout, boxes in ((old, was), (new, now)):
        for one in boxes:
            if id(one) not in same:
                yield ink(layout, one)


def _bend(before: LaneBox, after: LaneBox, place: int, layout: MapLayout) -> Rect:
    """The stretch of the curves that a changed point bends: two segments to either side."""
    last = len(layout.columns.boxes) - 1
    left, width = layout.columns.span(max(0, place - 2), min(last, place + 2))
    ys = [curve.y_of(0, after.height)]
    for series in (*before.series, *after.series):
        start = curve.point_index(series, place - 2)
        stop = curve.point_index(series, place + 3)
        ys += [point.y for point in series.points[start:stop]]
    return Rect(left, min(ys), width, max(ys) - min(ys)).grown(_BEYOND)


def _tells_otherwise(before: Sequence[Card], after: Sequence[Card]) -> bool:
    """Whether the line about sources may read otherwise."""
    if len(before) != len(after):
        return True
    return any(
        a.sources != b.sources or a.readings != b.readings or a.series != b.series
        for a, b in zip(before, after, strict=True)
    )


def ink_of(layout: MapLayout, card_id: str) -> Rect | None:
    """All that a card paints, on the sheet; None where it is not shown."""
    card = layout.journey.cards.get(card_id)
    if card is None or card.lane is None or card.step is None:
        return None
    index, place = layout.lane_index(card.lane), layout.columns.place_of.get(card.step)
    if index is None or place is None:
        return None
    for one in layout.lanes[index].cells[place]:
        if one.card.id == card_id:
            return ink(layout, one).moved(0, layout.tops[index])
    return None
