"""While something is written in place the editor's frame is the only one round it; the ring is back afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.connections import connect
from jmapdesk.session.selection import ABOUT, Ref, card_ref
from jmapdesk.ui.canvas.overlays import rect_of
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.util.colour import contrast
from tests.builders import big_map, small_map
from tests.ui.canvas.conftest import MakeView, on_cell
from tests.ui.canvas.hands import click

Key = Qt.Key


def seen(view: MapView) -> QImage:
    return view.viewport().grab().toImage()


def frame_beyond_the_editor(view: MapView, ref: Ref) -> int:
    """How many pixels round a thing have the ring's colour and are not the editor's."""
    rect = rect_of(view.layout_now, ref)
    assert rect is not None
    area = view.camera.to_view(rect).toAlignedRect().adjusted(-9, -9, 9, 9).intersected(view.viewport().rect())
    own = view.writer.editor.geometry() if view.writer.editor is not None else QRect()
    image, ring = seen(view), QColor(view.layout_now.context.theme.colours.focus).rgb()
    return sum(
        image.pixel(x, y) == ring
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
        if not own.contains(x, y)
    )


@pytest.mark.parametrize("zoom", [0.56, 1.0, 1.7])
def test_a_card_written_on_has_the_editors_frame_alone(make_view: MakeView, zoom: float) -> None:
    view = make_view(zoom=zoom)
    view.selection.select(card_ref("c1"))
    assert frame_beyond_the_editor(view, card_ref("c1")) > 60
    QTest.keyClick(view, Key.Key_F2)
    assert view.is_editing()
    assert frame_beyond_the_editor(view, card_ref("c1")) == 0


@pytest.mark.parametrize("zoom", [0.56, 1.0])
def test_so_has_a_card_begun_by_typing_in_a_cell(make_view: MakeView, zoom: float) -> None:
    view = make_view(zoom=zoom)
    click(view.viewport(), on_cell(view, "pain", "p2"))
    QTest.keyClick(view, "s")
    assert view.writer.editor is not None
    written = view.selection.primary
    assert written is not None
    assert written.kind == "card"
    assert frame_beyond_the_editor(view, written) == 0


def test_so_has_one_begun_by_a_composition(view: MapView) -> None:
    click(view.viewport(), on_cell(view, "pain", "p2"))
    QApplication.sendEvent(view, QInputMethodEvent("k", []))
    written = view.selection.primary
    assert view.is_editing()
    assert written is not None
    assert frame_beyond_the_editor(view, written) == 0


@pytest.mark.parametrize("ref", [Ref("stage", "s2"), Ref("step", "p1"), Ref("lane", "touch"), ABOUT])
def test_so_has_a_name(view: MapView, ref: Ref) -> None:
    bare = frame_beyond_the_editor(view, ref)  # a stage may have the ring's colour
    view.selection.select(ref)
    assert frame_beyond_the_editor(view, ref) > bare + 60
    QTest.keyClick(view, Key.Key_F2)
    assert view.is_editing()
    assert frame_beyond_the_editor(view, ref) <= bare


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_the_ring_is_back_when_writing_ends(view: MapView, key: Qt.Key) -> None:
    view.selection.select(card_ref("c1"))
    before = seen(view)
    QTest.keyClick(view, Key.Key_F2)
    assert seen(view) != before
    QTest.keyClick(view.writer.editor, key)
    assert not view.is_editing()
    assert seen(view) == before


def test_the_rings_of_other_selected_things_stay(view: MapView) -> None:
    view.selection.set([card_ref("f3"), card_ref("c1")])
    before = frame_beyond_the_editor(view, card_ref("f3"))
    QTest.keyClick(view, Key.Key_F2)
    assert view.is_editing()
    assert frame_beyond_the_editor(view, card_ref("f3")) == before
    view.selection.set([card_ref("c1")])
    assert frame_beyond_the_editor(view, card_ref("f3")) < before


def test_one_of_very_many_selected_cards_loses_only_its_own_ring(make_view: MakeView) -> None:
    view = make_view(big_map(200), zoom=1.0)
    view.select_all()
    assert len(view.selection) > 60
    primary = view.selection.primary
    assert primary is not None
    view.reveal(primary)
    QTest.keyClick(view, Key.Key_F2)
    assert view.is_editing()
    rect = rect_of(view.layout_now, primary)
    editor = view.writer.editor
    assert rect is not None
    assert editor is not None
    at = view.camera.to_view(rect).toAlignedRect()
    image, ring = seen(view), QColor(view.layout_now.context.theme.colours.focus).rgb()
    around = [(at.left() - 2, y) for y in range(at.top() + 4, at.bottom() - 4)]
    assert not any(image.pixel(x, y) == ring for x, y in around if not editor.geometry().contains(x, y))
    view.writer.finish()
    image = seen(view)
    assert all(image.pixel(x, y) == ring for x, y in around)


def test_an_arrow_that_is_named_stays_lit(make_view: MakeView) -> None:
    """The field covers a stretch of it only: which of several arrows gets the name is told by its colour."""
    view = make_view(connect(small_map(), "c1", "f3", lambda: "arrow"))
    view.selection.select(Ref("connection", "arrow"))
    before = frame_beyond_the_editor(view, Ref("connection", "arrow"))
    assert before > 100
    QTest.keyClick(view, Key.Key_F2)
    assert view.is_editing()
    assert frame_beyond_the_editor(view, Ref("connection", "arrow")) > before / 2


@pytest.mark.parametrize("ref", [Ref("stage", "s1"), Ref("stage", "s2"), Ref("step", "p1"), card_ref("c1")])
def test_the_frame_can_be_told_from_what_it_stands_on(view: MapView, ref: Ref) -> None:
    view.selection.select(ref)
    QTest.keyClick(view, Key.Key_F2)
    editor = view.writer.editor
    assert editor is not None
    image = seen(view)
    middle, left = editor.geometry().center().y(), editor.geometry().left()
    frame, ground = (QColor(image.pixel(left + n, middle)).name() for n in (1, 4))
    assert contrast(frame, ground) >= 3
