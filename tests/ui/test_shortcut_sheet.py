"""The sheet of shortcuts: everything that has keys is on it, a few letters find it, and it is kept as one page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.session.selection import cell_ref
from jmapdesk.ui import actions
from jmapdesk.ui.help_sheets import shortcut_groups
from jmapdesk.ui.shortcut_sheet import Group, Shortcut, ShortcutSheet, halves, matching, write_page
from tests.ui.bench import Answers, Bench


def shown(sheet: ShortcutSheet) -> list[str]:
    QApplication.processEvents()  # what was added shows, what was taken out goes
    return [label.text() for label in sheet._inner.findChildren(QLabel) if not label.isHidden()]


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[ShortcutSheet]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ShortcutSheet(shortcut_groups(), parent)
    made.show()
    yield made
    made.close()


def test_every_action_with_keys_is_on_it_once() -> None:
    words = [one.words for group in shortcut_groups() for one in group.shortcuts]
    for spec in actions.SPECS:
        plain = spec.text.replace("&", "").rstrip("…")
        assert words.count(plain) >= (1 if spec.keys else 0), spec.name
    assert "On the map" in [group.name for group in shortcut_groups()]


def test_the_marks_of_the_capture_bar_are_on_it() -> None:
    (group,) = matching(shortcut_groups(), "capture /th")
    assert Shortcut("Thought", "/th") in group.shortcuts


def test_a_few_letters_leave_what_holds_them(sheet: ShortcutSheet) -> None:
    before = len(shown(sheet))
    QTest.keyClicks(sheet.line, "zoom in")
    assert "Zoom in" in shown(sheet)
    assert len(shown(sheet)) < before / 3
    QTest.keyClicks(sheet.line, "xyzzy")
    assert shown(sheet) == []
    assert sheet._none.isVisible()
    sheet.line.clear()
    assert len(shown(sheet)) == before
    assert not sheet._none.isVisible()


def test_keys_are_found_too() -> None:
    found = matching(shortcut_groups(), "ctrl+k")
    assert "Find anything" in [one.words for group in found for one in group.shortcuts]


def test_the_columns_are_about_as_long_as_each_other() -> None:
    groups = [Group(str(n), tuple(Shortcut("w", "k") for _ in range(n))) for n in (9, 3, 4, 2)]
    left, right = halves(groups)
    assert [group.name for group in (*left, *right)] == ["9", "3", "4", "2"]
    assert [group.name for group in left] == ["9"]
    assert halves([]) == ([], [])


def test_it_is_kept_as_one_page_that_can_be_searched(sheet: ShortcutSheet, answers: Answers, tmp_path: Path) -> None:
    answers.paths.append(str(tmp_path / "keys"))
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    with pypdfium2.PdfDocument(tmp_path / "keys.pdf") as document:
        assert len(document) == 1
        words = document[0].get_textpage().get_text_bounded()
    assert "Find anything" in words
    assert "On the map" in words


def test_a_place_that_takes_no_file_is_said(sheet: ShortcutSheet, answers: Answers, tmp_path: Path) -> None:
    assert not write_page(shortcut_groups(), tmp_path / "no folder" / "keys.pdf")
    answers.paths.append(str(tmp_path / "no folder" / "keys.pdf"))
    answers.presses.append("OK")
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    assert "another place" in answers.said[0]


def test_enter_is_called_enter_wherever_keys_are_told(bench: Bench) -> None:
    told = [one.keys for group in shortcut_groups() for one in group.shortcuts]
    told += [action.toolTip() for action in bench.window.actions_by_name.values()]
    told += [action.shortcut().toString() for action in bench.window.actions_by_name.values()]
    assert any("Ctrl+Enter" in keys for keys in told)
    assert not [keys for keys in told if "Return" in keys]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_both_enters_do_it(bench: Bench, key: Qt.Key) -> None:
    bench.selection.select(cell_ref("pain", "p2"))
    QTest.keyClick(bench.window.view, key, Qt.KeyboardModifier.ControlModifier)
    assert bench.window.view.is_editing()


def test_no_key_is_said_to_change_a_card_that_only_typing_on_it_would() -> None:
    typing = next(one for group in shortcut_groups() for one in group.shortcuts if one.keys == "Type")
    assert "new card" in typing.words
    assert "change" not in typing.words
