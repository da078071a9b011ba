"""Taking and giving back the lock of a map's file in a thread: a drive in the network may take its time to answer."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jmapdesk.storage.lock import Holder, Lock, take_lock


class Asked:
    """One lock that is asked for; ``found`` is what came of it, as ``take_lock`` gives it, once it ``is_known``."""

    def __init__(self, path: Path, anyway: bool) -> None:
        self.path, self.anyway = path, anyway
        self.found: Lock | Holder | None = None
        self.is_known = False
        self._is_wanted = True
        self._guard = threading.Lock()

    def settle(self, found: Lock | Holder | None) -> bool:
        """Say what came of it; whether anybody still wants to know. What nobody wants is given back."""
        with self._guard:
            self.found, self.is_known = found, True
            wanted = self._is_wanted
        if not wanted and isinstance(found, Lock):
            found.release()
        return wanted

    def forget(self) -> Lock | None:
        """Nobody wants it any more; gives the lock, if it came already."""
        with self._guard:
            self._is_wanted = False
            return self.found if isinstance(self.found, Lock) else None


class Taking(QObject):
    """Asks for one lock at a time. ``taken`` tells, in the window's thread, of an answer that was not waited for."""

    taken = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._last: Asked | None = None
        self._thread: threading.Thread | None = None
        self._giving: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return self._asked is not None

    def ask(self, path: Path, anyway: bool, patience: float) -> Asked | None:
        """Ask for the lock of a file; the answer, where it comes within ``patience`` seconds, else it is told later."""
        self.drop()
        asked = self._asked = self._last = Asked(path, anyway)
        self._thread = threading.Thread(target=self._run, args=(asked,), name="lock", daemon=True)
        self._thread.start()
        self._thread.join(patience)
        return asked if self._take(asked) else None

    def arrived(self, asked: Asked) -> bool:
        """Whether an answer that was told is the one that is awaited; it counts once."""
        return self._take(asked)

    def drop(self) -> None:
        """Whatever is still asked for is wanted no more."""
        if self._asked is not None:
            asked, self._asked = self._asked, None
            lock = asked.forget()
            if lock is not None:  # it came in this very moment
                self.give_back(lock)

    def give_back(self, lock: Lock, patience: float = 0.0) -> None:
        """Release a lock, after any that is still being released; waits no longer than ``patience`` seconds."""
        before = self._giving

        def release() -> None:
            if before is not None:
                before.join()
            lock.release()

        self._giving = threading.Thread(target=release, name="lock", daemon=True)
        self._giving.start()
        self._giving.join(patience)

    def stop(self, seconds: float) -> None:
        """The window goes: wait until what was given back is gone, but no longer than this.

        A thread that nobody awaits tells nothing, so it may outlive the window.
        """
        self.drop()
        if self._last is not None and self._last.is_known and self._thread is not None:
            self._thread.join(seconds)  # it may just be telling
        if self._giving is not None:
            self._giving.join(seconds)

    def _take(self, asked: Asked) -> bool:
        if asked is not self._asked or not asked.is_known:
            return False
        self._asked = None
        return True

    def _run(self, asked: Asked) -> None:
        wanted = asked.settle(take_lock(asked.path, anyway=asked.anyway))
        if wanted:
            with suppress(RuntimeError):  # the window is gone
                self.taken.emit(asked)
