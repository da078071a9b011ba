"""The page of a connection: kind, label, turned round, and the way to its cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.connections import connect
from jmapdesk.ui.inspector.connection_page import ConnectionPage
from tests.ui.inspector.hands import Desk, type_over


def page_of_new(desk: Desk) -> ConnectionPage:
    """The page of an arrow from ``c1`` to ``c2``."""
    desk.document.do("Connect cards", lambda m: connect(m, "c1", "c2", lambda: "w"))
    desk.show("connection", "w")
    page = desk.page
    assert isinstance(page, ConnectionPage)
    return page


def test_its_label_is_typed_as_one_step(desk: Desk) -> None:
    page_of_new(desk)
    type_over(desk.field("label"), "if late")
    assert desk.document.journey.connections["w"].label == "if late"
    assert desk.document.undo_labels[0] == "Change label"


def test_both_cards_are_told_and_a_press_goes_there(desk: Desk) -> None:
    page, went = page_of_new(desk), []
    desk.panel.jump_requested.connect(went.append)
    assert [end.tile.title.text() for end in page.ends] == ["Poster", "Web site"]
    for end in page.ends:
        QTest.mouseClick(end.tile, Qt.MouseButton.LeftButton)
    assert went == ["c1", "c2"]


def test_it_is_turned_round(desk: Desk) -> None:
    page = page_of_new(desk)
    QTest.mouseClick(page.turn, Qt.MouseButton.LeftButton)
    arrow = desk.document.journey.connections["w"]
    assert (arrow.start, arrow.end) == ("c2", "c1")
    assert [end.tile.title.text() for end in page.ends] == ["Web site", "Poster"]
