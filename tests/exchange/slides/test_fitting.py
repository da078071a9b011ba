"""How much room words take, and how they are cut."""

from __future__ import annotations

import math

import pytest

from jmapdesk.exchange.slides.fitting import Fitter, scaled
from jmapdesk.exchange.slides.scene import Paragraph, Run
from tests.fakes import FakeShaper


@pytest.fixture
def fitter() -> Fitter:
    return Fitter(FakeShaper())


def test_western_words_break_at_spaces_with_the_widths_of_the_font(fitter: Fitter) -> None:
    # in Helvetica "Hello" takes 2.278 ems and a space 0.278
    assert fitter.lines("Hello Hello", 10, 50) == 1
    assert fitter.lines("Hello Hello", 10, 47) == 2
    assert fitter.lines("Hello Hello Hello", 10, 50) == 2


def test_long_words_break_anywhere_and_dashes_are_places_to_break(fitter: Fitter) -> None:
    assert fitter.lines("m" * 12, 10, 50) == math.ceil(12 * 0.833 * 10 / (50 * 0.985))
    assert fitter.lines("well-known", 10, 30) == 2


def test_bold_words_are_wider(fitter: Fitter) -> None:
    assert fitter.width("Touchpoints", 10, bold=True) > fitter.width("Touchpoints", 10)


def test_other_scripts_are_measured_by_the_shaper(fitter: Fitter) -> None:
    fitter.lines("नमस्ते", 10, 50)
    assert isinstance(fitter.shaper, FakeShaper)
    assert fitter.shaper.measured == 1


def test_what_fits_is_not_cut_and_what_is_cut_fits(fitter: Fitter) -> None:
    assert fitter.cut("Hello there", 10, 100, 1) == "Hello there"
    shown = fitter.cut("Hello there, this is far too long for one line", 10, 100, 1)
    assert shown.endswith("…")
    assert shown.startswith("Hello there")
    assert fitter.lines(shown, 10, 100) == 1


def test_a_text_without_end_is_cut_without_being_measured_whole(fitter: Fitter) -> None:
    shown = fitter.cut("word " * 20_000, 10, 100, 2)
    assert len(shown) < 60


def test_paragraphs_get_smaller_but_not_below_the_least() -> None:
    paragraph = Paragraph((Run("words", 12, "#000000"), Run("small", 8, "#000000")))
    assert [run.size for run in scaled(paragraph, 0.5, 9).runs] == [9, 8]
