"""What an open map and its file have in common, at every place of the undo history.

A merge with what somebody else wrote moves that on, from its step onwards: who undoes the merge stands again where the
two had parted, and saving must not take what the other wrote for something that is in the map.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from jmapdesk.model.journey import JourneyMap

FileState: TypeAlias = Literal["known", "changed", "another", "unreadable", "gone"]
"""What a map's file is: as this program knows it; another state of the map, written by others; another map; nothing
that can be read; not there."""

LOST: Final[frozenset[FileState]] = frozenset(("another", "unreadable", "gone"))
"""Where the file holds no state of the map: what is open is in no file then."""


class InFile(NamedTuple):
    """The map as its file holds it, as far as this program knows, and when that was written (seconds since 1970).

    It is what the file and the open map have in common, should somebody else change the file.
    """

    journey: JourneyMap
    path: Path
    at: float


class Ground(NamedTuple):
    """What both have in common, and the content hash of a file that holds just that."""

    in_file: InFile | None
    hash: str


class Grounds:
    """The common ground by places of the undo history, each counting from its place on."""

    def __init__(self, first: Ground) -> None:
        self._known: list[tuple[int, Ground]] = [(0, first)]
        self._let_go: list[InFile] = []

    def at(self, place: int) -> Ground:
        """What both have in common at a place."""
        return next(ground for since, ground in reversed(self._known) if since <= place)

    def is_latest(self, place: int) -> bool:
        """Whether all is in the map there that was ever joined with it since it was saved."""
        return self.at(place) is self._known[-1][1] and not self._let_go

    def left_out(self, place: int) -> list[InFile]:
        """What others wrote and a merge brought that is undone at this place."""
        return [*self._let_go, *(one.in_file for since, one in self._known if since > place and one.in_file)]

    def begin(self, ground: Ground) -> None:
        """The map was saved: that is what both have in common, wherever undo leads."""
        self._known, self._let_go = [(0, ground)], []

    def join(self, place: int, ground: Ground) -> None:
        """From this place on both have more in common. What was let go before is in it: the file went on from there."""
        self._known.append((place, ground))
        self._let_go = []

    def cut(self, place: int) -> None:
        """The map went another way from this place on: what was undone there cannot be done again."""
        self._let_go = self.left_out(place)
        self._known = [one for one in self._known if one[0] <= place]
