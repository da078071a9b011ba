"""What the things of a map are called in a workbook, each name once, so that a name read back means one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import BETTER, CARD_KINDS, CHANNELS, MOMENTS, SOURCE_KINDS, STATUSES, card_kind_of

_LONGEST: Final = 120
"""Characters of a name; a drop-down shows no more."""


class Names:
    """The names of one map: for each list of choices the name of every key, in the order they are offered."""

    def __init__(self, journey: JourneyMap, context: Context) -> None:
        self.words = words = context.words
        stages, people = queries.stages(journey), queries.personas(journey)
        self._of: dict[str, dict[str, str]] = {
            "stages": _once((stage.id, stage.name or f"Stage {n}") for n, stage in enumerate(stages, 1)),
            "lanes": _once(
                (lane.id, lane_name(lane, context))
                for lane in queries.lanes(journey)
                if card_kind_of(lane.kind) is not None
            ),
            "personas": _once((one.id, one.name or f"Persona {n}") for n, one in enumerate(people, 1)),
            "sources": _once((one.id, one.title or _as_words(one.kind)) for one in journey.sources.values()),
            "pains": _once(
                (card.id, card.text or "Pain point") for card in journey.cards.values() if card.kind == "pain_point"
            ),
            "kinds": _once((key, _kind(key, context)) for key in CARD_KINDS),
            "channels": _once((key, name) for key, (name, _icon) in CHANNELS.items()),
            "statuses": _once((key, _first_large(words(f"status.{key}"))) for key in STATUSES),
            "moments": _once((key, words(f"legend.{key}")) for key in MOMENTS if key != "none"),
            "curves": _once((key, words(f"curve.{key}")) for key in ("as_is", "to_be")),
            "severities": {str(n): str(n) for n in (1, 2, 3)},
            "source kinds": _once((key, _as_words(key)) for key in SOURCE_KINDS),
            "better": _once((key, _as_words(key)) for key in BETTER),
            "flags": {"yes": "Yes"},
        }
        self.resting = Counter(key for card in journey.cards.values() for key in card.sources)
        """How many cards rest on each source."""
        self.stage_of: dict[str, str] = {}
        steps: list[tuple[str, str]] = []
        for stage in stages:
            for number, step in enumerate(queries.steps(stage), 1):
                self.stage_of[step.id] = stage.id
                name = self.name("stages", stage.id)
                steps.append((step.id, step.name or step.time or (f"{name} {number}" if stage.steps[1:] else name)))
        self._of["steps"] = _once(steps)
        self._keys = {kind: {name.casefold(): key for key, name in held.items()} for kind, held in self._of.items()}

    def name(self, kind: str, key: str | None) -> str:
        """The name of a key; a key that has none stands for itself, as words."""
        if not key:
            return ""
        return self._of[kind].get(key) or _as_words(key)

    def key(self, kind: str, name: str) -> str | None:
        """What a name means, whatever case it is written in; None for nothing known."""
        return self._keys[kind].get(one_line(name).casefold())

    def all(self, kind: str) -> Mapping[str, str]:
        """Every name of a list of choices by key, in the order they are offered."""
        return MappingProxyType(self._of[kind])


def one_line(text: str) -> str:
    """A text on one line, as long as a name may be."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:1000]).split())[:_LONGEST].strip()


def _once(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each key with a name that no other has: the second “Ask” is “Ask (2)”."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, text in named:
        name = base = one_line(text) or "?"
        number = 2
        while name.casefold() in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name.casefold())
        found[key] = name
    return found


def _kind(kind: str, context: Context) -> str:
    return context.words(f"card.{kind}") if context.words.has(f"card.{kind}") else CARD_KINDS[kind].name


def _as_words(key: str) -> str:
    return _first_large(key.replace("_", " "))


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
