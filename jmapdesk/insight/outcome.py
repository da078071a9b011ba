"""What a merge brought into a map, as a list a person goes through: added, changed, removed, in conflict, left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jmapdesk.insight.changes import in_words
from jmapdesk.insight.conflicts import Choice, choice_of
from jmapdesk.insight.differences import Difference, differences, sentence
from jmapdesk.insight.merge import Merged
from jmapdesk.insight.wording import Wording
from jmapdesk.model.delta import Delta, delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Conflict


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that came in: what differs, and that in a sentence."""

    difference: Difference
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge brought into the map as it was; the conflicts that it made; what could not be taken in."""

    summary: str
    added: tuple[Told, ...]
    changed: tuple[Told, ...]
    removed: tuple[Told, ...]
    conflicts: tuple[Choice, ...]
    remarks: tuple[str, ...]

    def lines(self) -> list[str]:
        """All of it, a sentence each."""
        said = [one.sentence for one in (*self.added, *self.changed, *self.removed)]
        return [*said, *(f"Conflict: {one.sentence}" for one in self.conflicts), *self.remarks]

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values, for programs."""
        groups = {"added": self.added, "changed": self.changed, "removed": self.removed}
        told = {
            name: [{"part": t.difference.collection, "id": t.difference.id, "sentence": t.sentence} for t in group]
            for name, group in groups.items()
        }
        conflicts = [
            {"part": one.conflict.collection, "id": one.conflict.record, "field": one.conflict.field,
             "sentence": one.sentence}
            for one in self.conflicts
        ]  # fmt: skip
        return {"summary": self.summary, **told, "conflicts": conflicts, "remarks": list(self.remarks)}


def outcome(before: JourneyMap, merged: Merged, remarks: Sequence[str] = ()) -> Outcome:
    """What the merged map has that the map before had not, those conflicts included that one side brought along."""
    wording = Wording(merged.map, before)
    found = [one for one in differences(before, merged.map) if one.collection != "conflicts"]
    told = [Told(one, sentence(one, wording)) for one in found]
    conflicts: list[Conflict] = [
        one for key, one in sorted(merged.map.conflicts.items()) if before.conflicts.get(key) is None
    ]
    number = f"{len(conflicts)} conflict{'s' if len(conflicts) != 1 else ''} to choose" if conflicts else ""
    brought = [change for change in delta(before, merged.map).changes if change.collection != "conflicts"]
    words = in_words(Delta(tuple(brought))) if found else "nothing new"
    return Outcome(
        f"{'; '.join(part for part in (words, number) if part)}.",
        tuple(one for one in told if one.difference.deed == "added"),
        tuple(one for one in told if one.difference.deed not in ("added", "deleted")),
        tuple(one for one in told if one.difference.deed == "deleted"),
        tuple(choice_of(merged.map, one, wording) for one in conflicts),
        tuple(remarks),
    )
