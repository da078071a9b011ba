"""A program that the system ends lets go of its locks and leaves what is in no file for the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jmapdesk.session.recovery import closed_unsaved, recoveries
from jmapdesk.session.selection import card_ref
from jmapdesk.storage.files import save_map
from jmapdesk.storage.lock import lock_path
from jmapdesk.ui.ending import SIGNALS, Ending
from tests.builders import small_map
from tests.ui.conftest import OpenBench

TOP = str(Path(__file__).parents[2])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    return path


@pytest.fixture
def heard() -> Iterator[list[int]]:
    numbers: list[int] = []
    ending = Ending(numbers.append)
    yield numbers
    ending.close()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_heard_in_the_loop_and_not_before(number: int, heard: list[int], qtbot: QtBot) -> None:
    before = signal.getsignal(number)
    os.kill(os.getpid(), number)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [number])
    assert signal.getsignal(number) == before


def test_signals_mean_what_they_meant_once_it_is_closed() -> None:
    before = [signal.getsignal(one) for one in SIGNALS]
    Ending(pytest.fail).close()
    assert [signal.getsignal(one) for one in SIGNALS] == before
    assert signal.set_wakeup_fd(-1) == -1


def test_edits_and_words_being_written_are_there_at_the_next_start_and_the_lock_is_gone(
    open_bench: OpenBench, path: Path, tmp_path: Path
) -> None:
    bench = open_bench(path)
    bench.document.do("Edit card", lambda journey: journey)
    bench.selection.set([card_ref("c1")])
    bench.keys("F2")
    bench.type("Half a wor")
    assert lock_path(path).exists()
    bench.keeper.end()
    assert not lock_path(path).exists()
    assert not bench.window.isVisible()
    (found,) = recoveries(tmp_path / "recovery")
    assert "Half a wor" in found.document.journey.cards["c1"].text


def test_a_map_that_is_saved_leaves_nothing_behind(open_bench: OpenBench, path: Path, tmp_path: Path) -> None:
    bench = open_bench(path)
    bench.selection.set([card_ref("c1")])
    bench.keys("F2")
    bench.type("Flyer\n")
    bench.keys("Ctrl+S")
    assert not bench.document.is_modified
    bench.keeper.end()
    assert recoveries(tmp_path / "recovery") == []
    assert closed_unsaved(tmp_path / "recovery") == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a program is ended by other means")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_whole_program_ends_in_order(number: int, path: Path, tmp_path: Path) -> None:
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "JMAPDESK_ALONE": "1", "PYTHONPATH": TOP,
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"),
    }  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-m", "jmapdesk", str(path)], env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + 60
        while not lock_path(path).exists() and time.monotonic() < until and running.poll() is None:
            time.sleep(0.05)
        assert lock_path(path).exists()
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 128 + number
    assert not lock_path(path).exists()
    assert "Traceback" not in said
