"""What shaping text gives: lines, glyphs and places, and the protocol a shaper keeps.

Layout asks ``measure`` (cheap, no glyphs), the drawing asks ``shape`` for what is really drawn; both break lines
by the same code, so what was measured is what appears. Nothing here knows Qt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class FaceKey(NamedTuple):
    """One face of one family, by names that survive from one thread and one run to the next."""

    family: str
    weight: int
    italic: bool


class TextStyle(NamedTuple):
    """How a text looks: sizes in map units, weight 400, 600 or 700."""

    size: float
    line_height: float
    weight: int = 400
    italic: bool = False
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one face, in visual order.

    ``xs`` and ``ys`` place each glyph's origin relative to the line's left end and its baseline (map units, y
    down). ``text`` is the stretch of characters the run shows, in logical order, and ``clusters[i]`` the index
    into it of the first character that glyph ``i`` stands for.
    """

    face: FaceKey
    size: float
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    text: str
    clusters: tuple[int, ...]
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line: its runs in visual order, its advance width, and whether its paragraph runs right to left."""

    text: str
    width: float
    runs: tuple[GlyphRun, ...]
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """What layout needs to know of a broken text: the widest line, the whole height, the number of lines."""

    width: float
    height: float
    lines: int
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class ShapedText:
    """Lines ready to draw. The first baseline lies ``ascent`` below the top, each next ``line_height`` lower.

    ``ends`` says of each line whether a word ends with it.
    """

    lines: tuple[ShapedLine, ...]
    box: TextBox
    ascent: float
    line_height: float
    ends: tuple[bool, ...]


def word_ends(text: str, lines: Sequence[ShapedLine]) -> tuple[bool, ...]:
    """Whether a word ends with each line of a text: at its end, or where it was broken between words."""
    if len(lines) == 1:
        return (True,)
    ends = [line.text[-1:].isspace() for line in lines[:-1]]
    if not all(ends):  # a break that no space was left at
        after = 0
        for i, line in enumerate(lines[:-1]):
            after = max(after, text.find(line.text, after) + len(line.text))
            ends[i] = ends[i] or text[after : after + 1].isspace()
    return (*ends, True)


class Shaper(Protocol):
    """Breaks and shapes text. Newlines end paragraphs; a text cut by ``max_lines`` ends in an ellipsis."""

    def measure(self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None) -> TextBox:
        """The size the text takes when broken at ``width`` map units."""
        ...

    def shape(self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None) -> ShapedText:
        """The glyphs, broken exactly as ``measure`` broke them."""
        ...

    def missing(self, text: str) -> Sequence[str]:
        """The characters no font at hand can show, each once, in the order met."""
        ...
