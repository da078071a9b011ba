"""What is said of a card to somebody who cannot see it: all that its marks and its place show, in the map's words."""

from __future__ import annotations

import re

from jmapdesk.insight.find import card_words
from jmapdesk.insight.targets import Target, targets
from jmapdesk.layout import marks
from jmapdesk.layout.card_plan import metric_value
from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import series_word
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, third
from jmapdesk.model.records import Card

_LEAST, _MOST = -2.0, 2.0
"""The ends of the scale of feelings."""


class Teller:
    """Tells the cards of one map."""

    def __init__(self, journey: JourneyMap, context: Context) -> None:
        self._journey = journey
        self._words, self._context = context.words, context
        self._steps = {
            step.id: (step.name, stage.name) for stage in journey.stages.values() for step in stage.steps
        }

    def card(self, card: Card) -> tuple[str, str]:
        """Its kind with what its marks show, and the whole of it: kind, text, marks. Both are sentences."""
        kind, facts = self.kind(card.kind), self.facts(card)
        text = card.text or card.word or card.alt
        whole = f"{kind}: {text}" if text else kind
        if card.kind == "feeling" and card.word and card.word != text:
            whole = f"{whole} ({card.word})"
        # the short one stands in lists of tags, where a true minus is often no character
        short = ". ".join((kind, *facts)).replace("−", "-")
        return _one_line(short), _one_line(". ".join((whole, *facts)))

    def kind(self, kind: str) -> str:
        """What a kind of card is called."""
        known = CARD_KINDS.get(kind)
        return self._words(f"card.{kind}") if self._words.has(f"card.{kind}") else known.name if known else kind

    def score(self, score: float) -> str:
        """A score with its sign."""
        return f"+{self._words.number(score)}" if score > 0 else self._words.number(score)

    def step(self, step_id: str) -> str:
        """A step's name, else its stage's."""
        step, stage = self._steps.get(step_id, ("", ""))
        return step or stage

    def facts(self, card: Card) -> list[str]:
        """What a card's marks and its place show, a fact each."""
        words, said = self._words, list[str]()
        match card.kind:
            case "feeling":
                said += self._feeling(card)
            case "pain_point" if card.severity:
                said.append(words("told.severity", n=card.severity))
            case "quote" if card.who:
                said.append(card.who)
            case "opportunity":
                said += self._opportunity(card)
            case "metric" if card.readings:
                said.append(metric_value(card, self._context))
                if card.target is not None:
                    said.append(words("target", value=f"{words.number(card.target)} {card.unit}".strip()))
            case "touchpoint" | "channel" if card.channel:
                channel = CHANNELS[card.channel][0] if card.channel in CHANNELS else card.channel
                said.append(f"{self.kind('channel')}: {channel}")
        if marks.shows_evidence(card):
            said.append(words("legend.evidence" if queries.is_sourced(card) else "legend.assumption"))
        if card.moment != "none":
            said.append(words(f"legend.{card.moment}"))
        if card.check:
            said.append(words("legend.check"))
        names = [self._journey.personas[key].name for key in card.personas if key in self._context.people]
        if names:
            said.append(words("told.whose", names=", ".join(names)))
        if card.to_step is not None and card.to_step != card.step and (until := self.step(card.to_step)):
            said.append(words("told.until", step=until))
        if card.kind != "feeling" and (found := [name for one in targets(card) if (name := self.target(one))]):
            said.append(words("told.points", names=", ".join(found)))
        return said

    def target(self, one: Target) -> str:
        """What something a card points to is called: no path of a computer is told."""
        if one.label or one.kind == "web":
            return one.said
        if one.kind == "map":
            card = self._journey.cards.get(one.card) if one.target == self._journey.id else None
            return "" if card is None else card_words(card) or self.kind(card.kind)
        return re.split(r"[\\/]", one.target.rstrip("\\/"))[-1]

    def _feeling(self, card: Card) -> list[str]:
        words, said = self._words, list[str]()
        if card.score is None:
            said.append(words("curve.no_score"))
        else:
            ends = {"least": self.score(_LEAST), "most": self.score(_MOST)}
            said.append(words("told.score", score=self.score(card.score), **ends))
            if card.low is not None or card.high is not None:
                low, high = (card.score if end is None else end for end in (card.low, card.high))
                said.append(words("told.range", low=self.score(low), high=self.score(high)))
        if card.series != "as_is":
            said.append(series_word((card.persona, card.series), self._context))
        person = self._journey.personas.get(card.persona or "")
        if person is not None and person.name and self._context.people:
            said.append(words("told.whose", names=person.name))
        return said

    def _opportunity(self, card: Card) -> list[str]:
        words = self._words
        rated = (("impact", card.impact), ("effort", card.effort))
        said = [words(name, third=words(f"third.{third(value)}")) for name, value in rated if value is not None]
        if card.status != "idea":
            state = words(f"status.{card.status}")
            said.append(state[:1].upper() + state[1:])
        if card.owner:
            said.append(words("footer.owner", name=card.owner))
        return said


def _one_line(text: str) -> str:
    return " ".join(text.split())
