"""The outline: a tree that goes where one clicks, walks by keys, finds by typing and follows every edit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card, delete_cards, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import move_lane
from jmapdesk.edit.moves import move_into_cell, park
from jmapdesk.edit.stages import add_stage, delete_stage, move_stage, rename_stage
from jmapdesk.insight.filters import Filter
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.outline.panel import OutlinePanel
from tests.builders import big_map, small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

ANYWHERE = QModelIndex()


def outline(bench: Bench) -> OutlinePanel:
    bench.trigger("show_outline")
    panel = bench.window.outline
    tester = QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    tester.setUseFetchMore(False)  # it would fetch within a reset, which it then refuses
    return panel


def told(panel: OutlinePanel, parent: QModelIndex = ANYWHERE) -> dict[str, object]:
    """All lines, filled on the way, as nested words."""
    model, found = panel.model, {}
    if model.canFetchMore(parent):
        model.fetchMore(parent)
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found[str(index.data())] = told(panel, index)
    return found


def index_of(panel: OutlinePanel, ref: Ref) -> QModelIndex:
    index = panel.model.index_of(ref)
    assert index.isValid()
    return index


WHOLE = {
    "Notice": {"See": {"Poster": {}, "Web site": {}, "curious": {}}, "Ask": {}},
    "Buy": {"Step 1": {"Emotion": {}}},
    "Lanes": {"Touchpoints": {}, "Emotions": {}, "Pain points": {}},
    "Parked": {"Who pays for returns?": {}},
}


def test_the_whole_map_stands_in_it(bench: Bench) -> None:
    bench.trigger("show_outline")
    panel = bench.window.outline
    assert QApplication.focusWidget() is panel.tree
    assert not bench.selection.refs  # opening it goes nowhere
    stage = panel.model.index(0, 0)
    assert panel.tree.isExpanded(stage)
    step = panel.model.index(0, 0, stage)
    assert panel.model.rowCount(step) == 0  # nobody has looked under it
    assert panel.model.hasChildren(step)
    assert not panel.model.hasChildren(panel.model.index(1, 0, stage))
    assert told(panel) == WHOLE


def test_a_click_goes_there_and_the_keyboard_stays(bench: Bench) -> None:
    panel = outline(bench)
    index = index_of(panel, Ref("stage", "s2"))
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=panel.tree.visualRect(index).center())
    assert bench.selection.primary == Ref("stage", "s2")
    assert QApplication.focusWidget() is panel.tree


def test_keys_walk_open_and_go_to_the_map(open_bench: OpenBench) -> None:
    bench = open_bench(big_map(400))
    view, panel = bench.window.view, outline(bench)
    view.zoom_to(1.0)
    stages = [panel.model.ref_at(panel.model.index(row, 0)) for row in range(panel.model.rowCount(ANYWHERE))]
    panel.tree.setCurrentIndex(panel.model.index(len(stages) - 2, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(panel.tree, key)
    ref = bench.selection.primary
    assert ref is not None
    assert ref == panel.model.ref_at(panel.tree.currentIndex())
    assert ref.kind in ("step", "card")
    card = next(key for key, one in bench.journey.cards.items() if one.step and one.lane)
    panel.tree.setCurrentIndex(index_of(panel, card_ref(card)))
    assert bench.selection.primary == card_ref(card)
    assert view.viewport().rect().contains(bench.card(card))
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert view.hasFocus()


def test_what_is_selected_on_the_map_shows_as_far_as_it_is_open(bench: Bench) -> None:
    panel = outline(bench)
    bench.selection.select(card_ref("c2"))
    assert panel.model.ref_at(panel.tree.currentIndex()) == Ref("step", "p1")
    panel.tree.expand(index_of(panel, Ref("step", "p1")))
    bench.selection.select(card_ref("c1"))
    assert panel.model.ref_at(panel.tree.currentIndex()) == card_ref("c1")
    assert bench.selection.primary == card_ref("c1")
    bench.selection.select(Ref("stage", "s2"))
    assert panel.model.ref_at(panel.tree.currentIndex()) == Ref("stage", "s2")


def test_typing_finds_and_enter_goes_there(bench: Bench, qtbot: QtBot) -> None:
    panel = outline(bench)
    bench.type("web")
    assert QApplication.focusWidget() is panel.line
    qtbot.waitUntil(lambda: told(panel) == {"Notice": {"See": {"Web site": {}}}})
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert bench.selection.primary == card_ref("c2")
    assert QApplication.focusWidget() is panel.tree
    QTest.keyClick(panel.tree, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told(panel) == WHOLE)
    QTest.keyClick(panel.tree, Qt.Key.Key_Escape)
    assert bench.window.view.hasFocus()


def test_it_follows_edits_and_stays_open(bench: Bench) -> None:
    panel = outline(bench)
    told(panel)
    step = index_of(panel, Ref("step", "p1"))
    panel.tree.expand(step)
    resets: list[int] = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    edits = (
        lambda m: set_text(m, "c1", "Flyer"),
        lambda m: add_card(m, Place("pain", "p1"), lambda: "slow", text="Too slow"),
        lambda m: move_lane(m, "pain", 0),
        lambda m: move_into_cell(m, ["c2"], Place("touch", "p3")),
        lambda m: park(m, ["c1"]),
        lambda m: rename_stage(m, "s1", "Hear"),
        lambda m: add_stage(m, bench.document.new_id, after="s1", name="Compare"),
        lambda m: move_stage(m, "s2", 0),
        lambda m: delete_cards(m, ["parked", "c1"]),
        lambda m: delete_stage(m, "s1"),
    )
    for edit in edits:
        bench.document.do("Edit", edit)
        fresh = OutlinePanel(bench.window.view, bench.window._kit.icon_set, bench.window._kit.tokens)
        assert told(panel) == told(fresh)
        fresh.deleteLater()
        if edit is edits[3]:
            assert panel.tree.isExpanded(index_of(panel, Ref("step", "p1")))
    while bench.document.can_undo:
        bench.document.undo()
    assert told(panel) == WHOLE
    assert not resets


def test_what_happens_while_it_is_hidden_is_caught_up_with(bench: Bench) -> None:
    panel = outline(bench)
    bench.trigger("show_outline")
    bench.document.do("Edit", lambda m: rename_stage(m, "s1", "Hear"))
    bench.trigger("show_outline")
    assert next(iter(told(panel))) == "Hear"


def test_cards_that_are_faded_on_the_map_are_grey_here(bench: Bench) -> None:
    panel = outline(bench)
    told(panel)
    bench.window.view.filter_by(Filter({"kind": frozenset({"feeling"})}))
    colour = Qt.ItemDataRole.ForegroundRole
    assert index_of(panel, card_ref("c1")).data(colour) is not None
    assert index_of(panel, card_ref("f1")).data(colour) is None


def test_f6_reaches_it(bench: Bench) -> None:
    panel = outline(bench)
    bench.window.view.setFocus()
    bench.keys("Shift+F6")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panel.isAncestorOf(focus)


def test_lanes_are_called_as_on_the_map(open_bench: OpenBench) -> None:
    bench = open_bench(set_about(small_map(), language="de"))
    panel = outline(bench)
    lanes = panel.model.index(2, 0)
    told(panel)
    assert panel.model.index(1, 0, lanes).data() == "Gefühle"
    bench.document.do("Language", lambda m: set_about(m, language="en"))
    assert panel.model.index(1, 0, lanes).data() == "Emotions"
    bench.trigger("show_table")
    rows = bench.window.table.model
    assert rows.index(rows.row_of("f1") or 0, 2).data() == "Emotions"
    bench.document.do("Language", lambda m: set_about(m, language="de"))
    assert rows.index(rows.row_of("f1") or 0, 2).data() == "Gefühle"
