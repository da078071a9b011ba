"""Small flat pictures for the library's blueprint, drawn three times as large and scaled down."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from jmapdesk.model.records import Asset

WIDTH, HEIGHT = 456, 304
_SCALE = 3
_FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "JmapdeskSans-SemiBold.ttf"
_WALL, _INK, _PAPER = "#EAF0F2", "#2C3A47", "#FFFFFF"

Box = tuple[float, float, float, float]


class _Sheet:
    """A picture to draw on, in pixels of the finished size."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _WALL)
        self._draw = ImageDraw.Draw(self.image)

    def box(self, box: Box, fill: str, radius: float = 0, line: str | None = None) -> None:
        """A filled rectangle: left, top, width, height."""
        x, y, w, h = (_SCALE * value for value in box)
        self._draw.rounded_rectangle(
            (x, y, x + w, y + h), radius * _SCALE, fill, line, _SCALE * 2 if line is not None else 0
        )

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._draw.ellipse(tuple(_SCALE * v for v in (x - radius, y - radius, x + radius, y + radius)), fill)

    def text(self, x: float, y: float, text: str, size: float, fill: str = _INK, anchor: str = "lm") -> None:
        """One line of words."""
        font = ImageFont.truetype(str(_FONT), round(size * _SCALE))
        self._draw.text((x * _SCALE, y * _SCALE), text, fill, font, anchor)

    def asset(self, key: str, name: str) -> Asset:
        """The finished picture as an asset of a map."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(48, dither=Image.Dither.NONE)
        file = io.BytesIO()
        small.save(file, "PNG", optimize=True)
        data = base64.b64encode(file.getvalue()).decode("ascii")
        return Asset(id=key, name=name, media_type="image/png", width=WIDTH, height=HEIGHT, data=data)


def catalogue() -> Asset:
    """The catalogue page: a book, where its copies are, and a button."""
    sheet = _Sheet()
    sheet.box((28, 22, 400, 260), _PAPER, 12, "#C9D3DA")
    sheet.box((28, 22, 400, 34), "#DCE4E9", 12)
    sheet.box((28, 44, 400, 14), "#DCE4E9")
    for i, colour in enumerate(("#D9705F", "#D9A21B", "#4E9E6B")):
        sheet.disc(48 + 18 * i, 40, 5, colour)
    sheet.box((112, 31, 290, 18), _PAPER, 9)
    sheet.text(124, 40, "harrowmere libraries", 11, "#7A8594")
    sheet.box((52, 78, 96, 140), "#0B857A", 5)
    sheet.box((52, 78, 12, 140), "#096A61", 5)
    sheet.box((78, 100, 56, 8), "#BFE3DE", 2)
    sheet.box((78, 114, 40, 8), "#BFE3DE", 2)
    sheet.text(172, 92, "The Salt Road", 22)
    sheet.text(172, 118, "Ines Marlow", 14, "#5B6676")
    for y, branch, state, colour in (
        (150, "Northfield", "on loan", "#B4462F"),
        (176, "Millgate", "no copy", "#7A8594"),
        (202, "Eastgate", "on the shelf", "#2E7D4F"),
    ):
        sheet.disc(178, y, 5, colour)
        sheet.text(192, y, branch, 14)
        sheet.text(296, y, state, 14, colour)
    sheet.box((172, 230, 132, 34), "#3F5BD8", 8)
    sheet.text(238, 247, "Reserve", 15, _PAPER, "mm")
    return sheet.asset("img-catalogue", "catalogue.png")


def crate() -> Asset:
    """A crate of books with its label, ready for the van."""
    sheet = _Sheet()
    sheet.box((0, 236, WIDTH, 68), "#CBD5DA")
    for x, top, w, colour in (
        (92, 74, 34, "#B63A76"), (128, 92, 28, "#2472C8"), (158, 66, 40, "#0B857A"), (200, 84, 30, "#D9A21B"),
        (232, 96, 36, "#6B46C1"), (270, 72, 32, "#AD5E1A"), (304, 88, 26, "#38813B"), (332, 80, 34, "#55637A"),
    ):  # fmt: skip
        sheet.box((x, top, w, 150), colour, 3)
        sheet.box((x + 6, top + 14, w - 12, 5), "#F4F6F7", 1)
    sheet.box((206, 50, 18, 60), _PAPER, 1, "#C9D3DA")
    sheet.box((70, 138, 316, 116), "#6D7F8B", 10)
    sheet.box((70, 138, 316, 16), "#566772", 8)
    sheet.box((88, 170, 280, 6), "#5E707C", 3)
    sheet.box((186, 158, 84, 12), "#4A5963", 6)
    sheet.box((112, 188, 232, 50), _PAPER, 4)
    sheet.text(126, 204, "Crate 14", 17)
    sheet.text(126, 225, "Eastgate  →  Northfield", 14, "#5B6676")
    return sheet.asset("img-crate", "crate-14.png")


def hold_shelf() -> Asset:
    """The hold shelf: books with slips that show four digits."""
    sheet = _Sheet()
    sheet.box((22, 16, 412, 272), "#C79A6B", 6)
    colours = ("#2472C8", "#B63A76", "#38813B", "#AD5E1A", "#6B46C1", "#0B857A", "#55637A", "#D9705F")
    for row, floor in enumerate((138, 270)):
        sheet.box((34, floor - 110, 388, 110), "#F3E7D8")
        x = 46
        for i in range(7):
            width = 36 + (i * 5 + row * 7) % 13
            height = 70 + (i * 17 + row * 11) % 24
            sheet.box((x, floor - height, width, height), colours[(i + 3 * row) % 8], 2)
            slip = floor - height - 8
            sheet.box((x + 5, slip, width - 10, 40), _PAPER, 1, "#D8C8B4")
            number = str(1043 + (i * 1277 + row * 3391) % 8900)
            sheet.text(x + width / 2, slip + 20, number[:4], 11, _INK, "mm")
            x += width + 9
        sheet.box((22, floor, 412, 10), "#A87B4E")
    return sheet.asset("img-shelf", "hold-shelf.png")
