"""The painter of the screen: nothing shines through round the sheet, and nothing is left when it goes."""

from __future__ import annotations

import gc
import math
import weakref
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from jmapdesk.layout.map_layout import MapLayout, lay_out
from jmapdesk.model.journey import with_parts
from jmapdesk.model.record import replace
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.canvas.paint import MapPainter
from jmapdesk.util.geometry import Rect
from tests.builders import small_map
from tests.render.golden import sample
from tests.ui.canvas.conftest import MakeView

BEFORE = ("#ff00ff", "#00ff00")
"""What may have stood in the window before."""


def painted(
    layout: MapLayout, area: Rect, zoom: float, painter: MapPainter | None = None, over: str = BEFORE[0],
    smooth: bool = False,
) -> QImage:
    """An area of the sheet in pixels, over something else."""
    image = QImage(round(area.w * zoom), round(area.h * zoom), QImage.Format.Format_RGB32)
    image.fill(QColor(over))
    qt = QPainter(image)
    qt.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    qt.scale(zoom, zoom)
    qt.translate(-area.x, -area.y)
    (painter or MapPainter(Icons())).paint(qt, layout, area, zoom)
    qt.end()
    return image


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("zoom", [0.2, 0.37, 0.75, 1.0, 1.37, 3.3])
@pytest.mark.parametrize(("x", "y"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_nothing_shines_through_round_the_sheet(shaper: QtShaper, zoom: float, x: int, y: int, smooth: bool) -> None:
    """Each corner of the sheet, with as much beside it as of it."""
    layout = lay_out(small_map(), shaper)
    half, side = 60.3 / zoom, 121 / zoom  # the edges lie between pixels
    area = Rect(x * layout.width - half, y * layout.height - half, side, side)
    one, other = (painted(layout, area, zoom, over=colour, smooth=smooth) for colour in BEFORE)
    apart = [abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)]
    assert max(apart) <= 1  # Qt's smooth edges miss a 256th of a pixel at the edge of a picture


@pytest.mark.parametrize("zoom", [0.37, 1.0, 1.37])
def test_the_sheets_edge_looks_the_same_whatever_was_painted_before(shaper: QtShaper, zoom: float) -> None:
    """Beside the map's window the strips paint it too, after smooth things of their own."""
    layout = lay_out(small_map(), shaper)
    area = Rect(40, layout.height - 20.4 / zoom, 60 / zoom, 40 / zoom)
    assert painted(layout, area, zoom, smooth=True) == painted(layout, area, zoom, smooth=False)


@pytest.mark.parametrize("zoom", [0.37, 1.0, 1.37])
def test_beside_the_sheet_is_the_surround_alone(shaper: QtShaper, zoom: float) -> None:
    layout = lay_out(small_map(), shaper)
    painter = MapPainter(Icons())
    image = painted(layout, Rect(layout.width + 100, 40, 50 / zoom, 50 / zoom), zoom, painter)
    colours = {image.pixelColor(i, j).name() for i in range(image.width()) for j in range(image.height())}
    assert colours == {QColor(painter.tokens.surround).name()}


def test_no_garbage_is_looked_for_until_the_frame_shows(
    qtbot: QtBot, make_view: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = make_view()
    qtbot.waitUntil(gc.isenabled)
    looked: list[bool] = []
    paint = MapPainter.paint

    def watched(*arguments: Any) -> None:
        paint(*arguments)
        looked.append(gc.isenabled())

    monkeypatch.setattr(MapPainter, "paint", watched)
    view.surface.repaint(None)
    view.viewport().repaint()
    assert looked == [False]
    assert not gc.isenabled()
    qtbot.waitUntil(gc.isenabled)


def test_what_it_drew_goes_with_it(shaper: QtShaper) -> None:
    """It does not wait for the garbage collector, which would halt the painting that comes next."""
    layout = lay_out(small_map(), shaper)
    painter = MapPainter(Icons())
    painted(layout, Rect(0, 0, 200, 200), 1.0, painter)
    drawn = weakref.ref(painter.drawer)
    gc.disable()
    try:
        del painter
        assert drawn() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("sample_name", ["borrowing-a-library-book", "from-evaluation-to-first-value"])
def test_lines_of_the_table_fill_whole_pixels_at_full_size(shaper: QtShaper, direction: str, sample_name: str) -> None:
    journey = sample(sample_name)
    layout = lay_out(with_parts(journey, about=replace(journey.about, direction=direction)), shaper)
    colours, columns = layout.context.theme.colours, layout.columns
    image = painted(layout, Rect(0, 0, math.ceil(layout.width), math.ceil(layout.height)), 1.0)

    def across(x: float, y: float) -> list[str]:
        return [image.pixelColor(round(x) + step, round(y)).name() for step in (-1, 0, 1)]

    def down(x: float, y: float) -> list[str]:
        return [image.pixelColor(round(x), round(y) + step).name() for step in (-1, 0, 1)]

    paper, ground, line, weak = (
        QColor(getattr(colours, name)).name() for name in ("paper", "label_ground", "hairline", "hairline_weak")
    )
    for top in layout.tops[1:]:
        assert down(columns.label.cx, top) == [ground, weak, ground]
    table = layout.table
    assert down(columns.label.cx, table.y) == [paper, line, paper]
    assert down(columns.label.cx, table.bottom - 1) == [ground, line, paper]
    outer = columns.label.right - 1 if columns.rtl else columns.label.x
    assert across(outer, table.y + 40)[1] == line
    inner = columns.body.right - 1 if columns.rtl else columns.body.x
    sides = [paper, line, ground] if columns.rtl else [ground, line, paper]
    assert across(inner, layout.tops[1] + 3) == sides
    first = next(stage.first for stage in columns.stages[1:])
    beside = columns.boxes[first].right - 1 if columns.rtl else columns.boxes[first].x
    assert across(beside, layout.tops[1] + 3) == [paper, line, paper]
