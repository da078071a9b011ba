"""Templates give a frame to fill in, and never invent a card."""

from __future__ import annotations

import pytest

from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.model import queries
from jmapdesk.model.kinds import MAP_KINDS
from jmapdesk.model.rules import repair
from jmapdesk.util.ids import counting_ids


@pytest.mark.parametrize("key", ["current-state", "future-state", "day-in-the-life", "service-blueprint"])
def test_a_template_is_a_sound_empty_map(key: str) -> None:
    template = TEMPLATES[key]
    journey = template.build(counting_ids())
    assert journey.about.kind == key.replace("-", "_")
    assert journey.about.kind in MAP_KINDS
    assert journey.about.title == "Untitled map"
    assert 4 <= len(journey.stages) <= 5
    assert all(len(stage.steps) == 2 and stage.name for stage in journey.stages.values())
    assert not journey.cards
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
