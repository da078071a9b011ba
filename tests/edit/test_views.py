"""Saved views: named, changed, deleted; what they hide stays in the map."""

from __future__ import annotations

import pytest

from jmapdesk.edit.lanes import delete_lane
from jmapdesk.edit.views import add_view, delete_view, rename_view, set_view_fields
from jmapdesk.insight.views import BOARD, TEAM, offered, view_named, views
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def with_view() -> JourneyMap:
    return add_view(small_map(), lambda: "v", " Board ", hidden_lanes=("touch",), detail="key")


def test_a_view_is_saved_under_its_name() -> None:
    view = with_view().views["v"]
    assert (view.name, view.hidden_lanes, view.detail) == ("Board", ("touch",), "key")


def test_a_name_is_needed_and_belongs_to_one_view() -> None:
    with pytest.raises(JmapError, match="needs a name"):
        add_view(small_map(), counting_ids(), "  ")
    with pytest.raises(JmapError, match="already"):
        add_view(with_view(), counting_ids(), "board")
    journey = add_view(with_view(), counting_ids(), "Team")
    with pytest.raises(JmapError, match="already"):
        rename_view(journey, "v", "TEAM")


def test_a_view_may_be_given_its_own_name_in_other_letters() -> None:
    assert rename_view(with_view(), "v", "BOARD").views["v"].name == "BOARD"


def test_a_view_is_changed_and_deleted() -> None:
    journey = set_view_fields(with_view(), "v", hidden_stages=("s1",), detail="titles")
    assert journey.views["v"].hidden_stages == ("s1",)
    assert delete_view(journey, "v").views == {}
    with pytest.raises(JmapError, match="no longer in the map"):
        delete_view(small_map(), "v")


def test_a_deleted_lane_goes_out_of_the_views() -> None:
    assert delete_lane(with_view(), "touch").views["v"].hidden_lanes == ()


def test_views_are_listed_and_found_by_name() -> None:
    journey = add_view(with_view(), lambda: "a", "alpha")
    assert [view.id for view in views(journey)] == ["a", "v"]
    found = view_named(journey, "ALPHA")
    assert found is not None
    assert found.id == "a"
    assert view_named(journey, "nothing") is None


def test_for_the_board_curve_and_pains_are_offered_and_for_the_team_everything() -> None:
    board, team = offered(small_map())
    assert (board.id, board.hidden_lanes) == (BOARD, ("touch",))
    assert (team.id, team.hidden_lanes, team.detail) == (TEAM, (), "all")
    named = view_named(small_map(), "board")
    assert named is not None
    assert named.id == BOARD


def test_where_a_saved_view_has_the_name_of_an_offered_one_it_is_meant() -> None:
    found = view_named(with_view(), "board")
    assert found is not None
    assert found.id == "v"


def test_without_anything_to_leave_out_nothing_is_offered_for_the_board() -> None:
    assert [view.id for view in offered(delete_lane(small_map(), "touch"))] == [TEAM]
