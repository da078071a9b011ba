"""Moving the view over the map, and the rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from jmapdesk.layout.hit import cards_in
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.tools.base import Drag, Modifiers
from jmapdesk.util.geometry import Rect

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


class PanDrag(Drag):
    """The map follows the pointer."""

    autoscrolls = False

    def __init__(self, view: MapView, at: QPointF) -> None:
        super().__init__(view, at)
        self._last = at
        view.show_cursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Shift the map by what the pointer moved."""
        step = (at - self._last).toPoint()
        self.view.camera.pan(step.x(), step.y())
        self._last = self._last + QPointF(step)

    def finish(self) -> None:
        """Leave the map where it is."""
        self.view.show_cursor(None)

    def cancel(self) -> None:
        """Leave the map where it is."""
        self.view.show_cursor(None)

    def click(self, modifiers: Modifiers) -> None:
        """Nothing was moved."""
        self.view.show_cursor(None)


class BandDrag(Drag):
    """A rubber band selects the cards it touches; with Shift or Ctrl they join what was selected."""

    def __init__(self, view: MapView, at: QPointF, clicked: Ref | None, add: bool) -> None:
        super().__init__(view, at)
        self._clicked = clicked
        self._before = view.selection.refs if add else ()
        self._first = view.selection.refs

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Select what the band touches now."""
        x, y = self.view.camera.at(at)
        x0, y0 = self.start_on_sheet
        band = Rect(min(x, x0), min(y, y0), abs(x - x0), abs(y - y0))
        self.view.band.mark("band", [band], self.view.layout_now, self.view.zoom())
        touched = [card_ref(card) for card in cards_in(self.view.layout_now, band)]
        self.view.selection.set((*self._before, *touched))

    def finish(self) -> None:
        """Keep what is selected."""
        self.view.band.clear()

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.view.band.clear()
        self.view.selection.set(self._first)

    def click(self, modifiers: Modifiers) -> None:
        """Select what was clicked, or nothing."""
        selection = self.view.selection
        if self._clicked is None:
            if not self._before:
                selection.clear()
        elif self._before:
            selection.toggle(self._clicked)
        else:
            selection.select(self._clicked)
