"""Puts tables that were understood onto a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jmapdesk.exchange.cells import Cell, distinct
from jmapdesk.exchange.draft import DraftLane, Notes
from jmapdesk.exchange.feelings import Scale, felt, scale_of
from jmapdesk.exchange.maker import Maker, Place
from jmapdesk.exchange.tables import LaneRow, TableReading, shown
from jmapdesk.exchange.vocabulary import TO_BE_WORDS, has_word

Target = tuple[Place, Place] | None
"""The columns of a map that a column of a table stands for, first and last; None where the map was full."""

Scales = dict[str, Scale | None]


def say_direction(reading: TableReading, maker: Maker) -> None:
    """Note which way round a table was read."""
    if reading.single:
        return
    way = "stages or steps down, lanes across" if reading.turned else "stages across, lanes down"
    maker.notes.guessed(reading.place, f"The table was read with {way}.")


def take_over(reading: TableReading, maker: Maker) -> None:
    """What a table says about itself: notes, personas, language."""
    maker.notes.extend(reading.notes)
    for name, place in reading.personas:
        maker.persona(name, place)
    maker.language = maker.language or reading.language


def as_stages(reading: TableReading, maker: Maker) -> list[Target]:
    """Lay the table's columns out as new stages with their steps."""
    targets: list[Target] = []
    stage = -1
    for column in reading.columns:
        if column.starts or stage < 0:
            name = column.stage
            if not name:
                name = f"Stage {len(maker.stages) + 1}"
                maker.notes.guessed(column.place, f"A stage without a name was called “{name}”.")
            else:
                maker.notes.recognised(column.place, f"The stage “{shown(name)}”.")
            stage = maker.stage(name, column.place, column.goal)
        at = maker.step(stage, column.step, column.time_label, column.place)
        targets.append((at, at) if at else None)
    return targets


def as_steps(reading: TableReading, maker: Maker, stage: int) -> list[Target]:
    """Lay the table's columns out as further steps of one stage."""
    targets: list[Target] = []
    for column in reading.columns:
        name = column.step or column.stage
        at = maker.step(stage, "" if reading.single else name, column.time_label, column.place)
        targets.append((at, at) if at else None)
    return targets


def scales_of(readings: Iterable[TableReading]) -> Scales:
    """The scale of each lane of feelings, over all tables it stands in; None where no scale holds its numbers.

    Curves of one name share a scale.
    """
    numbers: dict[str, list[float]] = {}
    texts: dict[str, list[str]] = {}
    for reading in readings:
        for row in reading.rows:
            if row.kind == "feelings":
                for item in (item for cell in row.cells for item in cell.items):
                    texts.setdefault(_base(row.name), []).append(item)
                    if (number := felt(item).number) is not None:
                        numbers.setdefault(_base(row.name), []).append(number)
    return {name: scale_of(found, texts[name], name) for name, found in numbers.items()}


def pour(reading: TableReading, maker: Maker, targets: Sequence[Target], scales: Scales) -> None:
    """Make the table's lanes, where they are not there yet, and put its cards at the targets."""
    for row in reading.rows:
        if row.kind in {"divider", "card_counts"}:
            maker.lane(DraftLane(row.kind, row.name, row.subtitle, divider=row.divider))
            continue
        series = "to_be" if row.kind == "feelings" and has_word(row.name, TO_BE_WORDS) else "as_is"
        lane = maker.lane(DraftLane(row.kind, row.name, row.subtitle, series))
        if row.kind == "feelings":
            _say_scale(row, scales, maker.notes)
        else:
            _say_lines(row, maker.notes)
        for cell, first, last in _runs(row.cells):
            start, end = targets[first], targets[last]
            if start is None or end is None or not cell.items:
                continue
            if row.kind == "feelings":
                _feel(maker, lane, cell, start[0], scales.get(_base(row.name)))
                continue
            for item in cell.items:
                maker.card(lane, start[0], item, cell.place, to=end[1])


def _base(name: str) -> str:
    """The name of a curve without the number that tells it from others."""
    return re.sub(r" \(\d+\)$", "", name)


def _runs(cells: Sequence[Cell]) -> Iterable[tuple[Cell, int, int]]:
    """Each cell with the first and last column it covers."""
    first = 0
    for i, cell in enumerate(cells):
        if i + 1 == len(cells) or cells[i + 1] is not cell:
            yield cell, first, i
            first = i + 1


def _feel(maker: Maker, lane: int, cell: Cell, at: Place, scale: Scale | None) -> None:
    for item in cell.items:
        found = felt(item)
        if scale is None or found.number is None:
            maker.feeling(lane, at, score=None, word=item, place=cell.place)
            continue
        maker.feeling(lane, at, score=scale.score(found.number), word=found.word, place=cell.place)


def _say_lines(row: LaneRow, notes: Notes) -> None:
    loose = [cell for cell in distinct(row.cells) if cell.loose and len(cell.items) > 1]
    if loose:
        which = "a cell" if len(loose) == 1 else f"{len(loose)} cells of “{shown(row.name)}”"
        notes.guessed(loose[0].place, f"The lines of {which} were taken as a card each.")


def _say_scale(row: LaneRow, scales: Scales, notes: Notes) -> None:
    if _base(row.name) not in scales:
        notes.recognised(row.place, f"“{shown(row.name)}” holds words: they are kept, no score is made of them.")
    elif (scale := scales[_base(row.name)]) is None:
        notes.guessed(row.place, f"The numbers of “{shown(row.name)}” are on no usual scale: they are kept as words.")
    elif scale.stated:
        notes.recognised(row.place, f"The scores of “{shown(row.name)}” go from {scale.name}.")
    else:
        notes.guessed(row.place, f"The scores of “{shown(row.name)}” were taken to go from {scale.name}.")
