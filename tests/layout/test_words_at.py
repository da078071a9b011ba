"""Words on the sheet: rectangles over the lines they stand in."""

from __future__ import annotations

from jmapdesk.insight.search import Query, spans
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.words_at import Spans, stretches, words_at
from jmapdesk.text.shaped import FaceKey, GlyphRun, ShapedLine, TextStyle
from jmapdesk.util.geometry import Rect
from tests.fakes import FakeShaper

STYLE = TextStyle(10, 20)
FACE = FaceKey("Fake", 400, False)


def looking_for(words: str) -> Spans:
    return lambda text: spans(text, Query(words))


def rects(text: str, words: str, width: float = 1000, align: str = "start") -> list[Rect]:
    part = TextPart(100, 50, width, text, STYLE, "#000000", align)
    return [rect._replace(y=round(rect.y, 3)) for rect in words_at(part, looking_for(words), FakeShaper())]


def test_a_word_is_found_in_its_line() -> None:
    # each letter is five units wide, a line twenty high with type of ten
    assert rects("the red door", "red") == [Rect(120, 53.5, 15, 13)]
    assert rects("the red door", "blue") == []
    assert rects("a red, red door", "RED") == [Rect(110, 53.5, 15, 13), Rect(135, 53.5, 15, 13)]


def test_words_that_break_over_lines_are_found_in_both() -> None:
    assert rects("the red door", "red door", width=40) == [Rect(120, 53.5, 15, 13), Rect(100, 73.5, 20, 13)]


def test_it_follows_how_the_text_is_aligned() -> None:
    assert rects("door", "door", width=100, align="end") == [Rect(180, 53.5, 20, 13)]
    assert rects("door", "door", width=100, align="centre") == [Rect(140, 53.5, 20, 13)]


def test_what_is_cut_off_is_not_marked() -> None:
    part = TextPart(0, 0, 40, "the red door is shut", STYLE, "#000000", max_lines=1)
    assert words_at(part, looking_for("door"), FakeShaper()) == []


def test_in_a_run_from_right_to_left_the_first_letters_stand_at_the_right() -> None:
    run = GlyphRun(FACE, 10, (3, 2, 1), (0, 5, 10), (0, 0, 0), "abc", (2, 1, 0), rtl=True)
    line = ShapedLine("abc", 15, (run,), rtl=True)
    assert stretches(line, 0, 1) == [(10, 15)]
    assert stretches(line, 1, 3) == [(0, 10)]


def test_runs_are_told_apart_in_whichever_order_they_are_seen() -> None:
    one = GlyphRun(FACE, 10, (1, 2), (0, 5), (0, 0), "de", (0, 1))
    other = GlyphRun(FACE, 10, (3, 2, 1), (10, 15, 20), (0, 0, 0), "abc", (2, 1, 0), rtl=True)
    line = ShapedLine("abcde", 25, (one, other), rtl=True)
    assert stretches(line, 0, 1) == [(20, 25)]
    assert stretches(line, 3, 4) == [(0, 5)]
    assert stretches(line, 2, 4) == [(0, 5), (10, 15)]


def test_a_ligature_is_marked_whole() -> None:
    run = GlyphRun(FACE, 10, (1, 2), (0, 8), (0, 0), "fix", (0, 2))
    line = ShapedLine("fix", 13, (run,))
    assert stretches(line, 1, 2) == [(0, 8)]
    assert stretches(line, 2, 3) == [(8, 13)]
