"""A few rounds of each trial; the command runs them by the thousand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jmapdesk.storage import platform
from tests.torture import (
    bombs,
    failing_calls,
    full_disk,
    kill_editing,
    kill_saving,
    machines,
    merging,
    mutated,
    power_cut,
)

kills = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")


@kills
def test_a_killed_save_damages_nothing() -> None:
    assert kill_saving.run(2)["held"]


@kills
def test_a_killed_program_loses_nothing_older_than_a_second() -> None:
    figures = kill_editing.run(3)
    assert figures["held"], figures
    assert figures["kills"] == 3


def test_two_copies_edited_at_random_are_merged_without_a_loss() -> None:
    figures = merging.run(30)
    assert figures["held"], figures
    assert figures["conflicts"], "pairs that never clash try nothing"
    assert figures["clean"]


@kills
def test_a_power_cut_leaves_what_was_promised() -> None:
    figures = power_cut.run(2)
    assert figures["held"], figures


@kills
@pytest.mark.parametrize("forgotten", ["sync_folder", "sync_data"])
def test_a_sync_that_is_forgotten_is_found_out(forgotten: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, forgotten, lambda _: None)
    assert power_cut.run(2)["synced_lost"]


@kills
def test_no_call_that_fails_does_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing_calls, "SHAPES", ("link",))
    figures = failing_calls.run(1)
    assert figures["held"], figures


@kills
def test_a_full_disk_cuts_nothing_off() -> None:
    figures = full_disk.run(2)
    assert figures["held"], figures


@pytest.mark.skipif(sys.platform != "linux", reason="reads from Linux how much memory was used")
@pytest.mark.parametrize(
    "name",
    [
        "zeros.jmap", "nested.jmap", "entities.xlsx", "merged.xlsx", "carrying.xlsx", "pixels.png", "spaces.csv",
        "lists.md", "lines.md", "semicolons.mmd",
    ],
)  # fmt: skip
def test_a_bomb_is_refused_cheaply(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(bombs.BOMBS[name]())
    told = bombs._thrown(path)
    assert told["message"]
    assert told["mb"] <= bombs.MEGABYTES  # type: ignore[operator]


def test_what_is_damaged_at_random_opens_or_is_refused_in_a_sentence() -> None:
    found = mutated._chunk(("jmap", 0), 120)[0]
    assert found["opened"]
    assert found["refused"]
    for kind in ("xlsx", "csv", "md", "mmd"):
        found += mutated._chunk((kind, 0), 25)[0]
    assert not [name for name in ("crashes", "unclear", "unsound") if found[name]]


def test_every_state_of_a_map_comes_back_to_the_byte() -> None:
    figures = machines.run(5)
    assert figures["held"], figures
    assert figures["merges"]
