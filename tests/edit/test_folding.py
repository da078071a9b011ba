"""Collapsing and opening stages and lanes."""

from __future__ import annotations

import pytest

from jmapdesk.edit.folding import fold, open_all, toggled
from jmapdesk.edit.lanes import add_lane
from jmapdesk.util.errors import JmapError
from tests.builders import small_map


def test_stages_and_lanes_are_collapsed_and_opened_again() -> None:
    journey = fold(small_map(), True, stages=["s1"], lanes=["touch"])
    assert journey.stages["s1"].collapsed
    assert journey.lanes["touch"].collapsed
    assert not journey.stages["s2"].collapsed
    assert not any(one.collapsed for one in open_all(journey).stages.values())
    assert not any(one.collapsed for one in open_all(journey).lanes.values())


def test_collapsing_leaves_every_card_as_it_is() -> None:
    before = small_map()
    assert fold(before, True, stages=["s1", "s2"], lanes=["touch"]).cards is before.cards


def test_several_are_collapsed_if_any_is_open_and_opened_if_none_is() -> None:
    journey = fold(small_map(), True, stages=["s1"])
    both = toggled(journey, stages=["s1", "s2"])
    assert [stage.collapsed for stage in both.stages.values()] == [True, True]
    assert not any(stage.collapsed for stage in toggled(both, stages=["s1", "s2"]).stages.values())


def test_a_line_between_lanes_has_nothing_to_collapse() -> None:
    journey = add_lane(small_map(), "divider", lambda: "line")
    assert fold(journey, True, lanes=["line"]) is journey
    assert toggled(journey, lanes=["line"]) is journey


def test_what_is_no_longer_there_is_refused() -> None:
    with pytest.raises(JmapError, match="no longer in the map"):
        fold(small_map(), True, stages=["gone"])
    with pytest.raises(JmapError, match="no longer in the map"):
        toggled(small_map(), lanes=["gone"])
