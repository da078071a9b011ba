"""A grid drawn: names of lanes, lines, stage arrows, step names, cards, charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from jmapdesk.exchange.slides.feelings import spoken_curves
from jmapdesk.exchange.slides.grid import ICON, Column, Grid, Row, label_room, label_size
from jmapdesk.exchange.slides.maker import Maker, Numbered
from jmapdesk.exchange.slides.scene import Box, Chart, Edge, Paragraph, Rule, Run, Shape, plain
from jmapdesk.exchange.slides.xml_chart import AIR, LEGEND
from jmapdesk.layout.lanes import lane_name, lane_subtitle
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.util.geometry import Rect

TIP: Final = 8.0
"""How deep a stage arrow's tip is, in points."""


def stretched(rows: Sequence[Row], room: float, most_chart: float) -> list[Row]:
    """The rows with what room is left shared out: to charts first, then to all others alike, but not without end."""
    left = room - sum(row.height for row in rows)
    charts = [row for row in rows if row.mood is not None and row.chart]
    more = max(0.0, min(left / len(charts), most_chart - charts[0].chart)) if charts else 0.0
    left -= more * len(charts)
    others = sum(1 for row in rows if not row.is_divider)
    each = max(0.0, min(left / others, _AIR)) if others else 0.0
    result = []
    for row in rows:
        grown = more if row in charts else 0.0
        air = 0.0 if row.is_divider else each
        result.append(replace(row, height=row.height + grown + air, chart=row.chart + grown))
    return result


_AIR: Final = 12.0
"""Points that a lane is stretched at most to fill a slide."""


def arrows(grid: Grid, x: float, y: float, height: float, maker: Maker) -> list[Shape]:
    """The stages of a grid as arrows over their columns."""
    theme, shapes = maker.context.theme, list[Shape]()
    groups = _stage_columns(grid)
    for i, (numbered, first, last) in enumerate(groups):
        left, width = x + first * grid.step, (last - first + 1) * grid.step
        wide = width + (TIP - 2.5 if i < len(groups) - 1 else 0.0)
        ground = theme.stage_colour(numbered.stage.colour, numbered.place)
        edge = Edge(theme.colours.stage_edge) if theme.colours.stage_edge else None
        inset = 7.0 if i == 0 else TIP + 4
        paragraphs = arrow_words(numbered, width - inset - TIP, maker)
        stage = numbered.stage
        shapes.append(
            Box(
                Rect(left, y, wide, height), paragraphs, ground, edge, "first" if i == 0 else "arrow", TIP, "middle",
                (inset, 1, TIP, 1), stage.name, ". ".join(part for part in (stage.name, stage.goal) if part),
            )
        )  # fmt: skip
    return shapes


def _stage_columns(grid: Grid) -> list[tuple[Numbered, int, int]]:
    """The stages of a grid with their first and last column."""
    found = []
    for _, members in groupby(enumerate(grid.columns), key=lambda one: one[1].stage.stage.id):
        listed = list(members)
        found.append((listed[0][1].stage, listed[0][0], listed[-1][0]))
    return found


def arrow_words(numbered: Numbered, room: float, maker: Maker) -> tuple[Paragraph, ...]:
    """A stage's name and goal, each in at most two lines; the goal stands whole on the stage's own slide."""
    theme, fitter = maker.context.theme, maker.fitter
    ink = theme.on(theme.stage_colour(numbered.stage.colour, numbered.place))
    size = 11.0 if fitter.lines(numbered.stage.name, 11.0, room, bold=True) <= 2 else 9.0
    name = fitter.cut(numbered.stage.name.replace("\n", " "), size, room, 2, bold=True)
    words = [Paragraph((Run(name, size, ink, bold=True),))] if name else []
    if numbered.stage.goal:
        goal = fitter.cut(numbered.stage.goal.replace("\n", " "), 8.0, room, 2)
        words.append(Paragraph((Run(goal, 8.0, ink),)))
    return tuple(words)


def arrows_height(grid: Grid, maker: Maker) -> float:
    """How high the arrows of a grid are."""
    least = 22.0
    for i, (numbered, first, last) in enumerate(_stage_columns(grid)):
        room = (last - first + 1) * grid.step - (7.0 if i == 0 else TIP + 4) - TIP
        least = max(least, maker.fitter.height(arrow_words(numbered, room, maker), room) + 8)
    return least


def step_words(column: Column, width: float, size: float, maker: Maker) -> tuple[Paragraph, ...]:
    """A step's name and time; nothing over a collapsed stage but how many steps it has."""
    colours, words = maker.context.theme.colours, maker.context.words
    if column.folded:
        return plain(words("summary.steps", n=len(column.steps)), size, colours.muted, align="centre")
    step = column.steps[0]
    made: list[Paragraph] = []
    if step.name:
        name = maker.fitter.cut(step.name.replace("\n", " "), size, width, 3, bold=True)
        made.append(Paragraph((Run(name, size, colours.ink, bold=True),), "centre"))
    if step.time:
        time = maker.fitter.cut(step.time.replace("\n", " "), max(8.0, size - 1), width, 2)
        made.append(Paragraph((Run(time, max(8.0, size - 1), colours.muted),), "centre"))
    return tuple(made)


def steps_height(grid: Grid, size: float, maker: Maker) -> float:
    """How high the row of step names is; none where no step has a name or a time."""
    if not any(step.name or step.time for column in grid.columns for step in column.steps):
        return 0.0
    found = [step_words(column, grid.step - 6, size, maker) for column in grid.columns]
    return max(maker.fitter.height(words, grid.step - 6) for words in found) + 6


def steps_row(grid: Grid, x: float, y: float, height: float, size: float, maker: Maker) -> list[Shape]:
    """The names of the steps over their columns."""
    shapes: list[Shape] = []
    for i, column in enumerate(grid.columns):
        words = step_words(column, grid.step - 6, size, maker)
        if words:
            rect = Rect(x + i * grid.step, y, grid.step, height)
            shapes.append(Box(rect, words, anchor="middle", inset=(3, 0, 3, 0), name=words[0].text))
    return shapes


def frame(grid: Grid, rows: Sequence[Row], x: float, y: float, top: float, maker: Maker) -> list[Shape]:
    """The lanes of a page with their cards, the columns' left edge at ``x`` and the first lane at ``y``.

    Lines between stages and steps begin at ``top``. What lies behind comes first.
    """
    measure, colours = grid.measure, maker.context.theme.colours
    left, right = x - measure.label, x + measure.width
    bottom = y + sum(row.height for row in rows)
    shapes: list[Shape] = [Box(Rect(left, y, measure.label, bottom - y), fill=colours.label_ground, name="Lanes")]
    shapes += _uprights(grid, x, top, bottom, maker)
    at = y
    for row in rows:
        if row is not rows[0] and not row.is_divider:
            shapes.append(Rule(left, at, right, at, Edge(colours.hairline, 0.5)))
        at += row.height
    shapes.append(Rule(left, bottom, right, bottom, Edge(colours.hairline)))
    if top < y:
        shapes.append(Rule(left, y, right, y, Edge(colours.hairline)))
    at = y
    for row in rows:
        shapes += _lane(grid, row, x, at, maker)
        at += row.height
    return shapes


def _uprights(grid: Grid, x: float, top: float, bottom: float, maker: Maker) -> list[Shape]:
    """The lines between columns: strong between stages, dashed between steps."""
    colours = maker.context.theme.colours
    shapes: list[Shape] = []
    for i in range(1, len(grid.columns)):
        new = grid.columns[i].stage.stage.id != grid.columns[i - 1].stage.stage.id
        edge = Edge(colours.hairline, 0.75) if new else Edge(colours.step_divider, 0.5, True)
        shapes.append(Rule(x + i * grid.step, top, x + i * grid.step, bottom, edge))
    return shapes


def _lane(grid: Grid, row: Row, x: float, y: float, maker: Maker) -> list[Shape]:
    """One lane: its name, then what is in it from the first step to the last."""
    if row.is_divider:
        return _divider(grid, row, x, y, maker)
    shapes = _label(grid, row, x - grid.measure.label, y, maker)
    if row.mood is not None:
        return shapes + _mood(grid, row, x, y, maker)
    for i, words in enumerate(row.words):
        if words:
            rect = Rect(x + i * grid.step, y, grid.step, row.height)
            shapes.append(Box(rect, words, anchor="middle", inset=(2, 0, 2, 0), name=words[0].text))
    for one in row.placed:
        shapes.append(one.piece.shape(x + one.x, y + one.y, grid.measure.size, maker))
    return shapes


def _divider(grid: Grid, row: Row, x: float, y: float, maker: Maker) -> list[Shape]:
    """A dashed line between layers, its name at its start."""
    colours, size = maker.context.theme.colours, max(8.0, min(10.0, grid.measure.size))
    middle, left = y + row.height / 2, x - grid.measure.label
    name = lane_name(row.lane, maker.context)
    wide = min(grid.measure.width * 0.6, maker.fitter.width(name, size, bold=True) + 8) if name else 0.0
    shapes: list[Shape] = []
    if name:
        rect = Rect(left + 8, y, wide, row.height)
        words = plain(name.replace("\n", " "), size, colours.muted, bold=True)
        shapes.append(Box(rect, words, anchor="middle", name=name))
    shapes.append(Rule(left + 8 + wide + 4, middle, x + grid.measure.width, middle, Edge(colours.faint, 1.0, True)))
    return shapes


def _label(grid: Grid, row: Row, x: float, y: float, maker: Maker) -> list[Shape]:
    """A lane's icon, name and, where there is room, its subtitle."""
    measure, context = grid.measure, maker.context
    theme, lane, name = context.theme, row.lane, lane_name(row.lane, context)
    size = label_size(name, measure, maker)
    icon = ICON * (11.0 if measure.full else 9.0)
    known = LANE_KINDS.get(lane.kind)
    top = y + measure.pad
    room = label_room(measure)
    said = f"{name} …" if row.continued else name
    words = [Paragraph((Run(line, size, theme.colours.ink, bold=True),)) for line in said.split("\n")]
    subtitle = lane_subtitle(lane, context).replace("\n", " ")
    small = max(8.0, size - 1.5) if measure.full else 8.0
    if subtitle:
        more = [*words, Paragraph((Run(subtitle, small, theme.colours.muted),))]
        if maker.fitter.height(more, room) <= row.height - 2 * measure.pad:
            words = more
    height = maker.fitter.height(words, room)
    drawn = maker.icon(
        lane.icon or (known.icon if known else "type"), Rect(x + 6, top - 0.1 * size, icon, icon),
        theme.lane_ink(lane.kind, lane.colour),
    )  # fmt: skip
    rect = Rect(x + 8 + icon + 2, top, room + 2, height)
    shapes: list[Shape] = [drawn, Box(rect, tuple(words), name=name)]
    return shapes


def _scale(grid: Grid, row: Row, x: float, y: float, maker: Maker) -> list[Shape]:
    """The names of the scale along the chart's start, the best at the top: before the first point, and clear of it."""
    assert row.mood is not None
    colours, size, high = maker.context.theme.colours, 8.0, 10.0
    names = list(row.lane.scale) or [maker.context.words("good"), maker.context.words("bad")]
    plot = row.chart - _legend(row)
    top, bottom = y + 2 + AIR * row.chart, y + 2 + plot - AIR * row.chart
    if len(names) * high > bottom - top:
        names = [names[0], names[-1]]
    shapes: list[Shape] = []
    for i, name in enumerate(names):
        down = i / (len(names) - 1) if len(names) > 1 else 0.5
        # the first hangs under the best line, the last stands on the worst
        at = top + (bottom - top) * down - high * down
        text = maker.fitter.cut(name.replace("\n", " "), size, grid.step / 2 - 9, 1)
        rect = Rect(x + 3, at, maker.fitter.width(text, size) + 3, high)
        # on the paper's ground, or the lines of the chart would run through the words
        shapes.append(Box(rect, plain(text, size, colours.muted), colours.paper, anchor="middle", name=name))
    return shapes


def _legend(row: Row) -> float:
    return LEGEND if row.mood is not None and len(row.mood.curves) > 1 else 0.0


def _mood(grid: Grid, row: Row, x: float, y: float, maker: Maker) -> list[Shape]:
    """The chart, then the words under each of its steps."""
    assert row.mood is not None
    colours, shapes = maker.context.theme.colours, list[Shape]()
    if row.chart:
        name = lane_name(row.lane, maker.context)
        says = spoken_curves(row.mood, grid.categories, name, maker)
        line = 2.25 if grid.measure.size < 10 else 2.75
        shapes.append(
            Chart(
                Rect(x, y + 2, grid.measure.width, row.chart), grid.categories, row.mood.curves, colours.hairline_weak,
                colours.muted, line, name, says,
            )
        )  # fmt: skip
        shapes += _scale(grid, row, x, y, maker)
    for i, words in enumerate(row.words):
        if words:
            rect = Rect(x + i * grid.step, y + 2 + row.chart, grid.step, max(row.strip, row.height - row.chart - 4))
            shapes.append(Box(rect, words, inset=(2, 0, 2, 0), name=words[0].text))
    return shapes
