"""The points of the feelings' curves: one for each lane, step, persona and series."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.base import need, need_column
from jmapdesk.edit.cards import add_card, delete_cards, set_fields
from jmapdesk.edit.cells import Place, feeling_at
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


def set_feeling(
    journey: JourneyMap,
    lane: str,
    step: str,
    score: float | None,
    new_id: NewId,
    *,
    persona: str | None = None,
    series: str = "as_is",
    **fields: Any,
) -> JourneyMap:
    """Make or change the feeling in a cell; the score is rounded to tenths and kept within −2 … +2.

    Walks all cards to find it: a drag of a point that is there uses ``set_score``. Raises JmapError for unknown ids
    and for lanes that hold no feelings.
    """
    need_column(journey, step)
    if need(journey.lanes, lane, "lane").kind != "feelings":
        raise JmapError("edit.no_feelings_here", "Feelings stand in lanes of feelings only.")
    there = feeling_at(journey, lane, step, persona, series)
    if there is not None:
        return set_fields(journey, there.id, score=score, **fields)
    return add_card(journey, Place(lane, step), new_id, score=score, persona=persona, series=series, **fields)


def set_score(journey: JourneyMap, card_id: str, score: float | None) -> JourneyMap:
    """Drag a point of the curve: rounded to tenths, kept within −2 … +2; None makes a gap. Costs one record."""
    return set_fields(journey, card_id, score=score)


def clear_feeling(
    journey: JourneyMap, lane: str, step: str, *, persona: str | None = None, series: str = "as_is"
) -> JourneyMap:
    """Take the feeling out of a cell; the curve is broken there. The same map where there is none."""
    need(journey.lanes, lane, "lane")
    need_column(journey, step)
    there = feeling_at(journey, lane, step, persona, series)
    return journey if there is None else delete_cards(journey, (there.id,))
