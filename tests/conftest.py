"""What holds for every test, in whatever order they run and however they are shared out."""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("no time limit", deadline=None)
hypothesis.settings.load_profile("no time limit")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HAS_QT = importlib.util.find_spec("PySide6") is not None


@pytest.fixture(scope="session", autouse=True)
def _one_application(request: pytest.FixtureRequest) -> Iterator[None]:
    """Qt allows one application a process, and widgets need the larger kind: it is there before a test of the
    command line makes the smaller one. Where Qt is not installed, the rooms that need none are tested without."""
    if not HAS_QT:
        yield
        return
    application = request.getfixturevalue("qapp")
    from pytestqt.qtbot import QtBot

    for waiting in (QtBot.waitUntil, QtBot.waitExposed, QtBot.waitActive):
        # a busy computer is no failure: what is waited for may take its time, and only what never comes fails
        waiting.__kwdefaults__["timeout"] = 60_000
    from jmapdesk.text.qt_fonts import load_bundled_fonts

    load_bundled_fonts()
    yield
    # what lies on the offscreen clipboard is taken away after Python has ended, and takes the program with it
    application.clipboard().clear()


@pytest.fixture(autouse=True)
def _nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes what the person at this computer has set."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def _nothing_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in a log fails the test, unless it looks at the log itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    said = _Records()
    logging.getLogger().addHandler(said)
    yield
    logging.getLogger().removeHandler(said)
    assert not said.lines


class _Records(logging.Handler):
    """Keeps what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_qt_warnings() -> Iterator[None]:
    """A warning of Qt fails the test."""
    if not HAS_QT:
        yield
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        # this platform only says that it cannot pass on what windows would like
        if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not said
