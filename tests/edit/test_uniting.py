"""A card made two and cards made one lose nothing."""

from __future__ import annotations

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.moves import move_to
from jmapdesk.edit.uniting import can_join, join_cards, split_card
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.queries import cell_cards
from jmapdesk.model.records import Ballot, Comment, Connection, VoteRound
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def texts(journey: JourneyMap, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(journey, lane, step)]


def test_the_rest_of_a_card_goes_right_below_it() -> None:
    journey = set_fields(small_map(), "c1", tags=("forms",), note="Seen twice")
    made = split_card(journey, "c1", "Poster ", "\nin the hall", counting_ids("new"))
    assert texts(made, "touch", "p1") == ["Poster", "in the hall", "Web site"]
    first, second, _ = cell_cards(made, "touch", "p1")
    assert (second.kind, second.tags, second.sources, second.note) == ("touchpoint", ("forms",), ("talk",), "")
    assert (first.id, first.note) == ("c1", "Seen twice")


def test_nothing_to_part_is_left_alone() -> None:
    journey = small_map()
    ids = counting_ids()
    assert split_card(journey, "c1", "", "Poster", ids) is journey
    assert split_card(journey, "c1", "Poster", " ", ids) is journey
    assert split_card(journey, "f1", "so", "so", ids) is journey
    assert split_card(journey, "parked", "a", "b", ids) is journey


def joined() -> JourneyMap:
    journey = set_fields(small_map(), "c1", tags=("a", "b"), owner="Mira", note="one")
    journey = set_fields(journey, "c2", tags=("b", "c"), owner="Ben", note="two", check=True, moment="delight")
    journey = add_card(journey, Place("pain", "p1"), counting_ids("x"), text="Dark")
    journey = add_card(journey, Place("touch", "p2"), counting_ids("o"), "opportunity", "Lamp", pains=("c2",))
    for arrow in (
        Connection(id="k1", start="c1", end="c2"),
        Connection(id="k2", start="c1", end="f1"),
        Connection(id="k3", start="c2", end="f1"),
        Connection(id="k4", start="f3", end="c2", label="back"),
    ):
        journey = with_record(journey, "connections", arrow)
    votes = VoteRound(id="v", ballots=(Ballot(id="b1", card="c2", n=2), Ballot(id="b2", card="c1")))
    journey = with_record(journey, "vote_rounds", votes)
    journey = with_record(journey, "comments", Comment(id="m", target="c2"))
    return join_cards(journey, ["c2", "c1"])


def test_joined_cards_are_lines_of_the_first_with_all_they_carry() -> None:
    journey = joined()
    (card,) = cell_cards(journey, "touch", "p1")
    assert (card.id, card.text, card.note) == ("c1", "Poster\nWeb site", "one\n\ntwo")
    assert (card.tags, card.sources, card.owner) == (("a", "b", "c"), ("talk",), "Mira, Ben")
    assert (card.check, card.moment, card.channel) == (True, "delight", "web")


def test_what_pointed_to_the_others_points_to_the_first() -> None:
    journey = joined()
    arrows = {(one.start, one.end, one.label) for one in journey.connections.values()}
    assert arrows == {("c1", "f1", ""), ("f3", "c1", "back")}
    assert len(journey.connections) == 2
    assert [ballot.card for ballot in journey.vote_rounds["v"].ballots] == ["c1", "c1"]
    assert journey.comments["m"].target == "c1"
    (lamp,) = cell_cards(journey, "touch", "p2")
    assert lamp.pains == ("c1",)


def test_only_words_of_one_cell_are_joined() -> None:
    journey = add_card(small_map(), Place("touch", "p2"), counting_ids("x"), text="Shop")
    other = cell_cards(journey, "touch", "p2")[0].id
    assert can_join(journey, ["c1", "c2"])
    for ids in (["c1", other], ["c1"], ["c1", "f1"], []):
        assert not can_join(journey, ids)
        assert join_cards(journey, ids) is journey


def test_whose_cards_they_are_is_united_and_everybody_stays_everybody() -> None:
    journey = set_fields(small_map(), "c1", personas=("ada",))
    assert cell_cards(join_cards(journey, ["c1", "c2"]), "touch", "p1")[0].personas == ()
    journey = set_fields(journey, "c2", personas=("ada",))
    assert cell_cards(join_cards(journey, ["c1", "c2"]), "touch", "p1")[0].personas == ("ada",)


def test_cards_are_moved_to_a_lane_or_a_step_in_their_order() -> None:
    journey = move_to(small_map(), ["c2", "c1"], lane="pain")
    assert texts(journey, "pain", "p1") == ["Poster", "Web site"]
    assert {card.kind for card in cell_cards(journey, "pain", "p1")} == {"pain_point"}
    journey = move_to(journey, ["c1"], step="p3")
    assert texts(journey, "pain", "p3") == ["Poster"]
    assert move_to(journey, ["c1"], step="p3") is journey


def test_cards_move_all_or_none() -> None:
    journey = small_map()
    assert move_to(journey, ["c1", "f1"], lane="pain") is journey
    assert move_to(journey, ["parked"], lane="pain") is journey
