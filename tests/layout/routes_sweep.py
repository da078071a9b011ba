"""Random maps full of connections: no way may cross a card or a feeling's words that are not its own.

``python -m tests.layout.routes_sweep [maps]`` prints one line of JSON for a thousand maps, or as many as are asked for.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from jmapdesk.layout.map_layout import MapLayout, lay_out
from jmapdesk.layout.routes import taken
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CONNECTION_KINDS
from jmapdesk.model.records import About, Card, Connection, Lane, Persona, Stage, Step
from jmapdesk.util.geometry import Rect
from jmapdesk.util.order_keys import keys_between
from tests.fakes import FakeShaper

_KINDS = {"actions": "action", "thoughts": "thought", "pain_points": "pain_point", "text": "text"}
_SPEECH = "waits asks twice compares the offers cannot find it calls again signs and sends pays gives up"
_WORDS = tuple(_SPEECH.split())


class Crossing(NamedTuple):
    """A segment that runs through what it should run round."""

    connection: str
    card: str
    what: str


def random_map(seed: int) -> JourneyMap:
    """A map of up to ten steps and six lanes: cards, spans, feelings of up to three personas, many connections."""
    dice = random.Random(seed)
    sizes = [dice.randint(1, 4) for _ in range(dice.randint(1, 3))]
    stages, steps = {}, []
    for n, (size, key) in enumerate(zip(sizes, keys_between(None, None, len(sizes)), strict=True)):
        own = tuple(
            Step(id=f"p{n}{i}", order=inner, width=dice.choice((0.6, 1.0, 1.0, 1.6)))
            for i, inner in enumerate(keys_between(None, None, size))
        )
        stages[f"s{n}"] = Stage(id=f"s{n}", order=key, name=f"Stage {n}", steps=own)
        steps += [step.id for step in own]
    kinds = [dice.choice((*_KINDS, "feelings", "divider")) for _ in range(dice.randint(2, 6))]
    lanes = {
        f"l{n}": Lane(id=f"l{n}", order=key, kind=kind)
        for n, (kind, key) in enumerate(zip(kinds, keys_between(None, None, len(kinds)), strict=True))
    }
    people = {f"who{n}": Persona(id=f"who{n}", order=key) for n, key in enumerate(keys_between(None, None, 3))}
    cards: dict[str, Card] = {}
    keys = iter(keys_between(None, None, 800))
    for lane in lanes.values():
        for place, step in enumerate(steps):
            for card in _cell(dice, lane, place, steps, keys):
                cards[card.id] = card.model_copy(update={"step": step})
    ids = list(cards)
    wires = {}
    for n in range(dice.randint(0, 30) if len(ids) > 1 else 0):
        start, end = dice.sample(ids, 2)
        label = dice.choice(("", "", "if refused", " ".join(dice.choices(_WORDS, k=8))))
        kind = dice.choice(CONNECTION_KINDS)
        wires[f"w{n:02}"] = Connection(id=f"w{n:02}", start=start, end=end, kind=kind, label=label)
    language = dice.choice(("en", "en", "ar"))
    return JourneyMap(
        f"m{seed}", about=About(language=language), personas=people, stages=stages, lanes=lanes, cards=cards,
        connections=wires,
    )  # fmt: skip


def _cell(dice: random.Random, lane: Lane, place: int, steps: list[str], keys: Iterator[str]) -> Iterator[Card]:
    if lane.kind == "divider":
        return
    if lane.kind == "feelings":
        for persona in dice.sample(("who0", "who1", "who2"), dice.choice((0, 1, 1, 1, 2, 3))):
            words = " ".join(dice.choices(_WORDS, k=dice.randint(0, 7)))
            score = round(dice.uniform(-2, 2), 1) if dice.random() < 0.9 else None
            key = next(keys)
            yield Card(
                id=f"c{key}", lane=lane.id, order=key, kind="feeling", persona=persona, score=score, text=words,
            )  # fmt: skip
        return
    for _ in range(dice.choice((0, 1, 1, 2, 3))):
        key = next(keys)
        far = dice.randint(place, len(steps) - 1) if dice.random() < 0.2 else place
        words = " ".join(dice.choices(_WORDS, k=dice.randint(1, 14)))
        yield Card(
            id=f"c{key}", lane=lane.id, order=key, kind=_KINDS[lane.kind], text=words,
            to_step=steps[far] if far > place else None, severity=dice.choice((0, 0, 3)) or None,
        )  # fmt: skip


def crossings(layout: MapLayout) -> list[Crossing]:
    """Every card's box and feeling's words that a connection of other cards runs through."""
    boxes: list[tuple[str, str, Rect]] = []
    for top, lane in zip(layout.tops, layout.lanes, strict=True):
        for one in (one for cell in lane.cells for one in cell):
            boxes.append((one.card.id, "card", one.rect.moved(0, top)))
            if lane.is_curve:
                boxes += [(one.card.id, "words", rect.moved(0, top)) for rect in taken(one, layout.context)[1:]]
    found = []
    for wire in layout.wires.all():
        ends = {wire.connection.start, wire.connection.end}
        own = [box for card, what, box in boxes if card in ends and what == "card"]
        for (x0, y0), (x1, y1) in wire.segments():
            stretch = Rect(min(x0, x1), min(y0, y1), abs(x0 - x1), abs(y0 - y1)).grown(0.01)
            found += [
                Crossing(wire.connection.id, card, what)
                for card, what, box in boxes
                if card not in ends and stretch.overlaps(box)
                # a marker in the middle of a feeling's words, as layouts of narrow steps have them, cannot be left
                and not any(box.overlaps(end) for end in own)
            ]
    return found


def main(maps: int) -> None:
    """Sweep over maps and print what was found."""
    begin = time.perf_counter()
    wires, slanted, cards, words, worst = 0, 0, 0, 0, []
    for seed in range(maps):
        layout = lay_out(random_map(seed), FakeShaper())
        wires += len(layout.wires)
        for wire in layout.wires.all():
            slanted += any(min(abs(a[0] - b[0]), abs(a[1] - b[1])) > 0.02 for a, b in wire.segments())
        found = crossings(layout)
        cards += sum(one.what == "card" for one in found)
        words += sum(one.what == "words" for one in found)
        worst += [seed] if found else []
    print(json.dumps({
        "maps": maps, "connections": wires, "cards_crossed": cards, "words_crossed": words, "not_orthogonal": slanted,
        "maps_with_crossings": worst[:20], "seconds": round(time.perf_counter() - begin, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
