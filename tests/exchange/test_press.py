"""Pages for a printing house: bleed, boxes, marks, inks, letters as outlines."""

from __future__ import annotations

import re
from dataclasses import replace as with_fields
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from jmapdesk.exchange.options import ExportOptions, Workshop, checked_bleed
from jmapdesk.exchange.pages import pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.exchange.press import grown
from jmapdesk.exchange.registry import export, format_named
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.render.icons import Icons
from jmapdesk.render.page import Page, trimmed
from jmapdesk.render.pdf_ink import inks_of, inks_of_words
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.exchange.told import Told
from tests.render.golden import sample

MM = 25.4 / 72


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    from jmapdesk.text.qt_fonts import load_bundled_fonts

    load_bundled_fonts()


def written(journey: JourneyMap, folder: Path, form: str = "pdf", **options: Any) -> Path:
    target = folder / "press.pdf"
    options.setdefault("paper", paper_named("A3"))
    export(journey, target, ExportOptions(**options), Workshop(QtShaper, Icons()), form=format_named(form))
    return target


def boxes(page: Any) -> dict[str, tuple[float, ...]]:
    """The boxes of a page in millimetres."""
    names = [name for name in ("/MediaBox", "/TrimBox", "/BleedBox") if name in page]
    return {name[1:]: tuple(float(side) * MM for side in page[name]) for name in names}


def seen(path: Path, page: int = 0, scale: float = 1.0) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    image = document[page].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return image


def operators(path: Path, page: int = 0) -> list[tuple[str, list[Any]]]:
    """The operators of a page and of the objects it shows."""
    with pikepdf.open(path) as pdf:
        objects = pdf.pages[page].Resources.XObject.values()
        parts = [pdf.pages[page], *(one for one in objects if one.Subtype == "/Form")]
        return [
            (str(operator), [str(one) for one in operands])
            for part in parts
            for operands, operator in pikepdf.parse_content_stream(part)
        ]


# --- pages --------------------------------------------------------------------------------------------------------


def test_a_page_grows_by_its_bleed_and_is_cut_back_to_its_paper(tmp_path: Path) -> None:
    with pikepdf.open(written(small_map(), tmp_path, bleed=3.0, personas=True)) as pdf:
        found = [boxes(page) for page in pdf.pages]
    assert len(found) == 2
    for one, (width, height) in zip(found, ((420, 297), (210, 297)), strict=True):
        assert one["MediaBox"] == pytest.approx((0, 0, width + 6, height + 6), abs=0.01)
        assert one["TrimBox"] == pytest.approx((3, 3, width + 3, height + 3), abs=0.01)
        assert one["BleedBox"] == one["MediaBox"]


def test_marks_stand_outside_the_bleed(tmp_path: Path) -> None:
    with pikepdf.open(written(small_map(), tmp_path, bleed=5.0, marks=True)) as pdf:
        found = boxes(pdf.pages[0])
    edge = found["TrimBox"][0]
    assert edge == pytest.approx(11, abs=0.01)
    assert found["BleedBox"] == pytest.approx((edge - 5, edge - 5, edge + 425, edge + 302), abs=0.01)
    assert found["MediaBox"] == pytest.approx((0, 0, 420 + 2 * edge, 297 + 2 * edge), abs=0.01)
    image = seen(tmp_path / "press.pdf", scale=2)
    dots = 2 * 72 / 25.4

    def dark(x: float, y: float) -> bool:
        x, y = round(x * dots), round(y * dots)
        return image.crop((x - 1, y - 1, x + 2, y + 2)).convert("L").getextrema()[0] < 128

    assert dark(edge, 3)
    assert dark(3, edge)
    assert not dark(edge, edge - 2.5), "nothing is marked where the print goes on"
    assert not dark(edge, edge + 2)


def test_a_page_too_large_for_pdfs_units_has_boxes_in_its_own(tmp_path: Path) -> None:
    path = written(small_map(), tmp_path, paper=paper_named("6000x900mm"), bleed=3.0)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        unit = float(page.UserUnit)
        trim = tuple(float(side) * MM * unit for side in page.TrimBox)
    assert trim == pytest.approx((3, 3, 6003, 903), abs=0.01)


def test_the_ground_runs_into_the_bleed_and_no_further(tmp_path: Path) -> None:
    journey = small_map()
    journey = with_parts(journey, look=replace(journey.look, colours={"paper": "#20C0A0"}))
    image = seen(written(journey, tmp_path, bleed=10.0, marks=True), scale=2)
    dots, edge = 2 * 72 / 25.4, 16.0
    for millimetres, colour in ((edge - 9, (0x20, 0xC0, 0xA0)), (edge - 11.5, (255, 255, 255))):
        at = image.getpixel((round(millimetres * dots), round(60 * dots)))
        assert at == pytest.approx(colour, abs=6)


def test_what_reaches_over_the_edge_goes_on_in_the_bleed(tmp_path: Path) -> None:
    from jmapdesk.exchange.paper import scale_named

    options: dict[str, Any] = {"paper": paper_named("148x210mm"), "scale": scale_named("200%"), "margin": 0.0}
    plain = seen(written(small_map(), tmp_path, **options), scale=2)
    bled = seen(written(small_map(), tmp_path, bleed=5.0, **options), scale=2)
    edge = round(5 * 2 * 72 / 25.4)
    inner = bled.crop((edge, edge, edge + plain.width, edge + plain.height))
    differing = ImageChops.difference(inner, plain).convert("L").point(lambda v: 255 if v > 60 else 0)
    assert differing.histogram()[255] < plain.width * plain.height * 0.01
    strip = bled.crop((edge + plain.width + 2, edge, bled.width, edge + plain.height))
    assert strip.convert("L").getextrema()[0] < 200


def test_tiles_and_handouts_have_marks_of_their_own(tmp_path: Path) -> None:
    for form in ("tiles", "handout"):
        with pikepdf.open(written(small_map(), tmp_path, form, bleed=3.0, marks=True)) as pdf:
            assert not any("/TrimBox" in page for page in pdf.pages)


def test_a_page_cut_back_is_the_page_it_was() -> None:
    for page in (Page(420, 297, 0.5, 10, 20), Page(100, 50)):
        assert trimmed(grown(page, 3.0, True)) == page
        assert trimmed(page) is page


def test_a_preview_and_a_picture_take_the_same_pages() -> None:
    options = ExportOptions(paper=paper_named("A3"), bleed=3.0, marks=True)
    (sheet,) = pages_of(small_map(), options, Workshop(QtShaper, Icons())).sheets
    assert [layer.picture.root.role for layer in sheet.layers] == ["map", "registration", "colour_bar"]
    assert sheet.page.ground_mm == sheet.page.clip_mm


@pytest.mark.parametrize("wrong", [-1, 51, float("nan")])
def test_a_bleed_out_of_range_is_refused(wrong: float) -> None:
    with pytest.raises(JmapError, match="3 to 5"):
        checked_bleed(wrong)


# --- inks ---------------------------------------------------------------------------------------------------------


def test_colours_become_inks_by_plain_arithmetic() -> None:
    assert inks_of("#FFFFFF") == (0, 0, 0, 0)
    assert inks_of("#000000") == (0, 0, 0, 1)
    assert inks_of("#00FFFF") == (1, 0, 0, 0)
    assert inks_of("#FF0000") == (0, 1, 1, 0)
    assert inks_of("#808080") == pytest.approx((0, 0, 0, 127 / 255))
    assert all(min(inks_of(colour)[:3]) == 0 for colour in ("#3F5BD8", "#D9A21B", "#2E9E5B"))


def test_grey_words_are_black_alone_and_dark_ones_full_black() -> None:
    assert inks_of_words("#1B2430") == (0, 0, 0, 1)
    cyan, magenta, yellow, black = inks_of_words("#5B6676")
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert 0.5 < black < 0.7
    assert inks_of_words("#93281A") == inks_of("#93281A")
    assert inks_of_words("#FFFFFF") == pytest.approx((0, 0, 0, 0))


def test_a_file_in_inks_has_no_other_colours(tmp_path: Path) -> None:
    found = {name for name, _ in operators(written(sample("from-evaluation-to-first-value"), tmp_path, cmyk=True))}
    assert {"k", "K"} <= found
    assert not {"rg", "RG", "g", "G", "cs", "CS"} & found
    plain = {name for name, _ in operators(written(sample("from-evaluation-to-first-value"), tmp_path))}
    assert not {"k", "K"} & plain


def test_black_words_are_printed_in_black_alone(tmp_path: Path) -> None:
    with pikepdf.open(written(small_map(), tmp_path, cmyk=True)) as pdf:
        fill: list[float] = []
        used = set()
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "k":
                fill = [float(one) for one in operands]
            elif str(operator) in ("Tj", "TJ"):
                used.add(tuple(fill))
    assert (0, 0, 0, 1) in used
    assert not any(black > 0.6 and cyan + magenta + yellow > 0 and max(cyan, magenta, yellow) < 0.5
                   for cyan, magenta, yellow, black in used)  # fmt: skip


def test_marks_are_for_every_ink_and_patches_for_one_each(tmp_path: Path) -> None:
    for cmyk in (False, True):
        path = written(small_map(), tmp_path, marks=True, cmyk=cmyk)
        found = operators(path)
        assert ("CS", ["/All"]) in found
        inks = [tuple(float(one) for one in operands) for name, operands in found if name == "k"]
        for one in ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)):
            assert one in inks
        with pikepdf.open(path) as pdf:
            space = pdf.pages[0].Resources.ColorSpace.All
            assert (str(space[0]), str(space[1]), str(space[2])) == ("/Separation", "/All", "/DeviceCMYK")


def test_what_inks_cannot_promise_is_said(tmp_path: Path) -> None:
    said = {
        cmyk: " ".join(export(small_map(), tmp_path / "x.pdf", ExportOptions(cmyk=cmyk), Workshop(QtShaper, Icons())))
        for cmyk in (False, True)
    }
    assert "without a colour profile" in said[True]
    assert "stay RGB" in said[True]
    assert "profile" not in said[False]


# --- outlines -----------------------------------------------------------------------------------------------------


def test_letters_as_outlines_look_alike_and_words_are_found(tmp_path: Path) -> None:
    journey = sample("from-evaluation-to-first-value")
    # programs smooth the edges of letters otherwise than those of shapes: what counts is where the ink is
    plain = seen(written(journey, tmp_path), scale=4).reduce(12)
    path = written(journey, tmp_path, outlines=True)
    shaped = seen(path, scale=4).reduce(12)
    assert ImageChops.difference(plain, shaped).convert("L").getextrema()[1] < 50
    document = pypdfium2.PdfDocument(path)
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert words.count("Pricing hidden behind") == 1
    assert words.count("From evaluation to first value") == 1


def test_no_letter_is_painted_as_text(tmp_path: Path) -> None:
    shown = 0
    for name, operands in operators(written(small_map(), tmp_path, outlines=True, cmyk=True)):
        if name == "Tr":
            shown = int(operands[0])
        assert name not in ("Tj", "TJ") or shown == 3


@pytest.mark.parametrize("options", [{}, {"cmyk": True}, {"outlines": True}, {"bleed": 3.0, "marks": True}])
def test_fonts_are_embedded_and_cut_and_the_story_is_told_in_every_way(tmp_path: Path, options: dict[str, Any]) -> None:
    path = written(small_map(), tmp_path, **options)
    with pikepdf.open(path) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
            assert len(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) < 60_000
    told = Told(path)
    told.check()
    assert "Poster" in {one.text for one in told.root.walk()}
    again = with_fields(ExportOptions(paper=paper_named("A3")), **options)
    first = path.read_bytes()
    export(small_map(), path, again, Workshop(QtShaper, Icons()))
    assert path.read_bytes() == first
