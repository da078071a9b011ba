"""The main window as a whole: its parts follow the map, drops and menus work, and its place is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.app import SAMPLE, WindowKeeper, make_kit
from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_text
from jmapdesk.edit.stages import add_stage
from jmapdesk.edit.steps import rename_step
from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref
from jmapdesk.session.settings import Settings
from jmapdesk.storage.files import save_map
from jmapdesk.util.geometry import Rect
from tests.builders import big_map, small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench


def picture(path: Path, wide: int = 40, high: int = 30) -> Path:
    """A file with a picture."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B857A"))
    assert image.save(str(path))
    return path


# --- undo, redo, what shows ----------------------------------------------------------------------------------------


def test_undo_and_redo_name_what_they_do_and_are_on_when_they_can(bench: Bench) -> None:
    undo, redo = bench.window.actions_by_name["undo"], bench.window.actions_by_name["redo"]
    bench.selection.select(card_ref("c1"))
    bench.keys("Del")
    assert undo.isEnabled()
    assert "Delete card" in undo.text()
    assert undo.toolTip() == "Undo “Delete card” (Ctrl+Z)"
    bench.keys("Ctrl+Z")
    assert not undo.isEnabled()
    assert redo.isEnabled()
    assert "Delete card" in redo.text()
    assert "c1" in bench.journey.cards
    bench.keys("Ctrl+Shift+Z")
    assert "c1" not in bench.journey.cards
    assert not redo.isEnabled()


EDITS = ("add_stage", "add_step", "move_right", "move_up", "duplicate", "add_persona", "paste", "cut")


@pytest.mark.parametrize("name", EDITS)
def test_no_action_drops_words_that_are_being_typed(name: str, bench: Bench) -> None:
    QApplication.clipboard().setText("from elsewhere")
    bench.selection.select(cell_ref("touch", "p2"))
    bench.type("Half a sentence")
    bench.trigger(name)
    bench.window.view.finish_editing()
    words = [card.text for card in bench.journey.cards.values()]
    assert "Half a sentence" in words or (name == "cut" and QApplication.clipboard().text() == "Half a sentence")


def test_the_title_shows_the_map_its_file_and_whether_it_is_saved(open_bench: OpenBench, tmp_path: Path) -> None:
    save_map(small_map(), tmp_path / "map.jmap", None)
    bench = open_bench(tmp_path / "map.jmap")
    top = bench.window.top
    assert top._title.text() == "A small map"
    assert top._saved.text() == "Saved"
    bench.selection.select(ABOUT)
    bench.keys("F2")
    bench.keys("Ctrl+A")
    QTest.keySequence(QApplication.focusWidget(), "Ctrl+A")
    bench.type("Another title\n")
    assert top._title.text() == "Another title"
    assert top._saved.text() == "Not saved"
    # the dash that Qt itself puts into the titles of dialogs
    assert bench.window.windowTitle() == "map.jmap[*] — jmapdesk"


def test_the_counts_follow_the_map(bench: Bench, qtbot: QtBot) -> None:
    status = bench.window.status
    assert status._size.text() == "2 stages · 3 steps"
    assert status._cards.text() == "4 cards"  # the fifth is parked
    bench.selection.select(Ref("stage", "s2"))
    bench.keys("Del")
    qtbot.waitUntil(lambda: status._size.text() == "1 stage · 2 steps")
    assert status._cards.text() == "3 cards"


def test_the_inspector_follows_the_selection(bench: Bench) -> None:
    bench.click(bench.card("c1"))
    assert bench.selection.primary == card_ref("c1")
    page = bench.window.inspector.page
    assert page is not None
    assert page.key == "c1"


def test_the_map_goes_on_showing_whole_until_somebody_zooms(bench: Bench, qtbot: QtBot) -> None:
    view = bench.window.view
    bench.window.resize(1000, 600)
    qtbot.waitUntil(lambda: view.zoom() < 0.99)
    small = view.zoom()
    bench.window.resize(1500, 950)
    qtbot.waitUntil(lambda: view.zoom() > small)
    bench.trigger("zoom_out")
    settled = view.zoom()
    bench.window.resize(1000, 600)
    QTest.qWait(50)
    assert view.zoom() == settled


def shows_whole(bench: Bench) -> bool:
    """Whether all of the map is in sight."""
    view = bench.window.view
    return view.viewport().rect().contains(view.camera.to_view(Rect(0, 0, *view.camera.sheet)).toRect())


def test_the_map_makes_room_for_panels_that_open_while_it_is_worked_on(bench: Bench, qtbot: QtBot) -> None:
    bench.window.resize(1300, 800)
    bench.window.view.fit()
    bench.document.do("Words", lambda m: set_text(m, "c1", "Worked on"))
    bench.selection.select(card_ref("c1"))
    assert shows_whole(bench)
    wide = bench.window.view.zoom()
    for panel in ("show_filter", "show_history"):
        bench.trigger(panel)
        qtbot.waitUntil(lambda: shows_whole(bench))
    assert bench.window.view.zoom() < wide
    bench.trigger("show_filter")
    bench.trigger("show_history")
    qtbot.waitUntil(lambda: bench.window.view.zoom() == wide)


def test_a_map_is_shown_whole_after_the_view_was_squeezed_for_a_moment(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench(big_map(200))
    view = bench.window.view
    bench.window.resize(1024, 700)
    bench.trigger("show_filter")
    bench.window.resize(600, 450)
    qtbot.waitUntil(lambda: shows_whole(bench))
    assert view.camera.sheet[0] * view.zoom() > view.viewport().width() / 2
    bench.window.resize(1500, 900)
    qtbot.waitUntil(lambda: shows_whole(bench))
    assert view.camera.sheet[0] * view.zoom() > view.viewport().width() / 2


def test_a_zoom_by_hand_stays_when_panels_open(bench: Bench) -> None:
    bench.trigger("zoom_out")
    zoom = bench.window.view.zoom()
    bench.trigger("show_filter")
    QTest.qWait(20)
    assert bench.window.view.zoom() == zoom


def test_a_map_that_outgrew_the_window_is_not_shown_whole_behind_the_person(bench: Bench) -> None:
    zoom = bench.window.view.zoom()
    for _ in range(6):
        bench.document.do("Add stage", lambda m: add_stage(m, bench.document.new_id, steps=3))
    bench.trigger("show_filter")
    QTest.qWait(20)
    assert bench.window.view.zoom() == zoom


def test_the_window_can_be_made_tiny(bench: Bench) -> None:
    bench.window.resize(QSize(1, 1))
    QTest.qWait(20)
    bench.trigger("zoom_fit")
    bench.window.resize(1200, 800)
    assert bench.window.view.zoom() >= 0.05


def test_the_keyboard_shows_on_the_map_though_nothing_is_selected(bench: Bench) -> None:
    frame = bench.window.view.focus_frame
    assert not frame.isVisible()
    bench.keys("Shift+F6")
    bench.keys("F6")
    assert bench.window.view.hasFocus()
    assert frame.isVisible()
    assert frame.geometry() == bench.window.view.viewport().geometry()  # the scroll bars would cover it
    bench.keys("Right")  # something is selected now: that shows it
    assert bench.selection.refs
    assert not frame.isVisible()
    bench.keys("Esc")
    bench.keys("Shift+F6")
    assert not frame.isVisible()
    bench.keys("F6")
    bench.click(bench.cell("pain", "p3"))
    assert not frame.isVisible()


# --- new windows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_new_map_from_every_template(name: str, bench: Bench) -> None:
    menu = bench.window.top.menu_button.menu()
    file_menu = menu.actions()[0].menu()
    new_menu = next(a.menu() for a in file_menu.actions() if a.text() == "New from &template")
    line = next(action for action in new_menu.actions() if action.text() == TEMPLATES[name].name)
    bench.window.selection.select(Ref("lane", "pain"))
    bench.trigger("delete")
    line.trigger()
    assert len(bench.keeper.windows) == 2
    assert len(bench.journey.stages) > 0
    assert bench.document.path is None
    assert not bench.document.is_modified


def test_the_sample_opens_as_a_copy_without_a_file(bench: Bench) -> None:
    bench.trigger("open_sample")
    assert SAMPLE.startswith("from-evaluation")
    assert bench.journey.about.title == "From evaluation to first value"
    assert bench.document.path is None


def test_the_place_of_the_window_and_its_panels_is_remembered(open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench()
    bench.window.resize(780, 640)
    bench.trigger("show_inspector")
    bench.window.close()
    settings = Settings(tmp_path / "settings")
    again = WindowKeeper(make_kit(settings, recovery=tmp_path / "recovery"))
    again.show(Document(small_map()))
    window = again.windows[0]
    assert window.size() == QSize(780, 640)
    assert window.inspector.isHidden()
    assert not window.palette_panel.isHidden()
    assert not window.actions_by_name["show_inspector"].isChecked()
    window.close()


def test_a_damaged_memory_of_the_place_does_no_harm(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(tmp_path)
    settings.set_blob("window.geometry", b"nonsense")
    settings.set_value("window.inspector", "perhaps")
    keeper = WindowKeeper(make_kit(settings, recovery=tmp_path / "recovery"))
    keeper.show(Document(small_map()))
    assert keeper.windows[0].width() >= 780  # as wide as this platform's small screen, a frame left out
    assert not keeper.windows[0].inspector.isHidden()
    keeper.windows[0].close()


# --- drops ---------------------------------------------------------------------------------------------------------


def test_a_map_dropped_on_the_canvas_opens(bench: Bench, tmp_path: Path) -> None:
    save_map(TEMPLATES["future-state"].build(bench.document.new_id), tmp_path / "dropped.jmap", None)
    assert bench.drop_files(QPoint(30, 30), tmp_path / "dropped.jmap")
    assert bench.document.path == tmp_path / "dropped.jmap"


def test_a_table_dropped_on_the_window_is_imported(bench: Bench, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Stage,Touchpoints,Actions\nNotice,Poster,Looks\nBuy,Shop,Pays\n", "utf-8")
    bench.answers.presses.append("OK")
    assert bench.drop_files(QPoint(10, 10), table, widget=bench.window)
    assert [stage.name for stage in queries.stages(bench.journey)] == ["Notice", "Buy"]


def test_a_picture_dropped_in_a_cell_becomes_a_card_there(bench: Bench, tmp_path: Path) -> None:
    file = picture(tmp_path / "queue.png")
    bench.selection.select(card_ref("c1"))
    assert bench.drop_files(bench.cell("pain", "p3"), file)
    (card,) = [card for card in bench.journey.cards.values() if card.kind == "image"]
    assert (card.lane, card.step) == ("pain", "p3")
    assert bench.journey.assets[card.asset or ""].width == 40
    assert bench.selection.primary == card_ref(card.id)
    bench.keys("Ctrl+Z")
    assert not bench.journey.assets


def test_several_files_dropped_together(bench: Bench, tmp_path: Path) -> None:
    save_map(small_map(), tmp_path / "map.jmap", None)
    bench.drop_files(bench.cell("touch", "p3"), picture(tmp_path / "one.png"), tmp_path / "map.jmap")
    assert [len(w.document.journey.assets) for w in bench.keeper.windows] == [1, 0]


def test_what_only_looks_like_a_picture_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "bad.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    bench.answers.presses.append("OK")
    bench.drop_files(bench.cell("pain", "p3"), file)
    assert bench.answers.said == ["bad.png is damaged: the end of the picture is missing. Nothing was changed."]
    assert not bench.document.is_modified


def test_a_picture_is_chosen_for_an_image_card(bench: Bench, tmp_path: Path) -> None:
    bench.selection.select(cell_ref("touch", "p2"))
    bench.answers.paths.append(str(picture(tmp_path / "shop.jpg")))
    bench.window.adding.add("image")
    card = bench.journey.cards[bench.selection.cards[0]]
    assert (card.kind, card.lane, card.step) == ("image", "touch", "p2")
    assert card.asset in bench.journey.assets


def test_a_portrait_is_chosen_for_a_persona(bench: Bench, tmp_path: Path) -> None:
    bench.answers.paths.append(str(picture(tmp_path / "ada.png")))
    bench.window.inspector.portrait_requested.emit("ada")
    assert bench.journey.personas["ada"].portrait in bench.journey.assets


# --- menus ---------------------------------------------------------------------------------------------------------


def open_menu_at(bench: Bench, at: QPoint) -> None:
    """Press the right button, as the platform tells it."""
    viewport = bench.window.view.viewport()
    bench.window.view.contextMenuEvent(_asked(at, viewport.mapToGlobal(at)))


def _asked(at: QPoint, globally: QPoint) -> object:
    from PySide6.QtGui import QContextMenuEvent

    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, globally, Qt.KeyboardModifier.NoModifier)


def test_the_menu_of_a_card(bench: Bench) -> None:
    lines = bench.in_menu(lambda: open_menu_at(bench, bench.card("c1")), choose="Delete")
    assert lines == [
        "Edit the text", "Change kind", "Move to", "Cut", "Copy", "Copy as picture", "Paste", "Duplicate", "Join cards",
        "Gather like cards", "Connect the cards", "Go to its connections", "End a step further left",
        "End a step further right", "Split the step here", "Delete",
    ]  # fmt: skip
    assert "c1" not in bench.journey.cards


def test_a_card_is_stretched_from_its_menu(bench: Bench) -> None:
    bench.in_menu(lambda: open_menu_at(bench, bench.card("c1")), choose="End a step further right")
    assert bench.journey.cards["c1"].to_step == "p2"


def test_selected_cards_turn_into_another_kind_as_one_step(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("c2")])
    menu = bench.window.menus_here.of_cards[0]
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions()]
    assert "Pain point" in names
    assert "Feeling" not in names  # feelings stand in their own lanes only
    assert "Touchpoint" not in names  # they are that already
    menu.actions()[names.index("Pain point")].trigger()
    assert {bench.journey.cards[key].kind for key in ("c1", "c2")} == {"pain_point"}
    bench.trigger("undo")
    assert {bench.journey.cards[key].kind for key in ("c1", "c2")} == {"touchpoint"}
    bench.selection.clear()
    menu.aboutToShow.emit()
    assert [(a.text(), a.isEnabled()) for a in menu.actions()] == [("Select a card first", False)]


def test_the_menu_of_a_cell_adds_a_lane_below(bench: Bench) -> None:
    lines = bench.in_menu(lambda: open_menu_at(bench, bench.cell("pain", "p3")))
    assert lines == ["Card here", "Paste", "Select its cards", "Gather like cards", "Step 1 of 1", "Lane below"]


def on_stage(bench: Bench, step: str) -> QPoint:
    """A point of the stage's arrow above a step."""
    layout = bench.window.view.layout_now
    column = layout.columns.boxes[layout.columns.place_of[step]]
    area = Rect(column.x, layout.header.y, column.w, layout.header.h)
    return bench.window.view.camera.to_view(area).center().toPoint()


def unnamed(journey: JourneyMap) -> JourneyMap:
    """The map with steps that have no names."""
    for step in ("p1", "p2"):
        journey = rename_step(journey, step, "")
    return journey


def test_the_menu_of_a_stage_names_adds_and_deletes_the_step_under_the_pointer(open_bench: OpenBench) -> None:
    bench = open_bench(unnamed(small_map()))
    at = on_stage(bench, "p2")
    lines = bench.in_submenu(lambda: open_menu_at(bench, at), "Step 2 of 2", "Name")
    assert lines == ["Name", "Add one after it", "Split", "Join with the next", "Delete"]
    bench.type("Ask\n")
    assert [step.name for step in queries.steps(bench.journey.stages["s1"])] == ["", "Ask"]
    at = on_stage(bench, "p2")
    bench.in_submenu(lambda: open_menu_at(bench, at), "Step “Ask”", "Add one after it")
    bench.type("Wait\n")
    assert [step.name for step in queries.steps(bench.journey.stages["s1"])] == ["", "Ask", "Wait"]
    at = on_stage(bench, "p1")
    bench.in_submenu(lambda: open_menu_at(bench, at), "Step 1 of 3", "Delete")
    assert [step.name for step in queries.steps(bench.journey.stages["s1"])] == ["Ask", "Wait"]
    assert "c1" not in bench.journey.cards
    bench.trigger("undo")
    assert "c1" in bench.journey.cards
    assert bench.selection.refs == (Ref("step", "p1"),)


def test_the_menu_of_a_cell_deletes_its_step(bench: Bench) -> None:
    bench.in_submenu(lambda: open_menu_at(bench, bench.cell("pain", "p2")), "Step “Ask”", "Delete")
    assert [step.id for step in queries.steps(bench.journey.stages["s1"])] == ["p1"]


def test_the_menu_beside_the_map_speaks_of_the_map(bench: Bench) -> None:
    bench.selection.select(Ref("lane", "pain"))
    lines = bench.in_menu(lambda: open_menu_at(bench, QPoint(2, 2)))
    assert lines == ["Map details", "Stage after this one", "Persona", "Fit the map"]


def test_the_plus_under_the_lanes_offers_every_kind(bench: Bench) -> None:
    from jmapdesk.layout.hit import Insertion

    where = Insertion("lane", "touch", "feel", Rect(0, 0, 10, 0))
    lines = bench.in_menu(lambda: bench.window.menus_here.ask_insert("lane", where), choose="Thoughts")
    assert len(lines) == 18
    assert [lane.kind for lane in queries.lanes(bench.journey)] == [
        "touchpoints", "thoughts", "feelings", "pain_points",
    ]  # fmt: skip
    bench.type("In their heads\n")
    assert "In their heads" in [lane.name for lane in bench.journey.lanes.values()]


# --- the keyboard --------------------------------------------------------------------------------------------------


def test_f6_goes_round_the_window_and_back_to_the_map(bench: Bench) -> None:
    seen = []
    for _ in range(4):
        bench.keys("F6")
        focus = QApplication.focusWidget()
        parts = ("view", "inspector", "top", "palette_panel")
        seen.append(next(n for n in parts if focus in (w := getattr(bench.window, n), *w.findChildren(type(focus)))))
    assert seen == ["inspector", "top", "palette_panel", "view"]


def test_a_map_of_five_stages_by_keys_only(open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench(TEMPLATES["current-state"].build(iter(f"id{n}" for n in range(999)).__next__))
    bench.selection.set([Ref("stage", stage) for stage in bench.journey.stages])
    bench.keys("Del")
    for name in ("Discover", "Book", "Pick up", "Ride", "Return"):
        bench.keys("Ctrl+Alt+S")
        bench.type(f"{name}\n")
    lane = next(lane.id for lane in queries.lanes(bench.journey) if lane.kind == "actions")
    bench.selection.select(cell_ref(lane, queries.columns(bench.journey)[0].step.id))
    bench.type("Looks\tReads\tPays\n")
    bench.answers.paths.append(str(tmp_path / "five.jmap"))
    bench.keys("Ctrl+S")
    again = open_bench(tmp_path / "five.jmap") if bench.window.close() else bench
    assert [s.name for s in queries.stages(again.journey)] == ["Discover", "Book", "Pick up", "Ride", "Return"]
    columns = [column.step.id for column in queries.columns(again.journey)]
    assert {c.text: columns.index(c.step or "") for c in again.journey.cards.values()} == {
        "Looks": 0, "Reads": 1, "Pays": 2,
    }  # fmt: skip


def test_deleting_everything_and_coming_back(bench: Bench) -> None:
    before = bench.journey
    bench.selection.set([Ref("stage", "s1"), Ref("stage", "s2")])
    bench.keys("Del")
    bench.selection.set([Ref("lane", key) for key in bench.journey.lanes])
    bench.keys("Del")
    assert not bench.journey.stages
    assert not bench.journey.lanes
    bench.trigger("add_card")
    assert "lane" in bench.window.status._message.text()
    bench.trigger("add_step")
    assert len(bench.journey.stages) == 1
    bench.window.view.finish_editing()
    for _ in range(50):
        bench.keys("Ctrl+Z")
    assert set(bench.journey.cards) == set(before.cards)
    assert not bench.document.is_modified


def test_putting_a_panel_away_shows_the_map_larger(bench: Bench, qtbot: QtBot) -> None:
    bench.window.resize(1000, 900)
    qtbot.waitUntil(lambda: bench.window.view.zoom() < 0.95)
    small = bench.window.view.zoom()
    bench.trigger("show_inspector")
    qtbot.waitUntil(lambda: bench.window.view.zoom() > small)


def test_a_title_is_written_where_it_stands_at_any_zoom(bench: Bench) -> None:
    view = bench.window.view
    for zoom in (1.0, 0.6, 0.3):
        view.zoom_to(zoom)
        bench.selection.select(ABOUT)
        assert view.edit_selected()
        editor = view.writer.editor
        assert editor is not None
        place = view.camera.to_view(editor.subject.rect)
        assert abs(editor.x() - place.x()) <= 1
        view.finish_editing()


def test_undo_and_redo_select_and_show_what_came_back(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("c2")])
    bench.trigger("delete")
    bench.selection.select(card_ref("f1"))
    bench.trigger("undo")
    assert set(bench.selection.cards) == {"c1", "c2"}
    bench.selection.select(card_ref("c1"))
    bench.document.do("Write", lambda journey: set_text(journey, "c2", "Site"))
    bench.window.view.zoom_to(8.0)
    bench.window.view.camera.scroll_to(5000, 5000)
    bench.trigger("undo")
    assert bench.selection.cards == ("c2",)
    assert bench.window.view.viewport().rect().contains(bench.card("c2"))


def test_a_new_persona_is_named_by_typing_at_once(bench: Bench) -> None:
    bench.trigger("add_persona")
    bench.type("Maya Osei")
    assert "Maya Osei" in [persona.name for persona in bench.journey.personas.values()]


def test_windows_never_stand_exactly_over_each_other(bench: Bench) -> None:
    for _ in range(3):
        bench.document.do("Name", lambda journey: set_about(journey, title=f"Map {len(bench.keeper.windows)}"))
        bench.keeper.new("current-state")
    corners = [(window.x(), window.y()) for window in bench.keeper.windows]
    assert len(set(corners)) == 4
    room = bench.window.screen().availableGeometry()
    assert all(room.contains(window.geometry()) for window in bench.keeper.windows[1:])


def test_undo_in_the_inspector_goes_to_what_it_changed_unless_that_is_there_already(bench: Bench) -> None:
    bench.document.do("Write", lambda journey: set_text(journey, "c2", "Site"))
    bench.selection.select(card_ref("c1"))
    bench.window.inspector.focus_first()
    bench.type("x")
    field = QApplication.focusWidget()
    assert bench.window.inspector.isAncestorOf(field)
    bench.keys("Ctrl+Z")
    assert bench.journey.cards["c1"].text == "Poster"
    assert bench.selection.cards == ("c1",)
    assert QApplication.focusWidget() is field
    bench.keys("Ctrl+Z")
    assert bench.journey.cards["c2"].text == "Web site"
    assert bench.selection.cards == ("c2",)
    assert bench.window.view.hasFocus()  # what is typed next must not land in another card's field


def test_undo_of_a_card_leaves_the_keyboard_in_its_cell(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p2"))
    bench.type("Slow\n")
    bench.trigger("undo")
    assert bench.selection.refs == (cell_ref("pain", "p2"),)
    bench.trigger("redo")
    assert [bench.journey.cards[key].text for key in bench.selection.cards] == ["Slow"]


@pytest.mark.parametrize("name", ["add_stage", "add_step"])
def test_what_is_new_is_named_by_typing_at_once(bench: Bench, name: str) -> None:
    bench.selection.select(Ref("stage", "s2"))
    bench.trigger(name)
    bench.type("Return\n")
    stage = queries.stages(bench.journey)[-1]
    assert "Return" in [stage.name, *(step.name for step in stage.steps)]
    assert "New" not in " ".join(stage.name for stage in queries.stages(bench.journey))


def test_a_small_window_leaves_the_map_its_room(bench: Bench) -> None:
    window = bench.window
    window.resize(560, 600)
    QTest.qWait(20)
    assert window.inspector.isHidden()
    assert window.view.width() >= 380
    window.resize(1200, 800)
    QTest.qWait(20)
    assert not window.inspector.isHidden()
