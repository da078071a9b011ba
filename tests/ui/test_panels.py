"""The parts beside the map."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.session.settings import Settings
from jmapdesk.ui.panels import Panel, Panels, first_field, next_part
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench


def two(qtbot: QtBot) -> tuple[QWidget, QWidget, QWidget]:
    whole = QWidget()
    qtbot.addWidget(whole)
    left, right = QWidget(whole), QWidget(whole)
    return whole, left, right


def test_a_panel_is_shown_by_its_action_ticked_and_found_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    _whole, left, right = two(qtbot)
    actions = {name: QAction(name, left, checkable=True) for name in ("left", "right")}
    said: list[str] = []
    entries = [Panel("left", left, "panel.left", shown=True), Panel("right", right, opened=lambda: said.append("here"))]
    panels = Panels(entries, actions)
    panels.restore(Settings(tmp_path))
    assert (left.isHidden(), right.isHidden()) == (False, True)
    assert actions["left"].isChecked()
    panels.handlers()["left"]()
    panels.show("right")
    assert (left.isHidden(), right.isHidden()) == (True, False)
    assert not actions["left"].isChecked()
    assert said == ["here"]
    panels.keep(Settings(tmp_path))
    Panels(entries, actions).restore(Settings(tmp_path))
    assert (left.isHidden(), right.isHidden()) == (True, True)  # the right one is kept nowhere


def test_a_panel_that_goes_with_the_keyboard_in_it_hands_it_to_the_map(bench: Bench) -> None:
    bench.trigger("show_filter")
    assert not bench.window.view.hasFocus()
    bench.trigger("show_filter")
    assert bench.window.view.hasFocus()


def test_the_keyboard_goes_round_the_parts_that_show(qtbot: QtBot) -> None:
    whole, left, right = two(qtbot)
    field = QLineEdit(right)
    whole.show()
    assert next_part([left, right], None, 1) is right
    assert next_part([left, right], field, 1) is left
    left.hide()
    assert next_part([left, right], field, 1) is right
    assert first_field(right) is field
    assert first_field(left) is left


def test_panels_give_way_where_the_map_would_have_no_room_and_come_back_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    _whole, left, right = two(qtbot)
    left.setMinimumWidth(100)
    right.setMinimumWidth(300)
    actions = {name: QAction(name, left, checkable=True) for name in ("left", "right")}
    entries = [Panel("left", left, "l", shown=True, yields=1), Panel("right", right, "r", shown=True, yields=2)]
    panels = Panels(entries, actions)
    panels.restore(Settings(tmp_path))
    seen = []
    for width in (1200, 700, 400, 700, 1200):
        panels.fit(width)
        seen.append((left.isHidden(), right.isHidden()))
    assert seen == [(False, False), (False, True), (True, True), (False, True), (False, False)]
    panels.fit(400)
    panels.keep(Settings(tmp_path))
    assert Settings(tmp_path).value("r", False)  # it gave way, nobody closed it
    panels.show("right")
    assert not right.isHidden()
    panels.show("right", False)
    panels.fit(1200)
    assert right.isHidden()


def test_a_panel_opened_in_a_narrow_window_shows_and_the_others_make_room(qtbot: QtBot) -> None:
    _whole, left, right = two(qtbot)
    left.setMinimumWidth(100)
    right.setMinimumWidth(300)
    actions = {name: QAction(name, left, checkable=True) for name in ("left", "right")}
    entries = [Panel("left", left, "l", shown=True, yields=1), Panel("right", right, "r", shown=True, yields=2)]
    panels = Panels(entries, actions)
    panels.fit(480)
    assert (left.isHidden(), right.isHidden()) == (False, True)
    panels.toggle("right")
    assert (left.isHidden(), right.isHidden()) == (True, False)
    panels.fit(490)
    assert not right.isHidden()
    panels.toggle("right")
    assert (left.isHidden(), right.isHidden()) == (False, True)
    panels.show("right")
    panels.fit(400)  # the map would all but go
    assert right.isHidden()


def test_at_1280_the_palette_lends_its_room_to_a_panel_that_is_opened_for_a_while(open_bench: OpenBench) -> None:
    bench = open_bench()
    bench.window.resize(1280, 800)
    view = bench.window.view
    assert bench.window.palette_panel.isVisible()
    bench.trigger("show_filter")
    QApplication.processEvents()
    assert (bench.window.filter_panel.isVisible(), bench.window.inspector.isVisible()) == (True, True)
    assert not bench.window.palette_panel.isVisible()
    assert view.width() >= 700
    bench.trigger("show_filter")
    assert bench.window.palette_panel.isVisible()
    bench.trigger("show_filter")
    bench.trigger("show_palette")  # who asks for it has it
    assert bench.window.palette_panel.isVisible()
    bench.trigger("show_filter")
    bench.window.resize(1700, 800)
    bench.trigger("show_filter")
    assert bench.window.palette_panel.isVisible()
