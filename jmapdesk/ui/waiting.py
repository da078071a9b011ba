"""Work of a moment beside the window's: the window waits for it, shows after a while that it does, and can stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from jmapdesk.ui.file_flow import tell
from jmapdesk.util.errors import JmapError

T = TypeVar("T")

SLOW = 0.2
"""Seconds after which it is shown that something is being done."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("waiting", text)


class Job(QObject):
    """One piece of work in a thread: ``found`` is what it gave or its error, ``done`` arrives in the window's."""

    done = Signal()

    def __init__(self, work: Callable[[], Any], parent: QObject | None) -> None:
        super().__init__(parent)
        self.found: Any = None
        self._thread = threading.Thread(target=self._run, args=(work,), name="waited for", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait so long; whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            self.found = work()
        except JmapError as error:
            self.found = error
        except Exception:  # whatever it is, the window must not wait for ever
            logging.getLogger(__name__).exception("work that a window waits for")
            words = _tr("That did not work because of a fault in the program; nothing was changed.")
            self.found = JmapError("window.fault", words)
        with suppress(RuntimeError):  # the window is gone, and the job with it
            self.done.emit()


def waited(parent: QWidget | None, work: Callable[[], T], words: str) -> T | None:
    """What some work gives, done in a thread while all windows stay alive; None where somebody would not wait for it.

    ``words`` say what is being done once that takes long. Raises the work's JmapError.
    """
    job = Job(work, parent)
    if not job.wait(SLOW):
        waiting, loop = progress(parent, words, _tr("Cancel")), QEventLoop()
        waiting.setWindowModality(Qt.WindowModality.ApplicationModal)
        job.done.connect(loop.quit)
        waiting.canceled.connect(loop.quit)
        waiting.show()
        if not job.wait(0):
            loop.exec()
        cancelled = waiting.wasCanceled()
        waiting.canceled.disconnect(loop.quit)  # closing it counts as a press on Cancel
        waiting.close()
        waiting.deleteLater()
        if cancelled:
            return None
    job.deleteLater()
    if isinstance(job.found, JmapError):
        raise job.found
    found: T = job.found
    return found


def progress(parent: QWidget | None, words: str, button: str) -> QProgressDialog:
    """A window that says what is being done, with a button to stop it."""
    waiting = QProgressDialog(words, button, 0, 0, parent)
    waiting.setWindowTitle("jmapdesk")
    waiting.setWindowModality(Qt.WindowModality.WindowModal)
    return waiting


class Waiting:
    """What a window waits for, one thing at a time; a new one takes the place of the one before."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is still being done."""
        return self._job is not None

    def run(self, work: Callable[[], Any], words: str, then: Callable[[Any], object]) -> None:
        """Do some work in a thread and go on with what it gives; an error of it is told instead.

        ``words`` say what is being done once that takes long; whoever cancels hears no more of it.
        """
        job = self._job = Job(work, self._window)
        if job.wait(SLOW):
            self._arrived(job, then)
            return
        waiting = progress(self._window, words, _tr("Cancel"))
        waiting.show()
        waiting.canceled.connect(self.stop)

        told = False

        def ended() -> None:
            nonlocal told
            if told:  # word of it was on its way when it was seen to have ended
                return
            told = True
            waiting.canceled.disconnect(self.stop)  # closing it counts as a press on Cancel
            waiting.close()
            waiting.deleteLater()
            self._arrived(job, then)

        job.done.connect(ended)
        if job.wait(0):  # it ended between the two lines above
            ended()

    def stop(self) -> None:
        """Nobody waits any more for what is still being done."""
        self._job = None

    def _arrived(self, job: Job, then: Callable[[Any], object]) -> None:
        job.deleteLater()
        if job is not self._job:
            return
        self._job = None
        if isinstance(job.found, JmapError):
            tell(self._window, job.found.message)
        else:
            then(job.found)
