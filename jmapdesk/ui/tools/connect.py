"""Drawing arrows from card to card: a line follows the pointer, the card under it lights up, release connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from jmapdesk.edit.connections import connect, reconnect
from jmapdesk.layout.hit import Slot, slot
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import added
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.grips import Grip
from jmapdesk.ui.canvas.overlays import Overlay
from jmapdesk.ui.tools.base import Drag, Modifiers
from jmapdesk.ui.tools.drag_cards import SpanDrag
from jmapdesk.ui.tools.dropping import new_card, refusal
from jmapdesk.util.geometry import Rect

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

_HEAD = 11.0
"""The length of the arrowhead, pixels."""


class LinkItem(Overlay):
    """The arrow that is being drawn, from a fixed point of the sheet to the pointer."""

    def __init__(self) -> None:
        super().__init__(18)
        self._a, self._b = QPointF(), QPointF()
        self._colour = ""
        self._unit = 1.0

    def draw(self, a: tuple[float, float], b: tuple[float, float], colour: str, zoom: float) -> None:
        """Show it from a to b."""
        self._a, self._b, self._colour, self._unit = QPointF(*a), QPointF(*b), colour, 1 / zoom
        room = 14 / zoom
        self._bound(QRectF(self._a, self._b).normalized().adjusted(-room, -room, room, room))
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A straight line with an arrowhead."""
        way = self._b - self._a
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5
        if not length:
            return
        along = way / length
        across = QPointF(-along.y(), along.x())
        head = min(_HEAD * self._unit, length)
        base = self._b - along * head
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colour), 2 * self._unit, c=Qt.PenCapStyle.RoundCap))
        path = QPainterPath(self._a)
        path.lineTo(base)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        painter.drawPolygon(QPolygonF([self._b, base + across * head * 0.45, base - across * head * 0.45]))
        painter.drawEllipse(self._a, 3 * self._unit, 3 * self._unit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class _Arrow(Drag):
    """What both ways of drawing an arrow share: the line, and the card it is aimed at."""

    def __init__(self, view: MapView, at: QPointF, fixed: str, anchor: tuple[float, float], backwards: bool) -> None:
        super().__init__(view, at)
        self._fixed = fixed
        self._anchor = anchor
        self._backwards = backwards
        self._item: LinkItem | None = None
        self._target = ""

    def begin(self) -> None:
        """Show the line."""
        self._item = LinkItem()
        self.view.items_scene.addItem(self._item)
        self.view.show_cursor(Qt.CursorShape.CrossCursor)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Bring the line to the pointer, and light up what it is aimed at."""
        view, layout = self.view, self.view.layout_now
        here = view.camera.at(at)
        found = view.hit_at(at)
        self._target = found.id if found.kind == "card" and found.id != self._fixed else ""
        rect = layout.card_rect(self._target) if self._target else None
        ends = (here, self._anchor) if self._backwards else (self._anchor, here)
        if self._item is not None:
            self._item.draw(*ends, layout.context.theme.colours.focus, view.zoom())
        if rect is not None:
            view.slot_mark.mark("target", [rect], layout, view.zoom())
        else:
            free = self._free(at)
            view.slot_mark.mark("invite", [free] if free else [], layout, view.zoom())

    def _free(self, at: QPointF) -> Rect | None:
        """Where a new card would stand, if one is made there."""
        return None

    def cancel(self) -> None:
        """Nothing was drawn."""
        self._clean()

    def _clean(self) -> None:
        if self._item is not None:
            self.view.items_scene.removeItem(self._item)
            self._item = None
        self.view.slot_mark.clear()
        self.view.show_cursor(None)


class ConnectDrag(_Arrow):
    """Draws an arrow from a card to another, or to a new card in an empty place."""

    def __init__(self, view: MapView, at: QPointF, grip: Grip) -> None:
        super().__init__(view, at, grip.ref.id, (grip.x, grip.y), backwards=False)
        self._place: Slot | None = None

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Bring the line to the pointer; remember the cell under it."""
        found = self.view.hit_at(at)
        self._place = slot(self.view.layout_now, *self.view.camera.at(at)) if found.kind == "cell" else None
        super().move(at, modifiers)

    def _free(self, at: QPointF) -> Rect | None:
        place, layout = self._place, self.view.layout_now
        if place is None:
            return None
        room, pad = layout.cell_rect(place.lane_index, place.place), layout.context.measures.cell_padding
        if layout.lanes[place.lane_index].is_curve:
            return Rect(room.cx - 13, place.y - 13, 26, 26)
        y = min(place.y, room.bottom - pad - 24)
        return Rect(room.x + pad, y, room.w - 2 * pad, max(24.0, min(34.0, room.bottom - pad - y)))

    def finish(self) -> None:
        """Connect, or make a card there that is connected and open its editor: one undo step either way."""
        self._clean()
        if self._target:
            self._connect(self._target)
        elif self._place is not None:
            self._make(self._place)

    def _connect(self, other: str) -> None:
        view, fixed = self.view, self._fixed
        made = view.attempt(_tr("Connect cards"), lambda m: connect(m, fixed, other, view.document.new_id))
        if made is None:
            return
        keys = added(made, "connections") or [
            key for key, one in view.document.journey.connections.items() if (one.start, one.end) == (fixed, other)
        ]
        if keys:
            view.selection.select(Ref("connection", keys[0]))

    def _make(self, place: Slot) -> None:
        view, gesture = self.view, self.view.document.begin(_tr("Add connected card"))
        made = new_card(gesture.base, place, gesture, None)
        fresh = next(iter(made.cards.keys() - gesture.base.cards.keys()), "")
        if not fresh:
            gesture.cancel()
            view.failed.emit(refusal(view.document.journey, place, None))
            return
        linked = connect(made, self._fixed, fresh, gesture.new_id)
        gesture.preview(lambda _: linked)
        view.writer.write_new(gesture, fresh, keep_empty=False)

    def click(self, modifiers: Modifiers) -> None:
        """Select the card."""
        self.view.selection.select(card_ref(self._fixed))


class ReconnectDrag(_Arrow):
    """Brings one end of a connection to another card."""

    def __init__(self, view: MapView, at: QPointF, grip: Grip) -> None:
        self._key, self._at_end = grip.ref.id, grip.part == "end"
        wire = view.layout_now.wires[self._key]
        fixed = wire.connection.start if self._at_end else wire.connection.end
        super().__init__(view, at, fixed, wire.points[0 if self._at_end else -1], backwards=not self._at_end)

    def finish(self) -> None:
        """Keep the card it was let go on; anywhere else it stays as it was."""
        self._clean()
        key, target = self._key, self._target
        if not target:
            return

        def moved(journey: JourneyMap) -> JourneyMap:
            return reconnect(journey, key, end=target) if self._at_end else reconnect(journey, key, start=target)

        journey = self.view.document.journey
        arrow = journey.connections[key]
        self.view.attempt(_tr("Move connection"), moved)
        if self.view.document.journey is journey and target not in (arrow.start, arrow.end):
            words = _tr("These two cards are connected in this way already.")
            self.view.failed.emit(words)

    def click(self, modifiers: Modifiers) -> None:
        """Select the connection."""
        self.view.selection.select(Ref("connection", self._key))


def drag_for_grip(view: MapView, at: QPointF, grip: Grip) -> Drag:
    """What a press on a grip begins."""
    match grip.part:
        case "connect":
            return ConnectDrag(view, at, grip)
        case "left" | "right":
            view.selection.select(grip.ref)
            begins = (grip.part == "left") != view.layout_now.columns.rtl
            return SpanDrag(view, at, grip.ref.id, begins)
        case "start" | "end":
            return ReconnectDrag(view, at, grip)
