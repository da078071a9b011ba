"""The curve of feelings: where each point stands, how the line runs between points, where the labels go.

The line is a monotone cubic (F. N. Fritsch and R. E. Carlson, SIAM J. Numer. Anal. 17, 1980; harmonic means as in
Fritsch and Butland 1984): it never overshoots a point. A point's tangent needs its two neighbours, a segment the
tangents at both ends, so moving one point changes at most four segments and nothing else is computed anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from jmapdesk.insight.summary import mean
from jmapdesk.layout import marks
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Line, Part, ShapePart, TextPart
from jmapdesk.model.records import Card, Persona
from jmapdesk.text.initials import initials
from jmapdesk.util.colour import mix, readable
from jmapdesk.util.geometry import Rect, round_rect_path

SeriesKey: TypeAlias = tuple[str | None, str]
"""Whose curve it is and which: (persona id or None, ``as_is`` or ``to_be``)."""

TOP_ROOM = 46.0
"""Room over the best score for a label, map units."""
BOTTOM_ROOM = 46.0
"""Room under the worst score for a label."""
REACH = 2
"""How many columns to either side of a changed feeling may look different."""


class CurvePoint(NamedTuple):
    """One feeling on the curve: its column's place, where it stands (lane's own y), its score."""

    place: int
    x: float
    y: float
    score: float
    card: Card


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One curve: its points by place, and its look (a colour of its own when there are several)."""

    key: SeriesKey
    points: tuple[CurvePoint, ...]
    colour: str | None
    dashed: bool
    name: str
    tag: str = ""
    """Whose it is in a few letters, at the end of its line; empty where there is nothing to tell apart."""


class Segment(NamedTuple):
    """A cubic from one point to the next."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    def at(self, t: float) -> tuple[float, float]:
        """The point at t, 0 … 1."""
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        return (
            a * self.x0 + b * self.x1 + c * self.x2 + d * self.x3,
            a * self.y0 + b * self.y1 + c * self.y2 + d * self.y3,
        )

    def part(self, t0: float, t1: float) -> Segment:
        """The stretch from t0 to t1 as a cubic of its own (de Casteljau, by tangents)."""
        ax, ay = self.at(t0)
        dx, dy = self.at(t1)
        k = (t1 - t0) / 3
        sx, sy = self._slope(t0)
        ex, ey = self._slope(t1)
        return Segment(ax, ay, ax + k * sx, ay + k * sy, dx - k * ex, dy - k * ey, dx, dy)

    def _slope(self, t: float) -> tuple[float, float]:
        u = 1 - t
        a, b, c = 3 * u * u, 6 * u * t, 3 * t * t
        return (
            a * (self.x1 - self.x0) + b * (self.x2 - self.x1) + c * (self.x3 - self.x2),
            a * (self.y1 - self.y0) + b * (self.y2 - self.y1) + c * (self.y3 - self.y2),
        )


def y_of(score: float, height: float) -> float:
    """Where a score −2 … +2 stands in a lane of that height."""
    top, bottom = TOP_ROOM, height - BOTTOM_ROOM
    return top + (2 - score) / 4 * (bottom - top)


def score_at(y: float, height: float) -> float:
    """The score at a lane's own y: kept in −2 … +2 and rounded to tenths."""
    top, bottom = TOP_ROOM, height - BOTTOM_ROOM
    return round(max(-2.0, min(2.0, 2 - 4 * (y - top) / (bottom - top))), 1) + 0.0


def _joined(points: Sequence[CurvePoint], i: int) -> bool:
    """Whether point i and the next stand in neighbouring columns: a step without a feeling is a gap."""
    return 0 <= i < len(points) - 1 and points[i + 1].place == points[i].place + 1


def tangent(points: Sequence[CurvePoint], i: int) -> float:
    """The slope of the curve at a point, y per unit of reading direction; flat at ends and at turning points."""
    if not (_joined(points, i - 1) and _joined(points, i)):
        return 0.0
    before, here, after = points[i - 1], points[i], points[i + 1]
    h0, h1 = abs(here.x - before.x), abs(after.x - here.x)
    if h0 == 0 or h1 == 0:
        return 0.0
    d0, d1 = (here.y - before.y) / h0, (after.y - here.y) / h1
    if d0 * d1 <= 0:
        return 0.0
    w0, w1 = 2 * h1 + h0, h1 + 2 * h0
    return (w0 + w1) / (w0 / d0 + w1 / d1)


def segment(points: Sequence[CurvePoint], i: int) -> Segment | None:
    """The line from point i to the next; None across a gap."""
    if not _joined(points, i):
        return None
    a, b = points[i], points[i + 1]
    h = abs(b.x - a.x) / 3
    step = (b.x - a.x) / 3
    return Segment(
        a.x, a.y, a.x + step, a.y + h * tangent(points, i), b.x - step, b.y - h * tangent(points, i + 1), b.x, b.y
    )


def lay_series(
    columns: Columns, cells: Sequence[Iterable[Card]], height: float, context: Context, people: Mapping[str, Persona]
) -> tuple[Series, ...]:
    """All curves of a lane of feelings, from the feelings in each column (by place)."""
    found: dict[SeriesKey, list[CurvePoint]] = {}
    for place, cards in enumerate(cells):
        for point in _points(columns, place, cards, height):
            found.setdefault((point.card.persona, point.card.series), []).append(point)
    order = {persona: i for i, persona in enumerate(people)}
    keys = sorted(found, key=lambda key: (key[1] != "as_is", order.get(key[0] or "", -1), key[0] or "", key[1]))
    several = len(keys) > 1
    tags = series_tags(keys, people, context)
    return tuple(
        Series(key, tuple(found[key]), series_hue(key, order, people, context) if several else None,
               key[1] != "as_is", series_name(key, people, context), tags[key])
        for key in keys
    )  # fmt: skip


def series_tags(keys: Sequence[SeriesKey], people: Mapping[str, Persona], context: Context) -> dict[SeriesKey, str]:
    """What stands at the end of each curve: initials where there are several people, ``to be`` where it is a wish."""
    names = {persona: people[persona].name if persona in people else "" for persona in (key[0] or "" for key in keys)}
    short = {persona: initials(name) for persona, name in names.items()}
    if len(set(short.values())) < len(short):
        short = names
    tags: dict[SeriesKey, str] = {}
    for key in keys:
        said = short[key[0] or ""] if len(names) > 1 else ""
        if key[1] != "as_is" or (not said and len(keys) > 1):
            said = " · ".join(part for part in (said, series_word(key, context)) if part)
        tags[key] = said
    return tags


def moved_series(
    series: tuple[Series, ...], columns: Columns, place: int, cards: Iterable[Card], height: float
) -> tuple[Series, ...] | None:
    """The curves after the feelings of one column changed; None where a curve came or went, so all must be laid."""
    fresh = {(one.card.persona, one.card.series): one for one in _points(columns, place, cards, height)}
    if fresh.keys() - {one.key for one in series}:
        return None
    result: list[Series] = []
    for one in series:
        i = _index(one.points, place)
        has = i < len(one.points) and one.points[i].place == place
        point = fresh.get(one.key)
        middle = () if point is None else (point,)
        points = (*one.points[:i], *middle, *one.points[i + has :])
        if not points:
            return None
        same = has and point is not None and one.points[i] == point and one.points[i].card is point.card
        result.append(one if same else replace(one, points=points))
    return tuple(result)


def _points(columns: Columns, place: int, cards: Iterable[Card], height: float) -> list[CurvePoint]:
    """The points of one column; of a collapsed stage one for each curve, at the mean of its feelings there."""
    scored = [(card, card.score) for card in cards if card.kind == "feeling" and card.score is not None]
    column = columns.boxes[place]
    if column.folded:
        several: dict[SeriesKey, list[tuple[Card, float]]] = {}
        for card, score in scored:
            several.setdefault((card.persona, card.series), []).append((card, score))
        scored = [(group[0][0], mean(score for _, score in group) or 0.0) for group in several.values()]
    offsets = _spread(scored, height)
    return [
        CurvePoint(place, column.cx + offsets[card.id], y_of(score, height), score, card) for card, score in scored
    ]


def _index(points: Sequence[CurvePoint], place: int) -> int:
    low, high = 0, len(points)
    while low < high:
        middle = (low + high) // 2
        if points[middle].place < place:
            low = middle + 1
        else:
            high = middle
    return low


def point_index(one: Series, place: int) -> int:
    """The index of the first point at or after a place."""
    return _index(one.points, place)


def neighbours(lines: Iterable[Series], place: int) -> Iterator[CurvePoint]:
    """The points of curves before and after a place."""
    for one in lines:
        i = point_index(one, place)
        yield from one.points[max(0, i - 1) : i + 2]


def line_beside(lines: Iterable[Series], place: int, card: str, side: int) -> int:
    """Where the line of a feeling runs on one side of its marker (−1 left, 1 right): −1 over the marker's middle or
    level with it, 1 under it, 0 where it has no line there."""
    for one in lines:
        i = point_index(one, place)
        if i == len(one.points) or one.points[i].card.id != card:
            continue
        here = one.points[i]
        for j in (i - 1, i + 1):
            if 0 <= j < len(one.points) and (one.points[j].x - here.x) * side > 0:
                return 0 if segment(one.points, min(i, j)) is None else -1 if one.points[j].y <= here.y else 1
    return 0


def _spread(scored: Sequence[tuple[Card, float]], height: float) -> dict[str, float]:
    """How far each feeling of one column steps aside so that markers of several curves do not cover each other."""
    offsets = {card.id: 0.0 for card, _ in scored}
    if len(scored) < 2:
        return offsets
    group: list[tuple[str, float]] = []
    for one in [*sorted(((card.id, score) for card, score in scored), key=lambda it: (-it[1], it[0])), None]:
        near = one is not None and group and y_of(one[1], height) - y_of(group[-1][1], height) < 26
        if group and not near:
            for i, (key, _) in enumerate(group):
                offsets[key] = (i - (len(group) - 1) / 2) * 28.0
            group = []
        if one is not None:
            group.append(one)
    return offsets


def series_hue(key: SeriesKey, order: Mapping[str, int], people: Mapping[str, Persona], context: Context) -> str:
    """The colour of one curve among several: its persona's own, else a hue by the persona's place in ``order``."""
    persona = people.get(key[0] or "")
    hue = context.theme.line_hue(persona.colour if persona else "", order.get(key[0] or "", 0))
    return hue if key[1] == "as_is" else mix(hue, context.theme.colours.ink, 0.25)


def series_name(key: SeriesKey, people: Mapping[str, Persona], context: Context) -> str:
    """What a curve is called among several."""
    persona, series = people.get(key[0] or ""), series_word(key, context)
    return f"{persona.name} · {series}" if persona and persona.name else series


def series_word(key: SeriesKey, context: Context) -> str:
    """Whether a curve shows what is or what is wanted, in the map's words."""
    return context.words("curve.as_is" if key[1] == "as_is" else "curve.to_be")


def colour_of(score: float, context: Context) -> str:
    """The colour of the line at a score: bad, mixed, good, in steps too small to see."""
    return colour_at(shade_of(score), context)


def shade_of(score: float) -> int:
    """Which of the 21 colours of the line a score has, −10 … +10."""
    return shades_of((score,))[0]


def shades_of(scores: Iterable[float]) -> list[int]:
    """The colours of many scores, as ``shade_of`` gives them."""
    return [round(score * 10) if -1.0 < score < 1.0 else 10 if score > 0 else -10 for score in scores]


def colour_at(shade: int, context: Context) -> str:
    """One of the colours of the line: −10 is bad, 0 mixed, +10 good."""
    colours = context.theme.colours
    return mix(colours.mixed, colours.good if shade >= 0 else colours.bad, abs(shade) / 10)


def face_colour(score: float, context: Context) -> str:
    """The colour of a face: good, mixed or bad, by the same halves that choose the mouth."""
    colours = context.theme.colours
    return colours.good if score >= 0.5 else colours.bad if score <= -0.5 else colours.mixed


def face_of(score: float) -> str:
    """The face drawn for a score."""
    if score >= 1.5:
        return "laugh"
    if score >= 0.5:
        return "smile"
    if score > -0.5:
        return "meh"
    return "frown" if score > -1.5 else "angry"


def label_part(
    card: Card,
    point: CurvePoint,
    line: Sequence[tuple[float, float]],
    taken: Sequence[Rect],
    room: Rect,
    hue: str | None,
    height: float,
    context: Context,
) -> tuple[TextPart, Rect] | None:
    """The label of a point: above a high, below a low, moved aside where it would lie on the line or on another.

    ``line`` holds points of the curves near by, ``room`` is the stretch of the lane (``height`` high) the label may
    use, ``hue`` the curve's own colour where there are several. Returns the part and the rectangle its words cover.
    """
    words = card.text or card.word
    if not words:
        return None
    colours, style = context.theme.colours, context.styles.feeling
    ink = colours.good_text if point.score >= 0.5 else colours.bad_text if point.score <= -0.5 else colours.mixed_text
    if hue is not None:
        ink = readable(hue, colours.paper)
    box = context.shaper.measure(words, style, room.w, 3)
    w, h = box.width, box.height
    away = context.measures.marker_radius + 6
    over, under = point.y - away - h, point.y + away
    bar = range_rect(point, height)
    if bar is not None:  # the label stands beyond its own point's range, or it would have to change sides
        over, under = min(over, bar.y - 3 - h), max(under, bar.bottom + 3)
    high = point.score >= 0
    outer, inner = (over, under) if high else (under, over)
    out = -1 if high else 1
    middle, starts, ends = point.x - w / 2, point.x - w + 4, point.x - 4
    beside = [(point.x + away + 2, point.y - h / 2), (point.x - away - 2 - w, point.y - h / 2)]
    choices = [
        *((x, outer) for x in (middle, starts, ends)), *((middle, outer + out * n * h) for n in (1, 2)), *beside,
        *((x, inner) for x in (middle, starts, ends)), *((middle, inner - out * n * h) for n in (1, 2)),
    ]  # fmt: skip
    rect = free_place(choices, w, h, line, taken, room)
    wide = Rect(rect.x - 2, rect.y, rect.w + 4, rect.h)
    part = TextPart(wide.x, wide.y, wide.w, words, style, ink, "centre", 3, Line(colours.paper, 4, "round", "round"))
    return part, rect


def free_place(
    choices: Sequence[tuple[float, float]],
    w: float,
    h: float,
    line: Sequence[tuple[float, float]],
    taken: Sequence[Rect],
    room: Rect,
) -> Rect:
    """The place, of those given in order of preference, where a box covers least of the lines and of what is taken."""
    best: tuple[float, Rect] | None = None
    for rank, (x, y) in enumerate(choices):
        if best is not None and best[0] <= rank * 0.8:
            break  # no later choice can be better
        x = max(room.x, min(x, room.right - w))
        y = max(room.y, min(y, room.bottom - h))
        rect = Rect(x, y, w, h)
        near = rect.grown(2.5)
        cost = rank * 0.8
        left, top, right, bottom = near.x, near.y, near.right, near.bottom
        cost += sum(2.0 for px, py in line if left <= px < right and top <= py < bottom)
        cost += sum(12.0 for other in taken if near.overlaps(other))
        if best is None or cost < best[0]:
            best = cost, rect
    return best[1] if best is not None else Rect(room.x, room.y, w, h)


def samples(curves: Iterable[Segment]) -> list[tuple[float, float]]:
    """Points along some segments, close enough that no word slips between them."""
    return [curve.at(i / 12) for curve in curves for i in range(13)]


TAG_HEIGHT = 14.0
"""How high the name at a curve's end is, its outline included."""


def tag_width(one: Series, context: Context) -> float:
    """How wide the name at a curve's end is, its outline included."""
    return min(_TAG_MOST, context.shaper.measure(one.tag, context.styles.tag, max_lines=1).width + 12)


_TAG_MOST = 66.0


def tag_parts(one: Series, x: float, y: float, context: Context) -> list[Part]:
    """Whose a curve is, in an outline of its colour, so that lines are told apart without colours."""
    colours, style = context.theme.colours, context.styles.tag
    hue, width = one.colour or colours.muted, tag_width(one, context)
    pill = round_rect_path(Rect(x + 0.6, y + 0.6, width - 1.2, TAG_HEIGHT - 1.2), (TAG_HEIGHT - 1.2) / 2)
    top = y + (TAG_HEIGHT - style.line_height) / 2
    return [
        ShapePart(pill, fill=colours.paper, line=Line(hue, 1.2, dash=(3, 2) if one.dashed else ())),
        TextPart(x + 2, top, width - 4, one.tag, style, readable(hue, colours.paper), "centre", 1),
    ]


def is_run_end(points: Sequence[CurvePoint], i: int) -> bool:
    """Whether the line ends at this point: the last of its curve, or the last before a gap."""
    return not _joined(points, i)


def range_rect(point: CurvePoint, height: float) -> Rect | None:
    """What the bar from the lowest to the highest score heard covers; None where no range is known."""
    card = point.card
    if card.low is None and card.high is None:
        return None
    low = y_of(card.low if card.low is not None else point.score, height)
    high = y_of(card.high if card.high is not None else point.score, height)
    top, bottom = min(low, high), max(low, high)
    return Rect(point.x - 6, top - 1, 12, bottom - top + 2)


def range_parts(point: CurvePoint, height: float, colour: str) -> list[Part]:
    """The bar from the lowest to the highest score heard, behind the marker."""
    covered = range_rect(point, height)
    if covered is None:
        return []
    return [marks.span(point.x, covered.y + 1, covered.bottom - 1, colour)]
