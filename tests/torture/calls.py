"""Every call that saving and the journal make to the system, seen one by one, before and after it is made."""

from __future__ import annotations

import fcntl
import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

NAMES = (
    "open", "write", "fsync", "fdatasync", "close", "replace", "rename", "unlink", "mkdir", "ftruncate", "fstat",
    "stat", "lstat", "access", "readlink", "fchmod", "fchown", "listxattr", "getxattr", "setxattr", "scandir", "utime",
)  # fmt: skip
"""The functions of ``os`` that are watched; opening a file to read it and locking are watched too."""

Before: TypeAlias = Callable[[str], None]
"""Hears of a call by its name; may raise in its place."""
After: TypeAlias = Callable[[str, tuple[Any, ...], Any], None]
"""Hears what was called with what and what it gave."""


@contextmanager
def watched(folder: Path, before: Before, after: After = lambda *_: None) -> Iterator[None]:
    """Watch the calls that concern what is in ``folder``, from any thread."""
    inside: set[int] = set()
    lock = threading.RLock()
    root = str(folder)

    def concerns(given: tuple[Any, ...]) -> bool:
        first = given[0] if given else None
        if isinstance(first, int):
            return first in inside
        return isinstance(first, str | os.PathLike) and os.fspath(first).startswith(root)

    def watch(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            with lock:
                if not concerns(given):
                    return real(*given, **named)
                try:
                    before(name)
                except OSError:
                    if name == "close":  # it says that it failed, and has closed all the same
                        inside.discard(given[0])
                        real(*given)
                    raise
                result = real(*given, **named)
                if name == "open":
                    inside.add(result)
                elif name == "close":
                    inside.discard(given[0])
                after(name, given, result)
                return result

        return called

    kept = {name: getattr(os, name) for name in NAMES}
    opened, locked = io.open, fcntl.flock
    try:
        for name, real in kept.items():
            setattr(os, name, watch(name, real))
        io.open = watch("read", opened)  # type: ignore[assignment]
        fcntl.flock = watch("flock", locked)  # type: ignore[assignment]
        yield
    finally:
        for name, real in kept.items():
            setattr(os, name, real)
        io.open, fcntl.flock = opened, locked  # type: ignore[assignment]
