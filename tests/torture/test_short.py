"""A few rounds of each trial; the command runs them by the thousand."""

from __future__ import annotations

import sys

import pytest

from tests.torture import kill_editing, kill_saving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")


def test_a_killed_save_damages_nothing() -> None:
    assert kill_saving.run(2)["held"]


def test_a_killed_program_loses_nothing_older_than_a_second() -> None:
    figures = kill_editing.run(3)
    assert figures["held"], figures
    assert figures["kills"] == 3
