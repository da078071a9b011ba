"""Initiatives no opportunity uses, half a day, Enter in a source: small ways in which work could be lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.initiatives import add_initiative, delete_initiative
from jmapdesk.ui.inspector.initiative import InitiativesPart
from tests.ui.inspector.hands import Desk, notes, press, target, type_over


def initiatives(desk: Desk) -> InitiativesPart:
    """The list of the map's initiatives."""
    [part] = desk.page.findChildren(InitiativesPart)
    return part


def test_an_initiative_no_opportunity_uses_is_reached_changed_and_deleted(desk: Desk) -> None:
    desk.document.do("Add", lambda m: add_initiative(m, lambda: "idle", title="Faster post"))
    desk.show("about", "")
    part = initiatives(desk)
    [tile] = part.rows.rows
    assert not part.whole.isVisible()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert part.whole.fields["owner"].isVisible()
    type_over(part.whole.fields["owner"], "Mira")
    assert desk.journey.initiatives["idle"].owner == "Mira"
    assert tile.accessibleName() == "Faster post, Idea · Mira"
    press(part.whole.delete)
    assert not desk.journey.initiatives
    assert not part.whole.isVisible()
    desk.document.undo()
    assert len(part.rows.rows) == 1


def test_an_initiative_is_added_from_the_maps_details(desk: Desk) -> None:
    desk.show("about", "")
    part = initiatives(desk)
    press(part.button)
    QTest.keyClicks(QApplication.focusWidget(), "Open on Sundays")
    assert [one.title for one in desk.journey.initiatives.values()] == ["Open on Sundays"]


def test_opportunities_stay_when_their_initiative_goes(desk: Desk) -> None:
    desk.document.do("Add", lambda m: add_initiative(m, lambda: "go", title="Faster post"))
    desk.document.do("Use", lambda m: set_fields(m, "op", initiative="go"))
    desk.document.do("Delete", lambda m: delete_initiative(m, "go"))
    assert desk.card("op").initiative is None
    desk.document.undo()
    assert desk.card("op").initiative == "go"


def test_half_a_day_waits_for_the_person_to_come_back(desk: Desk) -> None:
    desk.select("op")
    type_over(desk.field("due"), "2026-11")
    desk.select("op2")
    assert desk.field("due").line.text() == ""
    desk.select("op")
    assert desk.field("due").line.text() == "2026-11"
    assert notes(desk), "and is told what is missing"
    assert desk.card("op").due == ""
    type_over(desk.field("due"), "2026-11-30")
    desk.select("op2")
    desk.select("op")
    assert desk.card("op").due == "2026-11-30"
    assert not notes(desk)


def test_a_day_may_be_written_with_single_digits_and_dots(desk: Desk) -> None:
    desk.select("op")
    for typed, day in (("2026-1-5", "2026-01-05"), ("2026.12.24", "2026-12-24"), ("2027/3/9", "2027-03-09")):
        type_over(desk.field("due"), typed)
        desk.field("budget").line.setFocus()
        assert desk.card("op").due == day
        assert desk.field("due").line.text() == day
    type_over(desk.field("due"), "2026-13-1")
    assert desk.card("op").due == "2027-03-09"


def test_enter_in_a_new_sources_title_adds_it(desk: Desk) -> None:
    desk.select("c2")
    part = desk.page._sources  # type: ignore[attr-defined]
    part.write()
    title = target(part.draft.form.fields["title"])
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert not part.draft.isHidden(), "there is nothing to add yet"
    QTest.keyClicks(title, "Call 7")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert part.draft.isHidden()
    assert [desk.journey.sources[key].title for key in desk.card("c2").sources] == ["Call 7"]


def test_enter_in_a_known_sources_title_ends_it(desk: Desk) -> None:
    desk.select("c1")
    [row] = desk.page._sources.rows.rows  # type: ignore[attr-defined]
    row.toggle()
    title = target(row.form.fields["title"])
    title.setFocus()
    QTest.keyClicks(title, "!")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert not row.form.isVisible()
    assert desk.journey.sources["talk"].title.count("!") == 1
