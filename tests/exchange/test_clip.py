"""Copied cards become a grid for spreadsheets and a table for pages, and come back to the same cells."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import add_card, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.exchange.clip import clip, guarded
from jmapdesk.exchange.landing import land, likely_way
from jmapdesk.exchange.pasted import read_pasted
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def pained() -> JourneyMap:
    return add_card(small_map(), Place("pain", "p3"), counting_ids("pain"), text='Says "wait" & <b>\nagain')


def test_cards_of_several_cells_are_a_grid_with_names() -> None:
    journey = pained()
    found = clip(journey, [card.id for card in journey.cards.values() if card.lane])
    assert found.text.split("\n")[0] == "\tNotice › See\tNotice › Ask\tBuy"
    assert '"Poster\nWeb site"' in found.text
    assert "Emotions\tcurious (+1.5)\t\t−1" in found.text
    assert '"Says ""wait"" & <b>\nagain"' in found.text


@pytest.mark.parametrize("page", [False, True])
def test_what_was_copied_comes_back_to_its_cells(page: bool) -> None:
    journey = pained()
    copied = clip(journey, [card.id for card in journey.cards.values() if card.lane])
    grid = read_pasted(copied.text, copied.page if page else "")
    assert grid is not None
    empty = JourneyMap(id="empty", stages=journey.stages, lanes=journey.lanes)
    landed = land(empty, grid, "pain", "p3", likely_way(empty, grid), counting_ids("back"), by_line=True)
    assert landed.lined_up
    assert (landed.new_steps, landed.new_lanes) == (0, 0)
    for lane, step in (("touch", "p1"), ("feel", "p1"), ("pain", "p3")):
        assert len(queries.cell_cards(landed.journey, lane, step)) == (1 if lane == "feel" else 2)
    (felt,) = queries.cell_cards(landed.journey, "feel", "p1")
    assert (felt.text, felt.score) == ("curious", 1.5)


def test_cards_of_one_cell_are_lines() -> None:
    found = clip(small_map(), ["c2", "c1"])
    assert found.text == "Poster\nWeb site"
    assert "<th" not in found.page


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"), ("+1", "+1"),
        ("-20 %", "-20 %"), ("plain", "plain"), ("", ""),
    ],
)  # fmt: skip
def test_nothing_copied_is_a_formula(text: str, kept: str) -> None:
    assert guarded(text) == kept
    journey = set_text(small_map(), "c1", text or "x")
    assert clip(journey, ["c1"]).text == guarded(text or "x")


def test_markup_in_a_card_is_only_words() -> None:
    journey = set_text(small_map(), "c1", "<script>alert(1)</script>")
    assert "<script" not in clip(journey, ["c1"]).page
