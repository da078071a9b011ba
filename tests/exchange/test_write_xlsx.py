"""A map as a workbook: looks like the map, is safe to open, holds plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.exchange.xlsx_cells import LONGEST
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import About, Card, Lane, Source, Stage, Step
from jmapdesk.util.progress import Cancelled


def tiny_map(**texts: str) -> JourneyMap:
    """One stage of two steps, a lane of pains, one of feelings; texts by card id stand in the first step."""
    stage = Stage(
        id="s", order="1", name="Buy", goal="Get it", steps=(Step(id="a", order="1"), Step(id="b", order="2"))
    )
    lanes = {
        "pain": Lane(id="pain", order="1", kind="pain_points"),
        "mood": Lane(id="mood", order="2", kind="feelings"),
    }
    cards = {
        key: Card(id=key, lane="pain", step="a", order=str(i + 1), kind="pain_point", text=text, severity=3)
        for i, (key, text) in enumerate(texts.items())
    }
    cards["happy"] = Card(id="happy", lane="mood", step="b", order="V", kind="feeling", score=1.5, text="Relief")
    return JourneyMap("m", about=About(title="Buying"), stages={"s": stage}, lanes=lanes, cards=cards)


def values(path: Path, sheet: str = "Map") -> list[object]:
    """All values of a sheet, row by row, empty cells left out."""
    return [cell.value for row in load_workbook(path)[sheet].iter_rows() for cell in row if cell.value is not None]


def test_stages_lanes_cards_and_scores_are_there(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    assert write_workbook(tiny_map(one="Too slow", two="Too dear"), path) == []
    found = values(path)
    assert [v for v in found if v in ("Buying", "Buy", "Too slow", "Too dear", "Relief", 1.5)] == [
        "Buying", "Buy", "Too slow", "Too dear", 1.5, "Relief",
    ]  # fmt: skip


def test_severity_shows_but_is_no_part_of_the_words(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one="Too slow"), path)
    cell = next(c for row in load_workbook(path)["Map"].iter_rows() for c in row if c.value == "Too slow")
    assert "●●●" in cell.number_format
    assert "Assumption" in cell.number_format


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5 %", "@home", "=HYPERLINK(\"http://x\")"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one=text), path)
    for sheet in ("Map", "Cards"):
        cell = next(c for row in load_workbook(path)[sheet].iter_rows() for c in row if c.value == text)
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_characters_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one="bell\x07 and \ud800half"), path)
    assert "bell and half" in values(path)


def test_a_text_too_long_for_a_cell_is_cut_and_said(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    said = write_workbook(tiny_map(one="x" * (LONGEST + 5)), path)
    assert said
    assert "cut" in said[0]


def test_a_curve_comes_with_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(), path)
    assert len(load_workbook(path)["Map"]._charts) == 1


def test_actions_and_sources_have_sheets_where_there_are_any(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    journey = tiny_map(one="Too slow")
    write_workbook(journey, path)
    assert load_workbook(path).sheetnames == ["Map", "Cards"]
    idea = Card(id="idea", lane="pain", step="a", order="5", kind="opportunity", text="Be quick", pains=("one",))
    journey = with_record(journey, "cards", idea)
    journey = with_record(journey, "cards", replace(journey.cards["one"], sources=("q",)))
    journey = with_record(journey, "sources", Source(id="q", kind="interview", title="Ana"))
    write_workbook(journey, path)
    assert load_workbook(path).sheetnames == ["Map", "Cards", "Actions", "Sources"]
    assert "Too slow" in values(path, "Actions")


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    path.write_bytes(b"old")

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(tiny_map(), path, stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_map_is_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(JourneyMap("m"), path)
    assert "Untitled map" in values(path)
