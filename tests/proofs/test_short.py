"""Each table of what exports promise, short: one small map."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jmapdesk.exchange.registry import FORMATS
from tests.proofs import office, on_paper, stopping
from tests.proofs.__main__ import table
from tests.proofs.on_paper import in_folder
from tests.proofs.scripts import SCRIPTS

MAP = "60"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_texts_are_found() -> None:
    assert in_folder(on_paper.words, MAP)[0]["holds"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("language", SCRIPTS)
def test_texts_of_every_script_are_found(language: str) -> None:
    assert in_folder(on_paper.words, language)[0]["holds"]


def test_faces_are_embedded_and_subset() -> None:
    assert in_folder(on_paper.fonts, MAP)[0]["holds"]


def test_pages_are_the_paper_asked_for() -> None:
    assert in_folder(on_paper.boxes, MAP)[0]["holds"]


def test_the_ink_lies_where_the_screen_shows_it(tmp_path: Path) -> None:
    assert on_paper.ink(MAP, tmp_path, dpi=100)["apart_px"] <= 2


def test_a_stopped_export_leaves_nothing() -> None:
    (row,) = in_folder(stopping.stopped, MAP)
    assert row["left_behind"] == 0
    assert row["stops"] >= sum(form.write is not None for form in FORMATS)


def test_a_workbook_that_was_never_opened_brings_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    row = office.round_trip(MAP, tmp_path)
    assert (row["records_kept"], row["fields_kept"]) == (row["records"], row["fields"])


def test_a_table_names_its_columns_once() -> None:
    said = table("Faces", [{"map": "a", "faces": 3, "holds": True}, {"map": "b", "faces": 2, "holds": True}])
    assert said.splitlines()[2:] == ["| map | faces |", "|---|---|", "| a | 3 |", "| b | 2 |"]
