"""PDF files: exact pages, every word to be found, fonts inside, nothing by chance."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from jmapdesk.render.drawing import Group, ImageOp, PathOp, Picture
from jmapdesk.render.page import Page, page_of
from jmapdesk.render.pdf_painter import write_pdf
from jmapdesk.render.qt_sources import QtSources
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.geometry import Rect, rect_path
from jmapdesk.util.progress import Cancelled
from tests.render.pictures import TEXTS, everything, many_cards, photo, text_ops

PER_POINT = 96 / 72


def points(width: float, height: float, scale: float = 1.0, dx: float = 0.0, dy: float = 0.0) -> Page:
    """A page measured in points."""
    mm = 25.4 / 72
    return Page(width * mm, height * mm, scale, dx * mm, dy * mm)


def written(picture: Picture, sources: QtSources, pages: Page | list[Page] | None = None) -> bytes:
    stream = io.BytesIO()
    write_pdf(picture, stream, pages or page_of(picture), sources=sources)
    return stream.getvalue()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    words = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words.replace("\r\n", "\n")


def one_text(shaper: QtShaper, text: str, width: float = 1000) -> Picture:
    group = Group("t", "card", tuple(text_ops(shaper, text, 10, 10, width=width)), Rect(0, 0, 400, 200))
    return Picture(400, 200, "#ffffff", Group("m", "map", (group,), Rect(0, 0, 400, 200)))


@pytest.mark.parametrize("name", ["latin", "greek", "cjk"])
def test_words_can_be_found_and_copied(shaper: QtShaper, sources: QtSources, name: str) -> None:
    if name == "cjk" and shaper.missing(TEXTS[name]):  # the other scripts are bundled
        pytest.skip("this system has no CJK font, and none is bundled")
    assert TEXTS[name] in text_of(written(one_text(shaper, TEXTS[name]), sources))


@pytest.mark.parametrize("name", ["arabic", "hebrew", "hindi", "emoji"])
def test_each_letter_of_any_script_is_there(shaper: QtShaper, sources: QtSources, name: str) -> None:
    if name == "emoji" and shaper.missing(TEXTS[name]):  # the other scripts are bundled
        pytest.skip("this system has no emoji font, and none is bundled")
    found = unicodedata.normalize("NFC", text_of(written(one_text(shaper, TEXTS[name]), sources)))
    assert sorted(found.replace(" ", "").strip()) == sorted(TEXTS[name].replace(" ", ""))


def test_wrapped_lines_come_in_order_with_their_spaces(shaper: QtShaper, sources: QtSources) -> None:
    words = "Peer recommends us in a community thread"
    assert text_of(written(one_text(shaper, words, 90), sources)).split() == words.split()


def test_a_halo_does_not_double_the_words(shaper: QtShaper, sources: QtSources) -> None:
    assert text_of(written(everything(shaper), sources)).count("Quicker than expected") == 1


def test_every_font_is_embedded_and_cut_to_what_is_used(shaper: QtShaper, sources: QtSources) -> None:
    with pikepdf.open(io.BytesIO(written(everything(shaper), sources))) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert len(fonts) >= 6
        for font in fonts:
            descendant = font.DescendantFonts[0]
            assert "+" in str(font.BaseFont)
            descriptor = descendant.FontDescriptor
            program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
            assert 0 < len(program.read_bytes()) < 150_000
            assert "/ToUnicode" in font


def test_the_page_is_exact_and_the_picture_lies_where_it_is_put(qapp: object, sources: QtSources) -> None:
    dot = PathOp(rect_path(Rect(0, 0, 10, 10)), "#000000")
    picture = Picture(100, 100, "#ffffff", Group("m", "map", (dot,), Rect(0, 0, 10, 10)))
    a2 = 420 * 72 / 25.4, 594 * 72 / 25.4
    data = written(picture, sources, points(*a2, 2 * PER_POINT, 50, 80))
    document = pypdfium2.PdfDocument(data)
    assert document[0].get_size() == pytest.approx(a2, abs=0.01)
    image = document[0].render(scale=1).to_pil().convert("L").point(lambda v: 255 if v < 128 else 0)
    assert image.getbbox() == pytest.approx((50, 80, 70, 100), abs=1)
    document.close()


def test_a_sheet_longer_than_pdf_allows_counts_in_larger_units(shaper: QtShaper, sources: QtSources) -> None:
    picture = many_cards(shaper, 100)
    size = picture.width * 2, picture.height * 2
    with pikepdf.open(io.BytesIO(written(picture, sources, points(*size, 2 * PER_POINT)))) as pdf:
        page = pdf.pages[0]
        unit = float(page.UserUnit)
        assert max(float(n) for n in page.MediaBox) <= 14_400
        assert float(page.MediaBox[2]) * unit == pytest.approx(size[0], abs=0.1)
        assert float(page.MediaBox[3]) * unit == pytest.approx(size[1], abs=0.1)


def test_tiles_hold_what_lies_on_them_and_nothing_else(shaper: QtShaper, sources: QtSources) -> None:
    picture = many_cards(shaper, 40)
    whole = page_of(picture)
    half = whole.width_mm / 2
    tiles = [Page(half, whole.height_mm), Page(half, whole.height_mm, dx_mm=-half)]
    document = pypdfium2.PdfDocument(written(picture, sources, tiles))
    left, right = (page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "thread" in left
    assert right.strip() == ""


def test_the_document_says_what_it_is(shaper: QtShaper, sources: QtSources) -> None:
    with pikepdf.open(io.BytesIO(written(everything(shaper), sources))) as pdf:
        assert str(pdf.docinfo.Title) == "Everything"
        assert str(pdf.docinfo.Author) == "A. Painter"
        assert str(pdf.docinfo.Subject) == "What a drawing can hold"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_same_map_gives_the_same_bytes(shaper: QtShaper) -> None:
    assert written(everything(shaper), QtSources()) == written(everything(shaper), QtSources())


def test_a_jpeg_is_passed_on_without_its_hidden_parts_and_once(qapp: object, sources: QtSources) -> None:
    data = photo("JPEG", orientation=6)
    ops = (ImageOp("p", Rect(0, 0, 30, 40)), ImageOp("p", Rect(50, 0, 30, 40)))
    picture = Picture(100, 50, "#ffffff", Group("m", "map", ops, Rect(0, 0, 80, 40)), asset_data={"p": data}.get)
    with pikepdf.open(io.BytesIO(written(picture, sources))) as pdf:
        images = list(pdf.pages[0].Resources.XObject.values())
        assert len(images) == 1
        raw = images[0].read_raw_bytes()
    assert raw[:2] == b"\xff\xd8"
    assert b"Exif" in data
    assert b"Exif" not in raw


def test_see_through_pixels_stay_see_through(qapp: object, sources: QtSources) -> None:
    ops = (PathOp(rect_path(Rect(0, 0, 80, 60)), "#ff00ff"), ImageOp("p", Rect(0, 0, 80, 60)))
    picture = Picture(80, 60, "#ffffff", Group("m", "map", ops, Rect(0, 0, 80, 60)), asset_data={"p": photo()}.get)
    document = pypdfium2.PdfDocument(written(picture, sources))
    image = document[0].render(scale=PER_POINT).to_pil().convert("RGB")
    document.close()
    assert image.getpixel((40, 30)) == (255, 0, 255)
    assert image.getpixel((30, 30)) == pytest.approx((34, 34, 34), abs=3)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a(b)", True),
        ("mailto:a@example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:x", False),
    ],
)
def test_only_links_to_pages_and_mailboxes_are_kept(qapp: object, sources: QtSources, address: str, kept: bool) -> None:
    group = Group(
        "c", "card", (PathOp(rect_path(Rect(0, 0, 20, 10)), "#000000"),), Rect(0, 0, 20, 10), 5, 5, link=address
    )
    picture = Picture(100, 50, "#ffffff", Group("m", "map", (group,), Rect(0, 0, 100, 50)))
    with pikepdf.open(io.BytesIO(written(picture, sources))) as pdf:
        links = [str(a.A.URI) for a in pdf.pages[0].get("/Annots", [])]
    assert links == ([address] if kept else [])


def test_cancelling_leaves_the_old_file_and_no_other(shaper: QtShaper, sources: QtSources, tmp_path: Path) -> None:
    target = tmp_path / "m.pdf"
    target.write_bytes(b"the old one")
    for limit in (0.3, 0.9):

        def stop(share: float, limit: float = limit) -> None:
            if share > limit:
                raise Cancelled

        with pytest.raises(Cancelled):
            write_pdf(many_cards(shaper, 300), target, Page(400, 400), stop, sources)
        assert target.read_bytes() == b"the old one"
        assert list(tmp_path.iterdir()) == [target]


def test_progress_only_grows_and_ends_at_one(shaper: QtShaper, sources: QtSources) -> None:
    told: list[float] = []
    write_pdf(many_cards(shaper, 300), io.BytesIO(), Page(5000, 5000), told.append, sources)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 5
