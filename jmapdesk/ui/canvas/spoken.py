"""What things on the map are called aloud: a name, then place and state. For screen readers. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jmapdesk.insight.find import card_words, lane_words
from jmapdesk.insight.targets import targets
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, LANE_KINDS, third
from jmapdesk.model.records import Card, Connection, Lane, Stage, Step
from jmapdesk.session.selection import Ref

_MOMENTS = {
    "delight": "Moment of truth: delight",
    "friction": "Moment of truth: friction",
    "decision": "Moment of truth: decision",
}


_LEADS = {"leads_to": "leads to", "causes": "causes", "needs": "needs", "hands_off": "hands off to"}


class Spoken(NamedTuple):
    """A thing's name, and its place and state in a few short sentences."""

    name: str
    about: str = ""


def spoken(layout: MapLayout, ref: Ref) -> Spoken:
    """What is said of a thing on the map; empty for what is not there."""
    journey = layout.journey
    match ref.kind:
        case "card":
            card = journey.cards.get(ref.id)
            return _card(layout, card) if card is not None else Spoken("")
        case "connection":
            arrow = journey.connections.get(ref.id)
            return _connection(journey, arrow) if arrow is not None else Spoken("")
        case "cell":
            return _cell(layout, ref)
        case "stage":
            stage = journey.stages.get(ref.id)
            return _stage(stage) if stage is not None else Spoken("")
        case "step":
            stage = queries.stage_of_step(journey, ref.id)
            return _step(stage, ref.id) if stage is not None else Spoken("")
        case "lane":
            lane = journey.lanes.get(ref.id)
            return _lane(layout, lane) if lane is not None else Spoken("")
        case "persona":
            persona = journey.personas.get(ref.id)
            return Spoken(f"Persona {persona.name}", persona.role) if persona is not None else Spoken("")
        case "about":
            return Spoken(f"Map {journey.about.title or 'without a title'}", journey.about.purpose)
    return Spoken("")


def place_words(layout: MapLayout, card: Card) -> str:
    """Where a card stands: lane, stage, step, and which of the cell's cards it is."""
    index = layout.lane_index(card.lane or "")
    place = layout.columns.place(card)
    if index is None or place is None:
        return "Parked"
    lane, members = layout.lanes[index].lane, [one.id for one in layout.lanes[index].members[place]]
    words = [lane_words(lane), _column(layout.journey, card.step or "")]
    if card.to_step is not None and card.to_step != card.step:
        words.append(f"to {_column(layout.journey, card.to_step)}")
    if len(members) > 1 and card.id in members:
        words.append(f"{members.index(card.id) + 1} of {len(members)}")
    return ", ".join(words)


def _card(layout: MapLayout, card: Card) -> Spoken:
    known = CARD_KINDS.get(card.kind)
    kind = "Emotion" if card.kind == "feeling" else known.name if known else card.kind
    words = card_words(card)
    name = f"{kind}: {words}" if words else f"{kind}, empty"
    if card.score is not None:
        name += f", {_signed(card.score)}"
    return Spoken(name, ". ".join((place_words(layout, card), *_state(layout.journey, card))))


def _state(journey: JourneyMap, card: Card) -> Iterable[str]:
    if card.kind == "pain_point" and card.severity:
        yield f"Severity {card.severity} of 3"
    if card.channel:
        yield f"Channel {CHANNELS[card.channel][0] if card.channel in CHANNELS else card.channel}"
    if card.kind == "opportunity":
        if card.impact is not None:
            yield f"Impact {third(card.impact)}"
        if card.effort is not None:
            yield f"Effort {third(card.effort)}"
        yield f"Status {card.status}"
    if card.owner:
        yield f"Owner {card.owner}"
    if queries.asks_evidence(card):
        count = len(card.sources)
        yield f"Evidence, {count} {'source' if count == 1 else 'sources'}" if queries.is_sourced(card) else "Assumption"
    if card.moment in _MOMENTS:
        yield _MOMENTS[card.moment]
    if card.check:
        yield "Needs checking"
    if card.personas:
        yield f"For {', '.join(journey.personas[key].name for key in card.personas if key in journey.personas)}"
    if links := targets(card):
        yield f"Points to {', '.join(one.said for one in links)}"
    if card.note:
        yield "Has a note"


def _connection(journey: JourneyMap, arrow: Connection) -> Spoken:
    ends = [journey.cards[key] for key in (arrow.start, arrow.end) if key in journey.cards]
    start, end = [card_words(card) or "an empty card" for card in ends] if len(ends) == 2 else ("", "")
    return Spoken(f"Connection: {start} {_LEADS.get(arrow.kind, 'leads to')} {end}", arrow.label)


def _cell(layout: MapLayout, ref: Ref) -> Spoken:
    lane, index = layout.journey.lanes.get(ref.id), layout.lane_index(ref.id)
    place = layout.columns.place_of.get(ref.step)
    if lane is None or index is None or place is None:
        return Spoken("")
    count = len(layout.lanes[index].members[place])
    held = "empty" if not count else "1 card" if count == 1 else f"{count} cards"
    return Spoken(f"{lane_words(lane)}, {_column(layout.journey, ref.step)}", held)


def _column(journey: JourneyMap, step: str) -> str:
    stage = queries.stage_of_step(journey, step)
    return f"{stage.name or 'stage'}, {_step_name(stage, step)}" if stage is not None else ""


def _step_name(stage: Stage, step_id: str) -> str:
    steps: list[Step] = queries.steps(stage)
    at = next((i for i, step in enumerate(steps) if step.id == step_id), 0)
    return steps[at].name or f"step {at + 1} of {len(steps)}"


def _stage(stage: Stage) -> Spoken:
    count = len(stage.steps)
    steps = "1 step" if count == 1 else f"{count} steps"
    state = "Collapsed" if stage.collapsed else ""
    return Spoken(f"Stage {stage.name or 'without a name'}", ". ".join(filter(None, (steps, state, stage.goal))))


def _step(stage: Stage, step_id: str) -> Spoken:
    return Spoken(f"Step {_step_name(stage, step_id)}", f"Stage {stage.name}" if stage.name else "")


def _lane(layout: MapLayout, lane: Lane) -> Spoken:
    known, index = LANE_KINDS.get(lane.kind), layout.lane_index(lane.id)
    count = sum(len(cell) for cell in layout.lanes[index].members) if index is not None else 0
    held = "" if known is not None and known.card_kind is None else "1 card" if count == 1 else f"{count} cards"
    state = "Collapsed" if index is not None and layout.lanes[index].folded else ""
    return Spoken(f"Lane {lane_words(lane)}", ". ".join(filter(None, (lane.subtitle, held, state))))


def _signed(score: float) -> str:
    return "0" if score == 0 else f"{'plus' if score > 0 else 'minus'} {abs(score):g}"
