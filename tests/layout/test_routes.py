"""The ways connections take: in gutters and gaps only, apart from each other, and found anew only where needed."""

from __future__ import annotations

import dataclasses
import math
import random

import pytest

from jmapdesk.edit import cards as card_edits
from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_score
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.layout.arrows import KINDS, arrow
from jmapdesk.layout.hit import Hit, hit, wire_at
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.routes import Router, Taken
from jmapdesk.layout.theme import Colours
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_parts, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Connection, Lane
from jmapdesk.util.geometry import Rect
from tests.builders import big_map
from tests.fakes import FakeShaper
from tests.layout.routes_sweep import crossings, random_map
from tests.layout.test_map_layout import card_rects, drawn_of, small_map, wires_of


def connected(journey: JourneyMap, *pairs: tuple[str, str], label: str = "") -> JourneyMap:
    """The map with an arrow from each first card to its second, ``w0``, ``w1`` …"""
    arrows = {f"w{n}": Connection(id=f"w{n}", start=a, end=b, label=label) for n, (a, b) in enumerate(pairs)}
    return with_records(journey, "connections", arrows)


def laid(journey: JourneyMap) -> MapLayout:
    """The layout of a map."""
    return lay_out(journey, FakeShaper())


@pytest.mark.parametrize("seed", range(50))
def test_no_way_crosses_a_card_or_words_that_are_not_its_own(seed: int) -> None:
    layout = laid(random_map(seed))
    assert crossings(layout) == []
    for wire in layout.wires.all():
        for (x0, y0), (x1, y1) in wire.segments():
            assert min(abs(x0 - x1), abs(y0 - y1)) < 0.02, "a way runs along and down, never aslant"


def test_the_sweep_finds_a_way_that_crosses() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-d")))
    wire = layout.wires["w0"]
    rects = card_rects(layout)
    straight = replace_points(layout, "w0", ((rects["act-a"].right, rects["act-b"].cy), wire.points[-1]))
    assert {found.card for found in crossings(straight)} == {"act-b", "act-c"}


def replace_points(layout: MapLayout, key: str, points: tuple[tuple[float, float], ...]) -> MapLayout:
    """The layout with a connection that runs through these points."""
    wire = dataclasses.replace(layout.wires[key], points=points).moved(-layout.wires.top(key))
    return dataclasses.replace(layout, wires=dataclasses.replace(layout.wires, kept={key: wire}))


def test_a_way_runs_from_the_edge_of_one_card_to_the_edge_of_the_other() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-c")))
    rects, points = card_rects(layout), layout.wires["w0"].points
    assert points[0][0] == rects["act-a"].right
    assert points[-1][0] == rects["act-c"].x
    assert rects["act-c"].y < points[-1][1] < rects["act-c"].bottom


def test_neighbours_in_a_row_are_joined_by_a_straight_line() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-b")))
    assert len(layout.wires["w0"].points) == 2


def test_a_right_to_left_map_has_its_ways_mirrored() -> None:
    journey = connected(small_map(), ("act-a", "act-c"), ("mood-b", "act-d"))
    layout = laid(journey)
    turned = laid(with_parts(journey, about=replace(journey.about, direction="rtl")))
    for key, wire in wires_of(layout).items():
        mirrored = [(layout.width - x, y) for x, y in turned.wires[key].points]
        for here, there in zip(wire.points, mirrored, strict=True):
            assert here == pytest.approx(there)


def test_ways_that_share_a_gutter_lie_beside_each_other() -> None:
    journey = connected(small_map(), ("act-a", "mood-c"), ("act-b", "mood-d"), ("act-a", "mood-d"))
    stretches = [
        (key, Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).grown(0.7))
        for key, wire in wires_of(laid(journey)).items()
        for a, b in wire.segments()
    ]
    for key, one in stretches:
        for other, two in stretches:
            along = (one.w > one.h) == (two.w > two.h)
            assert key == other or not (along and one.overlaps(two))


def test_several_connections_leave_a_card_at_places_of_their_own() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-c"), ("act-a", "mood-c"), ("act-a", "mood-d")))
    begins = [wire.points[0] for wire in layout.wires.all()]
    assert len(set(begins)) == 3


def test_words_stand_in_a_gap_between_lanes_and_on_no_card() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-b"), ("act-b", "mood-b"), ("act-a", "act-d"), label="if late"))
    for wire in layout.wires.all():
        assert wire.label_rect is not None
        assert not any(wire.label_rect.overlaps(rect) for rect in card_rects(layout).values())


def test_words_in_one_gap_stand_apart() -> None:
    journey = connected(small_map(), ("act-a", "act-d"), ("act-b", "act-d"), ("act-a", "act-c"), label="if late")
    rects = [wire.label_rect for wire in laid(journey).wires.all()]
    for i, one in enumerate(rects):
        assert one is not None
        assert not any(one.overlaps(other) for other in rects[:i] if other is not None)


def test_parked_cards_and_hidden_lanes_show_no_connections() -> None:
    journey = connected(small_map(), ("act-a", "mood-c"))
    mood = replace(journey.lanes["mood"], hidden=True)
    assert not laid(with_records(journey, "lanes", {"mood": mood})).wires.kept


def test_moving_a_card_finds_new_ways_for_its_own_connections_only() -> None:
    journey = big_map(1000)
    layout = lay_out(journey, FakeShaper())
    arrow = next(iter(journey.connections.values()))
    card = journey.cards[arrow.start]
    other = next(c for c in journey.cards.values() if c.lane == card.lane and c.step != card.step and c.id != arrow.end)
    after = move_into_cell(journey, (card.id,), Place(other.lane or "", other.step or ""))
    moved = changed(layout, after, delta(journey, after))
    if moved.tops == layout.tops:
        touched = {card.id} | {
            one.card.id for a, b in zip(layout.lanes, moved.lanes, strict=True) if a is not b
            for was, now in zip(a.cells, b.cells, strict=True) if was is not now for one in (*was, *now)
        }  # fmt: skip
        for key, route in layout.wires.routes.items():
            one = journey.connections[key]
            if not {one.start, one.end} & touched:
                assert moved.wires.routes[key] is route


@pytest.mark.parametrize("seed", range(12))
def test_ways_after_edits_are_those_of_the_map_laid_anew(seed: int) -> None:
    dice, journey = random.Random(seed), random_map(seed)
    layout = laid(journey)
    steps = list(layout.columns.place_of)
    for _ in range(12):
        movable = [card for card in journey.cards.values() if card.kind != "feeling"]
        if not movable:
            return
        card = dice.choice(movable)
        felt = [one for one in journey.cards.values() if one.kind == "feeling"]
        if felt and dice.random() < 0.3:
            words = " ".join(["word"] * dice.randint(0, 12))
            after = card_edits.set_text(journey, dice.choice(felt).id, words)
        elif dice.random() < 0.3:
            after = card_edits.set_text(journey, card.id, " ".join(["word"] * dice.randint(1, 30)))
        elif dice.random() < 0.2:
            after = card_edits.delete_cards(journey, (card.id,))
        else:
            after = move_into_cell(journey, (card.id,), Place(card.lane or "", dice.choice(steps)))
        layout = changed(layout, after, delta(journey, after))
        journey = after
        anew = laid(journey)
        assert {k: drawn_of(w) for k, w in wires_of(layout).items()} == {
            k: drawn_of(w) for k, w in wires_of(anew).items()
        }


def test_a_lane_that_grows_carries_the_ways_below_it_along() -> None:
    journey = connected(small_map(), ("act-a", "act-b"), ("mood-a", "mood-c"))
    layout = laid(journey)
    after = card_edits.set_text(journey, "act-d", "so many words " * 12)
    moved = changed(layout, after, delta(journey, after))
    by = moved.tops[1] - layout.tops[1]
    was, now = layout.wires["w1"], moved.wires["w1"]
    assert by > 20
    assert [(x, round(y - by, 6)) for x, y in now.points] == [(x, round(y, 6)) for x, y in was.points]
    assert moved.wires.routes["w1"].legs is layout.wires.routes["w1"].legs


def test_a_lane_that_grows_between_two_cards_stretches_their_way_and_no_other_is_looked_for() -> None:
    journey = connected(small_map(), ("act-a", "mood-c"), ("act-a", "act-b"))
    layout = laid(journey)
    after = card_edits.set_text(journey, "act-d", "so many words " * 12)
    moved = changed(layout, after, delta(journey, after))
    by = moved.tops[1] - layout.tops[1]
    assert by > 20
    assert moved.wires.routes["w0"].legs is layout.wires.routes["w0"].legs
    (_, y), (_, was) = moved.wires["w0"].points[-1], layout.wires["w0"].points[-1]
    assert y == pytest.approx(was + by)
    assert moved.wires["w1"].points == layout.wires["w1"].points


def test_what_is_shown_of_a_stretched_connection_is_found_where_it_is_now() -> None:
    journey = connected(small_map(), ("act-a", "mood-c"))
    layout = laid(journey)
    after = card_edits.set_text(journey, "act-d", "so many words " * 12)
    moved = changed(layout, after, delta(journey, after))
    x, y = moved.wires["w0"].points[-1]
    end = Rect(x - 1, y - 1, 2, 2)
    assert [wire.connection.id for wire in moved.wires.touching(end)] == ["w0"]
    assert list(moved.wires.touching(end.moved(0, 400))) == []


def test_words_find_a_free_place_in_a_crowded_gap() -> None:
    pairs = [("act-a", "mood-b"), ("act-b", "mood-a"), ("act-a", "mood-c")]
    layout = laid(connected(small_map(), *pairs, label="many words for one gap"))
    rects = [wire.label_rect for wire in layout.wires.all()]
    for i, one in enumerate(rects):
        assert one is not None
        assert not any(other is not None and one.overlaps(other) for other in rects[:i])


def test_a_connection_that_nothing_touched_is_the_very_same_object() -> None:
    journey = connected(small_map(), ("act-a", "act-b"), ("act-c", "act-d"))
    layout = laid(journey)
    after = with_records(journey, "connections", {"w0": None})
    again = changed(layout, after, delta(journey, after))
    assert list(again.wires.kept) == ["w1"]
    assert again.wires["w1"] is layout.wires["w1"]


def test_a_span_that_bars_a_gutter_is_gone_round() -> None:
    journey = connected(small_map(), ("act-b", "mood-b"))
    wide = Card(id="wide", lane="acts", step="a", to_step="d", order="Z", kind="action", text="Over all steps")
    layout = laid(with_records(journey, "cards", {"wide": wide}))
    assert crossings(layout) == []


def test_a_point_near_a_line_or_on_its_words_finds_the_connection() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-d"), label="if late"))
    wire = layout.wires["w0"]
    x, y = wire.middle()
    assert wire_at(layout, x, y + 3, slack=4) is wire
    assert wire_at(layout, x, y + 30, slack=4) is None
    assert wire.label_rect is not None
    assert wire_at(layout, wire.label_rect.x + 1, wire.label_rect.cy) is wire


def test_a_card_is_found_before_the_line_that_ends_at_it() -> None:
    layout = laid(connected(small_map(), ("act-a", "act-d")))
    x, y = layout.wires["w0"].points[-1]
    assert hit(layout, x + 1, y, slack=4).kind == "card"
    assert hit(layout, x - 3, y, slack=4) == Hit("connection", "w0", "acts", "d")


def test_a_summary_in_a_collapsed_lane_is_gone_round() -> None:
    journey = connected(small_map(), ("mood-b", "low-c"))
    low = Lane(id="low", order="3", kind="actions")
    card = Card(id="low-c", lane="low", step="c", order="V", kind="action", text="Act")
    folded = replace(journey.lanes["acts"], collapsed=True, order="2b")
    journey = with_records(journey, "lanes", {"low": low, "acts": folded})
    layout = laid(with_records(journey, "cards", {"low-c": card}))
    index = layout.lane_index("acts")
    assert index is not None
    for one in layout.lanes[index].summaries:
        assert one is not None
        rect = one.rect.moved(0, layout.tops[index])
        assert not any(box.grown(0.1).overlaps(rect) for box in layout.wires["w0"].stretches())


def legend_of(layout: MapLayout) -> list[str]:
    """The words of the legend and the footer."""
    return [part.text for part in layout.footer.parts if isinstance(part, TextPart)]


def test_kinds_of_arrows_are_told_apart_in_the_legend_where_there_are_several() -> None:
    journey = connected(small_map(), ("act-a", "act-b"))
    layout = laid(journey)
    assert "Leads to" not in legend_of(layout)
    needs = Connection(id="n", start="act-b", end="act-d", kind="needs")
    after = with_records(journey, "connections", {"n": needs})
    both = changed(layout, after, delta(journey, after))
    assert {"Leads to", "Needs"} <= set(legend_of(both))
    assert legend_of(both) == legend_of(laid(after))
    assert both.height == laid(after).height
    assert legend_of(changed(both, journey, delta(after, journey))) == legend_of(layout)


def test_kinds_of_arrows_look_different() -> None:
    looks = [arrow(((0, 0), (40, 0)), kind, Colours()) for kind in KINDS]
    assert len({(look[0].line, look[2].fill) for look in looks}) == len(KINDS)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_feelings_cover_along_a_way_is_known_after_each_edit(direction: str) -> None:
    journey = big_map(1200)
    journey = with_parts(journey, about=replace(journey.about, direction=direction))
    feelings = [card.id for card in journey.cards.values() if card.kind == "feeling"]
    for one in feelings:
        journey = set_score(journey, one, 0)
    layout, known, dice = laid(journey), Taken(), random.Random(7)
    index = next(i for i, box in enumerate(layout.lanes) if box.is_curve)
    count = len(layout.columns.boxes)
    assert count > 48
    for turn in range(24):
        router = Router(layout.columns, layout.lanes, layout.tops, layout.context, known)
        anywhere = [sorted(dice.sample(range(count + 1), 2)) for _ in range(5)]
        for first, end in ((0, 16), (16, 48), (5, count), *anywhere):
            rects = [rect for column in range(first, end) for rect in router.taken(index, column)]
            low = min((rect.y for rect in rects), default=math.inf)
            high = max((rect.bottom for rect in rects), default=-math.inf)
            assert router.taken_between(index, range(first, end)) == (low, high)
        moved = feelings[turn // 2 * 7 % len(feelings)]  # to the top or the foot, and back
        edited = set_score(layout.journey, moved, 0 if turn % 2 else dice.choice((-2, 2)))
        layout = changed(layout, edited, delta(layout.journey, edited))


@pytest.mark.parametrize("way", [9.0, 11.0, 30.0])
def test_two_heads_stand_clear_of_the_corner_before_them(way: float) -> None:
    line, _, heads = arrow(((0, 0), (0, 50), (way, 50)), "causes", Colours())
    xs = [numbers[0] for _, *numbers in heads.path if numbers]
    first, second = xs[3:], xs[:3]
    assert max(second) == way
    assert max(first) == pytest.approx(min(second)), "one behind the other"
    bent = next(i for i, (name, *_) in enumerate(line.path) if name == "C")
    assert min(first) >= line.path[bent][-2] - 0.01, "the corner ends where they begin"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_way_leaves_a_feeling_beside_its_line_not_on_it(direction: str) -> None:
    journey = big_map(200)
    journey = with_parts(journey, about=replace(journey.about, direction=direction))
    felt = [card.id for card in journey.cards.values() if card.kind == "feeling" and card.score is not None]
    ends = [card.id for card in journey.cards.values() if card.kind == "pain_point"]
    journey = connected(journey, *zip(ends, felt, strict=False))
    layout, dice = laid(journey), random.Random(11)
    index = next(i for i, box in enumerate(layout.lanes) if box.is_curve)
    checked = 0
    for _ in range(30):
        edited = set_score(layout.journey, dice.choice(felt), dice.randint(-20, 20) / 10)
        layout = changed(layout, edited, delta(layout.journey, edited))
        fresh = laid(edited)
        for wire in layout.wires.all():
            assert wire.points == fresh.wires[wire.connection.id].points
            (x0, y0), (x1, y1) = wire.points[-2:]
            points, end = layout.lanes[index].series[0].points, wire.connection.end
            i = next((i for i, one in enumerate(points) if one.card.id == end), None)
            if i is None or abs(y0 - y1) > 0.01:
                continue
            point = points[i]
            beside = [one for one in points[max(0, i - 1) : i + 2] if (one.x - point.x) * (x0 - x1) > 0]
            if beside and abs(beside[0].place - point.place) == 1:
                level = y1 - layout.tops[index] - point.y
                assert (level > 2) == (beside[0].y <= point.y), "under a line that rises, over one that falls"
                checked += 1
    assert checked > 20
