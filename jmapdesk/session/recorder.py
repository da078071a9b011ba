"""Keeps every edit of one document in a journal, off the interface thread, and reads back what was left behind.

Handing an edit over costs a reference: records are values, so the thread may turn them into JSON when it gets to it.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import platformdirs

from jmapdesk.model.delta import Delta, apply, delta, same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, Done
from jmapdesk.storage import platform
from jmapdesk.storage.journal import (
    Deed,
    Header,
    JournalWriter,
    Recording,
    delta_of,
    dropped,
    fetch_back,
    left_behind,
    put_aside,
    read_journal,
)
from jmapdesk.storage.writing import Lines
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId, random_id
from jmapdesk.util.switching import yielding_soon


def recovery_folder() -> Path:
    """Where journals are kept; it need not exist yet."""
    return platformdirs.user_data_path("jmapdesk", appauthor=False) / "recovery"


class _Begin(NamedTuple):
    """Begin a journal for a map as it stands."""

    header: Header
    journey: JourneyMap
    lines: Lines


class _Stop(NamedTuple):
    """Nothing comes after this. ``keep`` leaves the files for the next start, ``aside`` says goodbye to edits."""

    keep: bool
    aside: bool


class _Aside(NamedTuple):
    """Put the journal aside: somebody goes on without what is in it."""


class Recorder:
    """Writes the journal of a document from its first edit on, and takes it away when the map is saved.

    ``trouble`` is called from the writing thread with a sentence where edits cannot be kept, once until it works again;
    then ``mended`` is.
    """

    def __init__(
        self,
        document: Document,
        folder: Path,
        trouble: Callable[[str], object],
        resume: Path | None = None,
        mended: Callable[[], object] = lambda: None,
    ) -> None:
        """Follow a document. ``resume`` is the journal it was recovered from, which goes on."""
        self._document, self._folder, self._trouble, self._mended = document, folder, trouble, mended
        self._work: queue.SimpleQueue[_Begin | Deed | _Stop | _Aside | threading.Event] = queue.SimpleQueue()
        self._base = document.committed
        self._at = document.committed
        # the places of the undo history that the journal can reach by replaying; beyond them it is told what changed
        self._reach = (0, len(document.timeline) - 1) if resume is not None else (document.position,) * 2
        self._ahead = 0
        """How many steps the journal has that the undo history has not from the same place on."""
        self._adrift = False
        self._begun = resume is not None
        self._typing = self._leaving = False
        self._resume = resume
        self._thread: threading.Thread | None = None
        document.done.connect(self._done)
        if resume is not None:
            # what came back counts as done: words that were being typed are a step from now on, here and in the journal
            self._put(Deed("resumed"))
        elif document.is_modified:
            self._begin(unsaved=True)

    def typing(self, label: str, journey: JourneyMap | None) -> None:
        """Keep words that are still being written: the map as it would be with them.

        None once they are part of the map or dropped.
        """
        if journey is None:
            if self._typing:
                self._put(Deed("typing"))
            self._typing = False
            return
        self._typing = True
        self._put(Deed("typing", label, delta(self._document.committed, journey).changes))

    @property
    def has_more(self) -> bool:
        """Whether there is anything that is in no file: edits, or words that are still being written."""
        return self._typing or self._document.is_modified

    def flush(self, seconds: float = 10.0) -> bool:
        """Wait until the disk has all there is; whether it did in time."""
        if self._thread is None:
            return True
        done = threading.Event()
        self._work.put(done)
        return done.wait(seconds)

    def close(self, keep: bool = False) -> None:
        """Stop following the document. Its journal goes: aside where edits go with it that are in no file.

        ``keep`` leaves it for the next start.
        """
        self._document.done.disconnect(self._done)
        if self._thread is not None:
            self._work.put(_Stop(keep, self._document.is_modified))
            self._thread.join(10)
            self._thread = None

    def leave(self, go: Callable[[], object]) -> None:
        """Let ``go`` bring the map back to what its file holds.

        What was done since is put aside first, as where somebody closes without saving.
        """
        if self._thread is not None:
            self._work.put(_Aside())
        self._leaving = True
        try:
            go()
        finally:
            self._leaving = False
            self._base = self._at = self._document.committed
            self._anew()
            if self._document.is_modified:
                self._begin(unsaved=True)

    def _done(self, done: Done) -> None:
        before, self._at = self._at, self._document.committed
        if self._leaving:
            return
        if done.kind == "lost":
            if not self._begun:  # what is open may be all there is of the map
                self._begin(unsaved=False)
        elif done.kind == "saved" or (done.kind == "found" and not self._document.is_modified):
            in_file = self._document.in_file
            self._base = self._at if in_file is None else in_file.journey
            self._anew()
            if not self._begin_since(_SINCE) and self._thread is not None:
                self._work.put(Deed("saved"))
        elif done.kind != "found":
            self._typing = False
            in_file = self._document.in_file
            if not self._begun and in_file is not None and not same(in_file.journey, self._base):
                self._base = in_file.journey  # a merge with the file is undone: both have less in common again
                self._anew()
                self._begin_since(done.kind.capitalize())
                return
            self._put(self._deed(done, before))

    def _anew(self) -> None:
        """No journal is kept from here on, until something is done."""
        self._typing, self._begun, self._adrift = False, False, False
        self._reach, self._ahead = (self._document.position,) * 2, 0

    def _begin_since(self, label: str) -> bool:
        """Begin a journal with what differs from the map it begins with as its first step; whether anything does."""
        if self._base is self._at or same(self._base, self._at):  # read from a file, equal records are other objects
            return False
        since = delta(self._base, self._at).changes
        if since:
            self._begin(unsaved=False)
            self._work.put(Deed("do", label, since))
            self._ahead = 1
        return bool(since)

    def _deed(self, done: Done, before: JourneyMap) -> Deed:
        """What was done as a line of the journal, which begins with the map as it was saved last and knows no step
        from before that: an undo that leads there is written as the changes it made."""
        (first, last), place = self._reach, self._document.position
        if done.kind in ("undo", "redo", "go"):
            self._adrift = self._adrift or not first <= place <= last
            if self._adrift:
                return Deed("do", done.kind.capitalize(), delta(before, self._at).changes)
        elif done.kind == "do":
            self._reach = (first, place)
        return Deed(done.kind, done.label, done.delta.changes, done.merge, max(0, done.position - first + self._ahead))

    def _put(self, deed: Deed) -> None:
        if not self._begun:
            self._begin(unsaved=False)
        self._start()
        self._work.put(deed)

    def _begin(self, unsaved: bool) -> None:
        document = self._document
        path = str(document.path.absolute()) if document.path is not None else ""
        started = datetime.now().isoformat(timespec="seconds")
        header = Header(
            self._base.id, self._base.about.title, path, document.file_hash if path else "", unsaved, started
        )
        self._begun = True
        self._start()
        self._work.put(_Begin(header, self._base, document.lines))

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()

    # --- in the thread ------------------------------------------------------------------------------------------

    def _run(self) -> None:
        writing = _Writing(self._folder, self._trouble, self._mended, self._resume)
        while True:
            batch: list[_Begin | Deed | _Stop | _Aside | threading.Event] = []
            with suppress(queue.Empty):  # what the disk refused is tried again without being asked
                batch.append(self._work.get(timeout=_AGAIN if writing.is_behind else None))
            while not self._work.empty():
                batch.append(self._work.get())
            for item in batch:
                if isinstance(item, Deed) and item.kind != "saved":
                    writing.add(item)
                elif isinstance(item, Deed):
                    writing.saved()
                elif isinstance(item, _Begin):
                    writing.begin(item)
                elif isinstance(item, _Aside):
                    writing.put_aside()
                else:
                    writing.keep()
                    if isinstance(item, _Stop):
                        writing.stop(item)
                        return
                    item.set()
            if not batch or not isinstance(batch[-1], threading.Event):  # who waited has just seen it tried
                writing.keep()


_AGAIN = 3.0
"""Seconds after which what the disk refused is tried again."""


class _Writing:
    """The thread's side: the journal that is written, and what the disk has not taken yet, in order."""

    def __init__(
        self,
        folder: Path,
        trouble: Callable[[str], object],
        mended: Callable[[], object],
        resume: Path | None,
    ) -> None:
        self._folder, self._trouble, self._mended, self._resume = folder, trouble, mended, resume
        self._writer: JournalWriter | None = None
        self._old: list[JournalWriter] = []
        """Journals of what is in the map's file by now, all but what the one that begins has."""
        self._begin: _Begin | None = None
        self._deeds: list[Deed] = []
        self._failed = False

    @property
    def is_behind(self) -> bool:
        """Whether something waits for a disk that takes it."""
        return bool(self._deeds) or self._begin is not None

    def begin(self, begin: _Begin) -> None:
        """A journal begins here; one before it goes once this one is on the disk."""
        self._take_up()
        if self._writer is not None:
            self._old.append(self._writer)
        self._writer, self._begin, self._deeds = None, begin, []

    def add(self, deed: Deed) -> None:
        """Something was done."""
        self._deeds.append(deed)

    def saved(self) -> None:
        """All that was done is in the map's file."""
        self._take_up()
        if self._writer is not None:
            self._old.append(self._writer)
        self._writer = self._begin = None
        self._deeds = []
        self._tidy()

    def put_aside(self) -> None:
        """Somebody goes on without what was done; it is kept in case that was a slip."""
        self.keep()
        self._take_up()
        if self._writer is not None:
            self._writer.put_aside()
        self._writer = self._begin = None
        self._deeds = []

    def _take_up(self) -> None:
        if self._resume is not None:  # saved before the journal was even opened again
            with suppress(OSError):
                self._writer = JournalWriter.resume(self._resume)
        self._resume = None

    def _tidy(self) -> None:
        """Take away the journals that are needed no more."""
        while self._old:
            self._old.pop().remove()

    def keep(self) -> None:
        """Bring to the disk what is not there yet. What it refuses is told once and kept for the next time."""
        if not self.is_behind:
            return
        try:
            self._open()
            if self._writer is not None and self._deeds:
                self._writer.append(self._deeds)
                self._deeds = []
            self._tidy()
        except (OSError, ValueError, JmapError) as error:
            if not self._failed:
                self._trouble(_unkept(self._folder, error))
            self._failed = True
        else:
            if self._failed:
                self._mended()
            self._failed = False

    def _open(self) -> None:
        if self._resume is not None:
            self._writer = JournalWriter.resume(self._resume)
            self._resume = None
        if self._begin is None:
            return
        if self._writer is None:
            self._writer = JournalWriter(self._folder, self._begin.header)
        with yielding_soon():  # a large map takes a while, and who edits it must not wait
            self._writer.write_base(self._begin.journey, self._begin.lines)
        self._begin = None

    def stop(self, how: _Stop) -> None:
        """Nothing comes any more."""
        for one in (*self._old, *([self._writer] if self._writer is not None else [])):
            (one.close if how.keep else one.put_aside if how.aside else one.remove)()


_SINCE = "Edits made while the map was saved"


def _unkept(folder: Path, error: Exception) -> str:
    """Why edits are not kept for recovery, and what is safe."""
    is_full = error.code == "file.disk_full" if isinstance(error, JmapError) else _is_full(error)
    why = f"the disk with “{folder}” is full" if is_full else f"“{folder}” cannot be written to"
    return (
        f"Edits are not kept for recovery, because {why}. A crash would lose all since the last save: save often, to "
        "another disk if need be."
    )


def _is_full(error: Exception) -> bool:
    return isinstance(error, OSError) and platform.is_full(error)


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """A map that was open when the program was killed, or was ``closed`` without saving: how it stood, and how much of
    that is in no file."""

    recording: Recording
    document: Document
    edits: int
    """How many steps were made since the file was saved last, or since the map was begun."""
    difference: Delta
    """What differs from the map that the journal began with."""
    closed: bool = False

    @property
    def unread(self) -> int:
        """How many edits made after those cannot be read."""
        return self.recording.unread

    @property
    def journal(self) -> Path:
        """The journal it comes from."""
        return self.recording.files[0]

    @property
    def path(self) -> Path | None:
        """The map's file, if it ever had one."""
        return Path(self.recording.header.path) if self.recording.header.path else None

    @property
    def title(self) -> str:
        """The map's title."""
        return self.document.journey.about.title

    @property
    def when(self) -> datetime:
        """When the last edit was made."""
        return datetime.fromtimestamp(self.recording.changed)


def replayed(recording: Recording, new_id: NewId = random_id) -> Document:
    """The document as it stood, its undo steps with it. Words that were still being typed are the last step."""
    header = recording.header
    began = None
    with suppress(ValueError, OverflowError):
        began = datetime.fromisoformat(header.started).timestamp()
    document = Document(
        recording.base,
        Path(header.path) if header.path else None,
        new_id=new_id,
        modified=header.unsaved or not header.path,
        file_hash=header.file_hash or None,
        written=began,
    )
    typing: Deed | None = None
    for deed in recording.deeds:
        if deed.kind == "resumed":
            _end_typing(document, typing)
        typing = deed if deed.kind == "typing" and deed.changes else None
        match deed.kind:
            case "do":
                document.do(deed.label, partial(_again, deed), deed.merge)
            case "break":
                document.break_merge()
            case "undo":
                document.undo()
            case "redo":
                document.redo()
            case "go":
                document.go_to(deed.position)
    _end_typing(document, typing)
    return document


def _end_typing(document: Document, typing: Deed | None) -> None:
    document.break_merge()
    if typing is not None:
        document.do(typing.label, partial(_again, typing))


def _again(deed: Deed, journey: JourneyMap) -> JourneyMap:
    return apply(journey, delta_of(journey, deed))


def recoveries(folder: Path) -> list[Recovered]:
    """What programs that were killed left behind and no file holds, the newest first.

    A journal whose map was saved just before the end is taken away: nothing of it is lost. One of which only lines are
    left that cannot be read is told of, with the map as it was saved.
    """
    found: list[Recovered] = []
    for path in left_behind(folder):
        recording = read_journal(path)
        if recording is None:
            continue
        one = _recovered(recording)
        if one is None:
            remove(recording)
        else:
            found.append(one)
    return found[::-1]


def closed_unsaved(folder: Path, most: int = 3) -> list[Recovered]:
    """What was closed without saving and no file holds, the newest first."""
    found: list[Recovered] = []
    for path in dropped(folder):
        recording = read_journal(path) if len(found) < most else None
        one = _recovered(recording, closed=True) if recording is not None else None
        if one is not None:
            found.append(one)
    return found


def fetched_back(found: Recovered) -> Recovered:
    """What was closed without saving, kept again like what is open. Raises OSError."""
    recording = read_journal(fetch_back(found.journal))
    return found if recording is None else replace(found, recording=recording)


def _recovered(recording: Recording, closed: bool = False) -> Recovered | None:
    """A map as its journal left it; None where it is in its file just so."""
    from jmapdesk.session.outside import look_outside  # only where something was left behind

    header, document = recording.header, replayed(recording)
    difference = delta(recording.base, document.committed)
    found = look_outside(Path(header.path), header.file_hash) if header.path else None
    if header.path:
        document.see_file("known" if found is None else found.state_for(document.committed.id))
    if not (document.is_lost or header.unsaved or recording.unread) and same(recording.base, document.committed):
        return None
    if found is not None and found.journey is not None and same(found.journey, document.committed):
        return None
    return Recovered(recording, document, document.position, difference, closed)


def remove(recording: Recording) -> None:
    """Take a journal away for good."""
    for path in recording.files:
        path.unlink(missing_ok=True)


def let_go(recovered: Recovered) -> None:
    """Say goodbye to what was recovered; its files could still be fetched from the folder of such."""
    put_aside(recovered.journal)
