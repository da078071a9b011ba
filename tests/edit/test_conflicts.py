"""Choosing between the sides of a conflict: an edit like any other, after which the conflict is gone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmapdesk.edit import about, cards, lanes, moves, stages
from jmapdesk.edit.cells import Place
from jmapdesk.edit.conflicts import choose, keep_shown
from jmapdesk.insight.conflicts import choice_of, open_conflicts
from jmapdesk.insight.merge import merge
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Conflict
from jmapdesk.model.references import dangling
from jmapdesk.model.rules import repair
from jmapdesk.session.document import Document
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map
from tests.insight.random_edits import edited
from tests.session.test_machine import start


def merged(ours: JourneyMap, theirs: JourneyMap) -> tuple[JourneyMap, Conflict]:
    """Two sides of the small map merged, and the one conflict of that."""
    found = merge(small_map(), ours, theirs)
    (conflict,) = found.conflicts
    return found.map, conflict


def side(conflict: Conflict, value: object) -> int:
    return list(conflict.sides).index(value)


def test_the_chosen_words_stand_and_the_conflict_is_gone() -> None:
    base = small_map()
    journey, conflict = merged(cards.set_text(base, "c1", "Flyer"), cards.set_text(base, "c1", "Leaflet"))
    chosen = choose(journey, conflict.id, side(conflict, "Flyer"))
    assert chosen.cards["c1"].text == "Flyer"
    assert chosen.conflicts == {}


def test_choosing_is_one_step_to_undo() -> None:
    base = small_map()
    journey, conflict = merged(cards.set_text(base, "c1", "Flyer"), cards.set_text(base, "c1", "Leaflet"))
    document = Document(journey)
    document.do("Choose", lambda one: choose(one, conflict.id, side(conflict, "Flyer")))
    document.undo()
    assert document.journey.cards["c1"].text == "Leaflet"
    assert list(document.journey.conflicts) == [conflict.id]


def test_keeping_what_shows_leaves_all_as_it_is() -> None:
    base = small_map()
    journey, conflict = merged(cards.set_text(base, "c1", "Flyer"), cards.set_text(base, "c1", "Leaflet"))
    kept = keep_shown(journey, [conflict.id])
    assert kept.cards is journey.cards
    assert kept.conflicts == {}


def test_a_card_goes_to_the_chosen_place() -> None:
    base = small_map()
    ours, theirs = (moves.move_into_cell(base, ["c2"], Place(*cell)) for cell in (("touch", "p3"), ("pain", "p1")))
    journey, conflict = merged(ours, theirs)
    for number, place in enumerate(conflict.sides):
        card = choose(journey, conflict.id, number).cards["c2"]
        assert (card.lane, card.step) == (place["lane"], place["step"])


def test_a_feeling_brought_to_its_point_puts_the_other_aside() -> None:
    base = small_map()
    ours = cards.add_card(base, Place("feel", "p2"), counting_ids("a"), score=1.0)
    theirs = cards.add_card(base, Place("feel", "p2"), counting_ids("b"), score=-1.0)
    journey, conflict = merged(ours, theirs)
    placed = next(i for i, one in enumerate(conflict.sides) if one["lane"] is not None)
    chosen = choose(journey, conflict.id, placed)
    assert chosen.cards["b1"].step == "p2"
    assert chosen.cards["a1"].lane is None


def test_choosing_the_deletion_of_a_lane_deletes_it_with_its_cards() -> None:
    base = small_map()
    theirs = cards.add_card(base, Place("pain", "p2"), counting_ids(), text="Nobody answers")
    journey, conflict = merged(lanes.delete_lane(base, "pain"), theirs)
    gone = choose(journey, conflict.id, side(conflict, None))
    assert "pain" not in gone.lanes
    assert "n1" not in gone.cards
    kept = choose(journey, conflict.id, 1 - side(conflict, None))
    assert kept.lanes is journey.lanes
    assert kept.conflicts == {}


def test_the_last_step_of_a_stage_can_be_taken_to_another() -> None:
    sides = ({"stage": "s1", "order": "z"}, {"stage": "s2", "order": "V"})
    conflict = Conflict(id="x", collection="steps", record="p3", field="place", sides=sides)
    journey = with_record(small_map(), "conflicts", conflict)
    chosen = choose(journey, "x", 0)
    assert [step.id for step in chosen.stages["s1"].steps] == ["p1", "p2", "p3"]
    assert [step.name for step in chosen.stages["s2"].steps] == [""], "a stage has at least one step"
    assert choose(journey, "x", 1).stages["s2"] == journey.stages["s2"]


def test_colours_unknown_fields_and_the_title_block_are_chosen_too() -> None:
    base = small_map()
    pairs = [
        (about.set_colour(base, "ink", "#111111"), about.set_colour(base, "ink", "#222222")),
        (about.set_about(base, goal="More"), about.set_about(base, goal="Less")),
        (with_parts(base, extra={"x": 1}), with_parts(base, extra={"x": 2})),
        [with_record(base, "cards", replace(base.cards["c1"], x_new=value)) for value in ("a", "b")],
    ]
    for ours, theirs in pairs:
        journey, conflict = merged(ours, theirs)
        choices = [choose(journey, conflict.id, number) for number in (0, 1)]
        for wanted in (ours, theirs):
            assert any(
                (one.look, one.about, one.extra, one.cards["c1"]) == (
                    wanted.look, wanted.about, wanted.extra, wanted.cards["c1"],
                )
                for one in choices
            )  # fmt: skip


def test_what_a_side_needs_must_be_there() -> None:
    base = small_map()
    ours, theirs = (moves.move_into_cell(base, ["c2"], Place(*cell)) for cell in (("touch", "p3"), ("pain", "p1")))
    journey, conflict = merged(ours, theirs)
    journey = moves.move_into_cell(journey, ["c2"], Place("touch", "p1"))
    journey = lanes.delete_lane(journey, "pain")
    pain = next(i for i, one in enumerate(conflict.sides) if one["lane"] == "pain")
    with pytest.raises(JmapError, match="lane is no longer"):
        choose(journey, conflict.id, pain)
    with pytest.raises(JmapError, match="no such side"):
        choose(journey, conflict.id, 7)


def test_a_conflict_about_what_is_gone_is_no_longer_open_and_can_be_put_away() -> None:
    base = small_map()
    journey, conflict = merged(cards.set_text(base, "c1", "Flyer"), cards.set_text(base, "c1", "Leaflet"))
    journey = cards.delete_cards(journey, ["c1"])
    assert open_conflicts(journey) == []
    assert choose(journey, conflict.id, 0).conflicts == {}


def test_a_side_that_no_field_can_hold_is_refused_in_a_sentence() -> None:
    odd = Conflict(id="x", collection="cards", record="c1", field="severity", sides=("terrible", 2))
    journey = with_record(small_map(), "conflicts", odd)
    with pytest.raises(JmapError, match="choose the other"):
        choose(journey, "x", 0)
    assert choose(journey, "x", 1).cards["c1"].severity == 2


def test_conflicts_in_words() -> None:
    base = small_map()
    ours = lanes.delete_lane(cards.set_text(base, "c1", "Flyer"), "pain")
    ours = moves.move_into_cell(ours, ["c2"], Place("touch", "p3"))
    ours = cards.set_fields(stages.rename_stage(ours, "s1", "See"), "f1", score=2.0)
    theirs = cards.add_card(cards.set_text(base, "c1", "Leaflet"), Place("pain", "p2"), counting_ids(), text="Busy")
    theirs = moves.move_into_cell(theirs, ["c2"], Place("touch", "p2"))
    theirs = cards.set_fields(theirs, "f1", score=-1.0)
    journey = merge(base, ours, theirs).map
    said = [choice_of(journey, one).sentence for one in open_conflicts(journey)]
    assert said == [
        "Card “Leaflet”, text: “Leaflet” or “Flyer”; the map has “Leaflet”.",
        "Card “Web site”, place: Touchpoints, Ask or Touchpoints, Buy; the map has Touchpoints, Ask.",
        "Card “curious”, score: -1 or +2; the map has -1.",
        "Lane “Pain points”: deleted by one, changed or used by the other; it stays until you choose.",
    ]


def test_two_places_in_one_cell_are_told_apart() -> None:
    sides = ({"lane": "touch", "step": "p1", "to_step": None, "order": "V"},
             {"lane": "touch", "step": "p1", "to_step": None, "order": "k"})  # fmt: skip
    conflict = Conflict(id="x", collection="cards", record="c2", field="place", sides=sides)
    words = choice_of(with_record(small_map(), "conflicts", conflict), conflict).sides
    assert words == ("Touchpoints, See, further up", "Touchpoints, See, further down")


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_whatever_is_chosen_the_rules_hold_and_all_conflicts_come_to_an_end(seed: int) -> None:
    dice = random.Random(seed)
    base = start()
    journey = merge(base, edited(base, dice, 40, "a"), edited(base, dice, 40, "b")).map
    while conflicts := open_conflicts(journey):
        for one in conflicts:
            choice_of(journey, one)
        conflict = dice.choice(conflicts)
        try:
            journey = choose(journey, conflict.id, dice.randrange(len(conflict.sides)))
        except JmapError:
            journey = keep_shown(journey, [conflict.id])
        assert repair(journey, counting_ids())[0] is journey
        assert dangling(journey) == []
