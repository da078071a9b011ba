"""Small TrueType fonts cut out of a face's own bytes: what a PDF embeds needs no names, no characters, no hints."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Final

from jmapdesk.render.font_outline import Tables

_TABLES: Final = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
"""What a TrueType font in a PDF must have (PDF 1.7, 9.9, table 126)."""


def cut_font(tables: Tables, glyphs: Sequence[tuple[bytes, int]]) -> bytes:
    """A font file of these glyphs, each with its outline's bytes and its advance in font units."""
    places = [0]
    outlines: list[bytes] = []
    metrics: list[bytes] = []
    points = contours = 0
    for data, advance in glyphs:
        padded = data + bytes(-len(data) % 4)
        outlines.append(padded)
        places.append(places[-1] + len(padded))
        left = 0
        if data:
            count, left = struct.unpack_from(">hh", data)
            contours = max(contours, count)
            if count:
                points = max(points, struct.unpack_from(">H", data, 8 + 2 * count)[0] + 1)
        metrics.append(struct.pack(">Hh", min(max(advance, 0), 65_535), left))
    head = bytearray(tables("head")[:54])
    struct.pack_into(">I", head, 8, 0)  # the sum of everything, put in below
    struct.pack_into(">h", head, 50, 1)
    hhea = bytearray(tables("hhea")[:36])
    struct.pack_into(">H", hhea, 34, len(glyphs))
    maxp = bytearray(tables("maxp")[:32])
    struct.pack_into(">HHH", maxp, 4, len(glyphs), points, contours)
    struct.pack_into(">HH", maxp, 10, 0, 0)
    struct.pack_into(">HHHH", maxp, 20, 0, 0, 0, 0)
    made = {
        "glyf": b"".join(outlines), "head": bytes(head), "hhea": bytes(hhea), "hmtx": b"".join(metrics),
        "loca": struct.pack(f">{len(places)}I", *places), "maxp": bytes(maxp),
    }  # fmt: skip
    return _file(made)


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The tables as a font file with its sums (OpenType, "Font file")."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)]
    at = 12 + 16 * count
    bodies: list[bytes] = []
    head_at = 0
    for tag in _TABLES:
        body = tables[tag] + bytes(-len(tables[tag]) % 4)
        if tag == "head":
            head_at = at
        directory.append(struct.pack(">4sIII", tag.encode("ascii"), _sum(body), at, len(tables[tag])))
        bodies.append(body)
        at += len(body)
    data = bytearray(b"".join((*directory, *bodies)))
    struct.pack_into(">I", data, head_at + 8, (0xB1B0AFBA - _sum(bytes(data))) & 0xFFFFFFFF)
    return bytes(data)


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
