"""Parked cards: the panel that lists them while there are any, and the ways back to the map."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.cards import add_parked_card, delete_cards, set_fields
from jmapdesk.edit.lanes import delete_lane
from jmapdesk.edit.moves import park
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.ui.parked_panel import ParkedPanel
from jmapdesk.ui.tools.dropping import cards_data
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench


def opened(bench: Bench) -> ParkedPanel:
    bench.trigger("show_parked")
    assert bench.window.parked.list.hasFocus()
    return bench.window.parked


def texts(bench: Bench, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(bench.journey, lane, step)]


def rows(panel: ParkedPanel) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def test_the_button_says_how_many_and_shows_only_while_there_are_any(bench: Bench) -> None:
    button = bench.window.status.parked_button
    assert button.isVisible()
    assert button.text() == "Parked (1)"
    QTest.mouseClick(button, LEFT)
    assert bench.window.parked.isVisible()
    bench.document.do("Park", lambda m: park(m, ["c1"]))
    assert button.text() == "Parked (2)"
    bench.document.do("Delete", lambda m: delete_cards(m, ["c1", "parked"]))
    assert not button.isVisible()
    assert not bench.window.parked.isVisible()
    assert not bench.can("show_parked")
    bench.document.undo()
    assert button.isVisible()


def test_where_a_parked_card_went_is_said_with_the_way_back(bench: Bench) -> None:
    said: list[str] = []
    bench.window.parked.said.connect(said.append)
    bench.document.do("Park", lambda m: park(m, ["c1"]))
    assert said == ["“Poster” is parked: “Parked” in this bar has it. Undo puts it back."]
    bench.document.do("Park", lambda m: park(m, ["c2", "f1"]))
    assert said[1:] == ["2 cards are parked: “Parked” in this bar has them. Undo puts them back."]
    bench.document.do("Edit", lambda m: set_fields(m, "c1", text="Poster at the door"))
    assert len(said) == 2


def test_each_card_is_listed_with_its_kind(bench: Bench) -> None:
    bench.document.do("Park", lambda m: park(m, ["c1", "f1"]))
    panel = opened(bench)
    assert rows(panel) == ["Who pays for returns?", "Poster", "curious"]
    spoken = [panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == ["Text: Who pays for returns?", "Touchpoint: Poster", "Emotion: curious"]


def test_enter_places_the_card_in_the_cell_that_was_chosen_last(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p2"))
    panel = opened(bench)
    assert panel.where.text() == "Pain points, Notice › Ask"
    bench.keys("Return")
    assert texts(bench, "pain", "p2") == ["Who pays for returns?"]
    assert bench.journey.cards["parked"].kind == "pain_point"
    assert bench.document.undo_labels == ("Place card",)
    assert bench.window.view.hasFocus()
    assert bench.selection.cards == ("parked",)
    bench.document.undo()
    assert bench.journey.cards["parked"].lane is None


def test_alt_and_the_arrows_choose_another_cell_and_the_next_card_follows(bench: Bench) -> None:
    bench.document.do("Park", lambda m: park(m, ["c1"]))
    bench.selection.select(cell_ref("touch", "p2"))
    panel = opened(bench)
    bench.keys("Alt+Right")
    bench.keys("Alt+Down")
    bench.keys("Alt+Down")
    assert panel.where.text() == "Pain points, Buy"
    bench.keys("Return")
    bench.keys("Return")
    assert texts(bench, "pain", "p3") == ["Who pays for returns?", "Poster"]
    assert len(bench.document.undo_labels) == 3


def test_del_takes_the_card_out(bench: Bench) -> None:
    opened(bench)
    bench.keys("Del")
    assert "parked" not in bench.journey.cards
    assert bench.document.undo_labels == ("Delete card",)
    bench.keys("Ctrl+Z")
    assert "parked" in bench.journey.cards


def test_a_feeling_goes_to_the_lane_of_emotions_and_says_so_where_the_step_has_one(bench: Bench) -> None:
    bench.document.do("Park", lambda m: park(delete_cards(m, ["parked"]), ["f1"]))
    bench.document.do("Add", lambda m: add_parked_card(m, lambda: "calm", "feeling", "calm", score=1))
    bench.selection.select(cell_ref("touch", "p2"))
    panel = opened(bench)
    assert panel.where.text() == "Emotions, Notice › Ask"
    bench.keys("Return")
    assert bench.journey.cards["f1"].lane == "feel"
    bench.keys("Return")
    assert bench.journey.cards["calm"].lane is None
    assert "has an emotion already" in bench.window.status._message.text()
    bench.keys("Alt+Left")
    bench.keys("Return")
    assert (bench.journey.cards["calm"].lane, bench.journey.cards["calm"].step) == ("feel", "p1")


def test_a_feeling_brings_its_lane_where_the_map_has_none(bench: Bench) -> None:
    bench.document.do("Park", lambda m: delete_lane(park(delete_cards(m, ["parked"]), ["f1"]), "feel"))
    bench.selection.select(cell_ref("touch", "p2"))
    panel = opened(bench)
    assert panel.where.text() == "a new lane, Notice › Ask"
    QTest.mouseClick(panel.place_button, LEFT)
    assert bench.journey.lanes[bench.journey.cards["f1"].lane or ""].kind == "feelings"


def test_the_chosen_card_is_selected_for_the_inspector_and_the_other_way_round(bench: Bench) -> None:
    bench.document.do("Park", lambda m: park(m, ["c1"]))
    panel = opened(bench)
    assert bench.selection.cards == ("parked",)
    bench.keys("Down")
    assert bench.selection.cards == ("c1",)
    bench.selection.select(card_ref("parked"))
    assert panel.chosen() == ["parked"]
    bench.selection.select(card_ref("c2"))
    assert panel.chosen() == []


def test_a_card_dragged_onto_the_map_lands_in_that_cell_in_one_step(bench: Bench) -> None:
    opened(bench)
    data = cards_data(["parked"])
    assert bench.drop(bench.window.view.viewport(), data, bench.cell("pain", "p3"))
    assert texts(bench, "pain", "p3") == ["Who pays for returns?"]
    assert bench.document.undo_labels == ("Place card",)
    assert bench.selection.cards == ("parked",)
    assert bench.window.view.hasFocus()


def test_a_card_let_go_beside_the_cells_stays_parked_and_says_why(bench: Bench) -> None:
    assert not bench.drop(bench.window.view.viewport(), cards_data(["parked"]), QPoint(3, 3))
    assert bench.journey.cards["parked"].lane is None
    assert bench.window.status._message.text() == "A card goes into a cell, where a lane and a step cross."


def test_cards_of_another_map_are_not_taken(bench: Bench) -> None:
    assert not bench.drop(bench.window.view.viewport(), cards_data(["elsewhere"]), bench.cell("pain", "p3"))
    assert not bench.document.undo_labels


def test_finding_a_parked_card_shows_it_in_the_panel(bench: Bench) -> None:
    bench.keys("Ctrl+K")
    bench.type("returns\n")
    assert bench.window.parked.isVisible()
    assert bench.window.parked.chosen() == ["parked"]


def test_a_map_without_lanes_says_what_is_missing(open_bench: OpenBench) -> None:
    journey = small_map()
    for lane in ("touch", "feel", "pain"):
        journey = delete_lane(journey, lane)
    bench = open_bench(journey)
    panel = opened(bench)
    assert "Add a stage and a lane first" in panel.where.text()
    assert not panel.place_button.isEnabled()


def test_what_is_dragged_is_what_is_chosen(bench: Bench) -> None:
    bench.document.do("Park", lambda m: park(m, ["c1"]))
    panel = opened(bench)
    bench.keys("Shift+Down")
    data = panel.model.mimeData(panel.list.selectionModel().selectedIndexes())
    assert isinstance(data, QMimeData)
    assert bench.drop(bench.window.view.viewport(), data, bench.cell("pain", "p3"))
    assert texts(bench, "pain", "p3") == ["Who pays for returns?", "Poster"]
    assert bench.document.undo_labels[0] == "Place cards"
