"""An export in a thread of its own, so that the window goes on working; it reports how far it is and can be stopped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.registry import Format, export
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Cancelled
from jmapdesk.util.switching import yielding_soon


class ExportJob(QObject):
    """One export of an immutable map. Signals arrive in the window's thread."""

    progressed = Signal(float)
    done = Signal(list)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(
        self, journey: JourneyMap, path: Path, options: ExportOptions, make: Callable[[], Workshop],
        parent: QObject | None = None, form: Format | None = None,
    ) -> None:  # fmt: skip
        """``form`` is the format; without it the path's ending says."""
        super().__init__(parent)
        self.path = path
        self._stop = threading.Event()
        self._shown = -1.0
        self._thread = threading.Thread(
            target=self._run, args=(journey, path, options, make, form), name="export", daemon=True
        )

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop; ``cancelled`` tells when it has, with the target as it was."""
        self._stop.set()

    def wait(self, seconds: float = 30.0) -> bool:
        """Wait until the thread has ended, for closing the window; whether it did."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _progress(self, share: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        if share - self._shown >= 0.01 or share >= 1:
            self._shown = share
            self.progressed.emit(share)

    def _run(
        self, journey: JourneyMap, path: Path, options: ExportOptions, make: Callable[[], Workshop],
        form: Format | None,
    ) -> None:  # fmt: skip
        try:
            with yielding_soon():
                remarks = export(journey, path, options, make(), self._progress, form)
        except Cancelled:
            self.cancelled.emit()
        except JmapError as error:
            self.failed.emit(error.message)
        except MemoryError:
            self.failed.emit(f"There is not enough memory to write {path.name}; choose fewer dots per inch.")
        except Exception:  # whatever it is, the window must not wait for ever
            logging.getLogger(__name__).exception("export of %s", path.name)
            self.failed.emit(f"{path.name} could not be written because of a fault in the program.")
        else:
            self.done.emit(remarks)
