"""Saving to a slow disk: nobody waits for it, and nothing that is written meanwhile is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.session.selection import card_ref
from jmapdesk.storage import save as module
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench
from tests.ui.test_file_flow import rename


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the small map."""
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


class SlowDisk:
    """A disk that takes nothing until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        real = module._write

        def write(*given: Any) -> None:
            assert self.go.wait(20)
            real(*given)

        monkeypatch.setattr(module, "_write", write)
        monkeypatch.setattr("jmapdesk.ui.saving.SLOW", 0.02)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    slow = SlowDisk(monkeypatch)
    yield slow
    slow.go.set()


@contextmanager
def waited_for(do: Callable[[QProgressDialog], object]) -> Iterator[list[str]]:
    """Do something with the window that says what is waited for, again and again; gives what it said."""
    said: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QProgressDialog):
            said.append(box.labelText())
            do(box)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    yield said
    timer.stop()


def words_in(path: Path, card: str = "c1") -> str:
    return open_map(path).journey.cards[card].text


def said_at_the_top(bench: Bench) -> str:
    label = bench.window.top.findChild(QLabel, "saved")
    assert isinstance(label, QLabel)
    return label.text()


def test_one_edits_on_while_it_is_saved(open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    assert said_at_the_top(bench) == "Saving…"
    assert words_in(path) == "Poster"
    rename(bench, "c1", "Brochure")
    assert bench.window.isWindowModified()
    disk.go.set()
    qtbot.waitUntil(lambda: bench.document.saving is None)
    assert words_in(path) == "Flyer"
    assert said_at_the_top(bench) == "Not saved"
    assert bench.window.isWindowModified()
    bench.keys("Ctrl+S")
    qtbot.waitUntil(lambda: not bench.document.is_modified)
    assert words_in(path) == "Brochure"
    assert said_at_the_top(bench) == "Saved"


def test_words_being_written_when_it_ends_stay_in_their_editor_and_in_the_journal(
    open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot
) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    rename(bench, "c2", "Asked twice")
    bench.selection.select(card_ref("c1"))
    bench.keys("F2")
    bench.keys("Ctrl+A")
    bench.type("Broch")
    disk.go.set()
    qtbot.waitUntil(lambda: bench.document.saving is None)
    editor = bench.window.view.writer.editor
    assert editor is not None
    assert editor.text == "Broch"
    qtbot.wait(500)
    assert bench.window.keeping.recorder.flush()
    (journal,) = (path.parent / "recovery").glob("*.journal")
    assert "Broch" in journal.read_text("utf-8")
    bench.type("ure\n")
    assert bench.journey.cards["c1"].text == "Brochure"


def test_a_second_save_comes_after_the_first(open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    rename(bench, "c1", "Brochure")
    bench.keys("Ctrl+S")
    bench.keys("Ctrl+S")
    disk.go.set()
    qtbot.waitUntil(lambda: not bench.document.is_modified)
    assert words_in(path) == "Brochure"


def test_what_fails_late_is_told_then(
    open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")

    def fails(*_: object) -> None:
        raise JmapError("file.write_failed", "“map.jmap” was not saved because the disk gave back other bytes.")

    monkeypatch.setattr(module, "_compare", fails)
    bench.keys("Ctrl+S")
    assert bench.answers.said == []
    disk.go.set()
    qtbot.waitUntil(lambda: bool(bench.answers.said))
    assert bench.answers.said[0].startswith("“map.jmap” was not saved")
    assert bench.window.isWindowModified()
    assert said_at_the_top(bench) == "Not saved"


def test_a_window_that_closes_waits_for_its_file(
    open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot
) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    with waited_for(lambda _box: disk.go.set()) as said:
        assert bench.window.close()
    assert said[0] == "Saving “map.jmap”…"
    assert words_in(path) == "Flyer"


def test_who_closes_may_stop_it_and_is_asked_then(
    open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot
) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")

    def press(box: QProgressDialog) -> None:
        stop = box.findChild(QPushButton)
        if stop is not None:
            stop.click()
        else:
            disk.go.set()

    bench.answers.presses.append("Cancel")
    with waited_for(press) as said:
        assert not bench.window.close()
    assert "Stopping…" in said
    assert bench.answers.said[-1].startswith("Save “A small map” before it closes?")
    assert words_in(path) == "Poster"
    assert list(path.parent.glob(".*.tmp")) == [], "nothing half written stays"
    bench.window.files.save()  # this platform gives no window the keyboard back after a box
    qtbot.waitUntil(lambda: words_in(path) == "Flyer")


def test_its_own_save_is_nobody_elses_change(
    open_bench: OpenBench, path: Path, disk: SlowDisk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    synced = threading.Event()
    real = module._sync_folder

    def sync(*given: Any) -> None:
        assert synced.wait(20)  # the new file is there, and the window does not know yet
        real(*given)

    monkeypatch.setattr(module, "_sync_folder", sync)
    disk.go.set()
    bench.keys("Ctrl+S")
    qtbot.waitUntil(lambda: words_in(path) == "Flyer")
    looks = bench.window.sharing.looks
    bench.window.sharing.look()
    qtbot.waitUntil(lambda: bench.window.sharing.looks > looks)
    assert bench.window.sharing.changed_bar.isHidden()
    synced.set()
    qtbot.waitUntil(lambda: bench.document.saving is None)
    assert said_at_the_top(bench) == "Saved"
