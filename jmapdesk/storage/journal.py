"""The journal of one open map: every edit a line, on disk at once, so that nothing is lost when the program is.

A journal is two files in the recovery folder, readable by their owner only. ``NAME.journal`` has a header line and then
a line for each edit: a checksum, a blank, JSON. ``NAME.base`` is the whole map as it stood before the first of them.
A line that was cut off or damaged ends what is read; nothing before it is lost, what follows is counted. While the
program lives it holds a lock on the journal, which the system takes away when the program is killed.
"""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from jmapdesk.model.delta import Change, Delta
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.storage import platform
from jmapdesk.storage.document import content_hash, load_bytes
from jmapdesk.storage.save import save
from jmapdesk.storage.writing import Lines, dump, fields_of
from jmapdesk.util.errors import JmapError

VERSION = 1
ENDING, BASE_ENDING = ".journal", ".base"
DROPPED = "dropped"
"""The folder for what a person said goodbye to."""
MOST_DROPPED = 20


class Header(NamedTuple):
    """What a journal belongs to: the map, its file and that file's content hash (both empty where there is none)."""

    map_id: str
    title: str
    path: str = ""
    file_hash: str = ""
    unsaved: bool = False
    """Whether the map held something no file has before the first edit: an import, a repair."""
    started: str = ""


class Deed(NamedTuple):
    """One line: ``do`` with its changes, ``break``, ``undo``, ``redo``, ``go`` to a position; ``typing``: words not yet
    kept; ``resumed``: the journal was read back here and goes on.

    ``changes`` hold no "before": what stood there is known from what went before.
    """

    kind: str
    label: str = ""
    changes: tuple[Change, ...] = ()
    merge: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Recording:
    """A journal read back: the map it began with and everything done to it since."""

    header: Header
    base: JourneyMap
    deeds: tuple[Deed, ...]
    changed: float
    """When the last line was written, seconds since 1970."""
    files: tuple[Path, ...] = field(default=())
    unread: int = 0
    """How many edits were made after those, as far as the lines tell that cannot be read."""


class JournalWriter:
    """Writes one journal. Every method returns when the disk has it, or raises OSError."""

    _handle: int | None
    _kept: int
    """Bytes that the disk has for certain."""
    _torn: bool
    """Whether something may stand after them that does not count."""

    def __init__(self, folder: Path, header: Header) -> None:
        """Begin a journal under a name that no other has, and hold it."""
        platform.make_folder(folder)
        clean = "".join(c for c in header.map_id if c.isascii() and c.isalnum())[:24] or "map"
        self.path = folder / f"{clean}-{secrets.token_hex(6)}{ENDING}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | platform.BINARY
        self._handle = os.open(self.path, flags, 0o600)
        self._kept, self._torn = 0, False
        try:
            platform.hold(self._handle)
            self._put([{"jmapdesk-journal": VERSION, **header._asdict()}])
            platform.sync_folder(folder)
        except BaseException:
            self.remove()
            raise

    @classmethod
    def resume(cls, path: Path) -> JournalWriter:
        """Go on with a journal that was read back. Raises OSError where another process holds it."""
        self = cls.__new__(cls)
        self.path = path
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | platform.BINARY)
        try:
            platform.hold(self._handle)
            # nothing after a line that was cut off would be read: the next line takes its place
            self._kept, self._torn = _readable(path.read_bytes()), True
        except OSError:
            self.close()
            raise
        return self

    def write_base(self, journey: JourneyMap, lines: Lines | None = None) -> None:
        """Keep the whole map as it stood before the first edit. Raises JmapError as ``save`` does."""
        save(base_of(self.path), dump(journey, lines), None, mode=0o600)

    def append(self, deeds: Iterable[Deed]) -> None:
        """Add lines, as one write and one sync. Where that fails none of them counts: the next call begins anew."""
        self._put([_plain(deed) for deed in deeds])

    def _put(self, values: Sequence[dict[str, Any]]) -> None:
        if self._handle is None:
            return
        data = b"".join(_line(value) for value in values)
        if self._torn:  # half a line may be there, or a whole one the disk never promised to remember
            os.ftruncate(self._handle, self._kept)
        self._torn, size = True, len(data)
        while data:
            data = data[os.write(self._handle, data) :]
        platform.sync_data(self._handle)
        self._kept, self._torn = self._kept + size, False

    def close(self) -> None:
        """Let go of the files; they stay."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def remove(self) -> None:
        """The map is safe elsewhere: take both files away."""
        self.close()
        for path in (self.path, base_of(self.path)):
            with suppress(OSError):
                path.unlink()

    def put_aside(self) -> None:
        """A person said goodbye to what is in it; see ``put_aside``."""
        self.close()
        put_aside(self.path)


def base_of(path: Path) -> Path:
    """Where the whole map of a journal stands."""
    return path.with_suffix(BASE_ENDING)


def put_aside(path: Path) -> None:
    """Move a journal to a folder within its own, in case goodbye was a slip; the oldest there go for good."""
    folder = path.parent / DROPPED
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        for one in (base_of(path), path):
            with suppress(FileNotFoundError):
                one.replace(folder / one.name)
        kept = sorted(folder.glob(f"*{ENDING}"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[MOST_DROPPED:]:
            old.unlink()
            base_of(old).unlink(missing_ok=True)


def dropped(folder: Path) -> list[Path]:
    """The journals that were put aside, the newest first."""
    found: list[tuple[float, Path]] = []
    with suppress(OSError):
        for path in (folder / DROPPED).glob(f"*{ENDING}"):
            with suppress(OSError):
                found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found, reverse=True)]


def fetch_back(path: Path) -> Path:
    """Bring a journal that was put aside back to where open ones are; gives its place. Raises OSError."""
    for one in (base_of(path), path):
        with suppress(FileNotFoundError):
            one.replace(path.parent.parent / one.name)
    return path.parent.parent / path.name


def left_behind(folder: Path) -> list[Path]:
    """The journals that no living program holds, the oldest first."""
    found: list[tuple[float, Path]] = []
    with suppress(OSError):
        for path in folder.glob(f"*{ENDING}"):
            with suppress(OSError):
                if not platform.is_held(path):
                    found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found)]


def read_journal(path: Path) -> Recording | None:
    """What a journal holds; None where neither its own map nor the saved file it began with can be read."""
    try:
        data, changed = path.read_bytes(), path.stat().st_mtime
    except OSError:
        return None
    values = list(_values(data))
    if not values or values[0][0].get("jmapdesk-journal") != VERSION:
        return None
    first = values[0][0]
    header = Header(**{name: first[name] for name in Header._fields if name in first})
    base = _base(path, header)
    if base is None:
        return None
    deeds = list(_deeds(values[1:]))
    end = deeds[-1][1] if deeds else values[0][1]
    files = (path, base_of(path))
    return Recording(header, base, tuple(deed for deed, _ in deeds), changed, files, _unread(data[end:]))


def _base(path: Path, header: Header) -> JourneyMap | None:
    try:
        return load_bytes(base_of(path).read_bytes(), header.title).journey
    except (OSError, JmapError):
        pass
    try:
        saved = Path(header.path).read_bytes() if header.path else b""
        return load_bytes(saved, header.title).journey if content_hash(saved) == header.file_hash else None
    except (OSError, JmapError):
        return None


def _line(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, default=fields_of).encode("utf-8", "replace")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _values(data: bytes) -> Iterable[tuple[dict[str, Any], int]]:
    """The lines up to the first that is damaged, each with where it ends."""
    end = 0
    for line in data.split(b"\n"):
        end += len(line) + 1
        if not line:
            continue
        value = _value(line) if end <= len(data) else None
        if value is None:
            return
        yield value, end


def _value(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is damaged."""
    try:
        if int(line[:8], 16) != zlib.crc32(line[9:]):
            return None
        value = json.loads(line[9:])
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


_PASSING = ("typing", "break", "resumed")
"""Lines that are no edit by themselves."""


def _unread(rest: bytes) -> int:
    """How many edits stand behind what can be read: damaged lines, and what is whole but comes after one."""
    values = [_value(line) for line in rest.split(b"\n") if line]
    return sum(value is None or value.get("kind") not in _PASSING for value in values)


def _deeds(values: Iterable[tuple[dict[str, Any], int]]) -> Iterable[tuple[Deed, int]]:
    """What was done, up to the first line that says nothing this program knows, each with where its line ends."""
    for value, end in values:
        deed = _deed(value)
        if deed is None:
            return
        yield deed, end


def _readable(data: bytes) -> int:
    """How many of a journal's bytes are read back."""
    values = list(_values(data))
    header = values[0][1] if values else 0
    return max((end for _, end in _deeds(values[1:])), default=header)


def _plain(deed: Deed) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": deed.kind}
    if deed.label:
        value["label"] = deed.label
    if deed.changes:
        value["changes"] = [(change.collection, change.id, change.after) for change in deed.changes]
    if deed.merge is not None:
        value["merge"] = deed.merge
    if deed.kind == "go":
        value["position"] = deed.position
    return value


def _deed(value: dict[str, Any]) -> Deed | None:
    try:
        changes = tuple(_change(*change) for change in value.get("changes", ()))
    except (ValidationError, KeyError, TypeError, ValueError):
        return None
    merge = value.get("merge")
    return Deed(
        str(value.get("kind", "")), str(value.get("label", "")), changes,
        merge if isinstance(merge, str) else None, int(value.get("position", 0)),
    )  # fmt: skip


def _change(collection: str, key: str, after: Any) -> Change:
    if collection == "extra" or after is None:
        return Change(collection, key, None, after)
    kind = SINGLES[collection] if collection in SINGLES else COLLECTIONS[collection]
    return Change(collection, key, None, kind.__pydantic_validator__.validate_python(after))


def delta_of(journey: JourneyMap, deed: Deed) -> Delta:
    """A deed's changes on the map they were made to, with what stood there before."""
    changes = []
    for change in deed.changes:
        part = getattr(journey, change.collection)
        before = part if change.collection not in COLLECTIONS else part.get(change.id)
        changes.append(change._replace(before=before))
    return Delta(tuple(changes))
