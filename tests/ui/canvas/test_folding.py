"""Collapsing and opening stages and lanes with the pointer and walking past them with the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.folding import fold
from jmapdesk.layout.hit import fold_rect
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.accessible import things_in
from jmapdesk.ui.canvas.overlays import rect_of
from jmapdesk.ui.canvas.spoken import spoken
from jmapdesk.ui.canvas.view import MapView
from tests.builders import big_map, small_map
from tests.ui.canvas.conftest import MakeView
from tests.ui.canvas.hands import click, double_click, move
from tests.ui.canvas.test_tiles import alike, direct, picture, settle


def sign(view: MapView, kind: str, key: str) -> QPoint:
    rect = fold_rect(view.layout_now, kind, key)
    assert rect is not None
    return view.camera.to_view(rect).center().toPoint()


def test_a_click_on_the_sign_collapses_a_stage_as_one_step_and_the_next_opens_it(view: MapView) -> None:
    click(view.viewport(), sign(view, "stage", "s1"))
    assert view.document.journey.stages["s1"].collapsed
    assert view.document.undo_labels == ("Collapse stage",)
    click(view.viewport(), sign(view, "stage", "s1"))
    assert not view.document.journey.stages["s1"].collapsed
    assert view.document.undo_label == "Open stage"


def test_a_click_on_the_sign_collapses_a_lane(view: MapView) -> None:
    click(view.viewport(), sign(view, "lane", "feel"))
    assert view.document.journey.lanes["feel"].collapsed
    click(view.viewport(), sign(view, "lane", "feel"))
    assert not view.document.journey.lanes["feel"].collapsed


def test_the_sign_shows_under_the_pointer_only(view: MapView) -> None:
    assert not view.fold_mark.isVisible()
    move(view.viewport(), QPoint(5, 5), sign(view, "lane", "touch") - QPoint(60, 0))
    assert view.fold_mark.isVisible()
    move(view.viewport(), QPoint(5, 5), QPoint(8, 8))
    assert not view.fold_mark.isVisible()


def test_a_double_click_on_a_summary_opens_what_is_collapsed(make_view: MakeView) -> None:
    view = make_view(fold(small_map(), True, lanes=["touch"]))
    rect = view.layout_now.summary_rect("c1")
    assert rect is not None
    double_click(view.viewport(), view.camera.to_view(rect).center().toPoint())
    assert not view.document.journey.lanes["touch"].collapsed
    assert view.writer.editor is None


def test_the_keys_walk_past_what_is_collapsed(make_view: MakeView) -> None:
    view = make_view(fold(small_map(), True, stages=["s1"], lanes=["feel"]))
    view.selection.select(cell_ref("touch", "p3"))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selection.primary == cell_ref("pain", "p3")
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.selection.primary == Ref("lane", "pain")
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.selection.primary == cell_ref("pain", "p3")


def test_what_is_collapsed_says_so_and_tells_no_single_cards(make_view: MakeView) -> None:
    layout = make_view(fold(small_map(), True, stages=["s1"], lanes=["feel"])).layout_now
    assert spoken(layout, Ref("stage", "s1")).about == "2 steps. Collapsed"
    assert spoken(layout, Ref("lane", "feel")).about == "2 cards. Collapsed"
    assert things_in(layout, Ref("stage", "s1")) == []
    assert things_in(layout, Ref("lane", "feel")) == []
    assert things_in(layout, Ref("lane", "touch")) == [cell_ref("touch", "p3")]


def test_a_selected_card_that_is_counted_is_ringed_where_it_is_counted(make_view: MakeView) -> None:
    view = make_view(fold(small_map(), True, lanes=["touch"]))
    view.selection.select(card_ref("c1"))
    assert rect_of(view.layout_now, card_ref("c1")) == view.layout_now.summary_rect("c1")
    assert not view.edit_selected()


@pytest.mark.parametrize("zoom", [0.3, 0.7, 1.0])
def test_an_edit_in_what_is_collapsed_is_patched_into_the_tiles(
    make_view: MakeView, qtbot: QtBot, zoom: float
) -> None:
    journey = big_map(120)
    stages, lanes = list(journey.stages), list(journey.lanes)
    view = make_view(fold(journey, True, stages=stages[:1], lanes=lanes[2:4]), zoom=zoom)
    settle(view, qtbot)
    assert alike(picture(view), direct(view))
    steps = {step.id for step in journey.stages[stages[0]].steps}
    gone = [card.id for card in journey.cards.values() if card.lane == lanes[2] or card.step in steps][::2]
    view.document.do("Delete", lambda m: delete_cards(m, gone))
    settle(view, qtbot)
    assert alike(picture(view), direct(view))
