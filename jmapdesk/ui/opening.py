"""Reading the file of a map for a window: a slow drive stops nothing else, and need not be waited for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from jmapdesk.session.document import Document, open_document
from jmapdesk.storage.save import shown
from jmapdesk.ui.waiting import waited


def opened(parent: QWidget | None, path: Path) -> Document | None:
    """The map in a file; None where somebody would not wait for it. Raises JmapError as ``open_map`` does."""
    words = QCoreApplication.translate("files", "Opening “{name}”…").replace("{name}", shown(path))
    return waited(parent, partial(open_document, path), words)
