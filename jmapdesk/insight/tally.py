"""Running counts over all cards: what is asked for evidence, what has it, which marks are used.

Kept up to date from a delta, so that a keystroke in a map of 10,000 cards counts one card and not all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain

from jmapdesk.insight.targets import targets
from jmapdesk.model import queries
from jmapdesk.model.delta import Change
from jmapdesk.model.records import Card


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cards carry each mark; marks that no card carries are absent."""

    marks: Counter[str] = field(default_factory=Counter)

    @property
    def asked(self) -> int:
        """Cards that should rest on a source."""
        return self.marks["evidence"] + self.marks["assumption"]

    @property
    def sourced(self) -> int:
        """Cards that do."""
        return self.marks["evidence"]

    def shows(self, mark: str) -> bool:
        """Whether any card carries the mark; evidence also where none was asked."""
        return bool(self.marks[mark] or (mark == "evidence" and self.marks["backed"]))

    @property
    def percent(self) -> int | None:
        """Sourced over asked in whole percent; None where nothing is asked."""
        return round(100 * self.sourced / self.asked) if self.asked else None


def marks_of(card: Card, hidden: Collection[str] = ()) -> list[str]:
    """The marks a card carries, by name: ``evidence`` or ``assumption``, ``backed`` (it rests on a source without being
    asked), ``severity``, ``check``, ``owner`` and state (an opportunity's), ``range`` (a feeling's), ``word`` (a
    feeling without a score), ``persona`` (it is somebody's), ``link`` (it points somewhere), and its moment of truth.

    A parked card, and one in a lane or step of ``hidden`` ids, is not to be seen and carries none: what is counted
    can be recounted on the sheet.
    """
    marks: list[str] = []
    if card.lane is None or card.step is None or card.lane in hidden or card.step in hidden:
        return marks
    if queries.asks_evidence(card):
        marks.append("evidence" if queries.is_sourced(card) else "assumption")
    elif queries.is_sourced(card):
        marks.append("backed")
    if card.kind == "pain_point" and card.severity:
        marks.append("severity")
    if card.check:
        marks.append("check")
    if card.kind == "opportunity":
        if card.owner:
            marks.append("owner")
        if card.status != "idea":
            marks.append(card.status)
    if card.kind == "feeling":
        if card.score is None:
            marks.append("word")
        elif card.low is not None or card.high is not None:
            marks.append("range")
    if card.kind != "feeling" and targets(card):
        marks.append("link")
    if card.personas and card.kind != "feeling":
        marks.append("persona")
    if card.moment != "none":
        marks.append(card.moment)
    return marks


def tally(cards: Iterable[Card], hidden: Collection[str] = ()) -> Tally:
    """Count all cards but those in hidden lanes and steps."""
    return Tally(Counter(chain.from_iterable(marks_of(card, hidden) for card in cards)))


def retallied(before: Tally, changes: Iterable[Change], hidden: Collection[str] = ()) -> Tally:
    """The counts after some cards changed; the same object where no count did."""
    marks = before.marks.copy()
    for change in changes:
        if change.before is not None:
            marks.subtract(marks_of(change.before, hidden))
        if change.after is not None:
            marks.update(marks_of(change.after, hidden))
    marks = +marks
    return before if marks == before.marks else Tally(marks)
