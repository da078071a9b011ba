"""The window of versions, by its buttons: what is listed, shown, brought back and saved elsewhere."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.session.selection import cell_ref
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.versions import keep_version, kept_versions
from jmapdesk.ui.versions.window import VersionsWindow
from jmapdesk.util.geometry import Rect
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.version_effects import name_it, versions_of

_UNDO = "This is the map as it is now. Undo brings back what it was before."


@pytest.fixture
def saved(open_bench: OpenBench, tmp_path: Path) -> Bench:
    """A map that was saved twice since it was opened."""
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    bench = open_bench(path)
    for words in ("Flyer", "Leaflet"):
        bench.document.do("Edit card", lambda journey, words=words: set_text(journey, "c1", words))
        bench.keys("Ctrl+S")
    assert bench.window.keeping.versions.flush()
    return bench


def opened(bench: Bench, qtbot: QtBot) -> VersionsWindow:
    bench.trigger("versions")
    window = versions_of(bench)
    settle(window, qtbot)
    return window


def settle(window: VersionsWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.shown is not None and window.shown.version == window.chosen)
    qtbot.waitUntil(lambda: not window._soon.isActive() and not window._slow.isActive())


def choose(window: VersionsWindow, row: int, qtbot: QtBot) -> None:
    item = window.list.visualItemRect(window.list.item(row))
    QTest.mouseClick(window.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, item.center())
    settle(window, qtbot)


def sentences(window: VersionsWindow) -> list[str]:
    return [window.compared.list.item(row).text() for row in range(window.compared.list.count())]


def test_saves_are_listed_the_newest_first_and_the_chosen_one_is_drawn(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    assert window.list.count() == 3
    assert window.list.item(0).text().startswith("Today, ")
    assert window.list.item(0).text().endswith("\n5 cards")
    assert window.compared.heading.text() == "This is the map as it is now."
    assert not window.back.isEnabled()
    choose(window, 2, qtbot)
    assert window.compared.preview is not None
    assert window.compared.preview.layout_now.journey.cards["c1"].text == "Poster"
    view = window.compared.preview
    seen = view.camera.to_view(Rect(0, 0, *view.camera.sheet))
    assert 0 <= seen.left() < seen.right() <= view.viewport().width()
    assert 0 <= seen.top() < seen.bottom() <= view.viewport().height()
    assert window.compared.heading.text() == "Since then: 1 card reworded"
    assert sentences(window) == ["Card “Poster”: reworded to “Leaflet”."]


def test_versions_that_read_alike_are_told_apart(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    folder = saved.window.keeping.versions.folder
    at = datetime(2020, 3, 4, 10, 20, 5).timestamp()
    for n, seconds in enumerate((0, 30, 90)):
        keep_version(folder, set_text(small_map(), "c1", f"State {n}"), str(tmp_path / "map.jmap"), at + seconds)
    keep_version(folder, set_text(small_map(), "c2", "Shop"), str(tmp_path / "else" / "map.jmap"), at + 91)
    window = opened(saved, qtbot)
    told = [window.list.item(row).text() for row in range(3, window.list.count())]
    assert [line.partition(", ")[2].partition("\n")[0].replace(" AM", "") for line in told] == [
        "10:21", "10:21", "10:20:35", "10:20:05",
    ]  # fmt: skip
    assert told[0].endswith(f"from else{os.sep}map.jmap")
    assert "from" not in told[1]


def test_a_version_of_another_file_only_differs(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    folder = saved.window.keeping.versions.folder
    keep_version(folder, set_text(small_map(), "c2", "Shop"), str(tmp_path / "sibling.jmap"), 1.0)
    window = opened(saved, qtbot)
    choose(window, 3, qtbot)
    assert window.compared.heading.text() == "Beside the open map: 2 cards differ"
    assert sentences(window)[1] == "Card “Shop”: words differ: “Shop” in this version, “Web site” in the open map."


def test_bringing_back_is_one_step_that_undo_takes_back(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    choose(window, 2, qtbot)
    steps = len(saved.document.undo_labels)
    QTest.mouseClick(window.back, LEFT)
    assert same(saved.document.committed, small_map())
    assert len(saved.document.undo_labels) == steps + 1
    assert saved.document.undo_label.startswith("Bring back “Today, ")
    assert saved.document.is_modified
    qtbot.waitUntil(lambda: window.compared.heading.text() == _UNDO)
    choose(window, 0, qtbot)
    choose(window, 2, qtbot)
    assert window.compared.heading.text() == _UNDO
    saved.document.undo()
    assert saved.journey.cards["c1"].text == "Leaflet"
    assert not saved.document.is_modified
    qtbot.waitUntil(lambda: window.compared.heading.text() == "Since then: 1 card reworded")


def test_undo_in_the_window_takes_back_what_came_back_and_nothing_else(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    choose(window, 2, qtbot)
    steps = saved.document.undo_labels
    saved.keys("Ctrl+Z")
    assert saved.document.undo_labels == steps
    assert "was not made here" in window.told.text()
    QTest.mouseClick(window.back, LEFT)
    window.list.setFocus()
    saved.keys("Ctrl+Z")
    assert saved.journey.cards["c1"].text == "Leaflet"
    assert saved.document.undo_labels == steps
    assert "as it was before" in window.told.text()
    assert "as it was before" in saved.window.status._message.text()
    saved.keys("Ctrl+Shift+Z")
    assert same(saved.document.committed, small_map())


def test_a_version_is_saved_as_a_map_of_its_own(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(saved, qtbot)
    choose(window, 1, qtbot)
    saved.answers.paths.append(str(tmp_path / "out"))
    QTest.mouseClick(window.copy, LEFT)
    assert open_map(tmp_path / "out.jmap").journey.cards["c1"].text == "Flyer"
    assert saved.answers.suggested[-1].startswith(str(tmp_path / "map – "))
    assert window.told.text().endswith("as “out.jmap”.")
    saved.answers.paths.append(str(tmp_path / "nowhere" / "out.jmap"))
    QTest.mouseClick(window.copy, LEFT)
    assert window.told.text().startswith("“out.jmap” was not saved")


def test_a_snapshot_has_its_name_at_once_and_saves_go_on_being_listed(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    name_it("after voting")
    QTest.mouseClick(window.snapshot, LEFT)
    qtbot.waitUntil(lambda: window.list.count() == 4)
    assert window.list.item(0).text().startswith("after voting\nToday, ")
    assert saved.window.status._message.text() == "Snapshot “after voting” kept."
    saved.document.do("Edit card", lambda journey: set_text(journey, "c1", "Brochure"))
    saved.window.files.save()
    qtbot.waitUntil(lambda: window.list.count() == 5)


def test_a_map_of_which_nothing_is_kept_says_so(bench: Bench) -> None:
    bench.trigger("versions")
    window = versions_of(bench)
    assert window.list.count() == 0
    assert window.compared.said.text().startswith("Nothing is kept of this map yet.")
    assert not window.copy.isEnabled()
    assert not window.back.isEnabled()


def test_a_version_that_is_damaged_says_so(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    damaged = kept_versions(tmp_path / "versions", "smallmap")[1].path
    damaged.write_bytes(damaged.read_bytes()[:-40])
    window = opened(saved, qtbot)
    choose(window, 1, qtbot)
    assert window.compared.said.text().startswith("This version cannot be read any more")
    assert not window.back.isEnabled()
    choose(window, 2, qtbot)
    assert window.back.isEnabled()


def test_versions_of_another_file_of_the_same_map_are_named(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    keep_version(tmp_path / "versions", small_map(), str(tmp_path / "copy.jmap"), 1000.0)
    window = opened(saved, qtbot)
    assert window.list.item(3).text().endswith("5 cards · from copy.jmap")


def test_escape_closes_it_and_closing_the_map_ends_it(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    QTest.keyClick(window.list, Qt.Key.Key_Escape)
    assert not window.isVisible()
    saved.trigger("versions")
    assert window.isVisible()
    saved.window.close()
    assert not window.isVisible()


def test_a_folder_that_takes_no_version_spoils_no_save(open_bench: OpenBench, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "versions").write_text("a file where the folder should be")
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    bench = open_bench(path)
    bench.document.do("Edit card", lambda journey: set_text(journey, "c1", "Flyer"))
    bench.keys("Ctrl+S")
    qtbot.waitUntil(lambda: "Earlier versions cannot be kept" in bench.window.status._message.text())
    assert open_map(path).journey.cards["c1"].text == "Flyer"


def test_a_copy_of_the_sample_is_a_map_of_its_own(bench: Bench) -> None:
    bench.trigger("open_sample")
    first = bench.journey.id
    bench.trigger("open_sample")
    assert bench.journey.id != first


def test_words_being_written_are_a_step_before_it_comes_back(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    choose(window, 2, qtbot)
    saved.window.activateWindow()
    saved.window.view.setFocus()
    qtbot.waitUntil(saved.window.view.hasFocus)
    saved.selection.select(cell_ref("pain", "p2"))
    saved.type("Slow")
    QTest.mouseClick(window.back, LEFT)
    saved.document.undo()
    assert "Slow" in [card.text for card in saved.journey.cards.values()]


def test_it_closes_by_its_button_and_by_esc(saved: Bench, qtbot: QtBot) -> None:
    window = opened(saved, qtbot)
    QTest.mouseClick(window.shut, LEFT)
    assert not window.isVisible()
    saved.trigger("versions")
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_version_is_deleted_for_good_once_that_was_asked(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(saved, qtbot)
    choose(window, 1, qtbot)
    before = [one.path for one in window.versions]
    saved.answers.presses.append("Cancel")
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    assert saved.answers.said[0].startswith("Delete the version of today, ")
    assert saved.answers.said[0].endswith("Nothing brings it back. The map and its other versions stay as they are.")
    assert window.list.count() == 3
    saved.answers.presses.append("Delete")
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    settle(window, qtbot)
    assert [one.path for one in window.versions] == [before[0], before[2]]
    assert [one.path for one in kept_versions(tmp_path / "versions", "smallmap")] == [before[0], before[2]]
    assert window.chosen is not None
    assert window.chosen.path == before[2], "the one that took its place"


def test_a_snapshot_is_named_in_the_question_and_the_last_one_may_go(
    open_bench: OpenBench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench = open_bench(small_map())
    keep_version(tmp_path / "versions", small_map(), "", 1000.0, "before the workshop")
    window = opened(bench, qtbot)
    bench.answers.presses.append("Delete")
    QTest.mouseClick(window.drop, LEFT)
    (said,) = bench.answers.said
    assert said.startswith("Delete the snapshot “before the workshop” of ")
    assert said.endswith("Nothing brings it back, and no other version is left. The map stays as it is.")
    assert window.list.count() == 0
    assert kept_versions(tmp_path / "versions", "smallmap") == []
    assert not window.drop.isEnabled()
    assert window.compared.said.text().startswith("Nothing is kept of this map yet.")
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    assert len(bench.answers.said) == 1


def test_a_version_that_is_damaged_can_be_deleted(saved: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    damaged = kept_versions(tmp_path / "versions", "smallmap")[1].path
    damaged.write_bytes(damaged.read_bytes()[:-40])
    window = opened(saved, qtbot)
    choose(window, 1, qtbot)
    saved.answers.presses.append("Delete")
    QTest.mouseClick(window.drop, LEFT)
    assert not damaged.exists()
