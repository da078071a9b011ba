"""What shows of the map in one window: views, hidden stages and lanes, detail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.folding import fold
from jmapdesk.edit.lanes import add_lane, set_lane_fields
from jmapdesk.edit.moves import move_by, park
from jmapdesk.edit.stages import add_stage
from jmapdesk.edit.views import add_view
from jmapdesk.insight.filters import Filter
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.model.queries import lanes, stages
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from tests.ui.bench import LEFT, Bench


def button(bench: Bench) -> QToolButton:
    found = bench.window.status.findChild(QToolButton, "looking")
    assert isinstance(found, QToolButton)
    return found


def entries(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def submenu(bench: Bench, place: int) -> QMenu:
    found = button(bench).menu().actions()[place].menu()
    assert isinstance(found, QMenu)
    return found


def test_the_status_bar_says_what_shows(bench: Bench) -> None:
    looking = bench.window.looking
    assert button(bench).text() == "Whole map"
    looking.set_detail("key")
    bench.selection.select(Ref("stage", "s1"))
    looking.hide_stages()
    assert button(bench).text() == "Key cards · 1 stage hidden"


def test_hidden_things_are_listed_and_each_comes_back(bench: Bench) -> None:
    bench.selection.select(Ref("lane", "pain"))
    bench.trigger("hide_lane")
    bench.selection.select(Ref("stage", "s2"))
    bench.trigger("hide_stage")
    menu = submenu(bench, 1)
    assert entries(menu) == ["Stage “Buy”", "Lane “Pain points”", "Show all that is hidden", "1 parked card"]
    menu.actions()[1].trigger()
    assert not bench.journey.lanes["pain"].hidden
    assert bench.selection.primary == Ref("lane", "pain")
    bench.window.looking.show(Ref("stage", "s2"))
    assert entries(submenu(bench, 1)) == ["Nothing is hidden", "1 parked card"]


def test_parked_cards_are_listed_with_what_is_hidden_and_not_counted_with_those_on_the_map(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.document.do("Park", lambda m: park(m, ["c1"]))
    menu = submenu(bench, 1)
    assert entries(menu) == ["Nothing is hidden", "2 parked cards"]
    # counted after a burst of edits
    qtbot.waitUntil(lambda: "3 cards" in {label.text() for label in bench.window.status.findChildren(QLabel)})
    menu.actions()[-1].trigger()
    assert bench.window.parked.isVisible()
    menu.actions()[-1].trigger()
    assert bench.window.parked.isVisible()
    bench.document.do("Delete", lambda m: delete_cards(m, ["c1", "parked"]))
    assert entries(submenu(bench, 1)) == ["Nothing is hidden"]


def test_a_view_that_is_looked_through_otherwise_says_so(bench: Bench) -> None:
    fields = {"hidden_lanes": ("touch",), "filters": {"kind": ["feeling"]}}
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Feelings", **fields))
    looking, view = bench.window.looking, bench.window.view
    looking.choose(bench.journey.views["v"])
    assert button(bench).text() == "Feelings · 1 lane hidden"
    QTest.mouseClick(bench.window.status.filter_button, LEFT)
    assert button(bench).text() == "Feelings (changed) · 1 lane hidden"
    assert not any(one.isChecked() for one in submenu(bench, 0).actions() if one.text() == "Feelings")
    bench.trigger("update_view")
    assert button(bench).text() == "Feelings · 1 lane hidden"
    assert not view.wanted
    looking.show(Ref("lane", "touch"))
    assert button(bench).text() == "Feelings (changed)"


def test_a_view_saved_with_a_lane_that_the_map_hides_is_not_changed(bench: Bench) -> None:
    bench.selection.select(Ref("lane", "pain"))
    bench.trigger("hide_lane")
    looking = bench.window.looking
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Mine", **looking.fields()))
    looking.choose(bench.journey.views["v"])
    bench.document.do("Show", lambda m: set_lane_fields(m, "pain", hidden=False))
    assert not looking.is_changed


def test_all_cards_again_leaves_a_view_that_was_only_a_filter(bench: Bench) -> None:
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Feelings", filters={"kind": ["feeling"]}))
    looking, view = bench.window.looking, bench.window.view
    for ask in (
        lambda: QTest.mouseClick(bench.window.status.filter_button, LEFT),
        lambda: QTest.mouseClick(bench.window.filter_panel.clear_button, LEFT),
        lambda: QTest.keyClick(view, Qt.Key.Key_Escape),
    ):
        bench.window.panels.show("show_filter")
        looking.choose(bench.journey.views["v"])
        assert button(bench).text() == "Feelings"
        ask()
        assert button(bench).text() == "Whole map"
        assert looking.view is None
    assert not bench.can("update_view")


def test_the_keyboard_goes_to_the_map_when_the_button_of_the_filter_goes(bench: Bench) -> None:
    bench.window.view.filter_by(Filter({"kind": frozenset({"feeling"})}))
    QTest.mouseClick(bench.window.status.filter_button, LEFT)
    assert bench.window.view.hasFocus()


def test_a_hidden_lane_is_one_undo_step(bench: Bench) -> None:
    bench.selection.select(Ref("lane", "pain"))
    bench.trigger("hide_lane")
    assert bench.document.undo_labels == ("Hide lane",)
    bench.trigger("undo")
    assert button(bench).text() == "Whole map"


def test_what_is_hidden_is_selected_no_longer(bench: Bench) -> None:
    bench.selection.set([card_ref("c1"), card_ref("f3")])
    bench.window.looking.hide_stages()
    assert set(bench.selection.cards) == {"c1", "f3"}  # one stage must show: nothing was hidden
    bench.selection.set([card_ref("c1")])
    bench.window.looking.hide_stages()
    assert not bench.selection.refs


def test_the_last_stage_that_shows_stays(bench: Bench) -> None:
    bench.selection.set([Ref("stage", "s1"), Ref("stage", "s2")])
    bench.trigger("hide_stage")
    assert bench.window.view.layout_now.shown == EVERYTHING


def test_views_are_chosen_from_the_menu_and_are_each_windows_own(bench: Bench) -> None:
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Pains & curve", hidden_lanes=("touch",)))
    menu = submenu(bench, 0)
    assert entries(menu)[:4] == [
        "Whole map", "Pains  curve", "For the board: stages, curve, pains", "For the team: everything",
    ]  # fmt: skip
    before = bench.journey
    next(action for action in menu.actions() if "Pains" in action.text()).trigger()
    assert [box.lane.id for box in bench.window.view.layout_now.lanes] == ["feel", "pain"]
    assert bench.journey is before
    assert bench.can("delete_view")


def test_the_offered_view_for_the_board_shows_curve_and_pains(bench: Bench) -> None:
    bench.window.looking.choose(bench.window.looking.offers()[0])
    assert [box.lane.id for box in bench.window.view.layout_now.lanes] == ["feel", "pain"]
    assert button(bench).text().startswith("For the board")
    assert not bench.can("delete_view")
    bench.trigger("whole_map")
    assert len(bench.window.view.layout_now.lanes) == 3


def test_with_a_view_chosen_hiding_is_the_windows_own_until_it_is_saved(bench: Bench) -> None:
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Pains", hidden_lanes=("touch",)))
    bench.window.looking.choose(bench.journey.views["v"])
    bench.selection.select(Ref("lane", "feel"))
    bench.trigger("hide_lane")
    assert not bench.journey.lanes["feel"].hidden
    bench.trigger("update_view")
    assert set(bench.journey.views["v"].hidden_lanes) == {"touch", "feel"}


def test_undoing_a_view_lets_go_of_it(bench: Bench) -> None:
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Pains"))
    bench.window.looking.choose(bench.journey.views["v"])
    bench.trigger("undo")
    assert bench.window.looking.view is None


def test_deleting_a_stage_tells_of_cards_that_did_not_show(bench: Bench) -> None:
    bench.window.looking.set_detail("key")
    bench.selection.select(Ref("stage", "s1"))
    said: list[str] = []
    bench.window.view.failed.connect(said.append)
    bench.trigger("delete")
    assert said == ["2 cards that did not show went too; undo has them."]
    bench.trigger("undo")
    assert {"c1", "c2"} <= set(bench.journey.cards)


def test_going_to_a_card_that_is_left_out_lets_it_show(bench: Bench) -> None:
    bench.window.looking.set_detail("key")
    assert bench.window.view.layout_now.card_rect("c1") is None
    assert bench.window.looking.bring_out(card_ref("c1"))
    assert bench.window.view.layout_now.card_rect("c1") is not None
    assert bench.window.view.layout_now.card_rect("c2") is None


def test_a_card_added_to_what_is_collapsed_opens_it(bench: Bench) -> None:
    bench.document.do("Collapse", lambda m: fold(m, True, stages=["s2"], lanes=["pain"]))
    bench.selection.select(Ref("stage", "s2"))
    bench.window.palette_panel.chosen.emit("pain_point")
    bench.type("Queue\n")
    made = next(card for card in bench.journey.cards.values() if card.text == "Queue")
    assert made.step == "p3"
    assert bench.window.view.layout_now.card_rect(made.id) is not None


def test_what_is_typed_at_the_detail_of_key_cards_shows(bench: Bench) -> None:
    bench.window.looking.set_detail("key")
    bench.click(bench.cell("pain", "p3"))
    bench.type("Queue\n")
    made = next(card for card in bench.journey.cards.values() if card.text == "Queue")
    assert bench.window.view.layout_now.card_rect(made.id) is not None


def test_a_view_keeps_what_is_faded(bench: Bench) -> None:
    wanted = Filter({"kind": frozenset({"feeling"})})
    bench.window.view.filter_by(wanted)
    fields = bench.window.looking.fields()
    bench.document.do("Save", lambda m: add_view(m, lambda: "v", "Emotions", **fields))
    bench.trigger("whole_map")
    assert not bench.window.view.wanted
    bench.window.looking.choose(bench.journey.views["v"])
    assert bench.window.view.wanted == wanted


def test_the_capture_bar_says_where_a_card_would_not_show(bench: Bench) -> None:
    bench.window.looking.look(Visibility(lanes=frozenset({"pain"})))
    bench.selection.select(cell_ref("touch", "p1"))
    bench.trigger("capture")
    bench.type("/p Queue")
    assert "does not show" in bench.window.capture.said.text()
    bench.type("\n")
    assert [card.lane for card in bench.journey.cards.values() if card.text == "Queue"] == ["pain"]
    bench.type("Leaflet")
    assert "does not show" not in bench.window.capture.said.text()


def test_what_is_moved_by_keys_goes_past_what_does_not_show(bench: Bench) -> None:
    ids = iter(["s9", "p9"])
    bench.document.do("Add", lambda m: add_stage(m, lambda: next(ids), after="s1", name="Between"))
    looking = bench.window.looking
    looking.look(Visibility(frozenset({"s9"}), frozenset({"feel"})))
    bench.selection.select(Ref("stage", "s1"))
    bench.trigger("move_right")
    assert [stage.id for stage in stages(bench.journey)] == ["s9", "s2", "s1"]
    bench.selection.select(Ref("lane", "touch"))
    bench.trigger("move_down")
    assert [lane.id for lane in lanes(bench.journey)] == ["feel", "pain", "touch"]


def test_a_card_is_never_moved_by_keys_to_where_it_does_not_show(bench: Bench) -> None:
    ids = iter(["s9", "p9"])
    bench.document.do("Add", lambda m: add_stage(m, lambda: next(ids), after="s1", name="Between"))
    bench.document.do("Add", lambda m: add_lane(m, "quotes", lambda: "said", after="touch"))
    bench.window.looking.look(Visibility(frozenset({"s9"}), frozenset({"said"})))
    bench.document.do("Move", lambda m: move_by(m, ["c2"], 1, 0))
    bench.selection.select(card_ref("c2"))
    bench.window.view.setFocus()
    bench.keys("Ctrl+Right")
    assert bench.journey.cards["c2"].step == "p3"
    bench.keys("Ctrl+Down")
    assert bench.journey.cards["c2"].lane == "pain"
