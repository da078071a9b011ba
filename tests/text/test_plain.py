"""Words broken by sums: with letters of a made-up font, where kerning is easy to see."""

from __future__ import annotations

import pytest

from jmapdesk.text.plain import PLAIN, Extent, PlainWords

KERN = {"AV": -2.0, "V ": -1.0, " T": -0.5, ".)": -3.0}


def extent(text: str) -> Extent:
    advance = 10.0 * len(text) + sum(KERN.get(text[i : i + 2], 0) for i in range(len(text)))
    return Extent(advance, 4.0 if text.endswith("f") else 0.0)


@pytest.fixture
def words() -> PlainWords:
    return PlainWords(extent, ord)


def test_lines_are_as_wide_as_their_letters_and_pairs(words: PlainWords) -> None:
    assert words.widths("AV an", 1000) == [extent("AV an").advance]
    assert words.widths("V To.)", 1000) == [extent("V To.)").advance]


def test_words_go_to_the_next_line_when_they_do_not_fit(words: PlainWords) -> None:
    assert words.widths("aa bb cc", 50) == [50, 20]
    assert words.widths("aa bb cc", 49.9) == [20, 20, 20]


def test_ink_beyond_the_last_letter_counts_when_breaking_but_not_in_the_width(words: PlainWords) -> None:
    assert words.widths("aa bf", 50) == [20, 20]
    assert words.widths("aa bf", 54) == [50]


def test_a_word_too_wide_for_a_line_is_left_to_others(words: PlainWords) -> None:
    assert words.widths("aa bbbbbbbb", 50) is None
    assert words.lines("aa bbbbbbbb", 50) is None


def test_no_break_between_a_closing_quotation_mark_and_a_bracket(words: PlainWords) -> None:
    assert PLAIN.fullmatch("“a” (b)")
    assert words.widths("“a” (b)", 1000) is None


def test_glyphs_stand_where_the_letters_before_them_end(words: PlainWords) -> None:
    first, second = words.lines("AVa To bb", 55) or []
    assert (first.text, second.text) == ("AVa ", "To bb")
    assert first.glyphs == tuple(map(ord, "AVa"))
    assert first.xs == (0, 8, 18)
    assert second.xs == (0, 10, 20, 30, 40)


@pytest.mark.parametrize(
    "text", ["Peer recommends us", "“Why?” (soon)", "don’t Größe, 24.", "visit → trial — 41% & €5"]
)
def test_plain_texts(text: str) -> None:
    assert PLAIN.fullmatch(text)


@pytest.mark.parametrize("text", ["", " a", "a ", "a  b", "a-b", "24/7", "a\nb", "-", "x👍", "Ωμ", "a !", "Ŀŀ·"])
def test_texts_that_go_the_long_way(text: str) -> None:
    assert not PLAIN.fullmatch(text)


@pytest.mark.parametrize("word", ["Why? ", "Why?! ", "(so). ", "it's, "])
def test_many_words_with_their_marks_are_told_from_plain_ones_at_once(word: str) -> None:
    """Had each mark two ways to match, sixty of them and a space at the end would take longer than the sun has."""
    assert PLAIN.fullmatch(word * 60) is None
    assert PLAIN.fullmatch((word * 60).strip()) is not None
