"""Adding a card of a kind in a window: where the selection points, with the lane it needs, ready to be written on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.housing import lacks_lane
from jmapdesk.ui import commands
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.looking import Looking


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class Adding:
    """Adds to the map of one view. ``choose_image`` asks for the picture of a card, ``say`` tells the person."""

    def __init__(
        self, view: MapView, looking: Looking, choose_image: Callable[[str], object], say: Callable[[str], object]
    ) -> None:
        self._view, self._looking, self._choose_image, self._say = view, looking, choose_image, say
        self._document, self._selection = view.document, view.selection

    def add(self, kind: str | None) -> None:
        """Make a card of a kind (None: the lane's own) and open its editor, or ask for its picture."""
        view = self._view
        if self._document.refuse():
            return
        view.finish_editing()
        place = commands.place_for_card(self._document, self._selection, kind)
        if place is None:
            self._add_with_lane(kind)
            return
        made = kind != "image" and view.writer.add_in(place.lane, place.step, kind)
        if made and view.is_editing():
            return
        if not made:
            commands.add_card(self._document, self._selection, kind)
        ref = self._selection.primary
        if ref is not None:
            self._looking.bring_out(ref, opening=True)
            self._selection.select(ref)
            view.reveal(ref)
        view.setFocus()
        card = self._document.journey.cards.get(ref.id if ref else "")
        if card is not None and card.kind == "image":
            self._choose_image(card.id)
        else:
            view.edit_selected()

    def _add_with_lane(self, kind: str | None) -> None:
        """A card of a kind that no lane takes comes with its lane, as one step that Esc or undo takes away."""
        journey = self._document.journey
        lacking = lacks_lane(journey, kind)
        if not lacking and journey.stages:
            self._say(_tr("This step has an emotion already."))
            return
        spot = commands.spot_of(journey, self._selection.primary)
        self._view.writer.add_with_lane(kind, spot.step, spot.lane)
        ref = self._selection.primary
        if kind == "image" and ref is not None:
            self._view.finish_editing()
            self._choose_image(ref.id)
        elif lacking:
            self._say(_tr("There was no lane for it: it comes with one. Esc takes both away."))
