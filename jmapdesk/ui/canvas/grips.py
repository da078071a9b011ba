"""What can be taken at the edge of a card or at the ends of a connection: the dot that draws an arrow, the bars that
stretch a card, the dots that bring an arrow elsewhere. Sizes in pixels on screen, places in map units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.wires import Wire
from jmapdesk.render.qt_shapes import qt_path
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.overlays import Overlay

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

GripPart: TypeAlias = Literal["connect", "left", "right", "start", "end"]
"""``connect`` draws an arrow from a card, ``left`` and ``right`` pull its edges over more or fewer steps; ``start``
and ``end`` are an arrow's own ends."""

_REACH: Final = 9.0
"""How near the pointer must come, pixels."""
_DOT: Final = 5.0
_OUT: Final = 2.0
_LEAST, _LEAST_MARKER = 20.0, 12.0
"""Cards and markers of feelings that are lower than this on screen show nothing to take, pixels."""
_BAR: Final = 9.0
"""Half the height of the bars that stretch a card, pixels."""


_CURSORS: Final[dict[GripPart, Qt.CursorShape]] = {
    "connect": Qt.CursorShape.CrossCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "start": Qt.CursorShape.PointingHandCursor,
    "end": Qt.CursorShape.PointingHandCursor,
}


class Grip(NamedTuple):
    """Something to take at a point of the sheet."""

    ref: Ref
    part: GripPart
    x: float
    y: float


def grips_of(layout: MapLayout, ref: Ref, zoom: float) -> list[Grip]:
    """What can be taken of a card or a connection."""
    if ref.kind == "connection":
        wire = layout.wires.get(ref.id)
        if wire is None:
            return []
        return [Grip(ref, "start", *wire.points[0]), Grip(ref, "end", *wire.points[-1])]
    rect = layout.card_rect(ref.id) if ref.kind == "card" else None
    if rect is None:
        return []
    card, out = layout.journey.cards[ref.id], _OUT / zoom
    feeling = card.kind == "feeling"
    if rect.h * zoom < (_LEAST_MARKER if feeling else _LEAST):
        return []
    if feeling:
        # its words stand over or under it
        return [Grip(ref, "connect", rect.x - out if layout.columns.rtl else rect.right + out, rect.cy)]
    bars = [Grip(ref, "left", rect.x, rect.cy), Grip(ref, "right", rect.right, rect.cy)]
    return [Grip(ref, "connect", rect.cx, rect.bottom + out), *bars]


def grip_at(grips: Sequence[Grip], x: float, y: float, zoom: float) -> Grip | None:
    """The nearest of them that a point of the sheet reaches."""
    far = [(max(abs(one.x - x), abs(one.y - y)), one) for one in grips]
    distance, nearest = min(far, key=lambda pair: pair[0], default=(0.0, None))
    return nearest if distance <= _REACH / zoom else None


class GripsItem(Overlay):
    """The grips that show, the one under the pointer larger."""

    def __init__(self) -> None:
        super().__init__(13)
        self.setVisible(False)
        self._grips: tuple[Grip, ...] = ()
        self._under: Grip | None = None
        self._unit = 1.0
        self._colour = "#000000"

    def show_grips(self, grips: Sequence[Grip], under: Grip | None, layout: MapLayout, zoom: float) -> None:
        """Show these; none hides the item."""
        key = (tuple(grips), under, 1 / zoom)
        if key == (self._grips, self._under, self._unit):
            return
        self._grips, self._under, self._unit = key
        self._colour = layout.context.theme.colours.focus
        if not grips:
            self.setVisible(False)
            return
        xs, ys, room = [one.x for one in grips], [one.y for one in grips], 10 / zoom
        self._bound(QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-room, -room, room, room))
        self.setVisible(True)
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """White dots and bars with a ring; filled under the pointer."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(self._colour)
        for one in self._grips:
            taken = one == self._under
            radius = (_DOT + (1.5 if taken else 0)) * self._unit
            painter.setPen(QPen(QColor("#FFFFFF") if taken else accent, 1.5 * self._unit))
            painter.setBrush(accent if taken else QColor("#FFFFFF"))
            if one.part in ("left", "right"):
                half, high = (2.5 + taken) * self._unit, _BAR * self._unit
                painter.drawRoundedRect(QRectF(one.x - half, one.y - high, 2 * half, 2 * high), half, half)
            else:
                painter.drawEllipse(QPointF(one.x, one.y), radius, radius)


class LineMark(Overlay):
    """A connection under the pointer, brought out by a tint over its line."""

    def __init__(self) -> None:
        super().__init__(3)
        self.setVisible(False)
        self.wire: Wire | None = None
        self._unit = 1.0
        self._colour = "#000000"
        self._path = QPainterPath()

    def show_wire(self, wire: Wire | None, layout: MapLayout, zoom: float) -> None:
        """Bring out this one; None hides the mark."""
        if wire is self.wire and 1 / zoom == self._unit:
            return
        self.wire, self._unit = wire, 1 / zoom
        colours = layout.context.theme.colours
        self._colour = colours.focus
        self.setVisible(wire is not None)
        if wire is not None:
            self._path = qt_path(wire.shapes(colours)[0].path)
            self._bound(QRectF(*wire.bounds.grown(6 / zoom)))
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A broad line in half the accent."""
        if self.wire is None:
            return
        accent = QColor(self._colour)
        accent.setAlpha(90)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(1.0, self._unit) * 4
        painter.setPen(QPen(accent, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)


class Grips:
    """The grips of one view: those of what the pointer is over, and of the one thing selected."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.item, self.line = GripsItem(), LineMark()
        self.under: Grip | None = None
        self._shown: tuple[Grip, ...] = ()
        view.items_scene.addItem(self.item)
        view.items_scene.addItem(self.line)

    def hover(self, at: QPointF) -> Grip | None:
        """Show what can be taken for a pointer at a point of the viewport; the grip under it."""
        view = self._view
        if view.tool != "select" or view.mouse.space:
            self.clear()
            return None
        layout, zoom = view.layout_now, view.zoom()
        x, y = view.camera.at(at)
        # the grips that show reach further than the card they belong to
        refs = [one.ref for one in self._shown if one == grip_at(self._shown, x, y, zoom)]
        found = view.hit_at(at)
        if not refs:
            primary = view.selection.primary
            refs = [card_ref(found.id)] if found.kind == "card" else []
            refs += [primary] if primary is not None and len(view.selection) == 1 and primary not in refs else []
        self._shown = tuple(one for ref in refs for one in grips_of(layout, ref, zoom))
        # where an arrow that is selected meets a card, it is the arrow's end that is taken
        arrows = [one for one in self._shown if one.ref.kind == "connection"]
        self.under = grip_at(arrows, x, y, zoom) or grip_at(self._shown, x, y, zoom)
        # a selected connection has dots at its ends already
        own = [one for one in self._shown if one.ref.kind == "card"]
        self.item.show_grips(own, self.under, layout, zoom)
        over = found.kind == "connection" and self.under is None and Ref("connection", found.id) not in view.selection
        self.line.show_wire(layout.wires.get(found.id) if over else None, layout, zoom)
        if self.under is not None:
            view.show_cursor(_CURSORS[self.under.part])
        return self.under

    def clear(self) -> None:
        """Show nothing to take."""
        self._shown, self.under = (), None
        self.item.show_grips((), None, self._view.layout_now, 1.0)
        self.line.show_wire(None, self._view.layout_now, 1.0)
