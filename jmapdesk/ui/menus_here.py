"""Opens the menus of what lies under the pointer, and the choice of a lane to put between others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QWidget

from jmapdesk.layout.hit import Hit, Insertion
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, Selection
from jmapdesk.ui import commands, menus
from jmapdesk.ui.canvas.commands import ref_of
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.link_opener import LinkOpener


class MenusHere:
    """Menus over one window's map. ``of_cards`` are those for selected cards, ``add_lane`` adds a lane of a kind."""

    def __init__(
        self, window: QWidget, document: Document, selection: Selection, icons: IconSet,
        actions: Mapping[str, QAction], links: LinkOpener, add_lane: menus.AddLane, of_cards: Sequence[QMenu],
    ) -> None:  # fmt: skip
        self._window, self._document, self._selection = window, document, selection
        self._icons, self._actions, self._links = icons, actions, links
        self._add_lane, self.of_cards = add_lane, of_cards

    def lanes(self, after: str | None = None, before: str | None = None) -> QMenu:
        """Every kind of lane, each adding one where asked."""
        return menus.lane_menu(self._window, self._icons, self._add_lane, after, before)

    def show(self, hit: Hit, at: QPoint) -> None:
        """The menu of what lies under the pointer; the canvas has selected it already."""
        journey, selection = self._document.journey, self._selection
        ref = selection.primary if ref_of(hit) is not None else None
        lanes = self.lanes(after=ref.id) if ref is not None and ref.kind in ("lane", "cell") else None
        kind = ref.kind if ref is not None else ""
        step = self._step(hit.step) if hit.step else None
        links = self._links.menu(journey, ref)
        menu = menus.menu_here(self._window, kind, self._actions, lanes, self.of_cards, step, links)
        menu.exec(at)
        for one in (menu, links, step):
            if one is not None:
                one.deleteLater()

    def _step(self, step: str) -> QMenu:
        title = commands.step_title(self._document.journey, step)
        return menus.step_menu(self._window, title, self._actions, lambda: self._selection.select(Ref("step", step)))

    def ask_insert(self, what: str, where: Insertion) -> None:
        """The plus between or under the lanes: which kind of lane."""
        if what == "lane":
            menu = self.lanes(where.after, None if where.after else where.before)
            menu.exec(QCursor.pos())
            menu.deleteLater()
