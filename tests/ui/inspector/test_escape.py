"""Esc in a field of the inspector: the field is as it was, the keyboard is on the map, nothing is lost for good."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jmapdesk.session.selection import card_ref
from tests.ui.bench import Bench
from tests.ui.inspector.hands import Desk, notes, target, type_over

ESC = Qt.Key.Key_Escape


@pytest.mark.parametrize(
    ("card", "name", "typed"),
    [("c1", "owner", "abc"), ("c1", "note", "Two words"), ("c1", "text", "Other"), ("c1", "channel", "Pigeon"),
     ("f1", "score", "1"), ("op", "due", "2030-01-05")],
)  # fmt: skip
def test_it_puts_back_what_stood_there_and_goes_to_the_map(desk: Desk, card: str, name: str, typed: str) -> None:
    gone: list[bool] = []
    desk.panel.left.connect(lambda: gone.append(True))
    desk.select(card)
    before = desk.card(card)
    field = desk.field(name)
    field = getattr(field, "number", field)
    type_over(field, typed)
    assert desk.card(card) != before
    QTest.keyClick(target(field), ESC)
    assert desk.card(card) == before
    assert desk.steps() == 0
    assert gone == [True]
    desk.document.redo()
    assert desk.card(card) != before  # what was typed is a redo away


def test_what_was_typed_before_in_the_field_stays(desk: Desk) -> None:
    desk.select("c1")
    type_over(desk.field("owner"), "Mira")
    type_over(desk.field("note"), "Hm")
    QTest.keyClick(target(desk.field("note")), ESC)
    assert (desk.card("c1").owner, desk.card("c1").note) == ("Mira", "")
    target(desk.field("owner")).setFocus()
    QTest.keyClick(target(desk.field("owner")), ESC)
    assert desk.card("c1").owner == "Mira"


def test_half_a_day_goes(desk: Desk) -> None:
    desk.select("op")
    type_over(desk.field("due"), "2026-1")
    QTest.keyClick(target(desk.field("due")), ESC)
    assert desk.field("due").line.text() == ""
    assert notes(desk) == ""
    assert desk.steps() == 0


def test_a_draft_of_a_source_takes_back_no_step_of_the_map_and_an_empty_one_closes(desk: Desk) -> None:
    desk.select("c2")
    part = desk.page._sources  # type: ignore[attr-defined]
    desk.document.do("Edit", lambda m: m, "typing")
    type_over(desk.field("owner"), "Mira")
    part.write()
    title = part.draft.form.fields["title"]
    type_over(title, "Call 7")
    QTest.keyClick(target(title), ESC)
    assert desk.card("c2").owner == "Mira"
    assert part.draft.isVisible()
    assert part.draft.values["title"] == "Call 7"
    type_over(title, "")
    QTest.keyClick(target(title), ESC)
    assert not part.draft.isVisible()
    assert desk.steps() == 1


def test_in_the_window_the_map_has_the_keyboard_and_says_what_happened(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    page = bench.window.inspector.page
    assert page is not None
    owner = page.bindings["owner"].field
    type_over(owner, "abc")
    QTest.keyClick(target(owner), ESC)
    assert bench.window.view.hasFocus()
    assert bench.journey.cards["c1"].owner == ""
    assert bench.selection.cards == ("c1",)
    assert bench.window.status._message.text() == "Taken back. Redo brings it again."
