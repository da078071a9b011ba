"""Cards move into cells, by steps and lanes, together, aside and back; a move touches the cards moved only."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place, landing_kind
from jmapdesk.edit.lanes import add_lane, set_lane_fields
from jmapdesk.edit.moves import card_lanes, move_by, move_into_cell, move_together, park
from jmapdesk.edit.spans import set_span
from jmapdesk.model import queries
from jmapdesk.model.delta import delta, same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def cell(journey: JourneyMap, lane: str | None, step: str | None) -> list[str]:
    return [card.id for card in queries.cell_cards(journey, lane, step)]


def test_a_move_touches_one_record() -> None:
    before = small_map()
    after = move_into_cell(before, ["c1"], Place("touch", "p3"))
    assert cell(after, "touch", "p3") == ["c1"]
    assert [change.id for change in delta(before, after).changes] == ["c1"]


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (Place("touch", "p1", None, "c1"), ["c2", "c1"]),
        (Place("touch", "p1", "c1", None), ["c1", "c2"]),
        (Place("touch", "p1"), ["c1", "c2"]),
    ],
)
def test_a_card_moves_within_its_cell(place: Place, order: list[str]) -> None:
    before = small_map()
    after = move_into_cell(before, ["c2"], place)
    assert cell(after, "touch", "p1") == order
    assert (after is before) == (order == ["c1", "c2"]), "dropped where it stood, nothing changes"


def test_neighbours_that_are_stale_do_not_mislead() -> None:
    journey = small_map()
    assert cell(move_into_cell(journey, ["c1"], Place("touch", "p1", "c1", "c2")), "touch", "p1") == ["c1", "c2"]
    assert cell(move_into_cell(journey, ["c1"], Place("touch", "p1", after="c2")), "touch", "p1") == ["c2", "c1"]
    assert cell(move_into_cell(journey, ["parked"], Place("touch", "p1", before="f1")), "touch", "p1")[-1] == "parked"


def test_several_cards_keep_their_reading_order() -> None:
    journey = add_card(small_map(), Place("pain", "p1"), counting_ids(), text="Queue")
    after = move_into_cell(journey, ["parked", "n1", "c2", "c1"], Place("touch", "p3"))
    assert cell(after, "touch", "p3") == ["c1", "c2", "n1", "parked"]


@pytest.mark.parametrize(
    ("card", "lane", "convert", "kind"),
    [
        ("thought", "pain_points", True, "pain_point"),
        ("thought", "pain_points", False, "thought"),
        ("metric", "text", True, "metric"),
        ("image", "actions", True, "image"),
        ("action", "metrics", True, "action"),
        ("hologram", "actions", True, "hologram"),
        ("action", "holograms", True, "action"),
        ("feeling", "feelings", True, "feeling"),
        ("feeling", "actions", True, None),
        ("action", "feelings", True, None),
        ("action", "divider", True, None),
        ("action", "card_counts", False, None),
    ],
)
def test_what_a_card_becomes_in_another_lane(card: str, lane: str, convert: bool, kind: str | None) -> None:
    assert landing_kind(card, lane, convert) == kind


def test_a_card_dragged_to_the_pain_points_is_a_pain_point() -> None:
    moved = move_into_cell(small_map(), ["c1"], Place("pain", "p1"))
    assert moved.cards["c1"].kind == "pain_point"
    kept = move_into_cell(small_map(), ["c1"], Place("pain", "p1"), convert=False)
    assert kept.cards["c1"].kind == "touchpoint"


def test_what_cannot_stand_there_is_refused_as_a_whole() -> None:
    journey = small_map()
    assert move_into_cell(journey, ["c1", "f1"], Place("touch", "p3")) is journey
    assert move_into_cell(journey, ["c1"], Place("feel", "p3")) is journey
    with pytest.raises(JmapError):
        move_into_cell(journey, ["nobody"], Place("touch", "p3"))


def test_a_feeling_does_not_move_onto_another_of_its_curve() -> None:
    journey = add_card(small_map(), Place("feel", "p2"), counting_ids(), score=0.0)
    assert move_into_cell(journey, ["f1"], Place("feel", "p2")) is journey
    assert move_by(journey, ["f1"], 1, 0) is journey
    assert move_by(journey, ["f1", "n1"], 1, 0).cards["f1"].step == "p2", "but several may move on by one"
    assert move_into_cell(journey, ["f1"], Place("feel", "p3")).cards["f1"].step == "p3", "f3 is another person's"


def test_shifting_there_and_back_restores_the_map() -> None:
    before = small_map()
    there = move_by(before, ["c1", "c2"], 1, 0)
    assert cell(there, "touch", "p2") == ["c1", "c2"]
    assert same(move_by(there, ["c1", "c2"], -1, 0), before)


@pytest.mark.parametrize(("ids", "steps", "lanes"), [(["c1"], -1, 0), (["c1", "f3"], 1, 0), (["c1"], 0, -1)])
def test_nothing_is_shifted_off_the_map(ids: list[str], steps: int, lanes: int) -> None:
    journey = small_map()
    assert move_by(journey, ids, steps, lanes) is journey
    assert move_by(journey, ["parked"], 0, 0) is journey


def test_lanes_that_hide_or_hold_no_cards_are_not_counted() -> None:
    journey = add_lane(small_map(), "divider", counting_ids(), after="touch")
    journey = set_lane_fields(journey, "feel", hidden=True)
    assert [lane.id for lane in card_lanes(journey)] == ["touch", "pain"]
    assert move_by(journey, ["c1"], 0, 1).cards["c1"].lane == "pain"


def test_cards_moved_together_keep_their_distance() -> None:
    journey = add_card(small_map(), Place("touch", "p2"), counting_ids(), text="Shop")
    after = move_together(journey, ["c1", "c2", "n1"], "c2", Place("touch", "p2"))
    assert cell(after, "touch", "p2") == ["c1", "c2"]
    assert cell(after, "touch", "p3") == ["n1"]
    assert move_together(journey, ["c1", "n1"], "c1", Place("touch", "p3")) is journey, "no room on the right"


def test_cards_moved_together_may_change_lane_and_kind() -> None:
    journey = add_card(small_map(), Place("touch", "p2"), counting_ids(), text="Shop")
    after = move_together(journey, ["c1", "n1"], "c1", Place("pain", "p1"))
    assert [(after.cards[key].lane, after.cards[key].kind) for key in ("c1", "n1")] == [("pain", "pain_point")] * 2


def test_a_span_keeps_its_length_and_is_cut_at_the_edge() -> None:
    journey = set_span(small_map(), "c1", "p1", "p2")
    assert move_into_cell(journey, ["c1"], Place("touch", "p2")).cards["c1"].to_step == "p3"
    assert move_into_cell(journey, ["c1"], Place("touch", "p3")).cards["c1"].to_step is None
    assert move_by(journey, ["c1"], 1, 0).cards["c1"].to_step == "p3"
    assert move_by(journey, ["c1"], 2, 0) is journey


def test_parked_cards_keep_all_but_their_place_and_come_back() -> None:
    before = small_map()
    aside = park(before, ["c2", "c1"])
    assert cell(aside, None, None) == ["parked", "c1", "c2"]
    assert park(aside, ["c1"]) is aside
    back = move_into_cell(aside, ["c1", "c2"], Place("touch", "p1"))
    assert cell(back, "touch", "p1") == ["c1", "c2"]
    assert back.cards["c2"].channel == "web"
