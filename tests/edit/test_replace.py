"""Other words in the texts of things, and nowhere else."""

from __future__ import annotations

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.connections import connect
from jmapdesk.edit.replace import rewritten
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from tests.builders import small_map


def swapped(text: str) -> str:
    return text.replace("a", "u")


def touched(before: JourneyMap, after: JourneyMap) -> list[tuple[str, str]]:
    return [(change.collection, change.id) for change in delta(before, after).changes]


def test_every_kind_of_thing_can_be_written_in() -> None:
    before = small_map()
    things = [("about", ""), ("persona", "ada"), ("stage", "s2"), ("step", "p2"), ("card", "c2"), ("source", "talk")]
    after = rewritten(before, things, lambda text: text + "!" if text else text)
    assert (after.about.title, after.personas["ada"].name, after.sources["talk"].title) == (
        "A small map!", "Ada!", "Talk with Ada!",
    )  # fmt: skip
    assert [step.name for step in after.stages["s1"].steps] == ["See", "Ask!"]
    assert (after.stages["s2"].name, after.stages["s2"].goal, after.cards["c2"].text) == ("Buy!", "Pay quickly!",
                                                                                        "Web site!")  # fmt: skip
    assert after.cards["c1"] is before.cards["c1"]
    joined = connect(before, "c1", "c2", lambda: "k", label="leads on")
    assert rewritten(joined, [("connection", "k")], str.upper).connections["k"].label == "LEADS ON"


def test_only_what_differs_is_touched() -> None:
    before = small_map()
    everything = [("card", key) for key in before.cards] + [("stage", "s1"), ("lane", "touch"), ("step", "p3")]
    assert rewritten(before, everything, lambda text: text) is before
    after = rewritten(before, everything, lambda text: text.replace("Poster", "Flyer"))
    assert touched(before, after) == [("cards", "c1")]


def test_tags_never_become_empty_or_stand_there_twice() -> None:
    before = set_fields(small_map(), "c1", tags=("aa", "ua", "b", "a"))
    assert rewritten(before, [("card", "c1")], swapped).cards["c1"].tags == ("uu", "b", "u")
    assert rewritten(before, [("card", "c1")], lambda t: t.replace("b", "")).cards["c1"].tags == ("aa", "ua", "a")


def test_what_is_gone_is_passed_over() -> None:
    before = small_map()
    assert rewritten(before, [("card", "gone"), ("step", "gone"), ("stage", "gone")], swapped) is before
