"""The inspector of a map that is open to read only: read, walked and copied from, and nothing typed stands in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QWidget

from jmapdesk.edit import cards, initiatives, personas
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref
from jmapdesk.ui.inspector.field import Field
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench


def rich_map() -> JourneyMap:
    journey = personas.add_persona(small_map(), lambda: "p", name="Ada")
    journey = initiatives.add_initiative(journey, lambda: "i", title="Faster", milestones=())
    return cards.set_fields(journey, "c1", tags=("fast", "web"), note="As told", owner="Grace")


@pytest.fixture
def held(open_bench: OpenBench) -> Bench:
    bench = open_bench(rich_map())
    bench.document.lock("It is open to read only.")
    return bench


THINGS = (ABOUT, card_ref("c1"), Ref("persona", "p"), Ref("stage", "s1"), Ref("step", "p1"), Ref("lane", "touch"))


def typed_into(bench: Bench) -> list[QWidget]:
    """Everything on the page that a person could type into, slide or choose from."""
    page = bench.window.inspector.page
    assert page is not None
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QSlider)
    return [one for one in page.findChildren(QWidget) if isinstance(one, kinds) and one.isVisibleTo(page)]


def takes(one: QWidget) -> bool:
    if isinstance(one, QLineEdit | QPlainTextEdit):
        return one.isEnabled() and not one.isReadOnly()
    return one.isEnabled()


@pytest.mark.parametrize("ref", THINGS, ids=lambda ref: ref.kind)
def test_no_field_takes_anything_and_all_do_again_once_the_map_may_be_edited(held: Bench, ref: Ref) -> None:
    held.selection.select(ref)
    found = typed_into(held)
    assert found
    assert not [one for one in found if takes(one)]
    held.document.lock("")
    assert all(takes(one) for one in typed_into(held))


def test_a_page_turns_while_it_shows(open_bench: OpenBench) -> None:
    bench = open_bench(rich_map())
    bench.selection.select(card_ref("c1"))
    assert all(takes(one) for one in typed_into(bench))
    bench.document.lock("It is open to read only.")
    assert not [one for one in typed_into(bench) if takes(one)]


def test_what_is_typed_does_not_even_stand_in_the_field_and_it_is_said_why(held: Bench) -> None:
    held.selection.select(card_ref("c1"))
    page = held.window.inspector.page
    assert page is not None
    note = page.bindings["note"].field.focusProxy()
    assert isinstance(note, QPlainTextEdit)
    QTest.mouseClick(note.viewport(), LEFT)
    assert note.hasFocus()
    held.type("More")
    assert note.toPlainText() == "As told"
    assert held.window.status._message.text() == "It is open to read only."


@pytest.mark.parametrize(("name", "words"), [("note", "As told"), ("owner", "Grace")])
def test_words_can_be_selected_and_copied(held: Bench, name: str, words: str) -> None:
    held.selection.select(card_ref("c1"))
    page = held.window.inspector.page
    assert page is not None
    field = page.bindings[name].field.focusProxy()
    assert field is not None
    field.setFocus()
    held.keys("Ctrl+A")
    held.keys("Ctrl+C")
    assert QApplication.clipboard().text() == words
    assert held.selection.cards == ("c1",), "the keys are the field's, not the map's"


def test_tags_stay_whatever_is_pressed(held: Bench) -> None:
    held.selection.select(card_ref("c1"))
    page = held.window.inspector.page
    assert page is not None
    field = page.bindings["tags"].field
    line = field.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    for chip in field.chips:  # type: ignore[attr-defined]
        QTest.mouseClick(chip.button, LEFT)
    assert len(field.chips) == 2  # type: ignore[attr-defined]
    assert held.journey.cards["c1"].tags == ("fast", "web")


def test_fields_that_open_later_take_nothing_either(held: Bench) -> None:
    held.selection.select(card_ref("c1"))
    row = held.window.inspector.page._sources.rows.rows[0]  # type: ignore[union-attr]
    QTest.mouseClick(row.tile, LEFT)
    assert row.form.isVisible()
    assert not [one for one in typed_into(held) if takes(one)]
    QTest.keyClick(row.tile, Qt.Key.Key_Delete)
    assert held.journey.cards["c1"].sources == ("talk",)
    held.selection.select(ABOUT)
    whole = next(one for one in held.window.inspector.page._parts if hasattr(one, "whole"))  # type: ignore[union-attr]
    QTest.mouseClick(whole.rows.rows[0], LEFT)
    assert whole.whole.fields["title"].isVisible()
    assert not [one for one in typed_into(held) if takes(one)]


def test_what_leads_somewhere_still_does(held: Bench) -> None:
    held.selection.select(Ref("step", "p1"))
    QTest.mouseClick(held.window.inspector.page.stage_button, LEFT)  # type: ignore[union-attr]
    assert held.selection.primary == Ref("stage", "s1")


def test_the_selection_walks_on_and_other_pages_are_held_too(held: Bench) -> None:
    held.selection.set([card_ref("c1"), card_ref("c2")])
    assert not [one for one in typed_into(held) if takes(one)]
    held.selection.select(cell_ref("touch", "p2"))
    page = held.window.inspector.page
    assert not page.button.isEnabled()  # type: ignore[union-attr]
    assert page._hint.isHidden(), "nothing can be added by typing"  # type: ignore[union-attr]
    held.document.lock("")
    assert page._hint.isVisible()  # type: ignore[union-attr]


def test_what_was_off_before_is_off_afterwards(open_bench: OpenBench) -> None:
    bench = open_bench(rich_map())
    bench.selection.select(Ref("stage", "s1"))
    rows = next(one for one in bench.window.inspector.page._parts if hasattr(one, "rows")).rows.rows  # type: ignore[union-attr]
    before = [(row.earlier.isEnabled(), row.later.isEnabled(), row.remove.isEnabled()) for row in rows]
    assert not all(all(one) for one in before)
    bench.document.lock("It is open to read only.")
    assert not any(any((row.earlier.isEnabled(), row.later.isEnabled(), row.remove.isEnabled())) for row in rows)
    bench.document.lock("")
    assert [(row.earlier.isEnabled(), row.later.isEnabled(), row.remove.isEnabled()) for row in rows] == before


def test_every_field_of_a_page_is_one_of_those_that_are_held(held: Bench) -> None:
    """A field of a new kind must not slip through."""
    for ref in THINGS:
        held.selection.select(ref)
        page = held.window.inspector.page
        assert page is not None
        for field in page.findChildren(Field):
            for inner in field.findChildren(QWidget):
                if inner.focusPolicy() & Qt.FocusPolicy.TabFocus and inner.isVisibleTo(page):
                    assert not inner.isEnabled() or inner.isReadOnly(), (ref.kind, inner)  # type: ignore[attr-defined]
