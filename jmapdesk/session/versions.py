"""Keeps every save of one document as a version, off the interface thread, and takes named ones whenever asked to.

A version is a second net: where it cannot be kept that is said once, and the save it was made of stands all the same.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import platformdirs

from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, Done
from jmapdesk.session.worker import Worker
from jmapdesk.storage.document import content_hash
from jmapdesk.storage.files import read_file
from jmapdesk.storage.forgotten import note_opened, sweep_forgotten
from jmapdesk.storage.versions import Version, keep_version, kept_versions, thin, versions_of_file
from jmapdesk.storage.writing import Lines, dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.switching import yielding_soon

VERSIONS = "versions"
"""The folder of versions in the program's data folder."""


def versions_folder() -> Path:
    """Where versions are kept; it need not exist yet."""
    return platformdirs.user_data_path("jmapdesk", appauthor=False) / VERSIONS


def sweep_after(seconds: float, folder: Path, clock: Callable[[], float] = time.time) -> threading.Timer:
    """Drop, a while from now and in a thread of its own, the versions of maps that are no more."""
    timer = threading.Timer(seconds, lambda: sweep_forgotten(folder, clock()))
    timer.daemon = True
    timer.name = "forgotten versions"
    timer.start()
    return timer


_SAME_MOMENT: Final = 3.0
"""Seconds that may lie between writing a file and noting when."""


class _Opened(NamedTuple):
    """The map was opened from a file."""

    map_id: str
    file: str


class _Take(NamedTuple):
    journey: JourneyMap
    file: str
    at: float
    name: str = ""
    only_unknown: bool = False
    """Keep it only where no version holds the same yet."""


class VersionKeeper:
    """Follows a document.

    ``trouble`` and ``kept`` are called from a thread of its own: a sentence where versions cannot be kept (once until
    it works again), and the version that was kept.
    """

    def __init__(
        self,
        document: Document,
        folder: Path,
        trouble: Callable[[str], object],
        kept: Callable[[Version], object] = lambda _version: None,
    ) -> None:
        """``folder`` is that of all maps' versions."""
        self.folder = folder
        self._document, self._trouble, self._kept = document, trouble, kept
        self._worker: Worker[_Take | _Opened] = Worker("versions", self._work)
        self._failed = False
        self._opened = document.in_file
        document.done.connect(self._done)
        if self._file:
            self._worker.put(_Opened(document.committed.id, self._file))

    def take(self, name: str) -> None:
        """Keep the map as it is now under a name, for good."""
        self._worker.put(_Take(self._document.committed, self._file, time.time(), name))

    def keep(self, journey: JourneyMap, at: float, file: str | None = None) -> None:
        """Keep another state of this map, such as one that is about to be written over."""
        self._worker.put(_Take(journey, self._file if file is None else file, at, only_unknown=True))

    def flush(self, seconds: float = 30.0) -> bool:
        """Wait until the disk has all there is; whether it did in time."""
        return self._worker.flush(seconds)

    def close(self) -> None:
        """Stop following the document, with all kept that was to be."""
        self._document.done.disconnect(self._done)
        self._worker.close(30)

    @property
    def _file(self) -> str:
        return str(self._document.path.absolute()) if self._document.path is not None else ""

    def _done(self, done: Done) -> None:
        if done.kind != "saved":
            return
        opened, self._opened = self._opened, None
        now = time.time()
        in_file = self._document.in_file
        journey = self._document.committed if in_file is None else in_file.journey
        if opened is not None and not same(opened.journey, journey):
            # the file may never have been saved by this program: what it held goes with this save
            self.keep(opened.journey, min(opened.at, now - 1), str(opened.path.absolute()))
        self._worker.put(_Take(journey, self._file, now))

    # --- in the thread ------------------------------------------------------------------------------------------

    def _work(self, items: Sequence[_Take | _Opened]) -> None:
        for item in items:
            if isinstance(item, _Opened):
                note_opened(self.folder, item.map_id, item.file)
                continue
            try:
                self._write(item)
            except (OSError, ValueError, JmapError):
                if not self._failed:
                    self._trouble(_TROUBLE)
                self._failed = True
            else:
                self._failed = False

    def _write(self, take: _Take) -> None:
        lines = self._document.lines
        with yielding_soon():
            if take.only_unknown and is_kept(self.folder, take.journey, lines):
                return
            version = keep_version(self.folder, take.journey, take.file, take.at, take.name, lines)
        if version is not None:
            thin(self.folder, take.journey.id, time.time())
            self._kept(version)


_TROUBLE = (
    "Earlier versions cannot be kept, because the disk takes no more there. The map itself is saved as ever; only what "
    "it was before cannot be brought back later."
)


def versions_of_damaged(versions: Path, file: Path) -> list[Version]:
    """Every state that is kept of the map in a file that cannot be read: by the id in its beginning, else its name."""
    from jmapdesk.storage.rescue import map_id_in  # only who meets a damaged file waits for it

    try:
        map_id = map_id_in(read_file(file))
    except JmapError:
        map_id = ""
    return (kept_versions(versions, map_id) if map_id else []) or versions_of_file(versions, file)


def is_kept(folder: Path, journey: JourneyMap, lines: Lines | None = None) -> bool:
    """Whether some version holds exactly this state."""
    told = content_hash(dump(journey, lines))
    return any(one.hash == told for one in kept_versions(folder, journey.id))


def came_before(version: Version, document: Document) -> bool:
    """Whether a version is an earlier state of the open map itself: of the same file, and not newer than what the map
    has in common with it. Others hold what nobody did to this map, however they are dated. A named one was taken of the
    map as it was open.
    """
    in_file = document.in_file
    if document.path is None or in_file is None:
        return not version.file and document.path is None
    if version.file != str(document.path.absolute()):
        return False
    return bool(version.name) or version.at <= in_file.at + _SAME_MOMENT
