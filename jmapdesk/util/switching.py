"""How soon a thread that works must let the window's thread run."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SOON: Final = 0.0005
"""Seconds; Python's usual 0.005 makes frames stutter while another thread works."""
_lock = threading.Lock()
_inside: list[float] = []
"""For each thread that works, the interval that was usual before the first of them began."""


@contextmanager
def yielding_soon() -> Iterator[None]:
    """Let other threads run often while this one works; the usual interval comes back when the last one has ended."""
    with _lock:
        _inside.append(_inside[0] if _inside else sys.getswitchinterval())
        sys.setswitchinterval(_SOON)
    try:
        yield
    finally:
        with _lock:
            usual = _inside.pop()
            if not _inside:
                sys.setswitchinterval(usual)
