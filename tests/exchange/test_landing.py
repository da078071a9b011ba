"""A pasted block lands in the right cells; names at its edges line up, nothing is lost."""

from __future__ import annotations

import pytest

from jmapdesk.edit.lanes import delete_lane
from jmapdesk.exchange.landing import Landed, Way, land, likely_way, lines_up, ways
from jmapdesk.exchange.pasted import read_pasted
from jmapdesk.layout.words import words_for
from jmapdesk.model import queries
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def landed(
    text: str,
    lane: str = "touch",
    step: str = "p1",
    way: Way = "lanes",
    page: str = "",
    by_line: bool = False,
    journey: JourneyMap | None = None,
) -> Landed:
    grid = read_pasted(text, page)
    assert grid is not None
    return land(journey or small_map(), grid, lane, step, way, counting_ids("new"), by_line)


def where(found: Landed) -> list[tuple[str | None, str | None, str]]:
    """Lane, step and text of the cards that came."""
    cards = [found.journey.cards[key] for key in found.cards]
    return [(card.lane, card.step, card.text) for card in cards]


def card(found: Landed, text: str) -> Card:
    return next(found.journey.cards[key] for key in found.cards if found.journey.cards[key].text == text)


def test_rows_are_lanes_and_columns_are_steps() -> None:
    journey = delete_lane(small_map(), "feel")
    found = landed("a\tb\nc\td", step="p2", journey=journey)
    assert where(found) == [("touch", "p2", "a"), ("touch", "p3", "b"), ("pain", "p2", "c"), ("pain", "p3", "d")]
    assert card(found, "c").kind == "pain_point"
    assert (found.rows, found.columns, found.new_steps, found.new_lanes) == (2, 2, 0, 0)


def test_turned_rows_are_steps_and_columns_are_lanes() -> None:
    found = landed("a\t\tc\nb\t\td", way="stages")
    assert where(found) == [("touch", "p1", "a"), ("touch", "p2", "b"), ("pain", "p1", "c"), ("pain", "p2", "d")]


def test_in_one_lane_rows_stand_under_one_another() -> None:
    found = landed("a\tb\nc\td", "pain", way="cell")
    assert where(found) == [("pain", "p1", "a"), ("pain", "p1", "c"), ("pain", "p2", "b"), ("pain", "p2", "d")]
    assert [one.text for one in queries.cell_cards(found.journey, "pain", "p1")] == ["a", "c"]


def test_lines_stand_in_one_cell_below_what_is_there() -> None:
    found = landed("- a\n- b", way="cell")
    cell = queries.cell_cards(found.journey, "touch", "p1")
    assert [one.text for one in cell] == ["Poster", "Web site", "a", "b"]


def test_six_rows_of_five_make_thirty_cards_and_what_is_missing_is_added() -> None:
    text = "\n".join("\t".join(f"{row}{column}" for column in "abcde") for row in range(6))
    found = landed(text)
    assert len(found.cards) == 30
    assert (found.new_steps, found.new_lanes, found.aside) == (2, 3, 1)
    steps = [column.step.id for column in queries.columns(found.journey)]
    lanes = [lane.id for lane in queries.lanes(found.journey)]
    for row in range(6):
        for place, column in enumerate("abcde"):
            one = card(found, f"{row}{column}")
            taken = (row, place) == (1, 0)  # a feeling stands there already
            assert (one.lane, one.step) == ((None, None) if taken else (lanes[row], steps[place]))


def test_lanes_that_are_added_without_a_name_can_be_told_apart() -> None:
    found = landed("a\nb\nc\nd\ne", "pain", "p1")
    made = queries.lanes(found.journey)[3:]
    context_word = words_for("en")("lane.text")
    assert [lane.name for lane in made] == ["", f"{context_word} 2", f"{context_word} 3", f"{context_word} 4"]


def test_whether_names_can_line_up_hangs_on_the_way_it_is_read() -> None:
    grid = read_pasted("\tSee\tAsk\nPain points\tqueue\tprice", "")
    assert grid is not None
    assert [lines_up(small_map(), grid, way) for way in ways(grid)] == [True, False, True]
    for way in ways(grid):
        assert landed("\tSee\tAsk\nPain points\tqueue\tprice", way=way).lined_up == lines_up(small_map(), grid, way)


def test_names_at_the_edges_line_up_with_stages_steps_and_lanes() -> None:
    text = "\tBuy\tAsk\nPain points\tqueue\tno sign\nTouchpoints\tshop\tdesk"
    found = landed(text, "feel", "p2")
    assert found.lined_up
    assert where(found) == [
        ("pain", "p3", "queue"), ("pain", "p2", "no sign"), ("touch", "p3", "shop"), ("touch", "p2", "desk"),
    ]  # fmt: skip
    assert found.new_steps == found.new_lanes == 0


def test_names_the_other_way_round_turn_the_block() -> None:
    grid = read_pasted("\tTouchpoints\tPain points\nNotice\tposter\tdark\nBuy\tshop\tqueue")
    assert grid is not None
    assert likely_way(small_map(), grid) == "stages"
    found = land(small_map(), grid, "touch", "p1", "stages", counting_ids("new"))
    assert ("pain", "p3", "queue") in where(found)
    assert likely_way(small_map(), grid.transposed()) == "lanes"


def test_a_name_the_map_does_not_have_gets_a_step_or_lane_of_its_own() -> None:
    found = landed("\tNotice\tPay\nPain points\tdark\tdear\nOpportunities\tlamp\tsale")
    assert (found.new_steps, found.new_lanes) == (1, 1)
    lane = next(lane for lane in found.journey.lanes.values() if lane.name == "Opportunities")
    assert lane.kind == "opportunities"
    step = next(c.step for c in queries.columns(found.journey) if c.step.name == "Pay")
    assert card(found, "sale").lane == lane.id
    assert card(found, "sale").step == step.id


def test_a_stage_over_several_columns_takes_its_steps() -> None:
    page = (
        "<table><tr><td></td><td colspan=2>Notice</td><td>Buy</td></tr>"
        "<tr><td>Pain points</td><td>a</td><td>b</td><td>c</td></tr></table>"
    )
    found = landed("", page=page)
    assert where(found) == [("pain", "p1", "a"), ("pain", "p2", "b"), ("pain", "p3", "c")]


def test_a_cell_over_several_columns_is_a_card_over_several_steps() -> None:
    page = (
        "<table><tr><td colspan=2>long</td><td>short</td></tr>"
        "<tr><td rowspan=2>high</td><td></td><td></td></tr><tr><td></td><td>low</td></tr></table>"
    )
    found = landed("", "touch", page=page, journey=delete_lane(small_map(), "feel"))
    assert card(found, "long").to_step == "p2"
    assert card(found, "short").to_step is None
    assert sum(text == "high" for _, _, text in where(found)) == 1


def test_feelings_bring_their_score_and_never_push_one_away() -> None:
    found = landed("+1 glad\ttired (-1,5)\tso so", "feel")
    glad, tired, so_so = (found.journey.cards[key] for key in found.cards)
    assert (glad.lane, glad.text, glad.score, found.aside) == (None, "glad", 1.0, 1)
    assert (tired.step, tired.text, tired.score) == ("p2", "tired", -1.5)
    assert (so_so.step, so_so.score) == ("p3", None)
    assert found.journey.cards["f1"].score == 1.5


def test_a_card_for_each_line_of_a_cell_where_that_is_wanted() -> None:
    text = '"one\ntwo"\tthree'
    assert [found[2] for found in where(landed(text))] == ["one\ntwo", "three"]
    assert [found[2] for found in where(landed(text, by_line=True))] == ["one", "two", "three"]


def test_a_very_long_text_keeps_its_rest_in_the_note() -> None:
    found = landed("x" * 3000, way="cell")
    (key,) = found.cards
    assert (len(found.journey.cards[key].text), len(found.journey.cards[key].note)) == (2000, 3000)


def test_the_map_pasted_on_is_left_as_it_is() -> None:
    before = small_map()
    landed("a\tb\nc\td", journey=before)
    assert same(before, small_map())


def test_a_list_begins_in_one_cell_and_a_table_as_it_lies() -> None:
    one, two = read_pasted("a\nb"), read_pasted("a\tb")
    assert one is not None
    assert two is not None
    assert (ways(one)[0], ways(two)[0]) == ("cell", "lanes")


def stages_of(journey: JourneyMap) -> list[tuple[str, list[str]]]:
    return [(stage.name, [step.name for step in queries.steps(stage)]) for stage in queries.stages(journey)]


def test_a_corner_that_says_stage_makes_the_first_row_stages_that_the_map_does_not_have() -> None:
    text = "Stage\tDiscover\tCompare\nTouchpoints\tad\ttable\nQuotes\tlook!\thm"
    found = landed(text, step="p3")
    assert found.lined_up
    assert stages_of(found.journey) == [
        ("Notice", ["See", "Ask"]), ("Buy", [""]), ("Discover", [""]), ("Compare", [""]),
    ]  # fmt: skip
    assert (found.new_stages, found.new_steps, found.new_lanes, len(found.cards)) == (2, 2, 1, 4)
    quotes = next(lane for lane in found.journey.lanes.values() if lane.kind == "quotes")
    assert [(lane, text) for lane, _, text in where(found)] == [
        ("touch", "ad"), ("touch", "table"), (quotes.id, "look!"), (quotes.id, "hm"),
    ]  # fmt: skip
    assert not any(one.text == "Stage" for one in found.journey.cards.values())
    assert not any(lane.name == "Stage" for lane in found.journey.lanes.values())


def test_stages_the_map_has_are_taken_by_name_and_the_others_come_after_them() -> None:
    found = landed("Phase\tNotice\tTry\tBuy\nPain points\ta\tb\tc")
    assert stages_of(found.journey) == [("Notice", ["See", "Ask"]), ("Try", [""]), ("Buy", [""])]
    assert [card(found, text).step for text in "ac"] == ["p1", "p3"]


def test_a_corner_that_says_step_makes_steps_of_the_stage_it_is_pasted_in() -> None:
    found = landed("Step\tAsk\tWait\tGo\nPain points\ta\tb\tc", step="p1")
    assert stages_of(found.journey) == [("Notice", ["See", "Ask", "Wait", "Go"]), ("Buy", [""])]
    assert card(found, "a").step == "p2"


def test_steps_may_stand_in_a_second_row_under_their_stages() -> None:
    text = "Stages\tNotice\t\tCompare\t\nSteps\tAsk\tThink\tList\tChoose\nPain points\ta\tb\tc\td"
    found = landed(text)
    assert stages_of(found.journey) == [
        ("Notice", ["See", "Ask", "Think"]), ("Compare", ["List", "Choose"]), ("Buy", [""]),
    ]  # fmt: skip
    assert [text for _, _, text in where(found)] == ["a", "b", "c", "d"]


def test_a_stage_over_several_columns_gets_as_many_steps() -> None:
    found = landed("Stage\tDiscover\t\tBuy\nPain points\ta\tb\tc")
    assert stages_of(found.journey) == [("Notice", ["See", "Ask"]), ("Discover", ["", ""]), ("Buy", [""])]


@pytest.mark.parametrize(
    "corner", ["Stages", "Phases", "Etappe", "Étape", "Fase", "Этапы", "阶段", "フェーズ", "चरण", "المرحلة",
               "Stage / Lane", "Stage (as is)"],
)  # fmt: skip
def test_the_corner_speaks_many_languages(corner: str) -> None:
    found = landed(f"{corner}\tOne\tTwo\nPain points\ta\tb")
    assert [name for name, _ in stages_of(found.journey)] == ["Notice", "One", "Two", "Buy"]


def test_stages_down_the_first_column_turn_the_block_though_the_map_has_no_such_lanes() -> None:
    journey = delete_lane(delete_lane(small_map(), "touch"), "pain")
    grid = read_pasted("Stage\tTouchpoints\tPain points\nDiscover\tad\tdull\nCompare\ttable\tlong")
    assert grid is not None
    assert likely_way(journey, grid) == "stages"
    found = land(journey, grid, "feel", "p1", "stages", counting_ids("new"))
    assert [name for name, _ in stages_of(found.journey)] == ["Notice", "Discover", "Compare", "Buy"]
    assert {lane.kind for lane in found.journey.lanes.values()} == {"feelings", "touchpoints", "pain_points"}


def test_without_names_the_corner_is_a_card_like_any_other() -> None:
    grid = read_pasted("Stage\tDiscover\nTouchpoints\tad")
    assert grid is not None
    found = land(small_map(), grid, "touch", "p1", "lanes", counting_ids("new"), by_names=False)
    assert {text for _, _, text in where(found)} == {"Stage", "Discover", "Touchpoints", "ad"}
