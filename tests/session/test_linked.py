"""Finding what links mean on this computer, and refusing what should not be opened for the asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.model.journey import with_parts
from jmapdesk.session.linked import file_of, find_map
from jmapdesk.storage.files import save_map
from jmapdesk.util.errors import JmapError
from tests.builders import small_map


def test_a_file_is_told_from_the_maps_folder(tmp_path: Path) -> None:
    plan = tmp_path / "docs" / "a plan.pdf"
    plan.parent.mkdir()
    plan.write_bytes(b"%PDF")
    for target in ("docs/a plan.pdf", r"docs\a plan.pdf", str(plan), plan.as_uri()):
        assert file_of(target, tmp_path) == plan
    assert file_of("docs", tmp_path) == plan.parent


def test_a_map_in_no_file_has_no_folder(tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="save it first"):
        file_of("docs/plan.pdf", None)


@pytest.mark.parametrize("target", ["docs/gone.pdf", "a\0b.pdf", "x" * 5000 + ".pdf"])
def test_what_is_missing_is_said(target: str, tmp_path: Path) -> None:
    with pytest.raises(JmapError):
        file_of(target, tmp_path)


@pytest.mark.parametrize("name", ["run.sh", "setup.exe", "a.desktop", "a.bat", "a.py", "a.html", "a.lnk", "program"])
def test_what_may_be_a_program_is_not_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"#!")
    with pytest.raises(JmapError, match="may be a program"):
        file_of(name, tmp_path)


@pytest.mark.parametrize("target", [r"\\server\share\a.pdf", "//server/share/a.pdf", "file://server/share/a.pdf"])
def test_other_computers_are_not_asked(target: str, tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="another computer"):
        file_of(target, tmp_path)


def test_a_map_is_found_by_path_by_id_beside_and_among_recent_ones(tmp_path: Path) -> None:
    here, away = tmp_path / "here", tmp_path / "away"
    for folder in (here, away):
        folder.mkdir()
    for key, path in (("beside", here / "one.jmap"), ("lately", away / "two.jmap")):
        save_map(with_parts(small_map(), id=key), path, None)
    (here / "broken.jmap").write_bytes(b"{")
    recent = [tmp_path / "gone.jmap", away / "two.jmap", away / "table.csv"]
    assert find_map("one.jmap", here, ()) == here / "one.jmap"
    assert find_map("../away/two.jmap", here, ()) == here / "../away/two.jmap"
    assert find_map("beside", here, recent) == here / "one.jmap"
    assert find_map("lately", None, recent) == away / "two.jmap"
    with pytest.raises(JmapError, match="opened lately"):
        find_map("nowhere", here, recent)
