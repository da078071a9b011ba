"""The structure tree of a PDF: its stories in reading order, each piece with the marks of its ink (PDF 1.7, 14.7)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from jmapdesk.render.drawing import Picture
from jmapdesk.render.pdf_file import Objects, text_string
from jmapdesk.render.pdf_places import Places
from jmapdesk.render.pdf_tags import HOLDERS, STANDARD, LinkMark, Piece, Tags, pieces
from jmapdesk.util.geometry import Rect

_OWN: Final = {kind: kind.capitalize() for kind in (*HOLDERS, "card", "connection")}
"""Kinds that go by a name of their own; a map of roles tells what they are in PDF's words."""
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def write_tree(tags: Tags, places: Places, objects: Objects) -> str:
    """Write the tree once all pages are painted; gives its reference."""
    writer = _Writer(tags, places, objects)
    root, document = objects.reserve(), objects.reserve()
    kids = [
        reference for picture, piece in _in_order(tags) if (reference := writer.element(piece, document, picture))
    ]
    objects.put(document, f"<</S/Document/P {root}/K[{' '.join(kids)}]>>")
    lines = [
        f"{i}[{' '.join(writer.elements.get(piece, 'null') for piece in numbers)}]"
        for i, numbers in enumerate(tags.on_leaf)
    ]
    lines += (f"{len(tags.leaves) + i} {writer.links.get(i, 'null')}" for i in range(len(tags.links)))
    parents = objects.add(f"<</Nums[{' '.join(lines)}]>>")
    roles = "".join(f"/{own}/{STANDARD[kind]}" for kind, own in _OWN.items())
    objects.put(
        root,
        f"<</Type/StructTreeRoot/K {document}/ParentTree {parents}/ParentTreeNextKey {len(lines)}/RoleMap<<{roles}>>>>",
    )
    return root


def _in_order(tags: Tags) -> list[tuple[Picture, Piece]]:
    """The stories in the order of the first page that each is read on."""
    last = len(tags.leaves)

    def first(one: tuple[Picture, Piece]) -> int:
        return min((seen.leaf for piece in pieces(one[1]) for seen in tags.seen.get(piece.number, ())), default=last)

    return sorted(tags.roots, key=first)


class _Names(dict[str, str]):
    """Names as entries of an element: what cards show in their marks is the same for many."""

    def __missing__(self, name: str) -> str:
        entry = self[name] = f"/T{text_string(name)}"
        return entry


class _Writer:
    """Writes elements; ``elements`` are those of pieces by number, ``links`` those of annotations by index."""

    def __init__(self, tags: Tags, places: Places, objects: Objects) -> None:
        self.elements: dict[int, str] = {}
        self.links: dict[int, str] = {}
        self._tags, self._places, self._objects = tags, places, objects
        self._names = _Names()
        self._links_of: dict[int, list[tuple[int, LinkMark]]] = defaultdict(list)
        for i, link in enumerate(tags.links):
            self._links_of[link.piece].append((i, link))

    def element(self, piece: Piece, parent: str, picture: Picture) -> str:
        """Write a piece of a picture's story with what is under it; empty where nothing of it shows."""
        told, seen, leaves = piece.told, self._tags.seen.get(piece.number, []), self._tags.leaves
        reference = self._objects.reserve()
        page = seen[0].leaf if seen else -1
        kids = [
            str(one.mark) if one.leaf == page else f"<</Type/MCR/Pg {leaves[one.leaf].reference}/MCID {one.mark}>>"
            for one in seen
        ]
        kids += (kid for one in piece.under if (kid := self.element(one, reference, picture)))
        if not kids:
            self._objects.put(reference, "null")
            return ""
        kids += self._linked(piece, reference)
        words = [f"/S/{_OWN.get(told.kind) or STANDARD[told.kind]}/P {parent}"]
        if seen:
            words.append(f"/Pg {leaves[page].reference}")
        words.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
        if told.name:
            words.append(self._names[told.name])
        if told.words:
            words.append(f"/Alt{text_string(told.words)}")
        elif told.text and _RIGHT_TO_LEFT.search(told.text):
            # glyphs stand from left to right in the file, whichever way they are read
            words.append(f"/ActualText{text_string(told.text)}")
        if STANDARD[told.kind] == "Figure" and told.at is not None and all(one.leaf == page for one in seen):
            words.append(self._box(picture, told.at))
        self._objects.put(reference, f"<<{''.join(words)}>>")
        self.elements[piece.number] = reference
        return reference

    def _box(self, picture: Picture, rect: Rect) -> str:
        """Where a figure stands on its page, for readers that show what they read."""
        spot = self._places.spot(picture, rect)
        return "" if spot is None else f"/A<</O/Layout/BBox[{spot.leaf.corners(spot.rect)}]>>"

    def _linked(self, piece: Piece, parent: str) -> Iterator[str]:
        """The links of a piece, each with its annotations on one page or several."""
        by_lead: dict[int, list[tuple[int, LinkMark]]] = defaultdict(list)
        for i, link in self._links_of.get(piece.number, ()):
            by_lead[link.lead].append((i, link))
        for lead, several in sorted(by_lead.items()):
            leaves = self._tags.leaves
            kids = "".join(
                f"<</Type/OBJR/Pg {leaves[link.leaf].reference}/Obj {link.annotation}>>" for _, link in several
            )
            said = text_string(piece.told.leads[lead].said)
            reference = self._objects.add(f"<</S/Link/P {parent}/Alt{said}/K[{kids}]>>")
            self.links.update((i, reference) for i, _ in several)
            yield reference
