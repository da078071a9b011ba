"""The file of an open map is gone, cannot be read or is another map: the map is in no file then, and says so."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.model.journey import with_parts
from jmapdesk.session.outside import BREATH
from jmapdesk.session.recovery import closed_unsaved
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.lock import lock_path
from jmapdesk.storage.versions import keep_version, kept_versions, read_version
from tests.builders import small_map
from tests.storage.test_lock import leave
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench
from tests.ui.sharing.test_changed import buttons, elsewhere, rename
from tests.ui.sharing.test_held import looked, press

RUBBISH = b'{"jmapdesk": 1, "about": {"title": "A sm'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "maps" / "map.jmap"
    file.parent.mkdir()
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def opened(open_bench: OpenBench, path: Path, qtbot: QtBot) -> Bench:
    bench = open_bench(path)
    looked(bench, qtbot)
    return bench


@pytest.fixture
def read(open_bench: OpenBench, path: Path, qtbot: QtBot) -> Bench:
    """The map, which Ada has open on another machine."""
    leave(path, user="ada", host="laptop", machine="another")
    bench = open_bench(path)
    looked(bench, qtbot)
    return bench


def header(bench: Bench) -> str:
    return bench.window.top._saved.text()


def said(bench: Bench) -> str:
    return bench.window.sharing.changed_bar.words.text()


def test_a_map_whose_file_is_gone_is_not_saved(opened: Bench, path: Path, qtbot: QtBot) -> None:
    assert header(opened) == "Saved"
    path.unlink()
    looked(opened, qtbot)
    assert said(opened) == (
        "“map.jmap” is no longer there: it was moved, renamed or deleted. All of the map is here."
    )
    assert buttons(opened) == ["Save it there again", "Save as…", "Later"]
    assert (header(opened), opened.window.isWindowModified()) == ("Not saved", True)
    press(opened.window.sharing.changed_bar, "Save it there again", qtbot)
    assert same(open_map(path).journey, small_map())
    assert (header(opened), opened.window.isWindowModified()) == ("Saved", False)
    assert opened.window.sharing.changed_bar.isHidden()
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isHidden()


def test_later_is_later_and_what_is_back_is_calm(opened: Bench, path: Path, qtbot: QtBot) -> None:
    away = path.with_name("away.jmap")
    path.rename(away)
    looked(opened, qtbot)
    press(opened.window.sharing.changed_bar, "Later", qtbot)
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isHidden()
    assert header(opened) == "Not saved"
    away.rename(path)
    looked(opened, qtbot)
    assert (header(opened), opened.window.isWindowModified()) == ("Saved", False)
    path.unlink()
    looked(opened, qtbot)
    assert opened.window.sharing.changed_bar.isVisible(), "it went once more"


def test_a_drive_that_is_away_offers_another_place(
    opened: Bench, path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    path.parent.rename(tmp_path / "away")
    looked(opened, qtbot)
    assert said(opened) == "“map.jmap” cannot be reached: its folder or drive is gone. All of the map is here."
    assert buttons(opened) == ["Save as…", "Later"]
    opened.answers.paths.append(str(tmp_path / "mine.jmap"))
    press(opened.window.sharing.changed_bar, "Save as…", qtbot)
    assert same(open_map(tmp_path / "mine.jmap").journey, small_map())
    assert header(opened) == "Saved"
    assert opened.window.sharing.changed_bar.isHidden()


def test_closing_asks_though_nobody_has_looked_since(opened: Bench, path: Path) -> None:
    path.unlink()
    opened.answers.presses.append("Cancel")
    opened.window.close()
    assert opened.window.isVisible()
    (asked,) = opened.answers.said
    assert "“map.jmap” is no longer there." in asked
    assert "still holds" not in asked


def test_what_was_closed_all_the_same_is_on_the_start_page(opened: Bench, path: Path) -> None:
    path.unlink()
    opened.answers.presses.append("Don’t save")
    opened.trigger("close")
    page = opened.keeper.start_page
    assert page is not None
    (row,) = page.closed_rows
    assert "“map.jmap” is no longer there." in row.toolTip()
    row.click()
    assert same(opened.journey, small_map())
    assert header(opened) == "Not saved"


def test_saving_at_the_end_writes_it_where_it_was(opened: Bench, path: Path) -> None:
    path.unlink()
    opened.answers.presses.append("Save")
    opened.window.close()
    assert same(open_map(path).journey, small_map())


@pytest.mark.parametrize("content", [RUBBISH, b""])
def test_a_map_whose_file_cannot_be_read_is_not_saved(
    opened: Bench, path: Path, content: bytes, qtbot: QtBot
) -> None:
    whole = path.read_bytes()
    path.write_bytes(content)
    looked(opened, qtbot)
    assert said(opened).endswith("cannot be read now. Your map is here, all of it.")
    assert buttons(opened) == ["Keep both", "Write over it", "Later"]
    assert header(opened) == "Not saved"
    opened.answers.presses.append("Cancel")
    opened.window.close()
    assert "cannot be read now" in opened.answers.said[-1]
    path.write_bytes(whole)
    looked(opened, qtbot)
    assert header(opened) == "Saved"
    assert opened.window.sharing.changed_bar.isHidden()
    assert opened.window.close()


def test_another_map_in_its_place_leaves_this_one_unsaved(opened: Bench, path: Path, qtbot: QtBot) -> None:
    save_map(with_parts(small_map(), id="another"), path, None)
    looked(opened, qtbot)
    assert header(opened) == "Not saved"
    opened.answers.presses.append("Don’t save")
    opened.window.close()
    assert "“map.jmap” holds another map now." in opened.answers.said[-1]
    assert len(closed_unsaved(opened.keeper._kit.recovery)) == 1


def test_a_map_to_read_whose_file_is_cut_off_can_be_saved_elsewhere(
    read: Bench, path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    path.write_bytes(path.read_bytes()[:400])
    looked(read, qtbot)
    assert buttons(read) == ["Save what you see as…", "Later"]
    assert header(read) == "Not saved"
    read.answers.paths.append(str(tmp_path / "mine.jmap"))
    press(read.window.sharing.changed_bar, "Save what you see as…", qtbot)
    assert same(open_map(tmp_path / "mine.jmap").journey, small_map())
    assert header(read) == "Saved"


def test_closing_a_map_to_read_asks_and_saves_it_under_another_name(
    read: Bench, path: Path, tmp_path: Path
) -> None:
    cut = path.read_bytes()[:400]
    path.write_bytes(cut)
    read.answers.presses.append("Save")
    read.answers.paths.append(str(tmp_path / "mine.jmap"))
    read.window.close()
    assert same(open_map(tmp_path / "mine.jmap").journey, small_map())
    assert path.read_bytes() == cut


def test_what_cannot_be_opened_does_not_take_the_place_of_what_shows(read: Bench, path: Path, qtbot: QtBot) -> None:
    elsewhere(path, "c2", "Shop")
    looked(read, qtbot)
    assert buttons(read) == ["See differences", "Show it as it is now", "Later"]
    path.write_bytes(RUBBISH)  # in the very moment
    window = read.window
    press(read.window.sharing.changed_bar, "Show it as it is now", qtbot)
    qtbot.waitUntil(lambda: bool(read.answers.said))
    assert "was not opened" in read.answers.said[-1]
    assert read.answers.said[-1].endswith("What you see stays open.")
    assert read.keeper.windows == [window]
    assert window.isVisible()
    assert same(read.journey, small_map())


def test_a_map_to_read_whose_file_is_free_and_broken_is_edited_as_it_shows(
    read: Bench, path: Path, qtbot: QtBot
) -> None:
    path.write_bytes(RUBBISH)
    lock_path(path).unlink()
    looked(read, qtbot)
    window = read.window
    press(read.window.sharing.held_bar, "Edit it", qtbot)
    qtbot.waitUntil(lambda: not read.document.is_read_only)
    assert read.keeper.windows == [window]
    assert same(read.journey, small_map())


@pytest.mark.parametrize("own_edit", [False, True])
def test_undoing_a_merge_brings_the_bar_back_and_saving_writes_over_nothing(
    opened: Bench, path: Path, qtbot: QtBot, own_edit: bool
) -> None:
    if own_edit:
        rename(opened, "c1", "Flyer")
    elsewhere(path, "c2", "Shop")
    looked(opened, qtbot)
    bar = opened.window.sharing.changed_bar
    press(bar, "Merge" if own_edit else "Take it in", qtbot)
    assert bar.isHidden()
    opened.window.view.setFocus()
    opened.keys("Ctrl+Z")
    assert header(opened) == "Not saved"
    qtbot.waitUntil(bar.isVisible)
    opened.keys("Ctrl+S")
    assert open_map(path).journey.cards["c2"].text == "Shop"
    opened.keys("Ctrl+Y")
    assert opened.journey.cards["c2"].text == "Shop"
    assert bar.isHidden()
    looked(opened, qtbot)
    assert bar.isHidden()
    assert header(opened) == ("Not saved" if own_edit else "Saved")
    opened.keys("Ctrl+S")
    assert header(opened) == "Saved"
    assert open_map(path).journey.cards["c2"].text == "Shop"


def test_merging_again_after_undoing_it_brings_what_the_other_wrote(
    opened: Bench, path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    elsewhere(path, "c2", "Shop")
    looked(opened, qtbot)
    bar = opened.window.sharing.changed_bar
    press(bar, "Take it in", qtbot)
    assert opened.window.keeping.versions.flush()
    opened.window.view.setFocus()
    opened.keys("Ctrl+Z")
    rename(opened, "c1", "Flyer")
    qtbot.waitUntil(bar.isVisible)
    press(bar, "Merge", qtbot)
    assert (opened.journey.cards["c1"].text, opened.journey.cards["c2"].text) == ("Flyer", "Shop")


def test_a_map_that_went_with_its_folder_is_saved_elsewhere_for_good(
    opened: Bench, path: Path, tmp_path: Path
) -> None:
    rename(opened, "c1", "Flyer")
    path.parent.rename(tmp_path / "away")
    opened.answers.presses += ["Save", "Save a copy…"]
    opened.answers.paths.append(str(tmp_path / "mine.jmap"))
    opened.window.close()
    assert open_map(tmp_path / "mine.jmap").journey.cards["c1"].text == "Flyer"
    assert not opened.keeper.windows


def test_what_the_start_page_no_longer_finds_it_offers_from_the_versions(
    opened: Bench, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    rename(opened, "c1", "Flyer")
    opened.keys("Ctrl+S")
    rename(opened, "c1", "Leaflet")
    opened.keys("Ctrl+S")
    copy = set_text(opened.journey, "c1", "A later copy")
    assert opened.window.keeping.versions.flush()
    keep_version(tmp_path / "versions", copy, str(tmp_path / "copy.jmap"), time.time() + 9)
    opened.trigger("close")
    path.unlink()
    page = opened.keeper.start_page
    assert page is not None
    opened.answers.presses += ["Cancel", "Open the newest version"]
    page.rows[path].click()
    assert opened.keeper.windows == []
    page.rows[path].click()
    assert opened.answers.said[-1].startswith("“map.jmap” is no longer there")
    assert "has kept 3 versions of it, the newest of today, " in opened.answers.said[-1]
    assert opened.answers.said[-1].endswith("with 5 cards.")
    assert opened.journey.cards["c1"].text == "Leaflet"
    assert opened.document.path is None
    assert header(opened) == "Not in a file yet"
    states = [read_version(one).journey for one in kept_versions(tmp_path / "versions", opened.journey.id)]
    assert [one.cards["c1"].text for one in states] == ["A later copy", "Leaflet", "Flyer", "Poster"]


def test_a_missing_file_nothing_is_kept_of_is_told_and_leaves_the_list(opened: Bench, path: Path) -> None:
    opened.trigger("close")
    path.unlink()
    opened.answers.presses.append("OK")
    opened.keeper.open_path(path)
    assert "there is no such file" in opened.answers.said[-1]
    assert path not in opened.keeper._kit.settings.recent


def test_a_change_of_others_while_nothing_is_edited_closes_without_a_question(
    opened: Bench, path: Path
) -> None:
    save_map(set_text(small_map(), "c2", "Shop"), path, None)
    opened.window.close()
    assert not opened.keeper.windows


def test_a_file_that_is_being_replaced_in_that_instant_is_not_called_gone(
    opened: Bench, path: Path, qtbot: QtBot
) -> None:
    whole = path.read_bytes()
    path.unlink()
    soon = threading.Timer(BREATH / 4, lambda: path.write_bytes(whole))
    soon.start()
    looked(opened, qtbot)
    soon.join()
    assert header(opened) == "Saved"
    assert opened.window.sharing.changed_bar.isHidden()
