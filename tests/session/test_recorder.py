"""What a killed program leaves behind is the map as it stood, with its undo steps."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card, delete_cards, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.model.delta import same
from jmapdesk.session.document import Document, Done, open_document
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import closed_unsaved, fetched_back, let_go, recoveries, replayed
from jmapdesk.storage.document import content_hash
from jmapdesk.storage.files import save_map
from jmapdesk.storage.journal import DROPPED, Deed, Header, JournalWriter, Recording, left_behind, read_journal
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map
from tests.session.test_machine import EditingMachine


class Kept:
    """A document with its recorder, and what the recorder complained of."""

    def __init__(self, folder: Path, document: Document | None = None, resume: Path | None = None) -> None:
        self.folder, self.said = folder, list[str]()
        self.document = document or Document(small_map(), new_id=counting_ids())
        self.mended = 0
        self.recorder = Recorder(self.document, folder, self.said.append, resume, self._works)

    def _works(self) -> None:
        self.mended += 1

    def crash(self) -> None:
        """End as a kill would, with everything on disk."""
        assert self.recorder.flush()
        self.recorder.close(keep=True)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    one = Kept(tmp_path / "recovery")
    yield one
    assert one.said == []


def rename(document: Document, words: str) -> None:
    document.do("Rename", lambda journey: set_text(journey, "c1", words))


def test_a_map_that_was_never_saved_comes_back_with_its_undo_steps(kept: Kept) -> None:
    document = kept.document
    rename(document, "One")
    document.do("Add", lambda journey: add_card(journey, Place("pain", "p1"), document.new_id, text="Slow"))
    document.do("Delete", lambda journey: delete_cards(journey, ["c2"]))
    document.undo()
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert same(found.document.committed, document.committed)
    assert found.document.undo_labels == ("Add", "Rename")
    assert found.document.redo_labels == ("Delete",)
    assert found.document.is_modified
    assert (found.edits, found.path, found.title) == (2, None, "A small map")
    found.document.undo()
    found.document.undo()
    assert same(found.document.committed, small_map())


def test_looking_at_a_map_leaves_nothing(kept: Kept) -> None:
    kept.crash()
    assert not kept.folder.exists()


def test_saving_takes_the_journal_away_and_the_next_edit_begins_another(kept: Kept, tmp_path: Path) -> None:
    rename(kept.document, "One")
    kept.document.save(tmp_path / "map.jmap")
    assert kept.recorder.flush()
    assert list(kept.folder.glob("*.*")) == []
    rename(kept.document, "Two")
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert found.path == tmp_path / "map.jmap"
    assert found.edits == 1
    found.document.go_to(0)
    assert not found.document.is_modified  # that is what the file holds
    assert same(found.document.committed, open_document(tmp_path / "map.jmap").committed)


def test_a_crash_between_saving_and_tidying_up_offers_nothing(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    later = Kept(kept.folder, open_document(path))
    rename(later.document, "One")
    later.crash()
    save_map(later.document.committed, path, None)
    assert recoveries(kept.folder) == []
    assert left_behind(kept.folder) == []


def test_what_another_program_saved_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    one = Kept(tmp_path / "recovery", open_document(path))
    rename(one.document, "Mine")
    one.crash()
    save_map(set_about(small_map(), title="Theirs"), path, None)
    (found,) = recoveries(one.folder)
    assert found.document.committed.cards["c1"].text == "Mine"
    with pytest.raises(Exception, match="changed"):
        found.document.save()


def test_words_still_being_typed_are_the_last_step(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.recorder.typing("Edit card", set_text(kept.document.committed, "c2", "Half a sen"))
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert found.document.committed.cards["c2"].text == "Half a sen"
    assert found.document.undo_labels == ("Edit card", "Rename")


@pytest.mark.parametrize("end", ["kept", "dropped"])
def test_words_that_were_kept_or_dropped_come_once_or_not(kept: Kept, end: str) -> None:
    rename(kept.document, "One")
    kept.recorder.typing("Edit card", set_text(kept.document.committed, "c2", "Half"))
    if end == "kept":
        kept.document.do("Edit card", lambda journey: set_text(journey, "c2", "Half a sentence"))
    else:
        kept.recorder.typing("", None)
    kept.crash()
    (found,) = recoveries(kept.folder)
    assert found.document.committed.cards["c2"].text == ("Half a sentence" if end == "kept" else "Web site")


def test_a_recovered_map_goes_on_in_the_same_journal_and_survives_the_next_crash(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.crash()
    (found,) = recoveries(kept.folder)
    again = Kept(kept.folder, found.document, found.journal)
    assert again.recorder.flush()
    assert recoveries(kept.folder) == []  # it is in use
    rename(again.document, "Two")
    again.crash()
    (found,) = recoveries(kept.folder)
    assert found.document.undo_labels == ("Rename", "Rename")
    assert found.document.committed.cards["c1"].text == "Two"


def test_words_that_came_back_once_come_back_again(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.recorder.typing("Edit card", set_text(kept.document.committed, "c2", "Half a sen"))
    kept.crash()
    for _ in range(2):
        (found,) = recoveries(kept.folder)
        assert found.document.committed.cards["c2"].text == "Half a sen"
        again = Kept(kept.folder, found.document, found.journal)
        rename(again.document, "More")
        again.document.undo()
        again.crash()
    (found,) = recoveries(kept.folder)
    assert found.document.undo_labels == ("Edit card", "Rename")
    assert found.document.committed.cards["c2"].text == "Half a sen"


def test_goodbye_is_kept_aside_and_offered_no_more(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.crash()
    (found,) = recoveries(kept.folder)
    let_go(found)
    assert recoveries(kept.folder) == []
    assert read_journal(kept.folder / DROPPED / found.journal.name) is not None


def test_closing_without_saving_is_a_goodbye(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.recorder.close()
    assert recoveries(kept.folder) == []
    assert len(list((kept.folder / DROPPED).glob("*.journal"))) == 1


def test_what_was_closed_without_saving_can_be_fetched_back_and_goes_on(kept: Kept) -> None:
    rename(kept.document, "One")
    rename(kept.document, "Two")
    kept.recorder.close()
    (found,) = closed_unsaved(kept.folder)
    assert found.closed
    assert found.document.committed.cards["c1"].text == "Two"
    back = fetched_back(found)
    assert closed_unsaved(kept.folder) == []
    on = Kept(kept.folder, back.document, back.journal)
    rename(on.document, "Three")
    on.crash()
    (again,) = recoveries(kept.folder)
    assert again.document.committed.cards["c1"].text == "Three"
    assert len(again.document.undo_labels) == len(back.document.undo_labels)


def test_the_newest_of_what_was_closed_comes_first_and_what_is_saved_now_is_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    for words in ("One", "Two", "Three", "Four", "Five"):
        one = Kept(tmp_path / "recovery", open_document(path))
        rename(one.document, words)
        one.recorder.close()
        for journal in (tmp_path / "recovery" / DROPPED).glob("*.journal"):
            os.utime(journal, (journal.stat().st_mtime - 10,) * 2)
    save_map(set_text(small_map(), "c1", "Four"), path, content_hash(path.read_bytes()))
    found = closed_unsaved(tmp_path / "recovery")
    assert [one.document.committed.cards["c1"].text for one in found] == ["Five", "Three", "Two"]


def test_closing_what_was_taken_back_leaves_nothing(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.document.undo()
    kept.recorder.close()
    assert list(kept.folder.rglob("*.journal")) == []


def test_only_the_owner_may_read_what_is_kept(kept: Kept) -> None:
    rename(kept.document, "One")
    kept.crash()
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.folder.iterdir()} == {0o600}


def test_a_journal_in_use_is_nobody_elses(kept: Kept) -> None:
    rename(kept.document, "One")
    assert kept.recorder.flush()
    assert recoveries(kept.folder) == []
    kept.crash()
    assert len(recoveries(kept.folder)) == 1


def test_a_journal_cut_anywhere_gives_a_beginning_of_what_was_done(kept: Kept) -> None:
    for word in ("One", "Two", "Three"):
        rename(kept.document, word)
    kept.crash()
    (path,) = left_behind(kept.folder)
    whole = path.read_bytes()
    seen = set()
    ends = {len(whole), whole.rindex(b"\n", 0, -1) + 1}
    for length in range(len(whole), 0, -7):
        path.write_bytes(whole[:length] + b"\0" * 3)
        recording = read_journal(path)
        if recording is not None:
            seen.add(replayed(recording).committed.cards["c1"].text)
            assert recording.unread == 1
    assert seen == {"Poster", "One", "Two", "Three"}
    for length in ends:
        path.write_bytes(whole[:length])
        recording = read_journal(path)
        assert recording is not None
        assert recording.unread == 0


def test_what_is_whole_behind_a_damaged_line_is_counted_as_lost(kept: Kept) -> None:
    rename(kept.document, "One")
    rename(kept.document, "Two")
    kept.recorder.typing("Edit card", set_text(kept.document.committed, "c1", "T"))
    kept.recorder.typing("Edit card", set_text(kept.document.committed, "c1", "Th"))
    rename(kept.document, "Three")
    kept.crash()
    (path,) = left_behind(kept.folder)
    path.write_bytes(path.read_bytes().replace(b"Two", b"Too"))
    (found,) = recoveries(kept.folder)
    assert (found.edits, found.unread) == (1, 2)


def test_an_only_edit_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    one = Kept(tmp_path / "recovery", open_document(path))
    rename(one.document, "Mine")
    one.crash()
    (journal,) = left_behind(one.folder)
    journal.write_bytes(journal.read_bytes()[:-30])
    (found,) = recoveries(one.folder)
    assert (found.edits, found.unread, found.document.is_modified) == (0, 1, False)
    again = Kept(one.folder, found.document, found.journal)
    again.recorder.close()
    assert recoveries(one.folder) == []


def test_without_its_base_a_journal_lives_on_the_saved_file(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    one = Kept(tmp_path / "recovery", open_document(path))
    rename(one.document, "Mine")
    one.crash()
    (base,) = one.folder.glob("*.base")
    base.unlink()
    (found,) = recoveries(one.folder)
    assert found.document.committed.cards["c1"].text == "Mine"


def test_a_folder_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "recovery").write_text("a file where the folder should be")
    one = Kept(tmp_path / "recovery")
    rename(one.document, "One")
    rename(one.document, "Two")
    assert one.recorder.flush()
    one.recorder.close()
    assert len(one.said) == 1
    assert "cannot be written to" in one.said[0]
    assert "save often" in one.said[0]


class RecordedMachine(EditingMachine):
    """Every document the machine edits is recorded; what is read back must be what stands."""

    def listen(self) -> None:
        super().listen()
        self.base, self.deeds = self.document.committed, list[Done]()
        self.document.done.connect(self.deeds.append)

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        deeds = [Deed(d.kind, d.label, d.delta.changes, d.merge, d.position) for d in self.deeds]
        header = Header(self.base.id, self.base.about.title)
        writer = JournalWriter(self.folder, header)
        writer.write_base(self.base)
        writer.append(deeds)
        writer.close()
        recording = read_journal(writer.path)
        writer.remove()
        assert isinstance(recording, Recording)
        assert len(recording.deeds) == len(deeds)
        again = replayed(recording)
        assert same(again.committed, self.document.committed)
        assert again.undo_labels == self.document.undo_labels
        assert again.redo_labels == self.document.redo_labels
        for place in range(len(again.timeline)):
            again.go_to(place)
            self.document.go_to(place)
            assert same(again.committed, self.document.committed)


def test_whatever_is_done_comes_back_with_every_step(tmp_path: Path) -> None:
    class Machine(RecordedMachine):
        folder = tmp_path

    quick = settings(max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Machine, settings=quick)


CHILD = """
import sys, time
from pathlib import Path
from jmapdesk.edit.cards import set_text
from jmapdesk.session.document import Document
from jmapdesk.session.recorder import Recorder
from tests.builders import small_map
document = Document(small_map())
recorder = Recorder(document, Path(sys.argv[1]), print)
for n in range(100000):
    document.do("Rename", lambda journey: set_text(journey, "c1", f"word {n}"))
    if n % 5 == 0:
        assert recorder.flush()
        print(n, flush=True)
    time.sleep(0.001)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")
def test_a_killed_program_loses_nothing_that_was_on_disk(tmp_path: Path) -> None:
    for wait in (0.05, 0.11, 0.23):
        folder = tmp_path / f"after-{wait}"
        program = [sys.executable, "-c", CHILD, str(folder)]
        here = {**os.environ, "PYTHONPATH": "."}
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=here) as child:
            assert child.stdout is not None
            acknowledged = int(child.stdout.readline())
            time.sleep(wait)
            child.send_signal(signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, child.stdout.read().split())])
        (found,) = recoveries(folder)
        text = found.document.committed.cards["c1"].text
        assert int(text.split()[1]) >= acknowledged
        assert found.document.position == int(text.split()[1]) + 1
