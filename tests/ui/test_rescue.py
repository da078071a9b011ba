"""A damaged map: what can be read of it is one press away."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_text
from jmapdesk.storage.files import save_map
from jmapdesk.storage.writing import dump
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

GOOD = dump(small_map())


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A map that is cut off among its cards."""
    path = tmp_path / "map.jmap"
    path.write_bytes(GOOD[: GOOD.index(b'"Web site"')])
    return path


def test_a_damaged_map_is_rescued_into_a_window_of_its_own(bench: Bench, damaged: Path) -> None:
    before = damaged.read_bytes()
    bench.answers.presses += ["Rescue what can be read…", "OK"]
    bench.keeper.open_path(damaged)
    assert "it is cut off" in bench.answers.said[0]
    assert bench.answers.said[1].startswith("Rescued ")
    assert "“map.jmap” is unchanged" in bench.answers.said[1]
    assert bench.document.path is None
    assert bench.document.is_modified
    assert bench.journey.cards["c1"].text == "Poster"
    assert damaged.read_bytes() == before


def test_who_does_not_want_it_is_left_alone(bench: Bench, damaged: Path) -> None:
    bench.answers.presses.append("OK")
    bench.keeper.open_path(damaged)
    assert len(bench.keeper.windows) == 1
    assert len(bench.answers.said) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"Dear all, please come.", "it is no journey map"),
        (b'{"a": 1}', "it is JSON of another sort"),
        (b'{"a": [1, 2', "it is cut off"),
    ],
)
def test_where_there_can_be_nothing_of_a_map_no_rescue_is_offered(
    bench: Bench, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "map.jmap"
    path.write_bytes(data)
    bench.answers.presses.append("OK")
    bench.keeper.open_path(path)
    assert said in bench.answers.said[0]
    assert "Rescue" not in bench.answers.said[0]
    assert len(bench.keeper.windows) == 1


@pytest.mark.parametrize("data", [GOOD[: GOOD.index(b'"Web site"')], b""])
def test_the_versions_of_a_damaged_map_are_offered_and_shown(
    open_bench: OpenBench, tmp_path: Path, data: bytes, qtbot: QtBot
) -> None:
    path, copy = tmp_path / "map.jmap", tmp_path / "elsewhere" / "copy.jmap"
    save_map(small_map(), path, None)
    bench = open_bench(path)
    bench.document.do("Edit card", lambda m: set_text(m, "c1", "Leaflet"))
    bench.trigger("save")
    qtbot.waitUntil(lambda: bench.document.saving is None)
    assert bench.window.keeping.versions.flush()
    bench.trigger("close")
    path.write_bytes(data)
    copy.parent.mkdir()
    copy.write_bytes(data)
    bench.answers.presses.append("Earlier versions…")
    bench.keeper.open_path(copy if data else path)  # by the id in it, else by its name
    assert "This computer has kept 2 versions of it, the newest of today, " in bench.answers.said[0]
    assert ("Rescue" in bench.answers.said[0]) == bool(data)
    assert bench.journey.cards["c1"].text == "Leaflet"
    assert bench.document.path is None
    assert bench.document.is_modified
    window = bench.window.files.versions_window
    assert window is not None
    assert window.isVisible()
    assert len(window.versions) == 2


def test_a_map_of_a_newer_program_is_not_damaged(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    path.write_bytes(b'{"format": "jmapdesk", "version": 99}')
    bench.answers.presses.append("OK")
    bench.keeper.open_path(path)
    assert "update jmapdesk" in bench.answers.said[0]
    assert "Rescue" not in bench.answers.said[0]
