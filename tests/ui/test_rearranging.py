"""Parting, joining, duplicating, moving and gathering what is selected: by keys and menus, one undo step each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.cards import set_text
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def texts(bench: Bench, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(bench.journey, lane, step)]


def said(bench: Bench) -> str:
    return bench.window.status._message.text()


# parting --------------------------------------------------------------------------------------------------------------


def test_a_card_is_parted_at_the_cursor_and_written_on(open_bench: OpenBench) -> None:
    bench = open_bench(set_text(small_map(), "c1", "Poster 😀 in the hall"))
    bench.selection.select(card_ref("c1"))
    bench.keys("F2")
    editor = bench.window.view.writer.editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_End)
    for _ in " in the hall":
        QTest.keyClick(editor, Qt.Key.Key_Left)
    bench.trigger("split_card")
    assert texts(bench, "touch", "p1") == ["Poster 😀", "in the hall", "Web site"]
    assert bench.document.undo_labels == ("Split card",)
    bench.type("well ")
    bench.keys("Return")
    assert texts(bench, "touch", "p1")[1] == "well in the hall"


def test_a_card_that_is_being_made_is_parted_too(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p2"))
    bench.type("onetwo")
    editor = bench.window.view.writer.editor
    assert editor is not None
    for _ in "two":
        QTest.keyClick(editor, Qt.Key.Key_Left)
    QTest.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
    assert texts(bench, "pain", "p2") == ["one", "two"]


def test_parting_needs_a_cursor_and_says_so(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    bench.trigger("split_card")
    assert bench.window.view.is_editing()
    assert "cursor" in said(bench)


def test_at_the_end_of_a_card_there_is_nothing_to_part(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    bench.keys("F2")
    assert bench.window.view.writer.editor is not None
    QTest.keyClick(bench.window.view.writer.editor, Qt.Key.Key_End)
    bench.trigger("split_card")
    assert bench.window.view.is_editing()
    assert texts(bench, "touch", "p1") == ["Poster", "Web site"]


# joining and duplicating ----------------------------------------------------------------------------------------------


def test_the_cards_selected_are_joined(bench: Bench) -> None:
    bench.selection.set([card_ref("c2"), card_ref("c1")])
    bench.window.view.setFocus()
    bench.keys("Ctrl+J")
    assert texts(bench, "touch", "p1") == ["Poster\nWeb site"]
    assert bench.selection.refs == (card_ref("c1"),)
    assert bench.document.undo_labels == ("Join cards",)
    bench.document.undo()
    assert same(bench.journey, small_map())


def test_cards_of_several_cells_are_not_joined_and_it_says_why(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("f1")])
    bench.trigger("join_cards")
    assert "in one cell" in said(bench)
    assert not bench.document.undo_labels


@pytest.mark.parametrize("ref", [Ref("lane", "touch"), Ref("stage", "s1"), Ref("step", "p1")])
def test_lanes_stages_and_steps_are_duplicated_with_their_cards(bench: Bench, ref: Ref) -> None:
    columns, lanes = len(queries.columns(bench.journey)), len(bench.journey.lanes)
    bench.selection.select(ref)
    bench.window.view.setFocus()
    bench.keys("Ctrl+D")
    placed = [card for card in bench.journey.cards.values() if card.lane is not None]
    assert len(placed) == 4 + {"lane": 2, "stage": 3, "step": 3}[ref.kind]
    assert len(bench.journey.lanes) == lanes + (ref.kind == "lane")
    assert len(queries.columns(bench.journey)) == columns + {"lane": 0, "stage": 2, "step": 1}[ref.kind]
    (made,) = bench.selection.refs
    assert made.kind == ref.kind
    assert made != ref
    assert len(bench.document.undo_labels) == 1


# moving ---------------------------------------------------------------------------------------------------------------


def test_the_menu_moves_cards_to_a_lane_or_a_step(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("c2")])
    menu = bench.window.menus_here.of_cards[1]
    menu.aboutToShow.emit()
    lines = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    assert list(lines) == ["Touchpoints", "Emotions", "Pain points", "Notice › See", "Notice › Ask", "Buy"]
    assert not lines["Touchpoints"].isEnabled()
    lines["Pain points"].trigger()
    assert texts(bench, "pain", "p1") == ["Poster", "Web site"]
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Buy").trigger()
    assert texts(bench, "pain", "p3") == ["Poster", "Web site"]
    assert bench.document.undo_labels == ("Move cards", "Move cards")


def test_a_lane_that_takes_no_such_cards_says_so(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("c2")])
    menu = bench.window.menus_here.of_cards[1]
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Emotions").trigger()
    assert "cannot all stand there" in said(bench)
    assert not bench.document.undo_labels


# gathering ------------------------------------------------------------------------------------------------------------

LINES = ("Form too long", "Nobody answers", "The form forgets", "Poor light", "Nobody answers mail")


@pytest.fixture
def crowded(bench: Bench) -> Bench:
    """A cell of five cards, two pairs of which are alike."""
    bench.selection.select(cell_ref("pain", "p2"))
    bench.keys("F5")
    bench.type("\n".join((*LINES, "")))
    bench.keys("Esc")
    bench.selection.select(cell_ref("pain", "p2"))
    return bench


def test_an_order_is_suggested_and_kept_as_one_step(crowded: Bench) -> None:
    before = len(crowded.document.undo_labels)
    crowded.keys("Ctrl+G")
    panel = crowded.window.rearranging.gatherer
    assert panel.isVisible()
    assert panel.said.text() == "“Form”: 2 cards\n“answers”: 2 cards"
    gathered = ["Form too long", "The form forgets", "Nobody answers", "Nobody answers mail", "Poor light"]
    assert texts(crowded, "pain", "p2") == gathered
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert panel.isHidden()
    assert texts(crowded, "pain", "p2") == gathered
    assert len(crowded.document.undo_labels) == before + 1


def test_a_suggestion_refused_leaves_everything(crowded: Bench) -> None:
    before = crowded.journey
    crowded.keys("Ctrl+G")
    QTest.keyClick(crowded.window.rearranging.gatherer, Qt.Key.Key_Escape)
    assert same(crowded.journey, before)
    assert crowded.window.view.hasFocus()


def test_only_the_cards_selected_are_gathered(crowded: Bench) -> None:
    cell = cell_cards(crowded.journey, "pain", "p2")
    crowded.selection.set([card_ref(cell[place].id) for place in (1, 3, 4)])
    crowded.trigger("gather")
    QTest.keyClick(crowded.window.rearranging.gatherer, Qt.Key.Key_Return)
    assert texts(crowded, "pain", "p2") == [LINES[0], LINES[1], LINES[2], LINES[4], LINES[3]]


def test_cards_with_nothing_in_common_say_so(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    bench.trigger("gather")
    assert "share no words" in said(bench)
    bench.selection.select(cell_ref("feel", "p1"))
    bench.trigger("gather")
    assert "by their scores" in said(bench)
    assert QApplication.focusWidget() is not bench.window.rearranging.gatherer


def test_another_edit_ends_the_suggestion(crowded: Bench) -> None:
    crowded.keys("Ctrl+G")
    crowded.trigger("add_stage")
    assert crowded.window.rearranging.gatherer.isHidden()
    assert texts(crowded, "pain", "p2") == list(LINES)
