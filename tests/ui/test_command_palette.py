"""Ctrl+K finds anything, and Enter goes there or does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.cards import set_text
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.storage.files import save_map
from tests.builders import small_map
from tests.ui.bench import LEFT, PLAIN, Bench


def look_for(bench: Bench, words: str) -> list[str]:
    """Open the line, type, and read what is offered."""
    bench.keys("Ctrl+K")
    bench.type(words)
    return [one.words for one in bench.window.finder.found.entries]


def press(bench: Bench, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_a_card_is_found_shown_and_selected(bench: Bench) -> None:
    bench.window.view.zoom_to(6.0)
    assert look_for(bench, "web") == ["Web site"]
    press(bench, Qt.Key.Key_Return)
    assert bench.selection.refs == (card_ref("c2"),)
    assert bench.window.view.viewport().rect().contains(bench.card("c2"))
    assert bench.window.finder.isHidden()
    assert bench.window.view.hasFocus()


def test_an_action_is_done_and_shows_its_keys(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    assert look_for(bench, "delete")[0] == "Delete"
    finder = bench.window.finder
    assert finder.keys_of(finder.found.entries[0]) == "Del"
    press(bench, Qt.Key.Key_Return)
    assert "c1" not in bench.journey.cards


def test_what_cannot_be_done_now_is_not_offered(bench: Bench) -> None:
    assert "Delete" not in look_for(bench, "delete")


def test_arrows_walk_round_and_esc_leaves_everything_as_it_was(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    found = look_for(bench, "p")
    assert len(found) > 3
    rows = bench.window.finder.list
    press(bench, Qt.Key.Key_Up)
    assert rows.currentIndex().row() == len(found) - 1
    press(bench, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 1
    press(bench, Qt.Key.Key_Escape)
    assert bench.window.finder.isHidden()
    assert bench.selection.refs == (card_ref("c1"),)
    assert bench.window.view.hasFocus()


def test_a_click_takes_a_row(bench: Bench) -> None:
    look_for(bench, "buy")
    rows = bench.window.finder.list
    QTest.mouseClick(rows.viewport(), LEFT, PLAIN, rows.visualRect(rows.model().index(0, 0)).center())
    assert bench.selection.refs == (Ref("stage", "s2"),)


def test_it_knows_what_was_written_since_it_was_opened_first(bench: Bench) -> None:
    look_for(bench, "x")
    press(bench, Qt.Key.Key_Escape)
    bench.document.do("Write", lambda journey: set_text(journey, "c1", "Xylophone"))
    assert look_for(bench, "xyl") == ["Xylophone"]
    press(bench, Qt.Key.Key_Escape)
    bench.trigger("undo")
    assert look_for(bench, "xyl") == []


def test_a_thing_says_where_it_stands(bench: Bench) -> None:
    finder = bench.window.finder
    look_for(bench, "poster")
    assert finder.where(finder.found.entries[0]) == "Notice › See · Touchpoints"
    press(bench, Qt.Key.Key_Escape)
    look_for(bench, "returns")
    assert finder.where(finder.found.entries[0]) == "parked"


def test_a_recent_map_is_opened(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "claims.jmap"
    save_map(small_map(), path, None)
    bench.window._kit.settings.add_recent(path)
    assert look_for(bench, "claims") == ["claims"]
    press(bench, Qt.Key.Key_Return)
    assert bench.document.path == path


def test_recent_maps_of_one_name_say_their_folders(bench: Bench, tmp_path: Path) -> None:
    for folder in ("work", "home"):
        bench.window._kit.settings.add_recent(tmp_path / folder / "claims.jmap")
    assert look_for(bench, "claims") == ["claims", "claims"]
    finder = bench.window.finder
    assert {finder.where(one) for one in finder.found.entries} == {"recent map · work", "recent map · home"}


def test_a_new_card_of_a_kind_is_made_with_the_lane_it_lacks(bench: Bench) -> None:
    assert look_for(bench, "new card opp") == ["New card: Opportunity"]
    press(bench, Qt.Key.Key_Return)
    bench.type("Text us\n")
    (card,) = (card for card in bench.journey.cards.values() if card.kind == "opportunity")
    assert (card.text, bench.journey.lanes[card.lane or ""].kind) == ("Text us", "opportunities")
    assert len(bench.document.undo_labels) == 1


def test_a_new_card_goes_to_the_selected_cell_where_that_takes_it(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p2"))
    look_for(bench, "new card pain")
    press(bench, Qt.Key.Key_Return)
    bench.type("Queue\n")
    assert [card.text for card in cell_cards(bench.journey, "pain", "p2")] == ["Queue"]


def test_esc_brings_the_keyboard_to_the_map_where_what_had_it_is_gone(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    bench.window.view.edit_selected()
    bench.trigger("find_anything")
    bench.keys("Esc")
    assert bench.window.view.hasFocus()
    bench.window.status.filter_button.setText("All")
    bench.window.status.filter_button.show()
    bench.window.status.filter_button.setFocus()
    bench.trigger("find_anything")
    bench.window.status.filter_button.hide()
    bench.keys("Esc")
    assert bench.window.view.hasFocus()


@pytest.mark.parametrize("words", ["look dark", "Dark look", "view dark", "window da"])
def test_an_action_is_found_by_the_menu_it_stands_in_too(bench: Bench, words: str) -> None:
    assert look_for(bench, words)[0] == "Dark"
    finder = bench.window.finder
    assert finder.where(finder.found.entries[0]) == "View › Look of the window"
    said = finder.found.data(finder.found.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Dark, View › Look of the window"


def test_an_action_says_its_menu_and_its_keys(bench: Bench) -> None:
    look_for(bench, "find next")
    finder = bench.window.finder
    assert finder.where(finder.found.entries[0]) == "Edit › Find words and replace"
    said = finder.found.data(finder.found.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Find next, Edit › Find words and replace, F3"


def test_what_has_the_words_itself_comes_before_what_only_stands_in_such_a_menu(bench: Bench) -> None:
    bench.document.do("Write", lambda journey: set_text(journey, "c1", "Ask somebody for help"))
    found = look_for(bench, "help")
    assert found.index("Ask somebody for help") < found.index("Keyboard shortcuts")
    assert len(found) == len(set(found))


def test_parts_of_the_words_of_a_menu_find_nothing(bench: Bench) -> None:
    assert "Dark" not in look_for(bench, "indow")


def test_nothing_found_is_said(bench: Bench) -> None:
    finder = bench.window.finder
    assert look_for(bench, "zzyzx") == []
    assert finder.nothing.isVisible()
    assert finder.nothing.text() == "Nothing found"
    assert finder.line.accessibleDescription() == "Nothing found"
    assert finder.rect().contains(finder.nothing.geometry())
    assert finder.nothing.geometry().top() > finder.line.geometry().bottom()
    press(bench, Qt.Key.Key_Return)  # there is nothing to take
    assert finder.isVisible()
    for _ in "zzyzx":
        press(bench, Qt.Key.Key_Backspace)
    assert not finder.nothing.isVisible()
    assert finder.line.accessibleDescription() == ""
    assert finder.list.isVisible()


class Seen(QObject):
    """What becomes of the line and of the map under it, in the order it happens."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.told: list[str] = []
        self._finder, self._map = bench.window.finder, bench.window.view.viewport()
        for one in (self._finder, self._map):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._finder and event.type() == QEvent.Type.Hide:
            self.told.append("closed")
        elif watched is self._map and event.type() == QEvent.Type.Paint and self.told[-1:] == ["closed"]:
            self.told.append("map painted")
        return False


def test_the_line_has_gone_from_the_screen_before_an_action_begins_however_long_that_takes(bench: Bench) -> None:
    look_for(bench, "fit the map")
    QApplication.processEvents()
    seen, action = Seen(bench), bench.window.actions_by_name["zoom_fit"]
    action.triggered.disconnect()
    action.triggered.connect(lambda: seen.told.append("begun"))
    press(bench, Qt.Key.Key_Return)
    assert seen.told == ["closed", "map painted", "begun"]


def test_so_it_has_before_a_map_is_opened(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "claims.jmap"
    save_map(small_map(), path, None)
    bench.window._kit.settings.add_recent(path)
    look_for(bench, "claims")
    QApplication.processEvents()
    seen = Seen(bench)
    bench.window.finder.opened.disconnect()
    bench.window.finder.opened.connect(lambda _path: seen.told.append("begun"))
    press(bench, Qt.Key.Key_Return)
    assert seen.told == ["closed", "map painted", "begun"]
