"""A drawing written by Qt's own PDF writer, by the plainest calls: the floor under ours."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QGlyphRun, QPageSize, QPainter, QPdfWriter, QPen

from jmapdesk.render.drawing import GlyphsOp, PathOp, Picture, Stroke, walk
from jmapdesk.render.page import page_of
from jmapdesk.render.qt_shapes import qt_path
from jmapdesk.text.qt_fonts import RawFonts

_CAPS = {"butt": Qt.PenCapStyle.FlatCap, "round": Qt.PenCapStyle.RoundCap, "square": Qt.PenCapStyle.SquareCap}
_JOINS = {"miter": Qt.PenJoinStyle.MiterJoin, "round": Qt.PenJoinStyle.RoundJoin, "bevel": Qt.PenJoinStyle.BevelJoin}


def qt_pdf(picture: Picture) -> bytes:
    """The picture's shapes and words on a page of its size; no pictures, no halos, nothing left out off the page."""
    page = page_of(picture)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(page.width_mm, page.height_mm), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    try:
        _paint(picture, painter)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _paint(picture: Picture, painter: QPainter) -> None:
    fonts, shape = RawFonts(), cache(qt_path)
    at = (0.0, 0.0)
    for op, dx, dy, _ in walk(picture.root):
        if (dx, dy) != at:
            painter.translate(dx - at[0], dy - at[1])
            at = dx, dy
        if isinstance(op, PathOp):
            painter.setPen(_pen(op.stroke))
            painter.setBrush(_brush(op.fill))
            painter.drawPath(shape(op.path))
        elif isinstance(op, GlyphsOp):
            run, glyphs = op.run, QGlyphRun()
            glyphs.setRawFont(fonts(run.face, run.size))
            glyphs.setGlyphIndexes(run.glyphs)
            glyphs.setPositions(list(map(QPointF, run.xs, run.ys)))
            painter.setPen(QColor(op.colour))
            painter.drawGlyphRun(QPointF(op.x, op.y), glyphs)


@cache
def _brush(colour: str | None) -> QBrush:
    return QBrush(Qt.BrushStyle.NoBrush) if colour is None else QBrush(QColor(colour))


@cache
def _pen(stroke: Stroke | None) -> QPen:
    if stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QColor(stroke.colour), stroke.width)
    pen.setCapStyle(_CAPS[stroke.cap])
    pen.setJoinStyle(_JOINS[stroke.join])
    if stroke.dash:
        pen.setDashPattern([length / stroke.width for length in stroke.dash])
    return pen
