"""Splitting a step in two and joining two to one."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_feeling
from jmapdesk.edit.joining import join_steps, split_step
from jmapdesk.edit.spans import span_to
from jmapdesk.edit.steps import set_step_fields
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.queries import cell_cards, columns
from jmapdesk.model.records import Comment
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def two_feelings() -> JourneyMap:
    """The small map with an emotion in its second step too."""
    return set_feeling(small_map(), "feel", "p2", -0.5, lambda: "f2", text="Lost", sources=("talk",))


def test_a_step_is_split_in_two_as_wide_as_it_was() -> None:
    journey = split_step(set_step_fields(small_map(), "p1", width=1.5), "p1", counting_ids(), name="Then")
    assert [(c.step.id, c.step.name, c.step.width) for c in columns(journey)][:2] == [
        ("p1", "See", 1.5), ("n1", "Then", 1.5),
    ]  # fmt: skip
    assert [card.id for card in cell_cards(journey, "touch", "p1")] == ["c1", "c2"]


def test_chosen_cards_go_into_the_new_step() -> None:
    journey = split_step(small_map(), "p1", counting_ids(), ["c2", "f1"])
    assert [card.id for card in cell_cards(journey, "touch", "p1")] == ["c1"]
    assert [card.id for card in cell_cards(journey, "touch", "n1")] == ["c2"]
    assert journey.cards["f1"].step == "n1"


def test_a_card_that_reached_to_the_end_of_the_step_still_does() -> None:
    journey = split_step(span_to(small_map(), "c1", "p2"), "p2", counting_ids())
    assert (journey.cards["c1"].step, journey.cards["c1"].to_step) == ("p1", "n1")
    short = split_step(span_to(small_map(), "c1", "p2"), "p1", counting_ids(), ["c1"])
    assert (short.cards["c1"].step, short.cards["c1"].to_step) == ("n1", "p2")


def test_joined_steps_keep_their_cards_in_order() -> None:
    journey = add_card(small_map(), Place("touch", "p2"), lambda: "c3", text="Shop")
    joined = join_steps(journey, "p1")
    assert [card.id for card in cell_cards(joined, "touch", "p1")] == ["c1", "c2", "c3"]
    assert [step.name for step in joined.stages["s1"].steps] == ["See"]


def test_splitting_and_joining_again_gives_the_map_it_was() -> None:
    before = small_map()
    after = join_steps(split_step(before, "p1", counting_ids(), ["c2"]), "p1")
    assert [card.id for card in cell_cards(after, "touch", "p1")] == ["c1", "c2"]
    assert after.stages["s1"] == before.stages["s1"]


def test_two_emotions_of_one_curve_become_one_with_a_range_and_the_second_is_parked() -> None:
    joined = join_steps(two_feelings(), "p1")
    kept, second = joined.cards["f1"], joined.cards["f2"]
    assert (kept.score, kept.low, kept.high) == (1.5, -0.5, 1.5)
    assert kept.text == "curious / Lost"
    assert kept.sources == ("talk",)
    assert (second.lane, second.step, second.score, second.text) == (None, None, -0.5, "Lost")
    assert not repair(joined, counting_ids("r"))[1]


def test_an_emotion_that_meets_none_stays_what_it_is() -> None:
    journey = set_feeling(small_map(), "feel", "p2", -0.5, lambda: "f2", persona="ada")
    joined = join_steps(journey, "p1")
    assert (joined.cards["f2"].step, joined.cards["f1"].low) == ("p1", None)


def test_spans_and_comments_follow_the_step_that_stays() -> None:
    journey = span_to(add_card(small_map(), Place("touch", "p2"), lambda: "c3"), "c1", "p2")
    journey = with_record(journey, "comments", Comment(id="k", target="p2", text="Why?"))
    joined = join_steps(journey, "p1")
    assert joined.cards["c1"].to_step is None
    assert joined.cards["c3"].step == "p1"
    assert joined.comments["k"].target == "p1"


def test_a_step_without_a_name_takes_the_others() -> None:
    journey = set_step_fields(small_map(), "p1", name="")
    assert join_steps(journey, "p1").stages["s1"].steps[0].name == "Ask"


def test_the_last_step_of_a_stage_has_none_to_join() -> None:
    with pytest.raises(JmapError, match="last step"):
        join_steps(small_map(), "p2")
    with pytest.raises(JmapError, match="no longer in the map"):
        split_step(small_map(), "p1", counting_ids(), ["gone"])
