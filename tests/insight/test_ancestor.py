"""What another side of a map came from, found among earlier states of ours: what either side did stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.edit.cards import add_card, delete_cards, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.insight.ancestor import latest_common
from jmapdesk.insight.merge import merge
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map

START = small_map()


def joined(earlier: list[JourneyMap], ours: JourneyMap, theirs: JourneyMap, sure: bool = True) -> JourneyMap:
    return merge(latest_common(earlier, theirs, sure=sure), ours, theirs).map


def test_what_each_side_changed_since_is_kept() -> None:
    ours = set_text(START, "c1", "Flyer")
    theirs = set_text(START, "c2", "Shop")
    both = joined([START, ours], ours, theirs)
    assert (both.cards["c1"].text, both.cards["c2"].text) == ("Flyer", "Shop")
    assert not both.conflicts


def test_who_went_on_from_our_last_save_may_take_back_what_was_before_it() -> None:
    ours = set_text(START, "c1", "Flyer")
    theirs = delete_cards(ours, ["c2"])
    assert latest_common([START, ours], theirs) is ours
    assert "c2" not in joined([START, ours], ours, theirs).cards


def test_a_sync_program_that_brings_the_other_side_drops_nothing_of_ours() -> None:
    first, second = set_text(START, "c1", "One"), set_text(START, "c1", "Two")
    theirs = set_text(first, "c2", "Shop")
    both = joined([START, first, second], second, theirs)
    assert (both.cards["c1"].text, both.cards["c2"].text) == ("Two", "Shop")
    assert not both.conflicts


def test_states_that_were_thinned_out_are_not_taken_for_what_the_other_side_took_back() -> None:
    first = set_text(START, "c1", "Flyer")
    second = add_card(first, Place("pain", "p1"), counting_ids("mine"), text="Slow")
    theirs = set_text(first, "c2", "Shop")
    both = joined([START, second], second, theirs)
    assert "Slow" in [card.text for card in both.cards.values()]
    assert both.cards["c2"].text == "Shop"


def test_what_both_changed_is_a_conflict() -> None:
    ours, theirs = set_text(START, "c1", "Flyer"), set_text(START, "c1", "Leaflet")
    both = joined([START, ours], ours, theirs)
    assert [(one.record, one.field) for one in both.conflicts.values()] == [("c1", "text")]


def test_who_is_known_to_have_had_our_save_may_reword_it() -> None:
    ours, theirs = set_text(START, "c1", "Flyer"), set_text(START, "c1", "Leaflet")
    both = joined([START, ours], ours, theirs, sure=False)
    assert both.cards["c1"].text == "Leaflet"
    assert not both.conflicts


def test_one_state_alone_does_not_tell_who_came_from_whom() -> None:
    theirs = set_text(START, "c1", "Leaflet")
    both = joined([START], START, theirs)
    assert [(one.record, one.field) for one in both.conflicts.values()] == [("c1", "text")]
    assert joined([START], START, theirs, sure=False).cards["c1"].text == "Leaflet"


def test_where_nothing_is_known_nothing_is_lost() -> None:
    ours, theirs = delete_cards(set_text(START, "c1", "Flyer"), ["c2"]), set_text(START, "c1", "Leaflet")
    theirs = with_parts(theirs, about=replace(theirs.about, title="Their map"))
    both = joined([], ours, theirs)
    assert both.cards.keys() == START.cards.keys()
    assert {(one.collection, one.field) for one in both.conflicts.values()} == {("cards", "text"), ("about", "title")}


WORDS = st.lists(st.sampled_from(("Flyer", "Leaflet", "Sign", "")), min_size=1, max_size=4)


@given(WORDS, WORDS, st.integers(0, 4), st.sets(st.integers(0, 4)), st.booleans())
def test_no_side_s_own_words_vanish(
    mine: list[str], theirs: list[str], parted: int, thinned: set[int], touches: bool
) -> None:
    """Our side says one thing after the other on a card; theirs went its own way from one of these states."""
    states = [START]
    for words in mine:
        states.append(set_text(states[-1], "c1", words))
    began = states[min(parted, len(states) - 1)]
    other = began
    for words in theirs:
        other = set_text(other, "c2", f"theirs {words}")
    if touches:
        other = set_text(other, "c1", "their own")
    kept = [one for number, one in enumerate(states) if number == 0 or number not in thinned]
    both = joined(kept, states[-1], other)
    sides = [side for one in both.conflicts.values() if one.record == "c2" for side in one.sides]
    assert other.cards["c2"].text in (both.cards["c2"].text, *sides)
    told = {both.cards["c1"].text, *(side for one in both.conflicts.values() for side in one.sides)}
    if touches:
        assert "their own" in told
    if states[-1].cards["c1"].text != began.cards["c1"].text:
        assert states[-1].cards["c1"].text in told


def test_the_same_state_on_both_sides_is_that_state() -> None:
    assert same(joined([START], START, START), START)
