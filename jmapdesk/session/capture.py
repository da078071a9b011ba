"""One line of what was said, made into a card: marks at its start and between its words say the rest.

``/p No way to come back later #forms @Mira ?`` is a pain point with a tag and an owner that needs checking. A kind's
mark counts only at the start, the others only as words of their own, so that what people say is never taken for a
mark by halves. A word joiner before a mark makes it an ordinary word; it is what one Backspace after a mark puts there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place, landing_kind
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.records import Card, Lane
from jmapdesk.util.ids import NewId

LITERAL = "\u2060"
"""Before a mark: it is an ordinary word."""

KIND_MARKS = MappingProxyType(
    {
        "t": "touchpoint",
        "a": "action",
        "th": "thought",
        "q": "quote",
        "f": "feeling",
        "p": "pain_point",
        "o": "opportunity",
        "m": "metric",
        "c": "channel",
        "j": "job",
        "n": "text",
        "fs": "front_stage",
        "bs": "back_stage",
        "s": "support",
        "sh": "stakeholder",
    }
)
"""What stands behind the stroke at the start of a line, and the kind of card it makes."""

_MOMENT = "decision"
_KIND = re.compile(r"/([a-z]{1,2})(?=\s|$)\s*", re.ASCII | re.IGNORECASE)
_SCORE_FIRST = re.compile(r"([+\-−]?[0-2](?:[.,][0-9])?)(?=\s|$)\s*")
_SCORE_LAST = re.compile(r"\s*([+\-−][0-2](?:[.,][0-9])?)\s*$")
_WORD = re.compile(r"(?<!\S)(?:#(?P<tag>[^\W\d_][^\s#@]*)|@(?P<owner>[^\W\d_][^\s#@]*)|(?P<lone>[!?]))(?!\S)")


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line says: the kind of card where it says one, the words, and the marks."""

    kind: str | None = None
    text: str = ""
    score: float | None = None
    tags: tuple[str, ...] = ()
    owner: str = ""
    moment: bool = False
    check: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to make a card of."""
        return not self.text and self.score is None


def parse(line: str, lane_kind: str = "") -> Captured:
    """Read a line; in a lane of feelings a number at either end is the score. Words without marks stay as they are."""
    found = Captured()
    rest = line
    mark = _KIND.match(rest)
    if mark is not None and mark[1].lower() in KIND_MARKS:
        found = replace(found, kind=KIND_MARKS[mark[1].lower()])
        rest = rest[mark.end() :]
    if (found.kind or card_kind_of(lane_kind or "text")) == "feeling":
        found, rest = _scored(found, rest)
    tags: list[str] = []
    kept: list[str] = []
    at = 0
    for word in _WORD.finditer(rest):
        kept.append(rest[at : word.start()])
        at = word.end()
        if word["tag"]:
            tags.append(word["tag"])
        elif word["owner"]:
            found = replace(found, owner=word["owner"].replace("_", " "))
        elif word["lone"] == "!":
            found = replace(found, moment=True)
        else:
            found = replace(found, check=True)
    if not kept:
        return replace(found, text=_plain(rest))
    pieces = [piece.strip() for piece in (*kept, rest[at:])]
    return replace(found, text=_plain(" ".join(piece for piece in pieces if piece)), tags=tuple(dict.fromkeys(tags)))


def _scored(found: Captured, rest: str) -> tuple[Captured, str]:
    number = _number(rest)
    if number is None:
        return found, rest
    first = number.start() == 0
    score = float(number[1].replace(",", ".").replace("−", "-"))
    if abs(score) > 2:
        return found, rest
    return replace(found, score=score + 0.0), rest[number.end() :] if first else rest[: number.start()]


def _number(rest: str) -> re.Match[str] | None:
    return None if rest.startswith(LITERAL) else _SCORE_FIRST.match(rest) or _SCORE_LAST.search(rest)


def _plain(words: str) -> str:
    return words.replace(LITERAL, "").strip()


def line_of(card: Card) -> str:
    """The line that makes such a card: what ``parse`` reads as the same."""
    mark = next((mark for mark, kind in KIND_MARKS.items() if kind == card.kind), "")
    words = [f"/{mark}"] if mark else []
    if card.score is not None:
        words.append(f"{card.score:+g}")
    body = _literal(card.text or card.word)
    looks_scored = card.kind == "feeling" and card.score is None and _number(body) is not None
    words.append(LITERAL + body if looks_scored or (not mark and _KIND.match(body)) else body)
    words += [f"#{tag}" for tag in card.tags if _WORD.fullmatch(f"#{tag}")]
    owner = card.owner.replace(" ", "_")
    words += [f"@{owner}"] if _WORD.fullmatch(f"@{owner}") else []
    words += ["!"] if card.moment != "none" else []
    words += ["?"] if card.check else []
    return " ".join(word for word in words if word)


def _literal(text: str) -> str:
    """A text whose words are no marks."""
    return _WORD.sub(lambda word: LITERAL + word[0], " ".join(text.split("\n")))


def mark_before(line: str, at: int) -> int | None:
    """Where the mark begins that ends right before a place in the line (and its blank, if one follows); None: none.

    A tag or an owner is still being written until a blank stands behind it.
    """
    before = line[:at]
    kind = _KIND.match(before)
    if kind is not None and kind.end() == at and kind[1].lower() in KIND_MARKS and before[-1:].isspace():
        return 0
    blank = before[-1:].isspace()
    word = next((w for w in _WORD.finditer(before.rstrip()) if w.end() == len(before.rstrip())), None)
    if word is None or (len(before) - word.end()) > 1 or not (blank or word["lone"]):
        return None
    return word.start()


def landing(journey: JourneyMap, lane_id: str, kind: str | None) -> Lane | None:
    """The lane a card lands in: the one given, for a kind the nearest of that kind, else the nearest that takes it."""
    lanes = [lane for lane in queries.lanes(journey) if not lane.hidden]
    here = journey.lanes.get(lane_id)
    if kind is None:
        return here if here is not None and card_kind_of(here.kind) is not None else None
    at = next((i for i, lane in enumerate(lanes) if lane.id == lane_id), 0)
    near = sorted(range(len(lanes)), key=lambda i: (abs(i - at), i))
    own = next((lanes[i] for i in near if card_kind_of(lanes[i].kind) == kind), None)
    return own or next((lanes[i] for i in near if landing_kind(kind, lanes[i].kind, convert=False)), None)


def add_captured(journey: JourneyMap, lane: Lane, step: str, found: Captured, new_id: NewId) -> JourneyMap:
    """The map with the card at the end of its cell; the same map where a feeling is there already."""
    kind = found.kind or card_kind_of(lane.kind)
    return add_card(journey, Place(lane.id, step), new_id, kind, found.text, **_fields(found, kind))


def change_captured(journey: JourneyMap, card: Card, found: Captured) -> JourneyMap:
    """The map with a card put right by its line; its kind and place stay."""
    return set_fields(journey, card.id, text=found.text, **_fields(found, card.kind))


def _fields(found: Captured, kind: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "tags": found.tags,
        "owner": found.owner,
        "check": found.check,
        "moment": _MOMENT if found.moment else "none",
    }
    return {**fields, "score": found.score} if kind == "feeling" else fields
