"""Collapsing stages and lanes by hand: the sign that shows under the pointer, and what a click on it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from jmapdesk.edit.folding import toggled
from jmapdesk.layout.hit import Hit, fold_rect
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import IconPart
from jmapdesk.render.drawing import Group
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.overlays import Overlay
from jmapdesk.ui.tools.base import Modifiers
from jmapdesk.ui.tools.reorder import ReorderDrag
from jmapdesk.util.geometry import Rect

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


class FoldItem(Overlay):
    """A chevron on the open stage or lane under the pointer; what is collapsed carries its own in the drawing."""

    def __init__(self, sign: Callable[[str, float, str], Group], paint: Callable[[QPainter, Group], None]) -> None:
        super().__init__(13)
        self.setVisible(False)
        self._sign, self._show = sign, paint
        self._group: Group | None = None
        self._ground = ""

    def mark(self, found: Hit, layout: MapLayout) -> None:
        """Show the sign of what lies under the pointer; nothing where that cannot be collapsed or is so already."""
        rect = _open_rect(found, layout)
        if rect is None:
            self.setVisible(False)
            return
        theme = layout.context.theme
        if found.kind == "stage":
            self._ground = next(box.colour for box in layout.columns.stages if box.stage.id == found.id)
            ink = theme.on(self._ground)
        else:
            self._ground, ink = theme.colours.label_ground, theme.colours.muted
        self._group = self._sign("chevron-down", rect.w - 2, ink)
        self._bound(QRectF(0, 0, rect.w, rect.h))
        self.setPos(rect.x, rect.y)
        self.setVisible(True)
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The chevron on the ground of what it stands on."""
        if self._group is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._ground))
            painter.drawRoundedRect(self._bounds, 4, 4)
            painter.translate(1, 1)
            self._show(painter, self._group)


def _open_rect(found: Hit, layout: MapLayout) -> Rect | None:
    if found.kind == "stage" and not layout.journey.stages[found.id].collapsed:
        return fold_rect(layout, "stage", found.id)
    if found.kind == "lane" and found.part != "summary":
        index = layout.lane_index(found.id)
        if index is not None and not layout.lanes[index].folded:
            return fold_rect(layout, "lane", found.id)
    return None


def fold_item(view: MapView) -> FoldItem:
    """The sign of a view, painted as the map paints its icons."""

    def sign(icon: str, size: float, ink: str) -> Group:
        part = IconPart(0, 0, size, icon, ink, 2.4)
        return view.surface.painter.drawer.parts("", "icon", [part], view.layout_now.context)

    return FoldItem(sign, lambda painter, group: view.surface.painter.group(painter, group, view.layout_now))


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def toggle_fold(view: MapView, ref: Ref) -> None:
    """Collapse a stage or lane, or open it; it is selected then."""
    stages = [ref.id] if ref.kind == "stage" else []
    lanes = [ref.id] if ref.kind == "lane" else []
    journey = view.document.committed
    shut = all(journey.stages[key].collapsed for key in stages) and all(journey.lanes[key].collapsed for key in lanes)
    index = view.layout_now.lane_index(ref.id) if ref.kind == "lane" else None
    if index is not None and view.layout_now.lanes[index].folded and not shut:
        view.failed.emit(_tr("Only titles show here: choose key cards or all cards to see what is in a lane."))
        return
    words = {
        ("stage", True): _tr("Open stage"), ("stage", False): _tr("Collapse stage"),
        ("lane", True): _tr("Open lane"), ("lane", False): _tr("Collapse lane"),
    }[ref.kind, shut]  # fmt: skip
    view.attempt(words, lambda m: toggled(m, stages=stages, lanes=lanes))
    view.selection.select(ref)


class FoldDrag(ReorderDrag):
    """A press on the sign: a click collapses or opens, a drag reorders as everywhere on the arrow or label."""

    spends = True

    def click(self, modifiers: Modifiers) -> None:
        """Collapse it, or open it."""
        toggle_fold(self.view, self._ref)
