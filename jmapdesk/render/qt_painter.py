"""Shows a drawing through a QPainter: the canvas, its tiles, PNG files, print preview.

One QtPainter belongs to one thread, because Qt's font objects do. It keeps the Qt form of every group it has
painted lately, so that painting the same card again costs little more than the pixels.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTransform,
)

from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, Op, PathOp, Picture, Stroke
from jmapdesk.render.qt_images import QtImages
from jmapdesk.render.qt_shapes import SHAPES, Bars, halo
from jmapdesk.text.qt_fonts import RawFonts
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Path, Rect

FLAT_BELOW: Final = 0.35
"""The zoom under which a group with a flat colour is shown as a plain rectangle."""

_EM: Final = 1000.0
_HALOS: Final = 4096
"""How many glyphs' halos are kept."""
_SMOOTH: Final = (
    QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
)


@dataclass(frozen=True, slots=True)
class _PathStep:
    path: QPainterPath
    brush: QBrush


@dataclass(frozen=True, slots=True)
class _BarsStep:
    bars: tuple[Bars, ...]
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


_Step: TypeAlias = _PathStep | _BarsStep | _TextStep | _ImageStep | Group


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
        self._halo = lru_cache(maxsize=_HALOS)(self._halo_of)
        self._ink: dict[str, QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def paint(self, painter: QPainter, group: Group, exposed: Rect | None = None, zoom: float = 1.0) -> None:
        """Paint a group where the painter's origin is.

        ``exposed`` (map units, in the painter's coordinates) lets groups outside it be left out. Below a zoom of
        FLAT_BELOW, groups that name a flat colour are plain rectangles of it. Antialiasing stays switched on.
        """
        painter.setRenderHints(_SMOOTH)
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
            elif type(step) is _BarsStep:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(step.brush)
                for bars in step.bars:
                    bars.paint(painter, exposed)
                pen = None
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
                if child.fill is not None:
                    steps.append(_PathStep(SHAPES.path(child.path), self._brush(child.fill)))
                if child.stroke is None:
                    continue
                # Strokes of one opaque colour give the same ink in one go: icons are several paths each.
                paths = [child.path]
                while at < len(children) and (more := _only_stroked(children[at], child.stroke)) is not None:
                    paths.append(more)
                    at += 1
                steps.append(self._stroked(tuple(paths), child.stroke))
            elif isinstance(child, GlyphsOp):
                self._add_text(steps, child)
            else:
                steps.append(_ImageStep(child, None if child.clip is None else SHAPES.path(child.clip)))
        done = tuple(steps)
        self._compiled[key] = (group, done)
        if len(self._compiled) > self._keep:
            self._compiled.popitem(last=False)
        return done

    def _stroked(self, paths: tuple[Path, ...], stroke: Stroke) -> _PathStep | _BarsStep:
        covered, brush = SHAPES.outline(paths, stroke), self._brush(stroke.colour)
        return _PathStep(covered, brush) if isinstance(covered, QPainterPath) else _BarsStep(covered, brush)

    def _add_text(self, steps: list[_Step], op: GlyphsOp) -> None:
        run = op.run
        font = self._fonts(run.face, run.size)
        if op.halo is not None:
            self._add_halo(steps, op, op.halo)
        if self._exact and self._is_thickened(run.face, font):
            steps.append(_PathStep(_outlines(op, self._outlines_of(run.face, run.size)), self._brush(op.colour)))
            return
        glyphs = QGlyphRun()
        glyphs.setRawFont(font)
        glyphs.setGlyphIndexes(run.glyphs)
        glyphs.setPositions(list(map(QPointF, run.xs, run.ys)))
        ink = self._ink.get(op.colour)
        if ink is None:
            ink = self._ink[op.colour] = QPen(QColor(op.colour))
        steps.append(_TextStep(QPointF(op.x, op.y), glyphs, ink))

    def _add_halo(self, steps: list[_Step], op: GlyphsOp, stroke: Stroke) -> None:
        run, brush = op.run, self._brush(stroke.colour)
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
            path = self._halo(run.face, run.size, glyph, stroke)
            if not path.isEmpty():
                steps.append(_PathStep(path.translated(op.x + x, op.y + y), brush))

    def _halo_of(self, face: FaceKey, size: float, glyph: int, stroke: Stroke) -> QPainterPath:
        return halo(glyph, size, stroke, self._outlines_of(face, size))

    def _outlines_of(self, face: FaceKey, size: float) -> QRawFont:
        """A face at its units per em: at a small size Qt rounds outlines."""
        units = self._fonts(face, size).unitsPerEm()
        return self._fonts(face, units if units > 0 else _EM)

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


def _outlines(op: GlyphsOp, font: QRawFont) -> QPainterPath:
    """The run's glyphs as one path."""
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
