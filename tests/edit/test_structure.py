"""Stages, steps and lanes come, go and change places; cards and spans follow."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import add_lane, delete_lane, move_lane, rename_lane, set_lane_fields
from jmapdesk.edit.spans import set_span, span_from, span_to
from jmapdesk.edit.stages import add_stage, delete_stage, move_stage, recolour_stage, rename_stage, set_stage_fields
from jmapdesk.edit.steps import (
    add_step,
    delete_step,
    delete_steps,
    join_stage,
    move_step,
    rename_step,
    set_step_fields,
    split_stage,
)
from jmapdesk.model import queries
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.records import AgendaItem, Comment, View, Workshop
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def shape(journey: JourneyMap) -> str:
    """Stages and steps in reading order, as ``s1: p1 p2, s2: p3``."""
    return ", ".join(
        f"{stage.id}: " + " ".join(step.id for step in queries.steps(stage)) for stage in queries.stages(journey)
    )


def rows(journey: JourneyMap) -> list[str]:
    return [lane.id for lane in queries.lanes(journey)]


def span(journey: JourneyMap, card: str) -> tuple[str | None, str | None]:
    return journey.cards[card].step, journey.cards[card].to_step


@pytest.fixture
def stretched() -> JourneyMap:
    """The small map with the poster reaching over all three steps."""
    return set_span(small_map(), "c1", "p1", "p3")


def test_stages_are_added_where_they_are_wanted() -> None:
    journey = small_map()
    assert shape(add_stage(journey, counting_ids(), name="Use", steps=2)) == "s1: p1 p2, s2: p3, n1: n2 n3"
    assert shape(add_stage(journey, counting_ids(), before="s2")) == "s1: p1 p2, n1: n2, s2: p3"
    assert shape(add_stage(journey, counting_ids(), after="s1")) == "s1: p1 p2, n1: n2, s2: p3"
    with pytest.raises(JmapError):
        add_stage(journey, counting_ids(), after="nobody")


def test_a_stage_is_renamed_recoloured_and_changed() -> None:
    journey = recolour_stage(rename_stage(small_map(), "s1", "Hear"), "s1", "#336699")
    journey = set_stage_fields(journey, "s1", goal="Know us", collapsed=True)
    stage = journey.stages["s1"]
    assert (stage.name, stage.colour, stage.goal, stage.collapsed) == ("Hear", "#336699", "Know us", True)
    assert rename_stage(journey, "s1", "Hear") is journey
    with pytest.raises(JmapError):
        set_stage_fields(journey, "s1", steps=())


def test_moving_a_stage_touches_its_record_and_turns_spans_round(stretched: JourneyMap) -> None:
    after = move_stage(stretched, "s2", 0)
    assert shape(after) == "s2: p3, s1: p1 p2"
    assert span(after, "c1") == ("p3", "p1")
    assert {(c.collection, c.id) for c in delta(stretched, after).changes} == {("stages", "s2"), ("cards", "c1")}
    assert move_stage(stretched, "s1", 0) is stretched


def test_deleting_a_stage_takes_its_steps_and_cards_and_shortens_spans(stretched: JourneyMap) -> None:
    journey = with_record(stretched, "views", View(id="v", hidden_stages=("s1", "s2")))
    journey = with_record(journey, "comments", Comment(id="k", target="p1"))
    after = delete_stage(journey, "s1")
    assert shape(after) == "s2: p3"
    assert set(after.cards) == {"c1", "f3", "parked"}
    assert span(after, "c1") == ("p3", None)
    assert after.views["v"].hidden_stages == ("s2",)
    assert after.comments["k"].target is None


def test_a_step_inserted_inside_a_span_makes_it_longer(stretched: JourneyMap) -> None:
    after = add_step(stretched, "s1", counting_ids(), after="p1", name="Wonder")
    assert shape(after) == "s1: p1 n1 p2, s2: p3"
    assert span(after, "c1") == ("p1", "p3")
    assert [column.step.id for column in queries.columns(after)] == ["p1", "n1", "p2", "p3"]


def test_steps_are_added_before_after_and_at_the_end() -> None:
    journey = small_map()
    assert shape(add_step(journey, "s1", counting_ids(), before="p1")).startswith("s1: n1 p1 p2")
    assert shape(add_step(journey, "s1", counting_ids())).startswith("s1: p1 p2 n1")
    with pytest.raises(JmapError):
        add_step(journey, "s1", counting_ids(), after="p3")


def test_a_step_is_renamed_and_changed() -> None:
    journey = set_step_fields(rename_step(small_map(), "p2", "Wonder"), "p2", time="day 3", width=2.0)
    step = journey.stages["s1"].steps[1]
    assert (step.name, step.time, step.width) == ("Wonder", "day 3", 2.0)
    with pytest.raises(JmapError):
        set_step_fields(journey, "p2", width=99.0)


@pytest.mark.parametrize(("gone", "left"), [("p1", ("p2", "p3")), ("p2", ("p1", "p3")), ("p3", ("p1", "p2"))])
def test_deleting_a_step_shortens_spans(stretched: JourneyMap, gone: str, left: tuple[str, str]) -> None:
    assert span(delete_step(stretched, gone), "c1") == left


def test_deleting_a_step_takes_the_cards_that_stand_only_there(stretched: JourneyMap) -> None:
    after = delete_step(stretched, "p1")
    assert set(after.cards) == {"c1", "f3", "parked"}
    assert shape(after) == "s1: p2, s2: p3"
    gone = delete_steps(stretched, ["p1", "p2", "p3"])
    assert (shape(gone), set(gone.cards)) == ("", {"parked"})


def test_deleting_the_last_step_deletes_the_stage() -> None:
    assert shape(delete_step(small_map(), "p3")) == "s1: p1 p2"


def test_a_metric_lets_go_of_the_step_it_counted_from() -> None:
    journey = add_card(small_map(), Place("pain", "p3"), counting_ids(), kind="metric", from_step="p1")
    assert delete_step(journey, "p1").cards["n1"].from_step is None


def test_a_feeling_whose_span_begins_later_is_parked_where_its_place_is_taken() -> None:
    journey = add_card(small_map(), Place("feel", "p2"), counting_ids(), score=0.0)
    wide = with_record(journey, "cards", journey.cards["f1"].model_copy(update={"to_step": "p3"}))
    after = delete_step(wide, "p1")
    assert (after.cards["n1"].step, after.cards["f1"].step) == ("p2", None)


def test_steps_move_within_and_between_stages(stretched: JourneyMap) -> None:
    assert shape(move_step(stretched, "p2", "s1", 0)) == "s1: p2 p1, s2: p3"
    across = move_step(stretched, "p1", "s2", 1)
    assert shape(across) == "s1: p2, s2: p3 p1"
    assert span(across, "c1") == ("p3", "p1")
    assert move_step(stretched, "p3", "s1", 0) is stretched, "its stage would be empty"
    assert move_step(stretched, "p1", "s1", 0) is stretched


def test_a_stage_is_split_and_joined_again() -> None:
    split = split_stage(small_map(), "p2", counting_ids(), name="Ask")
    assert shape(split) == "s1: p1, n1: p2, s2: p3"
    assert shape(join_stage(split, "s1")) == "s1: p1 p2, s2: p3"
    assert split_stage(split, "p1", counting_ids()) is split
    assert join_stage(split, "s2") is split


def test_lanes_are_added_renamed_moved() -> None:
    journey = add_lane(small_map(), "quotes", counting_ids(), after="touch")
    assert rows(journey) == ["touch", "n1", "feel", "pain"]
    assert rows(move_lane(journey, "n1", 3)) == ["touch", "feel", "pain", "n1"]
    assert move_lane(journey, "touch", 0) is journey
    assert rename_lane(journey, "n1", "Said").lanes["n1"].name == "Said"
    assert set_lane_fields(journey, "n1", height=80.0).lanes["n1"].height == 80
    assert add_lane(journey, "divider", counting_ids("d")).lanes["d1"].divider == "interaction"
    for wrong in ("clouds", ""):
        with pytest.raises(JmapError):
            add_lane(journey, wrong, counting_ids())


def test_a_deleted_lane_takes_its_cards_and_every_mention() -> None:
    journey = with_record(small_map(), "views", View(id="v", hidden_lanes=("touch",)))
    journey = with_parts(journey, workshop=Workshop(agenda=(AgendaItem(prompt="Look", lanes=("touch", "pain")),)))
    after = delete_lane(journey, "touch")
    assert set(after.cards) == {"f1", "f3", "parked"}
    assert after.views["v"].hidden_lanes == ()
    assert after.workshop.agenda[0].lanes == ("pain",)


def test_spans_are_drawn_from_either_end() -> None:
    journey = span_to(small_map(), "c1", "p3")
    assert span(journey, "c1") == ("p1", "p3")
    assert span(span_from(journey, "c1", "p2"), "c1") == ("p2", "p3")
    assert span(span_to(span_from(journey, "c1", "p2"), "c1", "p1"), "c1") == ("p2", None)
    assert span(span_from(journey, "c1", "p3"), "c1") == ("p3", None)


def test_feelings_and_parked_cards_do_not_stretch() -> None:
    journey = small_map()
    assert span_to(journey, "f1", "p2") is journey
    assert span_to(journey, "parked", "p2") is journey


def test_stages_without_usable_order_keys_can_still_be_moved() -> None:
    journey = small_map()
    for key in ("s1", "s2"):
        journey = with_record(journey, "stages", journey.stages[key].model_copy(update={"order": ""}))
    assert shape(move_stage(journey, "s2", 0)) == "s2: p3, s1: p1 p2"
    assert set_fields(journey, "c1", note="") is journey
