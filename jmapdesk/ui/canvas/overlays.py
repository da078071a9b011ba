"""What stands over the map without being part of it: selection, hover, drop slot, insertion line, live cards.

All are items of the scene, in sheet coordinates; lines keep their width on screen whatever the zoom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from jmapdesk.layout.hit import boxes_over, cell_of, lane_rect, stage_rect, step_rect, title_words
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.theme import Colours
from jmapdesk.layout.wires import Wire
from jmapdesk.render.drawing import Group
from jmapdesk.render.qt_shapes import qt_path
from jmapdesk.session.selection import Ref, Selection
from jmapdesk.util.geometry import Rect

_TABLE: Final = ("cell", "lane", "stage", "step")
_FEW: Final = 60
"""Up to so many selected things are looked up one by one; beyond, what is seen is asked whether it is selected."""

_FAR: Final = 1e7
"""Beyond every sheet, map units."""


def rect_of(layout: MapLayout, ref: Ref) -> Rect | None:
    """Where a selected thing stands on the sheet; None where it is not shown."""
    match ref.kind:
        case "card":
            return layout.card_rect(ref.id) or layout.summary_rect(ref.id)
        case "connection":
            wire = layout.wires.get(ref.id)
            return wire.bounds if wire is not None else None
        case "cell":
            return cell_of(layout, ref.id, ref.step)
        case "stage":
            return stage_rect(layout, ref.id)
        case "step":
            return step_rect(layout, ref.id)
        case "lane":
            return lane_rect(layout, ref.id)
        case "persona":
            return next((block.rect for block in layout.personas if block.element == ref.id), None)
        case "about":
            return title_words(layout)
    return None


class Overlay(QGraphicsItem):
    """An item that never takes the mouse: the view's own hit tests do."""

    def __init__(self, level: float) -> None:
        super().__init__()
        self.setZValue(level)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._bounds = QRectF()

    def boundingRect(self) -> QRectF:
        """All it paints, in its own coordinates."""
        return self._bounds

    def _bound(self, bounds: QRectF) -> None:
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds


def far_and_wide() -> QRectF:
    """Bounds for an item that shows wherever the sheet reaches.

    Bounds that followed the sheet would have Qt repaint all of the view each time a lane gets higher.
    """
    return QRectF(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)


class SelectionItem(Overlay):
    """Rings round everything selected, as one item.

    What is written in place has the editor's frame instead; an arrow stays lit under it, which tells it from others.
    """

    def __init__(
        self,
        selection: Selection,
        layout: Callable[[], MapLayout],
        hidden: Callable[[], frozenset[str]],
        written: Callable[[], Ref | None],
    ) -> None:
        super().__init__(10)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._selection = selection
        self._layout = layout
        self._hidden = hidden
        self._written = written
        self._shown: list[QRectF] = []
        self._zoom = 1.0
        self._bound(far_and_wide())

    def refresh(self, zoom: float) -> None:
        """The selection, the layout, the zoom or what is written changed."""
        self._zoom = zoom
        layout = self._layout()
        refs = self._selection.refs
        room = 12 / zoom + 6
        before = self._shown
        if len(refs) > _FEW:
            self._shown = [self._bounds]
        else:
            rects = (rect_of(layout, ref) for ref in refs)
            self._shown = [_qt(rect.grown(room)) for rect in rects if rect is not None]
        for rect in (*before, *self._shown):
            self.update(rect)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Rings for what is exposed; the primary one has a glow beside it."""
        layout, refs, hidden = self._layout(), self._selection.refs, self._hidden()
        colours = layout.context.theme.colours
        exposed = option.exposedRect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        unit = max(1.0, 1 / self._zoom)
        if len(refs) > _FEW:
            rects = self._seen(layout, exposed)
            painter.setPen(QPen(QColor(colours.focus), 2 * unit))
            painter.drawRects([_qt(rect.grown(2 * unit)) for rect in rects])
            return
        primary, written = self._selection.primary, self._written()
        for ref in refs:
            rect = rect_of(layout, ref)
            if rect is None or ref.id in hidden:
                continue
            if ref.kind == "connection":
                _line(painter, layout.wires[ref.id], unit, colours)
                continue
            if ref == written:
                continue
            marker = _is_marker(layout, ref)
            round_by = rect.h / 2 + 2 * unit if marker else 9.0
            ring, thick = rect.grown(2 * unit), 2 * unit
            if marker:
                painter.save()
                painter.setClipPath(_clear_of_labels(layout, ref.id, ring.grown(8 * unit), unit))
            if ref.kind == "about":  # words stand close over and under the title: its ring stays between them
                ring = Rect(rect.x - 4 - 2 * unit, rect.y + unit, rect.w + 8 + 4 * unit, rect.h - 2 * unit)
            elif ref.kind in _TABLE:  # so do those of what stands beside a part of the table
                thick = (2 if ref == primary and ref.kind != "step" else 1.4) * unit
                ring, round_by = rect.grown(-thick / 2), min(9.0, 4 * unit)
            elif ref == primary:
                painter.setPen(QPen(QColor(colours.focus_tint), 2.4 * unit))
                glow = ring.grown(2 * unit)
                painter.drawRoundedRect(_qt(glow), round_by + 2.4 * unit, round_by + 2.4 * unit)
            painter.setPen(QPen(QColor(colours.focus), thick))
            painter.drawRoundedRect(_qt(ring), round_by, round_by)
            if marker:
                painter.restore()

    def _seen(self, layout: MapLayout, exposed: QRectF) -> list[Rect]:
        area = Rect(exposed.x(), exposed.y(), exposed.width(), exposed.height())
        written = self._written()
        wanted = {card for card in self._selection.cards if written is None or card != written.id}
        places = layout.columns.between(area.x, area.right)
        found = []
        for index in layout.lanes_between(area.y, area.bottom):
            for place in places:
                boxes = boxes_over(layout, index, place) if place == places[0] else layout.lanes[index].cells[place]
                found += [one.rect.moved(0, layout.tops[index]) for one in boxes if one.card.id in wanted]
        others = [ref for ref in self._selection.refs if ref.kind != "card" and ref != written]
        return found + [rect for ref in others[:_FEW] if (rect := rect_of(layout, ref)) is not None]


def _line(painter: QPainter, wire: Wire, unit: float, colours: Colours) -> None:
    """A selected connection: its line over a glow, its ends as dots that can be taken; its words stay to be read."""
    shapes = wire.shapes(colours)
    line = qt_path(shapes[0].path)
    painter.save()
    if wire.label_rect is not None:
        words = _qt(wire.label_rect)
        around, hole = QPainterPath(), QPainterPath()
        around.addRect(_qt(wire.bounds.grown(20 * unit)))
        hole.addRoundedRect(words, 4, 4)
        painter.setPen(QPen(QColor(colours.focus), unit))
        painter.drawPath(hole)
        painter.setClipPath(around.subtracted(hole))
    for colour, width in ((colours.focus_tint, 7 * unit), (colours.focus, 2.6 * unit)):
        painter.setPen(QPen(QColor(colour), width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.focus))
    painter.drawPath(qt_path(shapes[2].path))
    painter.restore()
    painter.setPen(QPen(QColor(colours.focus), 2 * unit))
    painter.setBrush(QColor("#FFFFFF"))
    for x, y in (wire.points[0], wire.points[-1]):
        painter.drawEllipse(QPointF(x, y), 4 * unit, 4 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _clear_of_labels(layout: MapLayout, card: str, area: Rect, room: float) -> QPainterPath:
    """An area without the words that stand beside the points of a card's column, and some room round these."""
    path, words = QPainterPath(), QPainterPath()
    path.addRect(_qt(area))
    found = layout.journey.cards[card]
    index, place = layout.lane_index(found.lane or ""), layout.columns.place(found)
    if index is None or place is None:
        return path
    for one in layout.lanes[index].cells[place]:
        for part in one.plan.parts:
            if isinstance(part, TextPart):
                box = layout.context.shaper.measure(part.text, part.style, part.w, part.max_lines)
                spare = part.w - box.width
                left = one.x + part.x + (spare if part.align == "end" else spare / 2 if part.align == "centre" else 0)
                at = Rect(left, layout.tops[index] + one.y + part.y, box.width, box.height)
                words.addRect(_qt(at.grown(room)))
    return path.subtracted(words)


def _is_marker(layout: MapLayout, ref: Ref) -> bool:
    card = layout.journey.cards.get(ref.id) if ref.kind == "card" else None
    return card is not None and card.kind == "feeling" and card.score is not None


class MarkItem(Overlay):
    """A rectangle marked in a way of its own: hovered, aimed at, an empty cell's invitation, a drop slot, a band."""

    def __init__(self, level: float) -> None:
        super().__init__(level)
        self.setVisible(False)
        self._rects: list[Rect] = []
        self._look = ""
        self._colours = ("#000000", "#FFFFFF")
        self._unit = 1.0

    def mark(self, look: str, rects: Sequence[Rect], layout: MapLayout, zoom: float) -> None:
        """Mark rectangles as ``hover``, ``target``, ``invite``, ``slot``, ``line`` or ``band``; none hides it."""
        colours = layout.context.theme.colours
        key = (look, list(rects), 1 / zoom)
        if (self._look, self._rects, self._unit) == key and self.isVisible() == bool(rects):
            return
        self._look, self._rects, self._unit = key
        self._colours = (colours.focus, colours.focus_tint)
        if not rects:
            self.setVisible(False)
            return
        bounds = QRectF()
        for rect in rects:
            bounds = bounds.united(_qt(rect.grown(4 + 4 / zoom)))
        self._bound(bounds)
        self.setVisible(True)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._rects = []
        self.setVisible(False)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The rectangles in their look."""
        accent, tint = QColor(self._colours[0]), QColor(self._colours[1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self._unit
        for rect in self._rects:
            if self._look == "band":
                accent.setAlpha(26)
                painter.fillRect(_qt(rect), accent)
                accent.setAlpha(255)
                painter.setPen(QPen(accent, unit))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(_qt(rect))
                continue
            if self._look == "line":
                _insertion(painter, rect, accent, unit)
                continue
            pen = QPen(accent, 1.5 * unit)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._look in ("slot", "invite"):
                pen.setStyle(Qt.PenStyle.DashLine)
                painter.setBrush(tint)
            if self._look == "target":
                pen.setWidthF(3 * unit)
            if self._look == "hover":
                accent.setAlpha(120)
                pen = QPen(accent, 1.5 * unit)
                accent.setAlpha(255)
            painter.setPen(pen)
            grow = 2 * unit if self._look == "target" else unit if self._look == "hover" else -unit
            round_by = min(8.0, rect.h / 4)
            painter.drawRoundedRect(_qt(rect.grown(grow)), round_by, round_by)
            if self._look == "invite":
                arm = min(7.0, rect.h / 3)
                painter.setPen(QPen(accent, 2 * max(unit, 0.8)))
                painter.drawLine(QPointF(rect.cx - arm, rect.cy), QPointF(rect.cx + arm, rect.cy))
                painter.drawLine(QPointF(rect.cx, rect.cy - arm), QPointF(rect.cx, rect.cy + arm))


def _insertion(painter: QPainter, rect: Rect, colour: QColor, unit: float) -> None:
    """A line through the middle of a rectangle with a dot at either end: something goes in between there."""
    painter.setPen(QPen(colour, 2.5 * unit))
    painter.drawLine(QPointF(rect.x, rect.cy), QPointF(rect.right, rect.cy))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x in (rect.x, rect.right):
        painter.drawEllipse(QPointF(x, rect.cy), 3.5 * unit, 3.5 * unit)


class LineItem(Overlay):
    """Where something is inserted: a line across the table."""

    def __init__(self) -> None:
        super().__init__(12)
        self.setVisible(False)
        self._line = Rect(0, 0, 0, 0)
        self._colour = "#000000"
        self._unit = 1.0

    def show_line(self, line: Rect | None, layout: MapLayout, zoom: float) -> None:
        """Show a line of the sheet (a rectangle without width or height); None hides it."""
        if line is None:
            self.setVisible(False)
            return
        self._line, self._unit = line, 1 / zoom
        self._colour = layout.context.theme.colours.focus
        self._bound(_qt(line.grown(8 / zoom)))
        self.setVisible(True)
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A line with a dot at its start."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colour), 3 * self._unit))
        start = QPointF(self._line.x, self._line.y)
        painter.drawLine(start, QPointF(self._line.right, self._line.bottom))
        painter.setBrush(QColor(self._colour))
        painter.drawEllipse(start, 4 * self._unit, 4 * self._unit)


class HandleItem(Overlay):
    """A round plus under the pointer: adds a stage, a step or a lane there. As large on screen at any zoom."""

    RADIUS = 11.0
    """Its radius in pixels."""

    def __init__(self) -> None:
        super().__init__(14)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setVisible(False)
        reach = self.RADIUS + 2
        self._bound(QRectF(-reach, -reach, 2 * reach, 2 * reach))
        self._colour, self._ink = "#000000", "#FFFFFF"

    def place(self, at: tuple[float, float] | None, layout: MapLayout) -> None:
        """Show it at a point of the sheet; None hides it."""
        if at is None:
            self.setVisible(False)
            return
        theme = layout.context.theme
        self._colour = theme.colours.focus
        self._ink = theme.on(self._colour)
        self.setPos(*at)
        self.setVisible(True)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A disc with a plus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._ink), 2))
        painter.setBrush(QColor(self._colour))
        painter.drawEllipse(QPointF(0, 0), self.RADIUS, self.RADIUS)
        painter.drawLine(QPointF(-5, 0), QPointF(5, 0))
        painter.drawLine(QPointF(0, -5), QPointF(0, 5))


class BubbleItem(Overlay):
    """A few words beside the pointer, such as a score; as large on screen at any zoom."""

    def __init__(self, layout: Callable[[], MapLayout]) -> None:
        super().__init__(30)
        self._layout = layout
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setVisible(False)
        self._words = ""
        self._bound(QRectF(14, -13, 56, 26))

    def say(self, words: str, at: tuple[float, float]) -> None:
        """Show words at a point of the sheet; none hide the bubble."""
        self._words = words
        self.setPos(*at)
        self.setVisible(bool(words))
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Words in the paper's colour on ink: seen on any paper a map may have."""
        colours = self._layout().context.theme.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ink))
        painter.drawRoundedRect(self._bounds.adjusted(1, 1, -1, -1), 6, 6)
        font = QFont(painter.font())
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(QColor(colours.paper))
        painter.drawText(self._bounds, Qt.AlignmentFlag.AlignCenter, self._words)


class LiveCard(Overlay):
    """A card shown live while it is dragged or glides; ``lifted`` gives it a flat shadow."""

    def __init__(self, group: Group, paint: Callable[[QPainter, Group], None], lifted: bool) -> None:
        super().__init__(20 if lifted else 5)
        # painted once, then moved about as pixels
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._group = group
        self._show = paint
        self._lifted = lifted
        bounds = group.bounds.grown(2)
        self._bound(_qt(bounds).adjusted(-8, -8, 12, 16) if lifted else _qt(bounds))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The card, over its shadow where it is lifted."""
        if self._lifted and self._group.role == "card":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            box = _qt(self._group.bounds.grown(-1))
            for far, alpha in ((7.0, 14), (4.0, 26)):
                painter.setBrush(QBrush(QColor(27, 36, 48, alpha)))
                painter.drawRoundedRect(box.adjusted(-far / 2, 0, far / 2, far + 2), 9 + far / 2, 9 + far / 2)
        self._show(painter, self._group)


def _qt(rect: Rect) -> QRectF:
    return QRectF(*rect)
