"""What the pages of a PDF share: fonts, pictures, shapes, colours, and the objects that hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from jmapdesk.render.encoded import UPRIGHT, Matrix, read_jpeg
from jmapdesk.render.font_program import FontProgram
from jmapdesk.render.numbers import Shortened
from jmapdesk.render.pdf_file import Objects
from jmapdesk.render.pdf_fonts import PdfFont
from jmapdesk.render.pdf_ink import Inks, PressInks, Printing
from jmapdesk.render.pdf_shapes import Shapes
from jmapdesk.render.sources import Pixels, Sources
from jmapdesk.text.faces import SANS
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Rect

_AS_LIGHT: Final = Printing()


class Supplies:
    """Makes each thing once, when a page first asks for it. ``asset_data`` gives the encoded bytes of a picture."""

    def __init__(
        self,
        objects: Objects,
        sources: Sources,
        asset_data: Callable[[str], bytes | None],
        printing: Printing = _AS_LIGHT,
    ) -> None:
        self.digits = Shortened()
        self.places = Shortened(4)
        """Numbers of which more decimals count: where a group stands, how large letters are."""
        self.inks: Inks = PressInks() if printing.cmyk else Inks()
        self.as_outlines = printing.outlines
        self.shapes = Shapes(objects, self.inks, self.digits)
        self._objects, self._sources, self._asset_data = objects, sources, asset_data
        self._fonts: dict[FaceKey, PdfFont | None] = {}
        self._assets: dict[str, tuple[str, Matrix] | None] = {}
        self._plain: set[FaceKey] = set()
        self._glyphs: dict[tuple[FaceKey, int], tuple[str, Rect] | None] = {}
        self._images: dict[str, str] = {}

    def resources(self, told: Callable[[float], None]) -> str:
        """Embed the fonts; the entries of what pages name. ``told`` is called with the share that is done."""
        fonts = [font for font in self._fonts.values() if font is not None]
        entries = []
        for i, font in enumerate(fonts):
            told(i / len(fonts))
            entries.append(f"/{font.name} {font.embed(self._objects)}")
        shown = {**self._images, **self.shapes.names}
        named = "".join(f"/{name} {reference}" for name, reference in shown.items())
        return f"/Font<<{''.join(entries)}>>/XObject<<{named}>>"

    def font(self, face: FaceKey) -> PdfFont | None:
        """The face in this document; None where its file cannot be had."""
        if face not in self._fonts:
            data = self._sources.face_data(face)
            self._fonts[face] = PdfFont(f"F{len(self._fonts)}", face, FontProgram(data)) if data else None
        return self._fonts[face]

    def any_font(self) -> PdfFont | None:
        """Some font with outlines, for what is not seen."""
        used = next((font for font in self._fonts.values() if font is not None), None)
        return used or self.font(FaceKey(SANS, 400, False))

    def coloured(self, face: FaceKey, glyph: int) -> tuple[str, Rect] | None:
        """The picture of a glyph of a colour font, as the name of an image and its box in ems."""
        if face in self._plain:
            return None
        key = (face, glyph)
        if key not in self._glyphs:
            picture = self._sources.glyph_picture(face, glyph)
            if picture is None:
                self._plain.add(face)
                return None
            self._glyphs[key] = self._add_pixels(picture.pixels), picture.box
        return self._glyphs[key]

    def asset(self, name: str) -> tuple[str, Matrix] | None:
        """An asset as the name of an image and how it must be turned; None where it cannot be had."""
        if name not in self._assets:
            self._assets[name] = self._add_asset(self._asset_data(name))
        return self._assets[name]

    def _add_asset(self, data: bytes | None) -> tuple[str, Matrix] | None:
        if not data:
            return None
        jpeg = read_jpeg(data)
        pixels = self._sources.pixels(data)
        if pixels is None:
            # What the screen cannot show is not on paper either.
            return None
        if jpeg is None:
            return self._add_pixels(pixels), UPRIGHT[1]
        space = "/DeviceGray" if jpeg.components == 1 else "/DeviceRGB"
        entries = _image_entries(jpeg.width, jpeg.height, space)
        return self._named(self._objects.stream(entries, jpeg.data, "DCTDecode")), UPRIGHT[jpeg.orientation]

    def _add_pixels(self, pixels: Pixels) -> str:
        entries = _image_entries(pixels.width, pixels.height, "/DeviceRGB")
        if pixels.alpha is not None:
            mask = _image_entries(pixels.width, pixels.height, "/DeviceGray")
            entries["SMask"] = self._objects.stream(mask, pixels.alpha)
        return self._named(self._objects.stream(entries, pixels.rgb))

    def _named(self, reference: str) -> str:
        name = f"I{len(self._images)}"
        self._images[name] = reference
        return name


def _image_entries(width: int, height: int, space: str) -> dict[str, str]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(width),
        "Height": str(height),
        "ColorSpace": space,
        "BitsPerComponent": "8",
    }
