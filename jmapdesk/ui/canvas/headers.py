"""Stage header and lane labels that stay in sight: strips beside the viewport, shown once the map's own have been
scrolled past, as far as a strip covers what is left of them: nothing hangs out under it half cut.
They stand in the view's margins, so that the map under them can still be shifted instead of painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from jmapdesk.layout.boxes import LaneBox
from jmapdesk.layout.columns import StageBox
from jmapdesk.layout.feelings import scale_levels
from jmapdesk.layout.hit import Hit
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import IconPart
from jmapdesk.model.kinds import LANE_KINDS, card_kind_of
from jmapdesk.render.drawing import Group
from jmapdesk.session.selection import Ref
from jmapdesk.text.qt_fonts import interface_font
from jmapdesk.ui.canvas.commands import ref_of
from jmapdesk.ui.canvas.folding import toggle_fold
from jmapdesk.util.colour import mix
from jmapdesk.util.geometry import Rect

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

_STAGE_ROW: Final = 36
_STEP_ROW: Final = 22
_LABELS: Final = 140
_STEPS_FROM: Final = 0.45
"""The zoom from which step names have room in the strip."""


class Headers:
    """The two strips of a view, and the corner between them."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.stages = StageStrip(view)
        self.lanes = LaneStrip(view)
        self._corner = _Corner(view)
        self._margins = (0, 0, 0)
        self._busy = False

    def rest(self) -> None:
        """Take the strips away, as before fitting the map."""
        self._set_margins(0, 0, 0)

    def changed(self, before: MapLayout) -> None:
        """The map has changed."""
        layout = self._view.layout_now
        dressed = before.columns is layout.columns and before.header == layout.header
        if not dressed or any(a.lane is not b.lane for a, b in zip(before.lanes, layout.lanes, strict=False)):
            self.follow()
        elif before.tops != layout.tops:
            self._stand()
            moved = next(i for i, (a, b) in enumerate(zip(before.tops, layout.tops, strict=True)) if a != b)
            self.lanes.update_from(0.0 if _heading(before) != _heading(layout) else layout.tops[moved - 1])
        elif _beside_table(before) != _beside_table(layout):
            self.lanes.update()

    def follow(self, dx: int = 0, dy: int = 0) -> None:
        """Show or hide the strips for where the view looks now, and keep them beside it."""
        if self._busy:
            return
        self._stand()
        if dx or not dy:
            self.stages.update()
        if dy or not dx:
            self.lanes.update()
        else:
            self.lanes.slid()

    def _stand(self) -> None:
        """Show those strips that are needed where they belong."""
        self._busy = True
        try:
            self._set_margins(*self._wanted())
            self._arrange()
        finally:
            self._busy = False

    def update_strips(self) -> None:
        """Paint the strips anew."""
        self.stages.update()
        self.lanes.update()

    def _wanted(self) -> tuple[int, int, int]:
        """Left, top and right margin for the strips that are needed."""
        view, layout = self._view, self._view.layout_now
        zoom, origin, table = view.zoom(), view.origin(), layout.table
        left, top, right = self._margins
        if not layout.lanes or not layout.columns.boxes:
            return 0, 0, 0
        high, wide = self.stages.wanted_height(), self.lanes.wanted_width()
        top_at, rows_end, frame_end = (
            y * zoom - origin.y() + top for y in (layout.header.y, layout.step_row.bottom, table.bottom)
        )
        up = top_at < -1 and rows_end <= high and frame_end > high + 30
        label = layout.columns.label
        if layout.columns.rtl:
            width = view.viewport().width() + left + right
            gone = label.right * zoom - origin.x() + left > width + 1
            past = label.x * zoom - origin.x() + left >= width - wide
            seen = table.x * zoom - origin.x() + left < width - wide - 30
            return 0, high if up else 0, wide if gone and past and seen else 0
        gone = label.x * zoom - origin.x() + left < -1
        past = label.right * zoom - origin.x() + left <= wide
        seen = table.right * zoom - origin.x() + left > wide + 30
        return wide if gone and past and seen else 0, high if up else 0, 0

    def _set_margins(self, left: int, top: int, right: int) -> None:
        if (left, top, right) == self._margins:
            return
        view = self._view
        origin = view.origin()
        moved_x, moved_y = left - self._margins[0], top - self._margins[1]
        self._margins = left, top, right
        busy, self._busy = self._busy, True
        view.setViewportMargins(left, top, right, 0)
        # the viewport's corner has moved: what it shows must not
        view.camera.scroll_to(origin.x() + moved_x, origin.y() + moved_y)
        self._busy = busy
        self._arrange()

    def _arrange(self) -> None:
        left, top, right = self._margins
        area = self._view.viewport().geometry()
        self.stages.setVisible(top > 0)
        self.lanes.setVisible(left + right > 0)
        self._corner.setVisible(top > 0 and left + right > 0)
        side = area.right() + 1 if right else area.x() - left
        _place(self.stages, QRect(area.x(), area.y() - top, area.width(), top))
        _place(self.lanes, QRect(side, area.y(), left + right, area.height()))
        _place(self._corner, QRect(side, area.y() - top, left + right, top))


def _beside_table(layout: MapLayout) -> tuple[int, ...]:
    """What stands over and under the table, told apart by identity."""
    return (*_heading(layout), id(layout.footer))


def _heading(layout: MapLayout) -> tuple[int, ...]:
    return tuple(id(block) for block in (layout.title, *layout.personas))


def _place(widget: QWidget, rect: QRect) -> None:
    if widget.geometry() != rect:
        widget.setGeometry(rect)


class _Words:
    """Names cut to the room they have, remembered: cutting anew for every frame would cost more than the map."""

    def __init__(self, size: float, weight: int = 600) -> None:
        self.font = interface_font(size, weight)
        self._metrics = QFontMetricsF(self.font)
        self._widths: dict[str, float] = {}
        self._cut: dict[tuple[str, int], str] = {}

    def fitted(self, words: str, room: float) -> str:
        """The words, ending in an ellipsis where there is no room for all of them."""
        wide = self._widths.get(words)
        if wide is None:
            if len(self._widths) > 2000:
                self._widths.clear()
            wide = self._widths[words] = self._metrics.horizontalAdvance(words)
        if wide <= room:
            return words
        key = (words, int(room))
        cut = self._cut.get(key)
        if cut is None:
            if len(self._cut) > 2000:
                self._cut.clear()
            cut = self._cut[key] = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
        return cut


class _Strip(QWidget):
    """A strip beside the viewport; what is clicked in it is selected."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view
        self.setVisible(False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._icons: dict[tuple[str, str], Group] = {}

    def icon(self, painter: QPainter, name: str, ink: str, x: float, y: float) -> None:
        """Paint an icon with its top left corner at a point."""
        layout = self.view.layout_now
        group = self._icons.get((name, ink))
        if group is None:
            part = IconPart(0, 0, 15, name, ink, 2.0)
            drawer = self.view.surface.painter.drawer
            group = self._icons[name, ink] = drawer.parts("", "icon", [part], layout.context)
        painter.translate(x, y)
        self.view.surface.painter.group(painter, group, layout)
        painter.translate(-x, -y)

    def hit(self, at: QPoint) -> Hit:
        """What lies under a point of the strip."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is clicked."""
        found = self.hit(event.position().toPoint())
        ref = ref_of(found)
        self.view.setFocus()
        if ref is not None and found.part == "fold":
            self.view.writer.finish()
            toggle_fold(self.view, ref)
        elif ref is not None:
            self.view.selection.select(ref)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press was all."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to what is clicked and write its name."""
        found = self.hit(event.position().toPoint())
        ref = ref_of(found)
        if ref is not None and found.part != "fold":
            self.view.reveal(ref)
            self.view.writer.write(ref)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for a menu."""
        found = self.hit(event.pos())
        ref = ref_of(found)
        if ref is not None:
            self.view.selection.select(ref)
        self.view.menu_requested.emit(found, event.globalPos())
        event.accept()


class StageStrip(_Strip):
    """The stages along the top, with their steps where there is room."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._names, self._step_names = _Words(14), _Words(11)

    def wanted_height(self) -> int:
        """Its height in pixels."""
        return _STAGE_ROW + (_STEP_ROW if self._with_steps(self.view.layout_now) else 0)

    def _with_steps(self, layout: MapLayout) -> bool:
        return bool(layout.step_row.h) and self.view.zoom() >= _STEPS_FROM

    def _stages(self) -> Iterator[tuple[StageBox, float, float]]:
        """The stages in sight with their left and right edge in the strip's pixels."""
        zoom, x = self.view.zoom(), self.view.origin().x()
        for box in self.view.layout_now.columns.stages:
            left, right = box.x * zoom - x, (box.x + box.w) * zoom - x
            if right > 0 and left < self.width():
                yield box, left, right

    def hit(self, at: QPoint) -> Hit:
        """The stage or step there."""
        layout = self.view.layout_now
        column = layout.columns.at((at.x() + self.view.origin().x()) / self.view.zoom())
        if column is None:
            return Hit("outside")
        if self._with_steps(layout) and at.y() >= self.height() - _STEP_ROW:
            return Hit("stage", column.stage.id) if column.folded else Hit("step", column.step.id)
        signs = (self._fold(left, right) for box, left, right in self._stages() if box.stage.id == column.stage.id)
        on_sign = any(sign is not None and sign <= at.x() < sign + 15 for sign in signs)
        return Hit("stage", column.stage.id, step=column.step.id, part="fold" if on_sign else "")

    def _fold(self, left: float, right: float) -> float | None:
        """Where on an arrow its sign for collapsing begins; None where the arrow is too short for one."""
        if min(right, self.width()) - max(left, 0) < 60:
            return None
        return max(left, 0) + 12 if self.view.layout_now.columns.rtl else min(right, self.width()) - 27

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrows with names that slide along inside them."""
        layout, colours = self.view.layout_now, self.view.layout_now.context.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.paper))
        row = _STEP_ROW if self._with_steps(layout) else 0
        high = self.height() - row
        painter.setFont(self._names.font)
        rtl = layout.columns.rtl
        for box, left, right in self._stages():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(box.colour))
            painter.drawPolygon(_arrow(left, right, high, min(9.0, (right - left) / 3), box.place == 0, rtl))
            painter.setPen(QColor(layout.context.theme.on(box.colour)))
            room = QRectF(max(left, 0) + 14, 0, min(right, self.width()) - max(left, 0) - 26, high)
            sign = self._fold(left, right)
            if sign is not None:
                ink = layout.context.theme.on(box.colour)
                self.icon(painter, _sign(box.stage.collapsed, rtl), ink, sign, high / 2 - 7.5)
                room.adjust(18 if rtl else 0, 0, 0 if rtl else -16, 0)
            if room.width() > 14:
                side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
                painter.drawText(
                    room, side | Qt.AlignmentFlag.AlignVCenter, self._names.fitted(box.stage.name, room.width())
                )
            if self.view.selection.primary == Ref("stage", box.stage.id):
                painter.fillRect(
                    QRectF(left + 4, high - 3, right - left - 14, 3), QColor(layout.context.theme.on(box.colour))
                )
        if row:
            self._steps(painter, layout, high, row)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(colours.hairline))
        painter.end()

    def _steps(self, painter: QPainter, layout: MapLayout, top: int, high: int) -> None:
        zoom, x, colours = self.view.zoom(), self.view.origin().x(), layout.context.theme.colours
        painter.setFont(self._step_names.font)
        for place in layout.columns.between(x / zoom, (x + self.width()) / zoom):
            column = layout.columns.boxes[place]
            left, right = column.x * zoom - x, column.right * zoom - x
            painter.fillRect(QRectF(round(left), top, 1, high), QColor(colours.hairline))
            room = QRectF(left + 8, top, right - left - 14, high)
            painter.setPen(QColor(colours.ink))
            if column.folded:
                continue
            name = self._step_names.fitted(column.step.name, room.width())
            side = Qt.AlignmentFlag.AlignRight if layout.columns.rtl else Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, name)


_NAME: Final = 19
_ROW: Final = 15
"""Pixels that a lane must have for its icon and name; with less the name stands alone in small letters."""
_LOW: Final = 10
"""Pixels that small letters need."""
_AWAY: Final = 10
"""Pixels that they stand away from the strip's edges."""
_SCALE_NAME: Final = 14
"""The heights of a lane's name and of a name on its scale."""
_FOLD: Final = 20
"""How much of a lane's label at its end collapses and opens it."""


def _sign(folded: bool, rtl: bool) -> str:
    """The icon for opening what is collapsed or collapsing what is open."""
    return ("chevron-left" if rtl else "chevron-right") if folded else "chevron-down"


def _folds(box: LaneBox) -> bool:
    return card_kind_of(box.lane.kind) is not None


def _arrow(left: float, right: float, high: float, tip: float, first: bool, rtl: bool) -> QPolygonF:
    notch = 0.0 if first else tip
    points = [
        QPointF(left, 0), QPointF(right - tip, 0), QPointF(right, high / 2), QPointF(right - tip, high),
        QPointF(left, high), QPointF(left + notch, high / 2),
    ]  # fmt: skip
    return QPolygonF([QPointF(left + right - p.x(), p.y()) for p in points] if rtl else points)


class LaneStrip(_Strip):
    """The lane labels along the side."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._names, self._small_names, self._scale_names = _Words(12), _Words(9), _Words(10, 400)

    def wanted_width(self) -> int:
        """Its width in pixels."""
        return _LABELS

    def _lanes(self) -> Iterator[tuple[LaneBox, float, float]]:
        """The lanes in sight with their top and bottom in the strip's pixels."""
        zoom, y, layout = self.view.zoom(), self.view.origin().y(), self.view.layout_now
        for index in layout.lanes_between(y / zoom, (y + self.height()) / zoom):
            top = layout.tops[index] * zoom - y
            yield layout.lanes[index], top, top + layout.lanes[index].height * zoom

    def _free(self) -> list[QRect]:
        """Where the strip has no lanes to name: over and under the table the sheet itself goes on."""
        layout, zoom, y = self.view.layout_now, self.view.zoom(), self.view.origin().y()
        edge = 1 + zoom  # the table's lines reach over its edge
        above, below = math.floor(layout.table.y * zoom - y - edge), math.ceil(layout.table.bottom * zoom - y + edge)
        parts = (QRect(0, 0, self.width(), above), QRect(0, below, self.width(), self.height() - below))
        return [part for part in parts if part.height() > 0]

    def update_from(self, y: float) -> None:
        """Paint anew what lies under a height of the sheet."""
        top = math.floor(y * self.view.zoom() - self.view.origin().y()) - 1 if y else 0
        self.update(self.rect().adjusted(0, max(0, top), 0, 0))

    def slid(self) -> None:
        """The map was moved sideways: names stay, what lies over and under them goes along."""
        for part in self._free():
            self.update(part)

    def _past(self) -> QPoint:
        """From a point of the strip to the same one in the viewport's pixels."""
        return self.pos() - self.view.viewport().pos()

    def _sheet(self, painter: QPainter, part: QRect) -> None:
        """Paint the sheet and what is selected on it."""
        view, zoom = self.view, self.view.zoom()
        origin = view.origin() + self._past()
        corner = origin + part.topLeft()
        area = Rect(corner.x() / zoom, corner.y() / zoom, part.width() / zoom, part.height() / zoom)
        view.surface.paint_beside(painter, part, origin)
        view.items_scene.render(painter, QRectF(part), QRectF(*area), Qt.AspectRatioMode.IgnoreAspectRatio)

    def hit(self, at: QPoint) -> Hit:
        """The lane there, or what lies over and under the table."""
        layout = self.view.layout_now
        if any(part.contains(at) for part in self._free()):
            return self.view.hit_at(QPointF(at + self._past()))
        index = layout.lane_at((at.y() + self.view.origin().y()) / self.view.zoom())
        if index is None:
            return Hit("outside")
        lane = layout.lanes[index].lane.id
        near_end = at.x() < _FOLD if layout.columns.rtl else at.x() > self.width() - _FOLD
        return Hit("lane", lane, lane, part="fold" if near_end and _folds(layout.lanes[index]) else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icons and names that slide along inside their lanes."""
        layout, context = self.view.layout_now, self.view.layout_now.context
        colours = context.theme.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.view.tokens.surround))
        zoom = self.view.zoom()
        sheet = QRectF(0, -self.view.origin().y(), self.width(), layout.height * zoom)
        painter.fillRect(sheet, QColor(colours.paper))
        for box, top, bottom in self._lanes():
            if bottom < event.rect().top() or top > event.rect().bottom():
                continue
            painter.fillRect(QRectF(0, top, self.width(), bottom - top), QColor(colours.label_ground))
            painter.fillRect(QRectF(0, round(top), self.width(), 1), QColor(colours.hairline))
            start = max(top, 0.0)
            room = bottom - start
            if room < _ROW:
                self._low(painter, box, start, room)
                continue
            y = start + max(2.0, min(9.0, (room - 16) / 2))
            x = 10.0
            if not box.is_divider:
                known = LANE_KINDS.get(box.lane.kind)
                icon = box.lane.icon or (known.icon if known else "type")
                ink = context.theme.lane_ink(box.lane.kind, box.lane.colour)
                self.icon(painter, icon, ink, self.width() - x - 15 if layout.columns.rtl else x, y)
                x += 21
            if box.is_curve:
                self._scale(painter, box, top, y + _NAME)
            painter.setFont(self._names.font)
            painter.setPen(QColor(colours.muted if box.is_divider else colours.ink))
            end = 6.0
            if _folds(box):
                sign = _sign(box.folded, layout.columns.rtl)
                self.icon(painter, sign, colours.muted, 3 if layout.columns.rtl else self.width() - 18, y)
                end = 19.0
            words = self._names.fitted(lane_name(box.lane, context), self.width() - x - end)
            left = end if layout.columns.rtl else x
            side = Qt.AlignmentFlag.AlignRight if layout.columns.rtl else Qt.AlignmentFlag.AlignLeft
            area = QRectF(left, y - 2, self.width() - x - end, _NAME)
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words)
            if self.view.selection.primary == Ref("lane", box.lane.id):
                painter.fillRect(QRectF(0, top, 3, bottom - top), QColor(colours.focus))
        inner = 0 if layout.columns.rtl else self.width() - 1
        foot = layout.table.bottom * zoom - self.view.origin().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # the table's edge looks as it goes on beside the strip
        painter.fillRect(QRectF(inner, 0, 1, min(self.height(), foot)), QColor(colours.hairline))
        painter.fillRect(QRectF(0, foot - zoom, self.width(), zoom), QColor(colours.hairline))
        for part in self._free():
            seen = part.intersected(event.rect())
            if not seen.isEmpty():
                self._sheet(painter, seen)
        painter.end()

    def _low(self, painter: QPainter, box: LaneBox, start: float, room: float) -> None:
        """The name alone, in small letters, of a lane seen from afar; nothing where not even these have room."""
        if room < _LOW:
            return
        context, rtl = self.view.layout_now.context, self.view.layout_now.columns.rtl
        painter.setFont(self._small_names.font)
        painter.setPen(QColor(context.theme.colours.muted))
        wide = self.width() - 2 * _AWAY
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        words = self._small_names.fitted(lane_name(box.lane, context), wide)
        painter.drawText(QRectF(_AWAY, start, wide, room), side | Qt.AlignmentFlag.AlignVCenter, words)

    def _scale(self, painter: QPainter, box: LaneBox, top: float, free: float) -> None:
        """The scale of a lane of feelings, as far as it stands clear of the lane's name, which ends at ``free``."""
        context, zoom, rtl = self.view.layout_now.context, self.view.zoom(), self.view.layout_now.columns.rtl
        levels = scale_levels(box.lane, context)
        first, last = (top + levels[at].y * zoom for at in (0, -1))
        line = QColor(mix(context.theme.colours.hairline, context.theme.colours.faint, 0.4))
        x = 8 if rtl else self.width() - 9
        if last > free:
            painter.fillRect(QRectF(x, max(first, free), 1, last - max(first, free)), line)
        painter.setFont(self._scale_names.font)
        side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        for level in levels:
            at = top + level.y * zoom
            if at >= free:
                painter.fillRect(QRectF(x - 4, round(at), 9, 1), line)
            # as on the map: the best hangs under its height, the worst stands on it
            y = at + (1 - 2 * level.down) * 3 - _SCALE_NAME * level.down
            if y >= free:
                free = y + _SCALE_NAME
                room = QRectF(16 if rtl else 24, y, self.width() - 40, _SCALE_NAME)
                painter.setPen(QColor(context.theme.colours.muted))
                words = self._scale_names.fitted(level.name, room.width())
                painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)


class _Corner(QWidget):
    """Plain paper where the strips meet, ending in their line."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self.setVisible(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper and the line."""
        painter, colours = QPainter(self), self._view.layout_now.context.theme.colours
        painter.fillRect(self.rect(), QColor(colours.paper))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.hairline))
        painter.end()
