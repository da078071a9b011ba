"""The picture of a template: cards without words where cards would stand, the same each time."""

from __future__ import annotations

import pytest

from jmapdesk.edit.sketch import sketched
from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.model.delta import same
from jmapdesk.model.rules import repair
from jmapdesk.util.ids import counting_ids


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_sketch_is_a_sound_map_without_words(key: str) -> None:
    empty = TEMPLATES[key].build(counting_ids())
    journey = sketched(empty, counting_ids("c"))
    assert repair(journey, counting_ids("r"))[1] == []
    assert len(journey.cards) > 10
    assert not any(card.text for card in journey.cards.values())
    assert (journey.stages, journey.lanes) == (empty.stages, empty.lanes)
    assert same(sketched(empty, counting_ids("c")), journey)


def test_a_map_of_today_and_tomorrow_has_two_curves() -> None:
    template = TEMPLATES["as-is-to-be"]
    journey = sketched(template.build(counting_ids()), counting_ids("c"), template.series)
    assert {card.series for card in journey.cards.values() if card.kind == "feeling"} == {"as_is", "to_be"}
