"""Records: frozen, strict, finite, and keeping what they do not know."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import ValidationError

from jmapdesk.model.journey import COLLECTIONS, SINGLES
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS, card_kind_of, third
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Stage, Step


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Card(id="c").text = "x"  # type: ignore[misc]  # the very thing that must fail


def test_replace_validates_what_it_puts_in() -> None:
    card = Card(id="c", text="a")
    assert replace(card, text="b").text == "b"
    assert card.text == "a"
    bad: tuple[dict[str, Any], ...] = ({"text": 5}, {"score": 3}, {"score": math.nan}, {"severity": True}, {"check": 1})
    for change in bad:
        with pytest.raises(ValidationError):
            replace(card, **change)


def test_replacing_by_the_same_gives_the_very_same_record() -> None:
    card = Card(id="c", text="a", tags=("x",))
    assert replace(card, text="a", tags=("x",)) is card


def test_unknown_fields_are_kept_through_replace() -> None:
    card = Card.model_validate({"id": "c", "aura": {"a": 1}})
    assert replace(card, text="b").model_extra == {"aura": {"a": 1}}


def test_a_stage_has_a_step() -> None:
    with pytest.raises(ValidationError):
        Stage(id="s", steps=())
    assert Stage(id="s", steps=(Step(id="p"),)).steps[0].width == 1


def test_a_card_turned_into_another_kind_and_back_has_lost_nothing() -> None:
    card = Card(id="c", kind="pain_point", severity=3, text="Waits")
    assert replace(replace(card, kind="text"), kind="pain_point") == card


def test_every_part_of_a_map_has_a_record_and_every_kind_its_fields() -> None:
    assert not set(SINGLES) & set(COLLECTIONS)
    for kind in CARD_KINDS.values():
        assert set(kind.fields) <= set(Card.model_fields)
    for lane in LANE_KINDS.values():
        assert lane.card_kind is None or lane.card_kind in CARD_KINDS


def test_an_unknown_lane_takes_plain_cards_and_a_line_none() -> None:
    assert card_kind_of("lane_of_tomorrow") == "text"
    assert card_kind_of("divider") is None
    assert card_kind_of("feelings") == "feeling"


def test_impact_and_effort_by_thirds() -> None:
    assert [third(value) for value in (0, 0.33, 0.34, 0.66, 0.67, 1)] == [
        "low",
        "low",
        "medium",
        "medium",
        "high",
        "high",
    ]
