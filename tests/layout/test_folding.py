"""Collapsed stages and lanes: what stands in place of their cards, and what lies under a point there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.folding import fold
from jmapdesk.edit.spans import span_to
from jmapdesk.layout import hit as hits
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.summary import SummaryBox
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.record import replace as with_fields
from tests.builders import small_map
from tests.fakes import FakeShaper


def laid(journey: JourneyMap) -> MapLayout:
    return lay_out(journey, FakeShaper())


def with_pains() -> JourneyMap:
    """The small map with two pains in the first stage's steps."""
    ids = iter(["w1", "w2"])
    journey = add_card(small_map(), Place("pain", "p1"), lambda: next(ids), text="Slow", severity=1)
    return add_card(journey, Place("pain", "p2"), lambda: next(ids), text="Lost", severity=3)


def summary(layout: MapLayout, lane: str, stage: int) -> SummaryBox:
    index = layout.lane_index(lane)
    assert index is not None
    found = layout.lanes[index].summaries[stage]
    assert found is not None
    return found


def turned(journey: JourneyMap) -> JourneyMap:
    return replace(journey, about=with_fields(journey.about, direction="rtl"))


def test_a_collapsed_stage_is_one_narrow_column_with_its_cards_counted() -> None:
    open_map, layout = laid(with_pains()), laid(fold(with_pains(), True, stages=["s1"]))
    assert len(layout.columns.boxes) == 2
    assert layout.columns.stages[0].w < open_map.columns.boxes[0].w
    assert layout.columns.place_of == {"p1": 0, "p2": 0, "p3": 1}
    assert layout.card_rect("c1") is None
    assert summary(layout, "touch", 0).summary == (2, 0, None)
    assert summary(layout, "pain", 0).summary == (2, 3, None)
    assert summary(layout, "touch", 0).title == "2 cards"


def test_the_curve_runs_through_the_mean_of_a_collapsed_stage() -> None:
    journey = add_card(small_map(), Place("feel", "p2"), lambda: "f2", score=-0.5)
    layout = laid(fold(journey, True, stages=["s1"]))
    curve = layout.lanes[1].series[0]
    assert [(point.place, point.score) for point in curve.points] == [(0, 0.5)]
    assert layout.lanes[1].cells[0] == ()
    assert summary(layout, "feel", 0).summary.feeling == 0.5


def test_a_collapsed_lane_is_one_low_row_with_a_summary_for_each_stage() -> None:
    layout = laid(fold(with_pains(), True, lanes=["pain", "feel"]))
    assert layout.lanes[2].height == layout.context.measures.folded_lane
    assert summary(layout, "pain", 0).summary == (2, 3, None)
    assert layout.lanes[2].summaries[1] is None
    assert summary(layout, "feel", 1).summary == (1, 0, -1.0)
    assert not layout.lanes[1].is_curve


def test_a_card_that_reaches_beyond_a_collapsed_stage_is_still_shown() -> None:
    journey = fold(span_to(small_map(), "c2", "p3"), True, stages=["s1"])
    layout = laid(journey)
    rect, told = layout.card_rect("c2"), summary(layout, "touch", 0)
    assert rect is not None
    assert rect.right > layout.columns.boxes[1].x
    assert told.summary.cards == 1
    assert told.rect.bottom + layout.tops[0] <= rect.y


def test_an_edit_in_a_collapsed_stage_changes_its_summary_only() -> None:
    before = fold(with_pains(), True, stages=["s1"])
    layout = laid(before)
    after = set_fields(before, "w2", severity=2)
    moved = changed(layout, after, delta(before, after))
    assert summary(moved, "pain", 0).summary.severity == 2
    assert moved.lanes[0] is layout.lanes[0]
    words = set_fields(before, "w2", text="Lost again")
    assert changed(layout, words, delta(before, words)).lanes[2].summaries[0] is layout.lanes[2].summaries[0]


def test_a_collapsed_stage_keeps_its_colour_and_tells_its_steps() -> None:
    layout = laid(fold(small_map(), True, stages=["s1"]))
    words = [part.text for part in layout.stages[0].parts if isinstance(part, TextPart)]
    assert words == ["Notice", "2 steps"]
    assert [block.element for block in layout.steps] == []  # only the first stage's steps have names


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_summary_is_hit_as_what_is_collapsed(mirrored: bool) -> None:
    journey = fold(with_pains(), True, stages=["s1"], lanes=["pain"])
    layout = laid(turned(journey) if mirrored else journey)
    stage = layout.columns.stages[0]
    middle = stage.x + stage.w / 2
    assert hits.hit(layout, middle, layout.tops[0] + 10) == hits.Hit("stage", "s1", "touch", "p1", "summary")
    assert hits.hit(layout, middle, layout.tops[2] + 10) == hits.Hit("lane", "pain", "pain", part="summary")
    assert hits.slot(layout, middle, layout.tops[0] + 10) is None
    other = layout.columns.stages[1]
    assert hits.slot(layout, other.x + 20, layout.tops[2] + 10) is None


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("collapsed", [False, True])
def test_the_sign_that_collapses_is_hit_on_arrow_and_label(mirrored: bool, collapsed: bool) -> None:
    journey = fold(small_map(), collapsed, stages=["s2"], lanes=["pain"])
    layout = laid(turned(journey) if mirrored else journey)
    for kind, key in (("stage", "s2"), ("lane", "pain")):
        rect = hits.fold_rect(layout, kind, key)
        assert rect is not None
        found = hits.hit(layout, rect.cx, rect.cy)
        assert (found.kind, found.id, found.part) == (kind, key, "fold")


def test_a_card_in_a_collapsed_lane_or_stage_is_found_where_it_is_counted() -> None:
    layout = laid(fold(small_map(), True, lanes=["touch"]))
    where = layout.summary_rect("c1")
    assert where is not None
    assert (where.y, where.w) == (layout.tops[0], layout.columns.stages[0].w)
    assert layout.summary_rect("f1") is None


def test_a_step_is_not_put_into_a_collapsed_stage_by_hand() -> None:
    layout = laid(fold(small_map(), True, stages=["s1"]))
    assert hits.step_insertion(layout, layout.columns.boxes[0].cx) is None
