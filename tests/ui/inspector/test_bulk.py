"""Several cards at once: sources, estimates, days and whatever else they share, each change one undo step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.initiatives import add_initiative
from jmapdesk.ui.inspector.sources import SourcesPart
from tests.ui.inspector.hands import Desk, press, target, type_over


def sources(desk: Desk) -> SourcesPart:
    [part] = desk.page.findChildren(SourcesPart)
    return part


def shown(desk: Desk) -> set[str]:
    """The fields that the page shows."""
    return {name for name, binding in desk.page.bindings.items() if not binding.field.isHidden()}


def of(desk: Desk, name: str, *keys: str) -> list[Any]:
    return [getattr(desk.card(key), name) for key in keys]


def test_a_source_is_given_to_all_and_taken_from_all_in_one_step(desk: Desk) -> None:
    desk.document.do("Cite", lambda m: set_fields(m, "pa", sources=("log",)))
    desk.select("pa", "pb")
    assert not sources(desk).rows.rows  # the log is one card's only
    sources(desk).pick("talk")
    assert of(desk, "sources", "pa", "pb") == [("log", "talk"), ("talk",)]
    assert desk.steps() == 2
    [row] = sources(desk).rows.rows
    assert row.source_id == "talk"
    row.removed.emit()
    assert of(desk, "sources", "pa", "pb") == [("log",), ()]
    assert desk.steps() == 3


def test_a_new_source_is_written_for_all(desk: Desk) -> None:
    desk.select("pa", "pb", "c2")
    part = sources(desk)
    part.write("Call 7")
    assert part.draft is not None
    title = target(part.draft.form.fields["title"])
    QTest.keyClick(title, Qt.Key.Key_Return)
    ((key,), *others) = of(desk, "sources", "pa", "pb", "c2")
    assert desk.journey.sources[key].title == "Call 7"
    assert others == [(key,), (key,)]
    assert desk.steps() == 1


def test_opportunities_share_impact_effort_status_and_due(desk: Desk) -> None:
    desk.select("op", "op2")
    assert {"impact", "effort", "status", "due", "departments", "budget", "initiative"} <= shown(desk)
    assert not {"severity", "channel", "who"} & shown(desk)
    QTest.keyClick(desk.field("impact").slider, Qt.Key.Key_End)
    assert of(desk, "impact", "op", "op2") == [1.0, 1.0]
    assert desk.steps() == 1
    type_over(desk.field("due"), "2031-05-04")
    assert of(desk, "due", "op", "op2") == ["2031-05-04"] * 2
    assert desk.steps() == 2
    line = desk.field("departments").line
    line.setFocus()
    QTest.keyClicks(line, "Sales")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert of(desk, "departments", "op", "op2") == [("Sales",)] * 2


def test_estimates_that_differ_say_so_and_are_taken_away_together(desk: Desk) -> None:
    desk.document.do("Set", lambda m: set_fields(m, "op", impact=0.2, due="2031-05-04"))
    desk.document.do("Set", lambda m: set_fields(m, "op2", impact=0.9))
    desk.select("op", "op2")
    field = desk.field("impact")
    assert field.words.text() == "Several"
    assert desk.field("effort").words.text() == "–"
    assert desk.field("due").line.placeholderText() == "Several"
    press(field.clear)
    assert of(desk, "impact", "op", "op2") == [None, None]
    assert field.words.text() == "–"
    desk.document.undo()
    assert of(desk, "impact", "op", "op2") == [0.2, 0.9]


def test_rows_that_do_not_show_leave_no_gap(desk: Desk) -> None:
    desk.select("op", "pa")
    owner = desk.field("owner")
    QApplication.processEvents()
    assert owner.y() < 12


def test_an_initiative_carries_them_all(desk: Desk) -> None:
    desk.document.do("Add", lambda m: add_initiative(m, lambda: "go", title="Faster post"))
    desk.document.do("Use", lambda m: set_fields(m, "op", initiative="go"))
    desk.select("op", "op2")
    combo = desk.field("initiative").combo
    assert combo.currentText() == "Several"
    combo.setCurrentIndex(combo.findText("Faster post"))
    combo.activated.emit(combo.currentIndex())
    assert of(desk, "initiative", "op", "op2") == ["go", "go"]


def test_what_only_some_of_them_have_is_left_out(desk: Desk) -> None:
    desk.select("op", "pa")
    assert not {"impact", "severity", "status", "departments"} & shown(desk)
    assert {"owner", "tags", "moment", "check", "colour", "hidden_until"} <= shown(desk)
    desk.select("c1", "c2")
    type_over(desk.field("channel"), "E-mail")
    assert of(desk, "channel", "c1", "c2") == ["email", "email"]
