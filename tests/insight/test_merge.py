"""Merging two states of a map: what both sides did is there, and where they cannot both have it, both are kept."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmapdesk.edit import about, cards, connections, lanes, moves, personas, sources, spans, stages, steps
from jmapdesk.edit.arranging import arranged
from jmapdesk.edit.cells import Place, place_at
from jmapdesk.edit.conflicts import choose
from jmapdesk.insight.merge import Merged, merge
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import About, Asset, Comment, Initiative, Reading
from jmapdesk.model.references import dangling
from jmapdesk.model.rules import repair
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map
from tests.insight.merge_oracle import lost
from tests.insight.random_edits import edited
from tests.session.test_machine import start
from tests.strategies import journeys


def joined(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    """The merge, which must not depend on whose side is whose."""
    merged = merge(base, ours, theirs)
    assert dump(merge(base, theirs, ours).map) == dump(merged.map)
    return merged


def told(merged: Merged) -> list[tuple[str, str, str]]:
    """Where the conflicts are."""
    return [(one.collection, one.record, one.field) for one in merged.conflicts]


def test_different_cards_and_different_fields_of_one_card_are_joined() -> None:
    base = small_map()
    ours = cards.set_text(cards.set_fields(base, "c1", owner="Ada"), "c2", "Home page")
    theirs = cards.set_text(cards.add_card(base, Place("pain", "p2"), counting_ids(), text="Busy"), "c1", "Flyer")
    merged = joined(base, ours, theirs)
    assert told(merged) == []
    assert (merged.map.cards["c1"].text, merged.map.cards["c1"].owner) == ("Flyer", "Ada")
    assert merged.map.cards["c2"].text == "Home page"
    assert merged.map.cards["n1"].text == "Busy"
    assert [(one.collection, one.id, one.deed) for one in merged.changes] == [
        ("cards", "c1", "reworded"), ("cards", "c2", "reworded"), ("cards", "n1", "added"),
    ]  # fmt: skip


def test_records_that_stay_as_ours_had_them_are_the_very_same_objects() -> None:
    base = small_map()
    ours = cards.set_text(base, "c1", "Flyer")
    merged = merge(base, ours, load_bytes(dump(base), "copy").journey)
    assert all(merged.map.cards[key] is card for key, card in ours.cards.items())
    assert merged.map.lanes is ours.lanes
    assert merged.map.stages is ours.stages


def test_one_text_changed_by_both_stands_with_both_sides_kept() -> None:
    base = small_map()
    merged = joined(base, cards.set_text(base, "c1", "Flyer"), cards.set_text(base, "c1", "A folded leaflet"))
    assert told(merged) == [("cards", "c1", "text")]
    assert merged.map.cards["c1"].text == "A folded leaflet", "the fuller of the two shows"
    assert merged.map.conflicts == {one.id: one for one in merged.conflicts}
    assert merged.conflicts[0].sides == ("A folded leaflet", "Flyer")


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    base = small_map()
    side = cards.delete_cards(cards.set_text(base, "c1", "Flyer"), ["c2"])
    merged = joined(base, side, load_bytes(dump(side), "copy").journey)
    assert told(merged) == []
    assert same(merged.map, side)


def test_lists_take_what_each_side_added_and_leave_out_what_it_took_out() -> None:
    base = cards.set_fields(small_map(), "c1", tags=("a", "b", "c"))
    ours = cards.set_fields(base, "c1", tags=("b", "c", "ours"))
    theirs = cards.set_fields(base, "c1", tags=("a", "b", "theirs", "c"))
    merged = joined(base, ours, theirs)
    assert told(merged) == []
    assert merged.map.cards["c1"].tags == ("b", "theirs", "c", "ours")


def test_one_entry_replaced_by_two_others_is_a_conflict_of_the_list() -> None:
    base = cards.set_fields(small_map(), "c1", tags=("draft",))
    merged = joined(base, cards.set_fields(base, "c1", tags=("done",)), cards.set_fields(base, "c1", tags=("dropped",)))
    assert told(merged) == [("cards", "c1", "tags")]


def test_readings_of_different_days_are_joined_and_of_one_day_are_not() -> None:
    base = cards.set_fields(small_map(), "c1", readings=(Reading(as_of="2031-01-01", value=1.0),))
    here, there = Reading(as_of="2031-02-01", value=2.0), Reading(as_of="2031-03-01", value=3.0)
    kept = base.cards["c1"].readings
    with_one = cards.set_fields(base, "c1", readings=(*kept, here))
    assert told(joined(base, with_one, cards.set_fields(base, "c1", readings=(*kept, there)))) == []
    other = replace(here, value=9.0)
    merged = joined(base, with_one, cards.set_fields(base, "c1", readings=(*kept, other)))
    assert told(merged) == [("cards", "c1", "readings")]


def test_a_card_one_moved_and_the_other_reworded_does_both() -> None:
    base = small_map()
    ours = moves.move_into_cell(base, ["c2"], Place("pain", "p2"))
    merged = joined(base, ours, cards.set_text(base, "c2", "Home page"))
    assert told(merged) == []
    card = merged.map.cards["c2"]
    assert (card.lane, card.step, card.text) == ("pain", "p2", "Home page")


def test_a_card_both_moved_stands_in_one_of_the_two_places_not_between_them() -> None:
    base = small_map()
    ours, theirs = (moves.move_into_cell(base, ["c2"], Place(*cell)) for cell in (("touch", "p3"), ("pain", "p1")))
    merged = joined(base, ours, theirs)
    assert told(merged) == [("cards", "c2", "place")]
    places = [{name: getattr(side.cards["c2"], name) for name in ("lane", "step")} for side in (ours, theirs)]
    card = merged.map.cards["c2"]
    assert {"lane": card.lane, "step": card.step} in places
    for side in merged.conflicts[0].sides:
        assert {"lane": side["lane"], "step": side["step"]} in places


def test_a_new_place_among_neighbours_is_no_edit_against_a_deletion_or_a_move() -> None:
    base = small_map()
    rearranged = arranged(base, "touch", "p1", ["c2", "c1"])
    assert told(joined(base, rearranged, cards.delete_cards(base, ["c2"]))) == []
    elsewhere = moves.move_into_cell(base, ["c2"], Place("touch", "p3"))
    merged = joined(base, rearranged, elsewhere)
    assert told(merged) == []
    assert merged.map.cards["c2"].step == "p3"


def test_an_edit_is_kept_against_a_deletion() -> None:
    base = small_map()
    merged = joined(base, cards.delete_cards(base, ["c2"]), cards.set_text(base, "c2", "Home page"))
    assert told(merged) == [("cards", "c2", "")]
    assert merged.map.cards["c2"].text == "Home page"
    assert merged.conflicts[0].sides[1] is None


def test_what_was_deleted_and_left_alone_is_gone() -> None:
    base = small_map()
    merged = joined(base, cards.delete_cards(base, ["c2"]), cards.set_text(base, "c1", "Flyer"))
    assert told(merged) == []
    assert "c2" not in merged.map.cards


def test_a_lane_stays_for_the_card_that_was_put_into_it() -> None:
    base = small_map()
    ours = lanes.delete_lane(base, "pain")
    theirs = cards.add_card(base, Place("pain", "p2"), counting_ids(), text="Nobody answers")
    merged = joined(base, ours, theirs)
    assert told(merged) == [("lanes", "pain", "")]
    assert merged.map.cards["n1"].lane == "pain"


def test_a_stage_stays_for_the_step_and_the_step_for_the_card() -> None:
    base = small_map()
    ours = stages.delete_stage(base, "s2")
    theirs = cards.add_card(base, Place("touch", "p3"), counting_ids(), text="Pays")
    merged = joined(base, ours, theirs)
    assert told(merged) == [("steps", "p3", ""), ("stages", "s2", "")]
    assert queries.stage_of_step(merged.map, "p3") is not None
    assert "f3" not in merged.map.cards, "only what is needed stays"


def test_a_source_stays_for_the_card_that_was_made_to_rest_on_it() -> None:
    base = small_map()
    merged = joined(base, sources.delete_sources(base, ["talk"]), sources.cite(base, ["c2"], "talk"))
    assert told(merged) == [("sources", "talk", "")]
    assert merged.map.cards["c2"].sources == ("talk",)
    assert merged.map.cards["c1"].sources == (), "the other cards let go of it"


def test_an_arrow_brings_back_the_card_it_points_to() -> None:
    base = small_map()
    ours, theirs = cards.delete_cards(base, ["c2"]), connections.connect(base, "c1", "c2", counting_ids("arrow"))
    merged = joined(base, ours, theirs)
    assert told(merged) == [("cards", "c2", "")]
    assert merged.map.connections["arrow1"].end == "c2"


def test_letting_go_of_what_was_deleted_is_no_edit_against_another_one() -> None:
    base = with_record(small_map(), "initiatives", Initiative(id="i1"))
    base = with_record(base, "initiatives", Initiative(id="i2"))
    base = cards.set_fields(base, "c1", initiative="i1")
    ours = with_parts(cards.set_fields(base, "c1", initiative=None), initiatives={"i2": Initiative(id="i2")})
    merged = joined(base, ours, cards.set_fields(base, "c1", initiative="i2"))
    assert told(merged) == []
    assert merged.map.cards["c1"].initiative == "i2"
    ours = sources.delete_sources(base, ["talk"])
    merged = joined(base, ours, cards.delete_cards(base, ["c1"]))
    assert told(merged) == [], "c1 let go of the source, and nothing else was done to it"


def test_a_span_cut_short_by_a_deletion_is_no_move_against_a_move() -> None:
    base = spans.set_span(small_map(), "c1", "p1", "p3")
    ours = stages.delete_stage(base, "s2")
    theirs = spans.set_span(base, "c1", "p2", "p3")
    merged = joined(base, ours, theirs)
    assert ("cards", "c1", "place") not in told(merged)
    assert (merged.map.cards["c1"].step, merged.map.cards["c1"].to_step) == ("p2", "p3")


def test_two_feelings_for_one_point_are_both_kept_one_of_them_aside() -> None:
    base = small_map()
    ours = cards.add_card(base, Place("feel", "p2"), counting_ids("a"), score=1.0, word="glad")
    theirs = cards.add_card(base, Place("feel", "p2"), counting_ids("b"), score=-1.0, word="angry")
    merged = joined(base, ours, theirs)
    assert told(merged) == [("cards", "b1", "place")]
    assert merged.map.cards["a1"].step == "p2"
    assert merged.map.cards["b1"].lane is None


def test_a_span_and_a_moved_stage_that_do_not_go_together_are_told() -> None:
    base = small_map()
    ours = spans.set_span(base, "c1", "p2", "p3")
    theirs = stages.move_stage(base, "s2", 0)
    merged = joined(base, ours, theirs)
    assert told(merged) == [("cards", "c1", "place")]
    assert queries.stages(merged.map)[0].id == "s2"


def test_steps_moved_and_renamed_by_different_people() -> None:
    base = small_map()
    ours = steps.move_step(base, "p2", "s2", 0)
    merged = joined(base, ours, steps.rename_step(base, "p2", "Phone"))
    assert told(merged) == []
    stage = queries.stage_of_step(merged.map, "p2")
    assert stage is not None
    assert stage.id == "s2"
    assert next(step.name for step in stage.steps if step.id == "p2") == "Phone"


def test_a_stage_that_lost_a_step_on_either_side_keeps_its_name_and_gets_an_empty_one() -> None:
    base = small_map()
    merged = joined(base, steps.delete_step(base, "p1"), steps.delete_step(base, "p2"))
    assert told(merged) == []
    assert merged.map.stages["s1"].name == "Notice"
    assert [step.name for step in merged.map.stages["s1"].steps] == [""]


def test_two_cards_put_into_the_same_place_stand_one_under_the_other() -> None:
    base = small_map()
    ours, theirs = (
        cards.add_card(base, place_at(base, "touch", "p1", 1), counting_ids(who), text=who) for who in ("a", "b")
    )
    merged = joined(base, ours, theirs)
    assert told(merged) == []
    assert [card.id for card in queries.cell_cards(merged.map, "touch", "p1")] == ["c1", "a1", "b1", "c2"]


def test_what_exists_once_and_unknown_fields_are_joined_too() -> None:
    base = with_parts(small_map(), extra={"x_a": 1, "x_b": True})
    ours = about.set_colour(about.set_about(base, title="Ours"), "ink", "#111111")
    ours = with_parts(ours, extra={"x_a": 2, "x_b": True})
    theirs = about.set_colour(about.set_about(base, goal="Less"), "paper", "#eeeeee")
    theirs = with_parts(theirs, extra={"x_a": 1, "x_b": 1})
    merged = joined(base, ours, theirs)
    assert told(merged) == []
    assert (merged.map.about.title, merged.map.about.goal) == ("Ours", "Less")
    assert merged.map.look.colours == {"ink": "#111111", "paper": "#eeeeee"}
    assert merged.map.extra["x_a"] == 2
    assert merged.map.extra["x_b"] is not True
    theirs = about.set_colour(theirs, "ink", "#222222")
    assert told(joined(base, ours, theirs)) == [("look", "", "colours.ink")]


def test_a_picture_in_a_conflict_is_not_kept_twice() -> None:
    base = with_record(small_map(), "assets", Asset(id="a", name="a.png", data="A" * 1000))
    theirs = cards.set_fields(base, "c1", asset="a")
    merged = joined(base, with_parts(base, assets={}), theirs)
    assert told(merged) == [("assets", "a", "")]
    assert merged.conflicts[0].sides == ({"id": "a"}, None)
    assert len(merged.map.assets["a"].data) == 1000


def test_a_comment_keeps_what_it_is_about() -> None:
    base = small_map()
    theirs = with_record(base, "comments", Comment(id="k", target="ada", text="Who is she?"))
    assert told(joined(base, personas.delete_persona(base, "ada"), theirs)) == [("personas", "ada", "")]


def test_conflicts_of_an_earlier_merge_stay_until_one_side_has_chosen() -> None:
    base = small_map()
    first = merge(base, cards.set_text(base, "c1", "Flyer"), cards.set_text(base, "c1", "Leaflet")).map
    chosen = with_parts(first, conflicts={})
    merged = joined(first, chosen, cards.set_text(first, "c2", "Home page"))
    assert merged.map.conflicts == {}


def test_different_maps_are_not_merged() -> None:
    with pytest.raises(JmapError) as caught:
        merge(small_map(), small_map(), big_map(20))
    assert caught.value.code == "merge.other_map"


# Whatever people do

SEEDS = st.integers(0, 2**32)


def sound(merged: JourneyMap) -> None:
    """The rules hold, and the file gives the same map back."""
    assert repair(merged, counting_ids())[0] is merged
    assert dangling(merged) == []
    loaded = load_bytes(dump(merged), "map.jmap")
    assert loaded.repairs == ()
    assert same(loaded.journey, merged)


@given(SEEDS, st.sampled_from((start(), big_map(40))), st.sampled_from((2, 6, 30)))
@settings(max_examples=60, deadline=None)
def test_every_edit_of_either_side_is_in_the_result_or_in_a_conflict(seed: int, base: JourneyMap, most: int) -> None:
    dice = random.Random(seed)
    ours, theirs = edited(base, dice, most, "a"), edited(base, dice, most, "b")
    merged = joined(base, ours, theirs).map
    assert lost(base, ours, merged) == []
    assert lost(base, theirs, merged) == []
    sound(merged)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_one_side_alone_is_taken_as_it_is(seed: int) -> None:
    base = start()
    side = edited(base, random.Random(seed), 12, "a")
    merged = joined(base, side, base)
    assert told(merged) == []
    assert same(merged.map, side)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_edits_of_different_cards_and_of_different_fields_never_clash(seed: int) -> None:
    dice = random.Random(seed)
    base = big_map(40)
    keys = [key for key, card in base.cards.items() if card.kind != "feeling"]
    dice.shuffle(keys)
    mine, theirs, shared = keys[:12], keys[12:24], keys[24:]
    ours, other = base, base
    for key in mine:
        ours = _something(ours, key, dice, "a")
    for key in theirs:
        other = _something(other, key, dice, "b")
    for key in shared:
        ours = cards.set_fields(ours, key, owner="Ada", tags=(*ours.cards[key].tags, "ours"))
        other = cards.set_fields(cards.set_text(other, key, "Theirs"), key, tags=("theirs", *other.cards[key].tags))
    merged = joined(base, ours, other)
    assert told(merged) == []
    assert lost(base, ours, merged.map) == lost(base, other, merged.map) == []


def _something(journey: JourneyMap, key: str, dice: random.Random, who: str) -> JourneyMap:
    card = journey.cards[key]
    match dice.randrange(5):
        case 0:
            return cards.delete_cards(journey, [key])
        case 1:
            return cards.set_text(journey, key, f"Said by {who}")
        case 2:
            return moves.move_by(journey, [key], dice.choice((-1, 1)), 0)
        case 3:
            return cards.duplicate_cards(journey, [key], counting_ids(f"{who}-{key}-"))
    return cards.set_fields(journey, card.id, note=f"Noted by {who}", check=not card.check)


@given(journeys(), journeys(), journeys())
@settings(max_examples=60, deadline=None)
def test_maps_that_hold_anything_at_all_are_merged(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> None:
    ours, theirs = (with_parts(side, id=base.id) for side in (ours, theirs))
    merged = joined(base, ours, theirs)
    assert repair(merged.map, counting_ids())[0] is merged.map
    again = joined(base, merged.map, merged.map)
    assert told(again) == []
    assert same(again.map, merged.map)


def test_the_oracle_sees_what_is_lost() -> None:
    base = small_map()
    ours, theirs = cards.set_text(base, "c1", "Flyer"), cards.delete_cards(base, ["c2"])
    assert lost(base, ours, theirs) == ["cards c1.text: 'Poster' became 'Flyer', merged 'Poster'"]
    assert lost(base, theirs, ours) == ["cards c2 was deleted and is there"]


def test_an_unknown_field_that_says_nothing_against_one_that_is_gone_is_the_same_whoever_did_which() -> None:
    base = with_parts(small_map(), about=About.model_validate({"title": "Map", "later": False}))
    ours = with_parts(base, about=About.model_validate({"title": "Map", "later": None}))
    theirs = with_parts(base, about=About.model_validate({"title": "Map"}))
    merged = joined(base, ours, theirs)
    assert merged.map.about.__pydantic_extra__ == {"later": None}
    assert told(merged) == [("about", "", "later")]


def test_a_card_deleted_here_and_given_another_order_key_there_is_gone() -> None:
    base = small_map()
    card = base.cards["c1"]
    ours = cards.delete_cards(base, [card.id])
    theirs = with_record(base, "cards", replace(card, order=card.order + "5"))
    merged = joined(base, ours, theirs)
    assert told(merged) == []
    assert card.id not in merged.map.cards


def test_what_is_still_open_in_one_place_is_one_conflict_with_every_side() -> None:
    texts = ("Flyer", "A folded leaflet")
    first = joined(small_map(), *(cards.set_text(small_map(), "c1", text) for text in texts)).map
    known = {key: replace(one, x_of_tomorrow=1) for key, one in first.conflicts.items()}
    first = with_parts(first, conflicts=known)
    merged = joined(small_map(), first, cards.set_text(small_map(), "c1", "Sign"))
    (conflict,) = merged.map.conflicts.values()
    assert conflict.sides == ("A folded leaflet", "Flyer", "Sign")
    assert conflict.model_extra == {"x_of_tomorrow": 1}
    assert merged.conflicts == (conflict,)
    assert choose(merged.map, conflict.id, 2).cards["c1"].text == "Sign"
    assert joined(small_map(), merged.map, cards.set_text(small_map(), "c1", "Sign")).map.conflicts == {
        conflict.id: conflict
    }


def test_a_place_among_neighbours_that_a_card_has_left_means_nothing() -> None:
    base = cards.add_card(small_map(), Place("touch", "p1"), counting_ids("n"), text="Second")
    ours = moves.move_into_cell(base, ["c1"], Place("touch", "p1"))
    theirs = moves.move_into_cell(base, ["c1"], Place("pain", "p2"))
    assert ours.cards["c1"].order != base.cards["c1"].order
    merged = joined(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.map.cards["c1"] == theirs.cards["c1"]
