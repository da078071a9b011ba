"""Font files as documents need them: measures, outlines, and small fonts that hold only the glyphs used."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from jmapdesk.render.font_cut import cut_font
from jmapdesk.render.font_outline import Point, coded, contours_of, glyph_bytes, path_of, unhinted
from jmapdesk.util.geometry import Command, Path

_LICENCE_NAMES: Final = (0, 7, 13, 14)
_EPOCH: Final = 3_600_000_000
"""One time stamp for all fonts made here (seconds since 1904), so that the same map gives the same bytes."""


class Entry(NamedTuple):
    """A glyph of a font made here: glyphs of the face put together, each moved by (dx, dy) font units, y up."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int


class FontProgram:
    """One face's file, read no further than asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._tables = _directory(data)
        self._read: dict[str, bytes] = {}
        self.outlines_are_cff: bool = "glyf" not in self._tables
        self.units: int = struct.unpack_from(">H", self.table("head"), 18)[0]
        self.box: tuple[int, int, int, int] = struct.unpack_from(">hhhh", self.table("head"), 36)
        self.ascent, self.descent = struct.unpack_from(">hh", self.table("hhea"), 4)
        (self._metrics,) = struct.unpack_from(">H", self.table("hhea"), 34)
        (self.glyph_count,) = struct.unpack_from(">H", self.table("maxp"), 4)
        (angle,) = struct.unpack_from(">i", self.table("post").ljust(8, b"\0"), 4)
        self.italic_angle = angle / 65536
        self._hmtx = self.table("hmtx")

    def advance(self, glyph: int) -> float:
        """The glyph's advance in thousandths of an em, to a hundredth."""
        at = 4 * min(glyph, self._metrics - 1)
        units: int = struct.unpack_from(">H", self._hmtx, at)[0]
        return round(units * 1000 / self.units, 2)

    def outline(self, glyph: int) -> Path:
        """The glyph's outline in ems, y down; empty for a glyph that the face does not have."""
        if not 0 <= glyph < self.glyph_count:
            return ()
        if not self.outlines_are_cff:
            return path_of(contours_of(self.table, glyph), self.units)
        pen = _PathPen(self._glyphs, 1 / self.units)
        self._glyphs[self._font.getGlyphName(glyph)].draw(pen)
        return tuple(pen.path)

    def small(self, entries: Sequence[Entry], characters: Mapping[str, int], family: str, weight: int) -> bytes:
        """A font file whose glyph 1, 2, 3 … are these entries; ``characters`` says which each stands for.

        Cutting a font of 65,000 glyphs down takes seconds; building one from the glyphs used does not. Its names
        are ``family`` and what the face says of its licence.
        """
        names = [".notdef", *(f"g{i + 1}" for i in range(len(entries)))]
        every = [Entry(((0, 0, 0),), round(self.advance(0) * self.units / 1000)), *entries]
        builder = FontBuilder(self.units, isTTF=not self.outlines_are_cff)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(c): names[i] for c, i in characters.items()})
        if self.outlines_are_cff:
            strings = {name: self._cff_glyph(entry) for name, entry in zip(names, every, strict=True)}
            builder.setupCFF(re.sub(r"[^A-Za-z0-9]", "", family) or "Subset", {}, strings, {})
        else:
            builder.setupGlyf({name: self._ttf_glyph(entry) for name, entry in zip(names, every, strict=True)})
        builder.setupHorizontalMetrics(
            {name: (entry.advance, self._bearing(builder.font, name)) for name, entry in zip(names, every, strict=True)}
        )
        builder.setupHorizontalHeader(ascent=self.ascent, descent=self.descent)
        builder.setupNameTable({})
        self._name(builder.font["name"], family)
        builder.setupOS2(
            usWeightClass=weight,
            sTypoAscender=self.ascent,
            sTypoDescender=self.descent,
            usWinAscent=max(0, self.ascent),
            usWinDescent=max(0, -self.descent),
        )
        builder.setupPost()
        builder.font["head"].created = builder.font["head"].modified = _EPOCH
        builder.font.recalcTimestamp = False
        out = io.BytesIO()
        builder.font.save(out)
        return out.getvalue()

    def embedded(self, entries: Sequence[Entry]) -> bytes:
        """A font for a PDF whose glyph 1, 2, 3 … are these entries: a TrueType file without names and characters, or a
        bare CFF table."""
        if self.outlines_are_cff:
            return FontProgram(self.small(entries, {}, "", 400)).table("CFF ")
        first = Entry(((0, 0, 0),), round(self.advance(0) * self.units / 1000))
        return cut_font(self.table, [(self._outline_bytes(entry), entry.advance) for entry in (first, *entries)])

    def _outline_bytes(self, entry: Entry) -> bytes:
        """The outline of an entry: as the face has it where that will do, or put together."""
        parts = [part for part in entry.parts if 0 <= part[0] < self.glyph_count]
        if len(parts) == 1 and parts[0][1:] == (0, 0):
            plain = unhinted(glyph_bytes(self.table, parts[0][0]))
            if plain is not None:
                return plain
        return coded(
            [Point(x + dx, y + dy, on) for x, y, on in contour]
            for glyph, dx, dy in parts
            for contour in contours_of(self.table, glyph)
        )

    def _cff_glyph(self, entry: Entry) -> Any:
        pen = T2CharStringPen(entry.advance, self._glyphs)
        self._draw(entry, pen)
        return pen.getCharString()

    def _ttf_glyph(self, entry: Entry) -> Any:
        pen = TTGlyphPen(None)
        self._draw(entry, DecomposingFilterPen(pen, self._glyphs))
        return pen.glyph(dropImpliedOnCurves=False)

    def _draw(self, entry: Entry, pen: Any) -> None:
        for glyph, dx, dy in entry.parts:
            if 0 <= glyph < self.glyph_count:
                self._glyphs[self._font.getGlyphName(glyph)].draw(TransformPen(pen, (1, 0, 0, 1, dx, dy)))

    @staticmethod
    def _bearing(font: Any, name: str) -> int:
        if "glyf" not in font:
            return 0
        glyph = font["glyf"][name]
        return int(glyph.xMin) if glyph.numberOfContours else 0

    def _name(self, table: Any, family: str) -> None:
        names = [record for record in self._font["name"].names if record.nameID in _LICENCE_NAMES]
        table.names = [record for record in names if record.platformID == 3]
        for number, words in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
            table.setName(words, number, 3, 1, 0x409)

    @cached_property
    def _font(self) -> Any:
        return TTFont(io.BytesIO(self._data), lazy=True, recalcTimestamp=False)

    @cached_property
    def _glyphs(self) -> Any:
        return self._font.getGlyphSet()

    def table(self, tag: str) -> bytes:
        """One table of the face; empty where it has none."""
        read = self._read.get(tag)
        if read is None:
            offset, length = self._tables.get(tag, (0, 0))
            read = self._read[tag] = self._data[offset : offset + length]
        return read


def _directory(data: bytes) -> dict[str, tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in entries}


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools carries no types
    """Records a glyph as our own path; BasePen turns its quadratic curves into cubic ones."""

    def __init__(self, glyphs: Any, scale: float) -> None:
        super().__init__(glyphs)
        self.path: list[Command] = []
        self._scale = scale

    def _points(self, *points: tuple[float, float]) -> list[float]:
        return [n for x, y in points for n in (x * self._scale, -y * self._scale)]

    def _moveTo(self, at: tuple[float, float]) -> None:
        self.path.append(("M", *self._points(at)))

    def _lineTo(self, at: tuple[float, float]) -> None:
        self.path.append(("L", *self._points(at)))

    def _curveToOne(self, one: tuple[float, float], two: tuple[float, float], at: tuple[float, float]) -> None:
        self.path.append(("C", *self._points(one, two, at)))

    def _closePath(self) -> None:
        self.path.append(("Z",))
