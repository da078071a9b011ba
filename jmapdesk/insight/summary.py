"""Cards in short: how many there are, the worst pain among them, how it feels on the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jmapdesk.model.records import Card


class Summary(NamedTuple):
    """Some cards in short."""

    cards: int
    severity: int
    """The severity of the worst pain; 0 where none is rated."""
    feeling: float | None
    """The mean score of the feelings as they are; None where none is scored."""


def summarise(cards: Iterable[Card]) -> Summary:
    """Cards in short. Where only wished-for feelings are scored, their mean is told."""
    count = severity = 0
    scores: dict[bool, list[float]] = {True: [], False: []}
    for card in cards:
        count += 1
        if card.kind == "pain_point" and card.severity:
            severity = max(severity, card.severity)
        if card.kind == "feeling" and card.score is not None:
            scores[card.series == "as_is"].append(card.score)
    return Summary(count, severity, mean(scores[True] or scores[False]))


def mean(scores: Iterable[float]) -> float | None:
    """The mean of scores in tenths, as scores are kept; None of none."""
    found = list(scores)
    return round(sum(found) / len(found), 1) + 0.0 if found else None
