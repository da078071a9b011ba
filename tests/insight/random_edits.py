"""Random edits of a map, each one a person might do; and two random copies of one map."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from jmapdesk.edit import about, arranging, cards, connections, feelings, initiatives, moves, personas, sources, spans
from jmapdesk.edit import lanes as lane_edits
from jmapdesk.edit import stages as stage_edits
from jmapdesk.edit import steps as step_edits
from jmapdesk.edit import views as view_edits
from jmapdesk.edit.cells import Place, place_at
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.record import replace
from jmapdesk.model.records import Ballot, Comment, Reading, VoteRound
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId, counting_ids

T = TypeVar("T")
_WORDS = ("Calls", "waits", "=1+1", "שלום", "日本語", "reads it twice", "asks")


def edited(
    journey: JourneyMap,
    dice: random.Random,
    most: int,
    prefix: str,
    fits: Callable[[JourneyMap, JourneyMap], bool] | None = None,
) -> JourneyMap:
    """The map after up to so many random edits that fit; its new records have ids with a prefix of their own."""
    new_id = counting_ids(prefix)
    for _ in range(dice.randint(0, most)):
        edit = dice.choice(EDITS)
        try:
            after = edit(journey, dice, new_id)
        except JmapError as error:
            if error.code not in ("view.name_taken", "edit.unknown_id"):
                raise
        else:
            journey = after if fits is None or fits(journey, after) else journey
    return journey


def _one(dice: random.Random, found: Sequence[T]) -> T | None:
    return dice.choice(found) if found else None


def _card(journey: JourneyMap, dice: random.Random) -> str | None:
    return _one(dice, sorted(journey.cards))


def _step(journey: JourneyMap, dice: random.Random) -> str | None:
    return _one(dice, [column.step.id for column in queries.columns(journey)])


def _place(journey: JourneyMap, dice: random.Random) -> Place | None:
    lane, step = _one(dice, sorted(journey.lanes)), _step(journey, dice)
    return place_at(journey, lane, step, dice.randint(0, 3)) if lane is not None and step is not None else None


def _reword(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = _card(journey, dice)
    return cards.set_text(journey, card, dice.choice(_WORDS)) if card else journey


def _fields(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = _card(journey, dice)
    if card is None:
        return journey
    some = {
        "note": dice.choice(_WORDS), "owner": dice.choice(("Us", "Ada")), "severity": dice.choice((None, 1, 3)),
        "score": dice.choice((None, 1.5, -2.0)), "due": "2031-01-01", "check": True, "impact": 0.5,
        "tags": tuple(dice.sample(("a", "b", "c"), 2)), "persona": _one(dice, [None, *sorted(journey.personas)]),
        "sources": tuple(dice.sample(sorted(journey.sources), min(len(journey.sources), 1))),
        "pains": tuple(dice.sample(sorted(journey.cards), min(len(journey.cards), 2))),
        "initiative": _one(dice, [None, *sorted(journey.initiatives)]),
        "readings": (Reading(as_of="2031", value=dice.randint(0, 9)),),
    }  # fmt: skip
    names = dice.sample(sorted(some), dice.randint(1, 3))
    return cards.set_fields(journey, card, **{name: some[name] for name in names})


def _tag(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = journey.cards.get(_card(journey, dice) or "")
    if card is None:
        return journey
    fresh = new_id()
    tags = (*card.tags, fresh) if dice.random() < 0.7 else card.tags[1:]
    return cards.set_fields(journey, card.id, tags=tags)


def _add(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    place = _place(journey, dice)
    if place is None or dice.random() < 0.2:
        return cards.add_parked_card(journey, new_id, text=dice.choice(_WORDS))
    return cards.add_card(journey, place, new_id, text=dice.choice(_WORDS))


def _move(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card, place = _card(journey, dice), _place(journey, dice)
    return moves.move_into_cell(journey, [card], place) if card and place else journey


def _shift(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = _card(journey, dice)
    return moves.move_by(journey, [card], dice.randint(-1, 1), dice.randint(-1, 1)) if card else journey


def _park(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = _card(journey, dice)
    return moves.park(journey, [card]) if card else journey


def _span(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card, one, other = _card(journey, dice), _step(journey, dice), _step(journey, dice)
    return spans.set_span(journey, card, one, other) if card and one and other else journey


def _delete(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = _card(journey, dice)
    return cards.delete_cards(journey, [card]) if card else journey


def _convert(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = _card(journey, dice)
    return cards.convert_kind(journey, [card], dice.choice(sorted(CARD_KINDS))) if card else journey


def _arrange(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card = journey.cards.get(_card(journey, dice) or "")
    if card is None or card.lane is None or card.step is None:
        return journey
    there = [one.id for one in queries.cell_cards(journey, card.lane, card.step)]
    return arranging.arranged(journey, card.lane, card.step, dice.sample(there, len(there)))


def _feeling(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    lane = _one(dice, sorted(lane.id for lane in journey.lanes.values() if lane.kind == "feelings"))
    step = _step(journey, dice)
    if lane is None or step is None:
        return journey
    return feelings.set_feeling(journey, lane, step, dice.choice((2.0, -1.0)), new_id)


def _connect(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    one, other = _card(journey, dice), _card(journey, dice)
    if journey.connections and dice.random() < 0.4:
        arrow = dice.choice(sorted(journey.connections))
        if dice.random() < 0.5:
            return connections.delete_connections(journey, [arrow])
        return connections.set_connection_fields(journey, arrow, label=dice.choice(_WORDS))
    return connections.connect(journey, one, other, new_id) if one and other else journey


def _stage(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    stage, step = _one(dice, sorted(journey.stages)), _step(journey, dice)
    if stage is None or step is None:
        return stage_edits.add_stage(journey, new_id, steps=2, name="New")
    match dice.randrange(10):
        case 0:
            return stage_edits.add_stage(journey, new_id, after=stage, steps=2, name="New")
        case 1:
            return stage_edits.move_stage(journey, stage, dice.randrange(3))
        case 2 if len(journey.stages) > 1:
            return stage_edits.delete_stage(journey, stage)
        case 3:
            return stage_edits.set_stage_fields(journey, stage, name=dice.choice(_WORDS), goal="Soon")
        case 4:
            return step_edits.add_step(journey, stage, new_id, name=dice.choice(_WORDS))
        case 5:
            return step_edits.move_step(journey, step, stage, dice.randrange(3))
        case 6 if len(queries.columns(journey)) > 1:
            return step_edits.delete_step(journey, step)
        case 7:
            return step_edits.set_step_fields(journey, step, name=dice.choice(_WORDS), time="day 3")
        case 8:
            return step_edits.split_stage(journey, step, new_id)
    return step_edits.join_stage(journey, stage)


def _lane(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    lane = _one(dice, sorted(journey.lanes))
    match dice.randrange(4):
        case 0 if lane is not None:
            return lane_edits.move_lane(journey, lane, dice.randrange(4))
        case 1 if lane is not None and len(journey.lanes) > 1:
            return lane_edits.delete_lane(journey, lane)
        case 2 if lane is not None:
            return lane_edits.set_lane_fields(journey, lane, name=dice.choice(_WORDS), hidden=dice.random() < 0.2)
    return lane_edits.add_lane(journey, dice.choice(("thoughts", "pain_points", "feelings", "metrics")), new_id)


def _backing(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    source, persona, card = (
        _one(dice, sorted(journey.sources)),
        _one(dice, sorted(journey.personas)),
        _card(journey, dice),
    )
    match dice.randrange(7):
        case 0 if source:
            return sources.delete_sources(journey, [source])
        case 1 if source and card:
            return sources.cite(journey, [card], source)
        case 2 if persona:
            return personas.delete_persona(journey, persona)
        case 3 if persona:
            return personas.set_persona_fields(journey, persona, name=dice.choice(_WORDS), goals=(dice.choice(_WORDS),))
        case 4:
            return personas.add_persona(journey, new_id, name="Eve")
        case 5:
            return initiatives.add_initiative(journey, new_id, title="Less paper")
    return sources.add_source(journey, new_id, title="Talk")


def _around(journey: JourneyMap, dice: random.Random, new_id: NewId) -> JourneyMap:
    card, lane = _card(journey, dice), _one(dice, sorted(journey.lanes))
    match dice.randrange(7):
        case 0:
            return about.set_about(journey, title=dice.choice(_WORDS), goal=dice.choice(_WORDS))
        case 1:
            return about.set_theme(journey, dice.choice(("calm", "bold", "grey")))
        case 2:
            return about.set_colour(journey, dice.choice(("ink", "paper")), dice.choice(("#112233", "#445566")))
        case 3 if lane:
            return view_edits.add_view(journey, new_id, new_id(), hidden_lanes=(lane,))
        case 4 if card:
            return with_record(journey, "comments", Comment(id=new_id(), target=card, text="Why?"))
        case 5 if card:
            rounds = journey.vote_rounds.get("votes", VoteRound(id="votes"))
            ballots = (*rounds.ballots, Ballot(id=new_id(), card=card))
            return with_record(journey, "vote_rounds", replace(rounds, ballots=ballots))
    unknown = {"x_of_tomorrow": dice.choice(_WORDS)}
    return with_record(journey, "cards", replace(journey.cards[card], **unknown)) if card else journey


Edit = Callable[[JourneyMap, random.Random, NewId], JourneyMap]
EDITS: tuple[Edit, ...] = (
    _reword, _reword, _fields, _fields, _tag, _add, _add, _move, _move, _shift, _park, _span, _delete, _convert,
    _arrange, _feeling, _connect, _stage, _stage, _lane, _backing, _around,
)  # fmt: skip
