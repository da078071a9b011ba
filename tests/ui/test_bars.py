"""The bar above the map and the one below."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.edit.about import set_about
from jmapdesk.session.selection import card_ref
from jmapdesk.ui import bars
from tests.ui.bench import LEFT, PLAIN, Bench
from tests.ui.conftest import OpenBench


def test_every_button_has_a_name_and_a_tip(bench: Bench) -> None:
    for bar in (bench.window.top, bench.window.status):
        for button in [*bar.findChildren(QToolButton), *bar.findChildren(QPushButton)]:
            assert button.accessibleName() or button.text()
            assert button.toolTip()
            assert not button.icon().isNull()


def test_a_long_title_is_cut_and_whole_in_the_tip(bench: Bench) -> None:
    title = "How a very large organisation with many departments orders one single chair " * 2
    bench.document.do("x", lambda m: set_about(m, title=title))
    label = bench.window.top._title
    assert label.text().endswith("…")
    assert label.toolTip() == title
    assert bench.window.top._saved.isVisible()


def test_a_title_is_shown_as_it_is_written(bench: Bench) -> None:
    bench.document.do("x", lambda m: set_about(m, title="<b>& co</b>"))
    assert bench.window.top._title.text() == "<b>& co</b>"


def test_the_export_button_exports(bench: Bench) -> None:
    button = next(one for one in bench.window.top.findChildren(QPushButton) if one.text() == "Export")
    QTest.mouseClick(button, LEFT)
    assert bench.window.files.export_dialog is not None
    assert bench.window.files.export_dialog.isVisible()


def test_tools_are_taken_by_their_buttons(bench: Bench) -> None:
    for name in ("hand", "card", "curve", "select"):
        action = bench.window.actions_by_name[f"tool_{name}"]
        button = next(one for one in bench.window.top.findChildren(QToolButton) if one.defaultAction() is action)
        QTest.mouseClick(button, LEFT)
        assert bench.window.view.tool == name
        assert button.isChecked()
    QTest.mouseClick(button, LEFT)
    assert button.isChecked()


def test_the_slider_zooms_and_follows(bench: Bench) -> None:
    slider = bench.window.status._slider
    bench.window.view.zoom_to(1.0)
    assert bench.window.status._percent.text() == "100 %"
    at_100 = slider.value()
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert bench.window.view.zoom() > 1
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert bench.window.view.zoom() == pytest.approx(0.05)
    assert bench.window.status._percent.text() == "5 %"
    bench.trigger("zoom_100")
    assert slider.value() == at_100


def test_a_click_on_minus_and_plus(bench: Bench) -> None:
    bench.window.view.zoom_to(1.0)
    for name, less in (("zoom_out", True), ("zoom_in", False)):
        action = bench.window.actions_by_name[name]
        before = bench.window.view.zoom()
        button = next(one for one in bench.window.status.findChildren(QToolButton) if one.defaultAction() is action)
        QTest.mouseClick(button, LEFT, PLAIN, QPoint(8, 8))
        assert (bench.window.view.zoom() < before) == less


def test_counts_say_one_and_many(bench: Bench) -> None:
    status = bench.window.status
    status.show_counts(1, 1, 1, 50)
    assert (status._size.text(), status._cards.text()) == ("1 stage · 1 step", "1 card")
    assert status._evidence.text() == "50 % evidence"
    status.show_counts(0, 0, 12_345, None)
    assert status._cards.text() == "12,345 cards"
    assert status._evidence.text() == "no evidence asked"


def test_a_message_goes_after_a_while(bench: Bench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    status = bench.window.status
    status._until.setInterval(30)
    status.show_message("<i>Something</i>")
    assert status._message.text() == "<i>Something</i>"
    qtbot.waitUntil(lambda: status._message.text() == "")
    assert bars._MESSAGE_MS >= 5_000


def test_the_mark_of_undo_follows(bench: Bench) -> None:
    action = bench.window.actions_by_name["undo"]
    button = next(one for one in bench.window.top.findChildren(QToolButton) if one.defaultAction() is action)
    assert not button.isEnabled()
    bench.selection.select(card_ref("c1"))
    bench.keys("Del")
    QTest.mouseClick(button, LEFT)
    assert "c1" in bench.journey.cards


@pytest.mark.parametrize("width", [480, 640, 820, 1024, 1500])
def test_a_narrow_window_leaves_buttons_out_and_cuts_none(open_bench: OpenBench, width: int) -> None:
    bench = open_bench()
    bench.document.do("Name", lambda journey: set_about(journey, title="A rather long title for a map of a journey"))
    bench.window.resize(width, 600)
    QApplication.processEvents()
    assert bench.window.width() == width
    for bar in (bench.window.top, bench.window.status):
        shown = [part for part in bar.findChildren(QWidget) if part.isVisible() and part.parent() is bar]
        assert all(part.geometry().right() < bar.width() for part in shown)
        for one, other in itertools.combinations(shown, 2):
            assert not one.geometry().intersects(other.geometry())
    assert any(b.isVisible() and b.text() == "Export" for b in bench.window.top.findChildren(QPushButton))
    buttons = {b.accessibleName(): b.isVisible() for b in bench.window.top.findChildren(QToolButton)}
    assert next(shown for name, shown in buttons.items() if name.startswith("Undo"))
    assert buttons["Select and drag"] == (width >= 820)
