"""Files of sync programs are told by name and map id; a person's own copies are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.model.journey import with_parts
from jmapdesk.storage.files import save_map
from jmapdesk.storage.sync_copies import is_named_like_copy, sync_copies
from tests.builders import small_map

COPIES = (
    "map (Ada's conflicted copy 2026-11-26).jmap",
    "map (conflicted copy 2026-11-26 101500).jmap",
    "map (In Konflikt stehende Kopie von Ada 2026-11-26).jmap",
    "map (Copie en conflit de Ada 2026-11-26).jmap",
    "map (Case Conflict 1).jmap",
    "map.sync-conflict-20261126-101500-ABCDEF7.jmap",
    "map_conflict-20261126-101500.jmap",
    "map-DESKTOP-4F3K2P1.jmap",
    "map-LAPTOP-2.jmap",
    "map 2.jmap",
    "map (1).jmap",
)
OWN = (
    "map.jmap", "map copy.jmap", "map (before the workshop).jmap", "map-v2.jmap", "map-old.jmap", "map – 2026.jmap",
    "another map (conflicted copy).jmap", "map (conflicted copy).txt", "map 2026.jmap", "map2.jmap", "map-2.jmap",
)  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_names_that_sync_programs_give(name: str) -> None:
    assert is_named_like_copy(name, "map.jmap")


@pytest.mark.parametrize("name", OWN)
def test_names_that_people_give(name: str) -> None:
    assert not is_named_like_copy(name, "map.jmap")


def test_only_states_of_the_same_map_are_found(tmp_path: Path) -> None:
    save_map(small_map(), tmp_path / "map.jmap", None)
    for name in ("map 2.jmap", "map (conflicted copy 2026-11-26).jmap", "map copy.jmap"):
        save_map(small_map(), tmp_path / name, None)
    save_map(with_parts(small_map(), id="another"), tmp_path / "map (1).jmap", None)
    (tmp_path / "map (2).jmap").write_bytes(b"nothing")
    (tmp_path / "map 3.jmap").mkdir()
    # written by other hands: the id stands where it likes
    (tmp_path / "map-LAPTOP.jmap").write_text('{"format":"jmapdesk","version":1,"id":"smallmap"}')
    assert [one.name for one in sync_copies(tmp_path / "map.jmap", "smallmap")] == [
        "map (conflicted copy 2026-11-26).jmap", "map 2.jmap", "map-LAPTOP.jmap",
    ]  # fmt: skip


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert sync_copies(tmp_path / "nowhere" / "map.jmap", "smallmap") == []
