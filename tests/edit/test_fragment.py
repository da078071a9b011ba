"""Copied cards land in their shape, with what belongs to them, in this map or another."""

from __future__ import annotations

import pytest

from jmapdesk.edit.assets import add_asset
from jmapdesk.edit.cards import add_card, delete_cards, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import connect
from jmapdesk.edit.fragment import copy_cards, paste_cards
from jmapdesk.edit.spans import set_span
from jmapdesk.edit.templates import current_state
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def cell(journey: JourneyMap, lane: str | None, step: str | None) -> list[str]:
    return [card.text or card.word for card in queries.cell_cards(journey, lane, step)]


def test_cards_are_pasted_where_the_pointer_is_in_the_shape_they_had() -> None:
    journey = add_card(small_map(), Place("touch", "p2"), counting_ids("c9"), text="Shop")
    text = copy_cards(journey, ["c1", "c2", "c91"])
    after = paste_cards(journey, text, counting_ids(), Place("touch", "p2", before="c91"))
    assert cell(after, "touch", "p2") == ["Poster", "Web site", "Shop"]
    assert cell(after, "touch", "p3") == ["Shop"]
    assert {card.origin.card for card in after.cards.values() if card.origin} == {"c1", "c2", "c91"}


def test_cut_and_pasted_cards_come_back_to_their_place() -> None:
    before = set_span(small_map(), "c1", "p1", "p3")
    ids = ["c1", "f1", "parked"]
    cut = delete_cards(before, ids)
    after = paste_cards(cut, copy_cards(before, ids), counting_ids())
    assert cell(after, "touch", "p1") == ["Web site", "Poster"]
    assert cell(after, "feel", "p1") == ["curious"]
    assert cell(after, None, None) == ["Who pays for returns?"]
    assert [card.to_step for card in after.cards.values() if card.text == "Poster"] == ["p3"]


def test_what_finds_no_place_is_parked() -> None:
    journey = small_map()
    after = paste_cards(journey, copy_cards(journey, ["f1"]), counting_ids(), Place("feel", "p1"))
    assert (after.cards["n1"].lane, after.cards["n1"].score) == (None, 1.5)


def test_a_card_pasted_into_another_lane_takes_its_kind() -> None:
    journey = small_map()
    after = paste_cards(journey, copy_cards(journey, ["c1"]), counting_ids(), Place("pain", "p2"))
    assert (after.cards["n1"].kind, after.cards["n1"].lane) == ("pain_point", "pain")


def test_sources_pictures_arrows_and_answers_come_along_to_another_map() -> None:
    journey, picture = add_asset(small_map(), b"x", "image/png", counting_ids("a"))
    journey = connect(journey, "c1", "c2", counting_ids("k"))
    journey = add_card(journey, Place("touch", "p2"), counting_ids("i"), kind="image", asset=picture)
    journey = add_card(journey, Place("pain", "p1"), counting_ids("o"), kind="opportunity", pains=("c1", "f3"))
    other = current_state(counting_ids("t"))
    lane, step = queries.lanes(other)[0].id, queries.columns(other)[0].step.id
    text = copy_cards(journey, ["c1", "c2", "i1", "o1"])
    after = paste_cards(other, text, counting_ids(), Place(lane, step))
    poster, site, image, answer = (after.cards[f"n{n}"] for n in range(1, 5))
    assert (poster.sources, set(after.sources)) == (("talk",), {"talk"})
    assert image.asset is not None
    assert after.assets[image.asset].data == journey.assets[picture].data
    assert answer.pains == (poster.id,)
    assert [(c.start, c.end) for c in after.connections.values()] == [(poster.id, site.id)]
    assert repair(after, counting_ids("r"))[1] == []


def test_the_same_picture_is_not_kept_twice() -> None:
    journey, picture = add_asset(small_map(), b"x", "image/png", counting_ids("a"))
    journey = add_card(journey, Place("touch", "p2"), counting_ids("i"), kind="image", asset=picture)
    after = paste_cards(journey, copy_cards(journey, ["i1"]), counting_ids(), Place("touch", "p3"))
    assert after.assets is journey.assets
    assert after.cards["n1"].asset == picture


def test_fields_of_a_newer_program_survive_the_clipboard() -> None:
    journey = small_map()
    strange = journey.cards["c1"].model_validate({**journey.cards["c1"].model_dump(), "smell": "roses"})
    journey = JourneyMap("m", stages=journey.stages, lanes=journey.lanes, cards={"c1": strange})
    after = paste_cards(journey, copy_cards(journey, ["c1"]), counting_ids(), Place("touch", "p2"))
    assert after.cards["n1"].model_extra == {"smell": "roses"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        "[" * 5000,
        "\ud800",
        '{"format": "jmapdesk-cards"}',
        '{"format": "other", "version": 1}',
        '{"format": "jmapdesk-cards", "version": 1, "cards": [{"card": {"id": "a", "score": NaN}}]}',
    ],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(JmapError) as caught:
        paste_cards(small_map(), text, counting_ids())
    assert caught.value.code == "edit.no_fragment"


def test_a_newer_fragment_says_so() -> None:
    with pytest.raises(JmapError) as caught:
        paste_cards(small_map(), '{"format":"jmapdesk-cards","version":2}', counting_ids())
    assert caught.value.code == "edit.newer_fragment"


def test_copying_changes_nothing() -> None:
    journey = set_fields(small_map(), "c1", note="x")
    assert same(paste_cards(journey, copy_cards(journey, []), counting_ids()), journey)
