"""A save that fails: the window says why and what is safe, and a copy is one press away."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from jmapdesk.model.delta import same
from jmapdesk.storage import save as module
from jmapdesk.storage.files import open_map, save_map
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench
from tests.ui.test_file_flow import rename


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A folder that can go away."""
    folder = tmp_path / "drive"
    folder.mkdir()
    save_map(small_map(), folder / "map.jmap", None)
    return folder


@pytest.fixture
def torn(open_bench: OpenBench, drive: Path) -> Bench:
    """A window on an edited map whose drive is gone."""
    bench = open_bench(drive / "map.jmap")
    rename(bench, "c1", "Flyer")
    shutil.rmtree(drive)
    return bench


def test_it_is_told_what_is_safe_and_the_map_stays_unsaved(torn: Bench) -> None:
    torn.keys("Ctrl+S")
    (said,) = torn.answers.said
    assert "its folder is not there; nothing there was changed" in said
    assert "All of the map is still open here." in said
    assert torn.window.isWindowModified()


def test_a_copy_is_one_press_away_and_the_map_keeps_its_own_file(torn: Bench, tmp_path: Path, drive: Path) -> None:
    torn.answers.presses += ["Save a copy…", "OK"]
    torn.answers.paths.append(str(tmp_path / "copy.jmap"))
    torn.keys("Ctrl+S")
    assert same(open_map(tmp_path / "copy.jmap").journey, torn.journey)
    assert Path(torn.answers.suggested[-1]) == Path.home() / "map – copy.jmap"
    assert torn.document.path == drive / "map.jmap"
    assert torn.window.isWindowModified()
    assert torn.answers.said[-1].startswith("“copy.jmap” holds all of the map.")


def test_a_copy_that_fails_too_offers_another_place(torn: Bench, tmp_path: Path) -> None:
    torn.answers.presses += ["Save a copy…", "Save a copy…", "OK"]
    torn.answers.paths += [str(tmp_path / "gone too" / "copy.jmap"), str(tmp_path / "copy.jmap")]
    torn.keys("Ctrl+S")
    assert same(open_map(tmp_path / "copy.jmap").journey, torn.journey)


def test_a_map_without_a_file_goes_to_the_other_place(bench: Bench, tmp_path: Path) -> None:
    rename(bench, "c1", "Flyer")
    bench.answers.presses.append("Save a copy…")
    bench.answers.paths += [str(tmp_path / "nowhere" / "map.jmap"), str(tmp_path / "here.jmap")]
    bench.keys("Ctrl+S")
    assert bench.document.path == tmp_path / "here.jmap"
    assert not bench.window.isWindowModified()


def test_a_disk_that_has_room_again_takes_the_map_in_its_own_place(
    open_bench: OpenBench, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drive / "map.jmap"
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_write", fails)
        bench.keys("Ctrl+S")
    assert "no room left on the disk" in bench.answers.said[0]
    assert open_map(path).journey.cards["c1"].text == "Poster"
    assert bench.window.isWindowModified()
    assert bench.window.files.save()  # this platform gives no window the keyboard back after a box
    assert open_map(path).journey.cards["c1"].text == "Flyer"
    assert not bench.window.isWindowModified()


@pytest.mark.skipif(os.name == "nt", reason="hard links of POSIX systems")
def test_a_file_with_another_name_is_told(open_bench: OpenBench, drive: Path) -> None:
    os.link(drive / "map.jmap", drive / "other.jmap")
    bench = open_bench(drive / "map.jmap")
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    assert "another name on this disk" in bench.window.status._message.text()
    assert open_map(drive / "other.jmap").journey.cards["c1"].text == "Poster"
