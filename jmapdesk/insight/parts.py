"""A map split into parts for groups who work apart, each part a map by itself with the same ids.

A part holds the group's own stages, lanes or personas and what they need to be understood: what the map is about, all
personas, sources and initiatives; by stage all lanes, by lane all steps and what the customer does, by persona also
what is everybody's. Left out are the cards of other groups and what is about the whole map: votes, reviews, views,
photographs under the lanes, parked cards, parts of the file that this version does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from jmapdesk.edit.assets import unused_assets
from jmapdesk.insight.find import lane_words
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_parts, with_records
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.naming import short
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids

BY: Final = ("stage", "lane", "persona")
"""What a map can be split by."""

_CONTEXT: Final = frozenset({"actions"})
"""Lanes that go along in every part by lane: without what the customer does the others mean little."""


class Group(NamedTuple):
    """A group: what it is called, and the ids of the stages, lanes or personas it works on."""

    name: str
    ids: tuple[str, ...]


def choices(journey: JourneyMap, by: str) -> list[Group]:
    """What can be handed out, one at a time, in reading order: stages, lanes that hold cards, or personas."""
    if by == "stage":
        return [
            Group(short(one.name) or f"Stage {number}", (one.id,))
            for number, one in enumerate(queries.stages(journey), 1)
        ]
    if by == "lane":
        holding = [one for one in queries.lanes(journey) if card_kind_of(one.kind) is not None]
        return [Group(short(lane_words(one)), (one.id,)) for one in holding]
    return [
        Group(short(one.name) or f"Persona {number}", (one.id,))
        for number, one in enumerate(queries.personas(journey), 1)
    ]


def groups(journey: JourneyMap, by: str, number: int | None = None, names: Sequence[str] = ()) -> list[Group]:
    """The map's stages, lanes or personas dealt out to so many groups, neighbours together; to one each if not said.

    ``names`` are what the groups are called, and how many there are. Raises JmapError ``pack.too_many`` where there is
    less than one for each.
    """
    single = choices(journey, by)
    if not single:
        raise JmapError("pack.nothing", f"The map has no {by} to hand out; no packs were made.")
    count = len(names) or (number if number is not None else len(single))
    if not 1 <= count <= len(single):
        some = f"{len(single)} {by}s" if len(single) != 1 else f"one {by}"
        raise JmapError("pack.too_many", f"The map has {some}, not enough for {count} groups; no packs were made.")
    dealt: list[Group] = []
    for place in range(count):
        mine = single[place * len(single) // count : (place + 1) * len(single) // count]
        words = mine[0].name if len(mine) == 1 else f"{mine[0].name} – {mine[-1].name}"
        dealt.append(Group(names[place] if names else words, tuple(key for one in mine for key in one.ids)))
    return dealt


def shared_cards(held: JourneyMap, by: str, ids: Collection[str]) -> int:
    """How many cards of a group's part are not its own: with lanes every group gets what the customer does."""
    if by != "lane":
        return 0
    lanes = {key for key, one in held.lanes.items() if one.kind in _CONTEXT and key not in ids}
    return sum(card.lane in lanes for card in held.cards.values())


def part_of(journey: JourneyMap, by: str, ids: Collection[str]) -> JourneyMap:
    """What a group with these stages, lanes or personas works on; records keep their ids. Walks all cards."""
    stages, lanes = dict(journey.stages), dict(journey.lanes)
    if by == "stage":
        stages = {key: one for key, one in stages.items() if key in ids}
    elif by == "lane":
        lanes = {key: one for key, one in lanes.items() if key in ids or one.kind in _CONTEXT}
    steps = {step.id for stage in stages.values() for step in stage.steps}
    cards = {
        key: card
        for key, card in journey.cards.items()
        if card.lane in lanes and card.step in steps and (by != "persona" or _concerns(card, ids))
    }
    held = with_parts(
        journey, base=None, stages=stages, lanes=lanes, cards=cards, vote_rounds={}, reviews={}, views={}, backdrops={},
        conflicts={}, extra={},
        workshop=replace(journey.workshop, brought=(), by_group=()),
        connections={k: c for k, c in journey.connections.items() if c.start in cards and c.end in cards},
    )  # fmt: skip
    there = {*held.personas, *stages, *steps, *lanes, *cards, *held.connections, *held.sources, *held.initiatives}
    held = with_parts(held, comments={key: one for key, one in journey.comments.items() if one.target in there})
    held = with_records(held, "assets", dict.fromkeys(unused_assets(held)))
    return repair(held, counting_ids("mended"))[0]


def _concerns(card: Card, personas: Collection[str]) -> bool:
    """Whether a card is about one of these personas, or about everybody."""
    whose = {*card.personas, *(() if card.persona is None else (card.persona,))}
    return not whose or not whose.isdisjoint(personas)
