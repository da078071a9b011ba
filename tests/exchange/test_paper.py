"""Paper by name, size and roll, and scales by name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jmapdesk.exchange.paper import FAMILIES, PAPERS, family_of, letter_like, paper_named, scale_named
from jmapdesk.util.errors import JmapError


@pytest.mark.parametrize(
    ("text", "name", "size"),
    [
        ("A4", "A4", (210, 297)),
        ("a0", "A0", (841, 1189)),
        ("b5", "B5", (176, 250)),
        ("B0", "B0", (1000, 1414)),
        ("letter", "Letter", (215.9, 279.4)),
        ("Legal", "Legal", (215.9, 355.6)),
        ("ledger", "Tabloid", (279.4, 431.8)),
        ("ANSI-E", "ANSI E", (863.6, 1117.6)),
        ("ansi c", "ANSI C", (431.8, 558.8)),
        ("ArchE1", "Arch E1", (762, 1066.8)),
        ("arch_d", "Arch D", (609.6, 914.4)),
        ("600x400mm", "600x400mm", (600, 400)),
        ("600.5 × 400", "600.5x400mm", (600.5, 400)),
        ("600,5 x 400", "600.5x400mm", (600.5, 400)),
    ],
)
def test_a_paper_is_found_however_its_name_is_written(text: str, name: str, size: tuple[float, float]) -> None:
    paper = paper_named(text)
    assert paper.name == name
    assert paper.size_mm == pytest.approx(size)
    assert paper_named(paper.name) == paper


def test_a_roll_has_a_width_only() -> None:
    roll = paper_named("roll 610 mm")
    assert (roll.name, roll.size_mm, roll.roll_mm) == ("roll610mm", None, 610)
    assert paper_named(roll.name) == roll
    assert not roll.as_map
    assert paper_named("Fit").as_map


@pytest.mark.parametrize("text", ["A9", "", "roll", "roll5mm", "10x400mm", "600x", "1e9x1mm", "30000x30000"])
def test_what_is_no_paper_is_said(text: str) -> None:
    with pytest.raises(JmapError):
        paper_named(text)


def test_papers_of_a_series_are_half_of_the_next_one() -> None:
    for series in ("ISO A", "ISO B"):
        sizes = list(FAMILIES[series].values())
        for small, large in pairwise(sizes):
            assert small[1] == large[0], "the long side of one is the short side of the next"
            assert small[0] == large[1] // 2
    assert all(wide < high for wide, high in PAPERS.values())


def test_families_go_from_small_to_large() -> None:
    for name in ("B3", "Letter", "Arch A", "600x400mm"):
        areas = [wide * high for wide, high in family_of(paper_named(name)).values()]
        assert areas[:3] == sorted(areas[:3])
    assert "ANSI D" in family_of(paper_named("Letter"))
    assert "A0" in family_of(paper_named("600x400mm"))


def test_a_letter_has_the_paper_of_its_part_of_the_world() -> None:
    assert letter_like(paper_named("Arch D")).name == "Letter"
    assert letter_like(paper_named("B2")).name == "A4"


def test_scales() -> None:
    assert scale_named("FIT").factor is None
    assert scale_named(" width").name == "width"
    assert scale_named("100 %").factor == 1
    assert scale_named("12.5%").factor == pytest.approx(0.125)
    for wrong in ("", "big", "0%", "9000%", "100"):
        with pytest.raises(JmapError):
            scale_named(wrong)
