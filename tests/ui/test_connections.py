"""Connections in the whole window: several selected, deleted, brought back, their menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from jmapdesk.edit.connections import connect
from jmapdesk.session.selection import Ref, card_ref
from tests.ui.bench import Bench

BOTH = [Ref("connection", "w1"), Ref("connection", "w2")]


@pytest.fixture
def connected(bench: Bench) -> Bench:
    """A window with arrows ``w1`` and ``w2`` out of ``c1``."""
    bench.document.do("Connect", lambda m: connect(connect(m, "c1", "c2", lambda: "w1"), "c1", "f3", lambda: "w2"))
    return bench


@pytest.mark.parametrize(
    ("refs", "words"), [(BOTH, "2 connections"), ([BOTH[0], card_ref("c2")], "1 connection · 1 card")]
)
def test_several_things_with_connections_among_them_are_counted(
    connected: Bench, refs: list[Ref], words: str
) -> None:
    connected.selection.set(refs)
    page = connected.window.inspector.page
    assert page is not None
    assert words in [label.text() for label in page.findChildren(QLabel)]


def test_several_are_deleted_as_one_step_and_undo_selects_them_again(connected: Bench) -> None:
    connected.selection.set(BOTH)
    connected.trigger("delete")
    assert not connected.journey.connections
    connected.trigger("undo")
    assert set(connected.selection.refs) == set(BOTH)


def test_its_menu_offers_to_name_and_to_delete_it(connected: Bench) -> None:
    connected.selection.select(BOTH[0])
    assert "Edit the text" in connected.in_menu(connected.window.view.ask_menu)


def test_cards_selected_one_after_the_other_are_chained(bench: Bench) -> None:
    bench.selection.set([card_ref("c2"), card_ref("c1"), card_ref("f3")])
    bench.keys("Ctrl+Alt+C")
    assert [(one.start, one.end) for one in bench.journey.connections.values()] == [("c2", "c1"), ("c1", "f3")]
    assert len(bench.document.undo_labels) == 1


def test_the_panel_of_several_cards_connects_them(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("c2")])
    page = bench.window.inspector.page
    assert page is not None
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == "Connect"]
    assert button.toolTip() == bench.window.actions_by_name["connect"].toolTip()  # keys and all
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (arrow,) = bench.journey.connections.values()
    assert (arrow.start, arrow.end) == ("c1", "c2")
    assert bench.selection.refs == (Ref("connection", arrow.id),)
    assert bench.document.undo_labels == ("Connect cards",)
