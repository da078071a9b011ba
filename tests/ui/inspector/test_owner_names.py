"""Owner offers the names a map knows already while one types; keys and the pointer take one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_fields_of
from tests.ui.inspector.hands import Desk, type_over


def named(desk: Desk) -> None:
    desk.document.do("Name", lambda m: set_fields_of(m, ("op", "op2"), owner="Nora Lind"))
    desk.document.do("Name", lambda m: set_fields_of(m, ("pa",), owner="Omar"))


def offered(desk: Desk) -> list[str]:
    popup = desk.field("owner").names.popup()
    model = popup.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if popup.isVisible() else []


def test_names_are_offered_while_one_types_and_enter_takes_one(desk: Desk, qtbot: QtBot) -> None:
    named(desk)
    desk.select("c1")
    type_over(desk.field("owner"), "No")
    assert offered(desk) == ["Nora Lind"]
    popup = desk.field("owner").names.popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert desk.card("c1").owner == "Nora Lind"
    assert desk.field("owner").line.text() == "Nora Lind"
    assert desk.steps() == 3
    assert not popup.isVisible()


def test_a_click_takes_one_for_all_selected_cards(desk: Desk, qtbot: QtBot) -> None:
    named(desk)
    desk.select("c1", "c2")
    type_over(desk.field("owner"), "om")
    popup = desk.field("owner").names.popup()
    place = popup.visualRect(popup.model().index(0, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (desk.card("c1").owner, desk.card("c2").owner) == ("Omar", "Omar")


def test_a_name_nobody_has_is_just_typed_and_known_from_then_on(desk: Desk) -> None:
    named(desk)
    desk.select("c1")
    type_over(desk.field("owner"), "Nobody")
    assert offered(desk) == []
    desk.field("note").box.setFocus()
    desk.select("c2")
    type_over(desk.field("owner"), "nob")
    assert offered(desk) == ["Nobody"]
    QTest.keyClick(desk.field("owner").names.popup(), Qt.Key.Key_Escape)
    assert offered(desk) == []
    assert desk.card("c2").owner == "nob"
    QApplication.processEvents()
