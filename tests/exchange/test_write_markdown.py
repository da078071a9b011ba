"""A map as a Markdown document: to be read by people, and its table by us."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.exchange.md_text import escaped, unescaped
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.pasted import read_pasted
from jmapdesk.exchange.plain import in_line, plain
from jmapdesk.exchange.said import card_words, context_of
from jmapdesk.exchange.write_markdown import write_markdown
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Initiative, Lane, Milestone, Persona, Reading, Review, Source
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from tests.builders import big_map, small_map
from tests.exchange.words import (
    EVERYTHING,
    HOSTILE,
    MAPS,
    again,
    expanded,
    hostile_map,
    named,
    replace_about,
    shown_lanes,
    written,
)
from tests.strategies import journeys

Cells = dict[tuple[int, int], list[tuple[str, float | None, int]]]


def cells(journey: JourneyMap) -> Cells:
    """What stands in each cell, by lane and column: words, score, and the last column of each card."""
    context, columns = context_of(journey), queries.step_indexes(journey)
    found: Cells = {}
    for row, key in enumerate(shown_lanes(journey)):
        if card_kind_of(journey.lanes[key].kind) is None:
            continue
        felt = journey.lanes[key].kind == "feelings"
        for card in queries.in_order(journey.cards.values()):
            score = card.score if felt and card.kind == "feeling" else None
            words = plain(card_words(card, context))
            if card.lane == key and card.step and (words or score is not None):
                end = columns[card.to_step or card.step] if not felt else columns[card.step]
                found.setdefault((row, columns[card.step]), []).append((words, score, end))
    return {place: sorted(cards, key=str) for place, cards in found.items()}


def text(journey: JourneyMap, folder: Path) -> str:
    """The document of a map."""
    return written(write_markdown, journey, folder / "a.md").decode()


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_sample_is_read_back_into_the_same_cells(path: Path, tmp_path: Path) -> None:
    ours = open_map(path).journey
    draft, back = again(written(write_markdown, ours, tmp_path / "a.md"), "a.md")
    assert cells(back) == cells(ours)
    assert (back.about.title, back.about.kind, back.about.language) == (
        ours.about.title, ours.about.kind, ours.about.language,
    )  # fmt: skip
    assert [(c.stage.name, c.step.name, c.step.time) for c in queries.columns(back)] == [
        (c.stage.name, c.step.name, c.step.time) for c in queries.columns(ours)
    ]
    assert [stage.goal for stage in queries.stages(back)] == [stage.goal for stage in queries.stages(ours)]
    lanes = [ours.lanes[key] for key in shown_lanes(ours)]
    assert [(lane.kind, lane.divider) for lane in queries.lanes(back)] == [(one.kind, one.divider) for one in lanes]
    assert [one.name for one in queries.personas(back)] == [one.name for one in queries.personas(ours)]
    curves = {(back.personas[c.persona].name, c.series) for c in back.cards.values() if c.persona}
    assert curves == {(ours.personas[c.persona].name, c.series) for c in ours.cards.values() if c.persona and c.lane}
    assert not any("guessed" in line for line in draft.report.lines()[1:])


@given(journeys())
def test_any_map_is_read_back_into_the_same_cells(journey: JourneyMap) -> None:
    journey = expanded(journey)
    with TemporaryDirectory() as folder:
        data = written(write_markdown, journey, Path(folder) / "a.md")
    if not journey.stages:
        with pytest.raises(JmapError):
            again(data, "a.md")
        return
    _, back = again(data, "a.md")
    assert cells(back) == cells(journey)


@pytest.mark.parametrize("path", [*MAPS])
def test_whatever_stands_in_every_cell_comes_back(path: Path, tmp_path: Path) -> None:
    ours = hostile_map()
    _, back = again(written(write_markdown, ours, tmp_path / "a.md"), "a.md")
    assert cells(back) == cells(ours)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_may_be_anything(name: str, tmp_path: Path) -> None:
    ours = named(small_map(), name)
    _, back = again(written(write_markdown, ours, tmp_path / "a.md"), "a.md")
    assert cells(back) == cells(ours)
    assert {stage.name for stage in back.stages.values()} == {in_line(name)}
    assert {column.step.name for column in queries.columns(back)} == {in_line(name)}
    assert {lane.name for lane in back.lanes.values()} == {in_line(name)}
    assert back.about.title == (in_line(name) or "Untitled map")


@given(st.text())
def test_escaping_loses_nothing(text: str) -> None:
    assert unescaped(escaped(text)) == plain(text)
    assert "\n" not in escaped(text)
    assert escaped(text) == escaped(text).strip()


def test_escaped_text_is_plain_to_the_reader_of_any_markdown() -> None:
    from jmapdesk.exchange.cells import without_markup

    for one in HOSTILE:
        if in_line(one) == one and not one.startswith("\ufeff"):
            assert without_markup(escaped(one)) == one


def whole() -> JourneyMap:
    """A map with something of everything."""
    journey = small_map()
    journey = replace_about(
        journey, purpose="To see", goal="Half the calls", scope="One shop", owner="Mia", reviewed_on="2026-01-31",
        review_every=1,
    )  # fmt: skip
    for card in (
        Card(id="i", lane="pain", step="p2", order="1", kind="opportunity", text="Be quick", impact=1.0, effort=0.1,
             owner="Mia", due="2026-05-01", pains=("x",), initiative="w"),
        Card(id="j", lane="pain", step="p2", order="2", kind="opportunity", text="Be slow", impact=0.1, effort=1.0),
        Card(id="x", lane="pain", step="p3", order="1", kind="pain_point", text="Too slow", severity=3, check=True,
             note="Said twice, see https://example.org/x"),
        Card(id="m", lane="touch", step="p3", order="1", kind="metric", text="wait", unit="d",
             readings=(Reading(value=7.5),)),
    ):  # fmt: skip
        journey = with_record(journey, "cards", card)
    work = Initiative(
        id="w", title="Speed", owner="Bo", start="2026-01-01", due="2026-06-30", status="doing", budget="1,000",
        outcome_expected="Twice as quick", milestones=(Milestone(name="Try", due="2026-02-01", done=True),),
    )  # fmt: skip
    source = Source(id="talk", kind="interview", title="Talk", quote="Slow!", sample_size=3, link="https://e.org/a>b")
    for collection, record in (("initiatives", work), ("sources", source), ("reviews", Review(id="r", by="Bo"))):
        journey = with_record(journey, collection, record)
    ada = Persona(id="ada", order="1", name="Ada", role="cook", quote="“Quick!”", goals=("eat",), sources=("talk",))
    return with_record(journey, "personas", ada)


def test_it_can_be_read_on_its_own(tmp_path: Path) -> None:
    page = text(whole(), tmp_path)
    wanted = (
        "# A small map", "Current state · 17 % evidence-based", "- **Persona:** Ada", "  - “Quick!”",
        "  - **Goals:** eat", "  - **Known from:** Talk", "- **Goal:** Half the calls", "- **Scope:** One shop",
        "## The map", "| Stages | Notice |  | Buy<br>Pay quickly |", "| Steps | See | Ask |  |",
        "| **Touchpoints**<br>Where we meet | • Poster<br>• Web site *(○)* |  | **7.5\u00a0d** wait *(○)* |",
        "Too slow *(●●●\u00a0?\u00a0○)*", "● Severity 1–3 · ? Needs checking · ○ Assumption",
        "| Opportunity | Stage | Owner | Impact | Effort | Status | Due | Answers |",
        "| Be quick | Notice | Mia | high | low | Idea | 1 May 2026 | Too slow |",
        "- **Speed** — Doing · Bo · 1 Jan 2026 – 30 Jun 2026 · 1,000", "  - [x] Try (1 Feb 2026)",
        "- **Too slow** (Buy): Said twice, see https://example.org/x <https://example.org/x>",
        "- **Talk** (n = 3) “Slow!” <https://e.org/a%3Eb>",
        "Owner: Mia · Reviewed 31 Jan 2026 · Next review 28 Feb 2026",
    )  # fmt: skip
    assert [line for line in wanted if line not in page] == []
    assert page.index("| Be quick |") < page.index("| Be slow |")


def test_no_mark_of_markdown_comes_from_a_text(tmp_path: Path) -> None:
    for one in HOSTILE:
        page = text(named(small_map(), one), tmp_path)
        assert "<script" not in page
        assert "javascript:" not in page
        body = [line for line in page.split("\n") if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in body}) == 1


def test_only_pages_and_mailboxes_become_links(tmp_path: Path) -> None:
    journey = small_map()
    links = ("javascript:alert(1)", "file:///etc/passwd", "https://ok.org", "mailto:a@b.cd", "data:x")
    for n, link in enumerate(links):
        journey = with_record(journey, "sources", Source(id=f"l{n}", title="T", link=link))
    assert sorted(re.findall(r"<([a-z]+:[^>]*)>", text(journey, tmp_path))) == ["https://ok.org", "mailto:a@b.cd"]


def test_a_table_that_somebody_changed_is_read_as_any_other(tmp_path: Path) -> None:
    added = "| **Actions** | Looks | Asks | Pays |\n"
    page = text(small_map(), tmp_path).replace("| **Emotions**", f"{added}| **Emotions**", 1)
    draft, _ = again(page.encode(), "a.md")
    assert [lane.kind for lane in draft.lanes] == ["touchpoints", "actions", "feelings", "feelings", "pain_points"]
    assert [card.text for card in draft.lane_cards("actions")] == ["Looks", "Asks", "Pays"]


def test_a_document_can_be_pasted_too(tmp_path: Path) -> None:
    found = read_pasted(text(small_map(), tmp_path))
    assert found is not None


def test_two_curves_are_two_rows_and_one_lane_again(tmp_path: Path) -> None:
    journey = with_record(small_map(), "cards", replace(small_map().cards["f1"], persona="ada", series="to_be"))
    page = text(journey, tmp_path)
    assert "| **Emotions**<br>How it feels<br>Ada · As is |" in page
    assert "| **Emotions**<br>Ada · To be | curious *(+1.5)* |" in page
    _, back = again(page.encode(), "a.md")
    assert [lane.kind for lane in queries.lanes(back)] == ["touchpoints", "feelings", "pain_points"]
    assert sorted(c.series for c in back.cards.values() if c.kind == "feeling") == ["as_is", "to_be"]


def test_what_is_collapsed_is_counted(tmp_path: Path) -> None:
    journey = with_record(small_map(), "lanes", replace(small_map().lanes["touch"], collapsed=True))
    page = text(journey, tmp_path)
    assert "| **Touchpoints**<br>Where we meet | *(2 cards)* |  |  |" in page
    assert "Poster" not in page
    _, back = again(page.encode(), "a.md")
    assert len(back.cards) == 2


def test_a_view_leaves_out_what_it_hides(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    shown = ExportOptions(shown=Visibility(frozenset(("s1",)), frozenset(("pain",))))
    said = write_markdown(small_map(), path, shown)
    page = path.read_text("utf-8")
    assert said[0] == "Left out as hidden: 1 stage and 1 lane."
    assert "Notice" not in page
    assert "Poster" not in page
    assert "Talk with Ada" not in page
    assert "| Stages | Buy<br>Pay quickly |" in page


def test_right_to_left_scripts_and_digits_of_their_own(tmp_path: Path) -> None:
    journey = replace_about(small_map(), language="ar", title="رحلة")
    journey = with_record(journey, "cards", replace(journey.cards["c1"], to_step="p3"))
    _, back = again(text(journey, tmp_path).encode(), "a.md")
    assert cells(back) == cells(journey)


def test_an_empty_map_is_a_title(tmp_path: Path) -> None:
    assert text(JourneyMap("empty"), tmp_path) == "# Untitled map\n\nCurrent state\n"


def test_remarks_say_what_is_left_behind(tmp_path: Path) -> None:
    assert write_markdown(small_map(), tmp_path / "a.md", EVERYTHING) == [
        "A Markdown document has no place for 1 card put aside; the map file keeps them."
    ]


def test_a_thousand_cards(tmp_path: Path) -> None:
    ours = big_map(1000)
    _, back = again(written(write_markdown, ours, tmp_path / "a.md"), "a.md")
    assert cells(back) == cells(ours)


def test_a_lane_of_counts_is_no_lane_of_cards(tmp_path: Path) -> None:
    journey = with_record(small_map(), "lanes", Lane(id="n", order="z1", kind="card_counts"))
    page = text(journey, tmp_path)
    assert "| **Cards**<br>How many in each step | 3 |  | 1 |" in page
    _, back = again(page.encode(), "a.md")
    assert [lane.kind for lane in queries.lanes(back)][-1] == "card_counts"
    assert len(back.cards) == 4
