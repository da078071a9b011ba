"""What is to be done: opportunities in order of priority, and the work that carries them out."""

from __future__ import annotations

from dataclasses import dataclass

from jmapdesk.edit.moves import reading_order
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Initiative

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
    """The opportunities in order of priority with all that a list of actions says of them; what is done comes last."""
    names = {step.id: (stage.name, step.name or step.time) for stage in journey.stages.values() for step in stage.steps}
    return [
        Action(
            card, *names.get(card.step or "", ("", "")),
            tuple(journey.cards[pain].text for pain in card.pains if pain in journey.cards),
            journey.initiatives.get(card.initiative or ""),
        )
        for card in sorted(opportunities(journey), key=lambda card: card.status in _DONE_WITH)
    ]  # fmt: skip


def opportunities(journey: JourneyMap) -> list[Card]:
    """The opportunities, those first that do much for little effort; what is not rated counts as middling.

    Those of one priority stand by the day they are due, then as on the map.
    """
    found = [card for card in reading_order(journey, journey.cards) if card.kind == "opportunity"]
    return sorted(found, key=_priority)


def _priority(card: Card) -> tuple[float, str]:
    effort = 0.5 if card.effort is None else card.effort
    impact = 0.5 if card.impact is None else card.impact
    return effort - impact, card.due or "9999"
