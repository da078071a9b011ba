"""What differs between two maps, and that it leads from one to the other and back."""

from __future__ import annotations

from hypothesis import given, settings

from jmapdesk.model.delta import Change, apply, delta, same
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap, with_parts, with_record, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import Base, Card
from tests.builders import big_map, small_map
from tests.strategies import journeys


def test_a_map_does_not_differ_from_itself() -> None:
    journey = small_map()
    assert not delta(journey, journey)
    assert apply(journey, delta(journey, journey)) is journey


def test_each_touched_record_is_told_before_and_after() -> None:
    old = small_map()
    edited, added = replace(old.cards["c1"], text="Flyer"), Card(id="new")
    new = with_records(old, "cards", {"c1": edited, "c2": None, "new": added})
    assert set(delta(old, new).changes) == {
        Change("cards", "c1", old.cards["c1"], edited),
        Change("cards", "c2", old.cards["c2"], None),
        Change("cards", "new", None, added),
    }
    assert delta(old, new).touched("lanes") == ()


def test_parts_that_exist_once_are_told_too() -> None:
    old = small_map()
    new = with_parts(old, about=replace(old.about, title="B"), base=Base(id="m"), extra={"x": 1})
    assert [change.collection for change in delta(old, new).changes] == ["base", "about", "extra"]
    assert delta(old, new).touched("about")[0].after.title == "B"


def test_equal_parts_put_in_anew_still_count_as_changes_but_the_maps_are_the_same() -> None:
    old = small_map()
    new = with_record(old, "cards", old.cards["c1"].model_copy())
    assert len(delta(old, new).changes) == 1
    assert same(old, new)


def test_same_sees_every_difference() -> None:
    old = small_map()
    for new in (
        with_parts(old, id="other"),
        with_parts(old, extra={"x": 1}),
        with_parts(old, about=replace(old.about, note="n")),
        with_records(old, "cards", {"c1": None}),
        with_record(old, "cards", replace(old.cards["c1"], x_unknown=1)),
    ):
        assert not same(old, new)
        assert not same(new, old)


def test_putting_in_what_is_there_gives_the_very_same_map() -> None:
    journey = small_map()
    assert with_record(journey, "cards", journey.cards["c1"]) is journey
    assert with_records(journey, "cards", {"c1": journey.cards["c1"], "nowhere": None}) is journey
    assert with_parts(journey, about=journey.about) is journey


def test_an_edit_shares_what_it_did_not_touch() -> None:
    old = big_map(200)
    key = next(iter(old.cards))
    new = with_record(old, "cards", replace(old.cards[key], text="Edited"))
    assert new.lanes is old.lanes
    assert all(new.cards[other] is old.cards[other] for other in old.cards if other != key)


@settings(max_examples=25, deadline=None)
@given(journeys(), journeys())
def test_a_delta_leads_there_and_back(one: JourneyMap, other: JourneyMap) -> None:
    difference = delta(one, other)
    there = apply(one, difference)
    assert same(with_parts(there, id=other.id), other)
    back = apply(there, difference.inverted())
    for name in (*SINGLES, "extra"):
        assert getattr(back, name) is getattr(one, name)
    for name in COLLECTIONS:
        assert {key: id(record) for key, record in getattr(back, name).items()} == {
            key: id(record) for key, record in getattr(one, name).items()
        }
