"""A card of a kind that no lane is for brings its lane along."""

from __future__ import annotations

from jmapdesk.edit.housing import add_housed_card, house, lacks_lane, usual_neighbours
from jmapdesk.edit.lanes import add_lane, delete_lane, set_lane_fields
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.util.ids import NewId
from tests.builders import small_map


def ids() -> NewId:
    return iter(f"new{n}" for n in range(9)).__next__


def lane_kinds(journey: JourneyMap) -> list[str]:
    return [lane.kind for lane in queries.lanes(journey)]


def test_a_map_lacks_the_lanes_it_has_not_and_those_that_are_hidden() -> None:
    journey = small_map()
    assert lacks_lane(journey, "opportunity")
    assert not lacks_lane(journey, "feeling")
    assert not lacks_lane(journey, None)
    assert lacks_lane(set_lane_fields(journey, "feel", hidden=True), "feeling")
    assert lacks_lane(with_parts(journey, lanes={}), None)


def test_the_lane_comes_below_the_one_in_hand_with_the_card_in_it() -> None:
    made = add_housed_card(small_map(), "opportunity", ids(), "p2", "touch", "Text us")
    assert lane_kinds(made) == ["touchpoints", "opportunities", "feelings", "pain_points"]
    (card,) = (card for card in made.cards.values() if card.kind == "opportunity")
    assert (card.text, card.step, made.lanes[card.lane or ""].kind) == ("Text us", "p2", "opportunities")


def test_a_hidden_lane_shows_again_instead_of_a_second_one() -> None:
    hidden = set_lane_fields(small_map(), "feel", hidden=True)
    made = add_housed_card(hidden, "feeling", ids(), "p2", score=1)
    assert lane_kinds(made) == ["touchpoints", "feelings", "pain_points"]
    assert not made.lanes["feel"].hidden
    assert [card.score for card in queries.cell_cards(made, "feel", "p2")] == [1]


def test_a_map_of_nothing_gets_a_stage_and_notes() -> None:
    bare = with_parts(small_map(), stages={}, lanes={}, cards={})
    made, place = house(bare, None, ids())
    assert lane_kinds(made) == ["text"]
    assert [column.step.id for column in queries.columns(made)] == [place.step]
    assert place.lane in made.lanes


def test_a_lane_usually_stands_among_its_kind_of_lanes() -> None:
    journey = small_map()  # touchpoints, feelings, pain points
    assert usual_neighbours(journey, "thought") == ("touch", "feel")
    assert usual_neighbours(journey, "metric") == ("pain", None)
    without = delete_lane(journey, "touch")
    assert usual_neighbours(without, "touchpoint") == (None, "feel")
    made, place = house(without, "touchpoint", ids(), before="feel")
    assert lane_kinds(made) == ["touchpoints", "feelings", "pain_points"]
    assert made.lanes[place.lane].kind == "touchpoints"
    parted = add_lane(journey, "divider", lambda: "line")
    assert usual_neighbours(parted, "thought") == (None, None)
