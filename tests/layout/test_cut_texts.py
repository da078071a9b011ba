"""Which texts end in “…” where they stand."""

from __future__ import annotations

from jmapdesk.layout.cut_texts import CutText, cut_texts
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.record import replace
from tests.builders import small_map
from tests.fakes import FakeShaper

LONG = "words without end " * 40


def cut(journey: JourneyMap) -> dict[str, str]:
    """The elements that are cut, with what is cut of each."""
    return {one.element: one.kind for one in cut_texts(lay_out(journey, FakeShaper()))}


def changed(journey: JourneyMap, part: str, key: str, **fields: object) -> JourneyMap:
    return with_record(journey, part, replace(getattr(journey, part)[key], **fields))


def test_what_has_room_is_not_cut() -> None:
    assert cut_texts(lay_out(small_map(), FakeShaper())) == ()


def test_long_names_are_told_with_what_they_name() -> None:
    journey = small_map()
    stage = journey.stages["s1"]
    step = replace(stage.steps[0], name=LONG)
    journey = changed(journey, "stages", "s1", name=f"Stage {LONG}", steps=(step, *stage.steps[1:]))
    persona = next(iter(journey.personas))
    journey = changed(journey, "personas", persona, name=f"Persona {LONG}")
    journey = with_parts(journey, about=replace(journey.about, title=f"Title {LONG}"))
    assert cut(journey) == {"about": "title", persona: "persona", "s1": "stage", step.id: "step"}


def test_goals_times_and_roles_are_not_taken_for_names() -> None:
    journey = small_map()
    stage = journey.stages["s1"]
    step = replace(stage.steps[0], time=LONG)
    journey = changed(journey, "stages", "s1", goal=LONG, steps=(step, *stage.steps[1:]))
    persona = next(iter(journey.personas))
    journey = changed(journey, "personas", persona, role=LONG)
    assert cut(journey) == {persona: "role", "s1": "goal", step.id: "time"}


def test_a_text_that_ends_in_dots_by_itself_is_whole() -> None:
    journey = changed(small_map(), "stages", "s1", name="And so on…")
    assert cut(journey) == {}


def test_a_collapsed_lane_and_a_feeling_have_room_for_less() -> None:
    journey = small_map()
    feeling = next(card for card in journey.cards.values() if card.kind == "feeling")
    lane = next(key for key, one in journey.lanes.items() if one.kind == "touchpoints")
    journey = changed(journey, "lanes", lane, name=LONG, collapsed=True)
    journey = changed(journey, "cards", feeling.id, word=LONG)
    assert cut(journey) == {lane: "lane", feeling.id: "feeling"}


def test_what_does_not_show_is_not_told() -> None:
    journey = changed(small_map(), "stages", "s1", name=LONG)
    layout = lay_out(journey, FakeShaper(), shown=Visibility(stages=frozenset({"s1"})))
    assert cut_texts(layout) == ()
    assert CutText("s1", "stage", LONG) in cut_texts(lay_out(journey, FakeShaper()))
