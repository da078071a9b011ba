"""The capture bar: a card for each Enter, lane and step staying until they are changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.lanes import delete_lane, delete_lanes
from jmapdesk.model.queries import cell_cards
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
    bench.type("glad+1\n")
    assert "has a feeling already" in bar.said.text()
    assert bar.line.text() == "glad+1"  # nothing that was said is lost


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


def test_a_map_without_lanes_says_so_and_keeps_the_words(bench: Bench) -> None:
    bar = opened(bench)
    bench.document.do("Delete", lambda journey: delete_lanes(journey, list(journey.lanes)))
    bar.line.setFocus()
    bench.type("Shop\n")
    assert "add one first" in bar.said.text()
    assert bar.line.text() == "Shop"
