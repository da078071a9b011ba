"""Which gesture a press begins, and what shows under a pointer that only passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

from jmapdesk.insight.targets import Target
from jmapdesk.layout.curve import y_of
from jmapdesk.layout.hit import Hit, boxes_over, slot, step_rect
from jmapdesk.layout.links_at import targets_at
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.commands import ref_of
from jmapdesk.ui.canvas.folding import FoldDrag
from jmapdesk.ui.tools.base import SLACK, Drag, Modifiers, NoDrag
from jmapdesk.ui.tools.drag_cards import CardDrag, SpanDrag
from jmapdesk.ui.tools.drag_feeling import FeelingDrag, NewFeelingDrag
from jmapdesk.ui.tools.dropping import refusal
from jmapdesk.ui.tools.pan import BandDrag
from jmapdesk.ui.tools.reorder import ReorderDrag, ResizeDrag
from jmapdesk.util.geometry import Rect

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

_ADDING: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_INVITE_HEIGHT: Final = 34.0


class CardClick(NoDrag):
    """The card tool: a click sets a card down and writes on it."""

    def click(self, modifiers: Modifiers) -> None:
        """Make the card, then go back to selecting."""
        view = self.view
        found = slot(view.layout_now, *self.start_on_sheet)
        if found is None:
            return
        if view.writer.add_at(found, keep_empty=found.score is not None):
            view.set_tool("select")
        else:
            view.failed.emit(refusal(view.document.journey, found, None))


class LinkClick(NoDrag):
    """A link that is pressed with Ctrl: a click opens it."""

    def __init__(self, view: MapView, at: QPointF, links: list[Target]) -> None:
        super().__init__(view, at)
        self._links = links

    def click(self, modifiers: Modifiers) -> None:
        """Open it, or ask which of several."""
        self.view.links_wanted.emit(self._links, self.view.viewport().mapToGlobal(self.start).toPoint())


def links_under(view: MapView, at: QPointF) -> list[Target]:
    """What a point of the viewport leads to: a card's mark, or an address in its words."""
    x, y = view.camera.at(at)
    layout, found = view.layout_now, view.hit_at(at)
    index, place = layout.lane_index(found.lane), layout.columns.place_of.get(found.step)
    if index is None or place is None:
        return []
    for one in boxes_over(layout, index, place):
        if one.card.id == found.id:
            return targets_at(one, x - one.x, y - layout.tops[index] - one.y, layout.context)
    return []


class ConnectionClick(NoDrag):
    """A connection: a click selects it; it goes where its cards go."""

    def __init__(self, view: MapView, at: QPointF, key: str) -> None:
        super().__init__(view, at)
        self._ref = Ref("connection", key)

    def click(self, modifiers: Modifiers) -> None:
        """Select it, or with Shift or Ctrl toggle it."""
        if modifiers & _ADDING:
            self.view.selection.toggle(self._ref)
        else:
            self.view.selection.select(self._ref)


class SelectDrag(ReorderDrag):
    """A stage, step or lane: a click selects it, a drag reorders."""

    def click(self, modifiers: Modifiers) -> None:
        """Select it, or with Shift or Ctrl toggle it."""
        if modifiers & _ADDING:
            self.view.selection.toggle(self._ref)
        else:
            self.view.selection.select(self._ref)


def drag_for(view: MapView, at: QPointF, modifiers: Modifiers) -> Drag:
    """What a press of the left button begins."""
    found = view.hit_at(at)
    if view.tool == "card":
        return CardClick(view, at)
    if view.tool == "curve":
        ref = ref_of(found)
        if ref is not None and _is_curve(view, found.lane):
            return NewFeelingDrag(view, at, found.lane, ref, only_empty=False)
        return NoDrag(view, at)
    adding = bool(modifiers & _ADDING)
    if found.kind == "card" and modifiers & Qt.KeyboardModifier.ControlModifier and (links := links_under(view, at)):
        return LinkClick(view, at, links)
    match found.kind:
        case "card":
            return _on_card(view, at, found, adding)
        case "stage" | "lane" if found.part == "summary":
            return BandDrag(view, at, ref_of(found), adding)
        case "stage" | "lane" if found.part == "fold" and (ref := ref_of(found)) is not None:
            return FoldDrag(view, at, ref)
        case "connection":
            return ConnectionClick(view, at, found.id)
        case "stage" | "step" | "lane":
            ref = ref_of(found)
            return SelectDrag(view, at, ref) if ref is not None else NoDrag(view, at)
        case "lane_edge":
            return ResizeDrag(view, at, Ref("lane", found.id))
        case "step_edge":
            return ResizeDrag(view, at, Ref("step", found.id))
        case "cell" if _is_curve(view, found.lane) and not adding and not _has_feeling(view, found):
            return NewFeelingDrag(view, at, found.lane, Ref("cell", found.lane, found.step), only_empty=True)
    return BandDrag(view, at, ref_of(found), adding)


def _on_card(view: MapView, at: QPointF, found: Hit, adding: bool) -> Drag:
    ref = card_ref(found.id)
    selection = view.selection
    if adding:
        selection.toggle(ref)
        if ref not in selection:
            return NoDrag(view, at)
    elif ref not in selection:
        selection.select(ref)
    else:
        selection.add(ref)  # the one that is pressed is the one that keys and the inspector mean
    card = view.document.journey.cards[found.id]
    if found.part == "end" and len(selection) == 1 and not adding:
        return SpanDrag(view, at, found.id)
    scored = card.kind == "feeling" and card.score is not None
    if scored and len(selection) == 1 and _is_curve(view, found.lane):
        return FeelingDrag(view, at, found.id, keep_others=adding)
    return CardDrag(view, at, found.id, keep_others=adding)


def _is_curve(view: MapView, lane_id: str) -> bool:
    lane = view.document.journey.lanes.get(lane_id)
    return lane is not None and lane.kind == "feelings"


def _has_feeling(view: MapView, found: Hit) -> bool:
    layout = view.layout_now
    index, place = layout.lane_index(found.lane), layout.columns.place_of.get(found.step)
    return index is not None and place is not None and bool(layout.lanes[index].members[place])


def hover_for(view: MapView, at: QPointF) -> None:
    """Show what a press here would take: a faint ring round a card, an invitation in an empty cell, a cursor."""
    found, layout, zoom = view.hit_at(at), view.layout_now, view.zoom()
    shapes = {"lane_edge": Qt.CursorShape.SizeVerCursor, "step_edge": Qt.CursorShape.SizeHorCursor}
    shape = shapes.get(found.kind) if view.tool == "select" else None
    if found.kind == "card" and found.part == "end" and view.tool == "select":
        shape = Qt.CursorShape.SizeHorCursor
    if found.part in ("fold", "link") and view.tool == "select":
        shape = Qt.CursorShape.PointingHandCursor
    if found.kind == "connection" and view.tool == "select":
        shape = Qt.CursorShape.PointingHandCursor
    view.show_cursor(shape)
    view.fold_mark.mark(found if view.tool == "select" else Hit("outside"), layout)
    if found.kind == "card" and card_ref(found.id) not in view.selection:
        rect = layout.card_rect(found.id)
        view.hover_mark.mark("hover", [rect] if rect else [], layout, zoom)
        return
    if found.kind == "step" and not layout.columns.boxes[layout.columns.place_of[found.id]].step.name:
        # it has no name to be seen by: the pointer brings out where it is taken
        strip = step_rect(layout, found.id, SLACK / zoom)
        view.hover_mark.mark("slot", [strip] if strip else [], layout, zoom)  # no plus: that would promise a new one
        return
    invitation = _invitation(view, found) if found.kind == "cell" else None
    view.hover_mark.mark("invite", [invitation] if invitation else [], layout, zoom)


def _invitation(view: MapView, found: Hit) -> Rect | None:
    """Where a card would stand in an empty cell; none in lanes that hold no cards, or from far away."""
    layout = view.layout_now
    index, place = layout.lane_index(found.lane), layout.columns.place_of.get(found.step)
    if index is None or place is None or view.zoom() < 0.35:
        return None
    box = layout.lanes[index]
    if box.members[place] or card_kind_of(box.lane.kind) is None:
        return None
    column, pad = layout.columns.boxes[place], layout.context.measures.cell_padding
    top = layout.tops[index]
    if box.is_curve:
        return Rect(column.cx - 13, top + y_of(0, box.height) - 13, 26, 26)
    return Rect(column.x + pad, top + pad, column.w - 2 * pad, min(_INVITE_HEIGHT, box.height - 2 * pad))
