"""A card and the lane it needs, where no lane of the map is for such cards."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import add_lane, set_lane_fields
from jmapdesk.edit.stages import add_stage
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of, lane_kind_for
from jmapdesk.model.records import Lane
from jmapdesk.util.ids import NewId


def lacks_lane(journey: JourneyMap, kind: str | None) -> bool:
    """Whether no lane that shows is for cards of a kind; for None, whether none holds cards at all."""
    own = [card_kind_of(lane.kind) for lane in queries.lanes(journey) if not lane.hidden]
    return all(one is None if kind is None else one != kind for one in own)


def hidden_lane(journey: JourneyMap, kind: str | None) -> Lane | None:
    """The first hidden lane that is for cards of a kind."""
    found = (lane for lane in queries.lanes(journey) if lane.hidden and card_kind_of(lane.kind) == (kind or "text"))
    return next(found, None)


def house(
    journey: JourneyMap, kind: str | None, new_id: NewId, step: str | None = None, after: str | None = None
) -> tuple[JourneyMap, Place]:
    """The map with a lane for cards of a kind (None: text), and where in it a card goes.

    One that is there is taken, a hidden one shows again, else there is a new one below the lane ``after``, or at the
    bottom. Without ``step`` it is the first; a map that has none gets a stage.
    """
    shown = (lane.id for lane in queries.lanes(journey) if not lane.hidden)
    own = next((key for key in shown if card_kind_of(journey.lanes[key].kind) == (kind or "text")), None)
    hidden = hidden_lane(journey, kind)
    if own is not None:
        lane = own
    elif hidden is not None:
        lane, journey = hidden.id, set_lane_fields(journey, hidden.id, hidden=False)
    else:
        lane, below = new_id(), after if after in journey.lanes else None
        journey = add_lane(journey, lane_kind_for(kind or "text"), lambda: lane, after=below)
    if step is None or queries.stage_of_step(journey, step) is None:
        if not queries.columns(journey):
            journey = add_stage(journey, new_id)
        step = queries.columns(journey)[0].step.id
    return journey, Place(lane, step)


def add_housed_card(
    journey: JourneyMap,
    kind: str | None,
    new_id: NewId,
    step: str | None = None,
    after: str | None = None,
    text: str = "",
    **fields: Any,
) -> JourneyMap:
    """The map with such a lane and a card in it, if it takes one there. Raises what ``add_card`` raises."""
    journey, place = house(journey, kind, new_id, step, after)
    return add_card(journey, place, new_id, kind, text, **fields)
