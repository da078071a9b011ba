"""Reading the file of a map for a window: a slow drive stops nothing else, and need not be waited for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, open_document
from jmapdesk.storage.files import read_file
from jmapdesk.storage.save import shown
from jmapdesk.ui.waiting import waited
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import random_id

if TYPE_CHECKING:
    from jmapdesk.exchange.draft import Report


def opened(parent: QWidget | None, path: Path) -> Document | None:
    """The map in a file; None where somebody would not wait for it. Raises JmapError as ``open_map`` does."""
    words = QCoreApplication.translate("files", "Opening “{name}”…").replace("{name}", shown(path))
    return waited(parent, partial(open_document, path), words)


def is_rescuable(parent: QWidget | None, path: Path) -> bool:
    """Whether anything of a map can be read in a damaged file."""
    from jmapdesk.storage.rescue import holds_something  # only who meets a damaged file waits for it

    def look() -> bool:
        return holds_something(read_file(path), path.name)

    try:
        return bool(waited(parent, look, QCoreApplication.translate("files", "Looking for what can be rescued…")))
    except JmapError:
        return False


def imported(parent: QWidget | None, path: Path) -> tuple[JourneyMap, Report] | None:
    """A map of what is none, with what was understood of it; None where somebody would not wait. Raises JmapError."""
    from jmapdesk.exchange.build import import_file  # it knows all formats, which a start has no time to read

    words = QCoreApplication.translate("files", "Reading “{name}”…").replace("{name}", shown(path))
    return waited(parent, partial(import_file, path, random_id), words)
