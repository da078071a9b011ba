"""Files of maps as text, changed by hand the way another program or a slip of the hand might."""

from __future__ import annotations

import json
from typing import Any

from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.writing import dump


def text_of(journey: JourneyMap) -> str:
    """The map's file as text."""
    return dump(journey).decode()


def edited(journey: JourneyMap, collection: str, key: str, fields: dict[str, Any]) -> bytes:
    """The map's file with some fields of one record set, whatever their values; None in ``fields`` stays null."""
    raw = json.loads(dump(journey))
    next(record for record in raw[collection] if record["id"] == key).update(fields)
    return json.dumps(raw).encode()
