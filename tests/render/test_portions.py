"""A drawing painted in portions has the ink of the whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from jmapdesk.layout.map_layout import lay_out
from jmapdesk.render.drawing import Picture
from jmapdesk.render.icons import Icons
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.portions import portions
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.geometry import Rect
from tests.render.golden import sample


def painted(drawn: Picture, divided: bool, exposed: Rect | None = None) -> QImage:
    image = QImage(600, 340, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    qt, painter = QPainter(image), QtPainter(drawn.asset_data)
    qt.scale(0.3, 0.3)
    if divided:
        for group, dx, dy in portions(drawn.root, exposed):
            qt.translate(dx, dy)
            painter.paint(qt, group)
            qt.translate(-dx, -dy)
    else:
        painter.paint(qt, drawn.root)
    qt.end()
    return image


def test_portions_give_the_same_ink() -> None:
    drawn = picture(lay_out(sample("from-evaluation-to-first-value"), QtShaper()), Icons())
    assert len(list(portions(drawn.root))) > 50
    assert painted(drawn, divided=True) == painted(drawn, divided=False)


def test_what_is_not_exposed_is_left_out() -> None:
    drawn = picture(lay_out(sample("from-evaluation-to-first-value"), QtShaper()), Icons())
    corner = Rect(0, 0, 600, 400)
    some = list(portions(drawn.root, corner))
    assert 0 < len(some) < len(list(portions(drawn.root)))
    part, whole = painted(drawn, divided=True, exposed=corner), painted(drawn, divided=False)
    assert part.copy(0, 0, 180, 120) == whole.copy(0, 0, 180, 120)
