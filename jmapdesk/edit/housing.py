"""Which lane a card goes to, and the lane that comes with it where the map has none for such cards."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place, landing_kind
from jmapdesk.edit.lanes import add_lane, set_lane_fields
from jmapdesk.edit.stages import add_stage
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import LANE_KINDS, card_kind_of, lane_kind_for
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


def landing(journey: JourneyMap, lane_id: str, kind: str | None) -> Lane | None:
    """The lane a card lands in: the one given, for a kind the nearest of that kind, else the nearest that takes it."""
    lanes = [lane for lane in queries.lanes(journey) if not lane.hidden]
    here = journey.lanes.get(lane_id)
    if kind is None:
        return here if here is not None and card_kind_of(here.kind) is not None else None
    at = next((i for i, lane in enumerate(lanes) if lane.id == lane_id), 0)
    near = sorted(range(len(lanes)), key=lambda i: (abs(i - at), i))
    own = next((lanes[i] for i in near if card_kind_of(lanes[i].kind) == kind), None)
    return own or next((lanes[i] for i in near if landing_kind(kind, lanes[i].kind, convert=False)), None)


def home(journey: JourneyMap, lane_id: str, kind: str) -> Lane | None:
    """The lane that is for cards of a kind, the nearest one to a lane; for a quote also one for thoughts.

    A text stands wherever it is written. None where a lane for the kind should come along.
    """
    found = landing(journey, lane_id, kind)
    if kind == "text" or (found is not None and card_kind_of(found.kind) == kind):
        return found
    near = landing(journey, lane_id, _KIN[kind]) if kind in _KIN else None
    return near if near is not None and card_kind_of(near.kind) == _KIN[kind] else None


_KIN = {"quote": "thought"}
"""Kinds that stand well in a lane for another kind, where no lane is for themselves."""


def usual_neighbours(journey: JourneyMap, kind: str | None) -> tuple[str | None, str | None]:
    """The lanes that a lane for cards of a kind usually stands right after and right before, as far as there are any.

    Two times None where lines part the map: there the order says more than the kinds.
    """
    lanes = queries.lanes(journey)
    if any(lane.kind == "divider" for lane in lanes):
        return None, None
    usual = list(LANE_KINDS)
    own = usual.index(lane_kind_for(kind or "text"))
    earlier = [n for n, lane in enumerate(lanes) if lane.kind in LANE_KINDS and usual.index(lane.kind) < own]
    at = earlier[-1] + 1 if earlier else 0
    return lanes[at - 1].id if at else None, lanes[at].id if at < len(lanes) else None


def house(
    journey: JourneyMap,
    kind: str | None,
    new_id: NewId,
    step: str | None = None,
    after: str | None = None,
    before: str | None = None,
) -> tuple[JourneyMap, Place]:
    """The map with a lane for cards of a kind (None: text), and where in it a card goes.

    One that is there is taken, a hidden one shows again, else there is a new one below the lane ``after``, above the
    lane ``before``, or at the bottom. Without ``step`` it is the first; a map that has none gets a stage.
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
        above = before if below is None and before in journey.lanes else None
        journey = add_lane(journey, lane_kind_for(kind or "text"), lambda: lane, after=below, before=above)
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
