"""Feelings, personas, sources, pictures, arrows, and what the map says about itself."""

from __future__ import annotations

import pytest

from jmapdesk.edit.about import add_review, delete_review, set_about, set_colour, set_review_fields, set_theme
from jmapdesk.edit.assets import add_asset, delete_assets, unused_assets
from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import connect, delete_connections, reconnect, set_connection_fields
from jmapdesk.edit.feelings import clear_feeling, set_feeling, set_score
from jmapdesk.edit.personas import add_persona, delete_persona, move_persona, set_persona_fields
from jmapdesk.edit.sources import add_source, cite, delete_sources, set_source_fields, uncite
from jmapdesk.model import queries
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import with_record
from jmapdesk.model.records import Backdrop, Reading
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def test_a_feeling_is_made_once_and_then_changed() -> None:
    made = set_feeling(small_map(), "feel", "p2", 0.333, counting_ids(), word="fine")
    assert (made.cards["n1"].score, made.cards["n1"].word) == (0.3, "fine")
    changed = set_feeling(made, "feel", "p2", -7, counting_ids("again"))
    assert changed.cards["n1"].score == -2.0
    assert "again1" not in changed.cards
    assert set_feeling(changed, "feel", "p2", -2.04, counting_ids()) is changed


def test_each_persona_and_series_has_a_curve_of_its_own() -> None:
    journey = set_feeling(small_map(), "feel", "p1", 1.0, counting_ids(), persona="ada")
    journey = set_feeling(journey, "feel", "p1", 2.0, counting_ids("w"), series="to_be")
    assert [journey.cards[key].score for key in ("f1", "n1", "w1")] == [1.5, 1.0, 2.0]


def test_dragging_a_point_touches_its_card_only() -> None:
    before = small_map()
    assert [change.id for change in delta(before, set_score(before, "f1", 0.55)).changes] == ["f1"]


def test_a_cleared_feeling_leaves_a_gap() -> None:
    journey = clear_feeling(small_map(), "feel", "p1")
    assert "f1" not in journey.cards
    assert clear_feeling(journey, "feel", "p1") is journey
    with pytest.raises(JmapError):
        set_feeling(journey, "touch", "p1", 1.0, counting_ids())


def test_personas_come_go_and_change_places() -> None:
    journey = add_persona(small_map(), counting_ids(), name="Ben", sources=("talk",))
    assert [p.name for p in queries.personas(move_persona(journey, "n1", 0))] == ["Ben", "Ada"]
    assert set_persona_fields(journey, "n1", goals=("Rest",)).personas["n1"].goals == ("Rest",)
    with pytest.raises(JmapError):
        set_persona_fields(journey, "n1", portrait="nobody")


def test_cards_of_a_deleted_persona_are_everybodys() -> None:
    journey = set_fields(small_map(), "c1", personas=("ada",))
    journey = set_feeling(journey, "feel", "p3", 1.0, counting_ids())
    after = delete_persona(journey, "ada")
    assert not after.personas
    assert after.cards["c1"].personas == ()
    assert after.cards["f3"].persona is None
    assert after.cards["f3"].step is None, "its place on the common curve is taken, so it is parked"
    assert after.cards["n1"].step == "p3"


def test_sources_are_cited_and_let_go() -> None:
    journey = add_source(small_map(), counting_ids(), kind="survey", title="Summer survey")
    journey = set_source_fields(journey, "n1", sample_size=214)
    journey = cite(journey, ["c1", "c2"], "n1")
    assert [journey.cards[key].sources for key in ("c1", "c2")] == [("talk", "n1"), ("n1",)]
    assert cite(journey, ["c1"], "n1") is journey
    assert uncite(journey, ["c1"], "talk").cards["c1"].sources == ("n1",)


def test_a_deleted_source_is_no_longer_named_anywhere() -> None:
    journey = set_persona_fields(small_map(), "ada", sources=("talk",))
    reading = Reading(value=3.0, source="talk")
    journey = add_card(journey, Place("pain", "p1"), counting_ids(), kind="metric", readings=(reading,))
    after = delete_sources(journey, ["talk"])
    assert not after.sources
    assert after.cards["c1"].sources == ()
    assert after.personas["ada"].sources == ()
    assert after.cards["n1"].readings == (Reading(value=3.0),)


def test_the_same_bytes_are_kept_once() -> None:
    journey, first = add_asset(small_map(), b"\x89PNG", "image/png", counting_ids(), name="a.png", width=2, height=1)
    again, second = add_asset(journey, b"\x89PNG", "image/png", counting_ids("x"), name="b.png")
    assert (again is journey, second) == (True, first)
    assert journey.assets[first].data == "iVBORw=="
    assert unused_assets(journey) == [first]


def test_a_deleted_picture_is_gone_from_cards_portraits_and_walls() -> None:
    journey, picture = add_asset(small_map(), b"x", "image/png", counting_ids())
    journey = set_persona_fields(journey, "ada", portrait=picture)
    journey = add_card(journey, Place("touch", "p1"), counting_ids("c"), kind="image", asset=picture)
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    journey = with_record(journey, "backdrops", Backdrop(id="b", asset=picture, corners=corners))
    assert unused_assets(journey) == []
    after = delete_assets(journey, [picture])
    assert (after.personas["ada"].portrait, after.backdrops, after.assets) == (None, {}, {})
    assert [card.asset for card in after.cards.values() if card.kind == "image"] == [None]


def test_arrows_lead_from_card_to_card_once() -> None:
    journey = connect(small_map(), "c1", "c2", counting_ids(), label="then")
    assert connect(journey, "c1", "c2", counting_ids("x")) is journey
    assert connect(journey, "c1", "c1", counting_ids("x")) is journey
    assert set_connection_fields(journey, "n1", kind="causes").connections["n1"].kind == "causes"
    assert not delete_connections(journey, ["n1"]).connections
    with pytest.raises(JmapError):
        set_connection_fields(journey, "n1", end="nobody")


def test_an_end_of_an_arrow_is_brought_to_another_card() -> None:
    journey = connect(connect(small_map(), "c1", "c2", counting_ids("a")), "f1", "c2", counting_ids("b"))
    first, second = journey.connections
    assert reconnect(journey, first, end="f3").connections[first].end == "f3"
    assert reconnect(journey, first, "c2", "c1").connections[first].start == "c2"
    assert reconnect(journey, first, start="c2") is journey
    assert reconnect(journey, second, start="c1") is journey


def test_the_map_says_what_it_is() -> None:
    journey = set_about(small_map(), title="Returns", review_every=3)
    assert (journey.about.title, journey.about.review_every) == ("Returns", 3)
    assert set_about(journey, title="Returns") is journey
    with pytest.raises(JmapError):
        set_about(journey, review_every=0)


def test_a_map_may_have_colours_of_its_own() -> None:
    journey = set_colour(set_theme(small_map(), "contrast"), "accent", "#336699")
    assert (journey.look.theme, journey.look.colours) == ("contrast", {"accent": "#336699"})
    assert set_colour(journey, "accent", None).look.colours == {}
    with pytest.raises(JmapError):
        set_colour(journey, "accent", "blueish")


def test_reviews_are_noted() -> None:
    journey = add_review(small_map(), counting_ids(), on="2026-01-01", by="Ada")
    journey = set_review_fields(journey, "n1", note="Fine")
    assert journey.reviews["n1"].note == "Fine"
    assert not delete_review(journey, "n1").reviews
