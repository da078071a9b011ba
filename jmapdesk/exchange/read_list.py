"""A list of cards: one row each, with a column for the stage, one for the lane and one for the words."""

from __future__ import annotations

from dataclasses import dataclass

from jmapdesk.exchange.cells import EMPTY, Cell, Grid
from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.tables import Column, LaneRow, TableReading, shown
from jmapdesk.exchange.vocabulary import LaneWord, has_word, is_word, lane_word

_STAGE = "stage* | phase* | step* | journey stage* | etappe* | schritt* | étape* | etapa* | fase* | этап* | 阶段"
_SCORE = "score* | value | rating | wert | note | valeur | valor | оценка | 分数"


@dataclass(frozen=True, slots=True)
class _Shape:
    lane: int
    stage: int
    text: int
    score: int | None
    header: bool


def read_list(grid: Grid) -> TableReading | None:
    """A table that lists cards, turned into stages and lanes; None where it is another kind of table."""
    grid = grid.compact()
    shape = _shape(grid)
    if shape is None:
        return None
    notes = Notes()
    rows = range(1 if shape.header else 0, grid.rows)
    stages: dict[str, list[Column]] = {}
    felt: set[tuple[str, int]] = set()
    cards: list[tuple[tuple[str, int], LaneWord, str, Cell]] = []
    for row in rows:
        stage, lane, text = (grid.at(row, column) for column in (shape.stage, shape.lane, shape.text))
        word = lane_word(lane.text)
        place = (stage if stage.items else lane if lane.items else text).place
        if word is None or not stage.items or not text.items:
            if any(cell.items for cell in grid.row(row)):
                notes.ignored(place, f"“{shown(' '.join(cell.text for cell in grid.row(row)))}” is no card.")
            continue
        steps = stages.setdefault(stage.text, [Column(stage.text, "", True, "", "", place)])
        if word.kind == "feelings" and (stage.text, len(steps)) in felt:
            # a step has one feeling: one more would be lost
            steps.append(Column(stage.text, "", False, "", "", place))
            notes.guessed(place, f"Another feeling in “{shown(stage.text)}” begins a further step.")
        if word.kind == "feelings":
            felt.add((stage.text, len(steps)))
        score = grid.at(row, shape.score).text if shape.score is not None else ""
        words = f"{text.text} ({score})" if score and word.kind == "feelings" else text.text
        cards.append(((stage.text, len(steps)), word, lane.text, Cell((words,), text.place)))
    columns = tuple(column for steps in stages.values() for column in steps)
    numbers = {
        (name, number): at
        for at, (name, number) in enumerate(
            (name, number) for name, steps in stages.items() for number in range(1, len(steps) + 1)
        )
    }
    lanes: dict[str, LaneRow] = {}
    filled: list[LaneRow] = []
    for where, word, label, cell in cards:
        kind = "thoughts" if word.kind == "experience" else word.kind
        if label.casefold() not in lanes:
            name = label[:1].upper() + label[1:]
            lanes[label.casefold()] = LaneRow(kind, name, "", cell.place, ())
            notes.recognised(cell.place, f"The lane “{shown(name)}” ({kind.replace('_', ' ')}).")
        known = lanes[label.casefold()]
        at = numbers[where]
        cells = (EMPTY,) * at + (cell,) + (EMPTY,) * (len(numbers) - at - 1)
        filled.append(LaneRow(known.kind, known.name, "", known.place, cells))
    # lanes come in the order they are first named
    order = {row.name: number for number, row in enumerate(lanes.values())}
    filled.sort(key=lambda row: order[row.name])
    languages = [word.language for _where, word, _label, _cell in cards]
    notes.guessed(grid.at(rows[0], shape.lane).place, "The table was read as a list with one card a row.")
    return TableReading(
        columns=columns,
        rows=tuple(filled),
        notes=notes,
        title="",
        personas=(),
        language=max(set(languages), key=languages.count),
        place="",
        turned=False,
        strength=2 * len({word.kind for _where, word, _label, _cell in cards}),
    )


def _shape(grid: Grid) -> _Shape | None:
    """Which column is which; None unless one column holds little but names of lanes, again and again."""
    if grid.rows < 4 or not 3 <= grid.columns <= 12:
        return None
    for lane in range(grid.columns):
        names = [cell.text for cell in grid.column(lane) if cell.items]
        known = [name for name in names if (word := lane_word(name)) and word.exact]
        if len(known) < max(4, 0.8 * len(names)) or len({name.casefold() for name in known}) * 1.5 > len(known):
            continue
        others = [column for column in range(grid.columns) if column != lane]
        header = not lane_word(grid.at(0, lane).text)
        different = {column: len({cell.text for cell in grid.column(column) if cell.items}) for column in others}
        text = max(others, key=lambda column: different[column])
        stages = [column for column in others if column != text and 1 < different[column] <= len(known) / 1.5]
        named = [column for column in stages if header and is_word(grid.at(0, column).text, _STAGE)]
        if not stages:
            continue
        stage = (named or stages)[0]
        scores = [c for c in others if c not in (stage, text) and _is_numbers(grid.column(c)[int(header) :])]
        called = [column for column in scores if header and has_word(grid.at(0, column).text, _SCORE)]
        return _Shape(lane, stage, text, next(iter(called or scores), None), header)
    return None


def _is_numbers(cells: tuple[Cell, ...]) -> bool:
    texts = [cell.text.replace("−", "-").replace(",", ".") for cell in cells if cell.items]
    return bool(texts) and all(text.lstrip("+-").replace(".", "", 1).isdecimal() for text in texts)
