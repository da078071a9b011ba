"""The closed sets of the model, and what belongs to what. English names; the window translates them."""

from __future__ import annotations

from dataclasses import dataclass

MAP_KINDS = ("current_state", "future_state", "day_in_the_life", "service_blueprint")
MOMENTS = ("none", "delight", "friction", "decision")
SERIES = ("as_is", "to_be")
STATUSES = ("idea", "planned", "doing", "done", "dropped")
MAP_STATUSES = ("draft", "in_review", "final")
SOURCE_KINDS = (
    "interview", "survey", "analytics", "support", "observation", "document", "workshop", "other",
)  # fmt: skip
CONNECTION_KINDS = ("leads_to", "causes", "needs", "hands_off")
DIVIDERS = ("interaction", "visibility", "internal")
DETAILS = ("titles", "key", "all")
DIRECTIONS = ("auto", "ltr", "rtl")
BETTER = ("higher", "lower")
LINK_KINDS = ("web", "file", "map")


@dataclass(frozen=True, slots=True)
class CardKind:
    """A kind of card: its name on screen, icon, the fields only such cards use, whether evidence is asked of it."""

    name: str
    icon: str
    fields: tuple[str, ...] = ()
    asks_evidence: bool = False


@dataclass(frozen=True, slots=True)
class LaneKind:
    """A kind of lane: names on screen, icon, and the kind of card typed into it (none: it holds no cards)."""

    name: str
    subtitle: str
    icon: str
    card_kind: str | None


CARD_KINDS: dict[str, CardKind] = {
    "touchpoint": CardKind("Touchpoint", "mouse-pointer-click", ("channel",), asks_evidence=True),
    "action": CardKind("Action", "footprints", (), asks_evidence=True),
    "thought": CardKind("Thought", "message-circle", (), asks_evidence=True),
    "quote": CardKind("Quote", "quote", ("who",), asks_evidence=True),
    "feeling": CardKind("Feeling", "smile", ("score", "word", "persona", "series", "low", "high"), True),
    "pain_point": CardKind("Pain point", "zap", ("severity",), asks_evidence=True),
    "opportunity": CardKind(
        "Opportunity",
        "lightbulb",
        ("impact", "effort", "departments", "due", "status", "budget", "expected", "pains", "initiative"),
    ),
    "metric": CardKind(
        "Metric", "chart-column", ("unit", "target", "baseline", "better", "from_step", "readings"), True
    ),
    "channel": CardKind("Channel", "radio", ("channel",)),
    "job": CardKind("Job", "target"),
    "text": CardKind("Text", "type"),
    "front_stage": CardKind("Front stage", "eye"),
    "back_stage": CardKind("Back stage", "eye-off"),
    "support": CardKind("Support process", "wrench"),
    "stakeholder": CardKind("Stakeholder", "users"),
    "image": CardKind("Image", "image", ("asset", "alt")),
}

LANE_KINDS: dict[str, LaneKind] = {
    "touchpoints": LaneKind("Touchpoints", "Where we meet", "mouse-pointer-click", "touchpoint"),
    "actions": LaneKind("Actions", "What they do", "footprints", "action"),
    "thoughts": LaneKind("Thoughts", "What they think", "message-circle", "thought"),
    "feelings": LaneKind("Emotions", "How it feels", "smile", "feeling"),
    "quotes": LaneKind("Quotes", "In their words", "quote", "quote"),
    "pain_points": LaneKind("Pain points", "Where it breaks", "zap", "pain_point"),
    "opportunities": LaneKind("Opportunities", "What we could do", "lightbulb", "opportunity"),
    "channels": LaneKind("Channels", "By which way", "radio", "channel"),
    "metrics": LaneKind("Metrics", "What we measure", "chart-column", "metric"),
    "images": LaneKind("Images", "What it looks like", "image", "image"),
    "jobs": LaneKind("Jobs", "What they want done", "target", "job"),
    "text": LaneKind("Notes", "", "type", "text"),
    "front_stage": LaneKind("Front stage", "What staff do in sight", "eye", "front_stage"),
    "back_stage": LaneKind("Back stage", "What staff do out of sight", "eye-off", "back_stage"),
    "support": LaneKind("Support processes", "What it all stands on", "wrench", "support"),
    "stakeholders": LaneKind("Stakeholders", "Who has a part in it", "users", "stakeholder"),
    "card_counts": LaneKind("Cards", "How many in each step", "hash", None),
    "divider": LaneKind("Line", "", "minus", None),
}

DIVIDER_NAMES: dict[str, str] = {
    "interaction": "Line of interaction",
    "visibility": "Line of visibility",
    "internal": "Line of internal interaction",
}

CHANNELS: dict[str, tuple[str, str]] = {
    "web": ("Web", "globe"),
    "app": ("App", "smartphone"),
    "phone": ("Phone", "phone"),
    "email": ("E-mail", "mail"),
    "chat": ("Chat", "message-circle"),
    "store": ("Store", "store"),
    "in_person": ("In person", "users"),
    "meeting": ("Meeting", "handshake"),
    "social": ("Social media", "share-2"),
    "print": ("Print", "newspaper"),
    "tv": ("TV", "tv"),
    "post": ("Post", "truck"),
    "place": ("Place", "map-pin"),
    "desktop": ("Desktop", "monitor"),
}
"""Channels with an icon: key → (name, icon). Any other text is a channel too and gets the kind's icon."""


def card_kind_of(lane_kind: str) -> str | None:
    """The kind of card that belongs in a lane of this kind; text where the lane's kind is unknown."""
    known = LANE_KINDS.get(lane_kind)
    return known.card_kind if known else "text"


def lane_kind_for(card_kind: str) -> str:
    """The kind of lane that cards of a kind belong in; notes for a kind that is unknown."""
    return next((lane for lane, known in LANE_KINDS.items() if known.card_kind == card_kind), "text")


def third(value: float) -> str:
    """An impact or effort in words: ``low``, ``medium`` or ``high``, by thirds of 0 … 1."""
    return "low" if value < 1 / 3 else "medium" if value < 2 / 3 else "high"
