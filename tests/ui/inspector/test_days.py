"""Days in the inspector and the table: written as the system or the map writes them, or chosen in a calendar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from jmapdesk.edit.about import set_about
from jmapdesk.ui.day_habits import habits_for
from jmapdesk.util.days import read_day
from tests.ui.inspector.hands import Desk, notes, press, type_over


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "26.11.2026", "2026-11-26"),
        ("de", "3. März 2026", "2026-03-03"),
        ("fr", "3/4/2026", "2026-04-03"),
        ("hi", "२६/११/२०२६", "2026-11-26"),
        ("", "26 November 2026", "2026-11-26"),
        ("ja", "2026/4/3", "2026-04-03"),
    ],
)
def test_the_habits_of_the_maps_language_are_known(language: str, text: str, day: str) -> None:
    assert str(read_day(text, habits_for(language))) == day


def test_the_systems_habits_come_first() -> None:
    assert str(read_day("3/4/2026", habits_for("de", "en_US"))) == "2026-03-04"
    assert str(read_day("3. März 2026", habits_for("de", "en_US"))) == "2026-03-03"


def test_a_day_written_as_the_map_writes_it_is_taken_when_the_field_is_left(desk: Desk) -> None:
    desk.document.do("Language", lambda m: set_about(m, language="de"))
    desk.select("op")
    field = desk.field("due")
    type_over(field, "26.11.2026")
    assert notes(desk) == ""
    assert desk.card("op").due == ""
    desk.field("budget").line.setFocus()
    assert desk.card("op").due == "2026-11-26"
    assert field.line.text() == "2026-11-26"
    assert desk.steps() == 2
    type_over(field, "3. Mai 2027")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert desk.card("op").due == "2027-05-03"


def test_what_is_no_day_is_told_with_an_example(desk: Desk) -> None:
    desk.select("op")
    type_over(desk.field("due"), "in spring")
    desk.field("budget").line.setFocus()
    assert notes(desk).startswith("This is no day. Write it as YYYY-MM-DD, or as ")
    assert desk.card("op").due == ""


def test_the_calendar_is_inside_the_screen_and_takes_a_day(desk: Desk) -> None:
    desk.panel.move(desk.panel.screen().availableGeometry().bottomRight() - QPoint(120, 160))
    desk.select("op")
    field = desk.field("due")
    press(field._button)
    calendar = field.calendar
    assert calendar.isVisible()
    assert desk.panel.screen().availableGeometry().contains(calendar.geometry())
    calendar.days.setSelectedDate(QDate(2026, 11, 26))
    days = calendar.days.findChild(QTableView)
    assert days is not None
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert desk.card("op").due == "2026-11-26"
    assert not calendar.isVisible()


def test_esc_closes_the_calendar_and_changes_nothing(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("due")
    press(field._button)
    days = field.calendar.days.findChild(QTableView)
    QTest.keyClick(days, Qt.Key.Key_Right)
    QTest.keyClick(days, Qt.Key.Key_Escape)
    assert not field.calendar.isVisible()
    assert desk.steps() == 0
