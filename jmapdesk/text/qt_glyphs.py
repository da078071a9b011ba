"""Glyphs out of a line that Qt has laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGlyphRun, QRawFont, QTextLayout, QTextLine

from jmapdesk.text.faces import is_invisible
from jmapdesk.text.shaped import FaceKey, GlyphRun, ShapedLine

_ALL = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll


def utf16_indexes(text: str) -> Sequence[int]:
    """For each UTF-16 unit of the text, and for its end, the index of the Python character it belongs to."""
    if not text or max(text) <= "\uffff":
        return range(len(text) + 1)
    indexes: list[int] = []
    for i, character in enumerate(text):
        indexes.extend((i, i) if character > "\uffff" else (i,))
    indexes.append(len(text))
    return indexes


def shaped_line(line: QTextLine, text: str, rtl: bool, scale: float, size: float) -> ShapedLine:
    """One line of a paragraph as our own record; ``scale`` is map units per pixel of the layout."""
    index = utf16_indexes(text)
    first, length = line.textStart(), line.textLength()
    start, end = index[first], index[first + length]
    pieces = [_Piece(run, index, start, end) for run in line.glyphRuns(first, length, _ALL) if run.glyphIndexes()]
    _settle_ends(pieces, end)
    left, base = line.x(), line.y() + line.ascent()
    runs = [run for piece in pieces if (run := _run(piece, text, left, base, scale, size)) is not None]
    runs.sort(key=lambda run: min(run.xs))
    return ShapedLine(text[start:end], line.horizontalAdvance() * scale, tuple(runs), rtl)


class _Piece:
    """One glyph run of Qt's with the characters its glyphs stand for, clamped to the line."""

    def __init__(self, run: QGlyphRun, index: Sequence[int], start: int, end: int) -> None:
        self.font = run.rawFont()
        self.rtl = run.isRightToLeft()
        self.glyphs = run.glyphIndexes()
        self.places = [(place.x(), place.y()) for place in run.positions()]
        last = max(start, end - 1)
        units = [min(max(0, unit), len(index) - 1) for unit in run.stringIndexes()]
        self.clusters = [min(max(start, index[unit]), last) for unit in units]
        if len(self.clusters) != len(self.glyphs):
            self.clusters = [start] * len(self.glyphs)
        self.start = min(self.clusters)
        self.end = self.start + 1


def _settle_ends(pieces: list[_Piece], end: int) -> None:
    """A piece reaches as far as the next one's first character, in logical order."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    for piece, following in zip(ordered, [p.start for p in ordered[1:]] + [end], strict=True):
        piece.end = max(following, max(piece.clusters) + 1)


def _run(piece: _Piece, text: str, left: float, base: float, scale: float, size: float) -> GlyphRun | None:
    glyphs = list(zip(piece.glyphs, piece.places, piece.clusters, strict=True))
    # A control that the font has no empty glyph for must not show as a box.
    glyphs = [g for g in glyphs if g[0] != 0 or not is_invisible(text[g[2]])]
    if not glyphs:
        return None
    if piece.rtl and glyphs[0][1][0] > glyphs[-1][1][0]:
        glyphs.reverse()
    return GlyphRun(
        face_key(piece.font),
        size,
        tuple(glyph for glyph, _, _ in glyphs),
        tuple((place[0] - left) * scale for _, place, _ in glyphs),
        tuple((place[1] - base) * scale for _, place, _ in glyphs),
        text[piece.start : piece.end],
        tuple(cluster - piece.start for _, _, cluster in glyphs),
        piece.rtl,
    )


def face_key(font: QRawFont) -> FaceKey:
    """The names by which the same face is found again."""
    return FaceKey(font.familyName(), int(font.weight()), font.style() != font.style().StyleNormal)
