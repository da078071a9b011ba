"""The next review as an entry for a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.exchange.write_ics import escaped, folded, write_review
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.exchange.words import HOSTILE, MAPS, replace_about


def reviewed(**fields: object) -> JourneyMap:
    """A map that was reviewed on the last of January and is due each month."""
    return replace_about(small_map(), **{"reviewed_on": "2026-01-31", "review_every": 1, **fields})


def entry(journey: JourneyMap, folder: Path) -> dict[str, str]:
    """The properties of the one event, unfolded and as any calendar reads them."""
    path = folder / "a.ics"
    write_review(journey, path)
    data = path.read_bytes()
    write_review(journey, path)
    assert path.read_bytes() == data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert lines[0] == "BEGIN:VCALENDAR"
    found: dict[str, Any] = {}
    for line in lines:
        name, _, value = line.partition(":")
        assert name not in found or name in ("BEGIN", "END", "")
        found[name] = value
    return found


def read(value: str) -> str:
    """A text value as it was meant."""
    out, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            out, at = out + {"n": "\n"}.get(value[at + 1], value[at + 1]), at + 2
        else:
            assert value[at] not in ",;"
            out, at = out + value[at], at + 1
    return out


def test_it_is_one_day_long_and_says_whose_map_it_is(tmp_path: Path) -> None:
    found = entry(reviewed(owner="Mia", team="Service", purpose="To see,\nand act"), tmp_path)
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20260228", "20260301")
    assert read(found["SUMMARY"]) == "Review the map “A small map”"
    assert read(found["DESCRIPTION"]) == "Owner: Mia · Service\nReviewed 31 Jan 2026\nTo see,\nand act"
    assert found["DTSTAMP"] == "20260131T000000Z"
    assert {"UID", "PRODID", "VERSION"} <= found.keys()


def test_the_event_is_the_maps_and_moves_on_with_each_review(tmp_path: Path) -> None:
    first, later = entry(reviewed(), tmp_path), entry(reviewed(reviewed_on="2026-02-27", title="Renamed"), tmp_path)
    assert first["UID"] == later["UID"]
    assert int(later["SEQUENCE"]) > int(first["SEQUENCE"])
    other = JourneyMap("another", about=reviewed().about)
    assert entry(other, tmp_path)["UID"] != first["UID"]


@pytest.mark.parametrize(
    "fields", [{"review_every": None}, {"reviewed_on": ""}, {"reviewed_on": "some day"}, {"reviewed_on": "9999-12-31"}]
)
def test_without_a_day_it_is_refused_in_a_sentence(fields: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="no day for its next review") as refused:
        write_review(reviewed(**fields), tmp_path / "a.ics")
    assert refused.value.code == "export.no_review"
    assert not (tmp_path / "a.ics").exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_title_breaks_the_entry(text: str, tmp_path: Path) -> None:
    found = entry(reviewed(title=text * 9, owner=text, purpose=text), tmp_path)
    assert found["SUMMARY"].startswith("Review the map “")


@given(st.text())
def test_folding_and_escaping_lose_nothing(text: str) -> None:
    parts = list(folded(text))
    assert all(len(part.encode("utf-8", "surrogatepass")) <= 75 for part in parts) if text.isascii() else parts
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text
    plain = text.replace("\t", " ").replace("\x7f", "")
    assert read(escaped(text)) == plain


def test_the_last_day_there_is_has_no_day_after_it(tmp_path: Path) -> None:
    found = entry(reviewed(reviewed_on="9999-11-30", review_every=1), tmp_path)
    assert found["DTSTART;VALUE=DATE"] == "99991230"
    assert "DTEND;VALUE=DATE" in found
    assert "DTEND;VALUE=DATE" not in entry(reviewed(reviewed_on="9999-10-31", review_every=2), tmp_path)


def test_early_centuries_are_written_in_full(tmp_path: Path) -> None:
    assert entry(reviewed(reviewed_on="0999-01-01"), tmp_path)["DTSTAMP"] == "09990101T000000Z"


def test_it_speaks_the_maps_language(tmp_path: Path) -> None:
    assert read(entry(reviewed(language="de"), tmp_path)["SUMMARY"]) == "Karte „A small map“ prüfen"


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_every_sample_has_a_review(path: Path, tmp_path: Path) -> None:
    assert entry(open_map(path).journey, tmp_path)["SUMMARY"]
