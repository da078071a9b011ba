"""A run of glyphs as text operators: exactly placed, and readable again as the characters it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jmapdesk.render.numbers import Shortened
from jmapdesk.render.pdf_fonts import PdfFont
from jmapdesk.text.shaped import GlyphRun

_TOLERANCE: Final = 1.0
"""How far, in thousandths of an em, a glyph may stand from its place before it is moved there, by whole ones: what is
rounded off is not lost but counts at the next glyph."""


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


def text_operators(run: GlyphRun, font: PdfFont, x: float, y: float, digits: Shortened, ends: bool = False) -> str:
    """Operators between BT and ET for a run whose baseline starts at (x, y), in a space whose y points down.

    The font and its size must be set. Where a word ``ends`` with the run, a blank that is not seen says so to readers
    that go by characters alone.
    """
    if not run.glyphs:
        return ""
    text = run.text if len(run.text) == len(run.glyphs) else _shown(run)
    if len(text) == len(run.glyphs) and not any(run.ys) and run.clusters == _COUNTING[: len(text)]:
        shown: Iterable[tuple[str, float]] = map(font.shown.__getitem__, zip(run.glyphs, text, strict=True))
        places: Sequence[float] = run.xs
    else:
        shown, places = _clusters(run, font)
    if run.rtl:
        return _from_the_right(list(shown), places, run, font, x, digits, f"{digits[y]} Tm ", ends)
    first, per_mille = places[0], 1000 / run.size
    # where the glyphs before it leave off, and where a glyph stands, in thousandths of an em from a place that moves
    pen = first * per_mille
    codes: list[str] = []
    for (code, width), place in zip(shown, places, strict=True):
        off = pen - place * per_mille
        if off > _TOLERANCE or off < -_TOLERANCE:
            move = round(off)
            codes.append(f">{move}<")
            pen -= move
        codes.append(code)
        pen += width
    if ends and text[-1:] != " ":
        codes.append(font.blank())
    shows = "".join(codes)
    start = f"1 0 0 -1 {digits[x + first]} {digits[y]} Tm "
    return f"{start}[<{shows}>]TJ" if ">" in shows else f"{start}<{shows}>Tj"


def _from_the_right(
    shown: Sequence[tuple[str, float]], places: Sequence[float], run: GlyphRun, font: PdfFont, x: float,
    digits: Shortened, line: str, ends: bool,
) -> str:  # fmt: skip
    """The words of a run that is read from the right, in the order they are read: readers that go by the order of
    operators turn letters round in a word, and words in no line."""
    texts = [text for _, _, text in clusters(run)]
    words: list[list[int]] = [[]]
    for i in range(len(shown)):
        # a blank stands to the left of the word it follows
        if texts[i].isspace():
            words.append([])
        words[-1].append(i)
    operators = []
    per_mille = 1000 / run.size
    words = [word for word in reversed(words) if word]
    for word in words:
        pen = places[word[0]] * per_mille
        codes: list[str] = []
        for i in word:
            code, width = shown[i]
            off = pen - places[i] * per_mille
            if off > _TOLERANCE or off < -_TOLERANCE:
                move = round(off)
                codes.append(f">{move}<")
                pen -= move
            codes.append(code)
            pen += width
        if ends and word is words[-1] and run.text[-1:] != " ":
            codes.append(font.blank())
        operators.append(f"1 0 0 -1 {digits[x + places[word[0]]]} {line}[<{''.join(codes)}>]TJ")
    return " ".join(operators)


_COUNTING: Final = tuple(range(1000))


def _clusters(run: GlyphRun, font: PdfFont) -> tuple[list[tuple[str, float]], tuple[float, ...]]:
    """Code and width of each cluster, its glyphs put together, and where each stands."""
    units = font.program.units / run.size
    shown: list[tuple[str, float]] = []
    places: list[float] = []
    for start, end, text in clusters(run):
        left = min(run.xs[start:end])
        parts = tuple(
            (run.glyphs[i], round((run.xs[i] - left) * units), round(-run.ys[i] * units)) for i in range(start, end)
        )
        shown.append(font.show_parts(parts, text))
        places.append(left)
    return shown, tuple(places)
