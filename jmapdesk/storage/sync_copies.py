"""Files that sync programs lay beside a map where two sides changed it at once: told by name and the map's id."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.files import read_file
from jmapdesk.storage.save import shown
from jmapdesk.util.errors import JmapError

_NAMES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r" \(.*conflict(ed copy)?.*\)",  # Dropbox (“Ada’s conflicted copy 2026-11-26”), Nextcloud, ownCloud, Box
        r" \(.*(konflikt|conflit|conflicto|conflitto|конфликт|競合|冲突).*\)",  # Dropbox in other languages
        r"[._-]sync-conflict-\d{8}-\d{6}(-[a-z0-9]{7})?",  # Syncthing
        r"_conflict-\d{8}-\d{6}",  # ownCloud of old
        r" \(case conflict( \d+)?\)",
        r" \(\d{1,2}\)",  # Google Drive
        r" \d{1,2}",  # iCloud
        r"\.conflict(ed)?\d*",
    )
)
_HOST: Final = re.compile(r"-(?=[0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,14}(-\d{1,3})?")
"""OneDrive adds the name of the computer, in capitals."""
_HEAD: Final = 4096
_ID: Final = re.compile(rb'^"id": ("(?:[^"\\]|\\.)*"),?\r?$', re.MULTILINE)


def is_named_like_copy(name: str, of: str) -> bool:
    """Whether a file has the name that a sync program gives to the other side's ``of``."""
    stem, ending = Path(of).stem, Path(of).suffix
    if not name.startswith(stem) or not name.endswith(ending) or name == of or not ending:
        return False
    added = name[len(stem) : len(name) - len(ending)]
    return any(pattern.fullmatch(added) for pattern in _NAMES) or _HOST.fullmatch(added) is not None


def sync_copies(path: Path, map_id: str) -> list[Path]:
    """Files beside a map's file that a sync program made of it: by their name and the same map id, sorted by name.

    Never raises: a folder that cannot be read has none.
    """
    found: list[Path] = []
    with suppress(OSError, ValueError):
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in entries if is_named_like_copy(entry.name, path.name))
        found = [path.with_name(name) for name in names]
    return [one for one in found if _id_of(one) == map_id]


def _id_of(path: Path) -> str | None:
    """The id of a map in a file, mostly from its first lines."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        match = _ID.search(head)
        if match is not None:
            found = json.loads(match[1])
            return found if isinstance(found, str) else None
        return load_bytes(read_file(path), shown(path)).journey.id
    except (OSError, ValueError, JmapError):
        return None
