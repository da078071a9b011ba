"""A line of what was said becomes a card; what people say is never taken for a mark by halves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.model.queries import cell_cards
from jmapdesk.model.records import Card
from jmapdesk.session.capture import (
    KIND_MARKS,
    LITERAL,
    Captured,
    add_captured,
    change_captured,
    landing,
    line_of,
    mark_before,
    parse,
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


def test_a_captured_card_is_added_with_all_its_marks_and_put_right() -> None:
    journey, lane = small_map(), small_map().lanes["pain"]
    made = add_captured(journey, lane, "p2", parse("Too slow #forms @Ben ! ?"), counting_ids())
    (card,) = cell_cards(made, "pain", "p2")
    assert (card.kind, card.text, card.tags, card.owner) == ("pain_point", "Too slow", ("forms",), "Ben")
    assert (card.check, card.moment) == (True, "decision")
    (card,) = cell_cards(change_captured(made, card, parse("Much too slow")), "pain", "p2")
    assert (card.text, card.tags, card.check, card.moment) == ("Much too slow", (), False, "none")


def test_a_step_has_one_feeling() -> None:
    journey, lane = small_map(), small_map().lanes["feel"]
    assert add_captured(journey, lane, "p1", parse("/f 1 glad"), counting_ids()) is journey
    made = add_captured(journey, lane, "p2", parse("/f 1 glad"), counting_ids())
    (card,) = cell_cards(made, "feel", "p2")
    assert (card.score, card.text) == (1.0, "glad")
