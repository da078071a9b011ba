"""Reading a version and comparing it with the open map, in a thread: a large map takes its time."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal

from jmapdesk.insight.changes import Apart
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.versions import Earlier, Version, read_version
from jmapdesk.ui.versions.compared import Told, told
from jmapdesk.util.errors import JmapError

_BESIDE: Final = Apart("this version", "the open map")


class Read(NamedTuple):
    """A version with its map and what was done since; ``trouble`` says why there is none.

    Where it ``came_before`` the open map something was done since; else the two only differ.
    """

    version: Version
    earlier: Earlier | None
    told: Told
    trouble: str = ""
    came_before: bool = True


class Reader(QObject):
    """Reads one version at a time; only what was asked for last arrives, in the window's thread."""

    read = Signal(object)
    _found = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = 0
        self._thread: threading.Thread | None = None
        self._found.connect(self._arrived)

    def ask(self, version: Version, now: JourneyMap, came_before: bool, known: Earlier | None = None) -> None:
        """Read a version and compare it with the map of now; ``known`` is its map where it was read before."""
        self._asked += 1
        self._thread = threading.Thread(
            target=self._run, args=(self._asked, version, now, came_before, known), name="versions", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Nobody waits for anything any more; a thread must not outlive what it tells."""
        self._asked += 1
        if self._thread is not None:
            self._thread.join(5)

    def _run(
        self, number: int, version: Version, now: JourneyMap, came_before: bool, known: Earlier | None
    ) -> None:
        try:
            earlier = known or read_version(version)
            said = told(earlier.journey, now, None if came_before else _BESIDE)
            found = Read(version, earlier, said, came_before=came_before)
        except JmapError as error:
            found = Read(version, None, Told("", ()), error.message)
        except Exception:  # whatever it is, the window must not wait for ever
            logging.getLogger(__name__).exception("reading %s", version.path.name)
            words = QCoreApplication.translate(
                "versions", "This version could not be read because of a fault in the program."
            )
            found = Read(version, None, Told("", ()), words)
        with suppress(RuntimeError):  # the window is gone
            self._found.emit(number, found)

    def _arrived(self, number: int, found: Read) -> None:
        if number == self._asked:
            self.read.emit(found)
