"""What the document painters stand on works where there is no Qt: fonts, pictures, numbers, files."""

from __future__ import annotations

import io
import re
import stat
import sys
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import GlyphsOp, Group, Picture, Stroke
from jmapdesk.render.encoded import read_jpeg
from jmapdesk.render.font_program import Entry, FontProgram
from jmapdesk.render.numbers import short
from jmapdesk.render.page import page_of
from jmapdesk.render.pdf_painter import write_pdf
from jmapdesk.render.png_file import encode
from jmapdesk.render.sources import GlyphPicture, Pixels
from jmapdesk.render.svg_painter import write_svg
from jmapdesk.render.target import opened
from jmapdesk.text.shaped import FaceKey, GlyphRun
from jmapdesk.util.addresses import is_safe
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect, path_bounds
from jmapdesk.util.resources import resource
from tests.render.pictures import photo

REGULAR = FaceKey("Jmapdesk Sans", 400, False)


class FileSources:
    """The bundled regular face, and no pictures."""

    def __init__(self) -> None:
        self.data = resource("fonts", "JmapdeskSans-Regular.ttf").read_bytes()

    def face_data(self, face: FaceKey) -> bytes:
        return self.data

    def glyph_picture(self, face: FaceKey, glyph: int) -> GlyphPicture | None:
        return None

    def pixels(self, data: bytes) -> Pixels | None:
        return None


def run_of(text: str) -> GlyphRun:
    """The text set without kerning, each character ten units from the last."""
    with TTFont(resource("fonts", "JmapdeskSans-Regular.ttf")) as font:
        cmap = font.getBestCmap()
        glyphs = tuple(font.getGlyphID(cmap[ord(c)]) for c in text)
    count = len(text)
    return GlyphRun(
        REGULAR, 12, glyphs, tuple(10.0 * i for i in range(count)), (0.0,) * count, text, tuple(range(count))
    )


def words(text: str) -> Picture:
    group = Group("t", "card", (GlyphsOp(10, 20, run_of(text), "#000000"),), Rect(0, 0, 200, 30))
    return Picture(200, 50, "#ffffff", Group("m", "map", (group,), Rect(0, 0, 200, 50)))


def test_a_pdf_is_written_without_qt() -> None:
    stream = io.BytesIO()
    write_pdf(words("Hello"), stream, page_of(words("")), sources=FileSources())
    with pikepdf.open(stream) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        said = re.findall(rb"\n<....><(....)>", font.ToUnicode.read_bytes())
    assert [chr(int(digits, 16)) for digits in said] == ["H", "e", "l", "o"]


def test_an_svg_is_written_without_qt() -> None:
    stream = io.BytesIO()
    write_svg(words("Hello"), stream, sources=FileSources())
    assert ">Hello</text>" in stream.getvalue().decode()


def test_a_small_font_holds_what_was_asked_at_the_ids_asked() -> None:
    program = FontProgram(FileSources().data)
    run = run_of("AB")
    entries = [
        Entry(((run.glyphs[1], 0, 0),), 900),
        Entry(((run.glyphs[0], 0, 0), (run.glyphs[0], 3000, 0)), 4000),
    ]
    with TTFont(io.BytesIO(program.small(entries, {"x": 2}, "Small", 600))) as font:
        assert font["maxp"].numGlyphs == 3
        assert font.getBestCmap() == {ord("x"): font.getGlyphName(2)}
        assert font["hmtx"][font.getGlyphName(2)][0] == 4000
        assert font["OS/2"].usWeightClass == 600
        double, single = font["glyf"][font.getGlyphName(2)], path_bounds(program.outline(run.glyphs[0]))
        assert double.xMax - double.xMin == pytest.approx(3000 + single.w * program.units, abs=2)
        assert "Open Font License" in (font["name"].getDebugName(13) or "")


def test_an_outline_stands_on_its_baseline_in_ems_y_down() -> None:
    program = FontProgram(FileSources().data)
    box = path_bounds(program.outline(run_of("H").glyphs[0]))
    assert box.bottom == pytest.approx(0, abs=0.01)
    assert 0.6 < box.h < 0.8
    assert program.outline(70_000) == ()


def test_a_jpeg_keeps_its_picture_and_loses_what_is_hidden() -> None:
    data = photo("JPEG", 160, 120, orientation=6)
    jpeg = read_jpeg(data)
    assert jpeg is not None
    assert (jpeg.width, jpeg.height, jpeg.components, jpeg.orientation) == (160, 120, 3, 6)
    assert b"Exif" in data
    assert b"Exif" not in jpeg.data
    with Image.open(io.BytesIO(jpeg.data)) as image:
        image.load()
        assert image.size == (160, 120)


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 10, 40, 120, 200])
def test_a_damaged_jpeg_is_none_and_no_error(cut: int) -> None:
    assert read_jpeg(photo("JPEG")[:cut]) is None


def test_a_small_png_reads_back() -> None:
    with Image.open(io.BytesIO(encode(2, 1, b"\x01\x02\x03\x80\x04\x05\x06\xff", 6))) as image:
        assert [image.getpixel((x, 0)) for x in range(2)] == [(1, 2, 3, 128), (4, 5, 6, 255)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.256, "1.26"),
        (-0.001, "0"),
        (1e-7, "0"),
        (123456.5, "123456.5"),
        (float("nan"), "0"),
        (1e16, str(10**16)),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert short(value) == text


def test_dashes_come_in_pairs_and_dots_have_a_little_length() -> None:
    assert even_dashes(Stroke("#000000", 1, dash=(3.0,))) == (3.0, 3.0)
    assert even_dashes(Stroke("#000000", 1, dash=(0.0, 8.0))) == pytest.approx((0.1, 7.9))
    assert even_dashes(Stroke("#000000", 1, dash=(0.0, 0.0))) == ()


def test_only_pages_and_mailboxes_are_linked() -> None:
    assert is_safe("https://example.org/x?y#z")
    assert not any(is_safe(a) for a in ("", "file:///etc/passwd", "javascript:alert(1)", "https://a b", "xhttps://a"))


def test_a_file_takes_its_place_only_when_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.bin"
    with opened(target) as stream:
        stream.write(b"half")
        assert not target.exists()
    assert target.read_bytes() == b"half"
    with pytest.raises(ZeroDivisionError), opened(target) as stream:
        stream.write(b"other" * (1 // 0))
    assert target.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are kept another way there")
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out.bin"
    target.write_bytes(b"old")
    target.chmod(0o640)
    with opened(target) as stream:
        stream.write(b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_folder_in_the_place_of_the_file_is_an_error_people_understand(tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="could not be written"), opened(tmp_path) as stream:
        stream.write(b"x")
