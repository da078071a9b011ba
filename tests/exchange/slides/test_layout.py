"""Where things stand: on the slide, beside each other and not over each other, in letters that can be read."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Stage, Step
from tests.builders import big_map, small_map
from tests.exchange.slides.reading import A, deck, part, said, shapes_of, texts, titles, write

EMU = 12_700


def many_steps(count: int) -> JourneyMap:
    """The small map with a stage of so many steps, a card in each and one over most of them."""
    steps = tuple(Step(id=f"n{i:02}", order=f"n{i:02}1", name=f"Step {i}") for i in range(count))
    journey = with_record(small_map(), "stages", Stage(id="wide", order="z", name="Wide", steps=steps))
    for step in steps:
        card = Card(id=step.id, lane="touch", step=step.id, order="b", kind="touchpoint", text=f"Does {step.id}")
        journey = with_record(journey, "cards", card)
    wide = Card(id="all", lane="touch", step="n01", to_step="n12", order="a", kind="touchpoint", text="All along")
    return with_record(journey, "cards", wide)


def cards_of(slide: Any) -> list[Any]:
    """The boxes of cards on a slide."""
    kinds = ("Touchpoint", "Action", "Thought", "Quote", "Pain point", "Opportunity", "Metric", "Text", "Channel")
    tops = [shape for shape in slide.shapes if said(shape).startswith(kinds)]
    return [shape for shape in tops if shape.height < 400 * EMU]


@pytest.mark.parametrize("journey", [small_map(), big_map(120), many_steps(14)], ids=["small", "large", "wide"])
def test_everything_stands_on_its_slide(journey: JourneyMap, tmp_path: Path) -> None:
    found = deck(journey, tmp_path)
    for slide in found.slides:
        for shape in shapes_of(slide):
            if shape.is_placeholder and shape.width is None:
                continue
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= found.slide_width + EMU, shape.name
            assert shape.top + shape.height <= found.slide_height + EMU, shape.name


@pytest.mark.parametrize("journey", [big_map(120), many_steps(14)], ids=["large", "wide"])
def test_no_card_lies_on_another(journey: JourneyMap, tmp_path: Path) -> None:
    for slide in deck(journey, tmp_path).slides:
        if slide.shapes.title.text_frame.text.startswith(("Priorities", "Action plan")):
            continue
        for one, other in itertools.combinations(cards_of(slide), 2):
            apart = (
                one.left + one.width <= other.left + EMU or other.left + other.width <= one.left + EMU
                or one.top + one.height <= other.top + EMU or other.top + other.height <= one.top + EMU
            )  # fmt: skip
            assert apart, (one.name, other.name)


def test_a_small_map_is_on_one_slide_and_a_large_one_on_several(tmp_path: Path) -> None:
    assert titles(deck(small_map(), tmp_path)).count("A small map") == 2, "opening and map"
    large = [name for name in titles(deck(big_map(300), tmp_path)) if name.startswith("A map of 300 cards:")]
    assert len(large) > 1
    assert len(set(large)) == len(large)


def test_words_are_never_smaller_than_eight_points(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write(big_map(300), path)
    for n in range(1, 9):
        runs = [one for one in part(path, f"ppt/slides/slide{n}.xml").iter(f"{A}r") if one.find(f"{A}rPr").get("sz")]
        assert min(int(one.find(f"{A}rPr").get("sz")) for one in runs) >= 750, f"slide {n}: names of lanes and signs"
        assert all(int(one.find(f"{A}rPr").get("sz")) >= 800 for one in runs if len(one.findtext(f"{A}t")) > 16)


def test_a_stage_too_wide_for_a_slide_is_divided_and_what_spans_it_shows_on_each_part(tmp_path: Path) -> None:
    found = deck(many_steps(14), tmp_path)
    parts = [slide for slide in found.slides if slide.shapes.title.text_frame.text.startswith("Wide")]
    assert [slide.shapes.title.text_frame.text for slide in parts] == ["Wide (1/3)", "Wide (2/3)", "Wide (3/3)"]
    assert all(any("All along" in words for words in texts(slide)) for slide in parts)
    shown = [words for slide in parts for words in texts(slide) if words.startswith("Does n")]
    assert len(shown) == len(set(shown)) == 14


def test_a_cell_with_very_many_cards_goes_on_to_further_slides_and_loses_none(tmp_path: Path) -> None:
    journey = small_map()
    for i in range(90):
        text = f"Card {i:02} with words enough for two lines in any cell of a slide"
        card = Card(id=f"m{i}", lane="touch", step="p1", order=f"x{i:02}", kind="touchpoint", text=text)
        journey = with_record(journey, "cards", card)
    found = deck(journey, tmp_path)
    for start in ("A small map", "Notice"):
        slides = [slide for slide in found.slides if slide.shapes.title.text_frame.text.startswith(start)]
        assert len(slides) > 2
        shown = " ".join(words for slide in slides for words in texts(slide))
        assert all(f"Card {i:02} " in shown for i in range(90))


def test_cards_of_another_kind_than_their_lane_name_it(tmp_path: Path) -> None:
    journey = small_map()
    odd = Card(id="odd", lane="touch", step="p2", order="a", kind="action", text="Walks in")
    found = deck(with_record(journey, "cards", odd), tmp_path)
    assert any(words.startswith("Action\nWalks in") for words in texts(found.slides[1]))


def test_owners_are_initials_on_the_map_and_names_on_the_stage(tmp_path: Path) -> None:
    journey = dataclasses.replace(small_map())
    journey = with_record(journey, "lanes", replace(journey.lanes["pain"], kind="opportunities"))
    idea = Card(id="i", lane="pain", step="p1", order="a", kind="opportunity", text="Help", owner="Ann Lee", impact=1)
    found = deck(with_record(journey, "cards", idea), tmp_path)
    assert "Help\u00a0AL" in texts(found.slides[1])
    assert "Help\nAnn Lee · Impact\u00a0high" in texts(found.slides[2])
