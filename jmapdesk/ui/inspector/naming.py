"""What cards and places are called in lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jmapdesk.layout.theme import KindColours
from jmapdesk.layout.words import words_for
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS, MOMENTS
from jmapdesk.model.records import Card, Lane
from jmapdesk.text.initials import initials
from jmapdesk.ui.inspector.choice_fields import Choice
from jmapdesk.ui.inspector.number_fields import third_said
from jmapdesk.ui.inspector.page import Desk
from jmapdesk.ui.inspector.picker import Item
from jmapdesk.ui.inspector.said import filled, kind_said, said
from jmapdesk.util.one_line import one_line


def kind_name(kind: str) -> str:
    """What a kind of card is called on screen; an unknown kind by its own word."""
    known = CARD_KINDS.get(kind)
    if known is None:
        return kind.replace("_", " ").capitalize()
    return said("Emotion") if kind == "feeling" else kind_said(known.name)


def lane_kind_name(kind: str) -> str:
    """What a kind of lane is called on screen."""
    known = LANE_KINDS.get(kind)
    return kind_said(known.name) if known else kind.replace("_", " ").capitalize()


def lane_name(lane: Lane) -> str:
    """A lane's name, or its kind's."""
    return one_line(lane.name, 40) or lane_kind_name(lane.kind)


def moment_choices() -> list[Choice]:
    """The moments of truth in words."""
    words = {"none": said("No"), "delight": said("Delight"), "friction": said("Friction"), "decision": said("Decision")}
    return [Choice(moment, words[moment]) for moment in MOMENTS]


def status_choices() -> list[Choice]:
    """How far an opportunity has come, in words."""
    return [
        Choice("idea", said("Idea")),
        Choice("planned", said("Planned")),
        Choice("doing", said("Doing")),
        Choice("done", said("Done")),
        Choice("dropped", said("Dropped")),
    ]


def card_words(card: Card) -> str:
    """A card in a line: its words, or what else it shows."""
    return one_line(card.text or card.word or card.alt) or kind_name(card.kind)


def card_colours(desk: Desk, card: Card) -> KindColours:
    """The colours of a card in a list."""
    return desk.theme.kind(card.kind, card.colour)


def card_icon(card: Card) -> str:
    """The icon of a card's kind."""
    known = CARD_KINDS.get(card.kind)
    return known.icon if known else "type"


def step_names(journey: JourneyMap) -> Mapping[str, str]:
    """How each step is called: its stage and its name, or its number where it has none."""
    names: dict[str, str] = {}
    for stage in queries.stages(journey):
        for place, step in enumerate(queries.steps(stage), 1):
            names[step.id] = f"{one_line(stage.name, 24) or said('Stage')} · {one_line(step.name, 30) or place}"
    return names


def card_items(desk: Desk, wanted: Callable[[Card], bool]) -> list[Item]:
    """Cards to pick from, in reading order, with where they stand. Walks all cards: for a list that opens."""
    journey = desk.journey
    places = queries.step_indexes(journey)
    names = step_names(journey)
    rows = {lane.id: row for row, lane in enumerate(queries.lanes(journey))}
    last = max(len(places), len(rows))
    found = [card for card in journey.cards.values() if wanted(card)]
    found.sort(key=lambda c: (places.get(c.step or "", last), rows.get(c.lane or "", last), c.order, c.id))
    icons: dict[str, str] = {}
    return [
        Item(
            card.id,
            card_words(card),
            names.get(card.step or "", said("parked")),
            desk.icons.icon(icons.setdefault(card.kind, card_icon(card)), desk.theme.kind(card.kind).ink),
        )
        for card in found
    ]


def opportunity_line(card: Card) -> str:
    """What is known of an opportunity: who, how far, what it brings and costs."""
    status = {choice.value: choice.words for choice in status_choices()}.get(card.status, card.status)
    due = filled("due {day}", day=words_for("en").day(card.due)) if card.due else ""
    parts = [initials(card.owner), status, due]
    estimates = [
        f"{words} {third_said(value).lower()}"
        for words, value in ((said("impact"), card.impact), (said("effort"), card.effort))
        if value is not None
    ]
    return " · ".join(part for part in (*parts, ", ".join(estimates)) if part)
