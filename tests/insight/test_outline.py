"""The outline of a map, true to it after every edit."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.edit.cards import add_card, delete_cards, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import move_lane
from jmapdesk.edit.moves import move_into_cell, park
from jmapdesk.edit.stages import delete_stage, move_stage
from jmapdesk.edit.steps import move_step
from jmapdesk.insight.outline import ASIDE, LANES, ROOT, Line, Outline
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from tests.builders import small_map


def told(outline: Outline, line: Line = ROOT, words: str = "") -> dict[str, object]:
    """The whole outline under a line, as nested ids."""
    return {one.id: told(outline, one, words) for one in outline.under(line, words)}


def test_stages_hold_steps_hold_cards_lane_by_lane() -> None:
    assert told(Outline(small_map())) == {
        "s1": {"p1": {"c1": {}, "c2": {}, "f1": {}}, "p2": {}},
        "s2": {"p3": {"f3": {}}},
        "lanes": {"touch": {}, "feel": {}, "pain": {}},
        "aside": {"parked": {}},
    }


def test_words_leave_what_holds_them_and_what_leads_there() -> None:
    outline = Outline(set_fields(small_map(), "c2", owner="Ben", tags=("réseau",)))
    assert told(outline, words="reseau ben") == {"s1": {"p1": {"c2": {}}}}
    assert told(outline, words="ask") == {"s1": {"p2": {}}}
    assert told(outline, words="pain") == {"lanes": {"pain": {}}}
    assert told(outline, words="zzz") == {}


EDITS: tuple[Callable[[JourneyMap], JourneyMap], ...] = (
    lambda m: set_fields(m, "c1", text="Flyer") if "c1" in m.cards else m,
    lambda m: delete_cards(m, ["c1"]) if "c1" in m.cards else m,
    lambda m: add_card(m, Place("pain", "p1"), lambda: f"n{len(m.cards)}", text="New"),
    lambda m: move_into_cell(m, ["c2"], Place("touch", "p2")) if "p2" in steps(m) else m,
    lambda m: park(m, ["c2"]) if "c2" in m.cards else m,
    lambda m: move_into_cell(m, ["parked"], Place("touch", "p1")) if "p1" in steps(m) else m,
    lambda m: move_stage(m, "s1", 1),
    lambda m: move_step(m, "p2", "s2", 0) if "s2" in m.stages and "p2" in steps(m) else m,
    lambda m: move_lane(m, "pain", 0),
    lambda m: delete_stage(m, "s2") if "s2" in m.stages else m,
)


def steps(journey: JourneyMap) -> set[str]:
    return {step.id for stage in journey.stages.values() for step in stage.steps}


@given(st.lists(st.sampled_from(EDITS), max_size=8))
def test_it_follows_every_edit_and_tells_where(edits: list[Callable[[JourneyMap], JourneyMap]]) -> None:
    journey = small_map()
    outline = Outline(journey)
    seen = {line: outline.under(line) for line in lines(outline)}
    for edit in edits:
        after = edit(journey)
        touched = outline.follow(delta(journey, after), after)
        journey = after
        fresh = Outline(journey)
        assert told(outline) == told(fresh)
        for line in lines(outline):
            if line not in touched and line in seen and LANES not in touched:
                assert outline.under(line) == seen[line]
        seen = {line: outline.under(line) for line in lines(outline)}


def lines(outline: Outline, line: Line = ROOT) -> list[Line]:
    return [line, *(inner for one in outline.under(line) for inner in lines(outline, one))]


def test_what_is_put_aside_comes_and_goes_as_a_group() -> None:
    journey = small_map()
    outline = Outline(journey)
    after = move_into_cell(journey, ["parked"], Place("touch", "p1"))
    assert set(outline.follow(delta(journey, after), after)) == {ROOT, ASIDE, Line("step", "p1")}
    assert ASIDE not in outline.under(ROOT)
