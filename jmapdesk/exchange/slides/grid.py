"""Stages, lanes and cards laid out as a grid on slides: sizes, packing, and what goes on which slide.

Letters are never smaller than asked for: what does not fit goes on to another slide, lane by lane, and a lane that is
too tall for a slide card by card.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jmapdesk.exchange.slides.cards import MARKS, Piece, lay_card
from jmapdesk.exchange.slides.feelings import Mood, lay_mood
from jmapdesk.exchange.slides.maker import Maker, Numbered
from jmapdesk.exchange.slides.scene import Paragraph, Run
from jmapdesk.exchange.slides.xml_chart import LEGEND
from jmapdesk.insight.summary import summarise
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.records import Card, Lane, Step

ICON: Final = 1.3
"""How large a lane's icon is, in ems of its name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a step, or all steps of a collapsed stage."""

    stage: Numbered
    steps: tuple[Step, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """How a grid is laid out: the size of its letters, and its room in points."""

    size: float
    width: float
    """Of all columns together."""
    height: float
    """Of all lanes together."""
    label: float
    """Of the column with the lanes' names."""
    full: bool
    """Whether it shows one stage at length: owners by name, scores in figures, nothing collapsed."""
    chart: float
    """The least height of a chart."""

    @property
    def pad(self) -> float:
        """Air at the edges of a cell."""
        return 0.35 * self.size

    @property
    def gap(self) -> float:
        """Air between cards."""
        return 0.35 * self.size


@dataclass(frozen=True, slots=True)
class Member:
    """A card to be packed, and the columns of the grid that it covers."""

    card: Card
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A card where it stands: from the grid's left and the lane's top."""

    x: float
    y: float
    piece: Piece


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A lane, or the part of one that is on a slide."""

    lane: Lane
    height: float
    placed: tuple[Placed, ...] = ()
    members: tuple[Member, ...] = ()
    """What is placed, in the order it was packed."""
    words: tuple[tuple[Paragraph, ...], ...] = ()
    """Under a chart, or in place of cards: what stands in each column."""
    mood: Mood | None = None
    chart: float = 0.0
    strip: float = 0.0
    """The height of the words under a chart."""
    continued: bool = False

    @property
    def is_divider(self) -> bool:
        """Whether it is a line between layers."""
        return self.lane.kind == "divider"


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Some columns laid out, and their lanes on one or more pages."""

    columns: tuple[Column, ...]
    measure: Measure
    pages: tuple[tuple[Row, ...], ...] = field(default_factory=tuple)

    @property
    def step(self) -> float:
        """The width of a column; all are alike, so that the points of a chart stand under their steps."""
        return self.measure.width / max(1, len(self.columns))

    @property
    def categories(self) -> tuple[str, ...]:
        """What a chart calls each column."""
        return tuple(
            column.stage.stage.name or str(column.stage.place + 1) if column.folded
            else column.steps[0].name or column.steps[0].time or f"{column.stage.stage.name} {i}".strip()
            for i, column in enumerate(self.columns, 1)
        )  # fmt: skip


def columns_of(stages: Sequence[Numbered], *, fold: bool) -> tuple[Column, ...]:
    """The columns of some stages; collapsed ones are one column each where ``fold`` is on."""
    made: list[Column] = []
    for numbered in stages:
        steps = tuple(queries.steps(numbered.stage))
        if fold and numbered.stage.collapsed:
            made.append(Column(numbered, steps, True))
        else:
            made += [Column(numbered, (step,)) for step in steps]
    return tuple(made)


def lay_grid(columns: Sequence[Column], measure: Measure, maker: Maker) -> Grid:
    """Lay out the lanes of a map over some columns, and divide them over as many slides as they need."""
    grid = Grid(tuple(columns), measure)
    rows = [_row(lane, grid, maker) for lane in maker.lanes]
    if measure.full:
        rows = _filled(rows)
    pages = _paged(rows, measure.height, grid, maker)
    if len(pages) > 1:  # the last slide is not to be the only one with room
        low, high = measure.height * 0.4, measure.height
        for _ in range(6):
            middle = (low + high) / 2
            tried = _paged(rows, middle, grid, maker)
            good = len(tried) <= len(pages) and all(sum(r.height for r in page) <= measure.height for page in tried)
            low, high, pages = (low, middle, tried) if good else (middle, high, pages)
    return replace(grid, pages=tuple(tuple(page) for page in pages))


def _filled(rows: Sequence[Row]) -> list[Row]:
    """The lanes with something in them, and the lines between layers that still have a lane on either side."""
    kept = [row for row in rows if row.is_divider or row.placed or (row.mood and (row.mood.curves or row.strip))]
    kept = [
        row for i, row in enumerate(kept)
        if not row.is_divider or (0 < i < len(kept) - 1 and not kept[i + 1].is_divider)
    ]  # fmt: skip
    return kept[1:] if kept and kept[0].is_divider else kept


# --- one lane ----------------------------------------------------------------------------------------------------


def _row(lane: Lane, grid: Grid, maker: Maker) -> Row:
    measure = grid.measure
    least = label_height(lane, measure, maker)
    cells = [
        [card for step in column.steps for card in maker.cells.get((lane.id, step.id), ())] for column in grid.columns
    ]
    if lane.kind == "divider":
        return Row(lane, measure.size * 1.9)
    if lane.kind == "card_counts":
        return Row(lane, max(least, measure.size * 2), words=_counts(grid, maker))
    if lane.kind == "feelings" and (measure.full or not lane.collapsed):
        return _mood_row(lane, grid, cells, least, maker)
    if _is_folded(lane, measure, maker):
        return Row(lane, max(measure.size * 2, least), words=tuple(_summary(cards, measure, maker) for cards in cells))
    members = _members(lane, grid, maker)
    placed = _packed(members, grid, maker)
    words: tuple[tuple[Paragraph, ...], ...] = ()
    if any(column.folded for column in grid.columns):
        shown = {one.card.id for one in members}
        words = tuple(
            _summary([card for card in cards if card.id not in shown], measure, maker) if column.folded else ()
            for column, cards in zip(grid.columns, cells, strict=True)
        )
    return Row(lane, max(least, _height(placed, measure)), placed, tuple(members), words)


def _is_folded(lane: Lane, measure: Measure, maker: Maker) -> bool:
    if measure.full or card_kind_of(lane.kind) is None:
        return False
    return lane.collapsed or maker.only_titles


def label_height(lane: Lane, measure: Measure, maker: Maker) -> float:
    """The height a lane's name needs beside its cards."""
    name = lane_name(lane, maker.context)
    size = label_size(name, measure, maker)
    lines = maker.fitter.lines(name, size, label_room(measure), bold=True)
    return lines * size * 1.2 + 2 * measure.pad


def label_size(name: str, measure: Measure, maker: Maker) -> float:
    """The size of a lane's name: as small as its longest word needs, so that none is torn."""
    size, room = 11.0 if measure.full else 9.0, label_room(measure)
    longest = max((maker.fitter.width(word, size, bold=True) for word in name.split()), default=0.0)
    return max(7.5, int(2 * size * min(1.0, room / longest)) / 2) if longest else size


def label_room(measure: Measure) -> float:
    """The width that lanes' names have beside their icons."""
    return measure.label - 8 - ICON * (11.0 if measure.full else 9.0) - 4


def _mood_row(lane: Lane, grid: Grid, cells: Sequence[Sequence[Card]], least: float, maker: Maker) -> Row:
    measure = grid.measure
    size = max(8.0, measure.size - 0.5) if not measure.full else measure.size - 1
    folded = [column.folded for column in grid.columns]
    kept = [
        [card for card in cards if card.kind == "feeling" and (fold or maker.shown.shows_card(card))]
        for cards, fold in zip(cells, folded, strict=True)
    ]
    mood = lay_mood(lane, kept, folded, size, maker, full=measure.full)
    words = tuple(
        _summary(cards, measure, maker) if fold else said
        for cards, fold, said in zip(cells, folded, mood.words, strict=True)
    )
    strip = max((maker.fitter.height(said, grid.step - 4) for said in words if said), default=0.0)
    strip += 0.4 * size if strip else 0.0
    chart = measure.chart + (LEGEND if len(mood.curves) > 1 else 0.0) if mood.curves else 0.0
    return Row(lane, max(least, chart + strip + 4), words=words, mood=mood, chart=chart, strip=strip)


def _counts(grid: Grid, maker: Maker) -> tuple[tuple[Paragraph, ...], ...]:
    """How many cards there are in each column."""
    ids = [lane.id for lane in maker.lanes]
    made = []
    for column in grid.columns:
        n = sum(len(maker.cells.get((key, step.id), ())) for key in ids for step in column.steps)
        ink = maker.context.theme.colours.muted
        said = maker.context.words.number(n) if n else ""
        made.append((Paragraph((Run(said, grid.measure.size, ink, bold=True),), "centre"),) if said else ())
    return tuple(made)


def _summary(cards: Sequence[Card], measure: Measure, maker: Maker) -> tuple[Paragraph, ...]:
    """Some cards in short, in place of themselves: how many, the worst pain, the mean feeling."""
    summary = summarise(cards)
    if not summary.cards:
        return ()
    words, colours = maker.context.words, maker.context.theme.colours
    said = words("summary.card") if summary.cards == 1 else words("summary.cards", n=summary.cards)
    runs = [Run(said, measure.size, colours.muted)]
    if summary.severity:
        runs.append(Run(f" {MARKS['severity'] * summary.severity}", measure.size, colours.severity, bold=True))
    if summary.feeling is not None:
        sign = "+" if summary.feeling > 0 else ""
        runs.append(Run(f" · {sign}{words.number(summary.feeling)}", measure.size, colours.muted))
    return (Paragraph(tuple(runs), "centre"),)


# --- cards in their cells ----------------------------------------------------------------------------------------


def _members(lane: Lane, grid: Grid, maker: Maker) -> list[Member]:
    """The cards of a lane that show themselves, in the order they are packed; those that reach in from before too."""
    index = {maker.places[step.id]: i for i, column in enumerate(grid.columns) for step in column.steps}
    low, high = min(index, default=0), max(index, default=-1)
    members: list[Member] = []
    found = [one for one in maker.spans.get(lane.id, ()) if one.first < low <= one.last]
    for column in grid.columns:
        for step in column.steps:
            found += [maker.span(card) for card in maker.cells.get((lane.id, step.id), ())]
    for one in found:
        if one.first > high or not maker.shown.shows_card(one.card):
            continue
        first, last = index[max(low, one.first)], index[min(high, one.last)]
        if last > first or not grid.columns[first].folded:
            members.append(Member(one.card, first, last))
    if any(one.last > one.first for one in members):
        members.sort(key=lambda one: (one.card.order, one.card.id))
    return members


def _packed(members: Sequence[Member], grid: Grid, maker: Maker) -> tuple[Placed, ...]:
    """Let each card sink from below to the lowest free place. Wide cells hold cards side by side."""
    measure = grid.measure
    pad, gap, step = measure.pad, measure.gap, grid.step
    fellows = Counter(one.first for one in members if one.first == one.last)
    placed: list[Placed] = []
    seats: dict[int, list[float]] = {}
    """Where the next card of each seat of a column may begin."""
    for one in members:
        left, room = one.first * step + pad, (one.last - one.first + 1) * step - 2 * pad
        if one.first < one.last:
            piece = _piece(one.card, room, measure, maker)
            y = max((max(seats.get(c, [pad])) for c in range(one.first, one.last + 1)), default=pad)
            placed.append(Placed(left, y, piece))
            for c in range(one.first, one.last + 1):
                seats[c] = [y + piece.h + gap] * len(seats.get(c, [pad]))
            continue
        count = max(1, min(fellows[one.first], int((room + gap) / (_LEAST * measure.size + gap))))
        wide = min((room - (count - 1) * gap) / count, _MOST * measure.size)
        free = seats.get(one.first, [pad])
        free = free if len(free) == count else [max(free)] * count
        seat = min(range(count), key=lambda i: (free[i], i))
        piece = _piece(one.card, wide, measure, maker)
        placed.append(Placed(left + seat * (wide + gap), free[seat], piece))
        free[seat] += piece.h + gap
        seats[one.first] = free
    return tuple(placed)


def _piece(card: Card, width: float, measure: Measure, maker: Maker) -> Piece:
    # on the slides of the whole map one card is not to push all others off; it stands whole on its stage's slide
    most = (measure.height - 2 * measure.pad) * (1.0 if measure.full else 0.35)
    return lay_card(card, width, measure.size, most, maker, full=measure.full)


_LEAST: Final = 11.5
"""A card that shares a wide cell with others is at least so many ems wide."""
_MOST: Final = 26.0
"""A card in one cell is no wider: long lines are hard to read."""


def _height(placed: Sequence[Placed], measure: Measure) -> float:
    return max((one.y + one.piece.h for one in placed), default=0.0) + measure.pad


# --- pages -------------------------------------------------------------------------------------------------------


def _paged(rows: Sequence[Row], high: float, grid: Grid, maker: Maker) -> list[list[Row]]:
    """The lanes divided over slides with room so ``high``; a line between layers goes on with the lane under it."""
    pages: list[list[Row]] = [[]]
    used = 0.0

    def turn() -> None:
        nonlocal used
        moved = [pages[-1].pop()] if len(pages[-1]) > 1 and pages[-1][-1].is_divider else []
        pages.append(moved)
        used = sum(row.height for row in moved)

    for row in rows:
        # a lane that must be divided anyway begins where there is some room for it
        divide = row.height > high and high - used > 0.35 * high
        if used + row.height > high and pages[-1] and not divide:
            turn()
        part = row
        while used + part.height > high and len(part.placed) > 1:
            head, part = _divided(part, high - used, grid, maker)
            pages[-1].append(head)
            turn()
        pages[-1].append(part)
        used += part.height
    return pages


def _divided(row: Row, room: float, grid: Grid, maker: Maker) -> tuple[Row, Row]:
    """A lane that is too tall for a slide in two: what fits, at least one card, and the rest packed anew."""
    measure = grid.measure
    fits = [one for one in row.placed if one.y + one.piece.h + measure.pad <= room] or [row.placed[0]]
    ids = {one.piece.card.id for one in fits}
    rest = tuple(one for one in row.members if one.card.id not in ids)
    placed = _packed(rest, grid, maker)
    head = replace(row, placed=tuple(fits), height=_height(fits, measure))
    tail = replace(
        row, placed=placed, members=rest, height=_height(placed, measure), words=(), continued=True
    )
    return head, tail
