"""What is kept for objects themselves, not for objects like them."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class ByIdentity(Generic[_K, _V]):
    """Values of the last ``limit`` objects asked for, found without a look into the objects.

    The objects are held, so that none of their ids is given to another.
    """

    __slots__ = ("_limit", "_values")

    def __init__(self, limit: int) -> None:
        self._limit = max(1, limit)
        self._values: OrderedDict[int, tuple[_K, _V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _K) -> _V | None:
        """The value of this very object, or None."""
        found = self._values.get(id(key))
        if found is None:
            return None
        self._values.move_to_end(id(key))
        return found[1]

    def put(self, key: _K, value: _V) -> _V:
        """Keep the value of an object, and give it back; the one not asked for longest goes."""
        self._values[id(key)] = key, value
        if len(self._values) > self._limit:
            self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget all."""
        self._values.clear()
