"""The strips that stay in sight: when they come, and that they cut nothing that is still to be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_text
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.edit.steps import set_step_fields
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import ABOUT, Ref
from jmapdesk.ui.canvas.view import MapView
from tests.builders import big_map, small_map
from tests.ui.canvas.conftest import MakeView
from tests.ui.canvas.hands import click


def wide_map() -> JourneyMap:
    """The small map with wide steps and high lanes, so that there is much to scroll."""
    journey = set_step_fields(small_map(), "p1", time="Week 4")
    for step in ("p1", "p2", "p3"):
        journey = set_step_fields(journey, step, width=4.0)
    return set_lane_fields(journey, "pain", height=700.0)


def on_view(view: MapView, y: float) -> float:
    """Where a height of the sheet stands in the view, margins and all."""
    return y * view.zoom() - view.origin().y() + view.viewport().y()


def beside(view: MapView, x: float) -> float:
    """Where a place along the sheet stands in the view, margins and all."""
    return x * view.zoom() - view.origin().x() + view.viewport().x()


def at_rest(make_view: MakeView, zoom: float) -> MapView:
    """A small view on the map's corner, without strips."""
    view = make_view(wide_map(), width=600, height=460, zoom=zoom)
    for _ in range(2):
        view.camera.scroll_to(-60, -60)
    assert not view.headers.stages.isVisible()
    assert not view.headers.lanes.isVisible()
    return view


def scrolled(make_view: MakeView) -> MapView:
    """A view that has the table scrolled sideways, with the title in sight."""
    view = at_rest(make_view, 1.0)
    view.camera.scroll_to(view.layout_now.columns.label.right - 20, -20)
    QApplication.processEvents()
    assert view.headers.lanes.isVisible()
    assert not view.headers.stages.isVisible()
    return view


class Painted(QObject):
    """Hears what a widget paints anew."""

    area = QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.area = self.area.united(event.rect())
        return False


def strip(view: MapView, area: QRect | None = None) -> QImage:
    picture = view.headers.lanes.grab().toImage()
    return picture if area is None else picture.copy(area)


def over_table(view: MapView) -> QRect:
    lanes = view.headers.lanes
    return QRect(0, 0, lanes.width() - 1, int(view.layout_now.table.y * view.zoom() - view.origin().y()) - 4)


@pytest.mark.parametrize("zoom", [0.5, 1.0, 1.5, 2.0])
def test_the_strip_of_stages_comes_when_it_covers_all_that_is_left_of_the_maps_own(
    make_view: MakeView, zoom: float
) -> None:
    view = at_rest(make_view, zoom)
    came = False
    for _ in range(round(view.layout_now.tops[0] * zoom / 3) + 20):
        view.camera.pan(0, -3)
        stages = view.headers.stages
        rows_end = on_view(view, view.layout_now.step_row.bottom)
        if stages.isVisible():
            came = True
            assert rows_end <= stages.height()  # no half line of words hangs out under it
        else:
            assert rows_end > stages.wanted_height() or on_view(view, view.layout_now.header.y) >= -1
    assert came


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_the_strip_of_lanes_comes_when_it_covers_all_that_is_left_of_the_maps_own(
    make_view: MakeView, zoom: float
) -> None:
    view = at_rest(make_view, zoom)
    for _ in range(round(view.layout_now.columns.label.right * zoom / 3) + 20):
        view.camera.pan(-3, 0)
        if view.headers.lanes.isVisible():
            assert beside(view, view.layout_now.columns.label.right) <= view.headers.lanes.width()
    assert view.headers.lanes.isVisible()


def test_the_title_shows_on_beside_the_strip_of_lanes(make_view: MakeView) -> None:
    view = scrolled(make_view)
    paper = QColor(view.layout_now.context.theme.colours.paper).rgb()
    before = strip(view, over_table(view))
    assert any(before.pixel(x, y) != paper for x in range(before.width()) for y in range(40, before.height()))
    view.document.do("Title", lambda m: set_about(m, title="Quite another title that is long enough"))
    QApplication.processEvents()
    assert strip(view, over_table(view)) != before


def test_what_shows_over_the_table_goes_along_when_the_map_is_moved_sideways(make_view: MakeView) -> None:
    view = scrolled(make_view)
    before = strip(view, over_table(view))
    painted = Painted()
    view.headers.lanes.installEventFilter(painted)
    view.camera.pan(-30, 0)
    QApplication.processEvents()
    assert painted.area.contains(over_table(view))
    assert painted.area.height() < view.headers.lanes.height()  # the names beside the lanes have not moved
    # by so many pixels, and not merely another picture
    shifted = strip(view, over_table(view))
    assert shifted.copy(20, 0, 60, shifted.height()) == before.copy(50, 0, 60, before.height())


def test_a_click_on_the_title_in_the_strip_selects_it(make_view: MakeView) -> None:
    view = scrolled(make_view)
    title = view.layout_now.title.rect
    at = view.camera.to_view(title).center().toPoint()
    lanes = view.headers.lanes
    click(lanes, QPoint(60, at.y()))
    assert view.selection.primary == ABOUT
    click(lanes, QPoint(60, round(view.layout_now.tops[0] - view.origin().y()) + 10))
    assert view.selection.primary == Ref("lane", "touch")


def test_the_scale_of_feelings_shows_in_the_strip(make_view: MakeView) -> None:
    view = scrolled(make_view)
    view.camera.scroll_to(view.origin().x(), view.layout_now.tops[1] - 40)
    pictures = []
    for scale in ((), ("calm", "furious"), ("calm", "so-so", "furious")):
        view.document.do("Scale", lambda m, scale=scale: set_lane_fields(m, "feel", scale=scale))
        QApplication.processEvents()
        pictures.append(strip(view))
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]


def test_what_shows_beside_the_viewport_is_the_same_from_tiles_and_painted_directly(make_view: MakeView) -> None:
    view = scrolled(make_view)
    QTest.qWait(150)  # all tiles in sight are made
    assert view.surface.is_settled()
    from_tiles = strip(view)
    view.surface.tiled = False
    assert from_tiles == strip(view)


def test_where_a_lane_grew_the_names_under_it_are_painted_anew(make_view: MakeView) -> None:
    view = scrolled(make_view)
    painted = Painted()
    view.headers.lanes.installEventFilter(painted)
    before = view.layout_now.tops
    view.document.do("write", lambda journey: set_text(journey, "c1", "So much that there must be room for it. " * 12))
    QApplication.processEvents()
    index = next(i for i, (was, now) in enumerate(zip(before, view.layout_now.tops, strict=True)) if was != now)
    top = int(before[index] * view.zoom() - view.origin().y())
    assert painted.area.contains(view.headers.lanes.rect().adjusted(0, top, 0, 0))


def test_seen_from_afar_lanes_still_have_their_names(make_view: MakeView) -> None:
    view = make_view(big_map(3000), width=900, height=500, zoom=0.05)
    view.camera.scroll_to(1200, -100)
    QApplication.processEvents()
    strip = view.headers.lanes
    assert strip.isVisible()
    picture = strip.grab().toImage()
    paper = QColor(view.layout_now.context.theme.colours.label_ground)
    for index in range(len(view.layout_now.lanes)):
        top = round(on_view(view, view.layout_now.tops[index])) - strip.y()
        rows = range(top + 2, top + 9)
        inked = sum(picture.pixelColor(x, y) != paper for x in range(10, 60) for y in rows)
        assert inked > 20, view.layout_now.lanes[index].lane.kind


@pytest.mark.parametrize("zoom", [0.75, 1.0, 1.6])
def test_the_tables_foot_goes_on_under_the_labels_and_their_edge_ends_there(make_view: MakeView, zoom: float) -> None:
    view = make_view(big_map(200), width=700, height=460, zoom=zoom)
    layout = view.layout_now
    for _ in range(2):  # the strip that comes takes room
        view.camera.scroll_to((layout.columns.body.x + 140) * zoom, layout.table.bottom * zoom - 230)
    QApplication.processEvents()
    assert view.headers.lanes.isVisible()
    image, strip = view.grab().toImage(), view.headers.lanes
    foot, edge = on_view(view, layout.table.bottom), strip.x() + strip.width() - 1

    def column(x: int) -> list[str]:
        """What stands on a column from just over the foot of the table to below it."""
        return [image.pixelColor(x, round(foot) + row).name() for row in range(-1, 6)]

    paper, ground = (QColor(getattr(layout.context.theme.colours, name)).name() for name in ("paper", "label_ground"))
    under_labels, under_cells = column(strip.x() + 40), column(edge + 60)
    assert under_labels[2:] == under_cells[2:] == [paper] * 5
    apart = [abs(a - b) for a, b in zip(*(QColor(one[1]).getRgb() for one in (under_labels, under_cells)), strict=True)]
    assert max(apart) <= 2
    assert set(under_labels[:2]) - {paper, ground}, "its line is there"
    assert column(edge)[2:] == [paper] * 5
