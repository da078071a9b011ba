"""The selection is an ordered set that lets go of what vanishes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import delete_cards, set_text
from jmapdesk.edit.lanes import delete_lane
from jmapdesk.edit.stages import delete_stage, rename_stage
from jmapdesk.edit.steps import delete_step, move_step, rename_step
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.selection import ABOUT, Ref, Selection, card_ref, cell_ref, exists, ref_to, touched
from tests.builders import small_map

C1, C2 = card_ref("c1"), card_ref("c2")


@pytest.fixture
def document() -> Document:
    return Document(small_map())


@pytest.fixture
def selection(document: Document) -> Selection:
    result = Selection()
    document.changed.connect(lambda delta: result.follow(delta, document.journey))
    return result


def test_the_last_one_is_the_primary(selection: Selection) -> None:
    selection.set([C1, C2])
    assert (selection.primary, selection.cards) == (C2, ("c1", "c2"))
    selection.add(C1)
    assert (selection.primary, selection.refs) == (C1, (C2, C1))
    selection.toggle(C1)
    assert selection.refs == (C2,)
    selection.toggle(C1)
    selection.remove(C2)
    assert selection.refs == (C1,)
    selection.clear()
    assert (selection.primary, len(selection)) == (None, 0)


def test_it_tells_only_when_it_changed(selection: Selection) -> None:
    heard: list[tuple[Ref, ...]] = []
    selection.changed.connect(heard.append)
    selection.select(C1)
    selection.select(C1)
    selection.remove(C2)
    assert heard == [(C1,)]


def test_what_vanishes_is_no_longer_selected(document: Document, selection: Selection) -> None:
    selection.set([C1, ABOUT, C2])
    document.do("Type", lambda journey: set_text(journey, "c1", "Flyer"))
    assert C1 in selection
    document.do("Delete", lambda journey: delete_cards(journey, ["c1"]))
    assert selection.refs == (ABOUT, C2)


def test_cells_and_steps_vanish_with_their_step_or_lane(document: Document, selection: Selection) -> None:
    kept = cell_ref("touch", "p3")
    selection.set([Ref("step", "p2"), cell_ref("touch", "p2"), cell_ref("pain", "p3"), kept])
    document.do("Delete", lambda journey: delete_step(journey, "p2"))
    document.do("Delete", lambda journey: delete_lane(journey, "pain"))
    assert selection.refs == (kept,)


@pytest.mark.parametrize(
    ("ref", "there"),
    [
        (Ref("persona", "ada"), True),
        (Ref("stage", "s1"), True),
        (Ref("lane", "feel"), True),
        (ABOUT, True),
        (Ref("stage", "p1"), False),
        (Ref("persona", "eve"), False),
        (cell_ref("touch", "s1"), False),
    ],
)
def test_whether_a_map_holds_a_thing(ref: Ref, there: bool) -> None:
    assert exists(small_map(), ref) is there


Edit = Callable[[JourneyMap], JourneyMap]


@pytest.mark.parametrize(
    ("edit", "undone", "redone"),
    [
        (lambda m: delete_cards(m, ["c1"]), [card_ref("c1")], [cell_ref("touch", "p1")]),
        (lambda m: delete_cards(m, ["c1", "c2"]), [card_ref("c1"), card_ref("c2")], [cell_ref("touch", "p1")]),
        (lambda m: delete_cards(m, ["c1", "f3"]), [card_ref("c1"), card_ref("f3")], []),
        (lambda m: set_text(m, "c2", "Site"), [card_ref("c2")], [card_ref("c2")]),
        (lambda m: rename_stage(m, "s1", "See"), [Ref("stage", "s1")], [Ref("stage", "s1")]),
        (lambda m: rename_step(m, "p2", "Wait"), [Ref("step", "p2")], [Ref("step", "p2")]),
        (lambda m: move_step(m, "p2", "s2", 0), [Ref("step", "p2")], [Ref("step", "p2")]),
        # what is deleted comes back with its cards; it is the thing that was deleted
        (lambda m: delete_step(m, "p1"), [Ref("step", "p1")], []),
        (lambda m: delete_lane(m, "touch"), [Ref("lane", "touch")], []),
        (lambda m: delete_stage(m, "s1"), [Ref("stage", "s1")], []),
        (lambda m: set_about(m, title="Other"), [ABOUT], [ABOUT]),
        (lambda m: rename_stage(set_text(m, "c2", "Site"), "s1", "See"), [card_ref("c2")], [card_ref("c2")]),
    ],
)
def test_what_undo_and_redo_leave_to_be_looked_at(edit: Edit, undone: list[Ref], redone: list[Ref]) -> None:
    before = small_map()
    after = edit(before)
    assert touched(delta(after, before), before) == undone
    assert touched(delta(before, after), after) == redone


def test_a_thing_is_referred_to_by_the_name_of_its_kind() -> None:
    assert ref_to("lane", "touch") == Ref("lane", "touch")
    with pytest.raises(ValueError, match="recent"):
        ref_to("recent", "map.jmap")
