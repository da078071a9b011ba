"""A map as a table of cards: CSV as in RFC 4180, or the same parted by tabs. It is read back by ``read_cards``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jmapdesk.edit.moves import reading_order
from jmapdesk.exchange import card_table as table
from jmapdesk.exchange.lacking import lacking
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.plain import in_line, plain
from jmapdesk.exchange.said import context_of
from jmapdesk.exchange.seen import seen_in_words
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.model.records import Card, Lane
from jmapdesk.render.target import opened
from jmapdesk.util.progress import Progress

LONGEST: Final = 100_000
"""Characters a value may have: readers give up a little above."""

_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_LACKS: Final = frozenset({
    "about", "goals", "personas", "empty", "dividers", "connections", "pictures", "readings", "source details",
    "initiatives", "votes", "comments", "looks",
})  # fmt: skip


def write_cards(
    journey: JourneyMap, path: Path, options: ExportOptions, progress: Progress | None = None, *, delimiter: str = ","
) -> list[str]:
    """Write the cards as a table; returns remarks for people.

    It begins with a byte order mark, without which Excel takes the text for another character set.
    """
    report = progress or (lambda _share: None)
    report(0.0)
    seen = seen_in_words(journey, options)
    sheet = _Sheet.of(seen.journey)
    cards = [card for card in reading_order(seen.journey, seen.journey.cards) if card.id not in seen.means]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(table.TITLES)
    cut = 0
    for number, card in enumerate(cards):
        values = [plain(value) for value in sheet.row(card)]
        cut += sum(1 for value in values if len(value) > LONGEST)
        writer.writerow([value if _is_number(value) else guarded(value[:LONGEST]) for value in values])
        if number % 500 == 0:
            report(0.1 + 0.8 * number / len(cards))
    with opened(path) as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))
        report(1.0)
    said = [f"{cut:,} texts were longer than {LONGEST:,} characters and were cut there."] if cut else []
    return [*seen.remarks, *said, *lacking(seen.journey, "A table of cards", _LACKS)]


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before what could be one."""
    return f"'{text}" if _FORMULA.match(text) else text


def _is_number(text: str) -> bool:
    """Whether the text is a plain number, which may begin with a minus."""
    return bool(_NUMBER.fullmatch(text))


_NUMBER: Final = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,3})?")


def number_said(value: float | None) -> str:
    """A number as any program reads it, nothing of it lost; empty for none."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows are written with."""

    journey: JourneyMap
    context: Context
    columns: Mapping[str, queries.Column]
    stages: Mapping[str, int]
    lanes: Mapping[str, int]

    @staticmethod
    def of(journey: JourneyMap) -> _Sheet:
        """The sheet of a map."""
        return _Sheet(
            journey,
            context_of(journey),
            {column.step.id: column for column in queries.columns(journey)},
            {stage.id: number for number, stage in enumerate(queries.stages(journey), 1)},
            {lane.id: number for number, lane in enumerate(queries.lanes(journey), 1)},
        )

    def row(self, card: Card) -> list[str]:
        """A card's values, one for each title."""
        return [*self._place(card), *(_field(card, field) for field in table.FIELDS), *self._rest(card)]

    def _place(self, card: Card) -> list[str]:
        kind = CARD_KINDS.get(card.kind)
        named = kind.name if kind else card.kind
        at, lane = self.columns.get(card.step or ""), self.journey.lanes.get(card.lane or "")
        if at is None or lane is None:
            return [*[""] * 9, named]
        end = self.columns.get(card.to_step or "", at)
        return [
            str(self.stages[at.stage.id]), at.stage.name, str(at.place + 1), at.step.name, at.step.time,
            str(end.place + 1) if end.place > at.place else "", str(self.lanes[lane.id]),
            lane_name(lane, self.context), _lane_kind(lane), named,
        ]  # fmt: skip

    def _rest(self, card: Card) -> list[str]:
        journey = self.journey
        people = [card.persona or ""] if card.kind == "feeling" else card.personas
        latest = max(card.readings, key=lambda reading: reading.as_of) if card.readings else None
        evidence = "evidence" if queries.is_sourced(card) else "assumption" if queries.is_assumption(card) else ""
        return [
            _lines(journey.personas[key].name for key in people if key in journey.personas),
            evidence,
            _lines(journey.sources[key].title for key in card.sources if key in journey.sources),
            _lines(journey.cards[key].text for key in card.pains if key in journey.cards),
            number_said(latest.value if latest else None), latest.as_of if latest else "",
            _lines(link.target for link in card.links if link.kind != "map"),
        ]  # fmt: skip


def _lane_kind(lane: Lane) -> str:
    known = LANE_KINDS.get(lane.kind)
    return known.name if known else lane.kind


def _lines(texts: Iterable[str]) -> str:
    """Several texts as one value, one a line."""
    return "\n".join(line for text in texts if (line := in_line(text)))


def _field(card: Card, field: table.Field) -> str:
    """A field as a value; empty where the card's kind does not use it, or where it says nothing."""
    known = CARD_KINDS.get(card.kind)
    if known is not None and field.name in _SPECIAL and field.name not in known.fields:
        return ""
    value = getattr(card, field.name)
    if field.form == "lines":
        return _lines(value)
    if field.form == "flag":
        return "yes" if value else ""
    if field.form != "text":
        return number_said(value)
    return "" if field.name == "moment" and value == "none" else str(value)


_SPECIAL: Final = frozenset(name for kind in CARD_KINDS.values() for name in kind.fields)
"""Fields that only some kinds use."""
