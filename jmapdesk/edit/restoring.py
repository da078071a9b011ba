"""Bringing an earlier state of a map back as an edit of the map as it is."""

from __future__ import annotations

from typing import Any

from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap, with_parts


def restored(journey: JourneyMap, earlier: JourneyMap) -> JourneyMap:
    """The map as it was earlier. What says the same stays the very same object, so that only what differs is touched.

    The map keeps its id, whichever file the earlier state comes from. Walks all records.
    """
    parts: dict[str, Any] = {}
    for name in (*SINGLES, "extra"):
        now, then = getattr(journey, name), getattr(earlier, name)
        parts[name] = now if now == then else then
    for name in COLLECTIONS:
        now, then = getattr(journey, name), getattr(earlier, name)
        held = {key: now[key] if key in now and now[key] == record else record for key, record in then.items()}
        same = held.keys() == now.keys() and all(held[key] is now[key] for key in now)
        parts[name] = now if same else held
    return with_parts(journey, **parts)
