"""Every format by its ending: what is written is the same each time, and what cannot be written is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.registry import FORMATS, export, readable, writable
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Cancelled
from tests.builders import small_map
from tests.exchange.words import MAPS, WORKSHOP

WORDS = (".csv", ".tsv", ".md", ".mmd", ".ics", ".html")
"""The formats that hold words and no drawing."""


@pytest.mark.parametrize("ending", WORDS)
@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_the_same_map_gives_the_same_bytes_and_a_remark(path: Path, ending: str, tmp_path: Path) -> None:
    files = [tmp_path / f"one{ending}", tmp_path / f"other{ending.upper()}"]
    for target in files:
        said = export(open_map(path).journey, target, ExportOptions(), WORKSHOP)
        assert said
        assert all(line.endswith(".") for line in said)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("ending", WORDS)
def test_nothing_of_this_computer_is_in_it(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"out{ending}"
    export(open_map(MAPS[0]).journey, target, ExportOptions(), WORKSHOP)
    text = target.read_text("utf-8")
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text


@pytest.mark.parametrize("ending", WORDS)
def test_progress_goes_on_to_the_end_and_can_stop_it(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"out{ending}"
    target.write_text("before")
    journey = open_map(MAPS[0]).journey

    def stop(share: float) -> None:
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(journey, target, ExportOptions(), WORKSHOP, stop)
    assert target.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == [target.name]
    shares: list[float] = []
    export(journey, target, ExportOptions(), WORKSHOP, shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_an_unknown_ending_names_those_that_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(JmapError, match=r"\.csv.*\.ics"):
        export(small_map(), tmp_path / "a.doc", ExportOptions(), WORKSHOP)


def test_every_format_has_a_name_of_its_own_and_says_what_it_is() -> None:
    assert len({one.key for one in FORMATS}) == len({one.name for one in FORMATS}) == len(FORMATS)
    assert all(one.drawn or one.says for one in writable())
    assert {one.ending for one in readable()} >= {".csv", ".tsv", ".md", ".mmd", ".xlsx", ".html"}
