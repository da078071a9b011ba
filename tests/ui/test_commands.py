"""What actions do to a map: one undo step each, what they made is selected."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from jmapdesk.edit.cells import Place
from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.model import queries
from jmapdesk.session.document import Document
from jmapdesk.session.selection import ABOUT, Ref, Selection, card_ref, cell_ref
from jmapdesk.ui import commands
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


@pytest.fixture
def document(qapp: object) -> Document:
    ids = iter(f"new{n}" for n in range(1000))
    return Document(small_map(), new_id=lambda: next(ids))


@pytest.fixture
def selection(document: Document) -> Selection:
    chosen = Selection()
    document.changed.connect(lambda difference: chosen.follow(difference, document.journey))
    return chosen


def texts(document: Document, lane: str, step: str) -> list[str]:
    """The words of the cards of a cell, top to bottom."""
    cards = [c for c in document.journey.cards.values() if (c.lane, c.step) == (lane, step)]
    return [card.text for card in sorted(cards, key=lambda card: (card.order, card.id))]


@pytest.mark.parametrize(
    ("ref", "spot"),
    [
        (None, commands.Spot()),
        (ABOUT, commands.Spot()),
        (card_ref("c1"), commands.Spot("s1", "p1", "touch")),
        (card_ref("parked"), commands.Spot(None, None, None)),
        (cell_ref("pain", "p3"), commands.Spot("s2", "p3", "pain")),
        (Ref("step", "p2"), commands.Spot("s1", "p2", None)),
        (Ref("stage", "s1"), commands.Spot("s1", "p2", None)),
        (Ref("lane", "feel"), commands.Spot(None, None, "feel")),
        (card_ref("gone"), commands.Spot()),
    ],
)
def test_where_the_selection_points(ref: Ref | None, spot: commands.Spot) -> None:
    assert commands.spot_of(small_map(), ref) == spot


def test_a_card_goes_into_the_lane_of_its_kind(document: Document, selection: Selection) -> None:
    selection.select(cell_ref("touch", "p3"))
    assert commands.add_card(document, selection, "pain_point")
    card = document.journey.cards[selection.cards[0]]
    assert (card.lane, card.step, card.kind) == ("pain", "p3", "pain_point")
    assert document.undo_labels == ("Add card",)


def test_a_card_of_another_kind_goes_where_the_selection_is(document: Document, selection: Selection) -> None:
    selection.select(cell_ref("touch", "p3"))
    assert commands.add_card(document, selection, "thought")
    card = document.journey.cards[selection.cards[0]]
    assert (card.lane, card.kind) == ("touch", "thought")


def test_a_second_feeling_of_the_same_step_is_not_made(document: Document, selection: Selection) -> None:
    selection.select(card_ref("f1"))
    assert not commands.add_card(document, selection, "feeling")
    assert not document.undo_labels


def test_a_card_without_any_selection_goes_to_the_first_step(document: Document, selection: Selection) -> None:
    assert commands.add_card(document, selection)
    assert document.journey.cards[selection.cards[0]].step == "p1"


def test_no_card_without_a_step(document: Document, selection: Selection) -> None:
    for stage in ("s1", "s2"):
        document.do("x", lambda m, s=stage: commands.stages.delete_stages(m, [s]))
    assert not commands.add_card(document, selection)


def test_moving_a_step_goes_over_into_the_next_stage(document: Document, selection: Selection) -> None:
    selection.select(card_ref("c1"))  # in p1
    commands.move_across(document, selection, 1)
    assert [step.id for step in queries.steps(document.journey.stages["s1"])] == ["p2", "p1"]
    commands.move_across(document, selection, 1)
    assert [step.id for step in queries.steps(document.journey.stages["s2"])] == ["p1", "p3"]


def test_moving_beyond_the_ends_does_nothing(document: Document, selection: Selection) -> None:
    selection.select(Ref("stage", "s1"))
    commands.move_across(document, selection, -1)
    selection.select(Ref("step", "p3"))
    commands.move_across(document, selection, 1)
    selection.select(Ref("lane", "pain"))
    commands.move_lane(document, selection, 1)
    selection.clear()
    commands.move_across(document, selection, 1)
    commands.move_lane(document, selection, 1)
    assert not document.undo_labels


def paste(document: Document, selection: Selection, place: Place | None) -> bool:
    """Paste the cards that were copied."""
    held = QGuiApplication.clipboard().mimeData().data(commands.FRAGMENT_MIME)
    text = bytes(held.data()).decode("utf-8", "replace")
    return commands.paste_cards(document, selection, text, place, Place("touch", "p1"))


def test_cards_of_another_map_are_not_put_aside(document: Document, selection: Selection) -> None:
    selection.set([card_ref("c1")])
    commands.copy(document, selection)
    other = Document(TEMPLATES["current-state"].build(counting_ids("other")), new_id=counting_ids("made"))
    lane, step = queries.lanes(other.journey)[0].id, queries.columns(other.journey)[0].step.id
    text = bytes(QGuiApplication.clipboard().mimeData().data(commands.FRAGMENT_MIME).data()).decode()
    assert commands.paste_cards(other, Selection(), text, None, Place(lane, step))
    (card,) = other.journey.cards.values()
    assert (card.step, card.text) == (step, "Poster")


def test_what_is_copied_is_a_grid_for_a_spreadsheet_and_a_table_for_a_page(
    document: Document, selection: Selection
) -> None:
    selection.set([card_ref("c1"), card_ref("f1")])
    commands.copy(document, selection)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "\tNotice › See\nTouchpoints\tPoster\nEmotions\tcurious (+1.5)"
    assert "<table" in data.html()


def test_copied_cards_come_back_with_everything(document: Document, selection: Selection) -> None:
    selection.set([card_ref("c1"), card_ref("c2")])
    commands.copy(document, selection)
    assert QGuiApplication.clipboard().text() == "Poster\nWeb site"
    paste(document, selection, Place("touch", "p3"))
    made = [document.journey.cards[key] for key in selection.cards]
    assert [(card.text, card.step, card.sources) for card in made] == [
        ("Poster", "p3", ("talk",)), ("Web site", "p3", ()),
    ]  # fmt: skip


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[1,2]", b"\xff\xfe", b'{"cards": 5}'])
def test_a_damaged_fragment_changes_nothing(document: Document, selection: Selection, rubbish: bytes) -> None:
    data = QMimeData()
    data.setData(commands.FRAGMENT_MIME, rubbish)
    QGuiApplication.clipboard().setMimeData(data)
    with contextlib.suppress(JmapError):  # the window says it
        paste(document, selection, None)
    assert not document.undo_labels


def test_nothing_copied_leaves_the_clipboard_alone(document: Document, selection: Selection) -> None:
    QGuiApplication.clipboard().setText("mine")
    selection.select(Ref("lane", "pain"))
    commands.copy(document, selection)
    assert QGuiApplication.clipboard().text() == "mine"


def test_every_kind_of_lane_can_be_added(document: Document, selection: Selection) -> None:
    for kind, name, icon in commands.lane_choices():
        assert name
        assert icon
        commands.add_lane(document, selection, kind)
        assert document.journey.lanes[selection.ids("lane")[0]].kind == kind


@pytest.mark.parametrize(
    ("refs", "cards"),
    [
        ([Ref("lane", "feel")], ["f1", "f3"]),
        ([Ref("stage", "s1")], ["c1", "c2", "f1"]),
        ([Ref("step", "p3")], ["f3"]),
        ([cell_ref("touch", "p1")], ["c1", "c2"]),
        ([card_ref("c2")], ["c1", "c2"]),
        ([Ref("lane", "touch"), Ref("step", "p3")], ["c1", "c2", "f3"]),
    ],
)
def test_the_cards_within_are_selected_in_reading_order(refs: list[Ref], cards: list[str]) -> None:
    document, selection = Document(small_map()), Selection()
    selection.set(refs)
    commands.select_within(document, selection)
    assert list(selection.cards) == cards


def test_nothing_within_leaves_the_selection() -> None:
    document, selection = Document(small_map()), Selection()
    selection.select(Ref("lane", "pain"))
    commands.select_within(document, selection)
    assert selection.refs == (Ref("lane", "pain"),)
