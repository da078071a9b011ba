"""A workbook that comes back into a window: read beside the window's work, asked about, joined with the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from jmapdesk.insight.merge import Merged
from jmapdesk.insight.outcome import outcome
from jmapdesk.insight.whose import Other
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.ui.file_flow import question, tell
from jmapdesk.ui.merged_panel import Came
from jmapdesk.ui.waiting import Waiting
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.exchange.bring_back import BroughtBack

WORKBOOKS = (".xlsx", ".xlsm")


def _tr(text: str) -> str:
    return QCoreApplication.translate("workbook", text)


class Found(NamedTuple):
    """What a file holds: nothing of ours, or a workbook's map, joined with the window's where it is the same map."""

    back: BroughtBack | None = None
    into: JourneyMap | None = None
    """The map it was joined with."""
    merged: Merged | None = None


def _found(path: Path, journey: JourneyMap) -> Found:
    """What a file holds. Raises JmapError where it cannot be read."""
    # only who brings a workbook back waits for what reads workbooks
    from jmapdesk.exchange.bring_back import bring_back, merged_into
    from jmapdesk.exchange.build import read_foreign
    from jmapdesk.exchange.read_xlsx import carries_map

    data = read_foreign(path)
    back = bring_back(path.name, data) if carries_map(path.name, data) else None
    same = back is not None and back.base.id == journey.id
    return Found(back, journey, merged_into(journey, back)) if back and same else Found(back)


class WorkbookFlow:
    """Brings workbooks back into one window. ``show`` lists what came in; ``open_other`` opens any other file."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        finish: Callable[[], object],
        show: Callable[[Sequence[Came]], object],
        open_other: Callable[[Path], object],
    ) -> None:
        self._window, self._document = window, document
        self._finish, self._show, self._open_other = finish, show, open_other
        self._waiting = Waiting(window)

    @property
    def is_reading(self) -> bool:
        """Whether a file is still being read."""
        return self._waiting.is_busy

    def bring(self, path: Path) -> None:
        """Bring a workbook of this map back; says so where it is none."""
        self._read(path, lambda found: self._brought(path, found))

    def bring_or_open(self, path: Path) -> None:
        """Open a file; a workbook of this very map may be brought back instead, and is asked about."""
        if path.suffix.lower() in WORKBOOKS:
            self._read(path, lambda found: self._asked(path, found))
        else:
            self._open_other(path)

    def stop(self) -> None:
        """The window closes: what is still being read is for nobody."""
        self._waiting.stop()

    def _read(self, path: Path, then: Callable[[Found], object]) -> None:
        self._finish()
        journey = self._document.committed
        self._waiting.run(lambda: _found(path, journey), _tr("Reading the workbook …"), then)

    def _asked(self, path: Path, found: Found) -> None:
        if found.merged is None:
            self._open_other(path)
            return
        words = _tr("“{name}” was made from this map. Bring back what was edited in it, or open it as another map?")
        box = question(self._window, words.replace("{name}", path.name))
        back = box.addButton(_tr("Bring back"), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(_tr("Open as another map"), QMessageBox.ButtonRole.ActionRole)
        cancel = box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is back:
            self._brought(path, found)
        elif box.clickedButton() is other:
            self._open_other(path)

    def _brought(self, path: Path, found: Found) -> None:
        if found.back is None:
            words = _tr("“{name}” does not carry a map of jmapdesk. Import it to make a map of what it holds.")
            tell(self._window, words.replace("{name}", path.name))
            return
        if found.merged is None:
            words = _tr("“{name}” was made from another map, “{title}”. Open that map and bring it back there.")
            title = found.back.base.about.title or _tr("Untitled map")
            tell(self._window, words.replace("{name}", path.name).replace("{title}", title))
            return
        before, back, merged = self._document.committed, found.back, found.merged
        if before is not found.into:
            from jmapdesk.exchange.bring_back import merged_into

            merged = merged_into(before, back)
        label = _tr("Bring back {name}").replace("{name}", path.name)
        try:
            self._document.do(label, lambda _journey: merged.map)
        except JmapError as error:
            tell(self._window, error.message)
            return
        self._show([Came(path.name, outcome(before, merged, back.remarks, Other(path.name, back.theirs)))])
