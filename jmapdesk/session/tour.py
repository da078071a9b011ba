"""The five steps to a first map: what a person does, and how it is noticed that they have done it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step: what to do, how, and whether a document shows that it was done since the map at the start."""

    name: str
    how: str
    done: Callable[[Document, JourneyMap], bool]


def _named(document: Document, start: JourneyMap) -> bool:
    title = document.committed.about.title
    return bool(title) and title != start.about.title


def _written(document: Document, start: JourneyMap) -> bool:
    cards = document.committed.cards.values()
    return sum(1 for c in cards if c.text and c.kind != "feeling" and c.id not in start.cards) >= 3


def _felt(document: Document, start: JourneyMap) -> bool:
    cards = document.committed.cards.values()
    return sum(1 for c in cards if c.score is not None and c.id not in start.cards) >= 3


def _known(document: Document, start: JourneyMap) -> bool:
    cards = document.committed.cards
    return any(c.sources and (c.id not in start.cards or not start.cards[c.id].sources) for c in cards.values())


def _kept(document: Document, _start: JourneyMap) -> bool:
    return document.path is not None and not document.is_modified


STEPS: tuple[TourStep, ...] = (
    TourStep("Name the map", "Double click the title and write whose journey it is, and where it leads.", _named),
    TourStep("Write three cards", "Click a cell and type. Enter keeps the card, Tab goes to the next step.", _written),
    TourStep(
        "Draw how it feels",
        "Double click in the lane of emotions at three steps, and drag the faces up and down.",
        _felt,
    ),
    TourStep(
        "Say how you know",
        "Select a card and add a source in the inspector: its hollow dot, an assumption, becomes a full one.",
        _known,
    ),
    TourStep("Keep it", "Ctrl+S saves the map in a file of its own. Ctrl+E makes a PDF of it.", _kept),
)
"""The steps in the order they are shown. They may be done in any."""


def steps_done(document: Document, start: JourneyMap) -> list[bool]:
    """Which of the steps have been done, one answer a step."""
    return [step.done(document, start) for step in STEPS]
