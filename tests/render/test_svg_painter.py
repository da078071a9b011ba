"""SVG files: named groups, real text with its fonts inside, nothing from outside, safe with any words."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from jmapdesk.render.drawing import Group, PathOp, Picture
from jmapdesk.render.page import Page
from jmapdesk.render.qt_sources import QtSources
from jmapdesk.render.sources import GlyphPicture, Pixels
from jmapdesk.render.svg_painter import write_svg
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Rect, rect_path
from jmapdesk.util.progress import Cancelled
from tests.render.pictures import TEXTS, everything, many_cards, text_ops

SVG = "{http://www.w3.org/2000/svg}"


def written(picture: Picture, sources: QtSources, outlines: bool = False) -> str:
    stream = io.BytesIO()
    write_svg(picture, stream, sources=sources, outlines=outlines)
    return stream.getvalue().decode("utf-8")


def with_group(group: Group, title: str = "") -> Picture:
    return Picture(400, 200, "#ffffff", Group("m", "map", (group,), Rect(0, 0, 400, 200)), title)


def words_of(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_sheet_is_sized_in_millimetres(shaper: QtShaper, sources: QtSources) -> None:
    root = ElementTree.fromstring(written(everything(shaper), sources))
    assert root.get("width") == "174.625mm"
    assert root.get("viewBox") == "0 0 660 350"


def test_on_a_page_the_picture_lies_where_it_is_put(qapp: object, sources: QtSources) -> None:
    stream = io.BytesIO()
    write_svg(
        with_group(Group("g", "card", (), Rect(0, 0, 9, 9))), stream, page=Page(297, 210, 0.5, 10, 20), sources=sources
    )
    root = ElementTree.fromstring(stream.getvalue())
    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")
    assert [float(n) for n in (root.get("viewBox") or "").split()] == pytest.approx([0, 0, 2245.04, 1587.4], abs=0.01)
    moved = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "m").get("transform")
    assert moved == "translate(75.591 151.181)"


def test_groups_carry_ids_roles_and_titles(shaper: QtShaper, sources: QtSources) -> None:
    root = ElementTree.fromstring(written(everything(shaper), sources))
    group = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "card-2")
    assert group.get("class") == "card"
    assert group.findtext(f"{SVG}title") == "<b>R&D</b> said: “ship it”"


def test_ids_are_unique_and_legal_whatever_the_elements_are_called(qapp: object, sources: QtSources) -> None:
    odd = tuple(Group(name, "card", (), Rect(0, 0, 9, 9)) for name in ("7 a", '"><x', "same", "same", "Ключ"))
    svg = written(with_group(Group("g", "map", odd, Rect(0, 0, 9, 9))), sources)
    ids = [e.get("id") for e in ElementTree.fromstring(svg).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 7
    assert all(re.fullmatch(r"[A-Za-z][\w.-]*", i or "", re.ASCII) for i in ids)


def test_plain_text_is_text_with_a_place_for_each_character(shaper: QtShaper, sources: QtSources) -> None:
    group = Group("t", "card", tuple(text_ops(shaper, TEXTS["latin"], 10, 10)), Rect(0, 0, 400, 30))
    svg = written(with_group(group), sources)
    (element,) = ElementTree.fromstring(svg).iter(f"{SVG}text")
    assert element.text == TEXTS["latin"]
    assert len((element.get("x") or "").split()) == len(TEXTS["latin"])
    assert svg.count("@font-face") == 1


@pytest.mark.parametrize("name", ["arabic", "hebrew", "hindi", "emoji", "mixed"])
def test_joined_and_coloured_text_is_drawn_and_can_still_be_found(
    shaper: QtShaper, sources: QtSources, name: str
) -> None:
    if name in ("emoji", "mixed") and shaper.missing(TEXTS[name]):  # the other scripts are bundled
        pytest.skip("this system has no emoji font, and none is bundled")
    group = Group("t", "card", tuple(text_ops(shaper, TEXTS[name], 10, 10)), Rect(0, 0, 400, 30))
    svg = written(with_group(group), sources)
    assert sorted("".join(words_of(svg)).replace(" ", "")) == sorted(TEXTS[name].replace(" ", ""))
    assert 'fill-opacity="0"' in svg


@pytest.mark.parametrize("name", ["latin", "arabic", "hindi"])
def test_letters_as_outlines_need_no_font_and_are_labelled_with_their_words(
    shaper: QtShaper, sources: QtSources, name: str
) -> None:
    group = Group("t", "card", tuple(text_ops(shaper, TEXTS[name], 10, 10)), Rect(0, 0, 400, 30), title=TEXTS[name])
    svg = written(with_group(group), sources, outlines=True)
    root = ElementTree.fromstring(svg)
    assert "font" not in svg
    assert not list(root.iter(f"{SVG}text"))
    said = [one.get("aria-label") or "" for one in root.iter(f"{SVG}path") if one.get("role") == "img"]
    assert sorted("".join(said).replace(" ", "")) == sorted(TEXTS[name].replace(" ", ""))
    assert TEXTS[name] in [one.text for one in root.iter(f"{SVG}title")]


class _Coloured(QtSources):
    """As if every face were a colour font: each letter is a red dot."""

    def glyph_picture(self, face: FaceKey, glyph: int) -> GlyphPicture:
        return GlyphPicture(Pixels(1, 1, b"\xff\x00\x00"), Rect(0, -1, 1, 1))


def test_coloured_letters_among_outlines_are_labelled_too(shaper: QtShaper) -> None:
    group = Group("t", "card", tuple(text_ops(shaper, "Smile", 10, 10)), Rect(0, 0, 400, 30))
    root = ElementTree.fromstring(written(with_group(group), _Coloured(), outlines=True))
    (said,) = [one for one in root.iter(f"{SVG}g") if one.get("aria-label")]
    assert (said.get("aria-label"), len(list(said.iter(f"{SVG}use")))) == ("Smile", 5)
    assert not list(root.iter(f"{SVG}text"))


def test_any_words_are_safe(shaper: QtShaper, sources: QtSources) -> None:
    nasty = "a]]>&amp;<script>\"'\x00\x07\ufffe\ud800"
    group = Group("t", "card", tuple(text_ops(shaper, "x<&>\"'", 10, 10)), Rect(0, 0, 40, 30), title=nasty)
    svg = written(with_group(group, nasty), sources)
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert root.findtext(f"{SVG}title") == "a]]>&amp;<script>\"'"
    assert "x<&>\"'" in words_of(svg)


def test_nothing_is_fetched_from_outside(shaper: QtShaper, sources: QtSources) -> None:
    svg = written(everything(shaper), sources)
    addresses = re.findall(r'(?:href="|url\()([^")]+)', svg)
    assert len(addresses) > 8
    assert all(address.startswith(("#", "data:")) for address in addresses)


def test_unsafe_links_are_left_out(qapp: object, sources: QtSources) -> None:
    shape = (PathOp(rect_path(Rect(0, 0, 20, 10)), "#000000"),)
    made = [Group("c", "card", shape, Rect(0, 0, 20, 10), link=a) for a in ("https://example.org/?a&b", "javascript:x")]
    svg = written(with_group(Group("g", "map", tuple(made), Rect(0, 0, 20, 10))), sources)
    assert svg.count("<a ") == 1
    assert "https://example.org/?a&amp;b" in svg
    assert "javascript" not in svg


def test_the_same_map_gives_the_same_bytes(shaper: QtShaper) -> None:
    assert written(everything(shaper), QtSources()) == written(everything(shaper), QtSources())


def test_cancelling_leaves_the_old_file_and_no_other(shaper: QtShaper, sources: QtSources, tmp_path: Path) -> None:
    target = tmp_path / "m.svg"
    target.write_bytes(b"the old one")

    def stop(share: float) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_svg(many_cards(shaper, 200), target, stop, sources=sources)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]
