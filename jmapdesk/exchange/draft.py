"""What an importer hands over: a map in plain words, and an account of how it was read.

A draft knows nothing of records, ids or order keys; it says which stages, steps, lanes and cards a foreign file
holds and where each stood in that file. Building a map from it is a separate step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["recognised", "guessed", "ignored"]
MapKind = Literal["current_state", "future_state", "day_in_the_life", "service_blueprint"]
Curves = Literal["one", "per_actor"]

LEVELS: tuple[Level, ...] = ("recognised", "guessed", "ignored")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was read, assumed or left out; ``place`` is "line 12", "B4" or empty for the whole file."""

    level: Level
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class DraftStep:
    """One column of the map; the name and the time label may be empty."""

    name: str = ""
    time_label: str = ""


@dataclass(frozen=True, slots=True)
class DraftStage:
    """A stage with its steps, at least one; the goal is the customer's."""

    name: str
    steps: tuple[DraftStep, ...] = (DraftStep(),)
    goal: str = ""


@dataclass(frozen=True, slots=True)
class DraftLane:
    """A row of the map; ``divider`` (interaction, visibility, internal) only where ``kind`` is "divider"."""

    kind: str
    name: str
    subtitle: str = ""
    series: str = "as_is"
    persona: str = ""
    divider: str = ""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A card; ``lane`` counts lanes and ``step`` steps across all stages, both from 0.

    ``to_step`` is the last step of a card that spans several, else None. ``score`` is −2…+2 in tenths, or None
    where the file gave no number; ``word`` is a feeling's own word. ``personas`` are names out of the draft's,
    ``sources`` titles, ``fields`` further fields as the card's record has them.
    """

    lane: int
    step: int
    kind: str
    text: str
    to_step: int | None = None
    score: float | None = None
    word: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    place: str = ""
    sources: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the reader has to say, in the order of the file, and what the draft holds."""

    source: str
    entries: tuple[Entry, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def at(self, level: Level) -> tuple[Entry, ...]:
        """The entries of one level."""
        return tuple(entry for entry in self.entries if entry.level == level)

    def summary(self) -> str:
        """One line for a person: what the map holds and how much was guessed or left out."""
        parts = [counted(self.counts.get(name, 0), name) for name in ("stages", "steps", "lanes", "cards")]
        guessed, ignored = len(self.at("guessed")), len(self.at("ignored"))
        return f"{', '.join(parts)}; {guessed} guessed, {ignored} ignored."

    def lines(self) -> tuple[str, ...]:
        """The report for a person: the summary, then every guess and omission with its place."""
        told = [entry for entry in self.entries if entry.level != "recognised"]
        return (
            self.summary(),
            *(f"{entry.level}: {f'{entry.place}: ' if entry.place else ''}{entry.message}" for entry in told),
        )

    def as_json(self) -> dict[str, object]:
        """The report as plain JSON values."""
        counts: dict[str, int] = {**self.counts}
        for level in LEVELS:
            counts[level] = len(self.at(level))
        return {
            "source": self.source,
            "counts": counts,
            "entries": [
                {"level": entry.level, "place": entry.place, "message": entry.message} for entry in self.entries
            ],
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """A foreign file read as a journey map, not yet a map."""

    title: str
    kind: MapKind
    stages: tuple[DraftStage, ...]
    lanes: tuple[DraftLane, ...]
    cards: tuple[DraftCard, ...]
    personas: tuple[str, ...] = ()
    language: str = ""
    report: Report = Report("")
    parked: tuple[DraftCard, ...] = ()
    """Cards that stand nowhere; their lane and step say nothing."""
    exact: bool = False
    """Whether the file is one of ours, in which nothing had to be guessed."""

    @property
    def steps(self) -> tuple[DraftStep, ...]:
        """All steps from left to right, as cards count them."""
        return tuple(step for stage in self.stages for step in stage.steps)

    def lane_cards(self, kind: str) -> tuple[DraftCard, ...]:
        """The cards of every lane of one kind."""
        return tuple(card for card in self.cards if self.lanes[card.lane].kind == kind)


class Notes:
    """Collects report entries while a file is read; the same sentence about the same place is kept once."""

    def __init__(self) -> None:
        self._entries: dict[Entry, None] = {}

    def recognised(self, place: str, message: str) -> None:
        """Note something the file plainly said."""
        self._add("recognised", place, message)

    def guessed(self, place: str, message: str) -> None:
        """Note something assumed, which a person should look at."""
        self._add("guessed", place, message)

    def ignored(self, place: str, message: str) -> None:
        """Note something that did not come into the map."""
        self._add("ignored", place, message)

    def extend(self, other: Notes) -> None:
        """Take over everything another collection holds."""
        self._entries.update(other._entries)

    def entries(self) -> tuple[Entry, ...]:
        """All entries: those about lines in the order of the file, then those about the whole of it."""
        return tuple(sorted(self._entries, key=_line))

    def _add(self, level: Level, place: str, message: str) -> None:
        self._entries.setdefault(Entry(level, place, message))


def _line(entry: Entry) -> int:
    found = re.match(r"line (\d+)", entry.place)
    return int(found.group(1)) if found else 1 << 60 if not entry.place else 1 << 50


_PLURALS = {"stages": "stage", "steps": "step", "lanes": "lane", "cards": "card"}


def counted(number: int, plural: str) -> str:
    """ "3 lanes", "1 lane"."""
    singular = _PLURALS.get(plural, plural.removesuffix("s"))
    return f"{number:,} {singular if number == 1 else plural}"
