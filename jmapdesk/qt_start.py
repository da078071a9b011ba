"""Starting Qt: a window system or none, fonts of our own. Called once, by the composition root."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jmapdesk.util import qt_ready

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


def start_headless() -> QGuiApplication:
    """A Qt application that needs no display, for exports from the command line; the running one if there is one.

    Raises JmapError where a library of the system is missing, before Qt could abort.
    """
    qt_ready.require_offscreen()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the minimal platform cannot load application fonts
    from PySide6.QtGui import QGuiApplication

    from jmapdesk.text.qt_fonts import load_bundled_fonts

    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    application = QGuiApplication(["jmapdesk"])
    load_bundled_fonts()
    return application
