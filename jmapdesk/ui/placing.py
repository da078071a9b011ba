"""Windows that serve another: where a new one goes, in sight and never exactly over the others, and what closes it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

STEP = 28
"""Pixels from one window's corner to the next one's."""
_FRAME = QMargins(4, 36, 4, 4)
"""Room for the title bar and edges of the first window: the desktop tells how wide they are only once one shows."""


def place(window: QWidget, others: Iterable[QWidget]) -> None:
    """Move a window that does not show yet to a free corner of its screen, smaller where it would not fit.

    What must be in sight and apart are the frames that the desktop draws: nobody can drag a title bar off the screen.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    shown = [other for other in others if other.isVisible()]
    plain = [other for other in shown if not (other.isMaximized() or other.isFullScreen())]
    frame = _frame(plain[-1]) if plain else _FRAME
    taken = [other.frameGeometry().topLeft() for other in shown]
    room = window.screen().availableGeometry()
    window.setGeometry(placed(window.geometry().marginsAdded(frame), room, taken).marginsRemoved(frame))


def place_over(window: QWidget, parent: QWidget) -> None:
    """Move a window that does not show yet over the middle of the one it serves, as dialogs stand; in sight."""
    if window.isVisible() or window.isMaximized() or window.isFullScreen():
        return
    over = parent.window()
    frame = _frame(over) if over.isVisible() and not over.isMaximized() else _FRAME
    wanted = QRect(QPoint(), window.size())
    wanted.moveCenter(over.geometry().center())
    room = over.screen().availableGeometry()
    window.setGeometry(placed(wanted.marginsAdded(frame), room, ()).marginsRemoved(frame))


def closes(event: QKeyEvent) -> bool:
    """Whether a key closes a window that serves another one: Esc, or the desktop's own keys for it."""
    return event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Close)


def _frame(window: QWidget) -> QMargins:
    """What the desktop drew around a window that shows."""
    inner, outer = window.geometry(), window.frameGeometry()
    return QMargins(
        inner.left() - outer.left(), inner.top() - outer.top(), outer.right() - inner.right(),
        outer.bottom() - inner.bottom(),
    )  # fmt: skip


def placed(window: QRect, room: QRect, taken: Iterable[QPoint]) -> QRect:
    """The window's rectangle kept in the room and off the corners that are taken, a step down and aside each time."""
    size = window.size().boundedTo(room.size())
    x = max(room.left(), min(window.left(), room.right() + 1 - size.width()))
    y = max(room.top(), min(window.top(), room.bottom() + 1 - size.height()))
    corner = QPoint(x, y)
    corners = list(taken)
    for _ in range(len(corners)):
        if not any((corner - one).manhattanLength() < STEP for one in corners):
            break
        corner += QPoint(STEP, STEP)
        if not room.adjusted(0, 0, -room.width() // 2, -room.height() // 2).contains(corner):
            corner = room.topLeft()
    # a window that has no room beside the other gets a little smaller
    return QRect(corner, size) & room
