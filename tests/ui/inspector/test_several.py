"""Several stages, steps or lanes at once: what they share is changed for all of them in one step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from jmapdesk.model import queries
from jmapdesk.session.selection import Ref
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
