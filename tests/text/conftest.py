"""One application with the bundled fonts, and one shaper, for all tests of text."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator

import pytest

collect_ignore_glob = [] if importlib.util.find_spec("PySide6") else ["test_qt_*.py"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def fonts() -> Iterator[None]:
    """The bundled fonts, known to Qt; skipped where Qt is not."""
    gui = pytest.importorskip("PySide6.QtGui", reason="the core is tested where Qt is not installed, too")
    # Tests of widgets in the same process need the larger application.
    from PySide6.QtWidgets import QApplication

    from jmapdesk.text.qt_fonts import load_bundled_fonts

    application = gui.QGuiApplication.instance() or QApplication([])
    load_bundled_fonts()
    yield
    del application


@pytest.fixture(scope="session")
def shaper(fonts: None):
    """A shaper that every test may use; what it remembers changes no answer."""
    from jmapdesk.text.qt_shaper import QtShaper

    return QtShaper()
