"""Looking at what others do to a map's file, in a thread: a folder in the network may take its time to answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from jmapdesk.session.outside import Copy, Outside, look_for_copies, look_outside, look_twice, stamp
from jmapdesk.storage.lock import Holder, Lock, holder_of


class Asked(NamedTuple):
    """What is looked for: the file, the content it is known to have, the stamp it had the last time."""

    path: Path
    map_id: str
    known_hash: str
    stamp: tuple[int, int, int] | None
    lock: Lock | None
    known_copies: Collection[str]
    with_copies: bool
    again: bool = False
    """Whether the file could not be had the last time: then no stamp tells whether it can now."""


class Around(NamedTuple):
    """What was found: who else has the map, whether our lock stands, what else the file holds, copies beside it."""

    asked: Asked
    holder: Holder | None
    lock_stands: bool
    stamp: tuple[int, int, int] | None
    was_read: bool
    """Whether the file was looked into; ``outside`` None says then that it holds what is known."""
    outside: Outside | None
    copies: tuple[Copy, ...]


def look_around(asked: Asked) -> Around:
    """Look. The file is read only where its stamp has changed, or there is none."""
    stands = asked.lock is not None and asked.lock.is_ours()
    now = stamp(asked.path)
    read = bool(asked.known_hash) and (now is None or now != asked.stamp or asked.again)
    look = look_outside if asked.again else look_twice
    outside = look(asked.path, asked.known_hash) if read else None
    copies = look_for_copies(asked.path, asked.map_id, asked.known_copies) if asked.with_copies else []
    return Around(asked, None if stands else holder_of(asked.path), stands, now, read, outside, tuple(copies))


class Watch(QObject):
    """Looks once at a time; what was found arrives in the window's thread."""

    found = Signal(object)

    def __init__(self, parent: QObject, look: Callable[[Asked], Around] = look_around) -> None:
        super().__init__(parent)
        self._look = look
        self._thread: threading.Thread | None = None

    @property
    def is_looking(self) -> bool:
        """Whether it has not come back yet."""
        return self._thread is not None and self._thread.is_alive()

    def ask(self, asked: Asked) -> None:
        """Look, unless somebody is looking already."""
        if not self.is_looking:
            self._thread = threading.Thread(target=self._run, args=(asked,), name="watch", daemon=True)
            self._thread.start()

    def glance(self, asked: Asked, seconds: float) -> Around | None:
        """Look at once, waiting no longer than so; None where that was not long enough."""
        found: list[Around] = []

        def look() -> None:
            around = self._tried(asked)
            if around is not None:
                found.append(around)

        thread = threading.Thread(target=look, name="glance", daemon=True)
        thread.start()
        thread.join(seconds)
        return found[0] if found else None

    def stop(self) -> None:
        """A thread must not outlive what it tells."""
        if self._thread is not None:
            self._thread.join(5)

    def _run(self, asked: Asked) -> None:
        around = self._tried(asked)
        if around is not None:
            with suppress(RuntimeError):  # the window is gone
                self.found.emit(around)

    def _tried(self, asked: Asked) -> Around | None:
        try:
            return self._look(asked)
        except Exception:  # a look that fails is made again later; the window goes on
            logging.getLogger(__name__).exception("looking at %s", asked.path.name)
            return None
