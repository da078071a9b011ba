"""``jmapdesk export`` as a person uses it: paper, scale, stages, presets, and mistakes answered in a sentence."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from jmapdesk.cli import main
from jmapdesk.edit.presets import save_preset
from jmapdesk.edit.views import add_view
from jmapdesk.storage.files import save_map
from tests.builders import small_map

PDF_MM = 25.4 / 72


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small map with a view and presets."""
    journey = add_view(small_map(), lambda: "v", "Pains", hidden_lanes=("touch",))
    wall = {"format": "pdf", "paper": "A1", "personas": True, "legend": False}
    journey = save_preset(journey, lambda: "w", "For the wall", wall)
    journey = save_preset(journey, lambda: "b", "Bent", {"paper": "A99", "orientation": "portrait"})
    journey = save_preset(journey, lambda: "g", "Gone", {"view": "gone"})
    target = tmp_path / "map.jmap"
    save_map(journey, target, None)
    return target


def exported(path: Path, *arguments: str, ending: str = "pdf") -> Path:
    out = path.with_suffix(f".{ending}")
    assert main(["export", str(path), str(out), *arguments]) == 0
    return out


def sizes(path: Path) -> list[tuple[float, ...]]:
    with pikepdf.open(path) as document:
        return [tuple(round(float(side) * PDF_MM, 2) for side in page.mediabox[2:]) for page in document.pages]


def test_paper_orientation_and_margin(path: Path) -> None:
    assert sizes(exported(path, "--paper", "arch-e1", "--orientation", "portrait")) == [(762.0, 1066.8)]
    assert sizes(exported(path, "--paper", "ansi-b", "--orientation", "landscape", "--margin", "0")) == [(431.8, 279.4)]


def test_a_scale_that_is_too_large_is_said_and_written_all_the_same(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sizes(exported(path, "--paper", "A4", "--scale", "200%")) == [(297, 210)]
    error = capsys.readouterr().err
    assert "larger than A4" in error
    assert error.count("\n") == 1


def test_a_preset_is_taken_and_what_is_given_goes_before_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sizes(exported(path, "--preset", "for the wall")) == [(841, 594), (210, 297)]
    assert sizes(exported(path, "--preset", "For the wall", "--paper", "A2", "--no-personas")) == [(594, 420)]
    assert not capsys.readouterr().err
    assert sizes(exported(path, "--preset", "Bent", "--paper", "B5")) == [(176, 250)]
    assert "“A99” is no paper" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--preset", "No"], "There is no preset “No” in this map (“Bent”, “For the wall”, “Gone”)."),
        (["--preset", "Gone"], "The view that was chosen is no longer in this map"),
        (["--stages", "1..9"], "1 Notice, 2 Buy"),
        (["--scale", "huge"], "fit, width"),
        (["--margin", "-1"], "0 to 1000 mm"),
        (["--dpi", "abc"], "jmapdesk: --dpi takes a number, such as 300. See"),
        (["--margin", "wide"], "jmapdesk: --margin takes a number of millimetres, such as 12.5. See"),
        (["--overlap", ""], "jmapdesk: --overlap takes a number of millimetres, such as 12.5. See"),
        (["--bleed", "1,5,5"], "jmapdesk: --bleed takes a number of millimetres, such as 12.5. See"),
        (["--dpi"], "jmapdesk: --dpi needs a value. See “jmapdesk export --help”."),
        (["--paper"], "jmapdesk: --paper needs a value. See “jmapdesk export --help”."),
        (["--dpi", "nan"], "10 to 2400"),
        (["--paper", "A4", "--margin", "200"], "leaves no room"),
        (["--pixels", "wide"], "1920x1080"),
        (["--pixels", "10x10", "--paper", "A4"], "not both"),
    ],
)
def test_mistakes_are_answered_in_a_sentence(
    arguments: list[str], words: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = path.with_suffix(".png")
    assert main(["export", str(path), str(out), *arguments]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not out.exists()


def test_numbers_are_taken_as_people_write_them(path: Path) -> None:
    with_comma = exported(path, "--margin", "12,5", "--paper", "210,5x300mm", "--scale", "37,5%").read_bytes()
    assert with_comma == exported(path, "--margin", "12.5", "--paper", "210.5x300mm", "--scale", "37.5%").read_bytes()


def test_a_damaged_map_is_told_with_what_is_left_of_it(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.jmap"
    cut.write_bytes(path.read_bytes()[:-200])
    for command in (["export", str(cut), str(tmp_path / "o.pdf")], ["diff", str(path), str(cut)]):
        assert main(command) == 2
        told = capsys.readouterr().err
        assert "was not opened because it is cut off" in told
        assert f"jmapdesk check --rescue NEW.jmap {cut}" in told
    assert main(["export", str(tmp_path / "none.jmap"), str(tmp_path / "o.pdf")]) == 2
    assert "rescue" not in capsys.readouterr().err


def test_what_makes_no_difference_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(path, "--transparent", "--paper", "A3", ending="xlsx")
    assert "--paper, --transparent makes no difference to .xlsx files." in capsys.readouterr().err


def test_a_picture_of_so_many_pixels(path: Path) -> None:
    with Image.open(exported(path, "--pixels", "640x480", ending="png")) as image:
        assert (image.size, image.mode) == ((640, 480), "RGB")
    with Image.open(exported(path, "--pixels", "700", "--paper", "A4", ending="png")) as image:
        assert image.size == (700, 495)


def test_a_picture_without_a_ground(path: Path) -> None:
    with Image.open(exported(path, "--pixels", "640", "--transparent", ending="png")) as image:
        assert image.mode == "RGBA"
        assert image.getpixel((2, 2))[3] == 0, "nothing outside the table"
        assert image.getpixel((320, image.height // 2))[3] == 255, "the table's own ground"


def test_only_some_stages(path: Path) -> None:
    for stages, there in (("1", {"s1"}), ("Buy..", {"s2"}), ("..2", {"s1", "s2"})):
        text = exported(path, "--stages", stages, ending="svg").read_text("utf-8")
        assert {key for key in ("s1", "s2") if f'id="{key}"' in text} == there


def test_legend_and_footer(path: Path) -> None:
    def words(*arguments: str) -> str:
        return exported(path, *arguments, ending="svg").read_text("utf-8")

    assert "Evidence" in words()
    assert "Evidence" not in words("--no-legend")
    assert "1 interview" in words("--no-legend").replace("\u00a0", " ")
    assert "1 interview" not in words("--no-footer").replace("\u00a0", " ")


def test_pages_for_a_printing_house(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(path, "--paper", "A3", "--bleed", "3", "--marks", "--cmyk", "--outlines")
    said = capsys.readouterr()
    assert "without a colour profile" in said.out
    with pikepdf.open(path.with_suffix(".pdf")) as pdf:
        trim = [round(float(side) * PDF_MM, 2) for side in pdf.pages[0].TrimBox]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == (420, 297)
    exported(path, "--bleed", "3", "--tiles", "A4")
    assert "--bleed makes no difference" in capsys.readouterr().err


def test_an_svg_with_letters_as_outlines(path: Path) -> None:
    plain = exported(path, ending="svg").read_text("utf-8")
    shaped = exported(path, "--outlines", ending="svg").read_text("utf-8")
    assert ("<text" in plain, "<text" in shaped) == (True, False)
    assert 'aria-label="Evidence"' in shaped
