"""Markers, labels and words of a lane of feelings: where they stand and what tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.curve import y_of
from jmapdesk.layout.map_layout import MapLayout, lay_out
from jmapdesk.layout.parts import IconPart, Part, ShapePart, TextPart
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.records import About, Card, Persona
from jmapdesk.util.geometry import path_bounds
from tests.builders import small_map
from tests.fakes import FakeShaper


def laid(*cards: Card, journey: JourneyMap | None = None) -> MapLayout:
    """The small map with these feelings alone."""
    return lay_out(with_parts(journey or small_map(), cards={card.id: card for card in cards}), FakeShaper())


def feeling(name: str, step: str, score: float | None, **fields: object) -> Card:
    return Card.model_validate(
        {"id": name, "lane": "feel", "step": step, "kind": "feeling", "score": score, "text": name, **fields}
    )


def lane(layout: MapLayout) -> LaneBox:
    index = layout.lane_index("feel")
    assert index is not None
    return layout.lanes[index]


def box_of(layout: MapLayout, name: str) -> CardBox:
    return next(one for cell in lane(layout).cells for one in cell if one.card.id == name)


def texts(parts: Sequence[Part]) -> list[str]:
    return [part.text for part in parts if isinstance(part, TextPart)]


def label_y(box: CardBox) -> float:
    """The middle of a feeling's words, in the lane's own y."""
    part = next(part for part in box.plan.parts if isinstance(part, TextPart) and part.text == box.card.text)
    return box.y + part.y + part.style.line_height / 2


def test_the_label_of_a_low_stands_below_its_range_and_that_of_a_high_above() -> None:
    layout = laid(
        feeling("low", "p1", -1.0, low=-1.6, high=-0.4),
        feeling("high", "p2", 1.0, low=0.2, high=1.4),
        feeling("lowest", "p3", -2.0, low=-2.0, high=1.0),
    )
    height = lane(layout).height
    assert label_y(box_of(layout, "low")) > y_of(-1.6, height)
    assert label_y(box_of(layout, "high")) < y_of(1.4, height)
    assert label_y(box_of(layout, "lowest")) > y_of(-2.0, height)


def test_a_word_without_a_score_stands_off_the_scale_and_says_so() -> None:
    layout = laid(feeling("relieved", "p1", None), feeling("torn", "p1", None), feeling("low", "p2", -2.0))
    word, other, height = box_of(layout, "relieved"), box_of(layout, "torn"), lane(layout).height
    assert min(word.y, other.y) > y_of(-2, height) - 26, "not on the neutral line"
    assert "no score" in texts(word.plan.parts)
    assert word.rect.bottom <= other.y
    assert other.rect.bottom <= height


def test_the_curves_of_two_people_carry_their_initials_where_their_lines_end() -> None:
    journey = small_map()
    people = {"ada": Persona(id="ada", order="V", name="Ada Byron"), "bo": Persona(id="bo", order="W", name="Bo Lind")}
    journey = with_parts(journey, personas=people)
    cards = [
        feeling("a1", "p1", 1.0, persona="ada"),
        feeling("a2", "p2", 1.0, persona="ada"),
        feeling("b1", "p1", -1.0, persona="bo"),
        feeling("b3", "p3", -1.0, persona="bo"),
        feeling("w3", "p3", 1.5, persona="ada", series="to_be"),
    ]
    layout = laid(*cards, journey=journey)
    said = {card.id: texts(box_of(layout, card.id).plan.parts) for card in cards}
    assert "AB" not in said["a1"], "its line goes on"
    assert "AB" in said["a2"]
    assert "BL" in said["b1"], "its line ends at a gap"
    assert "BL" in said["b3"]
    assert "AB · To be" in said["w3"]
    assert [one.dashed for one in lane(layout).series] == [False, False, True]


def test_people_of_the_same_initials_are_named_in_full() -> None:
    people = {"ada": Persona(id="ada", order="V", name="Ada Byron"), "al": Persona(id="al", order="W", name="Al Bo")}
    layout = laid(
        feeling("a", "p1", 1.0, persona="ada"),
        feeling("b", "p1", -1.0, persona="al"),
        journey=with_parts(small_map(), personas=people),
    )
    assert [one.tag for one in lane(layout).series] == ["Ada Byron", "Al Bo"]


def test_one_curve_has_no_name_unless_it_is_a_wish() -> None:
    assert [one.tag for one in lane(laid(feeling("a", "p1", 1.0))).series] == [""]
    assert [one.tag for one in lane(laid(feeling("a", "p1", 1.0, series="to_be"))).series] == ["To be"]


def test_the_scales_names_keep_clear_of_the_lanes_own_words() -> None:
    journey = small_map()
    long = replace(journey.lanes["feel"], subtitle="What they say it feels like to them at the counter")
    for subtitle in (long, replace(long, subtitle="How it feels")):
        layout = lay_out(with_parts(journey, lanes={**journey.lanes, "feel": subtitle}), FakeShaper())
        label = [part for part in lane(layout).label if isinstance(part, TextPart)]
        words = next(part for part in label if part.text == subtitle.subtitle)
        box = FakeShaper().measure(words.text, words.style, words.w)
        good = next(part for part in label if part.text == "good")
        assert good.y >= words.y + box.height + 4


def test_kinds_of_sources_that_find_no_room_are_called_other_sources() -> None:
    kinds = ("interview", "survey", "observation", "workshop", "support", "document", "analytics")
    journey = small_map()
    source = journey.sources["talk"]
    sources = {kind: replace(source, id=kind, kind=kind, sample_size=12) for kind in kinds}
    layout = laid(feeling("a", "p1", 1.0, sources=kinds), journey=with_parts(journey, sources=sources))
    note = texts(lane(layout).label)[-1]
    assert note.startswith("1 of 1 scores rest on evidence: 12\u00a0interviews")
    assert note.endswith(", other sources")


def test_the_marks_of_a_feeling_stand_after_its_face_in_reading_direction() -> None:
    def mark_x(direction: str) -> float:
        journey = with_parts(small_map(), about=About(direction=direction))
        box = box_of(laid(feeling("Calm", "p2", 1.0, moment="delight"), journey=journey), "Calm")
        icons = [part for part in box.plan.parts if isinstance(part, IconPart)]
        dots = [part for part in box.plan.parts if isinstance(part, ShapePart) and part.line is not None]
        (heart,) = (icon.x + icon.size / 2 for icon in icons if icon.name == "heart")
        (dot,) = (path_bounds(part.path).cx for part in dots)
        assert heart == pytest.approx(dot)
        return heart - box.w / 2

    assert mark_x("ltr") == pytest.approx(11)
    assert mark_x("rtl") == pytest.approx(-11)
