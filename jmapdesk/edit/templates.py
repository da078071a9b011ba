"""The maps a new one starts from: stages, steps and lanes, and never a card."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from jmapdesk.edit.about import set_about
from jmapdesk.edit.lanes import add_lane
from jmapdesk.edit.stages import add_stage
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.ids import NewId

STEPS_PER_STAGE = 2
"""A new map's stages begin with this many steps, without names."""


@dataclass(frozen=True, slots=True)
class Template:
    """A start for a new map: its name and a sentence about it, and what makes a fresh map of it."""

    name: str
    description: str
    build: Callable[[NewId], JourneyMap]
    series: tuple[str, ...] = ("as_is",)
    """The curves that its picture shows."""


def _build(
    new_id: NewId,
    kind: str,
    stages: Iterable[str],
    lanes: Iterable[tuple[str, str, str]],
    steps: int = STEPS_PER_STAGE,
) -> JourneyMap:
    journey = set_about(JourneyMap(new_id()), title="Untitled map", kind=kind)
    for name in stages:
        journey = add_stage(journey, new_id, steps=steps, name=name)
    for lane, name, subtitle in lanes:
        fields = {"divider": name} if lane == "divider" else {"name": name, "subtitle": subtitle}
        journey = add_lane(journey, lane, new_id, **fields)
    return journey


_PURCHASE = ("Become aware", "Consider", "Buy", "Use", "Stay")


def current_state(new_id: NewId) -> JourneyMap:
    """How it is today: what people do, think and feel, where it breaks and what could be done."""
    lanes = ("touchpoints", "actions", "thoughts", "feelings", "pain_points", "opportunities", "metrics")
    return _build(new_id, "current_state", _PURCHASE, [(lane, "", "") for lane in lanes])


def future_state(new_id: NewId) -> JourneyMap:
    """How it shall be: what people want done, how it should feel, and what that takes."""
    lanes = (
        ("jobs", "", ""),
        ("touchpoints", "", "Where we will meet"),
        ("actions", "", "What they will do"),
        ("feelings", "", "How it should feel"),
        ("opportunities", "", "What we will do"),
        ("stakeholders", "", ""),
        ("metrics", "", "How we will know"),
    )
    return _build(new_id, "future_state", _PURCHASE, lanes)


def day_in_the_life(new_id: NewId) -> JourneyMap:
    """A person's day, whatever they use: where they are, what they do, whom they deal with."""
    stages = ("Early morning", "Morning", "Midday", "Afternoon", "Evening")
    lanes = (
        ("text", "Setting", "Where they are"),
        ("actions", "", ""),
        ("thoughts", "", ""),
        ("feelings", "", ""),
        ("stakeholders", "People", "Whom they deal with"),
        ("channels", "Tools", "What they use"),
        ("pain_points", "", "What gets in the way"),
        ("opportunities", "", "Where we could help"),
    )
    return _build(new_id, "day_in_the_life", stages, lanes)


def service_blueprint(new_id: NewId) -> JourneyMap:
    """A service from both sides: what the customer sees, and the work and systems behind it."""
    stages = ("Find", "Ask", "Receive", "Get help")
    lanes = (
        ("images", "Evidence in hand", "What they see and hold"),
        ("actions", "Customer actions", ""),
        ("divider", "interaction", ""),
        ("front_stage", "", ""),
        ("divider", "visibility", ""),
        ("back_stage", "", ""),
        ("divider", "internal", ""),
        ("support", "", ""),
        ("feelings", "", ""),
        ("pain_points", "", ""),
        ("metrics", "", ""),
    )
    return _build(new_id, "service_blueprint", stages, lanes)


def as_is_to_be(new_id: NewId) -> JourneyMap:
    """Today and tomorrow in one map: two rows of actions, two curves, and the gap between them."""
    lanes = (
        ("touchpoints", "", ""),
        ("actions", "Today", "What they do"),
        ("actions", "Tomorrow", "What they will do"),
        ("feelings", "", "Today and tomorrow"),
        ("pain_points", "", ""),
        ("opportunities", "", "What closes the gap"),
        ("metrics", "", "How we will know"),
    )
    return _build(new_id, "future_state", _PURCHASE[:4], lanes)


def onboarding(new_id: NewId) -> JourneyMap:
    """The first weeks with something new: from signing up to using it without thinking."""
    stages = ("Sign up", "Set up", "First success", "Habit")
    lanes = (
        ("jobs", "", ""),
        ("touchpoints", "", ""),
        ("actions", "", ""),
        ("thoughts", "", ""),
        ("feelings", "", ""),
        ("pain_points", "", "Where they give up"),
        ("opportunities", "", ""),
        ("metrics", "", "How many get this far, how fast"),
    )
    return _build(new_id, "current_state", stages, lanes)


def support_case(new_id: NewId) -> JourneyMap:
    """One case of something going wrong, from the trouble to what follows."""
    stages = ("Trouble", "Look for help", "Ask", "Wait", "Solved")
    lanes = (
        ("channels", "", ""),
        ("actions", "", ""),
        ("quotes", "", ""),
        ("feelings", "", ""),
        ("front_stage", "Agent", "What the agent does"),
        ("back_stage", "", ""),
        ("pain_points", "", ""),
        ("opportunities", "", ""),
        ("metrics", "", "Waiting, repeats, cost"),
    )
    return _build(new_id, "current_state", stages, lanes)


def workshop_grid(new_id: NewId) -> JourneyMap:
    """A grid for a room full of people: few stages, the lanes that talk gets going with."""
    stages = ("Before", "Start", "Middle", "End", "After")
    lanes = ("actions", "thoughts", "feelings", "pain_points", "opportunities", "text")
    return _build(new_id, "current_state", stages, [(lane, "", "") for lane in lanes], steps=1)


TEMPLATES: MappingProxyType[str, Template] = MappingProxyType(
    {
        "current-state": Template(
            "Current state", "How it is today: doing, thinking, feeling, and where it breaks.", current_state
        ),
        "future-state": Template(
            "Future state", "How it shall be, how it should feel, and what that takes.", future_state, ("to_be",)
        ),
        "as-is-to-be": Template(
            "As is and to be", "Two curves, and the gap between them.", as_is_to_be, ("as_is", "to_be")
        ),
        "service-blueprint": Template(
            "Service blueprint", "What the customer sees, and the work and systems behind it.", service_blueprint
        ),
        "day-in-the-life": Template(
            "Day in the life", "A person’s day from morning to evening, with or without us.", day_in_the_life
        ),
        "onboarding": Template("Onboarding", "From signing up to using it without thinking.", onboarding),
        "support-case": Template("Support case", "From the trouble to what follows when it is solved.", support_case),
        "workshop-grid": Template("Workshop grid", "Nearly empty, for a room full of people.", workshop_grid),
    }
)
"""The templates by the key that the command line uses, in the order they are offered."""
