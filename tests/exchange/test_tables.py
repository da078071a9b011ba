"""Tables of stages and lanes in CSV: both ways round, with all the habits of spreadsheets."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.vocabulary import LANES, WEAK_LANES
from jmapdesk.util.errors import JmapError
from tests.exchange.reading import grid, read, said, stages

ACROSS = "Stage,Discover,Buy\nTouchpoints,Web,Shop\nActions,Searches,Pays\nEmotions,2,-1\n"
DOWN = "Stage,Touchpoints,Actions,Emotions\nDiscover,Web,Searches,2\nBuy,Shop,Pays,-1\n"


@pytest.mark.parametrize("text", [ACROSS, DOWN])
def test_a_table_means_the_same_either_way_round(text: str) -> None:
    draft = read("a.csv", text)
    assert stages(draft) == [("Discover", [""]), ("Buy", [""])]
    assert grid(draft) == {
        "Touchpoints": [["Web"], ["Shop"]],
        "Actions": [["Searches"], ["Pays"]],
        "Emotions": [["2"], ["-1"]],
    }


def test_the_report_says_which_way_was_taken() -> None:
    assert any("stages across, lanes down" in line for line in said(read("a.csv", ACROSS), "guessed"))
    assert any("stages or steps down" in line for line in said(read("a.csv", DOWN), "guessed"))


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_marks_between_cells(mark: str) -> None:
    assert grid(read("a.csv", ACROSS.replace(",", mark)))["Touchpoints"] == [["Web"], ["Shop"]]


def test_excels_first_line_names_the_mark() -> None:
    draft = read("a.csv", "sep=;\n" + ACROSS.replace(",", ";"))
    assert grid(draft)["Actions"] == [["Searches"], ["Pays"]]
    assert draft.lane_cards("actions")[0].place == "line 4, column 2"


def test_quoted_line_ends_part_cards_and_commas_do_not() -> None:
    draft = read("a.csv", 'Stage,A,B\nTouchpoints,"Web, app\nShop","• One\n• Two"\nActions,x,y\n')
    assert grid(draft)["Touchpoints"] == [["Web, app", "Shop"], ["One", "Two"]]
    assert draft.lane_cards("actions")[0].place == "line 5, column 2"


def test_the_apostrophe_that_guards_a_formula_is_taken_off() -> None:
    draft = read("a.csv", "Stage,A,B\nTouchpoints,'=SUM(A1),'tis fine\nActions,'-5 minutes,x\n")
    assert grid(draft)["Touchpoints"] == [["=SUM(A1)"], ["'tis fine"]]
    assert grid(draft)["Actions"][0] == ["-5 minutes"]


def test_a_title_and_a_persona_above_and_empty_edges() -> None:
    text = (
        ",,,\n,Coffee to go,,\n,Persona,Ann,\n,,,\n,Stage,A,B\n,Actions,x,y\n,Touchpoints,p,q\n,,,\n,Pain points,,z\n"
    )
    draft = read("a.csv", text)
    assert draft.title == "Coffee to go"
    assert draft.personas == ("Ann",)
    assert [name for name, _steps in stages(draft)] == ["A", "B"]
    assert grid(draft)["Pain points"] == [[], ["z"]]


def test_stages_over_steps_as_a_spreadsheet_leaves_merged_cells() -> None:
    draft = read(
        "a.csv",
        "Stage,Discover,,Buy\nStep,Search,Compare,Pay\nTime,Day 1,Day 2,Day 3\nActions,a,b,c\nTouchpoints,d,,f\n",
    )
    assert stages(draft) == [("Discover", ["Search", "Compare"]), ("Buy", ["Pay"])]
    assert [step.time_label for step in draft.steps] == ["Day 1", "Day 2", "Day 3"]
    assert grid(draft)["Touchpoints"] == [["d"], [], ["f"]]


def test_a_second_header_row_without_a_name_holds_the_steps() -> None:
    draft = read("a.csv", ",Discover,,Buy\n,Search,Compare,Pay\nActions,a,b,c\nTouchpoints,d,e,f\n")
    assert stages(draft) == [("Discover", ["Search", "Compare"]), ("Buy", ["Pay"])]


def test_stages_and_steps_down_the_side() -> None:
    draft = read(
        "a.csv",
        "Phase,Step,Actions,Touchpoints,Emotions\nDiscover,Search,a,b,happy\n,Compare,c,d,\nBuy,Pay,e,f,cross\n",
    )
    assert stages(draft) == [("Discover", ["Search", "Compare"]), ("Buy", ["Pay"])]
    assert grid(draft)["Emotions"] == [["happy"], [], ["cross"]]


def test_a_blueprint_without_a_row_of_stages_takes_them_from_the_actions() -> None:
    draft = read(
        "a.csv",
        "Customer actions,Arrives,Orders\nFrontstage,Greets,Notes\nLine of visibility,,\nBackstage,Cleans,Cooks\n",
    )
    assert [name for name, _steps in stages(draft)] == ["Arrives", "Orders"]
    assert grid(draft)["Customer actions"] == [["Arrives"], ["Orders"]]
    assert [(lane.kind, lane.divider) for lane in draft.lanes][2] == ("divider", "visibility")
    assert draft.kind == "service_blueprint"


def test_words_and_faces_are_kept_and_no_score_is_made_of_them() -> None:
    draft = read("a.csv", "Stage,A,B,C\nTouchpoints,x,y,z\nFeelings,🙂,frustrated,\n")
    assert [(card.step, card.score, card.word) for card in draft.lane_cards("feelings")] == [
        (0, None, "🙂"), (1, None, "frustrated"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "values", "scores", "level"),
    [
        ("Emotions", "1,3,5", [-2, 0, 2], "guessed"),
        ("Emotions", "-2,0,1.5", [-2, 0, 1.5], "guessed"),
        ("Emotions", "+1,+2,0", [1, 2, 0], "guessed"),
        ("Emotions", "1,10,5.5", [-2, 2, 0], "guessed"),
        ("Emotions (0-10)", "5,10,0", [0, 2, -2], "recognised"),
        ("Emotions (1 to 5)", "1,2,2", [-2, -1, -1], "recognised"),
        ("Emotions", "4/5,1/5,3/5", [1, -2, 0], "recognised"),
        ("Emotions", "50%,100%,0%", [0, 2, -2], "recognised"),
        ("Emotions", "-3,0,3", [-2, 0, 2], "guessed"),
    ],
)
def test_numbers_are_scores_on_the_likely_scale(label: str, values: str, scores: list[float], level: str) -> None:
    draft = read("a.csv", f"Stage,A,B,C\nTouchpoints,x,y,z\n{label},{values}\n")
    assert [card.score for card in draft.lane_cards("feelings")] == scores
    assert any("The scores of" in line for line in said(draft, level))


def test_numbers_on_no_scale_stay_words() -> None:
    draft = read("a.csv", "Stage,A,B\nTouchpoints,x,y\nEmotions,250,7\n")
    assert [(card.score, card.word) for card in draft.lane_cards("feelings")] == [(None, "250"), (None, "7")]


def test_a_number_with_a_word() -> None:
    draft = read("a.csv", 'Stage,A,B,C\nTouchpoints,x,y,z\nEmotions,+1 relieved,tired (-1),"-2: lost, alone"\n')
    assert [(card.score, card.word) for card in draft.lane_cards("feelings")] == [
        (1, "relieved"), (-1, "tired"), (-2, "lost, alone"),
    ]  # fmt: skip


def test_a_long_feeling_is_cut_for_the_curve_and_whole_in_the_note() -> None:
    words = "She is unsure because nobody told her what would happen with the form she had filled in"
    draft = read("a.csv", f"Stage,A,B\nTouchpoints,x,y\nEmotions,{words},calm\n")
    card = draft.lane_cards("feelings")[0]
    assert len(card.word) <= 60
    assert words.startswith(card.word)
    assert card.note == words


def test_a_future_curve_is_one() -> None:
    draft = read("a.csv", "Stage,A,B\nTouchpoints,x,y\nEmotions,1,2\nEmotions (to be),4,5\n")
    assert [lane.series for lane in draft.lanes if lane.kind == "feelings"] == ["as_is", "to_be"]


def test_an_unknown_lane_is_kept_as_plain_text() -> None:
    draft = read("a.csv", "Stage,A,B\nTouchpoints,x,y\nActions,a,b\nWeather,sun,rain\n")
    assert draft.lanes[2].kind == "text"
    assert any("Weather" in line for line in said(draft, "guessed"))


LINES = "The lines of {} were taken as a card each."


@pytest.mark.parametrize(
    ("name", "cells", "told"),
    [
        ("a.csv", '"Card refused\nagain",x', ["line 3, column 2: " + LINES.format("a cell")]),
        ("a.csv", '"Card refused\nagain","x\n\ny"', ["line 3, column 2: " + LINES.format("2 cells of “Pain points”")]),
        ("a.csv", '"• Card refused\n• again",x', []),
        ("a.csv", '"Card refused\n",x', []),
        ("a.md", "Card refused<br>again|x", ["line 4: " + LINES.format("a cell")]),
        ("a.md", "<ul><li>Card refused</li><li>again</li></ul>|x", []),
        ("a.html", "<td>Card refused<br>again</td><td>x</td>", ["line 1: " + LINES.format("a cell")]),
        ("a.html", "<td><ul><li>Card refused</li><li>again</li></ul></td><td>x</td>", []),
    ],
)
def test_lines_that_became_cards_are_told(name: str, cells: str, told: list[str]) -> None:
    rows = (("Stage", "A,B"), ("Touchpoints", "x,y"), ("Pain points", cells))
    if name == "a.html":
        two = "<td>x</td><td>y</td>"
        lines = [f"<tr><th>{row}</th>{cells if row == 'Pain points' else two}</tr>" for row, _ in rows]
        text = f"<table>{''.join(lines)}</table>"
    elif name == "a.md":
        text = "|Stage|A|B|\n|-|-|-|\n|Touchpoints|x|y|\n" + f"|Pain points|{cells}|\n"
    else:
        text = "".join(f"{row},{that}\n" for row, that in rows)
    draft = read(name, text)
    assert [line for line in said(draft, "guessed") if "lines of" in line] == told
    assert len(draft.lane_cards("pain_points")) >= 2


def test_lines_of_one_feeling_are_no_cards() -> None:
    draft = read("a.csv", 'Stage,A,B\nTouchpoints,x,y\nEmotions,"glad\nand proud",2\n')
    assert len(draft.lane_cards("feelings")) == 2
    assert not any("lines of" in line for line in said(draft, "guessed"))


def test_columns_without_a_name_are_told_with_a_row_of_steps_too() -> None:
    rows = ["Stage,Find,,Buy", "Step,Sees,Asks,Pays", "Touchpoints,Web,Call,Shop", "Actions,a,b,c,d"]
    draft = read("a.csv", "\n".join(rows) + "\n")
    assert stages(draft) == [("Find", ["Sees", "Asks"]), ("Buy", ["Pays", ""])]
    told = [line for line in said(draft, "guessed") if "without a name" in line]
    assert told == ["line 4, column 5: A column without a name was taken as a further step of “Buy”."]


def test_a_stage_may_say_its_goal() -> None:
    draft = read("a.csv", 'Stage,"1. Discover\nKnow that we exist",Buy\nTouchpoints,x,y\nActions,a,b\n')
    assert (draft.stages[0].name, draft.stages[0].goal) == ("Discover", "Know that we exist")


def test_a_long_text_goes_on_in_the_note() -> None:
    text = "word " * 1000
    draft = read("a.csv", f"Stage,A,B\nTouchpoints,{text},y\nActions,a,b\n")
    card = draft.lane_cards("touchpoints")[0]
    assert len(card.text) <= 2000
    assert f"{card.text} {card.note}" == text.strip()
    assert any("too long for a card" in line for line in said(draft, "guessed"))


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("utf-8-sig", None), ("utf-16", None), ("utf-16-le", "UTF-16"), ("cp1251", "Cyrillic"),
    ],
)  # fmt: skip
def test_character_sets_of_other_programs(codec: str, words: str | None) -> None:
    text = "Этап;Поиск;Покупка\nДействия;ищет;платит\nЭмоции;интерес;радость\nТочки контакта;сайт;магазин\n"
    draft = read_draft("a.csv", text.encode(codec))
    assert grid(draft)["Действия"] == [["ищет"], ["платит"]]
    said_so = any(words and words in line for line in said(draft, "guessed"))
    assert said_so == (words is not None)


@pytest.mark.parametrize(
    ("codec", "text", "name"),
    [
        (
            "cp1252",
            "Phase,Entdecken,Kaufen\nHandlungen,sucht für sich,zahlt\nGefühle,froh,müde\nKanäle,Web,Café\n",
            "Kanäle",
        ),
        ("gb18030", "阶段,发现,购买\n行为,搜索,付款\n情绪,好奇,满意\n触点,网站,商店\n", "情绪"),
        ("cp932", "ステージ,認知,購入\n行動,検索,支払い\n感情,期待,満足\nタッチポイント,サイト,店\n", "感情"),
        ("euc_kr", "단계,인지,구매\n행동,검색,결제\n감정,기대,만족\n터치포인트,웹,매장\n", "감정"),
    ],
)
def test_old_character_sets_are_told_by_the_words_that_come_out(codec: str, text: str, name: str) -> None:
    draft = read_draft("a.csv", text.encode(codec))
    assert name in {lane.name for lane in draft.lanes}
    assert any("not UTF-8" in line for line in said(draft, "guessed"))


def test_old_macs_line_ends() -> None:
    assert grid(read("a.csv", ACROSS.replace("\n", "\r")))["Touchpoints"] == [["Web"], ["Shop"]]


def test_a_list_of_cards_with_a_header() -> None:
    draft = read(
        "a.csv",
        "Note,Type,Phase,Score\nWeb,Touchpoint,Find,\nSearches,Action,Find,\ncurious,Emotion,Find,4\n"
        "Pays,Action,Buy,\ncross,Emotion,Buy,1\nShop,Touchpoint,Buy,\n",
    )
    assert [name for name, _steps in stages(draft)] == ["Find", "Buy"]
    assert [(card.score, card.word) for card in draft.lane_cards("feelings")] == [(1, "curious"), (-2, "cross")]
    assert grid(draft)["Action"] == [["Searches"], ["Pays"]]


def refusal(text: str) -> JmapError:
    """What is said of a table that is no map."""
    with pytest.raises(JmapError) as refused:
        read("a.csv", text)
    assert refused.value.code == "import.not_a_map"
    return refused.value


@pytest.mark.parametrize(
    "text",
    [
        "Name,Age,City\nAnn,3,Rome\nBob,4,Oslo\n",
        "Date,Action,Team,Status\n2024-01-01,Call,Sales,open\n2024-01-02,Mail,Sales,done\n",
        "Product,Q1,Q2\nTea,10,20\nCoffee,30,40\n",
        "Task,Owner,Due\nWrite,Ann,Monday\nRead,Bob,Friday\n",
        "Phase,Budget,Date\nDesign,100,May\nBuild,200,June\n",
    ],
)
def test_other_tables_are_refused_with_their_columns(text: str) -> None:
    assert text.split(",")[0] in refusal(text).message


_STRONG = [kind for kind in LANES if kind not in WEAK_LANES]


@pytest.mark.parametrize("kind", _STRONG)
def test_one_lane_under_a_row_of_stages_is_a_map_in_every_language(kind: str) -> None:
    for language, words in LANES[kind].items():
        name = words.split("|")[0].replace("*", "").strip()
        for corner in ("Stage", "Phase", "Этап", "阶段"):
            for text in (f"{corner};A;B\n{name};x;y\n", f"{corner};{name}\nA;x\nB;y\n"):
                draft = read("a.csv", text)
                assert ([lane.kind for lane in draft.lanes], len(draft.stages)) == ([kind], 2), (language, name)


@pytest.mark.parametrize(
    "text",
    [
        "Step,Action\nOne,Open the box\nTwo,Close it\n",
        "Phase,Aktionen,Datum\nEntwurf,zeichnen,Mai\nBau,mauern,Juni\n",
        "Phase,Beschreibung\nEntwurf,zeichnen\nBau,mauern\n",
        "Kunde,A,B\nAktionen,x,y\n",
    ],
)
def test_one_lane_among_other_things_is_no_map(text: str) -> None:
    refusal(text)


def test_who_named_one_lane_only_is_told_what_is_lacking() -> None:
    with pytest.raises(JmapError) as refused:
        read("a.csv", "Kunde;A;B\nAktionen;x;y\nWetter;x;y\n")
    assert "too few of its rows or columns are named like lanes (“Aktionen” is)" in refused.value.message
    assert "“Stage” in its first cell" in refused.value.message
    with pytest.raises(JmapError) as refused:
        read("a.csv", "Product,Q1,Q2\nTea,10,20\nCoffee,30,40\n")
    assert "neither its rows nor its columns are named like lanes" in refused.value.message
    draft = read("a.csv", "Stage;A;B\nAktionen;x;y\nTouchpoints;v;w\nWetter;x;y\n")
    assert len(draft.lanes) == 3


def test_a_quote_that_never_ends_spoils_nothing_else() -> None:
    draft = read("a.csv", 'Stage,A,B\nTouchpoints,"Web,Shop\nActions,a,b\nEmotions,1,2\n')
    assert "Actions" in {lane.name for lane in draft.lanes}


def test_far_too_many_rows_are_cut_and_reported() -> None:
    rows = "".join(f"Step {i},a{i},b{i},c{i}\n" for i in range(3000))
    draft = read("a.csv", "Stage,Touchpoints,Actions,Pain points\n" + rows)
    assert len(draft.steps) == 500
    assert any("Rows beyond" in line for line in said(draft, "ignored"))
    assert any("Steps beyond" in line for line in said(draft, "ignored"))
