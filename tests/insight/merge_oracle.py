"""Whether a merge kept everything: asked of the maps themselves, without a word from the code that merges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.record import Record
from jmapdesk.model.references import all_ids, mend

_PLACE = {"lane", "step", "to_step", "order", "stage"}


def lost(base: JourneyMap, side: JourneyMap, merged: JourneyMap) -> list[str]:
    """What a side did to the base that is neither in the merged map nor in one of its conflicts; empty for nothing.

    Not asked for: what a side only did because it deleted something (a card lets go of a source that is gone), and the
    key in the order of what the other side deleted or brought elsewhere: making room for others changes it too.
    """
    conflicts = {(one.collection, one.record, one.field) for one in merged.conflicts.values()}
    found: list[str] = []
    ids = all_ids(side)
    before, after, result = (_records(journey) for journey in (base, side, merged))
    for name, key in sorted({*before, *after}):
        old, new, now = (records.get((name, key)) for records in (before, after, result))
        if (name, key, "") in conflicts:
            continue
        if new is None:
            if now is not None:
                found.append(f"{name} {key} was deleted and is there")
            continue
        if old is not None and now is None and {**new, "order": ""} == {**old, "order": ""}:
            continue  # the other side deleted what this one left alone, or put others before or after
        if now is None:
            if old is not None and _only_let_go(name, base, key, {**new, "order": old.get("order")}, side):
                continue
            found.append(f"{name} {key} is gone")
            continue
        let_go = _let_go(name, base, key, side) if old is not None else {}
        for field in {*new, *(old or {})}:
            was, value, holds = ((record or {}).get(field) for record in (old, new, now))
            if value in (was, holds) or (old is not None and value == let_go.get(field)):
                continue
            path = "place" if field in _PLACE and name in ("cards", "steps") else field
            if (name, key, path) in conflicts or any(
                c[:2] == (name, key) and c[2].startswith(f"{field}.") for c in conflicts
            ):
                continue
            if path == "place" and old is not None and _driven_out(name, old, ids):
                continue
            if field == "order" and old is not None and _is_elsewhere(old, new, now):
                continue
            if isinstance(value, list) and _within(was or [], value, holds or []):
                continue
            if isinstance(value, dict) and isinstance(holds, dict) and _names_within(was or {}, value, holds):
                continue
            found.append(f"{name} {key}.{field}: {was!r} became {value!r}, merged {holds!r}")
    return found


def _records(journey: JourneyMap) -> dict[tuple[str, str], dict[str, Any]]:
    """Every record as plain values, by its part of the map and id; steps with their stage."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name in SINGLES:
        part = getattr(journey, name)
        if part is not None:
            found[name, ""] = _plain(part)
    for name in COLLECTIONS:
        if name == "conflicts":
            continue
        for key, record in getattr(journey, name).items():
            fields = _plain(record)
            for step in fields.pop("steps", ()) if name == "stages" else ():
                found["steps", step["id"]] = {**step, "stage": key}
            found[name, key] = fields
    return found


def _plain(record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(json.dumps(record.model_dump(mode="json")))
    return fields


def _let_go(name: str, base: JourneyMap, key: str, side: JourneyMap) -> Mapping[str, Any]:
    """The record of the base without what the side deleted elsewhere."""
    if name == "steps":
        return {}
    record = getattr(base, name) if name in SINGLES else getattr(base, name)[key]
    try:
        mended = mend(name, record, all_ids(side), [])
    except KeyError:
        return {}
    return _plain(mended) if mended is not None else {}


def _only_let_go(name: str, base: JourneyMap, key: str, new: Mapping[str, Any], side: JourneyMap) -> bool:
    old, let_go = _records(base)[name, key], _let_go(name, base, key, side)
    driven = _driven_out(name, old, all_ids(side))
    return all(
        value in (old.get(field), let_go.get(field)) or (driven and field in _PLACE) for field, value in new.items()
    )


def _driven_out(name: str, old: Mapping[str, Any], ids: Mapping[str, Any]) -> bool:
    """Whether what a card or step stood in is gone on a side."""
    parents = {"lane": "lanes", "step": "steps", "to_step": "steps", "stage": "stages"}
    return name in ("cards", "steps") and any(
        old.get(field) is not None and old[field] not in ids[target]
        for field, target in parents.items()
        if field in old
    )


def _is_elsewhere(old: Mapping[str, Any], new: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a side left a record among its neighbours while the other brought it among others."""
    cells = [[record.get(field) for field in ("lane", "step", "stage")] for record in (old, new, now)]
    return cells[0] == cells[1] != cells[2]


def _within(was: list[Any], value: list[Any], holds: list[Any]) -> bool:
    """Whether a list holds what a side added and nothing that it took out."""
    return all(one in holds for one in value if one not in was) and not any(
        one in holds for one in was if one not in value
    )


def _names_within(was: Mapping[str, Any], value: Mapping[str, Any], holds: Mapping[str, Any]) -> bool:
    return all(value.get(name) == holds.get(name) for name in {*was, *value} if value.get(name) != was.get(name))
