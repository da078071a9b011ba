"""The whole sheet in small in a corner of the view, with what the view shows of it; dragging there moves the view.

It never lies over what is worked on: it goes to another corner, or away where none is free.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from jmapdesk.ui.canvas.overlays import rect_of
from jmapdesk.ui.canvas.overview import paint_overview
from jmapdesk.ui.canvas.paint import NOTHING_HIDDEN
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.util.geometry import Rect

_MOST: Final = QSize(208, 136)
_LEAST: Final = 28
_ROOM: Final = 3
"""Pixels between the widget's edge and the sheet."""
_AWAY: Final = 14
"""Pixels from the corner of the view."""
_CLEAR: Final = 10
"""Pixels it keeps from what is worked on."""
_SMALL_VIEW: Final = QSize(520, 360)
"""A smaller view has no room to spare."""
_FEW: Final = 400
"""Up to so many cards all of the sheet is painted as it is on the canvas."""
_REST: Final = 250
"""Milliseconds after an edit until the picture is painted anew."""


class Miniature(QWidget):
    """Shows by itself once a part of the sheet is out of sight. ``put_away`` tells that it is not wanted."""

    put_away = Signal()

    def __init__(self, view: MapView, icons: IconSet) -> None:
        super().__init__(view)
        self._view = view
        self.wanted = True
        self._picture: QPixmap | None = None
        self._lanes_left: list[int] = []
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._next_lane)
        self._held: QPointF | None = None
        self._dragged_at: QPoint | None = None
        self.setObjectName("miniature")
        self.setAccessibleName(QCoreApplication.translate("window", "Overview map"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._close = QToolButton(self)
        self._close.setObjectName("miniatureClose")
        self._close.setIcon(icons.icon("x"))
        self._close.setIconSize(QSize(12, 12))
        self._close.setFixedSize(20, 20)
        self._close.setCursor(Qt.CursorShape.ArrowCursor)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.setToolTip(QCoreApplication.translate("window", "Put the overview map away"))
        self._close.setAccessibleName(self._close.toolTip())
        self._close.clicked.connect(self.put_away)
        self._close.hide()
        self._anew = QTimer(self, singleShot=True)
        self._anew.timeout.connect(self._forget)
        view.zoom_changed.connect(self.follow)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.follow)
        view.document.changed.connect(self._edited)
        view.selection.changed.connect(self._give_way)
        view.writer.typed.connect(self._give_way)
        view.writer.ended.connect(self._give_way)
        view.viewport().installEventFilter(self)
        self.hide()

    def close_document(self) -> None:
        """Hear no more of the document."""
        self._view.document.changed.disconnect(self._edited)
        self._view.selection.changed.disconnect(self._give_way)

    def want(self, wanted: bool) -> None:
        """Have it or not."""
        self.wanted = wanted
        self.follow()

    def follow(self, *_value: object) -> None:
        """The view looks elsewhere, or is of another size: show where, or hide where all of the sheet is seen."""
        if self._view.camera.zooming:
            return
        needed = self.wanted and self._is_needed() and self._arrange()
        if needed:
            self.update()
        if needed == self.isHidden():
            self.setVisible(needed)

    def _is_needed(self) -> bool:
        room = self._view.viewport().size()
        if room.width() < _SMALL_VIEW.width() or room.height() < _SMALL_VIEW.height():
            return False
        seen, layout = self.seen(), self._view.layout_now
        return seen.x > 1 or seen.y > 1 or seen.right < layout.width - 1 or seen.bottom < layout.height - 1

    def seen(self) -> Rect:
        """What the view shows, on the sheet."""
        zoom, origin, size = self._view.zoom(), self._view.origin(), self._view.viewport().size()
        return Rect(origin.x() / zoom, origin.y() / zoom, size.width() / zoom, size.height() / zoom)

    @property
    def _scale(self) -> float:
        layout = self._view.layout_now
        return min(_MOST.width() / max(1.0, layout.width), _MOST.height() / max(1.0, layout.height))

    def _arrange(self) -> bool:
        """Take a corner where nothing is worked on; whether there is one."""
        layout, scale, port = self._view.layout_now, self._scale, self._view.viewport().geometry()
        width = max(_LEAST, round(layout.width * scale)) + 2 * _ROOM
        height = max(_LEAST, round(layout.height * scale)) + 2 * _ROOM
        left, right = port.x() + _AWAY, port.right() + 1 - width - _AWAY
        top, bottom = port.y() + _AWAY, port.bottom() + 1 - height - _AWAY
        if layout.columns.rtl:
            left, right = right, left
        corners = (QRect(x, y, width, height) for x, y in ((right, bottom), (left, bottom), (right, top), (left, top)))
        worked_on = self._worked_on()
        place = next((one for one in corners if not any(one.intersects(rect) for rect in worked_on)), None)
        if place is None:
            return False
        if place != self.geometry():
            if place.size() != self.size():
                self._picture = None
            self.setGeometry(place)
            self._close.move(width - 22, 2)
        return True

    def _worked_on(self) -> list[QRect]:
        """Where in the view somebody works: what is selected, what is written, where something is dragged."""
        view, corner = self._view, self._view.viewport().pos()
        primary = view.selection.primary
        rect = rect_of(view.layout_now, primary) if primary is not None else None
        found = [view.camera.to_view(rect).toAlignedRect()] if rect is not None else []
        if view.writer.editor is not None:
            found.append(view.writer.editor.geometry())
        if self._dragged_at is not None:
            found.append(QRect(self._dragged_at, QSize(1, 1)))
        return [one.adjusted(-_CLEAR, -_CLEAR, _CLEAR, _CLEAR).translated(corner) for one in found]

    def _give_way(self, *_value: object) -> None:
        """Something else is worked on, or it has become larger."""
        if self.wanted and self._held is None:
            self.follow()

    # --- the picture --------------------------------------------------------------------------------------------

    def _edited(self, _difference: object) -> None:
        """Paint it anew when the hands rest: never while somebody types."""
        self._give_way()
        if self.wanted:
            self._anew.start(_REST)

    def _forget(self) -> None:
        self._picture = None
        self.follow()

    def changeEvent(self, event: QEvent) -> None:
        """The window's colours are others."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._picture = None

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            layout = self._view.layout_now
            picture = self._picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(QColor(self._view.tokens.surround))
            self._lanes_left.clear()
            if len(layout.journey.cards) <= _FEW:
                painter = self._on_picture(picture)
                sheet = Rect(0, 0, layout.width, layout.height)
                self._view.surface.painter.paint(painter, layout, sheet, self._scale)
                painter.end()
            else:
                self._outline(picture)
                self._lanes_left = list(range(len(layout.lanes)))
                self._slices.start()
        return self._picture

    def _on_picture(self, picture: QPixmap) -> QPainter:
        """A painter that stands in sheet coordinates."""
        layout, scale = self._view.layout_now, self._scale
        painter = QPainter(picture)
        painter.translate(self._corner())
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, layout.width, layout.height))
        return painter

    def _outline(self, picture: QPixmap) -> None:
        """The sheet of a large map and its stages, whose words would be dust."""
        layout = self._view.layout_now
        painter = self._on_picture(picture)
        painter.fillRect(QRectF(0, 0, layout.width, layout.height), QColor(layout.context.theme.colours.paper))
        for stage in layout.columns.stages:
            arrow = QRectF(stage.x, layout.header.y, stage.w, layout.header.h)
            painter.fillRect(arrow, QColor(stage.colour))
        painter.end()

    def _next_lane(self) -> None:
        """The cards of one lane a turn: a large map takes many frames, and none of them is held up."""
        layout = self._view.layout_now
        if self._picture is None or not self._lanes_left or self._lanes_left[0] >= len(layout.lanes):
            self._slices.stop()
            return
        index = self._lanes_left.pop(0)
        lane = Rect(0, layout.tops[index] + 0.5, layout.width, max(0.5, layout.lanes[index].height - 1))
        painter = self._on_picture(self._picture)
        places = layout.columns.between(0, layout.width)
        if places:
            paint_overview(painter, layout, lane, places, self._scale, NOTHING_HIDDEN)
        painter.end()
        self.update()

    def _corner(self) -> QPointF:
        """Where the sheet's corner stands: a very long one lies in the middle of the widget."""
        layout, scale = self._view.layout_now, self._scale
        return QPointF((self.width() - layout.width * scale) / 2, (self.height() - layout.height * scale) / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, shaded where it is out of sight, and the edge of what is seen."""
        tokens, corner, scale = self._view.tokens, self._corner(), self._scale
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted())
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        seen = self.seen()
        shown = QRectF(seen.x * scale, seen.y * scale, seen.w * scale, seen.h * scale).translated(corner)
        shown = shown.intersected(inner.adjusted(1, 1, -1, -1))
        shade = QColor(tokens.surround)
        shade.setAlpha(130)
        for part in (
            QRectF(inner.left(), inner.top(), inner.width(), shown.top() - inner.top()),
            QRectF(inner.left(), shown.bottom(), inner.width(), inner.bottom() - shown.bottom()),
            QRectF(inner.left(), shown.top(), shown.left() - inner.left(), shown.height()),
            QRectF(shown.right(), shown.top(), inner.right() - shown.right(), shown.height()),
        ):
            painter.fillRect(part, shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._view.layout_now.context.theme.colours.focus), 2))
        painter.drawRect(shown)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    # --- by hand ------------------------------------------------------------------------------------------------

    def _on_sheet(self, at: QPointF) -> QPointF:
        return (at - self._corner()) / self._scale

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is seen, or bring the place that was pressed to the middle and hold it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._view.finish_editing()
        at, seen = self._on_sheet(event.position()), self.seen()
        middle = QPointF(seen.cx, seen.cy)
        inside = seen.x <= at.x() <= seen.right and seen.y <= at.y() <= seen.bottom
        self._held = at - middle if inside else QPointF()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The view goes along."""
        if self._held is not None:
            to = self._on_sheet(event.position()) - self._held
            self._view.camera.centre(to.x(), to.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer to put it away."""
        super().enterEvent(event)
        self._close.show()

    def leaveEvent(self, event: QEvent) -> None:
        """As before."""
        super().leaveEvent(event)
        self._close.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The viewport has another size or place, or something is dragged in it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.follow()
        elif isinstance(event, QMouseEvent) and event.type() != QEvent.Type.MouseButtonDblClick:
            held = event.type() != QEvent.Type.MouseButtonRelease and event.buttons() != Qt.MouseButton.NoButton
            before, self._dragged_at = self._dragged_at, event.position().toPoint() if held else None
            if before != self._dragged_at:
                self._give_way()
        return False
