"""What was read becomes a map: sound, in order, and with nothing made up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from jmapdesk.exchange.build import build_map, import_file
from jmapdesk.exchange.draft import Curves, Draft, DraftCard, DraftLane, DraftStage, DraftStep
from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.layout.words import words_for
from jmapdesk.model import queries
from jmapdesk.model.rules import repair
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.exchange.reading import SAMPLES, read, said, stages, workbook

MAPS = sorted((Path(__file__).parents[2] / "resources" / "samples").glob("*.jmap"))
CURVES: tuple[Curves, ...] = ("one", "per_actor")

DRAFT = Draft(
    title="Tea",
    kind="day_in_the_life",
    stages=(
        DraftStage("Brew", (DraftStep("Boil", "8:00"), DraftStep("Pour")), goal="Be warm"),
        DraftStage("Drink"),
    ),
    lanes=(
        DraftLane("actions", ""),
        DraftLane("feelings", "Mood", series="to_be", persona="Ann"),
        DraftLane("divider", "Line of visibility", divider="visibility"),
    ),
    cards=(
        DraftCard(0, 0, "action", "Fills the kettle", to_step=1, tags=("Ann",)),
        DraftCard(0, 0, "action", "Waits\x00\ud800"),
        DraftCard(1, 2, "feeling", "", score=1.5, word="warm", personas=("Ann",)),
    ),
    personas=("Ann",),
    language="en",
)


def test_a_draft_becomes_a_map() -> None:
    journey = build_map(DRAFT, counting_ids())
    assert (journey.about.title, journey.about.kind, journey.about.language) == ("Tea", "day_in_the_life", "en")
    brew, drink = sorted(journey.stages.values(), key=lambda stage: stage.order)
    assert (brew.name, brew.goal, [(step.name, step.time) for step in brew.steps]) == (
        "Brew",
        "Be warm",
        [("Boil", "8:00"), ("Pour", "")],
    )
    assert [lane.kind for lane in sorted(journey.lanes.values(), key=lambda lane: lane.order)] == [
        "actions",
        "feelings",
        "divider",
    ]
    first, second = sorted(
        (card for card in journey.cards.values() if card.kind == "action"), key=lambda card: card.order
    )
    assert (first.text, first.step, first.to_step, first.tags) == (
        "Fills the kettle",
        brew.steps[0].id,
        brew.steps[1].id,
        ("Ann",),
    )
    assert second.text == "Waits"
    feeling = next(card for card in journey.cards.values() if card.kind == "feeling")
    (ann,) = journey.personas.values()
    assert (feeling.score, feeling.word, feeling.series, feeling.persona) == (1.5, "warm", "to_be", ann.id)
    assert feeling.step == drink.steps[0].id


def test_names_that_only_repeat_an_action_are_said_once_and_times_stay() -> None:
    action, other = DraftCard(0, 0, "action", "Boil"), DraftCard(0, 1, "action", "Pour")
    draft = replace(DRAFT, cards=(action, other))
    brew = build_map(draft, counting_ids()).stages
    assert [(step.name, step.time) for stage in brew.values() for step in stage.steps] == [
        ("", "8:00"), ("", ""), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "second",
    [
        DraftCard(0, 1, "action", "Pours"),
        DraftCard(0, 2, "action", "Pour"),
        DraftCard(1, 1, "feeling", "Pour"),
        DraftCard(0, 1, "action", "Pour", to_step=2),
    ],
    ids=["other words", "another step", "another kind", "two steps"],
)
def test_one_name_that_says_more_keeps_them_all(second: DraftCard) -> None:
    journey = build_map(replace(DRAFT, cards=(DraftCard(0, 0, "action", "Boil"), second)), counting_ids())
    assert [step.name for stage in journey.stages.values() for step in stage.steps] == ["Boil", "Pour", ""]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Заварить чай", "ru"),
        ("Заварити чай і пити", "uk"),
        ("泡茶", "zh"),
        ("茶を入れる", "ja"),
        ("お客様体験調査報告書作成", "ja"),
        ("차 끓이기", "ko"),
        ("تحضير الشاي", "ar"),
        ("چای دم کردن", "fa"),
        ("הכנת תה", "he"),
        ("चाय बनाना", "hi"),
        ("泡茶的步骤与体验" * 8 + "の", "zh"),
        ("Make tea", ""),
        ("Make tea and order the famous 拉面 at the counter", ""),
    ],
)
def test_a_map_speaks_the_language_its_script_tells_of(words: str, language: str) -> None:
    draft = read("a.mmd", f"journey\n section {words}\n  {words}: 4\n")
    journey = build_map(draft, counting_ids())
    assert journey.about.language == language


def test_a_map_in_russian_prints_its_own_words_in_russian() -> None:
    journey = build_map(read("a.mmd", "journey\n section Заварить чай\n  Вскипятить воду: 4\n"), counting_ids())
    assert words_for(journey.about.language)("stages") == "Этапы"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tea_at-home.mmd", "Tea at home"),
        ("Tea.mmd", "Tea"),
        ("--tea--.mmd", "Tea"),
        ("__.mmd", "__"),
        ("été_à_Paris.csv", "Été à Paris"),
    ],
)
def test_a_map_without_a_title_is_called_by_its_files_name_in_words(name: str, title: str) -> None:
    table = "Stage,Find,Buy\nTouchpoints,Web,Shop\nActions,a,b\n"
    assert read(name, table if name.endswith(".csv") else "journey\n section S\n  a: 3\n").title == title


def test_a_line_of_visibility_is_drawn_between_front_and_back_stage() -> None:
    table = "Stage,Find,Buy\nCustomer actions,a,b\nFrontstage,c,d\nBackstage,e,f\nSupport processes,g,h\n"
    draft = read("a.csv", table)
    assert [lane.kind for lane in draft.lanes] == ["actions", "front_stage", "divider", "back_stage", "support"]
    assert [card.text for card in draft.lane_cards("back_stage")] == ["e", "f"]
    assert draft.report.counts["lanes"] == 5
    lanes = sorted(build_map(draft, counting_ids()).lanes.values(), key=lambda lane: lane.order)
    assert (lanes[2].kind, lanes[2].divider, lanes[2].name) == ("divider", "visibility", "")


@pytest.mark.parametrize(
    "rows",
    [
        "Frontstage,c,d\nLine of visibility,,\nBackstage,e,f\n",
        "Frontstage,c,d\nSupport processes,g,h\nBackstage,e,f\n",
        "Backstage,e,f\nFrontstage,c,d\n",
    ],
    ids=["drawn already", "something between", "upside down"],
)
def test_no_line_of_visibility_is_made_up_elsewhere(rows: str) -> None:
    draft = read("a.csv", "Stage,Find,Buy\nCustomer actions,a,b\n" + rows)
    assert len([lane for lane in draft.lanes if lane.kind == "divider"]) == rows.count("Line of visibility")
    assert not any("line of visibility was drawn" in line for line in said(draft, "guessed"))


def test_the_map_breaks_no_rule() -> None:
    for path in SAMPLES.iterdir():
        for curves in CURVES:
            try:
                draft = read_draft(path.name, path.read_bytes(), curves=curves)
            except JmapError:
                continue
            journey = build_map(draft, counting_ids())
            mended, repairs = repair(journey, counting_ids("r"))
            assert mended is journey, (path.name, repairs)


def test_a_file_is_imported_with_its_report(tmp_path: Path) -> None:
    path = tmp_path / "Tea.mmd"
    path.write_text("journey\n section Brew\n  Boil: 9: Ann\n  oops\n")
    journey, report = import_file(path, counting_ids())
    assert len(journey.cards) == 2
    assert report.lines() == (
        "1 stage, 1 step, 2 lanes, 2 cards; 2 guessed, 1 ignored.",
        "guessed: line 3: The score 9 of “Boil” is outside 1 to 5 and was taken as 5.",
        "ignored: line 4: “oops” is neither a section nor a task.",
        "guessed: The only actor, “Ann”, was taken as the persona.",
    )
    told = json.loads(json.dumps(report.as_json()))
    assert told["source"] == "Tea.mmd"
    assert told["counts"] == {
        "stages": 1, "steps": 1, "lanes": 2, "cards": 2, "recognised": 2, "guessed": 2, "ignored": 1,
    }  # fmt: skip
    assert {"level": "recognised", "place": "line 2", "message": "The stage “Brew” with 1 step."} in told["entries"]


def test_files_that_cannot_be_read_are_told_in_a_sentence(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.csv", "import.missing"), (tmp_path, "import.folder")):
        with pytest.raises(JmapError) as refused:
            import_file(path, counting_ids())
        assert refused.value.code == code


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_workbook_of_ours_comes_back(path: Path, tmp_path: Path) -> None:
    ours = open_map(path).journey
    write_workbook(ours, tmp_path / "out.xlsx")
    draft = read_draft("out.xlsx", (tmp_path / "out.xlsx").read_bytes())
    assert draft.title == ours.about.title
    assert stages(draft) == [
        (stage.name, [step.name for step in stage.steps])
        for stage in sorted(ours.stages.values(), key=lambda stage: stage.order)
    ]
    scores = sorted(card.score for card in ours.cards.values() if card.score is not None and card.lane)
    assert sorted(card.score for card in draft.lane_cards("feelings") if card.score is not None) == scores
    for kind in ("actions", "touchpoints", "pain_points", "opportunities"):
        wanted = {
            " ".join(card.text.split())
            for card in ours.cards.values()
            if card.lane and ours.lanes[card.lane].kind == kind and card.text
        }
        assert wanted <= {card.text for card in draft.lane_cards(kind)}, kind
    assert len(queries.columns(build_map(draft, counting_ids()))) == len(draft.steps)


def test_a_list_with_many_columns_finds_its_own() -> None:
    header: list[object] = ["Stage", "Step", "Lane", "Kind", "Text", "Severity", "Feeling", "Note"]
    rows: list[list[object]] = [
        header,
        ["Find", "Search", "Actions", "Action", "Looks", None, None, "a long remark on it"],
        ["Find", "Compare", "Actions", "Action", "Weighs", None, None, None],
        ["Find", "Search", "Emotions", "Feeling", None, None, 1.5, "said twice"],
        ["Buy", "Pay", "Emotions", "Feeling", "cross", None, -1, None],
        ["Buy", "Pay", "Pain points", "Pain point", "Slow", 3, None, None],
        ["Find", "Search", "Pain points", "Pain point", "Loud", 1, None, None],
    ]
    draft = read_draft("a.xlsx", workbook(rows))
    assert stages(draft) == [("Find", ["Search", "Compare"]), ("Buy", ["Pay"])]
    assert [(card.step, card.score, card.word) for card in draft.lane_cards("feelings")] == [
        (0, 1.5, ""),
        (2, -1, "cross"),
    ]
    assert [card.text for card in draft.lane_cards("pain_points")] == ["Loud", "Slow"]


def test_two_curves_of_one_name_stay_two() -> None:
    draft = read("a.csv", "Stage,A,B\nTouchpoints,x,y\nEmotions,1,2\nEmotions,-1,-2\nCards,3,4\n")
    assert [card.score for card in draft.lane_cards("feelings")] == [1, 2, -1, -2]
    assert [lane.name for lane in draft.lanes] == ["Touchpoints", "Emotions", "Emotions (2)", "Cards"]
    assert any("A second curve" in line for line in said(draft, "guessed"))
    assert draft.lanes[3].kind == "card_counts"
