"""What differs between two states of a map, in a few words: ``2 cards added, 1 reworded, 1 stage deleted``.

That is said where one state came out of the other. Of two that only lie side by side nobody knows what was done:
``2 cards only in yours, 1 lane differs``.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, NamedTuple

from jmapdesk.model.delta import Delta

_NOUNS = {
    "stages": ("stage", "stages"),
    "lanes": ("lane", "lanes"),
    "cards": ("card", "cards"),
    "personas": ("persona", "personas"),
    "sources": ("source", "sources"),
    "connections": ("connection", "connections"),
    "initiatives": ("initiative", "initiatives"),
    "assets": ("picture", "pictures"),
    "conflicts": ("conflict", "conflicts"),
}
_DEEDS = ("added", "deleted", "moved", "reworded", "rescored", "changed")


class Apart(NamedTuple):
    """What the first and the second of two states are called that are no history: “only in” and “in” go before it."""

    one: str
    other: str


COPIES: Final = Apart("yours", "that one")
"""An open map, and another state of it that lies somewhere else."""


def in_words(difference: Delta, apart: Apart | None = None) -> str:
    """What a delta did, most important first; empty where it did nothing. Without a direction for states ``apart``."""
    if apart is not None:
        return _side_by_side(difference, apart)
    counts: Counter[tuple[str, str]] = Counter()
    other = 0
    for change in difference.changes:
        if change.collection in _NOUNS:
            counts[change.collection, deed(change.collection, change.before, change.after)] += 1
        else:
            other += 1
    parts: list[str] = []
    for collection, nouns in sorted(_NOUNS.items(), key=lambda item: item[0] != "cards"):
        told = False
        for done in _DEEDS:
            count = counts[collection, done]
            if count:
                parts.append(f"{count} {done}" if told else f"{count} {nouns[count != 1]} {done}")
                told = True
    if other:
        parts.append("the map’s details changed" if not parts else "its details changed")
    return ", ".join(parts)


def _side_by_side(difference: Delta, apart: Apart) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    for change in difference.changes:
        only = apart.other if change.before is None else apart.one if change.after is None else ""
        counts[change.collection if change.collection in _NOUNS else "", only] += 1
    parts: list[str] = []
    for collection, nouns in sorted(_NOUNS.items(), key=lambda item: item[0] != "cards"):
        told = False
        for only in (apart.one, apart.other, ""):
            count = counts[collection, only]
            if count:
                said = f"only in {only}" if only else "differs" if count == 1 else "differ"
                parts.append(f"{count} {said}" if told else f"{count} {nouns[count != 1]} {said}")
                told = True
    if any(not collection for collection, _ in counts):
        parts.append("the map’s details differ" if not parts else "its details differ")
    return ", ".join(parts)


def subject(difference: Delta, most: int = 40) -> str:
    """The words of what a change is about: of the first card, else the first stage, lane or persona; empty for none."""
    for collection in ("cards", "stages", "lanes", "personas", "sources"):
        for change in difference.touched(collection):
            record = change.after if change.after is not None else change.before
            words = getattr(record, "text", "") or getattr(record, "word", "")
            words = " ".join((words or getattr(record, "name", "") or getattr(record, "title", "")).split())
            if words:
                return words if len(words) <= most else words[: most - 1].rstrip() + "…"
    return ""


def deed(collection: str, before: Any, after: Any) -> str:
    """What happened to a record, in one word of ``_DEEDS``: the most telling of all that did."""
    if before is None:
        return "added"
    if after is None:
        return "deleted"
    if collection == "cards":
        if (before.text, before.word) != (after.text, after.word):
            return "reworded"
        if (before.lane, before.step, before.to_step, before.order) != (
            after.lane, after.step, after.to_step, after.order,
        ):  # fmt: skip
            return "moved"
        if before.score != after.score:
            return "rescored"
    elif getattr(before, "order", "") != getattr(after, "order", ""):
        return "moved"
    return "changed"
