"""The five steps to a first map are done, not read: each is ticked when it has happened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place
from jmapdesk.edit.sources import add_source, cite
from jmapdesk.model import queries
from jmapdesk.ui.tour_panel import TourPanel
from tests.ui.bench import LEFT, Bench


def open_tour(bench: Bench) -> TourPanel:
    bench.trigger("tour")
    (panel,) = bench.window.findChildren(TourPanel)
    return panel


def put_cards(bench: Bench, kind: str, **fields: object) -> None:
    """A card in each of the first three cells of a lane."""
    lane = next(lane for lane in queries.lanes(bench.journey) if lane.kind == kind)
    for column in queries.columns(bench.journey)[:3]:
        place = Place(lane.id, column.step.id)
        bench.document.do("Add", lambda j, p=place: add_card(j, p, bench.document.new_id, **fields))


def test_each_step_is_ticked_when_it_has_been_done(bench: Bench, tmp_path: Path) -> None:
    panel = open_tour(bench)
    assert panel.done == [False] * 5
    bench.document.do("Name", lambda journey: set_about(journey, title="Claims"))
    assert panel.done == [True, False, False, False, False]
    put_cards(bench, "actions", text="Calls")
    assert panel.done == [True, True, False, False, False]
    put_cards(bench, "feelings", score=1.0)
    assert panel.done[2]
    card = next(card for card in bench.journey.cards.values() if card.text == "Calls")
    bench.document.do("Add", lambda j: add_source(j, lambda: "talk", title="Interview"))
    bench.document.do("Know", lambda j: cite(j, [card.id], "talk"))
    assert panel.done == [True, True, True, True, False]
    bench.document.save(tmp_path / "claims.jmap")
    assert panel.done == [True] * 5


def test_a_step_done_stays_done(bench: Bench) -> None:
    panel = open_tour(bench)
    bench.document.do("Name", lambda journey: set_about(journey, title="Claims"))
    bench.trigger("undo")
    assert panel.done[0]


def test_it_can_be_closed_and_the_keyboard_is_back_on_the_map(bench: Bench) -> None:
    panel = open_tour(bench)
    QTest.mouseClick(next(b for b in panel.findChildren(QPushButton)), LEFT)
    assert panel.isHidden()
    assert bench.window.focusWidget() is bench.window.view
    bench.document.do("Name", lambda journey: set_about(journey, title="Claims"))
