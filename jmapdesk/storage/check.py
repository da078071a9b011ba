"""What is right and wrong with the file of a map, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, JourneyMap
from jmapdesk.model.naming import NOUNS
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.files import read_file
from jmapdesk.storage.save import shown
from jmapdesk.util.errors import JmapError

CLEAN, REPAIRABLE, NO_MAP = 0, 1, 2
"""The states of a file, and the exit codes that tell them."""


class Entry(NamedTuple):
    """One thing that is wrong: a stable code, where, and a sentence."""

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The state of a file: ``CLEAN``, ``REPAIRABLE`` (entries say how) or ``NO_MAP`` (one entry says why)."""

    name: str
    status: int
    entries: tuple[Entry, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of each the map holds; those it has none of are left out."""

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, the same for the same file."""
        return {
            "file": self.name,
            "status": ("clean", "repairable", "not a map")[self.status],
            "entries": [entry._asdict() for entry in self.entries],
            "counts": dict(self.counts),
        }

    def lines(self) -> list[str]:
        """The report as plain lines of text."""
        if self.status == NO_MAP:
            return [entry.message for entry in self.entries]
        held = ", ".join(f"{count:,} {_noun(name, count)}" for name, count in self.counts.items())
        found = [f"{entry.where}: {entry.message}" for entry in self.entries]
        if not found:
            return [f"{self.name} is a sound map: {held or 'empty'}."]
        things = "one thing" if len(found) == 1 else f"{len(found):,} things"
        return [f"{self.name} opens with {things} put right; save it to keep that.", *found]


def check(path: Path) -> CheckReport:
    """Read the file as opening would, without changing it. Never raises for what a file may hold."""
    name = shown(path)
    try:
        loaded = load_bytes(read_file(path), name)
    except JmapError as error:
        return CheckReport(name, NO_MAP, (Entry(error.code, name, error.message),))
    entries = tuple(Entry(*found) for found in loaded.repairs)
    return CheckReport(name, REPAIRABLE if entries else CLEAN, entries, _counts(loaded.journey))


def _counts(journey: JourneyMap) -> dict[str, int]:
    counts = {name: len(getattr(journey, name)) for name in COLLECTIONS}
    counts["steps"] = sum(len(stage.steps) for stage in journey.stages.values())
    counts["parked"] = sum(card.lane is None for card in journey.cards.values())
    counts["assumptions"] = sum(map(queries.is_assumption, journey.cards.values()))
    return {name: count for name, count in counts.items() if count}


def _noun(name: str, count: int) -> str:
    noun = {"parked": "parked", "assumptions": "assumption"}.get(name) or NOUNS[name]
    return noun if count == 1 or name == "parked" else f"{noun}s"
