"""The selection is an ordered set that lets go of what vanishes."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import delete_cards, set_text
from jmapdesk.edit.lanes import delete_lane
from jmapdesk.edit.stages import rename_stage
from jmapdesk.edit.steps import delete_step
from jmapdesk.model.delta import delta
from jmapdesk.session.document import Document
from jmapdesk.session.selection import ABOUT, Ref, Selection, card_ref, cell_ref, exists, touched
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


def test_what_a_change_leaves_to_be_looked_at_is_cards_before_all_else() -> None:
    before = small_map()
    after = delete_cards(before, ["c1"])
    assert touched(delta(before, after)) == []
    assert touched(delta(after, before)) == [card_ref("c1")]
    renamed = rename_stage(set_text(before, "c2", "Site"), "s1", "See")
    assert touched(delta(before, renamed)) == [card_ref("c2")]
    assert touched(delta(before, rename_stage(before, "s1", "See"))) == [Ref("stage", "s1")]
