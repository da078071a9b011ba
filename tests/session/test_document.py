"""A document changes by undo steps and gestures, and tells exactly what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.edit.cards import add_card, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.edit.stages import add_stage, rename_stage
from jmapdesk.edit.steps import add_step
from jmapdesk.model.delta import Delta, same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, Edit, added, added_steps
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def typed(text: str) -> Edit:
    return lambda journey: set_text(journey, "c1", text)


def dropped(step: str) -> Edit:
    return lambda journey: move_into_cell(journey, ["c1"], Place("touch", step))


def nothing(journey: JourneyMap) -> JourneyMap:
    return journey


@pytest.fixture
def document() -> Document:
    return Document(small_map(), new_id=counting_ids())


def text_of(document: Document) -> str:
    return document.journey.cards["c1"].text


def test_an_edit_is_one_step_that_undo_takes_back_and_redo_does_again(document: Document) -> None:
    before = document.journey
    document.do("Type", typed("Flyer"))
    assert (document.undo_label, document.redo_label, text_of(document)) == ("Type", "", "Flyer")
    document.undo()
    assert same(document.journey, before)
    assert (document.undo_label, document.redo_label) == ("", "Type")
    document.redo()
    assert text_of(document) == "Flyer"
    assert document.redo() == Delta()


def test_everybody_hears_what_differs_and_sees_the_new_map(document: Document) -> None:
    heard: list[tuple[str, str]] = []
    document.changed.connect(lambda delta: heard.append((delta.changes[0].id, text_of(document))))
    document.do("Type", typed("Flyer"))
    document.undo()
    assert heard == [("c1", "Flyer"), ("c1", "Poster")]


def test_an_edit_that_changes_nothing_leaves_no_trace(document: Document) -> None:
    heard: list[object] = []
    document.changed.connect(heard.append)
    document.state_changed.connect(heard.append)
    assert not document.do("Nothing", nothing)
    assert not document.do("Same", typed("Poster"))
    assert (heard, document.can_undo, document.is_modified) == ([], False, False)


def test_any_earlier_or_later_state_is_one_step_away(document: Document) -> None:
    maps = [document.journey]
    for text in ("Flyer", "Letter", "Call"):
        document.do(f"Write {text}", typed(text))
        maps.append(document.journey)
    heard: list[str] = []
    document.changed.connect(lambda _: heard.append(text_of(document)))
    assert [moment.label for moment in document.timeline] == ["", "Write Flyer", "Write Letter", "Write Call"]
    for position in (0, 3, 1, 2):
        document.go_to(position)
        assert same(document.journey, maps[position])
        assert document.position == position
    assert heard == ["Poster", "Call", "Flyer", "Letter"]
    assert (document.undo_label, document.redo_label) == ("Write Letter", "Write Call")
    document.go_to(99)
    assert document.position == 3
    assert document.go_to(3) == Delta()


def test_the_timeline_tells_which_state_the_file_holds(document: Document, tmp_path: Path) -> None:
    assert [moment.is_saved for moment in document.timeline] == [True]
    document.do("Type", typed("Flyer"))
    document.save(tmp_path / "a.jmap")
    document.do("Type again", typed("Letter"))
    assert [moment.is_saved for moment in document.timeline] == [False, True, False]
    document.go_to(1)
    assert not document.is_modified


def test_an_edit_that_fails_leaves_the_document_as_it_was(document: Document) -> None:
    before = document.journey
    with pytest.raises(JmapError):
        document.do("Type", lambda journey: set_text(journey, "nobody", "x"))
    assert document.journey is before
    assert not document.can_undo


def test_a_new_edit_forgets_what_was_undone(document: Document) -> None:
    document.do("Type", typed("Flyer"))
    document.undo()
    document.do("Type", typed("Sign"))
    assert not document.can_redo


def test_successive_typing_is_one_step(document: Document) -> None:
    for text in ("F", "Fl", "Fly"):
        document.do("Type", typed(text), merge="c1.text")
    assert document.undo_labels == ("Type",)
    document.undo()
    assert text_of(document) == "Poster"
    document.redo()
    assert text_of(document) == "Fly"


@pytest.mark.parametrize("between", ["break", "other", "undo"])
def test_typing_is_not_joined_over_what_came_between(document: Document, between: str) -> None:
    document.do("Type", typed("F"), merge="c1.text")
    if between == "break":
        document.break_merge()
    elif between == "other":
        document.do("Rename", lambda journey: rename_stage(journey, "s1", "Hear"))
    else:
        document.do("Type", typed("Fl"), merge="c1.text")
        document.undo()
        document.redo()
    document.do("Type", typed("Fly"), merge="c1.text")
    assert document.undo_labels[0] == "Type"
    assert len(document.undo_labels) >= 2
    document.undo()
    assert text_of(document) in ("F", "Fl")


def test_typing_back_to_the_start_leaves_no_step(document: Document) -> None:
    document.do("Type", typed("Flyer"), merge="c1.text")
    document.do("Type", typed("Poster"), merge="c1.text")
    assert not document.can_undo
    assert not document.is_modified


def test_coming_back_by_undo_is_not_modified(document: Document) -> None:
    document.do("Type", typed("Flyer"))
    assert document.is_modified
    document.undo()
    assert not document.is_modified
    document.do("Type", typed("Sign"))
    document.undo()
    assert not document.is_modified


def test_an_import_is_modified_from_the_start() -> None:
    document = Document(small_map(), modified=True)
    document.do("Type", typed("Flyer"))
    document.undo()
    assert document.is_modified


def test_a_gesture_shows_and_becomes_exactly_one_step(document: Document) -> None:
    base = document.journey
    gesture = document.begin("Move card")
    for step in ("p2", "p3", "p2"):
        gesture.preview(dropped(step))
        assert document.journey.cards["c1"].step == step
        assert document.committed is base
    gesture.commit()
    assert (document.undo_labels, document.committed.cards["c1"].step) == (("Move card",), "p2")
    document.undo()
    assert same(document.journey, base)


def test_a_cancelled_gesture_was_never_there(document: Document) -> None:
    base = document.journey
    gesture = document.begin("Move card")
    gesture.preview(dropped("p3"))
    gesture.cancel()
    assert document.journey is base
    assert not document.can_undo
    assert not gesture.is_running


def test_a_gesture_that_ends_where_it_began_is_no_step(document: Document) -> None:
    gesture = document.begin("Move card")
    gesture.preview(dropped("p3"))
    gesture.preview(nothing)
    gesture.commit()
    assert not document.can_undo


@pytest.mark.parametrize("what", ["do", "begin", "undo", "redo"])
def test_whatever_comes_between_cancels_the_gesture(document: Document, what: str) -> None:
    document.do("Type", typed("Flyer"))
    document.do("Type", typed("Sign"))
    document.undo()
    gesture = document.begin("Move card")
    gesture.preview(dropped("p3"))
    {
        "do": lambda: document.do("Type", typed("Board")),
        "begin": lambda: document.begin("Other"),
        "undo": document.undo,
        "redo": document.redo,
    }[what]()
    assert document.journey.cards["c1"].step == "p1"
    labels = document.undo_labels
    assert not gesture.preview(dropped("p2"))
    assert not gesture.commit()
    assert not gesture.cancel()
    assert document.journey.cards["c1"].step == "p1"
    assert document.undo_labels == labels


def test_listeners_hear_the_whole_way_through_a_gesture(document: Document) -> None:
    steps: list[str | None] = []
    document.changed.connect(lambda delta: steps.append(delta.changes[0].after.step))
    gesture = document.begin("Move card")
    gesture.preview(dropped("p2"))
    gesture.preview(dropped("p3"))
    gesture.cancel()
    assert steps == ["p2", "p3", "p1"]


def test_previews_of_an_addition_keep_its_id(document: Document) -> None:
    gesture = document.begin("Add card")
    for step in ("p2", "p3"):
        gesture.preview(lambda journey, step=step: add_card(journey, Place("pain", step), gesture.new_id))
        assert document.journey.cards["n1"].step == step
    assert added(gesture.commit(), "cards") == ["n1"]
    assert document.journey.cards["n1"].step == "p3"


def test_what_came_new_is_read_off_the_delta(document: Document) -> None:
    made = document.do("Add stage", lambda journey: add_stage(journey, document.new_id, steps=2))
    assert added(made, "stages") == ["n1"]
    assert added_steps(made) == ["n2", "n3"]
    made = document.do("Add step", lambda journey: add_step(journey, "s1", document.new_id))
    assert added_steps(made) == ["n4"]


def test_a_listener_may_edit_in_turn(document: Document) -> None:
    def follow(delta: Delta) -> None:
        if text_of(document) == "Flyer":
            document.do("Rename", lambda journey: rename_stage(journey, "s1", "Hear"))

    shown = [small_map()]
    document.changed.connect(follow)
    document.changed.connect(lambda delta: shown.append(document.journey))
    document.do("Type", typed("Flyer"))
    assert document.undo_labels == ("Rename", "Type")
    assert shown[-1].stages["s1"].name == "Hear"
