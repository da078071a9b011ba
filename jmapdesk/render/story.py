"""What a drawing says, in the order in which it is read: for those who hear it, and for going about in a document.

A drawing is painted grounds first and cards last, row by row; it is read stage by stage. A story knows both: each of
its pieces names the ink that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    ``connections``, ``legend`` or ``sheets``, which hold others; ``h1``, ``h2``, ``h3``, ``text``, ``card``,
    ``picture``, ``curve`` or ``connection``. ``name`` says in short what it is, ``words`` is what is said in place of
    its ink where that does not speak for itself, and ``text`` what its ink says where that does.
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
