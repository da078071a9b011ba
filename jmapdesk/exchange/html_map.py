"""The map as a table of HTML: stages and steps across, lanes down, headers that a screen reader can follow.

On a narrow page the style sheet puts the same cells in another order, stage by stage: each carries its place in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jmapdesk.exchange.curves import Curve, curves_of
from jmapdesk.exchange.html_cards import Maker, aside, card_item, evidence, face, moment_and_check, noted
from jmapdesk.exchange.html_curve import Drawn, Point, cell, draw, whole
from jmapdesk.exchange.html_text import escaped, lines, linked, tag, turned
from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.seen import Seen
from jmapdesk.layout.curve import series_word
from jmapdesk.layout.lanes import lane_name, lane_subtitle
from jmapdesk.model import queries
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.records import Card, Lane
from jmapdesk.text.initials import initials

_LONG_LABEL = 44
"""Characters of a label that find room beside its point; in a lane with a longer one all stand under the curve."""


@dataclass(slots=True)
class Grid:
    """What the table is written with, and the colours it asks for."""

    seen: Seen
    maker: Maker
    columns: list[queries.Column]
    cells: Mapping[tuple[str, str], list[Card]]
    lanes: list[Lane]
    stages: list[int] = field(default_factory=list)
    """The place of each column's stage."""
    hues: dict[str, None] = field(default_factory=dict)
    """The colours of curves among several."""

    @property
    def widths(self) -> list[float]:
        """How wide each step is, as a multiple of the usual width."""
        return [column.step.width for column in self.columns]


def grid_of(seen: Seen, maker: Maker) -> Grid:
    """The grid of what is to be seen of a map."""
    columns = queries.columns(seen.journey)
    places = {stage.id: place for place, stage in enumerate(queries.stages(seen.journey))}
    return Grid(
        seen, maker, columns, queries.cards_by_cell(seen.journey), queries.lanes(seen.journey),
        [places[column.stage.id] for column in columns],
    )  # fmt: skip


def table(grid: Grid) -> str:
    """The whole table; empty where the map has no stages."""
    if not grid.columns:
        return ""
    total = sum(grid.widths)
    cols = "".join(f'<col style="width:calc((100% - var(--lane))*{width / total:.5f})">' for width in grid.widths)
    body = "".join(row for number, lane in enumerate(grid.lanes) for row in _lane(lane, number, grid))
    title = in_line(grid.seen.journey.about.title) or grid.maker.context.words("untitled")
    return (
        f'<table style="--n:{total:g}"><caption class="vh">{escaped(title)}</caption>'
        f'<colgroup><col class="lane">{cols}</colgroup><thead>{_head(grid)}</thead><tbody>{body}</tbody></table>'
    )


def _head(grid: Grid) -> str:
    """The row of stages, and the row of steps where a step has a name or a time."""
    words = grid.maker.context.words
    stages = [f'<th scope="row" class="corner">{escaped(words("stages"))}</th>']
    place = 0
    for number, stage in enumerate(queries.stages(grid.seen.journey)):
        span = len(stage.steps)
        goal = f' <span class="goal" dir="auto">{lines(stage.goal)}</span>' if stage.goal.strip() else ""
        name = f'<b class="name" dir="auto">{escaped(stage.name) or "–"}</b>'
        stages.append(
            f'<th scope="colgroup" colspan="{span}" class="stage s{number}" style="--o:{place * 1000}">'
            f"<div>{name}{goal}</div></th>"
        )
        place += span
    rows = f'<tr class="stages">{"".join(stages)}</tr>'
    if not any(column.step.name.strip() or column.step.time.strip() for column in grid.columns):
        return rows
    steps = [f'<th scope="row" class="corner">{escaped(words("steps"))}</th>']
    for column in grid.columns:
        name = f'<span class="name" dir="auto">{escaped(column.step.name)}</span>' if column.step.name.strip() else ""
        time = escaped(column.step.time)
        if time:
            time = f'<small data-aside class="time" dir="auto">{time}</small>' if name else time
        classes = f"step s{grid.stages[column.place]}{_first(column, grid)}"
        inside = " ".join(part for part in (name, time) if part)
        steps.append(tag("th", inside, scope="col", class_=classes, style=f"--o:{column.place * 1000 + 1}"))
    return rows + f'<tr class="steps">{"".join(steps)}</tr>'


def _first(column: queries.Column, grid: Grid) -> str:
    """The class of the first step of a stage, which has a stronger line before it."""
    place = column.place
    return " first" if place == 0 or grid.stages[place - 1] != grid.stages[place] else ""


def _lane(lane: Lane, number: int, grid: Grid) -> Iterator[str]:
    """The rows of a lane."""
    name = lane_name(lane, grid.maker.context)
    if lane.kind == "divider":
        yield (
            f'<tr class="divider"><th scope="rowgroup" colspan="{len(grid.columns) + 1}" dir="auto">'
            f"<span>{escaped(name)}</span></th></tr>"
        )
        return
    members = [grid.cells.get((lane.id, column.step.id), []) for column in grid.columns]
    if lane.kind == "card_counts":
        keys = [one.id for one in grid.lanes]
        totals = [sum(len(grid.cells.get((key, c.step.id), ())) for key in keys) for c in grid.columns]
        cells = "".join(f'<td class="count">{grid.maker.context.words.number(n) if n else ""}</td>' for n in totals)
        yield f'<tr class="counts">{_label(lane, 1, grid)}{cells}</tr>'
        return
    if lane.kind == "feelings":
        yield _feelings(lane, number, members, grid)
        return
    rows = _packed(members, grid)
    named: set[int] = set()
    for row, placed in enumerate(rows):
        label = _label(lane, len(rows), grid) if row == 0 else ""
        cells = "".join(_cell(one, lane, number, row, "" if one.place in named else name, grid) for one in placed)
        named |= {one.place for one in placed if one.cards}
        classes = "sub" if row else "start"
        yield f'<tr class="{classes}">{label}{cells}</tr>'


def _label(lane: Lane, rows: int, grid: Grid, more: str = "") -> str:
    context = grid.maker.context
    known = LANE_KINDS.get(lane.kind)
    icon = grid.maker.icon(lane.icon or (known.icon if known else "type"))
    subtitle = lane_subtitle(lane, context)
    under = f' <span class="sub" dir="auto">{lines(subtitle)}</span>' if subtitle.strip() else ""
    scope, span = ("rowgroup", f' rowspan="{rows}"') if rows > 1 else ("row", "")
    place = grid.lanes.index(lane)
    return (
        f'<th scope="{scope}"{span} class="lane l{place}">{icon}<b dir="auto">{escaped(lane_name(lane, context))}</b>'
        f"{under}{more}</th>"
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell of a row: its cards, its first column and how many columns it spans."""

    cards: tuple[Card, ...]
    place: int
    span: int = 1


def _packed(members: Sequence[Sequence[Card]], grid: Grid) -> list[list[_Placed]]:
    """The rows of a lane: one, or as many as cards over several steps need above and between the others.

    Each such card stands in a row of its own or beside others that leave its steps free; cards of one step that stand
    together stay in one cell.
    """
    places = {column.step.id: column.place for column in grid.columns}
    standing = [(card, place) for place, cards in enumerate(members) for card in cards]
    ends = {card.id: max(place, places.get(card.to_step or "", place)) for card, place in standing}
    if all(ends[card.id] == place for card, place in standing):
        return [[_Placed(tuple(cards), place) for place, cards in enumerate(members)]]
    ordered = sorted(standing, key=lambda one: (one[0].order, one[0].id))
    rows: list[dict[int, list[Card]]] = []
    wide: list[dict[int, int]] = []
    free = [0] * len(members)
    for card, place in ordered:
        end = ends[card.id]
        row = max(free[place : end + 1])
        if end == place and row and place in rows[row - 1] and place not in wide[row - 1]:
            rows[row - 1][place].append(card)
            continue
        while len(rows) <= row:
            rows.append({})
            wide.append({})
        rows[row][place] = [card]
        if end > place:
            wide[row][place] = end - place + 1
        free[place : end + 1] = [row + 1] * (end + 1 - place)
    made: list[list[_Placed]] = []
    for cards, spans in zip(rows, wide, strict=True):
        line: list[_Placed] = []
        place = 0
        while place < len(members):
            span = spans.get(place, 1)
            line.append(_Placed(tuple(cards.get(place, ())), place, span))
            place += span
        made.append(line)
    return made


def _cell(placed: _Placed, lane: Lane, number: int, row: int, name: str, grid: Grid) -> str:
    column = grid.columns[placed.place]
    inside = ""
    if placed.cards:
        inside = f"<ul>{''.join(card_item(one, lane.kind, grid.maker, placed.span) for one in placed.cards)}</ul>"
    if row == 0:
        inside += _counted(lane, column, grid)
    span = f' colspan="{placed.span}"' if placed.span > 1 else ""
    classes = f"s{grid.stages[placed.place]} l{number}{_first(column, grid)}"
    if not inside:
        return f'<td{span} class="none{_first(column, grid)}"></td>'
    order = placed.place * 1000 + 10 + number
    said = f' data-l="{escaped(name)}"' if name else ""
    return f'<td{span} class="{classes}" style="--o:{order}"{said}>{inside}</td>'


def _counted(lane: Lane, column: queries.Column, grid: Grid) -> str:
    """How many cards are only counted in a cell."""
    count = grid.seen.counts.get((lane.id, column.step.id), 0)
    if not count:
        return ""
    words = grid.maker.context.words
    said = words("summary.card") if count == 1 else words("summary.cards", n=count)
    return f'<p class="folded" data-aside>{escaped(said)}</p>'


# --- feelings --------------------------------------------------------------------------------------------------------


def _feelings(lane: Lane, number: int, members: Sequence[Sequence[Card]], grid: Grid) -> str:
    """The row of a lane of feelings: in each cell its piece of the curves, and every feeling in words."""
    context = grid.maker.context
    curves = [curve for curve in curves_of(members, grid.seen.journey, context) if any(curve.cards)]
    drawn = draw(curves, grid.widths)
    for one in drawn:
        if one.curve.colour:
            grid.hues.setdefault(one.curve.colour)
    beside = len(drawn) == 1 and all(len(_words(c)) <= _LONG_LABEL for c in drawn[0].curve.cards if c)
    scale = list(lane.scale) or [context.words("good"), context.words("bad")]
    ends = f'<span class="scale" aria-hidden="true"><i>{escaped(scale[0])}</i><i>{escaped(scale[-1])}</i></span>'
    told = tag("span", escaped(context.words("doc.curve", lane=lane_name(lane, context))), class_="vh")
    label = _label(lane, 1, grid, aside(f"{told}{ends if drawn else ''}{_key(drawn)}"))
    cells = []
    for place, column in enumerate(grid.columns):
        felt = _felt(place, drawn, beside, grid)
        others = [one for one in members[place] if one.kind != "feeling"]
        rest = f"<ul>{''.join(card_item(one, lane.kind, grid.maker) for one in others)}</ul>" if others else ""
        rest += _counted(lane, column, grid)
        graph = cell(drawn, place, grid.widths, context.rtl) if drawn else ""
        name = escaped(lane_name(lane, context))
        empty = "" if felt or rest else " blank"
        cells.append(
            f'<td class="feel s{grid.stages[place]} l{number}{_first(column, grid)}{empty}" '
            f'style="--o:{place * 1000 + 10 + number}" data-l="{name}">{graph}{felt}{rest}</td>'
        )
    return f'<tr class="start feelings">{label}{"".join(cells)}</tr>'


def _words(one: Card) -> str:
    return (one.text or one.word).strip()


def _felt(place: int, drawn: Sequence[Drawn], beside: bool, grid: Grid) -> str:
    """The feelings of one step: those with a score on the graph, and what they are called."""
    items = []
    for one in drawn:
        felt = one.curve.cards[place]
        if felt is not None:
            point = next((point for point in one.points if point.place == place), None)
            items.append(_feeling(felt, one, point, beside, len(drawn) > 1, grid))
    return f'<ul class="felt{" beside" if beside else ""}">{"".join(items)}</ul>' if items else ""


def _feeling(felt: Card, one: Drawn, point: Point | None, beside: bool, several: bool, grid: Grid) -> str:
    """One feeling: its face on the graph, its words beside it or under the graph, its score for those who hear it."""
    maker, context = grid.maker, grid.maker.context
    hue = f"h{one.curve.colour.lstrip('#').lower()}" if one.curve.colour else ""
    tone = "" if felt.score is None else " good" if felt.score >= 0.5 else " bad" if felt.score <= -0.5 else " mixed"
    marks = "".join([*moment_and_check(felt, maker), evidence(felt, maker), noted(felt, maker)])
    marks = aside(marks, "m") if marks else ""
    whose = ""
    if several and one.curve.name:
        dashed = " dash" if one.curve.dashed else ""
        short = f'<span aria-hidden="true">{escaped(_short(one.curve, grid))}</span>'
        whose = aside(short + maker.hidden(one.curve.name), f"whose {hue}{dashed}") + " "
    words = linked(_words(felt))
    way = turned(_words(felt), context.rtl)
    if felt.score is None or point is None:
        no = aside(escaped(context.words("curve.no_score")), "none")
        return tag("li", f'{whose}<span class="x">{words}</span> {no}{marks}', class_="word", dir=way)
    score = f"{felt.score:+.1f}".replace("-", "−") if felt.score else "0"
    across = 1 - point.across if context.rtl else point.across
    at = f"--y:{point.down:.3f};--x:{across:.3f}"
    spot = f'<small data-aside class="pt" style="{at}">{face(felt, maker, hue)}</small>'
    said = f'<span class="nb"><span class="sc" dir="ltr">{f"({score})" if words else score}</span>{marks}</span>'
    text = f'<span class="x">{words}</span> ' if words else ""
    if beside:
        side = "up" if felt.score >= 0 else "down"
        return tag("li", f'{spot}<span class="lb">{text}{said}</span>', class_=side + tone, style=at, dir=way)
    return tag("li", f'{spot}<span class="lb">{whose}{text}{said}</span>', class_="row" + tone, dir=way)


def _short(curve: Curve, grid: Grid) -> str:
    """Whose a curve is in a few letters, and that it shows what is wanted."""
    context, persona = grid.maker.context, grid.seen.journey.personas.get(curve.key[0] or "")
    mark = context.people.get(curve.key[0] or "")
    short = mark.short if mark is not None else initials(persona.name) if persona is not None else ""
    wish = series_word(curve.key, context) if curve.dashed or not short else ""
    return " · ".join(part for part in (short, wish) if part)


def _key(drawn: Sequence[Drawn]) -> str:
    """Which line is whose, where there are several."""
    if len(drawn) < 2:
        return ""
    items = []
    for one in drawn:
        hue = (one.curve.colour or "").lstrip("#").lower()
        dashed = " dash" if one.curve.dashed else ""
        items.append(f'<span class="ln h{hue}{dashed}"><bdi>{escaped(one.curve.name)}</bdi></span>')
    return f'<span class="key">{"".join(items)}</span>'


def overview(grid: Grid) -> str:
    """The curves of the map in one small drawing with its words, for pages too narrow for the table."""
    out = []
    for lane in grid.lanes:
        if lane.kind != "feelings":
            continue
        members = [grid.cells.get((lane.id, column.step.id), []) for column in grid.columns]
        curves = [one for one in curves_of(members, grid.seen.journey, grid.maker.context) if any(one.cards)]
        drawn = [one for one in draw(curves, grid.widths) if one.points]
        if drawn:
            name = escaped(lane_name(lane, grid.maker.context))
            svg = whole(drawn, grid.widths, grid.maker.context.rtl, _aloud(drawn, name, grid))
            out.append(tag("figure", f"{svg}<figcaption>{name}</figcaption>", class_="overview"))
    return "".join(out)


def _aloud(drawn: Sequence[Drawn], name: str, grid: Grid) -> str:
    """What a drawing of curves shows, in words."""
    words = grid.maker.context.words
    told = []
    for one in drawn:
        points = []
        for point in one.points:
            column = grid.columns[point.place]
            where = column.step.name.strip() or column.step.time.strip() or column.stage.name
            score = f"{point.card.score or 0:+.1f}".replace("-", "−")
            points.append(f"{escaped(where)} {score}")
        called = f"{escaped(one.curve.name)}: " if one.curve.name else ""
        told.append(called + ", ".join(points))
    return f"{words('doc.curve', lane=name)}. {'; '.join(told)}"
