"""Fonts as a PDF holds them: glyph codes, widths, what each glyph says, and the embedded subset."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from jmapdesk.render.font_program import FontProgram, table
from jmapdesk.render.numbers import short
from jmapdesk.render.pdf_file import Objects, name_text
from jmapdesk.text.shaped import FaceKey


class PdfFont:
    """One face in one document; collects the glyphs used while pages are written, then embeds just them."""

    def __init__(self, name: str, face: FaceKey, program: FontProgram) -> None:
        self.name = name
        self.program = program
        self._face = face
        self._codes: dict[int, int] = {}
        self._widths: dict[int, float] = {}
        self._says: dict[int, str] = {}
        self.shown: dict[tuple[int, str], tuple[str, float]] = {}
        """For glyphs already met as a character: their code in digits and their width."""

    def code(self, glyph: int) -> int:
        """The two-byte code that shows the glyph."""
        code = self._codes.get(glyph)
        if code is None:
            # A CFF subset is numbered anew, in the order of first use; a TrueType one keeps its ids.
            code = len(self._codes) + 1 if self.program.outlines_are_cff else glyph
            self._codes[glyph] = code
            self._widths[code] = self.program.advance(glyph)
        return code

    def width(self, code: int) -> float:
        """The advance of a code in thousandths of an em, as the document states it."""
        return self._widths[code]

    def says(self, glyph: int, text: str) -> bool:
        """Whether the glyph, wherever it stands in the document, can be read as this text."""
        return self._says.setdefault(self.code(glyph), text) == text

    def show(self, glyph: int, character: str) -> tuple[str, float] | None:
        """The glyph's code in digits and its width; None where it already stands for something else."""
        if not self.says(glyph, character):
            return None
        code = self.code(glyph)
        known = self.shown[glyph, character] = (f"{code:04X}", self._widths[code])
        return known

    def embed(self, objects: Objects) -> str:
        """Write the font's objects; gives the reference to it."""
        data = self.program.small(self._codes)
        base = self._base_name()
        cff = self.program.outlines_are_cff
        if cff:
            file = objects.stream({"Subtype": "/CIDFontType0C"}, table(data, "CFF "))
        else:
            file = objects.stream({"Length1": str(len(data))}, data)
        per_mille = 1000 / self.program.units
        box = " ".join(short(n * per_mille, 0) for n in self.program.box)
        descriptor = objects.add(
            f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[{box}]"
            f"/ItalicAngle {short(self.program.italic_angle, 1)}"
            f"/Ascent {short(self.program.ascent * per_mille, 0)}/Descent {short(self.program.descent * per_mille, 0)}"
            f"/CapHeight {short(self.program.ascent * per_mille * 0.75, 0)}/StemV {60 + self._face.weight // 10}"
            f"/FontFile{3 if cff else 2} {file}>>"
        )
        mapping = "" if cff else "/CIDToGIDMap/Identity"
        descendant = objects.add(
            f"<</Type/Font/Subtype/CIDFontType{0 if cff else 2}/BaseFont/{base}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}/DW 1000/W[{self._width_ranges()}]{mapping}>>"
        )
        to_unicode = objects.stream({}, self._to_unicode().encode("ascii"))
        return objects.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {to_unicode}>>"
        )

    def _base_name(self) -> str:
        digest = hashlib.sha256(repr((self._face, sorted(self._codes))).encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        words = re.sub(r"[^A-Za-z0-9]+", "", self._face.family) or "Font"
        return name_text(f"{tag}+{words}-{self._face.weight}{'Italic' if self._face.italic else ''}")

    def _width_ranges(self) -> str:
        parts = []
        for run in _consecutive(sorted(self._widths)):
            parts.append(f"{run[0]}[{' '.join(short(self._widths[code]) for code in run)}]")
        return "".join(parts)

    def _to_unicode(self) -> str:
        lines = [f"<{code:04X}><{utf16_hex(text)}>" for code, text in sorted(self._says.items()) if text]
        blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
        body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return (
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
            "1 begincodespacerange<0000><FFFF>endcodespacerange\n"
            f"{body}endcmap CMapName currentdict/CMap defineresource pop end end"
        )


def utf16_hex(text: str) -> str:
    """The text as UTF-16BE digits; a lone half of a pair becomes the replacement character."""
    clean = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return clean.encode("utf-16-be").hex().upper()


def _consecutive(numbers: Iterable[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
