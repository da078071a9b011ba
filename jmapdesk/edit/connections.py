"""Arrows from card to card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jmapdesk.edit.base import changed, made, need, need_all
from jmapdesk.edit.references import without_targets
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.records import Connection
from jmapdesk.util.ids import NewId


def connect(
    journey: JourneyMap, start: str, end: str, new_id: NewId, kind: str = "leads_to", label: str = ""
) -> JourneyMap:
    """Draw an arrow between two cards; the same map where it is there already or leads back to its own card.

    Raises JmapError for unknown ids.
    """
    need_all(journey.cards, (start, end), "card")
    if start == end or any((c.start, c.end, c.kind) == (start, end, kind) for c in journey.connections.values()):
        return journey
    arrow = made(Connection, {"id": new_id(), "start": start, "end": end, "kind": kind, "label": label})
    return with_record(journey, "connections", arrow)


def reconnect(
    journey: JourneyMap, connection_id: str, start: str | None = None, end: str | None = None
) -> JourneyMap:
    """Bring one end of an arrow to another card; the same map where that would double an arrow or close a ring.

    Raises JmapError for unknown ids.
    """
    arrow = need(journey.connections, connection_id, "connection")
    start, end = start or arrow.start, end or arrow.end
    others = (c for c in journey.connections.values() if c.id != connection_id)
    if start == end or any((c.start, c.end, c.kind) == (start, end, arrow.kind) for c in others):
        return journey
    return set_connection_fields(journey, connection_id, start=start, end=end)


def set_connection_fields(journey: JourneyMap, connection_id: str, **fields: Any) -> JourneyMap:
    """Change where an arrow leads, its kind or its label. Raises JmapError for unknown ids and bad values."""
    arrow = need(journey.connections, connection_id, "connection")
    need_all(journey.cards, [fields[name] for name in ("start", "end") if name in fields], "card")
    return with_record(journey, "connections", changed(arrow, **fields))


def delete_connections(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take arrows out. Raises JmapError for unknown ids."""
    gone = set(ids)
    need_all(journey.connections, gone, "connection")
    return without_targets(with_records(journey, "connections", dict.fromkeys(gone)), gone)
