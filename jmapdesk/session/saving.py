"""A save on its way: what is written where, and which state of the document it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.save import Stopped, never, save


class Saving(NamedTuple):
    """What ``Document.begin_save`` gives: all that the writing needs, so that a thread may do it while edits go on."""

    journey: JourneyMap
    path: Path
    data: bytes
    expected: str | None
    """The hash of what the file should hold before; None to write over anything."""
    state: int
    """The number of the state in the undo history."""

    def write(self, stopped: Stopped = never) -> None:
        """Bring it to the disk. Raises what ``storage.save`` raises."""
        save(self.path, self.data, self.expected, stopped=stopped)
