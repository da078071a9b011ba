"""The filter: what is ticked stays, all else fades, how many is said, and one click or Esc shows all again."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.session.selection import card_ref
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

LEFT = Qt.MouseButton.LeftButton


def lines(bench: Bench) -> dict[str, list[tuple[str, str]]]:
    """What is listed, by heading: words and counts."""
    panel = bench.window.filter_panel.list
    found: dict[str, list[tuple[str, str]]] = {}
    for value in panel.values():
        found.setdefault(value.parent().text(0), []).append((value.text(0), value.text(1)))
    return found


def value(bench: Bench, words: str) -> QTreeWidgetItem:
    return next(one for one in bench.window.filter_panel.list.values() if one.text(0) == words)


def tick(bench: Bench, words: str) -> None:
    panel = bench.window.filter_panel.list
    panel.setCurrentItem(value(bench, words))
    QTest.keyClick(panel, Qt.Key.Key_Space)


def rich(bench: Bench) -> Bench:
    bench.document.do("Edit", lambda m: set_fields(m, "c1", tags=("late", "A & B"), owner="Ben", check=True))
    return bench


def test_values_are_listed_with_how_many_cards_carry_them(bench: Bench) -> None:
    rich(bench).trigger("show_filter")
    assert lines(bench) == {
        "Kind": [("Touchpoint", "2"), ("Emotion", "2")],
        "Tag": [("A & B", "1"), ("late", "1")],
        "Persona": [("Ada", "1"), ("Everybody", "3")],
        "Channel": [("Web", "1")],
        "Known from": [("Evidence", "1"), ("Assumption", "3")],
        "Owner": [("Ben", "1")],
        "Doubt": [("Needs checking", "1")],
    }


def test_what_is_ticked_stays_and_how_many_is_said(bench: Bench) -> None:
    rich(bench).trigger("show_filter")
    assert QApplication.focusWidget() is bench.window.filter_panel.list
    tick(bench, "Touchpoint")
    layout = bench.window.view.layout_now
    assert [key for key, card in bench.journey.cards.items() if layout.fades(card)] == ["f1", "f3", "parked"]
    assert bench.window.filter_panel.count.text() == "2 of 4 cards"
    assert bench.window.status.filter_button.text().startswith("2 of 4 cards")
    tick(bench, "late")
    assert bench.window.filter_panel.count.text() == "1 of 4 cards"
    tick(bench, "Touchpoint")
    tick(bench, "late")
    assert bench.window.view.wanted == NOTHING_WANTED
    assert not bench.window.status.filter_button.isVisible()
    assert not bench.document.undo_labels[1:]  # a filter is no edit


def test_a_click_anywhere_on_a_line_ticks_it(bench: Bench) -> None:
    bench.trigger("show_filter")
    panel = bench.window.filter_panel.list
    for column in (0, 1):
        place = panel.visualRect(panel.indexFromItem(value(bench, "Emotion"), column)).center()
        for on in (True, False, True, False):
            QTest.mouseClick(panel.viewport(), LEFT, pos=place)
            assert bool(bench.window.view.wanted) == on
            assert (value(bench, "Emotion").checkState(0) == Qt.CheckState.Checked) == on
    # a double click is two clicks, and one on the box itself ticks it once
    QTest.mouseDClick(panel.viewport(), LEFT, pos=place)
    assert not bench.window.view.wanted
    box = panel.visualItemRect(value(bench, "Emotion")).topLeft() + QPoint(12, 10)
    QTest.mouseClick(panel.viewport(), LEFT, pos=box)
    assert bench.window.view.wanted


def test_a_press_that_is_let_go_elsewhere_and_a_click_on_a_heading_tick_nothing(bench: Bench) -> None:
    bench.trigger("show_filter")
    panel = bench.window.filter_panel.list
    place = panel.visualItemRect(value(bench, "Emotion")).center()
    QTest.mousePress(panel.viewport(), LEFT, pos=place)
    QTest.mouseRelease(panel.viewport(), LEFT, pos=place + QPoint(0, 60))
    heading = value(bench, "Emotion").parent()
    QTest.mouseClick(panel.viewport(), LEFT, pos=panel.visualItemRect(heading).center())
    assert not bench.window.view.wanted


def test_the_list_stays_where_it_is_when_the_hint_gives_way_to_a_count(bench: Bench) -> None:
    rich(bench).trigger("show_filter")
    QTest.qWait(20)
    panel = bench.window.filter_panel
    before = panel.list.pos()
    tick(bench, "Touchpoint")
    QTest.qWait(20)
    assert panel.list.pos() == before


def test_only_opportunities_are_said_to_lack_an_owner(bench: Bench) -> None:
    bench.document.do("Idea", lambda m: add_card(m, Place("touch", "p3"), bench.document.new_id, "opportunity"))
    bench.trigger("show_filter")
    assert lines(bench)["Owner"] == [("Opportunity, no owner", "1")]


def test_owners_come_before_nobody(bench: Bench) -> None:
    for owner in ("Nora", "Nora", "Omar", "", "", ""):
        bench.document.do("Idea", lambda m, owner=owner: add_card(m, Place("touch", "p3"), bench.document.new_id,
                                                                  "opportunity", owner=owner))  # fmt: skip
    bench.trigger("show_filter")
    assert [words for words, _ in lines(bench)["Owner"]] == ["Nora", "Omar", "Opportunity, no owner"]


def test_one_click_or_esc_shows_all_again(bench: Bench) -> None:
    wanted = Filter({"kind": frozenset({"feeling"})})
    view, panel = bench.window.view, bench.window.filter_panel
    bench.trigger("show_filter")
    for clear in (
        lambda: QTest.mouseClick(bench.window.status.filter_button, LEFT),
        lambda: QTest.mouseClick(panel.clear_button, LEFT),
        lambda: QTest.keyClick(panel.list, Qt.Key.Key_Escape),
        lambda: QTest.keyClick(view, Qt.Key.Key_Escape),
    ):
        view.filter_by(wanted)
        assert value(bench, "Emotion").checkState(0) == Qt.CheckState.Checked
        clear()
        assert view.wanted == NOTHING_WANTED
        assert value(bench, "Emotion").checkState(0) == Qt.CheckState.Unchecked
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_a_cross_closes_it_and_what_is_wanted_stays(bench: Bench) -> None:
    bench.trigger("show_filter")
    tick(bench, "Emotion")
    panel = bench.window.filter_panel
    QTest.mouseClick(next(one for one in panel.findChildren(QToolButton) if one.accessibleName() == "Close"), LEFT)
    assert panel.isHidden()
    assert bench.window.view.wanted


def test_esc_on_the_map_lets_go_of_the_selection_first(bench: Bench) -> None:
    view = bench.window.view
    view.filter_by(Filter({"kind": frozenset({"feeling"})}))
    bench.selection.select(card_ref("c1"))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.wanted
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.wanted


def test_the_list_follows_edits_and_keeps_what_is_wanted(bench: Bench, qtbot: QtBot) -> None:
    rich(bench).trigger("show_filter")
    tick(bench, "late")
    bench.document.do("Edit", lambda m: set_fields(m, "c2", tags=("late",)))
    qtbot.waitUntil(lambda: value(bench, "late").text(1) == "2")
    qtbot.waitUntil(lambda: bench.window.status.filter_button.text().startswith("2 of 4 cards"))
    for key in ("c1", "c2"):
        bench.document.do("Edit", lambda m, key=key: set_fields(m, key, tags=()))
    qtbot.waitUntil(lambda: value(bench, "late").text(1) == "0")  # so that it can be unticked
    assert value(bench, "late").checkState(0) == Qt.CheckState.Checked
    assert bench.window.filter_panel.count.text() == "0 of 4 cards"


def test_names_people_typed_are_plain_text(open_bench: OpenBench) -> None:
    bench = open_bench(set_fields(small_map(), "c1", owner="<b>Ben</b> & <img src=x> in a very long name"))
    bench.trigger("show_filter")
    (owner,) = (one for one in bench.window.filter_panel.list.values() if one.parent().text(0) == "Owner")
    assert owner.text(0).startswith("<b>Ben</b> &")
    assert "<b>" not in owner.toolTip(0)
