"""A whole map laid out, and laid out again after edits: nothing overlaps, and the short way equals the long way."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmapdesk.edit.about import set_about
from jmapdesk.edit.folding import fold
from jmapdesk.edit.personas import set_persona_fields
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.wires import Wire
from jmapdesk.model import queries
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_parts, with_record, with_records
from jmapdesk.model.record import replace
from jmapdesk.model.records import About, Card, Lane, Stage, Step
from jmapdesk.util.geometry import Rect
from tests import builders
from tests.builders import big_map
from tests.fakes import FakeShaper


def small_map() -> JourneyMap:
    """Two stages of two steps, a lane of actions and one of feelings, a card in each cell."""
    stages = {
        "s1": Stage(id="s1", order="1", name="Find", steps=(Step(id="a", order="1"), Step(id="b", order="2"))),
        "s2": Stage(id="s2", order="2", name="Buy", steps=(Step(id="c", order="1"), Step(id="d", order="2"))),
    }
    lanes = {
        "acts": Lane(id="acts", order="1", kind="actions"),
        "mood": Lane(id="mood", order="2", kind="feelings"),
        "count": Lane(id="count", order="3", kind="card_counts"),
    }
    cards = {
        f"act-{step}": Card(id=f"act-{step}", lane="acts", step=step, order="V", kind="action", text=f"Act {step}")
        for step in "abcd"
    } | {
        f"mood-{step}": Card(id=f"mood-{step}", lane="mood", step=step, order="V", kind="feeling", score=score)
        for step, score in zip("abcd", (1.0, -1.5, 0.0, 2.0), strict=True)
    }
    return JourneyMap("m", stages=stages, lanes=lanes, cards=cards)


def card_rects(layout: MapLayout) -> dict[str, Rect]:
    """Every card's rectangle on the sheet."""
    return {
        one.card.id: one.rect.moved(0, layout.tops[i])
        for i, box in enumerate(layout.lanes)
        for cell in box.cells
        for one in cell
    }


def wires_of(layout: MapLayout) -> dict[str, Wire]:
    """The connections that show, in sheet coordinates."""
    return {wire.connection.id: wire for wire in layout.wires.all()}


def drawn_of(wire: Wire) -> tuple[object, object]:
    """A connection's line and words, without what numbers lose when they are added in another order."""
    words = wire.label and (wire.label.text, round(wire.label.x, 4), round(wire.label.y, 4), round(wire.label.w, 4))
    return [(round(x, 4), round(y, 4)) for x, y in wire.points], words


def described(layout: MapLayout) -> dict[str, object]:
    """Where everything stands, comparable between two layouts."""
    parts = {
        one.card.id: (one.rect, one.plan.parts) for box in layout.lanes for cell in box.cells for one in cell
    }
    return {
        "size": (layout.width, layout.height),
        "tops": layout.tops,
        "cards": parts,
        "counts": [box.counts for box in layout.lanes],
        "summaries": [[s and (s.rect, s.parts) for s in box.summaries] for box in layout.lanes],
        "curves": [[s.points for s in box.series] for box in layout.lanes],
        "footer": layout.footer.parts,
        "title": layout.title.parts,
        "wires": {key: drawn_of(wire) for key, wire in wires_of(layout).items()},
    }


def test_every_card_stands_inside_its_cell() -> None:
    layout = lay_out(small_map(), FakeShaper())
    for i, box in enumerate(layout.lanes):
        for place, cell in enumerate(box.cells):
            room = layout.cell_rect(i, place)
            for one in cell:
                rect = one.rect.moved(0, layout.tops[i])
                assert room.x <= rect.x
                assert rect.right <= room.right
                assert room.y <= rect.y
                assert rect.bottom <= room.bottom


@pytest.mark.parametrize("cards", [1, 40, 400])
def test_cards_never_overlap(cards: int) -> None:
    layout = lay_out(big_map(cards), FakeShaper())
    for box in layout.lanes:
        for cell in box.cells:
            for one, other in combinations([c for c in cell if c.card.kind != "feeling"], 2):
                assert not one.rect.overlaps(other.rect)


def test_a_span_reaches_over_its_steps_and_pushes_what_is_under_it_down() -> None:
    journey = small_map()
    wide = Card(id="wide", lane="acts", step="a", to_step="c", order="1", kind="action", text="Over three steps")
    layout = lay_out(with_record(journey, "cards", wide), FakeShaper())
    rects = card_rects(layout)
    assert rects["wide"].right > rects["act-c"].x
    for step in "abc":
        assert not rects["wide"].overlaps(rects[f"act-{step}"])
        assert rects[f"act-{step}"].y > rects["wide"].bottom
    assert rects["act-d"].y == rects["wide"].y


def test_a_span_that_ends_lets_cards_move_up_again() -> None:
    journey = small_map()
    wide = Card(id="wide", lane="acts", step="a", to_step="c", order="1", kind="action", text="Over three steps")
    before = with_record(journey, "cards", wide)
    layout = lay_out(before, FakeShaper())
    after = with_record(before, "cards", replace(wide, to_step=None))
    assert described(changed(layout, after, delta(before, after))) == described(lay_out(after, FakeShaper()))


def test_an_empty_map_has_a_sheet() -> None:
    layout = lay_out(JourneyMap("m"), FakeShaper())
    assert layout.width > 0
    assert layout.height > 0
    assert layout.lanes == ()


def test_a_right_to_left_map_is_the_mirror_of_the_other() -> None:
    journey = small_map()
    mirrored = with_parts(journey, about=About(direction="rtl"))
    ltr, rtl = card_rects(lay_out(journey, FakeShaper())), lay_out(mirrored, FakeShaper())
    for key, rect in card_rects(rtl).items():
        assert rect.x == pytest.approx(rtl.width - ltr[key].right)
        assert rect.y == ltr[key].y
    assert rtl.columns.label.x > rtl.columns.body.x
    assert [rtl.columns.at(box.cx) for box in rtl.columns.boxes] == list(rtl.columns.boxes)


@pytest.mark.parametrize("title", ["Ar", "خريطة"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_title_and_its_purpose_begin_where_the_table_does_whatever_their_script(title: str, direction: str) -> None:
    about = About(direction=direction, title=title, purpose=title)
    layout = lay_out(with_parts(small_map(), about=about), FakeShaper())
    shown = [part for part in layout.title.parts if isinstance(part, TextPart) and part.text == title]
    assert len(shown) == 2
    for part in shown:
        (line,) = layout.context.shaper.shape(part.text, part.style, part.w).lines
        start = layout.title.rect.x + part.start_of(line)
        if direction == "ltr":
            assert start == pytest.approx(layout.table.x)
        else:
            assert start + line.width == pytest.approx(layout.table.right)


def test_a_hidden_lane_is_not_laid_out() -> None:
    journey = small_map()
    hidden = with_record(journey, "lanes", replace(journey.lanes["acts"], hidden=True))
    assert [box.lane.id for box in lay_out(hidden, FakeShaper()).lanes] == ["mood", "count"]


def test_editing_one_card_keeps_the_other_lanes_and_cells() -> None:
    before = small_map()
    layout = lay_out(before, FakeShaper())
    after = with_record(before, "cards", replace(before.cards["act-a"], text="Act again"))
    moved = changed(layout, after, delta(before, after))
    assert moved.lanes[1] is layout.lanes[1]
    assert moved.lanes[0].cells[1] is layout.lanes[0].cells[1]
    assert moved.lanes[0].cells[0] is not layout.lanes[0].cells[0]


def test_editing_measures_one_text_and_not_the_map() -> None:
    before = big_map(400)
    shaper = FakeShaper()
    layout = lay_out(before, shaper)
    key = next(card.id for card in before.cards.values() if card.kind == "action")
    after = with_record(before, "cards", replace(before.cards[key], text="Something new"))
    measured = shaper.measured
    changed(layout, after, delta(before, after))
    assert shaper.measured - measured < 40


def test_feelings_apart_by_a_gap_are_not_joined() -> None:
    journey = small_map()
    cards = {key: card for key, card in journey.cards.items() if key != "mood-b"}
    series = lay_out(with_parts(journey, cards=cards), FakeShaper()).lanes[1].series[0]
    assert [point.place for point in series.points] == [0, 2, 3]


def test_counts_follow_the_cards() -> None:
    before = small_map()
    layout = lay_out(before, FakeShaper())
    assert layout.lanes[2].counts == (2, 2, 2, 2)
    after = with_record(before, "cards", replace(before.cards["act-a"], step="b"))
    assert changed(layout, after, delta(before, after)).lanes[2].counts == (1, 3, 2, 2)


def _random_edit(journey: JourneyMap, dice: random.Random) -> JourneyMap:
    """Any small edit of cards: move, retitle, score, span, delete, add."""
    columns = queries.columns(journey)
    steps = [column.step.id for column in columns]
    lanes = list(journey.lanes)
    card = journey.cards[dice.choice(list(journey.cards))]
    match dice.randrange(6):
        case 0 if card.kind != "feeling":
            lane = dice.choice([key for key in lanes if journey.lanes[key].kind not in ("feelings", "card_counts")])
            new: Card | None = replace(card, lane=lane, step=dice.choice(steps), to_step=None)
        case 1:
            new = replace(card, text=" ".join(dice.choices(["one", "two", "three", "four", "extraordinarily"], k=9)))
        case 2 if card.kind == "feeling":
            new = replace(card, score=dice.choice([None, -2.0, -0.4, 0.0, 1.3, 2.0]))
        case 3 if card.kind != "feeling" and card.step in steps:
            later = steps[steps.index(card.step) :]
            new = replace(card, to_step=dice.choice(later))
        case 4 if len(journey.cards) > 5:
            new = None
        case _:
            new = replace(card, check=not card.check, moment=dice.choice(["none", "delight"]), order=dice.choice("1Vz"))
    return with_records(journey, "cards", {card.id: new})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_laying_out_an_edit_equals_laying_out_the_map_it_made(seed: int) -> None:
    dice = random.Random(seed)
    journey = big_map(60) if seed % 2 else small_map()
    if seed % 3 == 0:
        stages, lanes = queries.stages(journey), queries.lanes(journey)
        journey = fold(journey, True, stages=[stages[0].id], lanes=[lanes[seed % len(lanes)].id])
    layout = lay_out(journey, FakeShaper())
    for _ in range(8):
        after = _random_edit(journey, dice)
        layout = changed(layout, after, delta(journey, after))
        journey = after
    assert described(layout) == described(lay_out(journey, FakeShaper()))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_long_title_keeps_clear_of_the_facts_beside_it(direction: str) -> None:
    about = {"title": "A very long title " * 6, "goal": "Fewer calls", "scope": "One branch", "direction": direction}
    layout = lay_out(set_about(big_map(200), **about), FakeShaper())
    texts = [part for part in layout.title.parts if isinstance(part, TextPart)]
    styles = layout.context.styles
    (title,) = [part for part in texts if part.style == styles.title]
    facts = [part for part in texts if part.style in (styles.fact, styles.fact_name)]
    assert facts
    assert all(one.x + one.w <= title.x or title.x + title.w <= one.x for one in facts)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_on_a_narrow_sheet_a_persona_stands_beside_the_title_or_begins_where_the_title_does(direction: str) -> None:
    journey = set_about(builders.small_map(), direction=direction)
    layout = lay_out(journey, FakeShaper())
    (little,) = layout.personas
    assert little.rect.y == layout.title.rect.y
    margin = layout.context.measures.margin
    end = layout.width - little.rect.right if direction == "ltr" else little.rect.x
    assert end == pytest.approx(margin)
    much = set_persona_fields(journey, "ada", quote="I only want to know what it costs", goals=("Pay once",))
    layout = lay_out(much, FakeShaper())
    (box,) = layout.personas
    assert box.rect.y > layout.title.rect.bottom
    start = box.rect.x if direction == "ltr" else layout.width - box.rect.right
    assert start == pytest.approx(margin)


def test_lanes_and_columns_begin_at_whole_units_whatever_was_dragged() -> None:
    journey = small_map()
    lanes = {key: replace(lane, height=150.37) for key, lane in journey.lanes.items()}
    stages = {
        key: replace(stage, steps=tuple(replace(step, width=1.237) for step in stage.steps))
        for key, stage in journey.stages.items()
    }
    layout = lay_out(with_parts(journey, lanes=lanes, stages=stages), FakeShaper())
    assert all(top == round(top) for top in layout.tops)
    assert all(edge == round(edge) for edge in layout.columns.edges)
