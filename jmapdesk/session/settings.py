"""What the program remembers about its user: recent files, the window's place, small choices.

One JSON file in the user's configuration folder. It is a convenience: where it is damaged, missing or cannot be
written, the program runs on with what it has.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import math
import os
import tempfile
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

MOST_RECENT = 12
"""How many recent files are remembered."""

MOST_PLACES = 100
"""Of how many maps it is remembered where somebody looked."""

_FILE = "settings.json"

V = TypeVar("V", bool, int, float, str)


def config_folder() -> Path:
    """The user's configuration folder for this program; it need not exist yet."""
    return platformdirs.user_config_path("jmapdesk", appauthor=False)


class Settings:
    """The user's settings, read once from a folder; every change is written at once."""

    def __init__(self, folder: Path) -> None:
        """Read the settings kept in ``folder``; nothing there, or nothing readable, gives the defaults."""
        self._file = folder / _FILE
        self._values = _read(self._file)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The maps opened or saved last, newest first, whether they still exist or not."""
        kept = self._values.get("recent")
        if not isinstance(kept, list):
            return ()
        return tuple(Path(path) for path in kept if isinstance(path, str) and path)[:MOST_RECENT]

    def add_recent(self, path: Path) -> None:
        """Put a map first among the recent ones."""
        first = path.absolute()
        self._set_recent((first, *(other for other in self.recent if other != first)))

    def remove_recent(self, path: Path) -> None:
        """Forget one of the recent maps."""
        self._set_recent(tuple(other for other in self.recent if other != path.absolute()))

    def clear_recent(self) -> None:
        """Forget all recent maps."""
        self._set_recent(())

    def _set_recent(self, paths: tuple[Path, ...]) -> None:
        self._put("recent", [str(path) for path in paths[:MOST_RECENT]])

    def place(self, path: Path) -> tuple[float, float, float] | None:
        """Where somebody looked last on a map: zoom, and the middle of what was seen; None where none is kept."""
        return self._places().get(str(path.absolute()))

    def set_place(self, path: Path, place: tuple[float, float, float] | None) -> None:
        """Remember where somebody looks on a map; None forgets it."""
        places, key = self._places(), str(path.absolute())
        if places.pop(key, None) is None and place is None:
            return
        if place is not None:
            places[key] = place
        kept = [[name, *(round(n, 4) for n in where)] for name, where in places.items()]
        self._put("places", kept[-MOST_PLACES:])

    def _places(self) -> dict[str, tuple[float, float, float]]:
        """The places by path, the newest last; what makes no sense is left out."""
        found: dict[str, tuple[float, float, float]] = {}
        kept = self._values.get("places")
        for entry in kept if isinstance(kept, list) else ():
            if isinstance(entry, list) and len(entry) == 4 and isinstance(entry[0], str):
                numbers = [float(n) for n in entry[1:] if type(n) in (int, float) and math.isfinite(n)]
                if len(numbers) == 3 and numbers[0] > 0:
                    found[entry[0]] = (numbers[0], numbers[1], numbers[2])
        return found

    def blob(self, name: str) -> bytes | None:
        """Bytes kept under a name, such as the window's geometry; None where there are none."""
        kept = self._values.get(name)
        if not isinstance(kept, str):
            return None
        try:
            return base64.b64decode(kept, validate=True)
        except (binascii.Error, ValueError):
            return None

    def set_blob(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""
        self._put(name, base64.b64encode(data).decode("ascii"))

    def value(self, name: str, default: V) -> V:
        """A small choice kept under a name; the default where none of the same type is kept."""
        kept = self._values.get(name)
        return kept if type(kept) is type(default) else default

    def set_value(self, name: str, value: bool | int | float | str) -> None:
        """Keep a small choice under a name."""
        self._put(name, value)

    def _put(self, name: str, value: object) -> None:
        self._values[name] = value
        _write(self._file, self._values)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _write(file: Path, values: dict[str, Any]) -> None:
    """Write the whole file beside the old one, then put it in its place; give up quietly where that fails."""
    with contextlib.suppress(OSError, ValueError):
        text = json.dumps(values, ensure_ascii=True, indent=1, sort_keys=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".settings-", suffix=".tmp", dir=file.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
