"""Several stages, steps or lanes at once: what they share is changed for all of them in one step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from jmapdesk.model import queries
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.inspector.several import SeveralPage
from tests.ui.inspector.hands import Desk, press, target, type_over


def several(desk: Desk, kind: str, *ids: str) -> SeveralPage:
    desk.selection.set([Ref(kind, key) for key in ids])  # type: ignore[arg-type]
    page = desk.panel.page
    assert isinstance(page, SeveralPage)
    return page


@pytest.mark.parametrize(
    ("kind", "ids", "heading"),
    [
        ("stage", ("s1", "s2"), "2 stages"),
        ("step", ("p1", "p2", "p3"), "3 steps"),
        ("lane", ("touch", "pain"), "2 lanes"),
    ],
)
def test_it_says_how_many(desk: Desk, kind: str, ids: tuple[str, ...], heading: str) -> None:
    page = several(desk, kind, *ids)
    assert heading in [label.text() for label in page.findChildren(QLabel)]


def test_steps_get_one_width_in_one_step(desk: Desk) -> None:
    page = several(desk, "step", "p1", "p3")
    type_over(page.bindings["width"].field, "2")
    widths = {column.step.id: column.step.width for column in queries.columns(desk.journey)}
    assert widths == {"p1": 2.0, "p2": 1.0, "p3": 2.0}
    assert desk.steps() == 1


def test_different_widths_stay_while_nothing_is_written(desk: Desk) -> None:
    several(desk, "step", "p1", "p3")
    type_over(desk.panel.page.bindings["width"].field, "2")
    page = several(desk, "step", "p1", "p2")
    field = page.bindings["width"].field
    assert field.line.text() == ""
    type_over(field, "3")
    type_over(field, "")
    assert {column.step.width for column in queries.columns(desk.journey)} == {3.0, 2.0}


def test_lanes_are_hidden_together(desk: Desk) -> None:
    page = several(desk, "lane", "touch", "pain")
    press(target(page.bindings["hidden"].field))
    assert {lane.id for lane in desk.journey.lanes.values() if lane.hidden} == {"touch", "pain"}
    assert desk.steps() == 1


def test_stages_are_deleted_together(desk: Desk) -> None:
    page = several(desk, "stage", "s1", "s2")
    press(next(b for b in page.findChildren(QPushButton) if b.text() == "Delete these stages"))
    assert not desk.journey.stages
    assert desk.steps() == 1


def test_steps_get_one_time_and_keep_theirs_until_then(desk: Desk) -> None:
    desk.show("step", "p1")
    type_over(desk.field("time"), "Day 1")
    page = several(desk, "step", "p1", "p2")
    field = page.bindings["time"].field
    assert (field.line.text(), field.line.placeholderText()) == ("", "Several")
    type_over(field, "Day 2")
    times = {column.step.id: column.step.time for column in queries.columns(desk.journey)}
    assert (times["p1"], times["p2"], times["p3"]) == ("Day 2", "Day 2", "")
    assert desk.steps() == 2


def test_what_nobody_has_is_not_called_several(desk: Desk) -> None:
    page = several(desk, "lane", "touch", "pain")
    assert page.bindings["height"].field.line.placeholderText() == "By its cards"


def test_things_of_several_kinds_are_counted_and_coloured_together(desk: Desk) -> None:
    desk.selection.set([card_ref("c1"), card_ref("c2"), Ref("stage", "s1")])
    texts = [label.text() for label in desk.page.findChildren(QLabel)]
    assert "3 things" in texts
    assert "2 cards · 1 stage" in texts
    type_over(desk.field("colour").hex, "#336699")
    assert {desk.card("c1").colour, desk.card("c2").colour, desk.journey.stages["s1"].colour} == {"#336699"}
    assert desk.steps() == 1
