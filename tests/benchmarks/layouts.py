"""Laying out a map, what an edit costs before anything is painted, and finding things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle

from jmapdesk.edit.about import set_theme
from jmapdesk.edit.cards import set_text
from jmapdesk.insight.find import Index, search
from jmapdesk.insight.search import Query, Texts, in_reading_order
from jmapdesk.layout.map_layout import changed, lay_out
from jmapdesk.layout.theme import Styles
from jmapdesk.layout.themes import THEMES
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.model.delta import delta
from jmapdesk.text.qt_shaper import QtShaper
from tests.benchmarks.maps import map_of
from tests.benchmarks.measuring import Case, Pair, milliseconds

_WORDS = "looks up opening hours and asks a friend who has been there before"


@contextmanager
def _whole(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    yield {size: _lay_outs(size) for size in sizes}


def _lay_outs(size: int) -> Pair:
    journey, style = map_of(size), Styles().card

    def measured() -> None:
        shaper = QtShaper()
        for card in journey.cards.values():
            shaper.measure(card.text or card.word or " ", style, 140)

    return Pair(milliseconds(lambda: lay_out(journey, QtShaper())), milliseconds(measured))


@contextmanager
def _edits(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    yield {size: _changes(size) for size in sizes}


def _changes(size: int) -> Pair:
    journey = map_of(size)
    before = lay_out(journey, QtShaper())
    card = next(card.id for card in journey.cards.values() if card.kind == "action")
    texts = cycle(_WORDS[:end] for end in range(20, 60))

    def edited() -> float:
        after = set_text(journey, card, next(texts))
        return milliseconds(lambda: changed(before, after, delta(journey, after)))()

    def counted() -> float:
        after = set_text(journey, card, next(texts))
        return milliseconds(lambda: dict(after.cards))()

    return Pair(edited, counted)


@contextmanager
def _finds(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    yield {size: _searches(size) for size in sizes}


def _searches(size: int) -> Pair:
    index = Index(map_of(size))
    queries = cycle(("p", "pa", "pays", "asks fr", "number", "zz"))
    texts = [one.folded for one in index]
    return Pair(
        lambda: milliseconds(lambda: search(index, next(queries)))(),
        milliseconds(lambda: sum(1 for text in texts if "pays" in text)),
    )


@contextmanager
def _marks(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    yield {size: _found_words(size) for size in sizes}


def _found_words(size: int) -> Pair:
    journey = map_of(size)
    texts = Texts(journey)
    queries = cycle((Query("p"), Query("pa"), Query("pay", True), Query("pays", whole_words=True), Query("zz")))
    plain = [card.text for card in journey.cards.values()]
    return Pair(
        lambda: milliseconds(lambda: in_reading_order(journey, texts.find(next(queries))))(),
        milliseconds(lambda: sum(1 for text in plain if "pays" in text)),
    )


@contextmanager
def _themes(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    yield {size: _dressings(size) for size in sizes}


def _dressings(size: int) -> Pair:
    journey = map_of(size)
    before, names = lay_out(journey, QtShaper()), cycle(name for name in THEMES if name != journey.look.theme)

    def dressed() -> float:
        after = set_theme(journey, next(names))
        return milliseconds(lambda: changed(before, after, delta(journey, after)))()

    return Pair(dressed, milliseconds(lambda: lay_out(journey, QtShaper())))


@contextmanager
def _views(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    yield {size: _lookings(size) for size in sizes}


def _lookings(size: int) -> Pair:
    journey = map_of(size)
    before = lay_out(journey, QtShaper())
    lanes, stages = list(journey.lanes), list(journey.stages)
    shown = cycle(
        (
            Visibility(lanes=frozenset(lanes[:3])),
            Visibility(detail="key"),
            Visibility(frozenset(stages[1:3])),
            Visibility(detail="titles"),
            EVERYTHING,
        )
    )
    return Pair(
        lambda: milliseconds(lambda: lay_out(journey, before.context.shaper, before, next(shown)))(),
        milliseconds(lambda: lay_out(journey, QtShaper())),
    )


CASES = (
    Case(
        "find",
        "finding things by what is typed, for one more letter",
        "looking for one word in the texts of all cards",
        _finds,
        lambda size: 60,
    ),
    Case(
        "find_words",
        "finding every text that holds what is typed, in reading order, for one more letter",
        "looking for one word in the texts of all cards",
        _marks,
        lambda size: 60,
    ),
    Case(
        "layout",
        "laying out a whole map, nothing remembered",
        "measuring the text of every card, nothing else",
        _whole,
        lambda size: 7 if size > 3000 else 15,
    ),
    Case(
        "layout_of_edit",
        "finding out what an edit of one text changed, and laying out that",
        "copying the dictionary of cards",
        _edits,
        lambda size: 60,
    ),
    Case(
        "layout_of_theme",
        "laying out a map again in another theme, no text shaped anew",
        "laying out the whole map, nothing remembered",
        _themes,
        lambda size: 7 if size > 3000 else 15,
    ),
    Case(
        "layout_of_view",
        "laying out what another view shows of a map: lanes or stages hidden, key cards, titles, everything again",
        "laying out the whole map, nothing remembered",
        _views,
        lambda size: 10 if size > 3000 else 20,
    ),
)
"""What is measured here."""
