"""Stand-ins for tests that must run where Qt is not."""

from __future__ import annotations

import math
import unicodedata

from jmapdesk.text.shaped import FaceKey, GlyphRun, ShapedLine, ShapedText, TextBox, TextStyle, word_ends

ELLIPSIS = "\u2026"


class FakeShaper:
    """A shaper whose every character is half the size wide and whose glyph ids are code points.

    It breaks greedily at spaces, breaks long words anywhere, ends paragraphs at newlines and ends a text cut
    by ``max_lines`` in an ellipsis. ``unknown`` holds the characters that no font shall have. ``measured``
    and ``shaped`` count the calls, for tests of what work is done.
    """

    def __init__(self, unknown: str = "") -> None:
        self.unknown = unknown
        self.measured = 0
        self.shaped = 0

    def measure(
        self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None
    ) -> TextBox:
        """The size the text takes when broken at ``width``."""
        self.measured += 1
        return self._box(*self._lines(text, style, width, max_lines), style)

    def shape(
        self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None
    ) -> ShapedText:
        """One run per line, a glyph for each character."""
        self.shaped += 1
        lines, truncated = self._lines(text, style, width, max_lines)
        face = FaceKey("Fake", style.weight, style.italic)
        ascent = style.line_height / 2 + 0.35 * style.size
        shaped = tuple(_line(line, face, style) for line in lines)
        box = self._box(lines, truncated, style)
        return ShapedText(shaped, box, ascent, style.line_height, word_ends(text, shaped))

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that this shaper was told no font has."""
        return list(dict.fromkeys(c for c in text if c in self.unknown))

    def _lines(
        self, text: str, style: TextStyle, width: float, max_lines: int | None
    ) -> tuple[list[str], bool]:
        step = _step(style)
        fit = max(1, math.floor(width / step + 1e-9)) if math.isfinite(width) else len(text) + 1
        lines = [line for part in text.split("\n") for line in _wrap(part, fit)]
        if max_lines is None or len(lines) <= max(1, max_lines):
            return lines, False
        kept = lines[: max(1, max_lines)]
        kept[-1] = kept[-1][: max(0, fit - 1)].rstrip() + ELLIPSIS
        return kept, True

    @staticmethod
    def _box(lines: list[str], truncated: bool, style: TextStyle) -> TextBox:
        widest = max(len(line) for line in lines) * _step(style)
        return TextBox(widest, len(lines) * style.line_height, len(lines), truncated)


def _step(style: TextStyle) -> float:
    return max(1e-6, 0.5 * style.size + style.tracking)


def _wrap(part: str, fit: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in part.split(" "):
        longer = f"{line} {word}" if line else word
        if len(longer) <= fit:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > fit:
            lines.append(word[:fit])
            word = word[fit:]
        line = word
    return [*lines, line]


def _line(line: str, face: FaceKey, style: TextStyle) -> ShapedLine:
    step = _step(style)
    rtl = any(unicodedata.bidirectional(c) in ("R", "AL") for c in line[:1])
    order = range(len(line))[::-1] if rtl else range(len(line))
    run = GlyphRun(
        face,
        style.size,
        tuple(ord(line[i]) for i in order),
        tuple(step * i for i in range(len(line))),
        (0.0,) * len(line),
        line,
        tuple(order),
        rtl,
    )
    return ShapedLine(line, len(line) * step, (run,) if line else (), rtl)
