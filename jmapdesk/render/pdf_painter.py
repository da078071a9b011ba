"""A picture as a PDF: vectors throughout, any script embedded and searchable, the same bytes each time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, Op, PathOp, Picture, Stroke
from jmapdesk.render.encoded import UPRIGHT, Matrix, read_jpeg
from jmapdesk.render.font_program import FontProgram
from jmapdesk.render.numbers import short
from jmapdesk.render.page import Page
from jmapdesk.render.pdf_file import LONGEST_SIDE, Objects, ascii_string
from jmapdesk.render.pdf_fonts import PdfFont
from jmapdesk.render.pdf_text import clusters, text_operators
from jmapdesk.render.sources import GlyphPicture, Pixels, Sources, qt_sources
from jmapdesk.render.target import Target, opened
from jmapdesk.text.faces import SANS
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.addresses import is_safe
from jmapdesk.util.colour import rgb
from jmapdesk.util.geometry import Path, Rect, moved_path, path_bounds, rect_path
from jmapdesk.util.progress import Progress

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_PT_PER_MM: Final = 72 / 25.4
_PT_PER_UNIT: Final = 72 / 96
_STEP: Final = 200
_PATHS: Final = 5000


def write_pdf(
    picture: Picture,
    target: Target,
    pages: Page | Sequence[Page],
    progress: Progress | None = None,
    sources: Sources | None = None,
    more: Sequence[tuple[Picture, Page]] = (),
    over: Mapping[int, Sequence[tuple[Picture, Page]]] = MappingProxyType({}),
) -> None:
    """Write the picture on one page or several (tiles of a large print), ``more`` pictures of the same map after it.

    ``over`` holds what else stands on a page, by the page's index, painted after its picture without another ground.

    ``sources`` gives fonts and decoded pictures; without it Qt is asked, which needs a QGuiApplication. The target
    changes only when the whole file is ready. Raises JmapError where it cannot be written, and whatever
    ``progress`` raises.
    """
    sheets = [pages] if isinstance(pages, Page) else list(pages)
    document = _Document(picture, sources or qt_sources())
    every = [(picture, page) for page in sheets] + list(more)
    for i, (shown, page) in enumerate(every):
        share = 0.85 / len(every)
        document.add_page([(shown, page), *over.get(i, ())], progress, i * share, (i + 1) * share)
    data = document.finished(progress)
    with opened(target) as stream:
        stream.write(data)
        if progress is not None:
            progress(1.0)


class _Written(NamedTuple):
    """A page whose operators are written: its size in units of ``unit`` points, and what it refers to."""

    width: float
    height: float
    unit: float
    contents: str
    links: list[str]


class _Document:
    """What pages share: fonts, pictures, and the objects."""

    def __init__(self, picture: Picture, sources: Sources) -> None:
        self.picture = picture
        self.sources = sources
        self.objects = Objects(picture.language)
        self._fonts: dict[FaceKey, PdfFont | None] = {}
        self._assets: dict[str, tuple[str, Matrix] | None] = {}
        self._glyphs: dict[tuple[FaceKey, int], tuple[str, Rect] | None] = {}
        self._images: dict[str, str] = {}
        self._paths: dict[Path, str] = {}
        self._waiting: list[_Written] = []

    def add_page(
        self, layers: Sequence[tuple[Picture, Page]], progress: Progress | None, start: float, end: float
    ) -> None:
        """Write the operators of a page with pictures, the first of which gives its size and ground."""
        picture, sheet = layers[0]
        # in hundredths, so that no place is lost where the unit is written out
        unit = max(1.0, math.ceil(max(sheet.width_mm, sheet.height_mm) * _PT_PER_MM / LONGEST_SIDE * 100 - 1e-6) / 100)
        width, height = sheet.width_mm * _PT_PER_MM / unit, sheet.height_mm * _PT_PER_MM / unit
        code = [f"{_colour(picture.paper)}rg 0 0 {short(width, 4)} {short(height, 4)} re f"]
        links: list[str] = []
        for i, (shown, page) in enumerate(layers):
            share = (end - start) / len(layers)
            self._add_layer(shown, page, unit, code, links, progress, start + i * share, share)
        contents = self.objects.stream({}, "\n".join(code).encode("ascii"))
        self._waiting.append(_Written(width, height, unit, contents, links))

    def _add_layer(
        self, picture: Picture, sheet: Page, unit: float, code: list[str], links: list[str],
        progress: Progress | None, start: float, share: float,
    ) -> None:  # fmt: skip
        """Write the operators of one picture where it stands on a page, cut to what the page shows of it."""
        per_mm = _PT_PER_MM / unit
        height = sheet.height_mm * per_mm
        dx, dy = sheet.dx_mm * per_mm, sheet.dy_mm * per_mm
        scale = sheet.scale * _PT_PER_UNIT / unit
        clip = sheet.clip_mm or Rect(0, 0, sheet.width_mm, sheet.height_mm)
        shown = Rect(clip.x * per_mm, clip.y * per_mm, clip.w * per_mm, clip.h * per_mm)
        page = _Page(self, Rect((shown.x - dx) / scale, (shown.y - dy) / scale, shown.w / scale, shown.h / scale))
        page.code.append("q")
        if sheet.clip_mm is not None:
            page.code.append(
                f"{short(shown.x, 4)} {short(height - shown.bottom, 4)} {short(shown.w, 4)} {short(shown.h, 4)} re W n"
            )
        page.code.append(f"{short(scale, 6)} 0 0 {short(-scale, 6)} {short(dx, 4)} {short(height - dy, 4)} cm 4 M")
        total = max(1, _count(picture.root))
        for done, _ in enumerate(page.paint(picture.root)):
            if progress is not None and done % _STEP == 0:
                progress(start + share * min(1.0, done / total))
        page.text_ends()
        page.code.append("Q")
        code += page.code
        links += [_link(rect, address, scale, dx, height - dy) for rect, address in page.links]

    def finished(self, progress: Progress | None) -> bytes:
        """Embed the fonts, tie the pages together, and give the file."""
        fonts = [font for font in self._fonts.values() if font is not None]
        entries = []
        for i, font in enumerate(fonts):
            if progress is not None:
                progress(0.85 + 0.1 * i / len(fonts))
            entries.append(f"/{font.name} {font.embed(self.objects)}")
        images = "".join(f"/{name} {reference}" for name, reference in self._images.items())
        resources = self.objects.add(f"<</Font<<{''.join(entries)}>>/XObject<<{images}>>>>")
        for page in self._waiting:
            self.objects.page(page.width, page.height, page.unit, resources, page.contents, page.links)
        if progress is not None:
            progress(0.95)
        return self.objects.finished(self.picture.title, self.picture.author, self.picture.subject)

    def font(self, face: FaceKey) -> PdfFont | None:
        """The face in this document; None where its file cannot be had."""
        if face not in self._fonts:
            data = self.sources.face_data(face)
            self._fonts[face] = PdfFont(f"F{len(self._fonts)}", face, FontProgram(data)) if data else None
        return self._fonts[face]

    def any_font(self) -> PdfFont | None:
        """Some font with outlines, for what is not seen."""
        used = next((font for font in self._fonts.values() if font is not None), None)
        return used or self.font(FaceKey(SANS, 400, False))

    def path(self, path: Path) -> str:
        """The path's operators; cards and icons have the same ones over and over."""
        found = self._paths.get(path)
        if found is None:
            if len(self._paths) > _PATHS:
                self._paths.clear()
            found = self._paths[path] = path_operators(path)
        return found

    def coloured(self, face: FaceKey, glyph: int) -> tuple[str, Rect] | None:
        """The picture of a glyph of a colour font, as the name of an image and its box in ems."""
        key = (face, glyph)
        if key not in self._glyphs:
            picture: GlyphPicture | None = self.sources.glyph_picture(face, glyph)
            self._glyphs[key] = None if picture is None else (self._add_pixels(picture.pixels), picture.box)
        return self._glyphs[key]

    def asset(self, name: str) -> tuple[str, Matrix] | None:
        """An asset as the name of an image and how it must be turned; None where it cannot be had."""
        if name not in self._assets:
            self._assets[name] = self._add_asset(self.picture.asset_data(name))
        return self._assets[name]

    def _add_asset(self, data: bytes | None) -> tuple[str, Matrix] | None:
        if not data:
            return None
        jpeg = read_jpeg(data)
        pixels = self.sources.pixels(data)
        if pixels is None:
            # What the screen cannot show is not on paper either.
            return None
        if jpeg is None:
            return self._add_pixels(pixels), UPRIGHT[1]
        space = "/DeviceGray" if jpeg.components == 1 else "/DeviceRGB"
        entries = _image_entries(jpeg.width, jpeg.height, space)
        return self._named(self.objects.stream(entries, jpeg.data, "DCTDecode")), UPRIGHT[jpeg.orientation]

    def _add_pixels(self, pixels: Pixels) -> str:
        entries = _image_entries(pixels.width, pixels.height, "/DeviceRGB")
        if pixels.alpha is not None:
            mask = _image_entries(pixels.width, pixels.height, "/DeviceGray")
            entries["SMask"] = self.objects.stream(mask, pixels.alpha)
        return self._named(self.objects.stream(entries, pixels.rgb))

    def _named(self, reference: str) -> str:
        name = f"I{len(self._images)}"
        self._images[name] = reference
        return name


class _Page:
    """One page's operators; says a colour, a pen or a font only when it changes."""

    def __init__(self, document: _Document, exposed: Rect) -> None:
        self.code: list[str] = []
        self.links: list[tuple[Rect, str]] = []
        self._document = document
        self._exposed = exposed
        self._fill = self._line = ""
        self._pen: tuple[float, str, str, tuple[float, ...]] | None = None
        self._font: tuple[str, float] | None = None
        self._in_text = False

    def paint(self, group: Group, dx: float = 0.0, dy: float = 0.0) -> Iterator[None]:
        """Write a group that lies at (dx, dy), yielding after each operation; groups off the page are left out."""
        dx, dy = dx + group.dx, dy + group.dy
        bounds = group.bounds.moved(dx, dy)
        if not bounds.grown(1.0).overlaps(self._exposed):
            return
        if is_safe(group.link):
            self.links.append((bounds, group.link))
        moved = group.dx != 0.0 or group.dy != 0.0
        if moved:
            # In coordinates of its own a card's paths are the same text as the last card's.
            self.text_ends()
            before = self._fill, self._line, self._pen, self._font
            self.code.append(f"q 1 0 0 1 {short(group.dx, 3)} {short(group.dy, 3)} cm")
        for child in group.children:
            if isinstance(child, Group):
                yield from self.paint(child, dx, dy)
            else:
                self._operation(child)
                yield
        if moved:
            self.text_ends()
            self.code.append("Q")
            self._fill, self._line, self._pen, self._font = before

    def text_ends(self) -> None:
        """Close the text object that may be open."""
        if self._in_text:
            self.code.append("ET")
            self._in_text = False

    def _operation(self, op: Op) -> None:
        if isinstance(op, GlyphsOp):
            self._text(op)
            return
        self.text_ends()
        if isinstance(op, PathOp):
            self._path(op.path, op.fill, op.stroke)
        else:
            self._image(op)

    def _path(self, path: Path, fill: str | None, stroke: Stroke | None) -> None:
        if not path or (fill is None and stroke is None):
            return
        if fill is not None:
            self._set_fill(fill)
        if stroke is not None:
            self._set_pen(stroke)
        paint = "B" if fill is not None and stroke is not None else "f" if fill is not None else "S"
        self.code.append(f"{self._document.path(path)}{paint}")

    def _text(self, op: GlyphsOp) -> None:
        run = op.run
        if not run.glyphs:
            return
        if self._document.coloured(run.face, run.glyphs[0]) is not None:
            self._coloured(op)
            return
        font = self._document.font(run.face)
        if font is None:
            return
        if op.halo is not None:
            self.text_ends()
            # As outlines: stroked text would be found twice by a search.
            for glyph, gx, gy in zip(run.glyphs, run.xs, run.ys, strict=True):
                outline = moved_path(font.program.outline(glyph), op.x + gx, op.y + gy, run.size)
                self._path(outline, None, op.halo)
        self._set_fill(op.colour)
        self._set_font(font, run.size)
        self.code.append(text_operators(run, font, op.x, op.y))

    def _coloured(self, op: GlyphsOp) -> None:
        """Glyphs of a colour font as pictures, each read as the characters it stands for."""
        run = op.run
        for start, end, text in clusters(run):
            for i in range(start, end):
                picture = self._document.coloured(run.face, run.glyphs[i])
                if picture is None:
                    continue
                name, box = picture
                placed = path_bounds(moved_path(rect_path(box), op.x + run.xs[i], op.y + run.ys[i], run.size))
                self.text_ends()
                self._place(name, UPRIGHT[1], placed)
                font = self._document.any_font()
                if i == start and font is not None:
                    self._set_font(font, run.size)
                    code = font.say(text, box.x + box.w)
                    self.code.append(f"3 Tr 1 0 0 -1 {short(op.x + run.xs[i])} {short(op.y)} Tm <{code}>Tj 0 Tr")

    def _image(self, op: ImageOp) -> None:
        source, rect = op.source, op.rect
        found = self._document.asset(op.asset)
        if found is None or source.w <= 0 or source.h <= 0:
            return
        name, upright = found
        cut = source != Rect(0, 0, 1, 1)
        if cut or op.clip is not None:
            self.code.append("q")
        if cut:
            self.code.append(f"{' '.join(short(n) for n in rect)} re W n")
        if op.clip is not None:
            self.code.append(f"{path_operators(op.clip)}W n")
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
        if self._font != (font.name, size):
            self._font = (font.name, size)
            self.code.append(f"/{font.name} {short(size, 4)} Tf")

    def _set_fill(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self.code.append(f"{_colour(colour)}rg")

    def _set_pen(self, stroke: Stroke) -> None:
        if stroke.colour != self._line:
            self._line = stroke.colour
            self.code.append(f"{_colour(stroke.colour)}RG")
        pen = (stroke.width, stroke.cap, stroke.join, stroke.dash)
        if pen != self._pen:
            self._pen = pen
            dash = " ".join(short(length) for length in even_dashes(stroke))
            self.code.append(f"{short(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j [{dash}]0 d")


def path_operators(path: Path) -> str:
    """The path as construction operators."""
    parts: list[str] = []
    for name, *numbers in path:
        parts += [short(number) for number in numbers]
        parts.append("h" if name == "Z" else name.lower())
    return " ".join(parts) + " " if parts else ""


def _colour(colour: str) -> str:
    return "".join(f"{short(channel / 255, 4)} " for channel in rgb(colour))


def _image_entries(width: int, height: int, space: str) -> dict[str, str]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(width),
        "Height": str(height),
        "ColorSpace": space,
        "BitsPerComponent": "8",
    }


def _link(rect: Rect, address: str, scale: float, dx: float, top: float) -> str:
    corners = (rect.x * scale + dx, top - rect.bottom * scale, rect.right * scale + dx, top - rect.y * scale)
    box = " ".join(short(n) for n in corners)
    return f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/A<</S/URI/URI{ascii_string(address)}>>>>"


def _count(group: Group) -> int:
    return sum(_count(child) if isinstance(child, Group) else 1 for child in group.children)
