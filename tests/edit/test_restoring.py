"""An earlier state comes back as an edit that touches only what differs."""

from __future__ import annotations

from hypothesis import given

from jmapdesk.edit.cards import delete_cards, set_text
from jmapdesk.edit.restoring import restored
from jmapdesk.model.delta import delta, same
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from tests.builders import small_map
from tests.strategies import journeys


def read_again(journey: JourneyMap) -> JourneyMap:
    """The same map, made of other objects."""
    return load_bytes(dump(journey), "map").journey


def test_only_what_differs_is_touched() -> None:
    now = delete_cards(set_text(small_map(), "c1", "Flyer"), ["c2"])
    back = restored(now, read_again(small_map()))
    assert same(back, small_map())
    assert {(change.collection, change.id) for change in delta(now, back).changes} == {("cards", "c1"), ("cards", "c2")}


def test_the_same_state_is_the_same_map() -> None:
    now = small_map()
    assert restored(now, read_again(now)) is now


def test_the_map_keeps_its_id() -> None:
    now = with_parts(small_map(), id="mine")
    assert restored(now, small_map()).id == "mine"


@given(journeys(), journeys())
def test_any_state_comes_back_whole(now: JourneyMap, then: JourneyMap) -> None:
    assert same(restored(now, with_parts(then, id=now.id)), with_parts(then, id=now.id))
