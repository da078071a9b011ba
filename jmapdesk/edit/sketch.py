"""A template filled in for a picture of it: where cards would stand and how a curve would run, without words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_feeling
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.records import Lane
from jmapdesk.util.ids import NewId

_FULL = ("touchpoints", "actions", "channels", "front_stage", "back_stage", "support")
"""Lanes with a card in nearly every step."""


def sketched(journey: JourneyMap, new_id: NewId, series: Iterable[str] = ("as_is",)) -> JourneyMap:
    """The map with wordless cards and a curve of feelings in it, the same ones each time. Never saved."""
    steps = [column.step.id for column in queries.columns(journey)]
    for row, lane in enumerate(queries.lanes(journey)):
        if lane.kind == "feelings":
            journey = _curve(journey, lane, steps, new_id, series)
        elif card_kind_of(lane.kind) not in (None, "image"):
            for place, step in enumerate(steps):
                if _stands(row, place, lane.kind):
                    journey = add_card(journey, Place(lane.id, step), new_id)
    return journey


def _stands(row: int, place: int, kind: str) -> bool:
    """A pattern that looks like a map somebody is half way through."""
    beat = (3 * row + 4 * place + place // 3) % 7
    return beat < (5 if kind in _FULL else 3)


def _curve(journey: JourneyMap, lane: Lane, steps: list[str], new_id: NewId, series: Iterable[str]) -> JourneyMap:
    for one in series:
        lift = one == "to_be"
        for place, step in enumerate(steps):
            score = 1.3 * math.sin(1.15 * place + 0.6) * math.cos(0.25 * place) - 0.2 + 0.8 * lift
            journey = set_feeling(journey, lane.id, step, score, new_id, series=one)
    return journey
