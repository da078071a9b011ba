"""Saving as a file that somebody has open: refused in words, another name offered, and window and file as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.lock import holder_of, lock_path
from tests.builders import small_map
from tests.storage.test_lock import leave
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench
from tests.ui.test_file_flow import rename


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def hers(tmp_path: Path) -> Path:
    """Another map, which Ada has open on another machine."""
    file = tmp_path / "hers.jmap"
    save_map(set_text(small_map(), "c1", "Hers"), file, None)
    leave(file, user="ada", host="laptop", machine="another")
    return file


def test_it_says_who_has_the_file_and_leaves_all_as_it_was(open_bench: OpenBench, path: Path, hers: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    before = hers.read_bytes(), lock_path(hers).read_bytes()
    bench.answers.paths.append(str(hers))
    bench.answers.presses.append("Cancel")
    bench.trigger("save_as")
    (said,) = bench.answers.said
    assert said.startswith("“hers.jmap” is open elsewhere: ada has it on “laptop”, since ")
    assert said.endswith("Nothing was written: that file is as it was, and all of your map is still open here.")
    assert (hers.read_bytes(), lock_path(hers).read_bytes()) == before
    assert bench.document.path == path
    assert bench.window.isWindowModified()
    assert not bench.document.is_read_only
    assert holder_of(path) is not None
    bench.document.do("Edit card", lambda journey: set_text(journey, "c1", "Leaflet"))
    assert bench.window.files.save()  # this platform gives no window the keyboard back after a box
    assert open_map(path).journey.cards["c1"].text == "Leaflet"


def test_another_name_is_one_press_away(open_bench: OpenBench, path: Path, hers: Path, tmp_path: Path) -> None:
    bench = open_bench(path)
    bench.answers.paths += [str(hers), str(tmp_path / "mine.jmap")]
    bench.answers.presses.append("Another name…")
    bench.trigger("save_as")
    assert Path(bench.answers.suggested[-1]).name.startswith("hers – ")
    assert bench.document.path == tmp_path / "mine.jmap"
    assert not bench.document.is_read_only
    assert same(open_map(tmp_path / "mine.jmap").journey, small_map())


def test_a_map_that_has_no_file_yet_does_not_take_hers(bench: Bench, hers: Path) -> None:
    before = hers.read_bytes()
    rename(bench, "c1", "Flyer")
    bench.answers.paths.append(str(hers))
    bench.answers.presses.append("Cancel")
    bench.keys("Ctrl+S")
    assert hers.read_bytes() == before
    assert bench.document.path is None
    assert bench.document.is_modified


def test_a_map_open_to_read_only_is_not_saved_over_itself(open_bench: OpenBench, hers: Path) -> None:
    bench = open_bench(hers)
    before = hers.read_bytes()
    bench.answers.paths.append(str(hers))
    bench.answers.presses.append("Cancel")
    bench.trigger("save_as")
    assert len(bench.answers.said) == 1
    assert hers.read_bytes() == before
    assert bench.document.is_read_only


def test_a_file_that_another_window_has_is_not_taken_from_it(open_bench: OpenBench, path: Path, tmp_path: Path) -> None:
    first = open_bench(path).window
    other = tmp_path / "other.jmap"
    save_map(set_text(small_map(), "c1", "Other"), other, None)
    bench = open_bench(other)
    bench.answers.paths.append(str(path))
    bench.answers.presses.append("Cancel")
    bench.trigger("save_as")
    assert bench.answers.said[-1].startswith("“map.jmap” is open here, in a window of its own.")
    assert bench.document.path == other
    assert first.document.path == path
    assert not first.document.is_read_only


def test_ones_own_file_is_saved_over_as_ever(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.answers.paths.append(str(path))
    bench.trigger("save_as")
    assert open_map(path).journey.cards["c1"].text == "Flyer"
    assert not bench.document.is_modified


def test_a_lock_of_a_program_that_was_killed_is_nobodys(open_bench: OpenBench, path: Path, tmp_path: Path) -> None:
    bench = open_bench(path)
    left = tmp_path / "left.jmap"
    save_map(small_map(), left, None)
    leave(left, pid=2**22 + 1)
    bench.answers.paths.append(str(left))
    bench.trigger("save_as")
    assert bench.document.path == left
    assert not bench.document.is_read_only
