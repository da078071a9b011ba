"""Export options kept in the map under names: saving, renaming and deleting presets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jmapdesk.edit.base import changed, made, need
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.records import Preset
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


def save_preset(journey: JourneyMap, new_id: NewId, name: str, options: Mapping[str, Any]) -> JourneyMap:
    """Keep options under a name, in place of the preset that has it (upper and lower case alike).

    Raises JmapError for an empty name and options that cannot stand in a file.
    """
    name = _named(name)
    before = preset_named(journey, name)
    if before is not None:
        return with_record(journey, "presets", changed(before, options=dict(options)))
    return with_record(journey, "presets", made(Preset, {"id": new_id(), "name": name}, options=dict(options)))


def rename_preset(journey: JourneyMap, preset_id: str, name: str) -> JourneyMap:
    """Give a preset another name. Raises JmapError for unknown ids, an empty name and one that is taken."""
    preset = need(journey.presets, preset_id, "preset")
    name = _named(name)
    other = preset_named(journey, name)
    if other is not None and other.id != preset_id:
        raise JmapError("preset.name_taken", f"There is a preset “{name}” already; choose another name.")
    return with_record(journey, "presets", changed(preset, name=name))


def delete_preset(journey: JourneyMap, preset_id: str) -> JourneyMap:
    """Take a preset out. Raises JmapError for unknown ids."""
    need(journey.presets, preset_id, "preset")
    return with_records(journey, "presets", {preset_id: None})


def presets(journey: JourneyMap) -> list[Preset]:
    """The presets by name."""
    return sorted(journey.presets.values(), key=lambda one: (one.name.casefold(), one.id))


def preset_named(journey: JourneyMap, name: str) -> Preset | None:
    """The preset of a name, upper and lower case alike; None where there is none."""
    wanted = name.strip().casefold()
    return next((one for one in presets(journey) if one.name.strip().casefold() == wanted), None)


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise JmapError("preset.no_name", "A preset needs a name.")
    return name
