"""A run of glyphs as text operators: exactly placed, and readable again as the characters it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from jmapdesk.render.numbers import short
from jmapdesk.render.pdf_fonts import PdfFont
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
    text = run.text if len(run.text) == len(run.glyphs) else _shown(run)
    plain = len(text) == len(run.glyphs) and not any(run.ys) and run.clusters == tuple(range(len(text)))
    shown = _characters(run, text, font) if plain else _clusters(run, font)
    per_mille = 1000 / run.size
    origin = run.xs[0] if plain else min(run.xs)
    pen = 0.0
    codes: list[str] = []
    parts: list[str] = []
    for code, width, place in shown:
        off = pen - (place - origin) * per_mille
        if off > _TOLERANCE or off < -_TOLERANCE:
            move = round(off, 1)
            parts.append(f"<{''.join(codes)}>{move:.10g}" if codes else f"{move:.10g}")
            codes.clear()
            pen -= move
        codes.append(code)
        pen += width
    last = f"<{''.join(codes)}>"
    start = f"1 0 0 -1 {short(x + origin)} {short(y)} Tm "
    return f"{start}[{''.join(parts)}{last}]TJ" if parts else f"{start}{last}Tj"


def _characters(run: GlyphRun, text: str, font: PdfFont) -> Iterator[tuple[str, float, float]]:
    """Code, width and place of each glyph of a run whose every glyph is one character on the baseline."""
    known = font.shown
    for glyph, character, x in zip(run.glyphs, text, run.xs, strict=True):
        code, width = known.get((glyph, character)) or font.show(glyph, character)
        yield code, width, x


def _clusters(run: GlyphRun, font: PdfFont) -> Iterator[tuple[str, float, float]]:
    """Code, width and place of each cluster, its glyphs put together."""
    units = font.program.units / run.size
    for start, end, text in clusters(run):
        left = min(run.xs[start:end])
        parts = tuple(
            (run.glyphs[i], round((run.xs[i] - left) * units), round(-run.ys[i] * units)) for i in range(start, end)
        )
        code, width = font.show_parts(parts, text)
        yield code, width, left
