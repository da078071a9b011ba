"""The pages of an export, which files, preview and print all take."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Pages, drawing_choices, drawn, pages_of, spread
from jmapdesk.exchange.paper import PAPERS, paper_named, scale_named
from jmapdesk.exchange.registry import export
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.render.drawing import Group
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.progress import Cancelled
from tests.builders import big_map, small_map
from tests.fakes import FakeShaper

PDF_MM = 25.4 / 72


def pages(options: ExportOptions, journey: JourneyMap | None = None) -> Pages:
    return pages_of(journey or small_map(), options, Workshop(FakeShaper, Icons()))


def roles(group: Group) -> set[str]:
    return {group.role}.union(*(roles(one) for one in group.children if isinstance(one, Group)))


def boxes(path: Path) -> list[tuple[float, float]]:
    """The size of each page in millimetres."""
    with pikepdf.open(path) as document:
        return [
            (float(page.mediabox[2]) * float(page.obj.get("/UserUnit", 1)) * PDF_MM,
             float(page.mediabox[3]) * float(page.obj.get("/UserUnit", 1)) * PDF_MM)
            for page in document.pages
        ]  # fmt: skip


def test_a_map_is_one_page_and_its_personas_follow() -> None:
    assert [sheet.name for sheet in pages(ExportOptions()).sheets] == [""]
    found = pages(ExportOptions(personas=True, paper=paper_named("Arch D"))).sheets
    assert [sheet.name for sheet in found] == ["", "Ada"]
    assert (found[1].page.width_mm, found[1].page.height_mm) == pytest.approx((215.9, 279.4)), "an upright letter"


def test_legend_and_footer_can_be_left_out() -> None:
    both = pages(ExportOptions()).sheets[0].picture
    neither = pages(ExportOptions(legend=False, footer=False)).sheets[0].picture
    assert neither.height < both.height
    facts = pages(ExportOptions(legend=False)).sheets[0].picture
    assert neither.height < facts.height <= both.height


def test_only_a_range_of_stages_makes_a_narrower_map() -> None:
    journey = big_map(200)
    whole = pages(ExportOptions(), journey).sheets[0].picture
    ids = list(journey.stages)
    part = pages(ExportOptions(stages=(ids[0], ids[0])), journey).sheets[0].picture
    assert part.width < whole.width


def test_a_picture_in_pixels_is_a_page_of_that_shape() -> None:
    page = pages(ExportOptions(pixels=(1920, 1080), dpi=96, orientation="portrait")).sheets[0].page
    assert (page.width_mm, page.height_mm) == pytest.approx((508, 285.75))
    large = pages(ExportOptions(pixels=(100, 100), scale=scale_named("100%")))
    assert "larger than 100 × 100 pixels" in large.said[0]


def test_what_is_cut_or_too_small_to_read_is_said() -> None:
    journey = big_map(400)
    cut = pages(ExportOptions(paper=paper_named("A4"), scale=scale_named("100%")), journey)
    assert "cut off" in cut.said[0]
    small = pages(ExportOptions(paper=paper_named("A4")), journey)
    assert "hard to read" in small.said[0]
    tiny = pages(ExportOptions(scale=scale_named("20%")), journey)
    assert tiny.said == ("Card text is 1.8 pt on the page, hard to read; at 67 % it would be readable.",)


LONG = "words without end " * 20


def renamed(**names: str) -> JourneyMap:
    """The small map with long names for its stages, lanes, personas, …, by id."""
    journey = small_map()
    for key, name in names.items():
        part = next(part for part in ("stages", "personas") if key in getattr(journey, part))
        journey = with_record(journey, part, replace(getattr(journey, part)[key], name=name))
    return journey


def test_names_without_room_are_told() -> None:
    assert pages(ExportOptions()).short == ()
    found = pages(ExportOptions(), renamed(s1=f"Stage {LONG}"))
    assert [(one.kind, one.element) for one in found.short] == [("stage", "s1")]
    start = f"Stage {LONG}"[:59].rstrip()
    assert found.said == (f"Stage “{start}…” is cut for want of room; fewer words show whole.",)
    both = pages(ExportOptions(), renamed(s1=f"Stage {LONG}", ada=f"Ada {LONG}"))
    assert both.said[0].startswith("2 texts are cut for want of room: persona “Ada words")
    assert ", stage “Stage words" in both.said[0]


def test_of_stages_that_are_left_out_no_name_is_told() -> None:
    assert pages(ExportOptions(stages=("s2", "s2")), renamed(s1=f"Stage {LONG}")).short == ()
    assert pages(ExportOptions(only=("card:c1",)), renamed(ada=f"Ada {LONG}")).short == ()


def test_a_handout_that_shows_a_name_whole_somewhere_does_not_tell_it() -> None:
    journey = renamed(s1="A name too long for the arrow of its stage, not for a page of its own. " * 3)
    assert [one.kind for one in pages(ExportOptions(), journey).short] == ["stage"]
    assert pages(ExportOptions(form="handout"), journey).short == ()
    assert [one.kind for one in pages(ExportOptions(form="handout"), renamed(s1=LONG * 3)).short] == ["stage"]


def test_progress_goes_on_and_can_stop_it() -> None:
    told: list[float] = []
    pages_of(small_map(), ExportOptions(), Workshop(FakeShaper, Icons()), told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(_share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pages_of(small_map(), ExportOptions(), Workshop(FakeShaper, Icons()), stop)


@pytest.mark.parametrize("name", [*PAPERS, "333.33x444.44mm", "5079x100mm", "6203x401.7mm", "roll610mm"])
def test_pages_of_a_pdf_are_as_large_as_their_paper(name: str, tmp_path: Path) -> None:
    paper, path = paper_named(name), tmp_path / "map.pdf"
    export(small_map(), path, ExportOptions(paper=paper), Workshop(QtShaper, Icons()))
    wide, high = boxes(path)[0]
    if paper.size_mm is None:
        assert min(abs(wide - 610), abs(high - 610)) < 0.01
    else:
        assert sorted((wide, high)) == pytest.approx(sorted(paper.size_mm), abs=0.01)
    with pikepdf.open(path) as document:
        assert max(map(float, document.pages[0].mediabox)) <= 14_400


def test_a_page_over_five_metres_is_written_whole_and_said(tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    said = export(small_map(), path, ExportOptions(paper=paper_named("6000x500mm")), Workshop(QtShaper, Icons()))
    assert any("6.00 m long" in remark for remark in said)
    assert boxes(path)[0] == pytest.approx((6000, 500), abs=0.01)


def test_what_is_drawn_serves_every_choice_about_pages() -> None:
    workshop = Workshop(FakeShaper, Icons())
    large, small = ExportOptions(paper=paper_named("A0")), ExportOptions(paper=paper_named("A4"), margin=20)
    assert drawing_choices(large) == drawing_choices(small)
    assert drawing_choices(large) != drawing_choices(ExportOptions(legend=False))
    once = drawn(small_map(), large, workshop)
    assert [spread(once, one).sheets[0].page.width_mm for one in (large, small)] == [1189, 297]
