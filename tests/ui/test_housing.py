"""A kind of card chosen or dropped where no lane is for it: the lane comes with the card."""

from __future__ import annotations

from jmapdesk.edit.lanes import delete_lane
from jmapdesk.edit.stages import delete_stages
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.session.selection import cell_ref
from tests.ui.bench import Bench


def lane_kinds(bench: Bench) -> list[str]:
    return [lane.kind for lane in queries.lanes(bench.journey)]


def of_kind(bench: Bench, kind: str) -> list[str]:
    return [card.text for card in bench.journey.cards.values() if card.kind == kind]


def test_a_kind_of_the_palette_comes_with_its_lane_and_is_written_on(bench: Bench) -> None:
    before = bench.journey
    bench.window.palette_panel.chosen.emit("opportunity")
    bench.type("Text us\n")
    assert lane_kinds(bench) == ["touchpoints", "feelings", "pain_points", "opportunities"]
    assert of_kind(bench, "opportunity") == ["Text us"]
    assert bench.document.undo_labels == ("Add lane and card",)
    bench.document.undo()
    assert same(bench.journey, before)


def test_esc_takes_lane_and_card_away_and_the_words_bring_both_back(bench: Bench) -> None:
    before = bench.journey
    bench.window.palette_panel.chosen.emit("opportunity")
    bench.type("Text us")
    bench.keys("Esc")
    assert same(bench.journey, before)
    bench.keys("Ctrl+Z")
    assert lane_kinds(bench)[-1] == "opportunities"
    assert of_kind(bench, "opportunity") == ["Text us"]


def test_a_step_that_has_its_feeling_says_so(bench: Bench) -> None:
    bench.selection.select(cell_ref("feel", "p1"))
    before = bench.journey
    bench.window.palette_panel.chosen.emit("feeling")
    assert bench.journey is before
    assert bench.window.status._message.text() == "This step has an emotion already."


def test_a_feeling_dropped_where_there_is_no_lane_of_emotions_opens_one_below(bench: Bench) -> None:
    bench.document.do("Delete", lambda m: delete_lane(m, "feel"))
    assert bench.drop_kind("feeling", bench.cell("touch", "p2"))
    bench.type("proud\n")
    assert lane_kinds(bench) == ["touchpoints", "feelings", "pain_points"]
    (card,) = (card for card in bench.journey.cards.values() if card.kind == "feeling")
    assert (card.text, card.step, card.score) == ("proud", "p2", 0)


def test_a_map_without_stages_gets_one(bench: Bench) -> None:
    bench.document.do("Delete", lambda m: delete_stages(m, ["s1", "s2"]))
    bench.window.palette_panel.chosen.emit("pain_point")
    bench.type("Queue\n")
    assert len(bench.journey.stages) == 1
    assert lane_kinds(bench) == ["touchpoints", "feelings", "pain_points"]
    assert of_kind(bench, "pain_point") == ["Queue"]
