"""Markdown and HTML: pipe tables, HTML tables, fenced diagrams, and which of them make the map."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.cells import items_of, without_markup
from jmapdesk.util.errors import JmapError
from tests.exchange.reading import grid, read, said, stages

TABLE = "| Stage | Find | Buy |\n|---|:-:|--:|\n| **Touchpoints** | Web | Shop |\n| Actions | a | b |\n"


def test_a_pipe_table_under_a_heading() -> None:
    draft = read("a.md", "# Tea at home\n\nSome words.\n\n" + TABLE)
    assert draft.title == "Tea at home"
    assert grid(draft) == {"Touchpoints": [["Web"], ["Shop"]], "Actions": [["a"], ["b"]]}
    assert draft.lane_cards("touchpoints")[0].place == "line 7"
    assert any(line.startswith("line 3: Running text") for line in said(draft, "ignored"))


def test_a_table_needs_no_outer_bars_and_may_be_quoted() -> None:
    text = "> Stage | Find | Buy\n> --- | --- | ---\n> Touchpoints | Web | Shop\n> Actions | a | b\n"
    assert grid(read("a.md", text))["Actions"] == [["a"], ["b"]]


def test_inline_marks_are_taken_off_and_words_kept() -> None:
    cell = r"**Bold** _it_ snake_case_name `a \| b **c**` [shop](https://x.y/z_(1)) 2 * 3 * 4 \*no\*<br>two &amp; more"
    draft = read("a.md", f"| Stage | Find | Buy |\n|---|---|---|\n| Touchpoints | {cell} | - |\n| Actions | a | b |\n")
    assert grid(draft)["Touchpoints"] == [
        ["Bold it snake_case_name a | b **c** shop 2 * 3 * 4 *no*", "two & more"],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("one, two; three", ("one, two; three",)),
        ("- one\n* two\n3. three\n• four", ("one", "two", "three", "four")),
        ("• one • two • three", ("one", "two", "three")),
        ("well-known – really", ("well-known – really",)),
        ("2.5 stars", ("2.5 stars",)),
        ("  \n—\n", ()),
        ("-5 minutes", ("-5 minutes",)),
    ],
)
def test_lines_and_bullets_part_cards(text: str, items: tuple[str, ...]) -> None:
    assert items_of(text) == items


def test_markup_that_never_closes_is_text() -> None:
    assert without_markup("a ** b [c](d <e `f") == "a ** b [c](d <e `f"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**bold** and __bold__", "bold and bold"),
        ("**a **b**", "**a b"),
        ("***both***", "both"),
        ("a<!-- left out --> b<!-- and this -->", "a b"),
        ("<!-- open **bold**", "<!-- open bold"),
        ("<!--<!-- twice open --> b", " b"),
    ],
)
def test_marks_and_comments_are_taken_off_where_they_end(text: str, words: str) -> None:
    assert without_markup(text) == words


def test_tables_and_diagrams_inside_code_are_not_read() -> None:
    with pytest.raises(JmapError, match="running text"):
        read("a.md", "# T\n\n```text\n" + TABLE + "```\n\n~~~yaml\njourney: 1\n~~~\n")


def test_a_diagram_alone_where_no_table_fits() -> None:
    draft = read(
        "a.md",
        "```mermaid\njourney\n section S\n  Brew: 4\n  Drink: 5\n```\n\n"
        "| Stage | Actions | Touchpoints |\n|---|---|---|\n| Rent | x | y |\n| Drive | z | w |\n",
    )
    assert stages(draft) == [("S", ["Brew", "Drink"])]
    assert [lane.kind for lane in draft.lanes] == ["actions", "feelings"]
    assert any(line.startswith("line 8: A table whose steps are not the diagram's") for line in said(draft, "ignored"))


def test_a_table_of_the_diagrams_sections_spans_their_steps() -> None:
    draft = read(
        "a.md",
        "```mermaid\njourney\n section Find\n  Search: 4\n  Compare: 2\n section Buy\n  Pay: 1\n```\n\n" + TABLE,
    )
    cards = draft.lane_cards("touchpoints")
    assert [(card.text, card.step, card.to_step) for card in cards] == [("Web", 0, 1), ("Shop", 2, None)]
    assert [card.score for card in draft.lane_cards("feelings")] == [1, -1, -2]


def test_a_step_the_diagram_lacks_is_added_to_its_stage() -> None:
    draft = read(
        "a.md",
        "```mermaid\njourney\n section Find\n  Search: 4\n  Compare prices: 2\n section Buy\n  Pay: 1\n```\n\n"
        "## 1. Find\n\n"
        "| Step | Actions | Emotions |\n|---|---|---|\n| Search | a | glad |\n"
        "| Compare price | b | bored |\n| Sleep | c | calm |\n",
    )
    assert stages(draft) == [("Find", ["Search", "Compare prices", "Sleep"]), ("Buy", ["Pay"])]
    assert [(card.step, card.score, card.word) for card in draft.lane_cards("feelings")] == [
        (0, 1, "glad"), (1, -1, "bored"), (2, None, "calm"), (3, -2, ""),
    ]  # fmt: skip
    assert any("“Sleep” is not in the diagram" in line for line in said(draft, "guessed"))


def test_another_diagram_is_left_and_named() -> None:
    fence = "```mermaid\njourney\n section S\n  {}: 4\n```\n"
    draft = read("a.md", fence.format("One") + fence.format("Two"))
    assert stages(draft) == [("S", ["One"])]
    assert "line 7: Another journey diagram: one file makes one map." in said(draft, "ignored")


def test_an_html_page_with_merged_headers_and_nested_lists() -> None:
    draft = read(
        "a.html",
        "<!doctype html><html><head><title>Page</title><style>td{x}</style></head><body><h1>Tea</h1><p>Words</p>\n"
        "<table><thead>\n<tr><th rowspan=2>Stage<th colspan=2>Find<th>Buy</tr>\n"
        "<tr><th>Search<th>Compare<th>Pay</tr></thead>\n"
        "<tr><th><b>Touchpoints</b> where we meet<td colspan=2>Web<td><ul><li>Shop<li>Till</ul></tr>\n"
        "<tr><th>Actions<td>a<td>b<td>c<!-- no --></table></body></html>",
    )
    assert draft.title == "Tea"
    assert stages(draft) == [("Find", ["Search", "Compare"]), ("Buy", ["Pay"])]
    web = draft.lane_cards("touchpoints")[0]
    assert (web.text, web.step, web.to_step) == ("Web", 0, 1)
    assert grid(draft)["Touchpoints"][2] == ["Shop", "Till"]
    assert (draft.lanes[0].name, draft.lanes[0].subtitle) == ("Touchpoints", "where we meet")


def test_a_diagram_in_a_page() -> None:
    draft = read(
        "a.html", '<html><body><pre class="mermaid">\njourney\n section S\n  Brew &amp; pour: 4\n</pre></body></html>'
    )
    assert stages(draft) == [("S", ["Brew & pour"])]


@pytest.mark.parametrize(
    "text",
    [
        "<table>" * 5_000,
        "<" * 200_000,
        "<a " * 60_000,
        "<!--" * 50_000,
        "<![" * 50_000,
        "<table><tr><td colspan=999999999 rowspan=999999999>x",
        "|" * 100_000 + "\n" + "|-" * 20_000,
        "*a" * 100_000,
        "`" * 50_000,
        "[" * 50_000,
        "|a|b|\n|-|-|\n|" + "**x" * 30_000 + "|y|",
    ],
    ids=lambda text: text[:12],
)
def test_broken_markup_ends_quickly_and_in_words(text: str) -> None:
    for name in ("a.html", "a.md"):
        with pytest.raises(JmapError):
            read(name, text)


def test_a_table_that_grows_by_spans_stays_small() -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=65534>x</td>" * 50 + "</tr>"
    with pytest.raises(JmapError):
        read("a.html", "<table>" + row * 50 + "</table>")


def test_a_file_without_a_telling_name_is_read_by_its_content() -> None:
    assert stages(read("notes.txt", "# T\n\n" + TABLE)) == [("Find", [""]), ("Buy", [""])]
    assert stages(read("notes", "journey\n section S\n  a: 3\n")) == [("S", ["a"])]
    assert len(read("pasted", "Stage\tFind\tBuy\nActions\ta\tb\nEmotions\t1\t2\n").stages) == 2
