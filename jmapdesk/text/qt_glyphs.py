"""Glyphs out of a line that Qt has laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QGlyphRun, QRawFont, QTextLayout, QTextLine

from jmapdesk.text.faces import SANS, is_invisible
from jmapdesk.text.plain import PlainLine
from jmapdesk.text.shaped import FaceKey, GlyphRun, ShapedLine

NO_FACE = FaceKey(SANS, 400, False)
"""The face whose box stands for characters that no font has."""

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


def utf16_length(text: str) -> int:
    """How many UTF-16 units Qt counts for the text."""
    return len(text) + sum(character > "\uffff" for character in text)


def shaped_line(line: QTextLine, text: str, rtl: bool, scale: float, size: float) -> ShapedLine:
    """One line of a paragraph as our own record; ``scale`` is map units per pixel of the layout."""
    index = utf16_indexes(text)
    first, length = line.textStart(), line.textLength()
    start, end = index[first], index[first + length]
    pieces = [_Piece(run, index, start, end) for run in line.glyphRuns(first, length, _ALL) if run.glyphIndexes()]
    _settle_ends(pieces, end)
    left, base = line.x(), line.y() + line.ascent()
    runs = [run for piece in pieces if (run := _run(piece, text, left, base, scale, size)) is not None]
    if len(runs) > 1:
        runs.sort(key=lambda run: min(run.xs))
    return ShapedLine(text[start:end], line.horizontalAdvance() * scale, tuple(runs), rtl)


def plain_line(line: PlainLine, face: FaceKey, scale: float, size: float) -> ShapedLine:
    """A line of plain words, which no layout was needed for, as our own record."""
    count = len(line.glyphs)
    xs = tuple([x * scale for x in line.xs])
    run = GlyphRun(face, size, line.glyphs, xs, (0.0,) * count, line.text, tuple(range(count)))
    return ShapedLine(line.text, line.advance * scale, (run,))


class _Piece:
    """One glyph run of Qt's with the characters its glyphs stand for, clamped to the line."""

    def __init__(self, run: QGlyphRun, index: Sequence[int], start: int, end: int) -> None:
        font = run.rawFont()
        self.rtl = run.isRightToLeft()
        self.glyphs = run.glyphIndexes()
        if font.pixelSize() > 0:
            self.face = face_key(font)
        else:
            # For a script that no font at hand can shape Qt draws boxes without a font, and asking such a
            # font for its name ends the program. The main family's own box stands in.
            self.face = NO_FACE
            self.glyphs = [0] * len(self.glyphs)
        self.places = run.positions()
        self.clusters = _clusters(run.stringIndexes(), len(self.glyphs), index, start, end)
        self.start = min(self.clusters)
        self.end = max(self.clusters) + 1


def _clusters(units: list[int], count: int, index: Sequence[int], start: int, end: int) -> list[int]:
    if len(units) != count:
        return [start] * count
    last = max(start, end - 1)
    if not isinstance(index, range):
        top = len(index) - 1
        units = [index[min(max(0, unit), top)] for unit in units]
    if min(units) < start or max(units) > last:
        return [min(max(start, unit), last) for unit in units]
    return units


def _settle_ends(pieces: list[_Piece], end: int) -> None:
    """A piece reaches as far as the next one's first character, in logical order."""
    for piece in sorted(pieces, key=lambda piece: -piece.start):
        piece.end = max(end, piece.end)
        end = piece.start


def _run(piece: _Piece, text: str, left: float, base: float, scale: float, size: float) -> GlyphRun | None:
    glyphs, clusters = piece.glyphs, piece.clusters
    xs = [(place.x() - left) * scale for place in piece.places]
    ys = [(place.y() - base) * scale for place in piece.places]
    if 0 in glyphs:
        # A control that the font has no empty glyph for must not show as a box.
        keep = [i for i, glyph in enumerate(glyphs) if glyph or not is_invisible(text[clusters[i]])]
        if not keep:
            return None
        glyphs, clusters = [glyphs[i] for i in keep], [clusters[i] for i in keep]
        xs, ys = [xs[i] for i in keep], [ys[i] for i in keep]
    step = -1 if piece.rtl and xs[0] > xs[-1] else 1
    return GlyphRun(
        piece.face,
        size,
        tuple(glyphs[::step]),
        tuple(xs[::step]),
        tuple(ys[::step]),
        text[piece.start : piece.end],
        tuple([cluster - piece.start for cluster in clusters[::step]]),
        piece.rtl,
    )


def face_key(font: QRawFont) -> FaceKey:
    """The names by which the same face is found again."""
    return FaceKey(font.familyName(), int(font.weight()), font.style() != QFont.Style.StyleNormal)
