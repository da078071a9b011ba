"""A map view to try gestures on; any warning of Qt fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QPoint, QPointF, QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.icons import Icons
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Selection
from jmapdesk.text.qt_fonts import load_bundled_fonts
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.canvas.view import MapView
from tests.builders import small_map

MakeView = Callable[..., MapView]


@pytest.fixture(scope="session")
def shaper(qapp: object) -> QtShaper:
    load_bundled_fonts()
    return QtShaper()


@pytest.fixture(autouse=True)
def _no_qt_warnings() -> Iterator[None]:
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        # this platform only says that it cannot pass on what windows would like; and a busy computer may show a window
        # later than the test moves its mouse
        harmless = "This plugin does not support" in message or "not accepted by receiving window" in message
        if kind != QtMsgType.QtDebugMsg and not harmless:
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not said


@pytest.fixture
def make_view(qtbot: QtBot, shaper: QtShaper) -> MakeView:
    def make(journey: JourneyMap | None = None, width: int = 1000, height: int = 800, zoom: float = 1.0) -> MapView:
        ids = iter(f"new{n}" for n in range(1000))
        document = Document(journey or small_map(), new_id=lambda: next(ids))
        selection = Selection()
        document.changed.connect(lambda difference: selection.follow(difference, document.journey))
        view = MapView(document, selection, shaper, Icons())
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        qtbot.waitExposed(view)
        view.reduced_motion = True
        view.zoom_to(zoom)
        view.setFocus()
        view.activateWindow()
        qtbot.waitUntil(view.hasFocus)
        return view

    return make


@pytest.fixture
def view(make_view: MakeView) -> MapView:
    return make_view()


def on_card(view: MapView, card: str) -> QPoint:
    """The middle of a card, in the viewport's pixels."""
    rect = view.layout_now.card_rect(card)
    assert rect is not None
    return view.camera.to_view(rect).center().toPoint()


def on_cell(view: MapView, lane: str, step: str) -> QPoint:
    """The middle of a cell, in the viewport's pixels."""
    layout = view.layout_now
    index, place = layout.lane_index(lane), layout.columns.place_of[step]
    assert index is not None
    return view.camera.to_view(layout.cell_rect(index, place)).center().toPoint()


def on_sheet(view: MapView, x: float, y: float) -> QPoint:
    """A point of the sheet, in the viewport's pixels."""
    zoom, origin = view.zoom(), view.origin()
    return (QPointF(x * zoom, y * zoom) - QPointF(origin)).toPoint()
