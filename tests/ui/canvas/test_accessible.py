"""The map as a screen reader walks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtTest import QTest

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.spans import span_to
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.ui.canvas import accessible
from jmapdesk.ui.canvas.view import MapView

Name, Description = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    accessible.install()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader hears: names of what gets the focus, and announcements."""
    words: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            words.append(event.message())
        elif event.type() == QAccessible.Event.Focus and isinstance(event.object(), accessible.Thing):
            words.append(event.accessibleInterface().text(Name))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    return words


def whole(view: MapView) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


def children(one: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [one.child(i) for i in range(one.childCount())]


def test_lanes_hold_cards_and_empty_cells_in_reading_order(view: MapView) -> None:
    top = whole(view)
    assert top.text(Name) == "Map A small map"
    assert top.text(Description) == "2 stages, 3 lanes, 5 cards"
    lanes = [one for one in children(top) if one.role() == QAccessible.Role.List]
    assert [lane.text(Name) for lane in lanes] == ["Lane Touchpoints", "Lane Emotions", "Lane Pain points"]
    assert [one.text(Name) for one in children(lanes[0])] == [
        "Touchpoint: Poster", "Touchpoint: Web site", "Touchpoints, Notice, Ask", "Touchpoints, Buy, step 1 of 1",
    ]  # fmt: skip
    stage = next(one for one in children(top) if one.text(Name) == "Stage Notice")
    assert [one.text(Name) for one in children(stage)] == ["Step See", "Step Ask"]


def test_places_and_parents_agree(view: MapView) -> None:
    top = whole(view)
    for at, child in enumerate(children(top)):
        assert top.indexOfChild(child) == at
        assert child.parent().object() is view
        for place, one in enumerate(children(child)):
            assert child.indexOfChild(one) == place
            assert one.parent().text(Name) == child.text(Name)
    card = view.things.interface(card_ref("c1"))
    assert card is not None
    middle = card.rect().center()
    assert top.childAt(middle.x(), middle.y()).text(Name) == "Touchpoint: Poster"
    assert not card.state().offscreen


def test_the_focus_is_spoken_wherever_the_keys_lead(view: MapView, heard: list[str]) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert heard == ["Touchpoint: Poster", "Touchpoint: Web site", "Touchpoints, Notice, Ask"]
    focus = whole(view).focusChild()
    assert focus.text(Description) == "empty"
    assert focus.state().focused
    assert focus.state().selected


def test_moves_and_refusals_are_announced(view: MapView, heard: list[str]) -> None:
    view.selection.select(card_ref("c1"))
    heard.clear()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Moved to Touchpoints, Notice, Ask", "It cannot go further that way."]
    view.selection.select(card_ref("f1"))
    heard.clear()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Emotion: curious, plus 1"]


def test_a_card_that_reaches_further_says_so(view: MapView, heard: list[str]) -> None:
    view.selection.select(card_ref("c1"))
    heard.clear()
    view.document.do("Stretch", lambda journey: span_to(journey, "c1", "p2"))
    assert heard == ["Moved to Touchpoints, Notice, See, to Notice, Ask, 1 of 2"]


def test_what_is_gone_is_forgotten(view: MapView) -> None:
    for ref in (card_ref("c1"), cell_ref("touch", "p2")):
        assert view.things.interface(ref) is not None
    view.document.do("Delete", lambda journey: delete_cards(journey, ["c1"]))
    names = [one.text(Name) for lane in children(whole(view)) for one in children(lane)]
    assert "Touchpoint: Poster" not in names
    assert "Touchpoint: Web site" in names


def test_nobody_listens_and_nothing_is_made(view: MapView) -> None:
    view.selection.select(card_ref("c1"))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert not view.things.findChildren(accessible.Thing)
