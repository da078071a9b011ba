"""Shows a drawing through a QPainter: the canvas, its tiles, PNG files, print preview.

One QtPainter belongs to one thread, because Qt's fonts do. It keeps the Qt form of every group it has
painted lately, so that painting the same card again costs little more than the pixels.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTransform,
)

from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, PathOp, Picture, Stroke
from jmapdesk.render.qt_images import QtImages
from jmapdesk.render.qt_shapes import SHAPES, BarsStep, PathStep, halo
from jmapdesk.text.qt_fonts import FONTS
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Rect
from jmapdesk.util.identity import ByIdentity

FLAT_BELOW: Final = 0.35
"""The zoom under which a group with a flat colour is shown as a plain rectangle."""

_EM: Final = 1000.0
_SMOOTH: Final = (
    QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
)


_MOST_HEIGHTS: Final = 64
"""Of how many heights points are kept: lines of text lie at few, counted from the first."""


class _TextStep(NamedTuple):
    at: QPointF
    glyphs: QGlyphRun
    pen: QPen


class _ImageStep(NamedTuple):
    op: ImageOp
    clip: QPainterPath | None


Placed: TypeAlias = tuple[float, float, Group]
"""A group and where it is painted."""
_Step: TypeAlias = PathStep | BarsStep | _TextStep | _ImageStep | Group


class QtPainter:
    """Paints groups, keeping the Qt form of the last ``keep`` of them and of the pictures they use.

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
        self._images = QtImages(asset_data)
        self._compiled: ByIdentity[Group, tuple[_Step, ...]] = ByIdentity(keep)
        self._points: dict[float, list[QPointF]] = {}
        self._ink: dict[str, QPen] = {}

    def paint(self, painter: QPainter, group: Group, exposed: Rect | None = None, zoom: float = 1.0) -> None:
        """Paint a group where the painter's origin is.

        ``exposed`` (map units, in the painter's coordinates) lets groups outside it be left out. Below a zoom of
        FLAT_BELOW, groups that name a flat colour are plain rectangles of it. Antialiasing stays switched on.
        """
        smooth(painter)
        self.add(painter, group, exposed, zoom < FLAT_BELOW)

    def forget(self) -> None:
        """Drop everything kept, as after the pictures behind the assets have changed."""
        self._compiled.clear()
        self._images.forget()

    def add(self, painter: QPainter, group: Group, exposed: Rect | None = None, flat: bool = False) -> None:
        """Paint one group of many with a painter that is ``smooth`` already; ``flat`` as below FLAT_BELOW."""
        dx, dy = group.dx, group.dy
        if exposed is not None:
            if not _touches(group.bounds, dx, dy, exposed):
                return
            exposed = None if _inside(group.bounds, dx, dy, exposed) else exposed.moved(-dx, -dy)
        if flat and group.flat is not None:
            bounds = group.bounds
            painter.fillRect(QRectF(bounds.x + dx, bounds.y + dy, bounds.w, bounds.h), SHAPES.brush(group.flat))
            return
        moved = dx != 0.0 or dy != 0.0
        if moved:
            painter.translate(dx, dy)
        self._steps(painter, self._compile(group), exposed, flat)
        if moved:
            painter.translate(-dx, -dy)

    def add_all(self, painter: QPainter, placed: Iterable[Placed], exposed: Rect | None = None) -> None:
        """Paint many groups, each at its place, with a painter that is ``smooth`` already.

        All of them are made ready before the first is painted: going to and fro between the two, the processor would
        find neither in its caches. All are placed from where the painter stands, so that roundings do not add up.
        """
        ready: list[tuple[float, float, tuple[_Step, ...], Rect | None]] = []
        for x, y, group in placed:
            dx, dy, part = x + group.dx, y + group.dy, exposed
            if exposed is not None:
                if not _touches(group.bounds, dx, dy, exposed):
                    continue
                part = None if _inside(group.bounds, dx, dy, exposed) else exposed.moved(-dx, -dy)
            ready.append((dx, dy, self._compile(group), part))
        here, begin_at, translate = painter.worldTransform(), painter.setWorldTransform, painter.translate
        for dx, dy, steps, part in ready:
            begin_at(here)
            translate(dx, dy)
            self._steps(painter, steps, part, False)
        begin_at(here)

    def _steps(self, painter: QPainter, steps: tuple[_Step, ...], exposed: Rect | None, flat: bool) -> None:
        pen: QPen | None = None
        fill = painter.fillPath  # to look up a method of Qt's takes as long as a short call of it
        for step in steps:
            if type(step) is PathStep:
                fill(*step)
            elif type(step) is _TextStep:
                at, glyphs, ink = step
                if ink is not pen:
                    pen = ink
                    painter.setPen(ink)
                painter.drawGlyphRun(at, glyphs)
            elif type(step) is BarsStep:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(step.brush)
                for bars in step.bars:
                    bars.paint(painter, exposed)
                pen = None
            elif type(step) is Group:
                self.add(painter, step, exposed, flat)
                pen = None
            elif type(step) is _ImageStep:
                self._images.paint(painter, step.op, step.clip)

    def _compile(self, group: Group) -> tuple[_Step, ...]:
        found = self._compiled.get(group)
        if found is not None:
            return found
        steps: list[_Step] = []
        lines: list[GlyphsOp] = []
        shape = SHAPES.steps
        for child in group.children:
            if type(child) is PathOp:
                if lines:
                    self._add_text(steps, lines)
                    lines = []
                steps += shape(child)
            elif type(child) is GlyphsOp:
                if lines and not _are_alike(lines[0], child):
                    self._add_text(steps, lines)
                    lines = []
                lines.append(child)
            else:
                if lines:
                    self._add_text(steps, lines)
                    lines = []
                if isinstance(child, Group):
                    steps.append(child)
                elif isinstance(child, ImageOp):
                    steps.append(_ImageStep(child, None if child.clip is None else SHAPES.path(child.clip)))
        if lines:
            self._add_text(steps, lines)
        return self._compiled.put(group, tuple(steps))

    def _add_text(self, steps: list[_Step], lines: Sequence[GlyphsOp]) -> None:
        """Lines of one face, size and colour: one run of glyphs costs Qt less than several."""
        left, top, run, colour, edge, _, _ = lines[0]
        font = FONTS.raw(run.face, run.size)
        if edge is not None:
            self._add_halo(steps, lines[0], edge)
        if self._exact and self._is_thickened(run.face, font):
            outlines = _outlines_of(run.face, run.size)
            steps.extend(PathStep(_outlines(line, outlines), SHAPES.brush(colour)) for line in lines)
            return
        indexes: list[int] = []
        points: list[QPointF] = []
        heights: set[float] = set()
        for x, y, run, *_ in lines:
            indexes += run.glyphs
            dx, dy = x - left, y - top
            xs = [x + dx for x in run.xs] if dx else run.xs
            if dy in heights or any(run.ys):
                points += [QPointF(x, y + dy) for x, y in zip(xs, run.ys, strict=True)]
            else:
                heights.add(dy)
                points += self._points_at(xs, dy)
        glyphs = QGlyphRun()
        glyphs.setRawFont(font)
        glyphs.setGlyphIndexes(indexes)
        glyphs.setPositions(points)
        ink = self._ink.get(colour)
        if ink is None:
            ink = self._ink[colour] = QPen(QColor(colour))
        steps.append(_TextStep(QPointF(left, top), glyphs, ink))

    def _points_at(self, xs: Sequence[float], y: float) -> list[QPointF]:
        """Points good until others of that height are asked for: making and dropping them takes four times as long."""
        points = self._points.get(y)
        if points is None:
            if len(self._points) >= _MOST_HEIGHTS:
                self._points.clear()
            points = self._points[y] = []
        missing = len(xs) - len(points)
        if missing > 0:
            points += [QPointF(0, y) for _ in range(missing)]
        deque(map(QPointF.setX, points, xs), 0)
        return points[: len(xs)]

    def _add_halo(self, steps: list[_Step], op: GlyphsOp, stroke: Stroke) -> None:
        run, brush = op.run, SHAPES.brush(stroke.colour)
        halos = SHAPES.halos(run.face, run.size, stroke)
        whole = QPainterPath()
        whole.setFillRule(Qt.FillRule.WindingFill)
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
            path = halos.get(glyph)
            if path is None:
                path = halos[glyph] = halo(glyph, run.size, stroke, _outlines_of(run.face, run.size))
            whole.addPath(path.translated(op.x + x, op.y + y))
        steps.append(PathStep(whole, brush))

    def _is_thickened(self, face: FaceKey, font: QRawFont) -> bool:
        known = self._thickened.get(face)
        if known is None:
            known = self._thickened[face] = not font.fontTable("CFF ").isEmpty()
        return known


def smooth(painter: QPainter) -> None:
    """Have a painter smooth all edges, as everything here is painted."""
    painter.setRenderHints(_SMOOTH)


def _outlines_of(face: FaceKey, size: float) -> QRawFont:
    """A face at its units per em: at a small size Qt rounds outlines."""
    units = FONTS.raw(face, size).unitsPerEm()
    return FONTS.raw(face, units if units > 0 else _EM)


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


def _are_alike(one: GlyphsOp, other: GlyphsOp) -> bool:
    """Whether two runs can be painted in one go."""
    a, b = one.run, other.run
    alike = a.size == b.size and a.face == b.face and one.colour == other.colour
    return alike and one.halo is None and other.halo is None


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
