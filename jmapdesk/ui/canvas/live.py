"""Cards that move by themselves for a moment: those being dragged, and the neighbours that make room for them.

While a card is live the surface leaves it out; when it rests it is painted back into the map.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from jmapdesk.layout.boxes import CardBox
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.render.drawing import Group
from jmapdesk.ui.canvas.overlays import LiveCard
from jmapdesk.ui.canvas.surface import Surface

GLIDE: Final = 110
"""Milliseconds that neighbours take to make room."""
MOST_LIFTED: Final = 30
"""More cards than these are dragged, but not shown under the pointer."""


@dataclass(slots=True)
class _Glide:
    item: LiveCard
    start: QPointF
    end: QPointF


class LiveCards(QObject):
    """The live cards of one view."""

    def __init__(self, scene: QGraphicsScene, surface: Surface) -> None:
        super().__init__(surface)
        self._scene = scene
        self._surface = surface
        self.glides = False
        """Whether cards that an edit moves glide to their place (during drags; never with reduced motion)."""
        self._lifted: dict[str, tuple[LiveCard, QPointF]] = {}
        self._held: frozenset[str] = frozenset()
        self._gliding: dict[str, _Glide] = {}
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setDuration(GLIDE)
        self._clock.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._clock.valueChanged.connect(self._advance)
        self._clock.finished.connect(self._arrived)
        surface.live = self._between

    @property
    def hidden(self) -> frozenset[str]:
        """The cards that are shown live."""
        return self._held | self._gliding.keys()

    def lift(self, cards: Iterable[str]) -> None:
        """Take cards off the sheet, to be moved with ``move``."""
        layout = self._surface.layout
        self._held = frozenset(cards)
        for card in self._held:
            found = _box(layout, card)
            if found is not None and len(self._lifted) < MOST_LIFTED:
                box, top = found
                item = self._item(box, layout, lifted=True)
                at = QPointF(box.x, top + box.y)
                item.setPos(at)
                self._lifted[card] = item, at
        self._surface.hide(self.hidden)

    def move(self, dx: float, dy: float) -> None:
        """Bring the lifted cards so far from where they were taken (map units)."""
        for item, at in self._lifted.values():
            item.setPos(at.x() + dx, at.y() + dy)

    def drop(self) -> None:
        """Put the lifted cards back on the sheet, where the map says they are."""
        for item, _ in self._lifted.values():
            self._scene.removeItem(item)
        self._lifted.clear()
        self._held = frozenset()
        self._surface.hide(self.hidden)

    def rest(self) -> None:
        """Let every gliding card arrive at once."""
        if self._gliding:
            self._clock.stop()
            self._arrived()

    def _item(self, box: CardBox, layout: MapLayout, lifted: bool) -> LiveCard:
        painter = self._surface.painter

        def paint(qt: QPainter, group: Group) -> None:
            painter.group(qt, group, layout)

        item = LiveCard(painter.drawer.card(box, layout), paint, lifted)
        self._scene.addItem(item)
        return item

    def _between(self, before: MapLayout, after: MapLayout) -> frozenset[str]:
        """Start glides for what a change moved inside its cell; the cards that are live from now on."""
        if not self.glides or before.columns is not after.columns or len(before.lanes) != len(after.lanes):
            return self.hidden
        started = False
        for index, (old, new) in enumerate(zip(before.lanes, after.lanes, strict=True)):
            if old is new or old.is_curve:
                continue
            for was, now in zip(old.cells, new.cells, strict=True):
                if was is not now:
                    moves = self._moves(was, now, before.tops[index], after.tops[index])
                    for box, start in moves:
                        self._glide(box, start, QPointF(box.x, after.tops[index] + box.y), after)
                        started = True
        if started:
            self._clock.stop()
            self._clock.start()
        return self.hidden

    def _moves(
        self, was: Iterable[CardBox], now: Iterable[CardBox], top_before: float, top: float
    ) -> Iterable[tuple[CardBox, QPointF]]:
        places = {one.card.id: (one.x, one.y + top_before) for one in was}
        for one in now:
            before = places.get(one.card.id)
            if before is not None and one.card.id not in self._held and before != (one.x, one.y + top):
                yield one, QPointF(*before)

    def _glide(self, box: CardBox, start: QPointF, end: QPointF, layout: MapLayout) -> None:
        running = self._gliding.pop(box.card.id, None)
        if running is not None:
            start = running.item.pos()
            self._scene.removeItem(running.item)
        item = self._item(box, layout, lifted=False)
        item.setPos(start)
        self._gliding[box.card.id] = _Glide(item, start, end)

    def _advance(self, share: object) -> None:
        if not isinstance(share, float):
            return
        for glide in self._gliding.values():
            glide.item.setPos(glide.start + (glide.end - glide.start) * share)

    def _arrived(self) -> None:
        for glide in self._gliding.values():
            self._scene.removeItem(glide.item)
        self._gliding.clear()
        self._surface.hide(self.hidden)


def _box(layout: MapLayout, card_id: str) -> tuple[CardBox, float] | None:
    """A card's box with the top of its lane; None where it is not shown."""
    card = layout.journey.cards.get(card_id)
    if card is None or card.lane is None or card.step is None:
        return None
    index, place = layout.lane_index(card.lane), layout.columns.place(card)
    if index is None or place is None:
        return None
    return next(((one, layout.tops[index]) for one in layout.lanes[index].cells[place] if one.card.id == card_id), None)
