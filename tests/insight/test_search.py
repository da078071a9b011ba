"""Words are found in every text of a map, and exactly where they stand, in any script."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.edit.cards import delete_cards, set_fields
from jmapdesk.edit.connections import connect
from jmapdesk.edit.lanes import rename_lane
from jmapdesk.edit.personas import set_persona_fields
from jmapdesk.insight.find import fold
from jmapdesk.insight.search import Query, Texts, fields_with, in_reading_order, replaced, spans
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from tests.builders import big_map, small_map


def found(journey: JourneyMap, query: Query) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in in_reading_order(journey, Texts(journey).find(query))]


def test_every_text_is_looked_through_and_told_in_reading_order() -> None:
    journey = set_fields(small_map(), "c2", note="Ada asked", tags=("adamant",), owner="Ada")
    assert found(journey, Query("ada")) == [("persona", "ada"), ("card", "c2"), ("source", "talk")]
    assert found(journey, Query("small")) == [("about", "")]
    assert found(journey, Query("notice")) == [("stage", "s1")]
    assert found(journey, Query("see")) == [("step", "p1")]
    assert found(journey, Query("touch")) == [("lane", "touch")]
    assert found(journey, Query("o")) == [
        ("stage", "s1"), ("lane", "touch"), ("card", "c1"), ("lane", "feel"), ("card", "f1"), ("lane", "pain"),
        ("card", "parked"),
    ]  # fmt: skip
    assert found(journey, Query("")) == []


def test_whatever_can_be_written_on_a_map_can_be_found() -> None:
    journey = connect(small_map(), "c1", "f1", lambda: "k", label="makes curious")
    journey = set_fields(journey, "c2", unit="minutes", expected="Fewer calls", departments=("Returns",), budget="2 k")
    journey = set_persona_fields(journey, "ada", goals=("Never queue",), background="Grew up abroad")
    for words, place in (
        ("makes", ("connection", "k")), ("minutes", ("card", "c2")), ("fewer", ("card", "c2")),
        ("queue", ("persona", "ada")), ("abroad", ("persona", "ada")), ("2 k", ("card", "c2")),
    ):  # fmt: skip
        assert found(journey, Query(words)) == [place]


def test_lanes_are_found_by_what_the_map_calls_them() -> None:
    journey = rename_lane(small_map(), "pain", "Sorrows")
    texts = Texts(journey, lambda lane: f"Spur {lane.kind}")
    assert [one.id for one in in_reading_order(journey, texts.find(Query("spur")))] == ["touch", "feel"]
    assert [one.id for one in texts.find(Query("sorrows"))] == ["pain"]


def test_it_is_told_in_which_fields() -> None:
    card = set_fields(small_map(), "c2", note="The web again", tags=("web", "shop")).cards["c2"]
    assert fields_with(card, "card", Query("web")) == ["text", "note", "tags"]
    assert fields_with(card, "card", Query("Web", match_case=True)) == ["text"]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("Café, cafe", "cafe", ["Café", "cafe"]),
        ("Cafe\u0301 au lait", "café", ["Cafe\u0301"]),
        ("Straße", "strasse", ["Straße"]),
        ("Straße", "tras", []),  # half of a letter is no place
        ("ＡＢＣ und abc", "abc", ["ＡＢＣ", "abc"]),
        ("مَرْحَبًا بك", "مرحبا", ["مَرْحَبًا"]),
        ("שָׁלוֹם", "שלום", ["שָׁלוֹם"]),
        ("हिंदी में", "हिंदी", ["हिंदी"]),
        ("か\u3099っこう", "が", ["か\u3099"]),
        ("\u1112\u1161\u11ab국", "한", ["\u1112\u1161\u11ab"]),
        ("কো\u09c7\u09be", "কো", ["কো"]),
        ("aaa", "aa", ["aa"]),
        ("東京都", "京", ["京"]),
        ("ΝΟΣΟΣ", "νόσος", ["ΝΟΣΟΣ"]),
    ],
)
def test_places_are_whole_letters_of_the_text_itself(text: str, words: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, Query(words))] == places


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("A web site, websites, the web.", "web", 2),
        ("web_site", "web", 0),
        ("हिन्दी", "हिन्द", 0),  # the vowel sign belongs to the word
        ("東京都に行く", "京都", 1),  # no blanks tell words apart there
        ("What? Why?", "?", 2),
        ("naïve", "naive", 1),
    ],
)
def test_whole_words(text: str, words: str, count: int) -> None:
    assert len(spans(text, Query(words, whole_words=True))) == count


def test_case_counts_where_it_is_asked_to_and_accents_never() -> None:
    assert spans("Café CAFE cafe", Query("Cafe", match_case=True)) == [(0, 4)]
    journey = set_fields(small_map(), "c2", text="Łódź")
    assert found(journey, Query("Lodz", match_case=True)) == [("card", "c2")]
    assert found(journey, Query("lodz", match_case=True)) == []


def test_replacing_leaves_the_rest_alone() -> None:
    assert replaced("Café Müller, CAFE!", Query("cafe"), "Bar") == "Bar Müller, Bar!"
    assert replaced("a|a", Query("a"), "aa") == "aa|aa"
    assert replaced(r"cost", Query("cost"), r"\1 $&") == r"\1 $&"
    assert replaced("nothing here", Query("x"), "y") == "nothing here"


@given(st.text(max_size=12), st.text(min_size=1, max_size=3), st.booleans())
def test_what_stands_in_a_place_reads_as_the_words(text: str, words: str, case: bool) -> None:
    query = Query(words, match_case=case)
    places = spans(text, query)
    assert all(fold(text[start:end], case) == fold(words, case) for start, end in places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    if places:
        assert fold(words) in fold(text)  # what has a place is found


def test_texts_follow_edits() -> None:
    journey = big_map(300)
    texts = Texts(journey)
    first, second, *_ = journey.cards
    lane = next(iter(journey.lanes))
    after = set_fields(journey, first, text="Überraschung", note="zebra")
    after = rename_lane(delete_cards(after, [second]), lane, "Zebras")
    texts.follow(delta(journey, after))
    for words in ("zebra", "uberraschung", "the", "a"):
        query = Query(words)
        assert in_reading_order(after, texts.find(query)) == in_reading_order(after, Texts(after).find(query))
    assert len(texts.find(Query("zebra"))) == 2
