"""Numbers and days as the language of the map writes them."""

from __future__ import annotations

import pytest

from jmapdesk.layout.numbers import number_style
from jmapdesk.layout.words import words_for


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234,567.5"),
        ("de", "1.234.567,5"),
        ("de-CH", "1’234’567.5"),
        ("fr", "1\u202f234\u202f567,5"),
        ("ru", "1\u00a0234\u00a0567,5"),
        ("hi", "12,34,567.5"),
        ("ja", "1,234,567.5"),
        ("ar", "1,234,567.5"),
        ("ar-EG", "١٬٢٣٤٬٥٦٧٫٥"),
        ("ar-Arab-EG", "١٬٢٣٤٬٥٦٧٫٥"),
        ("xx", "1,234,567.5"),
    ],
)
def test_a_number_is_written_as_the_language_does(language: str, written: str) -> None:
    assert number_style(language).written(1_234_567.5) == written


def test_spanish_and_polish_group_from_five_digits_on() -> None:
    assert number_style("es").written(1234) == "1234"
    assert number_style("es").written(12345) == "12.345"
    assert number_style("es-MX").written(1234) == "1,234"
    assert number_style("pl").written(1234) == "1234"


def test_a_number_has_two_decimals_at_most_a_true_minus_and_no_idle_zeros() -> None:
    style = number_style("en")
    assert [style.written(n) for n in (0, 0.5, 2.10, -3, -0.001, 1.005e3)] == ["0", "0.5", "2.1", "−3", "0", "1,005"]


def test_numbers_follow_a_language_whose_words_are_not_known() -> None:
    words = words_for("pl")
    assert words.language == "en"
    assert words.number(12345.5) == "12\u00a0345,5"


def test_numbers_in_sentences_are_written_as_the_language_does() -> None:
    assert words_for("en")("more_personas", n=1200) == "and 1,200 more"
    assert "١٢" in words_for("ar-EG")("more_personas", n=12)


def test_days_are_written_in_the_languages_order_and_a_year_is_never_grouped() -> None:
    said = {tag: words_for(tag).day("2026-03-05") for tag in ("en", "en-US", "de", "ja", "ar-EG")}
    assert said["en"] == "5 Mar 2026"
    assert said["en-US"] == "Mar 5, 2026"
    assert said["de"].startswith("5. ")
    assert said["ja"] == "2026年3月5日"
    assert "٢٠٢٦" in said["ar-EG"]
    assert words_for("en").day("soon") == "soon"
