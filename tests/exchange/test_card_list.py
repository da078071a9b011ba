"""Lists of cards as researchers keep them: one row a card, under titles for stages, lanes and words."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.build import build_map
from jmapdesk.exchange.cells import Cell, grid_of
from jmapdesk.exchange.draft import Draft
from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.list_columns import Lacking, ListColumns, list_columns
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.exchange.reading import grid, read, said, saved, stages, workbook

LIST = (
    "Stage,Step,Lane,Text\n"
    "Find,Search,Actions,Looks for a shop\n"
    "Buy,Pay,Pain points,Card refused\n"
    "Find,Compare,Actions,Weighs offers\n"
    "Find,Search,Actions,Asks a friend\n"
)


def parked(draft: Draft) -> list[str]:
    """What stands aside."""
    return [card.text or card.word for card in draft.parked]


def feelings(draft: Draft) -> list[tuple[float | None, str]]:
    """The scores and words of all feelings."""
    return [(card.score, card.word) for card in draft.cards if card.kind == "feeling"]


def check(draft: Draft) -> None:
    """What is expected of ``LIST`` wherever it stands."""
    assert stages(draft) == [("Find", ["Search", "Compare"]), ("Buy", ["Pay"])]
    assert grid(draft) == {
        "Actions": [["Looks for a shop", "Asks a friend"], ["Weighs offers"], []],
        "Pain points": [[], [], ["Card refused"]],
    }
    assert [(lane.kind, lane.name) for lane in draft.lanes] == [("actions", "Actions"), ("pain_points", "Pain points")]
    assert any("A list of cards, one row a card." in line for line in said(draft, "recognised"))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_row_is_a_card_in_the_order_places_are_first_named(mark: str) -> None:
    draft = read("a.csv", LIST.replace(",", mark))
    check(draft)
    assert draft.cards[0].place == "line 2, column 4"


def test_the_same_list_in_a_workbook_a_page_and_a_document() -> None:
    rows = [line.split(",") for line in LIST.splitlines()]
    check(read_draft("a.xlsx", workbook([list(row) for row in rows], at="C4")))
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    check(read("a.html", f"<h1>Shop</h1><table>{page}</table>"))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    document = read("a.md", "\n".join(["# Shop", "", lines[0], "|-|-|-|-|", *lines[1:]]))
    check(document)
    assert document.title == "Shop"
    check(read("a.txt", LIST))


def test_a_list_without_steps_has_a_step_a_stage() -> None:
    draft = read("a.csv", "Stage,Lane,Text\nA,Actions,hello\nB,Pain points,bar\n")
    assert stages(draft) == [("A", [""]), ("B", [""])]
    assert grid(draft) == {"Actions": [["hello"], []], "Pain points": [[], ["bar"]]}


def test_steps_alone_are_the_stages() -> None:
    draft = read("a.csv", "Step,Lane,Text\nLook,Actions,hello\nPay,Actions,bar\n")
    assert [name for name, _steps in stages(draft)] == ["Look", "Pay"]
    assert any("No column names stages: “Step”" in line for line in said(draft, "guessed"))


@pytest.mark.parametrize(
    "header",
    [
        "Phase;Lane;Karte", "Étape;Couloir;Texte", "Etapa;Carril;Tarjeta", "Fase;Corsia;Testo", "Этап;Дорожка;Текст",
        "阶段;泳道;内容", "フェーズ;レーン;カード", "단계;레인;내용", "चरण;लेन;कार्ड", "Aşama;Kulvar;Metin",
        "Journey phase;Swimlane;Sticky note", "STAGES;lanes;Words",
    ],
)  # fmt: skip
def test_titles_in_other_languages(header: str) -> None:
    draft = read("a.csv", f"{header}\nA;Actions;hello\nB;Pain points;bar\n")
    assert grid(draft) == {"Actions": [["hello"], []], "Pain points": [[], ["bar"]]}


def test_a_lane_is_of_the_kind_its_name_says_then_of_its_cards_then_text() -> None:
    draft = read(
        "a.csv",
        "Stage,Lane,Kind,Text\nA,Pain points,Action,a\nA,Moans,Pain point,b\nB,Moans,Action,c\nB,Moans,Pain point,d\n"
        "B,Weather,,e\nB,Weather,cloud,f\n",
    )
    assert [(lane.name, lane.kind) for lane in draft.lanes] == [
        ("Pain points", "pain_points"), ("Moans", "pain_points"), ("Weather", "text"),
    ]  # fmt: skip
    assert {card.text: card.kind for card in draft.cards} == {
        "a": "action", "b": "pain_point", "c": "action", "d": "pain_point", "e": "text", "f": "text",
    }  # fmt: skip
    guessed = "\n".join(said(draft, "guessed"))
    assert "line 3, column 4: “Moans” was taken as a lane of pain points, as its cards are." in guessed
    assert "“Weather” is no lane known by name" in guessed
    assert "line 7, column 4: Kinds that no card has" in guessed


def test_kinds_in_other_words() -> None:
    draft = read("a.csv", "Phase;Lane;Art;Text\nA;Zeile 1;Schmerzpunkt;a\nA;Zeile 2;Idee;b\n")
    assert [card.kind for card in draft.cards] == ["pain_point", "opportunity"]


def test_columns_titled_as_in_the_programs_own_table_are_fields() -> None:
    draft = read(
        "a.csv",
        "Stage,Time,Lane,Text,Owner,Severity,Persona,Sources,Tags,Note,Moment of truth,Mood board\n"
        'A,Day 1,Pain points,Slow,Ann,3,Bo,"Interview 1\nInterview 2","price, queue",long,friction,x\n'
        "A,,Pain points,Loud,,lots,,,,,maybe,\n",
    )
    slow, loud = draft.cards
    assert (slow.fields["owner"], slow.fields["severity"], slow.fields["moment"]) == ("Ann", 3, "friction")
    assert (slow.personas, slow.sources, slow.tags) == (("Bo",), ("Interview 1", "Interview 2"), ("price", "queue"))
    assert slow.note == "long"
    assert draft.steps[0].time_label == "Day 1"
    assert not {"severity", "moment"} & loud.fields.keys()
    assert said(draft, "ignored") == [
        "line 1, column 12: The column “Mood board” was left out.",
        "line 4, column 4: “lots” does not fit the column Severity.",
        "line 4, column 4: “maybe” is no moment of truth.",
    ]
    used = next(line for line in said(draft, "recognised") if "Of its columns" in line)
    assert all(part in used for part in ("“Stage” for the stages", "“Text” for the words of the cards", "“Owner”"))
    build_map(draft, counting_ids())


def test_a_feeling_without_a_column_of_scores_is_taken_apart() -> None:
    draft = read("a.csv", "Stage,Lane,Text\nA,Emotions,+1 relieved\nB,Emotions,tired (-1)\nC,Emotions,happy\n")
    assert feelings(draft) == [(1, "relieved"), (-1, "tired"), (None, "happy")]
    assert any("were taken to go from −2 to 2" in line for line in said(draft, "guessed"))


@pytest.mark.parametrize(
    ("title", "scores", "made"),
    [
        ("Score", "-1,2", [-1, 2]),
        ("Score", "1,2", [1, 2]),
        ("Score", "1,5", [-2, 2]),
        ("Score", "1/5,2/5", [-2, -1]),
        ("Score (1-5)", "1,2", [-2, -1]),
        ("Rating", "1,2", [-2, -1]),
        ("Score", "250,1", [None, None]),
        ("Score", "great,", [None, None]),
    ],
)
def test_a_column_of_scores(title: str, scores: str, made: list[float | None]) -> None:
    first, second = scores.split(",")
    draft = read("a.csv", f"Stage,Lane,Text,{title}\nA,Emotions,glad,{first}\nB,Emotions,cross,{second}\n")
    assert [card.score for card in draft.cards] == made
    if None in made:
        assert draft.cards[0].word == f"glad ({first})"


def test_where_scores_have_a_column_numbers_in_words_are_none() -> None:
    draft = read("a.csv", "Stage,Lane,Text,Score\nA,Emotions,glad,2\nB,Emotions,3 friends helped,\n")
    assert feelings(draft) == [(2, "glad"), (None, "3 friends helped")]


def test_a_score_alone_is_a_feeling_and_no_score_is_lost_unsaid() -> None:
    draft = read("a.csv", "Stage,Lane,Text,Score\nA,Emotions,,-2\nA,Actions,walks,1\nB,Emotions,cross,\n")
    assert feelings(draft) == [(-2, ""), (None, "cross")]
    assert draft.lane_cards("actions")[0].score is None
    assert any("line 3, column 3: Scores of cards that are no feelings" in line for line in said(draft, "ignored"))


def test_another_feeling_at_one_point_is_put_aside() -> None:
    draft = read(
        "a.csv",
        "Stage,Lane,Persona,Text\nA,Emotions,Ann,glad\nA,Emotions,Bo,sad\nA,Emotions,Ann,cross\n"
        "A,Emotions (to be),,calm\n",
    )
    assert [card.word for card in draft.cards] == ["glad", "sad", "calm"]
    assert parked(draft) == ["cross"]
    assert [lane.series for lane in draft.lanes] == ["as_is", "to_be"]


def test_a_long_feeling_is_whole_in_its_note() -> None:
    words = "She is unsure because nobody told her what would happen with the form she had filled in"
    card = read("a.csv", f"Stage,Lane,Text\nA,Emotions,{words}\n").cards[0]
    assert len(card.word) <= 60
    assert words.startswith(card.word)
    assert card.note == words


def test_rows_without_words_make_places_and_rows_without_a_place_are_put_aside() -> None:
    draft = read(
        "a.csv",
        "Stage,Step,Lane,Text,Owner\nA,1,Actions,hello,\nA,2,,,\n,,,,\nB,,,,\n,,Actions,no stage,\nB,1,,no lane,\n"
        ",,,nowhere,\nB,1,Thoughts,,Ann\n,9,Actions,step only,\n",
    )
    assert stages(draft) == [("A", ["1", "2"]), ("B", ["", "1"])]
    assert [lane.name for lane in draft.lanes] == ["Actions", "Thoughts"]
    assert [card.text for card in draft.cards] == ["hello"]
    assert parked(draft) == ["no stage", "no lane", "nowhere", "step only"]
    assert [line for line in said(draft, "guessed") if "Put aside" in line] == [
        "line 6, column 4: Put aside, as no stage is named: 3 rows (lines 6, 8, 10).",
        "line 7, column 4: Put aside, as no lane is named: 1 row.",
    ]
    assert any(line.startswith("line 9, column") and "Without words" in line for line in said(draft, "ignored"))


def test_words_of_several_lines_are_one_card() -> None:
    draft = read("a.csv", 'Stage,Lane,Text\nA,Actions,"one\ntwo"\nA,Actions,three\n')
    assert [card.text for card in draft.cards] == ["one\ntwo", "three"]


def test_a_long_text_goes_on_in_the_note() -> None:
    text = "word " * 1000
    card = read("a.csv", f"Stage,Lane,Text,Note\nA,Actions,{text},mine\n").cards[0]
    assert len(card.text) <= 2000
    assert f"{card.text} {card.note}" == text.strip() + "\nmine"


def test_names_are_the_same_however_they_are_written() -> None:
    draft = read("a.csv", "Stage,Lane,Text\nFind,Actions,a\n find ,ACTIONS,b\nFIND,actions:,c\n")
    assert stages(draft) == [("Find", [""])]
    assert grid(draft) == {"Actions": [["a", "b", "c"]]}


def test_merged_cells_name_every_row_they_cover() -> None:
    rows: list[list[object]] = [
        ["Stage", "Lane", "Text"], ["Find", "Actions", "a"], [None, None, "b"], [None, "Pain points", "c"],
        ["Buy", "Actions", "d"], ["A break", None, None], ["Buy", "Actions", "e"], ["Buy", "Actions", None],
    ]  # fmt: skip
    draft = read_draft("a.xlsx", workbook(rows, merge=("A2:A4", "B2:B3", "A6:C6", "C7:C8")))
    assert grid(draft) == {"Actions": [["a", "b"], ["d", "e"]], "Pain points": [["c"], []]}
    assert any("“A break” goes across the list" in line for line in said(draft, "ignored"))


def test_stages_written_once_over_several_rows_as_merged_cells_leave_them() -> None:
    draft = read(
        "a.csv",
        "Stage,Step,Lane,Text\nFind,Search,Actions,a\n,,Pain points,b\n,Compare,Actions,c\nBuy,,Actions,d\n"
        ",,Actions,e\n",
    )
    assert stages(draft) == [("Find", ["Search", "Compare"]), ("Buy", [""])]
    assert grid(draft) == {"Actions": [["a"], ["c"], ["d", "e"]], "Pain points": [["b"], [], []]}
    assert any("belong to the stage above (lines 3, 4, 6)" in line for line in said(draft, "guessed"))


def test_titles_that_stand_twice() -> None:
    draft = read("a.csv", "Stage,Phase,Lane,Lane,Text,Text,Text\nA,x,Actions,y,,hello,\nB,x,Actions,y,z,bar,\n")
    assert grid(draft) == {"Actions": [["hello"], ["bar"]]}
    assert said(draft, "ignored") == [
        "line 1, column 2: The column “Phase” was left out.",
        "line 1, column 4: The column “Lane” was left out.",
        "line 1, column 5: The column “Text” was left out.",
    ]


def test_columns_without_a_title_and_rows_of_odd_length() -> None:
    draft = read("a.csv", "Stage,Lane,,Text\nA,Actions,x,hello\nB\nC,Pain points,,bar,more,and more\n")
    assert grid(draft) == {"Actions": [["hello"], [], []], "Pain points": [[], [], ["bar"]]}
    assert "line 2, column 3: A column without a title was left out." in said(draft, "ignored")


def test_remarks_stand_in_for_words() -> None:
    draft = read("a.csv", "Stage,Lane,Note\nA,Actions,hello\nB,Actions,bar\n")
    assert grid(draft) == {"Actions": [["hello"], ["bar"]]}
    assert any("“Note” was taken for the words" in line for line in said(draft, "guessed"))
    draft = read("a.csv", "Stage,Lane,Title,Description\nA,Actions,hello,more of it\n")
    assert [(card.text, card.note) for card in draft.cards] == [("hello", "more of it")]


def test_five_thousand_rows() -> None:
    rows = "".join(f"Stage {i % 7},Step {i % 63},Lane {i % 5},Card {i}\n" for i in range(5000))
    draft = read("a.csv", "Stage,Step,Lane,Text\n" + rows)
    assert (len(draft.cards), len(draft.stages), len(draft.lanes), len(draft.parked)) == (5000, 7, 5, 0)
    assert not said(draft, "ignored")


def test_more_than_a_map_holds_is_put_aside_and_told() -> None:
    rows = "".join(f"Stage {i},Lane {i % 3},Card {i}\n" for i in range(700))
    draft = read("a.csv", "Stage,Lane,Text\n" + rows)
    assert (len(draft.cards), len(draft.steps), len(draft.parked)) == (500, 500, 200)
    assert any("Steps beyond" in line for line in said(draft, "ignored"))
    rows = "".join(f"A,Lane {i},Card {i}\n" for i in range(700))
    draft = read("a.csv", "Stage,Lane,Text\n" + rows)
    assert (len(draft.lanes), len(draft.parked)) == (500, 200)
    assert any("the map holds no more" in line and "and 188 more" in line for line in said(draft, "guessed"))
    rows = "A,Actions,x\n" * 20_001
    draft = read("a.csv", "Stage,Lane,Text\n" + rows)
    assert len(draft.cards) == 20_000
    assert any("Rows beyond" in line or "Cards beyond" in line for line in said(draft, "ignored"))


def test_of_a_page_as_many_rows_are_read_as_of_any_table_and_the_rest_is_told() -> None:
    rows = "".join(f"<tr><td>A</td><td>Actions</td><td>{i}</td></tr>" for i in range(2100))
    draft = read("a.html", f"<table><tr><th>Stage</th><th>Lane</th><th>Text</th></tr>{rows}</table>")
    assert len(draft.cards) == 1999
    assert any("2,000 rows" in line for line in said(draft, "ignored"))


def test_names_from_right_to_left() -> None:
    draft = read("a.csv", "مرحلة,Lane,النص\nاكتشاف,نقاط الألم,بطيء\nشراء,نقاط الألم,غالٍ\n")
    assert [name for name, _steps in stages(draft)] == ["اكتشاف", "شراء"]
    assert [lane.kind for lane in draft.lanes] == ["pain_points"]
    assert draft.language == "ar"
    draft = read("a.csv", "שלב,נתיב,טקסט\nחיפוש,כאבים,איטי\n")
    assert grid(draft) == {"כאבים": [["איטי"]]}


def test_a_quote_that_is_never_closed_spoils_nothing_else() -> None:
    draft = read("a.csv", 'Stage,Lane,Text\nA,Actions,"hello\nB,Pain points,bar\n')
    assert grid(draft) == {"Actions": [['"hello'], []], "Pain points": [[], ["bar"]]}


def test_a_title_and_a_persona_above() -> None:
    draft = read("a.csv", "Coffee to go,,,\nPersona,Ann,,\n,,,\nStage,Step,Lane,Text\nA,1,Actions,hello\n")
    assert (draft.title, draft.personas) == ("Coffee to go", ("Ann",))
    assert grid(draft) == {"Actions": [["hello"]]}


def test_a_line_of_a_blueprint_among_the_lanes() -> None:
    rows = "A,Front stage,a\nA,Line of visibility,\nA,Back stage,b\nA,Line of visibility,c\n"
    draft = read("a.csv", "Stage,Lane,Text\n" + rows)
    assert [(lane.kind, lane.divider) for lane in draft.lanes] == [
        ("front_stage", ""), ("divider", "visibility"), ("back_stage", ""),
    ]  # fmt: skip
    assert parked(draft) == ["c"]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_a_list_without_words_is_refused_with_what_is_lacking(name: str) -> None:
    with pytest.raises(JmapError) as refused:
        read(name, "Phase,Lane,Owner\nA,Actions,Ann\nB,Pain points,Bo\n".replace(",", "\t" if name == "a.tsv" else ","))
    assert refused.value.message == (
        f"“{name}” is a list, not yet a journey map: it has a column for stages (“Phase”) and one for lanes (“Lane”), "
        "but none for the words of the cards. With a column called “Text” it can be imported."
    )


def test_a_workbook_or_document_says_what_is_lacking_too() -> None:
    with pytest.raises(JmapError, match="none for the words of the cards"):
        read_draft("a.xlsx", workbook([["Stage", "Lane", "Owner"], ["A", "Actions", "Ann"]]))
    draft = read("a.md", "|Stage|Lane|\n|-|-|\n|A|Actions|\n\n|Stage|Lane|Text|\n|-|-|-|\n|A|Actions|hello|\n")
    assert any("none for the words of the cards" in line for line in said(draft, "ignored"))


def test_a_list_in_which_nothing_stands_anywhere_is_refused() -> None:
    for rows in ("", ",,words\n", "A,,words\n", ",Actions,words\n"):
        with pytest.raises(JmapError) as refused:
            read("a.csv", "Stage,Lane,Text\n" + rows)
        assert refused.value.code == "import.no_cards"


def test_a_table_of_stages_and_lanes_in_a_document_goes_before_a_list() -> None:
    draft = read(
        "a.md",
        "|Stage|Lane|Text|\n|-|-|-|\n|A|Actions|hello|\n\n"
        "|Stage|Find|Buy|\n|-|-|-|\n|Touchpoints|Web|Shop|\n|Actions|Looks|Pays|\n",
    )
    assert [name for name, _steps in stages(draft)] == ["Find", "Buy"]
    assert "line 1: A list of cards: one file makes one map." in said(draft, "ignored")


@pytest.mark.parametrize(
    "text",
    [
        "Lane,Phase1,Phase2\nActions,a,b\nTouchpoints,c,d\n",
        "Lane,Stage 1,Stage 2\nActions,a,b\nTouchpoints,c,d\n",
        "Swimlane,Find,Buy\nActions,a,b\nTouchpoints,c,d\nEmotions,1,2\n",
    ],
)
def test_tables_of_lanes_by_stages_are_no_lists(text: str) -> None:
    draft = read("a.csv", text)
    assert [lane.name for lane in draft.lanes][:2] == ["Actions", "Touchpoints"]
    assert grid(draft)["Actions"] == [["a"], ["b"]]


def test_which_column_is_which() -> None:
    def columns(*titles: str) -> ListColumns | Lacking | None:
        return list_columns(grid_of([[Cell((title,)) for title in titles], [Cell(("1",)) for _ in titles]]))

    found = columns("Card", "Kind", "Swimlane", "Journey stage", "When", "Who said it", "Rating")
    assert isinstance(found, ListColumns)
    assert found.at == {
        "Kind": 1, "Who said it": 5, "Lane": 2, "Stage": 3, "Time": 4, "Text": 0, "Score": 6,
    }  # fmt: skip
    assert isinstance(columns("Stage", "Lane"), Lacking)
    assert columns("Stage", "Touchpoints", "Actions") is None
    assert columns("Lane", "Text") is None
    assert columns("Stage", "Text") is None


def test_the_sheet_with_the_map_is_taken_before_a_shorter_list() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    one, two = book.create_sheet("List"), book.create_sheet("Map")
    for row in (["Stage", "Lane", "Text"], ["A", "Actions", "hello"]):
        one.append(row)
    for row in (["Stage", "Find", "Buy"], ["Touchpoints", "Web", "Shop"], ["Actions", "Looks", "Pays"]):
        two.append(row)
    draft = read_draft("a.xlsx", saved(book))
    assert [name for name, _steps in stages(draft)] == ["Find", "Buy"]


def test_a_card_without_lane_and_step_makes_no_step_beside_others() -> None:
    draft = read("a.csv", "Stage,Step,Lane,Text\nRead,,,loose\nRead,Home,Actions,reads\nGo,,,on the way\n")
    assert stages(draft) == [("Read", ["Home"]), ("Go", [""])]
    assert parked(draft) == ["loose", "on the way"]
