"""The find bar: words marked while they are typed, walked by Enter, replaced as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.connections import connect
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.find_bar import FindBar
from jmapdesk.util.geometry import Rect
from tests.builders import big_map, small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(bench: Bench, keys: str = "Ctrl+F") -> FindBar:
    bench.keys(keys)
    assert QApplication.focusWidget() is bench.window.find_bar.line
    return bench.window.find_bar


def press(bar: FindBar, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(bar.line, key, held)


def test_what_holds_the_words_is_counted_and_marked_while_they_are_typed(bench: Bench, qtbot: QtBot) -> None:
    bar = opened(bench)
    bench.type("o")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 7")
    bench.type("st")  # only the poster has that
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    assert bar.found == [("card", "c1")]
    bar.leave()
    assert bar.found == [("card", "c1")]


def amber(bench: Bench, rect: Rect) -> QRect:
    """What within a rectangle of the sheet is marked, from its corner; the ring round it does not count."""
    view = bench.window.view
    part = view.camera.to_view(rect.grown(-5)).toRect()
    image = view.viewport().grab().toImage().copy(part)
    marked = [QPoint(x, y) for x in range(image.width()) for y in range(image.height())
              if _is_amber(image.pixelColor(x, y))]  # fmt: skip
    return QRect(
        QPoint(min((p.x() for p in marked), default=0), min((p.y() for p in marked), default=0)),
        QPoint(max((p.x() for p in marked), default=-1), max((p.y() for p in marked), default=-1)),
    )


def _is_amber(colour: QColor) -> bool:
    return colour.blue() < 170 and colour.red() > 190 and colour.green() > 150


def test_the_words_are_marked_and_not_all_of_what_holds_them(bench: Bench) -> None:
    card = bench.window.view.layout_now.card_rect("c1")
    assert card is not None
    assert amber(bench, card).isEmpty()
    bar = opened(bench)
    bar.line.setText("Post")
    bar.search()
    one = amber(bench, card)
    bar.line.setText("Poster")
    bar.search()
    more = amber(bench, card)
    assert one.left() == more.left() > 15  # the icon stands before them
    assert one.right() < more.right() < card.w - 20
    assert more.height() < card.h - 14
    bar.leave()
    assert amber(bench, card).isEmpty()


def test_a_portrait_is_not_marked_with_the_words_beside_it(bench: Bench) -> None:
    view = bench.window.view
    block = view.layout_now.personas[0].rect
    portrait = view.camera.to_view(Rect(block.x + 8, block.y + 12, 44, 48)).toRect()
    before = view.viewport().grab().toImage().copy(portrait)
    bar = opened(bench)
    bar.line.setText("Ada")
    bar.search()
    assert ("persona", "ada") in bar.found
    assert view.viewport().grab().toImage().copy(portrait) == before


def test_what_holds_the_words_out_of_sight_has_an_edge_only(bench: Bench) -> None:
    bench.document.do("Note", lambda m: set_fields(m, "c1", note="a zebra"))
    card = bench.window.view.layout_now.card_rect("c1")
    assert card is not None
    before = bench.window.view.viewport().grab().toImage()
    bar = opened(bench)
    bar.line.setText("zebra")
    bar.search()
    assert amber(bench, card).isEmpty()
    assert bench.window.view.viewport().grab().toImage() != before


def test_enter_walks_and_comes_round(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("o")
    walked = []
    for _ in range(8):
        press(bar, Qt.Key.Key_Return)
        walked.append(bench.selection.primary)
    assert walked[0] == Ref("lane", "touch")  # the first had been looked at while typing
    assert walked[5:] == [card_ref("parked"), Ref("stage", "s1"), Ref("lane", "touch")]
    press(bar, Qt.Key.Key_Return, SHIFT)
    assert bench.selection.primary == Ref("stage", "s1")
    bench.keys("F3")
    assert bench.selection.primary == Ref("lane", "touch")
    bench.keys("Shift+F3")
    assert bench.selection.primary == Ref("stage", "s1")


def test_it_begins_where_the_person_is(bench: Bench) -> None:
    bench.selection.select(card_ref("c1"))
    bar = opened(bench)
    bench.type("o")
    bar.search()
    assert bar.here is not None
    assert (bar.here.kind, bar.here.id) == ("card", "c1")


def test_esc_leaves_with_what_was_found_selected_and_f3_goes_on(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("web")
    bar.search()
    press(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert bench.window.view.hasFocus()
    assert bench.selection.primary == card_ref("c2")
    bar.line.setText("o")
    bench.keys("F3")
    assert bar.isVisible()
    assert bench.window.view.hasFocus()  # the keyboard stays on the map
    assert bench.selection.primary != card_ref("c2")


def test_words_that_cannot_be_seen_are_told(open_bench: OpenBench) -> None:
    journey = set_fields(open_bench().journey, "c2", note="Ask the butcher", owner="Baker")
    bench = open_bench(journey)
    bar = opened(bench)
    for words, said in (
        ("butcher", "1 of 1 · note"), ("baker", "1 of 1 · owner"), ("returns", "1 of 1 · parked"),
        ("zzz", "Not found"), ("", ""),
    ):  # fmt: skip
        bar.line.setText(words)
        bar.search()
        assert bar.count.text() == said
    assert not bar.all_button.isEnabled()


def test_what_is_selected_tells_where_to_begin_though_it_holds_none_of_the_words(bench: Bench) -> None:
    bench.selection.select(card_ref("c2"))
    bar = opened(bench)
    bench.type("pain")
    bar.search()
    assert (bar.count.text(), bar.found) == ("1 of 1", [("lane", "pain")])
    bar.line.setText("o")
    bench.selection.select(card_ref("c2"))
    bar.line.setText("")
    bar.search()
    bar.line.setText("o")
    bar.search()
    assert bar.here is not None
    assert bar.here.id == "feel"  # the next one after the web site


def test_what_does_not_show_is_told(open_bench: OpenBench) -> None:
    bench = open_bench(set_lane_fields(small_map(), "touch", hidden=True))
    bar = opened(bench)
    bar.line.setText("poster")
    bar.search()
    assert bar.count.text() == "1 of 1 · not shown"


def test_words_of_the_map_itself_are_found(open_bench: OpenBench) -> None:
    journey = connect(set_about(small_map(), language="de"), "c1", "f1", lambda: "k", label="macht neugierig")
    bench = open_bench(journey)
    bar = opened(bench)
    for words, found, said in (
        ("gefühle", [("lane", "feel")], "1 of 1"),
        ("neugierig", [("connection", "k")], "1 of 1 · connection"),
    ):
        bar.line.setText(words)
        bar.search()
        assert (bar.found, bar.count.text()) == (found, said)
    press(bar, Qt.Key.Key_Return)
    assert bench.selection.primary == card_ref("c1")
    bench.document.do("Language", lambda m: set_about(m, language="en"))
    bar.line.setText("emotions")
    bar.search()
    assert bar.found == [("lane", "feel")]


def test_case_and_whole_words_can_be_asked_for(bench: Bench) -> None:
    bar = opened(bench)
    bench.type("we")
    QTest.mouseClick(bar.word_button, Qt.MouseButton.LeftButton)
    assert bar.found == []
    bar.line.setText("web")
    bar.search()
    assert bar.found == [("card", "c2")]
    QTest.mouseClick(bar.case_button, Qt.MouseButton.LeftButton)
    assert bar.found == []


def test_replacing_one_goes_on_to_the_next(bench: Bench) -> None:
    bar = opened(bench, "Ctrl+H")
    bench.type("o")
    bar.search()
    bar.replacement.setFocus()
    bench.type("0")
    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)
    assert bench.journey.stages["s1"].name == "N0tice"
    assert bar.here is not None
    assert bar.here.id == "touch"
    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)  # the lane's name is its kind's: there is nothing to write
    assert bar.here.id == "c1"
    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)
    assert bench.journey.cards["c1"].text == "P0ster"
    assert bench.document.undo_labels == ("Replace", "Replace")


def test_replacing_all_is_one_step(bench: Bench) -> None:
    before = bench.journey
    bar = opened(bench, "Ctrl+H")
    bar.line.setText("e")
    bar.replacement.setText("E")
    bar.search()
    QTest.mouseClick(bar.all_button, Qt.MouseButton.LeftButton)
    assert bench.journey.cards["c2"].text == "WEb sitE"
    assert bench.journey.stages["s1"].name == "NoticE"
    assert [step.name for step in bench.journey.stages["s1"].steps] == ["SEE", "Ask"]
    assert bench.document.undo_labels == ("Replace all",)
    bench.trigger("undo")
    assert bench.journey.cards["c2"].text == before.cards["c2"].text


def test_replacing_can_be_opened_from_the_bar_and_tab_goes_on_to_it(bench: Bench) -> None:
    bar = opened(bench)
    assert not bar.replacement.isVisible()
    QTest.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is bar.replacement
    bar.line.setFocus()
    bench.type("poster\tbanner")
    bar.search()
    bench.type("\t")
    assert QApplication.focusWidget() is bar.one_button
    QTest.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert not bar.replacement.isVisible()
    assert QApplication.focusWidget() is bar.line


@pytest.mark.parametrize("wide", [1500, 900, 700, 480])
def test_nothing_in_the_bar_lies_over_something_else_in_a_small_window(bench: Bench, wide: int) -> None:
    window = bench.window
    window.resize(wide, 500)
    window.panels.show("show_inspector")
    bench.trigger("replace")
    bench.type("o")
    QTest.qWait(60)
    bar = window.find_bar
    parts = [one for one in bar.findChildren(QWidget) if one.isVisible() and one.parentWidget() is bar]
    assert len(parts) == 11
    for one in parts:
        assert bar.rect().contains(one.geometry())
        assert one.width() >= one.minimumSizeHint().width()
        assert not [other for other in parts if other is not one and other.geometry().intersects(one.geometry())]
    assert window.rect().contains(bar.geometry())


def test_the_bar_stays_as_large_as_it_is_while_it_says_one_thing_and_another(bench: Bench) -> None:
    bench.document.do("Note", lambda m: set_fields(m, "c1", note="a zebra"))
    bar = opened(bench, "Ctrl+H")
    sizes = set()
    for words in ("o", "zebra", "nowhere to be found", "Web"):
        bar.line.setText(words)
        bar.search()
        sizes.add((bar.x(), bar.width(), bar.height()))
    bar.replace_all()
    assert "Replaced" in bar.count.text()
    sizes.add((bar.x(), bar.width(), bar.height()))
    assert len(sizes) == 1


def test_after_replacing_all_the_bar_says_so_and_keeps_the_keyboard(bench: Bench) -> None:
    bar = opened(bench, "Ctrl+H")
    bench.type("poster\tbanner")
    bar.search()
    bar.all_button.setFocus()
    bench.keys("Space")
    assert bar.count.text() == "Replaced in 1 place"
    assert not bar.line.property("missing")
    assert QApplication.focusWidget() is bar.replacement


def test_what_is_edited_meanwhile_is_found(bench: Bench, qtbot: QtBot) -> None:
    bar = opened(bench)
    bench.type("flyer")
    qtbot.waitUntil(lambda: bar.count.text() == "Not found")
    bench.document.do("Edit", lambda m: set_fields(m, "c1", text="Flyer"))
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    bench.trigger("undo")
    qtbot.waitUntil(lambda: bar.count.text() == "Not found")


def test_what_is_found_comes_into_view_clear_of_the_bar(open_bench: OpenBench) -> None:
    bench = open_bench(big_map(400))
    view, bar = bench.window.view, opened(bench)
    view.zoom_to(1.0)
    bench.type("a")
    for _ in range(40):
        press(bar, Qt.Key.Key_Return)
        ref = bench.selection.primary
        assert ref is not None
        rect = view.layout_now.card_rect(ref.id) if ref.kind == "card" else None
        if rect is None:
            continue
        at = view.camera.to_view(rect)
        assert view.viewport().rect().intersects(at.toRect())
        covered = bar.geometry().translated(-view.viewport().mapTo(bench.window, view.viewport().rect().topLeft()))
        assert not covered.intersects(at.toRect())


@pytest.mark.parametrize("words", ["Poster", "sit"])
def test_marked_words_are_looked_for(bench: Bench, words: str) -> None:
    bench.selection.select(card_ref("c1" if words == "Poster" else "c2"))
    bench.trigger("edit_text")
    editor = bench.window.view.writer.editor
    assert editor is not None
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert editor.find(words)
    bench.keys("Ctrl+F")
    assert bench.window.find_bar.line.text() == words
