"""The undo history: every step in words, and a click that brings any state back."""

from __future__ import annotations

from html import unescape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from jmapdesk.session.selection import card_ref
from tests.ui.bench import LEFT, PLAIN, Bench


def lines(bench: Bench) -> list[str]:
    """What the panel says."""
    model = bench.window.history.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def click_line(bench: Bench, row: int) -> None:
    """Click on a state."""
    view = bench.window.history.list
    at = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, at)


def write(bench: Bench, card: str, words: str) -> None:
    """Write on a card in place."""
    bench.selection.select(card_ref(card))
    bench.window.view.setFocus()
    bench.trigger("edit_text")
    bench.keys("Ctrl+A")
    bench.type(words)
    bench.keys("Esc") if not words else QTest.keyClick(bench.window.view.writer.editor, Qt.Key.Key_Return)


def test_a_cross_and_esc_close_it_and_the_keyboard_goes_back_to_the_map(bench: Bench) -> None:
    panel = bench.window.history
    bench.trigger("show_history")
    bench.keys("Esc")
    assert panel.isHidden()
    assert bench.window.view.hasFocus()
    assert not bench.window.actions_by_name["show_history"].isChecked()
    bench.trigger("show_history")
    cross = next(one for one in panel.findChildren(QToolButton) if one.accessibleName() == "Close")
    QTest.mouseClick(cross, LEFT)
    assert panel.isHidden()


def test_a_long_step_ends_in_an_ellipsis_and_is_read_whole_by_pointing_at_it(bench: Bench) -> None:
    bench.trigger("show_history")
    words = "Quite a long text that has <i>no</i> room in the list of steps, and more than a line of a tip"
    write(bench, "c1", words)
    panel = bench.window.history.list
    row = panel.model().index(1, 0)
    assert panel.visualRect(row).right() <= panel.viewport().width()
    assert panel.horizontalScrollBar().maximum() == 0
    said = row.data(Qt.ItemDataRole.ToolTipRole)
    lines = [unescape(line) for line in said.removeprefix("<qt>").removesuffix("</qt>").split("<br>")]
    assert " ".join(lines).endswith(words)
    assert max(map(len, lines)) <= 60


def test_each_step_stands_there_in_words_and_a_click_goes_back_and_forth(bench: Bench) -> None:
    bench.trigger("show_history")
    write(bench, "c1", "Flyer")
    bench.selection.select(card_ref("c2"))
    bench.trigger("delete")
    said = lines(bench)
    assert said[0].startswith("At the beginning")
    assert len(said) == 3
    assert all(said[1:])
    click_line(bench, 0)
    assert bench.journey.cards["c1"].text == "Poster"
    assert "c2" in bench.journey.cards
    assert lines(bench) == said
    click_line(bench, 2)
    assert bench.journey.cards["c1"].text == "Flyer"
    assert "c2" not in bench.journey.cards


def test_what_was_undone_is_faint_and_the_present_is_marked(bench: Bench) -> None:
    bench.trigger("show_history")
    write(bench, "c1", "Flyer")
    bench.trigger("undo")
    view = bench.window.history.list
    undone = view.model().index(1, 0)
    assert undone.data(Qt.ItemDataRole.ForegroundRole) == QColor(bench.window.history._model._tokens.muted)
    assert view.currentIndex().row() == 0


def test_a_hidden_panel_catches_up_when_it_is_shown(bench: Bench) -> None:
    write(bench, "c1", "Flyer")
    bench.keys("Ctrl+Alt+Z")
    assert len(lines(bench)) == 2
    assert bench.window.history.isVisible()
    bench.keys("Ctrl+Alt+Z")
    assert not bench.window.history.isVisible()
