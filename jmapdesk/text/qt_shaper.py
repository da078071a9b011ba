"""The shaper the program runs with: Qt breaks lines and picks glyphs, everything is remembered.

Texts are laid out at one pixel size, the main family's units per em, without hinting, and scaled down: so line
breaks never depend on zoom, screen or platform.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from jmapdesk.text.cache import Remembered
from jmapdesk.text.cleaning import ELLIPSIS, LIMIT, cleaned, cut_points, is_rtl
from jmapdesk.text.faces import ASCENT, DESCENT, EM, SANS, SIMPLE, Faces, is_invisible, nearest_face
from jmapdesk.text.plain import PLAIN, Extent, PlainWords
from jmapdesk.text.qt_fonts import face_font, raw_font
from jmapdesk.text.qt_glyphs import plain_line, shaped_line, utf16_indexes, utf16_length
from jmapdesk.text.shaped import ShapedLine, ShapedText, TextBox, TextStyle, word_ends

_WIDEST = 16_000_000.0
"""The widest line asked of Qt, in pixels: its fixed-point numbers end at twice that."""

_Key = tuple[str, TextStyle, float, int | None]
_T = TypeVar("_T")
_Collect = Callable[[QTextLayout, QTextLine, str, bool], _T]


class QtShaper:
    """Keeps the shaper's protocol with Qt. Needs a QGuiApplication and the bundled fonts loaded.

    Its Qt objects belong to the thread it is used in: a worker makes a shaper of its own.
    """

    def __init__(self, faces: Faces | None = None, measures: int = 50_000, shapes: int = 20_000) -> None:
        self._faces = faces or Faces()
        self._kits: dict[tuple[int, bool, float], _Kit] = {}
        self._measured: Remembered[_Key, TextBox] = Remembered(measures)
        self._shaped: Remembered[_Key, ShapedText] = Remembered(shapes)
        self._missing: Remembered[str, bool] = Remembered(measures)

    def measure(self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None) -> TextBox:
        """The size the text takes when broken at ``width`` map units; draws nothing, extracts no glyphs."""
        key = (text, style, width, max_lines)
        box = self._measured.get(key)
        if box is None:
            box = self._measured.put(key, self._measure(text, style, width, max_lines))
        return box

    def shape(self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None) -> ShapedText:
        """The glyphs, broken exactly as ``measure`` broke them."""
        key = (text, style, width, max_lines)
        shaped = self._shaped.get(key)
        if shaped is None:
            shaped = self._shaped.put(key, self._shape(text, style, width, max_lines))
        return shaped

    def missing(self, text: str) -> list[str]:
        """The characters no font at hand can show, each once, in the order met."""
        text, _ = cleaned(text)
        if SIMPLE.fullmatch(text.replace("\n", "")):
            return []
        return [c for c in dict.fromkeys(text) if self._is_missing(c)]

    def _is_missing(self, character: str) -> bool:
        if character.isspace() or is_invisible(character) or self._faces.family_of(character):
            return False
        known = self._missing.get(character)
        if known is None:
            kit = self._kit(TextStyle(12, 16))
            lines, _ = kit.broken(character, _WIDEST, None, kit.collector(12.0))
            known = not any(g for line in lines for run in line.runs for g in run.glyphs)
            self._missing.put(character, known)
        return known

    def _kit(self, style: TextStyle) -> _Kit:
        tracking = style.tracking * EM / _size(style) if style.tracking else 0.0
        key = (style.weight, style.italic, tracking)
        kit = self._kits.get(key)
        if kit is None:
            if len(self._kits) >= 64:
                self._kits.pop(next(iter(self._kits)))
            kit = self._kits[key] = _Kit(self._faces, style.weight, style.italic, tracking)
        return kit

    def _measure(self, text: str, style: TextStyle, width: float, max_lines: int | None) -> TextBox:
        kit = self._kit(style)
        size = _size(style)
        pixels = _pixels(width, size)
        widths, truncated = kit.plain_widths(text, pixels), False
        if widths is None or (max_lines is not None and len(widths) > max_lines):
            widths, truncated = kit.broken(text, pixels, max_lines, _advance)
        return TextBox(max(widths) * (size / EM), len(widths) * style.line_height, len(widths), truncated)

    def _shape(self, text: str, style: TextStyle, width: float, max_lines: int | None) -> ShapedText:
        kit = self._kit(style)
        size = _size(style)
        pixels = _pixels(width, size)
        lines, truncated = kit.plain_lines(text, pixels, size), False
        if lines is None or (max_lines is not None and len(lines) > max_lines):
            lines, truncated = kit.broken(text, pixels, max_lines, kit.collector(size))
        box = TextBox(max(line.width for line in lines), len(lines) * style.line_height, len(lines), truncated)
        leading = style.line_height - (ASCENT + DESCENT) * size
        ascent = leading / 2 + ASCENT * size
        return ShapedText(tuple(lines), box, ascent, style.line_height, word_ends(text, lines))


class _Kit:
    """What one weight, slant and tracking needs: two layouts used again and again, and the words met."""

    def __init__(self, faces: Faces, weight: int, italic: bool, tracking: float) -> None:
        self._faces = faces
        self._weight = weight
        self._italic = italic
        self._tracking = tracking
        self._options = {False: _option(False), True: _option(True)}
        self._face = nearest_face(SANS, weight, italic)
        self._raw = raw_font(self._face, EM)
        self._plain = self._layout()
        self._mixed = self._layout()
        self._formats: dict[str | None, QTextLayout.FormatRange] = {}
        self._words = PlainWords(self._extent, self._glyph)

    def collector(self, size: float) -> _Collect[ShapedLine]:
        """What turns a line of Qt's into one of ours, at a size in map units."""
        scale = size / EM
        return lambda layout, line, text, rtl: shaped_line(line, text, rtl, scale, size)

    def plain_widths(self, text: str, width: float) -> list[float] | None:
        """The lines' advances in pixels where the text is plain enough to be summed, else None."""
        return self._words.widths(text, _fixed(width)) if self._is_plain(text) else None

    def plain_lines(self, text: str, width: float, size: float) -> list[ShapedLine] | None:
        """The lines with their glyphs, at a size in map units, where the text is plain enough, else None."""
        lines = self._words.lines(text, _fixed(width)) if self._is_plain(text) else None
        if lines is None:
            return None
        return [plain_line(line, self._face, size / EM, size) for line in lines]

    def _is_plain(self, text: str) -> bool:
        return not self._tracking and len(text) <= LIMIT and PLAIN.fullmatch(text) is not None

    def broken(self, text: str, width: float, max_lines: int | None, collect: _Collect[_T]) -> tuple[list[_T], bool]:
        """Every line, handed to ``collect`` while its layout is alive, and whether the text was cut."""
        text, truncated = cleaned(text)
        limit = None if max_lines is None else max(1, max_lines)
        lines: list[_T] = []
        paragraphs = text.split("\n")
        for number, paragraph in enumerate(paragraphs):
            last = number == len(paragraphs) - 1
            room = None if limit is None else limit - len(lines)
            rtl = not SIMPLE.fullmatch(paragraph) and is_rtl(paragraph)
            layout = self._prepare(paragraph, rtl)
            whole = _break(layout, width, room)
            count = layout.lineCount()
            # The limit is reached with text left over, or the text itself was too long and ends here.
            cut = not whole or (last and truncated) or (not last and count == room)
            if not cut:
                lines.extend(collect(layout, layout.lineAt(i), paragraph, rtl) for i in range(count))
                continue
            keep = count if room is None else min(count, room)
            lines.extend(collect(layout, layout.lineAt(i), paragraph, rtl) for i in range(keep - 1))
            start = utf16_indexes(paragraph)[layout.lineAt(keep - 1).textStart()]
            elided = self._elided(paragraph[start:], rtl, width)
            layout = self._prepare(elided, rtl)
            _break(layout, _WIDEST, 1)
            lines.append(collect(layout, layout.lineAt(0), elided, rtl))
            return lines, True
        return lines, truncated

    def _elided(self, text: str, rtl: bool, width: float) -> str:
        """The longest beginning of the text that fits ``width`` with an ellipsis after it."""
        cuts = cut_points(text[:400])
        low, high = 0, len(cuts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            layout = self._prepare(text[: cuts[middle]].rstrip() + ELLIPSIS, rtl)
            _break(layout, _WIDEST, 1)
            if layout.lineAt(0).horizontalAdvance() <= width:
                low = middle
            else:
                high = middle - 1
        return text[: cuts[low]].rstrip() + ELLIPSIS

    def _prepare(self, paragraph: str, rtl: bool) -> QTextLayout:
        if SIMPLE.fullmatch(paragraph):
            layout = self._plain
            layout.setText(paragraph)
            return layout
        layout = self._mixed
        layout.setText(paragraph)
        layout.setTextOption(self._options[rtl])
        formats = []
        at = 0
        for start, end, family in self._faces.script_runs(paragraph):
            stretch = QTextLayout.FormatRange()
            stretch.format = self._format(family).format
            stretch.start = at
            stretch.length = utf16_length(paragraph[start:end])
            at += stretch.length
            formats.append(stretch)
        layout.setFormats(formats)
        return layout

    def _format(self, family: str | None) -> QTextLayout.FormatRange:
        known = self._formats.get(family)
        if known is None:
            known = QTextLayout.FormatRange()
            font = face_font(nearest_face(family, self._weight, self._italic), EM, self._tracking)
            if family is None:
                # Only here may Qt look through the system's fonts.
                font.setStyleStrategy(font.StyleStrategy.PreferDefault)
            known.format.setFont(font)
            self._formats[family] = known
        return known

    def _layout(self) -> QTextLayout:
        layout = QTextLayout()
        layout.setFont(face_font(self._face, EM, self._tracking))
        layout.setTextOption(self._options[False])
        return layout

    def _glyph(self, character: str) -> int:
        return int(self._raw.glyphIndexesForString(character)[0])

    def _extent(self, text: str) -> Extent:
        layout = self._plain
        layout.setText(text)
        _break(layout, _WIDEST, 1)
        line = layout.lineAt(0)
        advance = line.horizontalAdvance()
        return Extent(advance, max(0.0, line.naturalTextWidth() - advance))


def _option(rtl: bool) -> QTextOption:
    # Left is left whatever the direction: the drawing aligns lines itself.
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _break(layout: QTextLayout, width: float, room: int | None) -> bool:
    """Lay the text into lines, at most ``room``; whether that was all of it. An empty text has one line."""
    layout.beginLayout()
    made = 0
    whole = True
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        if room is not None and made == room:
            whole = False
            break
        line.setLineWidth(width)
        made += 1
    layout.endLayout()
    return whole


def _advance(layout: QTextLayout, line: QTextLine, text: str, rtl: bool) -> float:
    return line.horizontalAdvance()


def _size(style: TextStyle) -> float:
    return style.size if style.size > 0.01 else 0.01


def _fixed(width: float) -> float:
    """The width as Qt compares it: in sixty-fourths of a pixel."""
    return math.floor(width * 64) / 64


def _pixels(width: float, size: float) -> float:
    """A width in map units as pixels of the layout; what is no width counts as none."""
    return min(width * EM / size, _WIDEST) if width > 0 else 0.0
