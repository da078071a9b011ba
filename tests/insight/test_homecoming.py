"""Packs that come home: each brings what its group did, once, in whatever order they come."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jmapdesk.edit import cards, connections, initiatives, lanes, moves, sources, spans, stages, steps
from jmapdesk.edit.cells import Place
from jmapdesk.edit.conflicts import choose
from jmapdesk.insight.conflicts import choice_of
from jmapdesk.insight.merge import merge
from jmapdesk.insight.outcome import of_arrival
from jmapdesk.model.delta import same
from jmapdesk.model.journey import COLLECTIONS, JourneyMap, with_parts, with_record
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Persona, View
from jmapdesk.model.rules import repair
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map
from tests.insight.merge_oracle import lost
from tests.insight.packing import brought, handed_out
from tests.insight.random_edits import edited


def said(home: JourneyMap, *packs: JourneyMap) -> list[str]:
    """What came with the packs, in words."""
    came = brought(home, *packs)
    return [line for one in came.arrivals for line in of_arrival(one, came).lines()]


def test_what_three_groups_did_apart_is_together_at_home() -> None:
    home = cards.add_card(small_map(), Place("pain", "p3"), counting_ids("home"), text="Dear")
    notice, buy = handed_out(home)
    notice = cards.add_card(cards.set_text(notice, "c1", "Flyer"), Place("pain", "p2"), counting_ids("a"), text="Slow")
    buy = cards.delete_cards(buy, ["home1"])
    home = cards.set_fields(home, "c2", owner="Ada")
    joined = brought(home, notice, buy).map
    assert {card.text for card in joined.cards.values()} == {"Flyer", "Web site", "Slow", "", "Who pays for returns?"}
    assert joined.cards["c2"].owner == "Ada"
    assert "home1" not in joined.cards
    assert joined.conflicts == {}
    assert said(home, notice, buy) == [
        "Card “Slow” added in Pain points, Ask.",
        "Card “Poster”: reworded to “Flyer”.",
        "Card “Dear” deleted from Pain points, Buy.",
    ]


def test_what_no_pack_held_stays_as_it_is() -> None:
    home = small_map()
    home = connections.connect(home, "f1", "f3", counting_ids("arrow"))
    home = with_parts(home, extra={"of_tomorrow": [1]})
    home = with_record(home, "views", View(id="v", name="Board", hidden_stages=("s2",)))
    joined = brought(home, *handed_out(home)).map
    assert joined is home
    notice, _buy = handed_out(home)
    joined = brought(home, cards.set_text(notice, "c1", "Flyer")).map
    assert joined.cards["parked"] is home.cards["parked"]
    assert (joined.connections, joined.views, joined.extra) == (home.connections, home.views, home.extra)


def test_two_groups_at_one_thing_keep_both_until_somebody_chooses() -> None:
    home = small_map()
    one, other = handed_out(home)
    joined = brought(
        home, lanes.set_lane_fields(one, "pain", name="Woe"), lanes.set_lane_fields(other, "pain", name="Pains")
    )
    (conflict,) = joined.map.conflicts.values()
    assert (conflict.collection, conflict.record, conflict.field) == ("lanes", "pain", "name")
    assert conflict.sides == ("Pains", "Woe")


def test_a_pack_that_comes_again_brings_nothing_whatever_was_done_since() -> None:
    home = small_map()
    notice, buy = handed_out(home)
    notice = cards.set_text(notice, "c1", "Flyer")
    notice = cards.add_card(notice, Place("pain", "p2"), counting_ids("a"), text="Slow")
    buy = lanes.set_lane_fields(buy, "pain", name="Pains")
    home = brought(lanes.set_lane_fields(home, "pain", name="Woe"), notice, buy).map
    assert brought(home, notice, buy).map is home
    (conflict,) = home.conflicts
    home = choose(cards.set_text(cards.delete_cards(home, ["a1"]), "c1", "Leaflet"), conflict, 1)
    assert brought(home, buy, notice).map is home


def test_a_pack_worked_on_further_brings_only_what_is_new_in_it() -> None:
    home = small_map()
    notice, _buy = handed_out(home)
    notice = cards.set_text(notice, "c1", "Flyer")
    home = cards.set_text(brought(home, notice).map, "c1", "Leaflet")
    notice = cards.set_fields(cards.set_text(notice, "c2", "Shop"), "c1", owner="Ada")
    joined = brought(home, notice).map
    assert (joined.cards["c1"].text, joined.cards["c1"].owner, joined.cards["c2"].text) == ("Leaflet", "Ada", "Shop")
    assert joined.conflicts == {}


def test_a_group_deletes_its_own_cards_and_what_points_to_them_from_outside_lets_go() -> None:
    home = cards.add_card(small_map(), Place("pain", "p3"), counting_ids("far"), text="Dear")
    home = cards.convert_kind(cards.set_fields(home, "far1", pains=("c1", "c2")), ["far1"], "opportunity")
    home = connections.connect(home, "c1", "far1", counting_ids("arrow"))
    notice, _buy = handed_out(home)
    joined = brought(home, cards.delete_cards(notice, ["c1"])).map
    assert "c1" not in joined.cards
    assert joined.connections == {}
    assert joined.cards["far1"].pains == ("c2",)
    assert joined.conflicts == {}


def test_a_card_keeps_what_it_points_to_outside_its_pack() -> None:
    home = cards.set_fields(small_map(), "c1", pains=("f3", "c2"))
    notice, _buy = handed_out(home)
    assert notice.cards["c1"].pains == ("c2",)
    joined = brought(home, cards.set_fields(notice, "c1", owner="Ada", pains=())).map
    assert (joined.cards["c1"].owner, joined.cards["c1"].pains) == ("Ada", ("f3",))
    assert "c1" not in brought(home, cards.delete_cards(notice, ["c1"])).map.cards


def test_what_others_need_is_no_group_s_to_delete() -> None:
    home = cards.add_card(small_map(), Place("touch", "p3"), counting_ids("far"), text="Till", sources=("talk",))
    notice, _buy = handed_out(home)
    notice = sources.delete_sources(lanes.delete_lane(notice, "touch"), ["talk"])
    joined = brought(home, notice)
    assert "touch" in joined.map.lanes
    assert joined.map.cards["far1"].sources == ("talk",)
    assert not {"c1", "c2"} & joined.map.cards.keys()
    assert set(joined.arrivals[0].remarks) == {
        "Lane “Touchpoints” stays: other parts of the map need it.",
        "Source “Talk with Ada” stays: other parts of the map need it.",
    }


def test_a_persona_s_group_writes_about_its_persona() -> None:
    home = with_record(small_map(), "personas", Persona(id="ben", order="z", name="Ben"))
    _ada, ben = handed_out(home, "persona")
    ben = cards.add_card(ben, Place("pain", "p3"), counting_ids("b"), text="Dear")
    assert brought(home, ben).map.cards["b1"].personas == ("ben",)
    assert brought(brought(home, ben).map, ben).arrivals[0].merged.changes == ()


def test_a_lane_s_group_brings_its_lane() -> None:
    home = small_map()
    touch, _feel, pain = handed_out(home, "lane")
    touch = moves.move_into_cell(touch, ["c1"], Place("touch", "p3"))
    pain = cards.add_card(pain, Place("pain", "p1"), counting_ids("a"), text="Queue")
    pain = stages.set_stage_fields(pain, "s2", name="Pay")
    joined = brought(home, touch, pain).map
    assert (joined.cards["c1"].step, joined.cards["a1"].text, joined.stages["s2"].name) == ("p3", "Queue", "Pay")


def test_unknown_fields_come_home() -> None:
    home = with_record(small_map(), "cards", replace(small_map().cards["c1"], of_tomorrow={"a": 1}))
    notice, _buy = handed_out(home)
    notice = with_record(notice, "cards", replace(notice.cards["c2"], of_the_day_after=[1]))
    joined = brought(home, cards.set_text(notice, "c1", "Flyer")).map
    assert joined.cards["c1"].model_extra == {"of_tomorrow": {"a": 1}}
    assert joined.cards["c2"].model_extra == {"of_the_day_after": [1]}


@pytest.mark.parametrize("by", ["stage", "lane", "persona"])
@given(seed=st.integers(0, 10**9), number=st.integers(1, 3))
def test_any_packs_in_any_order_give_the_same_sound_map_and_nothing_more_the_second_time(
    by: str, seed: int, number: int
) -> None:
    dice = random.Random(seed)
    start = edited(small_map(), dice, 12, "start")
    most = {"stage": len(start.stages), "lane": 1, "persona": len(start.personas)}[by]
    if not most:
        return
    handed = handed_out(start, by, min(number, most))
    home = edited(start, dice, 6, "home")
    packs = [edited(pack, dice, 6, f"group{place}") for place, pack in enumerate(handed)]
    joined = brought(home, *packs).map
    assert repair(joined, counting_ids("again"))[0] is joined
    mixed = dice.sample(packs, len(packs))
    assert dump(brought(home, *mixed).map) == dump(joined)
    assert brought(joined, *packs).map is joined
    for card in home.cards.keys() - {key for pack in handed for key in pack.cards}:
        assert card in joined.cards


@given(seed=st.integers(0, 10**9))
def test_packs_whose_groups_kept_to_their_parts_may_come_one_by_one(seed: int) -> None:
    dice = random.Random(seed)
    start = big_map(60)
    handed = handed_out(start, "stage", min(3, len(start.stages)))
    packs = [_worked_on(pack, dice, f"group{place}") for place, pack in enumerate(handed)]
    results = []
    for order in (packs, packs[::-1]):
        home = start
        for pack in order:
            home = brought(home, pack).map
        results.append(home)
    assert same(results[0], results[1]) or dump(results[0]) == dump(results[1])
    assert results[0].conflicts == {}
    for pack in packs:
        for key, card in pack.cards.items():
            assert (results[0].cards[key].text, results[0].cards[key].step) == (card.text, card.step)


# Three packs that hold the same records, and come home on different days


def one_by_one(home: JourneyMap, packs: Iterable[JourneyMap]) -> JourneyMap:
    """The map after packs came home, each on a day of its own."""
    for pack in packs:
        home = brought(home, pack).map
    return home


def in_any_order(home: JourneyMap, packs: list[JourneyMap]) -> JourneyMap:
    """The map after three packs, which is the same to the byte whoever comes home first."""
    results = {dump(one_by_one(home, order)): one_by_one(home, order) for order in permutations(packs)}
    (joined,) = results.values()
    return joined


def three_copies(home: JourneyMap) -> list[JourneyMap]:
    return handed_out(home, "stage", 1) * 3


def test_what_three_groups_made_of_one_field_is_one_conflict_with_three_sides() -> None:
    home = small_map()
    names = ("Woe", "Pains", "Grief")
    packs = [lanes.set_lane_fields(p, "pain", name=n) for p, n in zip(three_copies(home), names, strict=True)]
    joined = in_any_order(home, packs)
    (conflict,) = joined.conflicts.values()
    assert conflict.sides == ("Grief", "Pains", "Woe")
    assert joined.lanes["pain"].name == "Grief"


def test_a_card_that_one_deletes_and_two_reword_is_kept_with_both_choices() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    packs = [cards.delete_cards(one, ["c1"]), cards.set_text(two, "c1", "Flyer"), cards.set_text(three, "c1", "Sign")]
    joined = in_any_order(home, packs)
    sides = {one.field: one.sides for one in joined.conflicts.values()}
    assert sides == {"": ({"id": "c1"}, None), "text": ("Flyer", "Sign")}


def test_a_card_that_one_deletes_and_another_connects_is_kept_until_somebody_chooses() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    joined = in_any_order(
        home, [cards.delete_cards(one, ["c1"]), connections.connect(two, "c1", "c2", counting_ids("arrow")), three]
    )
    assert "arrow1" in joined.connections
    (conflict,) = joined.conflicts.values()
    assert (conflict.record, conflict.field) == ("c1", "")


def test_a_step_that_one_deletes_and_another_fills_is_kept_until_somebody_chooses() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    two = cards.add_card(two, Place("pain", "p3"), counting_ids("a"), text="Dear")
    joined = in_any_order(home, [steps.delete_step(cards.delete_cards(one, ["f3"]), "p3"), two, three])
    assert joined.cards["a1"].step == "p3"
    assert ("steps", "p3") in {(one.collection, one.record) for one in joined.conflicts.values()}


def asked(home: JourneyMap, packs: list[JourneyMap]) -> set[tuple[str, str, str]]:
    """What is to be chosen after three packs, whoever comes home first."""
    joined = [one_by_one(home, order) for order in permutations(packs)]
    return set.intersection(
        *({(one.collection, one.record, one.field) for one in journey.conflicts.values()} for journey in joined)
    )


def test_a_card_that_one_moves_is_asked_about_though_another_deletes_the_step_it_left() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    one = moves.move_into_cell(one, ["c1"], Place("touch", "p3"))
    two = steps.delete_step(moves.park(two, ["c1"]), "p1")
    moved = moves.move_into_cell(three, ["c1"], Place("pain", "p1"))
    assert ("cards", "c1", "place") in asked(home, [one, two, moved])
    assert ("cards", "c1", "") in asked(home, [one, two, cards.delete_cards(three, ["c1"])])


def test_a_span_that_one_cuts_short_is_asked_about_though_another_deletes_the_step_it_left() -> None:
    home = spans.set_span(small_map(), "c1", "p1", "p3")
    one, two, three = three_copies(home)
    one, two = spans.set_span(one, "c1", "p2", "p3"), steps.delete_step(two, "p1")
    moved = moves.move_into_cell(three, ["c1"], Place("pain", "p1"))
    assert ("cards", "c1", "place") in asked(home, [one, two, moved])
    assert ("cards", "c1", "") in asked(home, [one, two, cards.delete_cards(three, ["c1"])])


def test_a_step_that_one_moves_is_asked_about_though_another_joins_the_stage_it_left() -> None:
    home = steps.add_step(small_map(), "s2", counting_ids("more"))
    home = stages.add_stage(stages.add_stage(home, counting_ids("a")), counting_ids("b"))
    one, two, three = three_copies(home)
    one, two = steps.move_step(one, "p3", "a1", 0), steps.join_stage(two, "s1")
    assert ("steps", "p3", "place") in asked(home, [one, two, steps.move_step(three, "p3", "b1", 0)])
    assert ("steps", "p3", "") in asked(home, [one, two, steps.delete_step(three, "p3")])


def test_a_key_in_the_order_of_a_cell_is_not_the_same_among_parked_cards() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    one, two = (
        with_record(pack, "cards", replace(moves.park(pack, ["c1"]).cards["c1"], order=order))
        for pack, order in ((one, "X"), (two, "Y"))
    )
    three = with_record(three, "cards", replace(three.cards["c1"], order="Y"))
    assert ("cards", "c1", "place") in asked(home, [one, two, three])


def test_what_a_group_made_keeps_what_it_points_to_though_it_was_changed_at_home_since() -> None:
    home = small_map()
    one, two, _three = three_copies(home)
    home = brought(home, connections.connect(one, "c1", "c2", counting_ids("arrow"))).map
    home = connections.set_connection_fields(home, "arrow1", label="leads to")
    joined = brought(home, cards.delete_cards(two, ["c1"])).map
    assert joined.connections["arrow1"].label == "leads to"
    assert [(one.record, one.field) for one in joined.conflicts.values()] == [("c1", "")]


def test_one_step_in_two_lanes_is_not_one_place() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    one = moves.move_into_cell(one, ["c1"], Place("touch", "p2"))
    one = with_record(one, "cards", replace(one.cards["c1"], order="X"))
    joined = in_any_order(home, [one, moves.move_into_cell(two, ["c1"], Place("pain", "p2")), three])
    card = joined.cards["c1"]
    assert (card.lane, card.step, card.order) == ("pain", "p2", "X")


def test_a_card_that_only_got_what_its_group_added_is_asked_about_where_another_deletes_it() -> None:
    home = small_map()
    one, two, three = three_copies(home)
    shop = sources.add_source(one, counting_ids("shop"), title="Shop")
    deleted = cards.delete_cards(two, ["c2"])
    assert asked(home, [sources.cite(shop, ["c2"], "shop1"), deleted, three]) == {("cards", "c2", "")}
    packs = [
        cards.set_fields(initiatives.add_initiative(pack, counting_ids(name), title=name), "c2", initiative=f"{name}1")
        for pack, name in ((one, "a"), (two, "b"))
    ]
    assert asked(home, [*packs, three]) == {("cards", "c2", "initiative")}


def test_tags_that_three_groups_add_stand_in_one_order() -> None:
    home = cards.set_fields(small_map(), "c1", tags=("old",))
    added = (("old", "c", "a"), ("b", "old", "d"), ("old", "b2"))
    packs = [cards.set_fields(p, "c1", tags=tags) for p, tags in zip(three_copies(home), added, strict=True)]
    assert in_any_order(home, packs).cards["c1"].tags == ("b", "old", "b2", "c", "a", "d")


@pytest.mark.parametrize("number", [1, 3])
@settings(max_examples=40)
@given(seed=st.integers(0, 10**9))
@example(seed=63545)  # one group deletes a step that another moves to a stage of its own
@example(seed=1851)  # one stretches a card over a step it adds, another moves the card to another lane
@example(seed=70310)  # one parks a card, one deletes its lane, one moves the card
@example(seed=1313)  # one parks a card, two delete its lane, and one of them the card as well
@example(seed=122)  # two delete a stage, and one of them had moved its step elsewhere
@example(seed=3572)  # one moves a card, one parks it and deletes the step it stood in, one moves it to another lane
@example(seed=333526)  # two park a card, and one gives it a key in its cell that is also its key where it is parked
@example(seed=880057)  # one counts a vote for a card in a round that the map has too, another deletes the card
@example(seed=74821)  # one lets a card rest on a source that it adds, another deletes the card
@example(seed=838548)  # two move a card to one step, and one of them to another lane as well
def test_in_whatever_order_packs_come_every_edit_is_there_or_in_a_conflict(seed: int, number: int) -> None:
    dice = random.Random(seed)
    start = edited(small_map(), dice, 12, "start")
    handed = _three(start, number)
    packs = [edited(pack, dice, 6, f"group{place}") for place, pack in enumerate(handed)]
    for order in permutations(range(3)):
        home, stays = start, set[str]()
        for place in order:
            came = brought(home, packs[place])
            stays.update(came.arrivals[0].remarks)  # what other parts of the map need is no group's to delete
            home = came.map
        for before, after in zip(handed, packs, strict=True):
            own = {"base": None, "workshop": before.workshop}
            gone = lost(with_parts(before, base=None), with_parts(after, base=None), with_parts(home, **own))
            assert not [one for one in gone if not (stays and one.endswith("was deleted and is there"))]


@pytest.mark.parametrize("number", [1, 3])
@settings(max_examples=40)
@given(seed=st.integers(0, 10**9))
@example(seed=34916)  # three packs of one group, of which one adds a stage
def test_where_nobody_deletes_or_moves_every_order_gives_the_same_map(seed: int, number: int) -> None:
    dice = random.Random(seed)
    start = edited(small_map(), dice, 12, "start")
    packs = [
        edited(pack, dice, 8, f"group{place}", _takes_nothing_away) for place, pack in enumerate(_three(start, number))
    ]
    results = [_said(one_by_one(start, order)) for order in permutations(packs)]
    assert all(one == results[0] for one in results)


def _three(start: JourneyMap, number: int) -> list[JourneyMap]:
    """Three packs: of one group that has everything, or of three (fewer where there are fewer stages)."""
    return (handed_out(start, "stage", min(number, len(start.stages))) * 3)[:3]


def _takes_nothing_away(before: JourneyMap, after: JourneyMap) -> bool:
    """Whether an edit left everything in its place, with what its lists held."""
    return all(
        (now := getattr(after, name).get(key)) is not None and _has_all(record, now)
        for name in COLLECTIONS
        for key, record in getattr(before, name).items()
    )


def _has_all(record: Record, now: Record) -> bool:
    for field, value in record.__dict__.items():
        after = getattr(now, field)
        if field == "steps":
            if not all(any(a.id == b.id and a.order == b.order for b in after) for a in value):
                return False
        elif field in ("lane", "step", "to_step", "order"):
            if after != value:
                return False
        elif isinstance(value, tuple) and not all(one in after for one in value):
            return False
    return True


def _said(journey: JourneyMap) -> Any:
    """What a map's file says, but for the order in lists, on which groups may contradict each other."""
    return _unordered(json.loads(dump(journey)))


def _unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unordered(one) for key, one in value.items()}
    return sorted((_unordered(one) for one in value), key=repr) if isinstance(value, list) else value


def _worked_on(pack: JourneyMap, dice: random.Random, name: str) -> JourneyMap:
    """A pack in which a group reworded, deleted and added cards of its own."""
    new_id = counting_ids(name)
    steps = [step.id for stage in pack.stages.values() for step in stage.steps]
    held = [lane.id for lane in pack.lanes.values() if lane.kind != "feelings"]
    for _ in range(dice.randint(0, 8)):
        card = dice.choice(sorted(pack.cards))
        match dice.randrange(3):
            case 0:
                pack = cards.set_text(pack, card, new_id())
            case 1 if len(pack.cards) > 1:
                pack = cards.delete_cards(pack, [card])
            case _:
                pack = cards.add_card(pack, Place(dice.choice(held), dice.choice(steps)), new_id, text="New")
    return pack


def test_a_pack_is_told_against_what_its_group_was_given() -> None:
    home = small_map()
    red, blue = handed_out(home)
    red = cards.set_text(red, "c1", "Searching the whole shelf")
    first = brought(home, cards.set_text(red, "c1", "Quite other words")).map
    came = brought(first, red)
    (arrival,) = came.arrivals
    assert arrival.merged.map.cards["c1"].text == "Searching the whole shelf"
    told = of_arrival(arrival, came)
    assert told.lines()[0] == "Card “Poster”: reworded to “Searching the whole shelf”."
    assert told.brought == "1 card reworded"
    assert of_arrival(brought(first, blue).arrivals[0], came).lines() == []


def test_what_another_group_deleted_before_is_no_addition_of_the_one_that_reworded_it() -> None:
    home = small_map()
    red, blue = handed_out(home, "lane", 2), handed_out(home, "lane", 2)
    first = brought(home, cards.delete_cards(red[0], ["c1"])).map
    came = brought(first, cards.set_text(blue[0], "c1", "Flyer"))
    told = of_arrival(came.arrivals[0], came)
    assert [one.sentence for one in told.changed] == ["Card “Poster”: reworded to “Flyer”."]
    assert (told.added, told.brought) == ((), "1 card reworded")


def test_conflicts_say_which_group_brought_each_side_in_whatever_order_they_came() -> None:
    home = small_map()
    one, other = handed_out(home)
    one, other = lanes.set_lane_fields(one, "pain", name="Woe"), lanes.set_lane_fields(other, "pain", name="Pains")
    for packs in ((one, other), (other, one)):
        joined = brought(brought(home, packs[0]).map, packs[1]).map
        (conflict,) = joined.conflicts.values()
        choice = choice_of(joined, conflict)
        assert choice.names == ("Buy", "Notice")
        assert choice.sentence == "Lane “Pains”, name: “Pains” (Buy) or “Woe” (Notice); the map has “Pains”."


def test_what_no_group_brought_is_yours() -> None:
    home = small_map()
    notice, _ = handed_out(home)
    mine = cards.delete_cards(cards.set_fields(home, "f1", score=2.0), ["c1"])
    notice = cards.set_text(cards.set_fields(notice, "f1", score=-1.0), "c1", "Flyer")
    joined = brought(mine, notice).map
    told = {one.record: choice_of(joined, one) for one in joined.conflicts.values()}
    assert sorted(zip(told["f1"].sides, told["f1"].names, strict=True)) == [("+2", "yours"), ("-1", "Notice")]
    assert told["c1"].sentence.startswith("Card “Flyer”: deleted by one, changed or used (Notice)")


def test_copies_of_a_map_that_packs_came_home_to_apart_agree_on_who_brought_what() -> None:
    home = small_map()
    one, other = (lanes.set_lane_fields(pack, "pain", name="Woe") for pack in handed_out(home))
    third = lanes.set_lane_fields(handed_out(home)[0], "pain", name="Pains")
    merged = merge(home, brought(home, one).map, brought(home, other, third).map).map
    (conflict,) = merged.conflicts.values()
    assert choice_of(merged, conflict).names == ("Notice", "Buy, Notice")
