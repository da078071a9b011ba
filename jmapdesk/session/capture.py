"""One line of what was said, made into a card: marks at its start and between its words say the rest.

``/p No way to come back later #forms @Mira ?`` is a pain point with a tag and an owner that needs checking. A kind's
mark counts only at the start, the others only as words of their own, so that what people say is never taken for a
mark by halves. A word joiner before a mark makes it an ordinary word; it is what one Backspace after a mark puts there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from jmapdesk.edit.cards import add_card, add_parked_card, convert_kind, set_fields
from jmapdesk.edit.cells import Place, landing_kind
from jmapdesk.edit.housing import home, house, landing, usual_neighbours
from jmapdesk.edit.moves import move_into_cell, park
from jmapdesk.edit.steps import add_step
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
"""What stands behind the stroke at the start of a line, and the kind of card it makes; a kind's full name does too."""

_MOMENT = "decision"
_NAMES = {kind.replace("_", ""): kind for kind in KIND_MARKS.values()}
_KIND = re.compile(
    rf"/({'|'.join([*KIND_MARKS, *(kind.replace('_', '[ _-]?') for kind in KIND_MARKS.values())])})(?=\s|$)\s*",
    re.ASCII | re.IGNORECASE,
)
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
    if mark is not None:
        found = replace(found, kind=_kind_of(mark[1]))
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


def _kind_of(mark: str) -> str:
    """The kind of card that a mark or the full name of a kind says."""
    plain = re.sub(r"[ _-]", "", mark.lower())
    return KIND_MARKS.get(plain) or _NAMES[plain]


def scored(words: str) -> tuple[str, float | None]:
    """The words of a feeling and the score at either end of them, if there is one."""
    found, rest = _scored(Captured(), words)
    return rest.strip(), found.score


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


def line_of(card: Card, lane_kind: str = "") -> str:
    """The line that makes such a card: what ``parse`` reads as the same; no mark for the kind that a lane is for."""
    own = bool(lane_kind) and card_kind_of(lane_kind) == card.kind
    mark = "" if own else next((mark for mark, kind in KIND_MARKS.items() if kind == card.kind), "")
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
    if kind is not None and kind.end() == at and before[-1:].isspace():
        return 0
    blank = before[-1:].isspace()
    word = next((w for w in _WORD.finditer(before.rstrip()) if w.end() == len(before.rstrip())), None)
    if word is None or (len(before) - word.end()) > 1 or not (blank or word["lone"]):
        return None
    return word.start()


class Spot(NamedTuple):
    """Where a card goes: a lane and a step; ``beyond``: into a new step of the stage, right after that step."""

    lane: Lane
    step: str
    beyond: bool = False


CardsAt: TypeAlias = Callable[[str, str], Iterable[Card]]
"""The cards of a cell, by its lane and step."""


def spot_for(
    journey: JourneyMap,
    lane_id: str,
    step: str,
    found: Captured,
    card: Card | None = None,
    cards_at: CardsAt | None = None,
    anywhere: bool = False,
) -> Spot | None:
    """Where what was said goes, or ``card`` that is being put right; None where no lane is for it.

    ``anywhere``: then into the nearest lane that takes it all the same. A step has one feeling: the next one goes to
    the next step of the stage without one, else a step is added to the stage, so that nothing that was said is lost
    or said of another stage. Without ``cards_at`` it walks all cards for a feeling.
    """
    stays = card is not None and (card.kind, card.lane) == (found.kind, lane_id)
    kind = None if stays else found.kind
    lane = home(journey, lane_id, kind) if kind is not None else None
    if kind is None or (lane is None and anywhere):
        lane = landing(journey, lane_id, kind)
    stage = queries.stage_of_step(journey, step)
    if lane is None or stage is None:
        return None
    if card_kind_of(lane.kind) != "feeling":
        return Spot(lane, step)
    persona, series = (card.persona, card.series) if card is not None else (None, "as_is")
    look = cards_at or partial(queries.cell_cards, journey)

    def is_free(key: str) -> bool:
        felt = (one for one in look(lane.id, key) if one.kind == "feeling" and one.id != (card.id if card else ""))
        return all((one.persona, one.series) != (persona, series) for one in felt)

    own = [one.id for one in queries.steps(stage)]
    free = next((key for key in own[own.index(step) :] if is_free(key)), None)
    return Spot(lane, own[-1], beyond=True) if free is None else Spot(lane, free)


def add_captured(journey: JourneyMap, spot: Spot, found: Captured, new_id: NewId) -> JourneyMap:
    """The map with the card at the end of its cell."""
    kind = found.kind or card_kind_of(spot.lane.kind)
    journey, step = _with_step(journey, spot, new_id)
    return add_card(journey, Place(spot.lane.id, step), new_id, kind, found.text, **_fields(found, kind))


def add_aside(journey: JourneyMap, spot: Spot | None, line: str, new_id: NewId) -> JourneyMap:
    """The map with a line as it was typed on a card of the nearest other lane: for what its own place does not take.

    Parked where there is no such lane.
    """
    lanes = queries.lanes(journey) if spot is not None else []
    own = next((i for i, lane in enumerate(lanes) if spot is not None and lane.id == spot.lane.id), 0)
    takes = [i for i, lane in enumerate(lanes) if not lane.hidden and card_kind_of(lane.kind) not in (None, "feeling")]
    if spot is None or not takes:
        return add_parked_card(journey, new_id, text=line)
    lane = lanes[min(takes, key=lambda i: abs(i - own))]
    return add_card(journey, Place(lane.id, spot.step), new_id, text=line)


def housed(journey: JourneyMap, lane_id: str, step: str, found: Captured, new_id: NewId) -> tuple[JourneyMap, Spot]:
    """The map with a lane for what was said, where ``spot_for`` found none, and where the card goes then.

    The lane comes where such lanes usually stand, on a map that lines part below the one given.
    """
    after, before = usual_neighbours(journey, found.kind)
    if after is None and before is None:
        after = lane_id or None
    journey, place = house(journey, found.kind, new_id, step or None, after, before)
    return journey, Spot(journey.lanes[place.lane], place.step)


def change_captured(journey: JourneyMap, card: Card, spot: Spot, found: Captured, new_id: NewId) -> JourneyMap:
    """The map with a card put right by its line: its words and marks, its kind, and where it stands."""
    here = spot.lane.id == card.lane
    turned = card.kind if here else landing_kind(card.kind, spot.lane.kind) or card_kind_of(spot.lane.kind)
    kind = found.kind or turned or card.kind
    journey, step = _with_step(journey, spot, new_id)
    moves = not here or step != card.step
    # a card that is parked can be of any kind, on its way from one lane to another
    result = park(journey, (card.id,)) if moves else journey
    result = convert_kind(result, (card.id,), kind) if kind != card.kind else result
    result = set_fields(result, card.id, text=found.text, **_fields(found, kind, card))
    return move_into_cell(result, (card.id,), Place(spot.lane.id, step), convert=False) if moves else result


def _with_step(journey: JourneyMap, spot: Spot, new_id: NewId) -> tuple[JourneyMap, str]:
    stage = queries.stage_of_step(journey, spot.step) if spot.beyond else None
    if stage is None:
        return journey, spot.step
    step = new_id()
    return add_step(journey, stage.id, lambda: step, after=spot.step), step


def _fields(found: Captured, kind: str | None, card: Card | None = None) -> dict[str, Any]:
    """The fields that the marks say; of a card's own those stay that no mark could say."""
    tags, owner, moment = found.tags, found.owner, _MOMENT if found.moment else "none"
    if card is not None:
        tags += tuple(tag for tag in card.tags if not _WORD.fullmatch(f"#{tag}"))
        if card.owner and not _WORD.fullmatch(f"@{card.owner.replace(' ', '_')}"):
            owner = owner or card.owner
        if found.moment and card.moment != "none":
            moment = card.moment
    fields: dict[str, Any] = {"tags": tags, "owner": owner, "check": found.check, "moment": moment}
    return {**fields, "score": found.score} if kind == "feeling" else fields
