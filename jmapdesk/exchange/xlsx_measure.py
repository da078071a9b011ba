"""How high a text stands in a cell: spreadsheets do not grow rows by themselves when they open a workbook.

Widths are those of the workbook's font, by kinds of letters, a little on the safe side.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import ceil

DIGIT_PIXELS = 7
"""Pixels of one digit of the workbook's plain text: what column widths are counted in."""
_ASIDE = 18
"""Pixels of a cell that no text stands in: both edges and the indent."""
_HIGHEST = 400.0
"""Points of the highest row; a workbook allows 409."""

_EM = {
    **dict.fromkeys("ijl'’", 0.22),
    **dict.fromkeys("ft/ I,.:;!|[]·", 0.28),
    **dict.fromkeys("r()-“”*", 0.34),
    **dict.fromkeys("skvxyzcJ", 0.5),
    **dict.fromkeys("FTZ", 0.61),
    **dict.fromkeys("ABEKPSVXY&", 0.67),
    **dict.fromkeys("wCDHRUN", 0.73),
    **dict.fromkeys("GOQmM", 0.81),
    **dict.fromkeys("W%@—…→●○♥▲♦", 1.0),
}
"""Widths of letters in ems; a digit and most small letters have 0.56."""


@lru_cache(maxsize=16_384)
def text_height(text: str, width: float, size: float = 10, *, bold: bool = False) -> float:
    """Points a wrapped text takes in a cell of that width (in digits), without air over and under it."""
    room = max(3.0, (width * DIGIT_PIXELS - _ASIDE) / (size * 96 / 72) / (1.1 if bold else 1.02))
    lines = sum(_lines(line, room) for line in text.split("\n"))
    # letters of other scripts come from fonts with higher lines
    line = size * (1.29 if max(text, default="") < "\u0590" or not _tall(text) else 1.6)
    return min(_HIGHEST, lines * line)


def width_of(text: str) -> float:
    """The width in digits that a cell needs to show a text without breaking its lines."""
    longest = max(map(_width, text.split("\n")))
    return (longest * 10 * 96 / 72 * 1.02 + _ASIDE) / DIGIT_PIXELS + 0.1


def _tall(text: str) -> bool:
    return any("\u0590" <= char < "\u2000" or char >= "\u2e80" for char in text)


def _lines(text: str, room: float) -> int:
    """Lines of one paragraph, room in ems, broken between words."""
    if len(text) * 0.5 < room and _width(text) <= room:
        return 1
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = _width(word)
        if used and used + 0.28 + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:  # a script without spaces, or an address: broken anywhere
            more = ceil(wide / room) - 1
            lines, used = lines + more, wide - more * room
        else:
            used += wide + (0.28 if used else 0)
    return lines


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    return sum(_EM.get(char) or _letter(char) for char in text)


@lru_cache(maxsize=4096)
def _letter(char: str) -> float:
    if char < "\u0300":
        return 0.56
    if unicodedata.category(char) in ("Mn", "Cf"):
        return 0.05
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.6
