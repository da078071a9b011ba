"""What a merge brought into a map, as a list a person goes through: added, changed, removed, in conflict, left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jmapdesk.insight.changes import in_words
from jmapdesk.insight.conflicts import Choice, choice_of
from jmapdesk.insight.differences import Difference, differences, sentence
from jmapdesk.insight.homecoming import Arrival, Homecoming
from jmapdesk.insight.merge import Merged
from jmapdesk.insight.whose import Other, by_comparing, by_groups
from jmapdesk.insight.wording import Wording
from jmapdesk.model.delta import Delta, delta
from jmapdesk.model.journey import COLLECTIONS, JourneyMap
from jmapdesk.model.records import Conflict


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that came in: what differs, and that in a sentence."""

    difference: Difference
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge brought into the map as it was; the conflicts that it made; what could not be taken in."""

    brought: str
    """What came in, in a few words."""
    added: tuple[Told, ...]
    changed: tuple[Told, ...]
    removed: tuple[Told, ...]
    conflicts: tuple[Choice, ...]
    remarks: tuple[str, ...]

    @property
    def summary(self) -> str:
        """What came in and how many conflicts it made, in a few words."""
        return f"{'; '.join(part for part in (self.brought, to_choose(len(self.conflicts))) if part)}."

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
             "sentence": one.sentence, "sides": [one.name(i) for i in range(len(one.sides))]}
            for one in self.conflicts
        ]  # fmt: skip
        return {"summary": self.summary, **told, "conflicts": conflicts, "remarks": list(self.remarks)}


def outcome(
    before: JourneyMap, merged: Merged, remarks: Sequence[str] = (), other: Other | None = None
) -> Outcome:
    """What the merged map has that the map before had not, those conflicts included that one side brought along.

    ``other`` is whose side each conflict is told to be, beside “yours”.
    """
    wording = Wording(merged.map, before)
    found = [one for one in differences(before, merged.map) if one.collection != "conflicts"]
    brought = [change for change in delta(before, merged.map).changes if change.collection != "conflicts"]
    conflicts = _new_conflicts(before, merged.map)
    names = {one.id: by_comparing(before, other, one) for one in conflicts} if other is not None else {}
    choices = [choice_of(merged.map, one, wording, names.get(one.id, ())) for one in conflicts]
    return _outcome(in_words(Delta(tuple(brought))), found, wording, choices, remarks)


def of_arrival(arrival: Arrival, home: Homecoming) -> Outcome:
    """What a group pack brought into the map, told against what its group was given: of other groups it knew nothing.

    ``home`` knows whose sides its conflicts are.
    """
    before, after, given = arrival.before, arrival.merged.map, arrival.given
    wording = Wording(after, arrival.made, before)
    by_group = {(one.collection, one.id): one for one in differences(given, arrival.made)}
    found = [
        _as_given(one, by_group.get((one.collection, one.id)))
        for one in differences(before, after) if one.collection != "conflicts"
    ]  # fmt: skip
    brought = [
        change if (change.collection, change.id) not in by_group or change.collection not in COLLECTIONS
        else change._replace(before=getattr(given, change.collection).get(change.id))
        for change in delta(before, after).changes if change.collection != "conflicts"
    ]  # fmt: skip
    conflicts = _new_conflicts(before, after)
    names = home.map.workshop.by_group
    choices = [choice_of(after, one, wording, by_groups(names, one)) for one in conflicts]
    return _outcome(in_words(Delta(tuple(brought))), found, wording, choices, arrival.remarks)


def _as_given(one: Difference, done: Difference | None) -> Difference:
    """What a pack changed in the map as its group did it: only what came into the map, from what the group had."""
    if done is None:
        return one
    if "added" in (one.deed, done.deed) or "deleted" in (one.deed, done.deed):
        return done if (one.after is None) == (done.after is None) else one
    fields = tuple(field for field in done.fields if field in one.fields)
    return one._replace(fields=fields, before=done.before, after=done.after) if fields else one


def _new_conflicts(before: JourneyMap, after: JourneyMap) -> list[Conflict]:
    return [one for key, one in sorted(after.conflicts.items()) if before.conflicts.get(key) is None]


def _outcome(
    words: str, found: Sequence[Difference], wording: Wording, choices: Sequence[Choice], remarks: Sequence[str]
) -> Outcome:
    told = [Told(one, sentence(one, wording)) for one in found]
    return Outcome(
        words if found else "nothing new",
        tuple(one for one in told if one.difference.deed == "added"),
        tuple(one for one in told if one.difference.deed not in ("added", "deleted")),
        tuple(one for one in told if one.difference.deed == "deleted"),
        tuple(choices),
        tuple(remarks),
    )


def to_choose(count: int) -> str:
    """How many conflicts wait for a choice; empty for none."""
    return f"{count} conflict{'s' if count != 1 else ''} to choose" if count else ""
