"""Esc while writing in place: the words go, and can be had back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.edit.stages import delete_stages
from jmapdesk.model.delta import same
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.view import MapView
from tests.ui.canvas.conftest import on_cell
from tests.ui.canvas.hands import double_click

Key = Qt.Key


def write(view: MapView, ref: Ref, words: str, end: Qt.Key = Key.Key_Escape) -> None:
    view.selection.select(ref)
    view.setFocus()
    QTest.keyClick(view, Key.Key_Return)
    assert view.writer.editor is not None
    QTest.keyClicks(view.writer.editor, words)
    QTest.keyClick(view.writer.editor, end)


def texts(view: MapView, lane: str, step: str) -> list[str]:
    return [card.text for card in cell_cards(view.document.journey, lane, step)]


def test_esc_on_a_new_card_leaves_the_map_alone_and_its_words_come_back_in_one_step(view: MapView) -> None:
    before = view.document.journey
    write(view, cell_ref("pain", "p2"), "Long queue")
    assert view.document.journey is before
    assert not view.document.can_undo
    last = view.dropped.last
    assert last is not None
    assert last.words == "Long queue"
    view.dropped.bring_back()
    assert texts(view, "pain", "p2") == ["Long queue"]
    assert view.document.undo_labels == ("Add card",)
    view.document.undo()
    assert same(view.document.journey, before)


def test_nothing_is_kept_of_a_card_without_words_or_of_words_that_stay(view: MapView) -> None:
    write(view, cell_ref("pain", "p2"), "")
    write(view, card_ref("c1"), "Poster")
    assert view.dropped.last is None


def test_esc_on_a_card_shows_its_old_words_and_the_new_ones_come_back(view: MapView) -> None:
    write(view, card_ref("c1"), "Leaflet")
    assert texts(view, "touch", "p1") == ["Poster", "Web site"]
    view.dropped.bring_back()
    assert texts(view, "touch", "p1") == ["Leaflet", "Web site"]
    assert view.document.undo_labels == ("Edit card",)


@pytest.mark.parametrize("ref", [Ref("stage", "s1"), Ref("step", "p1"), Ref("lane", "pain")])
def test_a_name_comes_back_too(view: MapView, ref: Ref) -> None:
    write(view, ref, "Other")
    view.dropped.bring_back()
    journey = view.document.journey
    assert "Other" in {journey.stages["s1"].name, journey.stages["s1"].steps[0].name, journey.lanes["pain"].name}


def test_the_words_at_a_point_of_the_curve_come_back_to_it(view: MapView) -> None:
    double_click(view.viewport(), on_cell(view, "feel", "p2"))
    assert view.writer.editor is not None
    QTest.keyClicks(view.writer.editor, "never mind")
    QTest.keyClick(view.writer.editor, Key.Key_Escape)
    view.dropped.bring_back()
    assert texts(view, "feel", "p2") == ["never mind"]


def test_the_last_words_come_back_first(view: MapView) -> None:
    write(view, cell_ref("pain", "p1"), "first")
    write(view, cell_ref("pain", "p2"), "second")
    view.dropped.bring_back()
    assert (texts(view, "pain", "p1"), texts(view, "pain", "p2")) == ([], ["second"])
    view.dropped.bring_back()
    assert texts(view, "pain", "p1") == ["first"]
    assert view.dropped.last is None


def test_a_card_comes_back_between_its_neighbours_though_the_map_went_on(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, "F")  # typing on a card begins one below it
    assert view.writer.editor is not None
    QTest.keyClicks(view.writer.editor, "lyer")
    QTest.keyClick(view.writer.editor, Key.Key_Escape)
    write(view, cell_ref("pain", "p3"), "Something else", Key.Key_Return)
    assert not view.dropped.is_fresh
    view.dropped.bring_back()
    assert texts(view, "touch", "p1") == ["Poster", "Flyer", "Web site"]


def test_words_whose_place_is_gone_are_parked(view: MapView) -> None:
    write(view, cell_ref("pain", "p2"), "Long queue")
    write(view, Ref("stage", "s2"), "Payment")
    view.document.do("Delete", lambda m: delete_stages(delete_lanes(m, ["pain"]), ["s2"]))
    view.dropped.bring_back()
    view.dropped.bring_back()
    parked = [card.text for card in view.document.journey.cards.values() if card.lane is None]
    assert set(parked) == {"Who pays for returns?", "Payment", "Long queue"}


def test_words_are_fresh_until_the_map_changes(view: MapView) -> None:
    write(view, cell_ref("pain", "p2"), "Long queue")
    assert view.dropped.is_fresh
    view.selection.select(card_ref("c1"))
    assert view.dropped.is_fresh
    view.delete_selected()
    assert not view.dropped.is_fresh
    view.document.undo()
    assert view.dropped.last is not None
