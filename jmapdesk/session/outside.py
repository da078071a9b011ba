"""What somebody else did to the file of an open map meanwhile: another program, a colleague, a sync folder."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jmapdesk.insight.ancestor import latest_common
from jmapdesk.insight.merge import Merged, merge
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, InFile
from jmapdesk.storage.document import content_hash, load_bytes
from jmapdesk.storage.files import read_file
from jmapdesk.storage.save import shown
from jmapdesk.storage.sync_copies import sync_copies
from jmapdesk.storage.versions import kept_versions, read_version
from jmapdesk.util.errors import JmapError

_MOST_STATES = 40
"""So many earlier states are looked at for what two sides began with."""


class Outside(NamedTuple):
    """What a file holds that this program did not write there; ``trouble`` says why its map cannot be had."""

    path: Path
    journey: JourneyMap | None
    hash: str
    at: float
    """When it was written, seconds since 1970."""
    trouble: str = ""

    @property
    def in_file(self) -> InFile | None:
        """The same, as a document keeps it."""
        return InFile(self.journey, self.path, self.at) if self.journey is not None else None


def look_outside(path: Path, known_hash: str) -> Outside | None:
    """What the file holds now; None where that has the known content hash, or the file is not there.

    A file is told by its content: time and size may be what they were. Never raises.
    """
    at = 0.0
    try:
        data = read_file(path)
        with suppress(OSError):
            at = path.stat().st_mtime
    except JmapError as error:
        return None if error.code == "file.missing" else Outside(path, None, "", at, error.message)
    found = content_hash(data)
    if found == known_hash:
        return None
    try:
        return Outside(path, load_bytes(data, shown(path)).journey, found, at)
    except JmapError as error:
        return Outside(path, None, found, at, error.message)


def earlier_states(document: Document, versions: Path) -> list[JourneyMap]:
    """What the document's file held, as far as versions tell, the oldest first; what it holds now comes last."""
    in_file = document.in_file
    if in_file is None:
        return []
    of_file = [one for one in kept_versions(versions, in_file.journey.id) if one.file == str(in_file.path.absolute())]
    found: list[JourneyMap] = []
    for version in reversed(of_file[:_MOST_STATES]):
        with suppress(JmapError):
            found.append(read_version(version).journey)
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
