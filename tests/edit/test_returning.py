"""What was made once and dropped comes back where it stood, as far as the map still has that."""

from __future__ import annotations

from jmapdesk.edit.cards import add_card, delete_cards
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import connect
from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.edit.returning import put_back
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import cell_cards
from tests.builders import small_map


def made(before: JourneyMap, lane: str = "touch", step: str = "p1", after: str | None = "c1") -> JourneyMap:
    """The map with a card ``new`` and an arrow to it from ``c2``."""
    with_card = add_card(before, Place(lane, step, after, "c2" if after else None), lambda: "new", text="Flyer")
    return connect(with_card, "c2", "new", lambda: "arrow")


def test_on_the_map_it_was_made_of_all_is_as_it_was_made() -> None:
    before = small_map()
    after = made(before)
    assert put_back(before, before, after) is after


def test_card_and_arrow_come_back_on_a_map_that_went_on() -> None:
    before = small_map()
    later = add_card(before, Place("touch", "p1", "c1", "c2"), lambda: "other")
    back = put_back(later, before, made(before))
    assert [card.id for card in cell_cards(back, "touch", "p1")] == ["c1", "new", "other", "c2"]
    assert back.connections["arrow"].end == "new"


def test_the_first_of_a_cell_comes_back_on_top() -> None:
    before = small_map()
    after = add_card(before, Place("touch", "p1", None, "c1"), lambda: "new")
    later = delete_cards(before, ["parked"])
    assert [card.id for card in cell_cards(put_back(later, before, after), "touch", "p1")] == ["new", "c1", "c2"]


def test_without_its_lane_it_is_parked_and_an_arrow_to_a_lost_card_stays_away() -> None:
    before = small_map()
    back = put_back(delete_lanes(before, ["touch"]), before, made(before))
    assert (back.cards["new"].lane, back.cards["new"].step, back.cards["new"].text) == (None, None, "Flyer")
    assert "arrow" not in back.connections


def test_a_feeling_whose_step_has_one_by_now_is_parked() -> None:
    before = small_map()
    after = add_card(before, Place("feel", "p2"), lambda: "new", text="calm", score=1)
    later = add_card(before, Place("feel", "p2"), lambda: "other", score=-1)
    back = put_back(later, before, after)
    assert (back.cards["new"].lane, back.cards["new"].score) == (None, 1)
