"""A line of what was said becomes a card; what people say is never taken for a mark by halves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.housing import landing
from jmapdesk.edit.lanes import add_lane
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Card, Persona
from jmapdesk.session.capture import (
    KIND_MARKS,
    LITERAL,
    Captured,
    Spot,
    add_aside,
    add_captured,
    change_captured,
    line_of,
    mark_before,
    parse,
    scored,
    spot_for,
)
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("The form forgets everything", Captured(text="The form forgets everything")),
        ("/p The form forgets", Captured("pain_point", "The form forgets")),
        ("/P shouted", Captured("pain_point", "shouted")),
        ("/th Is this for me?", Captured("thought", "Is this for me?")),
        ("/thought Is this for me?", Captured("thought", "Is this for me?")),
        ("/Pain point too slow", Captured("pain_point", "too slow")),
        ("/pain_point too slow", Captured("pain_point", "too slow")),
        ("/painpoint too slow", Captured("pain_point", "too slow")),
        ("/thoughtful of them", Captured(text="/thoughtful of them")),
        ("/x no such kind", Captured(text="/x no such kind")),
        ("a /p in the middle", Captured(text="a /p in the middle")),
        ("/path/to/it", Captured(text="/path/to/it")),
        ("Save #forms as you go #later", Captured(text="Save as you go", tags=("forms", "later"))),
        ("We are #1 here", Captured(text="We are #1 here")),
        ("C# and a@b.example stay", Captured(text="C# and a@b.example stay")),
        ("Ask @Mira_Kaplan first", Captured(text="Ask first", owner="Mira Kaplan")),
        ("They sign here !", Captured(text="They sign here", moment=True)),
        ("? Nobody knows", Captured(text="Nobody knows", check=True)),
        ("Is it open? I ask!", Captured(text="Is it open? I ask!")),
        (f"{LITERAL}/p is a folder {LITERAL}#real", Captured(text="/p is a folder #real")),
        ("/f +1 relieved", Captured("feeling", "relieved", 1.0)),
        ("/f -0.5 unsure", Captured("feeling", "unsure", -0.5)),
        ("/f 0,5 curious", Captured("feeling", "curious", 0.5)),
        ("/f curious", Captured("feeling", "curious")),
        ("/f 5 of us", Captured("feeling", "5 of us")),
        ("", Captured()),
    ],
)
def test_what_a_line_says(line: str, found: Captured) -> None:
    assert parse(line) == found


@pytest.mark.parametrize(
    ("line", "text", "score"),
    [
        ("1.5 safe", "safe", 1.5),
        ("tired-1", "tired", -1.0),
        ("tired −1", "tired", -1.0),
        ("twenty 2", "twenty 2", None),
        ("+1", "", 1.0),
    ],
)
def test_in_a_lane_of_feelings_a_number_at_either_end_is_the_score(line: str, text: str, score: float | None) -> None:
    found = parse(line, "feelings")
    assert (found.text, found.score) == (text, score)
    assert parse(line, "actions").text == line


@given(st.text(alphabet=st.characters(exclude_characters=f"/#@!?{LITERAL}", exclude_categories=("Cs", "Cc"))))
def test_words_without_marks_stay_as_they_are(words: str) -> None:
    assert parse(words) == Captured(text=words.strip())


texts = st.text(alphabet="abc#@!?/ é日12+-.", max_size=20).map(lambda text: " ".join(text.split()))


@given(
    kind=st.sampled_from(sorted(KIND_MARKS.values())),
    text=texts,
    tags=st.lists(st.sampled_from(["forms", "später"]), unique=True).map(tuple),
    owner=st.sampled_from(["", "Mira Kaplan"]),
    check=st.booleans(),
    moment=st.sampled_from(["none", "decision"]),
)
def test_the_line_of_a_card_reads_as_that_card(
    kind: str, text: str, tags: tuple[str, ...], owner: str, check: bool, moment: str
) -> None:
    card = Card(id="x", kind=kind, text=text, tags=tags, owner=owner, check=check, moment=moment)
    found = parse(line_of(card))
    assert (found.kind, found.text, found.tags, found.owner) == (kind, text, tags, owner)
    assert (found.check, found.moment) == (check, moment == "decision")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("/p ", 0),
        ("/p", None),
        ("/thought ", 0),
        ("Save #forms ", 5),
        ("Save #forms", None),
        ("They sign !", 10),
        ("Save as ", None),
        (f"Save {LITERAL}#forms ", None),
    ],
)
def test_a_mark_that_was_just_finished_is_known(line: str, start: int | None) -> None:
    assert mark_before(line, len(line)) == start


def test_a_card_lands_in_the_lane_given_or_the_nearest_of_its_kind() -> None:
    journey = small_map()
    for kind, lane in ((None, "touch"), ("pain_point", "pain"), ("feeling", "feel"), ("opportunity", "touch")):
        found = landing(journey, "touch", kind)
        assert found is not None
        assert found.id == lane
    without = small_map()
    assert landing(without, "nowhere", None) is None


def put(journey: JourneyMap, line: str, lane: str = "touch", step: str = "p2") -> tuple[JourneyMap, Card]:
    """Enter a line at a place; the map after it and the card made."""
    found = parse(line, journey.lanes[lane].kind)
    spot = spot_for(journey, lane, step, found)
    assert spot is not None
    made = add_captured(journey, spot, found, counting_ids(f"new{len(journey.cards)}"))
    (key,) = made.cards.keys() - journey.cards.keys()
    return made, made.cards[key]


def correct(journey: JourneyMap, card: Card, line: str, lane: str, step: str) -> tuple[JourneyMap, Card]:
    """Put a card right by another line at another place."""
    found = parse(line, journey.lanes[lane].kind)
    spot = spot_for(journey, lane, step, found, card)
    assert spot is not None
    made = change_captured(journey, card, spot, found, counting_ids("late"))
    return made, made.cards[card.id]


def test_a_captured_card_is_added_with_all_its_marks_and_put_right() -> None:
    made, card = put(small_map(), "Too slow #forms @Ben ! ?", "pain")
    assert (card.lane, card.step, card.kind, card.text) == ("pain", "p2", "pain_point", "Too slow")
    assert card.tags == ("forms",)
    assert (card.owner, card.check, card.moment) == ("Ben", True, "decision")
    _, card = correct(made, card, "Much too slow", "pain", "p2")
    assert (card.text, card.tags, card.check, card.moment) == ("Much too slow", (), False, "none")


def test_what_no_mark_can_say_stays_when_a_card_is_put_right() -> None:
    made, card = put(small_map(), "Too slow !", "pain")
    made = set_fields(made, card.id, tags=("two words",), owner="3rd desk", moment="friction")
    _, card = correct(made, made.cards[card.id], "Much too slow !", "pain", "p2")
    assert (card.tags, card.owner, card.moment) == (("two words",), "3rd desk", "friction")


@pytest.mark.parametrize(
    ("line", "lane", "step", "where"),
    [
        ("Poster", "touch", "p3", ("touch", "p3", "touchpoint")),
        ("Poster", "pain", "p2", ("pain", "p2", "pain_point")),
        ("/p Poster", "touch", "p2", ("pain", "p2", "pain_point")),
        ("/f +1 Poster", "touch", "p2", ("feel", "p2", "feeling")),
        ("Poster 1", "feel", "p3", ("feel", "p3", "feeling")),
    ],
)
def test_kind_and_place_are_put_right_too(line: str, lane: str, step: str, where: tuple[str, str, str]) -> None:
    made, card = put(small_map(), "Postr")
    made, card = correct(made, card, line, lane, step)
    assert (card.lane, card.step, card.kind, card.text.removesuffix(" 1")) == (*where, "Poster")
    assert len(made.cards) == len(small_map().cards) + 1


def test_a_quote_goes_where_quotes_are_or_thoughts_and_else_wants_a_lane() -> None:
    journey = small_map()
    quote = parse("/q They said so")
    assert spot_for(journey, "touch", "p2", quote) is None
    assert spot_for(journey, "touch", "p2", quote, anywhere=True) == Spot(journey.lanes["touch"], "p2")
    for kind in ("thoughts", "quotes"):
        journey = add_lane(journey, kind, lambda key=kind: key)
        spot = spot_for(journey, "touch", "p2", quote)
        assert spot is not None
        assert spot.lane.id == kind
        assert spot_for(journey, "touch", "p2", quote, anywhere=True) == spot
    note = spot_for(journey, "pain", "p2", parse("/n Ask Ben"))
    assert note is not None
    assert note.lane.id == "pain"  # a note stands wherever it is written


def test_a_card_of_another_kind_stays_in_its_lane_when_its_words_are_put_right() -> None:
    journey = small_map()
    found = parse("/q They said so")
    spot = spot_for(journey, "touch", "p2", found, anywhere=True)
    assert spot is not None
    made = add_captured(journey, spot, found, lambda: "said")
    made, card = correct(made, made.cards["said"], "/q They say so", "touch", "p2")
    assert (card.lane, card.kind, card.text) == ("touch", "quote", "They say so")


def test_a_feeling_put_right_can_become_something_else() -> None:
    made, card = put(small_map(), "/f +1 glad")
    _, card = correct(made, card, "glad", "touch", "p2")
    assert (card.lane, card.kind, card.text) == ("touch", "touchpoint", "glad")


def test_a_second_feeling_goes_to_the_next_free_step_of_the_stage() -> None:
    made, first = put(small_map(), "/f 1 glad", step="p1")
    assert (first.lane, first.step, first.score) == ("feel", "p2", 1.0)
    assert made.stages == small_map().stages


def test_where_no_step_is_free_one_is_added_and_nothing_is_lost() -> None:
    made, _ = put(small_map(), "/f 1 glad", step="p2")
    made, second = put(made, "/f -1 tired", step="p2")
    steps = [step.id for step in queries.steps(made.stages["s1"])]
    assert steps == ["p1", "p2", second.step]
    made = with_record(made, "personas", Persona(id="eve"))
    _, right = correct(made, second, "-2 exhausted", "feel", second.step or "")
    assert (right.step, right.score) == (second.step, -2.0)


def test_a_feeling_of_somebody_else_takes_no_place_away() -> None:
    _, card = put(small_map(), "1 glad", "feel", "p3")
    assert card.step == "p3"


@pytest.mark.parametrize(
    ("words", "found"), [("+1 glad", ("glad", 1.0)), ("glad", ("glad", None)), ("-0.5", ("", -0.5))]
)
def test_words_with_a_score(words: str, found: tuple[str, float | None]) -> None:
    assert scored(words) == found


def test_a_line_without_a_place_of_its_own_stands_in_the_nearest_other_lane_as_it_was_typed() -> None:
    journey = small_map()
    spot = Spot(journey.lanes["feel"], "p3", beyond=True)
    made = add_aside(journey, spot, "sad -1 #x", counting_ids())
    (key,) = made.cards.keys() - journey.cards.keys()
    card = made.cards[key]
    assert (card.lane, card.step, card.kind, card.text) == ("touch", "p3", "touchpoint", "sad -1 #x")
    made = add_aside(journey, None, "sad", counting_ids())
    (key,) = made.cards.keys() - journey.cards.keys()
    assert (made.cards[key].lane, made.cards[key].text) == (None, "sad")
