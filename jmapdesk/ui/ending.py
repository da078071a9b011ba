"""Ends the program in order when the system tells it to: a logout, ``kill``, a terminal that closes, Ctrl+C in it.

A signal comes in the middle of anything, so its handler touches nothing: the system's interpreter of signals writes one
byte to a socket, and Qt's loop reads it when it is between two things.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""Windows knows no SIGHUP, others no SIGBREAK. Not tried on Windows."""


class Ending(QObject):
    """Listens for signals until it is closed; ``end`` is called with the number of the first one, in Qt's loop."""

    def __init__(self, end: Callable[[int], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._told = False
        self._near, self._far = socket.socketpair()
        for one in (self._near, self._far):
            one.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._old_handle = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        # who started us with nohup wants us to stay
        wanted = [one for one in SIGNALS if signal.getsignal(one) != signal.SIG_IGN]
        self._old = {one: signal.signal(one, self._noted) for one in wanted}

    def _noted(self, number: int, _frame: FrameType | None) -> None:
        """The handler. The first signal is heard through the socket; a second one does not wait for anything."""
        if self._told:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        self._told = True

    def _heard(self) -> None:
        numbers = b""
        with suppress(BlockingIOError):
            numbers = self._near.recv(64)
        found = next((one for one in numbers if one in self._old), None)
        if found is not None:
            self._end(found)

    def close(self) -> None:
        """Signals mean again what they meant before."""
        for number, old in self._old.items():
            signal.signal(number, old)
        signal.set_wakeup_fd(self._old_handle)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()
