"""Fonts as a PDF holds them: glyph codes, widths, what each glyph says, and the embedded subset."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from jmapdesk.render.font_program import Entry, FontProgram
from jmapdesk.render.numbers import short
from jmapdesk.render.pdf_file import Objects, name_text
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.errors import JmapError

_MOST_CODES: Final = 65_000


Parts: TypeAlias = tuple[tuple[int, int, int], ...]
"""Glyphs of a face that are shown as one, each moved by (dx, dy) font units, y up."""


class PdfFont:
    """One face in one document; collects what is shown while pages are written, then embeds just that.

    A code stands for glyphs *and* for the characters they are to be read as: a letter with its marks is one glyph
    of the embedded font, and a glyph that shows now one, now another character has a code for each. So every
    reader finds the words, without being told them apart from the glyphs.
    """

    def __init__(self, name: str, face: FaceKey, program: FontProgram) -> None:
        self.name = name
        self.program = program
        self._face = face
        self._codes: dict[tuple[Entry, str], int] = {}
        self._entries: list[Entry] = []
        self._widths: list[float] = [1000.0]
        self._blank: str | None = None
        self.shown = _Shown(self.show_parts)
        """For a glyph and what it is read as: its code in digits, and its width in thousandths of an em."""

    def show_parts(self, parts: Parts, text: str) -> tuple[str, float]:
        """The same of glyphs put together."""
        units = self.program.units
        reach = max((dx + self.program.advance(glyph) * units / 1000 for glyph, dx, _ in parts), default=0.0)
        return self._show(Entry(parts, round(reach)), text)

    def say(self, text: str, width: float) -> str:
        """The code, in digits, of a glyph so many ems wide that says what a picture in its place shows.

        Readers look for text where glyphs are, not where pictures are. It is to be shown unpainted, not blank: some
        readers pass over glyphs without an outline.
        """
        return self._show(Entry(((0, 0, 0),), round(width * self.program.units)), text)[0]

    def blank(self) -> str:
        """The code, in digits, of a blank that no glyph shows."""
        if self._blank is None:
            self._blank = self._show(Entry((), self.program.units // 4), " ")[0]
        return self._blank

    def _show(self, entry: Entry, text: str) -> tuple[str, float]:
        code = self._codes.get((entry, text))
        if code is None:
            if len(self._codes) >= _MOST_CODES:
                raise JmapError("export.too_many_characters", "This map has too many different characters for a PDF.")
            code = self._codes[entry, text] = len(self._codes) + 1
            self._entries.append(entry)
            self._widths.append(round(entry.advance * 1000 / self.program.units, 2))
        return f"{code:04X}", self._widths[code]

    def embed(self, objects: Objects) -> str:
        """Write the font's objects; gives the reference to it."""
        data = self.program.embedded(self._entries)
        base = self._base_name()
        cff = self.program.outlines_are_cff
        file = objects.stream({"Subtype": "/CIDFontType0C"} if cff else {"Length1": str(len(data))}, data)
        per_mille = 1000 / self.program.units
        box = " ".join(short(n * per_mille, 0) for n in self.program.box)
        descriptor = objects.add(
            f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[{box}]"
            f"/ItalicAngle {short(self.program.italic_angle, 1)}"
            f"/Ascent {short(self.program.ascent * per_mille, 0)}/Descent {short(self.program.descent * per_mille, 0)}"
            f"/CapHeight {short(self.program.ascent * per_mille * 0.75, 0)}/StemV {60 + self._face.weight // 10}"
            f"/FontFile{3 if cff else 2} {file}>>"
        )
        widths = " ".join(short(width) for width in self._widths[1:])
        mapping = "" if cff else "/CIDToGIDMap/Identity"
        descendant = objects.add(
            f"<</Type/Font/Subtype/CIDFontType{0 if cff else 2}/BaseFont/{base}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}/DW 1000/W[1[{widths}]]{mapping}>>"
        )
        to_unicode = objects.stream({}, to_unicode_map({code: text for (_, text), code in self._codes.items()}))
        return objects.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {to_unicode}>>"
        )

    def _base_name(self) -> str:
        digest = hashlib.sha256(repr((self._face, list(self._codes))).encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        words = re.sub(r"[^A-Za-z0-9]+", "", self._face.family) or "Font"
        return name_text(f"{tag}+{words}-{self._face.weight}{'Italic' if self._face.italic else ''}")


class _Shown(dict[tuple[int, str], tuple[str, float]]):
    """Glyphs by what they are read as; one that is met for the first time is added."""

    def __init__(self, show: Callable[[Parts, str], tuple[str, float]]) -> None:
        super().__init__()
        self._show = show

    def __missing__(self, pair: tuple[int, str]) -> tuple[str, float]:
        glyph, text = pair
        found = self[pair] = self._show(((glyph, 0, 0),), text)
        return found


def to_unicode_map(texts: Mapping[int, str]) -> bytes:
    """The stream that says what each code is to be read as."""
    lines = [f"<{code:04X}><{utf16_hex(text)}>" for code, text in sorted(texts.items()) if text]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange<0000><FFFF>endcodespacerange\n"
        f"{body}endcmap CMapName currentdict/CMap defineresource pop end end"
    ).encode("ascii")


def utf16_hex(text: str) -> str:
    """The text as UTF-16BE digits; a lone half of a pair becomes the replacement character."""
    clean = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return clean.encode("utf-16-be").hex().upper()
