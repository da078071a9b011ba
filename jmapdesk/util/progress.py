"""How long work says how far it is, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[float], None]
"""Called with 0 … 1, never going back. It may raise Cancelled, and then the work leaves everything as it was."""


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Raised by a progress callback when the person has had enough."""


def span(progress: Progress | None, start: float, end: float) -> Progress:
    """A callback for one part of the work: its 0 … 1 is ``start`` … ``end`` of the whole."""
    if progress is None:
        return lambda _share: None
    return lambda share: progress(start + (end - start) * min(1.0, max(0.0, share)))
