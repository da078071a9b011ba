"""Which of some short texts speak of the same: by the words and parts of words they share, in any language.

No list of words and no grammar: texts are compared by pieces of three letters (two where a script writes without
blanks), and a piece counts the more the fewer of the texts have it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jmapdesk.insight.find import fold

MOST = 400
"""Texts that are compared; what comes after them stays alone."""

_LONELY = 0.2
"""How much of its weight a piece keeps that only one text has: it parts that text from the others."""
_ALIKE = 0.18
"""From this likeness on, 0 to 1, two texts belong together."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Group(NamedTuple):
    """Texts that belong together, by their places, and a word that most of them share, where there is one."""

    members: tuple[int, ...]
    word: str = ""


class Gathered(NamedTuple):
    """The groups, the largest first, and the places of the texts that share nothing."""

    groups: tuple[Group, ...]
    alone: tuple[int, ...]

    @property
    def order(self) -> list[int]:
        """The places of all texts with what belongs together side by side."""
        return [i for group in self.groups for i in group.members] + list(self.alone)


def gather(texts: Sequence[str]) -> Gathered:
    """Which texts belong together, each group in the order given."""
    heard = [_pieces(text) for text in texts[:MOST]]
    weights = _weights(heard)
    vectors = [_vector(pieces, weights) for pieces in heard]
    likeness = {
        (a, b): found
        for a in range(len(vectors))
        for b in range(a + 1, len(vectors))
        if (found := _cosine(vectors[a], vectors[b])) > 0
    }
    clusters = _clusters(len(vectors), likeness)
    together = sorted((sorted(one) for one in clusters if len(one) > 1), key=lambda one: (-len(one), one[0]))
    groups = tuple(Group(tuple(one), _shared_word([texts[i] for i in one], texts)) for one in together)
    taken = {i for group in groups for i in group.members}
    return Gathered(groups, tuple(i for i in range(len(texts)) if i not in taken))


def _pieces(text: str) -> dict[str, float]:
    """The pieces of a text and how much they count: short words are the ones that say least, in every language."""
    found: dict[str, float] = {}
    for word in _WORD.findall(fold(text)):
        if _UNSPACED.search(word):
            found |= {word[i : i + 2]: 1.0 for i in range(max(1, len(word) - 1))}
        elif len(word) > 2:
            edged = f"<{word}"  # the beginning of a word says more than its end
            counts = min(1.0, (len(word) - 2) / 3)
            for piece in (edged[i : i + 4] for i in range(max(1, len(edged) - 3))):
                found[piece] = max(found.get(piece, 0.0), counts)
    return found


def _weights(heard: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """How much each piece says: little where most texts have it, and less where only one does."""
    count = Counter(piece for pieces in heard for piece in pieces)
    return {piece: math.log((len(heard) + 0.5) / n) * (1.0 if n > 1 else _LONELY) for piece, n in count.items()}


def _vector(pieces: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    values = {piece: weights[piece] * counts for piece, counts in pieces.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {piece: value / length for piece, value in values.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[piece] for piece, value in one.items() if piece in other)


def _clusters(count: int, likeness: Mapping[tuple[int, int], float]) -> list[set[int]]:
    """Texts joined to those they are most like, as long as they are like all of the group on average."""
    cluster = [{i} for i in range(count)]
    of = list(range(count))
    for (a, b), found in sorted(likeness.items(), key=lambda pair: (-pair[1], pair[0])):
        if found < _ALIKE:
            break
        one, other = of[a], of[b]
        if one == other:
            continue
        across = [likeness.get((min(i, j), max(i, j)), 0.0) for i in cluster[one] for j in cluster[other]]
        if sum(across) / len(across) < _ALIKE / 2:
            continue
        cluster[one] |= cluster[other]
        for i in cluster[other]:
            of[i] = one
        cluster[other] = set()
    return [one for one in cluster if one]


def _shared_word(members: Sequence[str], texts: Sequence[str]) -> str:
    """The longest-winded word that most members have and few others: as the first of them writes it."""
    inside = Counter(word for text in members for word in set(_WORD.findall(fold(text))) if len(word) > 2)
    overall = Counter(word for text in texts for word in set(_WORD.findall(fold(text))))
    shared = [word for word, n in inside.items() if n * 2 > len(members) and n > 1]
    if not shared:
        return ""
    best: str = max(shared, key=lambda word: (inside[word] / overall[word] * inside[word], len(word), word))
    for text in members:
        for word in _WORD.findall(text):
            if fold(word) == best:
                return str(word)
    return best
