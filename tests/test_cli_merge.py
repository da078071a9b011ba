"""Merging and comparing maps on the command line, and as git calls it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jmapdesk.cli import main
from jmapdesk.edit import cards
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.check import CLEAN, check
from jmapdesk.storage.files import open_map, save_map
from tests.builders import big_map, small_map

ROOT = Path(__file__).parent.parent


def kept(folder: Path, name: str, journey: JourneyMap) -> str:
    save_map(journey, folder / name, None)
    return str(folder / name)


@pytest.fixture
def three(tmp_path: Path) -> tuple[str, str, str]:
    """A base, and two sides that did different things."""
    base = small_map()
    ours, theirs = cards.set_text(base, "c1", "Flyer"), cards.set_fields(base, "c2", owner="Ada")
    return kept(tmp_path, "base", base), kept(tmp_path, "ours", ours), kept(tmp_path, "theirs", theirs)


def test_a_clean_merge_is_written_and_said(
    three: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jmap"
    assert main(["merge", *three, str(out)]) == 0
    journey = open_map(out).journey
    assert (journey.cards["c1"].text, journey.cards["c2"].owner) == ("Flyer", "Ada")
    assert capsys.readouterr().out == f"Merged into {out}: 1 card changed.\n"


def test_the_result_may_take_the_place_of_ours_and_of_nothing_else_unasked(
    three: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merge", *three, three[1]]) == 0
    assert open_map(Path(three[1])).journey.cards["c2"].owner == "Ada"
    other = kept(tmp_path, "other.jmap", small_map())
    assert main(["merge", *three, other]) == 2
    assert same(open_map(Path(other)).journey, small_map())
    assert main(["merge", *three, other, "--force"]) == 0
    assert not same(open_map(Path(other)).journey, small_map())
    capsys.readouterr()


def test_each_conflict_is_a_sentence_and_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = small_map()
    sides = [
        kept(tmp_path, "base", base),
        kept(tmp_path, "ours", cards.set_text(base, "c1", "Flyer")),
        kept(tmp_path, "theirs", cards.set_text(cards.delete_cards(base, ["c2"]), "c1", "Leaflet")),
    ]
    out = tmp_path / "out.jmap"
    assert main(["merge", *sides, str(out)]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[1:] == [
        "Conflict: Card “Leaflet”, text: “Leaflet” (theirs) or “Flyer” (yours); the map has “Leaflet”."
    ]
    assert "until then" in told.err
    assert len(open_map(out).journey.conflicts) == 1


def test_what_is_no_map_or_another_map_is_refused_and_nothing_written(
    three: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jmap"
    text = tmp_path / "notes.txt"
    text.write_text("Nothing like a map", "utf-8")
    assert main(["merge", three[0], three[1], str(text), str(out)]) == 2
    assert main(["merge", three[0], three[1], kept(tmp_path, "big", big_map(20)), str(out)]) == 2
    assert "two different maps" in capsys.readouterr().err
    assert not out.exists()


def test_without_a_common_beginning_both_sides_are_joined(three: tuple[str, str, str], tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.touch()
    out = tmp_path / "out.jmap"
    assert main(["merge", str(nothing), three[1], three[2], str(out)]) == 1
    assert {"c1", "c2"} <= open_map(out).journey.cards.keys()


def test_diff_says_what_differs(three: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", three[0], three[1]]) == 0
    assert capsys.readouterr().out == "Card “Poster”: reworded to “Flyer”.\n"
    assert main(["diff", three[0], three[0]]) == 0
    assert capsys.readouterr().out == "The two maps say the same.\n"
    assert main(["diff", three[0], three[2], "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["id"], one["fields"]) == ("c2", [{"field": "owner", "before": "", "after": "Ada"}])


@pytest.mark.skipif(shutil.which("git") is None or sys.platform == "win32", reason="needs git and a shell")
def test_git_merges_and_compares_maps_with_it(tmp_path: Path) -> None:
    def git(*arguments: str, code: int = 0) -> str:
        done = subprocess.run(["git", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        return done.stdout

    program = f"PYTHONPATH={ROOT} {sys.executable} -m jmapdesk"
    git("init", "-q", "-b", "main")
    for name, value in {
        "user.name": "Ada", "user.email": "ada@example.org",
        "merge.jmap.driver": f"{program} merge %O %A %B %A",
        "diff.jmap.command": f"sh -c '{program} diff \"$1\" \"$4\"'",
    }.items():  # fmt: skip
        git("config", name, value)
    (tmp_path / ".gitattributes").write_text("*.jmap merge=jmap diff=jmap\n", "utf-8")
    base = small_map()
    kept(tmp_path, "m.jmap", base)
    git("add", "-A")
    git("commit", "-qm", "The map")
    git("checkout", "-qb", "theirs")
    kept(tmp_path, "m.jmap", cards.set_text(base, "c1", "Leaflet"))
    assert git("--no-pager", "diff") == "Card “Poster”: reworded to “Leaflet”.\n"
    git("commit", "-qam", "Theirs")
    git("checkout", "-q", "main")
    kept(tmp_path, "m.jmap", cards.set_fields(base, "c1", owner="Ada"))
    git("commit", "-qam", "Ours")
    git("merge", "-q", "theirs")
    card = open_map(tmp_path / "m.jmap").journey.cards["c1"]
    assert (card.text, card.owner) == ("Leaflet", "Ada")
    kept(tmp_path, "m.jmap", cards.set_text(base, "c1", "Flyer"))
    git("commit", "-qam", "Ours again")
    git("checkout", "-q", "theirs")
    kept(tmp_path, "m.jmap", cards.set_text(base, "c1", "Folder"))
    git("commit", "-qam", "Theirs again")
    git("merge", "-q", "main", code=1)
    assert check(tmp_path / "m.jmap").status == CLEAN
    assert len(open_map(tmp_path / "m.jmap").journey.conflicts) == 1


@pytest.mark.skipif(shutil.which("git") is None or sys.platform == "win32", reason="needs git and a shell")
def test_the_lines_of_the_manual_set_git_up(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "manual" / "command-line.md").read_text("utf-8").splitlines()
    lines = [line.strip() for line in manual if line.startswith(("    git config", "    echo"))]
    assert len(lines) == 3
    program = tmp_path / "bin" / "jmapdesk"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m jmapdesk "$@"\n', "utf-8")
    program.chmod(0o755)
    place = tmp_path / "maps"
    place.mkdir()
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}

    def shell(line: str, code: int = 0) -> str:
        done = subprocess.run(
            ["sh", "-c", line], cwd=place, env=environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout

    shell("git init -q -b main; git config user.name Ada; git config user.email ada@example.org")
    for line in lines:
        shell(line)
    base = small_map()
    kept(place, "m.jmap", base)
    shell("git add -A; git commit -qm Begun; git checkout -qb theirs")
    kept(place, "m.jmap", cards.set_fields(base, "f1", score=-2.0))
    assert shell("git --no-pager diff") == "Card “curious”: score -2, was +1.5.\n"
    shell("git commit -qam Theirs; git checkout -q main")
    kept(place, "m.jmap", cards.delete_cards(base, ["c2"]))
    shell("git commit -qam Ours; git merge -q --no-edit theirs")
    joined = open_map(place / "m.jmap").journey
    assert (joined.cards["f1"].score, "c2" in joined.cards) == (-2.0, False)
