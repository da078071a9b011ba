"""What ``check`` says about a file, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

from jmapdesk.storage.check import CLEAN, NO_MAP, REPAIRABLE, check
from jmapdesk.storage.writing import dump
from tests.builders import small_map
from tests.storage.text import edited


def test_a_sound_map_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(dump(small_map()))
    report = check(path)
    assert (report.status, report.entries) == (CLEAN, ())
    assert report.counts == {
        "personas": 1, "stages": 2, "lanes": 3, "cards": 5, "sources": 1, "steps": 3, "parked": 1, "assumptions": 3,
    }  # fmt: skip
    assert report.lines() == [
        "x.jmap is a sound map: 1 persona, 2 stages, 3 lanes, 5 cards, 1 source, 3 steps, 1 parked, 3 assumptions."
    ]


def test_a_faulty_map_lists_what_would_be_put_right(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    data = edited(small_map(), "cards", "c2", {"lane": "gone", "severity": 5})
    path.write_bytes(data)
    report = check(path)
    assert report.status == REPAIRABLE
    assert report.lines() == [
        "x.jmap opens with 2 things put right; save it to keep that.",
        "card “Web site”: its severity was 5 and is now 3",
        "card “Web site”: the lane it stood in is not in the map, and it was parked",
    ]
    assert report.as_json()["entries"][1] == {
        "code": "card.parked",
        "where": "card “Web site”",
        "message": "the lane it stood in is not in the map, and it was parked",
    }
    assert path.read_bytes() == data


def test_what_is_no_map_says_why(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(b"graph TD")
    report = check(path)
    assert report.status == NO_MAP
    assert report.as_json()["status"] == "not a map"
    assert report.as_json()["entries"][0]["code"] == "file.no_map"
    assert len(report.lines()) == 1
    assert check(tmp_path / "nowhere.jmap").as_json()["entries"][0]["code"] == "file.missing"


def test_a_picture_is_called_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (line,) = check(path).lines()
    assert "“picture.png” was not opened because it is a PNG image, not a journey map" in line


def test_the_report_is_plain_json(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(dump(small_map()))
    report = check(path).as_json()
    assert json.loads(json.dumps(report)) == report


def test_an_empty_map_is_a_map(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(b'{"format": "jmapdesk", "version": 1, "id": "m"}')
    assert check(path).lines() == ["x.jmap is a sound map: empty."]


def test_checking_leaves_the_folder_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(dump(small_map()))
    left = tmp_path / ".x.jmap.jmapdesk-0123abcd.tmp"
    left.write_bytes(b"")
    check(path)
    assert left.exists()
