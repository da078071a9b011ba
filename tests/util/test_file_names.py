"""What things are called, as names of files."""

from __future__ import annotations

from jmapdesk.util.file_names import LONGEST, file_stem


def test_what_no_file_can_be_called_becomes_a_blank() -> None:
    assert file_stem('Buy: "now"/<later>? ', "map") == "Buy now later"
    assert file_stem("Buying - first_try", "map") == "Buying - first_try"


def test_words_of_every_script_stay_whole() -> None:
    assert file_stem("सुबह की तैयारी", "map") == "सुबह की तैयारी"
    assert file_stem("日本語", "map") == "日本語"


def test_nothing_that_can_stand_in_a_name_is_called_otherwise_and_long_ones_are_cut() -> None:
    assert file_stem("?!", "map") == "map"
    assert len(file_stem("word " * 50, "map")) <= LONGEST
