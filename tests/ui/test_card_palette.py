"""The palette: every kind has a tile; a click, a key or a drag makes a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest

from jmapdesk.edit.folding import fold
from jmapdesk.model.delta import same
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.queries import cell_cards
from jmapdesk.session.selection import cell_ref, exists
from jmapdesk.ui import card_palette
from jmapdesk.ui.canvas import CARD_KIND_MIME
from jmapdesk.ui.card_palette import KindTile
from tests.ui.bench import LEFT, PLAIN, Bench


def tile(bench: Bench, kind: str) -> KindTile:
    """The tile of a kind."""
    return next(one for one in bench.window.palette_panel.tiles if one.kind == kind)


def test_every_kind_has_a_tile_with_a_name(bench: Bench) -> None:
    tiles = bench.window.palette_panel.tiles
    assert sorted(one.kind for one in tiles) == sorted(CARD_KINDS)
    assert all(one.accessibleName() and one.toolTip() for one in tiles)
    assert tile(bench, "feeling").accessibleName() == "Emotion"


def test_a_click_makes_a_card_in_the_selected_cell_and_writes_on_it(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p3"))
    QTest.mouseClick(tile(bench, "pain_point"), LEFT)
    bench.type("Queue\n")
    (card,) = [card for card in bench.journey.cards.values() if card.kind == "pain_point"]
    assert (card.lane, card.step, card.text) == ("pain", "p3", "Queue")


def test_esc_after_a_click_leaves_no_card_behind(bench: Bench) -> None:
    bench.selection.select(cell_ref("pain", "p3"))
    QTest.mouseClick(tile(bench, "pain_point"), LEFT)
    bench.type("Que")
    bench.keys("Esc")
    assert not cell_cards(bench.journey, "pain", "p3")
    assert not bench.document.is_modified


def test_a_card_that_would_not_show_is_brought_out_and_written_on(bench: Bench) -> None:
    bench.document.do("Collapse", lambda m: fold(m, True, stages=["s2"]))
    bench.selection.select(cell_ref("pain", "p3"))
    QTest.mouseClick(tile(bench, "pain_point"), LEFT)
    bench.type("Queue\n")
    assert [card.text for card in cell_cards(bench.journey, "pain", "p3")] == ["Queue"]
    assert not bench.journey.stages["s2"].collapsed


def test_a_release_elsewhere_makes_nothing(bench: Bench) -> None:
    one = tile(bench, "action")
    QTest.mousePress(one, LEFT, PLAIN, QPoint(20, 20))
    QTest.mouseRelease(one, LEFT, PLAIN, QPoint(300, 300))
    assert not bench.document.is_modified


def test_tab_and_enter_do_as_well(bench: Bench) -> None:
    bench.selection.select(cell_ref("touch", "p3"))
    one = tile(bench, "touchpoint")
    one.setFocus()
    QTest.keyClick(one, Qt.Key.Key_Return)
    bench.type("Shop\n")
    assert "Shop" in [card.text for card in bench.journey.cards.values() if card.step == "p3"]


def test_dragging_a_tile_carries_its_kind(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    carried: list[str] = []

    class Dragged(QDrag):
        def exec(self, *_actions: Qt.DropAction) -> Qt.DropAction:
            carried.append(bytes(self.mimeData().data(CARD_KIND_MIME).data()).decode())
            return Qt.DropAction.CopyAction

    monkeypatch.setattr(card_palette, "QDrag", Dragged)
    one = tile(bench, "thought")
    QTest.mousePress(one, LEFT, PLAIN, QPoint(40, 20))
    QTest.mouseMove(one, QPoint(41, 21))
    assert not carried
    QTest.mouseMove(one, QPoint(90, 60))
    QTest.mouseRelease(one, LEFT, PLAIN, QPoint(90, 60))
    assert carried == ["thought"]
    assert not bench.document.is_modified


def test_a_dropped_kind_lands_in_the_cell_and_can_be_written_on(bench: Bench) -> None:
    assert bench.drop_kind("pain_point", bench.cell("pain", "p3"))
    bench.type("Too long\n")
    (card,) = [card for card in bench.journey.cards.values() if card.kind == "pain_point"]
    assert (card.lane, card.step, card.text) == ("pain", "p3", "Too long")
    bench.keys("Ctrl+Z")
    assert card.id not in bench.journey.cards


def test_a_feeling_dropped_high_is_a_good_one(bench: Bench) -> None:
    middle = bench.cell("feel", "p2")
    assert bench.drop_kind("feeling", QPoint(middle.x(), middle.y() - 40))
    bench.window.view.finish_editing()
    (card,) = [card for card in bench.journey.cards.values() if card.step == "p2" and card.kind == "feeling"]
    assert card.score is not None
    assert card.score > 0


def test_a_kind_dropped_on_a_lane_that_does_not_take_it_lands_in_its_own(bench: Bench) -> None:
    assert bench.drop_kind("touchpoint", bench.cell("feel", "p2"))
    bench.type("Poster\n")
    assert [card.text for card in cell_cards(bench.journey, "touch", "p2")] == ["Poster"]


def test_what_is_no_kind_or_falls_beside_the_cells_is_refused(bench: Bench) -> None:
    assert not bench.drop_kind("nonsense", QPoint(3, 3))
    assert not bench.document.is_modified


def elsewhere(bench: Bench) -> None:
    """Click on another cell of the map."""
    bench.click(bench.cell("touch", "p3"))


ENDS: dict[str, Callable[[Bench], None]] = {
    "a click elsewhere": elsewhere,
    "Esc": lambda bench: bench.keys("Esc"),
    "Enter": lambda bench: bench.keys("Return"),
    "the focus lost": lambda bench: bench.window.inspector.focus_first(),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("kind", ["pain_point", "opportunity", "feeling", "metric"])
def test_a_kind_that_was_clicked_and_got_no_words_leaves_nothing_behind(
    bench: Bench, kind: str, end: Callable[[Bench], None]
) -> None:
    before = bench.journey
    bench.selection.select(cell_ref("pain", "p2"))
    QTest.mouseClick(tile(bench, kind), LEFT)
    assert len(bench.journey.cards) == len(before.cards) + 1
    end(bench)
    assert not bench.window.view.is_editing()
    assert same(before, bench.journey)
    assert not bench.document.undo_labels
    assert not bench.document.is_modified
    assert all(exists(bench.journey, ref) for ref in bench.selection.refs)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("kind", ["pain_point", "opportunity"])
def test_a_kind_that_was_dropped_and_got_no_words_leaves_nothing_behind(
    bench: Bench, kind: str, end: Callable[[Bench], None]
) -> None:
    before = bench.journey
    assert bench.drop_kind(kind, bench.cell("pain", "p2"))
    end(bench)
    assert same(before, bench.journey)
    assert not bench.document.undo_labels


def test_a_place_for_a_picture_needs_no_words(bench: Bench) -> None:
    assert bench.drop_kind("image", bench.cell("pain", "p2"))
    elsewhere(bench)
    assert [card.kind for card in bench.journey.cards.values()].count("image") == 1
