"""The words of connections: apart from each other, clear of the words of feelings and of the legend of curves."""

from __future__ import annotations

import random

import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import set_connection_fields
from jmapdesk.layout.curve_legend import curve_legend, legend_rect
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.parts import ShapePart, TextPart
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import Connection, Lane, Persona
from jmapdesk.render.parts import bounds_of
from jmapdesk.util.geometry import Rect, path_bounds
from tests.fakes import FakeShaper
from tests.layout.routes_sweep import random_map
from tests.layout.test_map_layout import card_rects, drawn_of, small_map, wires_of


def laid(journey: JourneyMap) -> MapLayout:
    return lay_out(journey, FakeShaper())


def named(*pairs: tuple[str, str], label: str = "when the parcel is late") -> JourneyMap:
    """The small map with an arrow from each first card to its second, all with words, and a curve for each of two."""
    people = {key: Persona(id=key, order=key, name=f"Person {key}") for key in ("ann", "bob")}
    journey = with_records(small_map(), "personas", people)
    journey = set_fields(journey, "mood-b", persona="ann")
    journey = set_fields(journey, "mood-c", persona="bob")
    arrows = {f"w{n}": Connection(id=f"w{n}", start=a, end=b, label=label) for n, (a, b) in enumerate(pairs)}
    return with_records(journey, "connections", arrows)


def legends(layout: MapLayout) -> list[Rect]:
    """What the legends of curves cover on the sheet."""
    found = [
        (top, legend_rect(box.series, layout.columns, layout.context))
        for top, box in zip(layout.tops, layout.lanes, strict=True) if box.is_curve
    ]  # fmt: skip
    return [rect.moved(0, top) for top, rect in found if rect is not None]


def words(layout: MapLayout) -> list[Rect]:
    return [wire.label_rect for wire in layout.wires.all() if wire.label_rect is not None]


@pytest.mark.parametrize("seed", range(40))
def test_no_words_lie_over_others(seed: int) -> None:
    rects = words(laid(random_map(seed)))
    for i, one in enumerate(rects):
        assert not any(one.overlaps(other) for other in rects[:i])


def test_a_gap_that_is_too_full_has_all_words_cut_rather_than_one_over_another() -> None:
    steps = "abcd"
    pairs = [(f"act-{one}", f"mood-{other}") for one in steps for other in steps if one != other]
    layout = laid(named(*pairs))
    rects = words(layout)
    assert len(rects) > 4
    for i, one in enumerate(rects):
        assert not any(one.overlaps(other) for other in rects[:i])
    shaper = layout.context.shaper
    for wire in layout.wires.all():
        if wire.label is not None:
            shown = shaper.shape(wire.label.text, wire.label.style, wire.label.w, 1)
            assert shown.box.width <= wire.label.w + 0.1


def test_words_keep_clear_of_the_legend_of_curves_and_of_cards() -> None:
    layout = laid(named(("act-a", "act-c"), ("act-b", "mood-d"), ("act-a", "mood-c")))
    (legend,) = legends(layout)
    assert words(layout)
    for rect in words(layout):
        assert not rect.overlaps(legend)
        assert not any(rect.overlaps(card) for card in card_rects(layout).values())


def test_a_legend_that_grows_sends_words_elsewhere() -> None:
    journey = named(("act-a", "act-c"), ("act-b", "act-d"))
    layout = laid(journey)
    after = add_card(journey, Place("mood", "a"), lambda: "more", persona="ann", series="to_be", score=1)
    assert legends(laid(after)) != legends(layout)
    again = changed(layout, after, delta(journey, after))
    assert {key: drawn_of(wire) for key, wire in wires_of(again).items()} == {
        key: drawn_of(wire) for key, wire in wires_of(laid(after)).items()
    }


@pytest.mark.parametrize("seed", range(10))
def test_words_after_edits_stand_as_in_the_map_laid_anew(seed: int) -> None:
    dice, journey = random.Random(seed), random_map(seed)
    layout = laid(journey)
    for n in range(10):
        if not journey.connections:
            return
        key = dice.choice(list(journey.connections))
        feelings = [one.id for one in journey.cards.values() if one.kind == "feeling"]
        if feelings and dice.random() < 0.4:
            said = "word " * dice.randint(0, 6)
            after = set_fields(journey, dice.choice(feelings), score=dice.uniform(-2, 2), text=said)
        else:
            after = set_connection_fields(journey, key, label=" ".join(["say"] * dice.randint(0, 9)) + str(n))
        layout = changed(layout, after, delta(journey, after))
        journey = after
        assert {k: drawn_of(w) for k, w in wires_of(layout).items()} == {
            k: drawn_of(w) for k, w in wires_of(laid(journey)).items()
        }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_legend_covers_what_its_rectangle_says(language: str) -> None:
    layout = laid(set_about(named(), language=language))
    box = next(one for one in layout.lanes if one.is_curve)
    rect = legend_rect(box.series, layout.columns, layout.context)
    assert rect is not None
    drawn = bounds_of(curve_legend(box.series, layout.columns, layout.context))
    assert rect.grown(6).x <= drawn.x
    assert drawn.right <= rect.grown(6).right
    assert drawn.w > rect.w - 12


def test_words_keep_clear_of_badges() -> None:
    journey = named(("act-a", "mood-b"), ("act-b", "act-c"), label="overnight or so")
    journey = with_records(journey, "lanes", {
        "mood": replace(journey.lanes["mood"], order="0"), "more": Lane(id="more", order="1b", kind="actions"),
    })  # fmt: skip
    for step in "abcd":
        journey = add_card(journey, Place("more", step), lambda step=step: f"more-{step}", text="x", check=True)
        journey = set_fields(journey, f"act-{step}", moment="delight", check=True, personas=("ann",))
    layout = laid(journey)
    badges = [
        rect.moved(one.x, one.y + top)
        for top, box in zip(layout.tops, layout.lanes, strict=True) if not box.is_curve
        for cell in box.cells for one in cell for rect in one.plan.badges()
    ]  # fmt: skip
    assert len(badges) > 10
    assert words(layout)
    for rect in words(layout):
        assert not any(rect.overlaps(badge) for badge in badges)
    after = set_fields(journey, "more-b", moment="friction", personas=("ann",))
    again = changed(layout, after, delta(journey, after))
    assert {key: drawn_of(wire) for key, wire in wires_of(again).items()} == {
        key: drawn_of(wire) for key, wire in wires_of(laid(after)).items()
    }


def test_words_stand_on_paper_as_wide_as_they_are() -> None:
    """Lines would show between words else, however their letters are ringed."""
    layout = laid(named(("act-a", "act-c"), label="one in two"))
    (wire,) = layout.wires.all()
    ground, part = wire.words(layout.context)
    assert isinstance(ground, ShapePart)
    assert isinstance(part, TextPart)
    assert ground.fill == layout.context.theme.colours.paper
    rect, wide = path_bounds(ground.path), layout.context.shaper.measure("one in two", part.style).width
    assert rect.w == pytest.approx(wide + 6)
    assert rect.cx == pytest.approx(part.x + part.w / 2)
    assert part.y < rect.y < rect.bottom < part.y + part.style.line_height
    assert any(ink.grown(0.01).contains(rect.x, rect.y) for ink in wire.inks())


def test_a_connection_without_words_has_no_paper_for_them() -> None:
    layout = laid(named(("act-a", "act-c"), label=""))
    (wire,) = layout.wires.all()
    assert wire.words(layout.context) == ()
