"""Cards in short."""

from __future__ import annotations

from jmapdesk.insight.summary import Summary, mean, summarise
from jmapdesk.model.records import Card


def feeling(score: float | None, series: str = "as_is") -> Card:
    return Card(id=f"f{score}", kind="feeling", score=score, series=series)


def test_the_worst_pain_and_the_mean_feeling_are_told() -> None:
    cards = [
        Card(id="a", kind="pain_point", severity=1),
        Card(id="b", kind="pain_point", severity=3),
        Card(id="c", kind="action"),
        feeling(-1.0),
        feeling(0.5),
    ]
    assert summarise(cards) == Summary(5, 3, -0.2)


def test_of_no_cards_nothing_is_told() -> None:
    assert summarise([]) == Summary(0, 0, None)
    assert mean([]) is None


def test_a_feeling_wished_for_counts_only_where_no_other_is_scored() -> None:
    assert summarise([feeling(-1.0), feeling(2.0, "to_be")]).feeling == -1.0
    assert summarise([feeling(None), feeling(2.0, "to_be")]).feeling == 2.0
