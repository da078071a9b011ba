"""A few rounds of each trial; the command runs them by the thousand."""

from __future__ import annotations

import sys

import pytest

from jmapdesk.storage import platform
from tests.torture import failing_calls, full_disk, kill_editing, kill_saving, merging, power_cut

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
