"""What a card is connected with: sources, opportunities and pain points, readings, links, arrows, pictures."""

from __future__ import annotations

import base64
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit import assets, cards
from jmapdesk.ui.inspector.initiative import InitiativePart
from tests.ui.inspector.hands import Desk, notes, press, target, type_over, undo_keys


def test_evidence_is_derived_and_choosing_it_asks_for_a_source(desk: Desk) -> None:
    desk.select("pa")
    assumed, evidence = desk.page._known.buttons
    assert assumed.isChecked()
    press(evidence)
    assert assumed.isChecked()  # nothing is known yet
    picker = desk.page._sources.picker
    assert picker.isVisible()
    QTest.keyClicks(picker.line, "talk")
    assert picker.list.count() == 2  # the one found, and a new one by that name
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert desk.card("pa").sources == ("talk",)
    assert evidence.isChecked()
    assert desk.steps() == 1


def test_assumed_says_that_sources_must_go_first(desk: Desk) -> None:
    desk.select("c1")
    assumed, evidence = desk.page._known.buttons
    press(assumed)
    assert evidence.isChecked()
    assert "Remove its sources" in notes(desk)
    desk.page._sources.rows.rows[0].tile.remove.click()
    assert desk.card("c1").sources == ()
    assert assumed.isChecked()
    assert notes(desk) == ""
    assert "talk" in desk.journey.sources  # the source itself stays


def test_a_new_source_joins_the_map_only_when_something_stands_in_it(desk: Desk) -> None:
    desk.select("pa")
    part = desk.page._sources
    part.write()
    press(part.draft.add)
    assert "title or a quote" in notes(desk)
    assert desk.steps() == 0
    type_over(part.draft.form.fields["title"], "Survey 3")
    type_over(part.draft.form.fields["sample_size"], "214")
    press(part.draft.add)
    (key,) = desk.card("pa").sources
    source = desk.journey.sources[key]
    assert (source.title, source.sample_size, source.kind) == ("Survey 3", 214, "interview")
    assert desk.steps() == 1
    assert part.draft.isHidden()


def test_a_half_written_source_is_kept_when_the_person_goes_elsewhere(desk: Desk) -> None:
    desk.select("pa")
    part = desk.page._sources
    part.write()
    type_over(part.draft.form.fields["quote"], "I gave up")
    desk.select("pb")
    (key,) = desk.card("pa").sources
    assert desk.journey.sources[key].quote == "I gave up"
    assert desk.card("pb").sources == ()
    assert part.draft.isHidden()
    assert desk.steps() == 1
    desk.select("pa")
    assert [row.source_id for row in part.rows.rows] == [key]


def test_a_source_begun_and_left_empty_is_not_there(desk: Desk) -> None:
    desk.select("pa")
    desk.page._sources.write()
    desk.select("pb")
    assert desk.steps() == 0


def test_a_half_written_source_outlives_the_card_it_was_for(desk: Desk) -> None:
    desk.select("pa")
    desk.page._sources.write()
    type_over(desk.page._sources.draft.form.fields["title"], "Call 7")
    desk.document.do("Delete", lambda journey: cards.delete_cards(journey, ["pa"]))
    assert "Call 7" in [source.title for source in desk.journey.sources.values()]


def test_a_half_written_source_is_kept_when_the_panel_is_put_away(desk: Desk) -> None:
    desk.select("pa")
    desk.page._sources.write()
    type_over(desk.page._sources.draft.form.fields["sample_size"], "0")
    desk.panel.hide()
    desk.document.do("Elsewhere", lambda journey: cards.set_fields(journey, "pa", text="Far too slow"))
    desk.panel.show()
    (key,) = desk.card("pa").sources
    assert desk.journey.sources[key].sample_size == 0


def test_a_half_written_reading_waits_for_its_value(desk: Desk) -> None:
    desk.select("me")
    part = desk.page._later[0]
    press(part.button)
    type_over(part.rows.rows[0].fields["as_of"], "2026-03-31")
    desk.select("pa")
    desk.select("me")
    assert part.rows.rows[0].fields["as_of"].line.text() == "2026-03-31"
    type_over(part.rows.rows[0].fields["value"], "7")
    (reading,) = desk.card("me").readings
    assert (reading.as_of, reading.value) == ("2026-03-31", 7)


def test_a_source_is_edited_in_place(desk: Desk) -> None:
    desk.select("c1")
    row = desk.page._sources.rows.rows[0]
    press(row.tile)
    type_over(row.form.fields["title"], "Second talk")
    assert desk.journey.sources["talk"].title == "Second talk"
    assert row.tile.line.text() == "Second talk"
    type_over(row.form.fields["observed_on"], "yesterday")
    desk.field("owner").line.setFocus()
    assert "YYYY-MM-DD" in notes(desk)
    assert desk.steps() == 1
    undo_keys(row.form.fields["title"])
    assert row.form.fields["title"].line.text() == "Talk with Ada"


def test_a_pain_point_shows_who_answers_it_and_leads_there(desk: Desk, qtbot: QtBot) -> None:
    desk.select("pa")
    part = desk.page._later[0]
    assert part.heading.text() == "Answered by 1 opportunity"
    tile = part.rows.rows[0]
    assert tile.title.text() == "Be quick"
    with qtbot.waitSignal(desk.panel.jump_requested) as asked:
        press(tile)
    assert asked.args == ["op"]
    with qtbot.waitSignal(desk.panel.jump_requested):
        QTest.keyClick(tile, Qt.Key.Key_Return)


def test_answers_follow_the_map(desk: Desk) -> None:
    desk.select("pa")
    part = desk.page._later[0]
    part.link("op2")
    assert desk.card("op2").pains == ("pa",)
    assert part.heading.text() == "Answered by 2 opportunities"
    desk.document.do("Elsewhere", lambda m: cards.set_fields(m, "op", text="Be quicker", impact=0.9))
    shown = [(row.title.text(), row.line.text()) for row in part.rows.rows]
    assert ("Be quicker", "Idea · impact high") in shown
    desk.document.do("Elsewhere", lambda m: cards.delete_cards(m, ("op",)))
    assert part.heading.text() == "Answered by 1 opportunity"
    desk.document.undo()
    assert part.heading.text() == "Answered by 2 opportunities"


def test_an_opportunity_picks_the_pain_points_it_answers(desk: Desk) -> None:
    desk.select("op")
    part = desk.page._later[0]
    press(part.button)
    assert [part.picker.list.item(n).text() for n in range(part.picker.list.count())] == ["Too dear · Notice · Ask"]
    QTest.keyClick(part.picker.line, Qt.Key.Key_Return)
    assert desk.card("op").pains == ("pa", "pb")
    press(part.rows.rows[0].remove)
    assert desk.card("op").pains == ("pb",)


def test_an_opportunity_gets_a_new_initiative_in_one_step(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("initiative")
    field.make("Faster post")
    key = desk.card("op").initiative
    assert desk.journey.initiatives[key].title == "Faster post"
    assert field.combo.currentText() == "Faster post"
    assert desk.steps() == 1


def test_a_new_initiative_without_a_name_is_named_by_typing_at_once(desk: Desk) -> None:
    desk.select("op")
    field = desk.field("initiative")
    press(field.button)
    QTest.keyClick(field.picker.line, Qt.Key.Key_Return)
    QTest.keyClicks(target(initiative_part(desk).fields["title"]), "Post in a day")
    (initiative,) = desk.journey.initiatives.values()
    assert initiative.title == "Post in a day"
    assert target(initiative_part(desk).fields["title"]).hasFocus()


def initiative_part(desk: Desk) -> InitiativePart:
    return next(part for part in desk.page._parts if isinstance(part, InitiativePart))


def test_an_initiative_is_edited_whole_below_its_opportunity(desk: Desk) -> None:
    desk.select("op")
    part = initiative_part(desk)
    assert part.isHidden()
    desk.field("initiative").make("Faster post")
    assert not part.isHidden()
    part.fold.open()
    words = {
        "title": "Post in a day", "owner": "Ben", "start": "2027-01-04", "due": "2027-06-30", "budget": "9,000",
        "outcome_expected": "Fewer calls", "outcome_measured": "Half as many",
    }  # fmt: skip
    for name, text in words.items():
        type_over(part.fields[name], text)
    (initiative,) = desk.journey.initiatives.values()
    assert {name: getattr(initiative, name) for name in words} == words
    assert "Post in a day" in part.fold.button.text()
    assert desk.steps() == 1 + len(words)
    desk.select("op2")
    assert initiative_part(desk).isHidden()


def test_a_half_typed_department_of_an_initiative_is_kept(desk: Desk) -> None:
    desk.select("op")
    desk.field("initiative").make("Faster post")
    part = initiative_part(desk)
    part.fold.open()
    type_over(part.fields["departments"], "Logistics")
    desk.panel.finish()
    (initiative,) = desk.journey.initiatives.values()
    assert initiative.departments == ("Logistics",)


def test_milestones_are_added_named_dated_reached_and_removed(desk: Desk) -> None:
    desk.select("op")
    desk.field("initiative").make("Faster post")
    part = initiative_part(desk)
    part.fold.open()
    press(part.button)
    row = part.rows.rows[0]
    type_over(row.fields["name"], "Pilot")
    type_over(row.fields["due"], "2027-03-01")
    QApplication.processEvents()  # a row that has just come is laid out when the panel is
    press(target(row.fields["done"]))
    (initiative,) = desk.journey.initiatives.values()
    assert [(m.name, m.due, m.done) for m in initiative.milestones] == [("Pilot", "2027-03-01", True)]
    row.removed.emit()
    (initiative,) = desk.journey.initiatives.values()
    assert initiative.milestones == ()


def test_a_reading_joins_the_map_with_its_value(desk: Desk) -> None:
    desk.select("me")
    part = desk.page._later[0]
    press(part.button)
    row = part.rows.rows[0]
    type_over(row.fields["as_of"], "2026-03-31")
    assert desk.card("me").readings == ()
    type_over(row.fields["value"], "12.5")
    type_over(row.fields["n"], "40")
    (reading,) = desk.card("me").readings
    assert (reading.as_of, reading.value, reading.n) == ("2026-03-31", 12.5, 40)
    assert part.rows.rows[0].fields["value"].line.text() == "12.5"
    type_over(row.fields["value"], "")
    assert "needed" in notes(desk)
    assert desk.card("me").readings[0].value == 12.5
    press(part.button)
    type_over(part.rows.rows[1].fields["value"], "3")
    part._remove(0)
    assert [r.value for r in desk.card("me").readings] == [3]
    assert part.rows.rows[0].fields["value"].line.text() == "3"


def test_the_source_of_a_reading(desk: Desk) -> None:
    desk.select("me")
    part = desk.page._later[0]
    press(part.button)
    type_over(part.rows.rows[0].fields["value"], "3")
    combo = part.rows.rows[0].fields["source"].combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert desk.card("me").readings[0].source == "log"
    assert desk.page._known.buttons[1].isChecked()


def test_links_are_added_filled_in_and_removed(desk: Desk) -> None:
    desk.select("c1")
    desk.page.related.open()
    part = desk.page._parts[-1]
    press(part.button)
    row = part.rows.rows[0]
    type_over(row.fields["target"], "https://example.org")
    type_over(row.fields["label"], "Site")
    (link,) = desk.card("c1").links
    assert (link.kind, link.target, link.label) == ("web", "https://example.org", "Site")
    undo_keys(row.fields["label"])
    assert row.fields["label"].line.text() == ""
    part._remove(0)
    assert desk.card("c1").links == ()


def test_connections_are_drawn_named_and_removed(desk: Desk, qtbot: QtBot) -> None:
    desk.select("c1")
    desk.page.related.open()
    part: Any = next(p for p in desk.page._parts if hasattr(p, "connect_to"))
    part.connect_to("c2")
    row = part.rows.rows[0]
    assert row.tile.title.text() == "Web site"
    row.kind.combo.setFocus()
    QTest.keyClick(row.kind.combo, Qt.Key.Key_Down)
    type_over(row.label, "then")
    (arrow,) = desk.journey.connections.values()
    assert (arrow.start, arrow.end, arrow.kind, arrow.label) == ("c1", "c2", "causes", "then")
    desk.select("c2")
    row = part.rows.rows[0]
    assert row.kind.combo.currentText() == "Caused by"
    with qtbot.waitSignal(desk.panel.jump_requested) as asked:
        press(row.tile)
    assert asked.args == ["c1"]
    row.tile.removed.emit()
    assert not desk.journey.connections


def test_a_picture_is_asked_for_shown_and_removed(desk: Desk, qtbot: QtBot) -> None:
    desk.select("im")
    field = desk.field("asset")
    with qtbot.waitSignal(desk.panel.image_requested) as asked:
        press(field.choose)
    assert asked.args == ["im"]

    def with_picture(journey: Any) -> Any:
        journey, key = assets.add_asset(journey, _png(), "image/png", lambda: "pic")
        return cards.set_fields(journey, "im", asset=key)

    desk.document.do("Picture", with_picture)
    assert not field.thumb.pixmap().isNull()
    press(field.drop)
    assert desk.card("im").asset is None
    assert field.thumb.text() == "No picture yet"


def _png() -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice

    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0x3366CC)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return base64.b64decode(base64.b64encode(buffer.data().data()))


def test_the_picker_finds_by_any_words_and_escape_closes_it(desk: Desk) -> None:
    desk.select("c1")
    desk.page.related.open()
    part: Any = next(p for p in desk.page._parts if hasattr(p, "connect_to"))
    press(part.button)
    QTest.keyClicks(part.picker.line, "dear ask")
    assert part.picker.list.count() == 1
    QTest.keyClick(part.picker.line, Qt.Key.Key_Escape)
    assert part.picker.isHidden()
    assert target(part.picker) is part.picker
