"""What is to be done about a journey, and in which order."""

from __future__ import annotations

from jmapdesk.insight.plan import actions
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.records import Card, Initiative
from tests.builders import small_map


def with_opportunities(*cards: Card) -> JourneyMap:
    return with_records(small_map(), "cards", {card.id: card for card in cards})


def idea(key: str, **fields: object) -> Card:
    return Card.model_validate({"id": key, "kind": "opportunity", "text": key, **fields})


def test_most_worth_for_least_effort_comes_first_and_what_is_done_last() -> None:
    journey = with_opportunities(
        idea("big", impact=0.9, effort=0.9), idea("quick", impact=0.9, effort=0.1),
        idea("over", impact=1.0, effort=0.0, status="done"), idea("unjudged"),
    )  # fmt: skip
    mine = [one.card.id for one in actions(journey) if one.card.id in ("big", "quick", "over", "unjudged")]
    assert mine == ["quick", "big", "unjudged", "over"]


def test_of_two_that_are_worth_the_same_the_one_due_first() -> None:
    journey = with_opportunities(idea("later", due="2027-05-01"), idea("sooner", due="2027-01-01"), idea("some-day"))
    mine = [one.card.id for one in actions(journey) if one.card.id in ("later", "sooner", "some-day")]
    assert mine == ["sooner", "later", "some-day"]


def test_owner_and_day_are_those_of_the_initiative_where_the_card_has_none() -> None:
    work = Initiative(id="work", title="Import", owner="Emeka", due="2027-02-01")
    journey = with_records(
        with_opportunities(idea("own", initiative="work", owner="Mira"), idea("lent", initiative="work")),
        "initiatives", {"work": work},
    )  # fmt: skip
    found = {one.card.id: (one.owner, one.due) for one in actions(journey)}
    assert found["own"] == ("Mira", "2027-02-01")
    assert found["lent"] == ("Emeka", "2027-02-01")


def test_an_action_says_which_pain_points_it_answers() -> None:
    pain = Card(id="pain", kind="pain_point", text="Nobody answers")
    journey = with_opportunities(pain, idea("hotline", pains=["pain", "gone"]))
    assert next(one.pains for one in actions(journey) if one.card.id == "hotline") == ("Nobody answers",)
