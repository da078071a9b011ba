"""Dragging cards: they lift, their landing place opens between its new neighbours, release is one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from jmapdesk.edit.cells import Place
from jmapdesk.edit.moves import move_together
from jmapdesk.edit.spans import span_from, span_to
from jmapdesk.layout.hit import Slot, slot
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Gesture
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.tools.base import Drag, Modifiers
from jmapdesk.ui.tools.dropping import refusal
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class CardDrag(Drag):
    """Moves the selected cards with the one that was pressed."""

    def __init__(self, view: MapView, at: QPointF, card: str, keep_others: bool) -> None:
        super().__init__(view, at)
        self._card = card
        self._keep_others = keep_others
        self._base = view.layout_now
        self._gesture: Gesture | None = None
        self._cards: tuple[str, ...] = (card,)
        self._place: Slot | None = None
        self._lands = True
        rect = self._base.card_rect(card)
        x, y = self.start_on_sheet
        self._grip = (x - rect.x, y - rect.y) if rect else (0.0, 0.0)

    def begin(self) -> None:
        """Lift the cards."""
        view = self.view
        self._cards = tuple(dict.fromkeys((*view.selection.cards, self._card)))
        self._base = view.layout_now
        self._gesture = view.document.begin(_tr("Move cards") if len(self._cards) > 1 else _tr("Move card"))
        view.surface.hold(self._base)
        view.live.lift(self._cards)
        view.live.glides = not view.reduced_motion
        view.show_cursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Bring the lifted cards under the pointer and open their landing place."""
        view = self.view
        x, y = view.camera.at(at)
        x0, y0 = self.start_on_sheet
        view.live.move(x - x0, y - y0)
        found = slot(self._base, x, y, set(self._cards))
        # the place goes by the middle of the card, which is what the eye follows
        rect = self._base.card_rect(self._card)
        if found is not None and rect is not None:
            middle = y - self._grip[1] + rect.h / 2
            lane_top = self._base.tops[found.lane_index]
            low = lane_top + self._base.lanes[found.lane_index].height - 0.01
            found = slot(self._base, x, max(lane_top, min(low, middle)), set(self._cards)) or found
        if found != self._place:
            self._place = found
            self._preview(found)

    def _preview(self, found: Slot | None) -> None:
        view, gesture = self.view, self._gesture
        if gesture is None:
            return
        base = gesture.base
        moved = base
        if found is not None:
            place = Place(found.lane, found.step, found.after, found.before)
            try:
                moved = move_together(base, self._cards, self._card, place)
            except JmapError:
                moved = base
        gesture.preview(lambda _: moved)
        self._lands = lands = moved is not base or _stands(base, self._card, found)
        view.show_cursor(Qt.CursorShape.ClosedHandCursor if lands else Qt.CursorShape.ForbiddenCursor)
        rects = [view.layout_now.card_rect(card) for card in self._cards[:60]] if lands else []
        view.slot_mark.mark("slot", [r for r in rects if r is not None], view.layout_now, view.zoom())

    def finish(self) -> None:
        """Set the cards down; tell why they went back, if a lane did not take them."""
        if self._gesture is not None:
            self._gesture.commit()
        self._clean()
        self.view.live.rest()
        if self._place is not None and not self._lands:
            journey = self._base.journey
            held = journey.cards[self._card].kind
            self.view.failed.emit(refusal(journey, self._place, held, several=len(self._cards) > 1))

    def cancel(self) -> None:
        """Put the cards back."""
        self._clean(before=True)

    def _clean(self, before: bool = False) -> None:
        view = self.view
        if before and self._gesture is not None:
            self._gesture.cancel()
        view.live.glides = False
        view.live.drop()
        view.live.rest()
        view.surface.hold(None)
        view.slot_mark.clear()
        view.show_cursor(None)

    def click(self, modifiers: Modifiers) -> None:
        """Select just this card where several were selected."""
        if not self._keep_others:
            self.view.selection.select(card_ref(self._card))


def _stands(journey: JourneyMap, card_id: str, found: Slot | None) -> bool:
    """Whether the card is in that cell already."""
    card = journey.cards[card_id]
    return found is not None and (card.lane, card.step) == (found.lane, found.step)


class SpanDrag(Drag):
    """Drags an edge of a card over more or fewer steps: the far one, or with ``begins`` the one it begins at."""

    def __init__(self, view: MapView, at: QPointF, card: str, begins: bool = False) -> None:
        super().__init__(view, at)
        self._card = card
        self._pull = span_from if begins else span_to
        self._base = view.layout_now
        self._gesture: Gesture | None = None
        self._step = ""

    def begin(self) -> None:
        """Start stretching."""
        self._gesture = self.view.document.begin(_tr("Stretch card"))
        self.view.surface.hold(self._base)
        self.view.show_cursor(Qt.CursorShape.SizeHorCursor)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Reach to the step under the pointer."""
        body = self._base.columns.body
        x = max(body.x, min(body.right - 0.01, self.view.camera.at(at)[0]))
        column = self._base.columns.at(x)
        if column is None or self._gesture is None or column.step.id == self._step:
            return
        self._step = column.step.id
        step = column.step.id
        self._gesture.preview(lambda journey: self._pull(journey, self._card, step))
        rect = self.view.layout_now.card_rect(self._card)
        self.view.slot_mark.mark("hover", [rect] if isinstance(rect, Rect) else [], self._base, self.view.zoom())

    def finish(self) -> None:
        """Keep the span."""
        if self._gesture is not None:
            self._gesture.commit()
        self._clean()

    def cancel(self) -> None:
        """Have the old span back."""
        if self._gesture is not None:
            self._gesture.cancel()
        self._clean()

    def _clean(self) -> None:
        self.view.surface.hold(None)
        self.view.slot_mark.clear()
        self.view.show_cursor(None)

    def click(self, modifiers: Modifiers) -> None:
        """Select the card."""
        self.view.selection.select(card_ref(self._card))
