"""What the mouse does on the map, with real events."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.about import set_colour
from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.edit.steps import set_step_fields
from jmapdesk.layout.curve import score_at
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.delta import same
from jmapdesk.model.queries import cell_cards, columns, lanes, stages
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.view import MapView
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView, on_card, on_cell, on_sheet
from tests.ui.canvas.hands import click, double_click, drag, move, press, release


def ids_in(view: MapView, lane: str, step: str) -> list[str]:
    return [card.id for card in cell_cards(view.document.journey, lane, step)]


def test_a_card_is_dragged_to_another_cell_as_one_undo_step(view: MapView) -> None:
    before = view.document.journey
    drag(view.viewport(), on_card(view, "c1"), on_cell(view, "touch", "p3"))
    assert ids_in(view, "touch", "p1") == ["c2"]
    assert ids_in(view, "touch", "p3") == ["c1"]
    assert view.document.undo_labels == ("Move card",)
    view.document.undo()
    assert same(view.document.journey, before)


def test_a_card_dragged_over_its_neighbour_changes_places_with_it(view: MapView) -> None:
    target = on_card(view, "c2") + QPoint(0, 12)
    drag(view.viewport(), on_card(view, "c1"), target)
    assert ids_in(view, "touch", "p1") == ["c2", "c1"]


def test_while_it_is_dragged_its_landing_place_is_open_and_nothing_is_committed(view: MapView) -> None:
    start, end = on_card(view, "c1"), on_cell(view, "pain", "p2")
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    card = view.document.journey.cards["c1"]
    assert (card.lane, card.step, card.kind) == ("pain", "p2", "pain_point")
    assert view.document.committed.cards["c1"].lane == "touch"
    assert view.slot_mark.isVisible()
    assert "c1" in view.surface.hidden
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.document.journey.cards["c1"].lane == "touch"
    assert not view.surface.hidden
    release(view.viewport(), end)
    assert not view.document.undo_labels


def test_neighbours_glide_and_are_painted_back(view: MapView, qtbot: QtBot) -> None:
    view.reduced_motion = False
    start = on_card(view, "c1")
    press(view.viewport(), start)
    move(view.viewport(), start, on_cell(view, "pain", "p2"))
    assert "c2" in view.surface.hidden  # it is on its way up
    qtbot.waitUntil(lambda: view.surface.hidden == {"c1"}, timeout=1000)
    release(view.viewport(), on_cell(view, "pain", "p2"))
    assert not view.surface.hidden
    live = [item for item in view.items_scene.items() if type(item).__name__ == "LiveCard"]
    assert not live


def test_with_reduced_motion_neighbours_jump(view: MapView) -> None:
    start = on_card(view, "c1")
    press(view.viewport(), start)
    move(view.viewport(), start, on_cell(view, "pain", "p2"))
    assert view.surface.hidden == {"c1"}
    release(view.viewport(), on_cell(view, "pain", "p2"))


def test_a_lane_does_not_get_lower_while_its_card_is_away(view: MapView) -> None:
    tops = view.layout_now.tops
    start, end = on_card(view, "c2"), on_cell(view, "touch", "p3")
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    assert view.layout_now.tops == tops
    release(view.viewport(), end)
    assert view.layout_now.tops[1] < tops[1]


def test_a_card_that_cannot_land_shows_so_and_goes_back(view: MapView) -> None:
    start, end = on_card(view, "c1"), on_cell(view, "feel", "p2")
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    release(view.viewport(), end)
    assert view.document.journey.cards["c1"].lane == "touch"
    assert not view.document.undo_labels


def test_several_selected_cards_are_dragged_together(view: MapView) -> None:
    click(view.viewport(), on_card(view, "c1"))
    click(view.viewport(), on_card(view, "c2"), Qt.KeyboardModifier.ControlModifier)
    assert view.selection.cards == ("c1", "c2")
    drag(view.viewport(), on_card(view, "c2"), on_cell(view, "pain", "p3"))
    assert ids_in(view, "pain", "p3") == ["c1", "c2"]
    assert view.document.undo_labels == ("Move cards",)


def test_a_feeling_is_dragged_up_and_the_curve_bends_before_release(view: MapView) -> None:
    start = on_card(view, "f3")
    press(view.viewport(), start)
    move(view.viewport(), start, start - QPoint(0, 80))
    score = view.document.journey.cards["f3"].score
    assert score is not None
    assert score > 0.5
    series = next(s for s in view.layout_now.lanes[1].series if s.key == ("ada", "as_is"))
    assert series.points[-1].score == score
    assert view.bubble.isVisible()
    release(view.viewport(), start - QPoint(0, 80))
    assert view.document.undo_labels == ("Change feeling",)
    assert not view.bubble.isVisible()


def test_dragging_in_an_empty_cell_of_feelings_makes_one(view: MapView) -> None:
    start = on_cell(view, "feel", "p2")
    drag(view.viewport(), start, start + QPoint(0, 40))
    made = ids_in(view, "feel", "p2")
    assert len(made) == 1
    score = view.document.journey.cards[made[0]].score
    assert score is not None
    assert score < 0
    assert view.selection.cards == tuple(made)


def test_the_curve_tool_draws_over_several_steps(view: MapView) -> None:
    view.set_tool("curve")
    drag(view.viewport(), on_cell(view, "feel", "p1"), on_cell(view, "feel", "p2"))
    assert ids_in(view, "feel", "p2")
    assert view.document.journey.cards["f1"].score != 1.5
    assert len(view.document.undo_labels) == 1


def curve(view: MapView) -> dict[str, float | None]:
    """The scores by step, of the team's feelings."""
    return {card.step or "": card.score for card in view.document.journey.cards.values() if card.lane == "feel"}


@pytest.mark.parametrize("way", ["onwards", "back"])
@pytest.mark.parametrize("points", [2, 40])
def test_the_drawn_curve_passes_where_the_pointer_passed_the_middles(view: MapView, way: str, points: int) -> None:
    view.set_tool("curve")
    steps = ["p1", "p2", "p3"] if way == "onwards" else ["p3", "p2", "p1"]
    places = [on_cell(view, "feel", step) + QPoint(0, y) for step, y in zip(steps, (-30, 30, -30), strict=True)]
    press(view.viewport(), places[0])
    for start, end in itertools.pairwise(places):
        move(view.viewport(), start, end, points)
    # it goes on a little beyond the last middle, steeply
    beyond = places[-1] + QPoint(25, 50)
    move(view.viewport(), places[-1], beyond, points)
    release(view.viewport(), beyond)
    drawn = curve(view)
    wanted = [score_seen(view, place) for place in places]
    assert [drawn[step] for step in steps] == pytest.approx(wanted, abs=0.35)
    assert view.document.undo_labels == ("Draw feelings",)


def score_seen(view: MapView, at: QPoint) -> float:
    """The score of a height in the lane of feelings."""
    layout = view.layout_now
    index = layout.lane_index("feel")
    assert index is not None
    return score_at(view.camera.at(QPointF(at))[1] - layout.tops[index], layout.lanes[index].height)


def test_a_step_drawn_over_again_takes_the_later_height(view: MapView) -> None:
    view.set_tool("curve")
    first, second = (on_cell(view, "feel", step) for step in ("p1", "p2"))
    high, low = QPoint(0, -30), QPoint(0, 30)
    press(view.viewport(), first + high)
    move(view.viewport(), first + high, second + high)
    move(view.viewport(), second + high, second + low)
    move(view.viewport(), second + low, first + low)
    release(view.viewport(), first + low)
    assert (curve(view)["p1"] or 0) < 0
    assert (curve(view)["p2"] or 0) < 0


def test_a_click_with_the_curve_tool_sets_the_point_of_the_step(view: MapView) -> None:
    view.set_tool("curve")
    at = on_cell(view, "feel", "p2") + QPoint(20, -30)
    click(view.viewport(), at)
    assert curve(view)["p2"] == pytest.approx(score_seen(view, at), abs=0.06)
    QTest.qWait(QApplication.doubleClickInterval() + 10)
    click(view.viewport(), at + QPoint(0, 60))
    assert (curve(view)["p2"] or 0) < 0
    assert len([c for c in view.document.journey.cards.values() if (c.lane, c.step) == ("feel", "p2")]) == 1
    assert len(view.document.undo_labels) == 2
    assert view.selection.primary is not None
    assert view.selection.primary.kind == "card"


def test_a_rubber_band_selects_what_it_touches(view: MapView) -> None:
    layout = view.layout_now
    cell = layout.cell_rect(0, 0)
    start = on_sheet(view, cell.x + 2, cell.y + 2)
    drag(view.viewport(), start, on_sheet(view, cell.right - 40, cell.bottom - 4))
    assert set(view.selection.cards) == {"c1", "c2"}
    assert not view.band.isVisible()


@pytest.mark.parametrize(
    ("lane", "step", "ref"), [("pain", "p2", cell_ref("pain", "p2")), ("touch", "p1", card_ref("c2"))]
)
def test_a_click_selects(view: MapView, lane: str, step: str, ref: Ref) -> None:
    at = on_card(view, "c2") if ref.kind == "card" else on_cell(view, lane, step)
    click(view.viewport(), at)
    assert view.selection.refs == (ref,)


def test_stage_step_lane_title_and_persona_are_selected_by_a_click(view: MapView) -> None:
    layout = view.layout_now
    stage, step = layout.columns.stages[0], layout.columns.boxes[1]
    places = {
        Ref("stage", "s1"): (stage.x + 40, layout.header.cy),
        Ref("step", "p2"): (step.cx, layout.step_row.cy),
        Ref("lane", "pain"): (layout.columns.label.cx, layout.tops[2] + 25),
        Ref("about"): (layout.title.rect.x + 20, layout.title.rect.y + 50),
        Ref("persona", "ada"): (layout.personas[0].rect.cx, layout.personas[0].rect.cy),
    }
    for ref, (x, y) in places.items():
        click(view.viewport(), on_sheet(view, x, y))
        assert view.selection.refs == (ref,)
    click(view.viewport(), QPoint(3, 3))
    assert not view.selection.refs


def test_shift_and_ctrl_click_add_and_take_away(view: MapView) -> None:
    click(view.viewport(), on_card(view, "c1"))
    click(view.viewport(), on_card(view, "c2"), Qt.KeyboardModifier.ShiftModifier)
    click(view.viewport(), on_card(view, "c1"), Qt.KeyboardModifier.ControlModifier)
    assert view.selection.cards == ("c2",)


def test_stages_steps_and_lanes_are_dragged_to_another_place(view: MapView) -> None:
    layout = view.layout_now
    first, second = layout.columns.stages
    grip = on_sheet(view, second.x + 60, layout.header.cy)
    drag(view.viewport(), grip, on_sheet(view, first.x + 20, layout.header.cy))
    assert [stage.id for stage in stages(view.document.journey)] == ["s2", "s1"]
    view.document.undo()
    x = layout.columns.label.cx
    drag(view.viewport(), on_sheet(view, x, layout.tops[2] + 20), on_sheet(view, x, layout.tops[0] + 5))
    assert [lane.id for lane in lanes(view.document.journey)] == ["pain", "touch", "feel"]
    view.document.undo()
    one, two = layout.columns.boxes[:2]
    y = layout.step_row.cy
    drag(view.viewport(), on_sheet(view, two.cx, y), on_sheet(view, one.x + 20, y))
    assert [column.step.id for column in columns(view.document.journey)] == ["p2", "p1", "p3"]


def test_borders_of_lanes_and_steps_are_dragged(make_view: MakeView) -> None:
    view = make_view(height=1000)
    layout = view.layout_now
    low = layout.tops[2] + layout.lanes[2].height
    x = layout.columns.label.cx
    drag(view.viewport(), on_sheet(view, x, low - 1), on_sheet(view, x, low + 79))
    assert view.document.journey.lanes["pain"].height == pytest.approx(layout.lanes[2].height + 80, abs=3)
    step = layout.columns.boxes[1]
    y = layout.step_row.cy
    drag(view.viewport(), on_sheet(view, step.right - 1, y), on_sheet(view, step.right + 88, y))
    assert columns(view.document.journey)[1].step.width == pytest.approx(1.5, abs=0.02)


def test_the_far_edge_of_a_card_stretches_it(view: MapView) -> None:
    rect = view.layout_now.card_rect("c1")
    assert rect is not None
    click(view.viewport(), on_card(view, "c1"))
    drag(view.viewport(), on_sheet(view, rect.right - 1, rect.cy), on_cell(view, "touch", "p2"))
    assert view.document.journey.cards["c1"].to_step == "p2"


def test_a_plus_at_the_edge_adds_a_stage_and_opens_its_name(view: MapView) -> None:
    layout = view.layout_now
    at = on_sheet(view, layout.table.right + 15, layout.header.cy)
    QTest.mouseMove(view.viewport(), at)
    assert view.handle.isVisible()
    click(view.viewport(), at)
    assert len(view.document.journey.stages) == 3
    assert view.writer.editor is not None
    QTest.keyClicks(view.writer.editor, "Return")
    QTest.keyClick(view.writer.editor, Qt.Key.Key_Return)
    assert stages(view.document.journey)[-1].name == "Return"


def test_a_plus_between_steps_adds_one_there(view: MapView) -> None:
    layout = view.layout_now
    click(view.viewport(), on_sheet(view, layout.columns.boxes[1].x, layout.header.bottom))
    view.finish_editing()
    assert [column.stage.id for column in columns(view.document.journey)] == ["s1", "s1", "s1", "s2"]
    assert columns(view.document.journey)[1].step.id.startswith("new")


def test_a_plus_under_the_last_lane_asks_for_a_lane(view: MapView, qtbot: QtBot) -> None:
    layout = view.layout_now
    with qtbot.waitSignal(view.insert_requested) as told:
        click(view.viewport(), on_sheet(view, layout.columns.label.cx, layout.table.bottom + 10))
    kind, insertion = told.args
    assert (kind, insertion.after, insertion.before) == ("lane", "pain", None)


def test_space_and_the_middle_button_pan(make_view: MakeView) -> None:
    view = make_view(zoom=3.0)

    def corner() -> QPoint:
        """Where the sheet's corner stands in the view; strips may have come beside the viewport."""
        return view.viewport().pos() - view.origin()

    before = corner()
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view.viewport(), QPoint(500, 400), QPoint(420, 370))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert corner() - before == QPoint(-80, -30)
    assert not view.selection.refs


def test_the_right_button_asks_for_a_menu_on_what_it_hit(view: MapView, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    at = on_card(view, "c1")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    with qtbot.waitSignal(view.menu_requested) as told:
        QApplication.sendEvent(view.viewport(), event)
    assert told.args[0].id == "c1"
    assert view.selection.cards == ("c1",)


def test_right_to_left_maps_are_dragged_alike(make_view: MakeView) -> None:
    from dataclasses import replace

    from jmapdesk.model.record import replace as changed

    journey = small_map()
    view = make_view(replace(journey, about=changed(journey.about, direction="rtl")))
    first, last = on_cell(view, "touch", "p1"), on_cell(view, "touch", "p3")
    assert first.x() > last.x()
    drag(view.viewport(), on_card(view, "c1"), last)
    assert ids_in(view, "touch", "p3") == ["c1"]


def test_what_is_shown_after_a_drag_is_what_laying_out_anew_gives(view: MapView) -> None:
    drag(view.viewport(), on_card(view, "c1"), on_cell(view, "pain", "p2"))
    fresh = lay_out(view.document.journey, view.layout_now.context.shaper)
    assert view.layout_now.tops == fresh.tops
    assert view.layout_now.card_rect("c1") == fresh.card_rect("c1")


def test_double_click_in_an_empty_cell_makes_a_card_of_the_lanes_kind(view: MapView) -> None:
    double_click(view.viewport(), on_cell(view, "pain", "p2"))
    editor = view.writer.editor
    assert editor is not None
    QTest.keyClicks(editor, "Too slow")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    (made,) = cell_cards(view.document.journey, "pain", "p2")
    assert (made.kind, made.text) == ("pain_point", "Too slow")
    assert view.document.undo_labels == ("Add card",)


def test_at_the_edge_a_drag_scrolls_the_map(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(zoom=2.0, width=700, height=500)
    view.camera.reveal(view.layout_now.card_rect("c1") or view.layout_now.table)
    before = view.origin()
    start, edge = on_card(view, "c1"), QPoint(view.viewport().width() - 4, 250)
    press(view.viewport(), start)
    move(view.viewport(), start, edge)
    qtbot.waitUntil(lambda: view.origin().x() > before.x() + 60, timeout=2000)
    QTest.keyClick(view, Qt.Key.Key_Escape)


def test_zoom_at_the_pointer_keeps_the_point_under_it(view: MapView) -> None:
    at = QPointF(on_card(view, "c2"))
    for zoom in (1.3, 2.0, 3.7, 1.4, 5.0):
        x, y = view.camera.at(at)
        frame = view.viewport().mapTo(view, at)
        view.camera.zoom_to(zoom, at)
        # the strips beside the viewport may have come; half a pixel before and after, as the map lies on whole ones
        here = view.viewport().mapFrom(view, frame)
        assert view.camera.at(here) == pytest.approx((x, y), abs=1.01 / min(zoom, 0.9))
        at = here


def test_a_map_of_two_lanes_stacks_new_cards_below(view: MapView) -> None:
    view.document.do("Add", lambda j: add_card(j, Place("touch", "p1", after="c2"), view.document.new_id, text="Third"))
    assert view.layout_now.card_rect("new0") is not None


def test_a_double_click_on_an_edge_gives_back_the_size_it_had_by_itself(view: MapView) -> None:
    view.document.do("Resize", lambda m: set_lane_fields(set_step_fields(m, "p1", width=2.0), "touch", height=400.0))
    layout = view.layout_now
    label, index = layout.columns.label, layout.lane_index("touch")
    assert index is not None
    double_click(view.viewport(), on_sheet(view, label.cx, layout.tops[index] + layout.lanes[index].height))
    assert view.document.journey.lanes["touch"].height is None
    assert view.writer.editor is None
    layout = view.layout_now
    double_click(view.viewport(), on_sheet(view, layout.columns.boxes[0].right, layout.step_row.cy))
    assert view.document.journey.stages["s1"].steps[0].width == 1.0
    assert view.document.undo_labels[:2] == ("Reset step width", "Reset lane height")


def test_a_dragged_step_goes_into_another_stage_with_its_cards(view: MapView) -> None:
    layout = view.layout_now
    start = on_sheet(view, layout.columns.boxes[0].cx, layout.step_row.cy)
    drag(view.viewport(), start, on_sheet(view, layout.columns.boxes[2].right - 8, layout.step_row.cy))
    assert [column.step.id for column in columns(view.document.journey)] == ["p2", "p3", "p1"]
    assert view.document.journey.cards["c1"].step == "p1"
    assert view.document.undo_labels == ("Move step",)


def test_the_score_beside_a_feeling_can_be_read_on_a_dark_paper(make_view: MakeView) -> None:
    view = make_view(set_colour(set_colour(small_map(), "paper", "#101820"), "ink", "#F0F4F8"))
    view.bubble.say("+1.5", (20, 20))
    image = view.grab().toImage()
    at = view.mapFromScene(view.bubble.pos()) + view.viewport().pos() + QPoint(18, -8)
    assert image.pixelColor(at).lightness() > 200
