"""The mouse on the map: one press of one button at a time until its release, and what shows while it only passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from jmapdesk.layout.hit import slot
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.commands import add_from_handle, ref_of
from jmapdesk.ui.canvas.folding import toggle_fold
from jmapdesk.ui.canvas.handles import Handle, handle_at
from jmapdesk.ui.tools.base import NO_MODIFIERS, Drag, LookDrag
from jmapdesk.ui.tools.choose import drag_for, hover_for
from jmapdesk.ui.tools.connect import drag_for_grip
from jmapdesk.ui.tools.pan import PanDrag
from jmapdesk.ui.tools.reorder import reset_size

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

_FAR_ENOUGH: Final = 4
"""Pixels the pointer must move before a press becomes a drag."""
_EDGE: Final = 30


class Mouse:
    """Turns the events of a view's mouse into drags and clicks."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.last_at = QPointF()
        self.space = False
        """Whether the space bar is held, by which the left button moves the view."""
        self._drag: Drag | None = None
        self._button = Qt.MouseButton.NoButton
        self._dragging = False
        self._pressed_at = QPointF()
        self._last_modifiers = NO_MODIFIERS
        self._plus: Handle | None = None
        self._spent = False
        self._named: Ref | None = None
        self._autoscroll = QTimer(view)
        self._autoscroll.setInterval(16)
        self._autoscroll.timeout.connect(self._scroll_on)

    @property
    def is_dragging(self) -> bool:
        """Whether something is being dragged: keys and other buttons wait until it is set down."""
        return self._drag is not None and self._dragging

    def press(self, event: QMouseEvent) -> None:
        """Begin what may become a drag."""
        view, at, button = self._view, event.position(), event.button()
        if self._drag is not None:
            if button != self._button:
                return
            self.cancel()  # the same button cannot go down twice: it was let go where nobody could see
        self._spent = False
        # a drag begins a gesture of its own, which would drop the words of a new card
        view.writer.finish()
        plain = button == Qt.MouseButton.LeftButton and self._plus is None and not event.modifiers()
        grip = view.grips.hover(at) if plain else None
        self.clear_hover(keep_plus=True)
        if button == Qt.MouseButton.MiddleButton or (
            button == Qt.MouseButton.LeftButton and (self.space or view.tool == "hand")
        ):
            self._drag = PanDrag(view, at)
        elif button == Qt.MouseButton.LeftButton:
            if self._plus is not None:
                plus, self._plus = self._plus, None
                view.handle.place(None, view.layout_now)
                self._spent = True
                add_from_handle(view, plus)
                self._named = view.writer.editor.subject.ref if view.writer.editor is not None else None
                return
            self._drag = drag_for_grip(view, at, grip) if grip else drag_for(view, at, event.modifiers())
            if view.document.is_read_only and self._drag is not None:
                self._drag = LookDrag(view, at, self._drag)
        self._button = button
        self._pressed_at = self.last_at = at
        self._dragging = False

    def move(self, event: QMouseEvent) -> None:
        """Drag, or show what lies under the pointer."""
        at = event.position()
        if self._drag is not None and not event.buttons() & self._button:
            self.cancel()  # let go where nobody could see, as over a dialog
        if self._drag is None:
            if event.buttons() == Qt.MouseButton.NoButton:
                self._hover(at)
            return
        self.last_at, self._last_modifiers = at, event.modifiers()
        if not self._dragging:
            if (at - self._pressed_at).manhattanLength() < _FAR_ENOUGH:
                return
            self._dragging = True
            self._drag.begin()
        if self._drag.autoscrolls and self.push() != (0, 0):
            self._autoscroll.start()
        self._drag.move(at, event.modifiers())

    def release(self, event: QMouseEvent) -> None:
        """End the drag, if it is its button that was let go."""
        if self._drag is None or event.button() != self._button:
            return
        drag, self._drag = self._drag, None
        self._autoscroll.stop()
        if self._dragging:
            drag.finish()
        else:
            drag.click(event.modifiers())
            if drag.spends:
                self._spent, self._named = True, None
        self._dragging = False

    def double_click(self, event: QMouseEvent) -> None:
        """Write in place, on what is there or on a new card."""
        view, at = self._view, event.position()
        if event.button() != Qt.MouseButton.LeftButton or view.tool == "hand" or self._drag is not None:
            return
        if self._spent:
            # the first click hit a plus; the second one took the focus from the name it opened
            if self._named is not None and view.writer.editor is None:
                view.writer.write(self._named)
            return
        found = view.hit_at(at)
        if found.part == "summary":
            toggle_fold(view, Ref("stage" if found.kind == "stage" else "lane", found.id))
            return
        if found.kind in ("lane_edge", "step_edge"):
            reset_size(view, found)
            return
        if found.kind == "cell":
            where = slot(view.layout_now, *view.camera.at(at))
            if where is not None:
                view.writer.add_at(where, keep_empty=where.score is not None)
            return
        ref = ref_of(found)
        if ref is not None:
            view.selection.select(ref)
            view.writer.write(ref)

    def cancel(self) -> bool:
        """Drop a running drag; whether there was one."""
        drag, self._drag = self._drag, None
        self._autoscroll.stop()
        if drag is None:
            return False
        drag.cancel()
        self._dragging = False
        return True

    def push(self) -> tuple[int, int]:
        """How fast to scroll, in pixels, while the pointer stands near an edge."""
        x, y, size = self.last_at.x(), self.last_at.y(), self._view.viewport().size()

        def push(n: float, length: int) -> int:
            if n < _EDGE:
                return int((_EDGE - n) / 2) + 2
            return -int((n - length + _EDGE) / 2) - 2 if n > length - _EDGE else 0

        return push(x, size.width()), push(y, size.height())

    def _scroll_on(self) -> None:
        dx, dy = self.push()
        if self._drag is None or not self._dragging or (dx, dy) == (0, 0):
            self._autoscroll.stop()
            return
        view = self._view
        before = view.origin()
        view.camera.pan(max(-40, min(40, dx)), max(-40, min(40, dy)))
        if view.origin() != before:
            self._drag.move(self.last_at, self._last_modifiers)

    def _hover(self, at: QPointF) -> None:
        view = self._view
        plus = None if view.tool != "select" or self.space else handle_at(
            view.layout_now, *view.camera.at(at), view.zoom()
        )  # fmt: skip
        if plus != self._plus:
            self._plus = plus
            view.handle.place((plus.x, plus.y) if plus else None, view.layout_now)
            view.insert_line.show_line(plus.insertion.line if plus else None, view.layout_now, view.zoom())
        if plus is not None:
            view.hover_mark.clear()
            view.fold_mark.setVisible(False)
            view.show_cursor(Qt.CursorShape.PointingHandCursor)
            view.grips.clear()
        elif view.grips.hover(at) is not None:
            view.hover_mark.clear()
        else:
            hover_for(view, at)

    def clear_hover(self, keep_plus: bool = False) -> None:
        """Take away what shows for the pointer only."""
        view = self._view
        view.hover_mark.clear()
        view.fold_mark.setVisible(False)
        view.grips.clear()
        view.insert_line.show_line(None, view.layout_now, 1.0)
        if not keep_plus and self._plus is not None:
            self._plus = None
            view.handle.place(None, view.layout_now)
