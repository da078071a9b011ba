"""A thread that does what it is given, in order: begun when there is something to do, and waited for by who must."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Worker(Generic[_T]):
    """Hands things over to ``work`` in a thread of its own, all that wait at once.

    Where ``again`` gives seconds, ``work`` is called with nothing after so long without anything new: what did not
    work out is tried again. Both are called in the thread, and must raise nothing.
    """

    def __init__(
        self, name: str, work: Callable[[Sequence[_T]], object], again: Callable[[], float | None] = lambda: None
    ) -> None:
        self._name, self._do, self._again = name, work, again
        self._waiting: queue.SimpleQueue[_T | threading.Event | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def has_begun(self) -> bool:
        """Whether it was ever given anything, and has not been closed since."""
        return self._thread is not None

    def put(self, item: _T) -> None:
        """Give it something to do."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        self._waiting.put(item)

    def flush(self, seconds: float) -> bool:
        """Wait until all it was given is done, or has been tried; whether it was in time."""
        if self._thread is None:
            return True
        done = threading.Event()
        self._waiting.put(done)
        return done.wait(seconds)

    def close(self, seconds: float) -> None:
        """Let it do what it was given, and end; wait no longer than that for it."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(seconds)
            self._thread = None

    def _run(self) -> None:
        while True:
            waiting: list[_T | threading.Event | None] = []
            with suppress(queue.Empty):
                waiting.append(self._waiting.get(timeout=self._again()))
            while not self._waiting.empty():
                waiting.append(self._waiting.get())
            items: list[_T] = []
            for one in waiting:
                if isinstance(one, threading.Event):
                    self._do(items)  # with nothing too: who waits wants to know that it was tried
                    items = []
                    one.set()
                elif one is None:
                    if items:
                        self._do(items)
                    return
                else:
                    items.append(one)
            if items or not waiting:
                self._do(items)
