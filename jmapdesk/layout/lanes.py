"""One lane laid out in its own coordinates (y from the lane's top, x of the map): cards packed, curve, label.

After an edit only the touched columns are packed again; everything else is the very same object as before, which is
how the canvas knows what to paint anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from jmapdesk.layout import curve, feelings, folds
from jmapdesk.layout.boxes import CardBox, LaneBox, LaneTools
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Part
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.records import Card, Lane

CardsByPlace = Mapping[int, Sequence[Card]]
"""The cards of a lane by the place of their first step, each top to bottom."""


def lay_lane(lane: Lane, members: CardsByPlace, tools: LaneTools) -> LaneBox:
    """Lay out a whole lane."""
    n = len(tools.columns.boxes)
    cards = tuple(tuple(members.get(place, ())) for place in range(n))
    folded = folds.is_folded(lane, tools.shown)
    label, label_height = lane_label(lane, tools.context, folded)
    if lane.kind == "feelings" and not folded:
        label += feelings.curve_note(lane, cards, tools)
    has_spans = not folded and any(card.to_step for cell in cards for card in cell)
    box = LaneBox(lane, 0.0, cards, ((),) * n, (0.0,) * n, label, label_height, has_spans, folded=folded)
    if folded:
        return folds.summed(replace(box, height=label_height), range(n), tools)
    if box.is_curve:
        height = feelings.curve_height(lane, tools.context)
        series = curve.lay_series(tools.columns, cards, height, tools.context, tools.people)
        box = replace(box, height=height, series=series)
        box = replace(box, cells=tuple(feelings.lay_column(box, place, tools) for place in range(n)))
        return folds.summed(box, range(n), tools)
    return folds.summed(_packed(box, range(n), tools), range(n), tools)


def change_cells(box: LaneBox, changed: Mapping[int, tuple[Card, ...]], tools: LaneTools) -> LaneBox:
    """The lane after the cards of some columns changed; untouched columns keep their very objects."""
    members = list(box.members)
    for place, cards in changed.items():
        members[place] = cards
    fresh = replace(box, members=tuple(members))
    if box.folded:
        return folds.summed(fresh, changed, tools)
    if not box.is_curve:
        spans = box.has_spans or any(card.to_step for cards in changed.values() for card in cards)
        return folds.summed(_packed(replace(fresh, has_spans=spans), changed, tools), changed, tools)
    series: tuple[curve.Series, ...] | None = box.series
    for place, cards in changed.items():
        if series is not None:
            series = curve.moved_series(series, tools.columns, place, cards, box.height)
    if series is None:
        return lay_lane(box.lane, dict(enumerate(members)), tools)
    fresh = replace(fresh, series=series)
    if any(feelings.evidence_of(box.members[place]) != feelings.evidence_of(cards) for place, cards in changed.items()):
        fresh = with_note(fresh, tools)
    cells = list(box.cells)
    near = {p for place in changed for p in range(place - curve.REACH, place + curve.REACH + 1)}
    for place in near:
        if 0 <= place < len(cells):
            cells[place] = _same_or_new(cells[place], feelings.lay_column(fresh, place, tools))
    return folds.summed(replace(fresh, cells=tuple(cells)), changed, tools)


def _same_or_new(old: tuple[CardBox, ...], new: tuple[CardBox, ...]) -> tuple[CardBox, ...]:
    """The old tuple where nothing in it differs, so that identity goes on telling what changed."""
    same = len(old) == len(new) and all(
        a.card is b.card and a.rect == b.rect and a.plan.parts == b.plan.parts for a, b in zip(old, new, strict=True)
    )
    return old if same else new


# --- cards in columns -------------------------------------------------------------------------------------------


def _packed(box: LaneBox, places: Iterable[int], tools: LaneTools) -> LaneBox:
    """Pack the given columns, with those that spans tie to them, and take the lane's height from all columns."""
    cells, bottoms = list(box.cells), list(box.bottoms)
    for first, last in _clusters(box, places, tools.columns):
        packed, ends = _pack(box, first, last, tools)
        for place in range(first, last + 1):
            cells[place] = _keep(cells[place], packed[place - first])
            bottoms[place] = ends[place - first]
    return replace(box, cells=tuple(cells), bottoms=tuple(bottoms), height=_height(box, bottoms, tools.context))


def _keep(old: tuple[CardBox, ...], new: list[CardBox]) -> tuple[CardBox, ...]:
    """New boxes, each the old object where card, plan and place are the same."""
    known = {one.card.id: one for one in old}
    result = []
    for one in new:
        before = known.get(one.card.id)
        same = before is not None and before.plan is one.plan and before.rect == one.rect
        result.append(before if same and before is not None else one)
    if len(result) == len(old) and all(a is b for a, b in zip(result, old, strict=True)):
        return old
    return tuple(result)


def _height(box: LaneBox, bottoms: Iterable[float], context: Context) -> float:
    measures = context.measures
    if box.is_divider:
        return max(measures.divider_height, float(round(box.lane.height or 0)))
    content = max(bottoms, default=0.0) + measures.cell_padding + 1
    return max(measures.lane_min, box.label_height, content, float(round(box.lane.height or 0)))


def _clusters(box: LaneBox, places: Iterable[int], columns: Columns) -> list[tuple[int, int]]:
    """The stretches of columns to pack together: single columns, or all that overlapping spans tie together."""
    if not box.has_spans:
        return [(place, place) for place in places]
    spans = sorted(
        {
            (place, last)
            for place, cards in enumerate(box.members)
            for card in cards
            if (last := span_end(card, place, columns)) > place
        }
    )
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    # a span that has just gone may have tied more columns than those named: pack every tied stretch again
    wanted = set(places)
    loose = sorted(p for p in range(len(box.members)) if not any(a <= p <= b for a, b in joined))
    near = [p for p in loose if p in wanted or any(card.to_step for card in _cards_of(box.cells[p]))]
    return joined + [(p, p) for p in {*near, *(p for p in loose if box.bottoms[p])}]


def _cards_of(boxes: Iterable[CardBox]) -> list[Card]:
    return [one.card for one in boxes]


def span_end(card: Card, place: int, columns: Columns) -> int:
    """The place of the last column a card covers."""
    return columns.last_place(card, place)


def _pack(box: LaneBox, first: int, last: int, tools: LaneTools) -> tuple[list[list[CardBox]], list[float]]:
    """Let each card of the stretch sink from below to the lowest free place over all columns it covers."""
    measures, columns = tools.context.measures, tools.columns
    pad, gap = measures.cell_padding, measures.card_gap
    free = [pad] * (last - first + 1)
    packed: list[list[CardBox]] = [[] for _ in free]
    cards = folds.drawn(box, first, last, tools)
    for place in range(first, last + 1):
        if columns.boxes[place].folded and len(box.members[place]) > sum(1 for _, at in cards if at == place):
            free[place - first] = pad + folds.HEIGHT + gap
    if first != last:
        cards.sort(key=lambda pair: (pair[0].order, pair[0].id))
    for card, place in cards:
        end = span_end(card, place, columns)
        x, w = columns.span(place, end)
        plan = tools.plans.plan(card, w - 2 * pad)
        y = max(free[place - first : end - first + 1])
        packed[place - first].append(CardBox(card, plan, x + pad, y, plan.w, plan.h))
        for p in range(place, end + 1):
            free[p - first] = y + plan.h + gap
    return packed, [bottom - gap if bottom > pad else 0.0 for bottom in free]


# --- labels -----------------------------------------------------------------------------------------------------


def lane_name(lane: Lane, context: Context) -> str:
    """What a lane is called: its own name, else its kind's in the map's language, else its kind's."""
    if lane.name:
        return lane.name
    if lane.kind == "divider":
        return context.words(f"divider.{lane.divider}") if lane.divider else ""
    if context.words.has(f"lane.{lane.kind}"):
        return context.words(f"lane.{lane.kind}")
    known = LANE_KINDS.get(lane.kind)
    return known.name if known else lane.kind.replace("_", " ").capitalize()


def lane_subtitle(lane: Lane, context: Context) -> str:
    """What stands under a lane's name; a lane that has no words of its own takes its kind's, in English maps."""
    if lane.subtitle or lane.name or context.words.language != "en":
        return lane.subtitle
    known = LANE_KINDS.get(lane.kind)
    return known.subtitle if known else ""


def lane_label(lane: Lane, context: Context, folded: bool = False) -> tuple[tuple[Part, ...], float]:
    """The label of a lane in its column (its top left is 0, 0), and the least height it needs; of a ``folded`` one
    only its name, with a sign that there is more."""
    measures, styles, colours = context.measures, context.styles, context.theme.colours
    width = measures.label_column
    if lane.kind == "divider":
        return (), measures.divider_height
    known = LANE_KINDS.get(lane.kind)
    icon = lane.icon or (known.icon if known else "type")
    if folded:
        ink = context.theme.lane_ink(lane.kind, lane.colour)
        return folds.folded_label(lane_name(lane, context), icon, ink, context), measures.folded_lane
    parts: list[Part] = [IconPart(16, 15, 16, icon, context.theme.lane_ink(lane.kind, lane.colour), 2.0)]
    x, y = 40.0, 15.0
    # a lane of feelings keeps room at its end for the line of the scale
    room = width - x - (20 if lane.kind == "feelings" else 8)
    name, _, height = context.text(x, y, width - x - 8, lane_name(lane, context), styles.lane, colours.ink)
    parts.append(name)
    y += height
    said = lane_subtitle(lane, context)
    if said:
        subtitle, _, height = context.text(x, y + 1, room, said, styles.subtitle, colours.muted)
        parts.append(subtitle)
        y += height + 1
    if lane.kind == "feelings":
        parts += feelings.scale_parts(lane, width, y, context)
    return context.turned(parts, width), y + 12


def with_note(box: LaneBox, tools: LaneTools) -> LaneBox:
    """The lane with the words under its curve's label brought up to date; the same label where they are the same."""
    label = lane_label(box.lane, tools.context)[0] + feelings.curve_note(box.lane, box.members, tools)
    return box if label == box.label else replace(box, label=label)
