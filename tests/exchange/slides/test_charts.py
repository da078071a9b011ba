"""Feelings as native charts: their values can be edited, gaps stay gaps, curves have names."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Persona
from tests.builders import small_map
from tests.exchange.slides.reading import C, deck, part, said, slide_of, texts, write


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def only_curve() -> JourneyMap:
    """The small map with all feelings everybody's: one in the first step, none in the second, one in the third."""
    journey = small_map()
    return with_record(journey, "cards", replace(journey.cards["f3"], persona=None))


def two_curves() -> JourneyMap:
    """Ada as it is and as it might be, and Ben."""
    journey = with_record(small_map(), "personas", Persona(id="ben", order="z", name="Ben"))
    for key, fields in {
        "f1": {"persona": "ada"},
        "b1": {"persona": "ben", "score": -0.5, "step": "p1"},
        "w1": {"persona": "ada", "series": "to_be", "score": 2.0, "step": "p2"},
    }.items():
        old = journey.cards.get(key) or Card(id=key, lane="feel", order=key, kind="feeling")
        journey = with_record(journey, "cards", replace(old, **fields))
    return journey


def test_the_whole_curve_stands_in_one_chart_with_its_gap(tmp_path: Path) -> None:
    (chart,) = charts(deck(only_curve(), tmp_path).slides[1])
    (plot,) = chart.plots
    assert list(plot.categories) == ["See", "Ask", "Buy 3"]
    (series,) = plot.series
    assert series.name == "Emotions"
    assert tuple(series.values) == (1.5, None, -1.0)
    assert not series.smooth
    assert not chart.has_legend
    blanks = part(tmp_path / "deck.pptx", "ppt/charts/chart1.xml").find(f".//{C}dispBlanksAs")
    assert blanks.get("val") == "gap"


def test_the_scale_is_fixed(tmp_path: Path) -> None:
    (chart,) = charts(deck(only_curve(), tmp_path).slides[1])
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (-2, 2)


def test_a_stage_has_its_part_of_the_curve(tmp_path: Path) -> None:
    found = deck(only_curve(), tmp_path)
    (chart,) = charts(slide_of(found, "Notice"))
    assert [tuple(series.values) for series in chart.plots[0].series] == [(1.5, None)]
    (chart,) = charts(slide_of(found, "Buy"))
    assert [tuple(series.values) for series in chart.plots[0].series] == [(-1.0,)]
    assert any("curious (+1.5)" in words for words in texts(slide_of(found, "Notice")))


def test_several_curves_have_names_a_legend_and_dashes_for_what_is_wished(tmp_path: Path) -> None:
    (chart,) = charts(slide_of(deck(two_curves(), tmp_path), "Notice"))
    values = {series.name: tuple(series.values) for series in chart.plots[0].series}
    assert values == {"Ada · As is": (1.5, None), "Ben · As is": (-0.5, None), "Ada · To be": (None, 2.0)}
    assert chart.has_legend
    assert [series.format.line.dash_style is not None for series in chart.plots[0].series] == [False, False, True]


def test_the_workbook_in_a_chart_holds_the_same_numbers(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write(two_curves(), path)
    with zipfile.ZipFile(path) as archive:
        sheet = load_workbook(io.BytesIO(archive.read("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"))).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows == [
        [None, "Ada · As is", "Ben · As is", "Ada · To be"],
        ["See", 1.5, -0.5, None],
        ["Ask", None, None, 2],
        ["Buy 3", -1, None, None],
    ]


def test_no_words_become_a_formula_there(tmp_path: Path) -> None:
    journey = only_curve()
    stage = journey.stages["s1"]
    steps = (replace(stage.steps[0], name="=1+1"), *stage.steps[1:])
    path = tmp_path / "deck.pptx"
    write(with_record(journey, "stages", replace(stage, steps=steps)), path)
    with zipfile.ZipFile(path) as archive:
        sheet = load_workbook(io.BytesIO(archive.read("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"))).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_a_range_of_answers_is_a_bar_on_its_point(tmp_path: Path) -> None:
    journey = only_curve()
    path = tmp_path / "deck.pptx"
    write(with_record(journey, "cards", replace(journey.cards["f1"], low=0.5, high=2.0)), path)
    bars = part(path, "ppt/charts/chart1.xml").find(f".//{C}errBars")
    reach = [[v.text for v in bars.find(f"{C}{side}").iter(f"{C}v")] for side in ("plus", "minus")]
    assert reach == [["0.5"], ["1"]]


def test_feelings_without_a_score_are_words_and_no_points(tmp_path: Path) -> None:
    journey = only_curve()
    for key in ("f1", "f3"):
        journey = with_record(journey, "cards", replace(journey.cards[key], score=None, word="odd"))
    slide = deck(journey, tmp_path).slides[1]
    assert charts(slide) == []
    assert any("odd (no score)" in words for words in texts(slide))


def test_a_chart_says_its_scores(tmp_path: Path) -> None:
    slide = deck(only_curve(), tmp_path).slides[1]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert said(frame) == "Emotions. See +1.5, Buy 3 −1"


def test_a_collapsed_stage_has_the_mean_of_its_feelings(tmp_path: Path) -> None:
    journey = only_curve()
    more = Card(id="f2", lane="feel", step="p2", order="a", kind="feeling", score=0.5)
    journey = with_record(journey, "cards", more)
    journey = with_record(journey, "stages", replace(journey.stages["s1"], collapsed=True))
    (chart,) = charts(deck(journey, tmp_path).slides[1])
    assert [tuple(series.values) for series in chart.plots[0].series] == [(1.0, -1.0)]
