"""Where a map stands on its paper, and what is said where the paper does not hold it."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.exchange.placement import cut_remark, is_cut, long_remark, page_for
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.util.errors import JmapError

WIDE, HIGH = 500 * UNITS_PER_MM, 250 * UNITS_PER_MM
"""A map of 500 × 250 mm at 100 %."""


def page(paper: str, orientation: str = "auto", scale: str = "fit", margin: float | None = 10, **more: bool) -> Page:
    return page_for(WIDE, HIGH, paper_named(paper), orientation, scale_named(scale), margin, **more)


def test_a_map_is_fitted_inside_the_margin_and_centred() -> None:
    found = page("A4")
    assert (found.width_mm, found.height_mm) == (297, 210)
    assert found.scale == pytest.approx(277 / 500)
    assert found.dx_mm == pytest.approx(10)
    assert found.dy_mm == pytest.approx((210 - 250 * found.scale) / 2)


def test_the_direction_of_the_paper_can_be_chosen() -> None:
    assert page("A4", "portrait").width_mm == 210
    assert page("600x900mm").width_mm == 600, "a size given by hand is meant as given"
    assert page("600x900mm", "landscape").width_mm == 900
    with pytest.raises(JmapError, match="portrait or landscape"):
        page("A4", "upside down")


def test_at_the_width_a_high_map_runs_over_the_foot() -> None:
    found = page_for(HIGH, WIDE, paper_named("A4"), "landscape", scale_named("width"), 10)
    assert found.scale == pytest.approx(277 / 250)
    assert found.dy_mm == 10
    assert is_cut(HIGH, WIDE, found)


def test_at_100_percent_the_map_keeps_its_size_and_begins_where_reading_begins() -> None:
    found = page("A4", scale="100%")
    assert (found.scale, found.dx_mm, found.dy_mm) == (1, 10, 10)
    mirrored = page("A4", scale="100%", rtl=True)
    assert mirrored.dx_mm == pytest.approx(297 - 10 - 500)
    assert page("A1", scale="100%").dx_mm == pytest.approx((841 - 500) / 2)


def test_what_is_cut_off_is_said_with_what_would_help() -> None:
    paper = paper_named("A4")
    said = cut_remark(WIDE, HIGH, page("A4", scale="100%"), paper, "auto", 10)
    assert said == [
        "At 100 % the map is 500 × 250 mm, larger than A4 (297 × 210 mm): what lies beyond the edge is cut off; "
        "A2 holds it, and at 55 % (scale “fit”) all of it is on A4."
    ]
    assert cut_remark(WIDE, HIGH, page("A2", scale="100%"), paper_named("A2"), "auto", 10) == []
    assert "no paper of this kind" in cut_remark(WIDE, HIGH, page("A4", scale="900%"), paper, "auto", 10)[0]


def test_a_roll_is_as_long_as_the_map_needs() -> None:
    found = page("roll610mm")
    assert found.height_mm == 610
    assert found.scale == pytest.approx(590 / 250)
    assert found.width_mm == pytest.approx(500 * found.scale + 20)
    upright = page("roll610mm", "portrait")
    assert upright.width_mm == 610
    assert upright.height_mm == pytest.approx(250 * 590 / 500 + 20)
    assert page("roll610mm", "landscape", "100%").width_mm == pytest.approx(520)
    assert page("roll610mm", "landscape", "width").scale == found.scale


def test_a_page_as_large_as_the_map_has_the_margin_that_is_asked_for() -> None:
    assert page("fit", margin=None) == Page(500, 250)
    assert page("fit", scale="50%", margin=5) == Page(260, 135, 0.5, 5, 5)


def test_a_margin_must_leave_room() -> None:
    with pytest.raises(JmapError, match="leaves no room"):
        page("A4", margin=101)


def test_a_page_longer_than_some_programs_know_is_said() -> None:
    assert long_remark(Page(5080, 100)) == []
    assert "6.20 m long" in long_remark(Page(6200, 100))[0]
