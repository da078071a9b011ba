"""What every gesture of the mouse is: nothing until the pointer has moved a little, then a preview, then one commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

Modifiers = Qt.KeyboardModifier
SLACK = 4.0
"""Pixels by which edges and small things are easier to hit than they are large."""
NO_MODIFIERS = Qt.KeyboardModifier.NoModifier


class Drag:
    """One press of a mouse button until it is released. Points are pixels of the viewport.

    ``begin`` is called once the pointer has left its place, then ``move`` for every place it comes to, then
    ``finish`` or ``cancel``. Released where it was pressed, it is a ``click`` and nothing else.
    """

    spends = False
    """Whether a click does all there is to do: a second one, as of a double click, means nothing."""
    autoscrolls = True
    """Whether the map scrolls while the pointer stands at the view's edge."""

    def __init__(self, view: MapView, at: QPointF) -> None:
        self.view = view
        self.start = at
        self.start_on_sheet = view.camera.at(at)

    def begin(self) -> None:
        """The pointer has moved far enough: show that something is being dragged."""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """The pointer is here now."""

    def finish(self) -> None:
        """The button was released: keep what the last move showed."""

    def cancel(self) -> None:
        """Drop it all, as if nothing had been pressed."""

    def click(self, modifiers: Modifiers) -> None:
        """The button was released where it was pressed."""


class NoDrag(Drag):
    """A press after which only the click may mean something."""

    autoscrolls = False


class LookDrag(Drag):
    """A press on a map that is open to read only: a click selects as ever, dragging says why nothing moves."""

    autoscrolls = False

    def __init__(self, view: MapView, at: QPointF, drag: Drag) -> None:
        super().__init__(view, at)
        self._drag = drag

    def begin(self) -> None:
        self.view.document.refuse()

    def click(self, modifiers: Modifiers) -> None:
        self._drag.click(modifiers)
