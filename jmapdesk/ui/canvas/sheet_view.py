"""A graphics view on one sheet: what it paints and where it looks, before anything can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QNativeGestureEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.parts import IconPaths
from jmapdesk.text.shaped import Shaper
from jmapdesk.ui.canvas.camera import Camera
from jmapdesk.ui.canvas.surface import Surface
from jmapdesk.ui.look import Tokens
from jmapdesk.util.geometry import Rect


class SlimBar(QScrollBar):
    """A scroll bar that costs little to paint: it moves with every pan, and a style's own takes longer than the map."""

    def __init__(self, orientation: Qt.Orientation, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.tokens = tokens

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded handle on the surround; none where there is nothing to scroll to."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.tokens.surround))
        if self.minimum() == self.maximum():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        held = self.isSliderDown() or self.underMouse()
        painter.setBrush(QColor(self.tokens.handle_hover if held else self.tokens.handle))
        inset = 3
        bar = handle.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(bar, min(bar.width(), bar.height()) / 2, min(bar.width(), bar.height()) / 2)
        painter.end()


class _Corner(QWidget):
    """The surround where the two bars meet; a style sheet would paint over a palette's."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surround."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.tokens.surround))
        painter.end()


class SheetView(QGraphicsView):
    """Shows a map and lets it be zoomed and panned."""

    zoom_changed = Signal(float)

    def __init__(self, journey: JourneyMap, shaper: Shaper, icons: IconPaths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = Tokens()
        """The window's colours, for all that is not the sheet; see ``dress``."""
        self._set_up_view()
        self.camera = Camera(self, self.zoom_has_changed)
        self.surface = Surface(self, journey, shaper, icons, self)
        self._set_up_bars()
        self.items_scene = QGraphicsScene(self)
        self.items_scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(self.items_scene)
        self._exposed: list[QRect] = []

    def _set_up_view(self) -> None:
        self.setObjectName("map-view")
        self.setAccessibleName(self.tr("Map"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        # a map that runs right to left is mirrored by its layout, never by Qt
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        viewport = self.viewport()
        viewport.setAutoFillBackground(False)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        viewport.grabGesture(Qt.GestureType.PinchGesture)

    def _set_up_bars(self) -> None:
        # A bar that comes and goes with the scene's size changes the viewport, after which the camera gives the scene
        # another size, after which the bar goes or comes again: a loop that never ended for one sheet in seven.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bars = [SlimBar(way, self.tokens, self) for way in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)]
        self.setHorizontalScrollBar(bars[0])
        self.setVerticalScrollBar(bars[1])
        corner = _Corner(self.tokens, self)
        self.setCornerWidget(corner)
        self._dressed: tuple[SlimBar | _Corner, ...] = (*bars, corner)

    def dress(self, tokens: Tokens) -> None:
        """Wear the window's colours, from now on as they are at the time."""
        self.tokens = self.surface.painter.tokens = tokens
        for part in self._dressed:
            part.tokens = tokens
        self.surface.repaint(None)

    def changeEvent(self, event: QEvent) -> None:
        """What was painted in the window's colours is painted anew when these change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "surface"):
            self.surface.repaint(None)

    def zoom_has_changed(self) -> None:
        """The camera has another zoom; told before anything is painted."""
        self.surface.zoomed()
        self.zoom_changed.emit(self.zoom())

    # --- what the surface asks ----------------------------------------------------------------------------------

    @property
    def layout_now(self) -> MapLayout:
        """The layout that shows."""
        return self.surface.layout

    def zoom(self) -> float:
        """The zoom; 1.0 is 100 %."""
        return self.camera.zoom

    def pixel_ratio(self) -> float:
        """Device pixels to a pixel of the view."""
        return self.devicePixelRatioF()

    def origin(self) -> QPoint:
        """What the view's corner shows, in pixels from the sheet's corner."""
        return self.camera.origin()

    def extent(self) -> QSize:
        """The viewport's size."""
        return self.viewport().size()

    def repaint_sheet(self, rect: Rect | None) -> None:
        """Show a rectangle of the sheet anew; None for everything."""
        if rect is None:
            self.viewport().update()
        else:
            self.viewport().update(self.camera.to_view(rect).toAlignedRect())

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Remember what is exposed: the background is told its bounding box only."""
        # the stubs do not know that a region gives its rectangles
        self._exposed = list(cast("Iterable[QRect]", event.region()))
        super().paintEvent(event)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the map, one exposed rectangle after another."""
        for part in self._exposed:
            self.surface.paint(painter, part)

    # --- zoom ---------------------------------------------------------------------------------------------------

    def zoom_to(self, zoom: float) -> None:
        """Set the zoom; the middle of the view stays where it is."""
        self.camera.zoom_to(zoom)

    def zoom_in(self) -> None:
        """To the next round zoom."""
        self.camera.step(True)

    def zoom_out(self) -> None:
        """To the next round zoom."""
        self.camera.step(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pan; with Shift sideways; with Ctrl zoom at the pointer."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_to(self.zoom() * 1.0016 ** (turned.y() or turned.x()), event.position())
        else:
            pixels = event.pixelDelta()
            dx, dy = (pixels.x(), pixels.y()) if not pixels.isNull() else (turned.x() * 0.8, turned.y() * 0.8)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
                dx, dy = dy, 0
            self.camera.pan(dx, dy)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches zoom at the fingers, two fingers that move together move the sheet."""
        if isinstance(event, QNativeGestureEvent):
            match event.gestureType():
                case Qt.NativeGestureType.ZoomNativeGesture:
                    self.camera.zoom_to(self.zoom() * (1 + event.value()), event.position())
                    return True
                case Qt.NativeGestureType.PanNativeGesture:
                    self.camera.pan(event.delta().x(), event.delta().y())
                    return True
                case Qt.NativeGestureType.SmartZoomNativeGesture:
                    self.smart_zoom(event.position())
                    return True
        elif event.type() == QEvent.Type.Gesture:
            pinch = getattr(event, "gesture")(Qt.GestureType.PinchGesture)  # noqa: B009 - the stubs know QEvent only
            if isinstance(pinch, QPinchGesture):
                self._pinched(pinch)
                return True
        return super().viewportEvent(event)

    def _pinched(self, pinch: QPinchGesture) -> None:
        """Two fingers on a screen: the point between them stays between them."""
        if pinch.state() == Qt.GestureState.GestureStarted:
            self.pinch_begins()
            return
        moved = pinch.centerPoint() - pinch.lastCenterPoint()
        self.camera.pan(moved.x(), moved.y())
        self.camera.zoom_to(self.zoom() * pinch.scaleFactor(), self.viewport().mapFromGlobal(pinch.centerPoint()))

    def pinch_begins(self) -> None:
        """The first of two fingers may have begun something as a mouse would."""

    def smart_zoom(self, at: QPointF) -> None:
        """Two fingers tapped twice: to full size there, or back to the whole map."""
        if self.zoom() < 0.99:
            self.camera.zoom_to(1.0, at)
        else:
            self.camera.fit()
