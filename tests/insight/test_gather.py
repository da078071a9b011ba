"""Texts that speak of the same come together, in any script; others stay alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.insight.gather import Group, gather

ENGLISH = [
    "The form forgets everything when the phone rings",
    "Nobody to ask at night",
    "Reminders come at work",
    "Reception cannot see the form",
    "The reminder comes too late",
    "Forms in three languages",
]


def sets(texts: list[str]) -> list[set[int]]:
    return [set(group.members) for group in gather(texts).groups]


def test_cards_that_share_words_come_together() -> None:
    found = gather(ENGLISH)
    assert {2, 4} in sets(ENGLISH)
    assert any({0, 3} <= one or {3, 5} <= one for one in sets(ENGLISH))
    assert 1 in found.alone
    assert gather(ENGLISH[:4]).groups == (Group((0, 3), "form"),)


@pytest.mark.parametrize(
    ("texts", "pair"),
    [
        (["Formular zu lang", "Niemand hört zu", "Das Formular vergisst alles"], {0, 2}),
        (["Очередь в регистратуре", "Никто не звонит", "Долгая очередь утром"], {0, 2}),
        (["予約の電話がつながらない", "受付が遠い", "電話で予約できない"], {0, 2}),
        (["طابور طويل في الصباح", "لا أحد يجيب", "طابور أمام الباب"], {0, 2}),
        (["फॉर्म बहुत लंबा है", "कोई नहीं सुनता", "फॉर्म सब भूल जाता है"], {0, 2}),
    ],
)
def test_no_language_is_needed(texts: list[str], pair: set[int]) -> None:
    assert pair in sets(texts)


def test_texts_with_nothing_in_common_stay_as_they_were() -> None:
    assert gather(["Poster", "Web site", "Hotline"]) == ((), (0, 1, 2))
    assert gather([]) == ((), ())


def test_a_word_that_all_have_parts_nobody() -> None:
    texts = ["card payment fails", "card lost", "payment fails again", "card is lost"]
    assert {0, 2} in sets(texts)
    assert {1, 3} in sets(texts)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_every_text_is_there_exactly_once(texts: list[str]) -> None:
    assert sorted(gather(texts).order) == list(range(len(texts)))
