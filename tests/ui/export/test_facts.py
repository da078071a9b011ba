"""What an export means, in a few words each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jmapdesk.exchange.legibility import smallest_text
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Pages, Sheet, pages_of
from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.exchange.registry import format_named, written_as
from jmapdesk.model.journey import with_record
from jmapdesk.model.record import replace as replace_record
from jmapdesk.render.icons import Icons
from jmapdesk.ui.export.facts import facts, heading
from tests.builders import big_map
from tests.fakes import FakeShaper

PDF, PNG = written_as(".pdf"), written_as(".png")
JOURNEY = big_map(100)


def pages(options: ExportOptions) -> Pages:
    return pages_of(JOURNEY, options, Workshop(FakeShaper, Icons()))


def lines(options: ExportOptions, ending: str = ".pdf") -> dict[str, str]:
    found = pages(options)
    smallest = smallest_text(found.sheets[0].picture)
    return {fact.title: fact.line for fact in facts(written_as(ending), options, found, smallest)}


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (ExportOptions(), "A page as large as the map"),
        (ExportOptions(paper=paper_named("arch e1")), "Arch E1 poster"),
        (ExportOptions(paper=paper_named("roll914mm")), "Poster from a roll of 914 mm"),
        (ExportOptions(paper=paper_named("600x400mm")), "600x400mm poster"),
    ],
)
def test_a_page_is_called_by_its_paper(options: ExportOptions, title: str) -> None:
    assert heading(PDF, options, pages(options))[0] == title


def test_a_picture_is_called_by_its_pixels() -> None:
    options = ExportOptions(pixels=(1920, 1080))
    assert heading(PNG, options, pages(options))[0] == "PNG of 1,920 × 1,080 pixels"
    found = lines(options, ".png")
    assert "1,920 × 1,080 pixels" in found
    assert not [title for title in found if title.startswith("Readable")], "pixels have no distance"


def test_the_distance_it_can_be_read_from_is_never_said_too_far() -> None:
    found = lines(ExportOptions(paper=paper_named("A2")))
    assert found["Readable up to 0.3 m away"] == "Smallest text 6.4 pt · for 0.4 m choose A1 or fewer lanes"


def test_a_scale_is_named_that_would_help_and_does() -> None:
    found = lines(ExportOptions(scale=scale_named("100%")))
    assert found["Readable up to 0.3 m away"] == "Smallest text 7.1 pt · for 0.4 m choose a scale of 113 %"
    assert "Readable up to 0.4 m away" in lines(ExportOptions(scale=scale_named("113%")))


def test_whether_the_whole_map_shows() -> None:
    assert lines(ExportOptions(paper=paper_named("A2")))["The whole map shows"].endswith("8 mm free at the edge")
    cut = lines(ExportOptions(paper=paper_named("A4"), scale=scale_named("100%")))
    assert "Cut off at the edge" in cut
    assert "The whole map shows" not in cut


def test_characters_without_a_font_are_told() -> None:
    first = pages(ExportOptions()).sheets[0]
    without = Sheet(replace(first.picture, missing=("☃",)), first.page)
    titles = [fact.title for fact in facts(PDF, ExportOptions(), Pages((without,)), 7.0)]
    assert "A character has no font here" in titles


TILES, HANDOUT = format_named("tiles"), format_named("handout")


def test_sheets_are_called_by_the_poster_how_many_they_are_and_their_paper() -> None:
    options = ExportOptions(form="tiles", paper=paper_named("A1"))
    title, line = heading(TILES, options, pages(options))
    assert title.startswith("A1 poster on ")
    assert title.endswith(" sheets of A4")
    assert "10 mm overlap" in line


def test_sheets_say_whether_cards_are_cut_and_to_measure_the_bar() -> None:
    options = ExportOptions(form="tiles", paper=paper_named("A1"))
    found = pages(options)
    titles = [fact.title for fact in facts(TILES, options, found, 10)]
    assert titles[0] == "No card is cut"
    assert titles[-1] == "100 mm check bar"
    assert any(title.startswith("Readable up to") for title in titles)
    careless = replace(options, avoid_cards=False, tiles=paper_named("120x120mm"))
    assert any("cut" in fact.title and fact.tone == "bad" for fact in facts(TILES, careless, pages(careless), 10))


def test_a_handout_is_called_by_its_pages() -> None:
    options = ExportOptions(form="handout")
    title, line = heading(HANDOUT, options, pages(options))
    assert title == f"Handout of {len(pages(options).sheets)} pages"
    assert line.startswith("A4 ·")


def test_names_without_room_are_told() -> None:
    stage = next(iter(JOURNEY.stages.values()))
    long = replace_record(stage, name="Name without end " * 20)
    found = pages_of(with_record(JOURNEY, "stages", long), ExportOptions(), Workshop(FakeShaper, Icons()))
    told = [fact for fact in facts(PDF, ExportOptions(), found, 10) if fact.tone == "bad"]
    assert [(fact.title, fact.line) for fact in told] == [
        ("A text is cut", "Stage: Name without end Name without end N…")
    ]
    several = facts(PDF, ExportOptions(), replace(found, short=found.short * 3), 10)
    assert ("3 texts are cut", "Stage: Name without end Name without end N… and 2 more") in [
        (fact.title, fact.line) for fact in several
    ]
