"""An export in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.registry import Format, export
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.page_job import PageJob


class ExportJob(PageJob):
    """One export of an immutable map."""

    done = Signal(list)
    """What the format could not carry, and other remarks."""

    def __init__(
        self, journey: JourneyMap, path: Path, options: ExportOptions, make: Callable[[], Workshop],
        parent: QObject | None = None, form: Format | None = None,
    ) -> None:  # fmt: skip
        """``form`` is the format; without it the path's ending says."""
        super().__init__(
            "export",
            f"There is not enough memory to write {path.name}; choose fewer dots per inch.",
            f"{path.name} could not be written because of a fault in the program.",
            parent,
        )
        self.path = path
        self._what = journey, options, make, form

    def make(self) -> None:
        """Write the file."""
        journey, options, make, form = self._what
        self.done.emit(export(journey, self.path, options, make(), self.reached, form))
