"""Sliders go where their track is clicked, and a value that is there never looks like one that is missing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.cards import set_fields
from tests.ui.inspector.hands import Desk, press


class Paints(QObject):
    """Counts how often a widget paints itself."""

    seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen += event.type() == QEvent.Type.Paint
        return False


def test_a_click_on_the_track_goes_there_in_one_step(desk: Desk) -> None:
    desk.select("op")
    slider = desk.field("impact").slider
    for share, low, high in ((0.95, 0.85, 1.0), (0.05, 0.0, 0.15), (0.7, 0.6, 0.8)):
        at = QPoint(round(slider.width() * share), slider.height() // 2)
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at)
        impact = desk.card("op").impact
        assert impact is not None
        assert low <= impact <= high
    assert desk.steps() == 3


def test_from_where_it_was_clicked_it_can_be_drawn_on(desk: Desk) -> None:
    desk.select("op")
    slider = desk.field("impact").slider
    middle = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(8, middle))
    QTest.mouseMove(slider, QPoint(slider.width() - 2, middle))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, middle))
    assert desk.card("op").impact == 1.0
    assert desk.steps() == 1


def test_a_press_on_the_hollow_thumb_sets_the_value_it_stands_at(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("effort")
    assert field.words.text() == "–"
    press(field.slider)
    assert desk.card("op").effort == 0.5
    assert field.words.text() == "Medium · 50"


def test_two_places_of_a_slider_never_read_the_same(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("impact")
    words = set()
    for place in range(field.slider.maximum() + 1):
        field.slider.setValue(place)
        words.add(field.words.text())
    assert len(words) >= field.slider.maximum()  # the middle it stood at is no change


def test_a_value_set_elsewhere_is_painted_though_the_thumb_stays(desk: Desk) -> None:
    desk.select("op")
    slider = desk.field("impact").slider
    QApplication.processEvents()
    paints = Paints()
    slider.installEventFilter(paints)
    place = slider.value()
    desk.document.do("Table", lambda m: set_fields(m, "op", impact=0.5))
    QApplication.processEvents()
    assert slider.value() == place
    assert slider.property("empty") is False
    assert paints.seen
    slider.removeEventFilter(paints)
