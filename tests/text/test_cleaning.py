"""Texts made safe, and their direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.text.cleaning import LIMIT, cleaned, cut_points, is_rtl


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain\ntext", "plain\ntext"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("tab\there", "tab here"),
        ("\x00\x07bell\x9f\ufeff", "bell"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone \ud83d", "lone ?"),
        ("object \ufffc", "object "),
        ("join\u200d👍", "join\u200d👍"),
    ],
)
def test_what_cannot_be_drawn_is_replaced_or_goes(text: str, clean: str) -> None:
    assert cleaned(text) == (clean, False)


@given(st.text(st.characters(exclude_categories=[]), max_size=50))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once, _ = cleaned(text)
    assert cleaned(once) == (once, False)
    once.encode("utf-8")


def test_very_long_texts_are_cut_and_say_so() -> None:
    text, cut = cleaned("x" * (LIMIT + 1))
    assert cut
    assert len(text) == LIMIT
    assert not cleaned("x" * LIMIT)[1]


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("abc", False),
        ("שלום", True),
        ("123 مرحبا", True),
        ("(a) שלום", False),
        ("日本 ش", False),
        ("", False),
        ("12", False),
    ],
)
def test_the_first_strong_letter_gives_the_direction(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_a_text_is_never_cut_before_a_mark() -> None:
    assert cut_points("e\u0301a") == [0, 2, 3]
    assert cut_points("") == [0]
