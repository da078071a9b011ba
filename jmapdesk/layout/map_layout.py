"""The layout of a whole map, and what it becomes after an edit.

``lay_out`` lays everything; ``changed`` takes the map after an edit with its delta and lays only what the edit touched.
Lanes have coordinates of their own and stand at ``tops``: a card that grows moves lanes, it does not lay them again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.insight.tally import Tally, retallied, tally
from jmapdesk.layout import sheet
from jmapdesk.layout.boxes import LaneBox, LaneTools
from jmapdesk.layout.card_plan import PlanCache
from jmapdesk.layout.columns import Columns, lay_columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import change_cells, lay_lane, with_note
from jmapdesk.layout.themes import theme_named
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.layout.wires import NO_WIRES, Wire, Wires, changed_wires, lay_wires
from jmapdesk.layout.words import is_rtl, words_for
from jmapdesk.model import queries
from jmapdesk.model.delta import Change, Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Persona
from jmapdesk.text.shaped import Shaper
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.geometry import Rect

_STRUCTURE = {"about", "look", "stages", "lanes", "personas", "assets"}
"""Parts of a map whose change may move everything."""


@dataclass(frozen=True, slots=True, eq=False)
class MapLayout:
    """Where everything of a map stands, in map units on one sheet."""

    journey: JourneyMap
    context: Context
    plans: PlanCache
    width: float
    height: float
    title: sheet.Block
    personas: tuple[sheet.Block, ...]
    columns: Columns
    header: Rect
    """The band of stage arrows, label column included."""
    step_row: Rect
    """The band of step names; no height where no step has a name."""
    stages: tuple[sheet.Block, ...]
    steps: tuple[sheet.Block, ...]
    lanes: tuple[LaneBox, ...]
    tops: tuple[float, ...]
    """The y of each lane on the sheet."""
    table: Rect
    footer: sheet.Block
    counted: Tally
    shown: Visibility = EVERYTHING
    """What is left out of the map."""
    wanted: Filter = NOTHING_WANTED
    """Cards that do not pass are drawn faded; where everything stands does not hang on it."""
    wires: Wires = NO_WIRES
    """The connections between cards."""

    def fades(self, card: Card) -> bool:
        """Whether a card is drawn faded."""
        return not self.wanted.passes(card)

    def fades_wire(self, wire: Wire) -> bool:
        """Whether a connection is drawn faded, as one of its cards is."""
        cards = self.journey.cards
        return any(self.fades(cards[key]) for key in (wire.connection.start, wire.connection.end))

    def lane_at(self, y: float) -> int | None:
        """The index of the lane at a y of the sheet, None above and below the lanes."""
        if not self.lanes or y < self.tops[0] or y >= self.table.bottom:
            return None
        return bisect_right(self.tops, y) - 1

    def lanes_between(self, top: float, bottom: float) -> range:
        """The indexes of the lanes that touch a stretch of y."""
        if not self.lanes or bottom <= self.tops[0] or top >= self.table.bottom:
            return range(0)
        first = max(0, bisect_right(self.tops, top) - 1)
        return range(first, bisect_right(self.tops, bottom))

    def lane_index(self, lane_id: str) -> int | None:
        """The index of a lane by id; None for a hidden or unknown one."""
        return next((i for i, box in enumerate(self.lanes) if box.lane.id == lane_id), None)

    def card_rect(self, card_id: str) -> Rect | None:
        """Where a card stands on the sheet; None where it is not shown."""
        card = self.journey.cards.get(card_id)
        if card is None or card.lane is None or card.step is None:
            return None
        i = self.lane_index(card.lane)
        place = self.columns.place(card)
        if i is None or place is None:
            return None
        for box in self.lanes[i].cells[place]:
            if box.card.id == card_id:
                return box.rect.moved(0, self.tops[i])
        return None

    def summary_rect(self, card_id: str) -> Rect | None:
        """Where a card is counted that does not stand on the sheet itself, its lane or stage being collapsed."""
        card = self.journey.cards.get(card_id)
        i = self.lane_index(card.lane or "") if card is not None else None
        place = self.columns.place(card) if card is not None else None
        if i is None or place is None:
            return None
        stage = next(box for box in self.columns.stages if box.first <= place <= box.last)
        box = self.lanes[i]
        if not box.folded and not stage.stage.collapsed:
            return None
        return Rect(stage.x, self.tops[i], stage.w, box.height)

    def cell_rect(self, lane_index: int, place: int) -> Rect:
        """A cell of the table on the sheet."""
        column = self.columns.boxes[place]
        return Rect(column.x, self.tops[lane_index], column.w, self.lanes[lane_index].height)


def make_context(journey: JourneyMap, shaper: Shaper) -> Context:
    """The context of a map: its theme, words, direction and pictures."""
    language = journey.about.language
    context = Context(
        shaper,
        theme_named(journey.look.theme, journey.look.colours),
        words_for(language),
        is_rtl(journey.about.direction, language),
        journey.assets,
    )
    return replace(context, people=sheet.persona_marks(queries.personas(journey), context))


def lay_out(
    journey: JourneyMap,
    shaper: Shaper,
    before: MapLayout | None = None,
    shown: Visibility | None = None,
    wanted: Filter | None = None,
) -> MapLayout:
    """Lay out what ``shown`` says of a map, all where it is not given; cards that are not ``wanted`` are faded.

    What is not given goes on as it was in ``before``, whose plans are used again where look, language and pictures
    are the same.
    """
    if shown is None:
        shown = before.shown if before is not None else EVERYTHING
    if wanted is None:
        wanted = before.wanted if before is not None else NOTHING_WANTED
    with collector_paused():
        layout = filtered(_laid_out(journey, shaper, before, shown), wanted)
        return _with_wires(
            layout, lay_wires(journey, layout.columns, layout.lanes, layout.tops, layout.context)
        )


def filtered(layout: MapLayout, wanted: Filter) -> MapLayout:
    """The layout with other cards faded; everything stays where it is."""
    return layout if wanted == layout.wanted else replace(layout, wanted=wanted)


def _laid_out(journey: JourneyMap, shaper: Shaper, before: MapLayout | None, shown: Visibility) -> MapLayout:
    keep = before is not None and _same_dress(before.journey, journey)
    if before is not None and keep:
        people = sheet.persona_marks(queries.personas(journey), before.context)
        known = people == before.context.people
        context = before.context if known else replace(before.context, people=people)
        plans = before.plans if known else before.plans.turned_to(context)
    else:
        context = make_context(journey, shaper)
        plans = PlanCache(context)
    columns = lay_columns(journey, context, context.measures.margin, shown)
    tools = _tools(journey, context, plans, columns, shown)
    members = _members(journey, columns)
    lanes = [
        lay_lane(lane, members.get(lane.id, {}), tools) for lane in queries.lanes(journey) if shown.shows_lane(lane)
    ]
    return _composed(journey, tools, lanes, tally(journey.cards.values(), shown.hidden_ids(journey)))


def _tools(
    journey: JourneyMap, context: Context, plans: PlanCache, columns: Columns, shown: Visibility
) -> LaneTools:
    return LaneTools(context, columns, plans, {p.id: p for p in queries.personas(journey)}, journey.sources, shown)


def changed(layout: MapLayout, journey: JourneyMap, delta: Delta) -> MapLayout:
    """The layout of the map after an edit; everything the edit did not touch is the very same object."""
    if not delta:
        return layout
    if any(change.collection in _STRUCTURE for change in delta.changes):
        return lay_out(journey, layout.context.shaper, layout)
    cards = delta.touched("cards")
    shown = layout.shown.after(cards)
    counted = retallied(layout.counted, cards, shown.hidden_ids(journey))
    touched = _touched(layout, cards)
    lanes = list(layout.lanes)
    columns = layout.columns
    tools = _tools(journey, layout.context, layout.plans, columns, shown)
    for i, cells in touched.items():
        lanes[i] = change_cells(lanes[i], cells, tools)
    if delta.touched("sources"):
        lanes = [with_note(box, tools) if box.is_curve else box for box in lanes]
    lanes = _with_counts(lanes, {place for cells in touched.values() for place in cells}, columns)
    sources = bool(delta.touched("sources"))
    same_heights = all(a.height == b.height for a, b in zip(lanes, layout.lanes, strict=True))
    fresh = replace(layout, journey=journey, lanes=tuple(lanes), counted=counted, shown=shown)
    if sources or counted is not layout.counted:
        fresh = _footed(_stacked(_headed(fresh)))
    elif not same_heights:
        fresh = _on_foot(_stacked(fresh))
    return _wired(fresh, layout, [change.id for change in delta.touched("connections")])


def held(layout: MapLayout, base: MapLayout) -> MapLayout:
    """The layout with no lane lower than in ``base``: while something is dragged, what it left must not move up.

    The very same layout where no lane is lower, or where the lanes are not those of ``base``.
    """
    if len(layout.lanes) != len(base.lanes):
        return layout
    lanes = [
        replace(box, height=old.height) if box.height < old.height else box
        for box, old in zip(layout.lanes, base.lanes, strict=True)
    ]
    if all(a is b for a, b in zip(lanes, layout.lanes, strict=True)):
        return layout
    return _wired(_on_foot(_stacked(replace(layout, lanes=tuple(lanes)))), layout)


def _wired(layout: MapLayout, before: MapLayout, connections: Sequence[str] = ()) -> MapLayout:
    """The layout with its connections brought up to date, after a change of these connections and of cards."""
    wires = changed_wires(
        before.wires, layout.journey, layout.columns, (before.lanes, before.tops), (layout.lanes, layout.tops),
        connections, layout.context,
    )  # fmt: skip
    return _with_wires(layout, wires)


def _with_wires(layout: MapLayout, wires: Wires) -> MapLayout:
    if wires is layout.wires:
        return layout
    fresh = replace(layout, wires=wires)
    return fresh if wires.kinds == layout.wires.kinds else _footed(fresh)


def _same_dress(old: JourneyMap, new: JourneyMap) -> bool:
    about = (old.about.language, old.about.direction) == (new.about.language, new.about.direction)
    return about and old.look is new.look and old.assets is new.assets


def _members(journey: JourneyMap, columns: Columns) -> dict[str, dict[int, list[Card]]]:
    """All placed cards by lane and place, each cell in order."""
    members: dict[str, dict[int, list[Card]]] = {}
    for card in journey.cards.values():
        if card.lane is None or card.step is None:
            continue
        place = columns.place(card)
        if place is not None:
            members.setdefault(card.lane, {}).setdefault(place, []).append(card)
    for cells in members.values():
        for cards in cells.values():
            if len(cards) > 1:
                cards.sort(key=_order)
    return members


def _order(card: Card) -> tuple[str, str]:
    return card.order, card.id


def _touched(layout: MapLayout, changes: Sequence[Change]) -> dict[int, dict[int, tuple[Card, ...]]]:
    """The new members of every cell that lost, gained or changed a card: by lane index, then place."""
    lane_index = {box.lane.id: i for i, box in enumerate(layout.lanes)}
    touched: dict[int, dict[int, list[Card]]] = {}

    def cell(card: Card) -> list[Card] | None:
        i, place = lane_index.get(card.lane or ""), layout.columns.place(card)
        if i is None or place is None:
            return None
        cells = touched.setdefault(i, {})
        if place not in cells:
            cells[place] = list(layout.lanes[i].members[place])
        return cells[place]

    for change in changes:
        if change.before is not None and (members := cell(change.before)) is not None:
            members[:] = [card for card in members if card.id != change.id]
    for change in changes:
        if change.after is not None and (members := cell(change.after)) is not None:
            members.append(change.after)
    return {
        i: {place: tuple(sorted(cards, key=_order)) for place, cards in cells.items()} for i, cells in touched.items()
    }


def _with_counts(lanes: list[LaneBox], places: set[int], columns: Columns) -> list[LaneBox]:
    """Lanes that count cards, brought up to date at some places."""
    if not any(box.lane.kind == "card_counts" for box in lanes):
        return lanes
    n = len(columns.boxes)
    result = list(lanes)
    for i, box in enumerate(lanes):
        if box.lane.kind != "card_counts":
            continue
        counts = list(box.counts) if len(box.counts) == n else [0] * n
        for place in places if box.counts else range(n):
            counts[place] = sum(len(other.members[place]) for other in lanes)
        if tuple(counts) != box.counts:
            result[i] = replace(box, counts=tuple(counts))
    return result


def _composed(journey: JourneyMap, tools: LaneTools, lanes: list[LaneBox], counted: Tally) -> MapLayout:
    """Title, persona and header round laid-out lanes."""
    context, plans, columns, shown = tools.context, tools.plans, tools.columns, tools.shown
    measures = context.measures
    table_w = columns.label.w + columns.body.w
    inner = max(table_w, measures.page_min)
    left = measures.margin
    if context.rtl and inner > table_w:
        columns = lay_columns(journey, context, left + inner - table_w, shown)
        tools = replace(tools, columns=columns)
        lanes = [lay_lane(box.lane, dict(enumerate(box.members)), tools) for box in lanes]
    width = inner + 2 * left
    lanes = _with_counts(lanes, set(range(len(columns.boxes))), columns)
    table_left = min(columns.label.x, columns.body.x)
    header_h = sheet.header_height(columns.stages, context)
    row_h = sheet.step_row_height(columns.boxes, context)
    empty = Rect(table_left, 0, table_w, 0)
    blank = sheet.Block("about", "title", Rect(left, left, inner, 0), ())
    layout = MapLayout(
        journey, context, plans, width, 0, blank, (), columns,
        empty._replace(h=header_h), empty._replace(h=row_h), (), (), tuple(lanes), (), empty, blank, counted, shown,
    )  # fmt: skip
    return _footed(_stacked(_headed(layout), fresh=True))


def _headed(layout: MapLayout) -> MapLayout:
    """The layout with its title and personas made anew."""
    context, left = layout.context, layout.context.measures.margin
    title, personas = _top(layout.journey, layout.counted.percent, left, layout.width - 2 * left, context)
    if not layout.shown.head:
        title, personas = replace(title, rect=title.rect._replace(h=0.0), parts=()), ()
    return replace(layout, title=title, personas=personas)


def _stacked(layout: MapLayout, fresh: bool = False) -> MapLayout:
    """Stack header and lanes under the title; blocks that need not move are kept unless all is ``fresh``."""
    context, columns = layout.context, layout.columns
    top = max((block.rect.bottom for block in (layout.title, *layout.personas)), default=0.0) + 22
    header = layout.header._replace(y=top)
    step_row = layout.step_row._replace(y=header.bottom)
    stages, steps = layout.stages, layout.steps
    if fresh or header.y != layout.header.y:
        stages = tuple(sheet.stage_block(box, header.y, header.h, context) for box in columns.stages)
        steps = tuple(
            sheet.step_block(box, step_row.y, step_row.h, context)
            for box in (columns.boxes if step_row.h else ())
            if sheet.has_step_words(box)
        )
    tops: list[float] = []
    y = step_row.bottom
    for box in layout.lanes:
        tops.append(y)
        y += box.height
    table = Rect(layout.table.x, header.y, layout.table.w, y - header.y)
    return replace(
        layout, header=header, step_row=step_row, stages=stages, steps=steps, tops=tuple(tops), table=table
    )


_OVER_FOOT: Final = 14.0
_UNDER_FOOT: Final = 26.0


def _on_foot(layout: MapLayout) -> MapLayout:
    """The layout with the legend and footer it has, under the table as it is now."""
    rect = layout.footer.rect._replace(y=layout.table.bottom + _OVER_FOOT)
    return replace(layout, footer=replace(layout.footer, rect=rect), height=rect.bottom + _UNDER_FOOT)


def _footed(layout: MapLayout) -> MapLayout:
    """The layout with its legend and footer made anew, and as high as they need it."""
    left, width, top = layout.context.measures.margin, layout.width, layout.table.bottom + _OVER_FOOT
    footer = sheet.footer_block(
        layout.journey, layout.counted, left, top, width - 2 * left, layout.context, layout.wires.kinds, layout.shown
    )
    return replace(layout, footer=footer, height=footer.rect.bottom + _UNDER_FOOT)


_TITLE = 380.0
"""The least width of a title with something beside it."""
_BESIDE = 28.0
"""Room between the title and the personas' boxes."""


def _top(
    journey: JourneyMap, percent: int | None, left: float, inner: float, context: Context
) -> tuple[sheet.Block, tuple[sheet.Block, ...]]:
    """Title at the start, the personas' boxes at the end where there is room beside it, else under it."""
    people = queries.personas(journey)
    top = context.measures.margin
    right = left + inner
    if not people:
        return sheet.title_block(journey, percent, left, top, inner, context), ()
    wide = context.measures.persona_width
    title_min, gap = _TITLE, _BESIDE
    fit = int((inner - title_min) // (wide + gap))
    if fit < 1 and inner - title_min - gap >= 320:
        fit, wide = 1, inner - title_min - gap
    shown = people[: max(1, min(fit, 3))]
    more = len(people) - len(shown)
    if fit >= 1:
        title_w = inner - len(shown) * (wide + gap)
        title_x = left if not context.rtl else right - title_w
        title = sheet.title_block(journey, percent, title_x, top, title_w, context)

        def boxes(least: float) -> list[sheet.Block]:
            found: list[sheet.Block] = []
            for i, persona in enumerate(reversed(shown)):
                edge = right - i * (wide + gap) if not context.rtl else left + wide + i * (wide + gap)
                others = more if i == 0 else 0
                found.append(sheet.persona_block(persona, others, edge, top, wide, context, least))
            return found[::-1]

        blocks = boxes(0.0)
        tallest = max(88.0, *(block.rect.h for block in blocks))
        return title, tuple(boxes(tallest))
    return _narrow_top(people[0], more, journey, percent, left, inner, context)


def _narrow_top(
    persona: Persona, more: int, journey: JourneyMap, percent: int | None, left: float, inner: float, context: Context
) -> tuple[sheet.Block, tuple[sheet.Block, ...]]:
    """The top of a narrow sheet: the first persona beside the title if little is said of them, else under it."""
    top, right = context.measures.margin, left + inner
    box = sheet.persona_block(persona, more, right, top, min(context.measures.persona_width, inner), context, 88.0)
    wide = box.rect.w
    room = inner - wide - _BESIDE
    if room >= _TITLE:
        title = sheet.title_block(journey, percent, right - room if context.rtl else left, top, room, context)
        return title, (replace(box, rect=box.rect._replace(x=left if context.rtl else right - wide)),)
    title = sheet.title_block(journey, percent, left, top, inner, context)
    at = box.rect._replace(x=right - wide if context.rtl else left, y=title.rect.bottom + 14)
    return title, (replace(box, rect=at),)


def people_of(layout: MapLayout) -> Mapping[str, str]:
    """The names of the personas by id, in order."""
    return {persona.id: persona.name for persona in queries.personas(layout.journey)}
