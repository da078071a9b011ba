"""A map that runs right to left is mirrored, and its paragraphs run as their words do."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card
from tests.builders import small_map
from tests.exchange.slides.reading import A, C, deck, part, said, shapes_of, slide_of, texts, write


def arabic() -> JourneyMap:
    """The small map in Arabic, with one card in English and an opportunity."""
    journey = small_map()
    journey = dataclasses.replace(journey, about=replace(journey.about, title="خريطة", language="ar"))
    journey = with_record(journey, "cards", replace(journey.cards["c1"], text="ملصق في الشارع"))
    journey = with_record(journey, "lanes", replace(journey.lanes["pain"], kind="opportunities"))
    idea = Card(id="i", lane="pain", step="p1", order="a", kind="opportunity", text="مكتب عند الباب")
    return with_record(journey, "cards", idea)


def test_what_comes_first_stands_at_the_right(tmp_path: Path) -> None:
    shapes = {said(shape): shape for shape in deck(arabic(), tmp_path).slides[1].shapes if said(shape)}
    first, second = shapes["Notice"], shapes["Buy. Pay quickly"]
    assert second.left + second.width <= first.left + first.width
    assert second.left < first.left
    label = next(s for s in shapes_of(deck(arabic(), tmp_path).slides[1]) if s.name == "نقاط التواصل")
    assert label.left > first.left


def test_the_same_map_is_mirrored_to_the_point(tmp_path: Path) -> None:
    journey = arabic()
    right = [shape for shape in deck(journey, tmp_path).slides[1].shapes if said(shape).startswith("Notice")]
    turned = dataclasses.replace(journey, about=replace(journey.about, direction="ltr"))
    found = deck(turned, tmp_path)
    left = [shape for shape in found.slides[1].shapes if said(shape).startswith("Notice")]
    assert [s.left for s in left] == [found.slide_width - s.left - s.width for s in right]


def test_paragraphs_run_as_their_words_and_stand_at_the_right(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write(arabic(), path)
    looks = {}
    for paragraph in part(path, "ppt/slides/slide3.xml").iter(f"{A}p"):
        words = "".join(run.text or "" for run in paragraph.iter(f"{A}t"))
        looks[words] = paragraph.find(f"{A}pPr")
    ours, theirs = looks["ملصق في الشارع\u00a0●"], looks["Web site\u00a0○"]
    assert (ours.get("rtl"), ours.get("algn")) == ("1", "r")
    assert (theirs.get("rtl"), theirs.get("algn")) == ("0", "r")


def test_charts_and_tables_run_right_to_left(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    found = deck(arabic(), tmp_path)
    axis = part(path, "ppt/charts/chart1.xml").find(f".//{C}catAx/{C}scaling/{C}orientation")
    assert axis.get("val") == "maxMin"
    slide = slide_of(found, "خطة العمل")
    table = next(shape for shape in slide.shapes if shape.has_table)
    assert table._element.find(f".//{A}tblPr").get("rtl") == "1"


def test_the_map_s_own_words_are_used(tmp_path: Path) -> None:
    found = deck(arabic(), tmp_path)
    assert "الأولويات" in [slide.shapes.title.text_frame.text for slide in found.slides]
    assert any("دليل" in words for words in texts(found.slides[1]))


def test_arrows_point_the_way(tmp_path: Path) -> None:
    slide = deck(arabic(), tmp_path).slides[1]
    arrows = [shape for shape in slide.shapes if said(shape) in ("Notice", "Buy. Pay quickly")]
    assert all(arrow._element.find(f".//{A}xfrm").get("flipH") == "1" for arrow in arrows)
