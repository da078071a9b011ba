"""Words found in all texts of a map, and what replacing them makes of a text: any script, accents never count.

Where ``find`` guesses what is meant by a few letters, this finds every place that holds exactly the words asked for.
Texts are kept folded and brought up to date from deltas, so that a keystroke costs a walk over plain strings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jmapdesk.edit.replace import TEXTS
from jmapdesk.insight.find import fold, lane_words
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Lane

_COLLECTIONS = {
    "personas": "persona", "stages": "stage", "lanes": "lane", "cards": "card", "connections": "connection",
    "sources": "source",
}  # fmt: skip
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no blank between words: Thai, Lao, Tibetan, Burmese, Khmer, kana, Chinese."""


class Query(NamedTuple):
    """What is looked for, and how strictly."""

    words: str
    match_case: bool = False
    whole_words: bool = False


class Thing(NamedTuple):
    """A thing with texts: a kind of ``TEXTS``, its id, and its texts one under the other, as they are and folded."""

    kind: str
    id: str
    texts: str
    folded: str


class Texts:
    """All texts of a map, true to the map they last followed.

    ``lane_named`` tells what a lane without a name of its own is called, as the map shows it.
    """

    def __init__(self, journey: JourneyMap, lane_named: Callable[[Lane], str] = lane_words) -> None:
        self._lane_named = lane_named
        self._things: dict[tuple[str, str], tuple[Thing, ...]] = {}
        self._put("about", "", journey.about)
        for name in _COLLECTIONS:
            records: Mapping[str, Any] = getattr(journey, name)
            for key, record in records.items():
                self._put(name, key, record)

    def follow(self, difference: Delta) -> None:
        """Take over what changed."""
        for change in difference.changes:
            if change.collection in _COLLECTIONS or change.collection == "about":
                self._put(change.collection, change.id, change.after)

    def find(self, query: Query) -> list[Thing]:
        """Everything that holds the words, in no order; nothing where there are none."""
        folded = fold(query.words)
        if not folded:
            return []
        found = [one for several in self._things.values() for one in several if folded in one.folded]
        if query.whole_words:
            return [one for one in found if any(spans(text, query) for text in one.texts.split("\n"))]
        if query.match_case:
            exact = fold(query.words, keep_case=True)
            return [one for one in found if exact in fold(one.texts, keep_case=True)]
        return found

    def _put(self, name: str, key: str, record: Any) -> None:
        made = tuple(self._things_of(name, record)) if record is not None else ()
        if made:
            self._things[name, key] = made
        else:
            self._things.pop((name, key), None)

    def _things_of(self, name: str, record: Any) -> Iterator[Thing]:
        kind = _COLLECTIONS.get(name, name)
        # a lane without a name of its own shows its kind's
        texts = [self._lane_named(record)] if kind == "lane" and not record.name else []
        texts += [text for field in TEXTS[kind] for text in _texts(getattr(record, field))]
        if texts:
            whole = "\n".join(texts)
            yield Thing(kind, getattr(record, "id", ""), whole, fold(whole))
        if kind == "stage":
            for step in record.steps:
                yield from self._things_of("step", step)


def _texts(value: str | tuple[str, ...]) -> Iterable[str]:
    return (value,) if isinstance(value, str) and value else value


def fields_with(record: Any, kind: str, query: Query) -> list[str]:
    """The fields of a record, a kind of ``TEXTS``, that hold the words."""
    return [
        field
        for field in TEXTS[kind]
        if any(spans(line, query) for text in _texts(getattr(record, field)) for line in text.split("\n"))
    ]


Rank = tuple[int, int, int, str, str]
"""Where a thing comes in reading order."""


def in_reading_order(journey: JourneyMap, things: Iterable[Thing]) -> list[Thing]:
    """As a reader comes by them: title, personas, stages and steps, then lane by lane; what is put aside last."""
    return sorted(things, key=reading_rank(journey))


def reading_rank(journey: JourneyMap) -> Callable[[Thing], Rank]:
    """What tells where any thing of the map comes in reading order."""
    rows = {lane.id: row for row, lane in enumerate(queries.lanes(journey))}
    columns = queries.columns(journey)
    places = {column.step.id: column.place for column in columns}
    firsts: dict[str, int] = {}
    for column in columns:
        firsts.setdefault(column.stage.id, column.place)
    people = {persona.id: place for place, persona in enumerate(queries.personas(journey))}
    cards, aside = journey.cards, len(rows)

    def rank(one: Thing) -> Rank:
        match one.kind:
            case "card":
                card = cards[one.id]
                row = rows.get(card.lane or "", aside)
                return (3, row, places.get(card.step or "", -1), card.order, card.id)
            case "about":
                return (0, 0, 0, "", "")
            case "persona":
                return (1, people.get(one.id, 0), 0, "", one.id)
            case "stage":
                return (2, firsts.get(one.id, 0), -1, "", one.id)
            case "step":
                return (2, places.get(one.id, 0), 0, "", one.id)
            case "lane":
                return (3, rows.get(one.id, aside), -1, "", "")
        return (4, int(one.kind == "source"), 0, "", one.id)

    return rank


# --- places in one text -----------------------------------------------------------------------------------------


def spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the words stand in a text: start and end of each place, none overlapping another."""
    wanted = fold(query.words, query.match_case)
    if not wanted:
        return []
    if text.isascii():
        folded, starts = fold(text, query.match_case), None
    else:
        folded, starts = _folded(text, query.match_case)
    found: list[tuple[int, int]] = []
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        stands_alone = not query.whole_words or (_edge(folded, at) and _edge(folded, end))
        # a place that begins or ends within a letter, as the f of a ligature, is none
        place = (at, end) if starts is None else (starts.get(at, -1), starts.get(end, -1))
        if stands_alone and min(place) >= 0:
            found.append(place)
            at = folded.find(wanted, end)
        else:
            at = folded.find(wanted, at + 1)
    return found


def replaced(text: str, query: Query, new: str) -> str:
    """The text with other words in every place where the ones looked for stand."""
    result = text
    for start, end in reversed(spans(text, query)):
        result = result[:start] + new + result[end:]
    return result


def _folded(text: str, keep_case: bool) -> tuple[str, dict[int, int]]:
    """The text folded letter by letter, and where in the text each letter of it begins, its end included."""
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    for start, end in _letters(text):
        part = fold(text[start:end], keep_case)
        starts.setdefault(length, start)
        parts.append(part)
        length += len(part)
    starts[length] = len(text)
    return "".join(parts), starts


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each letter with the accents that folding drops and whatever it composes with."""
    start = 0
    for i in range(1, len(text)):
        if text[i] > "\u02ff" and _joins(text[start:i], text[i]):
            continue
        yield start, i
        start = i
    if text:
        yield start, len(text)


def _joins(letter: str, character: str) -> bool:
    if not fold(character):
        return True
    composed = unicodedata.normalize("NFC", letter + character)
    return len(composed) <= len(unicodedata.normalize("NFC", letter))


def _edge(text: str, at: int) -> bool:
    """Whether a word may begin or end at a place of a text."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return True
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"
