"""Presets in the export window: kept in the map as one step, chosen, renamed, deleted, changed from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.presets import save_preset
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.paper import paper_named
from jmapdesk.ui.export.window import ExportWindow
from jmapdesk.ui.name_dialog import NameDialog
from tests.ui.bench import Bench
from tests.ui.export.conftest import choose, settle

WALL = ExportOptions(paper=paper_named("A0"), legend=False)


def named(name: str, run: Callable[[], object]) -> None:
    """Give a name to what asks for one."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameDialog)
        dialog.name.setText(name)
        dialog.accept()

    QTimer.singleShot(30, answer)
    run()


def lines(window: ExportWindow) -> list[str]:
    """The lines of the menu of presets."""
    menu = window.presets.menu()
    menu.aboutToShow.emit()
    return [one.text().replace("&", "") for one in menu.actions() if not one.isSeparator()]


def pick(window: ExportWindow, words: str) -> None:
    """Choose a line of the menu of presets."""
    lines(window)
    next(one for one in window.presets.menu().actions() if one.text().replace("&", "") == words).trigger()


def test_options_are_kept_under_a_name_and_chosen_again(bench: Bench, window: ExportWindow, qtbot: QtBot) -> None:
    assert lines(window) == ["This map has no presets yet", "Keep these options…"]
    choose(window, WALL)
    named("For the wall", lambda: pick(window, "Keep these options…"))
    [preset] = bench.journey.presets.values()
    assert (preset.name, preset.options["paper"], preset.options["format"]) == ("For the wall", "A0", "pdf")
    assert window.presets.accessibleName() == "Presets: For the wall"
    settle(window, qtbot)
    said = "Kept as “For the wall” in the map; save the map to keep it for good."
    assert window.note.text() == said, "the preview that follows leaves it there"
    window.choose_form("png")
    choose(window, ExportOptions())
    assert window.presets.accessibleName() == "Presets"
    pick(window, "For the wall")
    assert window.form.key == "pdf"
    assert window.options().paper.name == "A0"
    assert window.presets.accessibleName() == "Presets: For the wall"
    bench.trigger("undo")
    assert not bench.journey.presets


def test_a_name_that_is_there_takes_the_options_over(bench: Bench, window: ExportWindow) -> None:
    for paper in ("A0", "A2"):
        choose(window, ExportOptions(paper=paper_named(paper)))
        named("Wall", lambda: pick(window, "Keep these options…"))
    [preset] = bench.journey.presets.values()
    assert preset.options["paper"] == "A2"


def test_a_preset_is_renamed_and_deleted(bench: Bench, window: ExportWindow, qtbot: QtBot) -> None:
    choose(window, WALL)
    named("Wall", lambda: pick(window, "Keep these options…"))
    named("Corridor", lambda: pick(window, "Rename “Wall”…"))
    assert window.presets.accessibleName() == "Presets: Corridor"
    pick(window, "Delete “Corridor”")
    assert not bench.journey.presets
    assert "undo brings it back" in window.note.text()
    assert window.options().paper.name == "A0", "the options stay"


def test_what_a_preset_cannot_mean_is_said(bench: Bench, window: ExportWindow, qtbot: QtBot) -> None:
    bent = {"paper": "A99", "format": "hologram", "glitter": 3}
    bench.document.do("x", lambda m: save_preset(m, lambda: "b", "Bent & <b>bold</b>", bent))
    pick(window, "Bent  <b>bold</b>")
    settle(window, qtbot)
    assert "“A99” is no paper" in window.note.text()
    assert window.form.key == "pdf", "a format nobody knows changes nothing"
    assert window.options() == ExportOptions(shown=window.options().shown)


def test_the_menu_is_opened_by_the_keyboard(window: ExportWindow) -> None:
    window.presets.setFocus()
    assert window.focusWidget() is window.presets
    QTimer.singleShot(30, lambda: QApplication.activePopupWidget().close())
    QTest.keyClick(window.presets, " ")
