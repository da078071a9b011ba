"""Who is named on a map as the owner of something, and which of them a few letters mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from jmapdesk.insight.find import fold
from jmapdesk.model.journey import JourneyMap


def owners(journey: JourneyMap) -> list[str]:
    """The names of all owners of cards, initiatives and the map, those named most first. Walks all cards."""
    named = [card.owner for card in journey.cards.values()]
    named += [one.owner for one in journey.initiatives.values()]
    counted = Counter(name for name in (" ".join(one.split()) for one in (*named, journey.about.owner)) if name)
    return sorted(counted, key=lambda name: (-counted[name], fold(name), name))


def meant(names: Iterable[str], typed: str) -> list[str]:
    """The names one of whose words, or which themselves, begin with what was typed; not the very name, which is whole.

    Case and accents do not count.
    """
    wanted = fold(" ".join(typed.split()))
    if not wanted:
        return []
    found = [name for name in names if name != typed and f" {wanted}" in f" {fold(name)}"]
    return sorted(found, key=lambda name: not fold(name).startswith(wanted))
