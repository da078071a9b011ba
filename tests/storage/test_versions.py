"""Earlier states of a map in the data folder: read back as they were, pictures once, nobody else's business."""

from __future__ import annotations

import base64
import os
import stat
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.records import Asset
from jmapdesk.storage.document import content_hash
from jmapdesk.storage.version_rules import DAY, HOUR
from jmapdesk.storage.versions import (
    ASSETS,
    delete_version,
    folder_of,
    keep_version,
    kept_versions,
    read_version,
    thin,
    versions_of_file,
)
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.strategies import journeys

NOW = 1_800_000_000.0


def saying(words: str, journey: JourneyMap | None = None) -> JourneyMap:
    return set_text(journey or small_map(), "c1", words)


def pictured(journey: JourneyMap, data: bytes = b"a picture" * 500) -> JourneyMap:
    asset = Asset(id="pic", name="stairs.png", media_type="image/png", data=base64.b64encode(data).decode())
    return with_parts(journey, assets={"pic": asset})


def pictures(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder_of(folder, "smallmap") / ASSETS).iterdir())


def test_a_state_is_read_back_as_it_was(tmp_path: Path) -> None:
    journey = pictured(saying("Leaflet"))
    keep_version(tmp_path, journey, "/maps/map.jmap", NOW, "  before the   workshop ")
    (found,) = kept_versions(tmp_path, "smallmap")
    assert (found.at, found.name, found.file) == (NOW, "before the workshop", "/maps/map.jmap")
    assert (found.title, found.cards) == ("A small map", 5)
    assert found.hash == content_hash(dump(journey))
    earlier = read_version(found)
    assert same(earlier.journey, journey)
    assert earlier.lost == ()


@given(journeys())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_map_is_read_back_as_it_was(tmp_path: Path, journey: JourneyMap) -> None:
    made = keep_version(tmp_path, journey, "", NOW, "once")
    assert made is not None
    assert same(read_version(made).journey, journey)
    made.path.unlink()


def test_the_newest_comes_first_and_the_same_twice_is_one(tmp_path: Path) -> None:
    for n, words in enumerate(("One", "One", "Two", "One")):
        keep_version(tmp_path, saying(words), "map.jmap", NOW + n)
    assert [(one.at - NOW, one.name) for one in kept_versions(tmp_path, "smallmap")] == [(3, ""), (2, ""), (0, "")]
    assert keep_version(tmp_path, saying("One"), "map.jmap", NOW + 4, "after voting") is not None


def test_two_states_of_one_moment_are_both_kept(tmp_path: Path) -> None:
    for words in ("One", "Two"):
        keep_version(tmp_path, saying(words), "map.jmap", NOW)
    assert len(kept_versions(tmp_path, "smallmap")) == 2


def test_a_picture_is_there_once_however_many_states_show_it(tmp_path: Path) -> None:
    for n in range(12):
        keep_version(tmp_path, pictured(saying(f"Words {n}")), "map.jmap", NOW + n)
    assert len(pictures(tmp_path)) == 1
    sizes = [one.size for one in kept_versions(tmp_path, "smallmap")]
    assert max(sizes) < 3000


def test_maps_with_ids_like_paths_keep_to_their_folder(tmp_path: Path) -> None:
    for strange in ("../../away", "a/b", "", "CON", "x" * 5000, "\ud800"):
        keep_version(tmp_path / "versions", with_parts(small_map(), id=strange), "map.jmap", NOW)
        assert len(kept_versions(tmp_path / "versions", strange)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["versions"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keep_version(tmp_path / "versions", pictured(small_map()), "map.jmap", NOW)
    finally:
        os.umask(before)
    for path in (tmp_path / "versions", *(tmp_path / "versions").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_thinning_drops_states_and_the_pictures_only_they_showed(tmp_path: Path) -> None:
    keep_version(tmp_path, pictured(saying("Old"), b"old"), "map.jmap", NOW - 90 * DAY)
    keep_version(tmp_path, pictured(saying("Named"), b"named"), "map.jmap", NOW - 80 * DAY, "kick-off")
    for n in range(12):
        keep_version(tmp_path, pictured(saying(f"Words {n}"), b"now"), "map.jmap", NOW - n)
    assert len(pictures(tmp_path)) == 3
    thin(tmp_path, "smallmap", NOW)
    assert len(pictures(tmp_path)) == 3, "a picture that was just written may be about to be needed"
    for name in pictures(tmp_path):
        os.utime(folder_of(tmp_path, "smallmap") / ASSETS / name, (0, 0))
    thin(tmp_path, "smallmap", NOW)
    assert len(pictures(tmp_path)) == 2
    found = kept_versions(tmp_path, "smallmap")
    assert [one.name for one in found if one.name] == ["kick-off"]
    assert len(found) == 13
    assert all(read_version(one).lost == () for one in found)


def test_hours_are_thinned_on_disk(tmp_path: Path) -> None:
    for n in range(60):
        keep_version(tmp_path, saying(f"Words {n}"), "map.jmap", NOW - HOUR * 3 - n * 60)
    thin(tmp_path, "smallmap", NOW)
    assert len(kept_versions(tmp_path, "smallmap")) == 10


def test_a_damaged_state_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    for n in range(3):
        keep_version(tmp_path, saying(f"Words {n}"), "map.jmap", NOW + n)
    newest, middle, _ = kept_versions(tmp_path, "smallmap")
    newest.path.write_bytes(b"nothing of ours")
    middle.path.write_bytes(middle.path.read_bytes()[:-30])
    found = kept_versions(tmp_path, "smallmap")
    assert [one.at - NOW for one in found] == [1, 0]
    with pytest.raises(JmapError) as caught:
        read_version(found[0])
    assert caught.value.code == "version.unreadable"
    assert read_version(found[1]).journey.cards["c1"].text == "Words 0"


def test_a_lost_picture_is_told_and_the_map_is_read(tmp_path: Path) -> None:
    made = keep_version(tmp_path, pictured(small_map()), "map.jmap", NOW)
    assert made is not None
    (folder_of(tmp_path, "smallmap") / ASSETS / pictures(tmp_path)[0]).write_bytes(b"damaged")
    earlier = read_version(made)
    assert earlier.lost == ("stairs.png",)
    assert earlier.journey.cards.keys() == small_map().cards.keys()


def test_what_a_killed_program_left_is_swept(tmp_path: Path) -> None:
    keep_version(tmp_path, small_map(), "map.jmap", NOW)
    left = folder_of(tmp_path, "smallmap") / ".00001.version.jmapdesk-12345678.tmp"
    left.write_bytes(b"half")
    thin(tmp_path, "smallmap", NOW)
    assert left.exists()
    os.utime(left, (time.time() - 1000, time.time() - 1000))
    thin(tmp_path, "smallmap", NOW)
    assert not left.exists()


def test_a_folder_that_cannot_be_written_raises(tmp_path: Path) -> None:
    (tmp_path / "versions").write_text("a file where the folder should be")
    with pytest.raises((OSError, JmapError)):
        keep_version(tmp_path / "versions", small_map(), "map.jmap", NOW)
    assert kept_versions(tmp_path / "versions", "smallmap") == []


def test_a_state_is_deleted_with_the_pictures_only_it_showed(tmp_path: Path) -> None:
    first = keep_version(tmp_path, pictured(saying("one"), b"first" * 99), "f", NOW, "named")
    second = keep_version(tmp_path, pictured(saying("two"), b"second" * 99), "f", NOW + 1)
    assert first is not None
    assert second is not None
    for name in pictures(tmp_path):
        os.utime(folder_of(tmp_path, "smallmap") / ASSETS / name, (1.0, 1.0))
    delete_version(first)
    assert [one.path for one in kept_versions(tmp_path, "smallmap")] == [second.path]
    assert pictures(tmp_path) == list(second.assets)
    delete_version(first)  # somebody else may have been quicker
    delete_version(second)
    assert kept_versions(tmp_path, "smallmap") == []
    assert pictures(tmp_path) == []


def test_a_state_that_cannot_be_deleted_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keep_version(tmp_path, small_map(), "f", NOW)
    assert made is not None

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(JmapError, match="it is kept, and the map is as it was"):
        delete_version(made)


def test_states_are_found_by_the_file_a_map_was_in(tmp_path: Path) -> None:
    """For who has nothing but the name of a file that is gone; the map that was in it last counts."""
    file = tmp_path / "map.jmap"
    keep_version(tmp_path / "versions", small_map(), str(file), 1000.0)
    keep_version(tmp_path / "versions", set_text(small_map(), "c1", "Flyer"), "/else/copy.jmap", 3000.0)
    assert [one.at for one in versions_of_file(tmp_path / "versions", file)] == [3000.0, 1000.0]
    keep_version(tmp_path / "versions", with_parts(small_map(), id="another"), str(file), 2000.0)
    assert [one.at for one in versions_of_file(tmp_path / "versions", file)] == [2000.0]
    assert versions_of_file(tmp_path / "versions", tmp_path / "other.jmap") == []
    assert versions_of_file(tmp_path / "nowhere", file) == []
