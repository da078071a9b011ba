"""A picture as SVG: groups with ids and titles, text as text with its fonts inside, nothing from outside.

Text whose every glyph is one character, left to right, is text with a place for each character. What is joined,
stacked or runs right to left no two programs shape alike: there the outlines are drawn and the words lie over them
unseen, to be found and copied. Many programs that draw do not use fonts inside a file: for them all letters can be
outlines, each line labelled with its words (WAI-ARIA 1.2, "img"), and no font is asked for.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, Op, PathOp, Picture, Stroke
from jmapdesk.render.encoded import UPRIGHT, Matrix, read_jpeg
from jmapdesk.render.font_program import Entry, FontProgram
from jmapdesk.render.numbers import short
from jmapdesk.render.page import Page, page_of, sized
from jmapdesk.render.png_file import encode
from jmapdesk.render.sources import Pixels, Sources, qt_sources
from jmapdesk.render.target import Target, opened
from jmapdesk.text.shaped import FaceKey, GlyphRun
from jmapdesk.util.addresses import is_safe
from jmapdesk.util.geometry import Path, Rect, moved_path
from jmapdesk.util.progress import Progress

_STEP: Final = 200
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ID: Final = re.compile(r"[^A-Za-z0-9_.\-]+")


def write_svg(
    picture: Picture,
    target: Target,
    progress: Progress | None = None,
    page: Page | None = None,
    sources: Sources | None = None,
    outlines: bool = False,
) -> None:
    """Write the picture as one SVG file, sized in millimetres, on a page or at its own size.

    ``outlines`` makes every letter a shape; the words stay as labels. ``sources`` gives fonts and decoded pictures;
    without it Qt is asked, which needs a QGuiApplication. The target changes only when the whole file is ready. Raises
    JmapError where it cannot be written, and whatever ``progress`` raises.
    """
    writer = _Writer(picture, page or page_of(picture), sources or qt_sources(), outlines)
    total = max(1, _count(picture.root))
    for done, _ in enumerate(writer.everything()):
        if progress is not None and done % _STEP == 0:
            progress(0.85 * min(1.0, done / total))
    data = writer.finished(progress).encode("utf-8")
    with opened(target) as stream:
        stream.write(data)
        if progress is not None:
            progress(1.0)


def xml_text(text: str) -> str:
    """The text for XML, in elements and in attributes; characters that XML cannot hold are left out."""
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"})


class _Face:
    """One face in the file: which glyph each character shows, and its outlines."""

    def __init__(self, face: FaceKey, program: FontProgram) -> None:
        self.face = face
        self.program = program
        self.shows: dict[str, int] = {}
        # A name of its own, or an installed font of the same name would be taken.
        self.family = f"{face.family} map"

    def can_say(self, run: GlyphRun) -> bool:
        """Whether the run can be text; the face's characters then show its glyphs."""
        count = len(run.glyphs)
        if run.rtl or any(run.ys) or run.clusters != tuple(range(count)) or len(run.text.rstrip()) > count:
            return False
        pairs = list(zip(run.text, run.glyphs, strict=False))
        if len(pairs) != count or any(_is_special(c) for c, _ in pairs):
            return False
        if any(self.shows.get(c, g) != g or not 0 < g < self.program.glyph_count for c, g in pairs):
            return False
        new = dict(pairs)
        if any(new[c] != g for c, g in pairs):
            return False
        self.shows.update(new)
        return True

    def css(self) -> str:
        """The rule that carries the face's subset."""
        glyphs = list(dict.fromkeys(self.shows.values()))
        advances = (round(self.program.advance(glyph) * self.program.units / 1000) for glyph in glyphs)
        entries = [Entry(((glyph, 0, 0),), advance) for glyph, advance in zip(glyphs, advances, strict=True)]
        number = {glyph: i + 1 for i, glyph in enumerate(glyphs)}
        characters = {character: number[glyph] for character, glyph in self.shows.items()}
        data = self.program.small(entries, characters, _css_name(self.family), self.face.weight)
        form = "otf" if self.program.outlines_are_cff else "ttf"
        style = "italic" if self.face.italic else "normal"
        return (
            f'@font-face{{font-family:"{_css_name(self.family)}";font-weight:{self.face.weight};font-style:{style};'
            f"src:url(data:font/{form};base64,{base64.b64encode(data).decode('ascii')})}}"
        )

    def families(self) -> str:
        """The value of font-family: the subset, the whole face, then what is like it where neither can be used."""
        return f"'{_css_name(self.family)}','{_css_name(self.face.family)}',Inter,Arial,sans-serif"


class _Writer:
    """Collects the file's parts."""

    def __init__(self, picture: Picture, page: Page, sources: Sources, outlines: bool) -> None:
        self._picture = picture
        self._as_outlines = outlines
        self._page = page
        self._sources = sources
        self._parts: list[str] = []
        self._defs: list[str] = []
        self._ids: set[str] = set()
        self._faces: dict[FaceKey, _Face | None] = {}
        self._assets: dict[str, tuple[str, Matrix] | None] = {}
        self._glyphs: dict[tuple[FaceKey, int], tuple[str, Rect] | None] = {}
        self._clips = 0

    def everything(self) -> Iterator[None]:
        """Write the picture's groups where they stand on the page, yielding after each operation."""
        return self.group(sized(self._picture.root, self._page)[0])

    def group(self, group: Group) -> Iterator[None]:
        """Write a group, yielding after each operation."""
        linked = is_safe(group.link)
        if linked:
            self._parts.append(f'<a xlink:href="{xml_text(group.link)}">')
        place = f' transform="translate({short(group.dx, 3)} {short(group.dy, 3)})"' if group.dx or group.dy else ""
        ident = f' id="{self._id(group.element)}"' if group.element else ""
        self._parts.append(f'<g{ident} class="{_NOT_ID.sub("-", group.role)}"{place}>')
        if group.title:
            self._parts.append(f"<title>{xml_text(group.title)}</title>")
        for child in group.children:
            if isinstance(child, Group):
                yield from self.group(child)
            else:
                self._operation(child)
                yield
        self._parts.append("</g>")
        if linked:
            self._parts.append("</a>")

    def finished(self, progress: Progress | None) -> str:
        """The whole file."""
        picture = self._picture
        faces = [face for face in self._faces.values() if face is not None and face.shows]
        rules = []
        for i, face in enumerate(faces):
            if progress is not None:
                progress(0.85 + 0.1 * i / len(faces))
            rules.append(face.css())
        _, sheet = sized(picture.root, self._page)
        width, height = short(sheet.w, 4), short(sheet.h, 4)
        language = f' xml:lang="{xml_text(picture.language)}"' if picture.language else ""
        head = [
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"'
            f' width="{short(self._page.width_mm, 3)}mm" height="{short(self._page.height_mm, 3)}mm"'
            f' viewBox="0 0 {width} {height}" xml:space="preserve"{language}'
            ' stroke-miterlimit="4" text-rendering="geometricPrecision" style="white-space:pre">'
        ]
        if picture.title:
            head.append(f"<title>{xml_text(picture.title)}</title>")
        if picture.subject:
            head.append(f"<desc>{xml_text(picture.subject)}</desc>")
        if rules:
            head.append(f"<style>{''.join(rules)}</style>")
        if self._defs:
            head.append(f"<defs>{''.join(self._defs)}</defs>")
        head.append(f'<rect width="{width}" height="{height}" fill="{picture.paper}"/>')
        return "\n".join([*head, *self._parts, "</svg>\n"])

    def _operation(self, op: Op) -> None:
        if isinstance(op, PathOp):
            if op.path and (op.fill or op.stroke):
                self._path(op.path, op.fill, op.stroke)
        elif isinstance(op, GlyphsOp):
            if op.run.glyphs:
                self._text(op)
        else:
            self._image(op)

    def _path(self, path: Path, fill: str | None, stroke: Stroke | None) -> None:
        self._parts.append(f'<path d="{path_data(path)}" fill="{fill or "none"}"{_stroke(stroke)}/>')

    def _text(self, op: GlyphsOp) -> None:
        run = op.run
        if self._coloured(run.face, run.glyphs[0]) is not None:
            self._pictures_of(op)
            return
        face = self._face(run.face)
        if face is None:
            return
        if self._as_outlines:
            self._outlines(op, face, _label(run))
            return
        if not face.can_say(run):
            self._outlines(op, face)
            self._unseen(op)
            return
        words = run.text[: len(run.glyphs)]
        # Programs disagree about blanks at the ends of a text, and so about which place belongs to which character.
        start, end = len(words) - len(words.lstrip()), len(words.rstrip())
        if start >= end:
            return
        if op.halo is not None:
            # Under the whole run: character by character, each halo would eat into the letter before.
            self._parts.append(f'<path d="{_outline_data(op, face)}" fill="none"{_stroke(op.halo)}/>')
        xs = " ".join(short(op.x + x) for x in run.xs[start:end])
        self._parts.append(
            f'<text x="{xs}" y="{short(op.y)}" font-family="{face.families()}" font-size="{short(run.size, 3)}"'
            f'{_weight(run.face)} fill="{op.colour}">{xml_text(words[start:end])}</text>'
        )

    def _outlines(self, op: GlyphsOp, face: _Face, label: str = "") -> None:
        data = _outline_data(op, face)
        if not data:
            return
        if op.halo is not None:
            self._parts.append(f'<path d="{data}" fill="none"{_stroke(op.halo)}/>')
        self._parts.append(f'<path{label} d="{data}" fill="{op.colour}"/>')

    def _unseen(self, op: GlyphsOp) -> None:
        """The words of a run whose ink is drawn otherwise."""
        run = op.run
        words = xml_text(run.text.strip())
        if not words:
            return
        width = max(run.xs) - min(run.xs) + run.size / 2
        side = ' direction="rtl" text-anchor="end"' if run.rtl else ""
        self._parts.append(
            f'<text x="{short(op.x + min(run.xs))}" y="{short(op.y)}" font-family="sans-serif"'
            f' font-size="{short(run.size, 3)}" fill-opacity="0" textLength="{short(width)}"'
            f' lengthAdjust="spacingAndGlyphs"{side}>{words}</text>'
        )

    def _pictures_of(self, op: GlyphsOp) -> None:
        run = op.run
        if self._as_outlines:
            self._parts.append(f"<g{_label(run)}>")
        for glyph, gx, gy in zip(run.glyphs, run.xs, run.ys, strict=True):
            picture = self._coloured(run.face, glyph)
            if picture is not None:
                name, box = picture
                left, top = op.x + gx + box.x * run.size, op.y + gy + box.y * run.size
                self._use(name, UPRIGHT[1], Rect(left, top, box.w * run.size, box.h * run.size))
        if self._as_outlines:
            self._parts.append("</g>")
        else:
            self._unseen(op)

    def _image(self, op: ImageOp) -> None:
        source, rect = op.source, op.rect
        found = self._asset(op.asset)
        if found is None or source.w <= 0 or source.h <= 0:
            return
        name, upright = found
        cuts = [] if source == Rect(0, 0, 1, 1) else [_box_data(rect)]
        if op.clip is not None:
            cuts.append(path_data(op.clip))
        for cut in cuts:
            self._clips += 1
            clip = self._id(f"clip-{self._clips}")
            self._defs.append(f'<clipPath id="{clip}"><path d="{cut}"/></clipPath>')
            self._parts.append(f'<g clip-path="url(#{clip})">')
        width, height = rect.w / source.w, rect.h / source.h
        self._use(name, upright, Rect(rect.x - source.x * width, rect.y - source.y * height, width, height))
        self._parts.extend("</g>" for _ in cuts)

    def _use(self, name: str, upright: Matrix, rect: Rect) -> None:
        a, b, c, d, e, f = upright
        placed = (a * rect.w, b * rect.h, c * rect.w, d * rect.h, e * rect.w + rect.x, f * rect.h + rect.y)
        numbers = " ".join(short(n, 4) for n in placed)
        self._parts.append(f'<use xlink:href="#{name}" transform="matrix({numbers})"/>')

    def _face(self, key: FaceKey) -> _Face | None:
        if key not in self._faces:
            data = self._sources.face_data(key)
            self._faces[key] = _Face(key, FontProgram(data)) if data else None
        return self._faces[key]

    def _coloured(self, face: FaceKey, glyph: int) -> tuple[str, Rect] | None:
        key = (face, glyph)
        if key not in self._glyphs:
            picture = self._sources.glyph_picture(face, glyph)
            self._glyphs[key] = None if picture is None else (self._add(_png(picture.pixels), "png"), picture.box)
        return self._glyphs[key]

    def _asset(self, name: str) -> tuple[str, Matrix] | None:
        if name not in self._assets:
            self._assets[name] = self._add_asset(self._picture.asset_data(name))
        return self._assets[name]

    def _add_asset(self, data: bytes | None) -> tuple[str, Matrix] | None:
        pixels = self._sources.pixels(data) if data else None
        if data is None or pixels is None:
            return None
        jpeg = read_jpeg(data)
        if jpeg is None:
            return self._add(_png(pixels), "png"), UPRIGHT[1]
        return self._add(jpeg.data, "jpeg"), UPRIGHT[jpeg.orientation]

    def _add(self, data: bytes, form: str) -> str:
        name = self._id(f"image-{len(self._assets) + len(self._glyphs) + 1}")
        address = f"data:image/{form};base64,{base64.b64encode(data).decode('ascii')}"
        self._defs.append(
            f'<image id="{name}" width="1" height="1" preserveAspectRatio="none" xlink:href="{address}"/>'
        )
        return name

    def _id(self, wanted: str) -> str:
        clean = _NOT_ID.sub("-", wanted)
        if not clean[:1].isalpha():
            clean = f"x{clean}"
        name, number = clean, 1
        while name in self._ids:
            number += 1
            name = f"{clean}-{number}"
        self._ids.add(name)
        return name


def path_data(path: Path) -> str:
    """The path as SVG writes it."""
    return "".join(f"{name}{' '.join(short(number) for number in numbers)}" for name, *numbers in path)


def _outline_data(op: GlyphsOp, face: _Face) -> str:
    run = op.run
    return "".join(
        path_data(moved_path(face.program.outline(glyph), op.x + x, op.y + y, run.size))
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True)
    )


def _box_data(rect: Rect) -> str:
    return f"M{short(rect.x)} {short(rect.y)}h{short(rect.w)}v{short(rect.h)}h{short(-rect.w)}Z"


def _stroke(stroke: Stroke | None) -> str:
    if stroke is None:
        return ""
    dash = " ".join(short(length) for length in even_dashes(stroke))
    return (
        f' stroke="{stroke.colour}" stroke-width="{short(stroke.width)}"'
        f"{_unless(stroke.cap, 'butt', 'stroke-linecap')}{_unless(stroke.join, 'miter', 'stroke-linejoin')}"
        f"{_unless(dash, '', 'stroke-dasharray')}"
    )


def _label(run: GlyphRun) -> str:
    """What says the words of a run whose letters are shapes."""
    words = xml_text(run.text.strip())
    return f' role="img" aria-label="{words}"' if words else ""


def _weight(face: FaceKey) -> str:
    weight = _unless(str(face.weight), "400", "font-weight")
    return weight + (' font-style="italic"' if face.italic else "")


def _unless(value: str, usual: str, name: str) -> str:
    return "" if value == usual else f' {name}="{value}"'


def _css_name(family: str) -> str:
    return re.sub(r"[^\w \-]", "", family)


def _is_special(character: str) -> bool:
    """Whether programs count the character differently: pairs of units, marks, characters XML cannot hold."""
    return character > "\uffff" or bool(_NOT_XML.match(character)) or "\u0300" <= character <= "\u036f"


def _png(pixels: Pixels) -> bytes:
    if pixels.alpha is None:
        return encode(pixels.width, pixels.height, pixels.rgb, 2)
    rgba = bytearray(4 * pixels.width * pixels.height)
    rgba[0::4], rgba[1::4], rgba[2::4] = pixels.rgb[0::3], pixels.rgb[1::3], pixels.rgb[2::3]
    rgba[3::4] = pixels.alpha
    return encode(pixels.width, pixels.height, bytes(rgba), 6)


def _count(group: Group) -> int:
    return sum(_count(child) if isinstance(child, Group) else 1 for child in group.children)
