"""A file that somebody else changed, and what sync programs lay beside it: noticed, merged, never written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.model.journey import with_parts
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.lock import lock_path
from jmapdesk.storage.versions import kept_versions, read_version
from tests.builders import small_map
from tests.storage.test_lock import leave
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.sharing.test_held import looked, press


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def opened(open_bench: OpenBench, path: Path, qtbot: QtBot) -> Bench:
    bench = open_bench(path)
    looked(bench, qtbot)
    return bench


def rename(bench: Bench, card: str, words: str) -> None:
    """Write on a card."""
    bench.selection.select(card_ref(card))
    bench.window.view.setFocus()
    bench.keys("F2")
    bench.keys("Ctrl+A")
    bench.type(f"{words}\n")


def elsewhere(path: Path, card: str, words: str) -> None:
    """Somebody else saves the file."""
    save_map(set_text(open_map(path).journey, card, words), path, None)


def buttons(bench: Bench) -> list[str]:
    return [one.text() for one in bench.window.sharing.changed_bar.buttons]


def test_coming_back_to_the_window_notices_it(opened: Bench, path: Path, qtbot: QtBot) -> None:
    elsewhere(path, "c2", "Shop")
    QApplication.sendEvent(opened.window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(opened.window.sharing.changed_bar.isVisible)
    assert opened.window.sharing.changed_bar.words.text() == (
        "“map.jmap” was changed by another program since you opened or saved it: 1 card reworded."
    )
    assert buttons(opened) == ["See differences", "Take it in", "Later"]
    press(opened.window.sharing.changed_bar, "Take it in", qtbot)
    assert opened.journey.cards["c2"].text == "Shop"
    assert not opened.document.is_modified
    assert opened.document.undo_labels == ("Merge with map.jmap",)


def test_a_save_writes_nothing_over_and_merges(opened: Bench, path: Path, qtbot: QtBot) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    opened.keys("Ctrl+S")
    assert open_map(path).journey.cards["c1"].text == "Poster"
    assert opened.answers.said == [], "a bar asks, no box"
    bar = opened.window.sharing.changed_bar
    assert bar.isVisible()
    assert buttons(opened) == ["See differences", "Merge", "Keep both", "Write over it", "Later"]
    press(bar, "Merge", qtbot)
    assert bar.isHidden()
    assert opened.window.merged.isVisible()
    assert opened.document.undo_labels[0] == "Merge with map.jmap"
    opened.window.view.setFocus()
    opened.keys("Ctrl+S")
    saved = open_map(path).journey
    assert (saved.cards["c1"].text, saved.cards["c2"].text) == ("Flyer", "Shop")
    opened.keys("Ctrl+Z")
    assert opened.journey.cards["c2"].text == "Web site"


def test_equal_time_and_size_deceive_no_save(opened: Bench, path: Path) -> None:
    rename(opened, "c1", "Flyer")
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Web site", b"Web shop"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    opened.keys("Ctrl+S")
    assert b"Web shop" in path.read_bytes()
    assert opened.window.sharing.changed_bar.isVisible()


def test_what_both_changed_is_a_conflict_to_choose_in(opened: Bench, path: Path, qtbot: QtBot) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c1", "Leaflet")
    opened.keys("Ctrl+S")
    press(opened.window.sharing.changed_bar, "Merge", qtbot)
    assert opened.window.merged.count == 1
    assert opened.window.merged.isVisible()


def test_both_are_kept_beside_each_other(opened: Bench, path: Path, qtbot: QtBot) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    opened.keys("Ctrl+S")
    press(opened.window.sharing.changed_bar, "Keep both", qtbot)
    mine = opened.document.path
    assert mine is not None
    assert mine.parent == path.parent
    assert mine.name.startswith("map – ")
    assert open_map(mine).journey.cards["c1"].text == "Flyer"
    assert open_map(path).journey.cards["c2"].text == "Shop"
    assert not opened.document.is_modified
    assert opened.window.sharing.changed_bar.isHidden()


def test_what_is_written_over_stays_among_the_versions(
    opened: Bench, path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    opened.keys("Ctrl+S")
    press(opened.window.sharing.changed_bar, "Write over it", qtbot)
    assert open_map(path).journey.cards["c2"].text == "Web site"
    assert opened.window.keeping.versions.flush()
    kept = [read_version(one).journey for one in kept_versions(tmp_path / "versions", "smallmap")]
    assert "Shop" in [one.cards["c2"].text for one in kept]


def test_what_changed_again_meanwhile_is_not_written_over(opened: Bench, path: Path, qtbot: QtBot) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    opened.keys("Ctrl+S")
    elsewhere(path, "c2", "Market")
    press(opened.window.sharing.changed_bar, "Write over it", qtbot)
    assert open_map(path).journey.cards["c2"].text == "Market"
    assert opened.window.sharing.changed_bar.isVisible()


def test_the_differences_are_shown_and_change_nothing(opened: Bench, path: Path, qtbot: QtBot) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    opened.keys("Ctrl+S")
    press(opened.window.sharing.changed_bar, "See differences", qtbot)
    window = opened.window.sharing.differences
    assert window is not None
    assert window.isVisible()
    assert window.compared.heading.text() == "What was changed there: 1 card reworded"
    assert window.compared.list.item(0).text() == "Card “Web site”: reworded to “Shop”."
    assert window.compared.preview is not None
    assert opened.journey.cards["c2"].text == "Web site"


def test_later_means_until_the_next_save(opened: Bench, path: Path, qtbot: QtBot) -> None:
    elsewhere(path, "c2", "Shop")
    looked(opened, qtbot)
    press(opened.window.sharing.changed_bar, "Later", qtbot)
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isHidden()
    rename(opened, "c1", "Flyer")
    opened.keys("Ctrl+S")
    assert opened.window.sharing.changed_bar.isVisible()


def test_saving_at_the_end_stays_open_where_the_file_was_changed(opened: Bench, path: Path) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    opened.answers.presses.append("Save")
    opened.window.close()
    assert opened.window.isVisible()
    assert opened.window.sharing.changed_bar.isVisible()


@pytest.mark.parametrize("content", [b"nothing of ours", b""])
def test_what_is_no_map_any_more_is_not_written_over(
    opened: Bench, path: Path, content: bytes, qtbot: QtBot
) -> None:
    rename(opened, "c1", "Flyer")
    path.write_bytes(content)
    opened.keys("Ctrl+S")
    assert path.read_bytes() == content
    assert buttons(opened) == ["Keep both", "Write over it", "Later"]
    press(opened.window.sharing.changed_bar, "Keep both", qtbot)
    assert path.read_bytes() == content
    assert not opened.document.is_modified


def test_another_map_in_its_place_is_not_merged(opened: Bench, path: Path, qtbot: QtBot) -> None:
    save_map(with_parts(small_map(), id="another"), path, None)
    looked(opened, qtbot)
    assert "holds another map now" in opened.window.sharing.changed_bar.words.text()
    assert buttons(opened) == ["Keep both", "Write over it", "Later"]


def test_who_did_the_same_is_not_asked_about(opened: Bench, path: Path, qtbot: QtBot) -> None:
    rename(opened, "c1", "Flyer")
    elsewhere(path, "c1", "Flyer")
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isHidden()
    assert not opened.document.is_modified


def test_words_being_written_survive_whatever_happens_to_the_file(opened: Bench, path: Path, qtbot: QtBot) -> None:
    opened.selection.select(cell_ref("pain", "p2"))
    opened.type("Slo")
    path.write_bytes(path.read_bytes() + b"\n")  # the same map, written by other hands
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isHidden()
    elsewhere(path, "c2", "Shop")
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isVisible()
    opened.type("w")
    press(opened.window.sharing.changed_bar, "Merge" if opened.document.is_modified else "Take it in", qtbot)
    assert "Slow" in [card.text for card in opened.journey.cards.values()]
    assert opened.journey.cards["c2"].text == "Shop"


def test_a_lock_lost_and_taken_by_another_does_not_stop_who_is_at_work(
    opened: Bench, path: Path, qtbot: QtBot
) -> None:
    rename(opened, "c1", "Flyer")
    leave(path, user="ada", host="laptop", machine="another")
    looked(opened, qtbot)
    assert not opened.document.is_read_only
    rename(opened, "c2", "Shop")
    assert opened.journey.cards["c2"].text == "Shop"


def test_a_conflicted_copy_is_offered_and_merged(open_bench: OpenBench, path: Path, qtbot: QtBot) -> None:
    copy = path.with_name("map (Ada's conflicted copy 2026-11-26).jmap")
    bench = open_bench(path)
    rename(bench, "c1", "Leaflet")
    bench.keys("Ctrl+S")
    save_map(set_text(small_map(), "c2", "Shop"), copy, None)
    bar = bench.window.sharing.copy_bar
    looked(bench, qtbot)
    qtbot.waitUntil(bar.isVisible)
    assert bar.words.text().startswith(f"“{copy.name}” is another state of this map")
    assert bar.words.text().endswith("): 2 cards differ.")
    press(bar, "See differences", qtbot)
    assert bench.window.sharing.differences is not None
    compared = bench.window.sharing.differences.compared
    assert compared.heading.text() == "Beside yours: 2 cards differ"
    assert compared.list.item(0).text() == "Card “Leaflet”: words differ: “Leaflet” in yours, “Poster” in that one."
    assert bench.window.sharing.differences.windowTitle() == copy.name
    QTest.keyClick(bench.window.sharing.differences, Qt.Key.Key_Escape)
    bench.window.activateWindow()
    bench.window.view.setFocus()
    qtbot.waitUntil(bench.window.view.hasFocus)
    rename(bench, "c1", "Flyer")
    press(bar, "Merge", qtbot)
    assert (bench.journey.cards["c1"].text, bench.journey.cards["c2"].text) == ("Flyer", "Shop")
    assert bench.document.undo_label == f"Merge with {copy.name}"
    assert bar.isHidden()
    assert copy.exists()
    looked(bench, qtbot)
    assert bar.isHidden()


def test_a_copy_that_is_let_be_is_not_offered_again(open_bench: OpenBench, path: Path, qtbot: QtBot) -> None:
    copy = path.with_name("map 2.jmap")
    save_map(set_text(small_map(), "c2", "Shop"), copy, None)
    bench = open_bench(path)
    qtbot.waitUntil(bench.window.sharing.copy_bar.isVisible)
    press(bench.window.sharing.copy_bar, "Let it be", qtbot)
    looked(bench, qtbot)
    assert bench.window.sharing.copy_bar.isHidden()
    assert same(bench.journey, small_map())
    save_map(set_text(small_map(), "c2", "Market"), copy, None)
    looked(bench, qtbot)
    assert bench.window.sharing.copy_bar.isVisible(), "it says something else now"


def test_a_copy_that_says_the_same_is_no_matter(open_bench: OpenBench, path: Path, qtbot: QtBot) -> None:
    save_map(small_map(), path.with_name("map (1).jmap"), None)
    bench = open_bench(path)
    looked(bench, qtbot)
    assert bench.window.sharing.copy_bar.isHidden()


def test_a_file_is_open_once_in_a_program(opened: Bench, path: Path) -> None:
    opened.keeper.open_path(path)
    assert len(opened.keeper.windows) == 1
    assert not opened.document.is_read_only
    QTest.mouseClick(opened.window.view.viewport(), LEFT)


def test_the_keyboard_goes_back_to_the_map_with_the_bar(opened: Bench, path: Path, qtbot: QtBot) -> None:
    elsewhere(path, "c2", "Shop")
    looked(opened, qtbot)
    bar = opened.window.sharing.changed_bar
    assert bar.isVisible()
    bar.buttons[-1].setFocus()
    press(bar, "Later", qtbot)
    assert not bar.isVisible()
    assert opened.window.focusWidget() is opened.window.view


def test_a_button_that_is_replaced_leaves_the_keyboard_to_the_map(opened: Bench, path: Path, qtbot: QtBot) -> None:
    elsewhere(path, "c2", "Shop")
    looked(opened, qtbot)
    bar = opened.window.sharing.changed_bar
    bar.buttons[-1].setFocus()
    elsewhere(path, "c2", "Stall")
    looked(opened, qtbot)
    assert bar.isVisible()
    assert opened.window.focusWidget() is opened.window.view


def test_conflicts_with_a_copy_say_whose_each_side_is(open_bench: OpenBench, path: Path, qtbot: QtBot) -> None:
    copy = path.with_name("map (1).jmap")
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    save_map(set_text(small_map(), "c1", "Leaflet"), copy, None)
    looked(bench, qtbot)
    qtbot.waitUntil(bench.window.sharing.copy_bar.isVisible)
    press(bench.window.sharing.copy_bar, "Merge", qtbot)
    panel = bench.window.merged
    (choice,) = panel._choices.values()
    assert choice.names == ("map (1).jmap", "yours")


def test_conflicts_with_somebody_who_had_the_file_open_name_the_person(
    open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    told = {"user": "anna", "host": "annas-laptop", "pid": 1, "since": 0, "machine": "x", "mark": "y", "token": "z"}
    lock_path(path).write_text(json.dumps({"jmapdesk-lock": 1, **told}))
    bench = open_bench(path)
    press(bench.window.sharing.held_bar, "Edit anyway", qtbot)
    qtbot.waitUntil(lambda: not bench.document.is_read_only)
    rename(bench, "c1", "Flyer")
    save_map(set_text(small_map(), "c1", "Leaflet"), path, None)
    looked(bench, qtbot)
    qtbot.waitUntil(bench.window.sharing.changed_bar.isVisible)
    press(bench.window.sharing.changed_bar, "Merge", qtbot)
    (choice,) = bench.window.merged._choices.values()
    assert choice.names == ("anna", "yours")
