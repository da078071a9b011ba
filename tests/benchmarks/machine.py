"""What the figures were measured on."""

from __future__ import annotations

import ctypes
import os
import platform
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

_MMAP_THRESHOLD: Final = -3
"""``M_MMAP_THRESHOLD`` of glibc's malloc.h."""


def facts() -> dict[str, Any]:
    """Versions, processor and how fast it is at the moment."""
    return {
        "python": platform.python_version(),
        "pyside": pyside_version,
        "qt": qVersion(),
        "qt_platform": QGuiApplication.platformName(),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": load(),
        "million_additions_ms": round(_additions(), 1),
    }


def large_blocks_stand_alone() -> None:
    """Have every block of memory as large as a picture on pages of its own, as the first ones of a process are.

    Once one is given back, glibc takes the next out of what other blocks lie in, where it may begin a few bytes beside
    a page. Copying a row of pixels between two such takes some processors eight times as long, so that one window's
    floor would be another's ceiling.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, 128 * 1024)


def load() -> float | None:
    """How many processes wanted to run over the last minute; None where the system does not tell."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _additions() -> float:
    """Milliseconds for a million additions in a loop, the best of three: tells a busy or slow machine."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        total = 0
        for i in range(1_000_000):
            total += i
        best = min(best, time.perf_counter() - start)
    return best * 1000
