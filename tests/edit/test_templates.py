"""Templates give a frame to fill in, and never invent a card."""

from __future__ import annotations

import pytest

from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.model import queries
from jmapdesk.model.kinds import MAP_KINDS
from jmapdesk.model.rules import repair
from jmapdesk.util.ids import counting_ids


def test_the_eight_templates_stand_in_the_order_they_are_offered() -> None:
    assert list(TEMPLATES) == [
        "current-state", "future-state", "as-is-to-be", "service-blueprint", "day-in-the-life", "onboarding",
        "support-case", "workshop-grid",
    ]  # fmt: skip


LANES = {
    "as-is-to-be": "touchpoints actions actions feelings pain_points opportunities metrics",
    "onboarding": "jobs touchpoints actions thoughts feelings pain_points opportunities metrics",
    "support-case": "channels actions quotes feelings front_stage back_stage pain_points opportunities metrics",
    "workshop-grid": "actions thoughts feelings pain_points opportunities text",
}


@pytest.mark.parametrize("key", LANES)
def test_a_template_brings_its_lanes(key: str) -> None:
    journey = TEMPLATES[key].build(counting_ids())
    assert [lane.kind for lane in queries.lanes(journey)] == LANES[key].split()


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_a_sound_empty_map(key: str) -> None:
    template = TEMPLATES[key]
    journey = template.build(counting_ids())
    assert journey.about.kind in MAP_KINDS
    assert journey.about.title == "Untitled map"
    assert 4 <= len(journey.stages) <= 5
    steps = 1 if key == "workshop-grid" else 2
    assert all(len(stage.steps) == steps and stage.name for stage in journey.stages.values())
    assert not journey.cards
    # what a customer wants from a stage only the people of the map can say: nothing made up is printed
    assert not any(stage.goal for stage in journey.stages.values())
    assert repair(journey, counting_ids("r"))[1] == []
    assert template.name
    assert template.description.endswith(".")


def test_a_blueprint_has_its_three_lines_between_the_right_lanes() -> None:
    journey = TEMPLATES["service-blueprint"].build(counting_ids())
    lanes = [lane.divider or lane.kind for lane in queries.lanes(journey)]
    middle = lanes[lanes.index("actions") : lanes.index("support") + 1]
    assert middle == ["actions", "interaction", "front_stage", "visibility", "back_stage", "internal", "support"]


def test_two_maps_of_a_template_share_no_id() -> None:
    ids = counting_ids()
    one, other = (TEMPLATES["current-state"].build(ids) for _ in range(2))
    assert one.id != other.id
    assert not one.lanes.keys() & other.lanes.keys()
