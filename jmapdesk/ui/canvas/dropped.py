"""Words that Esc dropped while they were written: the session keeps them, so that none is lost for good. No Qt."""

from __future__ import annotations

from typing import Final, NamedTuple

from jmapdesk.edit.cards import add_parked_card
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import NOTHING, Document, Edit
from jmapdesk.util.errors import JmapError
from jmapdesk.util.event import Event

_MOST: Final = 50
"""So many are kept; nobody looks for older ones."""


class Dropped(NamedTuple):
    """Words as they were typed, and the edit that puts them where they were meant to be."""

    words: str
    label: str
    """The undo step's label."""
    edit: Edit


class DroppedWords:
    """What was dropped in one view, last first. ``changed`` tells that there is more or less of it."""

    def __init__(self, document: Document) -> None:
        self.changed: Event[None] = Event()
        self._document = document
        self._kept: list[Dropped] = []
        self._map: JourneyMap | None = None

    @property
    def last(self) -> Dropped | None:
        """What was dropped last and not brought back yet."""
        return self._kept[-1] if self._kept else None

    @property
    def is_fresh(self) -> bool:
        """Whether dropping it was the last thing done: nothing on the map has changed since."""
        return bool(self._kept) and self._map is self._document.committed

    def leave(self, words: str, label: str, edit: Edit) -> None:
        """Keep words that somebody has just dropped."""
        self._kept = [*self._kept[1 - _MOST :], Dropped(words, label, edit)]
        self._map = self._document.committed
        self.changed.emit(None)

    def bring_back(self) -> Delta:
        """Put what was dropped last where it was meant to be, as one undo step; parked where that is gone."""
        if not self._kept:
            return NOTHING
        back = self._kept.pop()
        self._map = None
        new_id = self._document.new_id

        def edit(journey: JourneyMap) -> JourneyMap:
            try:
                return back.edit(journey)
            except JmapError:  # what the words were for is no longer in the map
                return add_parked_card(journey, new_id, text=back.words)

        difference = self._document.do(back.label, edit)
        self.changed.emit(None)
        return difference
