"""What is kept for objects themselves, not for objects like them."""

from __future__ import annotations

from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class ByIdentity(Generic[_K, _V]):
    """Values of objects, ``limit`` (two or more) at most, found without a look into the objects.

    The objects are held, so that none of their ids is given to another. Values stand on two shelves of half the limit:
    what was put or asked for last on the upper one. When that is full it becomes the lower one, and what stood there
    goes; so the last half of those asked for is always there. To bring each value to the front of one row took longer
    than finding it.
    """

    __slots__ = ("_lower", "_room", "_upper")

    def __init__(self, limit: int) -> None:
        self._room = max(1, limit // 2)
        self._upper: dict[int, tuple[_K, _V]] = {}
        self._lower: dict[int, tuple[_K, _V]] = {}

    def __len__(self) -> int:
        return len(self._upper) + len(self._lower)

    def get(self, key: _K) -> _V | None:
        """The value of this very object, or None."""
        found = self._upper.get(id(key))
        if found is not None:
            return found[1]
        found = self._lower.pop(id(key), None)
        return None if found is None else self.put(key, found[1])

    def put(self, key: _K, value: _V) -> _V:
        """Keep the value of an object, and give it back."""
        upper = self._upper
        if len(upper) >= self._room and id(key) not in upper:
            self._lower, upper = upper, {}
            self._upper = upper
        upper[id(key)] = key, value
        return value

    def clear(self) -> None:
        """Forget all."""
        self._upper.clear()
        self._lower.clear()
