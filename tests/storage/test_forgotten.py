"""Versions of maps that are no more: swept by a careful rule, with a clock of the test's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jmapdesk.edit.cards import set_text
from jmapdesk.storage.files import save_map
from jmapdesk.storage.forgotten import note_opened, sweep_forgotten
from jmapdesk.storage.version_rules import DAY, HALF_A_YEAR, TWO_YEARS, Place, is_forgotten
from jmapdesk.storage.versions import ASSETS, folder_of, keep_version, kept_versions
from tests.builders import small_map
from tests.storage.test_versions import pictured

THEN = 1_500_000_000.0
LATER = THEN + HALF_A_YEAR + DAY
MUCH_LATER = THEN + TWO_YEARS + DAY


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    return tmp_path / "versions"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the map was; its folder is there."""
    folder = tmp_path / "maps"
    folder.mkdir()
    return folder / "map.jmap"


def kept(versions: Path) -> list[str]:
    return [one.name for one in kept_versions(versions, "smallmap")]


@pytest.mark.parametrize(
    ("places", "days", "forgotten"),
    [
        (["gone"], 182, False),
        (["gone"], 183, True),
        (["gone", "there"], 5000, False),
        (["gone", "unseen"], 183, False),
        (["gone", "unseen"], 731, True),
        (["unseen"], 729, False),
        ([], 183, False),
        ([], 731, True),
        (["gone"], -5000, False),
    ],
)
def test_the_rule(places: list[Place], days: float, forgotten: bool) -> None:
    assert is_forgotten(THEN, THEN + days * DAY, places) == forgotten


def test_what_was_kept_of_a_map_that_was_deleted_long_ago_goes_with_its_folder(versions: Path, file: Path) -> None:
    keep_version(versions, pictured(small_map()), str(file), THEN)
    keep_version(versions, pictured(set_text(small_map(), "c1", "Flyer")), str(file), THEN - DAY)
    for path in (folder_of(versions, "smallmap") / ASSETS).iterdir():
        os.utime(path, (THEN, THEN))
    assert sweep_forgotten(versions, LATER - 2 * DAY) == 0
    assert sweep_forgotten(versions, LATER) == 2
    assert list(versions.iterdir()) == []


def test_a_map_that_is_there_keeps_all_however_old(versions: Path, file: Path) -> None:
    save_map(small_map(), file, None)
    keep_version(versions, small_map(), str(file), THEN)
    assert sweep_forgotten(versions, MUCH_LATER * 2) == 0
    assert kept(versions) == [""]


def test_a_snapshot_is_never_dropped_nor_its_pictures(versions: Path, file: Path) -> None:
    keep_version(versions, pictured(small_map()), str(file), THEN, "before the workshop")
    keep_version(versions, small_map(), str(file), THEN - DAY)
    for path in (folder_of(versions, "smallmap") / ASSETS).iterdir():
        os.utime(path, (THEN, THEN))
    assert sweep_forgotten(versions, MUCH_LATER) == 1
    (found,) = kept_versions(versions, "smallmap")
    assert found.name == "before the workshop"
    assert (folder_of(versions, "smallmap") / ASSETS / found.assets[0]).exists()


def test_a_drive_that_is_not_there_is_waited_for_longer(versions: Path, tmp_path: Path) -> None:
    keep_version(versions, small_map(), str(tmp_path / "stick" / "map.jmap"), THEN)
    assert sweep_forgotten(versions, LATER) == 0
    assert sweep_forgotten(versions, MUCH_LATER) == 1


def test_a_copy_under_another_name_keeps_them(versions: Path, file: Path) -> None:
    keep_version(versions, small_map(), str(file), THEN)
    copy = file.with_name("copy.jmap")
    save_map(small_map(), copy, None)
    keep_version(versions, set_text(small_map(), "c1", "Flyer"), str(copy), THEN - DAY)
    assert sweep_forgotten(versions, MUCH_LATER) == 0


def test_a_map_that_moved_and_is_only_read_is_known_by_where_it_was_opened(versions: Path, file: Path) -> None:
    keep_version(versions, small_map(), str(file), THEN)
    moved = file.with_name("moved.jmap")
    save_map(small_map(), moved, None)
    note_opened(versions, "smallmap", str(moved))
    note = folder_of(versions, "smallmap") / "opened-from"
    assert note.stat().st_mode & 0o077 == 0
    assert sweep_forgotten(versions, MUCH_LATER * 2) == 0
    moved.unlink()
    os.utime(note, (THEN + 100 * DAY,) * 2)
    assert sweep_forgotten(versions, LATER) == 0, "it was opened later than it was saved"
    assert sweep_forgotten(versions, LATER + 100 * DAY) == 1
    assert list(versions.iterdir()) == []


def test_nothing_is_noted_of_a_map_of_which_nothing_is_kept(versions: Path) -> None:
    note_opened(versions, "smallmap", "/maps/map.jmap")
    assert not versions.exists()


def test_a_state_that_cannot_be_read_keeps_its_map_s_folder_as_it_is(versions: Path, file: Path) -> None:
    keep_version(versions, small_map(), str(file), THEN)
    (folder_of(versions, "smallmap") / "00000000000001-0.version").write_bytes(b'{"jmapdesk-version": 2}\n')
    assert sweep_forgotten(versions, MUCH_LATER) == 0
    assert kept(versions) == [""]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_one_may_not_look_into_counts_as_there(versions: Path, file: Path) -> None:
    keep_version(versions, small_map(), str(file), THEN)
    file.parent.chmod(0o000)
    try:
        assert sweep_forgotten(versions, MUCH_LATER) == 0
    finally:
        file.parent.chmod(0o700)


def test_a_folder_in_which_all_was_deleted_by_hand_goes(versions: Path, file: Path) -> None:
    made = keep_version(versions, pictured(small_map()), str(file), THEN)
    assert made is not None
    made.path.unlink()
    assert sweep_forgotten(versions, THEN) == 0
    assert folder_of(versions, "smallmap").exists(), "a fresh picture may be of a state that is just being kept"
    for path in (folder_of(versions, "smallmap") / ASSETS).iterdir():
        os.utime(path, (THEN, THEN))
    sweep_forgotten(versions, THEN)
    assert list(versions.iterdir()) == []


def test_no_folder_at_all_is_no_trouble(versions: Path) -> None:
    assert sweep_forgotten(versions, THEN) == 0
