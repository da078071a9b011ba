"""What a view shows, for formats that hold words: nothing that is hidden is left in them."""

from __future__ import annotations

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.seen import Seen, seen_in_words
from jmapdesk.insight.filters import Filter
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Connection
from jmapdesk.model.rules import repair
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def seen(journey: JourneyMap, **options: object) -> Seen:
    """What is to be seen of a map; the map that is left is sound."""
    found = seen_in_words(journey, ExportOptions(**options))  # type: ignore[arg-type]
    assert repair(found.journey, counting_ids("r"))[0] is found.journey
    return found


def test_all_of_a_map_is_the_map_itself() -> None:
    journey = small_map()
    found = seen(journey)
    assert found.journey is journey
    assert found.remarks == ()


def test_hidden_stages_and_lanes_go_with_their_cards_and_sources() -> None:
    journey = with_record(small_map(), "lanes", replace(small_map().lanes["feel"], hidden=True))
    found = seen(journey, shown=Visibility(stages=frozenset(("s1",))))
    assert set(found.journey.cards) == {"parked"}
    assert not found.journey.sources
    assert found.remarks == ("Left out as hidden: 1 stage and 1 lane.",)


def test_cards_that_a_filter_fades_are_left_out() -> None:
    found = seen(small_map(), wanted=Filter({"kind": frozenset(("feeling",))}))
    assert set(found.journey.cards) == {"f1", "f3"}
    assert found.remarks == ("Left out: 3 cards that the filter does not let through.",)


def test_key_cards_only() -> None:
    found = seen(small_map(), shown=Visibility(detail="key"))
    assert set(found.journey.cards) == {"f1", "f3"}
    assert found.remarks == ("Left out: 3 cards that are not among the key cards.",)


def test_titles_leave_counts_and_the_curve_without_words() -> None:
    found = seen(small_map(), shown=Visibility(detail="titles"))
    assert set(found.journey.cards) == {"f1", "f3", "parked"}
    assert found.counts == {("touch", "p1"): 2}
    assert found.journey.cards["f1"].word == ""
    assert found.journey.cards["f1"].score == 1.5


def test_a_collapsed_lane_is_counted() -> None:
    journey = with_record(small_map(), "lanes", replace(small_map().lanes["feel"], collapsed=True))
    found = seen(journey)
    assert found.counts == {("feel", "p1"): 1, ("feel", "p3"): 1}
    assert "2 cards in collapsed parts" in found.remarks[0]


def test_a_collapsed_stage_is_one_step_with_the_mean_of_its_curve() -> None:
    journey = with_record(small_map(), "stages", replace(small_map().stages["s1"], collapsed=True))
    for card in (
        Card(id="f2", lane="feel", step="p2", order="1", kind="feeling", score=0.5, word="glad"),
        Card(id="far", lane="pain", step="p2", to_step="p3", order="1", kind="pain_point", text="All along"),
        Card(id="near", lane="pain", step="p1", to_step="p2", order="2", kind="pain_point", text="Here"),
    ):
        journey = with_record(journey, "cards", card)
    journey = with_record(journey, "connections", Connection(id="k", start="f1", end="far"))
    found = seen(journey)
    assert [(c.stage.name, c.step.id, c.step.name) for c in queries.columns(found.journey)] == [
        ("Notice", "p1", ""), ("Buy", "p3", ""),
    ]  # fmt: skip
    assert (found.journey.cards["far"].step, found.journey.cards["far"].to_step) == ("p1", "p3")
    assert set(found.journey.cards) == {"far", "f1", "f3", "parked"}
    assert (found.journey.cards["f1"].score, found.journey.cards["f1"].word) == (1.0, "")
    assert found.means == {"f1"}
    assert found.counts == {("touch", "p1"): 2, ("feel", "p1"): 2, ("pain", "p1"): 1}
    assert not found.journey.connections


def test_mentions_of_what_is_hidden_go_too() -> None:
    journey = small_map()
    pain = Card(id="x", lane="pain", step="p3", order="1", kind="pain_point", text="Secret")
    idea = Card(id="i", lane="touch", step="p3", order="1", kind="opportunity", text="Open", pains=("x",))
    for card in (pain, idea):
        journey = with_record(journey, "cards", card)
    found = seen(journey, shown=Visibility(lanes=frozenset(("pain",))))
    assert found.journey.cards["i"].pains == ()


def test_the_share_of_evidence_is_that_of_the_sheet() -> None:
    journey = with_record(small_map(), "lanes", replace(small_map().lanes["touch"], collapsed=True))
    assert seen(journey).counted.percent == 25
