"""Moving cards: into a cell, by steps and lanes, together, and to and from the parked ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from jmapdesk.edit.base import need
from jmapdesk.edit.cells import Place, check_place, feelings_fit, landing_kind, place_keys
from jmapdesk.edit.parking import parked
from jmapdesk.edit.spans import shifted_end
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Lane


class _Landing(NamedTuple):
    card: Card
    lane: str
    step: str
    order: str


def move_into_cell(journey: JourneyMap, ids: Iterable[str], place: Place, convert: bool = True) -> JourneyMap:
    """Bring cards to one place, one below another in the reading order they had; spans keep their length.

    Parked cards come back to the map this way. With ``convert`` a card of words takes the kind of its new lane
    (see ``landing_kind``). The same map where any of them cannot stand there. Raises JmapError for unknown ids.
    """
    check_place(journey, place)
    moving = reading_order(journey, ids)
    keys, moved = place_keys(journey, place, moving)
    landings = [_Landing(card, place.lane, place.step, key) for card, key in zip(moving, keys, strict=True)]
    return _landed(journey, landings, convert, moved)


def move_by(journey: JourneyMap, ids: Iterable[str], steps: int, lanes: int, convert: bool = True) -> JourneyMap:
    """Shift cards by so many steps and lanes; lanes count as ``card_lanes`` lists them.

    Cards keep their order keys, so shifting there and back restores the map. The same map where any of them would
    leave the map, is parked, or cannot stand where it would land. Raises JmapError for unknown ids.
    """
    landings = _shifted(journey, [need(journey.cards, key, "card") for key in ids], steps, lanes)
    return journey if landings is None else _landed(journey, landings, convert, {})


def move_together(
    journey: JourneyMap, ids: Iterable[str], anchor: str, place: Place, convert: bool = True
) -> JourneyMap:
    """Bring the anchor to a place and the other cards along, each as far from it in steps and lanes as it was.

    The cards of the anchor's own cell land with it, in their order; so do parked ones. Where the anchor is parked
    all go into the cell. The same map where any of them has no room. Raises JmapError for unknown ids.
    """
    wanted = dict.fromkeys((*ids, anchor))
    if len(wanted) == 1:
        return move_into_cell(journey, wanted, place, convert)
    check_place(journey, place)
    moving = reading_order(journey, wanted)
    held = journey.cards[anchor]
    if held.lane is None or held.step is None:
        return move_into_cell(journey, wanted, place, convert)
    near = [c for c in moving if c.lane is None or (c.lane, c.step) == (held.lane, held.step)]
    far = [card for card in moving if card not in near]
    places = queries.step_indexes(journey)
    rows = {lane.id: row for row, lane in enumerate(card_lanes(journey))}
    down = rows.get(place.lane, 0) - rows.get(held.lane, 0)
    shifted = _shifted(journey, far, places[place.step] - places[held.step], down)
    if shifted is None:
        return journey
    keys, moved = place_keys(journey, place, near)
    landings = [_Landing(card, place.lane, place.step, key) for card, key in zip(near, keys, strict=True)]
    return _landed(journey, [*landings, *shifted], convert, moved)


def move_to(journey: JourneyMap, ids: Iterable[str], lane: str | None = None, step: str | None = None) -> JourneyMap:
    """Bring cards into another lane, into another step, or both; each cell's cards to the end of their new cell.

    What is not given stays as it is. The same map where any of them cannot stand there. Raises JmapError for
    unknown ids.
    """
    cells: dict[Place, list[str]] = {}
    for card in reading_order(journey, ids):
        here = Place(lane or card.lane or "", step or card.step or "")
        if not here.lane or not here.step:
            return journey
        if (card.lane, card.step) != (here.lane, here.step):
            cells.setdefault(here, []).append(card.id)
    result = journey
    for place, moving in cells.items():
        before = result
        result = move_into_cell(before, moving, place)
        if result is before:
            return journey
    return result


def park(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Put cards aside, after those parked already; they keep everything but their place. Walks all cards.

    They come back with ``move_into_cell``.
    """
    return parked(journey, reading_order(journey, ids))


def next_shown(ids: Sequence[str], key: str, by: int, hidden: Collection[str] = ()) -> int | None:
    """The place of the next one before (``by`` −1) or after (1) another that is not hidden; None for none."""
    place = ids.index(key) + by
    while 0 <= place < len(ids) and ids[place] in hidden:
        place += by
    return place if 0 <= place < len(ids) else None


def card_lanes(journey: JourneyMap) -> list[Lane]:
    """The lanes that show and take cards, top to bottom: the rows by which ``move_by`` counts."""
    return [lane for lane in queries.lanes(journey) if not lane.hidden and card_kind_of(lane.kind) is not None]


def reading_order(journey: JourneyMap, ids: Iterable[str]) -> list[Card]:
    """The cards lane by lane, step by step, top to bottom; parked ones last."""
    cards = [need(journey.cards, key, "card") for key in dict.fromkeys(ids)]
    if len(cards) < 2:
        return cards
    rows = {lane.id: row for row, lane in enumerate(queries.lanes(journey))}
    places = queries.step_indexes(journey)
    last = max(len(rows), len(places))
    return sorted(
        cards,
        key=lambda c: (rows.get(c.lane or "", last), places.get(c.step or "", last), c.order, c.id),
    )


def _shifted(journey: JourneyMap, cards: Sequence[Card], steps: int, lanes: int) -> list[_Landing] | None:
    """Where the cards land when shifted, or None where any of them leaves the map."""
    columns = queries.columns(journey)
    places = {column.step.id: column.place for column in columns}
    rows = card_lanes(journey)
    row_of = {lane.id: row for row, lane in enumerate(rows)}
    result: list[_Landing] = []
    for card in cards:
        if card.lane is None or card.step is None:
            return None
        place = places[card.step] + steps
        last = places[card.to_step] + steps if card.to_step is not None else place
        row = row_of.get(card.lane)
        if not 0 <= place <= last < len(columns):
            return None
        if lanes == 0:
            lane = card.lane
        elif row is None or not 0 <= row + lanes < len(rows):
            return None
        else:
            lane = rows[row + lanes].id
        result.append(_Landing(card, lane, columns[place].step.id, card.order))
    return result


def _landed(
    journey: JourneyMap, landings: Sequence[_Landing], convert: bool, moved: dict[str, Record | None]
) -> JourneyMap:
    """The map with the cards where they land; the same map where any of them cannot stand there."""
    cards: dict[str, Record | None] = dict(moved)
    feelings: list[Card] = []
    for card, lane, step, order in landings:
        kind = card.kind
        if lane != card.lane:
            landing = landing_kind(card.kind, journey.lanes[lane].kind, convert)
            if landing is None:
                return journey
            kind = landing
        end = card.to_step if step == card.step else shifted_end(journey, card, step)
        result = replace(card, lane=lane, step=step, to_step=end, order=order, kind=kind)
        cards[card.id] = result
        if kind == "feeling" and (lane, step) != (card.lane, card.step):
            feelings.append(result)
    if feelings and not feelings_fit(journey, [c for c in cards.values() if isinstance(c, Card)]):
        return journey
    return with_records(journey, "cards", cards)
