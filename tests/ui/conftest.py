"""Windows to work at. Only the file dialogs are stood in for; message boxes are answered by pressing their buttons."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper, make_kit
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.settings import Settings
from jmapdesk.ui.save_flow import SaveFlow
from tests.builders import small_map
from tests.ui.bench import Answers, Bench

OpenBench = Callable[..., Bench]


@pytest.fixture(autouse=True)
def _undressed(qapp: QApplication) -> Iterator[None]:
    """What a test puts on the application is taken off again, and nothing blinks meanwhile."""
    style, palette, flash = qapp.styleSheet(), qapp.palette(), qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(flash)
    if qapp.styleSheet() != style:
        qapp.setPalette(palette)
        qapp.setStyleSheet(style)


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of a busy machine counts as quick: a save has ended when whoever pressed for it looks."""
    monkeypatch.setattr("jmapdesk.ui.saving.SLOW", 20.0)


@pytest.fixture(scope="session", autouse=True)
def _kept_from_collector() -> Iterator[None]:
    """What pytest and its plugins hold is not looked through again and again."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program does when a window has settled or closed, but for all that pytest holds: with that it took
    longer than the tests. Who tests just this has a fixture of this name."""
    monkeypatch.setattr("jmapdesk.app.keep_from_collector", lambda: None)
    monkeypatch.setattr("jmapdesk.app.look_through_all", gc.collect)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Answers]:
    """What the person at the window will answer; all answers must be used up."""
    given = Answers()
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(given.file))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(given.files))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *asked: given.file(*asked)[0]))
    timer = given.start()
    yield given
    timer.stop()
    assert not given.paths, "these files were never asked for"
    assert not given.presses, "nothing asked for these answers"


@pytest.fixture
def keeper(
    answers: Answers, collector: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[WindowKeeper]:
    """The keeper of windows, as the program makes it; all windows are closed at the end without a question."""
    kept = WindowKeeper(make_kit(Settings(tmp_path / "settings"), tmp_path / "templates", tmp_path / "recovery"))
    yield kept
    monkeypatch.setattr(SaveFlow, "may_close", lambda _: True)
    for window in list(kept.windows):
        window.close()
    if kept.start_page is not None:
        kept.start_page.close()
    QApplication.sendPostedEvents()
    kept._kit.appearance.end()
    assert not kept.windows


@pytest.fixture
def open_bench(keeper: WindowKeeper, answers: Answers, qtbot: QtBot) -> OpenBench:
    """Opens a window on a map or a file, large enough for all of it, with the keyboard on the canvas."""

    def open_it(what: JourneyMap | Path | None = None) -> Bench:
        bench = Bench(keeper, answers)
        if isinstance(what, Path):
            keeper.open_path(what)
        else:
            ids = iter(f"new{n}" for n in range(1000))
            keeper.show(Document(what or small_map(), new_id=lambda: next(ids)))
        window = bench.window
        window.resize(1500, 950)
        qtbot.waitExposed(window)
        window.activateWindow()
        window.view.reduced_motion = True
        window.view.setFocus()
        qtbot.waitUntil(window.view.hasFocus)
        window.view.fit()
        return bench

    return open_it


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    """A window on the small map."""
    return open_bench()
