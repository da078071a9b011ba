"""Each choice of an export: shown as the options say, and put into them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from jmapdesk.edit.views import add_view, delete_view
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.exchange.registry import format_named
from jmapdesk.ui.export.choices import fields
from jmapdesk.ui.export.window import ExportWindow
from jmapdesk.ui.look import Tokens
from tests.ui.bench import LEFT, Bench
from tests.ui.export.conftest import choose, field, settle, shown_fields

CHANGED = {
    "paper": paper_named("arch d"),
    "orientation": "portrait",
    "scale": scale_named("75%"),
    "margin": 12.5,
    "dpi": 300.0,
    "pixels": (800, 600),
    "transparent": True,
    "personas": True,
    "view": "for-the-board",
    "detail": "key",
    "stages": ("s2", "s2"),
    "theme": "grey",
    "legend": False,
    "footer": False,
    "header": False,
    "tiles": paper_named("A3"),
    "overlap": 12.5,
    "avoid_cards": False,
    "sheet_marks": False,
    "key_page": False,
    "repeat_headers": True,
    "bleed": 3.5,
    "marks": True,
    "cmyk": True,
    "outlines": True,
}


def test_every_choice_has_a_field() -> None:
    concerned = [name for one in fields(Tokens()) for name in one.concerns]
    assert sorted(concerned) == sorted(CHANGED), "each stands in one field"


@pytest.mark.parametrize("name", CHANGED)
def test_a_field_shows_what_the_options_say_and_gives_it_back(
    name: str, window: ExportWindow, qtbot: QtBot
) -> None:
    window.choose_form(next(key for key in ("tiles", "png", "pdf") if name in format_named(key).concerns))
    options = replace(ExportOptions(), **{name: CHANGED[name]})
    choose(window, options)
    assert getattr(window.options(), name) == CHANGED[name]
    choose(window, ExportOptions())
    assert getattr(window.options(), name) == getattr(ExportOptions(), name)
    settle(window, qtbot)


def test_the_direction_is_asked_where_there_is_a_paper_to_turn(window: ExportWindow) -> None:
    assert "orientation" not in shown_fields(window)
    choose(window, ExportOptions(paper=paper_named("A3")))
    assert "orientation" in shown_fields(window)
    window.choose_form("png")
    choose(window, ExportOptions(paper=paper_named("A3"), pixels=(800, 600)))
    assert {"orientation", "paper"}.isdisjoint(shown_fields(window))


def test_outlines_are_offered_for_drawings_too(window: ExportWindow) -> None:
    window.choose_form("svg")
    assert {"outlines", "cmyk", "bleed"} & set(shown_fields(window)) == {"outlines"}
    window.choose_form("png")
    assert "outlines" not in shown_fields(window)


def test_a_size_in_per_cent_can_be_typed(window: ExportWindow, qtbot: QtBot) -> None:
    scale = field(window, "scale")
    percent, button = scale.percent, scale.segments.buttons[2]  # type: ignore[attr-defined]
    assert not percent.isVisible()
    QTest.mouseClick(button, LEFT)
    assert window.options().scale == scale_named("100%")
    percent.setValue(150)
    assert window.options().scale == scale_named("150%")
    settle(window, qtbot)
    assert "at 150 %" in window.size_said.text()


def test_a_roll_is_chosen_from_the_list(window: ExportWindow) -> None:
    box = field(window, "paper").box  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData("roll610mm"))
    assert window.options().paper == paper_named("roll610mm")


def test_views_are_offered_as_they_come_and_go(bench: Bench, window: ExportWindow, qtbot: QtBot) -> None:
    combo = field(window, "view").combo  # type: ignore[attr-defined]
    bench.document.do("View", lambda m: add_view(m, lambda: "v", "Pains & gains", hidden_lanes=("touch",)))
    qtbot.waitUntil(lambda: combo.findText("Pains & gains") >= 0)
    combo.setCurrentIndex(combo.findData("v"))
    combo.activated.emit(combo.currentIndex())
    settle(window, qtbot)
    assert window.options().view == "v"
    bench.document.do("View", lambda m: delete_view(m, "v"))
    qtbot.waitUntil(lambda: "no longer in this map" in window.note.text())
    assert combo.currentText() == "A view that is gone"
    assert not window.save_button.isEnabled()
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    settle(window, qtbot)
    assert window.save_button.isEnabled()


def test_all_stages_are_no_range(window: ExportWindow) -> None:
    stages = field(window, "stages")
    first: QComboBox = stages.first  # type: ignore[attr-defined]
    first.setCurrentIndex(1)
    first.activated.emit(1)
    assert window.options().stages == ("s2", "s2")
    first.setCurrentIndex(0)
    first.activated.emit(0)
    assert window.options().stages is None
