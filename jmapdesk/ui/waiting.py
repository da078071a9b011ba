"""Work of a moment beside the window's: the window waits for it, shows after a while that it does, and can stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from jmapdesk.ui.file_flow import tell
from jmapdesk.util.errors import JmapError

SLOW = 0.2
"""Seconds after which it is shown that something is being done."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("waiting", text)


class Job(QObject):
    """One piece of work in a thread: ``found`` is what it gave or its error, ``done`` arrives in the window's."""

    done = Signal()

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
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
        waiting = QProgressDialog(words, _tr("Cancel"), 0, 0, self._window)
        waiting.setWindowTitle("jmapdesk")
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.show()
        waiting.canceled.connect(self.stop)

        def ended() -> None:
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
