"""The share of a map that rests on evidence: sourced cards over those asked."""

from __future__ import annotations

from jmapdesk.edit.cards import add_card, delete_cards
from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_feeling
from jmapdesk.edit.moves import park
from jmapdesk.edit.sources import cite
from jmapdesk.insight.coverage import Coverage, coverage, coverage_after
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Reading
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map


def test_sourced_over_asked() -> None:
    found = coverage(small_map())
    assert found == Coverage(sourced=1, asked=4)
    assert found.share == 0.25
    assert found.assumptions == 3


def test_nothing_asked_has_no_share() -> None:
    assert coverage(JourneyMap("m")).share is None


def test_ideas_and_wishes_are_not_asked_for_evidence() -> None:
    journey = add_card(small_map(), Place("pain", "p1"), counting_ids(), kind="opportunity", text="Call back")
    journey = set_feeling(journey, "feel", "p2", 2.0, counting_ids("w"), series="to_be")
    assert coverage(journey) == coverage(small_map())


def test_a_reading_with_a_source_is_evidence() -> None:
    reading = Reading(value=3.0, source="talk")
    journey = add_card(small_map(), Place("pain", "p1"), counting_ids(), kind="metric", readings=(reading,))
    assert coverage(journey) == Coverage(2, 5)


def test_the_count_follows_a_change_without_counting_again() -> None:
    journey = big_map(200)
    cards = list(journey.cards)
    changed = delete_cards(journey, cards[:20])
    changed = park(cite(changed, cards[30:60], next(iter(changed.sources))), cards[50:70])
    counted = coverage_after(coverage(journey), delta(journey, changed))
    assert counted == coverage(changed)
    assert counted != coverage(journey)
