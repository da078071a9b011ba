"""Group packs on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jmapdesk.cli import main
from jmapdesk.edit import cards, lanes
from jmapdesk.edit.cells import Place
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


@pytest.fixture
def home(tmp_path: Path) -> Path:
    save_map(small_map(), tmp_path / "map.jmap", None)
    return tmp_path / "map.jmap"


def test_packs_are_made_and_said(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "packs"
    assert main(["pack", str(home), str(out), "--by", "stage"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Made {out}/A small map - Notice.jmap: 1 stage, 3 cards",
        f"Made {out}/A small map - Buy.jmap: 1 stage, 1 card",
    ]
    assert main(["pack", str(home), str(out)]) == 2
    assert "already" in capsys.readouterr().err
    assert main(["pack", str(home), str(out), "--by", "lane", "--groups", "Red, Blue"]) == 0
    assert {path.name for path in out.glob("*[de].jmap")} >= {"A small map - Red.jmap", "A small map - Blue.jmap"}
    assert main(["pack", str(home), str(out), "--groups", "7"]) == 2
    assert "not enough for 7 groups" in capsys.readouterr().err


def test_cards_that_every_group_gets_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journey = lanes.add_lane(small_map(), "actions", counting_ids("does"))
    journey = cards.add_card(journey, Place("does1", "p1"), counting_ids("act"), text="Looks")
    save_map(journey, tmp_path / "m.jmap", None)
    assert main(["pack", str(tmp_path / "m.jmap"), str(tmp_path / "out"), "--by", "lane"]) == 0
    told = [line.rpartition(": ")[2] for line in capsys.readouterr().out.splitlines()]
    assert told[0] == "1 lane, 3 cards, 1 in every pack"
    assert told[-1] == "1 lane, 1 card"


def test_they_come_home_with_words_for_each_and_the_second_time_bring_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "packs"
    main(["pack", str(home), str(out)])
    paths = sorted(out.iterdir())
    changed = {"Buy": ("f3", {"word": "tired"}), "Notice": ("c1", {"owner": "Ada"})}
    for path in paths:
        card, fields = next(edit for name, edit in changed.items() if name in path.name)
        save_map(cards.set_fields(open_map(path).journey, card, **fields), path, None)
    capsys.readouterr()
    assert main(["unpack", str(home), *map(str, paths), "--report", str(tmp_path / "report.json")]) == 0
    told = capsys.readouterr().out
    assert f"A small map - Buy.jmap into {home}: 1 card" in told
    assert f"A small map - Notice.jmap into {home}: 1 card changed." in told
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [one["group"] for one in report] == ["Buy", "Notice"]
    state = home.read_bytes()
    assert main(["unpack", str(home), *map(str, reversed(paths))]) == 0
    assert capsys.readouterr().out.count("nothing new") == 2
    assert home.read_bytes() == state


def test_conflicts_are_told_and_the_exit_code_says_so(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["pack", str(home), str(tmp_path / "packs")])
    paths = sorted((tmp_path / "packs").iterdir())
    for path, name in zip(paths, ("Woe", "Pains"), strict=True):
        save_map(lanes.set_lane_fields(open_map(path).journey, "pain", name=name), path, None)
    capsys.readouterr()
    assert main(["unpack", str(home), *map(str, paths)]) == 1
    assert "Conflict: Lane “" in capsys.readouterr().out
    assert len(open_map(home).journey.conflicts) == 1


def test_a_file_that_is_no_pack_is_left_out_and_the_others_come_home(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["pack", str(home), str(tmp_path / "packs")])
    paths = sorted((tmp_path / "packs").iterdir())
    save_map(cards.set_text(open_map(paths[1]).journey, "c1", "Flyer"), paths[1], None)
    (tmp_path / "notes.jmap").write_text("no map at all")
    capsys.readouterr()
    report = tmp_path / "report.json"
    files = [home, paths[1], tmp_path / "gone.jmap", tmp_path / "notes.jmap"]
    assert main(["unpack", str(home), *map(str, files), "--report", str(report)]) == 1
    said = capsys.readouterr()
    assert [line.split(":")[1] for line in said.err.splitlines()] == [
        " Left out map.jmap", " Left out gone.jmap", " Left out notes.jmap",
    ]  # fmt: skip
    assert "no group pack" in said.err
    assert f"Notice.jmap into {home}: 1 card reworded." in said.out
    assert open_map(home).journey.cards["c1"].text == "Flyer"
    told = json.loads(report.read_text("utf-8"))
    assert [one["file"] for one in told] == [paths[1].name, "map.jmap", "gone.jmap", "notes.jmap"]
    assert "no group pack" in told[1]["left_out"]


def test_where_no_file_is_a_pack_the_map_stays_untouched(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = home.read_bytes()
    assert main(["unpack", str(home), str(home), str(tmp_path / "gone.jmap")]) == 2
    said = capsys.readouterr()
    assert "no group pack" in said.err
    assert "gone.jmap" in said.err
    assert not said.out
    assert home.read_bytes() == state


def test_what_nothing_is_shared_by_is_said_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", str(tmp_path / "m.jmap"), str(tmp_path / "out"), "--by", "colour"]) == 2
    assert "--by takes one of stage, lane, persona; “colour” is none of them." in capsys.readouterr().err
