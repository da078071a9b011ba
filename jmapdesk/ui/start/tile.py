"""Buttons with a picture: a template as a large tile, a map worked on lately as a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from jmapdesk.ui.look import Tokens
from jmapdesk.ui.start.pictures import LARGE, SMALL

_RADIUS = 8.0


class PictureButton(QAbstractButton):
    """A picture with a name and lines of small words; grey where there is no picture yet."""

    def __init__(self, tokens: Tokens, name: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.name = name
        self.words = words
        self.warning = self.file = ""
        self._picture: QImage | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(name, words)

    def say(self, name: str, words: str, warning: str = "", file: str = "") -> None:
        """Show other words; ``warning`` is what needs doing, ``file`` the name of what it stands in."""
        self.name, self.words, self.warning, self.file = name, words, warning, file
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join(line for line in (file, words, warning) if line))
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Show the picture of the map."""
        self._picture = picture
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """As before."""
        super().leaveEvent(event)
        self.update()

    def paint_picture(self, painter: QPainter, rect: QRect) -> None:
        """The picture with a fine edge; the edge is the focus ring where the keyboard is."""
        edge = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(edge, _RADIUS, _RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(shape, QColor("#FFFFFF"))  # the paper of a map, in every theme of the window
        if self._picture is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(rect, self._picture)
            painter.restore()
        focus = self.hasFocus()
        strong = focus or self.underMouse()
        painter.setPen(QPen(QColor(self.tokens.accent if strong else self.tokens.hairline), 2 if focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def font_of(self, size: int, bold: bool = False) -> QFont:
        """The window's face at a size in pixels."""
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


class TemplateTile(PictureButton):
    """A template: its picture, its name and a sentence below."""

    def sizeHint(self) -> QSize:
        """The picture and three lines."""
        return QSize(LARGE.width(), LARGE.height() + 62)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, name, sentence."""
        painter = QPainter(self)
        rect = QRect(0, 0, LARGE.width(), LARGE.height())
        self.paint_picture(painter, rect)
        painter.setFont(self.font_of(13, bold=True))
        painter.setPen(QColor(self.tokens.ink))
        side = Qt.AlignmentFlag.AlignLeading
        metrics = painter.fontMetrics()
        words = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRect(0, rect.bottom() + 9, self.width(), 18), side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self.font_of(12))
        painter.setPen(QColor(self.tokens.muted))
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(QRect(0, rect.bottom() + 28, self.width(), 34), flags, self.words)
        painter.end()


class RecentRow(PictureButton):
    """A map worked on lately: its picture, its name, its file, when it changed, what it needs."""

    def sizeHint(self) -> QSize:
        """The picture and the words beside it."""
        return QSize(SMALL.width() + 200, SMALL.height() + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, name, file, facts, needs."""
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = (self.height() - SMALL.height()) // 2
        left = self.width() - SMALL.width() if rtl else 0
        self.paint_picture(painter, QRect(left, top, SMALL.width(), SMALL.height()))
        room = QRect(0 if rtl else SMALL.width() + 14, 0, self.width() - SMALL.width() - 14, self.height())
        lines = [(self.name, 13, True, self.tokens.ink)]
        lines += [(words, 12, False, self.tokens.muted) for words in (self.file, self.words) if words]
        if self.warning:
            lines.append((self.warning, 12, False, self.tokens.bad))
        heights = [17 if bold else 15 for _, _, bold, _ in lines]
        y = (self.height() - sum(heights)) // 2
        for (words, size, bold, colour), high in zip(lines, heights, strict=True):
            painter.setFont(self.font_of(size, bold))
            painter.setPen(QColor(colour))
            # names of files differ at their ends
            way = Qt.TextElideMode.ElideMiddle if words is self.file else Qt.TextElideMode.ElideRight
            cut = painter.fontMetrics().elidedText(words, way, room.width())
            flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(room.x(), y, room.width(), high), flags, cut)
            y += high
        painter.end()
