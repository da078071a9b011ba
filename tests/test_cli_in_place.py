"""Commands that write into a map that is there: what it was is kept, and a map that somebody has open is left alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jmapdesk.cli import main
from jmapdesk.edit import cards
from jmapdesk.model.delta import same
from jmapdesk.session.versions import versions_folder
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.lock import Lock, lock_path, take_lock
from jmapdesk.storage.versions import kept_versions, read_version
from tests.builders import small_map
from tests.exchange.workbooks import Editor, written

Command = Callable[[Path], list[str]]


def _merge(path: Path) -> list[str]:
    save_map(small_map(), path.with_name("base.jmap"), None)
    save_map(cards.set_text(small_map(), "c1", "Flyer"), path.with_name("theirs.jmap"), None)
    return ["merge", str(path.with_name("base.jmap")), str(path), str(path.with_name("theirs.jmap")), str(path)]


def _unpack(path: Path) -> list[str]:
    main(["pack", str(path), str(path.with_name("packs"))])
    pack = next(path.with_name("packs").glob("*Notice.jmap"))
    save_map(cards.set_text(open_map(pack).journey, "c1", "Flyer"), pack, None)
    return ["unpack", str(path), str(pack)]


def _import(path: Path) -> list[str]:
    def edit(book: Editor) -> None:
        book.put("Cards", "Poster", "Text", "Flyer")

    return ["import", str(written(small_map(), path.parent, edit)), "--into", str(path)]


COMMANDS = pytest.mark.parametrize("command", [_merge, _unpack, _import])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "trip.jmap"
    save_map(small_map(), path, None)
    return path


@pytest.fixture
def lock(path: Path) -> Iterator[Lock]:
    taken = take_lock(path)
    assert isinstance(taken, Lock)
    yield taken
    taken.release()


@COMMANDS
def test_what_a_command_replaces_is_kept_as_a_version(command: Command, path: Path) -> None:
    assert main(command(path)) == 0
    assert open_map(path).journey.cards["c1"].text == "Flyer"
    (version,) = kept_versions(versions_folder(), "smallmap")
    assert version.file == str(path)
    assert same(read_version(version).journey, small_map())


@COMMANDS
def test_a_map_that_somebody_has_open_is_left_alone_unless_forced(
    command: Command, path: Path, lock: Lock, capsys: pytest.CaptureFixture[str]
) -> None:
    words, state = command(path), path.read_bytes()
    capsys.readouterr()
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"jmapdesk: {path} is open in jmapdesk on this computer since ")
    assert "--force" in said
    assert path.read_bytes() == state
    assert kept_versions(versions_folder(), "smallmap") == []
    assert main([*words, "--force"]) == 0
    assert open_map(path).journey.cards["c1"].text == "Flyer"
    assert len(kept_versions(versions_folder(), "smallmap")) == 1
    assert lock.is_ours()


def test_it_is_said_who_has_it_on_another_computer(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = _unpack(path)
    told = {"user": "anna", "host": "annas-laptop", "pid": 1, "since": 0, "machine": "x", "mark": "y", "token": "z"}
    lock_path(path).write_text(json.dumps({"jmapdesk-lock": 1, **told}))
    assert main(words) == 2
    assert f"{path} is open in jmapdesk by anna on “annas-laptop” and was left as it is" in capsys.readouterr().err


def test_packs_that_bring_nothing_new_disturb_nobody(path: Path, lock: Lock) -> None:
    words = _unpack(path)
    assert main([*words, "--force"]) == 0
    assert main(words) == 0


def test_a_map_that_merge_is_told_to_write_over_is_kept_too(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jmap"
    save_map(cards.set_text(small_map(), "c1", "Brochure"), other, None)
    assert main([*_merge(path)[:-1], str(other), "--force"]) == 0
    (version,) = kept_versions(versions_folder(), "smallmap")
    assert (version.file, read_version(version).journey.cards["c1"].text) == (str(other), "Brochure")


def test_where_no_version_can_be_kept_that_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    versions_folder().parent.mkdir(parents=True, exist_ok=True)
    versions_folder().write_text("a file where the folder should be")
    assert main(_unpack(path)) == 0
    assert "could not be kept as a version" in capsys.readouterr().err
    assert open_map(path).journey.cards["c1"].text == "Flyer"


def test_what_git_merges_is_git_s_to_keep(path: Path) -> None:
    ours = path.with_name(".merge_file_a1B2c3")
    path.rename(ours)
    assert main(_merge(ours)) == 0
    assert kept_versions(versions_folder(), "smallmap") == []
