"""The operators of a picture on a page. A colour, a pen or a font is said only when it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, PathOp, Stroke
from jmapdesk.render.encoded import UPRIGHT, Matrix
from jmapdesk.render.numbers import short
from jmapdesk.render.pdf_fonts import PdfFont
from jmapdesk.render.pdf_ink import Inks
from jmapdesk.render.pdf_shapes import GLYPH_EM, painted
from jmapdesk.render.pdf_supplies import Supplies
from jmapdesk.render.pdf_tags import ARTIFACT, Telling
from jmapdesk.render.pdf_text import clusters, text_operators
from jmapdesk.util.geometry import Rect, moved_path, path_bounds, rect_path

UNSEEN: Final = 3
"""The way of showing text that leaves no ink (PDF 1.7, 9.3.6)."""
_NOTHING: Final = -2
"""No mark is open."""
_ARTIFACT: Final = -1
"""The mark of what is read by nobody, in place of a piece's number."""


class Area(NamedTuple):
    """Where something on a page leads, in the picture's units."""

    rect: Rect
    target: str


class PagePainter:
    """Writes the operators of groups.

    ``exposed`` is what shows of the picture; ``told`` is called now and then with how many operations are done.
    ``telling`` says which groups are read as what; without it nothing is marked. ``inks`` are others than the
    document's.
    """

    def __init__(
        self,
        supplies: Supplies,
        exposed: Rect,
        told: Callable[[int], None],
        telling: Telling | None = None,
        inks: Inks | None = None,
    ) -> None:
        self.code: list[str] = []
        self.links: list[Area] = []
        self._supplies = supplies
        self._shapes, self._inks, self._digits = supplies.shapes, inks or supplies.inks, supplies.digits
        self._own_inks = inks is not None
        self._seen = UNSEEN if supplies.as_outlines else 0
        self._places = supplies.places
        self._exposed = exposed
        self._told = told
        self._telling = telling
        self._marked = _NOTHING
        self._done = 0
        self._fill = self._line = ""
        self._pen = ""
        self._font: tuple[str, float] | None = None
        self._in_text = False

    def paint(self, group: Group) -> None:
        """Write a group; groups off the page are left out."""
        self._group(group, 0.0, 0.0, False)
        self._unmark()

    def _group(self, group: Group, dx: float, dy: float, inside: bool) -> None:
        """Write a group that lies at (dx, dy); all of one that lies ``inside`` what shows is shown."""
        dx, dy = dx + group.dx, dy + group.dy
        if not inside:
            bounds, shown = group.bounds, self._exposed
            left, top, right, bottom = bounds.x + dx, bounds.y + dy, bounds.right + dx, bounds.bottom + dy
            if left >= shown.right + 1 or right + 1 <= shown.x or top >= shown.bottom + 1 or bottom + 1 <= shown.y:
                return
            inside = shown.x <= left and right <= shown.right and shown.y <= top and bottom <= shown.bottom
        if group.link:
            self.links.append(Area(group.bounds.moved(dx, dy), group.link))
        moved = group.dx != 0.0 or group.dy != 0.0
        if moved:
            # In coordinates of its own a card's paths are the same text as the last card's.
            self._unmark()
            before = self._fill, self._line, self._pen, self._font
            self.code.append(f"q 1 0 0 1 {self._places[group.dx]} {self._places[group.dy]} cm")
        piece: int | Mapping[int, int] = _ARTIFACT
        if self._telling is not None:
            piece = self._telling.marks.get((group.element, group.role), _ARTIFACT)
        alone = piece if isinstance(piece, int) else _ARTIFACT
        row: list[PathOp] = []
        for child in group.children:
            if isinstance(child, PathOp):
                if child.path and (child.fill is not None or child.stroke is not None):
                    if row and (child.fill is None) != (row[-1].fill is None):
                        self._mark(alone)
                        self._row(row)
                        row = []
                    row.append(child)
                continue
            if row:
                self._mark(alone)
                self._row(row)
                row = []
            if isinstance(child, GlyphsOp):
                self._mark(piece if isinstance(piece, int) else piece.get(child.part, _ARTIFACT))
                self._text(child)
            elif isinstance(child, Group):
                self._group(child, dx, dy, inside)
            else:
                self._mark(alone)
                self._text_ends()
                self._image(child)
        if row:
            self._mark(alone)
            self._row(row)
        if moved:
            self._unmark()
            self.code.append("Q")
            self._fill, self._line, self._pen, self._font = before
        self._done += len(group.children)
        self._told(self._done)

    def _mark(self, piece: int) -> None:
        """Go on with ink of a piece; whatever was marked before has ended unless it is of the same."""
        if self._telling is None or piece == self._marked:
            return
        self._unmark()
        self._marked = piece
        self.code.append(ARTIFACT if piece == _ARTIFACT else self._telling.begin(piece))

    def _unmark(self) -> None:
        """End what is marked, and the text in it."""
        self._text_ends()
        if self._marked != _NOTHING:
            self._marked = _NOTHING
            self.code.append("EMC")

    def _text_ends(self) -> None:
        """Close the text object that may be open."""
        if self._in_text:
            self.code.append("ET")
            self._in_text = False

    def _row(self, ops: list[PathOp]) -> None:
        """Write shapes that follow each other."""
        self._text_ends()
        again = None if self._own_inks else self._shapes.seen_again(ops)
        if again is not None:
            self.code.append(again)
            return
        for op in ops:
            if op.fill is not None:
                self._set_fill(op.fill)
            if op.stroke is not None:
                self._set_pen(op.stroke)
            self.code.append(self._shapes.path(op.path) + painted(op))

    def _text(self, op: GlyphsOp) -> None:
        run = op.run
        if not run.glyphs:
            return
        if self._supplies.coloured(run.face, run.glyphs[0]) is not None:
            self._coloured(op)
            return
        font = self._supplies.font(run.face)
        if font is None:
            return
        if op.halo is not None:
            self._halo(op, op.halo, font)
        self._set_fill(op.colour, self._inks.words)
        if self._supplies.as_outlines:
            self._outlined(op, font)
        self._set_font(font, run.size)
        self.code.append(text_operators(run, font, op.x, op.y, self._digits, op.ends))

    def _outlined(self, op: GlyphsOp, font: PdfFont) -> None:
        """The letters as shapes; the words that follow, over them, are not seen."""
        self._text_ends()
        run, digits, size = op.run, self._digits, short(op.run.size / GLYPH_EM, 5)
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
            name = self._shapes.glyph(font, glyph, "f")
            if name:
                self.code.append(f"q {size} 0 0 {size} {digits[op.x + x]} {digits[op.y + y]} cm /{name} Do Q")

    def _halo(self, op: GlyphsOp, halo: Stroke, font: PdfFont) -> None:
        """A stroke round the glyphs, as outlines: stroked text would be found twice by a search."""
        self._text_ends()
        self._set_pen(halo)
        run, digits = op.run, self._digits
        size, width = short(run.size / GLYPH_EM, 5), short(halo.width / run.size * GLYPH_EM)
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
            name = self._shapes.glyph(font, glyph, "S")
            if name:
                self.code.append(f"q {size} 0 0 {size} {digits[op.x + x]} {digits[op.y + y]} cm {width} w /{name} Do Q")

    def _coloured(self, op: GlyphsOp) -> None:
        """Glyphs of a colour font as pictures, each read as the characters it stands for."""
        run = op.run
        for start, end, text in clusters(run):
            for i in range(start, end):
                picture = self._supplies.coloured(run.face, run.glyphs[i])
                if picture is None:
                    continue
                name, box = picture
                placed = path_bounds(moved_path(rect_path(box), op.x + run.xs[i], op.y + run.ys[i], run.size))
                self._text_ends()
                self._place(name, UPRIGHT[1], placed)
                font = self._supplies.any_font()
                if i == start and font is not None:
                    self._set_font(font, run.size)
                    code = font.say(text, box.x + box.w)
                    at = f"{short(op.x + run.xs[i])} {short(op.y)}"
                    self.code.append(f"{UNSEEN} Tr 1 0 0 -1 {at} Tm <{code}>Tj {self._seen} Tr")

    def _image(self, op: ImageOp) -> None:
        source, rect = op.source, op.rect
        found = self._supplies.asset(op.asset)
        if found is None or source.w <= 0 or source.h <= 0:
            return
        name, upright = found
        cut = source != Rect(0, 0, 1, 1)
        if cut or op.clip is not None:
            self.code.append("q")
        if cut:
            self.code.append(f"{' '.join(short(n) for n in rect)} re W n")
        if op.clip is not None:
            self.code.append(f"{self._shapes.path(op.clip)}W n")
        width, height = rect.w / source.w, rect.h / source.h
        self._place(name, upright, Rect(rect.x - source.x * width, rect.y - source.y * height, width, height))
        if cut or op.clip is not None:
            self.code.append("Q")

    def _place(self, name: str, upright: Matrix, rect: Rect) -> None:
        # An image fills the unit square with its first row at y = 1; (1, 0, 0, -1, 0, 1) makes y point down first.
        a, b, c, d, e, f = upright
        a, b, c, d, e, f = a, b, -c, -d, c + e, d + f
        placed = (a * rect.w, b * rect.h, c * rect.w, d * rect.h, e * rect.w + rect.x, f * rect.h + rect.y)
        self.code.append(f"q {' '.join(short(n, 3) for n in placed)} cm /{name} Do Q")

    def _set_font(self, font: PdfFont, size: float) -> None:
        if not self._in_text:
            self.code.append("BT")
            self._in_text = True
        wanted = (font.name, size)
        if self._font != wanted:
            self._font = wanted
            self.code.append(f"/{font.name} {self._places[size]} Tf")

    def _set_fill(self, colour: str, said: Callable[[str], str] | None = None) -> None:
        fill = (said or self._inks.fill)(colour)
        if fill != self._fill:
            self._fill = fill
            self.code.append(fill)

    def _set_pen(self, stroke: Stroke) -> None:
        if stroke.colour != self._line:
            self._line = stroke.colour
            self.code.append(self._inks.line(stroke.colour))
        pen = self._inks.pen(stroke)
        if pen != self._pen:
            self._pen = pen
            self.code.append(pen)
