"""A map as an outline: stages, their steps, the cards in each; lanes; what is put aside. Kept true by deltas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from jmapdesk.insight.find import card_words, fold, lane_words
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Lane


class Line(NamedTuple):
    """One line of the outline: ``stage``, ``step``, ``card``, ``lane`` or a ``group`` with its id."""

    kind: str
    id: str


ROOT: Final = Line("root", "")
LANES: Final = Line("group", "lanes")
ASIDE: Final = Line("group", "aside")
"""Cards that stand nowhere on the map."""


class Outline:
    """What stands under each line, true to the map it last followed.

    Cards are kept by step, so that neither an edit nor a step that opens looks through all cards.
    """

    def __init__(self, journey: JourneyMap, lane_named: Callable[[Lane], str] = lane_words) -> None:
        self.journey = journey
        self._lane_named = lane_named
        self._steps: dict[str, dict[str, None]] = {}
        self._folded: dict[str, tuple[Card, str]] = {}
        self._looked: tuple[str, JourneyMap, set[Line]] | None = None
        for card in journey.cards.values():
            self._steps.setdefault(_step(card), {})[card.id] = None

    def follow(self, difference: Delta, journey: JourneyMap) -> list[Line]:
        """Take over what changed; gives the lines under which another line stands now, or one says something else."""
        self.journey = journey
        touched: dict[Line, None] = {}
        for change in difference.changes:
            match change.collection:
                case "cards":
                    for card in (change.before, change.after):
                        if card is not None:
                            step = _step(card)
                            touched[Line("step", step) if step else ASIDE] = None
                            self._steps.get(step, {}).pop(card.id, None)
                    if change.after is not None:
                        self._steps.setdefault(_step(change.after), {})[change.id] = None
                    else:
                        self._folded.pop(change.id, None)
                    if ASIDE in touched:
                        touched[ROOT] = None
                case "stages":
                    touched |= {ROOT: None, Line("stage", change.id): None}
                case "lanes":
                    touched |= {ROOT: None, LANES: None}
        return list(touched)

    def under(self, line: Line, words: str = "") -> list[Line]:
        """The lines under a line, in reading order; with ``words`` only those that hold them or lead to one."""
        found = self._under(line)
        if not words.strip():
            return found
        leading = self._leading(words)
        return [one for one in found if one in leading]

    def _under(self, line: Line) -> list[Line]:
        journey = self.journey
        match line.kind:
            case "root":
                groups = [one for one in (LANES, ASIDE) if self.has_any(one)]
                return [*(Line("stage", stage.id) for stage in queries.stages(journey)), *groups]
            case "stage" if line.id in journey.stages:
                return [Line("step", step.id) for step in queries.steps(journey.stages[line.id])]
            case "step":
                return [Line("card", card.id) for card in self._cards(line.id)]
            case "group" if line == LANES:
                return [Line("lane", lane.id) for lane in queries.lanes(journey)]
            case "group":
                return [Line("card", card.id) for card in self._cards("")]
        return []

    def has_any(self, line: Line) -> bool:
        """Whether anything stands under a line."""
        match line.kind:
            case "step":
                return bool(self._steps.get(line.id))
            case "group":
                return bool(self.journey.lanes) if line == LANES else bool(self._steps.get(""))
            case "stage" | "root":
                return True
        return False

    def _cards(self, step: str) -> list[Card]:
        rows = {lane.id: row for row, lane in enumerate(queries.lanes(self.journey))}
        cards = [self.journey.cards[key] for key in self._steps.get(step, ())]
        return sorted(cards, key=lambda card: (rows.get(card.lane or "", len(rows)), card.order, card.id))

    def _leading(self, words: str) -> set[Line]:
        """Every line that holds the words, and every one over it; looked for once for all lines."""
        if self._looked is not None and self._looked[:2] == (words, self.journey):
            return self._looked[2]
        journey, wanted = self.journey, fold(words).split()

        def held(text: str) -> bool:
            return all(word in text for word in wanted)

        found: set[Line] = set()
        for card in journey.cards.values():
            if held(self._card_words(card)):
                step = _step(card)
                found |= {Line("card", card.id), Line("step", step) if step else ASIDE}
        found |= {Line("lane", lane.id) for lane in journey.lanes.values() if held(fold(self._lane_named(lane)))}
        if any(line.kind == "lane" for line in found):
            found.add(LANES)
        for stage in journey.stages.values():
            steps = {Line("step", step.id) for step in stage.steps if held(fold(step.name))}
            found |= steps
            if held(fold(stage.name)) or any(Line("step", step.id) in found for step in stage.steps):
                found.add(Line("stage", stage.id))
        self._looked = words, journey, found
        return found

    def _card_words(self, card: Card) -> str:
        kept = self._folded.get(card.id)
        if kept is None or kept[0] is not card:
            kept = self._folded[card.id] = card, fold(" ".join((card_words(card), card.owner, *card.tags)))
        return kept[1]


def _step(card: Card) -> str:
    return card.step if card.lane is not None and card.step is not None else ""
