"""Group packs in a window: the offer to make them, and the files that come home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from jmapdesk.session.document import Document
from jmapdesk.ui import file_flow
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.merged_panel import Came
from jmapdesk.ui.waiting import Waiting
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.insight.homecoming import Homecoming
    from jmapdesk.ui.packs_window import PacksWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("packs", text)


class PacksFlow:
    """Makes packs of one window's map and brings them home. ``show`` lists what came in."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        kit: Kit,
        finish: Callable[[], object],
        show: Callable[[Sequence[Came]], object],
    ) -> None:
        self._window, self._document, self._kit = window, document, kit
        self._finish, self._show = finish, show
        self._waiting = Waiting(window)
        self.offered: PacksWindow | None = None

    @property
    def is_reading(self) -> bool:
        """Whether packs are still being read."""
        return self._waiting.is_busy

    def offer(self, folder: Path) -> None:
        """Open the window that makes packs."""
        from jmapdesk.ui.packs_window import PacksWindow  # only who makes packs waits for it

        self._finish()
        if self.offered is None:
            self.offered = PacksWindow(self._document, self._kit, self._window)
        self.offered.bring_up(folder)

    def ask(self, folder: Path) -> None:
        """Ask which packs came back, and bring them home."""
        paths = file_flow.ask_packs(self._window, folder)
        if paths:
            self.bring(paths)

    def bring(self, paths: Sequence[Path]) -> None:
        """Bring packs home as one step to undo; says so where one of the files is none of this map's."""
        from jmapdesk.exchange.packs import read_pack
        from jmapdesk.insight.homecoming import bring_home

        self._finish()
        home = self._document.committed

        def joined() -> Homecoming:
            return bring_home(home, [read_pack(path, home) for path in paths])

        def arrived(found: Homecoming) -> None:
            if self._document.committed is not home:
                found = bring_home(self._document.committed, [one.pack for one in found.arrivals])
            self._brought(found)

        self._waiting.run(joined, _tr("Reading the packs …"), arrived)

    def _brought(self, found: Homecoming) -> None:
        from jmapdesk.insight.outcome import outcome

        files = [one.pack.name for one in found.arrivals]
        called = [one.pack.part.name for one in found.arrivals]
        names = called if len({*called} - {""}) == len(called) else files
        label = _tr("Bring home {name}").replace("{name}", files[0])
        if len(files) > 1:
            label = _tr("Bring {n} packs home").replace("{n}", str(len(files)))
        try:
            self._document.do(label, lambda _journey: found.map)
        except JmapError as error:
            file_flow.tell(self._window, error.message)
            return
        told = [outcome(one.before, one.merged, one.remarks) for one in found.arrivals]
        self._show([Came(name, came, is_pack=True) for name, came in zip(names, told, strict=True)])

    def stop(self) -> None:
        """The window closes: what is still being read is for nobody."""
        self._waiting.stop()
        if self.offered is not None:
            self.offered.stop()
            self.offered = None
