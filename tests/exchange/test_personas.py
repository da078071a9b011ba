"""Pages of personas in exports: after the map in a PDF, in files of their own beside a picture."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from jmapdesk.cli import main
from jmapdesk.edit.personas import add_persona
from jmapdesk.storage.files import save_map
from tests.builders import small_map


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A map with three personas, two of whom share a name."""
    journey = small_map()
    for key in ("one", "two"):
        journey = add_persona(journey, lambda key=key: key, name="Bo / Lind")
    target = tmp_path / "map.jmap"
    save_map(journey, target, None)
    return target


def test_a_pdf_has_a_page_for_each(path: Path) -> None:
    assert main(["export", str(path), str(path.with_suffix(".pdf")), "--personas", "--paper", "A1"]) == 0
    with pikepdf.open(path.with_suffix(".pdf")) as document:
        sizes = [[round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] for page in document.pages]
    assert sizes[1:] == [[210, 297]] * 3, "an upright A4 each"
    assert max(sizes[0]) == 841


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_has_files_beside_it(ending: str, path: Path) -> None:
    assert main(["export", str(path), str(path.with_suffix(f".{ending}")), "--personas"]) == 0
    made = {one.name for one in path.parent.iterdir()} - {"map.jmap"}
    stems = ("map", "map – Ada", "map – Bo Lind", "map – Bo Lind 2")
    assert made == {f"{stem}.{ending}" for stem in stems}


def test_without_the_option_there_is_the_map_alone(path: Path) -> None:
    assert main(["export", str(path), str(path.with_suffix(".pdf"))]) == 0
    with pikepdf.open(path.with_suffix(".pdf")) as document:
        assert len(document.pages) == 1
