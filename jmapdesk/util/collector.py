"""The garbage collector's part in making many objects at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand new objects that all stay."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep_from_collector() -> None:
    """What is there lives long: looking through it for garbage, time and again, would make keystrokes stutter."""
    gc.collect()
    gc.freeze()


def look_through_all() -> None:
    """Something that lived long is gone: give back its memory, then keep what stays from the collector again.

    What was kept from the collector and holds itself in rings would otherwise stay for ever.
    """
    gc.unfreeze()
    keep_from_collector()
