"""Putting a pasted block on a map: which rows and columns become which lanes and steps. Pure: map in, map out.

Headers that are names of the map's stages, steps or lanes line up with these; so do names the map does not have where
the block's corner says what they are (``Stage``). Without them the block lands as it lies, from the place it was pasted
at. What finds no step or lane gets a new one, a second feeling in a step is put aside:
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from jmapdesk.edit.cells import PLAIN_KINDS, Place, place_keys
from jmapdesk.edit.lanes import add_lane
from jmapdesk.edit.moves import card_lanes
from jmapdesk.edit.parking import parked_keys
from jmapdesk.edit.steps import add_step
from jmapdesk.exchange.cells import Cell, Grid
from jmapdesk.exchange.feelings import OWN, felt
from jmapdesk.exchange.headings import headed_steps
from jmapdesk.exchange.vocabulary import heading_word, lane_word, normalised
from jmapdesk.layout.words import words_for
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.record import Record
from jmapdesk.model.record import replace as changed
from jmapdesk.model.records import Card
from jmapdesk.util.ids import NewId

Way: TypeAlias = Literal["lanes", "stages", "cell"]
"""How a block is read: its rows are lanes, its rows are steps, or all of it stands in one lane, row under row."""

_Named: TypeAlias = Callable[[Cell], str]

TEXT_LIMIT = 2_000
"""Characters of a card's text; the rest goes to its note."""


@dataclass(frozen=True, slots=True)
class Landed:
    """A map with a block on it, and what is to be said about that."""

    journey: JourneyMap
    cards: tuple[str, ...]
    rows: int
    columns: int
    new_stages: int
    new_steps: int
    """Those of new stages too."""
    new_lanes: int
    aside: int
    """Feelings that found their step taken."""
    lined_up: bool
    """Whether names at the block's edges decided where it goes."""


def ways(grid: Grid) -> tuple[Way, ...]:
    """The ways a block can be read, the likeliest of a bare one first."""
    return ("cell", "stages", "lanes") if grid.columns == 1 else ("lanes", "stages", "cell")


def likely_way(journey: JourneyMap, grid: Grid) -> Way:
    """How a block is probably meant: by the names at its edges."""
    if grid.columns > 1 and grid.rows > 1:
        names = _Names(journey)
        down, across = grid.column(0), grid.row(0)
        as_it_lies = names.hits(across, names.step) + names.hits(down, names.lane)
        turned = names.hits(down, names.step) + names.hits(across, names.lane)
        if turned == as_it_lies and _corner(grid):  # the map does not tell, the block's own words may
            as_it_lies, turned = (sum(lane_word(cell.text) is not None for cell in line) for line in (down, across))
        if turned > as_it_lies:
            return "stages"
    return ways(grid)[0]


def land(
    journey: JourneyMap,
    grid: Grid,
    lane: str,
    step: str,
    way: Way,
    new_id: NewId,
    by_line: bool = False,
    by_names: bool = True,
) -> Landed:
    """The map with a card for each cell of the block, or for each line of each; its corner at a lane and a step.

    Without ``by_names`` what stands at the block's edges are cards as well, whatever it says.
    """
    if way == "stages":
        grid = grid.transposed()
    names = _Names(journey, known=by_names)
    corner, head, side = _edges(grid, names, way, by_names)
    deep = _depth(grid) if corner else 1
    first_row, first_column = deep if head else 0, int(side)
    before = len(journey.stages), len(queries.columns(journey)), len(journey.lanes)
    heads = grid.row(0)[first_column:] if head else (Cell(()),) * (grid.columns - first_column)
    if corner:
        inner = grid.row(1)[first_column:] if deep > 1 else heads if corner == "step" else (Cell(()),) * len(heads)
        outer = heads if corner == "stage" else (Cell(()),) * len(heads)
        made, steps = headed_steps(journey, outer, inner, step, new_id)
    else:
        made, steps = _steps(journey, names, heads, step, new_id)
    labels = grid.column(0)[first_row:] if side else (Cell(()),) * (grid.rows - first_row)
    if way == "cell":
        lanes = [lane] * len(labels)
    else:
        made, lanes = _lanes(made, names, labels, lane, new_id)
    poured = _Poured(made, new_id, by_line)
    for row, key in enumerate(lanes, first_row):
        poured.row(grid.row(row)[first_column:], grid.row(row - 1)[first_column:] if row else (), key, steps)
    journey, cards = poured.put()
    after = len(journey.stages), len(queries.columns(journey)), len(journey.lanes)
    new_stages, new_steps, new_lanes = (now - was for was, now in zip(before, after, strict=True))
    return Landed(
        journey, cards, len(lanes), len(steps), new_stages, new_steps, new_lanes, poured.aside, head or side
    )


def lines_up(journey: JourneyMap, grid: Grid, way: Way) -> bool:
    """Whether names at the block's edges can say where it goes, read this way."""
    read = grid.transposed() if way == "stages" else grid
    _, head, side = _edges(read, _Names(journey), way, True)
    return head or side


def _edges(grid: Grid, names: _Names, way: Way, by_names: bool) -> tuple[str, bool, bool]:
    """What the corner says, and whether the first row and the first column are names; the grid as it is read."""
    corner = _corner(grid) if by_names and way != "cell" else ""
    head = bool(corner) or (_is_head(names, grid.row(0), names.step) and grid.rows > 1)
    side = bool(corner) or (
        _is_head(names, grid.column(0)[int(head) :], names.lane) and grid.columns > 1 and way != "cell"
    )
    return corner, head, side


def _corner(grid: Grid) -> str:
    """What the block's corner says of its first row: ``stage``, ``step``, or nothing."""
    return heading_word(grid.at(0, 0).text) if grid.rows > 1 and grid.columns > 1 else ""


def _depth(grid: Grid) -> int:
    """How many rows of names there are: two where steps stand under stages."""
    below = heading_word(grid.at(1, 0).text) if grid.rows > 2 else ""
    return 2 if (heading_word(grid.at(0, 0).text), below) == ("stage", "step") else 1


class _Names:
    """The names of a map's stages, steps and lanes, as people write them."""

    def __init__(self, journey: JourneyMap, known: bool = True) -> None:
        self.steps: dict[str, str] = {}
        self.lanes: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        if not known:
            return
        for stage in queries.stages(journey):
            for number, one in enumerate(queries.steps(stage), 1):
                for name in (one.name, stage.name, f"{stage.name} › {one.name or number}"):
                    if name:
                        self.steps.setdefault(normalised(name), one.id)
        words = words_for(journey.about.language)
        for lane in card_lanes(journey):
            self.kinds.setdefault(lane.kind, lane.id)
            for name in (lane.name, words(f"lane.{lane.kind}") if not lane.name else ""):
                if name:
                    self.lanes.setdefault(normalised(name), lane.id)

    def step(self, cell: Cell) -> str:
        """The step a label names; empty for none."""
        return self.steps.get(normalised(cell.text), "") if cell.items else ""

    def lane(self, cell: Cell) -> str:
        """The lane a label names, by its own name or by a usual word for its kind; empty for none."""
        name = cell.name_and_rest()[0]
        if not name:
            return ""
        word = lane_word(name)
        by_kind = self.kinds.get(word.kind, "") if word is not None and word.exact else ""
        return self.lanes.get(normalised(name), "") or self.lanes.get(normalised(cell.text), "") or by_kind

    @staticmethod
    def hits(cells: Iterable[Cell], named: _Named) -> int:
        """How many of the labels name something."""
        return sum(bool(named(cell)) for cell in cells)


def _is_head(names: _Names, cells: Sequence[Cell], named: _Named) -> bool:
    """Whether a line of cells is one of names: at least half of those that say anything."""
    filled = [cell for cell in cells if cell.items]
    hits = names.hits(filled, named)
    return hits > 0 and hits * 2 >= len(filled) - 1 and hits * 3 >= len(filled)


def _steps(
    journey: JourneyMap, names: _Names, heads: Sequence[Cell], step: str, new_id: NewId
) -> tuple[JourneyMap, list[str]]:
    """The step of each column; steps are added after the one before where the map has none."""
    found: list[str] = []
    for cell in heads:
        if named := names.step(cell):
            # a name over several columns, or twice: the stage's next steps
            while named in found:
                journey, named = _next_step(journey, named, new_id, within=True)
        elif cell.items and found:
            journey, named = _added_step(journey, found[-1], new_id, cell.text)
        elif found:
            journey, named = _next_step(journey, found[-1], new_id, within=bool(names.step(heads[0])))
        else:
            named = step
        found.append(named)
    return journey, found


def _next_step(journey: JourneyMap, step: str, new_id: NewId, within: bool) -> tuple[JourneyMap, str]:
    """The step after another, of the same stage where ``within``; a new one where there is none."""
    columns = queries.columns(journey)
    here = next(column for column in columns if column.step.id == step)
    beyond = columns[here.place + 1] if here.place + 1 < len(columns) else None
    if beyond is None or (within and beyond.stage.id != here.stage.id):
        return _added_step(journey, step, new_id, "")
    return journey, beyond.step.id


def _added_step(journey: JourneyMap, after: str, new_id: NewId, name: str) -> tuple[JourneyMap, str]:
    key = new_id()
    stage = queries.stage_of_step(journey, after)
    assert stage is not None
    return add_step(journey, stage.id, lambda: key, after=after, name=name[:200]), key


def _lanes(
    journey: JourneyMap, names: _Names, labels: Sequence[Cell], lane: str, new_id: NewId
) -> tuple[JourneyMap, list[str]]:
    """The lane of each row; lanes are added below the one before where the map has none."""
    found: list[str] = []
    named_any = names.hits(labels, names.lane) > 0
    for number, cell in enumerate(labels):
        named = names.lane(cell)
        if not named and cell.items and number and cell is labels[number - 1]:
            named = found[-1]  # one name over several rows
        elif not named and cell.items:
            word = lane_word(cell.name_and_rest()[0])
            kind = word.kind if word is not None and card_kind_of(word.kind) and word.kind != "experience" else "text"
            journey, named = _added_lane(journey, found[-1] if found else lane, kind, new_id, cell.text)
        elif not named and not found:
            named = lane
        elif not named:
            rows = [one.id for one in card_lanes(journey)]
            at = rows.index(found[-1]) + 1 if found[-1] in rows else len(rows)
            if named_any:
                named = found[-1]  # a row without a name goes on with the lane above it
            elif at < len(rows):
                named = rows[at]
            else:
                journey, named = _added_lane(journey, found[-1], "text", new_id, _free_name(journey))
        found.append(named)
    return journey, found


def _free_name(journey: JourneyMap) -> str:
    """A name for one more lane of words: none, as its kind's own is shown, or that with a number where it is taken."""
    words = words_for(journey.about.language)
    usual = words("lane.text")
    taken = {lane.name or (usual if lane.kind == "text" else "") for lane in journey.lanes.values()}
    if usual not in taken:
        return ""
    return next(name for n in range(2, len(taken) + 3) if (name := f"{usual} {n}") not in taken)


def _added_lane(journey: JourneyMap, after: str, kind: str, new_id: NewId, name: str) -> tuple[JourneyMap, str]:
    key = new_id()
    return add_lane(journey, kind, lambda: key, after=after, name=name[:200]), key


@dataclass(frozen=True, slots=True)
class _Piece:
    lane: str
    step: str
    end: str
    text: str


class _Poured:
    """The cards of a block on their way to a map."""

    def __init__(self, journey: JourneyMap, new_id: NewId, by_line: bool) -> None:
        self._journey, self._new_id, self._by_line = journey, new_id, by_line
        self._cells: dict[tuple[str, str], list[_Piece]] = {}
        self.aside = 0

    def row(self, cells: Sequence[Cell], above: Sequence[Cell], lane: str, steps: Sequence[str]) -> None:
        """Take a row of cells; one that spans columns becomes a card that spans steps."""
        at = 0
        while at < len(cells):
            cell, end = cells[at], at
            while end + 1 < len(cells) and cells[end + 1] is cell and cell.items:
                end += 1
            hangs_down = bool(cell.items) and any(other is cell for other in above[at : end + 1])
            if cell.items and not hangs_down:
                texts = cell.items if self._by_line else ("\n".join(cell.items),)
                to = steps[end] if end > at else ""
                self._cells.setdefault((lane, steps[at]), []).extend(
                    _Piece(lane, steps[at], to, text) for text in texts
                )
            at = end + 1

    def put(self) -> tuple[JourneyMap, tuple[str, ...]]:
        """The map with the cards, and their ids in the order of the block."""
        journey = self._journey
        taken = {
            (card.lane, card.step)
            for card in journey.cards.values()
            if card.kind == "feeling" and card.persona is None and card.series == "as_is"
        }
        put: dict[str, Record | None] = {}
        cards: list[Card] = []
        for (lane, step), pieces in self._cells.items():
            keys, moved = place_keys(journey, Place(lane, step), count=len(pieces))
            put |= moved
            for piece, key in zip(pieces, keys, strict=True):
                card = _card(journey, piece, self._new_id(), key)
                if card.kind == "feeling" and (lane, step) in taken:
                    self.aside += 1
                    card = changed(card, lane=None, step=None)
                elif card.kind == "feeling":
                    taken.add((lane, step))
                cards.append(card)
        beside = [card for card in cards if card.lane is None]
        orders = dict(zip((c.id for c in beside), parked_keys(journey, len(beside)), strict=True)) if beside else {}
        cards = [changed(card, order=orders[card.id]) if card.id in orders else card for card in cards]
        put |= {card.id: card for card in cards}
        return with_records(journey, "cards", put), tuple(card.id for card in cards)


def _card(journey: JourneyMap, piece: _Piece, key: str, order: str) -> Card:
    own = card_kind_of(journey.lanes[piece.lane].kind) or "text"
    kind = own if own in PLAIN_KINDS or own in ("feeling", "metric") else "text"
    text, note = piece.text[:TEXT_LIMIT].strip(), piece.text if len(piece.text) > TEXT_LIMIT else ""
    card = Card(id=key, lane=piece.lane, step=piece.step, order=order, kind=kind, text=text, note=note)
    if kind == "feeling":
        found = felt(text)
        if found.number is not None and OWN.holds(found.number):
            return changed(card, text=found.word, score=OWN.score(found.number))
        return card
    return changed(card, to_step=piece.end) if piece.end else card
