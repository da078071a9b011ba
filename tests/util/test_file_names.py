"""What things are called, as names of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.util.file_names import LONGEST, file_stem, folders_apart


def test_what_no_file_can_be_called_becomes_a_blank() -> None:
    assert file_stem('Buy: "now"/<later>? ', "map") == "Buy now later"
    assert file_stem("Buying - first_try", "map") == "Buying - first_try"


def test_words_of_every_script_stay_whole() -> None:
    assert file_stem("सुबह की तैयारी", "map") == "सुबह की तैयारी"
    assert file_stem("日本語", "map") == "日本語"


def test_nothing_that_can_stand_in_a_name_is_called_otherwise_and_long_ones_are_cut() -> None:
    assert file_stem("?!", "map") == "map"
    assert len(file_stem("word " * 50, "map")) <= LONGEST


@pytest.mark.parametrize(
    "words",
    ["../../etc/passwd", "..\\..\\boot.ini", "/", "..", "a\0b", "C:\\x", "-rf x", "a\nb", "\u202egpj", "\ud800x", "~"],
)
def test_no_name_leads_elsewhere(words: str) -> None:
    stem = file_stem(words, "map")
    assert stem
    assert not set(stem) & set('/\\:.\0\n"*?<>|~\u202e')
    assert not stem.startswith("-")
    stem.encode("utf-8")


@pytest.mark.parametrize("device", ["CON", "con", "NUL", "Aux", "PRN", "COM1", "lpt9", "COM¹", "con.", "nul/"])
def test_no_file_is_called_as_a_device_is(device: str) -> None:
    assert file_stem(device, "map").endswith(" map")
    assert file_stem(f"{device} and more", "map").endswith("more")


def test_letters_of_four_bytes_are_as_many_as_a_system_takes() -> None:
    stem = file_stem("𠮷" * 200, "map")
    assert set(stem) == {"𠮷"}
    assert len(f"{stem} – persona.jmap".encode()) <= 255


def test_files_of_one_name_are_told_apart_by_as_much_of_their_folders_as_it_takes() -> None:
    one, two, three = Path("/a/work/trip.jmap"), Path("/a/home/trip.jmap"), Path("/a/home/claims.jmap")
    assert folders_apart([one, two, three, one]) == {one: "work", two: "home", three: ""}
    deep, deeper = Path("/x/maps/trip.jmap"), Path("/y/maps/trip.jmap")
    assert folders_apart([deep, deeper]) == {deep: str(Path("x/maps")), deeper: str(Path("y/maps"))}
    assert folders_apart([Path("trip.jmap"), Path("/maps/trip.jmap")])[Path("/maps/trip.jmap")] == "maps"
