"""A map seen from afar: cards as rectangles by colour, curves as plain lines, only the lines that still can be seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from jmapdesk.layout import curve
from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.hit import boxes_over
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.render.fading import faded_colour
from jmapdesk.render.map_drawing import segment_fades
from jmapdesk.util.geometry import Rect

Snap: TypeAlias = Callable[[float, float, float, float], QRectF]
"""Puts a rectangle of the sheet (x, y, width, height) on whole device pixels, at least one of them."""

_ROUND_FROM: Final = 0.12
"""The zoom from which markers are round."""


def paint_overview(
    painter: QPainter, layout: MapLayout, near: Rect, places: range, zoom: float, hidden: Collection[str]
) -> None:
    """Paint all lanes that touch ``near``, in these columns; the painter stands in sheet coordinates."""
    shown = layout.lanes_between(near.y, near.bottom)
    scale = painter.deviceTransform().m11()

    def snapped(x: float, y: float, w: float, h: float) -> QRectF:
        # on whole device pixels, or a tile and its neighbour round the same edge differently
        left, top = round(x * scale), round(y * scale)
        right, bottom = max(left + 1, round((x + w) * scale)), max(top + 1, round((y + h) * scale))
        return QRectF(left / scale, top / scale, (right - left) / scale, (bottom - top) / scale)

    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _lines(painter, layout, shown, places, snapped)
    by_colour: dict[str, list[QRectF]] = {}
    markers: list[tuple[CardBox, float]] = []
    for index in shown:
        box, top = layout.lanes[index], layout.tops[index]
        for place in places:
            cards: Iterable[CardBox] = boxes_over(layout, index, place) if place == places[0] else box.cells[place]
            for one in cards:
                if one.card.id in hidden:
                    continue
                if box.is_curve:
                    markers.append((one, top))
                else:
                    by_colour.setdefault(_flat(one, layout), []).append(snapped(one.x, top + one.y, one.w, one.h))
    for index in shown:
        box = layout.lanes[index]
        for stage, told in zip(layout.columns.stages, box.summaries, strict=False):
            if told is None or stage.last < places[0] or stage.first > places[-1]:
                continue
            colours = layout.context.theme.colours
            hue = colours.severity if told.summary.severity == 3 else colours.faint
            low = told.rect.bottom - (26 if box.is_curve else told.rect.h)
            w = min(48.0, told.rect.w)
            by_colour.setdefault(hue, []).append(snapped(told.rect.cx - w / 2, layout.tops[index] + low, w, 18))
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, rects in by_colour.items():
        painter.setBrush(QColor(colour))
        painter.drawRects(rects)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for index in shown:
        if layout.lanes[index].is_curve:
            _curves(painter, layout, layout.lanes[index], layout.tops[index], places, zoom)
    _markers(painter, markers, layout, zoom)


def _flat(one: CardBox, layout: MapLayout) -> str:
    """A card's colour from afar."""
    flat = one.plan.flat
    return faded_colour(flat, layout.context.theme.colours.paper) if layout.fades(one.card) else flat


def _lines(painter: QPainter, layout: MapLayout, shown: range, places: range, snapped: Snap) -> None:
    """The tops of lanes and the edges of stages, a pixel wide."""
    columns, hairline = layout.columns, QColor(layout.context.theme.colours.hairline)
    left, width = columns.span(places[0], places[-1])
    for index in shown:
        painter.fillRect(snapped(left, layout.tops[index], width, 0), hairline)
    top = layout.tops[shown[0]] if shown else 0.0
    bottom = layout.tops[shown[-1]] + layout.lanes[shown[-1]].height if shown else 0.0
    for stage in columns.stages:
        if stage.first and places[0] <= stage.first <= places[-1]:
            x = stage.x + stage.w if columns.rtl else stage.x
            painter.fillRect(snapped(x, top, 0, bottom - top), hairline)
    for index in shown:
        box = layout.lanes[index]
        if box.is_divider:
            y = layout.tops[index] + box.height / 2
            painter.fillRect(snapped(left, y, width, 0), QColor(layout.context.theme.colours.muted))


def _curves(painter: QPainter, layout: MapLayout, box: LaneBox, top: float, places: range, zoom: float) -> None:
    """Each curve as strokes of one colour a segment."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for series in box.series:
        start = max(0, curve.point_index(series, places[0]) - 1)
        stop = curve.point_index(series, places[-1] + 1)
        paths: dict[str, QPainterPath] = {}
        for i in range(start, stop):
            piece = curve.segment(series.points, i)
            if piece is None:
                continue
            score = (series.points[i].score + series.points[i + 1].score) / 2
            colour = series.colour or curve.colour_of(score, layout.context)
            if segment_fades(layout, series, i):
                colour = faded_colour(colour, layout.context.theme.colours.paper)
            path = paths.setdefault(colour, QPainterPath())
            path.moveTo(piece.x0, top + piece.y0)
            path.cubicTo(piece.x1, top + piece.y1, piece.x2, top + piece.y2, piece.x3, top + piece.y3)
        for colour, path in paths.items():
            pen = QPen(QColor(colour), max(3.2, 1.2 / zoom))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPath(path)


def _markers(painter: QPainter, markers: Iterable[tuple[CardBox, float]], layout: MapLayout, zoom: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for one, top in markers:
        painter.setBrush(QColor(_flat(one, layout)))
        if zoom < _ROUND_FROM or one.w > 40:
            painter.drawRect(QRectF(one.x, top + one.y, one.w, one.h))
        else:
            painter.drawEllipse(QPointF(one.x + one.w / 2, top + one.y + one.h / 2), one.w / 2, one.h / 2)
