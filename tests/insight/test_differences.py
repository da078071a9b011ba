"""What differs between two maps, in sentences and for programs."""

from __future__ import annotations

from jmapdesk.edit import about, cards, connections, moves, spans, stages, steps
from jmapdesk.edit.cells import Place
from jmapdesk.insight.changes import COPIES
from jmapdesk.insight.differences import differences, sentence
from jmapdesk.insight.wording import Wording
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def said(old: JourneyMap, new: JourneyMap) -> list[str]:
    wording = Wording(new, old)
    return [sentence(one, wording) for one in differences(old, new)]


def test_equal_maps_differ_in_nothing_whatever_objects_they_are() -> None:
    assert differences(small_map(), load_bytes(dump(small_map()), "copy").journey) == []


def test_what_became_of_cards() -> None:
    old = small_map()
    new = cards.set_fields(cards.set_text(old, "c1", "Flyer"), "c1", severity=3, owner="Ada")
    new = moves.move_into_cell(new, ["c2"], Place("pain", "p2"))
    new = cards.set_fields(new, "f1", score=-1.0)
    new = cards.delete_cards(new, ["parked"])
    new = cards.add_card(new, Place("touch", "p3"), counting_ids(), text="Pays")
    new = connections.connect(new, "c1", "c2", counting_ids("arrow"))
    assert said(old, new) == [
        "Card “Poster”: reworded to “Flyer”; owner “Ada”, was nothing; severity 3, was nothing.",
        "Card “Pays” added in Touchpoints, Buy.",
        "Card “curious”: score -1, was +1.5.",
        "Card “Web site”: moved to Pain points, Ask, from Touchpoints, See; kind pain point, was touchpoint.",
        "Card “Who pays for returns?” deleted, parked.",
        "Connection from “Flyer” to “Web site” added.",
    ]


def test_what_became_of_stages_steps_and_the_map_itself() -> None:
    old = small_map()
    new = steps.rename_step(stages.move_stage(old, "s2", 0), "p1", "Look")
    new = about.set_about(new, title="Another title")
    new = spans.set_span(new, "c1", "p1", "p2")
    assert said(old, new) == [
        "The title block: title “Another title”, was “A small map”.",
        "Stage “Buy”: moved.",
        "Step “Look”: name “Look”, was “See”.",
        "Card “Poster”: moved to Touchpoints, Look to Ask, from Touchpoints, Look.",
    ]


def test_a_difference_as_plain_values() -> None:
    old = small_map()
    new = cards.set_fields(old, "c1", owner="Ada")
    (one,) = differences(old, new)
    assert (one.collection, one.id, one.deed, one.fields) == ("cards", "c1", "changed", ("owner",))
    assert one.as_json(Wording(new, old)) == {
        "part": "cards",
        "id": "c1",
        "deed": "changed",
        "fields": [{"field": "owner", "before": "", "after": "Ada"}],
        "sentence": "Card “Poster”: owner “Ada”, was nothing.",
    }


def test_states_that_are_no_history_are_told_without_a_direction() -> None:
    base = small_map()
    mine = cards.set_fields(cards.set_text(base, "c1", "Flyer"), "f1", score=-1.0)
    mine = cards.add_card(mine, Place("touch", "p3"), counting_ids(), text="Pays")
    mine = stages.move_stage(mine, "s2", 0)
    that = moves.move_into_cell(cards.delete_cards(base, ["parked"]), ["c2"], Place("pain", "p2"))
    wording = Wording(mine, that)
    assert [sentence(one, wording, COPIES) for one in differences(mine, that)] == [
        "Stage “Buy”: place in the order differs.",
        "Card “Flyer”: words differ: “Flyer” in yours, “Poster” in that one.",
        "Card “Pays” only in yours: Touchpoints, Buy.",
        "Card “curious”: score differs: -1 in yours, +1.5 in that one.",
        "Card “Web site”: in yours it stands in Touchpoints, See, in that one it stands in Pain points, Ask; "
        "kind differs: touchpoint in yours, pain point in that one.",
        "Card “Who pays for returns?” only in yours, parked.",
    ]
