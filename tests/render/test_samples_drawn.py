"""The samples as they print, with the program's own shaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.journey import with_parts
from jmapdesk.model.record import replace
from jmapdesk.render.drawing import GlyphsOp, walk
from jmapdesk.render.icons import Icons
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.qt_painter import QtPainter, paint_image
from jmapdesk.util.geometry import Rect
from tests.test_samples import NAMES, load

if TYPE_CHECKING:
    from jmapdesk.text.qt_shaper import QtShaper


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_sample_is_cut(name: str, shaper: QtShaper) -> None:
    drawn = picture(lay_out(load(name), shaper), Icons())
    cut = [op.run.text for op, *_ in walk(drawn.root) if isinstance(op, GlyphsOp) and op.run.text.endswith("…")]
    assert cut == [], "an owner's initials once printed as one letter and an ellipsis"


@pytest.mark.parametrize("direction", ["", "rtl"])
@pytest.mark.parametrize("name", NAMES)
def test_every_letter_lies_in_what_is_said_to_hold_its_thing(name: str, direction: str, shaper: QtShaper) -> None:
    journey = load(name)
    turned = with_parts(journey, about=replace(journey.about, direction=direction)) if direction else journey
    outside = [
        op.run.text
        for op, _, _, group in walk(picture(lay_out(turned, shaper), Icons()).root)
        if isinstance(op, GlyphsOp) and not group.bounds.grown(0.1).holds(_box(op))
    ]
    assert outside == []


def _box(op: GlyphsOp) -> Rect:
    """Where most letters of a run stand: from the height of small ones down to the line they stand on."""
    left, right = min(op.run.xs), max(op.run.xs)
    return Rect(op.x + left, op.y - op.run.size / 2, right - left, op.run.size / 2)


@pytest.mark.parametrize("name", NAMES)
def test_painted_in_strips_a_sample_is_the_same(name: str, shaper: QtShaper) -> None:
    drawn, scale, strip = picture(lay_out(load(name), shaper), Icons()), 0.5, 61
    whole = paint_image(drawn, scale)
    image = QImage(whole.size(), whole.format())
    image.fill(QColor(drawn.paper))
    painter = QtPainter(drawn.asset_data, exact=True)
    for top in range(0, image.height(), strip):
        qt = QPainter(image)
        qt.setClipRect(0, top, image.width(), strip)
        qt.scale(scale, scale)
        painter.paint(qt, drawn.root, Rect(0, top / scale - 1, drawn.width, strip / scale + 2))
        qt.end()
    assert image == whole
