"""Where connections end whose cards are only counted, their stage or lane being collapsed: at the summary.

Of several connections of a kind between the same two ends the first stands for all; those within one summary are not
drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from jmapdesk.layout.boxes import LaneBox
from jmapdesk.layout.columns import Columns
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card

Summary: TypeAlias = tuple[int, int]
"""A summary: the index of its lane, and of its stage among those that show."""
End: TypeAlias = Summary | str
"""Where a connection ends: at a summary, or at a card by its id."""
Pair: TypeAlias = tuple[End, End, str]
"""Two ends and the kind of what leads from one to the other."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The connections that end at a summary."""

    pairs: Mapping[str, Pair] = field(default_factory=dict)
    """By id."""
    stands_for: Mapping[str, int] = field(default_factory=dict)
    """How many each of them stands for that is drawn."""

    def changed(self, other: Folded) -> set[str]:
        """Those that are not the same in another state of the map."""
        mine, theirs = self.pairs, other.pairs
        keys = {key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)}
        counts, others = self.stands_for, other.stands_for
        return keys | {key for key in counts.keys() | others.keys() if counts.get(key) != others.get(key)}

    def hides(self, key: str) -> bool:
        """Whether a connection is not drawn: another stands for it, or it leads from a summary to itself."""
        return key in self.pairs and key not in self.stands_for


NONE_FOLDED = Folded()


def folded_ends(journey: JourneyMap, columns: Columns, lanes: Sequence[LaneBox]) -> Folded:
    """Find the connections that end at a summary. Walks all connections, where anything is collapsed."""
    shut = any(stage.stage.collapsed for stage in columns.stages)
    if not journey.connections or not (shut or any(box.folded for box in lanes)):
        return NONE_FOLDED
    rows = {box.lane.id: i for i, box in enumerate(lanes)}
    stage_of = {place: i for i, stage in enumerate(columns.stages) for place in range(stage.first, stage.last + 1)}
    pairs: dict[str, Pair] = {}
    firsts: dict[Pair, str] = {}
    counts: dict[str, int] = {}
    for key in sorted(journey.connections):
        one = journey.connections[key]
        ends: list[End] = []
        for card_id in (one.start, one.end):
            card = journey.cards.get(card_id)
            found = _summary(card, columns, lanes, rows, stage_of) if card is not None else None
            ends.append(card_id if found is None else found)
        if isinstance(ends[0], str) and isinstance(ends[1], str):
            continue
        pair = pairs[key] = (ends[0], ends[1], one.kind)
        if ends[0] != ends[1]:
            first = firsts.setdefault(pair, key)
            counts[first] = counts.get(first, 0) + 1
    return Folded(pairs, counts)


def _summary(
    card: Card, columns: Columns, lanes: Sequence[LaneBox], rows: Mapping[str, int], stage_of: Mapping[int, int]
) -> Summary | None:
    """The summary that counts a card; None where it stands on the sheet itself, or nowhere.

    Where only titles are wanted counts stand in all lanes: there nothing was collapsed, and no connection is drawn.
    """
    row, place = rows.get(card.lane or ""), columns.place(card)
    if row is None or place is None:
        return None
    box = lanes[row]
    if box.folded:
        return (row, stage_of[place]) if box.lane.collapsed else None
    counted = columns.boxes[place].folded and columns.last_place(card, place) == place
    return (row, stage_of[place]) if counted else None
