"""A map on a slow drive: it shows at once, is edited once it is known that nobody else has it, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_text
from jmapdesk.session.selection import card_ref
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.lock import Holder, Lock, holder_of, lock_path, take_lock
from jmapdesk.ui.sharing import taking
from tests.builders import small_map
from tests.storage.test_lock import leave
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.sharing.test_held import press
from tests.ui.test_file_flow import rename

SLOW = 8.0
"""Seconds that the drive takes where nobody lets it go on: longer than anybody waits for it here."""


class Drive:
    """Answers nobody who asks for a lock until it is let go on."""

    def __init__(self) -> None:
        self._goes = threading.Event()
        self.asked = 0

    def take(self, path: Path, *, anyway: bool = False) -> Lock | Holder | None:
        self.asked += 1
        self._goes.wait(SLOW)
        return take_lock(path, anyway=anyway)

    def go(self) -> None:
        self._goes.set()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drive]:
    """A slow one; it goes on at the end whatever happened."""
    slow = Drive()
    monkeypatch.setattr(taking, "take_lock", slow.take)
    yield slow
    slow.go()


def test_the_map_shows_at_once_and_can_be_read_until_it_is_known_who_has_it(
    drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    begun = time.monotonic()
    bench = open_bench(path)
    assert time.monotonic() - begun < SLOW
    assert bench.document.is_read_only
    bar = bench.window.sharing.held_bar
    assert bar.isVisible()
    assert bar.words.text() == (
        "It is being found out whether somebody else has “map.jmap” open. Until then it is open to read only."
    )
    bench.selection.select(card_ref("c1"))
    bench.keys("F2")
    bench.keys("Ctrl+A")
    assert bench.window.view.writer.editor is None
    bench.keys("Ctrl+0")
    assert bench.window.view.zoom() == 1.0
    drive.go()
    qtbot.waitUntil(lambda: not bench.document.is_read_only)
    assert bar.isHidden()
    assert holder_of(path) is not None
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    assert open_map(path).journey.cards["c1"].text == "Flyer"


def test_somebody_has_it_and_that_is_said_when_it_is_known(
    drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    leave(path, user="ada", host="laptop", machine="another")
    bench = open_bench(path)
    drive.go()
    bar = bench.window.sharing.held_bar
    qtbot.waitUntil(lambda: bar.words.text().startswith("“map.jmap” is open elsewhere: ada has it on “laptop”"))
    assert bench.document.is_read_only


def test_whoever_does_not_want_to_wait_edits_anyway(
    drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    leave(path, user="ada", host="laptop", machine="another")
    bench = open_bench(path)
    press(bench.window.sharing.held_bar, "Edit anyway", qtbot)
    assert not bench.document.is_read_only
    assert bench.window.sharing.held_bar.isHidden()
    rename(bench, "c1", "Flyer")
    drive.go()
    qtbot.waitUntil(lambda: bench.window.sharing.lock is not None)
    found = holder_of(path)
    assert found is not None
    assert found.user != "ada"
    assert not bench.document.is_read_only
    assert bench.journey.cards["c1"].text == "Flyer"


def test_or_a_copy(drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot) -> None:
    bench = open_bench(path)
    press(bench.window.sharing.held_bar, "Edit a copy", qtbot)
    qtbot.waitUntil(lambda: bench.document.path is None)
    assert not bench.document.is_read_only


def test_a_window_that_closes_meanwhile_leaves_no_lock(
    drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    bench = open_bench(path)
    begun = time.monotonic()
    assert bench.window.close()
    assert time.monotonic() - begun < SLOW
    drive.go()
    qtbot.waitUntil(lambda: not [one for one in threading.enumerate() if one.name == "lock"])
    assert not lock_path(path).exists()


def test_what_is_being_written_after_a_first_save_there_is_kept_whatever_comes(
    drive: Drive, bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "new.jmap"
    bench.answers.paths.append(str(target))
    bench.keys("Ctrl+S")
    assert not bench.document.is_read_only, "it was begun here: nobody is stopped for an answer that is late"
    bench.selection.select(card_ref("c1"))
    bench.window.view.setFocus()
    bench.keys("F2")
    bench.keys("Ctrl+A")
    bench.type("Flyer")
    leave(target, user="ada", host="laptop", machine="another")
    drive.go()
    qtbot.waitUntil(lambda: bench.document.is_read_only)
    assert bench.journey.cards["c1"].text.startswith("Flyer")
    assert "ada has it" in bench.window.sharing.held_bar.words.text()


def test_looks_at_the_lock_say_nothing_while_it_is_being_asked_for(
    drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    bench = open_bench(path)
    sharing = bench.window.sharing
    before = sharing.looks
    sharing.look()
    qtbot.waitUntil(lambda: sharing.looks > before)
    assert sharing.held_bar.words.text().startswith("It is being found out")
    assert drive.asked == 1


def test_the_fields_take_words_the_moment_it_is_free(
    drive: Drive, open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    save_map(set_text(small_map(), "c1", "Leaflet"), path, open_map(path).hash)
    bench = open_bench(path)
    bench.selection.select(card_ref("c1"))
    page = bench.window.inspector.page
    assert page is not None
    note = page.bindings["note"].field.focusProxy()
    assert note is not None
    QTest.mouseClick(note, LEFT)
    note.setFocus()
    bench.type("Too early")
    drive.go()
    qtbot.waitUntil(lambda: not bench.document.is_read_only)
    bench.type("Now")
    assert bench.journey.cards["c1"].note == "Now"
