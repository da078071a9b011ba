"""The views of a map by name, and those that are offered for any map."""

from __future__ import annotations

from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import View

_BOARD_LANES = ("feelings", "pain_points")
BOARD, TEAM = "for-the-board", "for-the-team"
"""The ids of the views that are offered; no id of a file has a hyphen."""


def views(journey: JourneyMap) -> list[View]:
    """The saved views by name."""
    return sorted(journey.views.values(), key=lambda view: (view.name.casefold(), view.id))


def offered(journey: JourneyMap) -> list[View]:
    """Views worth having that nobody had to save: for the board stages, curve and pains; for the team everything.

    A map with nothing but curves and pains, or none of them, gets no view for the board.
    """
    other = [lane.id for lane in journey.lanes.values() if lane.kind not in _BOARD_LANES]
    found = [View(id=TEAM, name="For the team: everything")]
    if 0 < len(other) < len(journey.lanes):
        found.insert(0, View(id=BOARD, name="For the board: stages, curve, pains", hidden_lanes=tuple(other)))
    return found


def view_named(journey: JourneyMap, name: str) -> View | None:
    """The saved view of a name (upper and lower case alike), else the offered one for ``board`` or ``team``."""
    wanted = name.strip().casefold()
    for view in views(journey):
        if view.name.casefold() == wanted or view.id == name:
            return view
    ids = {"board": BOARD, "team": TEAM}
    return next((view for view in offered(journey) if view.id == ids.get(wanted, wanted)), None)
