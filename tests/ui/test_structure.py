"""Splitting and joining from the window: what moves, what is said."""

from __future__ import annotations

from jmapdesk.edit.feelings import set_feeling
from jmapdesk.session.selection import Ref, card_ref
from tests.ui.bench import Bench


def message(bench: Bench) -> str:
    return bench.window.status._message.text()


def test_a_step_is_split_at_a_card_with_those_below_it(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    bench.trigger("split_step")
    new = bench.selection.primary
    assert new is not None
    assert {bench.journey.cards[key].step for key in ("c1", "c2")} == {new.id}
    assert bench.document.undo_labels == ("Split step",)


def test_of_several_selected_cards_just_these_go(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("f1")])
    bench.trigger("split_step")
    moved = {key for key, card in bench.journey.cards.items() if card.step not in (None, "p1", "p3")}
    assert moved == {"c1", "f1"}


def test_emotions_that_meet_are_told_of(bench: Bench) -> None:
    bench.document.do("Feel", lambda m: set_feeling(m, "feel", "p2", -1.0, lambda: "f2"))
    bench.selection.select(Ref("step", "p1"))
    bench.trigger("join_step")
    assert message(bench) == "Two emotions met: one point shows the range of both, the second is parked."


def test_what_cannot_be_joined_says_why(bench: Bench) -> None:
    bench.selection.select(Ref("step", "p3"))
    bench.trigger("join_step")
    assert message(bench).startswith("This stage has one step only")
    bench.trigger("join_stage")
    assert message(bench).startswith("This is the last stage")
    bench.trigger("split_stage")
    assert message(bench).startswith("A stage is split at a step")
    assert not bench.document.can_undo


def test_a_second_curve_to_be_is_not_made(bench: Bench) -> None:
    bench.trigger("to_be_curve")
    bench.trigger("to_be_curve")
    assert bench.document.undo_labels == ("Add curve to be",)
    assert message(bench).startswith("There is no scored emotion without a wish")
