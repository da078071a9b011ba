"""Windows to measure with: the canvas, and one that only copies a picture to the screen.

A step is timed from the call or event that asks for it to the end of the window's painting.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from jmapdesk.render.icons import Icons
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Selection
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.canvas.paint import MapPainter
from jmapdesk.ui.canvas.view import MapView

WIDTH, HEIGHT = 1920, 1080
"""The size of what is painted, in pixels."""

_PATIENCE = 60.0
"""Seconds after which something that was to be painted counts as never painted."""


class Painted(QMainWindow):
    """A window that knows when it last finished painting, and how often the widget in it was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.finished = 0.0
        self.count = 0

    def event(self, event: QEvent) -> bool:
        """Note when everything that was to be painted is."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.finished = time.perf_counter()
        return done

    def painted(self) -> None:
        """The widget in the window has been painted."""
        self.count += 1
        self.finished = time.perf_counter()

    def time(self, act: Callable[[], object]) -> float:
        """Milliseconds from ``act`` until what it changed is painted."""
        before = self.count
        start = time.perf_counter()
        act()
        while self.count == before:
            QApplication.processEvents()
            if time.perf_counter() - start > _PATIENCE:
                raise RuntimeError("nothing was painted")
        return (self.finished - start) * 1000


class _Picture(QWidget):
    """Copies one picture of its size to the screen."""

    def __init__(self, window: Painted) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture = QPixmap(WIDTH, HEIGHT)
        self._picture.fill(QColor("#EEF0F3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
        self._window.painted()


class BlitWindow(Painted):
    """The floor of everything on screen: one picture of 1920 × 1080 copied."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = _Picture(self)
        self.setCentralWidget(self._picture)
        self.resize(WIDTH, HEIGHT)

    def blit(self) -> float:
        """Milliseconds from asking for the picture to its end."""
        quiet()
        return self.time(self._picture.update)


class _View(MapView):
    """A canvas that tells when it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        window = self.window()
        if isinstance(window, Painted):
            window.painted()


class MapWindow(Painted):
    """A window that holds nothing but the canvas of a document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.icons = Icons()
        self.selection = Selection()
        self.view: MapView = _View(document, self.selection, QtShaper(), self.icons, self)
        self.setCentralWidget(self.view)
        bars = self.view.verticalScrollBar().sizeHint().width(), self.view.horizontalScrollBar().sizeHint().height()
        self.resize(WIDTH + bars[0], HEIGHT + bars[1])

    def drop_caches(self) -> None:
        """Forget every tile and everything drawn."""
        self.view.surface.painter = MapPainter(self.icons)
        self.view.surface.repaint(None)

    def look_at(self, card: str, zoom: float = 1.0) -> None:
        """Have a card in the middle of the view, at a zoom, everything painted and at rest."""
        rect = self.view.layout_now.card_rect(card)
        if rect is None:
            raise LookupError(card)
        self.view.zoom_to(zoom)
        self.view.camera.centre(rect.cx, rect.cy)
        rest(250)

    def middle_of(self, card: str) -> QPointF:
        """Where a card's middle is, in the viewport."""
        rect = self.view.layout_now.card_rect(card)
        if rect is None:
            raise LookupError(card)
        return self.view.camera.to_view(rect).center()

    def mouse(
        self,
        kind: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton = Qt.MouseButton.NoButton,
        held: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Send a mouse event to the viewport as the window system would."""
        viewport = self.view.viewport()
        where = QPointF(viewport.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)

    def press(self, at: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Press a mouse button."""
        self.mouse(QEvent.Type.MouseButtonPress, at, button, button)

    def release(self, at: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Let it go."""
        self.mouse(QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton)

    def wheel(self, at: QPointF, turned: int) -> None:
        """Turn the wheel with Ctrl held."""
        viewport = self.view.viewport()
        where = QPointF(viewport.mapToGlobal(at.toPoint()))
        event = QWheelEvent(
            at, where, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)

    def end(self) -> None:
        """Close for good."""
        self.view.close_document()
        gone(self)


def gone(window: QMainWindow) -> None:
    """Close a window and take it apart at once.

    What is to be deleted later waits for an event loop to end, and here none ever runs: every window measured before,
    with its map and all that was drawn, would lie in memory and make the next one slower.
    """
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def rest(milliseconds: float) -> None:
    """Let the event loop run, as it does between two movements of a hand."""
    end = time.perf_counter() + milliseconds / 1000
    while True:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
        left = end - time.perf_counter()
        if left <= 0:
            return
        time.sleep(min(left, 0.001))


def quiet(milliseconds: float = 0.0) -> None:
    """Rest for a time, and until no window has anything left to do in turns of the event loop without events."""
    rest(milliseconds)
    end = time.perf_counter() + _PATIENCE
    calm = 0
    while calm < 3 and (start := time.perf_counter()) < end:
        QApplication.processEvents()
        calm = calm + 1 if time.perf_counter() - start < 0.0005 else 0


def longest_turn(milliseconds: float) -> float:
    """The longest turn of the event loop within a time, in milliseconds: how long the mouse would have waited."""
    end = time.perf_counter() + milliseconds / 1000
    longest = 0.0
    while (start := time.perf_counter()) < end:
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - start)
        time.sleep(0.0005)
    return longest * 1000
