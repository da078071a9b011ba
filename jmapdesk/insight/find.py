"""Finding things on a map by a few letters: cards, stages, steps, lanes, personas, sources, in any script.

What is looked through is kept folded (no case, no accents) and brought up to date from deltas, so that a keystroke in
a map of 10,000 cards costs a walk over plain strings and nothing else.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.records import Card, Lane

_LOOKED_THROUGH = ("stages", "lanes", "personas", "sources", "cards")
_LONGEST = 300
"""Letters of a text that are looked through."""


class Entry(NamedTuple):
    """Something that can be found: what it is (``card``, ``stage``, ``step`` …), its id, its words."""

    kind: str
    id: str
    words: str
    folded: str
    """The words as they are looked through, a blank before the first."""
    rank: int = 0
    """Of two that match alike the lower comes first."""


def fold(text: str, keep_case: bool = False) -> str:
    """A text without case and accents: ``Łódź`` and ``lodz`` are alike, and so are full and half width letters."""
    if text.isascii():
        return text if keep_case else text.lower()
    parted = unicodedata.normalize("NFKD", text if keep_case else text.casefold())
    bare = "".join(c for c in parted if not unicodedata.combining(c) or _belongs(c))
    return unicodedata.normalize("NFC", bare).translate(_STROKES)


_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_STROKES = str.maketrans(_PLAIN | {letter.upper(): plain.upper() for letter, plain in _PLAIN.items() if letter != "ı"})
"""Letters whose stroke is no mark of its own, which normalisation therefore leaves."""


def _belongs(mark: str) -> bool:
    """Whether a mark is part of the word and no accent: the vowels of Indic scripts, the voicing of kana."""
    return "\u0900" <= mark <= "\u0dff" or mark in "\u3099\u309a"


def entry(kind: str, key: str, words: str, rank: int = 0, more: str = "") -> Entry:
    """Something to be found by its words, and by ``more`` that does not show."""
    short = " ".join(words.split())[:_LONGEST]
    return Entry(kind, key, short, f" {fold(f'{short} {more}' if more else short)}", rank)


class Index:
    """Everything on a map that can be found, true to the map it last saw."""

    def __init__(self, journey: JourneyMap) -> None:
        self._entries: dict[tuple[str, str], tuple[Entry, ...]] = {}
        for name in _LOOKED_THROUGH:
            records: Mapping[str, Any] = getattr(journey, name)
            for key, record in records.items():
                self._put(name, key, record)

    def follow(self, difference: Delta) -> None:
        """Take over what changed."""
        for change in difference.changes:
            if change.collection in _LOOKED_THROUGH:
                self._put(change.collection, change.id, change.after)

    def __iter__(self) -> Iterator[Entry]:
        for found in self._entries.values():
            yield from found

    def _put(self, name: str, key: str, record: Any) -> None:
        made = tuple(_entries_of(name, record)) if record is not None else ()
        if made:
            self._entries[name, key] = made
        else:
            self._entries.pop((name, key), None)


def _entries_of(name: str, record: Any) -> Iterator[Entry]:
    match name:
        case "stages":
            yield entry("stage", record.id, record.name, 1, record.goal)
            for step in record.steps:
                if step.name:
                    yield entry("step", step.id, step.name, 2)
        case "lanes":
            yield entry("lane", record.id, lane_words(record), 1, record.subtitle)
        case "personas":
            yield entry("persona", record.id, record.name, 1, record.role)
        case "sources":
            yield entry("source", record.id, record.title or record.quote, 4, record.quote)
        case "cards":
            words = card_words(record)
            if words:
                yield entry("card", record.id, words, 3, " ".join((record.owner, *record.tags)))


def lane_words(lane: Lane) -> str:
    """What a lane is called, by its kind where it has no name of its own."""
    known = LANE_KINDS.get(lane.kind)
    return lane.name or (known.name if known else lane.kind)


def card_words(card: Card) -> str:
    """What a card is found by: its text, a feeling's word, a picture's description."""
    return card.text or card.word or card.alt


def search(entries: Iterable[Entry], query: str, most: int = 50) -> list[Entry]:
    """The best matches: every word of the query must be in an entry.

    First those whose words begin with the query, then those with a word that begins so, then any that hold it; within
    these by rank, then what shows the words before what only has them behind, then the shorter first.
    """
    words = fold(query).split()
    if not words:
        return []
    whole, first, rest = f" {' '.join(words)}", f" {words[0]}", words[1:]
    begins: list[Entry] = []
    by_word: list[Entry] = []
    inside: list[Entry] = []
    for one in entries:
        folded = one.folded
        if words[0] not in folded or any(word not in folded for word in rest):
            continue
        if folded.startswith(whole):
            begins.append(one)
        elif first in folded and all(f" {word}" in folded for word in rest):
            by_word.append(one)
        else:
            inside.append(one)
    found: list[Entry] = []
    for group in (begins, by_word, inside):
        if len(found) < most:
            found += heapq.nsmallest(most - len(found), group, key=lambda one: _order(one, words))
    return found


def _order(one: Entry, words: Sequence[str]) -> tuple[int, bool, int, str]:
    hidden = any(one.folded.find(word) > len(one.words) for word in words)
    return one.rank, hidden, len(one.words), one.folded
