"""Steps without names are found, named, resized and deleted by the mouse and by the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.steps import rename_step
from jmapdesk.layout.hit import step_rect
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import columns
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.view import MapView
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView, on_sheet
from tests.ui.canvas.hands import click, double_click, drag


def unnamed(*steps: str) -> JourneyMap:
    journey = small_map()
    for step in steps:
        journey = rename_step(journey, step, "")
    return journey


def on_step(view: MapView, step: str) -> QPoint:
    rect = step_rect(view.layout_now, step)
    assert rect is not None
    return on_sheet(view, rect.cx, rect.cy)


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_the_pointer_shows_where_a_step_without_a_name_is_taken(make_view: MakeView, zoom: float) -> None:
    view = make_view(unnamed("p1", "p2"), zoom=zoom)
    header = view.layout_now.header
    QTest.mouseMove(view.viewport(), on_sheet(view, view.layout_now.columns.boxes[1].cx, header.y + 6))
    assert not view.hover_mark.isVisible()
    at = on_sheet(view, view.layout_now.columns.boxes[1].cx, header.bottom) - QPoint(0, 9)
    QTest.mouseMove(view.viewport(), at)
    assert view.hover_mark.isVisible()
    click(view.viewport(), at)
    assert view.selection.refs == (Ref("step", "p2"),)
    QTest.mouseMove(view.viewport(), QPoint(2, 2))
    assert not view.hover_mark.isVisible()


@pytest.mark.parametrize("steps", [("p1", "p2"), ("p2",)])
def test_a_double_click_names_it(make_view: MakeView, steps: tuple[str, ...]) -> None:
    view = make_view(unnamed(*steps))
    QTest.mouseMove(view.viewport(), on_step(view, "p2"))
    assert view.hover_mark.isVisible()
    double_click(view.viewport(), on_step(view, "p2"))
    editor = view.writer.editor
    assert editor is not None
    QTest.keyClicks(editor, "Wonder")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert columns(view.document.journey)[1].step.name == "Wonder"
    assert view.document.undo_labels == ("Rename step",)


def test_a_step_with_a_name_needs_no_mark(view: MapView) -> None:
    QTest.mouseMove(view.viewport(), on_step(view, "p1"))
    assert not view.hover_mark.isVisible()


def test_it_is_resized_and_deleted_without_ever_having_a_name(make_view: MakeView) -> None:
    view = make_view(unnamed("p1", "p2"))
    rect = step_rect(view.layout_now, "p1")
    assert rect is not None
    # the plus between steps stands at the very edge: the border is taken just above it
    edge = on_sheet(view, rect.right - 1, view.layout_now.header.bottom) - QPoint(0, 11)
    drag(view.viewport(), edge, edge + QPoint(89, 0))
    assert columns(view.document.journey)[0].step.width == pytest.approx(1.5, abs=0.03)
    click(view.viewport(), on_step(view, "p2"))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert [column.step.id for column in columns(view.document.journey)] == ["p1", "p3"]
