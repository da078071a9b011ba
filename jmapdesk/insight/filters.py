"""Which cards a person wants to look at: by kind, tag, persona, channel, evidence, owner and what else they carry.

A filter is a value. Whether a card passes hangs on that card alone, so that no edit makes anybody look through the map.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from jmapdesk.model import queries
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.records import Card

Values = Callable[[Card], tuple[str, ...]]
"""What a card has to say on one count."""


def _personas(card: Card) -> tuple[str, ...]:
    if card.kind == "feeling":
        return (card.persona or "",)
    return card.personas or ("",)


def _channel(card: Card) -> tuple[str, ...]:
    known = CARD_KINDS.get(card.kind)
    return (card.channel,) if card.channel and known is not None and "channel" in known.fields else ()


def _evidence(card: Card) -> tuple[str, ...]:
    if not queries.asks_evidence(card):
        return ()
    return ("evidence",) if queries.is_sourced(card) else ("assumption",)


def _owner(card: Card) -> tuple[str, ...]:
    return (card.owner,) if card.owner or card.kind == "opportunity" else ()


def _severity(card: Card) -> tuple[str, ...]:
    return (str(card.severity),) if card.kind == "pain_point" and card.severity else ()


FACETS: Final[Mapping[str, Values]] = MappingProxyType(
    {
        "kind": lambda card: (card.kind,),
        "tag": lambda card: card.tags,
        "persona": _personas,
        "channel": _channel,
        "evidence": _evidence,
        "owner": _owner,
        "severity": _severity,
        "moment": lambda card: (card.moment,) if card.moment != "none" else (),
        "check": lambda card: ("check",) if card.check else (),
    }
)
"""What cards can be filtered by. An empty persona is everybody's card, an empty owner an opportunity without one."""


def _has_any(card: Card, facet: str, values: frozenset[str]) -> bool:
    """Whether a card has one of the values wanted; what is everybody's is in each persona's journey."""
    if facet == "persona":
        return any(queries.is_theirs(card, value) for value in values)
    return not values.isdisjoint(FACETS[facet](card))


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted, by facet; of one facet any value will do, and every facet named must be met."""

    wanted: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def passes(self, card: Card) -> bool:
        """Whether the card is one of those wanted."""
        return not self.wanted or all(_has_any(card, facet, values) for facet, values in self.wanted.items())

    def with_value(self, facet: str, value: str, on: bool) -> Filter:
        """The filter with one more value wanted, or with one less."""
        values = self.wanted.get(facet, frozenset())
        kept = {**self.wanted, facet: values | {value} if on else values - {value}}
        return Filter({name: kept[name] for name in FACETS if kept.get(name)})

    def as_dict(self) -> dict[str, Any]:
        """As a view of the map keeps it: a list of values by facet."""
        return {facet: sorted(values) for facet, values in self.wanted.items()}


NOTHING_WANTED: Final = Filter()
"""The filter that every card passes."""


def filter_of(kept: Mapping[str, Any]) -> Filter:
    """The filter a view keeps; facets this version does not know, and whatever is no list of words, are passed over."""
    wanted = {
        facet: frozenset(value for value in kept[facet] if isinstance(value, str))
        for facet in FACETS
        if isinstance(kept.get(facet), list | tuple)
    }
    return Filter({facet: values for facet, values in wanted.items() if values})


def counts(cards: Iterable[Card]) -> dict[str, Counter[str]]:
    """How many cards carry each value, by facet; facets that no card has a value for are empty."""
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    facets = [(found[facet], values) for facet, values in FACETS.items()]
    for card in cards:
        for counter, values in facets:
            for value in values(card):
                counter[value] += 1
    return found


def passing(wanted: Filter, cards: Iterable[Card]) -> int:
    """How many cards pass."""
    return sum(1 for card in cards if wanted.passes(card))
