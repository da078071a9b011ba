"""Font files put together again from the tables of whatever font Qt chose, and cut down to the glyphs used."""

from __future__ import annotations

import array
import io
import struct
import sys
from collections.abc import Callable, Iterable
from typing import Protocol

_TAGS = (
    "BASE", "CBDT", "CBLC", "CFF ", "CFF2", "COLR", "CPAL", "GDEF", "GPOS", "GSUB", "HVAR", "MVAR", "OS/2",
    "STAT", "SVG ", "VORG", "VVAR", "avar", "cmap", "cvar", "cvt ", "fpgm", "fvar", "gasp", "glyf", "gvar",
    "head", "hhea", "hmtx", "kern", "loca", "maxp", "name", "post", "prep", "sbix", "vhea", "vmtx",
)  # fmt: skip

_SHAPING = ("BASE", "GDEF", "GPOS", "GSUB", "kern", "STAT", "VORG", "vhea", "vmtx", "CBDT", "CBLC", "SVG ")


class _Bytes(Protocol):
    def data(self) -> bytes | bytearray | memoryview: ...


class FontTables(Protocol):
    """What is asked of a font: the bytes of one of its tables (empty where it has none), and its weight."""

    def fontTable(self, tag: str, /) -> _Bytes: ...

    def weight(self) -> int: ...


def face_bytes(font: FontTables) -> bytes:
    """The whole face as a font file of its own, out of a collection too (a QRawFont fits).

    A variable font is fixed at the font's weight. Empty where the font gives no tables.
    """
    tables = _read(lambda tag: bytes(font.fontTable(tag).data()))
    if "head" not in tables:
        return b""
    data = assemble(tables)
    return _fixed(data, int(font.weight())) if "fvar" in tables else data


def _read(table: Callable[[str], bytes]) -> dict[str, bytes]:
    return {tag: data for tag in _TAGS if (data := table(tag))}


def assemble(tables: dict[str, bytes]) -> bytes:
    """A font file from its tables, with a directory and checksums of its own."""
    kind = b"OTTO" if "CFF " in tables or "CFF2" in tables else b"\0\1\0\0"
    count = len(tables)
    power = max(0, count.bit_length() - 1)
    head = struct.pack(">4sHHHH", kind, count, 16 << power, power, count * 16 - (16 << power))
    offset = len(head) + 16 * count
    directory, body = bytearray(), bytearray()
    for tag in sorted(tables):
        data = tables[tag]
        directory += struct.pack(">4sIII", tag.encode("ascii"), _checksum(data), offset, len(data))
        padded = data + b"\0" * (-len(data) % 4)
        body += padded
        offset += len(padded)
    return bytes(head + directory + body)


def _checksum(data: bytes) -> int:
    words = array.array("I", data + b"\0" * (-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _fixed(data: bytes, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    with TTFont(io.BytesIO(data)) as font:
        places = {
            axis.axisTag: min(max(weight, axis.minValue), axis.maxValue) if axis.axisTag == "wght" else None
            for axis in font["fvar"].axes
        }
        out = io.BytesIO()
        instancer.instantiateVariableFont(font, places, inplace=True).save(out)
    return out.getvalue()


def subset(data: bytes, glyph_ids: Iterable[int]) -> bytes:
    """The font with only these glyphs (and what they are made of), their ids unchanged.

    Tables for shaping are left out: the glyphs are already chosen. Ids the font does not have are ignored.
    """
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont

    options = cutter.Options(
        retain_gids=True,
        notdef_outline=True,
        glyph_names=False,
        hinting=False,
        desubroutinize=False,
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
        legacy_cmap=False,
    )
    options.drop_tables = [*options.drop_tables, *_SHAPING]
    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False) as font:
        cutter_run = cutter.Subsetter(options)
        count = font["maxp"].numGlyphs
        cutter_run.populate(gids=sorted({0, *(g for g in glyph_ids if 0 <= g < count)}))
        cutter_run.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
