"""Connections to cards in collapsed stages and lanes lead to the summary that counts them."""

from __future__ import annotations

import random

import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card, delete_cards, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import connect, delete_connections
from jmapdesk.edit.folding import fold
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.edit.spans import set_span
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.visibility import Visibility
from jmapdesk.layout.wires import Wire
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.geometry import Rect
from tests.fakes import FakeShaper
from tests.layout.routes_sweep import crossings, random_map
from tests.layout.test_map_layout import card_rects, drawn_of, small_map, wires_of
from tests.layout.test_routes import connected


def laid(journey: JourneyMap) -> MapLayout:
    return lay_out(journey, FakeShaper())


def summary(layout: MapLayout, lane: str, stage: int) -> Rect:
    """Where a summary stands on the sheet."""
    index = layout.lane_index(lane)
    assert index is not None
    found = layout.lanes[index].summaries[stage]
    assert found is not None
    return found.rect.moved(0, layout.tops[index])


def ends_at(point: tuple[float, float], rect: Rect) -> bool:
    """Whether a point lies on the left or right edge of a rectangle."""
    x, y = point
    return rect.y - 0.01 <= y <= rect.bottom + 0.01 and min(abs(x - rect.x), abs(x - rect.right)) < 0.01


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_connection_to_a_card_in_a_collapsed_stage_leads_to_its_summary(language: str) -> None:
    journey = set_about(fold(connected(small_map(), ("act-a", "act-c")), True, stages=["s2"]), language=language)
    layout = laid(journey)
    wire = layout.wires["w0"]
    assert ends_at(wire.points[0], card_rects(layout)["act-a"])
    assert ends_at(wire.points[-1], summary(layout, "acts", 1))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_connection_from_a_card_in_a_collapsed_lane_comes_from_its_summary(language: str) -> None:
    journey = set_about(fold(connected(small_map(), ("act-b", "mood-d")), True, lanes=["acts"]), language=language)
    layout = laid(journey)
    assert ends_at(layout.wires["w0"].points[0], summary(layout, "acts", 0))


def test_a_summary_of_curves_is_reached_beside_its_faces() -> None:
    layout = laid(fold(connected(small_map(), ("act-a", "mood-c")), True, stages=["s2"]))
    x, y = layout.wires["w0"].points[-1]
    rect = summary(layout, "mood", 1)
    assert rect.x < x < rect.x + 12
    assert y == pytest.approx(rect.cy, abs=1)


def test_several_between_the_same_two_are_one_line_that_says_how_many() -> None:
    pairs = [("act-a", "act-c"), ("act-a", "act-d"), ("act-b", "act-d")]
    layout = laid(fold(connected(small_map(), *pairs), True, stages=["s2"]))
    assert {key: words_of(wire) for key, wire in wires_of(layout).items()} == {"w0": "2×", "w2": ""}
    both = laid(fold(connected(small_map(), *pairs), True, stages=["s1", "s2"]))
    assert {key: words_of(wire) for key, wire in wires_of(both).items()} == {"w0": "3×"}


def words_of(wire: Wire) -> str:
    return wire.label.text if wire.label is not None else ""


def test_one_alone_keeps_its_label_and_kinds_have_lines_of_their_own() -> None:
    journey = fold(connected(small_map(), ("act-a", "act-c"), label="late"), True, stages=["s2"])
    journey = connect(journey, "act-a", "act-d", lambda: "w1", "causes")
    assert {key: words_of(wire) for key, wire in wires_of(laid(journey)).items()} == {"w0": "late", "w1": ""}


def test_within_one_summary_nothing_is_drawn() -> None:
    assert wires_of(laid(fold(connected(small_map(), ("act-c", "act-d")), True, stages=["s2"]))) == {}


def test_a_card_that_reaches_out_of_a_collapsed_stage_is_met_itself() -> None:
    journey = connected(small_map(), ("act-a", "long"))
    journey = add_card(journey, Place("acts", "b"), lambda: "long")
    layout = laid(fold(set_span(journey, "long", "b", "c"), True, stages=["s2"]))
    assert ends_at(layout.wires["w0"].points[-1], card_rects(layout)["long"])


def test_where_only_titles_are_wanted_none_is_drawn() -> None:
    journey = connected(small_map(), ("act-a", "act-c"))
    layout = lay_out(journey, FakeShaper(), shown=Visibility(detail="titles"))
    assert wires_of(layout) == {}


def test_a_hidden_lane_stays_without() -> None:
    journey = fold(connected(small_map(), ("act-a", "mood-c")), True, stages=["s2"])
    assert wires_of(laid(set_lane_fields(journey, "mood", hidden=True))) == {}


def folded_map(dice: random.Random, seed: int) -> JourneyMap:
    """A random map with some of its stages and lanes collapsed."""
    journey = random_map(seed)
    stages = [key for key in journey.stages if dice.random() < 0.5]
    lanes = [key for key, lane in journey.lanes.items() if lane.kind != "divider" and dice.random() < 0.3]
    return fold(journey, True, stages=stages, lanes=lanes)


@pytest.mark.parametrize("seed", range(40))
def test_no_way_to_a_summary_crosses_a_card(seed: int) -> None:
    layout = laid(folded_map(random.Random(seed), seed))
    assert crossings(layout) == []
    for wire in layout.wires.all():
        for (x0, y0), (x1, y1) in wire.segments():
            assert min(abs(x0 - x1), abs(y0 - y1)) < 0.02


@pytest.mark.parametrize("seed", range(16))
def test_after_edits_the_lines_are_those_of_the_map_laid_anew(seed: int) -> None:
    dice = random.Random(seed)
    journey = folded_map(dice, seed)
    layout = laid(journey)
    steps = [step.id for stage in journey.stages.values() for step in stage.steps]
    for n in range(12):
        plain = [card for card in journey.cards.values() if card.kind != "feeling"]
        if len(plain) < 3:
            return
        card, other = dice.sample(plain, 2)
        chance = dice.random()
        if chance < 0.25:
            after = delete_cards(journey, [card.id])
        elif chance < 0.45:
            after = connect(journey, card.id, other.id, lambda n=n: f"n{n}", "leads_to")
        elif chance < 0.6 and journey.connections:
            after = delete_connections(journey, [dice.choice(list(journey.connections))])
        elif chance < 0.75:
            after = set_fields(journey, card.id, text="word " * dice.randint(1, 30))
        else:
            after = move_into_cell(journey, (card.id,), Place(card.lane or "", dice.choice(steps)))
        layout = changed(layout, after, delta(journey, after))
        journey = after
        assert {k: drawn_of(w) for k, w in wires_of(layout).items()} == {
            k: drawn_of(w) for k, w in wires_of(laid(journey)).items()
        }
