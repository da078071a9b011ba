"""Earlier states of a map, kept in the data folder by the map's id and readable by their owner only.

``ID/TIME-HASH.version`` is a line of JSON about the state and then the map's file, packed. ``ID/assets/HASH`` are the
pictures, each there once however many states show it. There is no list that could go wrong: the folder is the list.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.records import Asset
from jmapdesk.storage import platform
from jmapdesk.storage.document import content_hash, load_bytes
from jmapdesk.storage.save import STALE_AFTER, save
from jmapdesk.storage.version_rules import Save, to_keep
from jmapdesk.storage.writing import Lines, dump
from jmapdesk.util.errors import JmapError

VERSION: Final = 1
ENDING: Final = ".version"
ASSETS: Final = "assets"
LONGEST_NAME: Final = 80
"""Characters of a name that somebody gives."""
_HELD: Final = 3600.0
"""Seconds for which a picture that nothing shows stays: another process may be about to keep a state that shows it."""
_LONGEST_LINE: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Version:
    """A state that is kept: when it was saved, the name somebody gave it, the file it was in, and what it was."""

    path: Path
    at: float
    """Seconds since 1970."""
    name: str
    file: str
    """The map's file as it was then; empty where it had none."""
    hash: str
    """The content hash of the map's file."""
    title: str
    cards: int
    assets: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """The map of a version; ``lost`` are the names of pictures that could not be read any more."""

    journey: JourneyMap
    lost: tuple[str, ...] = ()


def folder_of(versions: Path, map_id: str) -> Path:
    """Where the states of a map are kept; it need not exist."""
    clean = "".join(c for c in map_id if c.isascii() and c.isalnum())[:24] or "map"
    return versions / f"{clean}-{hashlib.sha256(map_id.encode('utf-8', 'replace')).hexdigest()[:12]}"


def keep_version(
    versions: Path, journey: JourneyMap, file: str, at: float, name: str = "", lines: Lines | None = None
) -> Version | None:
    """Keep a state of a map. None where it is the one kept last of that file already, and has no name of its own.

    Raises OSError or JmapError where the folder cannot be written.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    folder = folder_of(versions, journey.id)
    data = dump(journey, lines)
    told = content_hash(data)
    if not name:
        last = next((one for one in kept_versions(versions, journey.id) if one.file == file), None)
        if last is not None and last.hash == told:
            return None
    # one after the other: a folder that mkdir makes on the way would be open to others
    for one in (versions, folder, folder / ASSETS):
        one.mkdir(mode=0o700, parents=True, exist_ok=True)
    assets = {key: _keep_asset(folder, one) for key, one in journey.assets.items() if one.data}
    about = {
        "jmapdesk-version": VERSION, "map": journey.id, "at": at, "name": name, "file": file, "hash": told,
        "title": journey.about.title, "cards": len(journey.cards), "assets": sorted({*assets.values()}),
    }  # fmt: skip
    if assets:
        lean = {key: replace(one, data=assets[key]) if key in assets else one for key, one in journey.assets.items()}
        data = dump(with_parts(journey, assets=lean), lines)
    body = zlib.compress(data, 6)
    line = json.dumps(about, ensure_ascii=True).encode("ascii")
    path = _free(folder, at, told)
    save(path, line + b"\n" + body, None, mode=0o600)
    return _version(path)


def kept_versions(versions: Path, map_id: str) -> list[Version]:
    """Every state that is kept of a map, the newest first. What cannot be read is left out."""
    return versions_in(folder_of(versions, map_id))


def versions_in(folder: Path) -> list[Version]:
    """Every state that is kept in a map's folder, the newest first. What cannot be read is left out."""
    found: list[Version] = []
    with suppress(OSError):
        for path in folder.glob(f"*{ENDING}"):
            one = _version(path)
            if one is not None:
                found.append(one)
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def versions_of_file(versions: Path, file: Path) -> list[Version]:
    """Every state that is kept of the map that was in a file, the newest first; empty where none is known to be.

    For who has nothing but the file's name, such as where it is gone. Where several maps were in it one after the
    other, it is the last of them.
    """
    name = str(file.absolute())
    last, found = -1.0, list[Version]()
    with suppress(OSError):
        for folder in versions.iterdir():
            kept = versions_in(folder)
            at = max((one.at for one in kept if one.file == name), default=-1.0)
            if at > last:
                last, found = at, kept
    return found


def read_version(version: Version) -> Earlier:
    """The map as it was. Raises JmapError ``version.unreadable`` where it is gone or damaged."""
    try:
        body = zlib.decompress(version.path.read_bytes().split(b"\n", 1)[1])
        journey = load_bytes(body, version.path.name).journey
    except (OSError, zlib.error, IndexError, JmapError):
        raise JmapError(
            "version.unreadable",
            "This version cannot be read any more: its file is gone or damaged. The map and the other versions are as "
            "they were.",
        ) from None
    lost: list[str] = []
    assets: dict[str, Asset] = {}
    for key, one in journey.assets.items():
        data = _asset(version.path.parent, one.data) if one.data else ""
        if data is None:
            lost.append(one.name or key)
        assets[key] = replace(one, data=data or "")
    return Earlier(with_parts(journey, assets=assets), tuple(lost))


def thin(versions: Path, map_id: str, now: float) -> None:
    """Drop the states that nobody needs any more, and the pictures that none of the others shows."""
    found = kept_versions(versions, map_id)
    saves = [Save(one.path.name, one.file, one.at, one.name, one.size) for one in found]
    kept = to_keep(saves, now)
    for one in found:
        if one.path.name not in kept:
            with suppress(OSError):
                one.path.unlink()
    sweep(folder_of(versions, map_id), [one for one in found if one.path.name in kept])


def delete_version(version: Version) -> None:
    """Delete a state for good, with the pictures that no other shows. Raises JmapError ``version.not_deleted``."""
    folder = version.path.parent
    try:
        version.path.unlink(missing_ok=True)
    except OSError:
        raise JmapError(
            "version.not_deleted",
            f"This version cannot be deleted because {folder} cannot be written: it is kept, and the map is as it was.",
        ) from None
    sweep(folder, versions_in(folder))


def sweep(folder: Path, kept: Sequence[Version]) -> None:
    """Take away what killed programs left in a map's folder, and the pictures that none of the kept states shows."""
    shown = {name for one in kept for name in one.assets}
    with suppress(OSError):
        for path in folder.glob(".*.tmp"):  # of a program that was killed
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE_AFTER:
                    path.unlink()
        # a state whose first line cannot be read may show anything
        if len(list(folder.glob(f"*{ENDING}"))) > len(kept):
            return
        for path in (folder / ASSETS).iterdir():
            with suppress(OSError):
                if path.name not in shown and time.time() - path.stat().st_mtime > _HELD:
                    path.unlink()


def _keep_asset(folder: Path, asset: Asset) -> str:
    """Write a picture once; gives its name among the others."""
    data = asset.data.encode("utf-8", "replace")
    name = hashlib.sha256(data).hexdigest()
    path = folder / ASSETS / name
    try:
        if path.stat().st_size == len(data):
            os.utime(path)  # fresh: it must not be swept before the state that shows it is written
            return name
    except FileNotFoundError:
        pass
    save(path, data, None, mode=0o600)
    return name


def _asset(folder: Path, name: str) -> str | None:
    """A picture by its name; None where it is gone or damaged."""
    if len(name) != 64 or not name.isalnum():
        return None
    try:
        data = (folder / ASSETS / name).read_bytes()
    except OSError:
        return None
    return data.decode("utf-8", "replace") if hashlib.sha256(data).hexdigest() == name else None


def _free(folder: Path, at: float, told: str) -> Path:
    """A name in the order of time that no other has."""
    moment = max(0, int(at * 1000))
    while True:
        path = folder / f"{moment:014d}-{told[:12]}{ENDING}"
        if not path.exists():
            return path
        moment += 1


def _version(path: Path) -> Version | None:
    try:
        handle = os.open(path, os.O_RDONLY | platform.BINARY)
        with os.fdopen(handle, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            about: Any = json.loads(file.readline(_LONGEST_LINE))
        if about["jmapdesk-version"] != VERSION:
            return None
        return Version(
            path, float(about["at"]), str(about["name"]), str(about["file"]), str(about["hash"]), str(about["title"]),
            int(about["cards"]), _names(about["assets"]), size,
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _names(found: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in found)
