"""Colours as text."""

from __future__ import annotations

import pytest

from jmapdesk.util.colour import contrast, from_rgb, is_colour, luminance, mix, readable, rgb


def test_reading_and_writing() -> None:
    assert rgb("#3F5bd8") == (63, 91, 216)
    assert rgb("#abc") == (170, 187, 204)
    assert from_rgb(63, 91.4, 216) == "#3F5BD8"
    assert from_rgb(-5, 300, 0) == "#00FF00"


@pytest.mark.parametrize("text", ["", "3F5BD8", "#12", "#12345", "#GGGGGG", "#1234567", "red", "#abc\n"])
def test_what_is_no_colour(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError):
        rgb(text)


def test_mixing() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#000000"
    assert mix("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FF0000", 0.5) == "#800000"


def test_contrast_as_published() -> None:
    assert contrast("#000", "#FFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#000000", "#777777", "#FFD400", "#154B82"])
@pytest.mark.parametrize("ink", ["#FFFFFF", "#1B2430", "#D9A21B", "#808080"])
def test_ink_is_made_readable(ink: str, ground: str) -> None:
    assert contrast(readable(ink, ground), ground) >= 4.5


def test_readable_ink_is_left_alone() -> None:
    assert readable("#1B2430", "#FFFFFF") == "#1B2430"
