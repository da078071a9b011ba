"""Reading a tagged PDF as a screen reader does: the tree, and under each of its elements the text of its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "EI"))


@dataclass
class Element:
    """An element of the tree: what it is by the map of roles, and what is under it."""

    kind: str
    own: str
    name: str = ""
    alt: str = ""
    actual: str = ""
    under: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Page and number of each mark that is its own."""
    annotations: list[Any] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """What the ink of each mark says."""
    box: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """What its own ink says."""
        return " ".join("".join(self.pieces).split())

    def walk(self) -> Iterator[Element]:
        """It and all under it, in reading order."""
        yield self
        for one in self.under:
            yield from one.walk()


class Told:
    """A file read: ``root`` is its document; marks are (page, number)."""

    def __init__(self, path: Path) -> None:
        with pikepdf.open(path) as pdf:
            self.pages = len(pdf.pages)
            self.texts: dict[tuple[int, int], str] = {}
            self.loose: list[str] = []
            """Operators that paint outside all marks."""
            for number, page in enumerate(pdf.pages):
                self._read_page(number, page)
            assert bool(pdf.Root.MarkInfo.Marked)
            tree = pdf.Root.StructTreeRoot
            self.roles = {str(key): str(value) for key, value in tree.RoleMap.items()}
            self._page_of = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            self.root = self._element(tree.K)
            self.parents = self._parents(tree, pdf)
            self.language = str(pdf.Root.get("/Lang", ""))

    def _read_page(self, number: int, page: Any) -> None:
        fonts = {str(name): _unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
        stack: list[int | None] = []
        known: dict[int, str] = {}
        kept: list[dict[int, str]] = []
        in_text = False
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if name == "BDC" else {}
                mark = int(properties["/MCID"]) if "/MCID" in properties else None
                if mark is not None:
                    assert (number, mark) not in self.texts, "a mark is begun once"
                    self.texts[number, mark] = ""
                assert not in_text, "marks hold whole texts"
                stack.append(mark)
            elif name == "EMC":
                assert not in_text
                stack.pop()
            elif name == "q":
                kept.append(known)
            elif name == "Q":
                known = kept.pop()
            elif name in ("BT", "ET"):
                in_text = name == "BT"
            elif name == "Tf":
                known = fonts[str(operands[0])]
            elif name in PAINTS and not stack:
                self.loose.append(name)
            elif name in ("Tj", "TJ"):
                said = _said(operands[0], known)
                if stack and stack[-1] is not None:
                    self.texts[number, stack[-1]] += said
        assert not stack

    def _element(self, thing: Any) -> Element:
        own = str(thing.S)
        made = Element(
            self.roles.get(own, own)[1:], own[1:], str(thing.get("/T", "")), str(thing.get("/Alt", "")),
            str(thing.get("/ActualText", "")),
        )  # fmt: skip
        if "/A" in thing:
            made.box = tuple(float(side) for side in thing.A.BBox)
        kids = thing.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                made.marks.append((self._page_of[thing.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                made.marks.append((self._page_of[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                made.annotations.append(kid.Obj)
            else:
                assert thing == kid.P
                made.under.append(self._element(kid))
        made.pieces = [self.texts[mark] for mark in made.marks]
        return made

    def _parents(self, tree: Any, pdf: Any) -> dict[tuple[int, int], str]:
        """For each mark the name of the element that the parents' tree says it is of."""
        found: dict[tuple[int, int], str] = {}
        numbers = list(tree.ParentTree.Nums)
        by_key = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page_number, page in enumerate(pdf.pages):
            for mark, element in enumerate(by_key[int(page.StructParents)]):
                found[page_number, mark] = str(element.S)
                kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                assert any(
                    kid == mark and element.Pg == page.obj
                    if isinstance(kid, int)
                    else kid.get("/Type") == "/MCR" and int(kid.MCID) == mark and kid.Pg == page.obj
                    for kid in kids
                )
            for one in page.get("/Annots", []):
                element = by_key[int(one.StructParent)]
                assert str(element.S) == "/Link"
                assert any(kid.Obj == one for kid in element.K)
        return found

    def check(self) -> None:
        """Everything painted is marked, every mark is read once and knows its parent."""
        assert self.loose == []
        read = [mark for element in self.root.walk() for mark in element.marks]
        assert len(read) == len(set(read))
        assert set(read) == set(self.texts) == set(self.parents)


def _unicode(font: Any) -> dict[int, str]:
    """What each code of a font is read as."""
    pairs = re.findall(rb"<([0-9A-F]{4})><([0-9A-F]*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _said(shown: Any, known: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(known.get(int.from_bytes(codes[i : i + 2], "big"), "") for i in range(0, len(codes), 2))
