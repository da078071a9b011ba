"""Group packs in a window: the offer to make them, and the files that come home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from jmapdesk.session.document import Document
from jmapdesk.ui import file_flow
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.merged_panel import Came, left_out
from jmapdesk.ui.packs_arriving import PackBar
from jmapdesk.ui.waiting import Waiting
from jmapdesk.util.errors import JmapError
from jmapdesk.util.one_line import one_line

if TYPE_CHECKING:
    from jmapdesk.insight.homecoming import Homecoming, Pack
    from jmapdesk.ui.packs_window import PacksWindow

_LONGEST: Final = 40
"""Letters of a group's name that are shown."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("packs", text)


def group_names(packs: Sequence[Pack]) -> list[str]:
    """The groups of some packs in short; those called alike are numbered."""
    from jmapdesk.insight.homecoming import group_name

    plain = [one_line(group_name(one), _LONGEST) for one in packs]
    return [
        f"{name} ({plain[: at + 1].count(name)})" if plain.count(name) > 1 else name for at, name in enumerate(plain)
    ]


class PacksFlow:
    """Makes packs of one window's map and brings them home. ``show`` lists what came in, ``bar`` goes over the map."""

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
        self.bar = PackBar(kit.icon_set, document.committed)
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
        """Bring packs home as one step to undo. What is no pack of this map is left out and told beside the rest."""
        from jmapdesk.exchange.packs import LeftOut, packs_brought_home
        from jmapdesk.insight.homecoming import bring_home

        self._finish()
        home = self._document.committed

        def arrived(read: tuple[Homecoming, list[LeftOut]]) -> None:
            found, skipped = read
            if self._document.committed is not home:
                found = bring_home(self._document.committed, [one.pack for one in found.arrivals])
            self._brought(found, [left_out(name, why) for name, why in skipped])

        self._waiting.run(lambda: packs_brought_home(home, paths), _tr("Reading the packs …"), arrived)

    def _brought(self, found: Homecoming, skipped: Sequence[Came]) -> None:
        from jmapdesk.insight.outcome import of_arrival

        names = group_names([one.pack for one in found.arrivals])
        label = _tr("Bring home {name}").replace("{name}", names[0])
        if len(names) > 1:
            label = _tr("Bring {n} packs home").replace("{n}", str(len(names)))
        try:
            self._document.do(label, lambda _journey: found.map)
        except JmapError as error:
            file_flow.tell(self._window, error.message)
            return
        told = [of_arrival(one, found) for one in found.arrivals]
        came = [Came(name, one, is_pack=True) for name, one in zip(names, told, strict=True)]
        self._show([*came, *skipped])

    def stop(self) -> None:
        """The window closes: what is still being read is for nobody."""
        self._waiting.stop()
        if self.offered is not None:
            self.offered.stop()
            self.offered = None
