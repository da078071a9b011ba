"""The window with a persona's page: who shows, following the map, writing the page to a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.edit.personas import add_persona, delete_persona, set_persona_fields
from jmapdesk.session.selection import Ref
from jmapdesk.ui.persona_window import PersonaWindow
from tests.ui.bench import LEFT, Bench


def opened(bench: Bench) -> PersonaWindow:
    """The window of a map's personas."""
    [found] = bench.window.findChildren(PersonaWindow)
    assert found.isVisible()
    return found


def ink(window: PersonaWindow) -> int:
    """How many colours the page shows: a blank one shows two."""
    image = window.sheet.grab().toImage()
    places = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return len({image.pixel(x, y) for x, y in places})


def test_the_page_of_the_selected_persona_shows(bench: Bench) -> None:
    bench.document.do("Add", lambda m: add_persona(m, lambda: "bo", name="Bo Lind"))
    bench.selection.select(Ref("persona", "bo"))
    bench.trigger("persona_pages")
    window = opened(bench)
    assert window.persona == "bo"
    assert ink(window) > 5
    QTest.keyClick(window.who, Qt.Key.Key_Up)
    assert window.persona == "ada"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_inspector_opens_it(bench: Bench) -> None:
    bench.selection.select(Ref("persona", "ada"))
    buttons = [one for one in bench.window.inspector.findChildren(QPushButton) if one.text() == "Show the page"]
    QTest.mouseClick(buttons[0], LEFT)
    assert opened(bench).persona == "ada"


def test_it_follows_the_map(bench: Bench, qtbot: QtBot) -> None:
    bench.trigger("persona_pages")
    window = opened(bench)
    before = window.sheet.sizeHint().height()
    goals = tuple(f"goal {n}" for n in range(9))
    bench.document.do("Change", lambda m: set_persona_fields(m, "ada", name="Ada Byron", goals=goals))
    qtbot.waitUntil(lambda: window.who.currentText() == "Ada Byron")
    assert window.sheet.sizeHint().height() > before
    bench.document.do("Delete", lambda m: delete_persona(m, "ada"))
    qtbot.waitUntil(lambda: not window.persona)
    assert "no persona" in window.said.text()
    assert not window.pdf.isEnabled()
    bench.document.undo()
    qtbot.waitUntil(lambda: window.persona == "ada")
    assert window.pdf.isEnabled()


@pytest.mark.parametrize(("button", "start"), [("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_the_page_is_written(button: str, start: bytes, bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    bench.trigger("persona_pages")
    window = opened(bench)
    bench.answers.paths.append(str(tmp_path / "ada"))
    QTest.mouseClick(getattr(window, button), LEFT)
    qtbot.waitUntil(lambda: "Wrote" in window.said.text(), timeout=20_000)
    assert (tmp_path / f"ada.{button}").read_bytes().startswith(start)
    assert bench.answers.suggested[0].endswith(f"A small map – Ada.{button}")


def test_it_goes_with_its_map(bench: Bench) -> None:
    bench.trigger("persona_pages")
    window = opened(bench)
    bench.trigger("close")
    assert not window.isVisible()


def test_the_menu_of_a_persona_deletes_it_in_one_step(bench: Bench) -> None:
    view = bench.window.view
    block = view.layout_now.personas[0]
    at = view.camera.to_view(block.rect).center().toPoint()
    bench.click(at)
    assert bench.selection.primary == Ref("persona", "ada")
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    lines = bench.in_menu(lambda: view.contextMenuEvent(asked), choose="Delete")
    assert "Delete" in lines
    assert "ada" not in bench.journey.personas
    assert bench.document.undo_labels == ("Delete persona",)
    bench.trigger("undo")
    assert "ada" in bench.journey.personas
    assert bench.selection.primary == Ref("persona", "ada")
    bench.keys("Del")
    assert "ada" not in bench.journey.personas
