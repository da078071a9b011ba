"""The conflicts a map holds, for a person who has to choose: what each is about, its sides, which of them shows."""

from __future__ import annotations

from typing import NamedTuple

from jmapdesk.edit.conflicts import is_open, shown_value
from jmapdesk.insight.differences import in_reading_order
from jmapdesk.insight.merge_values import equal, plain
from jmapdesk.insight.whose import by_groups
from jmapdesk.insight.wording import Wording, field_words
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Conflict
from jmapdesk.model.references import PLACE


class Choice(NamedTuple):
    """A conflict in words: what it is about, its sides, and which of them the map shows (None: neither)."""

    conflict: Conflict
    about: str
    sides: tuple[str, ...]
    shown: int | None
    names: tuple[str, ...] = ()
    """Whose each side is: a group, a file, “yours”; empty for one of which nobody knows."""

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        one = self.conflict
        if not one.field and one.collection != "base":
            return f"{self.about}: {self.quarrel}; it stays until you choose."
        stands = f"; the map has {self.sides[self.shown]}" if self.shown is not None else ""
        sides = [f"{side} ({self.name(i)})" if self.name(i) else side for i, side in enumerate(self.sides)]
        return f"{self.about}: {' or '.join(sides)}{stands}."

    @property
    def quarrel(self) -> str:
        """Who deleted the record that it is about, and who changed or used it."""
        by = {side is None: self.name(i) for i, side in enumerate(self.conflict.sides)}
        gone = f"deleted ({by[True]})" if by.get(True) else "deleted by one"
        used = f"changed or used ({by[False]})" if by.get(False) else "changed or used by the other"
        return f"{gone}, {used}"

    def name(self, side: int) -> str:
        """Whose a side is; empty where nobody knows."""
        return self.names[side] if side < len(self.names) else ""


def open_conflicts(journey: JourneyMap) -> list[Conflict]:
    """The map's conflicts about what is still in it, by part of the map, as a reader comes to them."""
    found: dict[str, dict[str, list[Conflict]]] = {}
    for one in journey.conflicts.values():
        if is_open(journey, one):
            found.setdefault(one.collection, {}).setdefault(one.record, []).append(one)
    return [
        one
        for name, records in sorted(found.items())
        for key in in_reading_order(name, {*records}, journey, journey)
        for one in sorted(records[key], key=lambda one: (one.field, one.id))
    ]


def choice_of(
    journey: JourneyMap, conflict: Conflict, wording: Wording | None = None, names: tuple[str, ...] = ()
) -> Choice:
    """A conflict of the map in words. Many of one map share a ``wording``; ``names`` are known whose sides they are."""
    said = wording or Wording(journey)
    names = names if any(names) else by_groups(journey.workshop.by_group, conflict)
    name = said.record(conflict.collection, conflict.record)
    about = name[:1].upper() + name[1:]
    if not conflict.field:
        words = tuple("deleted" if side is None else "kept" for side in conflict.sides)
        now = next((i for i, side in enumerate(conflict.sides) if side is not None), None)
        if conflict.collection == "base":
            words = tuple(said.value("base", "", side) for side in conflict.sides)
            now = _index(conflict, plain(journey.base))
        return Choice(conflict, about, words, now, names)
    field = field_words(conflict.field)
    words = tuple(said.value(conflict.collection, conflict.field, side) for side in conflict.sides)
    if conflict.field == PLACE and len({*words}) < len(words):
        orders = [str(side.get("order", "")) if isinstance(side, dict) else "" for side in conflict.sides]
        words = tuple(
            f"{word}, further {'up' if order == min(orders) else 'down'}"
            for word, order in zip(words, orders, strict=True)
        )
    if len({*words}) < len(words):
        words = tuple(f"{word} ({number})" for number, word in enumerate(words, 1))
    now = _index(conflict, shown_value(journey, conflict))
    if conflict.field == PLACE and now is None:
        now = _index_of_place(conflict, shown_value(journey, conflict))
    return Choice(conflict, f"{about}, {field}", words, now, names)


def _index(conflict: Conflict, value: object) -> int | None:
    return next((i for i, side in enumerate(conflict.sides) if equal(plain(side), plain(value))), None)


def _index_of_place(conflict: Conflict, value: object) -> int | None:
    """The side that has the same place, whatever stands above it."""
    if not isinstance(value, dict):
        return None
    here = {name: held for name, held in value.items() if name != "order"}
    for i, side in enumerate(conflict.sides):
        if isinstance(side, dict) and {name: held for name, held in side.items() if name != "order"} == here:
            return i
    return None
