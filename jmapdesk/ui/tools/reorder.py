"""Dragging stages, steps and lanes to another place, and dragging the borders of lanes and steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from jmapdesk.edit.lanes import move_lane, set_lane_fields
from jmapdesk.edit.stages import move_stage
from jmapdesk.edit.steps import move_step, set_step_fields
from jmapdesk.layout.hit import (
    Hit,
    Insertion,
    lane_insertion,
    lane_rect,
    stage_insertion,
    stage_rect,
    step_insertion,
    step_rect,
)
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Gesture
from jmapdesk.session.selection import Ref
from jmapdesk.ui.tools.base import SLACK, Drag, Modifiers

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class ReorderDrag(Drag):
    """A line shows where the stage, step or lane would go; release brings it there."""

    def __init__(self, view: MapView, at: QPointF, ref: Ref) -> None:
        super().__init__(view, at)
        self._ref = ref
        self._target: Insertion | None = None

    def begin(self) -> None:
        """Show what is being moved."""
        self.view.show_cursor(Qt.CursorShape.ClosedHandCursor)
        self.view.selection.select(self._ref)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Show where it would go."""
        view, layout = self.view, self.view.layout_now
        x, y = view.camera.at(at)
        match self._ref.kind:
            case "stage":
                self._target = stage_insertion(layout, x)
            case "step":
                self._target = step_insertion(layout, x)
            case _:
                self._target = lane_insertion(layout, y)
        journey = view.document.journey
        moves = self._target is not None and self._moved(journey) is not journey
        view.insert_line.show_line(self._target.line if moves and self._target else None, layout, view.zoom())
        match self._ref.kind:
            case "stage":
                rect = stage_rect(layout, self._ref.id)
            case "step":
                rect = step_rect(layout, self._ref.id, SLACK / view.zoom())
            case _:
                rect = lane_rect(layout, self._ref.id)
        view.slot_mark.mark("hover", [rect] if rect else [], layout, view.zoom())

    def _moved(self, journey: JourneyMap) -> JourneyMap:
        target = self._target
        if target is None:
            return journey
        key = self._ref.id
        if self._ref.kind == "stage":
            return move_stage(journey, key, _index([s.id for s in queries.stages(journey)], key, target))
        if self._ref.kind == "lane":
            return move_lane(journey, key, _index([lane.id for lane in queries.lanes(journey)], key, target))
        beside = target.before or target.after or ""
        stage = queries.stage_of_step(journey, beside)
        if stage is None:
            return journey
        return move_step(journey, key, stage.id, _index([step.id for step in queries.steps(stage)], key, target))

    def finish(self) -> None:
        """Bring it there."""
        self._clean()
        if self._target is not None:
            labels = {"stage": _tr("Move stage"), "step": _tr("Move step"), "lane": _tr("Move lane")}
            self.view.attempt(labels[self._ref.kind], self._moved)

    def cancel(self) -> None:
        """Leave it where it is."""
        self._clean()

    def _clean(self) -> None:
        self.view.insert_line.show_line(None, self.view.layout_now, 1.0)
        self.view.slot_mark.clear()
        self.view.show_cursor(None)


def _index(ids: Sequence[str], key: str, target: Insertion) -> int:
    """Where among the others the insertion stands."""
    others = [one for one in ids if one != key]
    if target.before is not None and target.before in others:
        return others.index(target.before)
    if target.after is not None and target.after in others:
        return others.index(target.after) + 1
    # the gap is at the thing itself: it stays
    return ids.index(key) if key in ids else len(others)


def reset_size(view: MapView, found: Hit) -> None:
    """Give a lane the height its cards need again, or a step its normal width."""
    if found.kind == "lane_edge":
        view.attempt(_tr("Reset lane height"), lambda m: set_lane_fields(m, found.id, height=None))
    else:
        view.attempt(_tr("Reset step width"), lambda m: set_step_fields(m, found.id, width=1.0))


class ResizeDrag(Drag):
    """Drags the lower border of a lane or the far border of a step."""

    def __init__(self, view: MapView, at: QPointF, ref: Ref) -> None:
        super().__init__(view, at)
        self._ref = ref
        self._base = view.layout_now
        self._gesture: Gesture | None = None
        self._last: float | None = None

    def begin(self) -> None:
        """Start resizing."""
        lane = self._ref.kind == "lane"
        self._gesture = self.view.document.begin(_tr("Resize lane") if lane else _tr("Resize step"))
        self.view.show_cursor(Qt.CursorShape.SizeVerCursor if lane else Qt.CursorShape.SizeHorCursor)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Bring the border to the pointer."""
        gesture = self._gesture
        if gesture is None:
            return
        x, y = self.view.camera.at(at)
        if self._ref.kind == "lane":
            index = self._base.lane_index(self._ref.id) or 0
            size = float(round(max(24.0, min(2000.0, y - self._base.tops[index]))))
            edit_fields = {"height": size}
        else:
            column = self._base.columns.boxes[self._base.columns.place_of[self._ref.id]]
            wide = column.right - x if self._base.columns.rtl else x - column.x
            size = round(max(0.5, min(6.0, wide / self._base.context.measures.step_column)), 2)
            # near its normal width it snaps to it
            size = 1.0 if abs(size - 1) < 0.04 else size
            edit_fields = {"width": size}
        if size == self._last:
            return
        self._last = size
        change = set_lane_fields if self._ref.kind == "lane" else set_step_fields
        gesture.preview(lambda journey: change(journey, self._ref.id, **edit_fields))

    def finish(self) -> None:
        """Keep the size."""
        if self._gesture is not None:
            self._gesture.commit()
        self.view.show_cursor(None)

    def cancel(self) -> None:
        """Have the old size back."""
        if self._gesture is not None:
            self._gesture.cancel()
        self.view.show_cursor(None)

    def click(self, modifiers: Modifiers) -> None:
        """Select what has the border."""
        self.view.selection.select(self._ref)
