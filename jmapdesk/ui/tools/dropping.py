"""What is dropped on the map from outside: kinds of cards from the palette, and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place, takes
from jmapdesk.edit.housing import add_housed_card
from jmapdesk.layout.hit import Slot, slot
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.capture import landing
from jmapdesk.session.document import Gesture
from jmapdesk.ui.canvas import CARD_KIND_MIME
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


def kind_in(data: QMimeData) -> str:
    """The kind of card that is dragged; empty where it is something else."""
    return bytes(data.data(CARD_KIND_MIME).data()).decode("utf-8", "replace") if data.hasFormat(CARD_KIND_MIME) else ""


def paths_in(data: QMimeData) -> list[str]:
    """The local files that are dragged."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


def new_card(journey: JourneyMap, where: Slot, gesture: Gesture, kind: str | None) -> JourneyMap:
    """The map with a new card at a place; the same map where its lane takes no such card."""
    place = Place(where.lane, where.step, where.after, where.before)
    is_feeling = journey.lanes[where.lane].kind == "feelings"
    fields = {"score": where.score} if is_feeling and where.score is not None else {}
    try:
        return add_card(journey, place, gesture.new_id, kind, "", **fields)
    except JmapError:
        return journey


def housed_card(
    journey: JourneyMap, kind: str | None, gesture: Gesture, step: str | None, after: str | None
) -> JourneyMap:
    """The map with a new card and the lane it needs, below the lane ``after``."""
    score = 0.0 if kind == "feeling" else None
    return add_housed_card(journey, kind, gesture.new_id, step, after, score=score)


def refusal(journey: JourneyMap, where: Slot, kind: str | None, several: bool = False) -> str:
    """Why cards cannot stand at a place, for people; ``kind`` is that of the one held, None for the lane's own."""
    kind = card_kind_of(journey.lanes[where.lane].kind) if kind is None else kind
    if kind is None or not takes(journey, where.lane, kind):
        return QCoreApplication.translate("canvas", "This lane takes no such card.")
    if several:
        return QCoreApplication.translate("canvas", "There is no room there for all of these cards.")
    return QCoreApplication.translate("canvas", "This step has a feeling already.")


class KindDrop:
    """A kind of card on its way from the palette: its landing place opens, release makes the card.

    Where no lane takes such a card the lane opens with it, below the one aimed at.
    """

    def __init__(self, view: MapView, kind: str) -> None:
        self._view = view
        self._kind = kind
        self._base: MapLayout = view.layout_now
        self._gesture = view.document.begin("Add card")
        self._place: Slot | None = None
        self._card = ""
        view.surface.hold(self._base)
        view.live.glides = not view.reduced_motion

    def move(self, at: QPointF) -> bool:
        """Show where it would land; whether it can."""
        view = self._view
        found = slot(self._base, *view.camera.at(at))
        if found == self._place:
            return bool(self._card)
        self._place, self._card = found, ""
        base = self._gesture.base
        made = base if found is None else new_card(base, found, self._gesture, self._kind)
        if found is not None and made is base:
            fitting = self._fitting(base, found)
            made = base if fitting is None else new_card(base, fitting, self._gesture, self._kind)
            if landing(base, found.lane, self._kind) is None:
                made = housed_card(base, self._kind, self._gesture, found.step, found.lane)
        self._gesture.preview(lambda _: made)
        if made is not base:
            self._card = next(iter(made.cards.keys() - base.cards.keys()), "")
        rect = view.layout_now.card_rect(self._card)
        view.slot_mark.mark("slot", [rect] if rect else [], view.layout_now, view.zoom())
        return bool(self._card)

    def _fitting(self, base: JourneyMap, aimed: Slot) -> Slot | None:
        """Where such a card fits in the step aimed at, if its lane refuses it: the nearest lane that is for it."""
        lane = None if takes(base, aimed.lane, self._kind) else landing(base, aimed.lane, self._kind)
        index = self._base.lane_index(lane.id) if lane is not None else None
        if lane is None or index is None:
            return None
        cards = self._base.lanes[index].members[aimed.place]
        after, score = cards[-1].id if cards else None, 0.0 if self._base.lanes[index].is_curve else None
        return aimed._replace(lane=lane.id, lane_index=index, after=after, before=None, score=score)

    @property
    def refusal(self) -> str:
        """Why it cannot land where it was held last, for people."""
        if self._place is None:
            return QCoreApplication.translate("canvas", "A card goes into a cell, where a lane and a step cross.")
        lane = landing(self._base.journey, self._place.lane, self._kind)
        aimed = self._place if lane is None else self._place._replace(lane=lane.id)
        return refusal(self._base.journey, aimed, self._kind)

    def drop(self) -> bool:
        """Make the card and open its editor; whether there was room for it."""
        self._clean()
        if not self._card or not self._gesture.is_running:
            self._gesture.cancel()
            return False
        self._view.writer.write_new(self._gesture, self._card, keep_empty=True)
        return True

    def cancel(self) -> None:
        """It has left the map again."""
        self._gesture.cancel()
        self._clean()

    def _clean(self) -> None:
        view = self._view
        view.live.glides = False
        view.live.rest()
        view.surface.hold(None)
        view.slot_mark.clear()
