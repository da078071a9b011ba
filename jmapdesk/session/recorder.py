"""Keeps every edit of one document in a journal, off the interface thread.

Handing an edit over costs a reference: records are values, so the thread may turn them into JSON when it gets to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from jmapdesk.model.delta import delta, same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, Done
from jmapdesk.session.worker import Worker
from jmapdesk.storage import platform
from jmapdesk.storage.journal import (
    Deed,
    Header,
    JournalWriter,
)
from jmapdesk.storage.writing import Lines
from jmapdesk.util.errors import JmapError
from jmapdesk.util.switching import yielding_soon


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
        self._document = document
        writing = _Writing(folder, trouble, mended, resume)
        self._worker = Worker("journal", writing.work, lambda: _AGAIN if writing.is_behind else None)
        self._base = document.committed
        self._at = document.committed
        # the places of the undo history that the journal can reach by replaying; beyond them it is told what changed
        self._reach = (0, len(document.timeline) - 1) if resume is not None else (document.position,) * 2
        self._ahead = 0
        """How many steps the journal has that the undo history has not from the same place on."""
        self._adrift = False
        self._begun = resume is not None
        self._typing = self._leaving = False
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
        return self._worker.flush(seconds)

    def close(self, keep: bool = False) -> None:
        """Stop following the document. Its journal goes: aside where edits go with it that are in no file.

        ``keep`` leaves it for the next start.
        """
        self._document.done.disconnect(self._done)
        if self._worker.has_begun:
            self._worker.put(_Stop(keep, self._document.is_modified))
            self._worker.close(10)

    def leave(self, go: Callable[[], object]) -> None:
        """Let ``go`` bring the map back to what its file holds.

        What was done since is put aside first, as where somebody closes without saving.
        """
        if self._worker.has_begun:
            self._worker.put(_Aside())
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
            if not self._begin_since(_SINCE) and self._worker.has_begun:
                self._worker.put(Deed("saved"))
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
            self._worker.put(Deed("do", label, since))
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
        self._worker.put(deed)

    def _begin(self, unsaved: bool) -> None:
        document = self._document
        path = str(document.path.absolute()) if document.path is not None else ""
        started = datetime.now().isoformat(timespec="seconds")
        header = Header(
            self._base.id, self._base.about.title, path, document.file_hash if path else "", unsaved, started
        )
        self._begun = True
        self._worker.put(_Begin(header, self._base, document.lines))


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

    def work(self, items: Sequence[_Begin | Deed | _Stop | _Aside]) -> None:
        """Bring what was handed over to the disk, and what it refused before."""
        for item in items:
            if isinstance(item, _Begin):
                self.begin(item)
            elif isinstance(item, _Aside):
                self.put_aside()
            elif isinstance(item, _Stop):
                self.keep()
                self.stop(item)
                return
            elif item.kind == "saved":
                self.saved()
            else:
                self.add(item)
        self.keep()

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
