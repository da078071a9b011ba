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
        self.outlines_are_cff: bool = "glyf" not in self._tables
        self.units: int = struct.unpack_from(">H", self._table("head"), 18)[0]
        self.box: tuple[int, int, int, int] = struct.unpack_from(">hhhh", self._table("head"), 36)
        self.ascent, self.descent = struct.unpack_from(">hh", self._table("hhea"), 4)
        (self._metrics,) = struct.unpack_from(">H", self._table("hhea"), 34)
        (self.glyph_count,) = struct.unpack_from(">H", self._table("maxp"), 4)
        (angle,) = struct.unpack_from(">i", self._table("post").ljust(8, b"\0"), 4)
        self.italic_angle = angle / 65536
        self._hmtx = self._table("hmtx")

    def advance(self, glyph: int) -> float:
        """The glyph's advance in thousandths of an em, to a hundredth."""
        at = 4 * min(glyph, self._metrics - 1)
        units: int = struct.unpack_from(">H", self._hmtx, at)[0]
        return round(units * 1000 / self.units, 2)

    def outline(self, glyph: int) -> Path:
        """The glyph's outline in ems, y down; empty for a glyph that the face does not have."""
        if not 0 <= glyph < self.glyph_count:
            return ()
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

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]


def table(data: bytes, tag: str) -> bytes:
    """One table of a font file; empty where it has none."""
    offset, length = _directory(data).get(tag, (0, 0))
    return data[offset : offset + length]


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
