"""What a group gets of a map."""

from __future__ import annotations

import pytest

from jmapdesk.edit import cards, lanes
from jmapdesk.edit.cells import Place
from jmapdesk.insight.parts import Group, choices, groups, part_of
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.records import Comment, Persona, Workshop
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map


def test_each_gets_one_or_neighbours_are_dealt_out_together() -> None:
    assert groups(small_map(), "stage") == [Group("Notice", ("s1",)), Group("Buy", ("s2",))]
    assert [group.name for group in groups(small_map(), "lane")] == ["Touchpoints", "Emotions", "Pain points"]
    assert groups(small_map(), "lane", 2) == [
        Group("Touchpoints", ("touch",)), Group("Emotions – Pain points", ("feel", "pain"))
    ]  # fmt: skip
    named = groups(small_map(), "lane", names=("Red", "Blue"))
    assert [(group.name, len(group.ids)) for group in named] == [("Red", 1), ("Blue", 2)]


def test_nothing_is_forgotten_and_nothing_dealt_out_twice() -> None:
    journey = big_map(300)
    for by in ("stage", "lane"):
        for number in range(1, len(choices(journey, by)) + 1):
            dealt = [key for group in groups(journey, by, number) for key in group.ids]
            assert dealt == [key for one in choices(journey, by) for key in one.ids]


@pytest.mark.parametrize(
    ("by", "number"), [("stage", 3), ("stage", 0), ("persona", 2)]
)  # fmt: skip
def test_more_groups_than_there_is_work_for_are_refused(by: str, number: int) -> None:
    with pytest.raises(JmapError) as refused:
        groups(small_map(), by, number)
    assert refused.value.code == "pack.too_many"


def test_a_map_without_personas_cannot_be_split_by_them() -> None:
    with pytest.raises(JmapError, match="no persona to hand out"):
        groups(with_parts(small_map(), personas={}), "persona")


def test_a_part_by_stage_has_its_cards_all_lanes_and_what_the_map_is_about() -> None:
    part = part_of(small_map(), "stage", ("s1",))
    assert (part.stages.keys(), part.cards.keys()) == ({"s1"}, {"c1", "c2", "f1"})
    whole = small_map()
    assert (part.lanes, part.about, part.personas, part.sources) == (
        whole.lanes, whole.about, whole.personas, whole.sources
    )  # fmt: skip


def test_a_part_by_lane_has_all_steps_and_what_the_customer_does() -> None:
    journey = lanes.add_lane(small_map(), "actions", counting_ids("does"))
    journey = cards.add_card(journey, Place("does1", "p1"), counting_ids("act"), text="Looks")
    part = part_of(journey, "lane", ("touch",))
    assert (part.lanes.keys(), part.cards.keys()) == ({"touch", "does1"}, {"c1", "c2", "act1"})
    assert part.stages == journey.stages


def test_a_part_by_persona_has_what_is_hers_and_what_is_everybody_s() -> None:
    journey = with_record(small_map(), "personas", Persona(id="ben", order="z", name="Ben"))
    journey = cards.set_fields(journey, "c1", personas=("ben",))
    assert part_of(journey, "persona", ("ada",)).cards.keys() == {"c2", "f1", "f3"}
    assert part_of(journey, "persona", ("ben",)).cards.keys() == {"c1", "c2", "f1"}


def test_what_is_about_the_whole_map_stays_at_home() -> None:
    journey = with_record(small_map(), "comments", Comment(id="on card", target="c1"))
    journey = with_record(journey, "comments", Comment(id="on all"))
    journey = with_parts(journey, extra={"of_tomorrow": 1}, workshop=Workshop(brought=("mark",)))
    part = part_of(journey, "stage", ("s1",))
    assert (part.comments.keys(), part.extra, part.workshop.brought) == ({"on card"}, {}, ())


def test_a_part_obeys_the_rules_of_every_map() -> None:
    journey = cards.set_fields(small_map(), "c1", pains=("f3", "c2"))
    part: JourneyMap = part_of(journey, "stage", ("s1",))
    assert part.cards["c1"].pains == ("c2",)
    assert repair(part, counting_ids())[0] is part
