"""What is left out of a map, and that it is left out of the picture only."""

from __future__ import annotations

import random

import pytest

from jmapdesk.edit.cards import add_card, delete_cards, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.edit.spans import span_to
from jmapdesk.layout import hit as hits
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.visibility import EVERYTHING, Visibility, visibility_of
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import cell_cards, is_key_card
from jmapdesk.model.records import Card, View
from tests.builders import big_map, small_map
from tests.fakes import FakeShaper
from tests.layout.test_map_layout import described

KEY = Visibility(detail="key")


def laid(journey: JourneyMap, shown: Visibility) -> MapLayout:
    return lay_out(journey, FakeShaper(), shown=shown)


def cards_of(layout: MapLayout) -> set[str]:
    return {one.card.id for box in layout.lanes for cell in box.cells for one in cell}


def with_pains() -> JourneyMap:
    """The small map with a mild, a bad and another mild pain in one cell, in this order."""
    ids = iter(["mild", "bad", "more"])
    journey = small_map()
    for severity in (1, 3, 2):
        journey = add_card(journey, Place("pain", "p1"), lambda: next(ids), text="Hurts", severity=severity)
    return journey


def test_hidden_stages_and_lanes_are_not_on_the_sheet() -> None:
    layout = laid(small_map(), Visibility(frozenset({"s1"}), frozenset({"touch"})))
    assert [box.stage.id for box in layout.columns.stages] == ["s2"]
    assert [box.lane.id for box in layout.lanes] == ["feel", "pain"]
    assert cards_of(layout) == {"f3"}


def test_a_stage_keeps_its_hue_where_others_are_hidden() -> None:
    whole, part = laid(small_map(), EVERYTHING), laid(small_map(), Visibility(frozenset({"s1"})))
    assert part.columns.stages[0].colour == whole.columns.stages[1].colour


def test_what_is_counted_on_the_sheet_is_what_shows() -> None:
    assert laid(small_map(), Visibility(lanes=frozenset({"touch"}))).counted.sourced == 0
    assert laid(small_map(), Visibility(stages=frozenset({"s1"}))).counted.sourced == 0
    assert laid(small_map(), EVERYTHING).counted.sourced == 1


def test_a_span_out_of_a_hidden_stage_begins_where_it_shows() -> None:
    layout = laid(span_to(small_map(), "c2", "p3"), Visibility(frozenset({"s1"})))
    rect = layout.card_rect("c2")
    assert rect is not None
    assert rect.x >= layout.columns.body.x
    into = laid(span_to(small_map(), "c2", "p3"), Visibility(frozenset({"s2"})))
    rect = into.card_rect("c2")
    assert rect is not None
    assert rect.right <= into.columns.body.right
    gone = laid(span_to(small_map(), "c2", "p2"), Visibility(frozenset({"s1"})))
    assert gone.card_rect("c2") is None


@pytest.mark.parametrize(
    ("card", "key"),
    [
        (Card(id="a", kind="feeling"), True),
        (Card(id="a", kind="action"), False),
        (Card(id="a", kind="action", moment="delight"), True),
        (Card(id="a", kind="pain_point", severity=3), True),
        (Card(id="a", kind="pain_point", severity=2), False),
        (Card(id="a", kind="opportunity", impact=0.5, effort=0.2), True),
        (Card(id="a", kind="opportunity", impact=0.5), False),
        (Card(id="a", kind="metric"), False),
    ],
)
def test_which_cards_matter_most(card: Card, key: bool) -> None:
    assert is_key_card(card) is key


def test_at_the_detail_of_key_cards_the_others_are_left_out() -> None:
    assert cards_of(laid(with_pains(), KEY)) == {"f1", "f3", "bad"}


def test_titles_only_leaves_counts_and_the_curve_without_its_words() -> None:
    layout = laid(with_pains(), Visibility(detail="titles"))
    assert cards_of(layout) == {"f1", "f3"}
    assert [box.folded for box in layout.lanes] == [True, False, True]
    assert layout.lanes[1].height == laid(with_pains(), EVERYTHING).lanes[1].height


def test_a_new_card_shows_at_any_detail_until_somebody_looks_otherwise() -> None:
    before = small_map()
    layout = laid(before, KEY)
    after = add_card(before, Place("touch", "p3"), lambda: "new", text="Shop")
    moved = changed(layout, after, delta(before, after))
    assert "new" in cards_of(moved)
    assert "new" not in cards_of(laid(after, KEY))


def test_a_card_does_not_vanish_under_the_hand_that_changes_it() -> None:
    before = with_pains()
    after = set_fields(before, "bad", severity=1)
    assert "bad" in cards_of(changed(laid(before, KEY), after, delta(before, after)))


def test_a_card_left_out_stays_left_out_when_it_is_edited_elsewhere() -> None:
    before = with_pains()
    after = set_fields(before, "mild", text="Hurts a little")
    assert "mild" not in cards_of(changed(laid(before, KEY), after, delta(before, after)))


def test_dropping_among_cards_that_do_not_show_leaves_their_order() -> None:
    journey = with_pains()
    layout = laid(journey, KEY)
    rect = layout.card_rect("bad")
    assert rect is not None
    where = hits.slot(layout, rect.cx, rect.bottom + 4)
    assert where is not None
    assert (where.after, where.before) == ("bad", None)
    moved = move_into_cell(journey, ("c1",), Place(where.lane, where.step, where.after, where.before))
    order = [card.id for card in cell_cards(moved, "pain", "p1")]
    assert [key for key in order if key != "c1"] == ["mild", "bad", "more"]
    assert order.index("c1") > order.index("bad")


@pytest.mark.parametrize("seed", range(12))
def test_laying_out_an_edit_equals_laying_out_its_map_whatever_shows(seed: int) -> None:
    dice = random.Random(seed)
    journey = big_map(80)
    shown = Visibility(
        frozenset(dice.sample(list(journey.stages), 1)),
        frozenset(dice.sample(list(journey.lanes), 2)),
        dice.choice(["all", "key", "titles"]),
    )
    layout = laid(journey, shown)
    for _ in range(5):
        keys = dice.sample(list(journey.cards), 3)
        after = set_fields(delete_cards(journey, keys[:2]), keys[2], text="Other words", moment="delight")
        layout = changed(layout, after, delta(journey, after))
        journey = after
    assert described(layout) == described(laid(journey, layout.shown))


def test_a_view_of_a_newer_program_shows_all_cards() -> None:
    assert visibility_of(View(id="v", detail="wonderful")).detail == "all"
