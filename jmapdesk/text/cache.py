"""A dictionary that forgets what was not asked for longest."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Remembered(Generic[_K, _V]):
    """Holds at most ``limit`` values; the least recently used goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = max(1, limit)
        self._values: dict[_K, _V] = {}

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _K) -> _V | None:
        """The value, which becomes the freshest, or None."""
        value = self._values.pop(key, None)
        if value is not None:
            self._values[key] = value
        return value

    def put(self, key: _K, value: _V) -> _V:
        """Keep the value, and give it back."""
        if len(self._values) >= self._limit and key not in self._values:
            del self._values[next(iter(self._values))]
        self._values[key] = value
        return value
