"""Cards on the clipboard: copied as JSON text with what belongs to them, pasted into this map or another.

Places are kept as distances from the group's top left corner, so that it lands in its shape. Text from a clipboard
may come from anywhere: it is checked like a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, ValidationError

from jmapdesk.edit.cells import Place, check_place, feeling_at, landing_kind, place_keys
from jmapdesk.edit.moves import card_lanes, reading_order
from jmapdesk.edit.parking import parked_keys
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Asset, Card, Connection, Origin, Source
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId

FORMAT = "jmapdesk-cards"
"""The mark by which a fragment is known."""

MEDIA_TYPE = "application/x-jmapdesk-cards+json"
"""What the clipboard calls it."""

VERSION = 1


class _Held(Record):
    """A card of a fragment, and where it lies: rows and steps from the group's corner, steps beyond its own."""

    card: Card
    row: int | None = None
    place: int | None = None
    length: Annotated[int, Field(ge=0)] = 0
    lane_kind: str = ""


class _Fragment(Record):
    format: str
    version: int
    cards: Annotated[tuple[_Held, ...], Field(strict=False)] = ()
    connections: Annotated[tuple[Connection, ...], Field(strict=False)] = ()
    sources: Annotated[tuple[Source, ...], Field(strict=False)] = ()
    assets: Annotated[tuple[Asset, ...], Field(strict=False)] = ()


def copy_cards(journey: JourneyMap, ids: Iterable[str]) -> str:
    """The cards as text for the clipboard, with their sources, pictures and the arrows between them.

    Raises JmapError for unknown ids.
    """
    cards = reading_order(journey, ids)
    inside = {card.id for card in cards}
    rows = {lane.id: row for row, lane in enumerate(card_lanes(journey))}
    places = queries.step_indexes(journey)
    first_row = min((rows[card.lane] for card in cards if card.lane in rows), default=0)
    first_place = min((places[card.step] for card in cards if card.step in places), default=0)
    sources = dict.fromkeys(key for card in cards for key in _sources_of(card))
    assets = dict.fromkeys(card.asset for card in cards if card.asset is not None)

    def held(card: Card) -> _Held:
        if card.lane is None or card.step is None:
            return _Held(card=card)
        place = places[card.step]
        return _Held(
            card=card,
            row=rows[card.lane] - first_row if card.lane in rows else None,
            place=place - first_place,
            length=max(0, places[card.to_step] - place) if card.to_step is not None else 0,
            lane_kind=journey.lanes[card.lane].kind,
        )

    fragment = _Fragment(
        format=FORMAT,
        version=VERSION,
        cards=tuple(held(card) for card in cards),
        connections=tuple(c for c in journey.connections.values() if c.start in inside and c.end in inside),
        sources=tuple(journey.sources[key] for key in sources if key in journey.sources),
        assets=tuple(journey.assets[key] for key in assets if key in journey.assets),
    )
    return fragment.model_dump_json(exclude_defaults=True)


def paste_cards(journey: JourneyMap, text: str, new_id: NewId, place: Place | None = None) -> JourneyMap:
    """Put copied cards on the map: the group's top left corner at ``place``, the rest around it as it stood.

    Without a place each goes back to the lane and step it was copied from, if the map has these. What finds no place
    is parked: nothing is lost. Copies remember the card they came from. Raises JmapError for text that holds no
    copied cards, and for an unknown place.
    """
    fragment = _read(text)
    if place is not None:
        check_place(journey, place)
    sources = {source.id: source for source in fragment.sources if source.id not in journey.sources}
    result = with_records(journey, "sources", sources)
    result, assets = _with_assets(result, fragment.assets, new_id)
    ids = {held.card.id: new_id() for held in fragment.cards}
    spots = _spots(result, fragment, place)
    orders, moved = _orders(result, spots, place)
    cards: dict[str, Record | None] = dict(moved)
    for held, spot, order in zip(fragment.cards, spots, orders, strict=True):
        card = _copied(result, held.card, ids, assets)
        cards[card.id] = replace(
            card, lane=spot.lane, step=spot.step, to_step=spot.to_step, kind=spot.kind, order=order
        )
    result = with_records(result, "cards", cards)
    arrows = (
        replace(arrow, id=new_id(), start=ids[arrow.start], end=ids[arrow.end])
        for arrow in fragment.connections
        if arrow.start in ids and arrow.end in ids
    )
    return with_records(result, "connections", {arrow.id: arrow for arrow in arrows})


def _read(text: str) -> _Fragment:
    try:
        fragment = _Fragment.model_validate_json(text)
    except (ValidationError, ValueError) as error:
        raise JmapError("edit.no_fragment", "The clipboard holds no cards that can be pasted.") from error
    if fragment.format != FORMAT or fragment.version < 1:
        raise JmapError("edit.no_fragment", "The clipboard holds no cards that can be pasted.")
    if fragment.version > VERSION:
        raise JmapError("edit.newer_fragment", "These cards were copied in a newer version of jmapdesk.")
    return fragment


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a pasted card goes and what kind it is there; no lane means parked."""

    kind: str
    lane: str | None = None
    step: str | None = None
    to_step: str | None = None


def _spots(journey: JourneyMap, fragment: _Fragment, place: Place | None) -> list[_Spot]:
    taken: set[tuple[str, str, str | None, str]] = set()
    steps = [column.step.id for column in queries.columns(journey)]
    return [_spot(journey, held, place, steps, taken) for held in fragment.cards]


def _spot(
    journey: JourneyMap,
    held: _Held,
    place: Place | None,
    steps: list[str],
    taken: set[tuple[str, str, str | None, str]],
) -> _Spot:
    card = held.card
    parked = _Spot(card.kind)
    if place is None:
        if card.lane is None or card.lane not in journey.lanes or card.step not in steps:
            return parked
        lanes, step = [card.lane], card.step
    else:
        beyond = steps.index(place.step) + max(0, held.place or 0)
        lanes, step = _lanes_for(journey, held, place), steps[min(beyond, len(steps) - 1)]
    for lane in lanes:
        kind = landing_kind(card.kind, journey.lanes[lane].kind, convert=place is not None)
        if kind is None:
            continue
        if kind == "feeling":
            persona = card.persona if card.persona in journey.personas else None
            spot = (lane, step, persona, card.series)
            if spot in taken or feeling_at(journey, *spot) is not None:
                return parked
            taken.add(spot)
        end = min(steps.index(step) + held.length, len(steps) - 1)
        return _Spot(kind, lane, step, steps[end] if steps[end] != step else None)
    return parked


def _lanes_for(journey: JourneyMap, held: _Held, place: Place) -> list[str]:
    """Lanes that may take the card, the likeliest first: as far down as it was, of the same kind, the one aimed at."""
    rows = [lane.id for lane in card_lanes(journey)]
    result: list[str] = []
    if held.row is not None and place.lane in rows:
        row = rows.index(place.lane) + max(0, held.row)
        result += rows[row : row + 1]
    result += [key for key in rows if journey.lanes[key].kind == held.lane_kind]
    return [*result, place.lane]


def _orders(journey: JourneyMap, spots: list[_Spot], place: Place | None) -> tuple[list[str], dict[str, Record | None]]:
    """Order keys for the pasted cards, cell by cell in their order, and cards that had to make room."""
    cells: dict[tuple[str, str] | None, list[int]] = {}
    for index, spot in enumerate(spots):
        cell = (spot.lane, spot.step) if spot.lane is not None and spot.step is not None else None
        cells.setdefault(cell, []).append(index)
    orders = [""] * len(spots)
    moved: dict[str, Record | None] = {}
    for cell, indexes in cells.items():
        if cell is None:
            keys = parked_keys(journey, len(indexes))
        else:
            aimed = place is not None and cell == (place.lane, place.step)
            target = place if aimed and place is not None else Place(*cell)
            keys, others = place_keys(journey, target, count=len(indexes))
            moved |= others
        for index, key in zip(indexes, keys, strict=True):
            orders[index] = key
    return orders, moved


def _copied(journey: JourneyMap, card: Card, ids: Mapping[str, str], assets: Mapping[str, str]) -> Card:
    """The card under its new id, pointing only to what the map has."""
    pains = [ids.get(key, key) for key in card.pains if key in ids or key in journey.cards]
    steps = queries.step_indexes(journey)
    return replace(
        card,
        id=ids[card.id],
        origin=replace(card.origin or Origin(), card=card.id),
        sources=tuple(key for key in card.sources if key in journey.sources),
        personas=tuple(key for key in card.personas if key in journey.personas),
        persona=card.persona if card.persona in journey.personas else None,
        pains=tuple(pains),
        initiative=card.initiative if card.initiative in journey.initiatives else None,
        from_step=card.from_step if card.from_step in steps else None,
        asset=assets.get(card.asset or ""),
        readings=tuple(
            reading if reading.source in journey.sources else replace(reading, source=None) for reading in card.readings
        ),
    )


def _with_assets(journey: JourneyMap, assets: Iterable[Asset], new_id: NewId) -> tuple[JourneyMap, dict[str, str]]:
    """The map with the fragment's pictures, each kept once, and under which ids they are found."""
    found: dict[str, str] = {}
    new: dict[str, Record | None] = {}
    known = {asset.data: key for key, asset in journey.assets.items()}
    for asset in assets:
        if asset.data in known:
            found[asset.id] = known[asset.data]
            continue
        key = new_id() if asset.id in journey.assets else asset.id
        found[asset.id] = known[asset.data] = key
        new[key] = replace(asset, id=key)
    return with_records(journey, "assets", new), found


def _sources_of(card: Card) -> list[str]:
    return [*card.sources, *(reading.source for reading in card.readings if reading.source is not None)]
