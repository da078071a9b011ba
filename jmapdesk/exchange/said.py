"""What the things of a map are called in a document, in the map's language where it has words for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jmapdesk.layout.card_plan import metric_value
from jmapdesk.layout.context import Context
from jmapdesk.layout.map_layout import make_context
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS
from jmapdesk.model.records import Card, Step
from jmapdesk.text.shaped import ShapedText, TextBox, TextStyle

MARKS: Mapping[str, str] = {
    "severity": "●", "delight": "♥", "friction": "▲", "decision": "♦", "check": "?", "assumption": "○",
}  # fmt: skip
"""The signs that stand for a card's marks, in the order of the key under the map."""


class _NoShaper:
    """A document wraps its own text: nothing in it is ever measured."""

    def measure(self, text: str, style: TextStyle, width: float = 0, max_lines: int | None = None) -> TextBox:
        return TextBox(0, 0, 0)

    def shape(self, text: str, style: TextStyle, width: float = 0, max_lines: int | None = None) -> ShapedText:
        return ShapedText((), TextBox(0, 0, 0), 0, 0, ())

    def missing(self, text: str) -> Sequence[str]:
        return ()


def context_of(journey: JourneyMap) -> Context:
    """The theme, words and direction of a map, for documents that break their own lines."""
    return make_context(journey, _NoShaper())


def card_words(card: Card, context: Context) -> str:
    """What stands in a card's cell: its text, for a metric with the latest value."""
    if card.kind == "metric" and card.readings:
        return f"{metric_value(card, context)} {card.text}".strip()
    return card.text or card.word or card.alt


def signs(card: Card) -> str:
    """The signs of a card's moment of truth, of a check and of an assumption; what they mean stands in the key."""
    given = [card.moment] if card.moment in MARKS else []
    given += ["check"] if card.check else []
    given += ["assumption"] if queries.is_assumption(card) else []
    return "".join(f"\u00a0{MARKS[name]}" for name in given)


def step_said(step: Step | None) -> str:
    """What a step is called: its name, else its time."""
    return (step.name or step.time) if step is not None else ""


def kind_said(kind: str, context: Context) -> str:
    """A card's kind in the map's language where it has a word for it."""
    if context.words.has(f"card.{kind}"):
        return context.words(f"card.{kind}")
    known = CARD_KINDS.get(kind)
    return known.name if known else as_words(kind)


def status_said(status: str, context: Context) -> str:
    """How far work is."""
    said = context.words(f"status.{status}") if status else ""
    return said[:1].upper() + said[1:]


def channel_said(channel: str) -> str:
    """A channel by its name, or as somebody wrote it."""
    return CHANNELS.get(channel, (channel, ""))[0]


def as_words(key: str) -> str:
    """A key as words: ``other_source`` is “Other source”."""
    return key.replace("_", " ").capitalize()
