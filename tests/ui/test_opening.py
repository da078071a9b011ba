"""Opening a map from a slow drive: it is said, nothing else stops, and nobody has to wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.exchange import build
from jmapdesk.storage import files as module
from jmapdesk.storage.files import save_map
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the small map."""
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


class SlowDrive:
    """A drive that gives nothing until it is let go; ``look`` is done again and again while somebody waits for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.said: list[str] = []
        self.look = lambda _box: None
        real = module.read_file

        def read(*given: Any) -> bytes:
            assert self.go.wait(20)
            return real(*given)

        monkeypatch.setattr(module, "read_file", read)
        monkeypatch.setattr("jmapdesk.ui.waiting.SLOW", 0.02)
        self.timer = QTimer()
        self.timer.timeout.connect(self._look)
        self.timer.start(20)

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QProgressDialog):
            self.said.append(box.labelText())
            self.look(box)


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[SlowDrive]:
    slow = SlowDrive(monkeypatch)
    yield slow
    slow.timer.stop()
    slow.go.set()


def test_it_is_said_and_the_map_comes(open_bench: OpenBench, path: Path, drive: SlowDrive, qtbot: QtBot) -> None:
    bench: Bench = open_bench()
    drive.look = lambda _box: drive.go.set()
    bench.keeper.open_path(path)
    assert drive.said[0] == "Opening “map.jmap”…"
    assert bench.document.path == path


def test_nobody_has_to_wait_for_it(open_bench: OpenBench, path: Path, drive: SlowDrive, qtbot: QtBot) -> None:
    bench: Bench = open_bench()
    before = bench.window
    drive.look = lambda box: box.findChild(QPushButton).click()
    bench.keeper.open_path(path)
    assert bench.keeper.windows == [before]
    drive.go.set()
    qtbot.wait(50)
    assert bench.keeper.windows == [before]
    bench.keeper.open_path(path)
    assert bench.document.path == path


def test_asked_for_twice_it_is_opened_once(open_bench: OpenBench, path: Path, drive: SlowDrive, qtbot: QtBot) -> None:
    bench: Bench = open_bench()

    def again(_box: QProgressDialog) -> None:
        bench.keeper.open_path(path)
        drive.go.set()

    drive.look = again
    bench.keeper.open_path(path)
    assert [window.document.path for window in bench.keeper.windows].count(path) == 1


def test_a_table_is_read_beside_the_windows_too(
    open_bench: OpenBench, tmp_path: Path, drive: SlowDrive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "table.md"
    rows = ("| | Before | After |", "|---|---|---|", "| Actions | asks | pays |", "| Pain points | slow | dear |")
    file.write_text("\n".join(rows), "utf-8")
    real = build.import_file

    def slowly(*given: Any) -> Any:
        assert drive.go.wait(20)
        return real(*given)

    monkeypatch.setattr(build, "import_file", slowly)
    bench: Bench = open_bench()
    drive.look = lambda _box: drive.go.set()
    bench.keeper.open_path(file)
    assert drive.said[0] == "Reading “table.md”…"
    assert {card.text for card in bench.journey.cards.values()} == {"asks", "pays", "slow", "dear"}


def test_what_is_no_map_is_told_all_the_same(
    open_bench: OpenBench, path: Path, drive: SlowDrive, qtbot: QtBot
) -> None:
    path.write_bytes(b"")
    bench: Bench = open_bench()
    drive.look = lambda _box: drive.go.set()
    bench.keeper.open_path(path)
    assert "map.jmap" in bench.answers.said[-1]
    assert bench.document.path is None
