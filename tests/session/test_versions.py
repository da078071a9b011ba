"""Saves of a document become versions, off the interface thread, and a folder that takes none never spoils a save."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from jmapdesk.edit.cards import set_text
from jmapdesk.session.document import Document, Edit, open_document
from jmapdesk.session.versions import VersionKeeper, came_before, sweep_after
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.forgotten import sweep_forgotten
from jmapdesk.storage.version_rules import DAY, HALF_A_YEAR
from jmapdesk.storage.versions import folder_of, keep_version, kept_versions, read_version
from tests.builders import small_map


def typed(text: str) -> Edit:
    return lambda journey: set_text(journey, "c1", text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    return path


def words(folder: Path) -> list[str]:
    """What the first card says in every version, the newest first."""
    return [read_version(one).journey.cards["c1"].text for one in kept_versions(folder, "smallmap")]


def test_every_save_is_kept_and_what_the_file_held_before_the_first(tmp_path: Path, file: Path) -> None:
    document = open_document(file)
    keeper = VersionKeeper(document, tmp_path / "versions", pytest.fail)
    for text in ("Flyer", "Leaflet"):
        document.do("Type", typed(text))
        document.save()
    document.save()
    keeper.close()
    assert words(tmp_path / "versions") == ["Leaflet", "Flyer", "Poster"]
    assert {one.file for one in kept_versions(tmp_path / "versions", "smallmap")} == {str(file)}


def test_opening_and_closing_keeps_nothing(tmp_path: Path, file: Path) -> None:
    VersionKeeper(open_document(file), tmp_path / "versions", pytest.fail).close()
    assert not (tmp_path / "versions").exists()


def test_what_was_saved_before_is_not_kept_twice(tmp_path: Path, file: Path) -> None:
    for text in ("Flyer", "Leaflet"):
        document = open_document(file)
        keeper = VersionKeeper(document, tmp_path / "versions", pytest.fail)
        document.do("Type", typed(text))
        document.save()
        keeper.close()
    assert words(tmp_path / "versions") == ["Leaflet", "Flyer", "Poster"]


def test_a_copy_under_another_name_has_saves_of_its_own(tmp_path: Path, file: Path) -> None:
    document = open_document(file)
    keeper = VersionKeeper(document, tmp_path / "versions", pytest.fail)
    document.do("Type", typed("Flyer"))
    document.save()
    document.save(tmp_path / "copy.jmap")
    keeper.close()
    found = kept_versions(tmp_path / "versions", "smallmap")
    assert [Path(one.file).name for one in found] == ["copy.jmap", "map.jmap", "map.jmap"]


def test_a_snapshot_is_taken_at_any_time_with_or_without_a_file(tmp_path: Path) -> None:
    document = Document(small_map())
    keeper = VersionKeeper(document, tmp_path / "versions", pytest.fail)
    keeper.take("before the workshop")
    document.do("Type", typed("Flyer"))
    keeper.take("after voting")
    assert keeper.flush()
    assert [one.name for one in kept_versions(tmp_path / "versions", "smallmap")] == [
        "after voting", "before the workshop",
    ]  # fmt: skip
    assert words(tmp_path / "versions") == ["Flyer", "Poster"]
    assert document.is_modified
    keeper.close()


def test_a_folder_that_takes_nothing_is_told_once_and_every_save_stands(tmp_path: Path, file: Path) -> None:
    (tmp_path / "versions").write_text("a file where the folder should be")
    said: list[str] = []
    document = open_document(file)
    keeper = VersionKeeper(document, tmp_path / "versions", said.append)
    for text in ("Flyer", "Leaflet"):
        document.do("Type", typed(text))
        document.save()
    assert keeper.flush()
    assert len(said) == 1
    assert said[0].startswith("Earlier versions cannot be kept")
    assert open_map(file).journey.cards["c1"].text == "Leaflet"
    (tmp_path / "versions").unlink()
    document.do("Type", typed("Brochure"))
    document.save()
    keeper.close()
    assert words(tmp_path / "versions") == ["Brochure"]


def test_from_where_a_map_was_opened_is_noted_once_something_is_kept_of_it(tmp_path: Path, file: Path) -> None:
    versions = tmp_path / "versions"
    keep_version(versions, small_map(), "/elsewhere/map.jmap", 1000.0)
    VersionKeeper(open_document(file), versions, pytest.fail).close()
    assert (folder_of(versions, "smallmap") / "opened-from").read_text("utf-8") == str(file)
    assert sweep_forgotten(versions, 1e12) == 0, "it is there, only not where it was saved"


def test_forgotten_maps_are_swept_in_a_thread_of_its_own_by_the_clock_it_is_given(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    keep_version(versions, small_map(), str(tmp_path / "map.jmap"), 1000.0)
    here = threading.get_ident()
    asked: list[int] = []

    def clock() -> float:
        asked.append(threading.get_ident())
        return 1000.0 + HALF_A_YEAR + DAY

    sweep_after(0.0, versions, clock).join(10)
    assert kept_versions(versions, "smallmap") == []
    assert len(asked) == 1
    assert asked[0] != here


def test_only_earlier_states_of_the_same_file_came_before_the_open_map(tmp_path: Path, file: Path) -> None:
    versions = tmp_path / "versions"
    document = open_document(file)
    at = document.in_file.at if document.in_file is not None else 0.0

    def kept(file: str, when: float, name: str = "") -> bool:
        version = keep_version(versions, set_text(small_map(), "c1", f"{when} {name} {file}"), file, when, name)
        assert version is not None
        return came_before(version, document)

    assert kept(str(file), at - 60)
    assert kept(str(file), at + 60, "Before the workshop")  # taken of this map as it is open
    assert not kept(str(file), at + 60)
    assert not kept(str(file.with_name("sibling.jmap")), at - 60)
    assert not kept("", at - 60)


def test_no_version_of_a_file_came_before_a_map_that_was_rescued_out_of_it(tmp_path: Path, file: Path) -> None:
    rescued = Document(small_map(), modified=True)
    version = keep_version(tmp_path / "versions", set_text(small_map(), "c1", "Flyer"), str(file), 1.0)
    assert version is not None
    assert not came_before(version, rescued)
    snapshot = keep_version(tmp_path / "versions", set_text(small_map(), "c1", "Leaflet"), "", 1.0, "Mine")
    assert snapshot is not None
    assert came_before(snapshot, rescued)
