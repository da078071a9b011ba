"""Which ink of a PDF's pages shows which piece of a story: marks while pages are painted (PDF 1.7, 14.6 and 14.7.4).

The order of painting is left alone; ``pdf_tree`` then names the marks in the order in which they are read. What shows
on several pages, as where tiles overlap, is read on the page that shows most of it and is decoration on the others, as
is everything that no story names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.pdf_places import Layer, Leaf, Places
from jmapdesk.render.story import Ink, Story, Told, mostly_in
from jmapdesk.util.geometry import Rect

Key: TypeAlias = tuple[str, str]
"""The element and the role of groups."""
Marks: TypeAlias = Mapping[Key, "int | dict[int, int]"]
"""The number of the piece that each group shows, or one for each of its texts."""

HOLDERS: Final = (
    "map", "persona", "lanes", "stage", "step", "lane", "curves", "connections", "legend", "sheets", "actions",
)  # fmt: skip
STANDARD: Final = {
    "h1": "H1", "h2": "H2", "h3": "H3", "text": "P", "card": "P", "connection": "P", "picture": "Figure",
    "curve": "Figure", "table": "Table", "row": "TR", "head": "TH", "cell": "TD", **dict.fromkeys(HOLDERS, "Sect"),
}  # fmt: skip
"""What each kind of piece is in PDF's own words (PDF 1.7, 14.8.4)."""
ARTIFACT: Final = "/Artifact BMC"
"""Begins ink that is read by nobody."""


class Piece(NamedTuple):
    """A piece of a story with its number and what is under it."""

    number: int
    told: Told
    under: tuple[Piece, ...]


class Seen(NamedTuple):
    """Ink of a piece: on which page, by its index, and under which mark."""

    leaf: int
    mark: int


class LinkMark(NamedTuple):
    """An annotation: of which piece, which of the piece's leads, its reference, and the index of its page."""

    piece: int
    lead: int
    annotation: str
    leaf: int


class Telling(NamedTuple):
    """What a picture on a page tells: the piece of each group, and how its ink begins, given the piece's number."""

    marks: Marks
    begin: Callable[[int], str]


class Tags:
    """Hands out marks while pages are painted, and remembers what each stands for."""

    def __init__(self, stories: Sequence[tuple[Picture, Story]], places: Places) -> None:
        self.leaves = places.leaves
        self.told: list[Told] = []
        """All pieces by number."""
        self.roots = [(picture, self._numbered(story.root)) for picture, story in stories]
        self.seen: dict[int, list[Seen]] = defaultdict(list)
        self.on_leaf: list[list[int]] = [[] for _ in places.leaves]
        """For each page the piece that each mark stands for."""
        self.links: list[LinkMark] = []
        self._index = {leaf.reference: i for i, leaf in enumerate(places.leaves)}
        self._numbers = {id(told): number for number, told in enumerate(self.told)}
        self._shown: dict[tuple[int, int], dict[Key, int | dict[int, int]]] = defaultdict(dict)
        for picture, root in self.roots:
            self._share_out(picture, [(ink, one.number) for one in pieces(root) for ink in one.told.ink], places)

    def _numbered(self, told: Told) -> Piece:
        number = len(self.told)
        self.told.append(told)
        return Piece(number, told, tuple(self._numbered(one) for one in told.under))

    def _share_out(self, picture: Picture, inks: Iterable[tuple[Ink, int]], places: Places) -> None:
        """Decide on which page each piece's ink is read."""
        wanted: dict[Key, list[tuple[Ink, int]]] = defaultdict(list)
        for ink, number in inks:
            wanted[ink.element, ink.role].append((ink, number))
        stands, whole = places.all_of(picture), Rect(0, 0, picture.width, picture.height)
        is_part = picture.root.bounds != whole or picture.root.dx != 0.0 or picture.root.dy != 0.0
        rects = _rects(picture.root, wanted) if len(stands) > 1 or is_part else {}
        for key, several in wanted.items():
            if is_part and (key not in rects or not mostly_in(rects[key], whole)):
                continue  # what only reaches into a part of a map is not of it
            if len(stands) == 1:
                leaf, layer = stands[0]
            elif key in rects and (best := places.best(picture, rects[key])) is not None:
                leaf, layer = best
            else:
                continue
            shown = self._shown[self._index[leaf.reference], id(layer)]
            alone = [number for ink, number in several if ink.text is None]
            shown[key] = alone[0] if alone else {ink.text: number for ink, number in several if ink.text is not None}

    def telling(self, leaf: Leaf, layer: Layer) -> Telling:
        """What a picture on a page tells there."""
        return Telling(self._shown.get((self._index[leaf.reference], id(layer)), {}), self.beginner(leaf))

    def beginner(self, leaf: Leaf) -> Callable[[int], str]:
        """Marks ink of a piece on a page: given its number, the operator that begins it."""
        index = self._index[leaf.reference]
        numbers = self.on_leaf[index]

        def begin(piece: int) -> str:
            mark = len(numbers)
            numbers.append(piece)
            self.seen[piece].append(Seen(index, mark))
            return f"/{STANDARD[self.told[piece].kind]}<</MCID {mark}>>BDC"

        return begin

    def link(self, told: Told, lead: int, leaf: Leaf, annotation: str) -> str:
        """Remembers an annotation of a piece; the entry by which a reader finds what it belongs to."""
        self.links.append(LinkMark(self._numbers[id(told)], lead, annotation, self._index[leaf.reference]))
        return f"/StructParent {len(self.leaves) + len(self.links) - 1}"


def pieces(root: Piece) -> Iterator[Piece]:
    """A piece and all under it."""
    yield root
    for one in root.under:
        yield from pieces(one)


def _rects(group: Group, wanted: Collection[Key]) -> dict[Key, Rect]:
    """Where the groups of some keys stand in a picture; round all of them where several have the same."""
    found: dict[Key, Rect] = {}

    def look(group: Group, dx: float, dy: float) -> None:
        dx, dy = dx + group.dx, dy + group.dy
        key = (group.element, group.role)
        inked = any(not isinstance(child, Group) for child in group.children)
        if inked and key in wanted:
            rect = group.bounds.moved(dx, dy)
            found[key] = rect if key not in found else found[key].united(rect)
        for child in group.children:
            if isinstance(child, Group):
                look(child, dx, dy)

    look(group, 0.0, 0.0)
    return found
