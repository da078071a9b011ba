"""The bar above the map and the one below."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper
from jmapdesk.edit.about import set_about
from jmapdesk.session.selection import card_ref
from jmapdesk.ui import bars
from jmapdesk.ui.actions import SPECS
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
    assert bench.window.files.export_window is not None
    assert bench.window.files.export_window.isVisible()


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


@pytest.mark.parametrize("width", [1500, 1000, 640])
def test_a_long_message_is_shown_whole(bench: Bench, width: int, qtbot: QtBot) -> None:
    status = bench.window.status
    bench.window.resize(width, 700)
    before = [part.isVisible() for part in status.findChildren(QWidget)]
    words = (
        "“A workshop on a Tuesday.jmap” was not saved because there is no room left on the disk; nothing there was "
        "changed: make room or save somewhere else."
    )
    status.show_message(words)
    label = status._message

    def whole() -> bool:
        if not label.wordWrap():
            return label.width() >= label.fontMetrics().horizontalAdvance(words)
        return label.height() >= label.heightForWidth(label.width())

    qtbot.waitUntil(whole)
    assert label.text() == words
    status.show_message("")
    assert [part.isVisible() for part in status.findChildren(QWidget)] == before
    qtbot.waitUntil(lambda: status.height() < 40)


def test_a_message_does_not_take_away_what_has_the_keyboard(bench: Bench) -> None:
    status = bench.window.status
    bench.window.resize(640, 700)
    status._slider.setFocus()
    status.show_message("Something that is told in very many words " * 4)
    assert status._slider.isVisible()
    assert bench.window.focusWidget() is status._slider


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


@pytest.mark.parametrize("width", [480, 640, 820])
def test_what_a_narrow_bar_leaves_out_stands_behind_its_last_button(open_bench: OpenBench, width: int) -> None:
    bench = open_bench()
    bench.window.resize(width, 480)
    QApplication.processEvents()
    top = bench.window.top
    shown = {b.defaultAction() for b in top.findChildren(QToolButton) if b.isVisible() and b.defaultAction()}
    left_out = {b.defaultAction() for b in top.findChildren(QToolButton) if b.defaultAction()} - shown
    assert top.more_button.isVisible() == bool(left_out)
    if left_out:
        lines = bench.in_menu(lambda: QTest.keyClick(top.more_button, Qt.Key.Key_Space))
        assert "" not in lines
        assert set(lines) >= {action.text().replace("&", "") for action in left_out}
        assert not {action.text().replace("&", "") for action in shown} & set(lines)


def test_a_tool_is_taken_from_behind_the_last_button(open_bench: OpenBench) -> None:
    bench = open_bench()
    bench.window.resize(500, 480)
    QApplication.processEvents()
    more = bench.window.top.more_button
    bench.in_menu(lambda: QTest.mouseClick(more, LEFT), choose="Move the sheet")
    assert bench.window.view.tool == "hand"


def test_the_insert_button_offers_only_what_adds_something(bench: Bench) -> None:
    menu = bench.window.top.insert_button.menu()
    lines = [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]
    assert "Stage after this one" in lines
    assert not [line for line in lines if line.startswith(("Move", "Join", "Split", "Name"))]


def test_a_wide_bar_needs_no_such_button(bench: Bench) -> None:
    bench.window.resize(1300, 700)
    QApplication.processEvents()
    assert not bench.window.top.more_button.isVisible()


def test_the_window_has_a_least_size_and_its_panels_fold_away(open_bench: OpenBench) -> None:
    bench = open_bench()
    bench.window.resize(100, 100)
    QApplication.processEvents()
    assert (bench.window.width(), bench.window.height()) == (480, 360)
    assert not bench.window.inspector.isVisible()
    assert bench.window.view.viewport().width() > 300


@pytest.mark.parametrize("width", [480, 820, 1300])
def test_no_name_and_no_saving_moves_a_button(keeper: WindowKeeper, bench: Bench, width: int, tmp_path: Path) -> None:
    keeper._kit.appearance.begin()  # the window's own type is wider than what it is made with
    bench.window.resize(width, 700)
    undo = next(b for b in bench.window.top.findChildren(QToolButton) if b.accessibleName().startswith("Undo"))
    places = set()
    for title in ("", "A map", "How a very large organisation with many departments orders one chair"):
        bench.document.do("x", lambda m, title=title: set_about(m, title=title))
        QApplication.processEvents()
        places.add(undo.x())
        bench.document.save(tmp_path / "kept.jmap")
        QApplication.processEvents()
        places.add(undo.x())
        name = bench.window.top._name
        parts = [one for one in name.findChildren(QWidget) if one.isVisible()]
        assert all(name.rect().contains(one.geometry()) for one in parts)
        for one, other in itertools.combinations(parts, 2):
            assert not one.geometry().intersects(other.geometry())
    assert len(places) == 1


def test_the_tool_for_the_curve_has_its_own_icon_and_says_what_to_do(bench: Bench) -> None:
    icons = {spec.name: spec.icon for spec in SPECS}
    assert icons["tool_curve"] != icons["connect"]
    bench.trigger("tool_curve")
    assert bench.window.status.message == "Draw through the lane of emotions; Esc ends"
    bench.keys("Esc")
    assert bench.window.status.message == "", "what is said of a tool goes with it"
    bench.trigger("tool_curve")
    bench.window.say("Saved")
    bench.trigger("tool_select")
    assert bench.window.status.message == "Saved"
    bench.keys("Esc")
    assert bench.window.view.tool == "select"


@pytest.mark.parametrize("width", [1600, 1100, 900, 780, 700, 620])
def test_what_the_bar_below_leaves_out_leaves_no_gap(open_bench: OpenBench, width: int) -> None:
    bench = open_bench()
    bench.window.resize(width, 700)
    QApplication.processEvents()
    status = bench.window.status
    shown = [part for part in status.findChildren(QWidget) if part.isVisible() and part.parent() is status]
    margin = min(part.geometry().left() for part in shown)
    assert margin == status._row.contentsMargins().left()
    assert any(part.geometry().left() == margin and not isinstance(part, QLabel) for part in shown)


def test_counts_stand_apart_evenly(open_bench: OpenBench) -> None:
    bench = open_bench()
    bench.window.resize(1600, 700)
    QApplication.processEvents()
    status = bench.window.status
    ends = [label.mapTo(status, QPoint(label.width(), 0)).x() for label in (status._size, status._cards)]
    starts = [label.mapTo(status, QPoint(0, 0)).x() for label in (status._cards, status._evidence)]
    assert [start - end for end, start in zip(ends, starts, strict=True)] == [16 + 16 + 6] * 2
