"""Font files as documents need them: measures, outlines, and small fonts that hold only the glyphs used."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from jmapdesk.text.font_files import subset
from jmapdesk.util.geometry import Command, Path

_EPOCH: Final = 3_600_000_000
"""One time stamp for all fonts made here (seconds since 1904), so that the same map gives the same bytes."""


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

    def small(
        self, glyphs: Iterable[int], characters: Mapping[str, int] | None = None, family: str = "Subset"
    ) -> bytes:
        """A font file with these glyphs; ``characters`` says which each stands for, ``family`` names it.

        TrueType glyphs keep their ids; those of a CFF face are numbered from 1 in the order given.
        """
        wanted = list(dict.fromkeys(glyphs))
        if self.outlines_are_cff:
            return self._small_cff(wanted, characters or {}, family)
        data = subset(self._data, wanted)
        return data if characters is None else _with_characters(data, characters, family)

    def _small_cff(self, wanted: list[int], characters: Mapping[str, int], family: str) -> bytes:
        # Cutting a font of 65,000 glyphs down takes seconds; building one from the glyphs used does not.
        names = [".notdef", *(f"g{g}" for g in wanted)]
        advances = [round(self.advance(g) * self.units / 1000) for g in (0, *wanted)]
        strings = {}
        for name, glyph, advance in zip(names, (0, *wanted), advances, strict=True):
            pen = T2CharStringPen(advance, self._glyphs)
            if glyph < self.glyph_count:
                self._glyphs[self._font.getGlyphName(glyph)].draw(pen)
            strings[name] = pen.getCharString()
        builder = FontBuilder(self.units, isTTF=False)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(c): f"g{g}" for c, g in characters.items()})
        builder.setupCFF("Subset", {}, strings, {})
        builder.setupHorizontalMetrics({name: (advance, 0) for name, advance in zip(names, advances, strict=True)})
        builder.setupHorizontalHeader(ascent=self.ascent, descent=self.descent)
        builder.setupNameTable({})
        _name(builder.font, family)
        builder.setupOS2(sTypoAscender=self.ascent, sTypoDescender=self.descent, usWinAscent=max(0, self.ascent))
        builder.setupPost()
        builder.font["head"].created = builder.font["head"].modified = _EPOCH
        return _saved(builder.font)

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


def _with_characters(data: bytes, characters: Mapping[str, int], family: str) -> bytes:
    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    names = {ord(c): font.getGlyphName(g) for c, g in characters.items()}
    subtable = CmapSubtable.newSubtable(4)
    subtable.platformID, subtable.platEncID, subtable.language, subtable.cmap = 3, 1, 0, names
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [subtable]
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 13, 14)]
    _name(font, family)
    return _saved(font)


def _name(font: Any, family: str) -> None:
    for number, words in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        font["name"].setName(words, number, 3, 1, 0x409)


def _saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.recalcTimestamp = False
    font.save(out)
    return out.getvalue()


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
