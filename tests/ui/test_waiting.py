"""What a window waits for is told once, however the thread and the window meet."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.ui.waiting import Job, Waiting


def test_work_that_ends_while_the_window_turns_to_it_is_told_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, told = QWidget(), list[str]()
    qtbot.addWidget(window)
    real = Job.wait
    # the first look is too early; before the last one, the work has ended and sent word of it
    monkeypatch.setattr(Job, "wait", lambda job, seconds: not seconds and real(job, 20))

    def work() -> str:
        time.sleep(0.1)
        return "done"

    Waiting(window).run(work, "Working…", told.append)
    qtbot.wait(50)
    assert told == ["done"]
