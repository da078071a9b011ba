"""The curves of a lane of feelings as rows: one for each persona and for what is and what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import SeriesKey, series_hue, series_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: its feeling in each step; where there are several curves, its name and the colour the map gives it."""

    key: SeriesKey
    cards: tuple[Card | None, ...]
    name: str
    colour: str | None
    dashed: bool


def curves_of(cells: Sequence[Sequence[Card]], journey: JourneyMap, context: Context) -> list[Curve]:
    """The curves of a lane in the map's order; one without any feeling where there is none."""
    found: dict[SeriesKey, list[Card | None]] = {}
    for place, cards in enumerate(cells):
        for card in cards:
            if card.kind == "feeling":
                row = found.setdefault((card.persona, card.series), [None] * len(cells))
                row[place] = row[place] or card
    people = {persona.id: persona for persona in queries.personas(journey)}
    order = {persona: i for i, persona in enumerate(people)}
    keys = sorted(found, key=lambda key: (key[1] != "as_is", order.get(key[0] or "", -1), key[0] or "", key[1]))
    if len(keys) < 2:
        key = keys[0] if keys else (None, "as_is")
        return [Curve(key, tuple(found.get(key, [])), "", None, key[1] != "as_is")]
    return [
        Curve(key, tuple(found[key]), series_name(key, people, context), series_hue(key, order, people, context),
              key[1] != "as_is")
        for key in keys
    ]  # fmt: skip
