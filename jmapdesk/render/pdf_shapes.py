"""Shapes as a PDF's operators. What shows again and again, such as the sheet of a card, is an object of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jmapdesk.render.drawing import PathOp, Stroke
from jmapdesk.render.numbers import Shortened
from jmapdesk.render.pdf_file import Objects
from jmapdesk.render.pdf_fonts import PdfFont
from jmapdesk.render.pdf_ink import Inks
from jmapdesk.util.geometry import Path, Rect, moved_path, path_bounds, union

_KEPT: Final = 5000
_OFTEN: Final = 6
"""How often shapes are written out before they get an object: packed, what is written again soon takes little."""
_WORTH: Final = 48
"""How many characters of operators are worth an object of their own."""
GLYPH_EM: Final = 1000.0
"""How many units an em has where a glyph is painted as an outline."""
_MITER: Final = 4.0
"""How far a pointed corner reaches at most, in widths of the pen."""


class Shapes:
    """The shapes of one document and the objects made of those that came back."""

    def __init__(self, objects: Objects, inks: Inks, digits: Shortened) -> None:
        self.names: dict[str, str] = {}
        """The references of the objects by the names that pages know them by."""
        self._objects, self._inks, self._digits = objects, inks, digits
        self._paths: dict[Path, str] = {}
        self._by_id: dict[int, str] = {}
        self._alone: dict[tuple[object, ...], int | str] = {}
        self._glyphs: dict[tuple[str, int, str], str] = {}

    def path(self, path: Path) -> str:
        """The operators that construct a path; drawings share few paths among many cards."""
        known = self._by_id.get(id(path))
        if known is None:
            known = self._paths.get(path)
            if known is None:
                if len(self._paths) > _KEPT:
                    self._paths.clear()
                known = self._paths[path] = path_operators(path, self._digits)
            # the drawing, which outlives this, holds its paths: no other can get this one's id
            self._by_id[id(path)] = known
        return known

    def seen_again(self, ops: Sequence[PathOp]) -> str | None:
        """What shows some shapes in a row that were shown often before; None where they are to be written out."""
        known, path = self._by_id, self.path
        # by their ids, which are quicker told apart: the drawing holds all of them while it is written
        key = tuple([(known.get(id(op.path)) or path(op.path), op.fill, id(op.stroke)) for op in ops])
        name = self._alone.get(key)
        if isinstance(name, str):
            return name
        seen = (name or 0) + 1
        if seen < _OFTEN or sum(len(one[0]) for one in key) < _WORTH:
            self._alone[key] = seen
            return None
        ink = union(path_bounds(op.path).grown(_reach(op.stroke)) for op in ops)
        made = self._alone[key] = f"/{self.add(chr(10).join(self._alone_code(ops)), ink)} Do"
        return made

    def add(self, code: str, ink: Rect) -> str:
        """An object that shows what the operators say; ``ink`` holds all of it. Gives its name."""
        box = " ".join(self._digits[n] for n in (ink.x, ink.y, ink.right, ink.bottom))
        entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": f"[{box}]", "Resources": "<<>>"}
        name = f"S{len(self.names)}"
        self.names[name] = self._objects.stream(entries, code.encode("ascii"))
        return name

    def glyph(self, font: PdfFont, glyph: int, paint: str) -> str:
        """The name of an object that paints a glyph's outline by an operator, ``GLYPH_EM`` units to an em; empty for
        a glyph that has none."""
        key = (font.name, glyph, paint)
        name = self._glyphs.get(key)
        if name is None:
            outline = moved_path(font.program.outline(glyph), 0, 0, GLYPH_EM)
            ink = path_bounds(outline).grown(GLYPH_EM / 2)
            code = f"{path_operators(outline, self._digits)}{paint}"
            name = self._glyphs[key] = self.add(code, ink) if outline else ""
        return name

    def _alone_code(self, ops: Sequence[PathOp]) -> list[str]:
        """The operators of shapes that depend on nothing said before them."""
        code: list[str] = []
        fill = line = None
        stroke: Stroke | None = None
        for op in ops:
            if op.fill is not None and op.fill != fill:
                fill = op.fill
                code.append(self._inks.fill(fill))
            if op.stroke is not None:
                if op.stroke.colour != line:
                    line = op.stroke.colour
                    code.append(self._inks.line(line))
                if op.stroke != stroke:
                    stroke = op.stroke
                    code.append(self._inks.pen(stroke))
            code.append(self.path(op.path) + painted(op))
        return code


def painted(op: PathOp) -> str:
    """The operator that paints a path once it is constructed."""
    if op.stroke is None:
        return "f" if op.fill is not None else "n"
    return "S" if op.fill is None else "B"


def path_operators(path: Path, digits: Shortened) -> str:
    """The path as construction operators."""
    parts: list[str] = []
    for name, *numbers in path:
        parts += [digits[number] for number in numbers]
        parts.append("h" if name == "Z" else name.lower())
    return " ".join(parts) + " " if parts else ""


def _reach(stroke: Stroke | None) -> float:
    return 0.5 if stroke is None else 0.5 + stroke.width * (_MITER if stroke.join == "miter" else 1.0)
