"""What lies under a point of the sheet, and where dropped cards would land. Pure: map units in, ids out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, TypeAlias

from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.curve import score_at
from jmapdesk.layout.folds import FOLD_SIZE
from jmapdesk.layout.lanes import span_end
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import ShapePart, TextPart
from jmapdesk.layout.wires import Wire
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.util.geometry import Rect, path_bounds, union

HitKind: TypeAlias = Literal[
    "card", "connection", "cell", "stage", "step", "lane", "lane_edge", "step_edge", "title", "persona", "footer",
    "table", "outside",
]
"""What can lie under a point; ``table`` is its corner over the labels, ``outside`` everything beside the map."""


class Hit(NamedTuple):
    """What lies under a point.

    ``id`` is the card's, connection's, stage's, step's, lane's or persona's; a cell's is its lane's. Cards and cells
    tell their ``lane`` and the ``step`` under the point, stages that step. ``part`` says more: ``marker`` or ``label``
    of a feeling, ``end`` of a card's far edge, ``link`` of the mark that says it points somewhere, ``name`` or
    ``rest`` of the title block, ``fold`` of the place that collapses and opens a stage or lane, ``summary`` of what
    stands in one that is collapsed.
    """

    kind: HitKind
    id: str = ""
    lane: str = ""
    step: str = ""
    part: str = ""


class Slot(NamedTuple):
    """Where dropped cards land: a cell, and the cards (those being moved not counted) they come between.

    ``y`` is where the first of them would begin on the sheet, ``score`` what a feeling dropped there would have.
    """

    lane: str
    step: str
    after: str | None
    before: str | None
    lane_index: int
    place: int
    y: float
    score: float | None = None


class Insertion(NamedTuple):
    """A place between stages, steps or lanes: what stands before and after it (None: an edge), and its line."""

    kind: Literal["stage", "step", "lane"]
    after: str | None
    before: str | None
    line: Rect
    """The line between the two; no width for stages and steps, no height for lanes."""


STEP_STRIP = 9.0
"""Where no step has a name, steps are taken by this much of the arrows' foot, map units."""


def hit(layout: MapLayout, x: float, y: float, slack: float = 0.0) -> Hit:
    """What lies under a point; ``slack`` (map units) widens edges and the markers of feelings."""
    if layout.table.grown(slack).contains(x, y):
        found = _in_table(layout, x, y, slack)
        if found is not None:
            return found
    for block in layout.personas:
        if block.rect.contains(x, y):
            return Hit("persona", block.element)
    if layout.title.rect.contains(x, y):
        return Hit("title", part="name" if title_rect(layout).contains(x, y) else "rest")
    if layout.footer.rect.contains(x, y):
        return Hit("footer")
    return Hit("outside")


def _in_table(layout: MapLayout, x: float, y: float, slack: float) -> Hit | None:
    columns = layout.columns
    on_label = columns.label.x <= x < columns.label.right
    if y < layout.header.bottom:
        if on_label or not layout.table.contains(x, y):
            return Hit("table") if layout.table.contains(x, y) else None
        column = columns.at(x)
        if column is None:
            return Hit("table")
        fold = fold_rect(layout, "stage", column.stage.id)
        if fold is not None and fold.contains(x, y):
            return Hit("stage", column.stage.id, step=column.step.id, part="fold")
        if not layout.step_row.h and y >= layout.header.bottom - _strip(layout, slack):
            return _on_step_row(layout, x, slack)
        return Hit("stage", column.stage.id, step=column.step.id)
    if y < layout.step_row.bottom:
        if on_label:
            return Hit("table")
        return _on_step_row(layout, x, slack)
    index = layout.lane_at(min(y, layout.table.bottom - 1e-6))
    if index is None:
        return None
    if on_label:
        return _on_label(layout, index, x, y, slack)
    column = columns.at(x)
    if column is None or not layout.table.contains(x, y):
        return None
    box = layout.lanes[index]
    lane = box.lane.id
    found = _card_at(layout, index, column.place, x, y - layout.tops[index], slack)
    if found is not None:
        one, part = found
        return Hit("card", one.card.id, lane, column.step.id, part)
    wire = wire_at(layout, x, y, slack)
    if wire is not None:
        return Hit("connection", wire.connection.id, lane, column.step.id)
    if box.folded:
        return Hit("lane", lane, lane, part="summary")
    if column.folded:
        return Hit("stage", column.stage.id, lane, column.step.id, "summary")
    if card_kind_of(box.lane.kind) is None:
        return Hit("lane", lane, lane)  # a line or counts: there are no cells in it, it is taken where it runs
    return Hit("cell", lane, lane, column.step.id)


def _strip(layout: MapLayout, slack: float) -> float:
    """How much of the arrows' foot takes steps: from far away more of it, but never so much that stages are lost."""
    return min(max(STEP_STRIP, 3 * slack), layout.header.h / 3)


def _on_step_row(layout: MapLayout, x: float, slack: float) -> Hit:
    columns = layout.columns
    column = columns.at(x)
    if column is None:
        return Hit("table")
    if column.folded:
        return Hit("stage", column.stage.id, step=column.step.id)
    ends = columns.boxes[column.place - 1] if column.place else None
    far = column.x if columns.rtl else column.right
    near = column.right if columns.rtl else column.x
    if abs(x - far) <= slack:
        return Hit("step_edge", column.step.id)
    if ends is not None and not ends.folded and abs(x - near) <= slack:
        return Hit("step_edge", ends.step.id)
    return Hit("step", column.step.id)


def _on_label(layout: MapLayout, index: int, x: float, y: float, slack: float) -> Hit:
    top, box = layout.tops[index], layout.lanes[index]
    if abs(y - (top + box.height)) <= slack and not box.folded:
        return Hit("lane_edge", box.lane.id, box.lane.id)
    if index and abs(y - top) <= slack and not layout.lanes[index - 1].folded:
        above = layout.lanes[index - 1].lane.id
        return Hit("lane_edge", above, above)
    fold = fold_rect(layout, "lane", box.lane.id)
    part = "fold" if fold is not None and fold.contains(x, y) else ""
    return Hit("lane", box.lane.id, box.lane.id, part=part)


def _card_at(
    layout: MapLayout, index: int, place: int, x: float, y: float, slack: float
) -> tuple[CardBox, str] | None:
    """The card at a point of a lane (the lane's own y), the one painted last first."""
    box = layout.lanes[index]
    if box.is_curve:
        return _feeling_at(layout, box, place, x, y, slack)
    over = list(boxes_over(layout, index, place))
    for one in reversed(over):
        if one.plan.link is not None and one.plan.link.moved(one.x, one.y).contains(x, y):
            return one, "link"
    for one in reversed(over):
        if one.rect.contains(x, y):
            end = one.x if layout.columns.rtl else one.x + one.w
            return one, "end" if abs(x - end) <= slack else ""
    return None


def _feeling_at(
    layout: MapLayout, box: LaneBox, place: int, x: float, y: float, slack: float
) -> tuple[CardBox, str] | None:
    near = [one for p in (place - 1, place, place + 1) if 0 <= p < len(box.cells) for one in box.cells[p]]
    for one in reversed(near):
        if one.rect.grown(slack).contains(x, y):
            return one, "marker"
    for one in reversed(near):
        if any(rect.contains(x, y) for rect in _text_rects(layout, one)):
            return one, "label"
    return None


def wire_at(layout: MapLayout, x: float, y: float, slack: float = 0.0) -> Wire | None:
    """The connection whose line or words lie under a point of the sheet, the nearest where there are several."""
    reach = 1.5 + slack
    best: tuple[float, Wire] | None = None
    for wire in layout.wires.touching(Rect(x - reach, y - reach, 2 * reach, 2 * reach)):
        boxes = [wire.label_rect] if wire.label_rect else []
        boxes += wire.stretches()
        far = min(max(box.x - x, x - box.right, box.y - y, y - box.bottom, 0.0) for box in boxes)
        if far <= reach and (best is None or far < best[0]):
            best = far, wire
    return best[1] if best else None


def boxes_over(layout: MapLayout, index: int, place: int) -> Iterator[CardBox]:
    """The cards of a lane that cover a column: those that begin before and reach it, then the column's own."""
    box = layout.lanes[index]
    if box.has_spans:
        for earlier in range(place):
            for one in box.cells[earlier]:
                if one.card.to_step and span_end(one.card, earlier, layout.columns) >= place:
                    yield one
    yield from box.cells[place]


def cards_in(layout: MapLayout, area: Rect) -> list[str]:
    """The ids of the cards whose own rectangle touches an area of the sheet, in reading order."""
    found: dict[str, None] = {}
    places = layout.columns.between(area.x, area.right)
    for index in layout.lanes_between(area.y, area.bottom):
        top = layout.tops[index]
        inner = area.moved(0, -top)
        for place in places:
            for one in boxes_over(layout, index, place):
                if one.rect.overlaps(inner):
                    found[one.card.id] = None
    return list(found)


# --- rectangles -------------------------------------------------------------------------------------------------


def _text_rects(layout: MapLayout, one: CardBox) -> list[Rect]:
    """Where the words of a card stand, the lane's own y."""
    measure = layout.context.shaper.measure
    rects = []
    for part in one.plan.parts:
        if isinstance(part, TextPart):
            size = measure(part.text, part.style, part.w, part.max_lines)
            rects.append(Rect(one.x + part.x, one.y + part.y, part.w, size.height))
    return rects


def ink(layout: MapLayout, one: CardBox) -> Rect:
    """A rectangle that holds all a card paints, in the lane's own coordinates."""
    if one.card.kind != "feeling":
        reach = one.plan.reach
        return Rect(one.x - 1, one.y - reach - 1, one.w + 2, one.h + reach + 4)
    shapes = [
        path_bounds(part.path).moved(one.x, one.y) for part in one.plan.parts if isinstance(part, ShapePart)
    ]
    return union([one.rect, *shapes, *_text_rects(layout, one)]).grown(4)


def title_rect(layout: MapLayout) -> Rect:
    """Where the map's title stands on the sheet."""
    block, style = layout.title, layout.context.styles.title
    for part in block.parts:
        if isinstance(part, TextPart) and part.style == style:
            height = layout.context.shaper.measure(part.text, style, part.w, part.max_lines).height
            return Rect(block.rect.x + part.x, block.rect.y + part.y, part.w, height)
    return block.rect


def title_words(layout: MapLayout) -> Rect:
    """What the words of the map's title cover on the sheet."""
    block, style = layout.title, layout.context.styles.title
    for part in block.parts:
        if isinstance(part, TextPart) and part.style == style:
            shaped = layout.context.shaper.shape(part.text, style, part.w, part.max_lines)
            starts = [part.start_of(line) for line in shaped.lines]
            x = min(starts)
            w = max(start + line.width for start, line in zip(starts, shaped.lines, strict=True)) - x
            return Rect(block.rect.x + x, block.rect.y + part.y, w, shaped.box.height)
    return block.rect


def stage_rect(layout: MapLayout, stage_id: str) -> Rect | None:
    """A stage's arrow on the sheet."""
    return next((block.rect for block in layout.stages if block.element == stage_id), None)


def fold_rect(layout: MapLayout, kind: str, key: str) -> Rect | None:
    """The square on a stage's arrow or a lane's label that collapses and opens it; None where nothing can collapse."""
    size, rtl = FOLD_SIZE, layout.context.rtl
    if kind == "stage":
        stage = next((box for box in layout.columns.stages if box.stage.id == key), None)
        if stage is None:
            return None
        tip = layout.context.measures.header_tip
        header = layout.header
        if stage.stage.collapsed:
            # the sign stands at the foot of the words: the lower half of the arrow takes the click
            near = stage.x + (0 if not rtl else stage.w - 34)
            return Rect(near + (0 if rtl else 4), header.cy, 30, header.h / 2)
        x = stage.x + tip + 2 if rtl else stage.x + stage.w - tip - size - 2
        return Rect(x, header.cy - size / 2, size, size)
    index = layout.lane_index(key)
    if index is None or card_kind_of(layout.lanes[index].lane.kind) is None:
        return None
    label, box = layout.columns.label, layout.lanes[index]
    x = label.x + 2 if rtl else label.right - size - 2
    y = (box.height - size) / 2 if box.folded else 13.0
    return Rect(x, layout.tops[index] + y, size, size)


def step_rect(layout: MapLayout, step_id: str, slack: float = 0.0) -> Rect | None:
    """A step's name on the sheet; where no step has one, the foot of the arrows that ``hit`` takes."""
    place = layout.columns.place_of.get(step_id)
    if place is None:
        return None
    column, row = layout.columns.boxes[place], layout.step_row
    strip = _strip(layout, slack)
    return Rect(column.x, row.y - (0 if row.h else strip), column.w, row.h or strip)


def lane_rect(layout: MapLayout, lane_id: str) -> Rect | None:
    """A lane's label on the sheet."""
    index = layout.lane_index(lane_id)
    if index is None:
        return None
    label = layout.columns.label
    return Rect(label.x, layout.tops[index], label.w, layout.lanes[index].height)


def cell_of(layout: MapLayout, lane_id: str, step_id: str) -> Rect | None:
    """The cell where a lane and a step cross."""
    index, place = layout.lane_index(lane_id), layout.columns.place_of.get(step_id)
    return None if index is None or place is None else layout.cell_rect(index, place)


# --- landing places ---------------------------------------------------------------------------------------------


def slot(layout: MapLayout, x: float, y: float, moving: Collection[str] = ()) -> Slot | None:
    """Where cards dropped at a point land; None beside the cells.

    Meant for the layout as it stood when the drag began: so what opens under the pointer never moves the answer.
    """
    column = layout.columns.at(x)
    index = layout.lane_at(y)
    if column is None or index is None:
        return None
    box, top = layout.lanes[index], layout.tops[index]
    if box.folded or column.folded:
        return None
    staying = [one for one in box.cells[column.place] if one.card.id not in moving]
    if box.is_curve:
        # the boxes of a curve stand by score, its cards by order
        cards = [card.id for card in box.members[column.place] if card.id not in moving]
        last = cards[-1] if cards else None
        score = score_at(y - top, box.height)
        return Slot(box.lane.id, column.step.id, last, None, index, column.place, y, score)
    at = sum(1 for one in staying if y - top >= one.y + one.h / 2)
    after = staying[at - 1] if at else None
    before = staying[at] if at < len(staying) else None
    measures = layout.context.measures
    begin = measures.cell_padding if after is None else after.y + after.h + measures.card_gap
    return Slot(
        box.lane.id,
        column.step.id,
        after.card.id if after else None,
        before.card.id if before else None,
        index,
        column.place,
        top + begin,
    )


def stage_insertion(layout: MapLayout, x: float) -> Insertion | None:
    """The nearest gap between stages to an x of the sheet."""
    stages = layout.columns.stages
    if not stages:
        return None
    rtl = layout.columns.rtl
    starts = [(s.x + s.w if rtl else s.x) for s in stages]
    ends = stages[-1].x if rtl else stages[-1].x + stages[-1].w
    edges = [*starts, ends]
    at = min(range(len(edges)), key=lambda i: abs(edges[i] - x))
    line = Rect(edges[at], layout.table.y, 0, layout.table.h)
    after = stages[at - 1].stage.id if at else None
    before = stages[at].stage.id if at < len(stages) else None
    return Insertion("stage", after, before, line)


def step_insertion(layout: MapLayout, x: float) -> Insertion | None:
    """The nearest gap between steps; at a stage's edge the stage that x lies in is the one that gets the step."""
    columns = layout.columns
    if not columns.boxes:
        return None
    inside = columns.at(min(max(x, columns.body.x), columns.body.right - 1e-6))
    if inside is None or inside.folded:
        return None
    ahead = (x < inside.cx) != columns.rtl
    edge = (inside.right if columns.rtl else inside.x) if ahead else (inside.x if columns.rtl else inside.right)
    line = Rect(edge, layout.header.bottom, 0, layout.table.bottom - layout.header.bottom)
    own = [box for box in columns.boxes if box.stage.id == inside.stage.id]
    at = own.index(inside)
    if ahead:
        return Insertion("step", own[at - 1].step.id if at else None, inside.step.id, line)
    return Insertion("step", inside.step.id, own[at + 1].step.id if at + 1 < len(own) else None, line)


def lane_insertion(layout: MapLayout, y: float) -> Insertion | None:
    """The nearest gap between lanes to a y of the sheet."""
    if not layout.lanes:
        return None
    edges = [*layout.tops, layout.table.bottom]
    at = bisect_right(edges, y)
    if at >= len(edges) or (at and y - edges[at - 1] < edges[at] - y):
        at -= 1
    line = Rect(layout.table.x, edges[at], layout.table.w, 0)
    after = layout.lanes[at - 1].lane.id if at else None
    before = layout.lanes[at].lane.id if at < len(layout.lanes) else None
    return Insertion("lane", after, before, line)
