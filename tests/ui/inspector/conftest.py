"""An inspector over a map with every kind of card; any warning of Qt fails the test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Selection
from jmapdesk.text.qt_fonts import load_bundled_fonts
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.panel import InspectorPanel
from jmapdesk.ui.look import Tokens
from tests.ui.inspector.hands import Desk, MakeDesk, rich_map

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def _fonts(qapp: object) -> None:
    load_bundled_fonts()


@pytest.fixture(autouse=True)
def _no_qt_warnings() -> Iterator[None]:
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        # this platform only says that it cannot pass on what windows would like
        if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not said


@pytest.fixture
def make_desk(qtbot: QtBot, _fonts: None) -> MakeDesk:
    def make(journey: JourneyMap | None = None) -> Desk:
        ids = iter(f"new{n}" for n in range(1000))
        document = Document(journey or rich_map(), new_id=lambda: next(ids))
        selection = Selection()
        document.changed.connect(lambda difference: selection.follow(difference, document.journey))
        tokens = Tokens()
        panel = InspectorPanel(document, selection, IconSet(tokens), tokens)
        qtbot.addWidget(panel)
        panel.resize(320, 900)
        panel.show()
        qtbot.waitExposed(panel)
        panel.activateWindow()
        return Desk(panel, document, selection)

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()
