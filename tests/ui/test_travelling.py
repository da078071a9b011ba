"""Undo and the bar that offers back what Esc dropped, in a whole window."""

from __future__ import annotations

from PySide6.QtTest import QTest

from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import card_ref, cell_ref
from tests.ui.bench import LEFT, Bench


def texts(bench: Bench, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(bench.journey, lane, step)]


def drop_words(bench: Bench, words: str = "Long queue") -> None:
    """Type on a new card and press Esc."""
    bench.selection.select(cell_ref("pain", "p2"))
    bench.window.view.setFocus()
    bench.type(words)
    bench.keys("Esc")


def test_esc_shows_the_bar_and_its_button_brings_the_words_back(bench: Bench) -> None:
    drop_words(bench)
    bar = bench.window.travelling.bar
    assert bar.isVisible()
    assert "Long queue" in bar.said.text()
    assert texts(bench, "pain", "p2") == []
    QTest.mouseClick(bar.back_button, LEFT)
    assert texts(bench, "pain", "p2") == ["Long queue"]
    assert not bar.isVisible()
    assert bench.selection.cards == tuple(card.id for card in cell_cards(bench.journey, "pain", "p2"))
    assert bench.window.view.hasFocus()


def test_undo_right_after_esc_brings_the_words_back_before_it_takes_other_steps(bench: Bench) -> None:
    bench.selection.select(card_ref("c2"))
    bench.trigger("delete")
    drop_words(bench)
    assert "Drop the words" in bench.window.actions_by_name["undo"].text()
    bench.keys("Ctrl+Z")
    assert texts(bench, "pain", "p2") == ["Long queue"]
    bench.keys("Ctrl+Z")
    assert texts(bench, "pain", "p2") == []
    assert "c2" not in bench.journey.cards
    bench.keys("Ctrl+Z")
    assert "c2" in bench.journey.cards


def test_the_bar_goes_with_the_next_change_and_the_menu_still_has_the_words(bench: Bench) -> None:
    drop_words(bench)
    bench.selection.select(card_ref("c1"))
    bench.trigger("delete")
    assert not bench.window.travelling.bar.isVisible()
    assert bench.can("bring_back")
    bench.keys("Ctrl+Z")
    assert "c1" in bench.journey.cards
    assert texts(bench, "pain", "p2") == []
    bench.trigger("bring_back")
    assert texts(bench, "pain", "p2") == ["Long queue"]
    assert not bench.can("bring_back")


def test_closing_the_bar_keeps_the_words_in_the_menu(bench: Bench) -> None:
    drop_words(bench)
    bench.window.travelling.bar.back_button.setFocus()
    bench.keys("Esc")
    assert not bench.window.travelling.bar.isVisible()
    assert bench.window.view.hasFocus()
    assert bench.can("bring_back")


def test_the_keyboard_comes_to_the_bar(bench: Bench) -> None:
    drop_words(bench)
    bench.keys("F6")
    assert bench.window.travelling.bar.back_button.hasFocus()
    bench.keys("F6")
    assert not bench.window.travelling.bar.back_button.hasFocus()
    bench.keys("Shift+F6")
    bench.keys("Space")
    assert texts(bench, "pain", "p2") == ["Long queue"]


def test_long_words_are_cut_in_the_bar_and_stay_within_the_map(bench: Bench) -> None:
    drop_words(bench, "waits and waits " * 12)
    bar = bench.window.travelling.bar
    assert bench.window.view.rect().contains(bar.geometry())
    bench.window.resize(700, 500)
    assert bench.window.view.rect().contains(bar.geometry())
    bench.keys("Ctrl+Z")
    assert texts(bench, "pain", "p2") == [("waits and waits " * 12).strip()]


def test_words_without_a_place_are_said_to_be_parked(bench: Bench) -> None:
    drop_words(bench)
    bench.document.do("Delete", lambda m: delete_lanes(m, ["pain"]))
    bench.trigger("bring_back")
    assert "parked" in bench.window.status._message.text()


def test_a_correction_left_with_esc_comes_back_too(bench: Bench) -> None:
    bench.trigger("capture")
    bench.type("Slow lift\n")
    bench.keys("Up")
    bench.type(" again")
    bench.keys("Esc")
    made = bench.window.capture._made[-1]
    assert bench.journey.cards[made].text == "Slow lift"
    bench.trigger("bring_back")
    assert bench.journey.cards[made].text == "Slow lift again"


def test_undo_on_a_name_that_has_just_come_takes_back_what_it_is_the_name_of(bench: Bench) -> None:
    """Nothing was typed yet, so that the words have nothing to undo."""
    for made in ("add_stage", "add_step"):
        before = bench.journey
        bench.trigger(made)
        assert bench.window.view.is_editing()
        bench.keys("Ctrl+Z")
        assert not bench.window.view.is_editing()
        assert bench.journey.stages == before.stages
        bench.keys("Ctrl+Shift+Z")
        assert bench.journey.stages != before.stages
        bench.keys("Ctrl+Z")


def test_undo_in_words_that_are_written_is_theirs_as_long_as_they_have_something_to_undo(bench: Bench) -> None:
    bench.trigger("add_stage")
    made = bench.journey.stages
    bench.type("Pay")
    bench.keys("Ctrl+Z")
    editor = bench.window.view.writer.editor
    assert editor is not None
    assert editor.text != "Pay"
    assert bench.journey.stages == made
    while editor.document().isUndoAvailable():
        bench.keys("Ctrl+Z")
    bench.keys("Ctrl+Z")
    assert not bench.window.view.is_editing()
    assert bench.journey.stages.keys() < made.keys()


def begin_and_undo(bench: Bench) -> None:
    """Begin a card in a cell and undo before any word."""
    bench.selection.select(cell_ref("pain", "p2"))
    bench.window.view.setFocus()
    bench.keys("Return")
    assert bench.window.view.is_editing()
    bench.keys("Ctrl+Z")
    assert not bench.window.view.is_editing()


def test_undo_on_a_new_card_without_words_takes_that_card_and_no_more(bench: Bench) -> None:
    bench.selection.select(card_ref("c2"))
    bench.trigger("delete")
    begin_and_undo(bench)
    assert texts(bench, "pain", "p2") == []
    assert "c2" not in bench.journey.cards
    bench.keys("Ctrl+Z")
    assert "c2" in bench.journey.cards


def test_undo_on_a_new_card_without_words_works_where_nothing_was_done_before(bench: Bench) -> None:
    begin_and_undo(bench)
    assert bench.selection.primary == cell_ref("pain", "p2")
