"""What lies under a point, and where dropped cards land."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jmapdesk.edit.lanes import add_lane
from jmapdesk.edit.spans import span_to
from jmapdesk.edit.steps import rename_step
from jmapdesk.layout import hit as hits
from jmapdesk.layout.curve import BOTTOM_ROOM, TOP_ROOM
from jmapdesk.layout.map_layout import MapLayout, lay_out
from jmapdesk.layout.parts import ShapePart
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace as changed
from jmapdesk.model.records import Link
from jmapdesk.util.geometry import path_bounds
from tests.builders import big_map, small_map
from tests.fakes import FakeShaper
from tests.test_samples import NAMES, load


def laid(journey: JourneyMap | None = None) -> MapLayout:
    return lay_out(journey or small_map(), FakeShaper())


def middle_of(layout: MapLayout, card: str) -> tuple[float, float]:
    rect = layout.card_rect(card)
    assert rect is not None
    return rect.cx, rect.cy


def right_to_left() -> MapLayout:
    journey = small_map()
    return laid(replace(journey, about=changed(journey.about, direction="rtl")))


def test_a_card_is_hit_with_its_lane_and_step() -> None:
    layout = laid()
    assert hits.hit(layout, *middle_of(layout, "c2")) == hits.Hit("card", "c2", "touch", "p1")


def test_beside_a_card_lies_its_cell() -> None:
    layout = laid()
    rect = layout.card_rect("c1")
    assert rect is not None
    assert hits.hit(layout, rect.x - 3, rect.y + 3) == hits.Hit("cell", "touch", "touch", "p1")
    empty = layout.cell_rect(2, 1)
    assert hits.hit(layout, empty.cx, empty.cy) == hits.Hit("cell", "pain", "pain", "p2")


def test_every_card_of_a_large_map_is_found_in_its_middle() -> None:
    layout = laid(big_map(400))
    for card in layout.journey.cards.values():
        rect = layout.card_rect(card.id)
        assert rect is not None
        found = hits.hit(layout, rect.cx, rect.cy)
        assert (found.kind, found.id) == ("card", card.id)


def test_a_card_over_several_steps_is_hit_in_each_of_them_and_at_its_end() -> None:
    layout = laid(span_to(small_map(), "c1", "p2"))
    rect = layout.card_rect("c1")
    assert rect is not None
    assert hits.hit(layout, rect.right - 20, rect.cy) == hits.Hit("card", "c1", "touch", "p2")
    assert hits.hit(layout, rect.right - 1, rect.cy, slack=3).part == "end"


def test_a_feeling_is_hit_at_its_marker_and_at_its_words() -> None:
    layout = laid()
    x, y = middle_of(layout, "f1")
    assert hits.hit(layout, x, y) == hits.Hit("card", "f1", "feel", "p1", "marker")
    # “curious” stands over the marker, because the score is high
    assert hits.hit(layout, x, y - 24) == hits.Hit("card", "f1", "feel", "p1", "label")


@pytest.mark.parametrize("turned", [False, True])
def test_header_and_labels(turned: bool) -> None:
    layout = right_to_left() if turned else laid()
    second = layout.columns.stages[1]
    assert hits.hit(layout, second.x + second.w / 2, layout.header.cy) == hits.Hit("stage", "s2", step="p3")
    step = layout.columns.boxes[1]
    assert hits.hit(layout, step.cx, layout.step_row.cy) == hits.Hit("step", "p2")
    label = layout.columns.label
    assert hits.hit(layout, label.cx, layout.tops[2] + 20) == hits.Hit("lane", "pain", "pain")
    assert hits.hit(layout, label.cx, layout.tops[2] + 1, slack=3) == hits.Hit("lane_edge", "feel", "feel")
    assert hits.hit(layout, label.cx, layout.header.cy).kind == "table"
    far = step.x if turned else step.right
    assert hits.hit(layout, far, layout.step_row.cy, slack=3) == hits.Hit("step_edge", "p2")


def test_what_stands_over_and_beside_the_table() -> None:
    layout = laid()
    title = hits.title_rect(layout)
    assert hits.hit(layout, title.x + 5, title.cy) == hits.Hit("title", part="name")
    assert hits.hit(layout, layout.title.rect.x + 1, layout.title.rect.y + 1) == hits.Hit("title", part="rest")
    persona = layout.personas[0].rect
    assert hits.hit(layout, persona.cx, persona.cy) == hits.Hit("persona", "ada")
    assert hits.hit(layout, layout.footer.rect.x + 2, layout.footer.rect.y + 2).kind == "footer"
    assert hits.hit(layout, -50, -50).kind == "outside"


def test_a_drop_lands_between_the_cards_it_falls_between() -> None:
    layout = laid()
    x, y = middle_of(layout, "c1")
    over = hits.slot(layout, x, y - 10)
    between = hits.slot(layout, x, y + 10)
    under = hits.slot(layout, x, middle_of(layout, "c2")[1] + 10)
    assert over is not None
    assert between is not None
    assert under is not None
    assert (over.after, over.before) == (None, "c1")
    assert (between.after, between.before) == ("c1", "c2")
    assert (under.after, under.before) == ("c2", None)
    assert over.y < between.y < under.y


def test_cards_being_moved_do_not_count_as_neighbours() -> None:
    layout = laid()
    x, y = middle_of(layout, "c2")
    found = hits.slot(layout, x, y + 10, {"c2"})
    assert found is not None
    assert (found.after, found.before) == ("c1", None)


def test_there_is_no_slot_beside_the_cells() -> None:
    layout = laid()
    assert hits.slot(layout, layout.columns.label.cx, layout.tops[0] + 10) is None
    assert hits.slot(layout, layout.columns.boxes[0].cx, layout.header.cy) is None
    assert hits.slot(layout, layout.columns.boxes[0].cx, layout.table.bottom + 1) is None


def test_a_feeling_dropped_high_scores_high() -> None:
    layout = laid()
    column, top = layout.columns.boxes[1], layout.tops[1]
    high, low = hits.slot(layout, column.cx, top + TOP_ROOM), hits.slot(layout, column.cx, top + 236 - BOTTOM_ROOM)
    assert high is not None
    assert low is not None
    assert (high.score, low.score) == (2.0, -2.0)


def test_an_area_holds_the_cards_it_touches() -> None:
    layout = laid()
    first, second = layout.card_rect("c1"), layout.card_rect("c2")
    assert first is not None
    assert second is not None
    assert hits.cards_in(layout, first.grown(2)) == ["c1"]
    assert hits.cards_in(layout, first.united(second)) == ["c1", "c2"]
    assert hits.cards_in(layout, layout.table) == ["c1", "c2", "f1", "f3"]


@pytest.mark.parametrize("turned", [False, True])
def test_insertions_stand_at_the_nearest_gap(turned: bool) -> None:
    layout = right_to_left() if turned else laid()
    second = layout.columns.stages[1]
    start = second.x + second.w if turned else second.x
    found = hits.stage_insertion(layout, start + 3)
    assert found is not None
    assert (found.after, found.before, found.line.x) == ("s1", "s2", start)
    # near the end of the first stage's second step: the first stage gets the step
    last = layout.columns.boxes[1]
    step = hits.step_insertion(layout, last.x + 10 if turned else last.right - 10)
    assert step is not None
    assert (step.after, step.before) == ("p2", None)
    lane = hits.lane_insertion(layout, layout.tops[1] + 5)
    assert lane is not None
    assert (lane.after, lane.before) == ("touch", "feel")
    foot = hits.lane_insertion(layout, layout.table.bottom + 40)
    assert foot is not None
    assert (foot.after, foot.before) == ("pain", None)


def test_ink_holds_badges_and_labels() -> None:
    layout = laid()
    marker = layout.lanes[1].cells[0][0]
    assert hits.ink(layout, marker).y < marker.y - 13
    card = layout.lanes[0].cells[0][0]
    assert hits.ink(layout, card).y < card.y


def test_steps_without_names_are_taken_by_the_foot_of_the_arrows() -> None:
    journey = small_map()
    for step in ("p1", "p2"):
        journey = rename_step(journey, step, "")
    layout = lay_out(journey, FakeShaper())
    assert not layout.step_row.h
    step = layout.columns.boxes[1]
    strip = hits.step_rect(layout, "p2")
    assert strip is not None
    assert (strip.x, strip.right, strip.bottom) == (step.x, step.right, layout.header.bottom)
    assert hits.hit(layout, strip.cx, strip.cy) == hits.Hit("step", "p2")
    assert hits.hit(layout, strip.cx, layout.header.y + 4) == hits.Hit("stage", "s1", step="p2")
    assert hits.hit(layout, step.right, strip.cy, slack=3) == hits.Hit("step_edge", "p2")


def test_a_line_is_hit_all_along_as_its_lane() -> None:
    layout = lay_out(add_lane(small_map(), "divider", lambda: "line", after="touch"), FakeShaper())
    index = layout.lane_index("line")
    assert index is not None
    rect = layout.cell_rect(index, 1)
    assert hits.hit(layout, rect.cx, rect.cy) == hits.Hit("lane", "line", "line")


@pytest.mark.parametrize("name", NAMES)
def test_all_a_card_paints_lies_in_its_ink(name: str) -> None:
    journey = load(name)
    marked = {
        card.id: changed(card, check=True, personas=tuple(journey.personas), links=(Link(target="example.org"),))
        for card in journey.cards.values()
    }
    for one_map in (journey, with_parts(journey, cards=marked)):
        layout = lay_out(one_map, FakeShaper())
        for box in layout.lanes:
            for one in (one for cell in box.cells for one in cell):
                area = hits.ink(layout, one).grown(0.01)
                for part in one.plan.parts:
                    if isinstance(part, ShapePart):
                        drawn = path_bounds(part.path).grown((part.line.width if part.line else 0) / 2)
                        drawn = drawn.moved(one.x, one.y)
                        assert (area.x <= drawn.x, drawn.right <= area.right) == (True, True), one.card.id
                        assert (area.y <= drawn.y, drawn.bottom <= area.bottom) == (True, True), one.card.id
