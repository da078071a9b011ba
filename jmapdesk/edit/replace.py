"""Writing other words into a map's texts, wherever they stand: what is written is decided by whoever searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from jmapdesk.edit.base import changed
from jmapdesk.model.journey import JourneyMap, with_parts, with_records
from jmapdesk.model.record import Record
from jmapdesk.model.records import Stage

TEXTS: Mapping[str, tuple[str, ...]] = {
    "about": ("title", "purpose", "goal"),
    "persona": (
        "name", "role", "quote", "background", "demographics", "goals", "motivations", "expectations", "frustrations",
    ),
    "stage": ("name", "goal"),
    "step": ("name", "time"),
    "lane": ("name", "subtitle"),
    "card": (
        "text", "word", "who", "alt", "unit", "note", "owner", "tags", "departments", "budget", "expected",
    ),
    "connection": ("label",),
    "source": ("title", "quote"),
}  # fmt: skip
"""The fields of each kind of thing that are looked through and written in."""

_COLLECTIONS = {
    "persona": "personas", "lane": "lanes", "card": "cards", "connection": "connections", "source": "sources",
}  # fmt: skip

R = TypeVar("R", bound=Record)

Rewrite = Callable[[str], str]
"""Makes a text into another; gives an equal one where there is nothing to write."""


def rewritten(journey: JourneyMap, things: Iterable[tuple[str, str]], rewrite: Rewrite) -> JourneyMap:
    """Write in the texts of things, each a kind of ``TEXTS`` with its id; things that are gone are passed over.

    The same map where nothing differs. Raises JmapError where what would be written does not fit.
    """
    wanted: dict[str, set[str]] = {}
    for kind, key in things:
        wanted.setdefault(kind, set()).add(key)
    for kind, name in _COLLECTIONS.items():
        records: Mapping[str, Record] = getattr(journey, name)
        made: dict[str, Record | None] = {
            key: _written(records[key], kind, rewrite) for key in wanted.get(kind, ()) if key in records
        }
        journey = with_records(journey, name, made)
    stages, steps = wanted.get("stage", set()), wanted.get("step", set())
    if stages or steps:
        fresh = {key: _stage_written(one, key in stages, steps, rewrite) for key, one in journey.stages.items()}
        journey = with_records(journey, "stages", fresh)
    return with_parts(journey, about=_written(journey.about, "about", rewrite)) if "about" in wanted else journey


def _stage_written(stage: Stage, itself: bool, steps: set[str], rewrite: Rewrite) -> Stage:
    written = _written(stage, "stage", rewrite) if itself else stage
    inner = tuple(_written(step, "step", rewrite) if step.id in steps else step for step in stage.steps)
    same = all(a is b for a, b in zip(inner, stage.steps, strict=True))
    return written if same else changed(written, (), steps=inner)


def _written(record: R, kind: str, rewrite: Rewrite) -> R:
    fields: dict[str, Any] = {}
    for name in TEXTS[kind]:
        before = getattr(record, name)
        after = rewrite(before) if isinstance(before, str) else _several(before, rewrite)
        if after != before:
            fields[name] = after
    return changed(record, (), **fields) if fields else record


def _several(texts: tuple[str, ...], rewrite: Rewrite) -> tuple[str, ...]:
    """Several short texts: none is left empty, none stands there twice."""
    return tuple(dict.fromkeys(text for text in (rewrite(one).strip() for one in texts) if text))
