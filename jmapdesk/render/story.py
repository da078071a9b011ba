"""What a drawing says, in the order in which it is read: for those who hear it, and for going about in a document.

A drawing is painted grounds first and cards last, row by row; it is read stage by stage. A story knows both: each of
its pieces names the ink that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jmapdesk.layout.parts import Part, TextPart
from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.geometry import Rect


class Ink(NamedTuple):
    """What shows a piece of a story: the groups of an element in a role, or one of their texts, counted from 0."""

    element: str
    role: str
    text: int | None = None


class Lead(NamedTuple):
    """Where a place of the picture leads: to a page, a mailbox, or (``#`` and its id) a card of the same map."""

    rect: Rect
    target: str
    said: str


class Told(NamedTuple):
    """A piece of a story.

    ``kind`` is what it is: ``map``, ``persona``, ``lanes``, ``stage``, ``step``, ``lane``, ``curves``,
    ``connections``, ``legend``, ``sheets`` or ``actions``, which hold others; ``table`` of ``row`` of ``head`` and
    ``cell``; ``h1``, ``h2``, ``h3``, ``text``, ``card``, ``picture``, ``curve`` or ``connection``. ``name`` says in
    short what it is, ``words`` is what is said in place of its ink where that does not speak for itself, and ``text``
    what its ink says where that does.
    """

    kind: str
    ink: tuple[Ink, ...] = ()
    under: tuple[Told, ...] = ()
    name: str = ""
    words: str = ""
    text: str = ""
    at: Rect | None = None
    """Where it stands in the picture; None where nobody goes."""
    listed: str = ""
    """Its entry in a document's list of contents; empty where it has none."""
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """The story of a picture."""

    root: Told
    place_of: Callable[[str], Rect | None] = lambda _card: None
    """Where a card stands in the picture, by its id; None where it does not show."""
    sheets: str = ""
    """What the pages are called that the picture is spread over."""
    rtl: bool = False
    brief: bool = False
    """Whether a list of contents holds its title alone: what is in it is listed elsewhere."""


def cut_out(story: Story, area: Rect) -> Story:
    """The story of a part of the picture, whose places count from that part's corner; nothing leads outside it."""

    def placed(rect: Rect) -> Rect | None:
        return rect.shared(area).moved(-area.x, -area.y) if rect.overlaps(area) else None

    def whole(rect: Rect | None) -> Rect | None:
        return None if rect is None or not mostly_in(rect, area) else placed(rect)

    def cut(told: Told) -> Told:
        at = None if told.at is None else placed(told.at)
        leads = tuple(one._replace(rect=rect) for one in told.leads if (rect := whole(one.rect)) is not None)
        return told._replace(at=at, leads=leads, under=tuple(cut(one) for one in told.under))

    return replace(story, root=cut(story.root), place_of=lambda card: whole(story.place_of(card)))


def mostly_in(rect: Rect, area: Rect) -> bool:
    """Whether at least half of a rectangle lies in another one."""
    return rect.overlaps(area) and (inside := rect.shared(area)).w * inside.h >= rect.w * rect.h / 2


def walk(told: Told) -> Iterator[Told]:
    """A piece and all under it, in the order they are read."""
    yield told
    for one in told.under:
        yield from walk(one)


def texts_of(parts: Iterable[Part]) -> list[TextPart]:
    """The texts among parts, in the order their ink is counted."""
    return [part for part in parts if isinstance(part, TextPart)]


def paragraphs(
    element: str, role: str, parts: Iterable[Part], kinds: dict[TextStyle, str], names: Sequence[TextStyle] = ()
) -> list[Told]:
    """A piece for each text whose style is among ``kinds``, which says what it is; a text in a style of ``names`` is
    one with the text after it."""
    found: list[Told] = []
    inks: list[Ink] = []
    words: list[str] = []
    for number, part in enumerate(texts_of(parts)):
        kind = kinds.get(part.style)
        if kind is None or not part.text.strip():
            continue
        inks.append(Ink(element, role, number))
        words.append(part.text)
        if part.style not in names:
            found.append(Told(kind, tuple(inks), text=" ".join(words)))
            inks, words = [], []
    return found
