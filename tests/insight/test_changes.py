"""What differs, in words."""

from __future__ import annotations

import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card, delete_cards, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_score
from jmapdesk.edit.lanes import add_lane
from jmapdesk.edit.moves import move_by
from jmapdesk.insight.changes import COPIES, in_words, subject
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Edit
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def several(journey: JourneyMap) -> JourneyMap:
    ids = counting_ids()
    for word in ("One", "Two"):
        journey = add_card(journey, Place("pain", "p1"), ids, text=word)
    journey = set_text(journey, "c1", "Leaflet")
    journey = add_lane(journey, "thoughts", ids)
    return set_about(journey, title="Other")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda journey: journey, ""),
        (lambda journey: set_text(journey, "c1", "Leaflet"), "1 card reworded"),
        (lambda journey: move_by(journey, ["c1", "c2"], 1, 0), "2 cards moved"),
        (lambda journey: set_score(journey, "f1", 0), "1 card rescored"),
        (lambda journey: delete_cards(journey, ["c1"]), "1 card deleted"),
        (lambda journey: set_about(journey, title="Other"), "the map’s details changed"),
        (several, "2 cards added, 1 reworded, 1 lane added, its details changed"),
    ],
)
def test_changes_are_counted_by_what_they_are(edit: Edit, words: str) -> None:
    before = small_map()
    assert in_words(delta(before, edit(before))) == words


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda journey: journey, ""),
        (lambda journey: set_text(journey, "c1", "Leaflet"), "1 card differs"),
        (lambda journey: move_by(journey, ["c1", "c2"], 1, 0), "2 cards differ"),
        (lambda journey: delete_cards(set_text(journey, "c2", "Shop"), ["c1"]), "1 card only in yours, 1 differs"),
        (lambda journey: set_about(journey, title="Other"), "the map’s details differ"),
        (several, "2 cards only in that one, 1 differs, 1 lane only in that one, its details differ"),
    ],
)
def test_of_two_states_that_are_no_history_nobody_did_anything(edit: Edit, words: str) -> None:
    before = small_map()
    assert in_words(delta(before, edit(before)), COPIES) == words


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda journey: set_text(journey, "c1", "Leaflet\nat the door"), "Leaflet at the door"),
        (lambda journey: delete_cards(journey, ["c2"]), "Web site"),
        (lambda journey: set_score(journey, "f1", 0), "curious"),
        (lambda journey: set_text(journey, "c1", "so " * 40), "so so so so so so so so so so so so so…"),
        (lambda journey: set_about(journey, title="Other"), ""),
    ],
)
def test_a_change_is_known_by_the_words_it_is_about(edit: Edit, words: str) -> None:
    before = small_map()
    assert subject(delta(before, edit(before))) == words
