"""How much room words take on a slide.

Western words are measured with the widths of the deck's own font, which are those of Helvetica in every PDF library;
all others by the map's shaper, in faces a little wider than most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from typing import Final

from jmapdesk.exchange.slides.scene import BULLET, Paragraph
from jmapdesk.text.cleaning import ELLIPSIS, cut_points
from jmapdesk.text.shaped import Shaper, TextStyle

_LINE: Final = 1.2
"""A line's height in ems."""
_TALL: Final = 1.42
"""The same for scripts whose letters reach higher and lower than Latin ones."""
_SLACK: Final = 0.985
"""The share of a width that is counted on: programs round the places of letters in different ways."""
_FOREIGN_SLACK: Final = 0.97
"""The same for words whose font is not known before the file is opened."""


@dataclass(slots=True)
class Fitter:
    """Measures paragraphs, and cuts what is too long for its place."""

    shaper: Shaper
    known: dict[tuple[str, float, bool, float], int] = field(default_factory=dict)

    def lines(self, text: str, size: float, width: float, *, bold: bool = False) -> int:
        """How many lines a paragraph takes."""
        key = (text, size, bold, round(width, 1))
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._lines(text, size, max(size, width), bold)
        return found

    def _lines(self, text: str, size: float, width: float, bold: bool) -> int:
        if not text:
            return 1
        if _is_western(text):
            return _broken(text, bold, width * _SLACK / size)
        return self.shaper.measure(text, _style(size, bold), width * _FOREIGN_SLACK).lines

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of a text in one line."""
        if _is_western(text):
            return _ems(text, bold) * size / _SLACK
        return self.shaper.measure(text, _style(size, bold), max_lines=1).width / _FOREIGN_SLACK

    def height(self, paragraphs: Iterable[Paragraph], width: float) -> float:
        """The height of paragraphs in a box of that inner width."""
        total = 0.0
        for paragraph in paragraphs:
            size = max((run.size for run in paragraph.runs), default=10.0)
            bold = 2 * sum(len(run.text) for run in paragraph.runs if run.bold) > len(paragraph.text)
            room = width - (BULLET * size if paragraph.bullet else 0.0)
            total += paragraph.before + self.lines(paragraph.text, size, room, bold=bold) * line_height(
                paragraph.text, size
            )
        return total

    def cut(self, text: str, size: float, width: float, most: int, *, bold: bool = False) -> str:
        """The text, or as much of its beginning as takes ``most`` lines, with an ellipsis."""
        if self._fits(text, size, width, most, bold):
            return text
        places = cut_points(text)
        low, high = 0, len(places) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(text[: places[middle]].rstrip() + ELLIPSIS, size, width, most, bold):
                low = middle
            else:
                high = middle - 1
        return text[: places[low]].rstrip() + ELLIPSIS

    def _fits(self, text: str, size: float, width: float, most: int, bold: bool) -> bool:
        # no letter is narrower than a fifth of its size: what is far too long need not be measured
        if len(text) > (most + 1) * max(1.0, width / (0.2 * size)):
            return False
        return sum(self.lines(line, size, width, bold=bold) for line in text.split("\n")) <= most

    def largest(
        self, paragraphs: Sequence[Paragraph], width: float, height: float, least: float
    ) -> Sequence[Paragraph]:
        """The paragraphs as they are or, where they need more than ``height``, smaller, down to a size of ``least``."""
        shrunk = paragraphs
        for share in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52):
            shrunk = [scaled(one, share, least) for one in paragraphs]
            if self.height(shrunk, width) <= height:
                break
        return shrunk


def scaled(paragraph: Paragraph, share: float, least: float) -> Paragraph:
    """A paragraph in smaller letters, none below ``least``."""
    runs = tuple(replace(run, size=_half(max(min(run.size, least), run.size * share))) for run in paragraph.runs)
    return replace(paragraph, runs=runs, before=paragraph.before * share)


def _half(size: float) -> float:
    """Sizes stand in halves of a point, as programs offer them."""
    return round(size * 2) / 2


def line_height(text: str, size: float) -> float:
    """The height of a line of these words."""
    return size * (_TALL if any(_is_tall(char) for char in text) else _LINE)


def _is_tall(char: str) -> bool:
    return "\u0590" <= char < "\u1d00" or "\u2e80" <= char < "\ufb00" or char >= "\ufb1d"


def _style(size: float, bold: bool) -> TextStyle:
    return TextStyle(size, size * _LINE, 700 if bold else 400)


def _is_western(text: str) -> bool:
    """Whether Helvetica's own table has the widths of all letters; signs are as wide as a letter there."""
    return all(char < "\u0100" or char in _KNOWN for char in text)


_KNOWN: Final = frozenset("–—‘’‚“”„†‡•…‰‹›€™ŒœŠšŸŽžƒˆ˜" + "●○♥▲♦→←↑↓")
_WIDE_SIGNS: Final = frozenset("●○♥▲♦→←↑↓")


@lru_cache(maxsize=65_536)
def _ems(text: str, bold: bool) -> float:
    """The width of western words, in ems."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    signs = sum(1 for char in text if char in _WIDE_SIGNS)
    if signs:
        text = "".join(char for char in text if char not in _WIDE_SIGNS)
    return float(stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", 1.0)) + signs * 0.75


def _broken(text: str, bold: bool, room: float) -> int:
    """The lines of a western paragraph in a room in ems: broken at spaces and after dashes, long words anywhere."""
    lines, used = 1, 0.0
    for word in _PIECES.findall(text):
        bare = _ems(word.rstrip(" "), bold)
        if used and used + bare > room:
            lines, used = lines + 1, 0.0
        if bare > room:
            more = ceil(bare / room) - 1
            lines, used = lines + more, bare - more * room
        used = (used if bare > room else used + bare) + _ems(" ", bold) * (len(word) - len(word.rstrip(" ")))
    return lines


_PIECES: Final = re.compile(r"[^ \-–—]+[\-–—]* *|[\-–—]+ *| +")
