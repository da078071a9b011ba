"""Settings help where they can and never stand in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.session.settings import MOST_PLACES, MOST_RECENT, Settings, config_folder


def test_recent_files_are_remembered_newest_first_and_once(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new" / "folder")
    for name in ("a", "b", "a"):
        settings.add_recent(tmp_path / f"{name}.jmap")
    again = Settings(tmp_path / "new" / "folder")
    assert [path.name for path in again.recent] == ["a.jmap", "b.jmap"]
    again.remove_recent(tmp_path / "a.jmap")
    assert [path.name for path in again.recent] == ["b.jmap"]
    again.clear_recent()
    assert Settings(tmp_path / "new" / "folder").recent == ()


def test_only_so_many_are_remembered(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    for n in range(20):
        settings.add_recent(tmp_path / f"{n}.jmap")
    assert len(Settings(tmp_path).recent) == MOST_RECENT
    assert settings.recent[0].name == "19.jmap"


def test_the_windows_place_comes_back(tmp_path: Path) -> None:
    Settings(tmp_path).set_blob("geometry", b"\x00\x01\xff")
    settings = Settings(tmp_path)
    assert settings.blob("geometry") == b"\x00\x01\xff"
    assert settings.blob("state") is None


def test_small_choices_keep_their_type(tmp_path: Path) -> None:
    Settings(tmp_path).set_value("inspector", False)
    settings = Settings(tmp_path)
    assert settings.value("inspector", True) is False
    assert settings.value("inspector", "left") == "left"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"recent": 5, "geometry": "%%%", "inspector": []}']
)
def test_damaged_settings_are_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(damage)
    settings = Settings(tmp_path)
    assert settings.recent == ()
    assert settings.blob("geometry") is None
    assert settings.value("inspector", True) is True
    settings.add_recent(tmp_path / "a.jmap")
    assert Settings(tmp_path).recent == (tmp_path / "a.jmap",)


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file")
    settings.set_value("zoom", 1.5)
    assert settings.value("zoom", 1.0) == 1.5


def test_nothing_is_left_beside_the_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.set_value("zoom", 1.5)
    settings.set_value("zoom", 2.5)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_the_folder_is_the_users_own() -> None:
    assert config_folder().name == "jmapdesk"


def test_places_on_maps_are_kept_the_newest_last_and_not_for_ever(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    for n in range(MOST_PLACES + 5):
        settings.set_place(tmp_path / f"z{n:03}.jmap", (1.0, n, 2.5))
    settings.set_place(tmp_path / "z100.jmap", None)
    again = Settings(tmp_path)
    assert again.place(tmp_path / "z104.jmap") == (1.0, 104, 2.5)
    assert again.place(tmp_path / "z000.jmap") is None
    assert again.place(tmp_path / "z100.jmap") is None


def test_places_that_make_no_sense_are_none(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(
        '{"places": [["/a", 1], ["/b", 0, 1, 1], ["/c", "x", 1, 1], 7, ["/d", 1, 2, 3], ["/e", NaN, 1, 1]]}', "utf-8"
    )
    settings = Settings(tmp_path)
    assert [settings.place(Path(f"/{name}")) for name in "abcde"] == [None, None, None, (1, 2, 3), None]
