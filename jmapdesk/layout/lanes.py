"""One lane laid out in its own coordinates (y from the lane's top, x of the map): cards packed, curve, label.

After an edit only the touched columns are packed again; everything else is the very same object as before, which is
how the canvas knows what to paint anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jmapdesk.layout import curve
from jmapdesk.layout.card_plan import MOMENT_ICONS, CardPlan, PlanCache, evidence_mark, spoken
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Line, Part, ShapePart, TextPart, shifted
from jmapdesk.layout.sheet import sources_list
from jmapdesk.model import queries
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.records import Card, Lane, Persona, Source
from jmapdesk.util.colour import readable
from jmapdesk.util.geometry import Rect, circle_path, round_rect_path

CardsByPlace = Mapping[int, Sequence[Card]]
"""The cards of a lane by the place of their first step, each top to bottom."""


@dataclass(frozen=True, slots=True, eq=False)
class CardBox:
    """A card where it stands: x of the map, y of the lane. ``ink`` holds badges and labels too."""

    card: Card
    plan: CardPlan
    x: float
    y: float
    w: float
    h: float

    @property
    def rect(self) -> Rect:
        """The card's own rectangle (for a feeling its marker)."""
        return Rect(self.x, self.y, self.w, self.h)


@dataclass(frozen=True, slots=True, eq=False)
class LaneBox:
    """A lane laid out. Tuples by place hold one entry for each column of the map."""

    lane: Lane
    height: float
    members: tuple[tuple[Card, ...], ...]
    cells: tuple[tuple[CardBox, ...], ...]
    bottoms: tuple[float, ...]
    label: tuple[Part, ...]
    label_height: float
    has_spans: bool = False
    series: tuple[curve.Series, ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def is_curve(self) -> bool:
        """Whether the lane shows curves of feelings."""
        return self.lane.kind == "feelings"

    @property
    def is_divider(self) -> bool:
        """Whether the lane is a line between layers."""
        return self.lane.kind == "divider"


@dataclass(frozen=True, slots=True, eq=False)
class LaneTools:
    """What laying out lanes needs besides the cards."""

    context: Context
    columns: Columns
    plans: PlanCache
    people: Mapping[str, Persona]
    sources: Mapping[str, Source]


def lay_lane(lane: Lane, members: CardsByPlace, tools: LaneTools) -> LaneBox:
    """Lay out a whole lane."""
    n = len(tools.columns.boxes)
    cards = tuple(tuple(members.get(place, ())) for place in range(n))
    label, label_height = lane_label(lane, tools.context)
    if lane.kind == "feelings":
        label += _curve_note(lane, cards, tools)
    has_spans = any(card.to_step for cell in cards for card in cell)
    box = LaneBox(lane, 0.0, cards, ((),) * n, (0.0,) * n, label, label_height, has_spans)
    if box.is_curve:
        height = curve_height(lane, tools.context)
        series = curve.lay_series(tools.columns, cards, height, tools.context, tools.people)
        box = replace(box, height=height, series=series)
        return replace(box, cells=tuple(_feelings(box, place, tools) for place in range(n)))
    return _packed(box, range(n), tools)


def change_cells(box: LaneBox, changed: Mapping[int, tuple[Card, ...]], tools: LaneTools) -> LaneBox:
    """The lane after the cards of some columns changed; untouched columns keep their very objects."""
    members = list(box.members)
    for place, cards in changed.items():
        members[place] = cards
    fresh = replace(box, members=tuple(members))
    if not box.is_curve:
        spans = box.has_spans or any(card.to_step for cards in changed.values() for card in cards)
        return _packed(replace(fresh, has_spans=spans), changed, tools)
    series: tuple[curve.Series, ...] | None = box.series
    for place, cards in changed.items():
        if series is not None:
            series = curve.moved_series(series, tools.columns, place, cards, box.height)
    if series is None:
        return lay_lane(box.lane, dict(enumerate(members)), tools)
    fresh = replace(fresh, series=series)
    if any(_evidence(box.members[place]) != _evidence(cards) for place, cards in changed.items()):
        fresh = with_note(fresh, tools)
    cells = list(box.cells)
    near = {p for place in changed for p in range(place - curve.REACH, place + curve.REACH + 1)}
    for place in near:
        if 0 <= place < len(cells):
            cells[place] = _same_or_new(cells[place], _feelings(fresh, place, tools))
    return replace(fresh, cells=tuple(cells))


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
        return max(measures.divider_height, box.lane.height or 0)
    content = max(bottoms, default=0.0) + measures.cell_padding + 1
    return max(measures.lane_min, box.label_height, content, box.lane.height or 0)


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
    if not card.to_step:
        return place
    return max(place, columns.place_of.get(card.to_step, place))


def _pack(box: LaneBox, first: int, last: int, tools: LaneTools) -> tuple[list[list[CardBox]], list[float]]:
    """Let each card of the stretch sink from below to the lowest free place over all columns it covers."""
    measures, columns = tools.context.measures, tools.columns
    pad, gap = measures.cell_padding, measures.card_gap
    free = [pad] * (last - first + 1)
    packed: list[list[CardBox]] = [[] for _ in free]
    cards = [(card, place) for place in range(first, last + 1) for card in box.members[place]]
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


# --- feelings ---------------------------------------------------------------------------------------------------


def curve_height(lane: Lane, context: Context) -> float:
    """The height of a lane of feelings; it does not depend on what is in it."""
    return max(context.measures.feelings_height, lane.height or 0)


def _feelings(box: LaneBox, place: int, tools: LaneTools) -> tuple[CardBox, ...]:
    """Markers and labels of one column; a feeling without a score is a word beside the curve, never a point."""
    context, column = tools.context, tools.columns.boxes[place]
    body = tools.columns.body
    room_w = column.w - 8
    result: list[CardBox] = []
    marks: list[tuple[curve.CurvePoint, curve.Series]] = []
    lines: list[curve.Segment] = []
    for series in box.series:
        i = curve.point_index(series, place)
        if i < len(series.points) and series.points[i].place == place:
            marks.append((series.points[i], series))
        lines += [s for k in (i - 1, i) if (s := curve.segment(series.points, k)) is not None]
    radius = context.measures.marker_radius
    taken = [Rect(p.x - radius, p.y - radius, 2 * radius, 2 * radius) for p, _ in marks]
    taken += [bar for p, _ in marks if (bar := curve.range_rect(p, box.height)) is not None]
    left = max(body.x + 2, column.x + 4)
    room = Rect(left, 2, min(room_w, body.right - 2 - left), box.height - 4)
    for point, series in marks:
        parts: list[Part] = curve.range_parts(point, box.height, series.colour or context.theme.colours.faint)
        parts += _marker(point, series, context)
        labelled = curve.label_part(point.card, point, lines, taken, room, series.colour, context)
        if labelled:
            parts.append(labelled[0])
            taken.append(labelled[1])
        x, y = point.x - radius, point.y - radius
        plan = CardPlan(
            point.card, 2 * radius, 2 * radius, shifted(parts, -x, -y),
            curve.colour_of(point.score, context), spoken(point.card, context),
        )  # fmt: skip
        result.append(CardBox(point.card, plan, x, y, plan.w, plan.h))
    shown = {one.card.id for one in result}
    y = curve.y_of(0, box.height) - 10
    for card in box.members[place]:
        if card.id not in shown:
            hues = {series.key: series.colour for series in box.series}
            one = _word_chip(card, column.x + 4, y, room_w, hues.get((card.persona, card.series)), context)
            result.append(one)
            y += one.h + 4
    return tuple(result)


def _marker(point: curve.CurvePoint, series: curve.Series, context: Context) -> list[Part]:
    """A face in a ring, and a small dot for what the score rests on."""
    colours = context.theme.colours
    hue = series.colour or curve.face_colour(point.score, context)
    radius = context.measures.marker_radius
    # the icon's circle has radius 10 and stroke 2 on its grid of 24: drawn so that the ring ends at the radius
    size, line = (radius - _RING / 2) * 2.4, _RING * 24 / ((radius - _RING / 2) * 2.4)
    parts: list[Part] = [
        ShapePart(circle_path(point.x, point.y, radius - 0.6), fill=colours.paper),
        IconPart(point.x - size / 2, point.y - size / 2, size, curve.face_of(point.score), hue, line),
    ]
    card = point.card
    if queries.asks_evidence(card):
        x, y = point.x + _ASIDE, point.y + _ASIDE
        parts.append(ShapePart(circle_path(x, y, 5.0), fill=colours.paper))
        parts.append(evidence_mark(card, x, y, colours.muted, colours.paper))
    if card.moment != "none":
        x, y = point.x + _ASIDE, point.y - _ASIDE
        parts.append(ShapePart(circle_path(x, y, 6.5), fill=colours.moment))
        icon = MOMENT_ICONS.get(card.moment, "star")
        parts.append(IconPart(x - 4.1, y - 4.1, 8.2, icon, context.theme.on(colours.moment), 2.6))
    return parts


_RING = 2.4
"""How thick a face's ring is."""
_ASIDE = 11.0
"""How far to the side and up or down a face's marks stand from its middle."""


def _word_chip(card: Card, x: float, y: float, w: float, hue: str | None, context: Context) -> CardBox:
    """A feeling with words but no score: it stands on the middle line and belongs to no curve."""
    colours, style = context.theme.colours, context.styles.feeling
    words = card.text or card.word or "…"
    box = context.shaper.measure(words, style, w - 20, 4)
    asks, ink = queries.asks_evidence(card), readable(hue or colours.muted, colours.paper)
    chip_w, chip_h = box.width + (28 if asks else 18), box.height + 8
    parts: tuple[Part, ...] = (
        ShapePart(
            round_rect_path(Rect(0.5, 0.5, chip_w - 1, chip_h - 1), 9),
            fill=colours.paper, line=Line(hue or colours.faint, 1, dash=(3, 2)),
        ),
        TextPart(7, 4, chip_w - (24 if asks else 14), words, style, ink, "centre", 4),
    )  # fmt: skip
    if asks:
        parts += (evidence_mark(card, chip_w - 11, chip_h / 2, colours.muted, colours.paper),)
    plan = CardPlan(card, chip_w, chip_h, parts, colours.faint, spoken(card, context))
    return CardBox(card, plan, x + (w - chip_w) / 2, y, chip_w, chip_h)


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


def lane_label(lane: Lane, context: Context) -> tuple[tuple[Part, ...], float]:
    """The label of a lane in its column (its top left is 0, 0), and the least height it needs."""
    measures, styles, colours = context.measures, context.styles, context.theme.colours
    width = measures.label_column
    if lane.kind == "divider":
        return (), measures.divider_height
    known = LANE_KINDS.get(lane.kind)
    icon = lane.icon or (known.icon if known else "type")
    parts: list[Part] = [IconPart(16, 15, 16, icon, context.theme.lane_ink(lane.kind, lane.colour), 2.0)]
    x, y = 40.0, 15.0
    # a lane of feelings keeps room at its end for the names of the scale
    room = width - x - (40 if lane.kind == "feelings" else 8)
    name, _, height = context.text(x, y, width - x - 8, lane_name(lane, context), styles.lane, colours.ink)
    parts.append(name)
    y += height
    said = lane_subtitle(lane, context)
    if said:
        subtitle, _, height = context.text(x, y + 1, room, said, styles.subtitle, colours.muted)
        parts.append(subtitle)
        y += height + 1
    if lane.kind == "feelings":
        parts += _scale(lane, width, context)
    return context.turned(parts, width), y + 12


def _scale(lane: Lane, width: float, context: Context) -> list[Part]:
    """The names of a curve's scale, best at the top, at the end of the label."""
    styles, colours = context.styles, context.theme.colours
    names = list(lane.scale) or [context.words("good"), context.words("bad")]
    height = curve_height(lane, context)
    parts: list[Part] = []
    for i, name in enumerate(names):
        # the first hangs under the best score and the last stands on the worst, as on an axis
        down = i / (len(names) - 1) if len(names) > 1 else 0.5
        y = curve.y_of(2 - 4 * down, height) - styles.small.line_height * down
        text, _, _ = context.text(30, y, width - 40, name, styles.small, colours.muted, align="end", max_lines=1)
        parts.append(text)
    return parts


def _evidence(cards: Iterable[Card]) -> list[tuple[str, ...]]:
    """What a curve's note depends on: the sources of each feeling that is asked for any."""
    return [(*card.sources, str(queries.is_sourced(card))) for card in cards if queries.asks_evidence(card)]


def with_note(box: LaneBox, tools: LaneTools) -> LaneBox:
    """The lane with the words under its curve's label brought up to date; the same label where they are the same."""
    label = lane_label(box.lane, tools.context)[0] + _curve_note(box.lane, box.members, tools)
    return box if label == box.label else replace(box, label=label)


def _curve_note(lane: Lane, members: Iterable[Iterable[Card]], tools: LaneTools) -> tuple[Part, ...]:
    """Where a curve's numbers come from, at the foot of the lane's label."""
    context = tools.context
    scored = (card for cell in members for card in cell if card.score is not None)
    asked = [card for card in scored if queries.asks_evidence(card)]
    sourced = sum(1 for card in asked if queries.is_sourced(card))
    if not asked:
        return ()
    sources: list[str] = []
    if sourced:
        ids = {key for card in asked for key in card.sources}
        sources = sources_list([source for key, source in sorted(tools.sources.items()) if key in ids], context)
        said = context.words("curve.sourced", sourced=sourced, asked=len(asked), sources=", ".join(sources))
    else:
        said = context.words("curve.assumed")
    kinds = len(sources)
    style, width, foot = context.styles.note, context.measures.label_column, curve_height(lane, context) - 6
    # the scale's lowest name stands above: kinds of sources that find no room are counted, the footer names them all
    lowest = curve.y_of(-2, curve_height(lane, context))
    lines = max(2, int((foot - lowest - 3) / style.line_height))
    while sources and context.shaper.measure(said, style, width - 28).lines > lines:
        sources.pop()
        more = context.words("curve.more", n=kinds - len(sources))
        said = context.words("curve.sourced", sourced=sourced, asked=len(asked), sources=", ".join([*sources, more]))
    part, _, height = context.text(16, 0, width - 28, said, style, context.theme.colours.muted, max_lines=lines)
    placed = replace(part, y=foot - height)
    return context.turned([placed], width)
