"""A map as a Mermaid journey: what the diagram can say comes back the same."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.exchange.draft import Draft
from jmapdesk.exchange.mermaid import read_journey
from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.write_mermaid import safe, write_journey
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Persona
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from tests.builders import big_map, small_map
from tests.exchange.words import EVERYTHING, HOSTILE, MAPS, again, expanded, hostile_map, named, replace_about, written
from tests.strategies import journeys


def diagram(journey: JourneyMap, folder: Path) -> list[str]:
    """The lines of a map's diagram, without indents."""
    return [line.strip() for line in written(write_journey, journey, folder / "a.mmd").decode().split("\n")]


def tasks(draft: Draft) -> list[list[str]]:
    """The tasks of each stage: actions, one in each step."""
    names = [card.text for card in draft.lane_cards("actions")]
    sizes = [len(stage.steps) for stage in draft.stages]
    assert sum(sizes) == len(names)
    return [names[sum(sizes[:i]) : sum(sizes[: i + 1])] for i in range(len(sizes))]


def scores(draft: Draft) -> dict[int, float | None]:
    return {card.step: card.score for card in draft.lane_cards("feelings")}


def test_a_small_map(tmp_path: Path) -> None:
    assert diagram(small_map(), tmp_path) == [
        "%% Scores go from 1 (worst) to 5 (best): the feelings of the map, -2 to 2, plus 3.",
        "journey",
        "title A small map",
        "section Notice",
        "See: 4.5: Ada",
        "%% No feeling on the map; the score below only keeps the task valid.",
        "Ask: 3: Ada",
        "section Buy",
        "%% No feeling on the map; the score below only keeps the task valid.",
        "Step 3: 3: Ada",
        "",
    ]


@pytest.mark.parametrize("score", [-2.0, -1.3, -1.0, -0.1, 0.0, 0.4, 1.0, 1.9, 2.0])
def test_scores_are_the_inverse_of_the_importers(score: float, tmp_path: Path) -> None:
    journey = with_record(small_map(), "cards", replace(small_map().cards["f1"], score=score))
    draft, _ = again(written(write_journey, journey, tmp_path / "a.mmd"), "a.mmd")
    assert scores(draft) == {0: score}


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_sample_comes_back_with_its_stages_tasks_and_feelings(path: Path, tmp_path: Path) -> None:
    ours = open_map(path).journey
    draft, back = again(written(write_journey, ours, tmp_path / "a.mmd"), "a.mmd")
    assert draft.title == ours.about.title
    assert [stage.name for stage in draft.stages] == [stage.name for stage in queries.stages(ours)]
    assert tasks(draft) == [[step.name for step in queries.steps(stage)] for stage in queries.stages(ours)]
    places, first = queries.step_indexes(ours), queries.personas(ours)[0].id
    assert scores(draft) == {
        places[card.step]: card.score
        for card in ours.cards.values()
        if card.kind == "feeling" and card.step and card.score is not None
        and (card.persona, card.series) == (first, "as_is")
    }  # fmt: skip
    assert set(draft.personas) <= {persona.name for persona in ours.personas.values()}
    assert len(back.stages) == len(ours.stages)


@given(journeys())
def test_any_map_comes_back_with_its_stages_tasks_and_feelings(journey: JourneyMap) -> None:
    journey = expanded(journey)
    with TemporaryDirectory() as folder:
        data = written(write_journey, journey, Path(folder) / "a.mmd")
    if not journey.stages:
        with pytest.raises(JmapError, match="without a single task"):
            again(data, "a.mmd")
        return
    draft, _ = again(data, "a.mmd")
    stages = queries.stages(journey)
    assert [len(stage.steps) for stage in draft.stages] == [len(stage.steps) for stage in stages]
    assert not any("ignored" in line for line in draft.report.lines()[1:])
    for stage, read, names in zip(stages, draft.stages, tasks(draft), strict=True):
        if in_line(stage.name):
            assert read.name.startswith(in_line(stage.name))
        for step, name in zip(queries.steps(stage), names, strict=True):
            if in_line(step.name):
                assert name == in_line(step.name)
    curves: dict[object, dict[int, float]] = {}
    places = queries.step_indexes(journey)
    for card in journey.cards.values():
        shown = card.lane is not None and not journey.lanes[card.lane].hidden
        if card.kind == "feeling" and shown and card.step and card.score is not None:
            curves.setdefault((card.persona, card.series), {})[places[card.step]] = card.score
    assert set(scores(draft)) in ([set(points) for points in curves.values()] or [set()])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_comes_back_whatever_is_in_it(text: str, tmp_path: Path) -> None:
    ours = named(small_map(), text)
    draft, _ = again(written(write_journey, ours, tmp_path / "a.mmd"), "a.mmd")
    name = in_line(text)
    assert draft.title == name
    assert [stage.name for stage in draft.stages] == [name, f"{name} (2)"]
    assert tasks(draft) == [[name, name], [name]]
    assert draft.personas == ((name,) if re.search(r"\w", name) else ())  # what is no word is taken for a mood
    assert scores(draft) == {0: 1.5}


@given(st.text(min_size=1).filter(lambda text: in_line(text) != ""))
def test_a_safe_name_holds_nothing_that_ends_it(text: str) -> None:
    name = safe(text, actor=True)
    bare = name.replace("#", "", 1) if name.startswith("#") else name
    for mark in "\n:<>,":
        assert mark not in name
    assert "%%" not in bare
    (task,) = read_journey(f"journey\nsection S\n{name}: 3: {name}").tasks
    assert (task.name, task.score) == (in_line(text), 3)


def test_a_step_without_a_name_is_called_by_what_is_done_in_it(tmp_path: Path) -> None:
    card = Card(id="a", lane="touch", step="p3", order="1", kind="action", text="Pays: cash")
    assert "Pays#58; cash: 3: Ada" in diagram(with_record(small_map(), "cards", card), tmp_path)


def test_a_diagram_of_ours_comes_back_step_for_step(tmp_path: Path) -> None:
    text = "journey\ntitle T\nsection A\nx: 5: Ann\ny: 1: Ann, Bob\nsection B\nz: 2\n"
    _, ours = again(text.encode(), "a.mmd")
    _, back = again(written(write_journey, ours, tmp_path / "b.mmd"), "b.mmd")
    assert [(s.name, len(s.steps)) for s in queries.stages(back)] == [("A", 2), ("B", 1)]
    for kind in ("action", "feeling"):
        assert [(c.text, c.score) for c in back.cards.values() if c.kind == kind] == [
            (c.text, c.score) for c in ours.cards.values() if c.kind == kind
        ]


def test_one_curve_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    journey = with_record(small_map(), "personas", Persona(id="bob", order="z1", name="Bob"))
    bob = [
        Card(id=f"b{step}", lane="feel", step=step, order="z1", kind="feeling", score=-2, persona="bob")
        for step in ("p1", "p2", "p3")
    ]
    for card in bob:
        journey = with_record(journey, "cards", card)
    said = write_journey(journey, tmp_path / "a.mmd", EVERYTHING)
    assert "See: 1: Bob" in diagram(journey, tmp_path)
    assert "A task has one score: the curve “Bob · As is” was taken, “As is”, “Ada · As is” left out." in said


def test_remarks_say_what_was_bent_and_what_is_missing(tmp_path: Path) -> None:
    assert write_journey(small_map(), tmp_path / "a.mmd", EVERYTHING) == [
        "Mermaid asks every task for a score: 2 tasks have no feeling on the map and got a 3.",
        "A task has one score: the curve “As is” was taken, “Ada · As is” left out.",
        "1 name got a number because a Mermaid section or task needs its own name.",
        "A Mermaid journey holds tasks, scores and actors only: 4 cards more are on the map.",
        "A Mermaid journey has no place for goals of stages, 1 card put aside and 1 source; the map file keeps them.",
    ]


def test_an_empty_map_is_a_diagram_with_a_title(tmp_path: Path) -> None:
    assert diagram(JourneyMap("empty"), tmp_path)[1:] == ["journey", "title Untitled map", ""]
    assert "no stages" in write_journey(JourneyMap("empty"), tmp_path / "a.mmd", EVERYTHING)[0]


def test_what_is_collapsed_is_one_task_with_the_mean_feeling(tmp_path: Path) -> None:
    journey = small_map()
    journey = with_record(journey, "stages", replace(journey.stages["s1"], collapsed=True))
    more = Card(id="f2", lane="feel", step="p2", order="1", kind="feeling", score=0.5)
    journey = with_record(journey, "cards", more)
    assert diagram(journey, tmp_path)[3:5] == ["section Notice", "Step 1: 4: Ada"]


def test_long_names_are_cut_and_said(tmp_path: Path) -> None:
    journey = replace_about(small_map(), title="word " * 100)
    said = write_journey(journey, tmp_path / "a.mmd", EVERYTHING)
    assert "1 name had more than 200 characters and got shorter." in said


def test_a_thousand_cards_and_hostile_ones(tmp_path: Path) -> None:
    draft, _ = again(written(write_journey, big_map(1000), tmp_path / "a.mmd"), "a.mmd")
    assert len(draft.lane_cards("feelings")) == len(draft.steps) == 53
    draft, _ = again(written(write_journey, hostile_map(), tmp_path / "b.mmd"), "b.mmd")
    assert len(draft.steps) == 3
