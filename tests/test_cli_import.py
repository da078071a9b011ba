"""Bringing a workbook back on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jmapdesk.cli import main
from jmapdesk.edit import cards
from jmapdesk.model.delta import same
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.writing import dump
from tests.builders import big_map, small_map
from tests.exchange.workbooks import Editor, written


def reworded(book: Editor) -> None:
    book.put("Cards", "Poster", "Text", "Leaflet")


def test_what_was_edited_in_a_workbook_is_joined_with_the_map(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = written(small_map(), tmp_path, reworded)
    path = tmp_path / "map.jmap"
    save_map(cards.set_fields(small_map(), "c1", owner="Ada"), path, None)
    report = tmp_path / "report.json"
    assert main(["import", str(book), "--into", str(path), "--report", str(report)]) == 0
    card = open_map(path).journey.cards["c1"]
    assert (card.text, card.owner) == ("Leaflet", "Ada")
    assert capsys.readouterr().out == (
        f"map.xlsx into {path}: 1 card reworded.\n  Card “Poster”: reworded to “Leaflet”.\n"
    )
    assert json.loads(report.read_text("utf-8"))["changed"][0]["id"] == "c1"


def test_a_conflict_is_said_and_the_exit_code_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = written(small_map(), tmp_path, reworded)
    path = tmp_path / "map.jmap"
    save_map(cards.set_text(small_map(), "c1", "Flyer"), path, None)
    assert main(["import", str(book), "--into", str(path)]) == 1
    assert "Conflict: Card “Leaflet”, text: “Leaflet” (map.xlsx) or “Flyer” (yours)" in capsys.readouterr().out
    assert len(open_map(path).journey.conflicts) == 1


def test_a_workbook_makes_the_map_it_was_made_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = written(small_map(), tmp_path)
    out = tmp_path / "new.jmap"
    assert main(["import", str(book), str(out)]) == 0
    assert same(open_map(out).journey, small_map())
    capsys.readouterr()


def test_what_is_no_workbook_of_the_map_is_refused_and_leaves_it_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    before = path.read_bytes()
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    for book in (written(big_map(10), tmp_path), table):
        assert main(["import", str(book), "--into", str(path)]) == 2
    assert path.read_bytes() == before
    said = capsys.readouterr().err
    assert "made from another map" in said
    assert "does not carry a map" in said


def test_either_a_new_map_or_one_to_bring_it_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = str(written(small_map(), tmp_path))
    assert main(["import", book]) == 2
    assert main(["import", book, str(tmp_path / "a.jmap"), "--into", str(tmp_path / "b.jmap")]) == 2
    assert "--into" in capsys.readouterr().err


def test_a_map_is_not_imported_and_what_to_do_instead_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "map.jmap", tmp_path / "out.jmap"
    whole = dump(small_map())
    for data, said, rescue in (
        (whole, "already a map: open it", False),
        (whole[: whole.index(b'"Web site"')], "it is cut off", True),
        (b'{"a": 1}', "it is JSON of another sort", False),
        (b'{"a": [1, 2', "it is cut off", False),
    ):
        path.write_bytes(data)
        for arguments in (["import", str(path), str(out)], ["check", str(path)]):
            main(arguments)
            told = capsys.readouterr().err
            assert said in told or data == whole
            assert (f"jmapdesk check --rescue NEW.jmap {path}" in told) == rescue
            assert not out.exists()
    path.write_bytes(whole[: whole.index(b'"Web site"')])
    assert main(["check", "--rescue", str(out), str(path)]) == 0
    capsys.readouterr()
