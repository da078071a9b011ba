"""The capture bar: a card for each Enter, lane and step staying until they are changed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.lanes import add_lane, delete_lane, delete_lanes, rename_lane, set_lane_fields
from jmapdesk.edit.stages import rename_stage
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.document import open_document
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.ui.capture_bar import CaptureBar
from tests.ui.bench import Bench

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def opened(bench: Bench, lane: str = "touch", step: str = "p2") -> CaptureBar:
    bench.selection.select(cell_ref(lane, step))
    bench.keys("F5")
    assert QApplication.focusWidget() is bench.window.capture.line
    return bench.window.capture


def press(bar: CaptureBar, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(bar.line, key, held)


def texts(bench: Bench, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(bench.journey, lane, step)]


def test_a_card_for_each_enter_in_the_same_place(bench: Bench) -> None:
    opened(bench)
    bench.type("Poster\nNeighbour\n")
    assert texts(bench, "touch", "p2") == ["Poster", "Neighbour"]
    assert bench.document.undo_labels == ("Add card", "Add card")


def test_tab_and_alt_arrows_go_elsewhere_and_stay_there(bench: Bench) -> None:
    bar = opened(bench)
    press(bar, Qt.Key.Key_Tab)
    press(bar, Qt.Key.Key_Down, ALT)
    press(bar, Qt.Key.Key_Down, ALT)
    press(bar, Qt.Key.Key_Down, ALT)  # there is no lane below
    bench.type("Queue\n")
    press(bar, Qt.Key.Key_Backtab, SHIFT)
    press(bar, Qt.Key.Key_1, ALT)
    bench.type("Shop\n")
    assert (texts(bench, "pain", "p3"), texts(bench, "touch", "p2")) == (["Queue"], ["Shop"])


def test_a_kind_mark_sends_one_card_to_its_lane_only(bench: Bench) -> None:
    opened(bench)
    bench.type("/p Too slow #forms @Ben ?\nFlyer\n")
    (pain,) = cell_cards(bench.journey, "pain", "p2")
    assert (pain.kind, pain.text, pain.tags, pain.owner, pain.check) == (
        "pain_point", "Too slow", ("forms",), "Ben", True,
    )  # fmt: skip
    assert texts(bench, "touch", "p2") == ["Flyer"]


def test_feelings_take_a_score_and_a_step_has_one(bench: Bench) -> None:
    bar = opened(bench, "feel")
    bench.type("tired-1\n")
    (card,) = cell_cards(bench.journey, "feel", "p2")
    assert (card.text, card.score) == ("tired", -1.0)
    bench.type("glad+1")
    # it was said of this stage, and stays in it
    assert "Enter adds step 3 to Notice: this one has a feeling" in bar.said.text()
    bench.type("\n")
    (made,) = (card for card in bench.journey.cards.values() if card.text == "glad")
    assert made.step not in {"p1", "p2", "p3"}
    assert made.step in {step.id for step in bench.journey.stages["s1"].steps}
    assert bar.step == made.step  # what is said next is of that step
    assert "Notice › 3 is new" in bar.said.text()
    press(bar, Qt.Key.Key_Backtab)
    assert "the next one gets a step of its own" in bar.said.text()
    assert not bar._mark.isVisible()  # no place for a card shows before there are words for one
    bench.type("calm")
    assert "Enter adds step 4 to Notice" in bar.said.text()
    assert bar._mark.isVisible()


def test_undo_of_a_step_that_came_with_a_feeling_brings_the_bar_back(bench: Bench) -> None:
    bar = opened(bench, "feel", "p2")
    bench.type("tired-1\nglad+1\n")
    assert bar.step not in {"p1", "p2", "p3"}
    bench.keys("Ctrl+Z")
    assert bar.step == "p2"


def test_a_new_step_is_named_from_the_button_of_the_bar_which_goes_on_then(bench: Bench) -> None:
    bar = opened(bench, "feel", "p2")
    bench.type("tired-1\nglad+1\n")
    menu = bar.step_button.menu()
    menu.aboutToShow.emit()
    entry = next(one for one in menu.actions() if one.text() == "Name this step")
    entry.trigger()
    bench.type("Tries again\n")
    assert [step.name for step in queries.steps(bench.journey.stages["s1"])][-1] == "Tries again"
    assert QApplication.focusWidget() is bar.line
    assert bar.step_button.text() == "Notice › Tries again"


def test_a_full_cell_shows_a_line_where_the_card_goes_and_a_roomy_one_its_place(bench: Bench) -> None:
    bench.window.view.zoom_to(1.0)
    bar = opened(bench, "touch", "p3")
    assert (bar._mark._look, bar._mark._rects[0].h >= 20) == ("slot", True)
    bench.type("Poster\nFlyer\n")
    assert bar._mark._look == "line"


def test_a_feeling_says_before_enter_which_step_it_goes_to(bench: Bench) -> None:
    bar = opened(bench, "feel", "p1")
    bench.type("-1 tired")
    assert "goes to Notice › Ask" in bar.said.text()
    bench.type("\n")
    (card,) = cell_cards(bench.journey, "feel", "p2")
    assert card.text == "tired"


def test_one_backspace_makes_a_mark_an_ordinary_word(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("Save #forms ")
    assert "#forms" in bar.said.text()
    press(bar, Qt.Key.Key_Backspace)
    assert "#forms" not in bar.said.text()
    bench.type("now\n")
    (card,) = cell_cards(bench.journey, "touch", "p2")
    assert (card.text, card.tags) == ("Save #forms now", ())


def test_the_place_shows_before_enter(bench: Bench) -> None:
    bar = opened(bench)
    assert bar._mark.isVisible()
    before = bar._mark.boundingRect()
    bench.type("/p ")
    assert bar._mark.boundingRect().y() > before.y()
    assert "Pain point" in bar.said.text()
    press(bar, Qt.Key.Key_Escape)
    assert not bar._mark.isVisible()


def test_up_fetches_the_last_card_to_put_it_right(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("Postr #old\n")
    press(bar, Qt.Key.Key_Up)
    assert bar.line.text() == "Postr #old"
    bar.line.clear()
    bench.type("Poster\n")
    (card,) = cell_cards(bench.journey, "touch", "p2")
    assert (card.text, card.tags) == ("Poster", ())
    bench.type("Next\n")
    assert texts(bench, "touch", "p2") == ["Poster", "Next"]


def test_esc_goes_back_to_the_map_and_keeps_what_was_begun(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("Poster\nhalf a sent")
    press(bar, Qt.Key.Key_Escape)
    (card,) = cell_cards(bench.journey, "touch", "p2")
    assert bar.isHidden()
    assert bench.window.view.hasFocus()
    assert bench.selection.refs == (card_ref(card.id),)
    bench.keys("F5")
    assert bar.line.text() == "half a sent"


def test_a_lane_or_step_that_goes_is_left_for_another(bench: Bench) -> None:
    bar = opened(bench, "pain", "p3")
    bench.document.undo()
    bench.selection.select(cell_ref("pain", "p3"))
    bench.document.do("Delete", lambda journey: delete_lane(journey, "pain"))
    assert bar.lane == "touch"
    bar.line.setFocus()
    bench.type("Shop\n")
    assert "Shop" in texts(bench, "touch", "p3")


def test_kind_and_place_of_the_last_card_are_put_right(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("Too slow\n")
    press(bar, Qt.Key.Key_Up)
    press(bar, Qt.Key.Key_3, ALT)
    press(bar, Qt.Key.Key_Tab)
    bench.type("\nNext\n")
    assert texts(bench, "pain", "p3") == ["Too slow", "Next"]  # sent on, the bar stays there
    press(bar, Qt.Key.Key_Up)
    press(bar, Qt.Key.Key_Home)
    bench.type("/t ")
    bench.type("\n")
    assert texts(bench, "touch", "p3") == ["Next"]
    assert (bar.lane, bar.step) == ("pain", "p3")


def test_up_and_down_walk_the_cards_made_and_esc_leaves_them_alone(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("/p One\nTwo\n")
    press(bar, Qt.Key.Key_Up)
    press(bar, Qt.Key.Key_Up)
    assert (bar.line.text(), bar.lane) == ("One", "pain")
    press(bar, Qt.Key.Key_Down)
    assert bar.line.text() == "Two"
    bench.type(" and a half")
    press(bar, Qt.Key.Key_Up)
    assert bar.line.text() == "Two and a half"
    press(bar, Qt.Key.Key_Escape)
    assert (bar.line.text(), bar.lane, bar.isVisible()) == ("", "touch", True)
    assert texts(bench, "touch", "p2") == ["Two"]


def test_alt_with_left_and_right_walks_the_stages(bench: Bench) -> None:
    bar = opened(bench, "touch", "p2")
    press(bar, Qt.Key.Key_Right, ALT)
    assert bar.step == "p3"
    press(bar, Qt.Key.Key_Left, ALT)
    assert bar.step == "p2"  # where that stage was left
    press(bar, Qt.Key.Key_Left, ALT)
    assert bar.step == "p1"
    bar.step = "p3"
    press(bar, Qt.Key.Key_Right, ALT)  # there is no stage beyond
    assert bar.step == "p3"


def test_a_stage_that_was_not_visited_is_come_to_at_its_first_step(bench: Bench) -> None:
    bar = opened(bench, "touch", "p3")
    press(bar, Qt.Key.Key_Left, ALT)
    assert bar.step == "p1"


def test_the_lane_beside_the_line_is_the_one_the_card_goes_to(bench: Bench) -> None:
    bar = opened(bench, "touch", "p2")
    assert bar.lane_button.text() == "Touchpoints"
    bench.type("/p late")
    assert bar.lane_button.text() == "Pain points"
    bench.type("\n")
    assert bar.lane_button.text() == "Touchpoints"


def test_what_is_no_kind_is_told_before_it_becomes_words(bench: Bench) -> None:
    bar = opened(bench)
    for letters, told in (("/", False), ("p", False), ("z", True), ("z odd", True)):
        bench.type(letters)
        assert ("no kind of card" in bar.said.text()) == told
    assert bar.said.text().startswith("/pzz is no kind")
    for line in ("/pain", "/pain point late", "/p late", "24/7 help", "/ or", "\u2060/zz odd"):
        bar.line.setText(line)
        assert "no kind" not in bar.said.text()


def test_the_inspector_shows_the_place_of_the_bar(bench: Bench) -> None:
    bar = opened(bench, "touch", "p1")
    press(bar, Qt.Key.Key_Tab)
    assert bench.selection.refs == (cell_ref("touch", "p2"),)
    bench.click(bench.cell("pain", "p3"))
    assert (bar.lane, bar.step) == ("pain", "p3")


def test_typing_with_nothing_selected_opens_the_bar(bench: Bench) -> None:
    bench.selection.clear()
    bench.window.view.setFocus()
    bench.type("Hello\n")
    assert "Hello" in texts(bench, "touch", "p1")


def test_composing_with_nothing_selected_opens_the_bar(bench: Bench) -> None:
    view, line = bench.window.view, bench.window.capture.line
    bench.selection.clear()
    QApplication.sendEvent(view, QInputMethodEvent("に", []))
    assert view.hasFocus()
    done = QInputMethodEvent()
    done.setCommitString("日")
    QApplication.sendEvent(view, done)
    assert line.hasFocus()
    bench.type("!\n")
    assert "日!" in texts(bench, "touch", "p1")


@pytest.mark.parametrize("is_open", [True, False])
def test_a_card_being_written_is_kept_when_the_window_closes_with_words_in_the_bar(
    bench: Bench, is_open: bool
) -> None:
    bar = opened(bench)
    bench.type("left in the bar")
    if not is_open:
        press(bar, Qt.Key.Key_Escape)
    bench.click(bench.cell("pain", "p3"))
    bench.type("brand new")
    bench.answers.presses.append("Cancel")
    bench.window.close()
    assert texts(bench, "pain", "p3") == ["brand new"]


def test_words_in_the_open_bar_become_a_card_before_the_window_asks(bench: Bench, tmp_path: Path) -> None:
    opened(bench)
    bench.type("half a sent")
    bench.answers.presses.append("Save")
    bench.answers.paths.append(str(tmp_path / "map.jmap"))
    bench.window.close()
    cards = open_document(tmp_path / "map.jmap").committed.cards.values()
    assert [(card.lane, card.step) for card in cards if card.text == "half a sent"] == [("touch", "p2")]


def test_cancelling_the_question_leaves_the_bar_and_the_map_as_they_were(bench: Bench) -> None:
    bar = opened(bench)
    before = bench.journey
    bench.type("half a sent")
    bench.answers.presses.append("Cancel")
    bench.window.close()
    assert bench.answers.said
    assert same(bench.journey, before)
    assert not bench.document.is_modified
    assert (bar.line.text(), bar.isVisible(), bar.lane, bar.step) == ("half a sent", True, "touch", "p2")


def test_words_in_a_bar_that_was_left_change_nothing_when_the_window_closes(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("half a sent")
    press(bar, Qt.Key.Key_Escape)
    bench.window.close()
    assert not bench.answers.said
    assert not bench.keeper.windows


def test_closing_never_adds_a_step(bench: Bench, tmp_path: Path) -> None:
    bar = opened(bench, "feel", "p3")
    bench.type("glad +1\nsad -1")
    assert "Enter adds step 2" in bar.said.text()
    bench.answers.presses.append("Save")
    bench.answers.paths.append(str(tmp_path / "map.jmap"))
    bench.window.close()
    journey = open_document(tmp_path / "map.jmap").committed
    assert [step.id for stage in journey.stages.values() for step in stage.steps] == ["p1", "p2", "p3"]
    (kept,) = (card for card in journey.cards.values() if card.text == "sad -1")
    assert (kept.lane, kept.step) in {("touch", "p3"), ("pain", "p3")}


def test_undo_and_redo_in_an_empty_line_are_the_map_s(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("Poster\nFlyer\n")
    bench.keys("Ctrl+Z")
    assert (texts(bench, "touch", "p2"), bar.line.text()) == (["Poster"], "")
    bench.keys("Ctrl+Z")
    bench.keys("Ctrl+Z")  # there is nothing more: what was entered does not come back into the line
    assert (texts(bench, "touch", "p2"), bar.line.text()) == ([], "")
    bench.keys("Ctrl+Shift+Z")
    assert texts(bench, "touch", "p2") == ["Poster"]
    assert bar.line.hasFocus()


def test_undo_in_a_line_with_words_is_the_line_s_as_long_as_it_has_something_to_undo(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("Poster\nFly")
    bench.keys("Ctrl+Z")
    assert (texts(bench, "touch", "p2"), bar.line.text()) == (["Poster"], "")
    bench.keys("Ctrl+Shift+Z")
    assert bar.line.text() == "Fly"
    bar.line.setText("Flyer")
    bench.keys("Ctrl+Z")
    assert (texts(bench, "touch", "p2"), bar.line.text()) == ([], "Flyer")


def offered(bar: CaptureBar) -> list[str]:
    """What the list over the bar shows, first column."""
    rows = bar.kinds.rows
    return [rows.model().index(n, 0).data() for n in range(rows.topLevelItemCount())] if bar.kinds.isVisible() else []


def test_a_stroke_lists_the_kinds_and_what_is_typed_narrows_them_down(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("/")
    assert len(offered(bar)) == 15
    bench.type("t")
    assert offered(bar)[:2] == ["Touchpoint", "Thought"]
    bench.type("ho")
    assert offered(bar) == ["Thought"]
    bench.type("\nIs this for me?")
    assert "Enter adds the lane Thoughts too" in bar.said.text()
    bench.type("\n")
    (card,) = (card for card in bench.journey.cards.values() if card.text == "Is this for me?")
    assert (card.kind, card.text) == ("thought", "Is this for me?")


def test_the_list_of_kinds_takes_arrows_tab_a_click_and_esc(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("/p")
    assert offered(bar)[0] == "Pain point"
    bench.type("\t")
    assert (bar.line.text(), bar.step, offered(bar)) == ("/p ", "p2", [])
    bar.line.clear()
    bench.type("/")
    press(bar, Qt.Key.Key_Down)
    press(bar, Qt.Key.Key_Return)
    assert bar.line.text() == "/a "
    bar.line.clear()
    bench.type("/pain p")
    rows = bar.kinds.rows
    row = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert bar.line.text() == "/p "
    bar.line.clear()
    bench.type("/o")
    press(bar, Qt.Key.Key_Escape)
    assert (offered(bar), bar.isVisible(), bar.line.text()) == ([], True, "/o")


def test_the_list_of_kinds_goes_where_no_kind_is_meant_and_with_the_bar(bench: Bench) -> None:
    bar = opened(bench)
    for words in ("/path", "/p ", "/thought ", "a /p", ""):
        bar.line.setText(words)
        assert offered(bar) == [], words
    bench.type("/")
    assert offered(bar)
    bench.window.view.setFocus()
    assert offered(bar) == []


def test_the_place_of_the_next_card_stays_within_its_lane(bench: Bench) -> None:
    for _ in range(4):
        opened(bench, "touch", "p1")
        bench.type("One more\n")
    for zoom in (0.3, 0.5, 1.0):
        bench.window.view.zoom_to(zoom)
        bar = opened(bench, "touch", "p1")
        layout = bench.window.view.layout_now
        (rect,) = bar._mark._rects
        index = layout.lane_index("touch")
        assert index is not None
        top = layout.tops[index]
        assert rect.y >= top
        assert rect.bottom <= top + layout.lanes[index].height


def test_the_bar_goes_along_with_a_card_that_is_dragged_to_another_lane(bench: Bench) -> None:
    bar = opened(bench, "touch", "p1")
    viewport, left = bench.window.view.viewport(), Qt.MouseButton.LeftButton
    at, to = bench.card("c2"), bench.cell("pain", "p3")
    bench.click(at)
    QTest.mousePress(viewport, left, pos=at)
    for part in (0.3, 0.6, 1.0):
        QTest.mouseMove(viewport, at + (to - at) * part, 20)
    QTest.mouseRelease(viewport, left, pos=to)
    assert bench.journey.cards["c2"].lane == "pain"
    assert (bar.lane, bar.step) == ("pain", "p3")


def test_a_kind_without_a_lane_brings_its_lane_along_in_one_step(bench: Bench) -> None:
    bench.document.do("Delete", lambda m: delete_lane(m, "feel"))
    before = bench.journey
    bar = opened(bench)
    bench.type("/f proud")
    assert "Enter adds the lane Emotions too" in bar.said.text()
    bench.type("\n")
    lanes = [lane.kind for lane in queries.lanes(bench.journey)]
    assert lanes == ["touchpoints", "feelings", "pain_points"]
    assert [card.text for card in bench.journey.cards.values() if card.kind == "feeling"] == ["proud"]
    assert bench.document.undo_label == "Add lane and card"
    bench.document.undo()
    assert same(bench.journey, before)


def test_a_lane_that_comes_with_a_card_stands_where_such_lanes_usually_do(bench: Bench) -> None:
    opened(bench, "touch")
    bench.type("/m Days of waiting\n/a Waits\n")
    lanes = [lane.kind for lane in queries.lanes(bench.journey)]
    assert lanes == ["touchpoints", "actions", "feelings", "pain_points", "metrics"]


def test_a_quote_stands_with_the_thoughts_and_the_bar_says_so(bench: Bench) -> None:
    bench.document.do("Add lane", lambda m: add_lane(m, "thoughts", lambda: "think"))
    bar = opened(bench)
    bench.type("/q They said so")
    assert bar.lane_button.text() == "Thoughts"
    bench.type("\n")
    (card,) = cell_cards(bench.journey, "think", "p2")
    assert (card.kind, card.text) == ("quote", "They said so")


def test_a_hidden_lane_shows_again_for_its_kind(bench: Bench) -> None:
    bench.document.do("Hide", lambda m: set_lane_fields(m, "feel", hidden=True))
    bar = opened(bench)
    bench.type("/f proud")
    assert "the hidden lane Emotions shows again" in bar.said.text()
    bench.type("\n")
    assert not bench.journey.lanes["feel"].hidden
    assert texts(bench, "feel", "p2") == ["proud"]


def test_a_map_without_lanes_takes_what_is_said_into_notes(bench: Bench) -> None:
    bench.document.do("Delete", lambda m: delete_lanes(m, ["touch", "feel", "pain"]))
    bench.keys("F5")
    bench.type("Who pays?\nAnd when?\n")
    assert [lane.kind for lane in queries.lanes(bench.journey)] == ["text"]
    assert [card.text for card in bench.journey.cards.values() if card.lane] == ["Who pays?", "And when?"]


def test_a_card_is_put_right_into_a_lane_that_was_not_there(bench: Bench) -> None:
    bench.document.do("Delete", lambda m: delete_lane(m, "feel"))
    bar = opened(bench)
    bench.type("proud\n")
    press(bar, Qt.Key.Key_Up)
    press(bar, Qt.Key.Key_Home)
    bench.type("/f +1 \n")
    (card,) = (card for card in bench.journey.cards.values() if card.text == "proud")
    assert (card.kind, card.score, bench.journey.lanes[card.lane or ""].kind) == ("feeling", 1, "feelings")


LONG = "Everything that happens before anybody in the family has so much as thought of moving house " * 2


def shares(bench: Bench, bar: CaptureBar, width: int) -> None:
    """See to it that what one types into has half of the bar, and that nothing lies over anything else."""
    bench.window.resize(width, 800)
    QApplication.processEvents()
    parts = [bar.lane_button, bar.step_button, bar.line, bar.said]
    assert bar.line.width() >= bar.width() // 2
    for one, following in pairwise(parts):
        assert one.geometry().right() < following.geometry().left()
    assert bench.window.width() == width


@pytest.mark.parametrize("width", [1600, 1100, 720])
@pytest.mark.parametrize("letters", [68, 160])
def test_a_long_stage_name_leaves_half_of_the_bar_to_type_in(bench: Bench, letters: int, width: int) -> None:
    name = LONG[:letters]
    bench.document.do("Rename", lambda m: rename_stage(m, "s1", name))
    bar = opened(bench)
    shares(bench, bar, width)
    assert bar.step_button.shown.endswith("› Ask")
    cut = "…" in bar.step_button.shown
    assert cut == (bar.step_button.width() < bar.step_button.sizeHint().width())
    assert cut == (f"{name} › Ask" in bar.step_button.toolTip())
    assert f"{name} › Ask" in bar.line.accessibleDescription()
    bar.line.setText("/p !! #one #two #three @somebody with a name goes to another lane")
    shares(bench, bar, width)
    assert bar.said.toolTip() == bar.said.text()


def test_so_does_a_long_lane_name_and_both_can_be_told(bench: Bench) -> None:
    bench.document.do("Rename", lambda m: rename_stage(rename_lane(m, "touch", LONG), "s1", LONG))
    bar = opened(bench)
    shares(bench, bar, 1100)
    assert bar.lane_button.shown.startswith("Everything")
    assert bar.step_button.shown.startswith("Everything")


def test_short_names_are_whole_and_their_tip_tells_the_keys(bench: Bench) -> None:
    bar = opened(bench)
    shares(bench, bar, 900)
    assert (bar.lane_button.shown, bar.step_button.shown) == ("Touchpoints", "Notice › Ask")
    assert bar.step_button.toolTip() == "Step: Tab, Shift+Tab. Stage: Alt+Right, Alt+Left"


def test_marks_in_names_stay_what_they_are(bench: Bench) -> None:
    bench.document.do("Rename", lambda m: rename_stage(m, "s1", "Terms & <b>conditions</b> " * 8))
    bar = opened(bench)
    shares(bench, bar, 1100)
    assert bar.step_button.shown.startswith("Terms & <b>")
    assert "&lt;b&gt;conditions" in bar.step_button.toolTip()
