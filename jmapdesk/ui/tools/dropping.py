"""What is dropped on the map from outside: kinds of cards from the palette, and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF

from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place, takes
from jmapdesk.edit.housing import add_housed_card, landing
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.layout.hit import Slot, slot
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.document import Gesture
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.canvas import CARD_KIND_MIME, PARKED_MIME
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def kind_in(data: QMimeData) -> str:
    """The kind of card that is dragged; empty where it is something else."""
    return bytes(data.data(CARD_KIND_MIME).data()).decode("utf-8", "replace") if data.hasFormat(CARD_KIND_MIME) else ""


def cards_data(ids: Sequence[str]) -> QMimeData:
    """Cards of this map that are dragged from a panel."""
    data = QMimeData()
    data.setData(PARKED_MIME, "\n".join(ids).encode())
    return data


def cards_in(data: QMimeData) -> list[str]:
    """The ids of cards of this map that are dragged from a panel."""
    if not data.hasFormat(PARKED_MIME):
        return []
    return bytes(data.data(PARKED_MIME).data()).decode("utf-8", "replace").split()


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
        return _tr("This lane takes no such card.")
    if several:
        return _tr("There is no room there for all of these cards.")
    return _tr("This step has a feeling already.")


class _Drop:
    """Something on its way from a panel: its landing place opens, release keeps it as one undo step."""

    def __init__(self, view: MapView, label: str) -> None:
        self._view = view
        self._base: MapLayout = view.layout_now
        self._gesture = view.document.begin(label)
        self._place: Slot | None = None
        self._lands = False
        view.surface.hold(self._base)
        view.live.glides = not view.reduced_motion

    def made(self, base: JourneyMap, where: Slot) -> JourneyMap:
        """The map with it at a place; the same map where it cannot stand there."""
        raise NotImplementedError

    def cards(self) -> list[str]:
        """The cards that land."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """The kind of card that is held."""
        raise NotImplementedError

    def move(self, at: QPointF) -> bool:
        """Show where it would land; whether it can."""
        view = self._view
        found = slot(self._base, *view.camera.at(at))
        if found == self._place:
            return self._lands
        self._place = found
        base = self._gesture.base
        made = base if found is None else self.made(base, found)
        if found is not None and made is base:
            fitting = self._fitting(base, found)
            made = base if fitting is None else self.made(base, fitting)
        self._gesture.preview(lambda _: made)
        self._lands = made is not base
        rects = [view.layout_now.card_rect(key) for key in self.cards()] if self._lands else []
        view.slot_mark.mark("slot", [rect for rect in rects if rect is not None], view.layout_now, view.zoom())
        return self._lands

    def _fitting(self, base: JourneyMap, aimed: Slot) -> Slot | None:
        """Where such a card fits in the step aimed at, if its lane refuses it: the nearest lane that is for it."""
        lane = None if takes(base, aimed.lane, self.kind) else landing(base, aimed.lane, self.kind)
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
            return _tr("A card goes into a cell, where a lane and a step cross.")
        lane = landing(self._base.journey, self._place.lane, self.kind)
        aimed = self._place if lane is None else self._place._replace(lane=lane.id)
        return refusal(self._base.journey, aimed, self.kind, several=len(self.cards()) > 1)

    def drop(self) -> bool:
        """Keep it where it shows; whether there was room for it."""
        self._clean()
        if not self._lands or not self._gesture.is_running:
            self._gesture.cancel()
            return False
        self.keep(self._gesture)
        return True

    def keep(self, gesture: Gesture) -> None:
        """End the gesture with what shows."""
        raise NotImplementedError

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


class KindDrop(_Drop):
    """A kind of card from the palette: it becomes a new card, to be written on.

    Where no lane takes such a card the lane opens with it, below the one aimed at.
    """

    def __init__(self, view: MapView, kind: str) -> None:
        super().__init__(view, _tr("Add card"))
        self._kind = kind
        self._card = ""

    @property
    def kind(self) -> str:
        """What is made."""
        return self._kind

    def cards(self) -> list[str]:
        """The new card."""
        return [self._card]

    def made(self, base: JourneyMap, where: Slot) -> JourneyMap:
        """The map with a new card."""
        if landing(base, where.lane, self._kind) is None:
            made = housed_card(base, self._kind, self._gesture, where.step, where.lane)
        else:
            made = new_card(base, where, self._gesture, self._kind)
        self._card = next(iter(made.cards.keys() - base.cards.keys()), "")
        return made

    def keep(self, gesture: Gesture) -> None:
        """Open the editor of the new card. A feeling put at a height and a place for a picture need no words."""
        is_point = self._kind == "feeling" and self._place is not None and self._place.score is not None
        self._view.writer.write_new(gesture, self._card, keep_empty=is_point or self._kind == "image")


class ParkedDrop(_Drop):
    """Parked cards on their way back to the map."""

    def __init__(self, view: MapView, ids: list[str]) -> None:
        super().__init__(view, _tr("Place card") if len(ids) == 1 else _tr("Place cards"))
        self._ids = ids

    @property
    def kind(self) -> str:
        """The kind of the first card."""
        return self._base.journey.cards[self._ids[0]].kind

    def cards(self) -> list[str]:
        """Those that are held."""
        return self._ids

    def made(self, base: JourneyMap, where: Slot) -> JourneyMap:
        """The map with all of them in that cell."""
        try:
            return move_into_cell(base, self._ids, Place(where.lane, where.step, where.after, where.before))
        except JmapError:
            return base

    def keep(self, gesture: Gesture) -> None:
        """Leave them there, selected."""
        gesture.commit()
        self._view.selection.set([card_ref(key) for key in self._ids])


def drop_of(view: MapView, data: QMimeData) -> KindDrop | ParkedDrop | None:
    """What is dragged over the map and becomes cards of it; None for anything else."""
    kind = kind_in(data)
    if kind:
        return KindDrop(view, kind)
    ids = cards_in(data)
    if ids and all(key in view.document.committed.cards for key in ids):
        return ParkedDrop(view, ids)
    return None
