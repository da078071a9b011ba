"""What things on the map are called aloud: a name, then place and state. For screen readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from jmapdesk.insight.find import card_words
from jmapdesk.insight.targets import targets
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, LANE_KINDS, third
from jmapdesk.model.records import Card, Connection, Lane, Stage, Step
from jmapdesk.session.selection import Ref


def _tr(text: str) -> str:
    return QCoreApplication.translate("spoken", text)


def _filled(text: str, **values: object) -> str:
    """Words that are translated already, with their ``{places}`` filled in."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def _kind(name: str) -> str:
    """The name of a kind of card, lane or channel."""
    return QCoreApplication.translate("kinds", name)


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
            if persona is None:
                return Spoken("")
            return Spoken(_filled(_tr("Persona {name}"), name=persona.name), persona.role)
        case "about":
            title = journey.about.title
            words = _filled(_tr("Map {title}"), title=title) if title else _tr("Map without a title")
            return Spoken(words, journey.about.purpose)
    return Spoken("")


def place_words(layout: MapLayout, card: Card) -> str:
    """Where a card stands: lane, stage, step, and which of the cell's cards it is."""
    index = layout.lane_index(card.lane or "")
    place = layout.columns.place(card)
    if index is None or place is None:
        return _tr("Parked")
    lane, members = layout.lanes[index].lane, [one.id for one in layout.lanes[index].members[place]]
    words = [_lane_name(lane), _column(layout.journey, card.step or "")]
    if card.to_step is not None and card.to_step != card.step:
        words.append(_filled(_tr("to {step}"), step=_column(layout.journey, card.to_step)))
    if len(members) > 1 and card.id in members:
        words.append(_filled(_tr("{n} of {all}"), n=members.index(card.id) + 1, all=len(members)))
    return ", ".join(words)


def _card(layout: MapLayout, card: Card) -> Spoken:
    known = CARD_KINDS.get(card.kind)
    kind = _kind("Emotion") if card.kind == "feeling" else _kind(known.name) if known else card.kind
    words = card_words(card)
    name = f"{kind}: {words}" if words else _filled(_tr("{kind}, empty"), kind=kind)
    if card.score is not None:
        name += f", {_signed(card.score)}"
    return Spoken(name, ". ".join((place_words(layout, card), *_state(layout.journey, card))))


def _state(journey: JourneyMap, card: Card) -> Iterable[str]:
    if card.kind == "pain_point" and card.severity:
        yield _filled(_tr("Severity {n} of 3"), n=card.severity)
    if card.channel:
        channel = _kind(CHANNELS[card.channel][0]) if card.channel in CHANNELS else card.channel
        yield _filled(_tr("Channel {name}"), name=channel)
    if card.kind == "opportunity":
        if card.impact is not None:
            yield _filled(_tr("Impact {share}"), share=_third(card.impact))
        if card.effort is not None:
            yield _filled(_tr("Effort {share}"), share=_third(card.effort))
        yield _filled(_tr("Status {status}"), status=_status(card.status))
    if card.owner:
        yield _filled(_tr("Owner {name}"), name=card.owner)
    if queries.asks_evidence(card):
        yield _evidence(card)
    if (moment := _moment(card.moment)) is not None:
        yield moment
    if card.check:
        yield _tr("Needs checking")
    if card.personas:
        names = ", ".join(journey.personas[key].name for key in card.personas if key in journey.personas)
        yield _filled(_tr("For {names}"), names=names)
    if links := targets(card):
        yield _filled(_tr("Points to {links}"), links=", ".join(one.said for one in links))
    if card.note:
        yield _tr("Has a note")


def _evidence(card: Card) -> str:
    if not queries.is_sourced(card):
        return _tr("Assumption")
    count = len(card.sources)
    return _tr("Evidence, 1 source") if count == 1 else _filled(_tr("Evidence, {n} sources"), n=count)


def _moment(moment: str) -> str | None:
    return {
        "delight": _tr("Moment of truth: delight"),
        "friction": _tr("Moment of truth: friction"),
        "decision": _tr("Moment of truth: decision"),
    }.get(moment)


def _third(share: float) -> str:
    return {"low": _tr("low"), "medium": _tr("medium"), "high": _tr("high")}[third(share)]


def _status(status: str) -> str:
    return {
        "idea": _tr("idea"), "planned": _tr("planned"), "doing": _tr("doing"), "done": _tr("done"),
        "dropped": _tr("dropped"),
    }.get(status, status)  # fmt: skip


def _connection(journey: JourneyMap, arrow: Connection) -> Spoken:
    ends = [journey.cards[key] for key in (arrow.start, arrow.end) if key in journey.cards]
    start, end = [card_words(card) or _tr("an empty card") for card in ends] if len(ends) == 2 else ("", "")
    words = {
        "causes": _tr("Connection: {start} causes {end}"),
        "needs": _tr("Connection: {start} needs {end}"),
        "hands_off": _tr("Connection: {start} hands off to {end}"),
    }.get(arrow.kind, _tr("Connection: {start} leads to {end}"))
    return Spoken(_filled(words, start=start, end=end), arrow.label)


def _cell(layout: MapLayout, ref: Ref) -> Spoken:
    lane, index = layout.journey.lanes.get(ref.id), layout.lane_index(ref.id)
    place = layout.columns.place_of.get(ref.step)
    if lane is None or index is None or place is None:
        return Spoken("")
    count = len(layout.lanes[index].members[place])
    held = _cards(count) if count else _tr("empty")
    return Spoken(f"{_lane_name(lane)}, {_column(layout.journey, ref.step)}", held)


def _cards(count: int) -> str:
    return _tr("1 card") if count == 1 else _filled(_tr("{n} cards"), n=count)


def _lane_name(lane: Lane) -> str:
    known = LANE_KINDS.get(lane.kind)
    return lane.name or (_kind(known.name) if known else lane.kind)


def _column(journey: JourneyMap, step: str) -> str:
    stage = queries.stage_of_step(journey, step)
    return f"{stage.name or _tr('stage')}, {_step_name(stage, step)}" if stage is not None else ""


def _step_name(stage: Stage, step_id: str) -> str:
    steps: list[Step] = queries.steps(stage)
    at = next((i for i, step in enumerate(steps) if step.id == step_id), 0)
    return steps[at].name or _filled(_tr("step {n} of {all}"), n=at + 1, all=len(steps))


def _stage(stage: Stage) -> Spoken:
    count = len(stage.steps)
    steps = _tr("1 step") if count == 1 else _filled(_tr("{n} steps"), n=count)
    state = _tr("Collapsed") if stage.collapsed else ""
    name = _filled(_tr("Stage {name}"), name=stage.name) if stage.name else _tr("Stage without a name")
    return Spoken(name, ". ".join(filter(None, (steps, state, stage.goal))))


def _step(stage: Stage, step_id: str) -> Spoken:
    about = _filled(_tr("Stage {name}"), name=stage.name) if stage.name else ""
    return Spoken(_filled(_tr("Step {name}"), name=_step_name(stage, step_id)), about)


def _lane(layout: MapLayout, lane: Lane) -> Spoken:
    known, index = LANE_KINDS.get(lane.kind), layout.lane_index(lane.id)
    count = sum(len(cell) for cell in layout.lanes[index].members) if index is not None else 0
    held = "" if known is not None and known.card_kind is None else _cards(count)
    state = _tr("Collapsed") if index is not None and layout.lanes[index].folded else ""
    name = _filled(_tr("Lane {name}"), name=_lane_name(lane))
    return Spoken(name, ". ".join(filter(None, (lane.subtitle, held, state))))


def _signed(score: float) -> str:
    if score == 0:
        return "0"
    return _filled(_tr("plus {n}") if score > 0 else _tr("minus {n}"), n=f"{abs(score):g}")
