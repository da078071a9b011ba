"""Cards: every field edits the map, typing makes one undo step, undo shows in the field."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from jmapdesk.edit import cards
from jmapdesk.model.journey import with_parts
from tests.builders import big_map
from tests.ui.inspector.hands import Desk, MakeDesk, notes, press, target, type_over, undo_keys


@pytest.mark.parametrize(
    ("card", "name", "typed", "stored"),
    [
        ("c1", "text", "Leaflet", "Leaflet"),
        ("c1", "note", "Ask Ben", "Ask Ben"),
        ("c1", "owner", "Mira", "Mira"),
        ("c1", "channel", "Pigeon post", "Pigeon post"),
        ("c1", "channel", "E-mail", "email"),
        ("c1", "hidden_until", "2031-05-04", "2031-05-04"),
        ("qu", "who", "Ada", "Ada"),
        ("f1", "word", "Lost", "Lost"),
        ("op", "due", "2030-02-28", "2030-02-28"),
        ("op", "budget", "10 k", "10 k"),
        ("op", "expected", "Fewer calls", "Fewer calls"),
        ("me", "unit", "%", "%"),
        ("me", "target", "12,5", 12.5),
        ("me", "baseline", "-3", -3),
        ("im", "alt", "A queue", "A queue"),
    ],
)
def test_typing_in_a_field_changes_the_map_in_one_step_that_undo_takes_back(
    desk: Desk, card: str, name: str, typed: str, stored: object
) -> None:
    desk.select(card)
    before = getattr(desk.card(card), name)
    shown = _shown(desk.field(name))

    type_over(desk.field(name), typed)

    assert getattr(desk.card(card), name) == stored
    assert _shown(desk.field(name)) == typed
    assert desk.steps() == 1

    undo_keys(desk.field(name))
    assert getattr(desk.card(card), name) == before
    assert _shown(desk.field(name)) == shown


def _shown(field: Any) -> str:
    widget = target(field)
    if hasattr(widget, "currentText"):
        return str(widget.currentText())
    return str(widget.toPlainText() if hasattr(widget, "toPlainText") else widget.text())


def test_two_fields_are_two_steps_and_so_is_coming_back_to_one(desk: Desk) -> None:
    desk.select("c1")
    type_over(desk.field("owner"), "Mira")
    type_over(desk.field("note"), "Hm")
    assert desk.steps() == 2
    type_over(desk.field("owner"), "Ben")
    assert desk.steps() == 3


def test_loading_other_cards_never_edits(desk: Desk) -> None:
    for key in desk.journey.cards:
        desk.select(key)
    assert desk.steps() == 0


def test_redo_keys_work_in_a_field(desk: Desk) -> None:
    desk.select("c1")
    type_over(desk.field("owner"), "Mira")
    undo_keys(desk.field("owner"))
    QTest.keyClick(
        target(desk.field("owner")),
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert desk.card("c1").owner == "Mira"


def test_the_keyboard_and_its_cursor_stay_when_the_map_changes_elsewhere(desk: Desk) -> None:
    desk.select("c1")
    type_over(desk.field("owner"), "Mira")
    line = desk.field("owner").line
    line.setCursorPosition(2)
    desk.document.do("Elsewhere", lambda m: cards.set_fields(m, "c2", text="Other"))
    assert line.hasFocus()
    assert line.cursorPosition() == 2


def test_a_change_made_elsewhere_shows_in_the_field(desk: Desk) -> None:
    desk.select("c1")
    desk.document.do("Elsewhere", lambda m: cards.set_fields(m, "c1", text="Billboard", moment="delight"))
    assert desk.field("text").box.toPlainText() == "Billboard"
    assert desk.field("moment").combo.currentText() == "Delight"


@pytest.mark.parametrize("typed", ["soon", "2026-02-30", "2026-13-01"])
def test_a_day_that_is_none_is_explained_and_not_applied(desk: Desk, typed: str) -> None:
    desk.select("op")
    type_over(desk.field("due"), typed)
    desk.field("budget").line.setFocus()
    assert desk.card("op").due == ""
    assert desk.steps() == 0
    assert "YYYY-MM-DD" in notes(desk)
    type_over(desk.field("due"), "2026-02-28")
    assert notes(desk) == ""
    assert desk.card("op").due == "2026-02-28"


def test_a_day_that_is_still_being_typed_is_not_complained_about(desk: Desk) -> None:
    desk.select("op")
    type_over(desk.field("due"), "2026-0")
    assert notes(desk) == ""


def test_a_number_out_of_range_or_none_at_all_is_explained_and_not_applied(desk: Desk) -> None:
    desk.select("f1")
    type_over(desk.field("score").number, "7")
    assert "From −2 to 2." in notes(desk)
    assert desk.card("f1").score == 1.5
    desk.select("me")
    type_over(desk.field("target"), "ten")
    assert "no number" in notes(desk)
    assert desk.card("me").target is None
    QTest.keyClick(target(desk.field("target")), Qt.Key.Key_Escape)
    assert desk.field("target").line.text() == ""
    assert notes(desk) == ""


def test_what_was_half_typed_does_not_follow_to_the_next_card(desk: Desk) -> None:
    desk.select("op")
    type_over(desk.field("due"), "2026-0")
    desk.select("op2")
    assert desk.field("due").line.text() == ""


def test_severity_is_chosen_and_let_go_by_pressing_again(desk: Desk) -> None:
    desk.select("pa")
    minor, serious, _ = desk.field("severity").buttons
    press(minor)
    press(serious)
    assert desk.card("pa").severity == 2
    assert desk.steps() == 2
    press(serious)
    assert desk.card("pa").severity is None


def test_moment_and_check_apply(desk: Desk) -> None:
    desk.select("c1")
    desk.field("moment").combo.setFocus()
    QTest.keyClick(desk.field("moment").combo, Qt.Key.Key_Down)
    assert desk.card("c1").moment == "delight"
    press(desk.field("check").switch)
    assert desk.card("c1").check


def test_a_moment_this_version_does_not_know_shows_as_text_and_stays(desk: Desk) -> None:
    desk.document.do("Old", lambda m: cards.set_fields(m, "c1", moment="epiphany"))
    desk.select("c1")
    assert desk.field("moment").combo.currentText() == "epiphany"


def test_tags_by_enter_comma_backspace_and_button(desk: Desk) -> None:
    desk.select("c1")
    line = desk.field("tags").line
    line.setFocus()
    QTest.keyClicks(line, "one")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "two, three")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.card("c1").tags == ("one", "two", "three")
    press(desk.field("tags").chips[0].button)
    assert desk.card("c1").tags == ("two", "three")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert desk.card("c1").tags == ("two",)


def test_a_colour_by_swatch_and_as_typed(desk: Desk) -> None:
    desk.select("c1")
    field = desk.field("colour")
    desk.page.more.open()
    press(field.swatches[2])
    assert desk.card("c1").colour == field.swatches[2].colour
    type_over(field.hex, "AA0")
    assert desk.card("c1").colour == "#AA0"
    type_over(field.hex, "red")
    assert "#3366CC" in notes(desk) or desk.card("c1").colour == "#AA0"
    press(field.swatches[0])
    assert desk.card("c1").colour == ""


def test_personas_are_checked_by_name(desk: Desk) -> None:
    desk.select("c1")
    press(desk.field("personas").checks["ada"])
    assert desk.card("c1").personas == ("ada",)


def test_a_score_slides_in_tenths_as_one_step_and_may_be_none(desk: Desk) -> None:
    desk.select("f1")
    field = desk.field("score")
    field.slider.setFocus()
    for _ in range(3):
        QTest.keyClick(field.slider, Qt.Key.Key_Left)
    assert desk.card("f1").score == pytest.approx(1.2)
    assert desk.steps() == 1
    assert field.number.line.text() == "1.2"
    press(field.clear)
    assert desk.card("f1").score is None
    assert field.number.line.text() == ""


def test_a_feeling_cannot_take_the_place_of_another(desk: Desk) -> None:
    desk.select("f1")
    persona = desk.field("persona")
    persona.combo.setFocus()
    QTest.keyClick(persona.combo, Qt.Key.Key_Down)
    assert desk.card("f1").persona is None
    assert persona.combo.currentText() == "Nobody in particular"
    assert "already" in notes(desk)


def test_impact_is_said_by_thirds(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("impact")
    assert field.words.text() == "–"
    field.slider.setValue(19)
    assert desk.card("op").impact == pytest.approx(0.95)
    assert field.words.text() == "High · 95"


def test_turning_into_another_kind_brings_its_fields(desk: Desk) -> None:
    desk.select("qu")
    desk.page.kinds.aboutToShow.emit()
    offered = {action.text() for action in desk.page.kinds.actions()}
    assert "Pain point" in offered
    assert "Emotion" not in offered  # its lane holds none
    next(action for action in desk.page.kinds.actions() if action.text() == "Pain point").trigger()
    assert desk.card("qu").kind == "pain_point"
    assert "severity" in desk.page.bindings


def test_pasted_text_comes_in_plain(desk: Desk) -> None:
    desk.select("c1")
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    QApplication.clipboard().setMimeData(data)
    box = desk.field("text").box
    box.selectAll()
    box.paste()
    assert desk.card("c1").text == "bold"


def test_content_is_never_read_as_rich_text(desk: Desk) -> None:
    desk.document.do("Trap", lambda m: cards.set_fields(m, "op", text="<img src='file:///etc/hosts'><b>x"))
    desk.select("pa")
    labels = desk.panel.findChildren(QLabel)
    assert any("<b>x" in label.text() for label in labels)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels if "<" in label.text())


def test_a_no_break_space_survives_typing(desk: Desk) -> None:
    desk.document.do("Hard space", lambda m: cards.set_fields(m, "c1", text="37\u00a0%"))
    desk.select("c1")
    box = desk.field("text").box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    QTest.keyClicks(box, "!")
    assert desk.card("c1").text == "37\u00a0%!"


def test_a_box_grows_with_its_text(desk: Desk, qtbot: QtBot) -> None:
    desk.select("c1")
    box = desk.field("note").box
    before = box.height()
    desk.document.do("Long", lambda m: cards.set_fields(m, "c1", note="word " * 60))
    qtbot.waitUntil(lambda: box.height() > before)


def test_delete_in_a_choice_does_not_reach_the_window(desk: Desk) -> None:
    desk.select("c1")
    combo = desk.field("moment").combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Delete)
    assert "c1" in desk.journey.cards


def test_the_menu_duplicates_and_deletes(desk: Desk) -> None:
    desk.select("c1")
    desk.page._duplicate()
    copy = desk.selection.cards[0]
    assert copy != "c1"
    assert "copied from “Poster”" in desk.page._origin.text()
    desk.page._delete()
    assert copy not in desk.journey.cards
    assert desk.selection.cards == ()


class Watched(dict[str, Any]):
    """Cards that count how often somebody goes through all of them."""

    walks = 0

    def values(self) -> Any:
        Watched.walks += 1
        return super().values()

    def items(self) -> Any:
        Watched.walks += 1
        return super().items()

    def __iter__(self) -> Any:
        Watched.walks += 1
        return super().__iter__()


@pytest.mark.parametrize("kind", ["pain_point", "opportunity", "feeling", "metric", "touchpoint"])
def test_in_a_large_map_cards_are_walked_once_a_selection_and_never_a_keystroke(make_desk: MakeDesk, kind: str) -> None:
    desk = make_desk(big_map(1000))
    first, second = [card.id for card in desk.journey.cards.values() if card.kind == kind][:2]
    desk.document.do("Watch", lambda m: with_parts(m, cards=Watched(m.cards)))
    desk.select(first)
    Watched.walks = 0
    desk.select(second)
    assert Watched.walks <= 1

    difference = desk.document.do("Type", lambda m: cards.set_fields(m, second, owner="Mira"))
    desk.document.do("Watch", lambda m: with_parts(m, cards=Watched(m.cards)))
    Watched.walks = 0
    desk.document.changed.emit(difference)
    assert Watched.walks == 0
    assert desk.field("owner").line.text() == "Mira"


def test_the_wheel_over_a_choice_or_slider_changes_nothing_and_takes_no_focus(desk: Desk) -> None:
    desk.select("op")
    desk.field("owner").line.setFocus()
    for widget in (desk.field("moment").combo, desk.field("impact").slider):
        middle = QPointF(widget.rect().center())
        turn = QWheelEvent(
            middle,
            QPointF(widget.mapToGlobal(middle)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, turn)
    assert desk.steps() == 0
    assert desk.field("owner").line.hasFocus()


def test_a_line_that_was_left_shows_its_beginning(desk: Desk) -> None:
    desk.select("op")
    field = desk.page.bindings["budget"].field
    type_over(field, "as much as is left over in the budget of the second half of the year")
    assert field.line.cursorPosition() > 0
    desk.page.bindings["expected"].field.focusProxy().setFocus()
    assert field.line.cursorPosition() == 0


def test_an_own_channel_that_was_left_shows_its_beginning(desk: Desk) -> None:
    desk.select("c1")
    field = desk.field("channel")
    type_over(field, "a letter that somebody wrote by hand and carried across the town")
    desk.field("owner").line.setFocus()
    assert field.line.cursorPosition() == 0


def test_a_line_that_undo_changes_from_elsewhere_shows_its_beginning(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("budget")
    type_over(field, "as much as is left over in the budget of the second half of the year")
    desk.field("owner").line.setFocus()
    type_over(field, "")
    desk.field("owner").line.setFocus()
    desk.document.undo()
    assert field.line.text().startswith("as much")
    assert field.line.cursorPosition() == 0


def test_the_cursor_stays_when_another_program_comes_to_the_front(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("budget")
    type_over(field, "half a")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(field.line, away)
    QTest.keyClicks(field.line, " million")
    assert desk.card("op").budget == "half a million"


def test_a_half_typed_tag_is_kept_when_the_map_is_saved_or_closed(desk: Desk) -> None:
    desk.select("pb")
    type_over(desk.field("tags"), "urgent")
    assert "urgent" not in desk.card("pb").tags
    desk.panel.finish()
    assert desk.card("pb").tags[-1] == "urgent"
