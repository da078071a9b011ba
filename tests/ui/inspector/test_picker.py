"""Lists to pick from are as large as what they offer, within bounds, and inside the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.ui.inspector.picker import Item, Picker


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[..., Picker]:
    """Opens a picker of some items under a button."""

    buttons: list[QPushButton] = []

    def open_it(*words: str) -> Picker:
        button = QPushButton("Pick")
        buttons.append(button)
        qtbot.addWidget(button)
        button.show()
        picker = Picker(button, lambda: [Item(str(n), one) for n, one in enumerate(words)], "Find")
        picker.open_under(button)
        return picker

    return open_it


def test_few_items_take_little_room(opened: Callable[..., Picker]) -> None:
    small, large = opened("One"), opened(*(f"Item {n}" for n in range(60)))
    assert small.height() < 130
    assert 300 < large.height() <= 340
    assert small.list.verticalScrollBar().maximum() == 0


def test_a_long_name_makes_it_wider_and_can_be_read_whole(opened: Callable[..., Picker]) -> None:
    name = "Handover app with photos of every room · Move in · Handover"
    picker = opened("Short", name)
    assert 300 < picker.width() <= 560
    assert picker.list.visualItemRect(picker.list.item(1)).width() >= picker.list.sizeHintForColumn(0)
    huge = opened("A very long name of an opportunity " * 4)
    assert huge.width() == 560
    assert huge.list.item(0).toolTip() == huge.list.item(0).text()
    screen = huge.screen().availableGeometry()
    assert screen.left() <= huge.geometry().left()
