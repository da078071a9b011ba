"""Saved ways to look at the map: adding, changing and deleting views. What they hide stays in the map."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.base import changed, made, need
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.records import View
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


def add_view(journey: JourneyMap, new_id: NewId, name: str, **fields: Any) -> JourneyMap:
    """Save a view under a name. Raises JmapError for an empty name, one that is taken, and values that do not fit."""
    view = made(View, {"id": new_id(), "name": _free(journey, name)}, **fields)
    return with_record(journey, "views", view)


def rename_view(journey: JourneyMap, view_id: str, name: str) -> JourneyMap:
    """Give a view another name. Raises JmapError for unknown ids, an empty name and one that is taken."""
    need(journey.views, view_id, "view")
    return set_view_fields(journey, view_id, name=_free(journey, name, but=view_id))


def set_view_fields(journey: JourneyMap, view_id: str, **fields: Any) -> JourneyMap:
    """Change what a view shows. Raises JmapError for unknown ids and values that do not fit."""
    return with_record(journey, "views", changed(need(journey.views, view_id, "view"), **fields))


def delete_view(journey: JourneyMap, view_id: str) -> JourneyMap:
    """Take a view out; nothing it shows or hides changes. Raises JmapError for unknown ids."""
    need(journey.views, view_id, "view")
    return with_records(journey, "views", {view_id: None})


def _free(journey: JourneyMap, name: str, but: str = "") -> str:
    """The name without blanks at its ends, if no other view has it: a command names a view by it."""
    name = name.strip()
    if not name:
        raise JmapError("view.no_name", "A view needs a name.")
    if any(view.name.casefold() == name.casefold() and key != but for key, view in journey.views.items()):
        raise JmapError("view.name_taken", f"There is a view “{name}” already; choose another name.")
    return name
