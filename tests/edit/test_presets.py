"""Presets of export options: saved under a name, over the one that has it, renamed, deleted."""

from __future__ import annotations

import pytest

from jmapdesk.edit.presets import delete_preset, preset_named, presets, rename_preset, save_preset
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def with_wall() -> JourneyMap:
    return save_preset(small_map(), lambda: "w", " For the wall ", {"paper": "A0"})


def test_a_preset_is_saved_under_its_name() -> None:
    preset = with_wall().presets["w"]
    assert (preset.name, preset.options) == ("For the wall", {"paper": "A0"})


def test_saving_under_a_name_that_is_there_changes_that_preset() -> None:
    before = with_wall()
    journey = save_preset(before, counting_ids(), "for the WALL", {"paper": "A1"})
    assert list(journey.presets) == ["w"]
    assert (journey.presets["w"].name, journey.presets["w"].options) == ("For the wall", {"paper": "A1"})
    assert len(delta(before, journey).changes) == 1


def test_a_preset_is_renamed_and_deleted() -> None:
    journey = rename_preset(with_wall(), "w", "Wall")
    assert journey.presets["w"].name == "Wall"
    assert delete_preset(journey, "w").presets == {}
    two = save_preset(journey, counting_ids(), "Desk", {})
    assert [one.name for one in presets(two)] == ["Desk", "Wall"]
    with pytest.raises(JmapError, match="already"):
        rename_preset(two, "w", "desk")
    with pytest.raises(JmapError, match="no longer in the map"):
        delete_preset(small_map(), "w")


def test_a_name_is_needed() -> None:
    with pytest.raises(JmapError, match="needs a name"):
        save_preset(small_map(), counting_ids(), "  ", {})
    with pytest.raises(JmapError, match="needs a name"):
        rename_preset(with_wall(), "w", " ")


def test_a_preset_is_found_by_its_name_and_lives_in_the_file() -> None:
    journey = load_bytes(dump(with_wall()), "m.jmap").journey
    found = preset_named(journey, "FOR THE WALL")
    assert found is not None
    assert found.options == {"paper": "A0"}
    assert preset_named(journey, "nothing") is None
