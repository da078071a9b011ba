"""The panel that suggests an order for the cards of a cell: those that share words stand together, if one likes it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from jmapdesk.edit.arranging import arranged
from jmapdesk.insight.find import card_words
from jmapdesk.insight.gather import Group, gather
from jmapdesk.model import queries
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.commands import spot_of
from jmapdesk.ui.offer import GAP, Offer
from jmapdesk.util.geometry import union

_SHOWN = 6


def _tr(text: str) -> str:
    return QCoreApplication.translate("gather", text)


class GatherPanel(Offer):
    """Shows the order on the map; Enter keeps it as one undo step, Esc leaves the cards as they were."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view, _tr("Gather like cards"))
        self._cards: list[str] = []
        self.title, self.said = QLabel(), QLabel()
        self.title.setObjectName("panelTitle")
        self.said.setObjectName("pasteSaid")
        self.said.setWordWrap(True)
        for label in (self.title, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
        keep, refuse = QPushButton(_tr("Keep")), QPushButton(_tr("Leave as it was"))
        keep.setProperty("primary", "true")
        keep.setToolTip(_tr("Keep this order (Enter)"))
        refuse.setToolTip(_tr("Leave the cards as they were (Esc)"))
        keep.clicked.connect(self.keep)
        refuse.clicked.connect(self.refuse)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(refuse)
        foot.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addLayout(foot)
        self.setFixedWidth(320)

    def offer(self) -> str:
        """Suggest an order for the selected cards of a cell, or for all of it; what to say where there is none."""
        self.refuse()
        journey, selection = self._document.committed, self._view.selection
        spot = spot_of(journey, selection.primary)
        if spot.lane is None or spot.step is None:
            return _tr("Select a cell or some of its cards to gather those that share words.")
        if journey.lanes[spot.lane].kind == "feelings":
            return _tr("Feelings stand by their scores; there is nothing to gather.")
        cell = queries.cell_cards(journey, spot.lane, spot.step)
        chosen = [card for card in cell if card.id in selection.cards]
        cards = chosen if len(chosen) > 1 else cell
        gathered = gather([card_words(card) for card in cards])
        found = gathered.groups
        if not found:
            return _tr("These cards share no words.")
        self._cards = [cards[place].id for place in gathered.order]
        ids, lane, step = self._cards, spot.lane, spot.step
        self.begin(_tr("Gather cards")).preview(lambda m: arranged(m, lane, step, ids))
        title = _tr("One group of cards that share words") if len(found) == 1 else _tr("{n} groups that share words")
        self.title.setText(title.replace("{n}", str(len(found))))
        self.said.setText("\n".join(_line(group) for group in found[:_SHOWN]))
        self.setAccessibleDescription(f"{self.title.text()}. {self.said.text()}")
        selection.set([card_ref(key) for key in self._cards])
        self.show()
        self._stand()
        self.setFocus()
        return ""

    def _stand(self) -> None:
        """Stand beside the cards, so that they can be seen."""
        self.adjustSize()
        layout, room = self._view.layout_now, self._view.viewport().geometry()
        rects = [rect for key in self._cards if (rect := layout.card_rect(key)) is not None]
        if not rects:
            return
        self._view.camera.reveal(rects[0])
        area = self._view.camera.to_view(union(rects)).translated(room.x(), room.y())
        left = area.right() + GAP
        if left + self.width() > room.right() - GAP:
            left = max(room.left() + GAP, area.left() - self.width() - GAP)
        top = min(max(area.top(), room.top() + GAP), room.bottom() - self.height() - GAP)
        self.move(round(left), round(top))
        self.raise_()


def _line(group: Group) -> str:
    word = f"“{group.word}”" if group.word else _tr("Like words")
    return _tr("{word}: {n} cards").replace("{word}", word).replace("{n}", str(len(group.members)))
