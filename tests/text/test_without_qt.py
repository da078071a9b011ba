"""The room's own words need no Qt, and the fake shaper keeps the same promises."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from jmapdesk.text.shaped import Shaper, TextStyle
from tests.fakes import FakeShaper

STYLE = TextStyle(10, 14)


def test_only_the_modules_named_after_qt_import_it() -> None:
    code = """
import sys
sys.modules["PySide6"] = None
import jmapdesk.text.cache, jmapdesk.text.cleaning, jmapdesk.text.faces, jmapdesk.text.font_files
import jmapdesk.text.plain, jmapdesk.text.shaped, jmapdesk.render.icons
print(jmapdesk.text.faces.Faces().script_runs("\\u05d0")[0].family)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Jmapdesk Hebrew"


def test_the_fake_measures_half_the_size_for_each_character() -> None:
    fake: Shaper = FakeShaper()
    box = fake.measure("hello", STYLE)
    assert (box.width, box.height, box.lines, box.truncated) == (25, 14, 1, False)


def test_the_fake_breaks_at_words_and_long_words_anywhere() -> None:
    fake = FakeShaper()
    assert [line.text for line in fake.shape("one two three", STYLE, 40).lines] == ["one two", "three"]
    assert [line.text for line in fake.shape("abcdefgh", STYLE, 25).lines] == ["abcde", "fgh"]
    assert [line.text for line in fake.shape("a\n\nb", STYLE).lines] == ["a", "", "b"]


@pytest.mark.parametrize("width", [0, 5, 20, 33, math.inf])
def test_the_fake_cuts_with_an_ellipsis_and_measures_as_it_shapes(width: float) -> None:
    fake = FakeShaper()
    shaped = fake.shape("one two three four\nfive", STYLE, width, 1)
    assert shaped.box.truncated
    assert shaped.lines[0].text.endswith("\u2026")
    assert shaped.box.width <= max(width, 5)
    assert fake.measure("one two three four\nfive", STYLE, width, 1) == shaped.box


def test_the_fake_names_what_it_was_told_to_miss() -> None:
    assert FakeShaper(unknown="xz").missing("xyzx") == ["x", "z"]
