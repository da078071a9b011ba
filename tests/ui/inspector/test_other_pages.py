"""Stages, steps, lanes, cells, personas, the map itself, several cards; and how the panel follows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.edit import cards, lanes
from jmapdesk.model import queries
from jmapdesk.session.document import Document
from jmapdesk.ui.inspector.about_fields import AboutPage, HiddenLanesPart
from tests.builders import small_map
from tests.ui.inspector.hands import Desk, notes, press, target, type_over, undo_keys


@pytest.mark.parametrize(
    ("kind", "key", "name", "typed", "stored"),
    [
        ("stage", "s1", "name", "Look", "Look"),
        ("stage", "s1", "goal", "Find it", "Find it"),
        ("step", "p1", "time", "Day 2", "Day 2"),
        ("step", "p1", "width", "2", 2.0),
        ("lane", "touch", "name", "Doors", "Doors"),
        ("lane", "touch", "subtitle", "In and out", "In and out"),
        ("lane", "touch", "height", "120", 120.0),
        ("lane", "feel", "scale", "wow", ("wow",)),
        ("persona", "ada", "name", "Ada L.", "Ada L."),
        ("persona", "ada", "role", "Engineer", "Engineer"),
        ("persona", "ada", "goals", "Rest", ("Rest",)),
        ("about", "", "title", "Our map", "Our map"),
        ("about", "", "scope", "All of it", "All of it"),
        ("about", "", "reviewed_on", "2026-01-31", "2026-01-31"),
        ("about", "", "review_every", "3", 3),
        ("about", "", "language", "pt-BR", "pt-BR"),
    ],
)
def test_typing_in_a_field_is_one_step_that_undo_takes_back(
    desk: Desk, kind: str, key: str, name: str, typed: str, stored: object
) -> None:
    desk.show(kind, key)
    record: Any = desk.page.record()
    before = getattr(record, name)
    type_over(desk.field(name), typed)
    assert getattr(desk.page.record(), name) == stored
    assert desk.steps() == 1
    undo_keys(desk.field(name))
    assert getattr(desk.page.record(), name) == before
    assert desk.steps() == 0


def test_lists_are_one_a_line(desk: Desk) -> None:
    desk.show("persona", "ada")
    box = target(desk.field("goals"))
    box.setFocus()
    QTest.keyClicks(box, "One")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "Two")
    assert desk.journey.personas["ada"].goals == ("One", "Two")


def test_a_width_out_of_range_is_not_applied(desk: Desk) -> None:
    desk.show("step", "p1")
    type_over(desk.field("width"), "9")
    assert "From 0.5 to 6." in notes(desk)
    assert desk.steps() == 0


def test_the_steps_of_a_stage(desk: Desk) -> None:
    desk.show("stage", "s1")
    part: Any = desk.page._parts[0]
    type_over(part.rows.rows[0].fields["name"], "Look")
    assert desk.steps() == 1
    press(part.button)
    assert part.rows.rows[2].fields["name"].focusProxy().hasFocus()
    press(part.rows.rows[0].later)
    assert [s.name for s in queries.steps(desk.journey.stages["s1"])] == ["Ask", "Look", ""]
    press(part.rows.rows[2].remove)
    assert len(desk.journey.stages["s1"].steps) == 2
    press(part.rows.rows[0].remove)
    assert not part.rows.rows[0].remove.isEnabled()  # a stage keeps one step


def test_a_step_leads_to_its_stage(desk: Desk) -> None:
    desk.show("step", "p3")
    desk.page.stage_button.click()
    assert desk.selection.ids("stage") == ("s2",)


def test_a_divider_has_a_kind_of_line(desk: Desk) -> None:
    desk.document.do("Line", lambda m: lanes.add_lane(m, "divider", lambda: "line"))
    desk.show("lane", "line")
    combo = desk.field("divider").combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert desk.journey.lanes["line"].divider == "visibility"


def test_a_hidden_lane_comes_back_from_the_maps_own_page(desk: Desk) -> None:
    desk.show("lane", "touch")
    press(desk.field("hidden").switch)
    assert desk.journey.lanes["touch"].hidden
    desk.selection.clear()
    [part] = desk.page.findChildren(HiddenLanesPart)
    assert part.rows.rows[0].label.text() == "Touchpoints"
    part.rows.rows[0].button.click()
    assert not desk.journey.lanes["touch"].hidden
    assert part.isHidden()


def test_a_cell_adds_a_card_and_selects_it(desk: Desk) -> None:
    desk.show("cell", "touch", "p2")
    press(desk.page.button)
    card = desk.card(desk.selection.cards[0])
    assert (card.lane, card.step, card.kind) == ("touch", "p2", "touchpoint")


def test_a_cell_with_a_feeling_says_so(desk: Desk) -> None:
    desk.show("cell", "feel", "p1")
    press(desk.page.button)
    assert desk.steps() == 0
    assert "already" in notes(desk)


def test_the_maps_page_adds_a_persona_and_leads_to_one(desk: Desk) -> None:
    part: Any = desk.page._parts[0]
    press(part.rows.rows[0])
    assert desk.selection.ids("persona") == ("ada",)
    desk.selection.clear()
    press(part.button)
    assert desk.journey.personas[desk.selection.ids("persona")[0]].name == "New persona"


def test_a_persona_becomes_the_main_one_asks_for_a_portrait_and_goes(desk: Desk, qtbot: QtBot) -> None:
    desk.page._parts[0].add()  # type: ignore[attr-defined]
    key = desk.selection.ids("persona")[0]
    with qtbot.waitSignal(desk.panel.portrait_requested) as asked:
        press(desk.field("portrait").choose)
    assert asked.args == [key]
    desk.page.main.click()
    assert queries.personas(desk.journey)[0].id == key
    desk.page._delete()
    assert key not in desk.journey.personas
    assert isinstance(desk.page, AboutPage)


def test_a_language_that_is_none_is_not_applied(desk: Desk) -> None:
    type_over(desk.field("language"), "!!")
    target(desk.field("owner")).setFocus()
    assert "like en" in notes(desk)
    assert desk.journey.about.language == ""


# several cards


def test_one_step_changes_all_the_cards(desk: Desk) -> None:
    desk.select("c1", "c2", "pa")
    type_over(desk.field("owner"), "Mira")
    assert {desk.card(key).owner for key in ("c1", "c2", "pa")} == {"Mira"}
    assert desk.steps() == 1
    undo_keys(desk.field("owner"))
    assert {desk.card(key).owner for key in ("c1", "c2", "pa")} == {""}


def test_what_differs_shows_as_several_and_stays_until_chosen(desk: Desk) -> None:
    desk.document.do("One", lambda m: cards.set_fields(m, "c1", moment="delight", check=True, owner="Ben"))
    desk.select("c1", "c2")
    assert desk.field("moment").combo.currentText() == "Several"
    assert desk.field("check").switch.checkState() == Qt.CheckState.PartiallyChecked
    assert desk.field("owner").line.placeholderText() == "Several"
    assert desk.steps() == 1
    press(desk.field("check").switch)
    assert desk.card("c1").check
    assert desk.card("c2").check
    assert desk.steps() == 2


def test_tags_are_added_to_all_and_shared_ones_removed_from_all(desk: Desk) -> None:
    desk.select("pa", "pb")
    line = desk.field("tags").line
    line.setFocus()
    QTest.keyClicks(line, "slow")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.card("pa").tags == ("slow",)
    assert desk.card("pb").tags == ("price", "old", "slow")
    assert desk.steps() == 1
    press(desk.field("tags").chips[0].button)
    assert desk.card("pb").tags == ("price", "old")


def test_differing_colours_are_taken_away_by_the_empty_swatch(desk: Desk) -> None:
    desk.document.do("One", lambda m: cards.set_fields(m, "c1", colour="#AA0000"))
    desk.select("c1", "c2")
    none = desk.field("colour").swatches[0]
    assert not none.isChecked()
    press(none)
    assert desk.card("c1").colour == ""


def test_severity_stands_there_for_pain_points_alone(desk: Desk) -> None:
    desk.select("pa", "c1")
    assert desk.field("severity").isHidden()
    desk.select("pa", "pb")
    press(desk.field("severity").buttons[2])
    assert (desk.card("pa").severity, desk.card("pb").severity) == (3, 3)


def test_all_are_deleted_in_one_step(desk: Desk) -> None:
    desk.select("c1", "c2", "pa")
    press(next(b for b in desk.page.findChildren(QPushButton) if b.text() == "Delete these cards"))
    assert not {"c1", "c2", "pa"} & set(desk.journey.cards)
    assert desk.steps() == 1
    assert isinstance(desk.page, AboutPage)


# the panel


def test_nothing_selected_shows_the_map(desk: Desk) -> None:
    assert isinstance(desk.page, AboutPage)
    desk.select("c1")
    desk.selection.clear()
    assert isinstance(desk.page, AboutPage)


def test_a_card_that_goes_leaves_no_page_behind(desk: Desk) -> None:
    desk.select("c1")
    desk.document.do("Gone", lambda m: cards.delete_cards(m, ("c1",)))
    assert isinstance(desk.page, AboutPage)
    desk.document.undo()
    desk.select("c1")
    assert desk.field("text").box.toPlainText() == "Poster"


def test_the_first_field_gets_the_keyboard(desk: Desk) -> None:
    for ref in (("about", ""), ("stage", "s1"), ("lane", "touch"), ("persona", "ada"), ("step", "p1")):
        desk.show(*ref)
        desk.panel.focus_first()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert desk.page.isAncestorOf(focus)
    desk.select("c1")
    desk.panel.focus_first()
    assert desk.field("text").box.hasFocus()


def test_tab_walks_every_field_of_a_card_and_shift_tab_back(desk: Desk) -> None:
    desk.select("pa")
    desk.panel.focus_first()
    seen = [QApplication.focusWidget()]
    for _ in range(40):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    for name in ("severity", "moment", "check", "tags", "note", "owner"):
        assert target(desk.field(name)) in seen
    order = [seen.index(target(desk.field(name))) for name in ("text", "severity", "moment", "tags", "note", "owner")]
    assert order == sorted(order)


def test_every_field_has_a_name_for_screen_readers(desk: Desk) -> None:
    for key in desk.journey.cards:
        desk.select(key)
        for name, binding in desk.page.bindings.items():
            if name != "personas":  # each of its checks has one
                assert target(binding.field).accessibleName(), (key, name)


def test_another_document_takes_the_place_of_the_first(desk: Desk) -> None:
    first = desk.document
    second = Document(small_map())
    desk.panel.set_document(second)
    type_over(desk.field("title"), "Second")
    assert second.journey.about.title == "Second"
    assert first.journey.about.title == "A small map"
    first.do("Old", lambda m: cards.set_fields(m, "c1", text="x"))  # nobody listens any more
    assert desk.field("title").box.toPlainText() == "Second"


def test_a_panel_out_of_sight_catches_up_when_it_shows(desk: Desk) -> None:
    desk.select("c1")
    desk.panel.hide()
    desk.select("c2")
    desk.document.do("Elsewhere", lambda m: cards.set_fields(m, "c2", text="Shop"))
    desk.panel.show()
    assert desk.field("text").box.toPlainText() == "Shop"


def test_a_preview_of_a_gesture_shows_in_the_fields(desk: Desk) -> None:
    desk.select("f1")
    gesture = desk.document.begin("Drag")
    gesture.preview(lambda m: cards.set_fields(m, "f1", score=-2.0))
    assert desk.field("score").number.line.text() == "−2"
    gesture.cancel()
    assert desk.field("score").number.line.text() == "1.5"
    assert desk.steps() == 0
