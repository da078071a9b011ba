"""Copying as a picture, and exporting what is selected."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from jmapdesk.session.selection import card_ref
from jmapdesk.ui.export.fields import SELECTION
from jmapdesk.ui.export.window import ExportWindow
from tests.ui.bench import Bench
from tests.ui.export.conftest import settle


def some_card(bench: Bench) -> str:
    return next(one.card.id for box in bench.window.view.layout_now.lanes for cell in box.cells for one in cell)


def test_what_is_selected_is_copied_and_nothing_else(bench: Bench) -> None:
    bench.window.selection.clear()
    bench.trigger("copy_picture")
    whole = QGuiApplication.clipboard().image()
    bench.window.selection.set([card_ref(some_card(bench))])
    bench.trigger("copy_picture")
    part = QGuiApplication.clipboard().image()
    assert not part.isNull()
    assert part.width() < whole.width() / 2
    assert "as a picture" in bench.window.status._message.text()


def test_what_is_selected_can_be_exported_by_itself(bench: Bench, qtbot: QtBot) -> None:
    bench.window.selection.set([card_ref(some_card(bench))])
    bench.keys("Ctrl+E")
    [window] = bench.window.findChildren(ExportWindow)
    settle(window, qtbot)
    assert window.pages is not None
    whole = window.pages.sheets[0].picture.width
    show = next(one for one in window.panel.fields if "view" in one.concerns)
    show.combo.setCurrentIndex(show.combo.findData(SELECTION))
    show.combo.activated.emit(show.combo.currentIndex())
    settle(window, qtbot)
    assert window.pages.sheets[0].picture.width < whole / 2


def test_without_a_selection_it_is_not_offered(bench: Bench, qtbot: QtBot) -> None:
    bench.window.selection.clear()
    bench.keys("Ctrl+E")
    [window] = bench.window.findChildren(ExportWindow)
    settle(window, qtbot)
    show = next(one for one in window.panel.fields if "view" in one.concerns)
    assert show.combo.findData(SELECTION) < 0
