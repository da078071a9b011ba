"""What a lane of feelings holds besides its lines: markers with labels, words without a score, scale and note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jmapdesk.layout import curve, marks
from jmapdesk.layout.boxes import CardBox, LaneBox, LaneTools
from jmapdesk.layout.card_plan import CardPlan, spoken
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Line, Part, ShapePart, TextPart, shifted
from jmapdesk.layout.sheet import sources_list
from jmapdesk.model import queries
from jmapdesk.model.records import Card, Lane
from jmapdesk.util.colour import mix, readable
from jmapdesk.util.geometry import Rect, circle_path, line_path, round_rect_path

_RING = 2.4
"""How thick a face's ring is."""
_ASIDE = 11.0
"""How far to the side and up or down a face's marks stand from its middle."""
_AXIS = 8.0
"""How far from the end of the label the scale's line stands."""


def curve_height(lane: Lane, context: Context) -> float:
    """The height of a lane of feelings; it does not depend on what is in it."""
    return max(context.measures.feelings_height, float(round(lane.height or 0)))


def lay_column(box: LaneBox, place: int, tools: LaneTools) -> tuple[CardBox, ...]:
    """Markers and labels of one column; a feeling without a score is a word at the lane's foot, never a point."""
    context, column = tools.context, tools.columns.boxes[place]
    if column.folded:
        return ()
    body = tools.columns.body
    found: list[tuple[curve.Series, int]] = []
    lines: list[curve.Segment] = []
    for series in box.series:
        i = curve.point_index(series, place)
        if i < len(series.points) and series.points[i].place == place:
            found.append((series, i))
        lines += [s for k in (i - 1, i) if (s := curve.segment(series.points, k)) is not None]
    left = max(body.x + 2, column.x + 4)
    room = Rect(left, 2, min(column.w - 8, body.right - 2 - left), box.height - 4)
    scored = {series.points[i].card.id for series, i in found}
    words = [card for card in box.members[place] if card.id not in scored]
    hues = {series.key: series.colour for series in box.series}
    chips = _word_chips(words, room, [hues.get((card.persona, card.series)) for card in words], context)
    return (*_markers(found, lines, room, chips, box.height, tools), *chips)


def _markers(
    found: Sequence[tuple[curve.Series, int]],
    lines: Iterable[curve.Segment],
    room: Rect,
    chips: Iterable[CardBox],
    height: float,
    tools: LaneTools,
) -> list[CardBox]:
    """The points of one column, each with its range, the name of its curve where that ends, and its label."""
    context, radius = tools.context, tools.context.measures.marker_radius
    points = [series.points[i] for series, i in found]
    taken = [Rect(p.x - radius, p.y - radius, 2 * radius, 2 * radius) for p in points]
    taken += [bar for p in points if (bar := curve.range_rect(p, height)) is not None]
    taken += [chip.rect for chip in chips]
    line = curve.samples(lines)
    drawn: list[list[Part]] = []
    for series, i in found:
        point = series.points[i]
        parts = curve.range_parts(point, height, series.colour or context.theme.colours.faint)
        parts += _marker(point, series, context)
        if series.tag and curve.is_run_end(series.points, i):
            at = _tag_place(series, point, line, taken, room, context)
            parts += curve.tag_parts(series, at.x, at.y, context)
            taken.append(at)
        drawn.append(parts)
    result: list[CardBox] = []
    for (series, _), point, parts in zip(found, points, drawn, strict=True):
        labelled = curve.label_part(point.card, point, line, taken, room, series.colour, height, context)
        if labelled and tools.shown.detail != "titles":
            parts.append(labelled[0])
            taken.append(labelled[1])
        x, y = point.x - radius, point.y - radius
        plan = CardPlan(
            point.card, 2 * radius, 2 * radius, shifted(parts, -x, -y),
            curve.colour_of(point.score, context), spoken(point.card, context),
        )  # fmt: skip
        result.append(CardBox(point.card, plan, x, y, plan.w, plan.h))
    return result


def _tag_place(
    series: curve.Series,
    point: curve.CurvePoint,
    line: Sequence[tuple[float, float]],
    taken: Sequence[Rect],
    room: Rect,
    context: Context,
) -> Rect:
    """Where the name of a curve stands: after its last point in reading direction, else near it."""
    w, h = curve.tag_width(series, context), curve.TAG_HEIGHT
    away = context.measures.marker_radius + 5
    after, before = point.x + away, point.x - away - w
    sides = (before, after) if context.rtl else (after, before)
    middle = point.y - h / 2
    choices = [(x, middle + dy) for x in sides for dy in (0.0, -h, h)]
    choices += [(point.x - w / 2, point.y - away - h), (point.x - w / 2, point.y + away)]
    return curve.free_place(choices, w, h, line, taken, room)


def face_parts(point: curve.CurvePoint, series: curve.Series, context: Context) -> list[Part]:
    """A face in a ring."""
    hue = series.colour or curve.face_colour(point.score, context)
    radius = context.measures.marker_radius
    # the icon's circle has radius 10 and stroke 2 on its grid of 24: drawn so that the ring ends at the radius
    size, line = (radius - _RING / 2) * 2.4, _RING * 24 / ((radius - _RING / 2) * 2.4)
    return [
        ShapePart(circle_path(point.x, point.y, radius - 0.6), fill=context.theme.colours.paper),
        IconPart(point.x - size / 2, point.y - size / 2, size, curve.face_of(point.score), hue, line),
    ]


def _marker(point: curve.CurvePoint, series: curve.Series, context: Context) -> list[Part]:
    """A face in a ring, and a small dot for what the score rests on."""
    colours = context.theme.colours
    parts = face_parts(point, series, context)
    card, aside = point.card, -_ASIDE if context.rtl else _ASIDE
    if marks.shows_evidence(card):
        x, y = point.x + aside, point.y + _ASIDE
        parts.append(ShapePart(circle_path(x, y, 5.0), fill=colours.paper))
        parts.append(marks.evidence(card, x, y, colours.muted, colours.paper))
    if card.moment != "none":
        parts += marks.moment(card.moment, point.x + aside, point.y - _ASIDE, context)
    return parts


def _word_chips(cards: Sequence[Card], room: Rect, hues: Sequence[str | None], context: Context) -> list[CardBox]:
    """Feelings with words but no score, one on the other at the foot of the lane, off the scale."""
    made: list[CardBox] = []
    bottom = room.bottom - 3
    for card, hue in zip(reversed(cards), reversed(hues), strict=True):
        plan = _word_chip(card, room.w, hue, context)
        bottom -= plan.h
        made.append(CardBox(card, plan, room.x + (room.w - plan.w) / 2, bottom, plan.w, plan.h))
        bottom -= 4
    return made[::-1]


def _word_chip(card: Card, w: float, hue: str | None, context: Context) -> CardPlan:
    """A word with ``no score`` under it: it belongs to no curve."""
    colours, style, note = context.theme.colours, context.styles.feeling, context.styles.note
    words, said = card.text or card.word or "…", context.words("curve.no_score")
    box = context.shaper.measure(words, style, w - 20, 3)
    shows, ink = marks.shows_evidence(card), readable(hue or colours.muted, colours.paper)
    aside = 14 if shows else 4
    text_w = max(box.width, context.shaper.measure(said, note, max_lines=1).width)
    chip_w, chip_h = min(w, text_w + 14 + aside), box.height + note.line_height + 6
    text_w = chip_w - 10 - aside
    parts: list[Part] = [
        ShapePart(
            round_rect_path(Rect(0.5, 0.5, chip_w - 1, chip_h - 1), 9),
            fill=colours.paper, line=Line(hue or colours.faint, 1, dash=(3, 2)),
        ),
        TextPart(7, 3, text_w, words, style, ink, "centre", 3),
        TextPart(7, 3 + box.height, text_w, said, note, colours.muted, "centre", 1),
    ]  # fmt: skip
    if shows:
        parts.append(marks.evidence(card, chip_w - 10, 3 + box.height / 2, colours.muted, colours.paper))
    return CardPlan(card, chip_w, chip_h, context.turned(parts, chip_w), colours.faint, spoken(card, context))


# --- label ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Level:
    """A name on the scale of a lane of feelings: its height in the lane (map units), how far down the scale (0 … 1)."""

    name: str
    y: float
    down: float


def scale_levels(lane: Lane, context: Context) -> list[Level]:
    """The names on a lane's scale from the best to the worst, evenly apart; one alone stands in the middle."""
    names = list(lane.scale) or [context.words("good"), context.words("bad")]
    height = curve_height(lane, context)
    top, bottom = curve.y_of(2, height), curve.y_of(-2, height)
    downs = [i / (len(names) - 1) if len(names) > 1 else 0.5 for i in range(len(names))]
    return [Level(name, top + (bottom - top) * down, down) for name, down in zip(names, downs, strict=True)]


def scale_parts(lane: Lane, width: float, below: float, context: Context) -> list[Part]:
    """The scale at the end of the label: a line with a tick for each name, best at the top.

    ``below`` is where the words of the label end: the names keep clear of them, the ticks stay at their heights.
    """
    styles, colours = context.styles, context.theme.colours
    height = curve_height(lane, context)
    x, line = width - _AXIS, Line(mix(colours.hairline, colours.faint, 0.4), 1)
    parts: list[Part] = [ShapePart(line_path(x, curve.y_of(2, height), x, curve.y_of(-2, height)), line=line)]
    free = below + 5
    for level in scale_levels(lane, context):
        # the first hangs under the best score and the last stands on the worst, as on an axis
        parts.append(ShapePart(line_path(x - 4, level.y, x + 4, level.y), line=line))
        y = max(free, level.y + (1 - 2 * level.down) * 3 - styles.small.line_height * level.down)
        text, _, _ = context.text(
            30, y, width - _AXIS - 6 - 30, level.name, styles.small, colours.muted, align="end", max_lines=1
        )
        parts.append(text)
        free = y + styles.small.line_height
    return parts


def evidence_of(cards: Iterable[Card]) -> list[tuple[str, ...]]:
    """What a curve's note depends on: the sources of each feeling that is asked for any."""
    return [(*card.sources, str(queries.is_sourced(card))) for card in cards if queries.asks_evidence(card)]


def curve_note(lane: Lane, members: Iterable[Iterable[Card]], tools: LaneTools) -> tuple[Part, ...]:
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
    style, width, foot = context.styles.note, context.measures.label_column, curve_height(lane, context) - 6
    # the scale's lowest name stands above: kinds of sources that find no room are left out, the footer names them all
    lowest = curve.y_of(-2, curve_height(lane, context))
    lines = max(2, int((foot - lowest - 3) / style.line_height))
    while sources and context.shaper.measure(said, style, width - 28).lines > lines:
        sources.pop()
        more = context.words("curve.more") if sources else ""
        shown = ", ".join(part for part in (*sources, more) if part)
        said = context.words("curve.sourced", sourced=sourced, asked=len(asked), sources=shown).rstrip(" :：")
    part, _, height = context.text(16, 0, width - 28, said, style, context.theme.colours.muted, max_lines=lines)
    placed = replace(part, y=foot - height)
    return context.turned([placed], width)
