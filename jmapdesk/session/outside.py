"""What somebody else did to the file of an open map meanwhile: another program, a colleague, a sync folder."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jmapdesk.insight.ancestor import latest_common
from jmapdesk.insight.merge import Merged, merge
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.ground import FileState, InFile
from jmapdesk.storage.document import content_hash, load_bytes
from jmapdesk.storage.files import read_file
from jmapdesk.storage.save import shown
from jmapdesk.storage.sync_copies import sync_copies
from jmapdesk.storage.versions import kept_versions, read_version
from jmapdesk.util.errors import JmapError

BREATH = 0.4
"""Seconds between two looks at a file that seems to be gone."""
_SAVED_WITHIN = 1.0
"""Seconds from a save to the version that is kept of it."""
_MOST_STATES = 40
"""So many earlier states are looked at for what two sides began with."""


class Outside(NamedTuple):
    """What a file holds that this program did not write there; ``trouble`` says why its map cannot be had."""

    path: Path
    journey: JourneyMap | None
    hash: str
    """The content hash; empty where not even the bytes could be had."""
    at: float
    """When it was written, seconds since 1970."""
    trouble: str = ""
    is_gone: bool = False
    """Whether there is no such file."""
    has_folder: bool = True
    """Whether the folder it should be in is there."""

    @property
    def in_file(self) -> InFile | None:
        """The same, as a document keeps it."""
        return InFile(self.journey, self.path, self.at) if self.journey is not None else None

    def state_for(self, map_id: str) -> FileState:
        """What the file is for who has a map open from it."""
        if self.journey is not None:
            return "changed" if self.journey.id == map_id else "another"
        return "gone" if self.is_gone else "unreadable"


def look_outside(path: Path, known_hash: str) -> Outside | None:
    """What the file holds now; None where that has the known content hash.

    A file is told by its content: time and size may be what they were. Never raises.
    """
    at = 0.0
    try:
        data = read_file(path)
        with suppress(OSError):
            at = path.stat().st_mtime
    except JmapError as error:
        is_gone = error.code == "file.missing" or _is_under_no_folder(path)
        return Outside(path, None, "", at, error.message, is_gone, has_folder=path.parent.is_dir())
    found = content_hash(data)
    if found == known_hash:
        return None
    try:
        return Outside(path, load_bytes(data, shown(path)).journey, found, at)
    except JmapError as error:
        return Outside(path, None, found, at, error.message)


def look_twice(path: Path, known_hash: str, breath: float = BREATH) -> Outside | None:
    """As ``look_outside``, but what cannot be read or is not there is looked at once more before that is said.

    A program that puts a new file in the place of the old one, or writes it, is in the midst of that for an instant.
    """
    found = look_outside(path, known_hash)
    if found is None or found.journey is not None:
        return found
    time.sleep(breath)
    return look_outside(path, known_hash)


def _is_under_no_folder(path: Path) -> bool:
    """Whether something on the way to a file is a file itself, or not there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def earlier_states(document: Document, versions: Path) -> list[JourneyMap]:
    """What the document's file held before it parted from the map, as far as versions tell, the oldest first.

    What both have in common comes last. States that were kept later are none of these, and neither is what a merge
    brought that is undone: taken for a beginning of both, it would count as taken back on purpose.
    """
    in_file = document.in_file
    if in_file is None:
        return []
    left_out = [one.journey for one in document.left_out]
    of_file = [
        one
        for one in kept_versions(versions, in_file.journey.id)
        if one.file == str(in_file.path.absolute()) and one.at <= in_file.at + _SAVED_WITHIN
    ]
    found: list[JourneyMap] = []
    for version in reversed(of_file[:_MOST_STATES]):
        with suppress(JmapError):
            state = read_version(version).journey
            if not any(same(state, one) for one in left_out):
                found.append(state)
    return [*found, in_file.journey]


def merged_with(document: Document, other: JourneyMap, versions: Path, *, sure: bool = False) -> Merged:
    """The document's map joined with another state of it, over the latest state that both came from.

    ``sure`` as in ``latest_common``: for a file that only lies beside the document's. Raises JmapError
    ``merge.other_map`` where it is another map.
    """
    return merge(latest_common(earlier_states(document, versions), other, sure=sure), document.committed, other)


class Copy(NamedTuple):
    """A file that a sync program laid beside a map: another state of it."""

    path: Path
    journey: JourneyMap
    hash: str
    at: float


def look_for_copies(path: Path, map_id: str, known: Collection[str]) -> list[Copy]:
    """Files beside a map that a sync program made of it and that are not ``known`` by their content hash yet."""
    found: list[Copy] = []
    for one in sync_copies(path, map_id):
        with suppress(JmapError, OSError):
            data = read_file(one)
            told = content_hash(data)
            if told not in known:
                found.append(Copy(one, load_bytes(data, shown(one)).journey, told, one.stat().st_mtime))
    return found


def stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes with a file as a rule, and costs nothing to ask for; None where there is no file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
