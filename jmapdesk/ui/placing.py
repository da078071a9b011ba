"""Where a new window goes: in sight on its screen, and never exactly over another one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

STEP = 28
"""Pixels from one window's corner to the next one's."""
_NEAR = 8


def place(window: QWidget, others: Iterable[QWidget]) -> None:
    """Move a window that does not show yet to a free corner of its screen, smaller where it would not fit."""
    if window.isMaximized() or window.isFullScreen():
        return
    room = window.screen().availableGeometry()
    taken = [other.pos() for other in others if other.isVisible()]
    window.setGeometry(placed(window.geometry(), room, taken))


def placed(window: QRect, room: QRect, taken: Iterable[QPoint]) -> QRect:
    """The window's rectangle kept in the room and off the corners that are taken, a step down and aside each time."""
    size = window.size().boundedTo(room.size())
    x = max(room.left(), min(window.left(), room.right() + 1 - size.width()))
    y = max(room.top(), min(window.top(), room.bottom() + 1 - size.height()))
    corner = QPoint(x, y)
    corners = list(taken)
    for _ in range(len(corners)):
        if not any((corner - one).manhattanLength() <= _NEAR for one in corners):
            break
        corner += QPoint(STEP, STEP)
        if not room.adjusted(0, 0, -room.width() // 2, -room.height() // 2).contains(corner):
            corner = room.topLeft()
    # a window that has no room beside the other gets a little smaller
    return QRect(corner, size) & room
