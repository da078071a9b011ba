"""Maps made for tests and benchmarks: always the same for the same numbers."""

from __future__ import annotations

import random

from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, LANE_KINDS
from jmapdesk.model.records import About, Card, Connection, Lane, Persona, Reading, Source, Stage, Step
from jmapdesk.util.order_keys import keys_between

BIG_MAP_LANES = (
    "touchpoints", "actions", "thoughts", "feelings", "quotes",
    "pain_points", "opportunities", "channels", "metrics", "text",
)  # fmt: skip
"""The kinds of the ten lanes of ``big_map``, top to bottom."""

_SPEECH = (
    "looks up opening hours asks a friend compares two prices waits in line opens the app calls support reads the "
    "letter twice signs forgets her password feels left alone finds the right form pays by card gets a reminder "
    "brings the parcel back tells a colleague cannot find the number likes the quick answer starts again from home"
)
_WORDS = tuple(_SPEECH.split())
_STAGES = ("Notice", "Explore", "Compare", "Decide", "Start", "Use", "Get help", "Renew")


def big_map(cards: int) -> JourneyMap:
    """A realistic map with exactly ``cards`` cards: ten lanes of mixed kinds, one to three cards a cell,
    one feeling a step, a third of what asks for evidence resting on a source. About 19 cards stand in each step.
    """
    dice = random.Random(cards)
    stages = _stages(dice, max(1, round(cards / 19)))
    steps = [step.id for stage in stages for step in stage.steps]
    lanes = [
        Lane(id=_id(dice), order=key, kind=kind)
        for kind, key in zip(BIG_MAP_LANES, _keys(len(BIG_MAP_LANES)), strict=True)
    ]
    personas = [Persona(id=_id(dice), order=key, name=name) for key, name in zip(_keys(2), ("Ada", "Ben"), strict=True)]
    sources = [
        Source(id=_id(dice), kind=dice.choice(("interview", "survey", "analytics")), title=f"Source {n + 1}")
        for n in range(max(3, cards // 100))
    ]
    made = _cards(dice, cards, lanes, steps, [source.id for source in sources], personas[0].id)
    links = [
        Connection(id=_id(dice), start=one.id, end=other.id, kind="leads_to")
        for one, other in zip(made[::40], made[20::40], strict=False)
    ]
    return JourneyMap(
        id=_id(dice),
        about=About(title=f"A map of {cards} cards", goal="Fewer calls per order", owner="Team Service", language="en"),
        personas={record.id: record for record in personas},
        stages={record.id: record for record in stages},
        lanes={record.id: record for record in lanes},
        cards={record.id: record for record in made},
        connections={record.id: record for record in links},
        sources={record.id: record for record in sources},
    )


def small_map() -> JourneyMap:
    """Two stages (``s1`` with steps ``p1``, ``p2``; ``s2`` with ``p3``), three lanes (``touch``, ``feel``, ``pain``),
    a persona ``ada``, a source ``talk``, and five cards: ``c1`` and ``c2`` in one cell, ``f1`` and ``f3`` feelings,
    ``parked`` nowhere. Ids are words, so that tests read like examples.
    """
    first, second, third = _keys(3)
    stages = (
        Stage(
            id="s1",
            order=first,
            name="Notice",
            steps=(Step(id="p1", order=first, name="See"), Step(id="p2", order=second, name="Ask")),
        ),
        Stage(id="s2", order=second, name="Buy", goal="Pay quickly", steps=(Step(id="p3", order=first),)),
    )
    lanes = (
        Lane(id="touch", order=first, kind="touchpoints"),
        Lane(id="feel", order=second, kind="feelings"),
        Lane(id="pain", order=third, kind="pain_points"),
    )
    cards = (
        Card(id="c1", lane="touch", step="p1", order=first, kind="touchpoint", text="Poster", sources=("talk",)),
        Card(id="c2", lane="touch", step="p1", order=second, kind="touchpoint", text="Web site", channel="web"),
        Card(id="f1", lane="feel", step="p1", order=first, kind="feeling", score=1.5, word="curious"),
        Card(id="f3", lane="feel", step="p3", order=first, kind="feeling", score=-1.0, persona="ada"),
        Card(id="parked", order=first, text="Who pays for returns?"),
    )
    return JourneyMap(
        id="smallmap",
        about=About(title="A small map"),
        personas={"ada": Persona(id="ada", order=first, name="Ada")},
        stages={record.id: record for record in stages},
        lanes={record.id: record for record in lanes},
        cards={record.id: record for record in cards},
        sources={"talk": Source(id="talk", kind="interview", title="Talk with Ada")},
    )


def _id(dice: random.Random) -> str:
    return "".join(dice.choices("0123456789abcdefghjkmnpqrstvwxyz", k=12))


def _keys(count: int) -> list[str]:
    return keys_between(None, None, count)


def _text(dice: random.Random, least: int, most: int) -> str:
    return " ".join(dice.choices(_WORDS, k=dice.randint(least, most))).capitalize()


def _stages(dice: random.Random, steps: int) -> list[Stage]:
    sizes: list[int] = []
    while sum(sizes) < steps:
        sizes.append(min(dice.randint(2, 6), steps - sum(sizes)))
    return [
        Stage(
            id=_id(dice),
            order=key,
            name=f"{_STAGES[n % len(_STAGES)]} {n // len(_STAGES) + 1}",
            goal=_text(dice, 3, 6),
            steps=tuple(Step(id=_id(dice), order=inner, name=_text(dice, 1, 2)) for inner in _keys(size)),
        )
        for n, (key, size) in enumerate(zip(_keys(len(sizes)), sizes, strict=True))
    ]


def _cards(
    dice: random.Random, count: int, lanes: list[Lane], steps: list[str], sources: list[str], persona: str
) -> list[Card]:
    """Feelings first, one a step; then every other cell gets one to three until the number is reached."""
    made: list[Card] = []
    feelings = next(lane for lane in lanes if lane.kind == "feelings")
    for step in steps[:count]:
        made.append(_card(dice, feelings, step, _keys(1)[0], sources, persona))
    cells = [(lane, step) for step in steps for lane in lanes if lane is not feelings]
    sizes = {n: dice.choice((1, 2, 2, 3)) for n in range(len(cells))}
    missing = count - len(made) - sum(sizes.values())
    while missing:
        n = dice.randrange(len(cells))
        if missing > 0 and (sizes[n] < 3 or missing > len(cells)):
            sizes[n] += 1
            missing -= 1
        elif missing < 0 and sizes[n] > 0:
            sizes[n] -= 1
            missing += 1
    for n, (lane, step) in enumerate(cells):
        made.extend(_card(dice, lane, step, key, sources, persona) for key in _keys(sizes[n]))
    return made


def _card(dice: random.Random, lane: Lane, step: str, order: str, sources: list[str], persona: str) -> Card:
    kind = LANE_KINDS[lane.kind].card_kind or "text"
    fields: dict[str, object] = {"id": _id(dice), "lane": lane.id, "step": step, "order": order, "kind": kind}
    if kind == "feeling":
        fields |= {"score": dice.randint(-20, 20) / 10, "word": _text(dice, 1, 1)}
    elif kind == "metric":
        fields |= {"text": _text(dice, 2, 3), "unit": "%", "target": 80.0, "baseline": 55.0}
        fields["readings"] = (Reading(as_of="2024-05-01", value=dice.randint(30, 95)),)
    else:
        fields["text"] = _text(dice, 3, 10)
    if kind in ("touchpoint", "channel"):
        fields["channel"] = dice.choice(tuple(CHANNELS))
    elif kind == "pain_point":
        fields["severity"] = dice.randint(1, 3)
    elif kind == "opportunity":
        fields |= {"impact": dice.randint(0, 10) / 10, "effort": dice.randint(0, 10) / 10, "owner": "Service"}
    elif kind == "quote":
        fields |= {"who": "Ada", "personas": (persona,)}
    if CARD_KINDS[kind].asks_evidence and dice.random() < 1 / 3:
        fields["sources"] = (dice.choice(sources),)
    if dice.random() < 0.05:
        fields["moment"] = dice.choice(("delight", "friction", "decision"))
    if dice.random() < 0.1:
        fields["tags"] = ("check",)
    return Card.model_validate(fields)
