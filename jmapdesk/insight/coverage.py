"""How much of a map rests on evidence: sourced cards over those that are asked for a source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import asks_evidence, is_sourced
from jmapdesk.model.records import Card


@dataclass(frozen=True, slots=True)
class Coverage:
    """The cards on the map that are asked for evidence, and those of them that have some."""

    sourced: int
    asked: int

    @property
    def share(self) -> float | None:
        """Sourced over asked, 0 … 1; None where nothing is asked."""
        return self.sourced / self.asked if self.asked else None

    @property
    def assumptions(self) -> int:
        """The cards asked that rest on nothing yet."""
        return self.asked - self.sourced


def coverage(journey: JourneyMap) -> Coverage:
    """The coverage of a map. Parked cards are not on the map and do not count. Walks all cards."""
    return _count(journey.cards.values())


def coverage_after(before: Coverage, difference: Delta) -> Coverage:
    """The coverage after a change, counting only the cards it touched."""
    touched = difference.touched("cards")
    lost = _count(change.before for change in touched if change.before is not None)
    won = _count(change.after for change in touched if change.after is not None)
    return Coverage(before.sourced - lost.sourced + won.sourced, before.asked - lost.asked + won.asked)


def _count(cards: Iterable[Card]) -> Coverage:
    asked = [card for card in cards if card.lane is not None and card.step is not None and asks_evidence(card)]
    return Coverage(sum(map(is_sourced, asked)), len(asked))
