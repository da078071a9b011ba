"""Versions on the command line: listed, taken, saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jmapdesk.cli import main
from jmapdesk.edit.cards import set_text
from jmapdesk.session.versions import versions_folder
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.versions import keep_version
from tests.builders import small_map


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


def test_a_map_without_versions_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["versions", str(path)]) == 0
    assert capsys.readouterr().out == "Nothing is kept of this map yet.\n"


def test_snapshots_are_taken_and_listed_the_newest_first(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_version(versions_folder(), set_text(small_map(), "c1", "Flyer"), "/else/copy.jmap", 86_400.0 * 365)
    assert main(["versions", str(path), "--take", "after voting"]) == 0
    assert capsys.readouterr().out == f"Kept {path} as “after voting”.\n"
    assert main(["versions", str(path)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("  1  ")
    assert first.endswith("  5 cards  “after voting”")
    assert second.startswith("  2  1971-01-01 ")
    assert second.endswith("  5 cards  from /else/copy.jmap")
    main(["versions", str(path), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [(one["number"], one["name"]) for one in told] == [(1, "after voting"), (2, "")]


def test_one_of_the_list_is_saved_as_a_map(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_version(versions_folder(), set_text(small_map(), "c1", "Flyer"), str(path), 1000.0)
    out = tmp_path / "earlier.jmap"
    assert main(["versions", str(path), "--save", "1", str(out)]) == 0
    assert open_map(out).journey.cards["c1"].text == "Flyer"
    assert main(["versions", str(path), "--save", "1", str(out)]) == 2
    assert "there already" in capsys.readouterr().err
    assert main(["versions", str(path), "--save", "1", str(out), "--force"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--save", "7", "out.jmap"], "There is no version 7: choose one from 1 to 1."),
        (["--save", "first", "out.jmap"], "There is no version first: choose one from 1 to 1."),
        (["--take", "  "], "A snapshot needs a name."),
        (["--delete", "2"], "There is no version 2: choose one from 1 to 1."),
    ],
)
def test_what_cannot_be_is_said(
    path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_version(versions_folder(), small_map(), str(path), 1000.0)
    assert main(["versions", str(path), *words]) == 2
    assert capsys.readouterr().err == f"jmapdesk: {said}\n"


def test_a_folder_that_takes_nothing_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    versions_folder().parent.mkdir(parents=True)
    versions_folder().write_text("a file where the folder should be")
    assert main(["versions", str(path), "--take", "now"]) == 2
    assert "No snapshot was taken" in capsys.readouterr().err


def test_one_of_the_list_is_deleted_and_a_named_one_only_by_force(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_version(versions_folder(), small_map(), str(path), 1000.0)
    keep_version(versions_folder(), small_map(), str(path), 2000.0, "after voting")
    assert main(["versions", str(path), "--delete", "1"]) == 2
    assert capsys.readouterr().err == (
        "jmapdesk: Version 1 is the snapshot “after voting”, kept for good: --force deletes it all the same.\n"
    )
    assert main(["versions", str(path), "--delete", "2"]) == 0
    assert capsys.readouterr().out.startswith("Deleted version 2 of 1970-01-01 ")
    assert main(["versions", str(path), "--delete", "1", "--force"]) == 0
    assert capsys.readouterr().out.endswith(", “after voting”.\n")
    main(["versions", str(path)])
    assert capsys.readouterr().out == "Nothing is kept of this map yet.\n"


def test_versions_of_a_map_whose_file_is_gone_are_listed_and_saved(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_version(versions_folder(), small_map(), str(path), 1000.0)
    keep_version(versions_folder(), set_text(small_map(), "c1", "Flyer"), str(path), 2000.0)
    path.unlink()
    assert main(["versions", str(path)]) == 0
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.out.splitlines()] == ["1", "2"]
    assert told.err == (
        "jmapdesk: “map.jmap” was not opened because there is no such file. These states of it are kept:\n"
    )
    out = tmp_path / "again.jmap"
    assert main(["versions", str(path), "--save", "1", str(out)]) == 0
    assert open_map(out).journey.cards["c1"].text == "Flyer"


def test_a_missing_file_nothing_is_kept_of_is_refused(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_version(versions_folder(), small_map(), str(path), 1000.0)
    assert main(["versions", str(tmp_path / "other.jmap")]) == 2
    assert "there is no such file" in capsys.readouterr().err
