"""Questions a map answers."""

from __future__ import annotations

from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Ballot, Card, Lane, Reading, VoteRound
from tests.builders import big_map, small_map


def test_columns_follow_stages_and_steps() -> None:
    assert [(c.place, c.stage.id, c.step.id) for c in queries.columns(small_map())] == [
        (0, "s1", "p1"),
        (1, "s1", "p2"),
        (2, "s2", "p3"),
    ]
    assert queries.step_indexes(small_map()) == {"p1": 0, "p2": 1, "p3": 2}


def test_ties_are_broken_by_id() -> None:
    lanes = {key: Lane(id=key, order="V") for key in ("b", "a", "c")}
    assert [lane.id for lane in queries.lanes(JourneyMap(id="m", lanes=lanes))] == ["a", "b", "c"]


def test_the_stage_of_a_step() -> None:
    stage = queries.stage_of_step(small_map(), "p2")
    assert stage is not None
    assert stage.id == "s1"
    assert queries.stage_of_step(small_map(), "nowhere") is None


def test_cells_top_to_bottom_parked_cards_in_none() -> None:
    cells = queries.cards_by_cell(small_map())
    assert [card.id for card in cells["touch", "p1"]] == ["c1", "c2"]
    assert sum(map(len, cells.values())) == 4
    assert [card.id for card in queries.cell_cards(small_map(), None, None)] == ["parked"]


def test_both_ways_to_ask_for_a_cell_agree() -> None:
    journey = big_map(120)
    for (lane, step), cards in queries.cards_by_cell(journey).items():
        assert queries.cell_cards(journey, lane, step) == cards


def test_what_is_an_assumption() -> None:
    assert not queries.is_assumption(small_map().cards["c1"])
    assert queries.is_assumption(small_map().cards["c2"])
    assert not queries.is_assumption(Card(id="x", kind="opportunity"))
    assert not queries.is_assumption(Card(id="x", kind="kind_of_tomorrow"))
    assert queries.is_assumption(Card(id="x", kind="feeling"))
    assert not queries.is_assumption(Card(id="x", kind="feeling", series="to_be"))
    assert not queries.is_assumption(Card(id="x", kind="metric", readings=(Reading(value=1, source="talk"),)))
    assert queries.is_assumption(Card(id="x", kind="metric", readings=(Reading(value=1),)))


def test_votes_are_counted_over_all_rounds() -> None:
    rounds = {
        "a": VoteRound(id="a", ballots=(Ballot(id="1", card="c1", n=2), Ballot(id="2", card="c2"))),
        "b": VoteRound(id="b", ballots=(Ballot(id="3", card="c1"),)),
    }
    assert queries.votes(with_parts(small_map(), vote_rounds=rounds)) == {"c1": 3, "c2": 1}


def test_the_first_persona_is_the_main_one() -> None:
    journey = small_map()
    second = replace(journey.personas["ada"], id="ben", order="z", name="Ben")
    assert [p.id for p in queries.personas(with_record(journey, "personas", second))] == ["ada", "ben"]


def test_whose_a_card_is() -> None:
    everybodys = Card(id="x", kind="action")
    theirs = Card(id="x", kind="action", personas=("ada", "ben"))
    assert queries.is_theirs(everybodys, "ada")
    assert queries.is_theirs(theirs, "ben")
    assert not queries.is_theirs(theirs, "cleo")
    assert queries.is_theirs(Card(id="x", kind="feeling", score=1.0), "ada")
    assert queries.is_theirs(Card(id="x", kind="feeling", persona="ada"), "ada")
    assert not queries.is_theirs(Card(id="x", kind="feeling", persona="ada"), "ben")
    turned = Card(id="x", kind="feeling", persona="ada", personas=("ben",))
    assert queries.is_theirs(turned, "ada"), "kept from when it was another kind of card"
