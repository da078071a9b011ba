"""What holds for every test, in whatever order they run and however they are shared out."""

from __future__ import annotations

import importlib.util
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _one_application(request: pytest.FixtureRequest) -> None:
    """Qt allows one application a process, and widgets need the larger kind: it is there before a test of the
    command line makes the smaller one. Where Qt is not installed, the rooms that need none are tested without."""
    if importlib.util.find_spec("PySide6") is None:
        return
    request.getfixturevalue("qapp")
    from jmapdesk.text.qt_fonts import load_bundled_fonts

    load_bundled_fonts()
