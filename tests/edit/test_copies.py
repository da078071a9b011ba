"""Lanes, stages and steps are copied with all that stands in them."""

from __future__ import annotations

from jmapdesk.edit.copies import duplicate_lane, duplicate_stage, duplicate_step
from jmapdesk.edit.spans import span_to
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Connection
from jmapdesk.model.references import dangling
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def linked() -> JourneyMap:
    journey = with_record(small_map(), "connections", Connection(id="k1", start="c1", end="c2", label="then"))
    return with_record(journey, "connections", Connection(id="k2", start="c1", end="f1"))


def test_a_lane_is_copied_below_itself_with_its_cards_and_arrows() -> None:
    journey = duplicate_lane(linked(), "touch", counting_ids("new"))
    rows = queries.lanes(journey)
    assert [lane.kind for lane in rows] == ["touchpoints", "touchpoints", "feelings", "pain_points"]
    copies = queries.cell_cards(journey, rows[1].id, "p1")
    assert [(card.text, card.origin.card if card.origin else "") for card in copies] == [
        ("Poster", "c1"), ("Web site", "c2"),
    ]  # fmt: skip
    assert sum(arrow.label == "then" for arrow in journey.connections.values()) == 2
    assert len(journey.connections) == 3
    assert not dangling(journey)


def test_a_lane_of_feelings_is_copied_with_its_curve() -> None:
    journey = duplicate_lane(small_map(), "feel", counting_ids("new"))
    copy = queries.lanes(journey)[2]
    assert [card.score for card in journey.cards.values() if card.lane == copy.id] == [1.5, -1.0]


def test_a_stage_is_copied_after_itself_and_spans_end_with_it() -> None:
    journey = span_to(linked(), "c1", "p3")
    journey = duplicate_stage(journey, "s1", counting_ids("new"))
    stages = queries.stages(journey)
    assert [stage.name for stage in stages] == ["Notice", "Notice", "Buy"]
    first, second = queries.steps(stages[1])
    assert [step.name for step in (first, second)] == ["See", "Ask"]
    poster, site = queries.cell_cards(journey, "touch", first.id)
    assert (poster.text, poster.to_step, site.text) == ("Poster", second.id, "Web site")
    assert queries.cell_cards(journey, "feel", first.id)[0].score == 1.5
    assert journey.cards["c1"].to_step == "p3"
    assert len(journey.connections) == 4
    assert not dangling(journey)


def test_a_step_is_copied_in_its_stage() -> None:
    journey = duplicate_step(span_to(linked(), "c1", "p2"), "p1", counting_ids("new"))
    first, copy, last = queries.steps(journey.stages["s1"])
    assert (first.id, copy.name, last.id) == ("p1", "See", "p2")
    poster = queries.cell_cards(journey, "touch", copy.id)[0]
    assert (poster.text, poster.to_step) == ("Poster", None)
    assert not dangling(journey)
