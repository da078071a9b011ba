"""What may stand where: which lane takes which card, and where in a cell a card goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from jmapdesk.edit.base import index_at, keys_at, need, need_column, room
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS, card_kind_of
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card

PLAIN_KINDS = frozenset(CARD_KINDS) - {"feeling", "metric", "image"}
"""The kinds that are words on a card: one may turn into another without asking."""


class Place(NamedTuple):
    """A place in a cell: lane, step, and the cards it lies between.

    ``after`` is the card right above, ``before`` the card right below, cards that are being moved not counted.
    With either of them given (the other None at the cell's edge) the place costs nothing to find. With neither the
    place is the cell's end, which costs a walk over all cards: a drag gives what it sees.
    """

    lane: str
    step: str
    after: str | None = None
    before: str | None = None


def landing_kind(card_kind: str, lane_kind: str, convert: bool = True) -> str | None:
    """The kind a card has in a lane of that kind, or None where it cannot stand there.

    Feelings stand in lanes of feelings and nothing else does; dividers and counts take no card. With ``convert`` a
    card of words takes the lane's own kind (a thought dragged to the pain points is a pain point); feelings,
    metrics, images and kinds this version does not know stay what they are.
    """
    own = card_kind_of(lane_kind)
    if own is None or (card_kind == "feeling") != (own == "feeling"):
        return None
    if convert and lane_kind in LANE_KINDS and card_kind in PLAIN_KINDS and own in PLAIN_KINDS:
        return own
    return card_kind


def takes(journey: JourneyMap, lane: str, card_kind: str) -> bool:
    """Whether a card of this kind may stand in the lane."""
    return landing_kind(card_kind, need(journey.lanes, lane, "lane").kind) is not None


def feeling_at(
    journey: JourneyMap, lane: str, step: str, persona: str | None = None, series: str = "as_is"
) -> Card | None:
    """The one feeling of a persona and series in a cell. Walks all cards."""
    for card in journey.cards.values():
        if (
            card.step == step
            and card.lane == lane
            and card.kind == "feeling"
            and card.persona == persona
            and card.series == series
        ):
            return card
    return None


def feelings_fit(journey: JourneyMap, landed: Collection[Card]) -> bool:
    """Whether these feelings, as they will be, have their places to themselves. Walks all cards if there are any."""
    places = {place for card in landed if (place := _feeling_place(card)) is not None}
    if len(places) < sum(_feeling_place(card) is not None for card in landed):
        return False
    if not places:
        return True
    ids = {card.id for card in landed}
    return not any(
        card.kind == "feeling" and _feeling_place(card) in places and card.id not in ids
        for card in journey.cards.values()
    )


def _feeling_place(card: Card) -> tuple[str, str, str | None, str] | None:
    if card.kind != "feeling" or card.lane is None or card.step is None:
        return None
    return card.lane, card.step, card.persona, card.series


def check_place(journey: JourneyMap, place: Place) -> None:
    """Raises JmapError unless lane, step and the neighbours named are in the map."""
    need(journey.lanes, place.lane, "lane")
    if queries.stage_of_step(journey, place.step) is None:
        need_column(journey, place.step)
    for neighbour in (place.after, place.before):
        if neighbour is not None:
            need(journey.cards, neighbour, "card")


def place_keys(
    journey: JourneyMap, place: Place, moving: Sequence[Card] = (), count: int = 0
) -> tuple[list[str], dict[str, Record | None]]:
    """Order keys for the moving cards, or ``count`` new ones, at a place; and cards that need a new key themselves.

    Cards that stand there already in that order keep their keys.
    """
    count = count or len(moving)
    above, below = (journey.cards.get(key) if key is not None else None for key in (place.after, place.before))
    ids = {card.id for card in moving}
    trusted = [card for card in (above, below) if card is not None]
    if not trusted or any(card.id in ids or card.lane != place.lane or card.step != place.step for card in trusted):
        return _looked_up_keys(journey, place, moving, count)
    low = above.order if above else None
    high = below.order if below else None
    if _stand(moving, place, low, high):
        return [card.order for card in moving], {}
    keys = room(low, high, count)
    return (keys, {}) if keys is not None else _looked_up_keys(journey, place, moving, count)


def _looked_up_keys(
    journey: JourneyMap, place: Place, moving: Sequence[Card], count: int
) -> tuple[list[str], dict[str, Record | None]]:
    """The same by looking at every card of the cell."""
    ids = {card.id for card in moving}
    cell = queries.cell_cards(journey, place.lane, place.step)
    there = {card.id for card in cell}
    before = place.before if place.before in there else None
    after = place.after if before is None and place.after in there else None
    index = sum(card.id not in ids for card in cell[: index_at(cell, before, after, "card")])
    others = [card for card in cell if card.id not in ids]
    low = others[index - 1].order if index else None
    high = others[index].order if index < len(others) else None
    if _stand(moving, place, low, high):
        return [card.order for card in moving], {}
    keys, rest = keys_at(others, index, count)
    return keys, {key: replace(journey.cards[key], order=order) for key, order in rest.items()}


def _stand(moving: Sequence[Card], place: Place, low: str | None, high: str | None) -> bool:
    """Whether the cards stand at the place already, in this order."""
    if not moving or any(card.lane != place.lane or card.step != place.step for card in moving):
        return False
    keys = [low or "", *(card.order for card in moving)]
    return all(a < b for a, b in pairwise(keys)) and (high is None or keys[-1] < high)


def place_at(journey: JourneyMap, lane: str, step: str, index: int | None = None) -> Place:
    """The place at an index in a cell (None: its end). Walks all cards: not for drags."""
    cell = queries.cell_cards(journey, lane, step)
    index = len(cell) if index is None else max(0, min(index, len(cell)))
    return Place(
        lane,
        step,
        cell[index - 1].id if index > 0 else None,
        cell[index].id if index < len(cell) else None,
    )
