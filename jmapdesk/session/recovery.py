"""What programs that ended left behind: journals read back into documents, with their undo steps."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import platformdirs

from jmapdesk.model.delta import Delta, apply, delta, same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.storage.journal import (
    Deed,
    Recording,
    delta_of,
    dropped,
    fetch_back,
    left_behind,
    put_aside,
    read_journal,
)
from jmapdesk.util.ids import NewId, random_id


def recovery_folder() -> Path:
    """Where journals are kept; it need not exist yet."""
    return platformdirs.user_data_path("jmapdesk", appauthor=False) / "recovery"


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
