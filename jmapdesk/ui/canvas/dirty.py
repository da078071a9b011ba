"""Which rectangles of the sheet look different after an edit, found by identity: what an edit left alone is the very
same object. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import is_not
from typing import NamedTuple

from jmapdesk.layout import curve
from jmapdesk.layout.boxes import CardBox
from jmapdesk.layout.hit import ink
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.sheet import Block
from jmapdesk.render.map_drawing import segment_fades
from jmapdesk.util.geometry import Rect

_BEYOND = 8.0
"""Room for pens, the sheet's edge and rounding, map units."""


class Shift(NamedTuple):
    """Everything from ``top`` (y before) to the sheet's end has moved down ``by`` (up where negative)."""

    top: float
    by: float


class Damage(NamedTuple):
    """What looks different: what has moved as a whole, and rectangles to paint anew (sheet as it is now)."""

    rects: list[Rect]
    shift: Shift | None = None


def dirty(old: MapLayout, new: MapLayout, reach: Rect | None = None) -> Damage | None:
    """What to paint anew after a change; None where everything may look different.

    Connections that lie wholly outside ``reach``, all that anyone keeps a picture of, are left out.
    """
    if old is new:
        return Damage([])
    if old.columns is not new.columns or old.context is not new.context or old.width != new.width:
        return None
    if old.wanted != new.wanted:
        return None
    if len(old.lanes) != len(new.lanes) or old.header != new.header or old.step_row != new.step_row:
        return None
    rects = [
        rect
        for a, b in ((old.title, new.title), *zip(old.personas, new.personas, strict=False))
        for rect in _block(a, b)
    ]
    for gone in (*old.personas[len(new.personas) :], *new.personas[len(old.personas) :]):
        rects.append(gone.rect.grown(_BEYOND))
    resized: list[int] = []
    for index, (before, after) in enumerate(zip(old.lanes, new.lanes, strict=True)):
        if before.lane is not after.lane or before.folded != after.folded:
            return None
        if before is not after:
            rects += [rect.moved(0, new.tops[index]) for rect in _lane(old, new, index)]
        if before.height != after.height:
            resized.append(index)
    if not resized:
        return Damage([*rects, *_wires(old, new, None, reach), *_block(old.footer, new.footer), *_end(old.height, new)])
    first = resized[0]
    foot = _foot(old, new, first)
    if len(resized) > 1:
        whole = foot._replace(h=max(old.height, new.height) + 2 * _BEYOND - foot.y)
        return Damage([*rects, *_wires(old, new, None, reach), whole])
    before, after = old.lanes[first], new.lanes[first]
    by = after.height - before.height
    rects.append(foot)
    moved = replace(old.footer, rect=old.footer.rect.moved(0, by))
    if (moved.parts, moved.rect) != (new.footer.parts, new.footer.rect):
        rects.append(moved.rect.united(new.footer.rect).grown(_BEYOND))
    rects += _end(old.height + by, new)
    shift = Shift(old.tops[first] + before.height, by)
    return Damage([*rects, *_wires(old, new, shift, reach)], shift)


def _end(height: float, new: MapLayout) -> list[Rect]:
    """The sheet's lower end where a footer of another height has moved it."""
    if height == new.height:
        return []
    top = min(height, new.height) - _BEYOND
    return [Rect(-_BEYOND, top, new.width + 2 * _BEYOND, max(height, new.height) + _BEYOND - top)]


def below(shift: Shift, layout: MapLayout) -> Rect:
    """All that a shift moved or uncovered, for painting it anew instead."""
    top = shift.top + min(0.0, shift.by) - 2
    return Rect(-_BEYOND, top, layout.width + 2 * _BEYOND, layout.height + abs(shift.by) + 2 * _BEYOND - top)


def merged(rects: Iterable[Rect], spare: float) -> list[Rect]:
    """Fewer rectangles over the same ground: two are one where that paints no more than ``spare`` for nothing."""
    result: list[Rect] = []
    for rect in rects:
        at = 0
        while at < len(result):
            other = result[at]
            both = rect.united(other)
            if both.w * both.h <= rect.w * rect.h + other.w * other.h + spare:
                rect = both
                del result[at]
                at = 0
            else:
                at += 1
        result.append(rect)
    return result


def _block(a: Block, b: Block) -> list[Rect]:
    if a is b or (a.rect == b.rect and a.parts == b.parts):
        return []
    return [a.rect.united(b.rect).grown(_BEYOND)]


def _wires(old: MapLayout, new: MapLayout, shift: Shift | None, reach: Rect | None) -> Iterator[Rect]:
    """Where connections were and are that look different, but for those that moved with all that stands below."""
    was, now = old.wires, new.wires
    fades = bool(new.wanted) or bool(old.wanted)
    if was is now and not fades:
        return
    near = (
        was.kept.keys() | now.kept.keys() if reach is None
        else {*was.between(reach.x, reach.right), *now.between(reach.x, reach.right)}
    )  # fmt: skip
    for key in near:
        same = was.kept.get(key) is now.kept.get(key)
        if same and (not fades or old.fades_wire(was[key]) == new.fades_wire(now[key])):
            top = was.top(key)
            by = now.top(key) - top
            if not by or (shift and abs(by - shift.by) < 1e-6 and was.kept[key].bounds.y + top >= shift.top):
                continue
        if reach is not None and not (was.reaches(key, reach) or now.reaches(key, reach)):
            continue
        before, after = was.get(key), now.get(key)
        for rect in before.inks() if before else ():
            # its pixels have moved with all that stands below
            top = rect.y + (shift.by if shift and rect.y >= shift.top else 0.0)
            bottom = rect.bottom + (shift.by if shift and rect.bottom > shift.top else 0.0)
            yield Rect(rect.x, min(top, rect.y), rect.w, max(bottom, rect.bottom) - min(top, rect.y))
        yield from after.inks() if after else ()


def _foot(old: MapLayout, new: MapLayout, index: int) -> Rect:
    """The lower end of a lane whose height changed; all of it where its height places what is in it."""
    before, after = old.lanes[index], new.lanes[index]
    whole = after.is_curve or after.is_divider or bool(after.counts)
    low = 0.0 if whole else min(before.height, after.height) - 1
    top = new.tops[index] + low - 1
    return Rect(-_BEYOND, top, new.width + 2 * _BEYOND, after.height - low + 2)


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
    if before.summaries is not after.summaries:
        for had, has in zip(before.summaries, after.summaries, strict=True):
            yield from (one.rect.grown(_BEYOND) for one in (had, has) if one is not None and had is not has)
    for place in _others(before.cells, after.cells):
        yield from _cell(old, new, before.cells[place], after.cells[place])
    if after.is_curve:  # a collapsed stage has a point on the curve and no cards
        for place in _others(before.members, after.members):
            yield from _bend(old, new, index, place)
    if after.is_curve and [one.name for one in before.series] != [one.name for one in after.series]:
        yield Rect(new.columns.body.x, 0, new.columns.body.w, after.height)


def _others(before: Sequence[object], after: Sequence[object]) -> Iterator[int]:
    """The places in which another object stands."""
    return compress(range(len(after)), map(is_not, before, after))


def _cell(
    old: MapLayout, new: MapLayout, was: Sequence[CardBox], now: Sequence[CardBox]
) -> Iterator[Rect]:
    same = {id(one) for one in was} & {id(one) for one in now}
    for layout, boxes in ((old, was), (new, now)):
        for one in boxes:
            if id(one) not in same:
                yield ink(layout, one)


def _bend(old: MapLayout, new: MapLayout, index: int, place: int) -> Iterator[Rect]:
    """The segments of the curves that a changed point bends, as they were and as they are: two to either side."""
    neutral = curve.y_of(0, new.lanes[index].height)
    was, now = _segments(old, index, place), _segments(new, index, place)
    for key in was.keys() | now.keys():
        if was.get(key) != now.get(key):
            for found in (was.get(key), now.get(key)):
                if found is not None:
                    piece, _ = found
                    xs, ys = piece[0::2], (*piece[1::2], neutral)
                    yield Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(_BEYOND / 2)


def _segments(
    layout: MapLayout, index: int, place: int
) -> dict[tuple[curve.SeriesKey, int], tuple[curve.Segment, bool]]:
    """The segments near a place and whether they are faded, by curve and the place they begin at."""
    found = {}
    for series in layout.lanes[index].series:
        start = max(0, curve.point_index(series, place - 2) - 1)
        for i in range(start, curve.point_index(series, place + 3)):
            piece = curve.segment(series.points, i)
            if piece is not None:
                found[series.key, series.points[i].place] = piece, segment_fades(layout, series, i)
    return found



def ink_of(layout: MapLayout, card_id: str) -> Rect | None:
    """All that a card paints, on the sheet; None where it is not shown."""
    card = layout.journey.cards.get(card_id)
    if card is None or card.lane is None or card.step is None:
        return None
    index, place = layout.lane_index(card.lane), layout.columns.place(card)
    if index is None or place is None:
        return None
    for one in layout.lanes[index].cells[place]:
        if one.card.id == card_id:
            return ink(layout, one).moved(0, layout.tops[index])
    return None
