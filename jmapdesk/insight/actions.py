"""What is to be done about a journey: its opportunities in the order to take them on, with what carries them."""

from __future__ import annotations

from dataclasses import dataclass

from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Initiative

_MIDDLE = 0.5
"""What an impact or effort that nobody has judged counts as."""
_DONE_WITH = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class Action:
    """One opportunity with what a plan needs to know of it."""

    card: Card
    stage: str
    step: str
    pains: tuple[str, ...]
    """The pain points it answers, in their words."""
    initiative: Initiative | None

    @property
    def owner(self) -> str:
        """Who sees to it: its own owner, else that of the initiative."""
        return self.card.owner or (self.initiative.owner if self.initiative else "")

    @property
    def due(self) -> str:
        """By when: its own day, else that of the initiative."""
        return self.card.due or (self.initiative.due if self.initiative else "")


def actions(journey: JourneyMap) -> list[Action]:
    """The opportunities of a map: what is still open first, most impact for least effort first, then by day."""
    names = {step.id: (stage.name, step.name or step.time) for stage in journey.stages.values() for step in stage.steps}
    places = queries.step_indexes(journey)

    def order(card: Card) -> tuple[bool, float, str, int, str]:
        worth = _judged(card.effort) - _judged(card.impact)
        return card.status in _DONE_WITH, worth, card.due or "9999", places.get(card.step or "", 9999), card.id

    found = sorted((card for card in journey.cards.values() if card.kind == "opportunity"), key=order)
    return [
        Action(
            card, *names.get(card.step or "", ("", "")),
            tuple(journey.cards[pain].text for pain in card.pains if pain in journey.cards),
            journey.initiatives.get(card.initiative or ""),
        )
        for card in found
    ]  # fmt: skip


def _judged(share: float | None) -> float:
    return _MIDDLE if share is None else share
