"""Names and words in any script show as they are while they are written and in the strips beside the map."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.edit.stages import set_stage_fields
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.canvas.view import MapView
from tests.ui.canvas.conftest import MakeView

# two words of a script, as long as each other: as boxes for missing letters they would look the same
WORDS = [
    pytest.param("شراء", "ثريا", id="Arabic"),
    pytest.param("קניה", "שלום", id="Hebrew"),
    pytest.param("खरीद", "समझ", id="Devanagari"),
    pytest.param("купон", "поиск", id="Cyrillic"),
]


def strips(view: MapView) -> tuple[QImage, QImage]:
    view.zoom_to(3.0)
    # so far down that the strip covers what is left of the map's own names
    view.camera.centre(view.layout_now.width / 2, view.layout_now.table.bottom)
    QApplication.processEvents()
    return view.headers.stages.grab().toImage(), view.headers.lanes.grab().toImage()


@pytest.mark.parametrize(("one", "other"), WORDS)
def test_the_strips_of_stages_and_lanes_write_every_script(view: MapView, one: str, other: str) -> None:
    pictures = []
    for name in (one, other):
        for stage in view.document.journey.stages:
            view.document.do("Name", lambda m, key=stage, name=name: set_stage_fields(m, key, name=name))
        for lane in view.document.journey.lanes:
            view.document.do("Name", lambda m, key=lane, name=name: set_lane_fields(m, key, name=name))
        pictures.append(strips(view))
    assert pictures[0][0] != pictures[1][0]
    assert pictures[0][1] != pictures[1][1]


@pytest.mark.parametrize(("one", "other"), WORDS)
def test_what_is_written_in_place_shows_its_letters(make_view: MakeView, one: str, other: str) -> None:
    QApplication.setCursorFlashTime(0)
    view = make_view()
    pictures = []
    for text in (one, other):
        view.document.do("Write", lambda m, text=text: set_fields(m, "c1", text=text))
        view.selection.select(card_ref("c1"))
        view.edit_selected()
        assert view.writer.editor is not None
        cursor = view.writer.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        view.writer.editor.setTextCursor(cursor)
        pictures.append(view.writer.editor.grab().toImage())
        view.finish_editing()
    assert pictures[0] != pictures[1]
