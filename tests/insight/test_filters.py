"""Cards are told apart by what they carry; a filter is a value that a view of the map can keep."""

from __future__ import annotations

import json

import pytest

from jmapdesk.insight.filters import NOTHING_WANTED, Filter, counts, filter_of, passing
from jmapdesk.model.records import Card
from tests.builders import small_map

CARDS = {
    "pain": Card(id="pain", kind="pain_point", severity=3, tags=("slow", "web"), personas=("ada",), sources=("talk",)),
    "idea": Card(id="idea", kind="opportunity", owner="Ben", tags=("web",), moment="decision"),
    "free": Card(id="free", kind="opportunity", check=True),
    "spot": Card(id="spot", kind="touchpoint", channel="web", severity=2),
    "mood": Card(id="mood", kind="feeling", score=1, persona="ada", personas=("ben",)),
    "odd": Card(id="odd", kind="hologram", channel="web"),
}


def shown(wanted: Filter) -> list[str]:
    return [key for key, card in CARDS.items() if wanted.passes(card)]


@pytest.mark.parametrize(
    ("facet", "values", "cards"),
    [
        ("kind", {"pain_point", "hologram"}, ["pain", "odd"]),
        ("tag", {"web"}, ["pain", "idea"]),
        ("persona", {"ada"}, ["pain", "idea", "free", "spot", "mood", "odd"]),  # and what is everybody's
        ("persona", {""}, ["idea", "free", "spot", "odd"]),  # everybody's
        ("channel", {"web"}, ["spot"]),  # other kinds have no channel
        ("evidence", {"evidence"}, ["pain"]),
        ("evidence", {"assumption"}, ["spot", "mood"]),
        ("owner", {"Ben"}, ["idea"]),
        ("owner", {""}, ["free"]),  # only an opportunity wants an owner
        ("severity", {"3"}, ["pain"]),
        ("severity", {"2"}, []),
        ("moment", {"decision"}, ["idea"]),
        ("check", {"check"}, ["free"]),
    ],
)
def test_cards_pass_by_what_they_carry(facet: str, values: set[str], cards: list[str]) -> None:
    assert shown(Filter({facet: frozenset(values)})) == cards


def test_any_value_of_a_facet_will_do_and_every_facet_must_be_met() -> None:
    wanted = NOTHING_WANTED.with_value("kind", "pain_point", True).with_value("kind", "opportunity", True)
    assert shown(wanted) == ["pain", "idea", "free"]
    assert shown(wanted.with_value("tag", "web", True)) == ["pain", "idea"]
    assert shown(wanted.with_value("kind", "opportunity", False)) == ["pain"]
    emptied = wanted.with_value("kind", "opportunity", False).with_value("kind", "pain_point", False)
    assert emptied == NOTHING_WANTED
    assert not emptied
    assert shown(emptied) == list(CARDS)


def test_a_view_of_the_map_keeps_it() -> None:
    wanted = Filter({"kind": frozenset({"pain_point"}), "tag": frozenset({"web", "slow"})})
    assert filter_of(json.loads(json.dumps(wanted.as_dict()))) == wanted
    assert filter_of({}) == NOTHING_WANTED


def test_what_a_newer_program_wanted_is_passed_over() -> None:
    kept = {"kind": ["pain_point", 7], "mood": ["glad"], "tag": "web", "owner": [], "check": None}
    assert filter_of(kept) == Filter({"kind": frozenset({"pain_point"})})


def test_values_are_counted() -> None:
    found = counts(CARDS.values())
    assert found["tag"] == {"web": 2, "slow": 1}
    assert found["owner"] == {"Ben": 1, "": 1}
    assert found["check"] == {"check": 1}
    assert counts([])["kind"] == {}
    cards = small_map().cards.values()
    assert passing(Filter({"kind": frozenset({"feeling"})}), cards) == 2
    assert passing(NOTHING_WANTED, cards) == len(cards)


def test_a_personas_journey_holds_what_is_everybodys() -> None:
    theirs, everybodys = Card(id="t", kind="action", personas=("ada",)), Card(id="e", kind="action")
    others, feeling = Card(id="o", kind="action", personas=("ben",)), Card(id="f", kind="feeling", persona="ben")
    ada = NOTHING_WANTED.with_value("persona", "ada", True)
    assert [ada.passes(card) for card in (theirs, everybodys, others, feeling)] == [True, True, False, False]
    nobody = NOTHING_WANTED.with_value("persona", "", True)
    assert [nobody.passes(card) for card in (theirs, everybodys, others)] == [False, True, False]
