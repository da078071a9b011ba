"""Pasting: one line and copied cards land at once; a block shows how it is read and lands by Enter as one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.lanes import delete_lane
from jmapdesk.model.delta import same
from jmapdesk.model.queries import cell_cards, columns, lanes, stages
from jmapdesk.session.selection import Ref, cell_ref
from jmapdesk.ui.paste_panel import PastePanel
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

Key = Qt.Key
BLOCK = "\n".join("\t".join(f"{row}{column}" for column in "abcde") for row in range(6))


def put(text: str = "", page: str = "") -> None:
    """Put something on the clipboard, as another program does."""
    data = QMimeData()
    data.setText(text)
    if page:
        data.setHtml(page)
    QApplication.clipboard().setMimeData(data)


def pasted(bench: Bench, text: str, lane: str = "touch", step: str = "p1", page: str = "") -> PastePanel:
    put(text, page)
    bench.selection.select(cell_ref(lane, step))
    bench.window.view.setFocus()
    bench.keys("Ctrl+V")
    return bench.window.paster.panel


def press(panel: PastePanel, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(panel, key)


def texts(bench: Bench, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(bench.journey, lane, step)]


def test_one_line_lands_at_once(bench: Bench) -> None:
    panel = pasted(bench, "  Leaflet\n", "pain", "p2")
    assert panel.isHidden()
    assert texts(bench, "pain", "p2") == ["Leaflet"]
    assert bench.document.undo_labels == ("Paste",)


def test_one_line_on_a_feeling_finds_a_free_step(bench: Bench) -> None:
    pasted(bench, "+1 relieved", "feel", "p1")
    (card,) = cell_cards(bench.journey, "feel", "p2")
    assert (card.text, card.score) == ("relieved", 1.0)


def test_six_rows_of_five_are_thirty_cards_in_one_step(open_bench: OpenBench) -> None:
    bench = open_bench(delete_lane(small_map(), "feel"))
    panel = pasted(bench, BLOCK)
    assert "30 cards" in panel.title.text()
    assert "6 × 5 cells. Rows are lanes, columns are steps, from Touchpoints, Notice › See" in panel.said.text()
    assert panel.more.text() == "2 steps are added. 4 lanes are added."
    press(panel, Key.Key_Return)
    steps, rows = [column.step.id for column in columns(bench.journey)], [lane.id for lane in lanes(bench.journey)]
    for row in range(6):
        for place, column in enumerate("abcde"):
            assert f"{row}{column}" in texts(bench, rows[row], steps[place])
    assert len(bench.selection.cards) == 30
    assert bench.document.undo_labels == ("Paste",)
    assert bench.window.view.hasFocus()
    bench.document.undo()
    assert same(bench.journey, delete_lane(small_map(), "feel"))


def test_the_map_shows_the_block_before_it_lands_and_esc_leaves_nothing(bench: Bench) -> None:
    panel = pasted(bench, "a\tb\nc\td", "touch", "p2")
    assert texts(bench, "touch", "p2") == ["a"]
    assert not bench.document.committed.cards.keys() - small_map().cards.keys()
    press(panel, Key.Key_Escape)
    assert panel.isHidden()
    assert same(bench.journey, small_map())
    assert not bench.document.undo_labels
    assert bench.window.view.hasFocus()


def test_it_is_turned_by_a_key_or_a_button(bench: Bench) -> None:
    panel = pasted(bench, "a\t\tb\nc\t\td")
    press(panel, Key.Key_T)
    assert "Rows are steps" in panel.said.text()
    assert texts(bench, "pain", "p2") == ["d"]
    QTest.mouseClick(panel.turn_button, Qt.MouseButton.LeftButton)
    assert "All in one lane" in panel.said.text()
    assert texts(bench, "touch", "p1")[2:] == ["a", "c"]
    QTest.mouseClick(panel.land_button, Qt.MouseButton.LeftButton)
    assert texts(bench, "touch", "p1")[2:] == ["a", "c"]
    assert bench.document.undo_labels == ("Paste",)


def test_lines_go_into_one_cell_or_a_step_each(bench: Bench) -> None:
    panel = pasted(bench, "- one\n- two\n- three", "pain", "p1")
    assert texts(bench, "pain", "p1") == ["one", "two", "three"]
    press(panel, Key.Key_T, Key.Key_Enter)
    assert [texts(bench, "pain", step) for step in ("p1", "p2", "p3")] == [["one"], ["two"], ["three"]]


def test_a_card_a_line_is_offered_where_cells_have_lines(bench: Bench) -> None:
    panel = pasted(bench, "a\tb\nc\td")
    assert panel.line_button.isHidden()
    press(panel, Key.Key_Escape)
    panel = pasted(bench, '"a\nb"\tc', "pain", "p1")
    press(panel, Key.Key_L)
    assert panel.line_button.isChecked()
    press(panel, Key.Key_Return)
    assert texts(bench, "pain", "p1") == ["a", "b"]


def test_arrows_and_clicks_choose_another_place(bench: Bench) -> None:
    panel = pasted(bench, "a\nb", "touch", "p1")
    press(panel, Key.Key_Down, Key.Key_Down, Key.Key_Right)
    assert texts(bench, "pain", "p2") == ["a", "b"]
    press(panel, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert texts(bench, "touch", "p2") == ["a", "b"]
    bench.click(bench.cell("pain", "p3"))
    assert texts(bench, "pain", "p3") == ["a", "b"]
    QApplication.processEvents()
    assert panel.hasFocus()
    bench.keys("Return")
    assert texts(bench, "pain", "p3") == ["a", "b"]
    assert texts(bench, "touch", "p2") == []


def test_a_click_beside_the_map_leaves_the_block_where_it_is(bench: Bench) -> None:
    panel = pasted(bench, "a\nb", "pain", "p2")
    bench.click(QPoint(3, 3))
    QApplication.processEvents()
    assert panel.hasFocus()
    bench.keys("Return")
    assert texts(bench, "pain", "p2") == ["a", "b"]


def test_a_table_of_a_page_lines_up_by_its_names(bench: Bench) -> None:
    page = (
        "<html><body><table><tr><th></th><th>Buy</th></tr><tr><th>Pain points</th><td>Queue</td></tr></table></body>"
    )
    panel = pasted(bench, "Buy\nPain points\tQueue", page=page)
    assert "by the names at the edges" in panel.said.text()
    press(panel, Key.Key_N)
    assert "from Touchpoints" in panel.said.text()
    assert texts(bench, "touch", "p2") == ["Buy"]
    QTest.mouseClick(panel.names_button, Qt.MouseButton.LeftButton)
    press(panel, Key.Key_Return)
    assert texts(bench, "pain", "p3") == ["Queue"]
    assert pasted(bench, "a\tb").names_button.isHidden()


def test_cards_that_are_only_shown_look_otherwise_than_those_on_the_map(bench: Bench) -> None:
    panel = pasted(bench, "a\nb", "pain", "p2")
    view, made = bench.window.view, panel.landed
    assert made is not None
    rect = view.layout_now.card_rect(made.cards[0])
    assert rect is not None
    part = view.camera.to_view(rect.grown(3)).toRect()
    shown = view.viewport().grab().toImage().copy(part)
    press(panel, Key.Key_Return)
    bench.selection.clear()
    assert texts(bench, "pain", "p2") == ["a", "b"]
    assert view.viewport().grab().toImage().copy(part) != shown
    assert len({shown.pixel(x, 2) for x in range(20, part.width() - 20)}) == 2  # dashes


def test_names_are_not_gone_by_where_the_way_it_is_read_has_none(bench: Bench) -> None:
    panel = pasted(bench, "\tSee\tAsk\nPain points\tqueue\tprice")
    button = panel.names_button
    assert (button.isEnabled(), button.isChecked()) == (True, True)
    press(panel, Key.Key_T)
    assert "by the names" not in panel.said.text()
    assert (button.isEnabled(), button.isChecked()) == (False, False)
    press(panel, Key.Key_N)  # nothing to go by
    press(panel, Key.Key_T)
    assert "by the names" in panel.said.text()
    assert (button.isEnabled(), button.isChecked()) == (True, True)
    press(panel, Key.Key_N)
    assert (button.isEnabled(), button.isChecked()) == (True, False)


def test_with_nothing_selected_even_a_line_shows_where_it_goes(bench: Bench) -> None:
    put("Leaflet")
    bench.selection.clear()
    bench.trigger("paste")
    panel = bench.window.paster.panel
    assert panel.isVisible()
    press(panel, Key.Key_Return)
    assert texts(bench, "touch", "p1")[-1] == "Leaflet"


def test_undo_while_it_shows_only_takes_the_block_away(bench: Bench) -> None:
    pasted(bench, "Leaflet", "pain", "p1")
    panel = pasted(bench, "a\nb", "pain", "p2")
    QTest.keyClick(panel, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.isHidden()
    assert (texts(bench, "pain", "p1"), texts(bench, "pain", "p2")) == (["Leaflet"], [])


def test_another_edit_takes_it_away(bench: Bench) -> None:
    panel = pasted(bench, "a\nb", "pain", "p2")
    bench.trigger("add_stage")
    assert panel.isHidden()
    assert texts(bench, "pain", "p2") == []


def test_pasting_again_while_it_shows_offers_what_is_there_now(bench: Bench) -> None:
    pasted(bench, "a\nb", "pain", "p2")
    put("c\nd")
    bench.trigger("paste")
    assert texts(bench, "pain", "p2") == ["c", "d"]


def test_a_picture_becomes_an_image_card(bench: Bench) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2E9E5B"))
    QApplication.clipboard().setImage(picture)
    bench.selection.select(cell_ref("touch", "p2"))
    bench.trigger("paste")
    (card,) = cell_cards(bench.journey, "touch", "p2")
    assert card.kind == "image"
    assert card.asset in bench.journey.assets


def test_picture_files_become_image_cards(bench: Bench, tmp_path: Path) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2E9E5B"))
    path = tmp_path / "shop.png"
    assert picture.save(str(path))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(data)
    bench.selection.select(cell_ref("pain", "p2"))
    bench.trigger("paste")
    (card,) = cell_cards(bench.journey, "pain", "p2")
    assert card.kind == "image"


def test_lines_pasted_into_the_capture_bar_are_offered_there(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p2"))
    bench.keys("F5")
    put("one\ntwo")
    QTest.keyClick(bench.window.capture.line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    panel = bench.window.paster.panel
    press(panel, Key.Key_Return)
    assert texts(bench, "pain", "p2") == ["one", "two"]
    assert not bench.window.capture.line.text()


@pytest.mark.parametrize("ref", [Ref("stage", "s2"), Ref("lane", "pain"), Ref("about"), Ref("persona", "ada")])
def test_whatever_is_selected_there_is_a_place(bench: Bench, ref: Ref) -> None:
    put("a\nb")
    bench.selection.select(ref)
    bench.trigger("paste")
    press(bench.window.paster.panel, Key.Key_Return)
    assert {card.text for card in bench.journey.cards.values()} >= {"a", "b"}


def test_an_empty_clipboard_says_so(bench: Bench) -> None:
    put("")
    bench.trigger("paste")
    assert "nothing that can be pasted" in bench.window.status._message.text()


def test_stages_that_a_block_brings_are_told_as_stages(bench: Bench) -> None:
    bench.selection.select(cell_ref("touch", "p3"))
    QApplication.clipboard().setText("Phase\tTry\t\tKeep\nPain points\ta\tb\tc")
    bench.trigger("paste")
    panel = bench.window.paster.panel
    assert "2 stages are added. A step is added." in panel.more.text()
    bench.keys("Return")
    assert [stage.name for stage in stages(bench.journey)] == ["Notice", "Buy", "Try", "Keep"]
