"""A poster on sheets of a small paper: every card whole, put together it is the poster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.exchange.options import ExportOptions, Workshop, sheet_paper
from jmapdesk.exchange.pages import Pages, drawn, pages_of
from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.exchange.registry import export, format_named
from jmapdesk.exchange.tile_sheets import sheet_name, tile_plan
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import GlyphsOp, Group, walk
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect
from tests.builders import big_map, small_map
from tests.exchange.assembled import assembled, worst_difference
from tests.fakes import FakeShaper
from tests.render.golden import sample

WALL = ExportOptions(form="tiles", paper=paper_named("A1"))


def tiled(journey: JourneyMap, options: ExportOptions = WALL) -> Pages:
    return pages_of(journey, options, Workshop(FakeShaper, Icons()))


def said_on(pages: Pages, n: int) -> str:
    """The words beside the map on a page."""
    layers = pages.sheets[n].over
    return " ".join(
        op.run.text for op, _, _, _ in walk(layers[-1].picture.root) if isinstance(op, GlyphsOp)
    )  # fmt: skip


def test_sheets_have_names_a_bar_and_a_page_that_says_how_they_come_together() -> None:
    pages = tiled(big_map(200))
    names = [sheet.name for sheet in pages.sheets]
    assert names[0] == "Key page"
    assert names[1:3] == ["A·1", "A·2"]
    assert "B·1" in names
    assert "100 %" in said_on(pages, 0)
    assert "A·1" in said_on(pages, 1)
    assert "100 mm" in said_on(pages, 1)


def test_what_fits_on_one_sheet_needs_no_key() -> None:
    pages = tiled(small_map(), replace(WALL, paper=paper_named("200x100mm")))
    assert [sheet.name for sheet in pages.sheets] == ["A·1"]


def test_names_and_marks_can_be_left_out() -> None:
    pages = tiled(big_map(200), replace(WALL, key_page=False, sheet_marks=False))
    assert all(not sheet.over for sheet in pages.sheets)


def test_the_sample_on_a1_is_the_twelve_sheets_of_the_design() -> None:
    what = drawn(sample("from-evaluation-to-first-value"), WALL, Workshop(QtShaper, Icons()))
    assert what.map is not None
    plan = tile_plan(what.map, WALL, rtl=False)
    assert plan.sheets == 12
    assert plan.cut == ()
    plain = tile_plan(what.map, replace(WALL, avoid_cards=False), rtl=False)
    assert plain.cut
    assert plan.sheets <= 1.5 * plain.sheets


@pytest.mark.parametrize("paper", ["A4", "A3", "Letter", "200x200mm"])
def test_every_card_is_whole_on_a_sheet_or_named(paper: str) -> None:
    options = replace(WALL, paper=paper_named("A0"), tiles=sheet_paper(paper))
    journey = sample("borrowing-a-library-book")
    what = drawn(journey, options, Workshop(QtShaper, Icons()))
    assert what.map is not None
    plan = tile_plan(what.map, options, rtl=False)
    pages = pages_of(journey, options, Workshop(QtShaper, Icons()))
    shown = [sheet.page for sheet in pages.sheets[1:]]
    mm = plan.scale / (96 / 25.4)
    for rect, title in cards(what.map.root):
        placed = [
            Rect(page.dx_mm + rect.x * mm, page.dy_mm + rect.y * mm, rect.w * mm, rect.h * mm) for page in shown
        ]
        whole = any(
            page.clip_mm is not None
            and page.clip_mm.x - 0.02 <= one.x and one.right <= page.clip_mm.right + 0.02
            and page.clip_mm.y - 0.02 <= one.y and one.bottom <= page.clip_mm.bottom + 0.02
            for page, one in zip(shown, placed, strict=True)
        )  # fmt: skip
        assert whole or title in plan.cut, title
    assert bool(plan.cut) == any("cut by the edge" in said for said in pages.said)


def cards(group: Group, dx: float = 0.0, dy: float = 0.0) -> list[tuple[Rect, str]]:
    """Where the cards of a picture stand, with their titles."""
    dx, dy = dx + group.dx, dy + group.dy
    if group.role in ("card", "feeling"):
        return [(group.bounds.moved(dx, dy), group.title)]
    return [one for child in group.children if isinstance(child, Group) for one in cards(child, dx, dy)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_put_together_the_sheets_are_the_poster(language: str, tmp_path: Path) -> None:
    journey = set_about(sample("from-evaluation-to-first-value"), language=language)
    whole, poster, plan = assembled(journey, WALL, tmp_path, QtShaper, dpi=72)
    assert plan.sheets > 6
    assert worst_difference(whole, poster) < 80


def test_stages_and_lanes_can_stand_on_every_sheet() -> None:
    options = replace(WALL, repeat_headers=True)
    pages = tiled(big_map(300), options)
    last = pages.sheets[-1]
    windows = [layer for layer in last.over if layer.page.clip_mm is not None]
    assert len(windows) == 3, "the labels, the stages, and the corner between them"
    clips = [layer.page.clip_mm for layer in windows]
    own = last.page.clip_mm
    assert own is not None
    for clip in clips:
        assert clip is not None
        assert clip.right <= own.x + 0.01 or clip.bottom <= own.y + 0.01, "nothing lies over the map"


def test_the_file_has_every_sheet_in_its_own_size(tmp_path: Path) -> None:
    out = tmp_path / "wall.pdf"
    export(small_map(), out, replace(WALL, scale=scale_named("300%")), Workshop(QtShaper, Icons()),
           form=format_named("tiles"))  # fmt: skip
    with pikepdf.open(out) as document:
        sizes = {tuple(round(float(n) * 25.4 / 72, 2) for n in page.mediabox[2:]) for page in document.pages}
        assert len(document.pages) > 2
    assert sizes in ({(297.0, 210.0)}, {(210.0, 297.0)})


def test_a_paper_that_leaves_no_room_is_refused_in_words() -> None:
    with pytest.raises(JmapError, match="leave no room"):
        tiled(small_map(), replace(WALL, tiles=sheet_paper("40x40mm")))


def test_names_go_on_after_the_alphabet() -> None:
    assert [sheet_name(row, 2) for row in (0, 25, 26, 52)] == ["A·3", "Z·3", "AA·3", "BA·3"]
