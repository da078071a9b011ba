"""What is kept of a map whose file went away, whose merge was undone, or that went back to what was saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.session.document import open_document
from jmapdesk.session.outside import look_outside, merged_with
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import closed_unsaved, fetched_back, recoveries
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.session.test_recorder import Kept, rename


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def kept(path: Path, tmp_path: Path) -> Kept:
    """The map of the file, open, with its recorder."""
    return Kept(tmp_path / "recovery", open_document(path))


def join(kept: Kept, path: Path) -> None:
    found = look_outside(path, kept.document.file_hash)
    assert found is not None
    assert found.journey is not None
    assert found.in_file is not None
    merged = merged_with(kept.document, found.journey, Path("/nowhere"))
    kept.document.join("Merge", merged.map, found.in_file, found.hash)


def test_a_map_whose_file_went_away_comes_back_after_a_crash(kept: Kept, path: Path) -> None:
    path.unlink()
    kept.document.see_file("gone")
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert same(found.document.committed, small_map())
    assert (found.edits, found.document.file_state, found.document.is_modified) == (0, "gone", True)


def test_nothing_is_left_of_it_once_the_file_is_back(kept: Kept, path: Path) -> None:
    kept.document.see_file("gone")
    assert kept.recorder.flush()
    assert list(kept.folder.glob("*.journal"))
    kept.document.see_file("known")
    assert kept.recorder.flush()
    assert not list(kept.folder.glob("*.*"))


def test_a_file_that_is_back_at_the_next_start_ends_it_too(kept: Kept, path: Path) -> None:
    kept.document.see_file("unreadable")
    kept.crash()
    assert recoveries(kept.folder) == []


def test_closing_such_a_map_without_saving_puts_it_aside(kept: Kept, path: Path) -> None:
    path.unlink()
    kept.document.see_file("gone")
    kept.recorder.close()
    (found,) = closed_unsaved(kept.folder)
    assert same(found.document.committed, small_map())


def test_edits_whose_file_is_gone_are_told_so(kept: Kept, path: Path) -> None:
    rename(kept.document, "One")
    kept.crash()
    path.write_bytes(b"{")
    (found,) = recoveries(kept.folder)
    assert (found.edits, found.document.file_state) == (1, "unreadable")


def test_going_back_to_the_saved_map_puts_the_edits_aside(kept: Kept, path: Path) -> None:
    rename(kept.document, "One")
    kept.crash()
    (found,) = recoveries(kept.folder)
    recorder = Recorder(found.document, kept.folder, pytest.fail, found.journal)
    recorder.leave(lambda: found.document.go_to(0))
    assert recorder.flush()
    assert recoveries(kept.folder) == []
    (aside,) = closed_unsaved(kept.folder)
    assert (aside.document.committed.cards["c1"].text, aside.edits) == ("One", 1)
    found.document.redo()
    assert recorder.flush()
    recorder.close(keep=True)
    (again,) = recoveries(kept.folder)
    assert again.document.committed.cards["c1"].text == "One"
    assert fetched_back(aside).document.committed.cards["c1"].text == "One"


def test_edits_that_were_done_again_and_saved_are_not_offered(kept: Kept, path: Path) -> None:
    rename(kept.document, "One")
    kept.recorder.leave(lambda: kept.document.go_to(0))
    kept.document.redo()
    kept.document.save()
    assert kept.recorder.flush()
    assert closed_unsaved(kept.folder) == []
    kept.recorder.close()


def test_a_merge_that_was_undone_before_a_crash_is_not_taken_for_merged(kept: Kept, path: Path) -> None:
    save_map(set_text(small_map(), "c2", "Shop"), path, None)
    join(kept, path)
    assert not kept.document.is_modified
    kept.document.undo()
    rename(kept.document, "One")
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert found.document.file_state == "changed"
    assert found.document.committed.cards["c1"].text == "One"
    with pytest.raises(JmapError) as caught:
        found.document.save()
    assert caught.value.code == "file.changed_outside"
    theirs = open_map(path).journey
    merged = merged_with(found.document, theirs, Path("/nowhere")).map
    assert (merged.cards["c1"].text, merged.cards["c2"].text) == ("One", "Shop")
