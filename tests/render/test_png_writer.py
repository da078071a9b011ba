"""PNG files: the same pixels as one painting, any size in little memory, whole or not at all."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from jmapdesk.render import png_writer
from jmapdesk.render.drawing import Group, PathOp, Picture
from jmapdesk.render.page import Page, page_of
from jmapdesk.render.png_writer import png_size, write_png
from jmapdesk.render.qt_painter import paint_image
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect, rect_path
from jmapdesk.util.progress import Cancelled
from tests.render.pictures import everything, many_cards

EMPTY = Group("m", "map", (), Rect(0, 0, 0, 0))


def test_strips_join_into_the_picture_painted_in_one_go(
    shaper: QtShaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = everything(shaper)
    monkeypatch.setattr(png_writer, "_STRIP_BYTES", 200_000)
    write_png(picture, tmp_path / "m.png", 192)
    whole = paint_image(picture, 2.0).convertToFormat(paint_image(picture, 2.0).Format.Format_RGB888)
    with Image.open(tmp_path / "m.png") as image:
        image.load()
        assert image.size == (whole.width(), whole.height()) == (1320, 700)
        unlike = 0
        for y in range(whole.height()):
            row = bytes(whole.constScanLine(y)[: 3 * whole.width()])
            unlike += sum(abs(a - b) > 24 for a, b in zip(row, image.crop((0, y, 1320, y + 1)).tobytes(), strict=True))
    assert unlike < 200


def test_the_file_knows_its_size_on_paper_its_title_and_maker(shaper: QtShaper) -> None:
    stream = io.BytesIO()
    write_png(Picture(96, 48, "#ffffff", EMPTY, "客户 map", author="Åsa"), stream, 300)
    with Image.open(io.BytesIO(stream.getvalue())) as image:
        assert image.size == (300, 150)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.02)
        assert (image.info["Title"], image.info["Author"]) == ("客户 map", "Åsa")
        assert image.info["Software"] == "jmapdesk"
        assert image.info["srgb"] == 0, "colours are sRGB, for viewing"


def test_a_sheet_has_the_pixels_that_its_size_comes_nearest_to() -> None:
    assert png_size(Page(841, 1189), 300) == (9933, 14043)
    assert png_size(page_of(Picture(96.0000001, 96.5, "#ffffff", EMPTY)), 96) == (96, 97)


def test_on_a_page_the_picture_lies_where_it_is_put(qapp: object) -> None:
    dot = PathOp(rect_path(Rect(0, 0, 96, 96)), "#000000")
    picture = Picture(200, 200, "#ffffff", Group("m", "map", (dot,), Rect(0, 0, 96, 96)))
    stream = io.BytesIO()
    write_png(picture, stream, 100, page=Page(50.8, 76.2, 0.5, 12.7, 25.4))
    with Image.open(io.BytesIO(stream.getvalue())) as image:
        assert image.size == (200, 300)
        assert image.convert("L").point(lambda v: 255 if v < 128 else 0).getbbox() == (50, 100, 100, 150)


def apart(one: bytes, other: bytes) -> int:
    """The largest difference of any channel; Qt's outlines wander by a sixty-fourth of a pixel."""
    with Image.open(io.BytesIO(one)) as a, Image.open(io.BytesIO(other)) as b:
        return max(high for _, high in ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getextrema())


def test_the_same_map_gives_the_same_picture(shaper: QtShaper) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for stream in (first, second):
        write_png(everything(shaper), stream, 96)
    assert apart(first.getvalue(), second.getvalue()) <= 8


def test_progress_only_grows_and_ends_at_one(shaper: QtShaper) -> None:
    told: list[float] = []
    write_png(many_cards(shaper, 300), io.BytesIO(), 96, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2


def test_cancelling_leaves_the_old_file_and_no_other(shaper: QtShaper, tmp_path: Path) -> None:
    target = tmp_path / "m.png"
    target.write_bytes(b"the old one")

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_png(many_cards(shaper, 300), target, 96, stop)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_said_in_plain_words(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(JmapError, match=r"m\.png could not be written") as caught:
        write_png(Picture(10, 10, "#ffffff", EMPTY), tmp_path / "missing" / "m.png")
    assert caught.value.code == "export.cannot_write"


def test_a_picture_of_too_many_pixels_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="lower dpi"):
        write_png(Picture(50_000, 50_000, "#ffffff", EMPTY), tmp_path / "m.png", 300)
    assert not list(tmp_path.iterdir())


def test_a_worker_thread_can_write(shaper: QtShaper, tmp_path: Path) -> None:
    picture = everything(shaper)
    thread = threading.Thread(target=write_png, args=(picture, tmp_path / "there.png", 96))
    thread.start()
    thread.join()
    write_png(picture, tmp_path / "here.png", 96)
    assert apart((tmp_path / "there.png").read_bytes(), (tmp_path / "here.png").read_bytes()) <= 8
