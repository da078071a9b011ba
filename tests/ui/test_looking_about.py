"""Looking about on a map: the overview in the corner, fingers on a pad or a screen, the place of the last time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper, make_kit
from jmapdesk.edit.about import set_colour
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.session.settings import Settings
from jmapdesk.storage.files import save_map
from jmapdesk.ui.canvas.overlays import rect_of
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.miniature import Miniature
from tests.builders import big_map, small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

LEFT = Qt.MouseButton.LeftButton


def near(one: tuple[float, float], other: tuple[float, float], by: float) -> bool:
    return abs(one[0] - other[0]) <= by and abs(one[1] - other[1]) <= by


def overview(bench: Bench) -> Miniature:
    return bench.window.about.miniature


def middle(view: MapView) -> tuple[float, float]:
    return view.camera.at(QPointF(view.viewport().rect().center()))


@pytest.fixture
def wide(open_bench: OpenBench) -> Bench:
    """A window on a map far larger than it at full size."""
    bench = open_bench(big_map(300))
    bench.window.view.zoom_to(1.0)
    return bench


# --- the overview map ---------------------------------------------------------------------------------------------


def test_it_shows_only_while_a_part_of_the_map_is_out_of_sight(bench: Bench) -> None:
    assert not overview(bench).isVisible()
    bench.window.view.zoom_to(3.0)
    assert overview(bench).isVisible()
    bench.trigger("zoom_fit")
    assert not overview(bench).isVisible()


def test_it_stands_in_the_corner_of_the_view_whatever_its_size(wide: Bench) -> None:
    for size in ((1500, 950), (1100, 700)):
        wide.window.resize(*size)
        QApplication.processEvents()
        corner = wide.window.view.viewport().geometry().bottomRight() - overview(wide).geometry().bottomRight()
        assert 8 <= corner.x() <= 20
        assert 8 <= corner.y() <= 20
    wide.window.resize(700, 420)
    QApplication.processEvents()
    assert not overview(wide).isVisible()  # no room to spare


def covers(bench: Bench, ref: Ref) -> bool:
    view = bench.window.view
    rect = rect_of(view.layout_now, ref)
    assert rect is not None
    worked_on = view.camera.to_view(rect).toRect().translated(view.viewport().pos())
    return overview(bench).isVisible() and overview(bench).geometry().intersects(worked_on)


def test_it_gives_way_to_what_is_selected_and_written_and_comes_back(wide: Bench) -> None:
    view, small = wide.window.view, overview(wide)
    home = small.geometry()
    at = view.camera.at(QPointF(home.center() - view.viewport().pos()))
    under = next(
        Ref("card", key) for key in wide.journey.cards
        if (rect := view.layout_now.card_rect(key)) is not None and rect.grown(30).contains(*at)
    )  # fmt: skip
    wide.selection.select(under)
    assert small.isVisible()
    assert small.geometry() != home
    assert not covers(wide, under)
    wide.keys("F2")
    wide.type("words that take a line or two more than were there before")
    editor = view.writer.editor
    assert editor is not None
    assert not small.geometry().intersects(editor.geometry().translated(view.viewport().pos()))
    wide.keys("Escape")
    wide.selection.clear()
    assert small.geometry() == home


def test_it_goes_away_where_no_corner_is_free(wide: Bench) -> None:
    view, small = wide.window.view, overview(wide)
    size = view.viewport().size()
    view.zoom_to(6.0)
    card = next(key for key in wide.journey.cards if view.layout_now.card_rect(key) is not None)
    place = wide.journey.cards[card]
    wide.selection.select(cell_ref(place.lane or "", place.step or ""))
    rect = rect_of(view.layout_now, cell_ref(place.lane or "", place.step or ""))
    assert rect is not None
    view.camera.centre(rect.cx, rect.cy)
    assert view.camera.to_view(rect).width() > size.width()
    assert view.camera.to_view(rect).height() > size.height()
    assert not small.isVisible()
    wide.selection.clear()
    assert small.isVisible()


def test_it_gives_way_to_what_is_dragged(wide: Bench) -> None:
    view, small = wide.window.view, overview(wide)
    home = small.geometry()
    port, to = view.viewport(), home.center() - view.viewport().pos()
    QTest.mousePress(port, LEFT, pos=QPoint(300, 200))
    QTest.mouseMove(port, QPoint(320, 220), 5)
    QTest.mouseMove(port, to, 5)
    assert small.geometry() != home
    QTest.mouseRelease(port, LEFT, pos=to)


def test_a_press_brings_that_place_to_the_middle_and_a_drag_goes_along(wide: Bench) -> None:
    small, view = overview(wide), wide.window.view
    view.camera.centre(0, 0)
    layout = view.layout_now
    spot = QPoint(small.width() * 3 // 4, small.height() // 2)
    QTest.mousePress(small, LEFT, pos=spot)
    assert near(middle(view), (layout.width * 0.75, layout.height * 0.5), 0.04 * layout.width)
    QTest.mouseMove(small, QPoint(small.width() // 4, small.height() // 2))
    QTest.mouseRelease(small, LEFT, pos=QPoint(small.width() // 4, small.height() // 2))
    assert near(middle(view), (layout.width * 0.25, layout.height * 0.5), 0.04 * layout.width)


def test_what_is_seen_is_taken_hold_of_without_a_jump(wide: Bench) -> None:
    small, view = overview(wide), wide.window.view
    view.camera.centre(view.layout_now.width / 2, view.layout_now.height / 2)
    before = middle(view)
    seen, scale = small.seen(), small._scale
    hold = QPointF((seen.x + seen.w * 0.3) * scale, (seen.y + seen.h * 0.6) * scale) + small._corner()
    QTest.mousePress(small, LEFT, pos=hold.toPoint())
    assert near(middle(view), before, 1.5 / scale)
    QTest.mouseRelease(small, LEFT, pos=hold.toPoint())


def test_it_is_painted_anew_once_the_hands_rest(wide: Bench, qtbot: QtBot) -> None:
    def picture() -> QImage:
        return overview(wide).grab().toImage()

    before = picture()
    wide.document.do("Colour", lambda m: set_colour(m, "bad", "#0000FF"))
    assert picture() == before
    qtbot.waitUntil(lambda: picture() != before)


def test_put_away_it_stays_away_in_other_windows_and_the_next_time(wide: Bench, tmp_path: Path) -> None:
    QApplication.sendEvent(overview(wide), QEvent(QEvent.Type.Leave))
    overview(wide)._close.click()
    assert not overview(wide).isVisible()
    assert not wide.window.actions_by_name["show_overview"].isChecked()
    assert Settings(tmp_path / "settings").value("window.overview", True) is False
    wide.trigger("show_overview")
    assert overview(wide).isVisible()


# --- fingers ------------------------------------------------------------------------------------------------------


def gesture(view: MapView, kind: Qt.NativeGestureType, value: float, at: QPointF, by: QPointF | None = None) -> None:
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, at, at, at, value, by or QPointF())
    QApplication.sendEvent(view.viewport(), event)


def test_a_pinch_on_a_pad_zooms_at_the_fingers(wide: Bench) -> None:
    view = wide.window.view
    at = QPointF(300, 200)
    before = view.camera.at(at)
    gesture(view, Qt.NativeGestureType.ZoomNativeGesture, 0.25, at)
    assert view.zoom() == pytest.approx(1.25)
    assert near(view.camera.at(at), before, 1.0)


def test_two_fingers_on_a_pad_move_the_sheet_and_tapped_twice_zoom_in_and_out(wide: Bench) -> None:
    view = wide.window.view
    view.camera.centre(800, 760)  # the strips of stages and lanes take their room
    view.camera.centre(800, 760)
    before = middle(view)
    gesture(view, Qt.NativeGestureType.PanNativeGesture, 0, QPointF(300, 200), QPointF(-40, -30))
    assert near(middle(view), (before[0] + 40, before[1] + 30), 1.0)
    gesture(view, Qt.NativeGestureType.SmartZoomNativeGesture, 0, QPointF(300, 200))
    assert view.zoom() < 1
    gesture(view, Qt.NativeGestureType.SmartZoomNativeGesture, 0, QPointF(300, 200))
    assert view.zoom() == 1


def test_two_fingers_on_a_screen_zoom_and_put_back_what_the_first_began(wide: Bench) -> None:
    view = wide.window.view
    port, screen = view.viewport(), QTest.createTouchDevice()
    touch = QTest.touchEvent(port, screen)
    touch.press(0, QPoint(300, 300), port).press(1, QPoint(400, 300), port).commit()
    for apart in range(10, 110, 10):
        touch.move(0, QPoint(300 - apart, 300), port).move(1, QPoint(400 + apart, 300), port).commit()
    touch.release(0, QPoint(200, 300), port).release(1, QPoint(500, 300), port).commit()
    assert view.zoom() > 1.5
    assert not wide.document.can_undo


# --- the place of the last time -----------------------------------------------------------------------------------


def test_a_map_opens_where_it_was_left(open_bench: OpenBench, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "large.jmap"
    save_map(big_map(300), path, None)
    bench = open_bench(path)
    bench.window.view.zoom_to(1.5)
    bench.window.view.camera.centre(900, 500)
    left = (bench.window.view.zoom(), *middle(bench.window.view))
    bench.window.close()
    bench.keeper.open_path(path)
    view = bench.window.view
    qtbot.waitUntil(lambda: view.zoom() == 1.5)
    assert near(middle(view), left[1:], 3.0)


def test_a_map_left_whole_opens_whole(open_bench: OpenBench, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "small.jmap"
    save_map(small_map(), path, None)
    bench = open_bench(path)
    bench.window.close()
    assert Settings(tmp_path / "settings").place(path) is None


def test_a_place_beyond_the_map_is_brought_back_to_it(keeper: WindowKeeper, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "shrunk.jmap"
    save_map(small_map(), path, None)
    keeper._kit.settings.set_place(path, (4.0, 90_000.0, -90_000.0))
    keeper.open_path(path)
    view = keeper.windows[-1].view
    qtbot.waitUntil(lambda: view.zoom() == 4.0)
    x, y = middle(view)
    assert x <= view.layout_now.width + 200
    assert y >= -200


def test_the_width_is_fitted_from_where_the_view_is(wide: Bench) -> None:
    view = wide.window.view
    view.camera.centre(500, view.layout_now.height / 2)
    wide.trigger("zoom_width")
    assert view.camera.to_view(view.layout_now.table).left() >= 0
    assert view.camera.to_view(view.layout_now.table).right() <= view.viewport().width() + 1


def test_what_is_selected_is_shown_beside_the_strips(wide: Bench) -> None:
    view = wide.window.view
    card = list(wide.journey.cards)[-1]
    wide.selection.select(card_ref(card))
    wide.trigger("zoom_selection")
    rect = view.layout_now.card_rect(card)
    assert rect is not None
    assert view.viewport().rect().contains(view.camera.to_view(rect).toRect())
    assert view.zoom() <= 2


def test_a_kit_without_places_looks_at_the_whole_map(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(tmp_path)
    settings.set_value("places", "nonsense")
    keeper = WindowKeeper(make_kit(settings))
    keeper.show(Document(small_map()))
    assert settings.place(tmp_path / "none.jmap") is None
    keeper.windows[0].close()
