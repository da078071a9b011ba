"""Edits that go on while the map is being written: the file has what was asked for, the journal all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, open_document
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import recoveries
from jmapdesk.session.saving import Saving
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.journal import left_behind
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.session.test_machine import EditingMachine
from tests.session.test_recorder import Kept, rename


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the small map."""
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


@pytest.fixture
def kept(tmp_path: Path, path: Path) -> Iterator[Kept]:
    one = Kept(tmp_path / "recovery", open_document(path))
    yield one
    assert one.said == []


def words(journey: JourneyMap) -> str:
    return journey.cards["c1"].text


def test_the_file_has_what_stood_when_it_was_asked_for(kept: Kept, path: Path) -> None:
    document = kept.document
    rename(document, "Asked for")
    saving = document.begin_save()
    rename(document, "Later")
    saving.write()
    document.end_save(saving)
    assert words(open_map(path).journey) == "Asked for"
    assert document.is_modified
    document.undo()
    assert not document.is_modified, "this is what the file holds"
    document.redo()
    document.save()
    assert words(open_map(path).journey) == "Later"
    assert not document.is_modified


def test_typing_on_is_a_step_of_its_own(kept: Kept) -> None:
    document = kept.document
    for letter in ("F", "Fl", "Fly"):
        document.do("Type", lambda journey, letter=letter: set_text(journey, "c1", letter), "typing")
    saving = document.begin_save()
    document.do("Type", lambda journey: set_text(journey, "c1", "Flye"), "typing")
    saving.write()
    document.end_save(saving)
    document.undo()
    assert words(document.journey) == "Fly"
    assert not document.is_modified


def test_a_save_that_fails_leaves_all_as_it_was(kept: Kept, path: Path) -> None:
    document = kept.document
    rename(document, "Asked for")
    saving = document.begin_save()
    rename(document, "Later")
    with pytest.raises(JmapError, match="stopped"):
        saving.write(lambda: True)
    document.end_save(saving, JmapError("file.stopped", "It was stopped."))
    assert words(open_map(path).journey) == "Poster"
    assert [one.name for one in path.parent.glob("*map*")] == ["map.jmap"]
    assert document.is_modified
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert words(found.document.committed) == "Later"
    assert found.document.undo_labels == ("Rename", "Rename")


def test_there_is_one_save_at_a_time(kept: Kept, tmp_path: Path) -> None:
    saving = kept.document.begin_save()
    with pytest.raises(JmapError, match="still being saved"):
        kept.document.save(tmp_path / "other.jmap")
    kept.document.end_save(saving, JmapError("file.stopped", "It was stopped."))
    kept.document.save(tmp_path / "other.jmap")


def test_a_crash_after_it_brings_back_what_was_edited_meanwhile(kept: Kept, path: Path) -> None:
    document = kept.document
    rename(document, "Asked for")
    saving = document.begin_save()
    rename(document, "Later")
    rename(document, "Later still")
    saving.write()
    document.end_save(saving)
    rename(document, "Last")
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert words(found.document.committed) == "Last"
    assert (found.path, found.document.file_hash) == (path, document.file_hash)
    found.document.go_to(0)
    assert words(found.document.committed) == "Asked for"
    assert not found.document.is_modified
    found.document.redo()
    found.document.save()  # the file is the one it knows


def test_undo_past_what_was_saved_comes_back_too(kept: Kept) -> None:
    document = kept.document
    rename(document, "Before")
    saving = document.begin_save()
    rename(document, "Later")
    saving.write()
    document.end_save(saving)
    rename(document, "Last")
    for _ in range(3):
        document.undo()
    rename(document, "Another way")
    document.go_to(0)
    document.redo()
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert same(found.document.committed, document.committed)


def test_nothing_edited_meanwhile_leaves_no_journal(kept: Kept) -> None:
    rename(kept.document, "Asked for")
    saving = kept.document.begin_save()
    saving.write()
    kept.document.end_save(saving)
    assert kept.recorder.flush()
    assert left_behind(kept.folder) == []
    assert list(kept.folder.glob("*.*")) == []


def test_the_journal_before_it_stays_until_the_next_is_on_the_disk(
    kept: Kept, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept.document
    rename(document, "Asked for")
    saving = document.begin_save()
    rename(document, "Later")
    assert kept.recorder.flush()
    saving.write()

    def full(*_: object, **__: object) -> None:
        raise JmapError("file.disk_full", "The disk is full.")

    monkeypatch.setattr("jmapdesk.storage.journal.save", full)
    document.end_save(saving)
    kept.crash()
    assert len(kept.said) == 1
    kept.said.clear()
    found = recoveries(kept.folder)
    assert "Later" in {words(one.document.committed) for one in found}


class SavingMachine(EditingMachine):
    """A recorded document that is saved while it is edited: a crash at the end loses nothing."""

    folder: Path
    numbers = count()

    def listen(self) -> None:
        super().listen()
        if hasattr(self, "recorder"):  # the machine opened what it saved: that is the file it has now
            self.recorder.close()
        self.saving: Saving | None = None
        self.own = self.folder / f"{next(self.numbers)}"
        self.said, self.begun = list[str](), self.document.committed
        self.recorder = Recorder(self.document, self.own, self.said.append)

    @precondition(lambda self: self.saving is None)
    @rule()
    def begin_save(self) -> None:
        self.saving = self.document.begin_save(self.own.with_suffix(".jmap"), overwrite=True)

    @precondition(lambda self: self.saving is not None)
    @rule(stops=st.booleans())
    def end_save(self, stops: bool) -> None:
        saving, self.saving = self.saving, None
        assert saving is not None
        if stops:
            self.document.end_save(saving, JmapError("file.stopped", "It was stopped."))
            return
        saving.write()
        self.document.end_save(saving)

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        if self.document.gesture is not None:
            self.document.gesture.cancel()
        assert self.recorder.flush()
        self.recorder.close(keep=True)
        found = recoveries(self.own)
        assert self.said == []
        assert len(found) <= 1
        path = self.document.path
        there = found[0].document.committed if found else self.begun if path is None else open_map(path).journey
        assert same(there, self.document.committed)


def test_a_crash_loses_nothing_however_saves_and_edits_mix(tmp_path: Path) -> None:
    class Machine(SavingMachine):
        folder = tmp_path

    quick = settings(max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Machine, settings=quick)


def test_a_document_without_a_file_says_so() -> None:
    document = Document(small_map())
    with pytest.raises(JmapError, match="no file yet"):
        document.begin_save()
    assert document.saving is None
