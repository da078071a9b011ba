"""A PDF file's objects: numbers, references, the bytes. Small objects are packed together (PDF 1.7, 7.5.7 and 7.5.8).

A map is told in tens of thousands of small objects for those who cannot see it; packed they take a few bytes each.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from typing import Final

LONGEST_SIDE: Final = 14_400.0
"""The most units a page's side may have; a larger page counts in larger units."""
_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER: Final = 400
"""How many small objects are packed together: a reader unpacks all of them to get at one."""
_LEVEL: Final = 5
"""Files are a thirtieth larger than at 6, and made in a twentieth less time."""


class Objects:
    """Numbers objects as they are added and gives the references to them."""

    def __init__(self) -> None:
        self._small: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._count = 0

    def reserve(self) -> str:
        """A reference to an object that is put later: those before it may name it."""
        self._count += 1
        return f"{self._count} 0 R"

    def put(self, reference: str, text: str) -> None:
        """Write out an object that was reserved."""
        self._small[int(reference.partition(" ")[0])] = text.encode("latin-1")

    def add(self, text: str) -> str:
        """Add an object written out; gives its reference."""
        reference = self.reserve()
        self._small[self._count] = text.encode("latin-1")
        return reference

    def stream(self, entries: Mapping[str, str], data: bytes, ready: str | None = None) -> str:
        """Add a stream, compressed unless ``ready`` names the filter its data already passed (empty: none)."""
        packed = zlib.compress(data, _LEVEL) if ready is None else data
        form = "FlateDecode" if ready is None else ready
        reference = self.reserve()
        self._streams[self._count] = _stream({**entries, **({"Filter": f"/{form}"} if form else {})}, packed)
        return reference

    def finished(self, root: str, info: str) -> bytes:
        """The whole file; ``root`` is the reference of the catalogue, ``info`` that of what the file says of itself."""
        parts = [_HEADER]
        at = len(_HEADER)
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65_535)}
        for number, body in self._streams.items():
            places[number] = 1, at, 0
            part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            parts.append(part)
            at += len(part)
        small = list(self._small.items())
        for start in range(0, len(small), _TOGETHER):
            few = small[start : start + _TOGETHER]
            self._count += 1
            part = b"%d 0 obj\n%s\nendobj\n" % (self._count, _packed(few))
            places[self._count] = 1, at, 0
            places.update((number, (2, self._count, i)) for i, (number, _) in enumerate(few))
            parts.append(part)
            at += len(part)
        self._count += 1
        places[self._count] = 1, at, 0
        prints = hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest().upper()
        table = _table([places.get(number, (0, 0, 65_535)) for number in range(self._count + 1)])
        entries = {
            "Type": "/XRef", "Size": str(self._count + 1), "W": "[1 4 2]", "Root": root, "Info": info,
            "ID": f"[<{prints}><{prints}>]", "Filter": "/FlateDecode", "DecodeParms": "<</Predictor 12/Columns 7>>",
        }  # fmt: skip
        parts.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (self._count, _stream(entries, table), at))
        return b"".join(parts)


def _stream(entries: Mapping[str, str], data: bytes) -> bytes:
    words = "".join(f"/{key} {value}" for key, value in entries.items())
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words.encode("latin-1"), len(data), data)


def _packed(objects: list[tuple[int, bytes]]) -> bytes:
    """Several objects as one stream: their numbers and where each begins, then one after the other."""
    heads: list[str] = []
    at = 0
    for number, body in objects:
        heads.append(f"{number} {at}")
        at += len(body) + 1
    head = " ".join(heads).encode("ascii") + b"\n"
    data = zlib.compress(head + b"\n".join(body for _, body in objects), _LEVEL)
    entries = {"Type": "/ObjStm", "N": str(len(objects)), "First": str(len(head)), "Filter": "/FlateDecode"}
    return _stream(entries, data)


def _table(places: list[tuple[int, int, int]]) -> bytes:
    """Where each object is, each line told as what differs from the line before: they are nearly alike."""
    lines = [b"%c%b%b" % (kind, at.to_bytes(4, "big"), more.to_bytes(2, "big")) for kind, at, more in places]
    before = bytes(7)
    coded: list[bytes] = []
    for line in lines:
        coded.append(b"\x02" + bytes([(a - b) & 255 for a, b in zip(line, before, strict=True)]))
        before = line
    return zlib.compress(b"".join(coded), _LEVEL)


def name_text(name: str) -> str:
    """The part of a name object after its slash, with what names may not hold written as numbers."""
    return re.sub(r"[^A-Za-z0-9+_.-]", lambda m: "".join(f"#{byte:02X}" for byte in m[0].encode("utf-8")), name)


def ascii_string(text: str) -> str:
    """A string object for an address: ASCII with its special characters escaped."""
    escaped = re.sub(r"([\\()])", r"\\\1", text.encode("ascii", "ignore").decode("ascii"))
    return f"({re.sub(r'[^ -~]', '', escaped)})"


_MARKS: Final = (
    "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018\u2019\u201a\u2122"
    "\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e"
)
"""What stands in PDF's own eight-bit code from 128 on (PDF 1.7, D.2)."""
_TO_EIGHT_BITS: Final = {ord(c): 128 + i for i, c in enumerate(_MARKS)} | {0x20AC: 160}
_EIGHT_BITS: Final = re.compile(f"[\n -~\u00a1-\u00ac\u00ae-\u00ff\u20ac{_MARKS}]*")
_SPECIAL: Final = re.compile(r"[\\()\r]")


def text_string(text: str) -> str:
    """A string object for people to read, in latin-1: PDF's own eight-bit code where that has every character, else
    UTF-16; a lone half of a pair becomes the replacement character."""
    if text.isascii() and text.isprintable():
        coded = text
    elif _EIGHT_BITS.fullmatch(text):
        coded = text.translate(_TO_EIGHT_BITS)
    else:
        clean = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
        coded = (b"\xfe\xff" + clean.encode("utf-16-be")).decode("latin-1")
    if _SPECIAL.search(coded) is None:
        return f"({coded})"
    return f"({_SPECIAL.sub(lambda found: chr(92) + ('r' if found[0] == chr(13) else found[0]), coded)})"
