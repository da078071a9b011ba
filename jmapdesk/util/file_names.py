"""Names for files made of what people call things, in any script."""

from __future__ import annotations

import unicodedata
from typing import Final

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
