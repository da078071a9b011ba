"""Work that carries opportunities out: adding and changing initiatives."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.base import changed, made, need
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Initiative
from jmapdesk.util.ids import NewId


def add_initiative(journey: JourneyMap, new_id: NewId, **fields: Any) -> JourneyMap:
    """Add an initiative. Raises JmapError for values that do not fit."""
    return with_record(journey, "initiatives", made(Initiative, {"id": new_id()}, **fields))


def set_initiative_fields(journey: JourneyMap, initiative_id: str, **fields: Any) -> JourneyMap:
    """Change an initiative. Raises JmapError for unknown ids and values that do not fit."""
    initiative = need(journey.initiatives, initiative_id, "initiative")
    return with_record(journey, "initiatives", changed(initiative, **fields))
