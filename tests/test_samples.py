"""The sample maps: sound, complete, and between them every kind of thing a map can hold."""

from __future__ import annotations

import base64
import importlib
import re
from itertools import combinations
from pathlib import Path

import pytest

from jmapdesk.layout.map_layout import MapLayout, lay_out
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.kinds import CARD_KINDS, CONNECTION_KINDS, DIVIDERS, LANE_KINDS, MOMENTS, SERIES, STATUSES
from jmapdesk.model.records import Card
from jmapdesk.storage.check import check
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.resources import resource
from tests.fakes import FakeShaper

FIRST_VALUE = "from-evaluation-to-first-value"
LIBRARY = "borrowing-a-library-book"
HEALTH_WORKER = "a-health-workers-day-in-hindi"
NAMES = (FIRST_VALUE, LIBRARY, HEALTH_WORKER)


def path_of(name: str) -> Path:
    return resource("samples", f"{name}.jmap")


def load(name: str) -> JourneyMap:
    path = path_of(name)
    return load_bytes(path.read_bytes(), path.name).journey


def all_cards() -> list[Card]:
    return [card for name in NAMES for card in load(name).cards.values()]


# Each of them


@pytest.mark.parametrize("name", NAMES)
def test_check_finds_nothing_wrong(name: str) -> None:
    report = check(path_of(name))
    assert (report.status, report.entries) == (0, ())


@pytest.mark.parametrize("name", NAMES)
def test_saving_gives_the_same_bytes(name: str) -> None:
    assert dump(load(name)) == path_of(name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_work_on_the_map_is_owned_dated_and_reviewed(name: str) -> None:
    journey = load(name)
    about = journey.about
    assert all((about.title, about.purpose, about.goal, about.success_measure, about.scope, about.owner))
    assert about.reviewed_on
    assert about.review_every
    assert journey.reviews
    assert journey.initiatives
    opportunities = [card for card in journey.cards.values() if card.kind == "opportunity"]
    assert all(card.owner and card.impact is not None and card.effort is not None for card in opportunities)
    assert all(card.due for card in opportunities if card.status in ("planned", "doing", "done"))
    answered = {pain for card in opportunities for pain in card.pains}
    severe = {key for key, card in journey.cards.items() if card.kind == "pain_point" and card.severity == 3}
    assert severe <= answered


@pytest.mark.parametrize("name", NAMES)
def test_every_source_backs_something_and_says_when(name: str) -> None:
    journey = load(name)
    used = {key for card in journey.cards.values() for key in card.sources}
    used |= {reading.source for card in journey.cards.values() for reading in card.readings if reading.source}
    assert used == set(journey.sources)
    assert all(source.title and source.observed_on for source in journey.sources.values())


def overlaps(layout: MapLayout) -> list[tuple[str, str]]:
    found = []
    for lane in layout.lanes:
        if lane.is_curve:
            continue
        boxes = [box for cell in lane.cells for box in cell]
        found += [(a.card.id, b.card.id) for a, b in combinations(boxes, 2) if a.rect.overlaps(b.rect)]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_placed_card_of_a_shown_lane_has_a_place_of_its_own(name: str) -> None:
    journey = load(name)
    layout = lay_out(journey, FakeShaper())
    shown = [
        card.id for card in journey.cards.values() if card.lane is not None and not journey.lanes[card.lane].hidden
    ]
    assert [key for key in shown if layout.card_rect(key) is None] == []
    assert overlaps(layout) == []


def test_the_script_gives_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "packaging"))
    maps = importlib.import_module("make_samples").MAPS
    assert set(maps) == set(NAMES)
    for name, build in maps.items():
        kept, made = load(name), build()
        # The pictures' bytes depend on who compressed them; everything else is compared.
        assert kept.assets.keys() == made.assets.keys()
        assert same(with_parts(kept, assets={}), with_parts(made, assets={}))


# The one in the picture


def test_the_share_of_evidence_is_84_percent_of_the_cards() -> None:
    journey = load(FIRST_VALUE)
    counted = lay_out(journey, FakeShaper()).counted
    assert (counted.sourced, counted.asked, counted.percent) == (41, 49, 84)


def test_hollow_dots_are_where_nothing_is_known() -> None:
    assumptions = [card.text for card in load(FIRST_VALUE).cards.values() if queries.is_assumption(card) and card.text]
    assert sorted(assumptions) == [
        "Compares cost with hours saved",
        "Help centre",
        "Names an internal owner",
        "Quarterly review",
        "Value never summarised for the sponsor",
    ]


def test_the_footer_says_who_what_and_when() -> None:
    said = lay_out(load(FIRST_VALUE), FakeShaper()).footer.title
    assert said == (
        "Owner: Customer Success · Reviewed 12 Nov 2026 · Next review 12 Feb 2027 · "
        "11\u00a0interviews, 214\u00a0survey\u00a0answers, product\u00a0analytics"
    )


def test_stages_steps_and_curve_are_those_of_the_picture() -> None:
    journey = load(FIRST_VALUE)
    stages = queries.stages(journey)
    assert [(stage.name, len(stage.steps)) for stage in stages] == [
        ("Discover", 2), ("Evaluate", 2), ("Buy", 2), ("Onboard", 3), ("Renew", 1),
    ]  # fmt: skip
    scores = {card.step: card.score for card in journey.cards.values() if card.kind == "feeling"}
    curve = [scores[column.step.id] for column in queries.columns(journey)]
    assert curve == [0.2, -0.3, 1.2, 0.7, -0.5, -1.3, 0.2, -1.1, 1.3, 0.4]


# The others


def test_the_blueprint_has_its_three_lines_between_its_layers() -> None:
    lanes = [lane for lane in queries.lanes(load(LIBRARY)) if lane.kind in ("divider", *_LAYERS)]
    assert [lane.divider or lane.kind for lane in lanes] == [
        "actions", "interaction", "front_stage", "visibility", "back_stage", "internal", "support",
    ]  # fmt: skip


_LAYERS = ("actions", "front_stage", "back_stage", "support")


def test_the_blueprint_shows_two_readers_a_gap_and_a_word_without_a_number() -> None:
    journey = load(LIBRARY)
    feelings = [card for card in journey.cards.values() if card.kind == "feeling"]
    felt = {(card.persona, card.step) for card in feelings if card.series == "as_is" and card.score is not None}
    steps = [column.step.id for column in queries.columns(journey)]
    assert [step for step in steps if ("ruth", step) not in felt] == ["fetch"]
    assert [step for step in steps if ("daniel", step) not in felt] == ["notice"]
    assert [card.word for card in feelings if card.score is None] == ["relieved"]


def test_pictures_are_small_and_described() -> None:
    journey = load(LIBRARY)
    shown = {card.asset: card.alt for card in journey.cards.values() if card.kind == "image"}
    assert set(shown) == set(journey.assets)
    assert all(shown.values())
    for asset in journey.assets.values():
        data = base64.b64decode(asset.data, validate=True)
        assert data.startswith(b"\x89PNG")
        assert len(data) < 30_000


def test_the_day_is_written_in_devanagari() -> None:
    journey = load(HEALTH_WORKER)
    assert (journey.about.kind, journey.about.language) == ("day_in_the_life", "hi")
    texts = [journey.about.title, *(card.text for card in journey.cards.values() if card.text)]
    assert [text for text in texts if not re.search("[\u0900-\u097f]", text)] == []
    assert all(re.search(r"\d+:\d\d$", column.step.time) for column in queries.columns(journey))


# Between them


def test_every_kind_of_card_and_lane_is_used() -> None:
    assert {card.kind for card in all_cards()} == set(CARD_KINDS)
    assert {lane.kind for name in NAMES for lane in load(name).lanes.values()} == set(LANE_KINDS)


def test_every_moment_status_series_and_connection_is_used() -> None:
    cards = all_cards()
    assert {card.moment for card in cards} == set(MOMENTS)
    assert {card.status for card in cards if card.kind == "opportunity"} == set(STATUSES)
    assert {card.series for card in cards if card.kind == "feeling"} == set(SERIES)
    connections = [connection for name in NAMES for connection in load(name).connections.values()]
    assert {connection.kind for connection in connections} == set(CONNECTION_KINDS)
    assert {lane.divider for lane in load(LIBRARY).lanes.values() if lane.divider} == set(DIVIDERS)


def test_every_field_of_a_card_is_used() -> None:
    plain = Card(id="plain")
    # These two are for a person's own taste; the samples keep to the theme.
    unused = {name for name in Card.model_fields if all(getattr(c, name) == getattr(plain, name) for c in all_cards())}
    assert unused == {"colour", "icon"}
