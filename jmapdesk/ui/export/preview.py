"""The preview: the very pages that are written or printed, at any zoom, painted in the preview's own thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QProgressBar, QWidget

from jmapdesk.exchange.pages import Pages, Sheet
from jmapdesk.ui.export.arrangement import EDGE, Arrangement, arranged
from jmapdesk.ui.export.maker import Painted, View, grounds
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.look import Tokens
from jmapdesk.util.geometry import Rect

_PIXELS_PER_MM: Final = 96 / 25.4
"""At this scale a page is as large as it will be on paper."""
_MOST: Final = 8 * _PIXELS_PER_MM
_STEP: Final = 1.25
_SHADE: Final = 18
"""Pixels the shadow of a page reaches."""
_CHECK: Final = 8
_SLOW_MS: Final = 200
"""Work longer than this shows how far it is."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class Preview(QAbstractScrollArea):
    """Pages on the window's surround. What was shown stays until the next image is there."""

    asked = Signal(object)
    """A View that is to be painted."""

    def __init__(self, tokens: Tokens, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._icons = tokens, icons
        self._pages: Pages | None = None
        self._on_paper = True
        self._words = ("", "")
        self._rows = Arrangement()
        self._scale = 0.0
        """Pixels a millimetre; zero keeps all pages in sight."""
        self._shown: Painted | None = None
        self._wanted: View | None = None
        self._grip: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_tr("Preview"))
        self.setMinimumSize(180, 140)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_tr("Laying out the pages"))
        self.bar.hide()
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self.bar.show)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    # --- what it shows ------------------------------------------------------------------------------------------

    def show_pages(self, pages: Pages, on_paper: bool, words: str) -> None:
        """Show these pages as soon as they are painted; ``words`` tell them to those who cannot see them."""
        self._pages, self._on_paper, self._words = pages, on_paper, ("", "")
        self.setAccessibleDescription(words)
        self._arrange()

    def show_words(self, icon: str, words: str) -> None:
        """Show an icon and a sentence: there are no pages to show."""
        self._pages, self._shown, self._words = None, None, (icon, words)
        self.setAccessibleDescription(words)
        self.set_busy(None)
        self._arrange()
        self.viewport().update()

    def set_busy(self, share: float | None) -> None:
        """Tell how far the next pages are, 0 … 1; None where nothing is awaited. It shows where it takes a while."""
        if share is None:
            self._slow.stop()
            self.bar.hide()
            return
        self.bar.setValue(round(share * 1000))
        if not self.bar.isVisible() and not self._slow.isActive():
            self._slow.start()

    def take(self, painted: Painted) -> None:
        """Show what was painted, if it is of the pages that are to be shown."""
        if painted.view.pages is self._pages:
            self._shown = painted
            self.viewport().update()

    @property
    def is_settled(self) -> bool:
        """Whether it shows what was asked for last, as sharp as it gets."""
        return self._shown is not None and self._shown.view is self._wanted and not self._soon.isActive()

    @property
    def shown(self) -> Painted | None:
        """What shows now."""
        return self._shown

    # --- where pages stand --------------------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Pixels a millimetre of paper has now."""
        return self._scale or self._rows.fit

    @property
    def is_fitted(self) -> bool:
        """Whether all pages are kept in sight."""
        return not self._scale

    def places(self) -> list[Rect]:
        """Where each page stands in the viewport."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        dx, dy = self._offset()
        return [one.moved(-dx, -dy) for one in self._rows.places(self.scale, self.viewport().width(), rtl)]

    def _offset(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _arrange(self) -> None:
        sheets = self._pages.sheets if self._pages is not None else ()
        sizes = [(sheet.page.width_mm, sheet.page.height_mm) for sheet in sheets]
        room = self.maximumViewportSize()
        self._rows = arranged(sizes, room.width(), room.height())
        self._set_bars()
        self._soon.start()

    def _set_bars(self) -> None:
        wide, high = self._rows.extent(self.scale)
        size = self.viewport().size()
        for bar, extent, room in (
            (self.horizontalScrollBar(), wide, size.width()),
            (self.verticalScrollBar(), high, size.height()),
        ):
            fits = self._rows.fit == self.scale and extent <= room + 1
            bar.setRange(0, 0 if fits else max(0, round(extent - room)))
            bar.setPageStep(max(1, room))
            bar.setSingleStep(40)

    def _ask(self) -> None:
        """Have painted what is in sight."""
        if self._pages is None or not self.isVisible():
            return
        ratio, size = self.viewport().devicePixelRatioF(), self.viewport().size()
        port = QRect(QPoint(), size)
        seen = tuple(
            (index, Rect(place.x * ratio, place.y * ratio, place.w * ratio, place.h * ratio))
            for index, place in enumerate(self.places())
            if port.intersects(_box(place).toAlignedRect())
        )
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        self._wanted = View(self._pages, max(1, width), max(1, height), seen, self._on_paper)
        self.asked.emit(self._wanted)

    # --- zoom ---------------------------------------------------------------------------------------------------

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """So many pixels a millimetre; what lies under a point of the viewport stays there. Zero fits all pages."""
        if self._pages is None:
            return
        if scale <= self._rows.fit * 1.001:
            self._scale = 0.0
            self._set_bars()
        else:
            at = at or QPointF(self.viewport().rect().center())
            before, dx, dy = self.scale, *self._offset()
            self._scale = min(scale, _MOST)
            self._set_bars()
            grown = self.scale / before
            for bar, point, offset in (
                (self.horizontalScrollBar(), at.x(), dx),
                (self.verticalScrollBar(), at.y(), dy),
            ):
                bar.setValue(round((point + offset - EDGE) * grown + EDGE - point))
        self._soon.start()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.scale * 1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, 0 shows the size on paper, 9 all pages; with Ctrl or without. Arrows move."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_to(self.scale * _STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_to(self.scale / _STEP)
        elif key == Qt.Key.Key_0:
            self.zoom_to(_PIXELS_PER_MM)
        elif key == Qt.Key.Key_9:
            self.zoom_to(0.0)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To the size on paper, and back to all pages."""
        self.zoom_to(max(_PIXELS_PER_MM, 2 * self._rows.fit) if self.is_fitted else 0.0, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.is_fitted:
            self._grip = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            by = event.position().toPoint() - self._grip
            self._grip = event.position().toPoint()
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.viewport().unsetCursor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._soon.start()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.bar.setGeometry(0, 0, self.width(), 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._soon.start()
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(640, 460)

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._tokens.surround))
        if self._pages is None:
            if self._words[1]:
                self._paint_words(painter)
        elif self._shown is not None:
            self._paint_pages(painter, self._shown)
        painter.end()

    def _paint_pages(self, painter: QPainter, shown: Painted) -> None:
        image, ratio = shown.image, self.viewport().devicePixelRatioF()
        before = {index: Rect(r.x / ratio, r.y / ratio, r.w / ratio, r.h / ratio) for index, r in shown.view.places}
        current = shown.view.pages is self._pages
        places = dict(enumerate(self.places())) if current else before
        sheets = shown.view.pages.sheets
        for index, place in places.items():
            self._paint_ground(painter, place, sheets[index] if shown.view.on_paper else None)
            if index in before:
                for target, source in _moved(before[index], place, image, ratio):
                    smooth = before[index].w != place.w
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
                    painter.drawImage(target, image, source)
            if len(sheets) > 1:
                self._paint_name(painter, place, sheets[index].name or _tr("Map"))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.accent), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def _paint_ground(self, painter: QPainter, place: Rect, sheet: Sheet | None) -> None:
        """The ground of a page, with its shadow; none has a pattern of squares."""
        box = _box(place)
        if self._tokens.name == "light":
            shade = QColor(self._tokens.shade)
            shade.setAlphaF(0.005)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for grow in range(_SHADE, 0, -1):
                painter.drawRoundedRect(box.adjusted(-grow, -grow + 6, grow, grow + 6), grow, grow)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        else:
            painter.setPen(QPen(QColor(self._tokens.hairline), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        if sheet is not None:
            for ground, colour in grounds(sheet, place):
                painter.fillRect(_box(ground), QColor(colour))
            return
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, QColor(self._tokens.chrome))
        step, dark = _CHECK, QColor(self._tokens.hairline)
        for row in range(int(box.height() / step) + 1):
            for column in range(row % 2, int(box.width() / step) + 1, 2):
                painter.fillRect(QRectF(box.x() + column * step, box.y() + row * step, step, step), dark)
        painter.restore()

    def _paint_name(self, painter: QPainter, place: Rect, name: str) -> None:
        painter.setPen(QColor(self._tokens.muted))
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(" ".join(name.split()), Qt.TextElideMode.ElideRight, round(place.w))
        box = QRectF(place.x, place.y - metrics.height() - 4, place.w, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_words(self, painter: QPainter) -> None:
        icon, words = self._words
        room = QRectF(self.viewport().rect()).adjusted(24, 24, -24, -24)
        wide = min(room.width(), 420.0)
        box = QRectF(room.center().x() - wide / 2, room.center().y(), wide, room.height() / 2)
        side = 44
        corner = QPoint(round(room.center().x() - side / 2), round(box.top() - side - 14))
        self._icons.icon(icon, "muted").paint(painter, QRect(corner, QSize(side, side)))
        painter.setPen(QColor(self._tokens.ink))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, words)


def _box(place: Rect) -> QRectF:
    return QRectF(place.x, place.y, place.w, place.h)


def _moved(before: Rect, place: Rect, image: QImage, ratio: float) -> Iterator[tuple[QRectF, QRectF]]:
    """The part of an image that shows a page, as (where it goes, where it is in the image): scaled while a better one
    is painted."""
    held = _box(before).intersected(QRectF(0, 0, image.width() / ratio, image.height() / ratio))
    if held.isEmpty():
        return
    grown = place.w / before.w
    target = QRectF(
        place.x + (held.x() - before.x) * grown, place.y + (held.y() - before.y) * grown,
        held.width() * grown, held.height() * grown,
    )  # fmt: skip
    yield target, QRectF(held.x() * ratio, held.y() * ratio, held.width() * ratio, held.height() * ratio)
