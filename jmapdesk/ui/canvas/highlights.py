"""Marks over everything a search has found, as one item: it costs what shows, however much was found."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from jmapdesk.layout.hit import boxes_over, lane_rect, stage_rect, step_rect
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.overlays import Overlay, far_and_wide, rect_of
from jmapdesk.util.geometry import Rect

_WASH, _EDGE, _HERE = QColor("#FFE68F"), QColor("#B7791F"), QColor("#C2410C")
"""The wash over what was found and its edge, and the edge of the one that is looked at."""
_MULTIPLY = QPainter.CompositionMode.CompositionMode_Multiply
_OVER = QPainter.CompositionMode.CompositionMode_SourceOver


class HighlightItem(Overlay):
    """What was found, washed in amber; the one in hand with a strong edge."""

    def __init__(self, layout: Callable[[], MapLayout]) -> None:
        super().__init__(8)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._layout = layout
        self._found: Collection[tuple[str, str]] = frozenset()
        self._here: Ref | None = None
        self._bound(far_and_wide())
        self.setVisible(False)

    def show_found(self, found: Collection[tuple[str, str]], here: Ref | None) -> None:
        """Mark things, each a kind of reference with its id, and the one that is looked at."""
        if (found, here) != (self._found, self._here):
            self._found, self._here = found, here
            self.update()
        self.setVisible(bool(found))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """One call for all that shows, one more for the one in hand."""
        layout, exposed = self._layout(), option.exposedRect
        unit = 1 / painter.worldTransform().m11()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = Rect(exposed.x(), exposed.y(), exposed.width(), exposed.height())
        rects = [QRectF(*rect.grown(1.5 * unit)) for rect in _seen(layout, area, self._found)]
        # like a felt pen: words under the wash stay as dark as they were
        painter.setCompositionMode(_MULTIPLY)
        painter.setBrush(_WASH)
        painter.setPen(QPen(_EDGE, 1.5 * unit))
        painter.drawRects(rects)
        painter.setCompositionMode(_OVER)
        here = rect_of(layout, self._here) if self._here is not None else None
        if here is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(_HERE, 3 * unit))
            painter.drawRect(QRectF(*here.grown(2.5 * unit)))


def _seen(layout: MapLayout, area: Rect, found: Collection[tuple[str, str]]) -> list[Rect]:
    """Where what was found stands, as far as it touches an area of the sheet."""
    rects: list[Rect] = []
    singles = [Ref("about"), *(Ref("persona", block.element) for block in layout.personas)]
    rects += [rect for ref in singles if (ref.kind, ref.id) in found and (rect := rect_of(layout, ref)) is not None]
    places = layout.columns.between(area.x, area.right)
    columns = [layout.columns.boxes[place] for place in places]
    if area.y < layout.step_row.bottom:
        stages = dict.fromkeys(column.stage.id for column in columns)
        rects += [rect for key in stages if ("stage", key) in found and (rect := stage_rect(layout, key)) is not None]
        steps = [column.step.id for column in columns]
        rects += [rect for key in steps if ("step", key) in found and (rect := step_rect(layout, key)) is not None]
    for index in layout.lanes_between(area.y, area.bottom):
        lane, top = layout.lanes[index], layout.tops[index]
        if ("lane", lane.lane.id) in found:
            rects += [rect for rect in (lane_rect(layout, lane.lane.id),) if rect is not None]
        for place in places:
            boxes = boxes_over(layout, index, place) if place == places[0] else lane.cells[place]
            rects += [one.rect.moved(0, top) for one in boxes if ("card", one.card.id) in found]
    return rects
