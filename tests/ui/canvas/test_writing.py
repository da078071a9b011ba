"""Writing in place and the keys of the map, with real events."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.about import set_about
from jmapdesk.edit.stages import rename_stage
from jmapdesk.edit.steps import rename_step
from jmapdesk.layout.hit import step_rect
from jmapdesk.layout.parts import TextPart
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref
from jmapdesk.ui.canvas import CARD_KIND_MIME
from jmapdesk.ui.canvas.editor import InPlaceEditor
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.util.geometry import Rect
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView, on_card, on_cell, on_sheet
from tests.ui.canvas.hands import click, double_click

Key = Qt.Key


def editor_of(view: MapView) -> InPlaceEditor:
    editor = view.writer.editor
    assert editor is not None
    return editor


def named_step(journey: JourneyMap, step: str) -> str:
    return next(one.name for stage in journey.stages.values() for one in stage.steps if one.id == step)


def text_of(view: MapView, card: str) -> str:
    return view.document.journey.cards[card].text


@pytest.mark.parametrize(("key", "said"), [(Key.Key_Return, "Leaflet"), (Key.Key_F2, "PosterLeaflet")])
def test_enter_writes_anew_on_the_selected_card_and_f2_goes_on(view: MapView, key: Qt.Key, said: str) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, key)
    QTest.keyClicks(editor_of(view), "Leaflet")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert text_of(view, "c1") == said
    assert view.document.undo_labels == ("Edit card",)
    assert view.hasFocus()


def test_double_click_writes_and_shift_enter_makes_a_line(view: MapView) -> None:
    double_click(view.viewport(), on_card(view, "c1"))
    QTest.keyClicks(editor_of(view), "One")
    QTest.keyClick(editor_of(view), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor_of(view), "Two")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert text_of(view, "c1") == "One\nTwo"


def test_esc_leaves_the_words_as_they_were(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClicks(view, "x")
    QTest.keyClick(editor_of(view), Key.Key_Escape)
    assert text_of(view, "c1") == "Poster"
    assert not view.document.undo_labels
    assert not view.is_editing()


def test_typing_in_a_cell_starts_a_card_of_its_lane_as_one_undo_step(view: MapView) -> None:
    before = view.document.journey
    click(view.viewport(), on_cell(view, "pain", "p2"))
    QTest.keyClick(view, "s")
    QTest.keyClicks(editor_of(view), "low")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (made,) = cell_cards(view.document.journey, "pain", "p2")
    assert (made.kind, made.text.lower()) == ("pain_point", "slow")
    assert view.selection.refs == (card_ref(made.id),)
    assert len(view.document.undo_labels) == 1
    view.document.undo()
    assert same(view.document.journey, before)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_a_card_begun_and_left_without_words_is_not_there(view: MapView, key: Qt.Key) -> None:
    view.selection.select(cell_ref("pain", "p2"))
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClick(editor_of(view), key)
    assert not cell_cards(view.document.journey, "pain", "p2")
    assert not view.document.undo_labels
    assert view.selection.refs == (cell_ref("pain", "p2"),)


def test_tab_keeps_the_words_and_goes_to_the_next_step(view: MapView) -> None:
    view.selection.select(cell_ref("pain", "p1"))
    QTest.keyClick(view, "a")
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    assert [card.text.lower() for card in cell_cards(view.document.journey, "pain", "p1")] == ["a"]
    assert view.selection.refs == (cell_ref("pain", "p2"),)
    QTest.keyClick(view, "b")
    QTest.keyClick(editor_of(view), Key.Key_Backtab)
    assert view.selection.cards == tuple(card.id for card in cell_cards(view.document.journey, "pain", "p1"))


def texts(view: MapView, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(view.document.journey, lane, step)]


def test_typing_on_a_card_makes_the_next_one_below_and_loses_no_word(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClicks(view, "F")
    QTest.keyClicks(editor_of(view), "lyer")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    QTest.keyClicks(view, "L")
    QTest.keyClicks(editor_of(view), "etter")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert texts(view, "touch", "p1") == ["Poster", "Flyer", "Letter", "Web site"]
    assert view.document.undo_labels == ("Add card", "Add card")


def test_tab_in_the_last_step_stays_and_typing_on_overwrites_nothing(view: MapView) -> None:
    view.selection.select(cell_ref("pain", "p3"))
    QTest.keyClick(view, "a")
    for letter in "bc":
        QTest.keyClick(editor_of(view), Key.Key_Tab)
        QTest.keyClick(view, letter)
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    assert texts(view, "pain", "p3") == ["a", "b", "c"]


def test_tab_onto_a_card_and_typing_leaves_that_card(view: MapView) -> None:
    view.selection.select(cell_ref("pain", "p1"))
    QTest.keyClick(view, "a")
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    QTest.keyClick(view, "b")
    QTest.keyClick(editor_of(view), Key.Key_Backtab)
    QTest.keyClick(view, "c")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert texts(view, "pain", "p1") == ["a", "c"]
    assert texts(view, "pain", "p2") == ["b"]


@pytest.mark.parametrize(("ref", "begins"), [(Ref("stage", "s1"), "Notice"), (Ref("step", "p1"), "See")])
def test_typing_on_a_name_goes_on_at_its_end(view: MapView, ref: Ref, begins: str) -> None:
    view.selection.select(ref)
    QTest.keyClick(view, "s")
    assert editor_of(view).text == f"{begins}s"


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        (Ref("stage", "s1"), Ref("stage", "s2"), lambda m: m.stages["s2"].name),
        (Ref("step", "p1"), Ref("step", "p2"), lambda m: named_step(m, "p2")),
        (Ref("lane", "touch"), Ref("lane", "feel"), lambda m: m.lanes["feel"].name),
    ],
)
def test_tab_leads_from_name_to_name_and_typing_replaces_it(
    view: MapView, first: Ref, second: Ref, name: Callable[[JourneyMap], str]
) -> None:
    view.selection.select(first)
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClicks(editor_of(view), "Arrival")
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    assert view.selection.refs == (second,)
    assert editor_of(view).textCursor().selectedText() == name(view.document.journey)
    QTest.keyClicks(editor_of(view), "Stay")
    QTest.keyClick(editor_of(view), Key.Key_Backtab)
    assert name(view.document.journey) == "Stay"
    assert editor_of(view).textCursor().selectedText() == "Arrival"
    QTest.keyClick(editor_of(view), Key.Key_Escape)
    assert len(view.document.undo_labels) == 2
    assert view.hasFocus()


def test_tab_on_the_last_name_keeps_it_and_goes_back_to_the_map(view: MapView) -> None:
    view.selection.select(Ref("stage", "s2"))
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClicks(editor_of(view), "Own")
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    assert view.writer.editor is None
    assert view.document.journey.stages["s2"].name == "Own"
    assert view.hasFocus()


def test_typing_on_a_feeling_adds_to_its_word_since_a_step_has_one(view: MapView) -> None:
    view.selection.select(card_ref("f1"))
    QTest.keyClick(view, "x")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert view.document.journey.cards["f1"].word == "curious x"


def test_a_click_elsewhere_keeps_the_words(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClicks(editor_of(view), "Kept")
    click(view.viewport(), on_cell(view, "pain", "p3"))
    view.setFocus()
    assert text_of(view, "c1") == "Kept"
    assert not view.is_editing()


def test_finish_editing_puts_the_words_into_the_document(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClicks(editor_of(view), "Saved")
    view.finish_editing()
    assert text_of(view, "c1") == "Saved"


def test_the_editor_grows_with_its_words(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Key.Key_Return)
    editor = editor_of(view)
    low = editor.height()
    QTest.keyClicks(editor, "many words that need more than two lines on a card of this width, many more")
    assert editor.height() > low + 20


@pytest.mark.parametrize("zoom", [1.0, 0.5])
@pytest.mark.parametrize("ref", [Ref("stage", "s1"), Ref("stage", "s2"), Ref("step", "p2")])
def test_a_name_is_written_where_it_stands_and_covers_no_neighbour(make_view: MakeView, ref: Ref, zoom: float) -> None:
    view = make_view(zoom=zoom)
    layout = view.layout_now
    blocks = layout.stages if ref.kind == "stage" else layout.steps
    block = next(one for one in blocks if one.element == ref.id)
    name = next(part for part in block.parts if isinstance(part, TextPart))
    assert view.writer.write(ref)
    editor = editor_of(view)
    own = view.camera.to_view(block.rect)
    assert editor.x() >= own.left() - 1
    assert editor.geometry().right() <= own.right() + 1
    line = view.camera.to_view(Rect(block.rect.x + name.x, block.rect.y + name.y, 1, name.style.line_height))
    written = editor.viewport().mapTo(view.viewport(), editor.cursorRect().center())
    assert written.y() == pytest.approx(line.center().y(), abs=2)


def test_a_second_double_click_on_a_stage_goes_on_writing(view: MapView) -> None:
    stage = view.layout_now.columns.stages[0]
    at = on_sheet(view, stage.x + 40, view.layout_now.header.y + 12)
    double_click(view.viewport(), at)
    editor = editor_of(view)
    assert editor.geometry().contains(at)


def test_a_very_long_text_stays_within_the_window(view: MapView) -> None:
    view.writer.write(card_ref("c1"))
    editor = editor_of(view)
    editor.insertPlainText("many words " * 1400)
    assert view.viewport().rect().contains(editor.geometry())
    assert view.viewport().rect().contains(
        editor.viewport().mapTo(view.viewport(), editor.cursorRect().center())
    )  # where one writes is in sight


def test_names_are_written_in_place(view: MapView) -> None:
    layout = view.layout_now
    stage, label = layout.columns.stages[0], layout.columns.label
    places = [
        (stage.x + 30, layout.header.cy),
        (layout.columns.boxes[1].cx, layout.step_row.cy),
        (label.cx, layout.tops[2] + 20),
        (layout.title.rect.x + 20, layout.title.rect.y + 50),
    ]
    for n, (x, y) in enumerate(places):
        double_click(view.viewport(), on_sheet(view, x, y))
        QTest.keyClicks(editor_of(view), f"name {n}")
        QTest.keyClick(editor_of(view), Key.Key_Return)
    journey = view.document.journey
    assert journey.stages["s1"].name == "name 0"
    assert journey.stages["s1"].steps[1].name == "name 1"
    assert journey.lanes["pain"].name == "name 2"
    assert journey.about.title == "name 3"


def test_the_words_of_a_feeling_are_written_beside_its_marker(view: MapView) -> None:
    double_click(view.viewport(), on_card(view, "f1"))
    assert editor_of(view).toPlainText() == "curious"
    QTest.keyClicks(editor_of(view), "eager")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert view.document.journey.cards["f1"].word == "eager"


def compose(view: MapView, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(view, event)


def test_the_first_composed_character_is_not_lost(view: MapView) -> None:
    view.selection.select(cell_ref("touch", "p2"))
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(view, "に")
    assert view.hasFocus()  # a change of focus would end the composition
    compose(view, "にほ")
    compose(view, "", "日本")
    editor = editor_of(view)
    assert editor.toPlainText() == "日本"
    assert editor.hasFocus()
    QTest.keyClick(editor, Key.Key_Return)
    assert texts(view, "touch", "p2") == ["日本"]


def test_a_composition_on_a_card_makes_the_next_one_below(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    compose(view, "に")
    compose(view, "", "日本")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert texts(view, "touch", "p1") == ["Poster", "日本", "Web site"]


def test_a_dead_key_begins_a_card_in_a_cell(view: MapView) -> None:
    view.selection.select(cell_ref("pain", "p2"))
    compose(view, "", "é")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert [card.text for card in cell_cards(view.document.journey, "pain", "p2")] == ["é"]


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_takes_what_is_selected_as_one_undo_step(view: MapView, key: Qt.Key) -> None:
    before = view.document.journey
    view.selection.set((card_ref("c1"), card_ref("f1"), Ref("lane", "pain"), Ref("stage", "s2")))
    QTest.keyClick(view, key)
    journey = view.document.journey
    assert not {"c1", "f1", "f3"} & journey.cards.keys()
    assert "pain" not in journey.lanes
    assert "s2" not in journey.stages
    assert len(view.document.undo_labels) == 1
    view.document.undo()
    assert same(view.document.journey, before)


def test_arrows_walk_cards_and_cells(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Left, Key.Key_Up):
        QTest.keyClick(view, key)
        walked.append(view.selection.primary)
    assert walked == [
        card_ref("c2"), card_ref("f1"), cell_ref("feel", "p2"), cell_ref("pain", "p2"), cell_ref("pain", "p1"),
        Ref("lane", "pain"), Ref("lane", "feel"),
    ]  # fmt: skip


def test_up_from_the_first_lane_leads_to_step_stage_and_title(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    walked = []
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Up)
        walked.append(view.selection.primary)
    assert walked == [Ref("step", "p1"), Ref("stage", "s1"), ABOUT]


def test_tab_walks_steps_and_shift_arrow_selects_more(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection.cards == ("c1", "c2")
    QTest.keyClick(view, Key.Key_Tab)
    assert view.selection.refs == (cell_ref("touch", "p2"),)
    QTest.keyClick(view, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection.primary == card_ref("c1")


def test_select_all_and_esc(view: MapView) -> None:
    QTest.keyClick(view, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert set(view.selection.cards) == {"c1", "c2", "f1", "f3"}
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.selection.refs


def offer(view: MapView, data: QMimeData, at: QPoint) -> bool:
    """Drag something in from outside and leave it over a point; whether it could land."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, copy, data, left, none))
    event = QDragMoveEvent(at, copy, data, left, none)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def kind(name: str) -> QMimeData:
    data = QMimeData()
    data.setData(CARD_KIND_MIME, name.encode())
    return data


def test_a_kind_dropped_from_the_palette_becomes_a_card_and_is_written_on(view: MapView) -> None:
    data, at = kind("pain_point"), on_cell(view, "pain", "p3")
    assert offer(view, data, at)
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)
    QTest.keyClicks(editor_of(view), "Queue")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert [card.text for card in cell_cards(view.document.journey, "pain", "p3")] == ["Queue"]
    assert view.document.undo_labels == ("Add card",)


def test_a_kind_its_lane_does_not_take_shows_in_another_and_leaves_nothing_when_it_goes(view: MapView) -> None:
    assert offer(view, kind("feeling"), on_cell(view, "pain", "p2"))
    assert cell_cards(view.document.journey, "feel", "p2")
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.document.gesture is None
    assert not cell_cards(view.document.journey, "feel", "p2")


def test_files_dropped_are_told_with_what_they_fell_on(view: MapView, qtbot: QtBot) -> None:
    data, at = QMimeData(), on_card(view, "c1")
    data.setUrls([QUrl.fromLocalFile("/tmp/some.jmap")])
    assert offer(view, data, at)
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(view.files_dropped) as told:
        QApplication.sendEvent(view.viewport(), event)
    assert told.args[0] == ["/tmp/some.jmap"]
    assert told.args[1].id == "c1"


def test_headers_come_when_the_maps_own_are_scrolled_past(make_view: MakeView) -> None:
    view = make_view(small_map(), width=700, height=500, zoom=2.0)
    view.camera.scroll_to(-20, -20)
    assert not view.headers.stages.isVisible()
    view.camera.reveal(view.layout_now.table)
    view.camera.scroll_to(300, view.layout_now.tops[1] * 2)
    assert view.headers.stages.isVisible()
    assert view.headers.lanes.isVisible()
    # what is seen has not moved because they came
    origin = view.origin()
    assert (origin.x() - view.headers.lanes.width(), origin.y() - view.headers.stages.height()) == pytest.approx(
        (300, view.layout_now.tops[1] * 2), abs=1
    )
    click(view.headers.lanes, QPoint(20, 60))
    assert view.selection.primary == Ref("lane", "feel")
    view.camera.scroll_to(-60, -60)
    assert not view.headers.stages.isVisible()
    assert not view.headers.lanes.isVisible()


def test_zoom_tells_and_keeps_its_limits(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.zoom_changed) as told:
        view.zoom_to(20)
    assert told.args == [8.0]
    view.zoom_to(0.001)
    assert view.zoom() == 0.05
    view.fit()
    shown = view.camera.to_view(view.layout_now.table)
    assert view.viewport().rect().contains(shown.toRect())


def test_a_closed_view_no_longer_listens(view: MapView) -> None:
    before = view.layout_now
    view.close_document()
    view.document.do("Rename", lambda j: set_about(j, title="Other"))
    assert view.layout_now is before


def test_a_step_without_a_name_is_named_at_the_foot_of_its_stage(make_view: MakeView) -> None:
    journey = rename_step(rename_step(small_map(), "p1", ""), "p2", "")
    view = make_view(journey)
    strip = step_rect(view.layout_now, "p2")
    assert strip is not None
    double_click(view.viewport(), on_sheet(view, strip.cx, strip.cy))
    assert view.selection.refs == (Ref("step", "p2"),)
    QTest.keyClicks(editor_of(view), "Compare")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert [step.name for step in view.document.journey.stages["s1"].steps] == ["", "Compare"]


@pytest.mark.parametrize(
    ("typed", "text", "score"), [(" +2", "", 2.0), (", glad +1", ", glad", 1.0), (" so so", " so so", 1.5)]
)
def test_typing_in_the_cell_of_a_feeling_names_and_scores_it(
    view: MapView, typed: str, text: str, score: float
) -> None:
    view.selection.select(cell_ref("feel", "p1"))
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClick(editor_of(view), Key.Key_End)
    QTest.keyClicks(editor_of(view), typed)
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (card,) = cell_cards(view.document.journey, "feel", "p1")
    assert card.score == score
    assert card.word == f"curious{text}"  # typing goes on at the end of what stands there


def test_the_first_letter_typed_in_the_cell_of_a_feeling_is_not_lost(view: MapView) -> None:
    view.selection.select(cell_ref("feel", "p1"))
    QTest.keyClick(view, "x")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (card,) = cell_cards(view.document.journey, "feel", "p1")
    assert card.word == "curious x"


def test_a_new_feeling_is_named_and_scored_in_one(view: MapView) -> None:
    view.selection.select(cell_ref("feel", "p2"))
    QTest.keyClick(view, "-")
    QTest.keyClicks(editor_of(view), "1.5 alone")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (card,) = cell_cards(view.document.journey, "feel", "p2")
    assert (card.text, card.score) == ("alone", -1.5)


def test_esc_after_a_double_click_on_the_curve_keeps_the_point(view: MapView) -> None:
    at = on_cell(view, "feel", "p2")
    double_click(view.viewport(), at)
    QTest.keyClicks(editor_of(view), "never mind")
    QTest.keyClick(editor_of(view), Key.Key_Escape)
    (card,) = cell_cards(view.document.journey, "feel", "p2")
    assert card.score is not None
    assert not card.text


def test_a_kind_that_the_lane_refuses_lands_in_the_nearest_lane_for_it(view: MapView) -> None:
    drop(view, "feeling", on_cell(view, "touch", "p2"))
    (card,) = cell_cards(view.document.journey, "feel", "p2")
    assert card.score == 0
    QTest.keyClicks(editor_of(view), "fine")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert text_of(view, card.id) == "fine"


def test_a_kind_that_fits_nowhere_says_why(view: MapView) -> None:
    said: list[str] = []
    view.failed.connect(said.append)
    drop(view, "feeling", on_cell(view, "touch", "p1"))
    assert said == ["This step has a feeling already."]
    assert not view.document.undo_labels


def drop(view: MapView, name: str, at: QPoint) -> None:
    """Drop a kind of card from the palette."""
    data = kind(name)
    offer(view, data, at)
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)


def test_typing_in_a_cell_with_a_feeling_goes_on_with_a_new_word(make_view: MakeView) -> None:
    view = make_view()
    view.selection.select(cell_ref("feel", "p1"))
    QTest.keyClicks(view, "b")
    editor = view.writer.editor
    assert editor is not None
    assert editor.toPlainText() == "curious b"


@pytest.mark.parametrize("zoom", [0.4, 0.5, 0.6, 0.75, 1.0, 1.3])
def test_a_name_that_just_does_not_fit_on_a_line_is_seen_whole(make_view: MakeView, zoom: float) -> None:
    """However many letters it has: one more than a line takes, too."""
    for letters in range(4, 26):
        name = f"New {'stage' * 5}"[:letters]
        view = make_view(rename_stage(small_map(), "s1", name), zoom=zoom)
        view.writer.write(Ref("stage", "s1"))
        QApplication.processEvents()
        assert editor_of(view).verticalScrollBar().maximum() == 0, name
        view.writer.finish()
