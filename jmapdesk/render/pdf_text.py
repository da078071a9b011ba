"""A run of glyphs as text operators: exactly placed, and readable again as the characters it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from jmapdesk.render.numbers import short
from jmapdesk.render.pdf_fonts import PdfFont, utf16_hex
from jmapdesk.text.shaped import GlyphRun

_TOLERANCE: Final = 1.0
"""How far, in thousandths of an em, a glyph may stand from its place before it is moved there."""


class Cluster(NamedTuple):
    """Glyphs ``start`` to ``end`` of a run and the characters they stand for together."""

    start: int
    end: int
    text: str


def clusters(run: GlyphRun) -> Iterator[Cluster]:
    """The run's glyphs by what they stand for, in visual order."""
    begins = sorted(set(run.clusters))
    ends = dict(zip(begins, [*begins[1:], len(_shown(run))], strict=True))
    at, count = 0, len(run.glyphs)
    while at < count:
        first = run.clusters[at]
        end = at + 1
        while end < count and run.clusters[end] == first:
            end += 1
        yield Cluster(at, end, run.text[first : ends[first]])
        at = end


def _shown(run: GlyphRun) -> str:
    """The run's text without blanks at its end that have no glyph, as where a line was broken."""
    text = run.text.rstrip()
    return text if run.clusters and max(run.clusters) < len(text) else run.text


def text_operators(run: GlyphRun, font: PdfFont, x: float, y: float) -> str:
    """Operators between BT and ET for a run whose baseline starts at (x, y), in a space whose y points down.

    The font and its size must be set.
    """
    if not run.glyphs:
        return ""
    start = f"1 0 0 -1 {short(x + run.xs[0])} {short(y)} Tm "
    count = len(run.glyphs)
    if not any(run.ys) and run.clusters == tuple(range(count)):
        plain = _plain(run, font)
        if plain is not None:
            return start + plain
    line = _Line(run, font)
    for first, end, text in clusters(run):
        if end == first + 1 and font.says(run.glyphs[first], text):
            line.show(first)
        else:
            line.show_cluster(first, end, text)
    return start + line.finished()


def _plain(run: GlyphRun, font: PdfFont) -> str | None:
    """One operator for a run whose every glyph is one character on the baseline; None where one must be spelt out."""
    text = run.text if len(run.text) == len(run.glyphs) else _shown(run)
    if len(text) != len(run.glyphs):
        return None
    shown = font.shown
    per_mille = 1000 / run.size
    origin = run.xs[0]
    pen = 0.0
    codes: list[str] = []
    parts: list[str] = []
    for glyph, character, x in zip(run.glyphs, text, run.xs, strict=True):
        known = shown.get((glyph, character)) or font.show(glyph, character)
        if known is None:
            return None
        off = pen - (x - origin) * per_mille
        if off > _TOLERANCE or off < -_TOLERANCE:
            move = round(off, 1)
            parts.append(f"<{''.join(codes)}>{move:g}")
            codes.clear()
            pen -= move
        codes.append(known[0])
        pen += known[1]
    last = f"<{''.join(codes)}>"
    return f"[{''.join(parts)}{last}]TJ" if parts else f"{last}Tj"


def spelt_out(text: str) -> str:
    """The operator that says what the following operators, up to EMC, are to be read as."""
    return f"/Span<</ActualText<FEFF{utf16_hex(text)}>>>BDC"


class _Line:
    """Collects shown glyphs, keeping track of where the reader's pen stands."""

    def __init__(self, run: GlyphRun, font: PdfFont) -> None:
        self._run = run
        self._font = font
        self._per_mille = 1000 / run.size
        self._origin = run.xs[0] if run.xs else 0.0
        self._pen = 0.0
        self._rise = 0.0
        self._done: list[str] = []
        self._parts: list[str] = []
        self._codes: list[str] = []

    def show(self, i: int) -> None:
        """Show one glyph at its place."""
        run = self._run
        rise = run.ys[i]
        if rise != self._rise:
            self._flush()
            self._done.append(f"{short(-rise)} Ts ")
            self._rise = rise
        place = (run.xs[i] - self._origin) * self._per_mille
        off = self._pen - place
        if off > _TOLERANCE or off < -_TOLERANCE:
            if self._codes:
                self._parts.append(f"<{''.join(self._codes)}>")
                self._codes.clear()
            move = round(off, 1)
            self._parts.append(short(move, 1))
            self._pen -= move
        code = self._font.code(run.glyphs[i])
        self._codes.append(f"{code:04X}")
        self._pen += self._font.width(code)

    def show_cluster(self, start: int, end: int, text: str) -> None:
        """Show glyphs that are to be read together as this text.

        Readers take the place of a spelt-out text from its first and last glyph. Marks stand anywhere over their
        letter, so only what has a width carries the text, and the marks say nothing.
        """
        wide = [i for i in range(start, end) if self._font.width(self._font.code(self._run.glyphs[i])) > 0]
        carriers = wide or list(range(start, end))
        marks = [i for i in range(start, end) if i not in carriers]
        carriers.sort(key=lambda i: self._run.xs[i])
        if len(carriers) == 1 and self._font.says(self._run.glyphs[carriers[0]], text):
            self.show(carriers[0])
        else:
            self._show_as(carriers, text)
        if marks:
            self._show_as(marks, "")

    def _show_as(self, glyphs: list[int], text: str) -> None:
        self._flush()
        self._done.append(f"{spelt_out(text)} ")
        for i in glyphs:
            self.show(i)
        self._flush()
        self._done.append("EMC ")

    def finished(self) -> str:
        """All operators."""
        self._flush()
        if self._rise:
            self._done.append("0 Ts ")
        return "".join(self._done)

    def _flush(self) -> None:
        if self._codes:
            self._parts.append(f"<{''.join(self._codes)}>")
            self._codes.clear()
        if not self._parts:
            return
        if len(self._parts) == 1:
            self._done.append(f"{self._parts[0]}Tj ")
        else:
            self._done.append(f"[{''.join(_spaced(self._parts))}]TJ ")
        self._parts.clear()


def _spaced(parts: list[str]) -> Iterator[str]:
    """Numbers that follow each other need a blank between them; strings in brackets do not."""
    previous = "<"
    for part in parts:
        if part[0] != "<" and previous[0] != "<":
            yield " "
        yield part
        previous = part
