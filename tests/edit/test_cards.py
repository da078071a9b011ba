"""Cards are added, changed, converted, copied and deleted one record at a time."""

from __future__ import annotations

import pytest

from jmapdesk.edit.cards import (
    add_card,
    add_parked_card,
    convert_kind,
    delete_cards,
    duplicate_cards,
    kinds_for,
    set_fields,
    set_fields_of,
    set_text,
    tenth,
)
from jmapdesk.edit.cells import Place, place_at
from jmapdesk.edit.connections import connect
from jmapdesk.model import queries
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.records import Ballot, Card, Comment, Dismissal, Review, VoteRound
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def texts(journey: JourneyMap, lane: str | None, step: str | None) -> list[str]:
    return [card.text for card in queries.cell_cards(journey, lane, step)]


def test_a_card_takes_the_kind_of_its_lane_and_stands_at_the_end_of_its_cell() -> None:
    journey = add_card(small_map(), Place("touch", "p1"), counting_ids(), text="Shop")
    assert texts(journey, "touch", "p1") == ["Poster", "Web site", "Shop"]
    assert journey.cards["n1"].kind == "touchpoint"


@pytest.mark.parametrize(("index", "order"), [(0, "SPW"), (1, "PSW"), (2, "PWS"), (None, "PWS")])
def test_a_card_goes_where_it_is_aimed(index: int | None, order: str) -> None:
    before = small_map()
    journey = add_card(before, place_at(before, "touch", "p1", index), counting_ids(), text="Shop")
    assert "".join(text[0] for text in texts(journey, "touch", "p1")) == order
    assert len(delta(before, journey).changes) == 1, "no other card is touched"


def test_a_card_is_made_with_any_of_its_fields() -> None:
    journey = add_card(small_map(), Place("pain", "p2"), counting_ids(), text="Queue", severity=3, sources=("talk",))
    assert journey.cards["n1"].severity == 3
    assert journey.cards["n1"].sources == ("talk",)


def test_cards_with_equal_order_keys_make_room() -> None:
    journey = with_record(small_map(), "cards", Card(id="c9", lane="touch", step="p1", order="", text="Last"))
    tied = with_record(journey, "cards", journey.cards["c2"].model_copy(update={"order": journey.cards["c1"].order}))
    between = add_card(tied, Place("touch", "p1", after="c1", before="c2"), counting_ids(), text="Shop")
    assert texts(between, "touch", "p1") == ["Last", "Poster", "Shop", "Web site"]


@pytest.mark.parametrize(("lane", "kind"), [("feel", "action"), ("touch", "feeling")])
def test_feelings_and_other_cards_do_not_mix(lane: str, kind: str) -> None:
    journey = small_map()
    assert add_card(journey, Place(lane, "p2"), counting_ids(), kind=kind) is journey


def test_one_feeling_to_a_point_of_the_curve() -> None:
    journey = small_map()
    assert add_card(journey, Place("feel", "p1"), counting_ids(), score=0.0) is journey
    wish = add_card(journey, Place("feel", "p1"), counting_ids(), score=2.0, series="to_be")
    assert wish.cards["n1"].series == "to_be"
    assert set_fields(wish, "n1", series="as_is") is wish


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": ("nobody",)},
        {"persona": "nobody"},
        {"pains": ("x",)},
        {"from_step": "x"},
        {"asset": "x"},
        {"severity": 4},
        {"text": 5},
        {"colour": "banana"},
        {"colour_": "red"},
        {"lane": "pain"},
        {"kind": "text"},
        {"score": float("nan")},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(fields: dict[str, object]) -> None:
    with pytest.raises(JmapError) as caught:
        set_fields(small_map(), "c1", **fields)
    assert caught.value.message.endswith(".")


def test_unknown_cards_lanes_and_steps_are_refused() -> None:
    with pytest.raises(JmapError):
        set_text(small_map(), "nobody", "x")
    with pytest.raises(JmapError):
        delete_cards(small_map(), ["c1", "nobody"])
    for place in (Place("nobody", "p1"), Place("touch", "nobody"), Place("touch", "p1", after="nobody")):
        with pytest.raises(JmapError):
            add_card(small_map(), place, counting_ids())


def test_typing_the_same_words_changes_nothing() -> None:
    journey = small_map()
    assert set_text(journey, "c1", "Poster") is journey
    assert set_text(journey, "c1", "Posters").cards["c1"].text == "Posters"


def test_halves_of_characters_never_reach_the_map() -> None:
    journey = set_fields(small_map(), "c1", text="a\ud83d\ude00b\ud83d", tags=("\ude00",))
    assert (journey.cards["c1"].text, journey.cards["c1"].tags) == ("a\U0001f600b\ufffd", ("\ufffd",))


def test_fields_of_several_cards_change_together() -> None:
    journey = set_fields_of(small_map(), ["c1", "c2"], moment="delight", tags=("a",))
    assert [journey.cards[key].moment for key in ("c1", "c2", "f1")] == ["delight", "delight", "none"]


@pytest.mark.parametrize(("given", "kept"), [(1.26, 1.3), (-9, -2.0), (-0.04, 0.0), (None, None)])
def test_scores_are_tenths(given: float | None, kept: float | None) -> None:
    assert tenth(given) == kept
    assert set_fields(small_map(), "f1", score=given).cards["f1"].score == kept
    assert str(tenth(-0.04)) == "0.0"


def test_a_card_turned_into_another_kind_and_back_has_lost_nothing() -> None:
    journey = convert_kind(small_map(), ["c2"], "pain_point")
    assert journey.cards["c2"].kind == "pain_point"
    assert convert_kind(journey, ["c2"], "touchpoint").cards["c2"] == small_map().cards["c2"]


def test_conversion_respects_the_lane_and_the_kinds_there_are() -> None:
    journey = small_map()
    assert convert_kind(journey, ["f1"], "quote") is journey
    assert convert_kind(journey, ["c1"], "feeling") is journey
    assert convert_kind(journey, ["parked"], "feeling").cards["parked"].kind == "feeling"
    with pytest.raises(JmapError):
        convert_kind(journey, ["c1"], "cloud")


def test_deleting_a_card_takes_everything_that_points_to_it() -> None:
    journey = connect(small_map(), "c1", "c2", counting_ids())
    journey = add_card(journey, Place("pain", "p1"), counting_ids("o"), kind="opportunity", pains=("c1", "c2"))
    ballots = (Ballot(id="b1", card="c1"), Ballot(id="b2", card="c2"))
    journey = with_record(journey, "vote_rounds", VoteRound(id="v", ballots=ballots))
    journey = with_record(journey, "comments", Comment(id="k", target="c1", text="Really?"))
    found = Dismissal(finding="orphan", card="c1", reason="no")
    journey = with_record(journey, "reviews", Review(id="r", dismissed=(found,)))
    after = delete_cards(journey, ["c1"])
    assert "c1" not in after.cards
    assert not after.connections
    assert after.cards["o1"].pains == ("c2",)
    assert after.vote_rounds["v"].ballots == ballots[1:]
    assert after.comments["k"].target is None
    assert after.reviews["r"].dismissed[0].card is None


def test_copies_stand_below_their_originals_and_remember_them() -> None:
    before = small_map()
    journey = duplicate_cards(before, ["c2", "c1", "f1", "parked"], counting_ids())
    assert texts(journey, "touch", "p1") == ["Poster", "Web site", "Poster", "Web site"]
    assert {c.origin.card for c in journey.cards.values() if c.origin} == {"c1", "c2", "parked"}
    assert len(delta(before, journey).changes) == 3, "the feeling's place is taken, so it is not copied"


def test_a_card_can_begin_parked() -> None:
    journey = add_parked_card(small_map(), counting_ids(), text="Later")
    assert texts(journey, None, None) == ["Who pays for returns?", "Later"]


def test_what_cards_can_be_turned_into_hangs_on_where_they_all_stand() -> None:
    journey = small_map()
    assert "pain_point" in kinds_for(journey, ["c1", "c2"])
    assert "feeling" not in kinds_for(journey, ["c1"])
    assert kinds_for(journey, ["f1"]) == ["feeling"]
    assert kinds_for(journey, ["c1", "f1"]) == []
    assert kinds_for(journey, ["parked"]) == list(CARD_KINDS)
