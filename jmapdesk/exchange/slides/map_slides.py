"""The map itself: all of it on as few slides as its letters allow, then a slide for each stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from jmapdesk.exchange.slides import frame, heads, notes
from jmapdesk.exchange.slides.grid import Column, Grid, Measure, columns_of, lay_grid
from jmapdesk.exchange.slides.maker import Maker, Numbered
from jmapdesk.exchange.slides.scene import Box, Paragraph, Rule, Run, Shape, Slide, plain
from jmapdesk.model import queries
from jmapdesk.model.records import Card
from jmapdesk.util.geometry import Rect
from jmapdesk.util.progress import Progress, span

_SIZES: Final = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Sizes of letters on the slides of the whole map; the smallest that can still be read."""
_LARGE: Final = (12.0, 11.5, 11.0, 10.5, 10.0)
"""Sizes of letters on the slide of one stage."""
_NARROW: Final = 9.4
"""A column is at least so many ems wide."""
_LABEL: Final = 92.0
_WIDE_LABEL: Final = 118.0
_HEAD: Final = 52.0
"""Where the grid of the whole map begins: under title and personas."""


class _Cost(NamedTuple):
    """What it costs to put some stages on slides: slides first, then lanes torn apart, then uneven slides."""

    slides: int
    torn: int
    uneven: float

    def plus(self, other: _Cost) -> _Cost:
        return _Cost(self.slides + other.slides, self.torn + other.torn, self.uneven + other.uneven)


@dataclass(slots=True)
class _Plans:
    """Grids of runs of columns at one size, each laid out once."""

    maker: Maker
    size: float
    found: dict[tuple[str, str, int], Grid] = field(default_factory=dict)

    def grid(self, columns: Sequence[Column]) -> Grid:
        key = columns[0].steps[0].id, columns[-1].steps[-1].id, len(columns)
        if key not in self.found:
            self.found[key] = lay_grid(columns, _measure(columns, self.size, self.maker), self.maker)
        return self.found[key]


def _measure(columns: Sequence[Column], size: float, maker: Maker) -> Measure:
    """The room of a grid of the whole map: what arrows and step names leave."""
    measure = Measure(size, heads.W - _LABEL, 0, _LABEL, False, 49.0)
    grid = Grid(tuple(columns), measure)
    over = frame.arrows_height(grid, maker) + frame.steps_height(grid, 8.0, maker)
    foot = heads.LEGEND_HEIGHT if maker.shown.legend else 0.0
    return replace(measure, height=heads.BOTTOM - foot - _HEAD - over)


def map_slides(maker: Maker, progress: Progress) -> list[Slide]:
    """The whole map: on one slide where letters of 8 points let it, else divided by stages, or by lanes where that
    needs fewer slides."""
    if not maker.stages or not maker.lanes:
        return []
    units = _units(maker)
    least = chosen = _divided(units, _Plans(maker, _SIZES[-1]), span(progress, 0.0, 0.4))
    low, high, done = 0, len(_SIZES) - 1, 0.4
    while low < high:  # larger letters as long as they need no more slides
        middle = (low + high) // 2
        tried = _divided(units, _Plans(maker, _SIZES[middle]), span(progress, done, done + 0.15))
        done += 0.15
        if tried[0].slides <= least[0].slides and tried[0].torn <= least[0].torn:
            chosen, high = tried, middle
        else:
            low = middle + 1
    slides = []
    grids = chosen[1]
    for grid in grids:
        for page in range(len(grid.pages)):
            slides.append(_map_slide(grid, page, len(grids) > 1, maker))
    progress(1.0)
    return slides


def _units(maker: Maker) -> list[tuple[Column, ...]]:
    """What is never divided: the columns of a stage; a stage with more steps than a slide has room for is in parts."""
    most = int((heads.W - _LABEL) / (_NARROW * _SIZES[-1]))
    units: list[tuple[Column, ...]] = []
    for numbered in maker.stages:
        columns = columns_of([numbered], fold=True)
        parts = -(-len(columns) // most)
        size = -(-len(columns) // parts)
        units += [columns[i : i + size] for i in range(0, len(columns), size)]
    return units


def _divided(
    units: Sequence[tuple[Column, ...]], plans: _Plans, progress: Progress
) -> tuple[_Cost, list[Grid]]:  # fmt: skip
    """The cheapest way to put runs of stages on slides."""
    most = int((heads.W - _LABEL) / (_NARROW * plans.size))
    best: list[tuple[_Cost, list[Grid]]] = [(_Cost(0, 0, 0.0), [])]
    for end in range(1, len(units) + 1):
        found: tuple[_Cost, list[Grid]] | None = None
        for start in range(end - 1, -1, -1):
            columns = [column for unit in units[start:end] for column in unit]
            if len(columns) > most and start < end - 1:
                break
            grid = plans.grid(columns)
            pages = len(grid.pages)
            cost = best[start][0].plus(_Cost(pages, pages - 1, len(columns) ** 2))
            if found is None or cost < found[0]:
                found = cost, [*best[start][1], grid]
        assert found is not None
        best.append(found)
        progress(end / len(units))
    return best[-1]


def _map_slide(grid: Grid, page: int, several: bool, maker: Maker) -> Slide:
    """One slide of the whole map."""
    about, words = maker.journey.about, maker.context.words
    name = " ".join((about.title or words("untitled")).split())
    if several:
        first, last = grid.columns[0].stage, grid.columns[-1].stage
        ends = [_called(first, maker)] + ([_called(last, maker)] if last is not first else [])
        name = f"{name}: {' – '.join(ends)}"
    if len(grid.pages) > 1:
        name = f"{name} ({words.number(page + 1)}/{words.number(len(grid.pages))})"
    people = _people(maker)
    shapes: list[Shape] = [heads.title(name, maker, width=heads.W - (250 if people else 0), size=20.0), *people]
    x, y = heads.X + _LABEL, _HEAD
    high, named = frame.arrows_height(grid, maker), frame.steps_height(grid, 8.0, maker)
    rows = frame.stretched(grid.pages[page], grid.measure.height, 120.0)
    body = frame.frame(grid, rows, x, y + high + named, y + high, maker)
    shapes += frame.arrows(grid, x, y, high, maker)
    if named:
        shapes += frame.steps_row(grid, x, y + high, named, 8.0, maker)
    shapes += body
    shapes += heads.legend(_LEGEND_AT, _cards(grid, page, maker), maker, owners=True)
    return maker.slide(name, shapes, notes.of_map(grid.columns, maker, whole=page == 0))


_LEGEND_AT: Final = heads.BOTTOM - heads.LEGEND_HEIGHT + 3


def _cards(grid: Grid, page: int, maker: Maker) -> list[Card]:
    """The cards that show on a page of a grid."""
    found: list[Card] = []
    for row in grid.pages[page]:
        found += [one.piece.card for one in row.placed]
        if row.mood is not None:
            steps = [step for column in grid.columns if not column.folded for step in column.steps]
            found += [card for step in steps for card in maker.cells.get((row.lane.id, step.id), ())]
    return found


def _called(numbered: Numbered, maker: Maker) -> str:
    return numbered.stage.name or maker.context.words.number(numbered.place + 1)


def _people(maker: Maker) -> list[Shape]:
    """The personas at the end of the title's line: the first with name and role, of others their portraits."""
    people, colours = queries.personas(maker.journey), maker.context.theme.colours
    if not people:
        return []
    side, right = 28.0, heads.X + heads.W
    first, others = people[0], people[1:4]
    said = [first.name, first.role] if len(people) == 1 else [", ".join(p.name for p in people[:3]), ""]
    if len(people) > 3:
        said[1] = maker.context.words("more_personas", n=len(people) - 3)
    room = 250 - side - 8 - len(others) * (side * 0.72)
    paragraphs: list[Paragraph] = []
    for text, size, ink, bold in ((said[0], 11.0, colours.ink, True), (said[1], 9.0, colours.muted, False)):
        if text:
            shown = maker.fitter.cut(" ".join(text.split()), size, room, 1 if said[1] else 2, bold=bold)
            paragraphs.append(Paragraph((Run(shown, size, ink, bold),)))
    widths = [maker.fitter.width(one.text, one.runs[0].size, bold=one.runs[0].bold) for one in paragraphs]
    wide = min(room, max(widths, default=0.0) + 2)
    x = right - wide - 8 - side - len(others) * side * 0.72
    shapes: list[Shape] = []
    for i, persona in enumerate((first, *others)):
        shapes.append(heads.portrait(persona, x + i * side * 0.72, 18, side, maker))
    shapes.append(Box(Rect(right - wide, 14, wide, 36), tuple(paragraphs), anchor="middle", name="Persona"))
    return shapes


# --- a stage -----------------------------------------------------------------------------------------------------


def stage_slides(numbered: Numbered, maker: Maker) -> list[Slide]:
    """A stage in letters that a room can read; on more than one slide where its cards need them."""
    columns = columns_of([numbered], fold=False)
    parts = -(-len(columns) // _MOST_STEPS)
    size = -(-len(columns) // parts)
    grids = [_stage_grid(numbered, columns[i : i + size], maker) for i in range(0, len(columns), size)]
    total = sum(len(grid.pages) for grid in grids)
    slides: list[Slide] = []
    for grid in grids:
        for page in range(len(grid.pages)):
            slides.append(_stage_slide(numbered, grid, page, len(slides), total, maker))
    return slides


_MOST_STEPS: Final = 6
"""Steps that a stage's slide has room for."""


def _stage_top(numbered: Numbered, maker: Maker) -> float:
    return 52.0 + (20.0 if numbered.stage.goal else 6.0)


def _stage_grid(numbered: Numbered, columns: Sequence[Column], maker: Maker) -> Grid:
    """The grid of a stage in the largest letters that need fewest slides."""
    foot = heads.LEGEND_HEIGHT if maker.shown.legend else 0.0
    measure = Measure(_LARGE[-1], heads.W - _WIDE_LABEL, 0, _WIDE_LABEL, True, 96.0)
    named = frame.steps_height(Grid(tuple(columns), measure), 11.0, maker)
    measure = replace(measure, height=heads.BOTTOM - foot - _stage_top(numbered, maker) - named)
    least = lay_grid(columns, measure, maker)
    for size in _LARGE[:-1]:
        tried = lay_grid(columns, replace(measure, size=size), maker)
        if len(tried.pages) <= len(least.pages):
            return tried
    return least


def _stage_slide(numbered: Numbered, grid: Grid, page: int, number: int, total: int, maker: Maker) -> Slide:
    words, theme, stage = maker.context.words, maker.context.theme, numbered.stage
    name = _called(numbered, maker)
    if total > 1:
        name = f"{name} ({words.number(number + 1)}/{words.number(total)})"
    hue = theme.colours.stage_edge or theme.stage_colour(stage.colour, numbered.place)
    bar = Box(Rect(heads.X, 21, 5, 24 + (18 if stage.goal else 0)), fill=hue, form="round", bend=2.5, name="Stage")
    head = heads.title(name, maker, width=heads.W - 280)
    shapes: list[Shape] = [replace(head, rect=head.rect.moved(14, 0)), bar]
    if stage.goal:
        goal = maker.fitter.cut(" ".join(stage.goal.split()), 12.0, heads.W - 20, 1)
        rect = Rect(heads.X + 14, 48, heads.W - 14, 17)
        shapes.append(Box(rect, plain(goal, 12.0, theme.colours.muted), anchor="middle", name=words("goal")))
    shapes += heads.way(numbered.place, heads.X + heads.W, 28, maker)
    x, y = heads.X + _WIDE_LABEL, _stage_top(numbered, maker)
    named = frame.steps_height(grid, 11.0, maker)
    rows = frame.stretched(grid.pages[page], grid.measure.height, 170.0)
    body = frame.frame(grid, rows, x, y + named, y, maker)
    if named:
        shapes += frame.steps_row(grid, x, y, named, 11.0, maker)
    shapes.append(Rule(heads.X, y, heads.X + heads.W, y, heads.rule(y, maker).edge))
    shapes += body
    shapes += heads.legend(_LEGEND_AT, _cards(grid, page, maker), maker)
    ids = [one.piece.card.id for row in rows for one in row.placed]
    lanes = [row.lane for row in rows]
    return maker.slide(name, shapes, notes.of_stage(numbered, grid.columns, lanes, ids, maker))
