"""Opening and saving the file of a map."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.rules import Repair
from jmapdesk.storage import platform
from jmapdesk.storage.document import content_hash, load_bytes
from jmapdesk.storage.raw import refused
from jmapdesk.storage.save import save, shown, sweep_temps
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read."""


MAY_BE_RESCUED = frozenset(
    (
        "file.cut_off", "file.not_json", "file.not_utf8", "file.not_finite", "file.duplicate_key", "file.too_deep",
        "file.wrong_type", "file.not_a_map",
    )
)  # fmt: skip
"""Why a file was not opened, where something of a map may still be read (``storage.rescue``)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A map with the file it came from: what was put right, and the hash of the file's bytes as they are on disk."""

    journey: JourneyMap
    repairs: tuple[Repair, ...]
    hash: str
    path: Path


def open_map(path: Path) -> Opened:
    """The map in a file. Sweeps away what killed saves of it left behind; the file itself is never touched.

    Raises JmapError: what ``load_bytes`` raises, or ``file.missing``, ``file.is_folder``, ``file.not_a_file``,
    ``file.no_permission``, ``file.too_large``, ``file.unreadable``.
    """
    data = read_file(path)
    loaded = load_bytes(data, shown(path))
    sweep_temps(path)
    return Opened(loaded.journey, loaded.repairs, content_hash(data), path)


def save_map(journey: JourneyMap, path: Path, expected_hash: str | None) -> str:
    """Save the map and return the hash of the file's new content: the next save's ``expected_hash``.

    ``expected_hash`` None overwrites whatever is there. Raises what ``save`` raises; the old file then stands.
    """
    data = dump(journey)
    save(path, data, expected_hash)
    return content_hash(data)


def read_file(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file. Raises JmapError as ``open_map`` says."""
    name = shown(path)
    try:
        handle = os.open(path, os.O_RDONLY | _NO_WAIT | platform.BINARY)
        try:
            _check_size(os.fstat(handle), name, largest)
            with os.fdopen(handle, "rb", closefd=False) as file:
                return file.read()
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise JmapError("file.missing", f"“{name}” was not opened because there is no such file.") from None
    except PermissionError:
        message = f"“{name}” was not opened because you may not read it: ask its owner."
        raise JmapError("file.no_permission", message) from None
    except (OSError, ValueError):
        message = f"“{name}” was not opened because the disk could not read it: try again or open a copy."
        raise JmapError("file.unreadable", message) from None


_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""Opens a named pipe nobody writes to without waiting for ever."""


def _check_size(status: os.stat_result, name: str, largest: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise JmapError("file.is_folder", f"“{name}” was not opened because it is a folder: choose a file.")
    if not stat.S_ISREG(status.st_mode):
        raise JmapError("file.not_a_file", f"“{name}” was not opened because it is a device: choose a file.")
    if status.st_size > largest:
        what = f"it is larger than {largest // 1024**2:,} MB"
        raise refused("file.too_large", name, what, "take some images out of it")
