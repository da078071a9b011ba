"""The samples as they print, with the program's own shaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jmapdesk.layout.map_layout import lay_out
from jmapdesk.render.drawing import GlyphsOp, walk
from jmapdesk.render.icons import Icons
from jmapdesk.render.map_drawing import picture
from tests.test_samples import NAMES, load

if TYPE_CHECKING:
    from jmapdesk.text.qt_shaper import QtShaper


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_sample_is_cut(name: str, shaper: QtShaper) -> None:
    drawn = picture(lay_out(load(name), shaper), Icons())
    cut = [op.run.text for op, *_ in walk(drawn.root) if isinstance(op, GlyphsOp) and op.run.text.endswith("…")]
    assert cut == [], "an owner's initials once printed as one letter and an ellipsis"
