"""Finding what a card points to on this computer: a file beside the map, or another map by its id or its path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote, urlsplit

from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING

_DOCUMENTS = frozenset(
    (
        ".pdf", ".txt", ".md", ".rtf", ".csv", ".tsv", ".json", ".yaml", ".log", ".epub", ".zip", MAP_ENDING,
        ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".key", ".numbers", ".pages",
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".drawio", ".vsdx", ".fig",
        ".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".mov", ".webm", ".mkv", ".eml", ".ics", ".vcf", ".sketch",
    )
)  # fmt: skip
"""Endings of files that show something; others may be programs and are not opened for the asking of a card."""
_LARGEST = 200_000_000


def file_of(target: str, folder: Path | None) -> Path:
    """The file or folder a link means, looked for beside the map.

    Raises JmapError for what is missing, may be a program, lies on another computer, or is told from the folder of a
    map that has none.
    """
    path = _path_of(target)
    if not path.is_absolute():
        if folder is None:
            said = f"“{target}” is told from the map’s folder, and this map has never been saved: save it first."
            raise JmapError("link.unsaved", said)
        path = folder / path
    try:
        there, is_folder = path.exists(), path.is_dir()
    except (OSError, ValueError):
        there = is_folder = False
    if not there:
        raise JmapError("link.missing", f"There is no “{path}” any more, or it cannot be reached from here.")
    if not is_folder and path.suffix.lower() not in _DOCUMENTS:
        raise JmapError("link.program", f"“{path.name}” may be a program: open it yourself if you trust it.")
    return path


def _path_of(target: str) -> Path:
    if target.lower().startswith("file:"):
        parts = urlsplit(target)
        if parts.netloc and parts.netloc.lower() != "localhost":
            raise _elsewhere(target)
        target = unquote(parts.path)
        if PureWindowsPath(target.lstrip("/")).drive:
            target = target.lstrip("/")
    if target.startswith(("\\\\", "//")):
        raise _elsewhere(target)
    if "\0" in target:
        raise JmapError("link.missing", "This link is damaged; it leads nowhere.")
    path = Path(target)
    if "\\" in target and not path.exists() and not PureWindowsPath(target).drive:
        path = Path(target.replace("\\", "/"))  # written on another system
    return path.expanduser() if target.startswith("~") else path


def _elsewhere(target: str) -> JmapError:
    return JmapError("link.elsewhere", f"“{target}” lies on another computer; open it yourself if you trust it.")


def find_map(target: str, folder: Path | None, recent: Iterable[Path]) -> Path:
    """The file of a map that a link names: by a path from this map's folder, else by its id, looked for beside this map
    and among the maps opened lately.

    Raises JmapError where no such map is found.
    """
    if target.lower().endswith(MAP_ENDING):
        return file_of(target, folder)
    for path in _candidates(folder, recent):
        if _id_of(path) == target:
            return path
    said = f"The map “{target}” is neither beside this one nor among those opened lately"
    raise JmapError("link.map", f"{said}; open it once, then try again.")


def _candidates(folder: Path | None, recent: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    beside = sorted(folder.glob(f"*{MAP_ENDING}")) if folder is not None else []
    for path in (*recent, *beside):
        if path not in seen and path.suffix.lower() == MAP_ENDING:
            seen.add(path)
            yield path


def _id_of(path: Path) -> str:
    """The id of the map in a file; empty where it cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            return ""
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    named = found.get("id") if isinstance(found, dict) else None
    return named if isinstance(named, str) else ""
