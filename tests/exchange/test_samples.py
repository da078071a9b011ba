"""Files found in the wild come in as a person would read them, or are refused by what they are."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.build import build_map
from jmapdesk.exchange.importing import read_draft
from jmapdesk.model import queries
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.exchange.reading import SAMPLES, grid, said, sample, stages

TALENTYS_SCORES = [2, 1, 1, 0, 0, 1, 1, 1, 2, 1, 2, 1, 2, 2, 1, 2, 0, 0, 0]


def test_talentys_is_six_stages_nineteen_tasks_and_nineteen_feelings_on_one_curve() -> None:
    draft = sample("mmd-en-talentys.mmd")
    assert [name for name, _steps in stages(draft)] == [
        "Discovery", "Setup", "Ingestion", "Processing", "Analytics", "Advanced",
    ]  # fmt: skip
    assert [len(steps) for _name, steps in stages(draft)] == [3, 3, 4, 3, 3, 3]
    assert draft.title == "Data Citizen Journey"
    feelings = draft.lane_cards("feelings")
    assert [card.score for card in feelings] == TALENTYS_SCORES
    assert len({card.lane for card in feelings}) == 1
    assert "Access Dremio" in stages(draft)[3][1]  # begins like a keyword of the language
    assert draft.report.counts == {"stages": 6, "steps": 19, "lanes": 3, "cards": 65}


def test_talentys_says_each_task_once_as_an_action() -> None:
    draft = sample("mmd-en-talentys.mmd")
    journey = build_map(draft, counting_ids())
    assert [step.name for stage in journey.stages.values() for step in stage.steps] == [""] * 19
    actions = [card for card in journey.cards.values() if card.kind == "action"]
    columns = queries.columns(journey)
    assert [card.step for card in actions] == [column.step.id for column in columns]
    assert [card.text for card in actions] == [step.name for step in draft.steps]
    assert "Access Dremio" in {card.text for card in actions}


@pytest.mark.parametrize("name", ["md-en-snowflake.md", "md-ru-snowflake.md"])
def test_steps_keep_their_names_where_the_actions_say_something_else(name: str) -> None:
    draft = sample(name)
    journey = build_map(draft, counting_ids())
    names = [column.step.name for column in queries.columns(journey)]
    assert names == [step.name for step in draft.steps]
    assert len(names) == 13
    assert all(names)


def test_several_actors_are_named_in_a_lane_and_as_tags() -> None:
    draft = sample("mmd-en-talentys.mmd")
    assert draft.lane_cards("actions")[0].tags == ("DataAnalyst", "DataEngineer", "Developer")
    assert grid(draft)["stakeholders"][1] == ["DataAnalyst", "DataEngineer"]
    assert draft.personas == ()


def test_one_curve_per_actor_on_request() -> None:
    data = (SAMPLES / "mmd-en-talentys.mmd").read_bytes()
    draft = read_draft("x.mmd", data, curves="per_actor")
    curves = [lane.persona for lane in draft.lanes if lane.kind == "feelings"]
    assert curves == list(draft.personas) == ["DataAnalyst", "DataEngineer", "Developer"]
    analyst = [card for card in draft.lane_cards("feelings") if card.personas == ("DataAnalyst",)]
    assert [card.step for card in analyst] == [0, 1, 10, 13, 14, 15]


def test_keen_has_no_actors_and_a_dash_in_its_title() -> None:
    draft = sample("mmd-en-keen.mmd")
    assert draft.title == "Keen User Journey — From Install to Power User"
    assert (len(draft.stages), len(draft.steps), len(draft.lane_cards("feelings"))) == (5, 15, 15)
    assert draft.personas == ()
    assert "stakeholders" not in {lane.kind for lane in draft.lanes}


def test_freclean_keeps_commas_in_names_and_takes_the_only_actor_as_persona() -> None:
    draft = sample("mmd-en-freclean.mmd")
    assert "Pays via cash, card, or USDm/CELO" in {step.name for step in draft.steps}
    assert draft.personas == ("Customer",)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("mmd-fixture-cjk.mmd", [2, 1]),
        ("mmd-fixture-many-actors.mmd", [5]),
        ("mmd-fixture-many-tasks.mmd", [3, 3, 3, 3, 3]),
        ("mmd-fixture-single.mmd", [1]),
        ("mmd-fixture-wide-section.mmd", [1, 1, 1]),
    ],
)
def test_small_diagrams_keep_their_shape(name: str, shape: list[int]) -> None:
    assert [len(steps) for _name, steps in stages(sample(name))] == shape


def test_a_task_without_a_section_gets_a_stage_and_says_so() -> None:
    draft = sample("mmd-fixture-single.mmd")
    assert stages(draft) == [("Journey", ["Only task"])]
    assert draft.title == "Mmd fixture single"
    assert any(line.startswith("line 2: Tasks without a section") for line in said(draft, "guessed"))


def test_japanese_names_come_through_and_tell_the_language() -> None:
    draft = sample("mmd-fixture-cjk.mmd")
    assert stages(draft)[0] == ("出勤前の準備", ["お茶を入れる", "メールを確認する"])
    assert draft.language == "ja"
    assert grid(draft)["stakeholders"][2] == ["私", "家族"]


def test_the_same_diagram_twice_in_a_page_is_one_map() -> None:
    draft = sample("mmd-upstream-syntax.md")
    assert stages(draft) == [
        ("Go to work", ["Make tea", "Go upstairs", "Do work"]),
        ("Go home", ["Go downstairs", "Sit down"]),
    ]
    assert "line 26: The same journey diagram again." in said(draft, "ignored")


@pytest.mark.parametrize(
    ("name", "language", "lanes", "word"),
    [
        (
            "md-en-snowflake.md", "en",
            ["User Actions", "Touchpoints", "Emotions", "Improvement Opportunities"], "Interest, curiosity",
        ),
        (
            "md-ru-snowflake.md", "ru",
            ["Действия пользователя", "Точки контакта", "Эмоции", "Возможности для улучшения"],
            "Заинтересованность, любопытство",
        ),
    ],
)  # fmt: skip
def test_diagram_and_tables_are_one_journey(name: str, language: str, lanes: list[str], word: str) -> None:
    draft = sample(name)
    assert [len(steps) for _name, steps in stages(draft)] == [3, 3, 4, 3]
    assert [lane.name for lane in draft.lanes] == lanes
    assert [lane.kind for lane in draft.lanes] == ["actions", "touchpoints", "feelings", "opportunities"]
    assert all(len(cell) == 1 for cells in grid(draft).values() for cell in cells)
    first = draft.lane_cards("feelings")[0]
    assert (first.score, first.word) == (0, word)  # the score is the diagram's, the words are the table's
    assert draft.language == language
    assert any("flowchart" in line for line in said(draft, "ignored"))


def test_mintlens_takes_stages_from_headings() -> None:
    draft = sample("md-en-mintlens.md")
    assert [name for name, _steps in stages(draft)] == [
        "Awareness", "Consideration", "Decision (Signup → First Value)", "Onboarding (Integration → Activation)",
        "Daily Use & Loyalty",
    ]  # fmt: skip
    assert [lane.kind for lane in draft.lanes] == [
        "actions", "touchpoints", "thoughts", "metrics", "text", "stakeholders",
    ]  # fmt: skip
    table = grid(draft)
    assert table["Touchpoints"][0] == ["Google search, Hacker News, Reddit, Twitter/X, dev conferences, word-of-mouth"]
    assert table["Customer Experience"][0][0].startswith('"Finally, someone built this" — Relieved')
    metrics = [card for card in build_map(draft, counting_ids()).cards.values() if card.kind == "metric"]
    assert [card.text for card in metrics] == [text for cell in table["KPIs"] for text in cell]
    assert all(card.text and not card.readings for card in metrics)
    assert draft.personas == ("Engineering Lead",)
    assert not any("line 52" in line for line in said(draft, "ignored"))
    assert any(line.startswith("line 122: A table that is no journey map") for line in said(draft, "ignored"))


def test_synnovator_takes_the_tables_of_steps_and_leaves_the_others() -> None:
    draft = sample("md-zh-synnovator-activity.md")
    assert [(name, len(steps)) for name, steps in stages(draft)] == [
        ("活动创建与配置", 6), ("Y命题赛道特殊配置", 1), ("活动评审与关联", 3),
    ]  # fmt: skip
    assert stages(draft)[0][1][0] == "发起活动"
    assert grid(draft)["数据操作"][2] == ["CREATE rule + CREATE event:rule"]
    assert draft.language == "zh"
    assert any(line.startswith("line 55: A table that is no journey map") for line in said(draft, "ignored"))


def test_the_service_blueprint_is_four_steps_across_and_layers_down() -> None:
    draft = sample("html-18f-service-blueprint.md")
    assert draft.kind == "service_blueprint"
    assert draft.title == "Service blueprint example"
    assert [name for name, _steps in stages(draft)] == [
        "Decide and look up how to get to the restaurant", "Arrive at the restaurant and order",
        "Find a table and eat the burger", "Clean up and leave the restaurant",
    ]  # fmt: skip
    assert [(lane.kind, lane.name) for lane in draft.lanes] == [
        ("front_stage", "Frontstage"), ("divider", ""), ("back_stage", "Backstage"), ("support", "Support processes"),
    ]  # fmt: skip
    assert draft.lanes[1].divider == "visibility"
    assert ": A line of visibility was drawn between “Frontstage” and “Backstage”." in said(draft, "guessed")
    assert draft.lanes[2].subtitle.startswith("Activities in the systems and processes that support")
    assert grid(draft)["Frontstage"][0] == ["Website", "Newspaper", "Radio Ad", "Address search"]
    # a list inside a list's item, and never closed
    assert grid(draft)["Backstage"][0] == [
        "Website maintenance", "Customer service support and staffing", "Branding and advertising activities",
    ]  # fmt: skip
    assert "Gas, electricity, and water" in grid(draft)["Support processes"][1]


def test_a_list_of_cards_loses_none() -> None:
    draft = sample("room-60.txt")
    assert [name for name, _steps in stages(draft)] == ["Hear of it", "Sign up", "First visit", "At home", "Follow-up"]
    assert len(draft.cards) == 60
    assert [card.score for card in draft.lane_cards("feelings")] == [
        0.5, -0.5, -1, 1, -1, 1.5, -1.5, -2, 0.5, -0.5, 2, 1.5,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("md-en-s8-service-blueprint.md", "import.prose", "a page that describes a method (“Service Blueprint”)"),
        ("md-fsa-journey-recap.md", "import.prose", "running text (“Federal Student Aid"),
        ("csv-lucid-export.csv", "import.shapes", "a drawing tool's list of shapes"),
        ("neg-mmd-upj-id.mmd", "import.diagram", "a sequence diagram"),
        ("dgmo-example.dgmo", "import.dgmo", "DGMO"),
    ],
)
def test_what_is_no_map_is_refused_by_what_it_is(name: str, code: str, words: str) -> None:
    with pytest.raises(JmapError) as refused:
        sample(name)
    assert refused.value.code == code
    assert words in refused.value.message
    assert name in refused.value.message
    assert refused.value.message.endswith(".")


def test_every_card_says_where_it_came_from() -> None:
    for path in SAMPLES.glob("*.m*d"):
        try:
            draft = sample(path.name)
        except JmapError:
            continue
        assert all(card.place.startswith("line ") for card in draft.cards), path.name
