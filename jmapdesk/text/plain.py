"""Breaking and placing plain words by adding their widths.

In the main family kerning is a matter of two neighbours and no substitution in use touches plain letters, so the
advance of a word is the sum of its letters and pairs, each of which need be shaped only once. The pattern admits
only texts whose break opportunities are their spaces; everything else goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_LETTERS = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0148\u014a-\u017f"
_WORD = (
    f"(?:[\u201c(]?[$\u20ac\u00a3]?[{_LETTERS}]+(?:['\u2019][{_LETTERS}]+)*%?"
    "(?:[.,;:!?]{0,2}|[.,;:!?]?[)\u201d][.,;:!?]?)"  # one way only to match each: else each word doubles the time
    "|[&+%\u00b7\u2013\u2014\u2192])"
)
PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")
"""Words of Latin letters and digits with the punctuation that hugs words, and single dashes and signs, one space
between them."""

_WORDS = 50_000


class Extent(NamedTuple):
    """A string's advance, and how far the ink of its last glyph reaches beyond it (never negative)."""

    advance: float
    overhang: float


class _Word(NamedTuple):
    advance: float
    overhang: float
    before: float
    after: float
    glyphs: tuple[int, ...]
    places: tuple[float, ...]


class PlainLine(NamedTuple):
    """One line: its characters with the space it broke at, its advance, and each visible glyph with its place."""

    text: str
    advance: float
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]


class PlainWords:
    """Widths and glyphs of words in one face.

    They are learnt through ``extent``, which shapes a short string on one line, and ``glyph``, which gives the
    glyph of a character. All lengths are in the unit of ``extent``.
    """

    def __init__(self, extent: Callable[[str], Extent], glyph: Callable[[str], int]) -> None:
        self._extent = extent
        self._glyph = glyph
        self._glyphs: dict[str, int] = {}
        self._space_glyph = glyph(" ")
        self._words: dict[str, _Word] = {}
        self._extents: dict[str, Extent] = {}
        self._steps: dict[str, float] = {}
        self._before: dict[str, float] = {}
        self._after: dict[str, float] = {}
        self._letter = extent("n").advance
        self._space = extent("n n").advance - 2 * self._letter

    def widths(self, text: str, width: float) -> list[float] | None:
        """The advances of the lines of a text of the ``PLAIN`` pattern, in the unit of ``extent``.

        None where a word is too wide and must be broken itself, or where two marks forbid a break at the space
        between them: a closing quotation mark before an opening bracket does.
        """
        broken = self._break(text, width)
        return broken and broken[0]

    def lines(self, text: str, width: float) -> list[PlainLine] | None:
        """The same lines with their glyphs; None where ``widths`` gives None."""
        broken = self._break(text, width)
        if broken is None:
            return None
        tokens = text.split(" ")
        advances, starts = broken
        ends = [*starts[1:], len(tokens)]
        return [
            self._line(tokens[start:end], advance, end == len(tokens))
            for advance, start, end in zip(advances, starts, ends, strict=True)
        ]

    def _line(self, tokens: list[str], advance: float, last: bool) -> PlainLine:
        glyphs: list[int] = []
        xs: list[float] = []
        at = 0.0
        for i, token in enumerate(tokens):
            word = self._words.get(token) or self._learn(token)
            if i:
                glyphs.append(self._space_glyph)
                xs.append(at)
                at += self._space + word.before
            glyphs += word.glyphs
            xs += [at + place for place in word.places]
            at += word.advance + word.after
        return PlainLine(" ".join(tokens) + ("" if last else " "), advance, tuple(glyphs), tuple(xs))

    def _break(self, text: str, width: float) -> tuple[list[float], list[int]] | None:
        """The lines' advances, and the number of the word each begins with."""
        if "\u201d (" in text:
            return None
        words = self._words
        lines: list[float] = []
        starts = [0]
        line = -1.0
        tokens = text.split(" ")
        last = len(tokens) - 1
        for i, token in enumerate(tokens):
            advance, overhang, before, after, _, _ = words.get(token) or self._learn(token)
            if i < last:
                advance += after
            longer = advance if line < 0 else line + self._space + before + advance
            if longer + overhang <= width:
                line = longer
                continue
            if advance + overhang > width:
                return None
            lines.append(line)
            starts.append(i)
            line = advance
        lines.append(line)
        return lines, starts

    def _learn(self, token: str) -> _Word:
        if len(self._words) >= _WORDS:
            self._words.clear()
        places = [0.0]
        advance = self._one(token[0]).advance
        for i in range(1, len(token)):
            longer = advance + self._step(token[i - 1 : i + 1])
            # Kerning narrows or widens the letter before: this one begins where that now ends.
            places.append(longer - self._one(token[i]).advance)
            advance = longer
        last = token[-1]
        word = _Word(
            advance,
            self._one(last).overhang,
            self._kern_before(token[0]),
            self._kern_after(last),
            tuple([self._known_glyph(letter) for letter in token]),
            tuple(places),
        )
        self._words[token] = word
        return word

    def _known_glyph(self, letter: str) -> int:
        known = self._glyphs.get(letter)
        if known is None:
            known = self._glyphs[letter] = self._glyph(letter)
        return known

    def _one(self, letter: str) -> Extent:
        known = self._extents.get(letter)
        if known is None:
            known = self._extents[letter] = self._extent(letter)
        return known

    def _step(self, pair: str) -> float:
        """What the second letter of a pair adds to the advance of the first."""
        known = self._steps.get(pair)
        if known is None:
            known = self._steps[pair] = self._extent(pair).advance - self._one(pair[0]).advance
        return known

    def _kern_before(self, first: str) -> float:
        """What kerning there is between a space and the letter after it."""
        known = self._before.get(first)
        if known is None:
            whole = self._extent(f"n {first}").advance
            known = self._before[first] = whole - self._letter - self._space - self._one(first).advance
        return known

    def _kern_after(self, last: str) -> float:
        """What kerning there is between a letter and the space after it."""
        known = self._after.get(last)
        if known is None:
            whole = self._extent(f"{last} n").advance
            known = self._after[last] = whole - self._one(last).advance - self._space - self._letter
        return known
