"""Large files, before they are read: what is hopeless is told at once, and pictures are lifted out of the text.

Pictures stand in a map as long texts of letters. Lifted out, what is left to be read is small, however many photographs
there are; they are put back into what was read, untouched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

LARGE = 4 * 1024 * 1024
"""Bytes from which a file is looked through before it is read."""
MOST_TEXT = 48 * 1024 * 1024
"""Bytes of the largest map that is read, pictures left aside."""
MOST_VALUES = 2_500_000
"""Values of the largest map that is read; 100,000 cards have about half of them."""

_KEY = b'"data":'
_LETTERS = re.compile(rb"[A-Za-z0-9+/=]*")
_SHORTEST = 1024
_MOST_PICTURES = 100_000
_BEGINNING = 1024


@dataclass(slots=True)
class Lifted:
    """A file's text without its pictures; ``places`` says where each stands in ``data``."""

    data: bytes
    text: bytes
    places: list[tuple[int, int]] = field(default_factory=list)
    mark: str = ""
    _waiting: list[tuple[dict[str, Any], int]] = field(default_factory=list)

    def found(self, fields: dict[str, Any]) -> None:
        """Hear of an object that was read: one that held a picture will hold it again."""
        value = fields.get("data")
        if self.places and isinstance(value, str) and value.startswith(self.mark):
            self._waiting.append((fields, int(value[len(self.mark) :])))

    def put_back(self) -> None:
        """Put the pictures into the objects they were lifted from."""
        for fields, number in self._waiting:
            start, end = self.places[number]
            fields["data"] = self.data[start:end].decode("ascii")

    def place_of(self, position: int) -> int:
        """Where in the file a byte of ``text`` stands."""
        for number, (start, end) in enumerate(self.places):
            if position < start:
                break
            position += end - start - len(self.mark) - len(str(number))
        return position


def lift(data: bytes) -> Lifted:
    """Take the pictures out of a file; the small ones stay."""
    mark = b"lifted-"
    while mark in data:
        mark += b"-"
    places: list[tuple[int, int]] = []
    pieces: list[bytes] = []
    done = at = 0
    for _ in range(_MOST_PICTURES):
        key = data.find(_KEY, at)
        if key < 0:
            break
        at = key + len(_KEY)
        start = at + (data[at : at + 1] == b" ") + 1
        match = _LETTERS.match(data, start)
        end = match.end() if match and data[start - 1 : start] == b'"' else start
        # a key that ends in such letters is another key; a text that does not end here is no picture
        if end - start >= _SHORTEST and data[end : end + 1] == b'"' and data[key - 1 : key] != b"\\":
            pieces += (data[done:start], mark, str(len(places)).encode())
            places.append((start, end))
            done = at = end
    if not places:
        return Lifted(data, data)
    pieces.append(data[done:])
    return Lifted(data, b"".join(pieces), places, mark.decode("ascii"))


def hopeless(data: bytes) -> str:
    """What is plainly wrong with a large file, to follow “because it”; empty where nothing is seen."""
    whole = data.rstrip(b"\x00 \t\r\n")
    if not whole[:_BEGINNING].lstrip().startswith(b"{"):
        return ""  # whatever it is, it is no map that lost its end
    if len(whole) < len(data) and b"\x00" in data[len(whole) :]:
        return f"is cut off: from byte {len(whole) + 1:,} on it holds nothing but zeros"
    if not whole.endswith(b"}"):
        return "is cut off: its end is missing"
    return ""


def too_much(text: bytes) -> str:
    """What there is too much of in a large file without its pictures, to follow “because it”; empty for nothing."""
    if len(text) > MOST_TEXT:
        return f"holds more than {MOST_TEXT // 1024**2} MB of text besides its pictures"
    if text.count(b",") + text.count(b"[") + text.count(b"{") > MOST_VALUES:
        return f"holds more than {MOST_VALUES:,} values, far more than any map"
    return ""
