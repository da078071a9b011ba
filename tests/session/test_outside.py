"""A file that somebody else changed: noticed by its content, joined as one step, then saved over."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.model.journey import with_parts
from jmapdesk.session.document import Document, Edit, open_document
from jmapdesk.session.outside import look_for_copies, look_outside, look_twice, merged_with, stamp
from jmapdesk.session.versions import VersionKeeper
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.versions import keep_version
from jmapdesk.util.errors import JmapError
from tests.builders import small_map

NOWHERE = Path("/nowhere")
"""No versions are kept there."""


def typed(card: str, text: str) -> Edit:
    return lambda journey: set_text(journey, card, text)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    return open_document(path)


def path_of(document: Document) -> Path:
    assert document.path is not None
    return document.path


def change_file(document: Document, card: str, text: str) -> None:
    path = path_of(document)
    save_map(set_text(open_map(path).journey, card, text), path, None)


def join(document: Document) -> None:
    found = look_outside(path_of(document), document.file_hash)
    assert found is not None
    assert found.journey is not None
    assert found.in_file is not None
    document.join("Merge", merged_with(document, found.journey, NOWHERE).map, found.in_file, found.hash)


def test_a_file_as_it_was_left_is_nothing(document: Document) -> None:
    assert look_outside(path_of(document), document.file_hash) is None
    document.do("Type", typed("c1", "Flyer"))
    document.save()
    assert look_outside(path_of(document), document.file_hash) is None


def test_another_content_is_seen_though_time_and_size_are_the_same(document: Document) -> None:
    path = path_of(document)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Poster", b"Banner"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert stamp(path) == (before.st_mtime_ns, before.st_size, before.st_ino)
    found = look_outside(path, document.file_hash)
    assert found is not None
    assert found.journey is not None
    assert found.journey.cards["c1"].text == "Banner"


def test_a_file_that_is_no_map_says_why_and_one_that_went_is_gone(document: Document) -> None:
    path = path_of(document)
    path.write_bytes(b"nothing of ours")
    found = look_outside(path, document.file_hash)
    assert found is not None
    assert found.journey is None
    assert "map.jmap" in found.trouble
    assert (found.state_for("smallmap"), found.is_gone) == ("unreadable", False)
    path.unlink()
    found = look_outside(path, document.file_hash)
    assert found is not None
    assert (found.state_for("smallmap"), found.has_folder, stamp(path)) == ("gone", True, None)
    path.parent.rename(path.parent.with_name("elsewhere"))
    found = look_outside(path, document.file_hash)
    assert found is not None
    assert (found.state_for("smallmap"), found.has_folder) == ("gone", False)
    path.parent.with_name("elsewhere").rename(path.parent)


def test_another_map_in_the_place_is_told_from_another_state_of_the_map(document: Document) -> None:
    path = path_of(document)
    save_map(with_parts(small_map(), id="another"), path, None)
    found = look_outside(path, document.file_hash)
    assert found is not None
    assert (found.state_for("smallmap"), found.state_for("another")) == ("another", "changed")


@pytest.mark.parametrize("meanwhile", ["nothing", "half a map"])
def test_a_file_that_is_being_put_in_place_is_looked_at_twice(
    document: Document, meanwhile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(document)
    whole = path.read_bytes()
    path.unlink()
    if meanwhile != "nothing":
        path.write_bytes(whole[:200])
    breaths: list[float] = []

    def put_in_place(seconds: float) -> None:
        breaths.append(seconds)
        path.write_bytes(whole)

    monkeypatch.setattr("jmapdesk.session.outside.time.sleep", put_in_place)
    assert look_twice(path, document.file_hash) is None
    assert len(breaths) == 1


def test_a_map_whose_file_is_lost_is_not_saved_until_it_is_found(document: Document) -> None:
    done: list[str] = []
    document.done.connect(lambda one: done.append(one.kind))
    for state in ("gone", "unreadable", "another"):
        document.see_file(state)
        assert document.is_modified
        assert [one.is_saved for one in document.timeline] == [False]
    document.see_file("changed")
    assert not document.is_modified, "its file holds a later state of it"
    document.see_file("known")
    assert done == ["lost", "found"]
    document.see_file("gone")
    document.save()
    assert (document.is_modified, document.file_state) == (False, "known")


def test_undoing_a_merge_parts_the_map_from_its_file_again(document: Document) -> None:
    change_file(document, "c2", "Shop")
    join(document)
    document.undo()
    assert (document.is_modified, document.file_state) == (True, "changed")
    with pytest.raises(JmapError) as caught:
        document.save()
    assert caught.value.code == "file.changed_outside"
    document.redo()
    assert (document.is_modified, document.file_state) == (False, "known")
    document.do("Type", typed("c1", "Flyer"))
    document.save()
    assert open_map(path_of(document)).journey.cards["c2"].text == "Shop"


def test_whoever_undid_a_merge_and_went_on_saves_over_nothing_and_can_merge_again(
    document: Document, tmp_path: Path
) -> None:
    keeper = VersionKeeper(document, tmp_path / "versions", pytest.fail)
    change_file(document, "c2", "Shop")
    for _ in range(2):
        found = look_outside(path_of(document), document.file_hash)
        assert found is not None
        assert found.journey is not None
        assert found.in_file is not None
        merged = merged_with(document, found.journey, tmp_path / "versions")
        keeper.keep(found.journey, found.at)
        assert keeper.flush()
        document.join("Merge", merged.map, found.in_file, found.hash)
        assert document.committed.cards["c2"].text == "Shop"
        document.undo()
        document.do("Type", typed("c1", "Flyer"))
        assert document.committed.cards["c2"].text == "Web site"
        with pytest.raises(JmapError):
            document.save()
    keeper.close()


def test_undoing_what_somebody_did_just_the_same_parts_both_too(document: Document) -> None:
    document.do("Type", typed("c1", "Flyer"))
    change_file(document, "c1", "Flyer")
    join(document)
    assert not document.is_modified
    document.undo()
    with pytest.raises(JmapError):
        document.save()
    document.redo()
    assert not document.is_modified


def test_a_merge_that_was_saved_is_undone_like_any_step(document: Document) -> None:
    document.do("Type", typed("c1", "Flyer"))
    change_file(document, "c2", "Shop")
    join(document)
    document.save()
    document.undo()
    document.save()
    assert open_map(path_of(document)).journey.cards["c2"].text == "Web site"


def test_a_state_that_was_kept_after_both_parted_is_no_beginning_of_both(document: Document, tmp_path: Path) -> None:
    """Another window of ours saved the file: its version is the newest, and not what this map came from."""
    change_file(document, "c2", "Shop")
    theirs = open_map(path_of(document)).journey
    keep_version(tmp_path / "versions", theirs, str(path_of(document).absolute()), time.time() + 5)
    document.do("Type", typed("c1", "Flyer"))
    merged = merged_with(document, theirs, tmp_path / "versions").map
    assert (merged.cards["c1"].text, merged.cards["c2"].text) == ("Flyer", "Shop")


def test_both_sides_are_joined_as_one_step_and_the_next_save_goes_through(document: Document) -> None:
    document.do("Type", typed("c1", "Flyer"))
    change_file(document, "c2", "Shop")
    with pytest.raises(JmapError):
        document.save()
    join(document)
    assert document.undo_labels == ("Merge", "Type")
    assert (document.committed.cards["c1"].text, document.committed.cards["c2"].text) == ("Flyer", "Shop")
    assert document.is_modified
    document.save()
    assert open_map(path_of(document)).journey.cards["c1"].text == "Flyer"
    document.undo()
    assert document.is_modified
    assert document.committed.cards["c2"].text == "Web site"


def test_who_changed_nothing_has_what_the_file_has(document: Document) -> None:
    change_file(document, "c2", "Shop")
    join(document)
    assert not document.is_modified
    assert document.committed.cards["c2"].text == "Shop"
    document.undo()
    assert document.is_modified, "the file holds the other side’s words"
    document.redo()
    assert not document.is_modified


def test_undoing_to_what_was_saved_once_is_no_longer_what_the_file_holds(document: Document) -> None:
    document.do("Type", typed("c1", "Flyer"))
    change_file(document, "c2", "Shop")
    join(document)
    document.go_to(0)
    assert document.is_modified


def test_the_second_merge_begins_where_the_first_ended(document: Document) -> None:
    document.do("Type", typed("c1", "Flyer"))
    change_file(document, "c2", "Shop")
    join(document)
    document.do("Type", typed("c2", "Market"))
    change_file(document, "f1", "eager")
    join(document)
    assert document.committed.cards["c2"].text == "Market"
    assert not document.committed.conflicts


def test_another_map_is_not_joined(document: Document) -> None:
    with pytest.raises(JmapError):
        merged_with(document, with_parts(small_map(), id="another"), NOWHERE)


def test_a_map_that_is_open_to_read_only_is_not_changed_in_any_way(document: Document) -> None:
    said: list[str] = []
    document.refused.connect(said.append)
    document.lock("Ada has it.")
    with pytest.raises(JmapError) as caught:
        document.do("Type", typed("c1", "Flyer"))
    assert caught.value.message == "Ada has it."
    gesture = document.begin("Move")
    gesture.preview(typed("c1", "Flyer"))
    assert not gesture.is_running
    gesture.commit()
    assert same(document.journey, small_map())
    assert (document.can_undo, document.is_modified, said) == (False, False, ["Ada has it."])
    document.lock("")
    document.do("Type", typed("c1", "Flyer"))
    assert document.is_modified


def test_a_sync_program_that_put_the_older_side_in_our_place_drops_nothing(tmp_path: Path, document: Document) -> None:
    """Both began with the first save; ours was taken for the copy, and theirs lies where ours did."""
    keeper = VersionKeeper(document, tmp_path / "versions", pytest.fail)
    document.do("Type", typed("c1", "Flyer"))
    document.save()
    assert keeper.flush()
    ours = path_of(document).read_bytes()
    save_map(set_text(small_map(), "c2", "Shop"), path_of(document), None)
    found = look_outside(path_of(document), document.file_hash)
    assert found is not None
    assert found.journey is not None
    assert found.in_file is not None
    merged = merged_with(document, found.journey, tmp_path / "versions")
    document.join("Merge", merged.map, found.in_file, found.hash)
    keeper.keep(found.journey, found.at)
    assert (document.committed.cards["c1"].text, document.committed.cards["c2"].text) == ("Flyer", "Shop")
    document.save()
    assert keeper.flush()
    copy = tmp_path / "map (conflicted copy 2026-11-26).jmap"
    copy.write_bytes(ours)
    (one,) = look_for_copies(path_of(document), "smallmap", ())
    again = merged_with(document, one.journey, tmp_path / "versions", sure=True)
    assert same(again.map, document.committed)
    assert look_for_copies(path_of(document), "smallmap", {one.hash}) == []
    keeper.close()
