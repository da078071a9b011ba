"""Pages of a map made in a thread of its own, so that the window goes on working: how far it is, and how to stop it."""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QObject, Signal

from jmapdesk.ui.qt_classes import make_all
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Cancelled
from jmapdesk.util.switching import yielding_soon

_STEP = 0.01
"""How much further it is before that is told again."""


class PageJob(QObject):
    """One piece of such work on an immutable map. Signals arrive in the window's thread; what was made is told by the
    subclass, which does the work in ``make`` and has the words for what may go wrong."""

    progressed = Signal(float)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, name: str, no_memory: str, fault: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._no_memory, self._fault = no_memory, fault
        self._stop = threading.Event()
        self._shown = -1.0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def make(self) -> None:
        """Do the work and tell what was made; ``reached`` is called as it goes on."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin; returns at once."""
        make_all()
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop; ``cancelled`` tells when it has, with the target as it was."""
        self._stop.set()

    def wait(self, seconds: float = 30.0) -> bool:
        """Wait until the thread has ended, for closing the window; whether it did."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def reached(self, share: float) -> None:
        """So much is done, from 0 to 1. Raises Cancelled where it was asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        if share - self._shown >= _STEP or share >= 1:
            self._shown = share
            self.progressed.emit(share)

    def _run(self) -> None:
        try:
            with yielding_soon():
                self.make()
        except Cancelled:
            self.cancelled.emit()
        except JmapError as error:
            self.failed.emit(error.message)
        except MemoryError:
            self.failed.emit(self._no_memory)
        except Exception:  # whatever it is, the window must not wait for ever
            logging.getLogger(__name__).exception(self._thread.name)
            self.failed.emit(self._fault)
