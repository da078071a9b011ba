"""What things on the map are called aloud."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import convert_kind, set_fields
from jmapdesk.edit.spans import span_to
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Link
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.spoken import Spoken, spoken
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView


def said(make_view: MakeView, ref: Ref, journey: JourneyMap | None = None) -> Spoken:
    return spoken(make_view(journey or small_map()).layout_now, ref)


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        (card_ref("c1"), Spoken("Touchpoint: Poster", "Touchpoints, Notice, See, 1 of 2. Evidence, 1 source")),
        (card_ref("c2"), Spoken("Touchpoint: Web site", "Touchpoints, Notice, See, 2 of 2. Channel Web. Assumption")),
        (card_ref("f1"), Spoken("Emotion: curious, plus 1.5", "Emotions, Notice, See. Assumption")),
        (card_ref("f3"), Spoken("Emotion, empty, minus 1", "Emotions, Buy, step 1 of 1. Assumption")),
        (card_ref("parked"), Spoken("Text: Who pays for returns?", "Parked")),
        (cell_ref("touch", "p1"), Spoken("Touchpoints, Notice, See", "2 cards")),
        (cell_ref("pain", "p3"), Spoken("Pain points, Buy, step 1 of 1", "empty")),
        (Ref("stage", "s2"), Spoken("Stage Buy", "1 step. Pay quickly")),
        (Ref("step", "p2"), Spoken("Step Ask", "Stage Notice")),
        (Ref("lane", "touch"), Spoken("Lane Touchpoints", "2 cards")),
        (Ref("persona", "ada"), Spoken("Persona Ada", "")),
        (ABOUT, Spoken("Map A small map", "")),
        (card_ref("nowhere"), Spoken("")),
        (cell_ref("nowhere", "p1"), Spoken("")),
    ],
)
def test_everything_says_its_name_place_and_state(make_view: MakeView, ref: Ref, words: Spoken) -> None:
    assert said(make_view, ref) == words


def test_every_mark_of_a_card_is_told(make_view: MakeView) -> None:
    journey = convert_kind(small_map(), ["c1"], "pain_point")
    journey = set_fields(
        journey, "c1", severity=3, owner="Mira", moment="friction", check=True, note="Ask her",
        personas=("ada",), sources=(),
    )  # fmt: skip
    journey = span_to(journey, "c1", "p2")
    told = said(make_view, card_ref("c1"), journey)
    assert told.name == "Pain point: Poster"
    assert told.about == (
        "Touchpoints, Notice, See, to Notice, Ask, 1 of 2. Severity 3 of 3. Owner Mira. Assumption. "
        "Moment of truth: friction. Needs checking. For Ada. Has a note"
    )


def test_what_a_card_points_to_is_told(make_view: MakeView) -> None:
    links = (Link(target="https://example.org/hours"), Link(target="plan", label="Plan"))
    journey = set_fields(small_map(), "c1", links=links)
    assert "Points to example.org/hours, Plan" in said(make_view, card_ref("c1"), journey).about
