"""One picture through every painter: the ink lies at the same places, within two pixels at 300 dots per inch."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import resvg_py
from PIL import Image, ImageChops, ImageFilter

from jmapdesk.render.drawing import Group, PathOp, Picture
from jmapdesk.render.page import page_of
from jmapdesk.render.pdf_painter import write_pdf
from jmapdesk.render.png_writer import write_png
from jmapdesk.render.svg_painter import write_svg
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.geometry import Rect, rect_path
from tests.render.pictures import everything

DPI = 300
APART = 2
Raster = Callable[[Picture, Path], Image.Image]


def by_qt(picture: Picture, folder: Path) -> Image.Image:
    write_png(picture, folder / "qt.png", DPI)
    return Image.open(folder / "qt.png").convert("RGB")


def by_pdf(picture: Picture, folder: Path) -> Image.Image:
    write_pdf(picture, folder / "m.pdf", page_of(picture))
    document = pypdfium2.PdfDocument((folder / "m.pdf").read_bytes())
    image = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    image.save(folder / "pdf.png")
    return image


def by_svg(picture: Picture, folder: Path) -> Image.Image:
    write_svg(picture, folder / "m.svg")
    svg = (folder / "m.svg").read_text("utf-8")
    fonts = []
    for i, (kind, data) in enumerate(re.findall(r"data:font/(\w+);base64,([^)]+)\)", svg)):
        # The rasteriser knows no fonts inside files; it is given the very ones, and none of the machine's.
        fonts.append(str(folder / f"{i}.{kind}"))
        Path(fonts[-1]).write_bytes(base64.b64decode(data))
    png = resvg_py.svg_to_bytes(svg_string=svg, font_files=fonts, skip_system_fonts=True, dpi=96, zoom=DPI / 96)
    image = Image.open(io.BytesIO(bytes(png))).convert("RGB")
    image.save(folder / "svg.png")
    return image


def by_svg_outlines(picture: Picture, folder: Path) -> Image.Image:
    write_svg(picture, folder / "o.svg", outlines=True)
    svg = (folder / "o.svg").read_text("utf-8")
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, dpi=96, zoom=DPI / 96)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def ink(image: Image.Image, least: int) -> Image.Image:
    """Where the picture differs from white paper by at least so much in some channel."""
    channels = ImageChops.invert(image).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return most.point(lambda v: 255 if v >= least else 0)


def stray(one: Image.Image, other: Image.Image) -> int:
    """How many inked pixels of one picture have no ink of the other within reach."""
    near = ink(other, 8).filter(ImageFilter.MaxFilter(2 * APART + 1))
    return ImageChops.subtract(ink(one, 20), near).histogram()[255]


def farthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any channel between the pictures seen from afar."""
    small = (one.width // 16, one.height // 16)
    apart = ImageChops.difference(one.resize(small, Image.Resampling.BOX), other.resize(small, Image.Resampling.BOX))
    return max(high for _, high in apart.getextrema())


def same_size(one: Image.Image, other: Image.Image) -> tuple[Image.Image, Image.Image]:
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    box = (0, 0, min(one.width, other.width), min(one.height, other.height))
    return one.crop(box), other.crop(box)


@pytest.mark.parametrize("painter", [by_pdf, by_svg, by_svg_outlines])
def test_the_ink_lies_where_qt_puts_it(shaper: QtShaper, tmp_path: Path, painter: Raster) -> None:
    picture = everything(shaper)
    qt, other = same_size(by_qt(picture, tmp_path), painter(picture, tmp_path))
    assert stray(qt, other) == 0
    assert stray(other, qt) == 0
    assert farthest(qt, other) < 70


def test_the_comparison_sees_what_is_three_pixels_off(shaper: QtShaper, tmp_path: Path) -> None:
    def picture(x: float) -> Picture:
        box = PathOp(rect_path(Rect(x, 20, 30, 30)), "#E8F1FC")
        return Picture(100, 100, "#ffffff", Group("m", "map", (box,), Rect(0, 0, 100, 100)))

    here, there = by_qt(picture(16), tmp_path), by_qt(picture(16 + 3 * 96 / DPI), tmp_path)
    assert stray(here, there) > 0
    assert stray(here, by_pdf(picture(16), tmp_path)) == 0
