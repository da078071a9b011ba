"""Puts a draft together while a file is read: stages and steps may still grow, cards are placed by both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from jmapdesk.exchange.draft import (
    Draft,
    DraftCard,
    DraftLane,
    DraftStage,
    DraftStep,
    MapKind,
    Notes,
    Report,
    counted,
)
from jmapdesk.exchange.feelings import WORD_LIMIT
from jmapdesk.exchange.tables import shown
from jmapdesk.exchange.vocabulary import TO_BE_WORDS, has_word, language_of
from jmapdesk.model.kinds import card_kind_of

TEXT_LIMIT = 2_000
"""Characters of a card's text; the rest goes to its note."""
NAME_LIMIT = 200
"""Characters of a title, a stage's, step's, lane's or persona's name."""
STEP_LIMIT = 500
CARD_LIMIT = 20_000
"""A file with more is no map; what lies beyond is left out and reported."""


class Place(NamedTuple):
    """A column of the map: a stage and a step in it, both from 0."""

    stage: int
    step: int


@dataclass(slots=True)
class _Card:
    lane: int
    at: Place
    to: Place | None
    card: DraftCard


@dataclass(slots=True)
class Maker:
    """A draft in the making."""

    notes: Notes
    title: str = ""
    language: str = ""
    personas: list[str] = field(default_factory=list)
    stages: list[tuple[str, list[DraftStep]]] = field(default_factory=list)
    goals: dict[int, str] = field(default_factory=dict)
    lanes: list[DraftLane] = field(default_factory=list)
    parked: list[DraftCard] = field(default_factory=list)
    exact: bool = False
    """Whether the file is one of ours: nothing is merged, added or cut."""
    _cards: list[_Card] = field(default_factory=list)
    _feelings: dict[tuple[int, Place], int] = field(default_factory=dict)
    _steps: int = 0
    _full: bool = False
    _wide: bool = False

    def stage(self, name: str, place: str = "", goal: str = "") -> int:
        """A new stage without steps yet; its number."""
        self.stages.append((self._short(name, "stage name", place), []))
        if goal:
            self.goals[len(self.stages) - 1] = self._short(goal, "stage's goal", place)
        return len(self.stages) - 1

    def step(self, stage: int, name: str = "", time_label: str = "", place: str = "") -> Place | None:
        """A new step at the end of a stage; None when the map is full."""
        if self._steps >= STEP_LIMIT:
            if not self._wide:
                self._wide = True
                self.notes.ignored(place, f"Steps beyond the first {STEP_LIMIT} were left out.")
            return None
        self._steps += 1
        steps = self.stages[stage][1]
        steps.append(DraftStep(self._short(name, "step name", place), self._short(time_label, "time label", place)))
        return Place(stage, len(steps) - 1)

    def lane(self, lane: DraftLane, at: int | None = None) -> int:
        """A lane, at the end or at a position; its number. A lane of the same kind and name is used again."""
        name, rest = split_text(lane.name, NAME_LIMIT)
        for i, known in enumerate(self.lanes):
            if (known.kind, known.name, known.persona) == (lane.kind, name, lane.persona):
                return i
        subtitle = self._short(" ".join(part for part in (rest, lane.subtitle) if part), "lane subtitle", "")
        if at is None:
            at = len(self.lanes)
        self.lanes.insert(at, replace(lane, name=name, subtitle=subtitle))
        for card in self._cards:
            card.lane += card.lane >= at
        self._feelings = {(lane_no + (lane_no >= at), where): i for (lane_no, where), i in self._feelings.items()}
        return at

    def first_lane(self, kind: str) -> int | None:
        """The first lane of a kind."""
        return next((i for i, lane in enumerate(self.lanes) if lane.kind == kind), None)

    def persona(self, name: str, place: str = "") -> str:
        """A persona by name, once; the name as kept."""
        short = self._short(name, "persona name", place)
        if short and short not in self.personas:
            self.personas.append(short)
        return short

    def card(
        self,
        lane: int,
        at: Place,
        text: str,
        place: str,
        *,
        to: Place | None = None,
        tags: tuple[str, ...] = (),
        personas: tuple[str, ...] = (),
    ) -> None:
        """A card of the lane's own kind; what is too long for its text goes to its note."""
        kind = card_kind_of(self.lanes[lane].kind)
        if kind is None or not self._room(place):
            return
        shown, note = split_text(text, TEXT_LIMIT)
        if note:
            self.notes.guessed(
                place, f"A text of {len(text):,} characters is too long for a card: the rest is in its note."
            )
        card = DraftCard(0, 0, kind, shown, note=note, tags=tags, personas=personas, place=place)
        self._cards.append(_Card(lane, at, to if to != at else None, card))

    def put(self, lane: int, at: Place, card: DraftCard, to: Place | None = None) -> None:
        """A card just as it is, feelings too; for files that say where each one stands."""
        if self._room(card.place):
            self._cards.append(_Card(lane, at, to if to != at else None, card))

    def feeling(self, lane: int, at: Place, *, score: float | None, word: str, place: str, note: str = "") -> None:
        """A feeling; a step has one in a lane, so a second one only fills what the first left open."""
        word, rest = split_text(word, WORD_LIMIT)
        if rest:
            note = "\n".join(part for part in (f"{word} {rest}", note) if part)
            self.notes.guessed(place, "A long feeling: its first words stand at the curve, all of it in its note.")
        known = self._feelings.get((lane, at))
        if known is not None:
            old = self._cards[known]
            if score is not None and old.card.score is not None and score != old.card.score:
                self.notes.ignored(place, f"A second score for the step “{self._step_name(at)}”.")
            joined, more = split_text(", ".join(w for w in (old.card.word, word) if w), WORD_LIMIT)
            old.card = replace(
                old.card,
                score=old.card.score if old.card.score is not None else score,
                word=joined,
                note="\n".join(n for n in (old.card.note, note, more) if n),
            )
            return
        if not self._room(place):
            return
        persona = self.lanes[lane].persona
        card = DraftCard(
            0, 0, "feeling", "", score=score, word=word, note=note, place=place, personas=(persona,) if persona else ()
        )
        self._feelings[(lane, at)] = len(self._cards)
        self._cards.append(_Card(lane, at, None, card))

    def title_from(self, stem: str) -> None:
        """A map without a title is called by its file's name, as words: "tea_at-home" is "Tea at home"."""
        if not self.title:
            words = " ".join(re.sub(r"[-_]+", " ", stem).split()) or stem
            self.title = words[:1].upper() + words[1:]

    def finish(self, source: str, kind: MapKind | None = None) -> Draft:
        """The draft, without stages that got no step; the report's counts are taken here."""
        if not self.exact:
            self._draw_visibility()
        starts = [0]
        for _name, steps in self.stages:
            starts.append(starts[-1] + len(steps))
        order = sorted(self._cards, key=lambda card: (card.lane, card.at))  # stable: the file's order inside a cell
        cards = tuple(
            replace(
                item.card,
                lane=item.lane,
                step=starts[item.at.stage] + item.at.step,
                to_step=starts[item.to.stage] + item.to.step if item.to else None,
            )
            for item in order
        )
        counts = {
            "stages": sum(1 for _name, steps in self.stages if steps),
            "steps": starts[-1],
            "lanes": len(self.lanes),
            "cards": len(cards),
        }
        title = self.title if self.exact else self._short(self.title, "title", "")
        names = " ".join([title, *(f"{name} {' '.join(step.name for step in steps)}" for name, steps in self.stages)])
        self.notes.recognised("", f"A map of {', '.join(counted(number, name) for name, number in counts.items())}.")
        return Draft(
            title=title,
            kind=kind or self._kind(title),
            stages=tuple(
                DraftStage(name, tuple(steps), self.goals.get(i, ""))
                for i, (name, steps) in enumerate(self.stages)
                if steps
            ),
            lanes=tuple(self.lanes),
            cards=cards,
            personas=tuple(self.personas),
            language=self.language or language_of(names),
            report=Report(source, self.notes.entries(), counts),
            parked=tuple(self.parked),
            exact=self.exact,
        )

    def _draw_visibility(self) -> None:
        """A blueprint's line of visibility, where staff in sight and staff out of sight meet and no line is drawn."""
        if any(lane.divider == "visibility" for lane in self.lanes):
            return
        for i, (above, below) in enumerate(pairwise(self.lanes)):
            if (above.kind, below.kind) == ("front_stage", "back_stage"):
                self.lane(DraftLane("divider", "", divider="visibility"), i + 1)
                names = f"“{shown(above.name)}” and “{shown(below.name)}”"
                self.notes.guessed("", f"A line of visibility was drawn between {names}.")
                return

    def _kind(self, title: str) -> MapKind:
        kinds = {lane.kind for lane in self.lanes}
        blueprint = len(kinds & {"front_stage", "back_stage", "support", "divider"})
        if blueprint >= 2 or has_word(title, "service blueprint"):
            return "service_blueprint"
        if has_word(title, "day in the life | working day | ein tag | un día | 一日 | 一天 | один день"):
            return "day_in_the_life"
        return "future_state" if has_word(title, TO_BE_WORDS) else "current_state"

    def _room(self, place: str) -> bool:
        if len(self._cards) < CARD_LIMIT:
            return True
        if not self._full:
            self._full = True
            self.notes.ignored(place, f"Cards beyond the first {CARD_LIMIT:,} were left out.")
        return False

    def _short(self, text: str, what: str, place: str) -> str:
        shown, rest = split_text(" ".join(text.split()), NAME_LIMIT)
        if rest:
            self.notes.ignored(place, f"A {what} of {len(text):,} characters was cut after {NAME_LIMIT}.")
        return shown

    def _step_name(self, at: Place) -> str:
        name, steps = self.stages[at.stage]
        return steps[at.step].name or name


def split_text(text: str, limit: int) -> tuple[str, str]:
    """A text cut at a word's end near the limit, and the rest."""
    text = text.strip()
    if len(text) <= limit:
        return text, ""
    cut = text.rfind(" ", limit * 3 // 4, limit)
    cut = cut if cut > 0 else limit
    return text[:cut].rstrip(), text[cut:].lstrip()
