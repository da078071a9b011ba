"""Questions a map answers: reading order, what stands in a cell, what is evidence. Order is by key, ties by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar

from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.records import Card, Lane, Persona, Stage, Step


class _Ordered(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def order(self) -> str: ...


T = TypeVar("T", bound=_Ordered)


class Column(NamedTuple):
    """A step with the stage it belongs to and its place among all steps."""

    place: int
    stage: Stage
    step: Step


def in_order(records: Iterable[T]) -> list[T]:
    """Records by order key, ties by id."""
    return sorted(records, key=lambda record: (record.order, record.id))


def stages(journey: JourneyMap) -> list[Stage]:
    """The stages in reading order."""
    return in_order(journey.stages.values())


def lanes(journey: JourneyMap) -> list[Lane]:
    """The lanes from top to bottom, hidden ones included."""
    return in_order(journey.lanes.values())


def personas(journey: JourneyMap) -> list[Persona]:
    """The personas in order; the first is the map's main one."""
    return in_order(journey.personas.values())


def steps(stage: Stage) -> list[Step]:
    """The steps of a stage in reading order."""
    return in_order(stage.steps)


def columns(journey: JourneyMap) -> list[Column]:
    """All steps of the map in reading order."""
    pairs = [(stage, step) for stage in stages(journey) for step in steps(stage)]
    return [Column(place, stage, step) for place, (stage, step) in enumerate(pairs)]


def step_indexes(journey: JourneyMap) -> dict[str, int]:
    """The place of each step among all steps, by id."""
    return {column.step.id: column.place for column in columns(journey)}


def stage_of_step(journey: JourneyMap, step_id: str) -> Stage | None:
    """The stage a step belongs to."""
    return next((s for s in journey.stages.values() if any(step.id == step_id for step in s.steps)), None)


def cell_cards(journey: JourneyMap, lane: str | None, step: str | None) -> list[Card]:
    """The cards that start in a cell, top to bottom. Walks all cards: not for hot paths."""
    return in_order(card for card in journey.cards.values() if card.lane == lane and card.step == step)


def cards_by_cell(journey: JourneyMap) -> dict[tuple[str, str], list[Card]]:
    """The placed cards by (lane, first step), each cell top to bottom."""
    cells: dict[tuple[str, str], list[Card]] = {}
    for card in journey.cards.values():
        if card.lane is not None and card.step is not None:
            cells.setdefault((card.lane, card.step), []).append(card)
    for cards in cells.values():
        cards.sort(key=lambda card: (card.order, card.id))
    return cells


def asks_evidence(card: Card) -> bool:
    """Whether such a card should rest on a source. A to-be feeling is a wish and is not asked."""
    kind = CARD_KINDS.get(card.kind)
    if kind is None or not kind.asks_evidence:
        return False
    return card.kind != "feeling" or card.series != "to_be"


def is_sourced(card: Card) -> bool:
    """Whether any source backs the card (a metric's readings may name theirs)."""
    return bool(card.sources) or any(reading.source for reading in card.readings)


def is_assumption(card: Card) -> bool:
    """Whether the card is asked for evidence and has none: derived, never stored."""
    return asks_evidence(card) and not is_sourced(card)


def is_key_card(card: Card) -> bool:
    """Whether a card is one of those that matter most: a moment of truth, a pain of severity 3, an opportunity with
    impact and effort, a metric with a reading, any feeling."""
    if card.moment != "none" or card.kind == "feeling":
        return True
    if card.kind == "pain_point":
        return card.severity == 3
    if card.kind == "opportunity":
        return card.impact is not None and card.effort is not None
    return card.kind == "metric" and bool(card.readings)


def is_theirs(card: Card, persona_id: str) -> bool:
    """Whether a card belongs to a persona's journey: it is theirs, or everybody's because it names nobody.

    A feeling is one persona's, every other card may be several's.
    """
    if card.kind == "feeling":
        return card.persona is None or card.persona == persona_id
    return not card.personas or persona_id in card.personas


def votes(journey: JourneyMap) -> Mapping[str, int]:
    """The votes of each card, over all rounds."""
    counted: dict[str, int] = {}
    for vote_round in journey.vote_rounds.values():
        for ballot in vote_round.ballots:
            counted[ballot.card] = counted.get(ballot.card, 0) + ballot.n
    return counted
