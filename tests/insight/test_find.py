"""Things are found by a few letters, whatever the case, the accents and the script."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import delete_cards, set_text
from jmapdesk.edit.stages import rename_stage
from jmapdesk.insight.find import Index, entry, fold, search
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from tests.builders import big_map, small_map


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("ΆΝΟΙΞΗ", "ανοιξη"),
        ("Ёлка", "елка"),
        ("مَرْحَبًا", "مرحبا"),
        ("हिंदी", "हिंदी"),
        ("ガス", "ガス"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_case_and_accents_do_not_count_but_what_makes_a_word_does(text: str, folded: str) -> None:
    assert fold(text) == folded


def names(journey: JourneyMap, query: str) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in search(Index(journey), query)]


def test_everything_with_words_is_found() -> None:
    journey = small_map()
    assert names(journey, "poster") == [("card", "c1")]
    assert names(journey, "notice") == [("stage", "s1")]
    assert names(journey, "ask") == [("step", "p2")]
    assert names(journey, "emotions") == [("lane", "feel")]
    assert names(journey, "ada") == [("persona", "ada"), ("source", "talk")]
    assert names(journey, "curious") == [("card", "f1")]
    assert names(journey, "returns") == [("card", "parked")]
    assert names(journey, "") == []
    assert names(journey, "zzz") == []


def test_what_begins_with_the_query_comes_before_what_holds_it() -> None:
    entries = [entry("card", key, key) for key in ("Repay the loan", "Pay by card", "Ask who will pay", "Paying late")]
    assert [one.words for one in search(entries, "pay")] == [
        "Pay by card", "Paying late", "Ask who will pay", "Repay the loan",
    ]  # fmt: skip


def test_all_words_must_be_there_in_whatever_order() -> None:
    entries = [entry("card", "a", "Asks a friend for the number"), entry("card", "b", "Asks nobody")]
    assert [one.id for one in search(entries, "num ask")] == ["a"]


def test_the_index_is_true_after_any_change() -> None:
    journey = small_map()
    index = Index(journey)
    for edit in (
        lambda m: set_text(m, "c1", "Billboard"),
        lambda m: rename_stage(m, "s2", "Order"),
        lambda m: delete_cards(m, ["c2"]),
        lambda m: set_text(m, "c1", ""),
    ):
        after = edit(journey)
        index.follow(delta(journey, after))
        journey = after
        assert sorted(index) == sorted(Index(journey))


def test_many_matches_give_only_the_best() -> None:
    found = search(Index(big_map(2000)), "a", most=20)
    assert len(found) == 20


def test_what_shows_the_words_comes_before_what_only_has_them_behind() -> None:
    entries = [
        entry("action", "bring", "Bring packs home…", more="Join what groups did apart"),
        entry("action", "make", "Make group packs…", more="A part of it for each group"),
    ]
    assert [one.id for one in search(entries, "group packs")] == ["make", "bring"]
