"""Saving the map of a window beside it: whoever edits on is not kept waiting by a slow disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QWidget

from jmapdesk.session.document import Document
from jmapdesk.session.saving import Saving
from jmapdesk.ui.waiting import SLOW, Job, progress
from jmapdesk.util.errors import JmapError

Ended = Callable[[JmapError | None], bool]
"""Told how a save went, in the window's thread; gives whether the map is in a file now."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class _Running(NamedTuple):
    saving: Saving
    job: Job
    stop: threading.Event
    ended: Ended


class _Wanted(NamedTuple):
    path: Path
    ended: Ended
    overwrite: bool


class Saver:
    """Saves one document, one save at a time. A quick disk is waited for; a slow one works while edits go on."""

    def __init__(self, window: QWidget, document: Document) -> None:
        self._window, self._document = window, document
        self._running: _Running | None = None
        self._next: _Wanted | None = None

    def save(self, path: Path, ended: Ended, *, overwrite: bool = False) -> bool | None:
        """Save to a file; gives what ``ended`` does, or None where it will be told later.

        While another save is on its way, this one comes after it, in place of any that waited.
        """
        if self._running is not None:
            self._next = _Wanted(path, ended, overwrite)
            return None
        try:
            saving = self._document.begin_save(path, overwrite=overwrite)
        except JmapError as error:
            return ended(error)
        stop = threading.Event()
        job = Job(partial(saving.write, stop.is_set), self._window)
        self._running = _Running(saving, job, stop, ended)
        if job.wait(SLOW):
            return self._end(job)
        self._document.state_changed.emit(None)  # it shows that it is being saved
        job.done.connect(partial(self._end, job))
        return None

    def wait(self) -> None:
        """Wait until no save is on its way, with a word about it and a button to stop it."""
        while (running := self._running) is not None:
            if not running.job.wait(SLOW):
                self._wait_for(running)
            self._end(running.job)

    def _wait_for(self, running: _Running) -> None:
        words = _tr("Saving “{name}”…").replace("{name}", running.saving.path.name)
        waiting, loop = progress(self._window, words, _tr("Stop")), QEventLoop()
        running.job.done.connect(loop.quit)

        def stopped() -> None:
            running.stop.set()
            waiting.setLabelText(_tr("Stopping…"))
            waiting.setCancelButton(None)
            waiting.show()

        waiting.canceled.connect(stopped)
        waiting.show()
        if not running.job.wait(0):
            loop.exec()
        waiting.canceled.disconnect(stopped)  # closing it counts as a press on its button
        waiting.close()
        waiting.deleteLater()

    def _end(self, job: Job) -> bool:
        """Tell how a save went, once."""
        running = self._running
        if running is None or running.job is not job:
            return False
        self._running = None
        job.deleteLater()
        error = job.found if isinstance(job.found, JmapError) else None
        self._document.end_save(running.saving, error)
        if error is not None:
            self._next = None
            self._document.state_changed.emit(None)
        in_file = running.ended(error)
        wanted, self._next = self._next, None
        if wanted is not None:
            self.save(wanted.path, wanted.ended, overwrite=wanted.overwrite)
        return in_file
