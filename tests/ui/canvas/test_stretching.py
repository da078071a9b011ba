"""Cards pulled over several steps by either edge, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.spans import set_span
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.canvas.grips import grips_of
from jmapdesk.ui.canvas.view import MapView
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView, on_card, on_cell, on_sheet
from tests.ui.canvas.hands import move, press, release


def turned(journey: JourneyMap) -> JourneyMap:
    return with_parts(journey, about=replace(journey.about, direction="rtl"))


def on_bar(view: MapView, card: str, side: str) -> QPoint:
    """The middle of a card's edge, with the card under the pointer first."""
    for aside in (4, 0):  # a new window may take the first move for its coming in
        QTest.mouseMove(view.viewport(), on_card(view, card) + QPoint(aside, 0))
    bar = next(one for one in grips_of(view.layout_now, card_ref(card), view.zoom()) if one.part == side)
    return on_sheet(view, bar.x, bar.y)


def pull(view: MapView, card: str, side: str, end: QPoint) -> None:
    """Drag an edge of a card."""
    start = on_bar(view, card, side)
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    release(view.viewport(), end)


def reach(view: MapView, card: str) -> tuple[str | None, str | None]:
    """The first and the last step of a card."""
    one = view.document.journey.cards[card]
    return one.step, one.to_step


@pytest.mark.parametrize("rtl", [False, True])
def test_the_far_edge_is_pulled_over_more_steps_as_one_undo_step(make_view: MakeView, rtl: bool) -> None:
    journey = turned(small_map()) if rtl else small_map()
    view = make_view(journey)
    pull(view, "c1", "left" if rtl else "right", on_cell(view, "touch", "p3"))
    assert reach(view, "c1") == ("p1", "p3")
    assert view.document.undo_labels == ("Stretch card",)
    view.document.undo()
    assert same(view.document.journey, journey)


@pytest.mark.parametrize("rtl", [False, True])
def test_the_near_edge_is_pulled_too(make_view: MakeView, rtl: bool) -> None:
    journey = set_span(small_map(), "c1", "p2", "p3")
    view = make_view(turned(journey) if rtl else journey)
    pull(view, "c1", "right" if rtl else "left", on_cell(view, "pain", "p1"))
    assert reach(view, "c1") == ("p1", "p3")


def test_pulled_back_it_is_one_step_again(make_view: MakeView) -> None:
    view = make_view(set_span(small_map(), "c1", "p1", "p3"))
    pull(view, "c1", "right", on_cell(view, "pain", "p1"))
    assert reach(view, "c1") == ("p1", None)


def test_while_it_is_pulled_it_shows_and_escape_drops_it(view: MapView) -> None:
    before = view.document.journey
    start, end = on_bar(view, "c1", "right"), on_cell(view, "touch", "p2")
    press(view.viewport(), start)
    move(view.viewport(), start, end)
    assert reach(view, "c1") == ("p1", "p2")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    release(view.viewport(), end)
    assert same(view.document.journey, before)
    assert not view.document.undo_labels


def test_what_it_reaches_over_makes_room(make_view: MakeView) -> None:
    view = make_view(set_span(small_map(), "c2", "p2", "p2"))
    pull(view, "c1", "right", on_cell(view, "touch", "p3"))
    rects = [view.layout_now.card_rect(card) for card in ("c1", "c2")]
    assert rects[0] is not None
    assert rects[1] is not None
    assert not rects[0].overlaps(rects[1])


def test_a_feeling_keeps_to_its_step(view: MapView) -> None:
    assert {one.part for one in grips_of(view.layout_now, card_ref("f1"), 1.0)} == {"connect"}
