"""What the painters' tests share: Qt without a screen, and a shaper."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from jmapdesk.render.qt_sources import QtSources
    from jmapdesk.text.qt_shaper import QtShaper

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def shaper(qapp: object) -> QtShaper:
    """The shaper of the program, with the bundled fonts."""
    from jmapdesk.text.qt_fonts import load_bundled_fonts
    from jmapdesk.text.qt_shaper import QtShaper

    load_bundled_fonts()
    return QtShaper()


@pytest.fixture
def sources(shaper: QtShaper) -> QtSources:
    """Fonts and pictures for documents."""
    from jmapdesk.render.qt_sources import QtSources

    return QtSources()
