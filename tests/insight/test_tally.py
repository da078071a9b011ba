"""Counting marks: what can be seen on the map, kept up to date a card at a time."""

from __future__ import annotations

import random

from jmapdesk.insight.tally import retallied, tally
from jmapdesk.model.delta import Change
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card
from tests.builders import big_map


def card(**fields: object) -> Card:
    """A card on the map."""
    return Card.model_validate({"id": "c", "lane": "l", "step": "s", "kind": "action", **fields})


def test_evidence_is_asked_of_actions_but_not_of_opportunities() -> None:
    counted = tally([card(), card(sources=["q"]), card(kind="opportunity")])
    assert (counted.asked, counted.sourced, counted.percent) == (2, 1, 50)


def test_nothing_asked_is_no_share_at_all() -> None:
    assert tally([card(kind="text")]).percent is None


def test_a_wish_is_not_asked_for_evidence() -> None:
    assert tally([card(kind="feeling", series="to_be", score=1.0)]).asked == 0


def test_parked_and_hidden_cards_cannot_be_seen_and_are_not_counted() -> None:
    assert tally([card(lane=None, step=None)]).asked == 0
    assert tally([card(lane="secret")], {"secret"}).asked == 0


def test_marks_are_counted_for_the_legend() -> None:
    marks = tally([card(kind="pain_point", severity=2, moment="friction", check=True)]).marks
    assert all(marks[name] == 1 for name in ("severity", "friction", "check", "assumption"))


def test_counting_a_change_equals_counting_again() -> None:
    dice = random.Random(7)
    cards = dict(big_map(120).cards)
    counted = tally(cards.values())
    for _ in range(60):
        key = dice.choice(list(cards))
        before = cards[key]
        after = dice.choice([None, replace(before, check=not before.check), replace(before, sources=("x",))])
        counted = retallied(counted, [Change("cards", key, before, after)])
        if after is None:
            del cards[key]
        else:
            cards[key] = after
        assert counted.marks == tally(cards.values()).marks


def test_evidence_given_unasked_is_in_the_legend_and_not_in_the_share() -> None:
    backed = Card(id="b", lane="l", step="s", kind="back_stage", sources=("talk",))
    counted = tally([backed])
    assert counted.shows("evidence")
    assert counted.percent is None


def test_states_of_work_are_counted_but_for_ideas() -> None:
    cards = [
        Card(id=status, lane="l", step="s", kind="opportunity", status=status)
        for status in ("idea", "planned", "doing", "done", "dropped")
    ]
    assert set(tally(cards).marks) == {"planned", "doing", "done", "dropped"}
