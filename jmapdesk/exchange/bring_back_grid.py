"""The edits of the sheet Map: words changed in their cells, cards cut and pasted, cleared, or written into empty cells.

Rows of lanes and columns of steps are known again by hidden numbers, wherever rows were inserted or taken out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from jmapdesk.edit import cards, lanes, moves, stages, steps
from jmapdesk.edit.about import set_about
from jmapdesk.edit.cells import Place, feeling_at
from jmapdesk.exchange.read_xlsx import COLUMNS_MARK, ROWS_MARK, Values
from jmapdesk.exchange.xlsx_fields import Unread, differ, number_of
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.naming import short
from jmapdesk.util.errors import JmapError

_SHEET: Final = "Map"
_CARDS: Final = "cards"


class _Spot(NamedTuple):
    """A cell as it was written: what it stands for, and what it said."""

    part: str
    id: str
    field: str
    text: str
    before: str


class _Lane(NamedTuple):
    """What a row of a lane is for."""

    lane: str
    role: str
    persona: str | None = None
    series: str = "as_is"


def edited_grid(journey: JourneyMap, shown: Mapping[str, Any], values: Values, remarks: list[str]) -> JourneyMap:
    """The map with what was edited on the sheet; what could not be taken in is remarked on.

    ``shown`` is what the sheet said when it was written.
    """
    grid = _Grid(journey, shown, values, remarks)
    if not grid.is_known:
        remarks.append(f"The sheet {_SHEET} has lost its hidden numbers and was not read.")
        return journey
    grid.read_names()
    grid.read_feelings()
    grid.read_cards()
    return grid.journey


class _Grid:
    """The sheet as it is now beside what it was, on its way into the map."""

    def __init__(self, journey: JourneyMap, shown: Mapping[str, Any], values: Values, remarks: list[str]) -> None:
        self.journey = journey
        self._values, self._remarks = values, remarks
        self._spots = {
            (row, column): _Spot(part, key, field, text, before)
            for row, column, part, key, field, text, before in shown["cells"]
        }
        self._lanes = {row: _Lane(*rest) for row, *rest in shown["rows"]}
        self._steps: dict[int, str] = dict(shown["steps"])
        self._find_numbers()

    def _find_numbers(self) -> None:
        """Where the rows and columns of then are now, and the other way round."""
        marks = {text: place for place, text in self._values.items() if text in (ROWS_MARK, COLUMNS_MARK)}
        self.is_known = len(marks) == 2
        if not self.is_known:
            return
        number_column, number_row = marks[ROWS_MARK][1], marks[COLUMNS_MARK][0]
        numbered = {*self._lanes, *(row for row, _column in self._spots)}
        self._row_now: dict[int, int] = {}
        self._column_now: dict[int, int] = {}
        for (row, column), text in sorted(self._values.items()):
            if not text.isdigit():
                continue
            if column == number_column and int(text) in numbered:
                self._row_now.setdefault(int(text), row)
            elif row == number_row and int(text) in self._steps:
                self._column_now.setdefault(int(text), column)
        self._number_row, self._number_column = number_row, number_column
        self._lane_then = {now: then for then, now in self._row_now.items() if then in self._lanes}
        self._column_then = {now: then for then, now in self._column_now.items()}

    def _now(self, row: int, column: int) -> str:
        """What a cell of then says now; a row or column that is gone says nothing."""
        at_row = self._row_now.get(row)
        at_column = self._column_now.get(column) if column in self._steps else column
        if at_row is None or at_column is None:
            return ""
        return self._values.get((at_row, at_column), "")

    def _remark(self, place: str, words: str) -> None:
        self._remarks.append(f"{_SHEET}, {place}: {words}.")

    # Names of stages, steps, lanes and the map

    def read_names(self) -> None:
        """Take in changed names. A cell that was cleared leaves the name as it is."""
        for (row, column), spot in self._spots.items():
            if spot.part == _CARDS:
                continue
            now = self._now(row, column).strip()
            if not now or not differ(spot.text, now):
                continue
            if not spot.part:
                self._remark(f"“{short(now)}”", "this line is put together by jmapdesk, so the change was left out")
                continue
            try:
                self.journey = _renamed(self.journey, spot, now)
            except JmapError as error:
                self._remark(f"“{short(now)}”", error.message.rstrip("."))

    # Feelings

    def read_feelings(self) -> None:
        """Take in changed scores and words of the curves; a cleared score with cleared words takes the feeling out."""
        cleared: dict[str, set[str]] = {}
        had: dict[str, set[str]] = {}
        for (row, column), spot in self._spots.items():
            if spot.part != _CARDS or self._role(row) == "cards":
                continue
            had.setdefault(spot.id, set()).add(spot.field)
            now = self._now(row, column).strip()
            if not differ(spot.text, now):
                continue
            if not now:
                cleared.setdefault(spot.id, set()).add(spot.field)
            self._set(spot, now)
        gone = [key for key, fields in cleared.items() if fields == had[key]]
        self.journey = cards.delete_cards(self.journey, [key for key in gone if key in self.journey.cards])
        self._new_scores()
        self._new_words()

    def _set(self, spot: _Spot, text: str) -> None:
        try:
            value: Any = text
            if spot.field == "score":
                value = number_of(text, -2, 2)
            self.journey = cards.set_fields(self.journey, spot.id, **{spot.field: value})
        except Unread as error:
            self._remark(f"“{short(text)}”", f"{error}, so the score was left as it was")
        except JmapError as error:
            self._remark(f"“{short(text)}”", error.message.rstrip("."))

    def _new_scores(self) -> None:
        for row, lane in self._lanes.items():
            for column, step in self._steps.items():
                if (
                    lane.role != "scores"
                    or (row, column) in self._spots
                    or not (text := self._now(row, column).strip())
                ):
                    continue
                try:
                    score = number_of(text, -2, 2)
                except Unread as error:
                    self._remark(f"“{short(text)}”", f"{error}, so no feeling was made")
                    continue
                fields = {"score": score, "persona": lane.persona, "series": lane.series}
                self._add(Place(lane.lane, step), text, **fields)

    def _new_words(self) -> None:
        """Words under a score that had none."""
        for row, lane in self._lanes.items():
            for column, step in self._steps.items() if lane.role == "words" else ():
                text = "" if (row, column) in self._spots else self._now(row, column).strip()
                card = feeling_at(self.journey, lane.lane, step, lane.persona, lane.series) if text else None
                if card is not None:
                    self.journey = cards.set_fields(self.journey, card.id, word=text)
                elif text:
                    self._remark(f"“{short(text)}”", "there is no score over these words, so they were left out")

    # Cards

    def read_cards(self) -> None:
        """Tell what became of the cards: words changed in place, cards that turn up elsewhere, new and cleared ones."""
        cells = self._spots.items()
        here = {place: spot for place, spot in cells if spot.part == _CARDS and self._role(place[0]) == "cards"}
        missing = {place: spot for place, spot in here.items() if differ(spot.text, self._now(*place))}
        fresh = {
            place: text
            for place, text in self._texts().items()
            if place not in here or (place in missing and text.strip())
        }
        for place, text in list(fresh.items()):
            source = next((at for at, spot in missing.items() if not differ(spot.text, text) and at != place), None)
            if source is not None:
                self._move(missing.pop(source), place)
                del fresh[place]
        for place, text in fresh.items():
            if place in missing:
                self._reword(missing.pop(place), text)
            else:
                self._new(place, text)
        gone = [spot.id for spot in missing.values() if spot.id in self.journey.cards]
        self.journey = cards.delete_cards(self.journey, gone)

    def _role(self, row: int) -> str:
        lane = self._lanes.get(row)
        return lane.role if lane is not None else ""

    def _texts(self) -> dict[tuple[int, int], str]:
        """Every text in the rows of cards, by the row and column of then; rows that are new are numbered below zero."""
        found: dict[tuple[int, int], str] = {}
        top = min(self._lane_then, default=0)
        unknown: set[int] = set()
        for (row, column), text in sorted(self._values.items()):
            if row < top or row >= self._number_row or column >= self._number_column or column == 1:
                continue
            then = self._lane_then.get(row, -row)
            role = self._role(then) if then > 0 else self._role(self._beside(row))
            if role != "cards" or not text.strip():
                continue
            if column not in self._column_then:
                unknown.add(column)
                continue
            found[then, self._column_then[column]] = text
        if unknown:
            self._remark("new columns", "steps are added in jmapdesk; what stands in a column of its own was left out")
        return found

    def _beside(self, row: int) -> int:
        """The row of then that a new one belongs to: the nearest over it, or under it where that one takes cards."""
        above = self._lane_then.get(max((now for now in self._lane_then if now < row), default=0), 0)
        below = self._lane_then.get(min((now for now in self._lane_then if now > row), default=0), 0)
        return below if self._role(above) != "cards" and self._role(below) == "cards" else above

    def _place(self, place: tuple[int, int]) -> Place | None:
        """Where on the map a cell is: under the nearest card over it in the same cell of the map."""
        row, column = place
        lane = self._lanes.get(row if row > 0 else self._beside(-row))
        if lane is None or lane.lane not in self.journey.lanes:
            return None
        now = self._row_now[row] if row > 0 else -row
        above = None
        for other, then in sorted(self._lane_then.items()):
            spot = self._spots.get((then, column))
            if other < now and self._lanes[then].lane == lane.lane and spot is not None:
                card = self.journey.cards.get(spot.id)
                if card is not None and (card.lane, card.step) == (lane.lane, self._steps[column]):
                    above = spot.id
        return Place(lane.lane, self._steps[column], above)

    def _move(self, spot: _Spot, place: tuple[int, int]) -> None:
        where = self._place(place)
        if where is None or spot.id not in self.journey.cards:
            return
        made = moves.move_into_cell(self.journey, [spot.id], where)
        card = self.journey.cards[spot.id]
        if made is self.journey and (card.lane, card.step) != (where.lane, where.step):
            self._remark(f"“{short(spot.text)}”", "this card cannot stand there, so it stayed where it was")
        self.journey = made

    def _reword(self, spot: _Spot, text: str) -> None:
        if spot.before and not text.startswith(spot.before):
            self._remark(f"“{short(text)}”", "a value is changed on the sheet Metrics; it was left as it was")
            return
        self._set(spot, text.removeprefix(spot.before))

    def _new(self, place: tuple[int, int], text: str) -> None:
        where = self._place(place)
        if where is not None:
            self._add(where, text, text=text)

    def _add(self, place: Place, seed: str, **fields: Any) -> None:
        """A new card with an id that it gets each time the workbook is brought back."""
        name = f"{self.journey.id}\n{_SHEET}\n{place.lane}\n{place.step}\n{seed}"
        number = 0
        while (key := _hashed(f"{name}\n{number}")) in self.journey.cards:
            number += 1
        made = cards.add_card(self.journey, place, lambda: key, **fields)
        if made is self.journey:
            self._remark(f"“{short(seed)}”", "no such card can stand there, so none was made")
        self.journey = made


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _renamed(journey: JourneyMap, spot: _Spot, text: str) -> JourneyMap:
    match spot.part:
        case "stages":
            return stages.rename_stage(journey, spot.id, text)
        case "steps":
            return steps.set_step_fields(journey, spot.id, **{spot.field: text})
        case "lanes":
            return lanes.rename_lane(journey, spot.id, text)
    return set_about(journey, **{spot.field: text})
