"""Where things stand on the sheet, for showing a part of a map by itself."""

from __future__ import annotations

from jmapdesk.layout.extent import AROUND, extent
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.layout.visibility import Visibility
from tests.fakes import FakeShaper
from tests.layout.test_map_layout import small_map

LAYOUT = lay_out(small_map(), FakeShaper())


def test_a_stage_is_its_column_from_the_arrow_to_the_foot_of_the_table() -> None:
    box = LAYOUT.columns.stages[0]
    rect = extent(LAYOUT, [f"stage:{box.stage.id}"])
    assert rect is not None
    inside = rect.grown(-AROUND)
    assert (inside.x, inside.w) == (box.x, box.w)
    assert (inside.y, inside.bottom) == (LAYOUT.header.y, LAYOUT.table.bottom)


def test_a_lane_is_its_row_with_its_label() -> None:
    rect = extent(LAYOUT, [f"lane:{LAYOUT.lanes[1].lane.id}"])
    assert rect is not None
    inside = rect.grown(-AROUND)
    assert (inside.x, inside.w) == (LAYOUT.table.x, LAYOUT.table.w)
    assert inside.y == LAYOUT.tops[1]


def test_several_things_are_held_by_one_rectangle() -> None:
    one, other = extent(LAYOUT, ["card:act-a"]), extent(LAYOUT, ["card:act-d"])
    both = extent(LAYOUT, ["card:act-a", "card:act-d"])
    assert one is not None
    assert other is not None
    assert both == one.united(other)


def test_what_does_not_show_has_no_place() -> None:
    assert extent(LAYOUT, ["card:nobody", "stage:gone", "planet:mars"]) is None
    hidden = lay_out(small_map(), FakeShaper(), shown=Visibility(lanes=frozenset({"acts"})))
    assert extent(hidden, ["card:act-a"]) is None


def test_cells_steps_titles_and_people_have_their_places() -> None:
    step = LAYOUT.columns.boxes[0].step.id
    assert extent(LAYOUT, [f"cell:acts:{step}"]) is not None
    assert extent(LAYOUT, [f"step:{step}"]) is not None
    assert extent(LAYOUT, ["about"]) is not None
