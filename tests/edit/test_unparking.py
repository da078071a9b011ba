"""Parked cards come back to a cell of the map."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import add_parked_card
from jmapdesk.edit.lanes import delete_lane
from jmapdesk.edit.moves import park
from jmapdesk.edit.unparking import unpark
from jmapdesk.model.queries import cell_cards
from jmapdesk.util.errors import JmapError
from tests.builders import small_map


def counted() -> str:
    return "new"


def test_cards_come_to_the_end_of_the_cell_and_take_its_kind() -> None:
    before = add_parked_card(small_map(), counted, "quote", "It took a week")
    made = unpark(before, ["parked", "new"], "touch", "p1", counted)
    cell = cell_cards(made, "touch", "p1")
    assert [card.id for card in cell] == ["c1", "c2", "parked", "new"]
    assert {card.kind for card in cell} == {"touchpoint"}


def test_a_feeling_goes_to_the_lane_of_feelings_in_that_step() -> None:
    before = park(small_map(), ["f1"])
    made = unpark(before, ["f1"], "touch", "p2", counted)
    assert (made.cards["f1"].lane, made.cards["f1"].step, made.cards["f1"].score) == ("feel", "p2", 1.5)


def test_a_feeling_whose_step_has_one_stays_and_the_others_are_placed() -> None:
    before = add_parked_card(small_map(), counted, "feeling", "calm", score=1)
    assert unpark(before, ["new"], "feel", "p1", counted) is before
    made = unpark(before, ["new", "parked"], "touch", "p1", counted)
    assert (made.cards["new"].lane, made.cards["parked"].lane) == (None, "touch")


def test_a_map_without_a_lane_for_it_gets_one() -> None:
    before = delete_lane(park(small_map(), ["f1"]), "feel")
    made = unpark(before, ["f1"], "touch", "p2", counted)
    assert made.lanes[made.cards["f1"].lane or ""].kind == "feelings"
    assert made.cards["f1"].step == "p2"


def test_cards_and_lanes_that_are_gone_are_told() -> None:
    with pytest.raises(JmapError):
        unpark(small_map(), ["nobody"], "touch", "p1", counted)
    with pytest.raises(JmapError):
        unpark(small_map(), ["parked"], "nowhere", "p1", counted)
