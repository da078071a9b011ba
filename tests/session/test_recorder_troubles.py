"""The journal on a disk that refuses, and undo that leads behind the last save: nothing that was done is forgotten."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.model.delta import same
from jmapdesk.session import recorder as module
from jmapdesk.session.document import Document
from jmapdesk.session.recovery import recoveries
from jmapdesk.storage import platform
from jmapdesk.storage.journal import Deed, left_behind, read_journal
from tests.session.test_recorder import Kept, rename


def words(folder: Path) -> list[str]:
    """What the card says in every map that a crash left."""
    return [found.document.committed.cards["c1"].text for found in recoveries(folder)]


@pytest.mark.parametrize(
    ("way", "said"),
    [("u", "One"), ("uu", "Poster"), ("uur", "One"), ("uurrd", "More"), ("ud", "More"), ("0", "Poster"), ("01", "One"),
     ("du", "Two"), ("ddg", "Two"), ("dduug", "Two"), ("dudr", "More"), ("dduuurr", "More"), ("udu", "One")],
)  # fmt: skip
def test_whatever_follows_a_save_comes_back(tmp_path: Path, way: str, said: str) -> None:
    """u: undo, r: redo, d: another edit, g: go to where the map was saved, a figure: go to that place."""
    kept = Kept(tmp_path / "recovery")
    document = kept.document
    for text in ("One", "Two"):
        rename(document, text)
    document.save(tmp_path / "map.jmap")
    for one in way:
        match one:
            case "u":
                document.undo()
            case "r":
                document.redo()
            case "d":
                rename(document, "More" if document.committed.cards["c1"].text != "More" else "Most")
            case "g":
                document.go_to(2)
            case _:
                document.go_to(int(one))
    kept.crash()
    if document.is_modified:
        (found,) = recoveries(kept.folder)
        assert same(found.document.committed, document.committed)
    assert document.committed.cards["c1"].text == said


def test_undo_behind_a_save_goes_on_to_come_back_after_the_next_crash(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "recovery")
    for text in ("One", "Two", "Three"):
        rename(kept.document, text)
    kept.document.save(tmp_path / "map.jmap")
    kept.document.undo()
    kept.crash()
    (found,) = recoveries(kept.folder)
    again = Kept(kept.folder, found.document, found.journal)
    again.document.undo()
    rename(again.document, "Four")
    again.document.undo()
    again.document.redo()
    again.crash()
    assert words(kept.folder) == ["Four"]


class Disk:
    """Writes of this process fail after so many more bytes; ``room`` None lets them be."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.room: int | None = None
        self._write = os.write
        patch.setattr(os, "write", self.write)

    def write(self, handle: int, data: Any) -> int:
        if self.room is not None:
            data = data[: self.room]
            if not data:
                raise OSError(errno.ENOSPC, "no")
            self.room -= len(data)
        return self._write(handle, data)


def test_what_a_full_disk_refused_is_kept_once_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    kept = Kept(tmp_path / "recovery")
    rename(kept.document, "One")
    assert kept.recorder.flush()
    disk.room = 20  # half a line stays behind
    rename(kept.document, "Two")
    assert kept.recorder.flush()
    assert [f"because the disk with “{kept.folder}” is full" in words for words in kept.said] == [True]
    assert kept.mended == 0
    disk.room = None
    rename(kept.document, "Three")
    kept.crash()
    assert kept.mended == 1
    (found,) = recoveries(kept.folder)
    assert found.document.undo_labels == ("Rename",) * 3
    assert found.document.committed.cards["c1"].text == "Three"
    assert len(kept.said) == 1


def test_a_disk_that_recovers_is_noticed_without_another_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AGAIN", 0.02)
    disk = Disk(monkeypatch)
    disk.room = 0
    kept = Kept(tmp_path / "recovery")
    rename(kept.document, "One")
    assert kept.recorder.flush()
    assert not left_behind(kept.folder), "what holds nothing is not left lying about"
    disk.room = None
    for _ in range(500):
        if [path for path in kept.folder.glob("*.journal") if b"One" in path.read_bytes()]:
            break
        time.sleep(0.01)
    kept.recorder.close(keep=True)
    assert words(kept.folder) == ["One"]


def test_a_sync_that_failed_is_not_believed_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(tmp_path / "recovery")
    rename(kept.document, "One")
    assert kept.recorder.flush()

    def fails(handle: int) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patch:
        patch.setattr(platform, "sync_data", fails)
        rename(kept.document, "Two")
        assert kept.recorder.flush()
    (path,) = kept.folder.glob("*.journal")
    written: list[bytes] = []
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: (written.append(bytes(data)), write(handle, data))[1])
    rename(kept.document, "Three")
    kept.crash()
    assert b"Two" in b"".join(written), "the disk may have dropped what it did not sync: it is written again"
    recording = read_journal(path)
    assert recording is not None
    assert [deed.changes[0].after.text for deed in recording.deeds] == ["One", "Two", "Three"]


@pytest.mark.parametrize("tail", [b"0badbad0 {}\n", b"12345", b"\0" * 300])
def test_a_journal_with_a_torn_end_goes_on_where_it_can_be_read(tmp_path: Path, tail: bytes) -> None:
    kept = Kept(tmp_path / "recovery")
    rename(kept.document, "One")
    kept.crash()
    (path,) = left_behind(kept.folder)
    path.write_bytes(path.read_bytes() + tail)
    (found,) = recoveries(kept.folder)
    again = Kept(kept.folder, found.document, found.journal)
    rename(again.document, "Two")
    again.crash()
    assert words(kept.folder) == ["Two"]


def test_a_map_no_file_has_comes_back_though_its_folder_is_new(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "a" / "b" / "recovery", Document(Kept(tmp_path / "x").document.committed))
    rename(kept.document, "One")
    kept.crash()
    assert words(kept.folder) == ["One"]
    assert (tmp_path / "a" / "b" / "recovery").stat().st_mode & 0o777 == 0o700


def test_a_recovered_map_that_is_saved_at_once_leaves_no_journal(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "recovery")
    rename(kept.document, "One")
    kept.crash()
    (path,) = left_behind(kept.folder)
    writing = module._Writing(kept.folder, kept.said.append, lambda: None, path)
    writing.add(Deed("resumed"))
    writing.saved()  # before the thread came to open the journal
    assert [one.name for one in kept.folder.iterdir()] == []
