"""Arrows drawn by hand from card to card, selected, named, brought elsewhere and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Connection
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.grips import grips_of
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.tools.connect import LinkItem
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView, on_card, on_cell, on_sheet
from tests.ui.canvas.hands import click, double_click, drag, move, press, release


def connected() -> JourneyMap:
    """The small map with an arrow from ``c1`` to ``f3``."""
    return with_record(small_map(), "connections", Connection(id="w", start="c1", end="f3"))


def on_grip(view: MapView, ref: Ref, part: str = "connect") -> QPoint:
    """Where a card's or connection's grip lies, in the viewport's pixels."""
    grip = next(one for one in grips_of(view.layout_now, ref, view.zoom()) if one.part == part)
    return on_sheet(view, grip.x, grip.y)


def on_line(view: MapView, key: str = "w") -> QPoint:
    """The middle of a connection's longest stretch."""
    return on_sheet(view, *view.layout_now.wires[key].middle())


def arrows(view: MapView) -> list[tuple[str, str]]:
    return [(one.start, one.end) for one in view.document.journey.connections.values()]


def draw(view: MapView, start: str, end: QPoint) -> None:
    """Draw an arrow from a card's grip."""
    for aside in (4, 0):  # a new window may take the first move for its coming in
        QTest.mouseMove(view.viewport(), on_card(view, start) + QPoint(aside, 0))
    drag(view.viewport(), on_grip(view, card_ref(start)), end)


def test_a_card_under_the_pointer_shows_the_dot_to_draw_from(view: MapView) -> None:
    assert not view.grips.item.isVisible()
    QTest.mouseMove(view.viewport(), on_card(view, "c1"))
    assert view.grips.item.isVisible()
    QTest.mouseMove(view.viewport(), on_cell(view, "pain", "p3"))
    assert not view.grips.item.isVisible()


def test_an_arrow_is_drawn_to_another_card_as_one_undo_step(view: MapView) -> None:
    before = view.document.journey
    draw(view, "c2", on_card(view, "f3"))
    assert arrows(view) == [("c2", "f3")]
    assert view.document.undo_labels == ("Connect cards",)
    assert view.selection.primary == Ref("connection", next(iter(view.document.journey.connections)))
    view.document.undo()
    assert same(view.document.journey, before)


def test_a_right_to_left_map_is_drawn_on_likewise(make_view: MakeView) -> None:
    journey = small_map()
    view = make_view(with_parts(journey, about=replace(journey.about, direction="rtl")))
    draw(view, "f1", on_card(view, "c2"))
    assert arrows(view) == [("f1", "c2")]


def test_while_it_is_drawn_the_line_follows_and_the_card_lights_up(view: MapView) -> None:
    start, end = on_grip(view, card_ref("c1")), on_card(view, "f3")
    QTest.mouseMove(view.viewport(), on_card(view, "c1"))
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    assert any(isinstance(item, LinkItem) for item in view.items_scene.items())
    assert view.slot_mark.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not any(isinstance(item, LinkItem) for item in view.items_scene.items())
    assert not view.slot_mark.isVisible()
    release(view.viewport(), end)
    assert not arrows(view)


def test_let_go_over_an_empty_cell_it_makes_a_card_there_that_is_connected(view: MapView) -> None:
    before = view.document.journey
    draw(view, "c1", on_cell(view, "pain", "p2"))
    assert view.writer.editor is not None
    for letter in "Queue":
        QTest.keyClick(view.writer.editor, letter)
    QTest.keyClick(view.writer.editor, Qt.Key.Key_Return)
    made = next(card for card in view.document.journey.cards.values() if card.text == "Queue")
    assert (made.lane, made.step, made.kind) == ("pain", "p2", "pain_point")
    assert arrows(view) == [("c1", made.id)]
    assert len(view.document.undo_labels) == 1
    view.document.undo()
    assert same(view.document.journey, before)


def test_escape_in_the_words_of_that_card_leaves_nothing(view: MapView) -> None:
    before = view.document.journey
    draw(view, "c1", on_cell(view, "pain", "p2"))
    assert view.writer.editor is not None
    QTest.keyClick(view.writer.editor, Qt.Key.Key_Escape)
    assert same(view.document.journey, before)
    assert not view.document.undo_labels


def test_let_go_beside_the_table_or_on_its_own_card_it_does_nothing(view: MapView) -> None:
    draw(view, "c1", on_card(view, "c1"))
    draw(view, "c1", on_sheet(view, view.layout_now.table.x + 30, view.layout_now.tops[0] + 20))
    assert not arrows(view)
    assert not view.document.undo_labels


def test_the_same_arrow_twice_selects_the_one_that_is_there(make_view: MakeView) -> None:
    view = make_view(connected())
    draw(view, "c1", on_card(view, "f3"))
    assert arrows(view) == [("c1", "f3")]
    assert view.selection.primary == Ref("connection", "w")


def test_a_connection_under_the_pointer_is_brought_out(make_view: MakeView) -> None:
    view = make_view(connected())
    QTest.mouseMove(view.viewport(), on_line(view))
    assert view.grips.line.isVisible()
    click(view.viewport(), on_line(view))
    QTest.mouseMove(view.viewport(), on_line(view) + QPoint(1, 1))
    assert not view.grips.line.isVisible()  # it is selected now, which shows already
    view.selection.clear()
    QTest.mouseMove(view.viewport(), on_line(view))
    QTest.mouseMove(view.viewport(), on_cell(view, "pain", "p2"))
    assert not view.grips.line.isVisible()


def test_a_click_on_its_line_selects_a_connection(make_view: MakeView) -> None:
    view = make_view(connected())
    click(view.viewport(), on_line(view) + QPoint(0, 3))
    assert view.selection.refs == (Ref("connection", "w"),)


def test_delete_deletes_the_connection_and_selects_the_card_it_came_from(make_view: MakeView) -> None:
    view = make_view(connected())
    click(view.viewport(), on_line(view))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert not arrows(view)
    assert len(view.document.journey.cards) == len(small_map().cards)
    assert view.document.undo_labels == ("Delete connection",)
    assert view.selection.primary == card_ref("c1")


@pytest.mark.parametrize("by_mouse", [True, False])
def test_its_words_are_written_in_place(make_view: MakeView, by_mouse: bool) -> None:
    view = make_view(connected())
    if by_mouse:
        double_click(view.viewport(), on_line(view))
    else:
        click(view.viewport(), on_line(view))
        QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.writer.editor is not None
    for letter in "if late":
        QTest.keyClick(view.writer.editor, letter)
    QTest.keyClick(view.writer.editor, Qt.Key.Key_Return)
    assert view.document.journey.connections["w"].label == "if late"
    assert view.layout_now.wires["w"].label is not None


@pytest.mark.parametrize(("part", "result"), [("end", ("c1", "f1")), ("start", ("f1", "f3"))])
def test_its_ends_are_dragged_to_another_card(make_view: MakeView, part: str, result: tuple[str, str]) -> None:
    view = make_view(connected())
    click(view.viewport(), on_line(view))
    drag(view.viewport(), on_grip(view, Ref("connection", "w"), part), on_card(view, "f1"))
    assert arrows(view) == [result]
    assert view.document.undo_labels == ("Move connection",)


def test_an_end_let_go_over_nothing_stays_where_it_was(make_view: MakeView) -> None:
    view = make_view(connected())
    click(view.viewport(), on_line(view))
    drag(view.viewport(), on_grip(view, Ref("connection", "w"), "end"), on_cell(view, "pain", "p2"))
    assert arrows(view) == [("c1", "f3")]
    assert not view.document.undo_labels


def test_the_arrows_walk_from_a_connection_to_its_cards(make_view: MakeView) -> None:
    view = make_view(connected())
    click(view.viewport(), on_line(view))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.selection.primary == card_ref("f3")
    view.selection.select(Ref("connection", "w"))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.selection.primary == card_ref("c1")


def test_moving_a_card_takes_its_connections_along_in_the_same_frame(make_view: MakeView) -> None:
    view = make_view(connected())
    start, end = on_card(view, "c1"), on_cell(view, "pain", "p2")
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    rect = view.layout_now.card_rect("c1")
    first = view.layout_now.wires["w"].points[0]
    assert rect is not None
    assert rect.grown(0.1).contains(*first)
    release(view.viewport(), end)
