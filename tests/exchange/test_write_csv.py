"""A map as a table of cards: safe to open, nothing lost on the way back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from jmapdesk.exchange.build import build_map
from jmapdesk.exchange.card_table import FIELDS, TITLES
from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.plain import plain
from jmapdesk.exchange.read_csv import unguarded
from jmapdesk.exchange.write_csv import guarded, write_cards
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Reading
from jmapdesk.model.rules import repair
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map
from tests.exchange.words import EVERYTHING, HOSTILE, MAPS, again, expanded, hostile_map, named, shown_lanes, written
from tests.strategies import journeys


def rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    """The table as any program reads it."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def places(journey: JourneyMap, lanes: list[str]) -> Counter[tuple[Any, ...]]:
    """Each card by where it stands, what it is and what it says; ``lanes`` are the lanes that count."""
    columns = queries.step_indexes(journey)
    names = {persona.id: " ".join(plain(persona.name).split()) for persona in journey.personas.values()}
    found: Counter[tuple[Any, ...]] = Counter()
    for card in journey.cards.values():
        if card.lane is None or card.step is None or card.lane not in lanes:
            continue
        fields = [getattr(card, name) for name in ("owner", "severity", "impact", "score", "word", "moment", "check")]
        whose = names.get(card.persona or "", "")
        end = columns[card.to_step or card.step]
        found[
            lanes.index(card.lane), columns[card.step], end if card.kind != "feeling" else -1, card.kind,
            plain(card.text), plain(card.note), *(plain(one) if isinstance(one, str) else one for one in fields), whose,
        ] += 1  # fmt: skip
    return found


def used(journey: JourneyMap) -> list[str]:
    """The lanes that are shown and hold a card: no other is in a table of cards."""
    held = {card.lane for card in journey.cards.values()}
    return [key for key in shown_lanes(journey) if key in held]


@pytest.mark.parametrize("ending", ["csv", "tsv"])
@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_sample_comes_back_with_its_cards_in_their_places(path: Path, ending: str, tmp_path: Path) -> None:
    ours = open_map(path).journey
    delimiter = "\t" if ending == "tsv" else ","

    def write(journey: JourneyMap, target: Path, options: Any) -> list[str]:
        return write_cards(journey, target, options, delimiter=delimiter)

    draft, back = again(written(write, ours, tmp_path / f"a.{ending}"), f"a.{ending}")
    assert places(back, used(back)) == places(ours, used(ours))
    assert sum(1 for card in back.cards.values() if card.lane is None) == sum(
        1 for card in ours.cards.values() if card.lane is None
    )
    assert [stage.name for stage in queries.stages(back)] == [stage.name for stage in queries.stages(ours)]
    assert [c.step.name for c in queries.columns(back)] == [c.step.name for c in queries.columns(ours)]
    assert [back.lanes[key].kind for key in used(back)] == [ours.lanes[key].kind for key in used(ours)]
    assert not [line for line in draft.report.lines()[1:] if line.startswith("ignored")]
    assert repair(back, counting_ids("r"))[0] is back
    shown = [card for card in ours.cards.values() if card.lane is None or not ours.lanes[card.lane].hidden]
    assert sum(map(queries.is_sourced, back.cards.values())) == sum(bool(card.sources) for card in shown)


@given(journeys())
def test_any_map_comes_back_with_its_cards_in_their_places(journey: JourneyMap) -> None:
    journey = expanded(journey)
    with TemporaryDirectory() as folder:
        data = written(write_cards, journey, Path(folder) / "a.csv")
    seen = {card.id for card in journey.cards.values() if card.lane is None or not journey.lanes[card.lane].hidden}
    if not any(card.lane is not None and card.id in seen for card in journey.cards.values()):
        with pytest.raises(JmapError, match="without a card"):
            read_draft("a.csv", data)
        return
    draft, back = again(data, "a.csv")
    lost = places(journey, used(journey)) - places(back, used(back))
    aside = [line for line in draft.report.lines() if "put aside" in line]
    assert sum(lost.values()) == len(aside)  # feelings of personas that have no name, or the same one
    assert len(back.cards) == len(seen)
    assert repair(back, counting_ids("r"))[0] is back


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_harmless_and_comes_back(text: str) -> None:
    assert unguarded(guarded(plain(text))) == plain(text)
    assert not guarded(plain(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_no_value_is_a_formula_and_every_hostile_text_comes_back(tmp_path: Path) -> None:
    ours = hostile_map()
    data = written(write_cards, ours, tmp_path / "a.csv")
    for row in rows(data):
        for value in row.values():
            assert not value.startswith(("=", "+", "@", "\t", "\r")), value
            assert not value.startswith("-") or float(value) <= 0
    _, back = again(data, "a.csv")
    assert places(back, used(back)) == places(ours, used(ours))
    assert {tag for card in back.cards.values() for tag in card.tags} == {
        " ".join(plain(text).split()) for text in HOSTILE
    }


@pytest.mark.parametrize("text", ["", "=x", "Emotions", "Stage", "a\nb"])
def test_places_hold_whatever_their_names_are(text: str, tmp_path: Path) -> None:
    ours = named(small_map(), text)
    _, back = again(written(write_cards, ours, tmp_path / "a.csv"), "a.csv")
    lanes = [(lane, column, end) for lane, column, end, *_ in places(ours, used(ours)).elements()]
    assert sorted((lane, column, end) for lane, column, end, *_ in places(back, used(back)).elements()) == sorted(lanes)


def test_a_step_that_is_not_named_by_any_card_keeps_the_others_in_place(tmp_path: Path) -> None:
    _, back = again(written(write_cards, small_map(), tmp_path / "a.csv"), "a.csv")
    assert [(column.stage.name, column.step.name) for column in queries.columns(back)] == [
        ("Notice", "See"), ("Notice", ""), ("Buy", ""),
    ]  # fmt: skip


def test_every_column_is_always_there_under_its_name(tmp_path: Path) -> None:
    data = written(write_cards, JourneyMap("empty"), tmp_path / "a.csv")
    assert data.decode("utf-8-sig") == ",".join(TITLES) + "\r\n"
    assert len(set(TITLES)) == len(TITLES)
    assert {field.name for field in FIELDS} <= Card.model_fields.keys()


def test_what_a_card_says_stands_in_columns(tmp_path: Path) -> None:
    journey = small_map()
    idea = Card(
        id="i", lane="pain", step="p2", to_step="p3", order="1", kind="opportunity", text="Be quick", impact=0.9,
        effort=0.25, owner="Mia", tags=("a", "b, c"), due="2027-01-31", personas=("ada",), sources=("talk",),
    )  # fmt: skip
    number = Card(
        id="n", lane="touch", step="p3", order="1", kind="metric", text="wait", unit="d", target=2.5,
        readings=(Reading(value=9, as_of="2026-01-01"), Reading(value=7.25, as_of="2026-06-01")),
    )  # fmt: skip
    for card in (idea, number):
        journey = with_record(journey, "cards", card)
    found = {row["Text"]: row for row in rows(written(write_cards, journey, tmp_path / "a.csv"))}
    one = found["Be quick"]
    assert (one["Stage"], one["Step"], one["Column"], one["Until column"]) == ("Notice", "Ask", "2", "3")
    assert (one["Lane"], one["Kind"], one["Impact"], one["Effort"]) == ("Pain points", "Opportunity", "0.9", "0.25")
    assert (one["Tags"], one["Persona"], one["Sources"], one["Severity"]) == ("a\nb, c", "Ada", "Talk with Ada", "")
    assert (found["wait"]["Value"], found["wait"]["As of"], found["wait"]["Target"]) == ("7.25", "2026-06-01", "2.5")
    assert found["wait"]["Evidence"] == "assumption"
    assert found["Poster"]["Evidence"] == "evidence"
    assert found["Who pays for returns?"]["Lane"] == ""


def test_remarks_say_what_a_table_cannot_hold(tmp_path: Path) -> None:
    (said,) = write_cards(small_map(), tmp_path / "a.csv", EVERYTHING)
    assert "2 steps" not in said
    assert "1 step and 1 lane without cards" in said
    assert write_cards(JourneyMap("empty"), tmp_path / "a.csv", EVERYTHING) == []


def test_a_thousand_cards_come_back(tmp_path: Path) -> None:
    ours = big_map(1000)
    _, back = again(written(write_cards, ours, tmp_path / "a.csv"), "a.csv")
    assert places(back, used(back)) == places(ours, used(ours))
    assert len(back.cards) == 1000


def test_ten_thousand_rows_are_no_limit(tmp_path: Path) -> None:
    write_cards(big_map(10_000), tmp_path / "a.csv", EVERYTHING)
    assert len(read_draft("a.csv", (tmp_path / "a.csv").read_bytes()).cards) == 10_000


HEAD = "Stage no.,Stage,Column,Step,Row,Lane,Lane kind,Kind,Text,Score,Impact\n"


def test_rows_that_somebody_added_find_their_place_by_name() -> None:
    table = (
        HEAD + "1,Find,1,Look,1,What she does,Actions,Action,Looks,,\n"
        ",Find,,Look,,What she does,Actions,Action,Asks,,\n,Find,,Wait,,Mood,Emotions,Feeling,,-1,\n,,,,,,,,Aside,,\n"
    )
    draft = read_draft("a.csv", table.encode())
    back = build_map(draft, counting_ids())
    assert [(c.stage.name, c.step.name) for c in queries.columns(back)] == [("Find", "Look"), ("Find", "Wait")]
    assert [card.text for card in draft.lane_cards("actions")] == ["Looks", "Asks"]
    assert [(card.step, card.score) for card in draft.lane_cards("feelings")] == [(1, -1.0)]
    assert [card.text for card in draft.parked] == ["Aside"]


def test_values_that_do_not_fit_are_left_open_and_said() -> None:
    table = HEAD + "1,Find,1,Look,1,Mood,Emotions,Feeling,Glad,9,high\n"
    draft = read_draft("a.csv", table.encode())
    assert draft.cards[0].score is None
    told = [line for line in draft.report.lines() if line.startswith("ignored")]
    assert told == [
        "ignored: line 2: “high” does not fit the column Impact.",
        "ignored: line 2: “9” does not fit the column Score.",
    ]


def test_semicolons_and_a_european_decimal_mark_are_read_too() -> None:
    table = HEAD.replace(",", ";") + "1;Find;1;Look;1;Mood;Emotions;Feeling;Glad;-0,5;0,25\n"
    (card,) = read_draft("a.csv", table.encode()).cards
    assert (card.score, card.fields["impact"]) == (-0.5, 0.25)


def test_absurd_numbers_of_places_make_no_absurd_map() -> None:
    table = HEAD + "1,A,999999999,x,888888888,L,Notes,Text,t,,\n2,B,4,y,3,M,Notes,Text,u,,\n"
    draft = read_draft("a.csv", table.encode())
    assert len(draft.steps) == 2
    assert sorted((card.step, card.text) for card in draft.cards) == [(0, "u"), (1, "t")]


def test_a_card_keeps_a_long_text(tmp_path: Path) -> None:
    ours = with_record(small_map(), "cards", replace(small_map().cards["c1"], text="long " * 2000))
    _, back = again(written(write_cards, ours, tmp_path / "a.csv"), "a.csv")
    assert "long " * 2000 in {card.text for card in back.cards.values()}
