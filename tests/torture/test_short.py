"""A few rounds of each trial; the command runs them by the thousand."""

from __future__ import annotations

import sys

import pytest

from tests.torture import kill_editing, kill_saving, merging

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
