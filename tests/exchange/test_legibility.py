"""How large text comes out, from how far it can be read, and what would help."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.legibility import reading, reading_distance, smallest_text
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import pages_of
from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.render.icons import Icons
from tests.builders import big_map
from tests.fakes import FakeShaper

JOURNEY = big_map(100)


def look(options: ExportOptions) -> tuple[float, float, str, str]:
    sheet = pages_of(JOURNEY, options, Workshop(FakeShaper, Icons())).sheets[0]
    found = reading(sheet.picture, sheet.page, options, smallest_text(sheet.picture))
    return found.points, found.target, found.paper, found.lever


def test_twenty_points_are_read_from_a_metre() -> None:
    assert reading_distance(20) == pytest.approx(1)


def test_the_smallest_words_count_and_not_the_initials_in_a_mark() -> None:
    picture = pages_of(JOURNEY, ExportOptions(), Workshop(FakeShaper, Icons())).sheets[0].picture
    assert smallest_text(picture) == pytest.approx(9.5 * 0.75), "9.5 map units"


def test_the_smallest_paper_is_named_that_reaches_the_next_distance() -> None:
    points, target, paper, _ = look(ExportOptions(paper=paper_named("A4")))
    assert (target, paper) == (0.4, "A1")
    assert points < look(ExportOptions(paper=paper_named("A2")))[0] < target * 20
    assert look(ExportOptions(paper=paper_named("A1")))[0] >= target * 20


def test_where_no_paper_is_large_enough_none_is_named() -> None:
    assert look(ExportOptions(paper=paper_named("A0")))[2] == ""


def test_what_fills_the_page_is_what_there_is_too_much_of() -> None:
    for size, lever in (("900x200mm", "lanes"), ("200x900mm", "stages")):
        assert look(ExportOptions(paper=paper_named(size)))[3] == lever


def test_a_size_that_is_given_is_changed_by_the_scale_alone() -> None:
    points, _, paper, lever = look(ExportOptions(scale=scale_named("100%")))
    assert (points, paper, lever) == (pytest.approx(9.5 * 0.75), "", "scale")


def test_a_page_says_from_how_far_it_can_be_read() -> None:
    assert said(ExportOptions(paper=paper_named("A1"))).startswith("The smallest words are ")
    assert " m away." in said(ExportOptions(paper=paper_named("A1")))


def test_a_picture_for_a_projector_says_whether_the_back_row_can_read_it() -> None:
    small = said(ExportOptions(pixels=(1920, 1080)))
    assert "38 can be read: fewer stages" in small
    assert "back row" in small


def said(options: ExportOptions) -> str:
    [line] = pages_of(big_map(60), options, Workshop(FakeShaper, Icons())).reading
    return line
