"""The rules between records, each broken once and put right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts, with_record, with_records
from jmapdesk.model.naming import called, short
from jmapdesk.model.record import replace
from jmapdesk.model.records import (
    AgendaItem,
    Asset,
    Backdrop,
    Ballot,
    Card,
    Comment,
    Connection,
    Dismissal,
    Lane,
    Persona,
    Reading,
    Review,
    Stage,
    Step,
    View,
    VoteRound,
    Workshop,
)
from jmapdesk.model.references import REFERENCES, Dangling, dangling
from jmapdesk.model.rules import Repair, repair
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map
from tests.strategies import journeys


def put_right(journey: JourneyMap) -> tuple[JourneyMap, list[Repair]]:
    """Repair, and check that nothing is left to repair."""
    repaired, done = repair(journey, counting_ids("new"))
    again, more = repair(repaired, counting_ids("more"))
    assert again is repaired
    assert more == []
    assert dangling(repaired) == []
    return repaired, done


def codes(done: list[Repair]) -> list[str]:
    return [entry.code for entry in done]


def with_card(key: str = "c1", **changes: Any) -> JourneyMap:
    journey = small_map()
    return with_record(journey, "cards", replace(journey.cards[key], **changes))


@settings(max_examples=40, deadline=None)
@given(journeys())
def test_a_sound_map_stays_the_very_same(journey: JourneyMap) -> None:
    repaired, done = repair(journey, counting_ids())
    assert repaired is journey
    assert done == []


def test_so_does_a_large_one() -> None:
    journey = big_map(500)
    assert repair(journey, counting_ids()) == (journey, [])


@pytest.mark.parametrize(
    "changes",
    [{"lane": "gone"}, {"step": "gone"}, {"step": None}, {"lane": None}, {"lane": "gone", "step": None}],
)
def test_a_card_without_a_whole_cell_is_parked(changes: dict[str, Any]) -> None:
    repaired, done = put_right(with_card(**changes, to_step="p2"))
    card = repaired.cards["c1"]
    assert (card.lane, card.step, card.to_step) == (None, None, None)
    assert card.text == "Poster"
    assert codes(done) == ["card.parked"]
    assert done[0].where == "card “Poster”"


@pytest.mark.parametrize("to_step", ["gone", "p1"])
def test_a_span_that_does_not_run_forwards_is_dropped(to_step: str) -> None:
    repaired, done = put_right(with_card(step="p2", to_step=to_step))
    assert repaired.cards["c1"].to_step is None
    assert repaired.cards["c1"].step == "p2"
    assert codes(done) == ["span.dropped"]


def test_a_span_over_stages_or_of_one_step_is_fine() -> None:
    for to_step in ("p3", "p1"):
        assert put_right(with_card(to_step=to_step))[1] == []


def test_a_parked_card_spans_nothing() -> None:
    assert codes(put_right(with_card("parked", to_step="p2"))[1]) == ["span.dropped"]


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("sources", ("talk", "gone"), ("talk",)),
        ("personas", ("gone", "ada"), ("ada",)),
        ("persona", "gone", None),
        ("pains", ("gone", "c2"), ("c2",)),
        ("initiative", "gone", None),
        ("from_step", "gone", None),
        ("asset", "gone", None),
        ("readings", (Reading(value=1.0, source="gone"),), (Reading(value=1.0),)),
    ],
)
def test_a_card_loses_references_to_nothing(field: str, value: Any, left: Any) -> None:
    repaired, done = put_right(with_card(**{field: value}))
    assert getattr(repaired.cards["c1"], field) == left
    assert codes(done) == ["reference.dropped"]


def test_the_message_says_what_was_missing() -> None:
    _, done = put_right(with_card(sources=("gone", "lost"), asset="gone"))
    assert done[0].message == (
        "it referred to 2 sources and an asset that the map does not hold; the reference was dropped"
    )


def test_everything_else_loses_references_to_nothing() -> None:
    dismissed = (Dismissal(finding="gap", card="gone"), Dismissal(finding="x", card="c1"))
    journey = with_parts(
        small_map(),
        personas={"ada": Persona(id="ada", order="V", portrait="gone", sources=("gone", "talk"))},
        vote_rounds={"v": VoteRound(id="v", ballots=(Ballot(id="1", card="gone"), Ballot(id="2", card="c1")))},
        reviews={"r": Review(id="r", dismissed=dismissed)},
        comments={"k": Comment(id="k", target="gone"), "k2": Comment(id="k2", target="p3")},
        views={"w": View(id="w", hidden_stages=("gone", "s1"), hidden_lanes=("gone",))},
        workshop=Workshop(agenda=(AgendaItem(prompt="P", lanes=("gone", "touch")),)),
    )
    repaired, done = put_right(journey)
    assert repaired.personas["ada"].portrait is None
    assert repaired.personas["ada"].sources == ("talk",)
    assert [ballot.id for ballot in repaired.vote_rounds["v"].ballots] == ["2"]
    assert [entry.card for entry in repaired.reviews["r"].dismissed] == [None, "c1"]
    assert (repaired.comments["k"].target, repaired.comments["k2"].target) == (None, "p3")
    assert (repaired.views["w"].hidden_stages, repaired.views["w"].hidden_lanes) == (("s1",), ())
    assert repaired.workshop.agenda[0].lanes == ("touch",)
    assert codes(done) == ["reference.dropped"] * 6


def test_a_connection_without_both_ends_is_removed_and_comments_on_it_stay() -> None:
    journey = with_parts(
        small_map(),
        connections={"n": Connection(id="n", start="c1", end="gone"), "ok": Connection(id="ok", start="c1", end="c2")},
        comments={"k": Comment(id="k", target="n", text="Why?")},
    )
    repaired, done = put_right(journey)
    assert list(repaired.connections) == ["ok"]
    assert repaired.comments["k"] == Comment(id="k", text="Why?")
    assert codes(done) == ["connection.removed", "reference.dropped"]


def test_a_backdrop_without_its_picture_is_removed() -> None:
    corners = ((0, 0), (1, 0), (1, 1), (0, 1))
    journey = with_parts(
        small_map(),
        assets={"a": Asset(id="a")},
        backdrops={key: Backdrop(id=key, asset=key, corners=corners) for key in ("a", "gone")},
    )
    repaired, done = put_right(journey)
    assert list(repaired.backdrops) == ["a"]
    assert codes(done) == ["backdrop.removed"]


def test_of_two_feelings_at_one_point_the_later_is_parked() -> None:
    journey = small_map()
    f1 = journey.cards["f1"]
    more = {
        "later": replace(f1, id="later", order="zz", score=-2.0),
        "wish": replace(f1, id="wish", series="to_be"),
        "hers": replace(f1, id="hers", persona="ada"),
        "next": replace(f1, id="next", step="p2"),
    }
    repaired, done = put_right(with_records(journey, "cards", more))
    parked = [card.id for card in repaired.cards.values() if card.kind == "feeling" and card.lane is None]
    assert parked == ["later"]
    assert repaired.cards["later"].score == -2
    assert codes(done) == ["feeling.doubled"]


def test_feelings_that_become_doubled_by_a_lost_persona_are_parked_too() -> None:
    journey = small_map()
    twin = replace(journey.cards["f1"], id="twin", order="zz", persona="gone")
    repaired, done = put_right(with_record(journey, "cards", twin))
    assert repaired.cards["twin"].lane is None
    assert codes(done) == ["reference.dropped", "feeling.doubled"]


def test_a_score_is_in_tenths() -> None:
    repaired, done = put_right(with_card("f1", score=1.26, low=-0.04, high=2.0))
    card = repaired.cards["f1"]
    assert (card.score, card.low, card.high) == (1.3, 0, 2)
    assert codes(done) == ["score.rounded"] * 2


def test_step_ids_are_unique_over_all_stages() -> None:
    journey = small_map()
    twin = replace(journey.stages["s2"], steps=(Step(id="p1", order="V", name="Twin"),))
    repaired, done = put_right(with_record(journey, "stages", twin))
    assert repaired.stages["s2"].steps[0] == Step(id="new1", order="V", name="Twin")
    assert done[0] == Repair("id.doubled", "step “Twin”", "another step has its id; it got a new one")
    assert repaired.cards["c1"].step == "p1"


def test_lost_order_keys_are_made_where_the_record_stands() -> None:
    orders = {"a": "1", "b": "a0", "c": "", "d": "z", "e": "ü", "f": ""}
    journey = JourneyMap(id="m", lanes={key: Lane(id=key, order=order) for key, order in orders.items()})
    repaired, done = put_right(journey)
    assert [lane.id for lane in queries.lanes(repaired)] == ["a", "b", "d", "e", "c", "f"]
    assert (repaired.lanes["a"].order, repaired.lanes["d"].order) == ("1", "z")
    assert done == [Repair("order.new", "lanes", "4 lanes had no usable place in the order and got one")]


def test_cards_get_their_keys_cell_by_cell() -> None:
    journey = small_map()
    cards = {key: replace(card, order="") for key, card in journey.cards.items()}
    repaired, done = put_right(with_parts(journey, cards=cards))
    assert [card.id for card in queries.cell_cards(repaired, "touch", "p1")] == ["c1", "c2"]
    assert codes(done) == ["order.new"]


def test_steps_stand_in_their_order() -> None:
    steps = (Step(id="b", order="z"), Step(id="a", order="1"), Step(id="c", order=""))
    repaired, done = put_right(JourneyMap(id="m", stages={"s": Stage(id="s", order="V", name="S", steps=steps)}))
    assert [step.id for step in repaired.stages["s"].steps] == ["a", "b", "c"]
    assert done == [Repair("order.new", "stage “S”", "1 step had no usable place in the order and got one")]


def test_order_that_is_only_written_down_differently_needs_no_word() -> None:
    steps = (Step(id="b", order="z"), Step(id="a", order="1"))
    repaired, done = put_right(JourneyMap(id="m", stages={"s": Stage(id="s", order="V", steps=steps)}))
    assert [step.id for step in repaired.stages["s"].steps] == ["a", "b"]
    assert done == []


def test_dangling_names_each_reference() -> None:
    journey = with_card(sources=("gone",), readings=(Reading(value=1, source="lost"),))
    assert dangling(journey) == [
        Dangling("cards", "c1", "sources", "gone"),
        Dangling("cards", "c1", "readings.source", "lost"),
    ]
    assert dangling(small_map()) == []


def test_every_reference_of_the_table_is_a_field() -> None:
    journey = big_map(30)
    for collection, fields in REFERENCES.items():
        part = getattr(journey, collection)
        for record in part.values() if isinstance(part, dict) else (part,):
            for name in fields:
                assert hasattr(record, name.partition(".")[0])


def test_unknown_fields_survive_a_repair() -> None:
    journey = small_map()
    odd = Card.model_validate({**dict(journey.cards["c1"]), "lane": "gone", "aura": [1]})
    repaired, _ = put_right(with_record(journey, "cards", odd))
    assert repaired.cards["c1"].model_extra == {"aura": [1]}


def test_records_are_called_by_what_they_say() -> None:
    assert called("cards", {"text": "  Calls\nthe  shop ", "id": "c"}) == "card “Calls the shop”"
    assert called("cards", {"text": 5, "word": "glad"}) == "card “glad”"
    assert called("lanes", {}) == "lane"
    assert short("x" * 100) == "x" * 39 + "…"


def test_a_repaired_map_is_the_same_however_often_it_is_repaired() -> None:
    broken = with_card(lane="gone")
    assert same(put_right(broken)[0], put_right(broken)[0])
