"""A map that somebody else has open: read, not changed, with the ways out in a bar."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.lock import holder_of, lock_path
from jmapdesk.storage.versions import keep_version
from jmapdesk.ui import actions
from jmapdesk.ui.sharing.notice import Notice
from tests.builders import small_map
from tests.storage.test_lock import leave
from tests.ui.bench import LEFT, PLAIN, Bench
from tests.ui.conftest import OpenBench
from tests.ui.version_effects import versions_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def held(open_bench: OpenBench, path: Path) -> Bench:
    """A map that Ada has open on another machine."""
    leave(path, user="ada", host="laptop", machine="another")
    return open_bench(path)


def press(bar: Notice, words: str, qtbot: QtBot) -> None:
    button = next(one for one in bar.buttons if one.text() == words)
    QTest.mouseClick(button, LEFT)
    qtbot.wait(1)


def looked(bench: Bench, qtbot: QtBot) -> None:
    """What a look about finds has arrived."""
    sharing = bench.window.sharing
    qtbot.waitUntil(lambda: not sharing.watch.is_looking)
    QApplication.processEvents()
    before = sharing.looks
    sharing.look()
    qtbot.waitUntil(lambda: sharing.looks > before)


def test_an_open_map_has_a_lock_beside_it_until_it_closes(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    found = holder_of(path)
    assert found is not None
    assert found.pid == os.getpid()
    assert not bench.document.is_read_only
    assert bench.window.sharing.held_bar.isHidden()
    bench.window.close()
    assert not lock_path(path).exists()


def test_the_lock_goes_along_to_another_file(open_bench: OpenBench, path: Path, tmp_path: Path) -> None:
    bench = open_bench(path)
    bench.answers.paths.append(str(tmp_path / "other.jmap"))
    bench.trigger("save_as")
    assert not lock_path(path).exists()
    assert lock_path(tmp_path / "other.jmap").exists()


def test_a_map_that_somebody_has_says_who_and_since_when(held: Bench) -> None:
    bar = held.window.sharing.held_bar
    assert bar.isVisible()
    said = bar.words.text()
    assert said.startswith("“map.jmap” is open elsewhere: ada has it on “laptop”, since ")
    assert "it may have been left behind" in said
    assert said.endswith("Here it is open to read only.")
    assert held.window.top._saved.text() == "Read only"


def test_nothing_a_hand_can_do_changes_it(held: Bench, path: Path, qtbot: QtBot) -> None:
    before = held.journey
    view = held.window.view.viewport()
    held.selection.select(card_ref("c1"))
    for keys in ("x", "F2", "Return", "Delete", "Ctrl+Right", "F5", "Ctrl+V", "Ctrl+D"):
        held.keys(keys)
        assert held.window.view.writer.editor is None, keys
        assert held.window.capture.isHidden(), keys
    held.selection.select(cell_ref("pain", "p2"))
    held.type("Slow\n")
    QTest.mouseDClick(view, LEFT, PLAIN, held.cell("feel", "p2"))
    QTest.mouseDClick(view, LEFT, PLAIN, held.card("c2"))
    QTest.mousePress(view, LEFT, PLAIN, held.card("c1"))
    QTest.mouseMove(view, held.card("c1") + QPoint(40, 40))
    QTest.mouseMove(view, held.cell("touch", "p3"))
    QTest.mouseRelease(view, LEFT, PLAIN, held.cell("touch", "p3"))
    held.drop_kind("pain_point", held.cell("pain", "p1"))
    held.window.adding.add("pain_point")
    for tool in ("tool_card", "tool_curve"):
        held.trigger(tool)
        QTest.mouseClick(view, LEFT, PLAIN, held.cell("feel", "p2"))
    assert held.journey is before
    assert held.document.committed is before
    assert not held.document.can_undo
    assert "open to read only" in held.window.status._message.text()


def test_the_inspector_says_why_it_takes_nothing(held: Bench) -> None:
    held.selection.select(card_ref("c1"))
    held.keys("F6")
    held.type("Words")
    held.keys("Ctrl+Return")
    held.window._finish()
    assert same(held.document.committed, small_map())


def test_looking_selecting_and_zooming_go_on(held: Bench) -> None:
    QTest.mouseClick(held.window.view.viewport(), LEFT, PLAIN, held.card("c2"))
    assert held.selection.cards == ["c2"] or list(held.selection.cards) == ["c2"]
    held.keys("Ctrl+0")
    assert held.window.view.zoom() == 1.0
    assert not any(held.can(name) for name in actions.EDITING)
    assert held.can("export")
    assert held.can("copy")


def test_editing_a_copy_leaves_the_file_alone(held: Bench, path: Path, qtbot: QtBot) -> None:
    before = path.read_bytes()
    press(held.window.sharing.held_bar, "Edit a copy", qtbot)
    qtbot.waitUntil(lambda: held.document.path is None)
    assert len(held.keeper.windows) == 1
    assert not held.document.is_read_only
    assert held.document.is_modified
    assert path.read_bytes() == before
    assert holder_of(path) is not None


def test_saving_it_elsewhere_lets_one_edit_there(held: Bench, path: Path, tmp_path: Path) -> None:
    held.answers.paths.append(str(tmp_path / "mine.jmap"))
    held.trigger("save_as")
    assert not held.document.is_read_only
    assert held.window.sharing.held_bar.isHidden()
    assert held.window.top._saved.text() == "Saved"
    assert lock_path(tmp_path / "mine.jmap").exists()
    found = holder_of(path)
    assert found is not None
    assert found.user == "ada"
    assert held.can("add_card")


def test_editing_anyway_takes_the_lock_and_the_map_can_be_edited(held: Bench, path: Path, qtbot: QtBot) -> None:
    press(held.window.sharing.held_bar, "Edit anyway", qtbot)
    assert not held.document.is_read_only
    assert held.window.sharing.held_bar.isHidden()
    found = holder_of(path)
    assert found is not None
    assert found.pid == os.getpid()
    held.selection.select(card_ref("c1"))
    held.window.view.setFocus()
    held.keys("Return")
    held.type("Flyer\n")
    held.keys("Ctrl+S")
    assert open_map(path).journey.cards["c1"].text == "Flyer"


def test_when_the_other_one_is_done_it_says_so_and_lets_edit(held: Bench, path: Path, qtbot: QtBot) -> None:
    looked(held, qtbot)
    assert held.document.is_read_only
    lock_path(path).unlink()
    looked(held, qtbot)
    bar = held.window.sharing.held_bar
    assert bar.words.text() == "“map.jmap” is free now: nobody else has it open."
    assert held.document.is_read_only, "not before somebody says so: what shows may be old"
    press(bar, "Edit it", qtbot)
    assert not held.document.is_read_only
    assert bar.isHidden()


def test_what_was_saved_meanwhile_is_opened_when_it_is_free(held: Bench, path: Path, qtbot: QtBot) -> None:
    save_map(set_text(small_map(), "c1", "Hers"), path, None)
    looked(held, qtbot)
    assert held.window.sharing.changed_bar.isVisible()
    assert [one.text() for one in held.window.sharing.changed_bar.buttons] == [
        "See differences", "Show it as it is now", "Later",
    ]  # fmt: skip
    lock_path(path).unlink()
    looked(held, qtbot)
    press(held.window.sharing.held_bar, "Edit it", qtbot)
    qtbot.waitUntil(lambda: len(held.keeper.windows) == 1 and held.journey.cards["c1"].text == "Hers")
    assert not held.document.is_read_only


def test_somebody_else_got_it_first(held: Bench, path: Path, qtbot: QtBot) -> None:
    lock_path(path).unlink()
    looked(held, qtbot)
    leave(path, user="ben", host="desk", machine="a third")
    press(held.window.sharing.held_bar, "Edit it", qtbot)
    assert held.document.is_read_only
    assert "ben has it on “desk”" in held.window.sharing.held_bar.words.text()


def test_who_is_joined_by_another_hears_of_it_and_takes_no_lock_away(
    open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    bench = open_bench(path)
    leave(path, user="ada", host="laptop", machine="another")
    looked(bench, qtbot)
    assert bench.window.status._message.text().startswith("ada edits “map.jmap” now too.")
    bench.window.close()
    assert lock_path(path).exists()


def test_a_lock_that_was_swept_away_is_made_again(open_bench: OpenBench, path: Path, qtbot: QtBot) -> None:
    bench = open_bench(path)
    lock_path(path).unlink()
    looked(bench, qtbot)
    assert holder_of(path) is not None
    assert not bench.document.is_read_only


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_may_not_be_written_one_may_edit_all_the_same(open_bench: OpenBench, path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        bench = open_bench(path)
        assert not bench.document.is_read_only
        assert "Nothing can be written in this folder" in bench.window.status._message.text()
    finally:
        path.parent.chmod(0o700)


def test_buttons_stand_under_the_words_where_the_window_is_narrow(held: Bench, qtbot: QtBot) -> None:
    bar = held.window.sharing.held_bar
    assert abs(bar.buttons[0].geometry().center().y() - bar.words.geometry().center().y()) < 12
    held.window.resize(480, 700)
    qtbot.waitUntil(lambda: bar.buttons[0].geometry().top() >= bar.words.geometry().bottom())
    assert held.window.width() == 480


def test_the_bar_is_reached_by_tab(held: Bench) -> None:
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in held.window.sharing.held_bar.buttons)


def test_the_table_takes_no_typing_and_says_why(held: Bench) -> None:
    held.trigger("show_table")
    table = held.window.table
    held.selection.select(card_ref("c1"))
    text = next(n for n, column in enumerate(table.model.columns) if column.key == "text")
    row = table.model.row_of("c1")
    assert row is not None
    table.rows.setFocus()
    table.rows.setCurrentIndex(table.model.index(row, text))
    for keys in ("F2", "X"):
        held.window.say("")
        held.keys(keys)
        assert table.rows.findChild(QLineEdit) is None
        assert table.rows.findChild(QPlainTextEdit) is None
        assert "open to read only" in held.window.status._message.text()
    assert not any(
        table.model.flags(table.model.index(row, n)) & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
        for n in range(len(table.model.columns))
    )
    held.document.lock("")
    held.keys("F2")
    assert table.rows.findChild(QPlainTextEdit) is not None


def test_the_find_bar_finds_and_offers_no_replacing(held: Bench, qtbot: QtBot) -> None:
    held.keys("Ctrl+F")
    bar = held.window.find_bar
    held.type("Poster")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    assert not bar.replace_button.isEnabled()
    held.document.lock("")
    QTest.mouseClick(bar.replace_button, LEFT)
    assert bar.replacement.isVisible()
    held.document.lock("Not now.")
    assert not bar.replacement.isVisible()


def test_nothing_comes_back_from_the_versions_until_it_may_be_edited(held: Bench, path: Path, qtbot: QtBot) -> None:
    keep_version(held.keeper._kit.versions, set_text(small_map(), "c1", "Flyer"), str(path), 1000.0)
    held.trigger("versions")
    window = versions_of(held)
    qtbot.waitUntil(lambda: window.shown is not None)
    assert not window.back.isEnabled()
    assert window.copy.isEnabled()
    held.document.lock("")
    assert window.back.isEnabled()


def test_presets_are_chosen_and_neither_kept_nor_renamed(held: Bench) -> None:
    held.trigger("export")
    window = held.window.files.export_window
    assert window is not None
    menu = window.presets.menu()
    menu.aboutToShow.emit()
    keep = next(one for one in menu.actions() if one.text() == "Keep these options…")
    assert not keep.isEnabled()


def test_no_key_takes_a_recovered_step_back(held: Bench) -> None:
    held.document.lock("")
    held.document.do("Edit card", lambda journey: set_text(journey, "c1", "Flyer"))
    held.document.lock("Not now.")
    held.window.inspector.setFocus()
    held.window.inspector.focus_first()
    held.keys("Ctrl+Z")
    held.window.travelling.go_to(0)
    assert held.journey.cards["c1"].text == "Flyer"
