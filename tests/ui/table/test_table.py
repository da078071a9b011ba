"""The table of all cards: the same data through another lens, edited through the same edits."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import add_card, delete_cards, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import rename_lane
from jmapdesk.edit.stages import rename_stage
from jmapdesk.insight.filters import Filter
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.table.panel import TablePanel
from tests.builders import big_map, small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

DISPLAY, EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole


def table(bench: Bench) -> TablePanel:
    if not bench.window.table.isVisible():
        bench.trigger("show_table")
    return bench.window.table


def column(panel: TablePanel, key: str) -> int:
    return [one.key for one in panel.model.columns].index(key)


def said(panel: TablePanel, card: str, key: str) -> str:
    row = panel.model.row_of(card)
    assert row is not None
    found = panel.model.index(row, column(panel, key)).data()
    assert isinstance(found, str)
    return found


def put(panel: TablePanel, card: str, key: str, value: Any) -> bool:
    row = panel.model.row_of(card)
    assert row is not None
    return panel.model.setData(panel.model.index(row, column(panel, key)), value)


def at(panel: TablePanel, card: str, key: str) -> QPoint:
    row = panel.model.row_of(card)
    assert row is not None
    return panel.rows.visualRect(panel.model.index(row, column(panel, key))).center()


def go_to(panel: TablePanel, card: str, key: str) -> None:
    row = panel.model.row_of(card)
    assert row is not None
    panel.rows.setFocus()
    panel.rows.setCurrentIndex(panel.model.index(row, column(panel, key)))


def ideas() -> JourneyMap:
    """The small map with a pain point and an opportunity in the last step."""
    journey = add_card(small_map(), Place("pain", "p3"), lambda: "slow", text="Too slow", severity=2, tags=("web", "a"))
    return add_card(journey, Place("pain", "p3"), lambda: "idea", "opportunity", "A fast lane", owner="Ben", impact=0.9,
                    due="2027-01-31", status="doing")  # fmt: skip


def test_every_card_is_a_row_in_the_order_of_the_map(open_bench: OpenBench) -> None:
    panel = table(open_bench(ideas()))
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    assert panel.model.ids == ["c1", "c2", "f1", "f3", "slow", "idea", "parked"]
    shown = [said(panel, "slow", key) for key in ("stage", "step", "lane", "kind", "text", "tags", "severity")]
    assert shown == ["Buy", "1", "Pain points", "Pain point", "Too slow", "web, a", "Serious"]
    shown = [said(panel, "idea", key) for key in ("owner", "impact", "effort", "due", "status", "severity", "evidence")]
    assert shown == ["Ben", "High", "", "2027-01-31", "Doing", "", ""]
    assert (said(panel, "c1", "evidence"), said(panel, "c2", "evidence")) == ("Evidence", "Assumption")
    assert (said(panel, "f1", "text"), said(panel, "f1", "score"), said(panel, "f3", "persona")) == (
        "curious", "+1.5", "Ada",
    )  # fmt: skip
    assert (said(panel, "parked", "stage"), said(panel, "parked", "lane")) == ("parked", "")


@pytest.mark.parametrize(
    ("card", "key", "value", "field", "expected"),
    [
        ("c1", "text", "Flyer\nin the letter", "text", "Flyer\nin the letter"),
        ("f1", "text", "keen", "word", "keen"),
        ("c1", "tags", "one, two,, one", "tags", ("one", "two")),
        ("c1", "owner", "Eve", "owner", "Eve"),
        ("slow", "severity", 3, "severity", 3),
        ("slow", "severity", None, "severity", None),
        ("c1", "step", "p3", "step", "p3"),
        ("c1", "lane", "pain", "lane", "pain"),
        ("c1", "kind", "action", "kind", "action"),
        ("c2", "channel", "phone", "channel", "phone"),
        ("c2", "persona", "ada", "personas", ("ada",)),
        ("f1", "persona", "ada", "persona", "ada"),
        ("f1", "score", "\u22120,5", "score", -0.5),
        ("f1", "score", "", "score", None),
        ("idea", "impact", "low", "impact", 0.2),
        ("idea", "effort", "high", "effort", 0.8),
        ("idea", "due", " 2027-02-01 ", "due", "2027-02-01"),
        ("idea", "due", "26.11.2027", "due", "2027-11-26"),
        ("idea", "due", "", "due", ""),
        ("idea", "status", "done", "status", "done"),
        ("c1", "moment", "delight", "moment", "delight"),
        ("c1", "note", "Ask again", "note", "Ask again"),
    ],
)
def test_each_value_is_one_step_of_the_map(
    open_bench: OpenBench, card: str, key: str, value: Any, field: str, expected: Any
) -> None:
    bench = open_bench(ideas())
    panel, before = table(bench), bench.journey
    assert put(panel, card, key, value)
    assert getattr(bench.journey.cards[card], field) == expected
    assert len(bench.document.undo_labels) == 1
    bench.trigger("undo")
    assert bench.journey.cards[card] == before.cards[card]


def test_what_changes_nothing_is_no_step_and_what_does_not_fit_is_told(open_bench: OpenBench) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    for card, key in (("c1", "text"), ("slow", "tags"), ("idea", "impact"), ("c1", "lane"), ("f1", "score")):
        row = panel.model.row_of(card)
        assert row is not None
        put(panel, card, key, panel.model.index(row, column(panel, key)).data(EDIT))
    put(panel, "f1", "score", "1.5")
    assert bench.journey.cards["idea"].impact == 0.9
    assert not bench.document.can_undo
    refused: list[str] = []
    panel.model.refused.connect(refused.append)
    assert not put(panel, "f1", "score", "much")
    assert not put(panel, "f3", "step", "p1") or bench.journey.cards["f3"].step == "p1"
    assert refused[0] == "A score is a number from −2 to 2."
    assert not put(panel, "idea", "due", "h")
    assert refused[-1].startswith("This is no day.")
    assert bench.journey.cards["idea"].due == "2027-01-31"


def test_only_what_a_card_has_can_be_edited(open_bench: OpenBench) -> None:
    panel = table(open_bench(ideas()))

    def editable(card: str) -> set[str]:
        row = panel.model.row_of(card)
        assert row is not None
        return {
            one.key for place, one in enumerate(panel.model.columns)
            if panel.model.flags(panel.model.index(row, place)) & Qt.ItemFlag.ItemIsEditable
        }  # fmt: skip

    shared = {"kind", "text", "tags", "owner", "persona", "moment", "note"}
    assert editable("slow") == shared | {"step", "lane", "severity"}
    assert editable("idea") == shared | {"step", "lane", "impact", "effort", "due", "status"}
    assert editable("f1") == shared | {"step", "lane", "score"}
    assert editable("parked") == shared | {"step"}


def test_typing_on_a_cell_edits_it_and_enter_keeps_it(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    go_to(panel, "c1", "owner")
    bench.type("Eve")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(panel.rows.hasFocus)  # Enter in an editor does not leave the table
    assert bench.journey.cards["c1"].owner == "Eve"
    go_to(panel, "c1", "text")
    QTest.keyClick(panel.rows, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    QTest.keyClicks(editor, "Flyer")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "green")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.journey.cards["c1"].text == "Flyer\ngreen")
    go_to(panel, "slow", "severity")
    QTest.keyClick(panel.rows, Qt.Key.Key_F2)
    box = panel.rows.viewport().findChild(QComboBox)
    assert box is not None
    assert [box.itemText(i) for i in range(box.count())] == ["–", "Minor", "Serious", "Blocker"]
    assert box.currentText() == "Serious"
    qtbot.waitUntil(box.view().isVisible)
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    assert bench.journey.cards["slow"].severity == 2  # walking the list chooses nothing
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.journey.cards["slow"].severity == 3)
    assert bench.document.undo_labels == ("Edit card", "Edit card", "Edit card")


def test_a_tick_says_that_a_card_needs_checking(bench: Bench) -> None:
    panel = table(bench)
    go_to(panel, "c2", "check")
    QTest.keyClick(panel.rows, Qt.Key.Key_Space)
    assert bench.journey.cards["c2"].check
    QTest.keyClick(panel.rows, Qt.Key.Key_Space)
    assert not bench.journey.cards["c2"].check


def test_sorting_by_any_column_puts_what_has_no_value_last(open_bench: OpenBench) -> None:
    panel = table(open_bench(ideas()))
    panel.model.sort(column(panel, "text"))
    assert panel.model.ids == ["idea", "f1", "c1", "slow", "c2", "parked", "f3"]
    panel.model.sort(column(panel, "text"), Qt.SortOrder.DescendingOrder)
    assert panel.model.ids == ["parked", "c2", "slow", "c1", "f1", "idea", "f3"]
    panel.model.sort(column(panel, "score"), Qt.SortOrder.DescendingOrder)
    assert panel.model.ids[:2] == ["f1", "f3"]
    for place in range(len(panel.model.columns)):
        panel.model.sort(place)
        assert len(panel.model.ids) == 7
    panel.model.sort(-1)
    assert panel.model.ids[0] == "c1"


def test_rows_follow_the_map(open_bench: OpenBench) -> None:
    bench = open_bench(ideas())
    panel, document = table(bench), bench.document
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    resets: list[int] = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    document.do("Edit", lambda m: set_fields(m, "c1", text="Flyer"))
    assert said(panel, "c1", "text") == "Flyer"
    document.do("Add", lambda m: add_card(m, Place("touch", "p2"), lambda: "new", text="Window"))
    assert panel.model.ids == ["c1", "c2", "f1", "f3", "slow", "idea", "parked", "new"]
    document.do("Delete", lambda m: delete_cards(m, ["c2", "f1", "idea"]))
    assert panel.model.ids == ["c1", "f3", "slow", "parked", "new"]
    assert said(panel, "new", "text") == "Window"
    document.do("Name", lambda m: rename_stage(rename_lane(m, "touch", "Places"), "s1", "Hear"))
    assert (said(panel, "new", "stage"), said(panel, "new", "lane")) == ("Hear", "Places")
    for _ in range(4):
        document.undo()
    assert sorted(panel.model.ids) == ["c1", "c2", "f1", "f3", "idea", "parked", "slow"]
    assert said(panel, "c1", "text") == "Poster"
    assert not resets
    assert panel.count.text() == "7 cards"


def test_many_cards_that_go_at_once_leave_the_right_rows(open_bench: OpenBench) -> None:
    bench = open_bench(big_map(300))
    panel = table(bench)
    gone = panel.model.ids[::3]
    kept = [key for key in panel.model.ids if key not in set(gone)]
    bench.document.do("Delete", lambda m: delete_cards(m, gone))
    assert panel.model.ids == kept


def test_words_narrow_it_down(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    panel.line.setFocus()
    for words, ids in (("ben", ["idea"]), ("pain SLOW", ["slow"]), ("buy", ["f3", "slow", "idea"]), ("ada", ["f3"])):
        panel.line.setText(words)
        qtbot.waitUntil(lambda ids=ids: panel.model.ids == ids)
    bench.document.do("Add", lambda m: add_card(m, Place("touch", "p2"), lambda: "new", text="Adamant"))
    assert panel.model.ids == ["f3", "new"]
    assert panel.count.text() == "2 of 8 cards"


def test_it_honours_the_filter(open_bench: OpenBench) -> None:
    bench = open_bench(ideas())
    bench.window.view.filter_by(Filter({"kind": frozenset({"feeling"})}))
    panel = table(bench)
    assert panel.model.ids == ["f1", "f3"]
    bench.window.view.filter_by(Filter())
    assert len(panel.model.ids) == 7


def test_one_selection_with_the_map(open_bench: OpenBench) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    bench.selection.set([card_ref("c2"), card_ref("slow")])
    assert panel.selected() == ["c2", "slow"]
    QTest.mouseClick(panel.rows.viewport(), Qt.MouseButton.LeftButton, pos=at(panel, "c1", "owner"))
    assert bench.selection.cards == ("c1",)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(panel.rows.viewport(), Qt.MouseButton.LeftButton, shift, at(panel, "f1", "owner"))
    assert set(bench.selection.cards) == {"c1", "c2", "f1"}
    assert bench.selection.primary == card_ref("f1")
    bench.selection.select(Ref("stage", "s1"))
    assert panel.selected() == []
    bench.trigger("select_all")
    assert len(panel.selected()) == 6  # what is parked cannot be selected on the map


def test_rows_that_go_with_a_filter_stay_selected_on_the_map(open_bench: OpenBench) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    bench.selection.set([card_ref("c2"), card_ref("f1")])
    bench.window.view.filter_by(Filter({"kind": frozenset({"feeling"})}))
    assert panel.selected() == ["f1"]
    assert set(bench.selection.cards) == {"c2", "f1"}


def double_click(panel: TablePanel, card: str, key: str) -> None:
    go_to(panel, card, key)
    viewport, where = panel.rows.viewport(), at(panel, card, key)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=where)


def test_a_double_click_edits_the_cell_where_it_stands(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    double_click(panel, "slow", "text")
    assert isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
    bench.keys("Ctrl+A")
    bench.type("Queue\n")
    qtbot.waitUntil(lambda: bench.journey.cards["slow"].text == "Queue")
    assert len(bench.journey.cards) == len(ideas().cards)
    double_click(panel, "slow", "severity")
    assert panel.rows.state() == QAbstractItemView.State.EditingState


def test_a_double_click_on_what_cannot_be_edited_and_enter_show_the_card_on_the_map(open_bench: OpenBench) -> None:
    bench = open_bench(big_map(400))
    panel = table(bench)
    view = bench.window.view
    view.zoom_to(1.0)
    for row in (380, 3):
        card = panel.model.ids[row]
        go_to(panel, card, "stage")
        if row == 380:
            QTest.keyClick(panel.rows, Qt.Key.Key_Return)
        else:
            double_click(panel, card, "stage")
        assert bench.selection.primary == card_ref(card)
        assert view.hasFocus()
        assert view.viewport().rect().contains(bench.card(card))


def test_esc_goes_back_to_the_map_and_f6_comes_again(bench: Bench) -> None:
    panel = table(bench)
    assert QApplication.focusWidget() is panel.rows
    QTest.keyClick(panel.rows, Qt.Key.Key_Escape)
    assert bench.window.view.hasFocus()
    bench.keys("F6")
    assert QApplication.focusWidget() is panel.rows


def test_rows_are_copied_as_a_table_and_as_cards(open_bench: OpenBench) -> None:
    bench = open_bench(set_fields(set_fields(ideas(), "slow", text='Says "no"\ttwice\nthen'), "idea", text="=1+1"))
    panel = table(bench)
    bench.selection.set([card_ref("slow"), card_ref("idea"), card_ref("f3")])
    panel.rows.setFocus()
    bench.keys("Ctrl+C")
    data = QApplication.clipboard().mimeData()
    text = data.text()
    assert text.startswith("Stage\tStep\tLane\tKind\tText")
    assert '"Says ""no""\ttwice\nthen"' in text
    assert "\t'=1+1\t" in text
    assert "\t-1\t" in text  # a score is a number
    bench.document.do("Delete", lambda m: delete_cards(m, ["slow"]))
    bench.selection.select(Ref("cell", "pain", "p1"))
    bench.window.view.setFocus()
    bench.trigger("paste")
    assert any(card.text.startswith("Says") for card in bench.journey.cards.values())


def test_the_row_with_the_keyboard_is_the_one_in_hand(open_bench: OpenBench) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    go_to(panel, "slow", "text")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(panel.rows, key, Qt.KeyboardModifier.ShiftModifier)
    assert bench.selection.primary == card_ref("f1")
    panel.rows.selectionModel().clear()
    assert bench.selection.cards == ()
    flags = QItemSelectionModel.SelectionFlag
    index = panel.model.index(0, 0)
    panel.rows.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
    assert bench.selection.cards == ("c1",)


def test_a_parked_card_is_placed_by_its_step(open_bench: OpenBench) -> None:
    bench = open_bench()
    panel = table(bench)
    assert put(panel, "parked", "step", "p3")
    card = bench.journey.cards["parked"]
    assert (card.lane, card.step, card.kind) == ("touch", "p3", "text")
    assert said(panel, "parked", "stage") == "Buy"
    assert len(bench.document.undo_labels) == 1


def chooser(panel: TablePanel) -> QComboBox:
    return panel.rows.viewport().findChildren(QComboBox)[-1]  # one that has ended may still be on its way out


def opened(panel: TablePanel, qtbot: QtBot) -> QAbstractItemView:
    """The open list of the cell that is edited, once the window knows of it."""
    box = chooser(panel)
    qtbot.waitUntil(box.view().isVisible)
    QApplication.processEvents()
    return box.view()


def test_esc_in_a_list_of_choices_leaves_the_cell_and_the_arrows_walk_the_table_again(
    open_bench: OpenBench, qtbot: QtBot
) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    go_to(panel, "c1", "kind")
    QTest.keyClick(panel.rows, Qt.Key.Key_F2)
    QTest.keyClick(opened(panel, qtbot), Qt.Key.Key_Down)
    QTest.keyClick(chooser(panel).view(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.rows.hasFocus() and panel.rows.viewport().findChild(QComboBox) is None)
    bench.keys("Down")
    assert panel.rows.currentIndex().row() == 1
    assert panel.rows.currentIndex().column() == column(panel, "kind")
    assert not bench.document.can_undo


def test_a_letter_in_a_cell_of_choices_looks_in_its_list_and_enter_takes_it(
    open_bench: OpenBench, qtbot: QtBot
) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    go_to(panel, "idea", "impact")
    bench.type("m")
    lines = opened(panel, qtbot)
    assert bench.journey.cards["idea"].impact == 0.9
    QTest.keyClick(lines, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.journey.cards["idea"].impact == 0.5)
    qtbot.waitUntil(panel.rows.hasFocus)
    bench.keys("Right")
    assert panel.rows.currentIndex().column() == column(panel, "effort")
    go_to(panel, "c2", "channel")
    bench.type("so")
    QTest.keyClick(opened(panel, qtbot), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.journey.cards["c2"].channel == "social")


def test_tab_takes_the_line_in_hand_and_goes_on_to_the_next_value(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    go_to(panel, "idea", "impact")
    bench.type("l")
    QTest.keyClick(opened(panel, qtbot), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bench.journey.cards["idea"].impact == 0.2)
    qtbot.waitUntil(lambda: panel.rows.currentIndex().column() == column(panel, "effort"))
    QTest.keyClick(opened(panel, qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(panel.rows.hasFocus)


def test_the_text_stays_in_sight_when_the_table_is_scrolled_sideways(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    rows, text = panel.rows, column(panel, "text")
    at_home = rows.visualRect(rows.model().index(0, text))
    assert at_home.left() > 0
    rows.horizontalScrollBar().setValue(rows.horizontalScrollBar().maximum())
    row = panel.model.row_of("slow")
    assert row is not None
    seen = rows.visualRect(rows.model().index(row, text))
    assert (seen.left(), seen.width()) == (0, at_home.width())
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=seen.center())
    assert bench.selection.cards == ("slow",)
    assert rows.currentIndex().column() == text
    assert rows.visualRect(rows.model().index(row, text)).left() == 0  # it was in sight: nothing jumps
    QTest.keyClick(rows, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    assert editor.geometry().left() == 0
    QTest.keyClicks(editor, "Slower")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.journey.cards["slow"].text == "Slower")


def test_what_the_keyboard_comes_to_is_never_under_the_text(open_bench: OpenBench) -> None:
    panel = table(open_bench(ideas()))
    rows = panel.rows
    last = len(panel.model.columns) - 1
    for place in (last, *range(last, column(panel, "text"), -1)):
        rows.setCurrentIndex(panel.model.index(0, place))
        assert rows.visualRect(rows.currentIndex()).left() >= rows.pinned_width()


def test_the_pinned_heading_sorts_by_the_text(open_bench: OpenBench) -> None:
    panel = table(open_bench(ideas()))
    rows = panel.rows
    rows.horizontalScrollBar().setValue(rows.horizontalScrollBar().maximum())
    heading = rows.horizontalHeader()
    in_order = list(panel.model.ids)
    seen: list[list[str]] = []
    for _ in range(3):
        QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
        seen.append(list(panel.model.ids))
    assert seen[0] == ["idea", "f1", "c1", "slow", "c2", "parked", "f3"]
    assert seen[1] == ["parked", "c2", "slow", "c1", "f1", "idea", "f3"]
    assert seen[2] == in_order


def test_the_pinned_text_is_drawn_over_what_lies_under_it(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(ideas())
    panel = table(bench)
    rows = panel.rows
    qtbot.waitUntil(lambda: rows.viewport().height() > 60)
    rows.setFocus()
    before = rows.viewport().grab().toImage()
    home = rows.visualRect(panel.model.index(0, column(panel, "text")))
    rows.horizontalScrollBar().setValue(rows.horizontalScrollBar().maximum())
    after = rows.viewport().grab().toImage()
    width = home.width() - 3  # beside its own edge

    def ink(image: QImage, left: int) -> set[tuple[int, int]]:
        return {
            (x, y)
            for x in range(width)
            for y in range(min(home.height(), image.height() - home.top()))
            if image.pixelColor(left + x, home.top() + y).lightness() < 120
        }

    assert ink(before, home.left())
    assert ink(after, 0) == ink(before, home.left())
