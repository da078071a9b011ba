"""A window that cuts a picture: a frame with handles, numbers for the keyboard, one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.ui.crop_frame import HANDLES, LEAST, largest, moved, sized
from jmapdesk.ui.look import Tokens
from jmapdesk.util.geometry import Rect

_GRIP = 5.0
"""Half the side of a handle, in pixels of the screen."""
_NEAR = 10.0
"""How far from a handle a press still takes it."""
_MARGIN = 16.0
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor, "in": Qt.CursorShape.SizeAllCursor,
}  # fmt: skip
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def _tr(text: str) -> str:
    return QCoreApplication.translate("crop", text)


class CropView(QWidget):
    """The picture, darkened but for the frame."""

    changed = Signal()

    def __init__(self, image: QImage, ratio: float | None, tokens: Tokens) -> None:
        super().__init__()
        self._image, self._tokens = image, tokens
        self.ratio = ratio
        self.frame = largest(ratio, image.width(), image.height())
        self._held = ""
        self._from = QPointF()
        self._start = self.frame
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_tr("What is kept of the picture"))
        self.setMinimumSize(360, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(720, 520)

    def set_frame(self, frame: Rect) -> None:
        """Keep another part."""
        if frame != self.frame:
            self.frame = frame
            self.changed.emit()
            self.update()

    def _size(self) -> tuple[float, float]:
        return float(self._image.width()), float(self._image.height())

    @property
    def _zoom(self) -> float:
        width, height = self._size()
        return max(0.01, min((self.width() - 2 * _MARGIN) / width, (self.height() - 2 * _MARGIN) / height, 4.0))

    def _corner(self) -> QPointF:
        width, height = self._size()
        return QPointF((self.width() - width * self._zoom) / 2, (self.height() - height * self._zoom) / 2)

    def on_screen(self) -> QRectF:
        """Where the frame stands in the widget."""
        corner, zoom = self._corner(), self._zoom
        frame = self.frame
        return QRectF(corner.x() + frame.x * zoom, corner.y() + frame.y * zoom, frame.w * zoom, frame.h * zoom)

    def grips(self) -> dict[str, QPointF]:
        """The middle of each handle in the widget."""
        rect = self.on_screen()
        xs = {"w": rect.left(), "": rect.center().x(), "e": rect.right()}
        ys = {"n": rect.top(), "": rect.center().y(), "s": rect.bottom()}
        return {
            name: QPointF(xs["w" if "w" in name else "e" if "e" in name else ""],
                          ys["n" if "n" in name else "s" if "s" in name else ""])
            for name in HANDLES
        }  # fmt: skip

    def _at(self, at: QPointF) -> str:
        """What of the frame lies under a point: a handle, its inside, or nothing."""
        near = {name: (grip - at).manhattanLength() for name, grip in self.grips().items()}
        best = min(near, key=near.__getitem__)
        if near[best] <= 2 * _NEAR:
            return best
        return "in" if self.on_screen().contains(at) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._at(event.position())
            self._from, self._start = event.position(), self.frame
            self.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._held:
            self.setCursor(_CURSORS.get(self._at(event.position()), Qt.CursorShape.ArrowCursor))
            return
        by = (event.position() - self._from) / self._zoom
        self._go(self._start, self._held, by.x(), by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""

    def _go(self, frame: Rect, handle: str, dx: float, dy: float) -> None:
        width, height = self._size()
        if handle == "in":
            self.set_frame(moved(frame, dx, dy, width, height))
        else:
            self.set_frame(sized(frame, handle, dx, dy, width, height, self.ratio))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows, with Shift and Ctrl too, from the shortcuts of the window behind."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ARROWS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the frame, with Ctrl its lower right corner; Shift makes larger steps."""
        way = _ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        control = Qt.KeyboardModifier.ControlModifier
        step = max(1.0, max(self._size()) / (20 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 200))
        handle = "in"
        if event.modifiers() & control:
            handle = "e" if way[0] else "s"
        self._go(self.frame, handle, way[0] * step, way[1] * step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._tokens.surround))
        corner, zoom = self._corner(), self._zoom
        width, height = self._size()
        whole = QRectF(corner.x(), corner.y(), width * zoom, height * zoom)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(whole, self._image)
        rect = self.on_screen()
        shade = QPainterPath()
        shade.setFillRule(Qt.FillRule.OddEvenFill)
        shade.addRect(whole)
        shade.addRect(rect)
        painter.fillPath(shade, QColor(20, 26, 36, 150))
        painter.setPen(QPen(QColor("#FFFFFF"), 1))
        thirds = QColor(255, 255, 255, 90)
        painter.setPen(QPen(thirds, 1))
        for i in (1, 2):
            x, y = rect.left() + rect.width() * i / 3, rect.top() + rect.height() * i / 3
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        accent = QColor(self._tokens.accent)
        painter.setPen(QPen(accent if self.hasFocus() else QColor("#FFFFFF"), 2))
        painter.drawRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(QColor("#FFFFFF"))
        for grip in self.grips().values():
            painter.drawRoundedRect(QRectF(grip.x() - _GRIP, grip.y() - _GRIP, 2 * _GRIP, 2 * _GRIP), 2, 2)
        painter.end()


class CropWindow(QWidget):
    """Cuts one picture. ``crop`` is given the part to keep, in shares, and says why not where it cannot."""

    def __init__(
        self, image: QImage, square: bool, crop: Callable[[Rect], str], tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Crop the picture"))
        self._image, self._crop = image, crop
        self.shape = QComboBox()
        self.shape.setAccessibleName(_tr("Shape"))
        for words, ratio in (
            (_tr("Any shape"), None), (_tr("Square"), 1.0), (_tr("4 : 3"), 4 / 3), (_tr("3 : 4"), 3 / 4),
            (_tr("16 : 9"), 16 / 9),
        ):  # fmt: skip
            self.shape.addItem(words, ratio)
        self.shape.setCurrentIndex(1 if square else 0)
        self.view = CropView(image, 1.0 if square else None, tokens)
        self.numbers: dict[str, QSpinBox] = {}
        numbers = QHBoxLayout()
        numbers.setSpacing(6)
        numbers.addWidget(self.shape)
        limits = {"x": image.width(), "y": image.height(), "w": image.width(), "h": image.height()}
        names = {"x": _tr("Left"), "y": _tr("Top"), "w": _tr("Width"), "h": _tr("Height")}
        for name, most in limits.items():
            label, box = QLabel(names[name]), QSpinBox()
            box.setRange(0 if name in "xy" else round(min(LEAST, most)), most)
            box.setAccessibleName(names[name])
            box.valueChanged.connect(partial(self._typed, name))
            label.setBuddy(box)
            self.numbers[name] = box
            numbers.addSpacing(6)
            numbers.addWidget(label)
            numbers.addWidget(box)
        numbers.addStretch(1)
        self.said = QLabel(_tr("Arrows move the frame, Ctrl and arrows size it, Shift makes larger steps."))
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setObjectName("quiet")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.whole = QPushButton(_tr("Whole picture"))
        self.cancel = QPushButton(_tr("Cancel"))
        self.keep = QPushButton(_tr("Crop"))
        self.keep.setProperty("primary", True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.said, 1)
        for button in (self.whole, self.cancel, self.keep):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addLayout(numbers)
        column.addLayout(buttons)
        self.view.changed.connect(self._show_numbers)
        self.shape.currentIndexChanged.connect(self._shape_chosen)
        self.whole.clicked.connect(self._take_all)
        self.cancel.clicked.connect(self.close)
        self.keep.clicked.connect(self._keep)
        self._show_numbers()
        self.view.setFocus()

    def _show_numbers(self) -> None:
        for name, box in self.numbers.items():
            box.blockSignals(True)
            box.setValue(round(getattr(self.view.frame, name)))
            box.blockSignals(False)

    def _typed(self, name: str, value: int) -> None:
        """A number was given: the frame moves, or its lower right corner does."""
        frame, width, height = self.view.frame, self._image.width(), self._image.height()
        by = value - getattr(frame, name)
        if name in "xy":
            self.view.set_frame(moved(frame, by if name == "x" else 0, by if name == "y" else 0, width, height))
        else:
            handle = "e" if name == "w" else "s"
            self.view.set_frame(sized(frame, handle, by, by, width, height, self.view.ratio))
        self._show_numbers()

    def _shape_chosen(self, _index: int) -> None:
        self.view.ratio = self.shape.currentData()
        if self.view.ratio is not None:
            self.view.set_frame(largest(self.view.ratio, self._image.width(), self._image.height()))

    def _take_all(self) -> None:
        self.shape.setCurrentIndex(0)
        self.view.set_frame(largest(None, self._image.width(), self._image.height()))

    def _keep(self) -> None:
        frame, width, height = self.view.frame, self._image.width(), self._image.height()
        if frame != largest(None, width, height):
            why = self._crop(Rect(frame.x / width, frame.y / height, frame.w / width, frame.h / height))
            if why:
                self.said.setText(why)
                return
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter crops, Esc leaves the picture as it is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
