"""Telling others that something happened, without knowing them and without Qt."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Event(Generic[T]):
    """Something that happens and carries a value; whoever is connected hears it, in the order of connecting.

    A value emitted while another is being told waits until everybody has heard the first. A listener that fails
    does not keep the others from hearing: its error is raised once all have been told.
    """

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], object]] = []
        self._waiting: deque[T] = deque()
        self._telling = False

    def connect(self, listener: Callable[[T], object]) -> Callable[[T], object]:
        """Have ``listener`` called with every value from now on; gives it back, for ``disconnect``."""
        self._listeners.append(listener)
        return listener

    def disconnect(self, listener: Callable[[T], object]) -> None:
        """Stop calling ``listener``, at once even while a value is being told; nothing if it is not connected."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def emit(self, value: T) -> None:
        """Tell everybody. Raises the first error a listener raised, after all have heard."""
        self._waiting.append(value)
        if self._telling:
            return
        self._telling = True
        failure: BaseException | None = None
        try:
            while self._waiting:
                told = self._waiting.popleft()
                for listener in tuple(self._listeners):
                    if listener not in self._listeners:
                        continue
                    try:
                        listener(told)
                    except Exception as error:
                        failure = failure or error
        finally:
            self._telling = False
        if failure is not None:
            raise failure
