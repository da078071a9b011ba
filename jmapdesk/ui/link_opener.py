"""Opening what cards point to: pages, mailboxes, files beside the map, cards of other maps, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from jmapdesk.insight.targets import Target, targets
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.linked import file_of, find_map
from jmapdesk.session.selection import Ref, Selection, card_ref
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.kit import Windows
from jmapdesk.util.addresses import as_web
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING

_ICONS = {"web": "globe", "file": "file-text", "map": "spline"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("links", text)


class LinkOpener:
    """Opens the links of one window's map. ``go_to`` shows a card of it, ``say`` tells why something does not open."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        windows: Windows,
        icons: IconSet,
        recent: Callable[[], Sequence[Path]],
        go_to: Callable[[Ref], object],
        say: Callable[[str], object],
    ) -> None:
        self._window, self._document, self._windows = window, document, windows
        self._icons, self._recent, self._go_to, self._say = icons, recent, go_to, say

    def open_selected(self, selection: Selection, at: QPoint) -> None:
        """Open what the selected card points to; asks which where there are several."""
        ref = selection.primary
        card = self._document.journey.cards.get(ref.id) if ref is not None and ref.kind == "card" else None
        if card is None:
            self._say(_tr("Select a card that points somewhere."))
            return
        self.open_one_of(targets(card), at)

    def open_one_of(self, found: Sequence[Target], at: QPoint) -> None:
        """Open the only target; asks which of several in a menu at a place of the screen."""
        if not found:
            self._say(_tr("This card points nowhere: its links stand in the inspector."))
        elif len(found) == 1:
            self.open(found[0])
        else:
            menu = self._filled(QMenu(self._window), found)
            menu.popup(at)

    def menu(self, journey: JourneyMap, ref: Ref | None) -> QMenu | None:
        """What a card points to, each entry opening it; None where it points nowhere."""
        card = journey.cards.get(ref.id) if ref is not None and ref.kind == "card" else None
        found = targets(card) if card is not None else []
        return self._filled(QMenu(_tr("&Open link"), self._window), found) if found else None

    def _filled(self, menu: QMenu, found: Sequence[Target]) -> QMenu:
        for one in found:
            # a name is no place for shortcut marks
            entry = menu.addAction(self._icons.icon(_ICONS.get(one.kind, "link")), one.said.replace("&", "&&"))
            entry.triggered.connect(partial(self._chosen, one))
        return menu

    def _chosen(self, target: Target, _checked: bool = False) -> None:
        self.open(target)

    def open(self, target: Target) -> None:
        """Open one target; says why where it does not open."""
        try:
            if target.kind == "map":
                self._open_map(target)
            elif target.kind == "file":
                self._open_file(target.target)
            else:
                self._open_page(target.target)
        except JmapError as error:
            self._say(error.message)

    def _open_page(self, address: str) -> None:
        web = as_web(address)
        if not web:
            words = _tr("“{address}” is no page and no mailbox; only those are opened.")
            raise JmapError("link.address", words.replace("{address}", address[:80]))
        self._hand_over(QUrl(web), web)

    def _open_file(self, target: str) -> None:
        path = file_of(target, self._folder)
        if path.suffix.lower() == MAP_ENDING:
            self._windows.open_path(path)
        else:
            self._hand_over(QUrl.fromLocalFile(str(path)), path.name)

    def _hand_over(self, url: QUrl, name: str) -> None:
        """Give an address to the desktop, which knows what opens it."""
        if not QDesktopServices.openUrl(url):
            words = _tr("This desktop has no program that opens “{name}”.")
            raise JmapError("link.desktop", words.replace("{name}", name))

    def _open_map(self, target: Target) -> None:
        if target.target == self._document.journey.id:
            if target.card in self._document.journey.cards:
                self._go_to(card_ref(target.card))
                return
            raise JmapError("link.card", _tr("The card it points to is no longer in this map."))
        self._windows.open_card(find_map(target.target, self._folder, self._recent()), target.card)

    @property
    def _folder(self) -> Path | None:
        return self._document.path.parent if self._document.path is not None else None
