"""Texts as Qt shapes them: widths, lines, scripts, ellipsis, and no text that can break it."""

from __future__ import annotations

import itertools
import math
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jmapdesk.text.cleaning import ELLIPSIS
from jmapdesk.text.faces import BUNDLED, SANS, font_file
from jmapdesk.text.plain import PLAIN
from jmapdesk.text.qt_fonts import raw_font
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.text.shaped import ShapedText, TextStyle

BODY = TextStyle(12, 16)
STYLES = (BODY, TextStyle(15, 20, 600), TextStyle(19, 24, 700), TextStyle(12, 16, italic=True))
OFF = {"liga": False, "clig": False, "calt": False, "dlig": False}

any_text = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def glyphs(shaped: ShapedText) -> list[int]:
    return [glyph for line in shaped.lines for run in line.runs for glyph in run.glyphs]


def families(shaped: ShapedText) -> set[str]:
    return {run.face.family for line in shaped.lines for run in line.runs}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "text", ["Peer recommends us", "AVATAR, To. (fjord)", "24/7 — “Why?” Kick-off", "Łódź: naïve Ωμέγα Ёлка", "->fi"]
)
def test_latin_is_as_wide_as_harfbuzz_says(shaper: QtShaper, style: TextStyle, text: str) -> None:
    harfbuzz: Any = import_module("uharfbuzz")  # no types
    face = next(f for f in BUNDLED if f.key == (SANS, style.weight, style.italic))
    font = harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(font_file(face)))))
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer, OFF)
    advance = sum(place.x_advance for place in buffer.glyph_positions) * style.size / 2048

    shaped = shaper.shape(text, style)

    assert shaped.box.width == pytest.approx(advance, abs=1e-6)
    assert glyphs(shaped) == [info.codepoint for info in buffer.glyph_infos]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("مرحبا بالعالم", "Jmapdesk Arabic"),
        ("שלום עולם", "Jmapdesk Hebrew"),
        ("नमस्ते दुनिया", "Jmapdesk Devanagari"),
        ("Привет, κόσμε", "Jmapdesk Sans"),
    ],
)
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_each_bundled_script_is_set_in_its_own_family(shaper: QtShaper, text: str, family: str, weight: int) -> None:
    shaped = shaper.shape(text, TextStyle(12, 16, weight))
    assert families(shaped) == {family}
    assert 0 not in glyphs(shaped)
    assert shaper.missing(text) == []


@pytest.mark.parametrize("text", ["日本語のテキスト", "한국어", "简体中文", "👍🏽 👩‍💻 1️⃣ 🇩🇪 ❤️"])
def test_other_scripts_come_from_the_system_where_it_has_them(shaper: QtShaper, text: str) -> None:
    if shaper.missing(text):
        pytest.skip("this system has no font for it, and none is bundled")
    shaped = shaper.shape(text, BODY)
    assert 0 not in glyphs(shaped)
    assert any(not family.startswith("Jmapdesk") for family in families(shaped))


@pytest.mark.parametrize("text", ["日本 abc", "مرحبا 日本", "👍 good", "𝒜 Ωμ", "שלום", "plain"])
def test_a_painter_finds_the_same_font_by_the_face_of_a_run(shaper: QtShaper, text: str) -> None:
    from PySide6.QtGui import QFont, QTextLayout

    for style in STYLES:
        # a character that no font has may stand in another weight or slant of the same family
        heads: dict[tuple[str, int, bool], bytes] = {}

        def look(layout: QTextLayout, line, paragraph: str, rtl: bool, into=heads) -> None:
            for run in line.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
                font = run.rawFont()
                italic = font.style() == QFont.Style.StyleItalic
                into[font.familyName(), font.weight(), italic] = bytes(font.fontTable("head").data())

        shaper._kit(style).broken(text, 1e6, None, look)
        for run in shaper.shape(text, style).lines[0].runs:
            rebuilt = raw_font(run.face, 33.3)
            assert bytes(rebuilt.fontTable("head").data()) == heads[run.face.family, run.face.weight, run.face.italic]
            assert rebuilt.pixelSize() == pytest.approx(33.3)


def test_a_script_without_any_font_shows_boxes_and_is_reported(shaper: QtShaper) -> None:
    text = "a\U0010fffd"
    assert shaper.missing(text + text) == ["\U0010fffd"]
    assert glyphs(shaper.shape(text, BODY))[-1] == 0


def test_a_script_that_needs_shaping_and_has_no_font_ends_nothing(shaper: QtShaper) -> None:
    for text in ("ܫܠܡܐ", "އަހަރެން", "ગુજરાતી", "ខ្មែរ", "සිංහල"):
        shaped = shaper.shape(text, BODY)
        assert shaped.box.width > 0
        assert bool(shaper.missing(text)) == (0 in glyphs(shaped))


def test_a_right_to_left_paragraph_runs_from_its_first_strong_letter(shaper: QtShaper) -> None:
    line = shaper.shape("(שלום) abc", BODY).lines[0]
    assert line.rtl
    assert line.runs[0].text == "abc"
    assert min(line.runs[0].xs) == pytest.approx(0, abs=0.01)
    hebrew = next(run for run in line.runs if "ש" in run.text)
    assert hebrew.rtl
    assert hebrew.clusters == tuple(sorted(hebrew.clusters, reverse=True))
    assert not shaper.shape("abc שלום", BODY).lines[0].rtl


def test_each_paragraph_has_its_own_direction(shaper: QtShaper) -> None:
    lines = shaper.shape("abc\nשלום\n\nx", BODY).lines
    assert [line.rtl for line in lines] == [False, True, False, False]
    assert [line.text for line in lines] == ["abc", "שלום", "", "x"]


def test_a_line_of_arabic_starts_at_the_left_whatever_the_width(shaper: QtShaper) -> None:
    for width in (math.inf, 300, 60):
        for line in shaper.shape("مرحبا بالعالم كلمات", BODY, width).lines:
            assert min(x for run in line.runs for x in run.xs) < 2
            assert max(x for run in line.runs for x in run.xs) < line.width


def test_clusters_count_characters_not_utf16_units(shaper: QtShaper) -> None:
    line = shaper.shape("𝒜x👍y", BODY).lines[0]
    found = {run.text[cluster] for run in line.runs for cluster in run.clusters}
    assert found >= {"x", "y"}
    assert "".join(run.text for run in line.runs) == "𝒜x👍y"


def test_lines_break_at_words_and_long_words_anywhere(shaper: QtShaper) -> None:
    shaped = shaper.shape("Peer recommends us in a community thread", BODY, 100)
    assert "".join(line.text for line in shaped.lines) == "Peer recommends us in a community thread"
    assert all(line.text.endswith(" ") for line in shaped.lines[:-1])
    assert shaped.box.width <= 100
    long = shaper.shape("x" * 200, BODY, 100)
    assert len(long.lines) > 5
    assert long.box.width <= 100


@pytest.mark.parametrize(
    "text",
    [
        "Peer recommends us in a community thread",
        "مرحبا بالعالم كلمات كثيرة جدا هنا وهناك وفي كل مكان آخر",
        "日本語のテキスト" * 4,
        "W" * 90,
    ],
)
@pytest.mark.parametrize("width", [40.0, 75.5, 100.0])
@pytest.mark.parametrize("count", [1, 2])
def test_a_cut_text_ends_in_an_ellipsis_that_fits(shaper: QtShaper, text: str, width: float, count: int) -> None:
    shaped = shaper.shape(text, BODY, width, count)
    assert shaped.box.truncated
    assert len(shaped.lines) == count
    assert shaped.lines[-1].text.endswith(ELLIPSIS)
    assert shaped.box.width <= width
    assert shaper.measure(text, BODY, width, count) == shaped.box


def test_a_text_that_fits_its_lines_is_left_alone(shaper: QtShaper) -> None:
    assert not shaper.measure("one two", BODY, 500, 1).truncated
    assert not shaper.measure("one\ntwo", BODY, 500, 2).truncated
    cut = shaper.shape("one\ntwo\nthree", BODY, 500, 2)
    assert [line.text for line in cut.lines] == ["one", "two" + ELLIPSIS]
    assert cut.box.truncated


def test_invisible_controls_leave_no_box(shaper: QtShaper) -> None:
    text = "a\u200b\u200c\u200d\u200e\u200f\u2066\u2069\u202a\u202c\u2060\ufeff\u00ad\ufe0f\u0000\u0007\x9fb\tc"
    assert 0 not in glyphs(shaper.shape(text, BODY))
    assert shaper.missing(text) == []


def test_every_kind_of_line_break_ends_a_paragraph(shaper: QtShaper) -> None:
    for separator in ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"):
        assert shaper.measure(f"a{separator}b", BODY).lines == 2


def test_the_first_baseline_centres_the_font_in_its_line(shaper: QtShaper) -> None:
    shaped = shaper.shape("Hamburg", BODY)
    above = shaped.ascent - 1984 / 2048 * 12
    below = 16 - shaped.ascent - 494 / 2048 * 12
    assert above == pytest.approx(below)
    assert shaped.box.height == 16


def test_tracking_moves_letters_by_map_units(shaper: QtShaper) -> None:
    plain = shaper.shape("Title", TextStyle(30, 36, 700)).lines[0].runs[0].xs
    tight = shaper.shape("Title", TextStyle(30, 36, 700, tracking=-0.6)).lines[0].runs[0].xs
    moved = [b - a for a, b in zip(plain, tight, strict=True)]
    assert moved == pytest.approx([-0.6 * i for i in range(5)], abs=0.01)


def test_absurd_texts_are_cut_short(shaper: QtShaper) -> None:
    box = shaper.measure("x" * 100_000, BODY, 150)
    assert box.truncated
    assert box.lines < 400


def test_italic_wins_over_weight_and_is_never_made_up(shaper: QtShaper) -> None:
    for weight in (400, 600, 700):
        style = TextStyle(12, 16, weight, italic=True)
        assert {run.face.italic for run in shaper.shape("abc", style).lines[0].runs} == {True}
        assert {run.face.italic for run in shaper.shape("مرحبا", style).lines[0].runs} == {False}


def test_what_is_remembered_is_bounded(fonts: None) -> None:
    shaper = QtShaper(measures=10, shapes=5)
    for i in range(50):
        shaper.measure(f"text {i}", BODY)
        shaper.shape(f"text {i}", BODY)
    assert len(shaper._measured) == 10
    assert len(shaper._shaped) == 5


@any_text
@given(
    st.text(max_size=60),
    st.sampled_from(STYLES),
    st.one_of(st.floats(0, 200), st.just(math.inf)),
    st.one_of(st.none(), st.integers(0, 4)),
)
@example("\ud800 lone", BODY, 10.0, 1)
@example("", BODY, math.inf, None)
@example("\n\n", BODY, 0.0, 1)
@example("\u0301", BODY, 0.0, 1)
@example("\u0600\u202e\u2067abc", BODY, 50.0, 2)
def test_no_text_raises_and_measuring_agrees_with_shaping(
    shaper: QtShaper, text: str, style: TextStyle, width: float, count: int | None
) -> None:
    shaped = shaper.shape(text, style, width, count)
    assert shaper.measure(text, style, width, count) == shaped.box
    assert shaped.box.lines == len(shaped.lines) >= 1
    if count is not None:
        assert len(shaped.lines) <= max(1, count)
    runs = [(line, run) for line in shaped.lines for run in line.runs]
    for line, run in runs:
        assert len(run.glyphs) == len(run.xs) == len(run.ys) == len(run.clusters) > 0
        assert all(0 <= cluster < len(run.text) for cluster in run.clusters)
        assert all(math.isfinite(x) for x in itertools.chain(run.xs, run.ys))
        assert run.text in line.text or run.text == ""
    shaper.missing(text)


words = st.from_regex(r"\A[“(]?[A-Za-zÀ-ÖØ-öø-ňŊ-ſ0-9]{1,9}[.,;:!?]?[)”]?[.,;:!?]?\Z")


@any_text
@given(st.lists(words, min_size=1, max_size=9), st.sampled_from(STYLES), st.floats(10, 250), st.integers(0, 8))
def test_plain_words_are_summed_exactly_as_qt_breaks_and_places_them(
    shaper: QtShaper, tokens: list[str], style: TextStyle, width: float, edge: int
) -> None:
    text = " ".join(tokens)
    assert PLAIN.fullmatch(text)
    kit = shaper._kit(style)
    pixels = width * 2048 / style.size
    if edge:
        # Just at the width of its first words, where a hair decides.
        first, _ = kit.broken(" ".join(tokens[:edge]), 16e6, None, lambda *line: line[1].naturalTextWidth())
        pixels = first[0]
    summed = kit.plain_lines(text, pixels, style.size)
    if summed is not None:
        shaped, _ = kit.broken(text, pixels, None, kit.collector(style.size))
        assert summed == shaped


def test_marks_beside_a_space_break_where_qt_breaks(shaper: QtShaper) -> None:
    marks = "— – & + % · → €5 $a 4% a (a “a a) a” a. a, a! a? a: a.) a.” a,” “€5%.” (4%) d’a"
    tokens = marks.split(" ")
    kit = shaper._kit(BODY)
    wide = max(kit.broken(token, 16e6, None, lambda *line: line[1].naturalTextWidth())[0][0] for token in tokens)
    compared = 0
    for first, second in itertools.product(tokens, tokens):
        text = f"{first} {second} a"
        assert PLAIN.fullmatch(text)
        for pixels in (wide + 100, 16e6):
            summed = kit.plain_lines(text, pixels, 12)
            if summed is not None:
                assert summed == kit.broken(text, pixels, None, kit.collector(12.0))[0]
                compared += 1
    assert compared > 1000
