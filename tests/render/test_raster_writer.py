"""JPEG and WebP."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from jmapdesk.render.drawing import Group, PathOp, Picture
from jmapdesk.render.page import page_of
from jmapdesk.render.raster_writer import JPEG, WEBP, Kind, write_raster
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect, rect_path
from jmapdesk.util.progress import Cancelled

BOX = Picture(
    96, 48, "#FFF3E0",
    Group("map", "map", (PathOp(rect_path(Rect(10, 10, 40, 20)), "#1E3A8A"),), Rect(0, 0, 96, 48)),
)  # fmt: skip
ENDINGS = {JPEG: "jpg", WEBP: "webp"}


def written(folder: Path, kind: Kind, dpi: float = 192, transparent: bool = False) -> Image.Image:
    path = folder / f"box.{ENDINGS[kind]}"
    write_raster(BOX, path, kind, dpi, None, page_of(BOX), transparent)
    with Image.open(path) as image:
        image.load()
        return image


@pytest.mark.parametrize("kind", ENDINGS, ids=lambda kind: kind.key)
def test_it_has_its_pixels_and_its_colours(kind: Kind, tmp_path: Path) -> None:
    image = written(tmp_path, kind).convert("RGB")
    assert image.size == (192, 96)
    for at, wanted in (((60, 40), (0x1E, 0x3A, 0x8A)), ((150, 80), (0xFF, 0xF3, 0xE0))):
        assert all(abs(a - b) < 6 for a, b in zip(image.getpixel(at), wanted, strict=True))


def test_a_jpeg_says_how_large_it_is_and_whose_colours_it_has(tmp_path: Path) -> None:
    image = written(tmp_path, JPEG, 300)
    assert [round(float(one)) for one in image.info["dpi"]] == [300, 300]
    assert image.info.get("icc_profile"), "sRGB"


def test_webp_can_have_no_ground(tmp_path: Path) -> None:
    image = written(tmp_path, WEBP, transparent=True)
    assert image.mode == "RGBA"
    assert image.getpixel((150, 80))[3] == 0
    assert image.getpixel((60, 40))[3] == 255


def test_more_pixels_than_the_format_can_have_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="too many for WebP"):
        written(tmp_path, WEBP, 24_000)
    assert list(tmp_path.iterdir()) == []


def test_stopped_it_leaves_nothing(tmp_path: Path) -> None:
    def stop(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_raster(BOX, tmp_path / "box.jpg", JPEG, 96, stop, page_of(BOX))
    assert list(tmp_path.iterdir()) == []
