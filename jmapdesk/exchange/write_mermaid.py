"""A map as a Mermaid ``journey``: stages are sections, steps are tasks, one curve gives the scores, personas act.

A score of −2 … 2 is written as 1 … 5, three more, which is what ``mermaid.py`` takes off again. Mermaid asks every
task for a score; where the map has no feeling, 3 stands under a comment that tells our own reader so. What would end
a name for Mermaid's reader is written as its entities (``#58;`` is a colon).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from jmapdesk.exchange.draft import counted
from jmapdesk.exchange.lacking import lacking
from jmapdesk.exchange.maker import NAME_LIMIT
from jmapdesk.exchange.mermaid import NO_FEELING
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.said import card_words, context_of
from jmapdesk.exchange.seen import seen_in_words
from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import SeriesKey, series_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Persona
from jmapdesk.render.target import opened
from jmapdesk.util.progress import Progress

_LACKS: Final = frozenset({
    "about", "goals", "times", "personas", "notes", "parked", "dividers", "connections", "pictures", "sources",
    "initiatives", "votes", "comments", "looks",
})  # fmt: skip
_KEYWORDS: Final = re.compile(r"(?:journey|title|section|acctitle|accdescr)(?!\w)", re.IGNORECASE)
_UNSAFE: Final = re.compile("[#:;<>&：ﬂ¶\ufeff]|" r"%(?=%)|(?<=%)%|^%|\$(?=\$)|(?<=\$)\$")
_BETWEEN_ACTORS: Final = re.compile("[,，、]")


class Task(NamedTuple):
    """A step of the map as a task: its name, the feeling there, who has part in it."""

    name: str
    feeling: float | None
    actors: tuple[str, ...]


def write_journey(
    journey: JourneyMap, path: Path, options: ExportOptions, progress: Progress | None = None
) -> list[str]:
    """Write the map as a diagram; returns remarks for people."""
    report = progress or (lambda _share: None)
    report(0.0)
    seen = seen_in_words(journey, options)
    diagram = _Diagram(seen.journey, context_of(seen.journey))
    lines = diagram.lines()
    report(0.6)
    with opened(path) as stream:
        stream.write("\n".join([*lines, ""]).encode())
        report(1.0)
    return [*seen.remarks, *diagram.remarks(), *lacking(seen.journey, "A Mermaid journey", _LACKS)]


def safe(text: str, *, actor: bool = False) -> str:
    """A name on one line that Mermaid reads as a name, whatever is in it; commas part ``actor`` from the next."""
    text = _UNSAFE.sub(_entity, in_line(text))
    if actor:
        text = _BETWEEN_ACTORS.sub(_entity, text)
    if _KEYWORDS.match(text):
        text = f"#{ord(text[0])};{text[1:]}"
    return text


def _entity(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


class _Diagram:
    """The diagram in the making, and what could not be said in it."""

    def __init__(self, journey: JourneyMap, context: Context) -> None:
        self._journey, self._context = journey, context
        self._cells = queries.cards_by_cell(journey)
        self._lanes = [lane for lane in queries.lanes(journey) if lane.kind != "divider"]
        self._curves = _curves(journey)
        self._curve: SeriesKey = next(iter(self._curves), (None, "as_is"))
        self._scored = self._curves.get(self._curve, {})
        self._said: set[str] = set()
        self._renamed = self._cut = self._unfelt = 0

    def lines(self) -> list[str]:
        """The lines of the file."""
        title = self._short(in_line(self._journey.about.title))
        lines = [
            "%% Scores go from 1 (worst) to 5 (best): the feelings of the map, -2 to 2, plus 3.",
            "journey",
            f"    title {safe(title or self._context.words('untitled'))}",
        ]
        before = ""
        for number, stage in enumerate(queries.stages(self._journey), 1):
            name = self._short(in_line(stage.name))
            if not name or name == before:
                # one without a name would be an error, and one of the same name would be the same stage
                name = f"{name or 'Stage'} ({number})"
                self._renamed += 1
            lines.append(f"    section {safe(name)}")
            before = name
            for step in queries.steps(stage):
                task = self._task(step.id, in_line(step.name) or in_line(step.time), number)
                if task.feeling is None:
                    lines.append(f"      {NO_FEELING}")
                    self._unfelt += 1
                actors = ", ".join(safe(actor, actor=True) for actor in task.actors)
                lines.append(f"      {safe(task.name)}: {_score(task.feeling)}{f': {actors}' if actors else ''}")
        return lines

    def _task(self, step: str, named: str, stage: int) -> Task:
        cards = [card for lane in self._lanes for card in self._cells.get((lane.id, step), [])]
        feeling = self._scored.get(step)
        actions = [card for card in cards if card.kind == "action" and in_line(card.text)]
        name = named
        if not name:
            others = [card for card in cards if card.kind != "feeling" and card_words(card, self._context)]
            found = next(iter([*actions, *others]), None)
            if found is not None:
                self._said.add(found.id)
                name = in_line(card_words(found, self._context))
        elif actions and in_line(actions[0].text) == name:
            self._said.add(actions[0].id)
        if not name:
            self._renamed += 1
            name = f"Step {queries.step_indexes(self._journey)[step] + 1}"
        if feeling is not None and not (feeling.text or feeling.word or feeling.note):
            self._said.add(feeling.id)
        return Task(self._short(name), None if feeling is None else feeling.score, self._actors(feeling, actions))

    def _actors(self, feeling: Card | None, actions: Sequence[Card]) -> tuple[str, ...]:
        """Who has part in a task: those its feeling and its actions are of; an only persona in all of them."""
        people = queries.personas(self._journey)
        ids = {key for card in actions for key in card.personas}
        if feeling is not None and feeling.persona is not None:
            ids.add(feeling.persona)
        if not ids and len(people) == 1:
            ids = {people[0].id}
        return tuple(dict.fromkeys(name for one in people if one.id in ids and (name := in_line(one.name))))

    def _short(self, name: str) -> str:
        if len(name) <= NAME_LIMIT:
            return name
        self._cut += 1
        return name[: NAME_LIMIT - 1].rstrip() + "…"

    def remarks(self) -> list[str]:
        """What had to be bent, and what of the cards is not in the diagram."""
        said = []
        if not self._journey.stages:
            said.append("The map has no stages, so the diagram holds its title alone.")
        if self._unfelt:
            tasks = "1 task has" if self._unfelt == 1 else f"{self._unfelt:,} tasks have"
            said.append(f"Mermaid asks every task for a score: {tasks} no feeling on the map and got a 3.")
        if len(self._curves) > 1:
            people: Mapping[str, Persona] = self._journey.personas
            names = [series_name(key, people, self._context) for key in self._curves]
            said.append(f"A task has one score: the curve “{names[0]}” was taken, “{'”, “'.join(names[1:])}” left out.")
        if self._renamed:
            said.append(f"{_things(self._renamed)} got a number because a Mermaid section or task needs its own name.")
        if self._cut:
            said.append(f"{_things(self._cut)} had more than {NAME_LIMIT} characters and got shorter.")
        placed = [card.id for card in self._journey.cards.values() if card.lane is not None]
        if left := len(placed) - len(self._said):
            said.append(f"A Mermaid journey holds tasks, scores and actors only: {counted(left, 'cards')} more "
                        f"{'is' if left == 1 else 'are'} on the map.")  # fmt: skip
        return said


def _things(count: int) -> str:
    return "1 name" if count == 1 else f"{count:,} names"


def _score(feeling: float | None) -> str:
    """A feeling on Mermaid's scale; its middle where there is none."""
    return f"{(feeling or 0.0) + 3:.1f}".removesuffix(".0")


def _curves(journey: JourneyMap) -> dict[SeriesKey, dict[str, Card]]:
    """The scored feelings of each curve by step; first the one that tells most of what is."""
    lanes = {lane.id: row for row, lane in enumerate(queries.lanes(journey))}
    people = {persona.id: place for place, persona in enumerate(queries.personas(journey))}
    found: dict[SeriesKey, dict[str, Card]] = {}
    for card in sorted(journey.cards.values(), key=lambda card: (lanes.get(card.lane or "", 0), card.order, card.id)):
        if card.kind == "feeling" and card.score is not None and card.lane is not None and card.step is not None:
            found.setdefault((card.persona, card.series), {}).setdefault(card.step, card)

    def rank(key: SeriesKey) -> tuple[bool, int, int, str]:
        return key[1] != "as_is", -len(found[key]), people.get(key[0] or "", -1), key[1]

    return {key: found[key] for key in sorted(found, key=rank)}
