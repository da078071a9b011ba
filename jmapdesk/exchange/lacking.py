"""What of a map a format has no place for, told in one sentence, so that nobody finds out too late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap

Told: TypeAlias = Callable[[JourneyMap], str]
"""What a map has of something, in words with a number; empty where it has none."""


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}" if count else ""


def _about(journey: JourneyMap) -> str:
    about = journey.about
    given = (about.purpose, about.goal, about.success_measure, about.scope, about.owner, about.reviewed_on)
    return "what the map is for and who looks after it" if any(given) else ""


def _persona_details(journey: JourneyMap) -> str:
    told = [one for one in journey.personas.values() if one.role or one.quote or one.goals or one.background]
    return "what is told of personas" if told else ""


def _source_details(journey: JourneyMap) -> str:
    told = [one for one in journey.sources.values() if one.quote or one.link or one.observed_on or one.sample_size]
    return "details of sources" if told else ""


def _readings(journey: JourneyMap) -> str:
    return _many(sum(max(0, len(card.readings) - 1) for card in journey.cards.values()), "earlier measured value")


def _goals(journey: JourneyMap) -> str:
    return "goals of stages" if any(stage.goal for stage in journey.stages.values()) else ""


def _times(journey: JourneyMap) -> str:
    steps = (step for stage in journey.stages.values() for step in stage.steps)
    return "times of steps" if any(step.time for step in steps) else ""


def _looks(journey: JourneyMap) -> str:
    marked = any(card.colour or card.icon for card in journey.cards.values())
    marked = marked or any(stage.colour for stage in journey.stages.values())
    marked = marked or any(lane.colour for lane in journey.lanes.values())
    return "colours and icons" if marked else ""


def _dividers(journey: JourneyMap) -> str:
    return _many(sum(1 for lane in journey.lanes.values() if lane.kind == "divider"), "line between lanes",
                 "lines between lanes")  # fmt: skip


def _empty(journey: JourneyMap) -> str:
    """Steps and lanes in which no card begins."""
    steps = {card.step for card in journey.cards.values()}
    lanes = {card.lane for card in journey.cards.values()}
    without = [
        _many(sum(1 for column in queries.columns(journey) if column.step.id not in steps), "step"),
        _many(sum(1 for lane in journey.lanes.values() if lane.id not in lanes and lane.kind != "divider"), "lane"),
    ]
    return " and ".join(one for one in without if one) + " without cards" if any(without) else ""


def _parked(journey: JourneyMap) -> str:
    return _many(sum(1 for card in journey.cards.values() if card.lane is None), "card put aside", "cards put aside")


def _notes(journey: JourneyMap) -> str:
    return "notes of cards" if any(card.note for card in journey.cards.values()) else ""


THINGS: Final[Mapping[str, Told]] = MappingProxyType(
    {
        "about": _about,
        "goals": _goals,
        "times": _times,
        "personas": _persona_details,
        "notes": _notes,
        "parked": _parked,
        "empty": _empty,
        "dividers": _dividers,
        "connections": lambda journey: _many(len(journey.connections), "connection"),
        "pictures": lambda journey: _many(len(journey.assets), "picture"),
        "readings": _readings,
        "sources": lambda journey: _many(len(journey.sources), "source"),
        "source details": _source_details,
        "initiatives": lambda journey: _many(len(journey.initiatives), "initiative"),
        "votes": lambda journey: "votes" if queries.votes(journey) else "",
        "comments": lambda journey: _many(len(journey.comments), "comment"),
        "looks": _looks,
    }
)
"""What a format may lack, in the order it is told."""


def lacking(journey: JourneyMap, name: str, missing: Collection[str]) -> list[str]:
    """The sentence on what a format called ``name`` leaves behind; none where the map has nothing of it."""
    told = [said for thing, say in THINGS.items() if thing in missing and (said := say(journey))]
    if not told:
        return []
    listed = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]
    return [f"{name} has no place for {listed}; the map file keeps them."]
