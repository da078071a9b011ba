"""A list of cards whose titles do not tell its columns: what stands in them does, again and again.

A list with titles for stages, lanes and words is read by ``read_card_list``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jmapdesk.exchange.cells import EMPTY, Cell, Grid
from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.tables import Column, LaneRow, TableReading, shown
from jmapdesk.exchange.vocabulary import SCORE_WORDS, STAGE_WORDS, STEP_WORDS, LaneWord, is_word, lane_word

_TEXT = (
    "text | card* | words | content | sticky* | karte* | carte* | tarjeta* | карточк* | текст | 内容 | 卡片 | カード"
)
_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class _Shape:
    lane: int
    stage: int
    step: int | None
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
    steps: dict[tuple[str, str, int], Column] = {}
    felt: set[tuple[str, str, int, str]] = set()
    latest: dict[tuple[str, str], int] = {}
    cards: list[tuple[tuple[str, str, int], LaneWord, str, Cell]] = []
    for row in rows:
        stage, lane, text = (grid.at(row, column) for column in (shape.stage, shape.lane, shape.text))
        step = grid.at(row, shape.step).text if shape.step is not None else ""
        word = lane_word(lane.text)
        score = grid.at(row, shape.score).text if shape.score is not None else ""
        feeling = word is not None and word.kind == "feelings"
        words = f"{text.text} ({score})".strip() if text.items and score and feeling else text.text or score
        place = next((cell.place for cell in (stage, lane, *grid.row(row)) if cell.items), "")
        if word is None or not stage.items or not (text.items or (score and feeling)):
            if any(cell.items for cell in grid.row(row)):
                notes.ignored(place, f"“{shown(' '.join(cell.text for cell in grid.row(row)))}” is no card.")
            continue
        number = latest.setdefault((stage.text, step), 0)
        if feeling and (stage.text, step, number, lane.text) in felt:
            # a step has one feeling: one more would be lost
            number = latest[(stage.text, step)] = number + 1
            notes.guessed(place, f"Another feeling in “{shown(step or stage.text)}” begins a further step.")
        if feeling:
            felt.add((stage.text, step, number, lane.text))
        where = (stage.text, step, number)
        steps.setdefault(where, Column(stage.text, "", False, step, "", place))
        cards.append((where, word, lane.text, Cell((words,), text.place or place)))
    if not cards:
        return None
    # stages in the order they are first named, and their steps in theirs
    order = {name: at for at, name in enumerate(dict.fromkeys(where[0] for where in steps))}
    places = sorted(steps, key=lambda where: order[where[0]])
    numbers = {where: at for at, where in enumerate(places)}
    columns = tuple(
        replace(steps[where], starts=at == 0 or places[at - 1][0] != where[0]) for at, where in enumerate(places)
    )
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
    ranks = {row.name: number for number, row in enumerate(lanes.values())}
    filled.sort(key=lambda row: ranks[row.name])
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
        strength=len({word.kind for _where, word, _label, _cell in cards}),
    )


def _shape(grid: Grid) -> _Shape | None:
    """Which column is which; None unless one column holds little but names of lanes, again and again."""
    if grid.rows < 4 or not 3 <= grid.columns <= _COLUMNS:
        return None
    for lane in range(grid.columns):
        names = [cell.text for cell in grid.column(lane) if cell.items]
        known = [name for name in names if (word := lane_word(name)) and word.exact]
        if len(known) < max(4, 0.8 * len(names)) or len({name.casefold() for name in known}) * 1.5 > len(known):
            continue
        others = [column for column in range(grid.columns) if column != lane]
        header = not lane_word(grid.at(0, lane).text)
        found = _columns(grid, lane, others, len(known), header)
        if found:
            return found
    return None


def _columns(grid: Grid, lane: int, others: list[int], cards: int, header: bool) -> _Shape | None:
    texts = {column: [cell.text for cell in grid.column(column) if cell.items] for column in others}
    full = [column for column in others if len(texts[column]) >= cards / 2]
    text = _headed(grid, full, _TEXT) if header else None
    if text is None:
        text = max(full, key=lambda column: len(set(texts[column])), default=None)
    full = [column for column in full if column != text]
    step = _headed(grid, full, STEP_WORDS) if header else None
    stage = _headed(grid, full, STAGE_WORDS) if header else None
    if stage is None:
        stage = next((column for column in full if column != step and 1 < len(set(texts[column])) <= cards / 1.5), None)
    if stage is None:
        stage, step = step, None
    if stage is None or text is None:
        return None
    numbers = [column for column in others if is_numbers(grid.column(column)[int(header) :])]
    score = _headed(grid, numbers, SCORE_WORDS) if header else None
    if score is None:
        score = next((column for column in numbers if _only_feelings(grid, lane, column, header)), None)
    return _Shape(lane, stage, step, text, score, header)


def _only_feelings(grid: Grid, lane: int, column: int, header: bool) -> bool:
    """Whether a column holds something only where the lane is one of feelings."""
    rows = [row for row in range(int(header), grid.rows) if grid.at(row, column).items]
    words = [lane_word(grid.at(row, lane).text) for row in rows]
    return all(word is not None and word.kind == "feelings" for word in words)


def _headed(grid: Grid, columns: list[int], words: str) -> int | None:
    return next((column for column in columns if is_word(grid.at(0, column).text, words)), None)


def is_numbers(cells: tuple[Cell, ...]) -> bool:
    """Whether cells hold numbers and nothing else."""
    texts = [cell.text.replace("−", "-").replace(",", ".") for cell in cells if cell.items]
    return bool(texts) and all(text.lstrip("+-").replace(".", "", 1).isdecimal() for text in texts)
