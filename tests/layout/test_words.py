"""The words maps print of their own, in every language they are kept in."""

from __future__ import annotations

import json
import re

import pytest

from jmapdesk.layout.words import words_for
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.util.resources import resource

LANGUAGES = sorted(path.stem for path in resource("words").iterdir() if path.suffix == ".json")
NAMES = {f"lane.{kind}" for kind in LANE_KINDS} | {f"card.{kind}" for kind in CARD_KINDS}
"""What English takes from the kinds themselves and other languages may name."""


def texts(language: str) -> dict[str, str]:
    """A language's file as it stands; a key that stands twice is refused."""

    def once(pairs: list[tuple[str, str]]) -> dict[str, str]:
        assert len(pairs) == len({key for key, _text in pairs})
        return dict(pairs)

    read: dict[str, str] = json.loads(resource("words", f"{language}.json").read_text("utf-8"), object_pairs_hook=once)
    return read


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}", text))


def test_the_languages_are_found() -> None:
    assert set(LANGUAGES) >= {"ar", "de", "en", "es", "fr", "hi", "ja", "ru", "zh"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word_and_no_unknown_one(language: str) -> None:
    own, english = set(texts(language)), set(texts("en"))
    assert english - own == set()
    assert own - english - NAMES == set()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_another_language_names_every_kind_of_lane_and_card(language: str) -> None:
    assert NAMES - set(texts(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fills_the_same_places_as_in_english(language: str) -> None:
    english = texts("en")
    wrong = {key: text for key, text in texts(language).items() if places(text) != places(english.get(key, ""))}
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_or_has_idle_space(language: str) -> None:
    assert [key for key, text in texts(language).items() if not text.strip() or text != text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kinds_of_sources_can_be_told_apart(language: str) -> None:
    said = [text for key, text in texts(language).items() if key.startswith("source.") and key.endswith(".many")]
    assert len(said) == len(set(said)) == 7
    assert all(len(text.replace("{n}", "").strip(" :")) > 1 for text in said)


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("ar", "5 مارس 2024", "1.5"),
        ("de", "5. März 2024", "1,5"),
        ("en", "5 Mar 2024", "1.5"),
        ("es", "5 mar 2024", "1,5"),
        ("fr", "5 mars 2024", "1,5"),
        ("hi", "5 मार्च 2024", "1.5"),
        ("ja", "2024年3月5日", "1.5"),
        ("ru", "5 марта 2024", "1,5"),
        ("zh", "2024年3月5日", "1.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(language: str, day: str, number: str) -> None:
    words = words_for(language)
    assert words.language == language
    assert words.day("2024-03-05") == day
    assert words.number(1.5) == number


def test_a_regional_language_takes_its_parents_words() -> None:
    assert words_for("fr-CA")("stages") == "Phases"
    assert words_for("xx")("stages") == "Stages"
