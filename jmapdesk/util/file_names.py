"""Names for files made of what people call things, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

MAP_ENDING: Final = ".jmap"
"""What the files of maps end in."""
LONGEST: Final = 80
"""Characters of a name without its ending."""
_BYTES: Final = 180
"""Bytes of it; systems take 255 with the ending and what else is added."""
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
)
"""What Windows takes for a device, whatever ending follows."""


def file_stem(words: str, otherwise: str) -> str:
    """Words as the name of a file without its ending: letters, marks, digits, blanks and hyphens of them.

    It begins with no hyphen, as an option of a command does, fits every system in length, and is no device's name.
    """
    clean = "".join(c if c in " -_" or unicodedata.category(c)[0] in "LMN" else " " for c in words)
    short = " ".join(clean.split()).lstrip("- ")[:LONGEST]
    stem = short.encode("utf-8")[:_BYTES].decode("utf-8", "ignore").strip() or otherwise
    return f"{stem} {otherwise}" if stem.casefold() in _DEVICES else stem


def folders_apart(paths: Iterable[Path]) -> dict[Path, str]:
    """For each file that shares its name with another one, as much of its folder's end as tells them apart; else
    nothing.
    """
    alike: dict[str, list[Path]] = {}
    for path in dict.fromkeys(paths):
        alike.setdefault(path.name, []).append(path)
    return {path: _folder_apart(path, same) for same in alike.values() for path in same}


def _folder_apart(path: Path, alike: list[Path]) -> str:
    if len(alike) < 2:
        return ""
    folders = path.parent.parts
    for length in range(1, len(folders) + 1):
        tail = folders[-length:]
        if sum(one.parent.parts[-length:] == tail for one in alike) == 1:
            return _readable(Path(*tail))
    return _readable(path.parent)


def _readable(folder: Path) -> str:
    return str(folder).encode("utf-8", "replace").decode("utf-8")
