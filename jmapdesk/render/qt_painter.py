"""Shows a drawing through a QPainter: the canvas, its tiles, PNG files, print preview.

One QtPainter belongs to one thread, because Qt's font objects do. It keeps the Qt form of every group it has
painted lately, so that painting the same card again costs little more than the pixels.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QRawFont,
    QTransform,
)

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, Op, PathOp, Picture, Stroke
from jmapdesk.render.qt_images import QtImages
from jmapdesk.text.qt_fonts import RawFonts
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Path, Rect

FLAT_BELOW: Final = 0.35
"""The zoom under which a group with a flat colour is shown as a plain rectangle."""

_CAPS: Final = {
    "butt": Qt.PenCapStyle.FlatCap,
    "round": Qt.PenCapStyle.RoundCap,
    "square": Qt.PenCapStyle.SquareCap,
}
_JOINS: Final = {
    "miter": Qt.PenJoinStyle.SvgMiterJoin,
    "round": Qt.PenJoinStyle.RoundJoin,
    "bevel": Qt.PenJoinStyle.BevelJoin,
}
_MITER_LIMIT: Final = 4.0
_EM: Final = 1000.0
_SMOOTHNESS: Final = 0.05


@dataclass(frozen=True, slots=True)
class _PathStep:
    path: QPainterPath
    brush: QBrush


@dataclass(frozen=True, slots=True)
class _TextStep:
    at: QPointF
    glyphs: QGlyphRun
    pen: QPen


@dataclass(frozen=True, slots=True)
class _ImageStep:
    op: ImageOp
    clip: QPainterPath | None


_Step: TypeAlias = _PathStep | _TextStep | _ImageStep | Group


class QtPainter:
    """Paints groups, keeping the Qt form of the last ``keep`` of them and of the fonts and pictures they use.

    ``asset_data`` gives the encoded bytes of a picture, as a Picture's does. Qt thickens small letters of some
    system fonts to make them easier to read on a screen; an ``exact`` painter, for files, draws their outlines.
    """

    def __init__(
        self,
        asset_data: Callable[[str], bytes | None] = lambda _asset: None,
        keep: int = 6000,
        exact: bool = False,
    ) -> None:
        self._exact = exact
        self._thickened: dict[FaceKey, bool] = {}
        self._fonts = RawFonts()
        self._images = QtImages(asset_data)
        self._keep = keep
        # By identity, with the group held so that its id cannot be given to another.
        self._compiled: OrderedDict[int, tuple[Group, tuple[_Step, ...]]] = OrderedDict()
        self._strokers: dict[Stroke, QPainterPathStroker] = {}
        self._ink: dict[str, QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def paint(self, painter: QPainter, group: Group, exposed: Rect | None = None, zoom: float = 1.0) -> None:
        """Paint a group where the painter's origin is.

        ``exposed`` (map units, in the painter's coordinates) lets groups outside it be left out. Below a zoom of
        FLAT_BELOW, groups that name a flat colour are plain rectangles of it. Antialiasing stays switched on.
        """
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        self._paint(painter, group, exposed, zoom < FLAT_BELOW)

    def forget(self) -> None:
        """Drop everything kept, as after the pictures behind the assets have changed."""
        self._compiled.clear()
        self._images.forget()

    def _paint(self, painter: QPainter, group: Group, exposed: Rect | None, flat: bool) -> None:
        dx, dy = group.dx, group.dy
        if exposed is not None:
            if not _touches(group.bounds, dx, dy, exposed):
                return
            exposed = None if _inside(group.bounds, dx, dy, exposed) else exposed.moved(-dx, -dy)
        if flat and group.flat is not None:
            bounds = group.bounds
            painter.fillRect(QRectF(bounds.x + dx, bounds.y + dy, bounds.w, bounds.h), self._brush(group.flat))
            return
        moved = dx != 0.0 or dy != 0.0
        if moved:
            painter.translate(dx, dy)
        self._steps(painter, self._compile(group), exposed, flat)
        if moved:
            painter.translate(-dx, -dy)

    def _steps(self, painter: QPainter, steps: tuple[_Step, ...], exposed: Rect | None, flat: bool) -> None:
        pen: QPen | None = None
        for step in steps:
            if type(step) is _PathStep:
                painter.fillPath(step.path, step.brush)
            elif type(step) is _TextStep:
                if step.pen is not pen:
                    pen = step.pen
                    painter.setPen(pen)
                painter.drawGlyphRun(step.at, step.glyphs)
            elif type(step) is Group:
                self._paint(painter, step, exposed, flat)
                pen = None
            elif type(step) is _ImageStep:
                self._images.paint(painter, step.op, step.clip)

    def _compile(self, group: Group) -> tuple[_Step, ...]:
        key = id(group)
        found = self._compiled.get(key)
        if found is not None:
            self._compiled.move_to_end(key)
            return found[1]
        steps: list[_Step] = []
        children = group.children
        at = 0
        while at < len(children):
            child = children[at]
            at += 1
            if isinstance(child, Group):
                steps.append(child)
            elif isinstance(child, PathOp):
                path = qt_path(child.path)
                if child.fill is not None:
                    steps.append(_PathStep(path, self._brush(child.fill)))
                if child.stroke is None:
                    continue
                # Strokes of one opaque colour give the same ink in one go: icons are several paths each.
                while at < len(children) and (more := _only_stroked(children[at], child.stroke)) is not None:
                    path.addPath(qt_path(more))
                    at += 1
                steps.append(self._stroked(path, child.stroke))
            elif isinstance(child, GlyphsOp):
                self._add_text(steps, child)
            else:
                steps.append(_ImageStep(child, None if child.clip is None else qt_path(child.clip)))
        done = tuple(steps)
        self._compiled[key] = (group, done)
        if len(self._compiled) > self._keep:
            self._compiled.popitem(last=False)
        return done

    def _stroked(self, path: QPainterPath, stroke: Stroke) -> _PathStep:
        # Qt's own antialiased strokes cost seven times what the filled outline of the stroke does.
        stroker = self._strokers.get(stroke)
        if stroker is None:
            stroker = self._strokers[stroke] = qt_stroker(stroke)
        return _PathStep(stroker.createStroke(path), self._brush(stroke.colour))

    def _add_text(self, steps: list[_Step], op: GlyphsOp) -> None:
        run = op.run
        font = self._fonts(run.face, run.size)
        if op.halo is not None:
            steps.append(self._stroked(self._outlined(op), op.halo))
        if self._exact and self._is_thickened(run.face, font):
            steps.append(_PathStep(self._outlined(op), self._brush(op.colour)))
            return
        glyphs = QGlyphRun()
        glyphs.setRawFont(font)
        glyphs.setGlyphIndexes(run.glyphs)
        glyphs.setPositions([QPointF(x, y) for x, y in zip(run.xs, run.ys, strict=True)])
        ink = self._ink.get(op.colour)
        if ink is None:
            ink = self._ink[op.colour] = QPen(QColor(op.colour))
        steps.append(_TextStep(QPointF(op.x, op.y), glyphs, ink))

    def _outlined(self, op: GlyphsOp) -> QPainterPath:
        units = self._fonts(op.run.face, op.run.size).unitsPerEm()
        return _outlines(op, self._fonts(op.run.face, units if units > 0 else _EM))

    def _is_thickened(self, face: FaceKey, font: QRawFont) -> bool:
        known = self._thickened.get(face)
        if known is None:
            known = self._thickened[face] = not font.fontTable("CFF ").isEmpty()
        return known

    def _brush(self, colour: str) -> QBrush:
        brush = self._brushes.get(colour)
        if brush is None:
            brush = self._brushes[colour] = QBrush(QColor(colour))
        return brush


def qt_path(path: Path) -> QPainterPath:
    """The same path for Qt; winding fill."""
    result = QPainterPath()
    result.setFillRule(Qt.FillRule.WindingFill)
    for name, *numbers in path:
        if name == "L":
            x, y = numbers
            result.lineTo(x, y)
        elif name == "C":
            x1, y1, x2, y2, x, y = numbers
            result.cubicTo(x1, y1, x2, y2, x, y)
        elif name == "M":
            x, y = numbers
            result.moveTo(x, y)
        else:
            result.closeSubpath()
    return result


def qt_stroker(stroke: Stroke) -> QPainterPathStroker:
    """What turns a path into the outline of its stroke; smooth enough to be enlarged forty times."""
    stroker = QPainterPathStroker()
    stroker.setWidth(stroke.width)
    stroker.setCapStyle(_CAPS[stroke.cap])
    stroker.setJoinStyle(_JOINS[stroke.join])
    stroker.setMiterLimit(_MITER_LIMIT)
    stroker.setCurveThreshold(_SMOOTHNESS)
    dashes = even_dashes(stroke)
    if dashes and stroke.width > 0:
        # Qt counts dashes in widths of the stroke.
        stroker.setDashPattern([length / stroke.width for length in dashes])
    return stroker


def _outlines(op: GlyphsOp, font: QRawFont) -> QPainterPath:
    """The run's glyphs as one path, taken from the font at its units per em: at a small size Qt rounds outlines."""
    run = op.run
    shrink = run.size / font.pixelSize()
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
        placed = QTransform(shrink, 0, 0, shrink, op.x + x, op.y + y)
        path.addPath(placed.map(font.pathForGlyph(glyph)))
    return path


def _only_stroked(child: Op | Group, stroke: Stroke) -> Path | None:
    alike = isinstance(child, PathOp) and child.fill is None and child.stroke == stroke
    return child.path if alike and isinstance(child, PathOp) else None


def paint_image(picture: Picture, scale: float, painter: QtPainter | None = None) -> QImage:
    """The whole picture as an image, ``scale`` pixels to a map unit, on its paper."""
    width, height = max(1, math.ceil(picture.width * scale)), max(1, math.ceil(picture.height * scale))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(picture.paper))
    qt = QPainter(image)
    try:
        qt.scale(scale, scale)
        (painter or QtPainter(picture.asset_data, exact=True)).paint(qt, picture.root)
    finally:
        qt.end()
    return image


def _touches(bounds: Rect, dx: float, dy: float, exposed: Rect) -> bool:
    return (
        bounds.x + dx <= exposed.x + exposed.w
        and exposed.x <= bounds.x + dx + bounds.w
        and bounds.y + dy <= exposed.y + exposed.h
        and exposed.y <= bounds.y + dy + bounds.h
    )


def _inside(bounds: Rect, dx: float, dy: float, exposed: Rect) -> bool:
    return (
        exposed.x <= bounds.x + dx
        and bounds.x + dx + bounds.w <= exposed.x + exposed.w
        and exposed.y <= bounds.y + dy
        and bounds.y + dy + bounds.h <= exposed.y + exposed.h
    )
