"""Marks over what a search has found and over what is not on the map yet; each one item, which costs what shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from jmapdesk.insight.search import Query, spans
from jmapdesk.layout.hit import boxes_over, lane_rect
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import Part, TextPart
from jmapdesk.layout.sheet import Block
from jmapdesk.layout.words_at import words_at
from jmapdesk.render.qt_painter import FLAT_BELOW
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.overlays import Overlay, far_and_wide, rect_of
from jmapdesk.util.geometry import Rect

_WASH, _EDGE, _HERE = QColor("#FFE68F"), QColor("#B7791F"), QColor("#C2410C")
"""The wash over what was found and its edge, and the edge of the one that is looked at."""
_RIM = QColor("#DDB35C")
"""The edge of the wash over words, which is small."""
_MULTIPLY = QPainter.CompositionMode.CompositionMode_Multiply
_OVER = QPainter.CompositionMode.CompositionMode_SourceOver
_MOST_KEPT = 5_000
"""Texts whose words' places are remembered."""


class _Seen(NamedTuple):
    """A thing in sight: where it stands, its parts from there on, and whether these show at every zoom."""

    kind: str
    id: str
    rect: Rect
    parts: tuple[Part, ...]
    at: tuple[float, float]
    always: bool


class HighlightItem(Overlay):
    """Words that were found, as with a felt pen; the thing in hand has a strong edge.

    What holds them out of sight, as in a note, has a fine edge. From afar, where cards show no words, they are washed
    as a whole.
    """

    def __init__(self, layout: Callable[[], MapLayout]) -> None:
        super().__init__(8)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._layout = layout
        self._found: Mapping[tuple[str, str], str] = {}
        self._query = Query("")
        self._here: Ref | None = None
        self._places: dict[tuple[TextPart, str], list[Rect]] = {}
        self._bound(far_and_wide())
        self.setVisible(False)

    def show_found(self, found: Mapping[tuple[str, str], str], here: Ref | None, query: Query) -> None:
        """Mark the words in things, each a kind of reference with its id and all its texts; ``here`` is looked at."""
        if (found, here, query) != (self._found, self._here, self._query):
            if (found, query) != (self._found, self._query):
                self._places.clear()
            self._found, self._here, self._query = found, here, query
            self.update()
        self.setVisible(bool(found))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The marks of all that shows, then the edge of the one in hand."""
        layout, exposed = self._layout(), option.exposedRect
        zoom = painter.worldTransform().m11()
        unit, radius = 1 / zoom, layout.context.measures.card_radius
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = Rect(exposed.x(), exposed.y(), exposed.width(), exposed.height()).grown(4 * unit)
        for one in _seen(layout, area):
            if (one.kind, one.id) not in self._found:
                continue
            afar = not one.always and zoom < FLAT_BELOW
            words = [] if afar else self._words(one, layout)
            # like a felt pen: what is under the wash stays as dark as it was
            painter.setCompositionMode(_MULTIPLY)
            painter.setBrush(_WASH if words or afar else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(_EDGE, 1.5 * unit))
            if words:
                painter.setPen(QPen(_RIM, unit))
                for rect in words:
                    painter.drawRoundedRect(QRectF(*rect.grown(unit)), 2.5, 2.5)
            else:
                painter.drawRoundedRect(QRectF(*one.rect.grown(1.5 * unit)), radius, radius)
            painter.setCompositionMode(_OVER)
        here = rect_of(layout, self._here) if self._here is not None else None
        if here is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(_HERE, 3 * unit))
            painter.drawRoundedRect(QRectF(*here.grown(2.5 * unit)), radius + 2 * unit, radius + 2 * unit)

    def _words(self, one: _Seen, layout: MapLayout) -> list[Rect]:
        """Where the words stand in a thing, as far as they show."""
        texts = self._found[one.kind, one.id]

        def places_in(shown: str) -> list[tuple[int, int]]:
            # initials and words for ranks stand on a thing without being of its texts
            return [(start, end) for start, end in spans(shown, self._query) if shown[start:end] in texts]

        found: list[Rect] = []
        for part in one.parts:
            if isinstance(part, TextPart):
                places = self._places.get((part, one.id))
                if places is None:
                    if len(self._places) > _MOST_KEPT:
                        self._places.clear()
                    places = self._places[part, one.id] = words_at(part, places_in, layout.context.shaper)
                found += [rect.moved(*one.at) for rect in places]
        return found


class NewCardsItem(Overlay):
    """Cards that are shown but not on the map yet: a dashed edge tells them from those that are."""

    def __init__(self, layout: Callable[[], MapLayout]) -> None:
        super().__init__(9)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._layout = layout
        self._cards: frozenset[str] = frozenset()
        self._bound(far_and_wide())
        self.setVisible(False)

    def show_cards(self, cards: Iterable[str]) -> None:
        """Mark these cards and no others."""
        self._cards = frozenset(cards)
        self.setVisible(bool(self._cards))
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A tint and a dashed edge for each that shows."""
        layout, exposed = self._layout(), option.exposedRect
        unit, radius = 1 / painter.worldTransform().m11(), layout.context.measures.card_radius
        colours = layout.context.theme.colours
        area = Rect(exposed.x(), exposed.y(), exposed.width(), exposed.height()).grown(4 * unit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.focus), 2 * unit, Qt.PenStyle.DashLine))
        tint = QColor(colours.focus)
        tint.setAlpha(30)
        painter.setBrush(tint)
        for one in _cards_seen(layout, area):
            if one.id in self._cards:
                painter.drawRoundedRect(QRectF(*one.rect.grown(unit)), radius, radius)


def _seen(layout: MapLayout, area: Rect) -> Iterator[_Seen]:
    """Everything with words that touches an area of the sheet."""
    blocks: list[tuple[str, Block]] = [("persona", block) for block in layout.personas]
    if area.y < layout.step_row.bottom:
        blocks += [("stage", block) for block in layout.stages]
        blocks += [("step", block) for block in layout.steps]
    title = rect_of(layout, Ref("about"))
    if title is not None and layout.title.rect.overlaps(area):
        yield _Seen("about", "", title, layout.title.parts, (layout.title.rect.x, layout.title.rect.y), True)
    for kind, block in blocks:
        if block.rect.overlaps(area):
            yield _Seen(kind, block.element, block.rect, block.parts, (block.rect.x, block.rect.y), True)
    for index in layout.lanes_between(area.y, area.bottom):
        lane = layout.lanes[index]
        rect = lane_rect(layout, lane.lane.id)
        if rect is not None:
            at = layout.columns.label.x, layout.tops[index]
            yield _Seen("lane", lane.lane.id, rect, lane.label, at, True)
    yield from _cards_seen(layout, area)


def _cards_seen(layout: MapLayout, area: Rect) -> Iterator[_Seen]:
    places = layout.columns.between(area.x, area.right)
    for index in layout.lanes_between(area.y, area.bottom):
        lane, top = layout.lanes[index], layout.tops[index]
        for place in places:
            for one in boxes_over(layout, index, place) if place == places[0] else lane.cells[place]:
                at = one.rect.x, one.rect.y + top
                yield _Seen("card", one.card.id, one.rect.moved(0, top), one.plan.parts, at, False)
