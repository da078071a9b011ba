"""The handout: the map, its stages, its people, what is to be done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import delete_cards
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Pages, drawing_choices, pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.exchange.registry import export, format_named
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Card
from jmapdesk.render.drawing import GlyphsOp, Group, walk
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from tests.builders import big_map, small_map
from tests.fakes import FakeShaper
from tests.render.golden import sample

HANDOUT = ExportOptions(form="handout")


def handed(journey: JourneyMap, options: ExportOptions = HANDOUT) -> Pages:
    return pages_of(journey, options, Workshop(FakeShaper, Icons()))


def words(group: Group) -> str:
    return " ".join(op.run.text for op, _, _, _ in walk(group) if isinstance(op, GlyphsOp))


def test_it_is_the_map_then_its_stages_its_people_and_what_is_to_be_done() -> None:
    journey = sample("from-evaluation-to-first-value")
    names = [sheet.name for sheet in handed(journey).sheets]
    assert names == ["", "Discover", "Evaluate", "Buy", "Onboard", "Renew", "Maya Osei", "Action list"]


def test_each_page_shows_its_stage_alone_and_says_where_it_belongs() -> None:
    journey = sample("from-evaluation-to-first-value")
    sheets = handed(journey).sheets
    said = words(sheets[3].picture.root)
    assert "Passes security" in said
    assert "Hears of us" not in said
    foot = words(sheets[3].over[-1].picture.root)
    assert "From evaluation to first value" in foot
    assert "4 / 8" in foot


def sizes(pages: Pages) -> set[tuple[float, ...]]:
    """The papers, upright, in millimetres."""
    return {tuple(sorted((round(one.page.width_mm, 1), round(one.page.height_mm, 1)))) for one in pages.sheets}


def test_all_pages_are_of_one_paper() -> None:
    assert sizes(handed(small_map(), replace(HANDOUT, paper=paper_named("Letter")))) == {(215.9, 279.4)}
    assert sizes(handed(small_map())) == {(210, 297)}, "A4 where none is chosen"


@pytest.mark.parametrize(
    ("name", "chosen", "lie"),
    [
        ("from-evaluation-to-first-value", "auto", "landscape"), ("borrowing-a-library-book", "auto", "portrait"),
        ("from-evaluation-to-first-value", "portrait", "portrait"),
    ],
)  # fmt: skip
def test_all_pages_lie_one_way_as_the_whole_map_wants_it_or_somebody_chose(name: str, chosen: str, lie: str) -> None:
    pages = [sheet.page for sheet in handed(sample(name), replace(HANDOUT, orientation=chosen)).sheets]
    assert {"landscape" if page.width_mm > page.height_mm else "portrait" for page in pages} == {lie}


def test_under_each_stage_stands_what_its_marks_mean_and_no_more() -> None:
    sheets = handed(sample("from-evaluation-to-first-value")).sheets
    assert "Severity" in words(sheets[1].picture.root)
    assert "Severity" not in words(sheets[2].picture.root), "nothing hurts there"
    bare = handed(sample("from-evaluation-to-first-value"), replace(HANDOUT, legend=False)).sheets
    assert "Severity" not in words(bare[1].picture.root)


def test_a_high_stage_is_given_wider_steps_so_that_its_page_is_filled() -> None:
    journey = sample("borrowing-a-library-book")
    page = handed(journey).sheets[1]
    width, height = page.picture.width * page.page.scale, page.picture.height * page.page.scale
    assert width / height > 0.45
    assert journey.stages == sample("borrowing-a-library-book").stages, "the map itself is as it was"


def test_the_list_goes_on_over_as_many_pages_as_it_takes() -> None:
    journey = big_map(1000)
    names = [sheet.name for sheet in handed(journey).sheets]
    assert names.count("Action list") > 2
    first = handed(journey).sheets[names.index("Action list")].picture
    assert all(op.y + dy < first.height - 20 for op, _, dy, _ in walk(first.root) if isinstance(op, GlyphsOp))


def test_one_action_is_no_actions() -> None:
    journey = small_map()
    ideas = [card.id for card in journey.cards.values() if card.kind == "opportunity"]
    for count in (2, 1):
        while len(ideas) > count:
            journey = delete_cards(journey, [ideas.pop()])
        while len(ideas) < count:
            journey, made = with_idea(journey, f"more{len(ideas)}")
            ideas.append(made)
        said = words(handed(journey).sheets[-1].picture.root)
        assert ("2 actions" if count == 2 else "1 action ·") in said


def with_idea(journey: JourneyMap, key: str) -> tuple[JourneyMap, str]:
    lane = next(iter(journey.lanes))
    step = next(iter(journey.stages.values())).steps[0].id
    return with_record(journey, "cards", Card(id=key, lane=lane, step=step, kind="opportunity", text="Try")), key


@pytest.mark.parametrize("language", ["ar", "hi", "ja", "zh", "ru", "de"])
def test_the_words_are_in_the_language_of_the_map(language: str) -> None:
    journey = set_about(sample("from-evaluation-to-first-value"), language=language)
    names = [sheet.name for sheet in handed(journey).sheets]
    assert len(names) == 8
    assert names[-1] != "Action list"


def test_a_map_of_nothing_is_one_page(tmp_path: Path) -> None:
    bare = big_map(0)
    out = tmp_path / "handout.pdf"
    export(bare, out, HANDOUT, Workshop(QtShaper, Icons()), form=format_named("handout"))
    with pikepdf.open(out) as document:
        assert len(document.pages) >= 1 + len(queries.personas(bare))


def test_what_a_preview_drew_for_a_poster_does_not_serve_a_handout() -> None:
    assert drawing_choices(HANDOUT) != drawing_choices(ExportOptions())
    assert drawing_choices(replace(HANDOUT, paper=paper_named("A3"))) == drawing_choices(HANDOUT)


def test_a_short_stage_stands_in_the_middle_of_its_page() -> None:
    for sheet in handed(sample("from-evaluation-to-first-value")).sheets[1:6]:
        table = next(one for one in sheet.picture.root.children if isinstance(one, Group) and one.element == "table")
        left = table.bounds.x + sheet.picture.root.dx
        assert left == pytest.approx(sheet.picture.width - table.bounds.right - sheet.picture.root.dx, abs=4)
