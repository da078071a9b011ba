"""A mouse in a steady hand: presses, moves by way of points between, releases."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, at: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press the left button."""
    QTest.mouseMove(widget, at)
    QTest.mousePress(widget, LEFT, modifiers, at)


def move(widget: QWidget, start: QPoint, end: QPoint, points: int = 8) -> None:
    """Move with the button held."""
    for i in range(1, points + 1):
        QTest.mouseMove(widget, start + (end - start) * i / points)
        QTest.qWait(1)


def release(widget: QWidget, at: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Let the left button go."""
    QTest.mouseRelease(widget, LEFT, modifiers, at)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press, move, release."""
    press(widget, start)
    move(widget, start, end)
    release(widget, end)


def click(widget: QWidget, at: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press and release in one place."""
    QTest.mouseMove(widget, at)
    QTest.mouseClick(widget, LEFT, modifiers, at)


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice, quickly."""
    click(widget, at)
    QTest.mouseDClick(widget, LEFT, PLAIN, at)
    QTest.mouseRelease(widget, LEFT, PLAIN, at)
