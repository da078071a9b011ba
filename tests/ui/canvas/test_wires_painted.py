"""Connections in tiles show what direct painting shows, after every edit that gives them another way."""

from __future__ import annotations

import random

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import delete_cards, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import delete_connections, set_connection_fields
from jmapdesk.edit.feelings import set_score
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.edit.spans import span_to
from jmapdesk.insight.filters import Filter
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.kinds import CONNECTION_KINDS
from jmapdesk.model.records import Connection
from tests.builders import big_map
from tests.ui.canvas.conftest import MakeView
from tests.ui.canvas.test_tiles import alike, direct, picture, settle


def tangled() -> JourneyMap:
    """A map of 120 cards with 40 connections of all kinds, a third of them with words."""
    journey, dice = big_map(120), random.Random(7)
    ids = [card.id for card in journey.cards.values() if card.lane]
    arrows = {}
    for n in range(40):
        start, end = dice.sample(ids, 2)
        kind, label = CONNECTION_KINDS[n % 4], dice.choice(("", "", "if refused"))
        arrows[f"w{n:02}"] = Connection(id=f"w{n:02}", start=start, end=end, kind=kind, label=label)
    return with_records(journey, "connections", arrows)


@pytest.mark.parametrize(("zoom", "top"), [(0.3, 0), (0.5, 0), (1.0, 0), (1.0, 700), (1.7, 900)])
def test_an_edit_is_patched_into_the_tiles(make_view: MakeView, qtbot: QtBot, zoom: float, top: int) -> None:
    view = make_view(tangled(), width=1100, height=900, zoom=zoom)
    view.camera.scroll_to(0, top)
    settle(view, qtbot)
    assert alike(picture(view), direct(view))
    document, layout, journey = view.document, view.layout_now, view.document.journey
    ends = [journey.cards[one.start] for one in journey.connections.values()]
    card = next(card for card in ends if card.kind == "action")
    felt = next(card for card in journey.cards.values() if card.kind == "feeling")
    steps = [box.step.id for box in layout.columns.boxes]
    long = "A long text that needs many lines, so that its lane gets a good deal higher and all below moves"
    edits = (
        lambda j: set_text(j, card.id, long),
        lambda j: move_into_cell(j, (card.id,), Place(card.lane or "", steps[3])),
        lambda j: set_text(j, card.id, "Short"),
        lambda j: move_into_cell(j, (card.id,), Place(card.lane or "", steps[0])),
        lambda j: span_to(j, card.id, steps[4]),
        lambda j: set_score(j, felt.id, -1.9),
        lambda j: set_text(j, felt.id, "wide words that reach into the gutter"),
        lambda j: set_connection_fields(j, "w00", label="another label", kind="needs"),
        lambda j: delete_connections(j, ("w01", "w02")),
        lambda j: delete_cards(j, (card.id,)),
    )
    for edit in edits:
        document.do("Edit", edit)
        QTest.qWait(5)
        assert alike(picture(view), direct(view))
    while document.can_undo:
        document.undo()
        QTest.qWait(5)
        assert alike(picture(view), direct(view))


def test_under_a_filter_connections_fade_with_their_cards(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(tangled(), width=1100, height=900, zoom=0.6)
    settle(view, qtbot)
    before = picture(view)
    view.filter_by(Filter({"kind": frozenset({"action"})}))
    settle(view, qtbot)
    assert not alike(picture(view), before)
    assert alike(picture(view), direct(view))
