"""What a closed window leaves in memory: nothing of its map."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper
from jmapdesk.session.document import Document
from jmapdesk.util.collector import keep_from_collector
from tests.builders import small_map


@pytest.fixture
def collector() -> Iterator[None]:
    """The program's own, with all there is."""
    yield
    gc.unfreeze()  # what is kept from it now would stay for all tests to come
    gc.collect()
    gc.freeze()


def test_a_window_that_had_settled_gives_its_map_back_when_it_closes(keeper: WindowKeeper, qtbot: QtBot) -> None:
    keeper.show(Document(small_map()))
    window, document = (weakref.ref(one) for one in (keeper.windows[0], keeper.windows[0].document))
    QApplication.processEvents()
    keep_from_collector()
    keeper.windows[0].close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: document() is None and window() is None, timeout=5000)
