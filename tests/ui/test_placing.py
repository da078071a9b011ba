"""A new window stands in sight and beside the others, not over them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.ui.placing import STEP, place, place_over, placed

ROOM = QRect(0, 30, 1366, 738)
N = st.integers(-3000, 3000)


def test_a_window_in_the_clear_stays_where_it_is() -> None:
    assert placed(QRect(100, 90, 800, 600), ROOM, []) == QRect(100, 90, 800, 600)


def test_a_second_window_stands_a_step_beside_the_first() -> None:
    first = QRect(100, 90, 800, 600)
    assert placed(first, ROOM, [first.topLeft()]) == first.translated(STEP, STEP)


def test_where_there_is_no_room_beside_it_gets_smaller() -> None:
    first = QRect(0, 30, 1366, 738)
    second = placed(first, ROOM, [first.topLeft()])
    assert (second.topLeft(), second.bottomRight()) == (QPoint(STEP, 30 + STEP), ROOM.bottomRight())


def test_past_the_middle_the_next_begins_at_the_top_left() -> None:
    first = QRect(680, 160, 600, 500)
    assert placed(first, ROOM, [first.topLeft()]) == QRect(ROOM.topLeft(), first.size())


def test_a_corner_a_few_pixels_off_is_taken_too() -> None:
    first = QRect(100, 90, 800, 600)
    assert placed(first, ROOM, [QPoint(103, 102)]) == first.translated(STEP, STEP)


class Framed(QWidget):
    """A window with the frame that a desktop would draw; this platform draws none."""

    def frameGeometry(self) -> QRect:
        return self.geometry().adjusted(-2, -30, 2, 2)


def test_frames_are_kept_apart_and_their_title_bars_in_sight(qtbot: QtBot) -> None:
    windows: list[Framed] = []
    for _ in range(3):
        window = Framed()
        qtbot.addWidget(window)
        window.setGeometry(0, 0, 500, 400)
        place(window, windows)
        window.show()
        windows.append(window)
    room = windows[0].screen().availableGeometry()
    frames = [window.frameGeometry() for window in windows]
    assert all(room.contains(frame) for frame in frames)
    for one, next_one in itertools.pairwise(frames):
        assert next_one.top() - one.top() >= STEP // 2
        assert next_one.left() > one.left()


@given(x=N, y=N, width=st.integers(1, 4000), height=st.integers(1, 4000), taken=st.lists(st.tuples(N, N), max_size=4))
def test_it_is_always_in_sight(x: int, y: int, width: int, height: int, taken: list[tuple[int, int]]) -> None:
    found = placed(QRect(x, y, width, height), ROOM, [QPoint(*one) for one in taken])
    assert ROOM.contains(found)


def test_a_window_that_serves_another_stands_over_its_middle(qtbot: QtBot) -> None:
    over = QWidget()
    inside = QWidget(over)
    served = QWidget()
    for widget in (over, served):
        qtbot.addWidget(widget)
    room = over.screen().availableGeometry()
    over.setGeometry(room.adjusted(100, 120, -20, -40))
    over.show()
    served.resize(200, 160)
    place_over(served, inside)
    assert served.size() == QSize(200, 160)
    assert (served.geometry().center() - over.geometry().center()).manhattanLength() <= 2
    over.setGeometry(QRect(room.right() - 40, room.bottom() - 40, 300, 300))
    place_over(served, inside)
    assert room.contains(served.geometry())


def test_a_window_that_shows_already_is_left_where_it_was_put(qtbot: QtBot) -> None:
    over, served = QWidget(), QWidget()
    for widget in (over, served):
        qtbot.addWidget(widget)
        widget.show()
    served.setGeometry(30, 50, 200, 160)
    place_over(served, over)
    assert served.geometry() == QRect(30, 50, 200, 160)
