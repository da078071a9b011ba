"""From the map as it is to the map as it shall be."""

from __future__ import annotations

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_feeling
from jmapdesk.edit.future import to_be_curve, to_be_map
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Comment, Connection
from jmapdesk.model.rules import repair
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def feelings(journey: JourneyMap) -> list[tuple[str, str | None, float | None]]:
    return sorted((card.series, card.step, card.score) for card in journey.cards.values() if card.kind == "feeling")


def test_the_copy_names_its_base_and_each_card_the_one_it_came_from() -> None:
    old = small_map()
    new = to_be_map(old, counting_ids(), "Better", "abc")
    assert new.base is not None
    assert (new.base.id, new.base.hash) == (old.id, "abc")
    assert (new.about.title, new.about.kind, new.about.status) == ("Better", "future_state", "draft")
    assert new.id != old.id
    assert not new.cards.keys() & old.cards.keys()
    plain = [card for card in new.cards.values() if card.series == "as_is"]
    assert sorted(card.origin.card for card in plain if card.origin) == sorted(old.cards)
    assert new.stages is old.stages


def test_the_curve_as_it_is_stays_and_one_to_be_begins_on_it() -> None:
    assert feelings(to_be_map(small_map(), counting_ids(), "Better")) == [
        ("as_is", "p1", 1.5), ("as_is", "p3", -1.0), ("to_be", "p1", 1.5), ("to_be", "p3", -1.0),
    ]  # fmt: skip


def test_what_points_to_cards_points_to_their_copies() -> None:
    ids = iter(["pain", "idea"])
    journey = add_card(small_map(), Place("pain", "p1"), lambda: next(ids), text="Slow")
    journey = add_card(journey, Place("pain", "p2"), lambda: next(ids), "opportunity", text="Faster")
    journey = set_fields(journey, "idea", pains=("pain",))
    journey = with_record(journey, "connections", Connection(id="k", start="c1", end="c2"))
    new = to_be_map(journey, counting_ids(), "Better")
    copies = {card.origin.card: card for card in new.cards.values() if card.origin and card.series != "to_be"}
    assert copies["idea"].pains == (copies["pain"].id,)
    (arrow,) = new.connections.values()
    assert (arrow.start, arrow.end) == (copies["c1"].id, copies["c2"].id)
    assert not repair(new, counting_ids("r"))[1]


def test_what_was_said_about_the_old_map_stays_there() -> None:
    journey = with_record(small_map(), "comments", Comment(id="k", target="c1", text="Really?"))
    assert to_be_map(journey, counting_ids(), "Better").comments == {}


def test_only_points_without_a_wish_are_copied() -> None:
    journey = set_feeling(small_map(), "feel", "p1", 2.0, lambda: "w", series="to_be")
    once = to_be_curve(journey, counting_ids())
    assert feelings(once) == [
        ("as_is", "p1", 1.5), ("as_is", "p3", -1.0), ("to_be", "p1", 2.0), ("to_be", "p3", -1.0),
    ]  # fmt: skip
    assert to_be_curve(once, counting_ids("m")) is once


def test_a_wish_rests_on_no_evidence() -> None:
    journey = set_fields(small_map(), "f1", sources=("talk",), low=1.0, high=2.0)
    made = to_be_curve(journey, counting_ids())
    wish = next(card for card in made.cards.values() if card.series == "to_be" and card.step == "p1")
    assert (wish.sources, wish.low, wish.word) == ((), None, "")
