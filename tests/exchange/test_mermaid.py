"""Mermaid's journey diagrams, as they are written by hand."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.draft import Draft
from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.mermaid import diagram_kind
from jmapdesk.util.errors import JmapError
from tests.exchange.reading import grid, read, said, stages


def journey(body: str) -> Draft:
    """A diagram's lines under "journey"; the first of them is line 2."""
    return read("a.mmd", "journey\n" + body)


def scores(draft: Draft) -> list[tuple[int, float | None]]:
    return [(card.step, card.score) for card in draft.lane_cards("feelings")]


def test_scores_are_moved_so_that_three_is_neutral() -> None:
    assert scores(journey("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 3.5")) == [
        (0, -2), (1, -1), (2, 0), (3, 1), (4, 2), (5, 0.5),
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "score"), [("0", -2), ("7", 2), ("-1", -2), ("99999", 2)])
def test_scores_off_the_scale_are_held_and_reported_with_their_line(written: str, score: float) -> None:
    draft = journey(f"section S\nPay: {written}: Me")
    assert scores(draft) == [(0, score)]
    assert any(line.startswith(f"line 3: The score {written}") for line in said(draft, "guessed"))


@pytest.mark.parametrize("line", ["Pay", "Pay:", "Pay: good: Me", "Pay:: Me"])
def test_without_a_score_there_is_a_gap_and_no_feeling(line: str) -> None:
    draft = journey(f"section S\nBefore: 3\n{line}\nAfter: 3")
    assert all(step != 1 for step, _score in scores(draft)) or len(draft.steps) == 2
    assert any(entry.startswith("line 4:") for entry in said(draft, "ignored"))


def test_a_title_may_hold_colons() -> None:
    assert journey("title Tea: a story: part 2\na: 3").title == "Tea: a story: part 2"


@pytest.mark.parametrize(
    ("line", "name", "score"),
    [
        ("Step 1: brew: 4: Me", "Step 1: brew", 1),
        ("Meet at 10:30: 5: Me", "Meet at 10:30", 2),
        ("Task #1: 5: Me", "Task #1", 2),
        ("Say #quot;hi#quot; #35;1: 3: Me", 'Say "hi" #1', 0),
        ("泡茶：4：我", "泡茶", 1),
        ("Access the site: 2: Me", "Access the site", -1),
        ("Title the draft: 4: Me", "Title the draft", 1),
        ("One<br/>two: 3", "One two", 0),
    ],
)
def test_names_keep_what_belongs_to_them(line: str, name: str, score: float) -> None:
    draft = journey(f"section S\nfirst: 3\n{line}")
    assert draft.steps[1].name == name
    assert scores(draft)[1] == (1, score)


def test_comments_front_matter_and_descriptions_are_passed_over() -> None:
    draft = read(
        "a.mmd",
        "---\ntitle: not this\nconfig:\n  theme: dark\n---\n%%{init: {'theme': 'base'}}%%\n%% a remark\njourney\n"
        "  accTitle: for readers\n  accDescr {\n   many\n   lines: 3\n  }\n  title Real\n  %% section No\n"
        "  section Yes\n    # remark\n    Do: 3: Me\n",
    )
    assert draft.title == "Real"
    assert stages(draft) == [("Yes", ["Do"])]


def test_a_title_before_the_diagram_is_its_title_where_it_has_no_other() -> None:
    draft = read("a.mmd", '---\ntitle: "Kundenreise"\nconfig:\n  theme: dark\n---\njourney\n section S\n  Do: 3: Me\n')
    assert draft.title == "Kundenreise"
    assert "line 2: The title “Kundenreise”." in said(draft, "recognised")
    assert "line 3: “config:” is a setting for Mermaid." in said(draft, "ignored")
    draft = read("a.mmd", "---\ntitle: not this\n---\njourney\n title Real\n section S\n  Do: 3: Me\n")
    assert draft.title == "Real"
    assert "line 2: “title: not this” is a setting for Mermaid." in said(draft, "ignored")


def test_a_section_without_a_name_is_told() -> None:
    draft = journey("section\nDo: 3: Me")
    assert stages(draft) == [("Section", ["Do"])]
    assert any(line.endswith("A section without a name became the stage “Section”.") for line in said(draft, "guessed"))


def test_the_line_numbers_of_a_fenced_diagram_are_those_of_the_file() -> None:
    draft = read("a.md", "# T\n\n```mermaid\njourney\n  section S\n    Pay: 9: Me\n```\n")
    assert draft.lane_cards("actions")[0].place == "line 6"
    assert any(line.startswith("line 6: The score 9") for line in said(draft, "guessed"))


def test_semicolons_may_end_a_statement_but_not_a_name() -> None:
    draft = read("a.mmd", "journey; title T; section S; a: 3: Me; b: 4\n  wait; then go: 5")
    assert stages(draft) == [("S", ["a", "b", "wait; then go"])]
    assert draft.title == "T"


def test_neighbouring_sections_of_one_name_are_one_stage_and_distant_ones_two() -> None:
    draft = journey("section A\na: 3\nsection A\nb: 3\nsection B\nc: 3\nsection A\nd: 3")
    assert stages(draft) == [("A", ["a", "b"]), ("B", ["c"]), ("A", ["d"])]
    assert any(line.startswith("line 4: The section “A” again") for line in said(draft, "guessed"))


def test_tasks_before_the_first_section_are_kept_at_the_start() -> None:
    assert stages(journey("a: 3\nsection B\nb: 3")) == [("Start", ["a"]), ("B", ["b"])]


def test_an_empty_section_is_left_out_and_reported() -> None:
    draft = journey("section Empty\nsection B\nb: 3")
    assert stages(draft) == [("B", ["b"])]
    assert "line 2: The section “Empty” has no tasks." in said(draft, "ignored")


def test_a_feeling_in_the_actors_place_becomes_the_curves_word() -> None:
    draft = journey("section S\nPay: 2: frustrated\nLeave: 4: 🙂, Ann")
    assert [(card.score, card.word) for card in draft.lane_cards("feelings")] == [(-1, "frustrated"), (1, "🙂")]
    assert draft.personas == ("Ann",)


def test_actors_named_twice_are_one() -> None:
    draft = journey("section S\na: 3: Me, Me , Cat\nb: 3: Cat")
    assert grid(draft)["stakeholders"] == [["Me", "Cat"], ["Cat"]]


def test_a_diagram_without_tasks_is_no_map() -> None:
    with pytest.raises(JmapError, match="without a single task"):
        read("a.mmd", "journey\n title Only a title\n section And a section\n")


def test_what_is_not_understood_is_named_with_its_line() -> None:
    draft = journey("section S\nDo: 3\nclick here\n-->\n")
    assert [line.split(":")[0] for line in said(draft, "ignored")] == ["line 4", "line 5"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("journey\n a: 3", "journey"),
        ("%% x\n\n  JOURNEY\n a: 3", "journey"),
        ("Journey maps are useful.", None),
        ("graph TD\n A-->B", "flowchart"),
        ("Graph theory is a field.", None),
        ("timeline\n title History", "timeline"),
        ("sequenceDiagram\n A->>B: hi", "sequence diagram"),
        ("stateDiagram-v2\n [*] --> A", "state diagram"),
    ],
)
def test_diagrams_are_told_by_their_first_word(text: str, kind: str | None) -> None:
    assert diagram_kind(text) == kind


def test_per_actor_curves_leave_gaps_where_an_actor_has_no_part() -> None:
    data = b"journey\nsection S\na: 5: Ann\nb: 1: Bob\nc: 3: Ann, Bob\nd: 4"
    draft = read_draft("a.mmd", data, curves="per_actor")
    steps = {
        lane.persona: [card.step for card in draft.cards if card.lane == number]
        for number, lane in enumerate(draft.lanes)
        if lane.kind == "feelings"
    }
    assert steps == {"Ann": [0, 2], "Bob": [1, 2], "": [3]}
