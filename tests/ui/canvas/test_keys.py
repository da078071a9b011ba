"""Keys of the map beyond writing: moving with Ctrl, leaping with Alt, and card after card with Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.about import set_about
from jmapdesk.model import queries
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.view import MapView
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def cell(view: MapView, lane: str, step: str) -> list[str]:
    return [card.id for card in cell_cards(view.document.journey, lane, step)]


def test_ctrl_arrows_move_a_card_through_its_cell_its_lane_and_to_other_lanes(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert cell(view, "touch", "p1") == ["c2", "c1"]
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert cell(view, "touch", "p2") == ["c1"]
    QTest.keyClick(view, Key.Key_Down, CONTROL)  # the lane of feelings takes no touchpoint
    assert cell(view, "pain", "p2") == ["c1"]
    assert view.document.journey.cards["c1"].kind == "pain_point"
    QTest.keyClick(view, Key.Key_Up, CONTROL)
    QTest.keyClick(view, Key.Key_Left, CONTROL)
    assert set(cell(view, "touch", "p1")) == {"c1", "c2"}
    assert view.selection.cards == ("c1",)
    assert len(view.document.undo_labels) == 5  # each press can be taken back by itself


def test_several_cards_move_together_or_not_at_all(view: MapView) -> None:
    said: list[str] = []
    view.failed.connect(said.append)
    view.selection.set([card_ref("c1"), card_ref("c2")])
    QTest.keyClick(view, Key.Key_Left, CONTROL)
    assert said == ["It cannot go further that way."]
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert cell(view, "touch", "p3") == ["c1", "c2"]


def test_a_feeling_rises_and_falls(view: MapView) -> None:
    view.selection.select(card_ref("f1"))
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Up, CONTROL)
    assert view.document.journey.cards["f1"].score == 2.0
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert view.document.journey.cards["f1"].score == 1.5
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert view.document.journey.cards["f1"].step == "p2"


def test_stages_steps_and_lanes_move_too(view: MapView) -> None:
    view.selection.select(Ref("stage", "s2"))
    QTest.keyClick(view, Key.Key_Left, CONTROL)
    assert [stage.id for stage in queries.stages(view.document.journey)] == ["s2", "s1"]
    view.selection.select(Ref("lane", "touch"))
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert [lane.id for lane in queries.lanes(view.document.journey)] == ["feel", "touch", "pain"]
    view.selection.select(Ref("step", "p1"))
    QTest.keyClick(view, Key.Key_Left, CONTROL)  # past the edge of its stage
    assert [[step.id for step in queries.steps(stage)] for stage in queries.stages(view.document.journey)] == [
        ["p3", "p1"], ["p2"],
    ]  # fmt: skip
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert [step.id for step in queries.steps(view.document.journey.stages["s1"])] == ["p2", "p1"]


@pytest.mark.parametrize(("language", "key"), [("en", Key.Key_Right), ("ar", Key.Key_Left)])
def test_arrows_go_the_way_the_map_runs(make_view: MakeView, language: str, key: Qt.Key) -> None:
    view = make_view(set_about(small_map(), language=language))
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, key, CONTROL)
    assert cell(view, "touch", "p2") == ["c1"]
    view.selection.select(card_ref("c2"))
    QTest.keyClick(view, key, ALT)
    assert view.selection.primary == cell_ref("touch", "p3")


def test_alt_arrows_leap_over_lanes_and_stages(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    for key, target in [
        (Key.Key_Down, card_ref("f1")),  # not the card below in the same cell
        (Key.Key_Right, card_ref("f3")),  # not the step p2 of the same stage
        (Key.Key_Down, cell_ref("pain", "p3")),
        (Key.Key_Left, cell_ref("pain", "p1")),
        (Key.Key_Left, cell_ref("pain", "p1")),
        (Key.Key_Up, card_ref("f1")),
    ]:
        QTest.keyClick(view, key, ALT)
        assert view.selection.refs == (target,)


def test_enter_again_makes_the_next_card_below(view: MapView) -> None:
    view.selection.select(cell_ref("pain", "p2"))
    QTest.keyClick(view, Key.Key_Return)
    for words in ("One", "Two"):
        editor = view.writer.editor
        assert editor is not None
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, Key.Key_Return)
        assert view.writer.editor is None
        QTest.keyClick(view, Key.Key_Return)
    editor = view.writer.editor
    assert editor is not None
    QTest.keyClick(editor, Key.Key_Escape)
    assert [card.text for card in cell_cards(view.document.journey, "pain", "p2")] == ["One", "Two"]


def test_enter_edits_a_card_that_something_else_came_after(view: MapView) -> None:
    view.selection.select(cell_ref("pain", "p2"))
    QTest.keyClicks(view, "One")
    assert view.writer.editor is not None
    QTest.keyClick(view.writer.editor, Key.Key_Return)
    one = view.selection.primary
    QTest.keyClick(view, Key.Key_Left)
    QTest.keyClick(view, Key.Key_Right)
    assert view.selection.primary == one
    QTest.keyClick(view, Key.Key_Return)
    assert view.writer.editor is not None
    assert view.writer.editor.subject.ref == one


def test_after_escape_the_arrows_go_on_from_what_was_selected(view: MapView) -> None:
    view.selection.select(card_ref("c2"))
    QTest.keyClick(view, Key.Key_Escape)
    assert view.selection.refs == ()
    QTest.keyClick(view, Key.Key_Up)
    assert view.selection.refs == (card_ref("c1"),)
    QTest.keyClick(view, Key.Key_End)
    last = view.selection.refs
    QTest.keyClick(view, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Right)  # nothing lies that way: back to where it was
    assert view.selection.refs == last
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Down, ALT)
    assert view.selection.refs == (card_ref("f1"),)
    view.delete_selected()
    QTest.keyClick(view, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Right)
    assert view.selection.primary is not None
