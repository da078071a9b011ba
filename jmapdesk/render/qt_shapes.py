"""Paths and strokes as Qt fills them fastest.

Qt's own antialiased strokes cost seven times what the filled outline of the stroke does, and a long outline costs
more than its parts: each row of pixels sorts all that crosses it. So upright and level lines are rectangles, which
Qt fills without sorting, and a halo is filled a glyph at a time.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPainterPathStroker, QRawFont, QTransform

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import PathOp, Stroke
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.geometry import Path, Rect, as_rect, as_round_rect, round_rect_path
from jmapdesk.util.identity import ByIdentity

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
_SMOOTHNESS: Final = 0.05
_FINE: Final = 4.0
"""How much larger outlines are made before Qt draws one round all they cover."""
_MOST_SHAPES: Final = 4096
"""How many shapes a thread keeps: thousands of cards are of the same few."""
_MOST_HALOED: Final = 32
"""How many faces and sizes it keeps halos of; the letters of each are not counted."""
_MOST_DASHES: Final = 4000
"""A line of more dashes than these is left to Qt, which passes over those that do not show."""


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


@dataclass(frozen=True, slots=True)
class Bars:
    """The dashes of upright or level lines of one length, counted from a line's beginning, and where lines begin."""

    bars: list[QRectF]
    spans: list[tuple[float, float]]
    """Where each bar begins and ends along its line, in rising order."""
    upright: bool
    half: float
    """Half of the line's width."""
    at: list[tuple[float, float]]

    def paint(self, painter: QPainter, exposed: Rect | None) -> None:
        """Paint those that touch ``exposed``, with the painter's brush and no pen."""
        for x, y in self.at:
            bars = self.bars
            if exposed is not None:
                along, across = (y, x) if self.upright else (x, y)
                low, high = (exposed.y, exposed.bottom) if self.upright else (exposed.x, exposed.right)
                left, right = (exposed.x, exposed.right) if self.upright else (exposed.y, exposed.bottom)
                if across + self.half < left or right < across - self.half:
                    continue
                first = bisect_left(self.spans, low - along, key=_end)
                bars = bars[first : bisect_right(self.spans, high - along, key=_start)]
            if bars:
                painter.translate(x, y)
                painter.drawRects(bars)
                painter.translate(-x, -y)


_start, _end = itemgetter(0), itemgetter(1)


class PathStep(NamedTuple):
    """A path to fill."""

    path: QPainterPath
    brush: QBrush


class BarsStep(NamedTuple):
    """Bars to fill."""

    bars: tuple[Bars, ...]
    brush: QBrush


class Shapes(threading.local):
    """The shapes painted lately, which all maps share: icons, corners, dashes, halos of letters. Each thread has its
    own: Qt works out more about a path when it first paints it, and does not guard that."""

    def __init__(self) -> None:
        self.path = lru_cache(maxsize=_MOST_SHAPES)(qt_path)
        self.outline = lru_cache(maxsize=_MOST_SHAPES)(outline)
        self.brush = lru_cache(maxsize=_MOST_SHAPES)(_brush)
        self.halos = lru_cache(maxsize=_MOST_HALOED)(_no_halos)
        """The halos of one face, size and stroke by glyph: who misses one adds it."""
        self._steps: ByIdentity[PathOp, tuple[PathStep | BarsStep, ...]] = ByIdentity(_MOST_SHAPES)

    def steps(self, op: PathOp) -> tuple[PathStep | BarsStep, ...]:
        """What is to be filled for an operation; cards share most of theirs, which are found without a look at them."""
        return self._steps.get(op) or self._steps.put(op, self._steps_of(op))

    def _steps_of(self, op: PathOp) -> tuple[PathStep | BarsStep, ...]:
        nested = _nested(op)
        if nested is not None:
            outer, inner, edge, fill = nested
            return PathStep(self.path(outer), self.brush(edge)), PathStep(self.path(inner), self.brush(fill))
        steps: list[PathStep | BarsStep] = []
        if op.fill is not None:
            rect = as_rect(op.path)
            if rect is not None:
                steps.append(BarsStep((_filled(rect),), self.brush(op.fill)))
            else:
                steps.append(PathStep(self.path(op.path), self.brush(op.fill)))
        if op.stroke is not None:
            covered, brush = self.outline(op.path, op.stroke), self.brush(op.stroke.colour)
            if isinstance(covered, QPainterPath):
                steps.append(PathStep(covered, brush))
            else:
                steps.append(BarsStep(covered, brush))
        return tuple(steps)


def _nested(op: PathOp) -> tuple[Path, Path, str, str] | None:
    """A filled rectangle with round corners and a line round it as two that are filled one over the other, with their
    colours; None for all else. A ring takes Qt longer than both, and where it met the fill in one pixel what lies
    under the two would shine through."""
    stroke = op.stroke
    if op.fill is None or stroke is None or stroke.dash:
        return None
    found, half = as_round_rect(op.path), stroke.width / 2
    if found is None or found[1] <= half:
        return None
    rect, radius = found
    outer, inner = (round_rect_path(rect.grown(by), radius + by) for by in (half, -half))
    return outer, inner, stroke.colour, op.fill


def _brush(colour: str) -> QBrush:
    return QBrush(QColor(colour))


def _no_halos(_face: FaceKey, _size: float, _stroke: Stroke) -> dict[int, QPainterPath]:
    return {}


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


def outline(path: Path, stroke: Stroke) -> QPainterPath | tuple[Bars, ...]:
    """What the stroke of a path covers: bars where it is nothing but upright or nothing but level lines, else a path.

    Lines that run both ways may meet, and where two bars share a part of a pixel it would come out darker.
    """
    bars = _bars(path, stroke)
    return bars if bars is not None else qt_stroker(stroke).createStroke(qt_path(path))


def _filled(rect: Rect) -> Bars:
    """A rectangle as one upright bar."""
    return Bars([QRectF(-rect.w / 2, 0, rect.w, rect.h)], [(0.0, rect.h)], True, rect.w / 2, [(rect.cx, rect.y)])


def _bars(path: Path, stroke: Stroke) -> tuple[Bars, ...] | None:
    """The bars of upright or of level lines with blunt ends; None for any other stroke."""
    width, dashes = stroke.width, even_dashes(stroke)
    if stroke.cap != "butt" or width <= 0 or len(path) % 2:
        return None
    alike: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for begin, line in zip(path[::2], path[1::2], strict=True):
        if begin[0] != "M" or line[0] != "L":
            return None
        x, y, to_x, to_y = (*begin[1:], *line[1:])
        if x != to_x and y != to_y:
            return None
        length = to_x - x + to_y - y
        if dashes and abs(length) / sum(dashes) > _MOST_DASHES:
            return None
        alike.setdefault((x == to_x, length), []).append((x, y))
    if len({upright for upright, _ in alike}) > 1:
        return None
    half = width / 2
    found: list[Bars] = []
    for (upright, length), at in alike.items():
        bars, spans = _bars_along(length, dashes, width, upright)
        found.append(Bars(bars, spans, upright, half, at))
    return tuple(found)


@lru_cache(maxsize=256)  # every column of a lane has the same line at its side; nobody changes the lists
def _bars_along(
    length: float, dashes: tuple[float, ...], width: float, upright: bool
) -> tuple[list[QRectF], list[tuple[float, float]]]:
    """The bars of one line that begins at (0, 0), and where each begins and ends."""
    half = width / 2
    spans = _dashed(abs(length), dashes)
    if length < 0:
        spans = [(-end, -start) for start, end in reversed(spans)]
    if upright:
        return [QRectF(-half, start, width, end - start) for start, end in spans], spans
    return [QRectF(start, -half, end - start, width) for start, end in spans], spans


def _dashed(length: float, dashes: tuple[float, ...]) -> list[tuple[float, float]]:
    """Where each dash of a line begins and ends."""
    if not dashes:
        return [(0.0, length)] if length else []
    found: list[tuple[float, float]] = []
    at = 0.0
    while at < length:
        for dash, gap in zip(dashes[::2], dashes[1::2], strict=True):
            if dash and at < length:
                found.append((at, min(at + dash, length)))
            at += dash + gap
    return found


def halo(glyph: int, size: float, stroke: Stroke, font: QRawFont) -> QPainterPath:
    """The halo of a glyph of ``size`` whose origin is at (0, 0); ``font`` draws its outlines, at any size.

    The stroke's own outline crosses itself at every bend, and takes twice as long to fill as the one round all of it,
    which Qt makes of straight lines: it is made larger, so that none of them shows.
    """
    shrink = size / font.pixelSize()
    covered = qt_stroker(stroke).createStroke(QTransform.fromScale(shrink, shrink).map(font.pathForGlyph(glyph)))
    larger = QTransform.fromScale(_FINE, _FINE)
    return QTransform.fromScale(1 / _FINE, 1 / _FINE).map(larger.map(covered).simplified())


SHAPES: Final = Shapes()
"""What this thread keeps."""
