"""Pasting: what is on the clipboard decides whether it lands at once or is shown first."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from jmapdesk.edit.cells import Place
from jmapdesk.edit.moves import card_lanes
from jmapdesk.model import queries
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.capture import Captured, add_captured, scored, spot_for
from jmapdesk.session.document import added
from jmapdesk.session.selection import card_ref
from jmapdesk.ui import commands, pictures
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.paste_panel import PastePanel
from jmapdesk.ui.tools.dropping import paths_in


def _tr(text: str) -> str:
    return QCoreApplication.translate("paste", text)


class Paster:
    """Pastes into one view. ``dropped`` takes files as if they were dropped, ``say`` tells the person something."""

    def __init__(
        self,
        view: MapView,
        icons: IconSet,
        dropped: Callable[[list[str], None], object],
        say: Callable[[str], object],
    ) -> None:
        self._view, self._dropped, self._say = view, dropped, say
        self.panel = PastePanel(view, icons)

    def paste(self) -> None:
        """Copied cards, a picture or one line land at once; a block of lines or cells is shown first.

        Raises JmapError where the clipboard holds something that cannot be used.
        """
        data = QGuiApplication.clipboard().mimeData()
        journey, selection = self._view.document.committed, self._view.selection
        if self.panel.isVisible():
            self.panel.refuse()
        lanes, columns = card_lanes(journey), queries.columns(journey)
        if not lanes or not columns:
            self._say(_tr("Add a stage and a lane first; what you paste goes there."))
            return
        spot = commands.spot_of(journey, selection.primary)
        lane = spot.lane if spot.lane in {one.id for one in lanes} else None
        first = Place(lane or lanes[0].id, spot.step or columns[0].step.id)
        chosen = lane is not None and spot.step is not None
        if data.hasFormat(commands.FRAGMENT_MIME):
            text = bytes(data.data(commands.FRAGMENT_MIME).data()).decode("utf-8", "replace")
            commands.paste_cards(self._view.document, selection, text, first if chosen else None, first)
        elif not self._paste_picture(data, first) and not self._paste_words(data, first, chosen):
            self._say(_tr("The clipboard holds nothing that can be pasted."))

    def _paste_picture(self, data: QMimeData, first: Place) -> bool:
        files = [path for path in paths_in(data) if pictures.is_picture(Path(path))]
        if files:
            self._dropped(files, None)
            return True
        # office programs put a picture of the cells beside the cells
        if not data.hasImage() or data.text().strip():
            return False
        image = data.imageData()
        if not isinstance(image, QImage) or image.isNull():
            return False
        with tempfile.TemporaryDirectory(prefix="jmapdesk-") as folder:
            path = Path(folder) / f"{_tr('Pasted picture')}.png"
            if not image.save(str(path)):
                return False
            done = pictures.add_card(self._view.document, self._view.selection, path, first.lane, first.step)
        if done:
            self._say(done)
        return True

    def _paste_words(self, data: QMimeData, first: Place, chosen: bool) -> bool:
        # the readers of all those formats cost a tenth of the start
        from jmapdesk.exchange.pasted import is_plain, read_pasted

        grid = read_pasted(data.text(), data.html() if data.hasHtml() else "")
        if grid is None:
            return False
        if not (is_plain(grid) and chosen):
            self.panel.offer(grid, first.lane, first.step)
            return True
        document = self._view.document
        words, kind = grid.at(0, 0).text, document.committed.lanes[first.lane].kind
        found = Captured(None, *scored(words)) if card_kind_of(kind) == "feeling" else Captured(None, words)
        spot = spot_for(document.committed, first.lane, first.step, found)
        if spot is not None:
            made = added(document.do(_tr("Paste"), lambda m: add_captured(m, spot, found, document.new_id)), "cards")
            self._view.selection.set([card_ref(key) for key in made])
        return True
