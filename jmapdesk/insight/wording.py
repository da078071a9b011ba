"""Records and their values as a sentence tells of them: names for ids, places in words, texts cut short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jmapdesk.insight.find import lane_words
from jmapdesk.insight.merge_values import plain
from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.model.naming import called, short
from jmapdesk.model.records import Connection, Lane, Step
from jmapdesk.model.references import REFERENCES

_FIELDS: Final = {
    "alt": "description", "low": "lowest score", "high": "highest score", "check": "doubt", "who": "who said it",
    "from_step": "first step of the rate", "as_of": "day", "on": "day", "by": "reviewer", "media_type": "kind of file",
    "asset": "picture", "pains": "pain points it answers", "series": "curve", "steps": "steps", "data": "bytes",
    "order": "place in the order", "place": "place", "": "all of it", "dismissed": "findings put aside",
    "brought": "what group packs brought home", "by_group": "which group brought what",
}  # fmt: skip
"""Fields whose own name says too little."""

NOTHING: Final = "nothing"


def field_words(field: str) -> str:
    """A field as people call it; ``colours.ink`` is “colours, ink”."""
    return _FIELDS.get(field) or field.replace(".", ", ").replace("_", " ")


class Wording:
    """Says what records and values of some states of a map are called; the first state that holds one names it."""

    def __init__(self, *journeys: JourneyMap) -> None:
        self._journeys = journeys
        self._columns: list[dict[str, queries.Column]] = [
            {column.step.id: column for column in queries.columns(journey)} for journey in journeys
        ]

    def record(self, collection: str, key: str, fallback: Mapping[str, Any] | None = None) -> str:
        """A record in words, such as ``card “Calls the shop”``; ``fallback`` are its fields where no state has it."""
        if collection == "steps":
            return f"step “{self.step(key)}”" if self.step(key) else called("steps", fallback or {})
        for journey in self._journeys:
            if collection not in COLLECTIONS:
                return "the map" if collection == "extra" else called(collection, {})
            found = getattr(journey, collection).get(key)
            if isinstance(found, Lane):
                return f"lane “{short(lane_words(found))}”"
            if isinstance(found, Connection):
                return f"connection from {self._name('cards', found.start)} to {self._name('cards', found.end)}"
            if found is not None:
                return called(collection, _without_id(found.__dict__))
        return called(collection, _without_id(fallback or {}))

    def step(self, key: str) -> str:
        """A step by its name, else by its stage and which of its steps it is; empty for one nobody knows."""
        for columns in self._columns:
            if key in columns:
                stage, step = columns[key].stage, columns[key].step
                number = f" {_number(stage.steps, key)}" if len(stage.steps) > 1 else ""
                return short(step.name) or f"{short(stage.name) or 'a stage'}{number}"
        return ""

    def place(self, place: Mapping[str, Any]) -> str:
        """Where a card or step stands: ``Pain points, Ask``, ``parked``, ``stage “Buy”``."""
        if "stage" in place:
            return self.record("stages", str(place["stage"]))
        if place.get("lane") is None:
            return "parked"
        lane = self._bare("lanes", str(place["lane"]))
        steps = [self.step(str(place[name])) for name in ("step", "to_step") if place.get(name)]
        return ", ".join((lane, " to ".join(steps)))

    def value(self, collection: str, field: str, value: Any) -> str:
        """A field's value in words: names for ids, texts in quotes and cut short."""
        value = plain(value)
        if value is None or value in ("", [], {}):
            return NOTHING
        if field == "place" and isinstance(value, dict):
            return self.place(value)
        target = REFERENCES.get(collection, {}).get(field)
        if target is not None:
            keys = value if isinstance(value, list) else [value]
            return ", ".join(self._name(target, str(key)) for key in keys)
        if field == "kind" and collection in ("cards", "lanes"):
            kinds: Mapping[str, Any] = CARD_KINDS if collection == "cards" else LANE_KINDS
            return kinds[value].name.lower() if value in kinds else f"“{short(str(value))}”"
        if isinstance(value, str):
            return f"“{short(value)}”"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return f"{value:+g}" if field in ("score", "low", "high") else f"{value:g}"
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return f"“{short(', '.join(value))}”"
        return f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"

    def _name(self, target: str, key: str) -> str:
        """What a record is called, in quotes."""
        return f"“{self._bare(target, key)}”"

    def _bare(self, target: str, key: str) -> str:
        words = self.step(key) if target == "steps" else self.record(target, key)
        return words.partition("“")[2].rstrip("”") or words or "?"


def _without_id(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "id"}


def _number(steps: Sequence[Step], key: str) -> int:
    return 1 + next(place for place, step in enumerate(queries.in_order(steps)) if step.id == key)
