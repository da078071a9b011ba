"""What panels share that show a change before it is made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.cards import set_text
from jmapdesk.ui.offer import Offer
from tests.ui.bench import Bench


class Letters(Offer):
    """Offers other words on a card; ``x`` is a key of its own."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window.view, "Letters")
        self.seen: list[int] = []

    def offer(self) -> None:
        self.begin("Letters").preview(lambda m: set_text(m, "c1", "Flyer"))
        self.show()
        self.setFocus()

    def take(self, key: int) -> bool:
        self.seen.append(key)
        return key == Qt.Key.Key_X


@pytest.fixture
def panel(bench: Bench) -> Letters:
    made = Letters(bench)
    made.offer()
    assert bench.journey.cards["c1"].text == "Flyer"
    return made


def test_enter_keeps_it_as_one_step(bench: Bench, panel: Letters) -> None:
    bench.keys("Return")
    assert bench.journey.cards["c1"].text == "Flyer"
    assert bench.document.undo_labels == ("Letters",)
    assert panel.isHidden()
    assert bench.window.view.hasFocus()


@pytest.mark.parametrize("key", ["Esc", "Ctrl+Z"])
def test_esc_and_undo_leave_the_map_as_it_was(bench: Bench, panel: Letters, key: str) -> None:
    bench.keys(key)
    assert bench.journey.cards["c1"].text == "Poster"
    assert not bench.document.undo_labels
    assert panel.isHidden()


def test_another_edit_ends_it(bench: Bench, panel: Letters) -> None:
    bench.document.do("Edit", lambda m: set_text(m, "c2", "Page"))
    assert panel.isHidden()
    assert bench.journey.cards["c1"].text == "Poster"


def test_plain_keys_are_its_own_before_the_windows_shortcuts(bench: Bench, panel: Letters) -> None:
    QTest.keyClick(panel, Qt.Key.Key_X)
    QTest.keyClick(panel, Qt.Key.Key_Delete)
    assert panel.seen == [Qt.Key.Key_X, Qt.Key.Key_Delete]
    assert not panel.isHidden()


def test_the_keyboard_goes_back_to_where_it_was(bench: Bench) -> None:
    panel = Letters(bench)
    bench.window.inspector.focus_first()
    held = bench.window.focusWidget()
    panel.offer()
    bench.keys("Esc")
    assert bench.window.focusWidget() is held
